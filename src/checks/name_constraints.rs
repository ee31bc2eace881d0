//! Name constraints (RFC 5280 §4.2.1.10, §6.1.3 (b) and (c), §6.1.4 (g)).
//!
//! The RFC keeps permitted_subtrees and excluded_subtrees and narrows them from certificate to certificate. A name lies in an
//! intersection where it lies in each part, so here each name is simply compared with each certificate above. The anchor's
//! own constraints bind too, as RFC 5937 describes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Link, Path};
use crate::certificate::ExtensionValue;
use crate::finding::{Check, Fault, Records};
use crate::name::GeneralName;
use crate::name::constraint::{Extent, Form, Name, Subtree, is_smtp_utf8_mailbox, subject_names};
use crate::oid::known;
use crate::profile::Role;
use crate::text::visible_short;

/// Comparisons of a name with a constraint in one path. The number is Chrome's (`kMaxChecks` in BoringSSL's
/// pki/name_constraints.cc); it is ten times what the largest real certificates need.
const MOST_COMPARISONS: usize = 1 << 20;
/// Violations told of one certificate.
const MOST_VIOLATIONS: usize = 5;
/// Permitted subtrees listed in a finding.
const MOST_SHOWN: usize = 10;

/// A certificate's constraints, by the form that they bind.
struct Constrainer<'a> {
    place: usize,
    index: usize,
    by_form: BTreeMap<Form, Subtrees<'a>>,
}

#[derive(Default)]
struct Subtrees<'a> {
    permitted: Vec<(&'a GeneralName, Subtree)>,
    excluded: Vec<(&'a GeneralName, Subtree)>,
}

/// A certificate's names, by the form of the constraints that bind them.
struct Named<'a> {
    place: usize,
    index: usize,
    by_form: BTreeMap<Form, Vec<Cow<'a, GeneralName>>>,
}

/// Compares every name with the constraints of every certificate above it.
pub fn check(path: &Path<'_>, records: &mut Records) {
    let constrainers: Vec<Constrainer<'_>> = path
        .issuers()
        .filter_map(|link| constrainer(link, records))
        .collect();
    let named: Vec<Named<'_>> = path
        .links()
        .filter_map(|link| named(link, &constrainers, records))
        .collect();
    let too_many = too_many(&constrainers, &named);
    let is_within_budget = too_many.is_none();
    records.judge(Check::NameConstraintsTooMany, None, too_many);
    for named in named {
        if is_within_budget {
            compare(&named, &constrainers, records);
        } else {
            records.not_checked(Check::NameConstraintViolated, Some(named.index));
        }
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
    let mut by_form: BTreeMap<Form, Subtrees<'a>> = BTreeMap::new();
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
        subtrees.permitted.push(subtree);
    }
    for subtree in constraints.excluded.iter().filter_map(&mut read) {
        let subtrees = by_form.entry(Form::of(subtree.0)).or_default();
        subtrees.excluded.push(subtree);
    }
    records.judge(check, index, fault);
    Some(Constrainer {
        place: link.place,
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

/// The names of a certificate, where any certificate above constrains names. §6.1.3: "If certificate i is self-issued and it
/// is not the final certificate in the path, skip this step for certificate i."
fn named<'a>(
    link: Link<'a>,
    constrainers: &[Constrainer<'_>],
    records: &mut Records,
) -> Option<Named<'a>> {
    let is_bound = link.role != Role::Anchor && constrainers.iter().any(|c| c.place > link.place);
    let is_skipped = link.place > 0 && link.contents.is_self_issued();
    if !is_bound || is_skipped {
        for rule in [
            Check::NameConstraintViolated,
            Check::NameConstraintUnsupported,
        ] {
            records.not_applicable(rule, Some(link.index));
        }
        return None;
    }
    let alternative_names = match link.only(known::SUBJECT_ALT_NAME) {
        None => &[],
        Some(ExtensionValue::SubjectAltName(names)) => names.as_slice(),
        Some(_) => {
            records.not_checked(Check::NameConstraintViolated, Some(link.index));
            &[]
        }
    };
    let mut by_form: BTreeMap<Form, Vec<Cow<'a, GeneralName>>> = BTreeMap::new();
    for name in subject_names(&link.contents.subject, alternative_names) {
        let names = by_form.entry(Form::of(&name)).or_default();
        names.push(Cow::Owned(name));
    }
    for name in alternative_names {
        let names = by_form.entry(Form::of(name)).or_default();
        names.push(Cow::Borrowed(name));
        if matches!(name, GeneralName::Other(type_id, _) if is_smtp_utf8_mailbox(type_id)) {
            let mailboxes = by_form.entry(Form::Email).or_default();
            mailboxes.push(Cow::Borrowed(name));
        }
    }
    Some(Named {
        place: link.place,
        index: link.index,
        by_form,
    })
}

/// Counts the comparisons by multiplication, before any is made.
fn too_many(constrainers: &[Constrainer<'_>], named: &[Named<'_>]) -> Option<Fault> {
    let (mut comparisons, mut names, mut constraints) = (0_usize, 0_usize, 0_usize);
    for constrainer in constrainers {
        for (form, subtrees) in &constrainer.by_form {
            let bound = named.iter().filter(|named| named.place < constrainer.place);
            let bound: usize = bound
                .map(|named| named.by_form.get(form).map_or(0, Vec::len))
                .sum();
            let stated = subtrees.permitted.len() + subtrees.excluded.len();
            comparisons = comparisons.saturating_add(bound.saturating_mul(stated));
            (names, constraints) = (names.max(bound), constraints.max(stated));
        }
    }
    (comparisons > MOST_COMPARISONS).then_some(Fault::NameConstraintsTooMany {
        names,
        constraints,
        limit: MOST_COMPARISONS,
    })
}

fn compare(named: &Named<'_>, constrainers: &[Constrainer<'_>], records: &mut Records) {
    let above = || constrainers.iter().filter(|c| c.place > named.place);
    let pairs = above().flat_map(|constrainer| {
        let by_form = constrainer.by_form.iter();
        by_form.filter_map(move |(form, subtrees)| {
            let names = named.by_form.get(form)?;
            Some((constrainer, *form, subtrees, names))
        })
    });
    let mut unsupported = None;
    let mut violations = Vec::new();
    for (constrainer, form, subtrees, names) in pairs {
        match form {
            Form::X400 | Form::EdiParty | Form::RegisteredId | Form::Other => {
                unsupported.get_or_insert_with(|| Fault::NameConstraintUnsupported {
                    form: form.name(),
                    name: names.first().map(|name| shown(name)).unwrap_or_default(),
                    constrainer: constrainer.index,
                });
            }
            Form::Dns | Form::Ip | Form::Email | Form::Directory | Form::Uri => {
                let room = MOST_VIOLATIONS.saturating_sub(violations.len());
                let found = names
                    .iter()
                    .filter_map(|name| violation(name, form, subtrees, constrainer.index));
                violations.extend(found.take(room));
            }
        }
    }
    let index = Some(named.index);
    records.judge(Check::NameConstraintUnsupported, index, unsupported);
    if violations.is_empty() {
        records.passed(Check::NameConstraintViolated, index);
    }
    for fault in violations {
        records.broken(fault, index);
    }
}

/// §6.1.3 (b) "within one of the permitted_subtrees" of its form, where there are any, and (c) "not within any of the
/// excluded_subtrees".
fn violation(
    name: &GeneralName,
    form: Form,
    subtrees: &Subtrees<'_>,
    constrainer: usize,
) -> Option<Fault> {
    let read = Name::read(name, form);
    let fault = |constraints, excluded| Fault::NameConstraintViolated {
        name: shown(name),
        form: form.name(),
        constraints,
        constrainer,
        excluded,
    };
    let covers = |subtree: &&(&GeneralName, Subtree), extent| subtree.1.covers(&read, extent);
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
