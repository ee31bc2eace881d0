//! Name constraints (RFC 5280 §4.2.1.10, §6.1.3 (b) and (c), §6.1.4 (g)).
//!
//! The RFC keeps permitted_subtrees and excluded_subtrees and narrows them from certificate to certificate. A name lies in an
//! intersection where it lies in each part, so here each name is simply compared with each certificate above. The anchor's
//! own constraints bind too, as RFC 5937 describes.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::{Link, Path};
use crate::certificate::ExtensionValue;
use crate::finding::{Check, Fault, Records};
use crate::name::GeneralName;
use crate::name::constraint::{Extent, Form, Name, Subtree, is_smtp_utf8_mailbox, subject_names};
use crate::oid::known;
use crate::path::Role;
use crate::sorted::Map;
use crate::text::visible_short;

/// Comparisons of a name with a constraint in one request, each pair of certificates counted once, in the order of the paths. The
/// number is Chrome's (`kMaxChecks` in BoringSSL's pki/name_constraints.cc), which allows as many for each pair.
const MOST_COMPARISONS: usize = 1 << 20;
/// Octets of a constraint that are compared at the price of one comparison.
const OCTETS: usize = 256;
/// Octets of a directory name that are made ready for comparison at the price of one.
const OCTETS_READ: usize = 2;
/// Violations told of one certificate.
const MOST_VIOLATIONS: usize = 5;
/// Permitted subtrees listed in a finding.
const MOST_SHOWN: usize = 10;

/// What was found out for other paths of the same request. Whether a certificate's names keep to another's constraints does
/// not depend on the path, so that no pair is compared twice.
#[derive(Default)]
pub(crate) struct Known<'a> {
    /// By the certificate's index; with what reading them recorded.
    constrainers: Map<usize, (Option<Rc<Constrainer<'a>>>, Records)>,
    named: Map<usize, Rc<Named<'a>>>,
    /// By the indices of the named certificate and of the constrainer.
    pairs: Map<(usize, usize), Pair>,
    comparisons: usize,
}

/// What comparing one certificate's names with another's constraints came to.
#[derive(Clone, Default)]
struct Pair {
    violations: Vec<Arc<Fault>>,
    unsupported: Option<Arc<Fault>>,
}

/// A certificate's constraints, by the form that they bind.
struct Constrainer<'a> {
    index: usize,
    by_form: Map<Form, Subtrees<'a>>,
}

#[derive(Default)]
struct Subtrees<'a> {
    permitted: Vec<(&'a GeneralName, Subtree)>,
    excluded: Vec<(&'a GeneralName, Subtree)>,
    /// What comparing one name with all of them costs.
    cost: usize,
}

impl Constrainer<'_> {
    /// One that nothing is compared with, as the budget is used up.
    fn unread(index: usize) -> Self {
        Self {
            index,
            by_form: Map::new(),
        }
    }
}

impl Subtrees<'_> {
    fn count(&self) -> usize {
        self.permitted.len() + self.excluded.len()
    }
}

/// A certificate's names, by the form of the constraints that bind them.
struct Named<'a> {
    index: usize,
    by_form: Map<Form, Vec<(Cow<'a, GeneralName>, Name)>>,
    /// The names could not all be read.
    is_unreadable: bool,
}

/// What comparing these names with one constraint costs: a directory name may be read whole for it.
fn weight(names: &Vec<(Cow<'_, GeneralName>, Name)>) -> usize {
    let weights = names.iter().map(|(name, _)| match name.as_ref() {
        GeneralName::Directory(name) => 1 + name.size() / OCTETS,
        _ => 1,
    });
    weights.sum()
}

/// What making the directory names among these ready for comparison costs.
fn cost_of_reading<'a>(names: impl IntoIterator<Item = &'a GeneralName>) -> usize {
    let sizes = names.into_iter().map(|name| match name {
        GeneralName::Directory(name) => name.size() / OCTETS_READ,
        _ => 0,
    });
    sizes.sum()
}

/// Compares every name with the constraints of every certificate above it.
pub(crate) fn check<'a>(path: &Path<'a>, known: &mut Known<'a>, records: &mut Records) {
    let constrainers: Vec<(usize, Rc<Constrainer<'a>>)> = path
        .binding_issuers()
        .filter_map(|link| Some((link.place, known.constrainer(link, records)?)))
        .collect();
    let named: Vec<(usize, Rc<Named<'a>>)> = path
        .links()
        .filter_map(|link| {
            let is_bound = constrainers.iter().any(|(place, _)| *place > link.place);
            Some((link.place, known.named(link, is_bound, records)?))
        })
        .collect();
    let above = |place: usize| {
        let above = constrainers.iter().filter(move |(above, _)| *above > place);
        above.map(|(_, constrainer)| constrainer)
    };
    let mut pairs = named
        .iter()
        .flat_map(|(place, named)| above(*place).map(move |above| (named, above)));
    let too_many = pairs.find_map(|(named, constrainer)| known.compare(named, constrainer).err());
    let is_within_budget = too_many.is_none();
    records.judge(Check::NameConstraintsTooMany, None, too_many);
    for (place, named) in &named {
        let index = Some(named.index);
        if !is_within_budget {
            records.not_checked(Check::NameConstraintViolated, index);
            continue;
        }
        let pairs = above(*place).filter_map(|above| known.pairs.get(&(named.index, above.index)));
        let pairs: Vec<&Pair> = pairs.collect();
        let unsupported = pairs.iter().find_map(|pair| pair.unsupported.clone());
        records.judge(Check::NameConstraintUnsupported, index, unsupported);
        let violations = pairs
            .iter()
            .flat_map(|pair| &pair.violations)
            .take(MOST_VIOLATIONS);
        let violations: Vec<&Arc<Fault>> = violations.collect();
        if violations.is_empty() {
            records.passed(Check::NameConstraintViolated, index);
        }
        for fault in violations {
            records.broken(Arc::clone(fault), index);
        }
    }
}

impl<'a> Known<'a> {
    fn constrainer(
        &mut self,
        link: Link<'a>,
        records: &mut Records,
    ) -> Option<Rc<Constrainer<'a>>> {
        let comparisons = &mut self.comparisons;
        let (constrainer, recorded) = self.constrainers.entry(link.index).or_insert_with(|| {
            let mut recorded = Records::default();
            if let Some(ExtensionValue::NameConstraints(constraints)) =
                link.only(known::NAME_CONSTRAINTS)
            {
                let bases = constraints.permitted.iter().chain(&constraints.excluded);
                *comparisons = comparisons.saturating_add(cost_of_reading(bases));
                if *comparisons > MOST_COMPARISONS {
                    return (Some(Rc::new(Constrainer::unread(link.index))), recorded);
                }
            }
            (constrainer(link, &mut recorded).map(Rc::new), recorded)
        });
        records.0.extend_from_slice(&recorded.0);
        constrainer.clone()
    }

    /// The names of a certificate, where any certificate above constrains names. §6.1.3: "If certificate i is self-issued and
    /// it is not the final certificate in the path, skip this step for certificate i."
    fn named(
        &mut self,
        link: Link<'a>,
        is_bound: bool,
        records: &mut Records,
    ) -> Option<Rc<Named<'a>>> {
        let is_skipped = link.place > 0 && link.is_self_issued;
        if link.role == Role::Anchor || !is_bound || is_skipped {
            for rule in [
                Check::NameConstraintViolated,
                Check::NameConstraintUnsupported,
            ] {
                records.not_applicable(rule, Some(link.index));
            }
            return None;
        }
        let comparisons = &mut self.comparisons;
        let named = self.named.entry(link.index).or_insert_with(|| {
            let names = link.contents.subject_alt_names().unwrap_or_default();
            *comparisons = comparisons.saturating_add(cost_of_reading(names));
            Rc::new(if *comparisons > MOST_COMPARISONS {
                Named {
                    index: link.index,
                    by_form: Map::new(),
                    is_unreadable: true,
                }
            } else {
                named(link)
            })
        });
        if named.is_unreadable {
            records.not_checked(Check::NameConstraintViolated, Some(link.index));
        }
        Some(named.clone())
    }

    /// Compares, unless that was done or would be too much: counted by multiplication, before any comparison is made.
    fn compare(&mut self, named: &Named<'a>, constrainer: &Constrainer<'a>) -> Result<(), Fault> {
        let key = (named.index, constrainer.index);
        if self.pairs.contains_key(&key) {
            return Ok(());
        }
        let bound = |form: &Form| named.by_form.get(form).map_or(0, Vec::len);
        let weight = |form: &Form| named.by_form.get(form).map_or(0, weight);
        let by_form = || constrainer.by_form.iter();
        let costs = by_form().map(|(form, subtrees)| weight(form).saturating_mul(subtrees.cost));
        let comparisons = costs.fold(self.comparisons, usize::saturating_add);
        if comparisons > MOST_COMPARISONS {
            return Err(Fault::NameConstraintsTooMany {
                names: by_form()
                    .map(|(form, _)| bound(form))
                    .max()
                    .unwrap_or_default(),
                constraints: by_form()
                    .map(|(_, subtrees)| subtrees.count())
                    .max()
                    .unwrap_or_default(),
                limit: MOST_COMPARISONS,
            });
        }
        self.comparisons = comparisons;
        self.pairs.insert(key, compare(named, constrainer));
        Ok(())
    }
}

/// Reads the constraints that a certificate states, and records what is wrong with them.
fn constrainer<'a>(link: Link<'a>, records: &mut Records) -> Option<Constrainer<'a>> {
    let (check, index) = (Check::NameConstraintMalformed, Some(link.index));
    let constraints = match link.only(known::NAME_CONSTRAINTS) {
        None => {
            records.not_applicable(check, index);
            return None;
        }
        Some(ExtensionValue::NameConstraints(constraints)) => constraints,
        Some(_) => {
            let problem = "the extension is not what its definition says, or there are several";
            records.broken(malformed(None, problem), index);
            return None;
        }
    };
    let mut by_form: Map<Form, Subtrees<'a>> = Map::new();
    let mut fault = None;
    let mut read = |base: &'a GeneralName| match Subtree::read(base) {
        Ok(subtree) => Some((base, subtree)),
        Err(problem) => {
            fault.get_or_insert_with(|| malformed(Some(base), problem));
            None
        }
    };
    for subtree in constraints.permitted.iter().filter_map(&mut read) {
        let subtrees = by_form.entry(Form::of(subtree.0)).or_default();
        subtrees.cost += 1 + subtree.1.size() / OCTETS;
        subtrees.permitted.push(subtree);
    }
    for subtree in constraints.excluded.iter().filter_map(&mut read) {
        let subtrees = by_form.entry(Form::of(subtree.0)).or_default();
        subtrees.cost += 1 + subtree.1.size() / OCTETS;
        subtrees.excluded.push(subtree);
    }
    records.judge(check, index, fault);
    Some(Constrainer {
        index: link.index,
        by_form,
    })
}

fn malformed(base: Option<&GeneralName>, problem: &'static str) -> Fault {
    Fault::NameConstraintMalformed {
        form: base.map(|base| Form::of(base).name()),
        constraint: base.map(shown),
        problem,
    }
}

fn named<'a>(link: Link<'a>) -> Named<'a> {
    let (alternative_names, is_unreadable) = match link.only(known::SUBJECT_ALT_NAME) {
        None => (&[][..], false),
        Some(ExtensionValue::SubjectAltName(names)) => (names.as_slice(), false),
        Some(_) => (&[][..], true),
    };
    let mut by_form: Map<Form, Vec<(Cow<'a, GeneralName>, Name)>> = Map::new();
    let mut add = |form: Form, name: Cow<'a, GeneralName>| {
        let read = Name::read(&name, form);
        by_form.entry(form).or_default().push((name, read));
    };
    for name in subject_names(&link.contents.subject, alternative_names) {
        add(Form::of(&name), Cow::Owned(name));
    }
    for name in alternative_names {
        add(Form::of(name), Cow::Borrowed(name));
        if matches!(name, GeneralName::Other(type_id, _) if is_smtp_utf8_mailbox(type_id)) {
            add(Form::Email, Cow::Borrowed(name));
        }
    }
    Named {
        index: link.index,
        by_form,
        is_unreadable,
    }
}

fn compare(named: &Named<'_>, constrainer: &Constrainer<'_>) -> Pair {
    let mut pair = Pair::default();
    for (form, subtrees) in constrainer.by_form.iter() {
        let Some(names) = named.by_form.get(form) else {
            continue;
        };
        match form {
            Form::X400 | Form::EdiParty | Form::RegisteredId | Form::Other => {
                pair.unsupported.get_or_insert_with(|| {
                    Arc::new(Fault::NameConstraintUnsupported {
                        form: form.name(),
                        name: names
                            .first()
                            .map(|(name, _)| shown(name))
                            .unwrap_or_default(),
                        constrainer: constrainer.index,
                    })
                });
            }
            Form::Dns | Form::Ip | Form::Email | Form::Directory | Form::Uri => {
                let room = MOST_VIOLATIONS.saturating_sub(pair.violations.len());
                let found = names
                    .iter()
                    .filter_map(|name| violation(name, *form, subtrees, constrainer.index));
                pair.violations.extend(found.take(room).map(Arc::new));
            }
        }
    }
    pair
}

/// §6.1.3 (b) "within one of the permitted_subtrees" of its form, where there are any, and (c) "not within any of the
/// excluded_subtrees".
fn violation(
    (name, read): &(Cow<'_, GeneralName>, Name),
    form: Form,
    subtrees: &Subtrees<'_>,
    constrainer: usize,
) -> Option<Fault> {
    let fault = |constraints, excluded| Fault::NameConstraintViolated {
        name: shown(name),
        form: form.name(),
        constraints,
        constrainer,
        excluded,
    };
    let covers = |subtree: &&(&GeneralName, Subtree), extent| subtree.1.covers(read, extent);
    let hit = subtrees.excluded.iter().find(|s| covers(s, Extent::Part));
    if let Some((base, _)) = hit {
        return Some(fault(vec![shown(base)], true));
    }
    let permitted = &subtrees.permitted;
    if permitted.is_empty() || permitted.iter().any(|s| covers(&s, Extent::Whole)) {
        return None;
    }
    let listed = permitted.iter().take(MOST_SHOWN);
    Some(fault(listed.map(|(base, _)| shown(base)).collect(), false))
}

fn shown(name: &GeneralName) -> String {
    visible_short(&name.shown(), 200)
}

#[cfg(test)]
mod tests {
    use mint::{Criticality, GeneralName, Issued, Name, extension, oid};

    use crate::checks::testing::{errors, judge};

    const VIOLATED: &str = "name-constraint-violated";
    const MALFORMED: &str = "name-constraint-malformed";
    const UNSUPPORTED: &str = "name-constraint-unsupported";
    const TOO_MANY: &str = "name-constraints-too-many";

    fn constrain(
        builder: mint::Builder,
        permitted: &[GeneralName],
        excluded: &[GeneralName],
    ) -> Issued {
        let value = extension::name_constraints(permitted, excluded);
        builder
            .extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value)
            .issue()
    }

    fn names(texts: &[&str]) -> Vec<GeneralName> {
        texts.iter().map(GeneralName::from).collect()
    }

    #[test]
    fn an_anchor_that_names_no_name_permits_and_excludes_nothing_certain() {
        let attribute = mint::der::sequence(&[mint::der::oid("2.5.4.10"), mint::der::utf8("Evil")]);
        let evil = mint::der::set(&[attribute]);
        for rest in [mint::der::set(&[]), mint::der::null()] {
            let base = Name::from_der(mint::der::sequence(&[evil.clone(), rest]));
            let base = [GeneralName::directory(base)];
            for (permitted, excluded) in [(&base[..], &[][..]), (&[], &base)] {
                let root = constrain(mint::ca("Root"), permitted, excluded);
                let leaf = root.leaf(&["a.example"]).issue();
                let errors = errors(&judge(&[&leaf, &root], |_| {}));
                assert!(errors.contains(&(MALFORMED, Some(1))), "{errors:?}");
            }
        }
    }

    /// The errors about a leaf of these names below a CA of these constraints; the leaf is 0, the CA is 1.
    fn judge_names(
        permitted: &[GeneralName],
        excluded: &[GeneralName],
        alternative_names: &[GeneralName],
    ) -> Vec<(&'static str, Option<usize>)> {
        let root = mint::root("Root");
        let ca = constrain(root.ca("CA"), permitted, excluded);
        let leaf = ca.leaf(&["leaf"]).san(alternative_names.to_vec()).issue();
        errors(&judge(&[&leaf, &ca, &root], |_| {}))
    }

    #[test]
    fn each_form_is_compared_with_constraints_of_its_own() {
        let directory = |organization| GeneralName::directory(Name::empty().o(organization));
        let leaf = || GeneralName::directory("leaf"); // the subject is bound too
        for (inside, outside, constraint, other) in [
            (
                names(&["a.example"]),
                names(&["b.example"]),
                names(&["a.example"]),
                None,
            ),
            (
                names(&["10.0.0.1"]),
                names(&["11.0.0.1"]),
                names(&["10.0.0.0/8"]),
                None,
            ),
            (
                names(&["me@a.example"]),
                names(&["me@b.example"]),
                vec![GeneralName::email("a.example")],
                None,
            ),
            (
                names(&["https://a.example/"]),
                names(&["https://b.example/"]),
                vec![GeneralName::uri("a.example")],
                None,
            ),
            (
                vec![directory("a")],
                vec![directory("b")],
                vec![directory("a")],
                Some(leaf()),
            ),
        ] {
            let permitted: Vec<_> = constraint.iter().cloned().chain(other).collect();
            assert_eq!(judge_names(&permitted, &[], &inside), []);
            assert_eq!(
                judge_names(&permitted, &[], &outside),
                [(VIOLATED, Some(0))]
            );
            assert_eq!(
                judge_names(&[], &constraint, &inside),
                [(VIOLATED, Some(0))]
            );
            assert_eq!(judge_names(&[], &constraint, &outside), []);
            let another_form = [GeneralName::from_der(mint::der::primitive(8, &[0x2a, 3]))];
            assert_eq!(judge_names(&permitted, &constraint, &another_form), []);
        }
    }

    #[test]
    fn a_finding_says_which_name_which_constraint_and_whose() {
        let root = mint::root("Root");
        let ca = constrain(
            root.ca("CA"),
            &names(&["example.com", "example.org"]),
            &names(&["bad.example.com"]),
        );
        let details = |name: &str| {
            let leaf = ca.leaf(&[name]).issue();
            let report = judge(&[&leaf, &ca, &root], |_| {});
            serde_json::to_value(&report.findings[0].details).unwrap()
        };
        assert_eq!(
            details("www.bad.example.com"),
            serde_json::json!({ "name": "www.bad.example.com", "form": "dNSName", "constraints": ["bad.example.com"],
                "constrainer": 1, "excluded": true })
        );
        assert_eq!(
            details("example.net"),
            serde_json::json!({ "name": "example.net", "form": "dNSName", "constraints": ["example.com", "example.org"],
                "constrainer": 1, "excluded": false })
        );
    }

    #[test]
    fn every_certificate_above_binds_the_anchors_own_included() {
        let root = constrain(mint::ca("Root"), &names(&["example.com"]), &[]);
        let upper = constrain(root.ca("Upper"), &[], &names(&["a.example.com"]));
        let lower = constrain(
            upper.ca("Lower"),
            &names(&["com"]),
            &names(&["b.example.com"]),
        );
        for (name, expected) in [
            ("www.example.com", &[][..]),
            ("a.example.com", &[(VIOLATED, Some(0))]),
            ("b.example.com", &[(VIOLATED, Some(0))]),
            ("example.org", &[(VIOLATED, Some(0)), (VIOLATED, Some(0))]),
        ] {
            let leaf = lower.leaf(&[name]).issue();
            let report = judge(&[&leaf, &lower, &upper, &root], |_| {});
            assert_eq!(errors(&report), expected, "{name}");
        }
    }

    #[test]
    fn intermediates_are_bound_too_but_not_when_they_are_self_issued() {
        let permitted = [GeneralName::directory(Name::empty().o("a"))];
        let root = mint::root("Root");
        let ca = constrain(root.ca("CA"), &permitted, &[]);
        let below = |name: &str| {
            let lower = ca.ca(name).key(mint::Key::p256("other")).issue();
            let leaf = lower.leaf(&[]).san(["a.example"]).issue();
            errors(&judge(&[&leaf, &lower, &ca, &root], |_| {}))
        };
        assert_eq!(below("CA"), []);
        assert_eq!(below("CB"), [(VIOLATED, Some(1))]);
        // The leaf is bound even where it is self-issued.
        let leaf = ca.ca("CA").key(mint::Key::p256("other")).issue();
        let report = judge(&[&leaf, &ca, &root], |_| {});
        assert_eq!(errors(&report), [(VIOLATED, Some(0))]);
    }

    #[test]
    fn a_leaf_that_is_itself_the_anchor_is_bound_by_nothing() {
        let leaf = constrain(mint::leaf(&["a.example"]), &names(&["b.example"]), &[]);
        assert_eq!(errors(&judge(&[&leaf, &leaf], |_| {})), []);
    }

    #[test]
    fn forms_without_a_comparison_fail_where_name_and_constraint_meet() {
        let raw =
            |number, content: &[u8]| GeneralName::from_der(mint::der::constructed(number, content));
        let other = || GeneralName::other("2.999.1", &mint::der::utf8("x"));
        for name in [
            other(),
            raw(3, &[]),
            raw(5, &[]),
            GeneralName::registered_id("2.999.1"),
        ] {
            let one = std::slice::from_ref(&name);
            assert_eq!(judge_names(one, &[], one), [(UNSUPPORTED, Some(0))]);
            assert_eq!(judge_names(&[], one, one), [(UNSUPPORTED, Some(0))]);
            assert_eq!(judge_names(one, one, &names(&["a.example"])), []);
            assert_eq!(judge_names(&names(&["a.example"]), &[], one), []);
        }
    }

    #[test]
    fn utf8_mailboxes_are_mailboxes() {
        let mailbox = |text| GeneralName::other("1.3.6.1.5.5.7.8.9", &mint::der::utf8(text));
        let permitted = [GeneralName::email("a.example")];
        let judge = |name| judge_names(&permitted, &[], &[mailbox(name)]);
        assert_eq!(judge("\u{5317}@a.example"), []);
        assert_eq!(judge("\u{5317}@b.example"), [(VIOLATED, Some(0))]);
    }

    #[test]
    fn malformed_constraints_fail_even_if_no_name_meets_them() {
        let name = names(&["a.example"]);
        for constraint in [
            GeneralName::dns(".a.example"),
            GeneralName::ip(&[10, 0, 0, 0]),
        ] {
            let one = std::slice::from_ref(&constraint);
            assert_eq!(judge_names(one, &[], &name), [(MALFORMED, Some(1))]);
            assert_eq!(judge_names(&[], one, &name), [(MALFORMED, Some(1))]);
        }
        // As a whole, and for the anchor's own, whose malformed extensions are warnings otherwise.
        let empty = extension::name_constraints(&[], &[]);
        let good = extension::name_constraints(&name, &[]);
        let critical = Criticality::Critical;
        // What stands behind bytes that are no element is not read.
        let subtree = |name: &str| mint::der::sequence(&[mint::der::primitive(2, name.as_bytes())]);
        let excluding = |between: &[u8]| {
            let list = [&subtree("b.example"), between, &subtree("c.example")].concat();
            mint::der::sequence(&[mint::der::constructed(1, &list)])
        };
        let whole = excluding(&[]);
        let cut = excluding(&[0, 0]);
        for (broken, root) in [
            (
                true,
                mint::ca("Root").extension(oid::NAME_CONSTRAINTS, critical, empty),
            ),
            (
                true,
                mint::ca("Root")
                    .extension(oid::NAME_CONSTRAINTS, critical, good.clone())
                    .raw_extension(extension::extension(oid::NAME_CONSTRAINTS, true, &good)),
            ),
            (
                true,
                mint::ca("Root").extension(oid::NAME_CONSTRAINTS, critical, cut),
            ),
            (
                false,
                mint::ca("Root").extension(oid::NAME_CONSTRAINTS, critical, whole),
            ),
            (
                false,
                mint::ca("Root").extension(oid::NAME_CONSTRAINTS, critical, good),
            ),
        ] {
            let root = root.issue();
            let leaf = root.leaf(&["a.example"]).issue();
            let expected: &[_] = if broken { &[(MALFORMED, Some(1))] } else { &[] };
            assert_eq!(errors(&judge(&[&leaf, &root], |_| {})), expected);
        }
    }

    #[test]
    fn too_many_comparisons_are_refused_before_any_is_made() {
        let many = |count: usize, domain: &str| -> Vec<GeneralName> {
            (0..count)
                .map(|n| GeneralName::dns(&format!("n{n}.{domain}")))
                .collect()
        };
        let names = many(1024, "a.example");
        assert_eq!(judge_names(&[], &many(1024, "b.example"), &names), []);
        let report = judge_names(&[], &many(1025, "b.example"), &names);
        assert_eq!(report, [(TOO_MANY, None)]);
        // Other forms do not count.
        let addresses = vec![GeneralName::ip_range("10.0.0.0/8"); 1025];
        assert_eq!(judge_names(&[], &addresses, &names), []);
    }
}
