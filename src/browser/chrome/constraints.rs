//! Name constraints (b:`pki/name_constraints.cc`). They are read as RFC 5280 §4.2.1.10 says, but for what it leaves open: a leading dot
//! of a DNS constraint leaves the domain itself out, directory names are compared as issuers' names are, e-mail addresses only where
//! they are plain, and constraints of forms that are not compared bind only where the extension is critical.

use super::email;
use crate::certificate::NameConstraints;
use crate::checks::{Link, Pairs, Path};
use crate::finding::{Check, Fault, Records};
use crate::name::constraint::{Extent, Form, Name, Subtree};
use crate::name::{GeneralName, NameComparison};
use crate::oid::known;
use crate::path::Role;
use crate::text::visible_short;

/// `kMaxChecks`.
const MOST_COMPARISONS: usize = 1 << 20;
/// The same of all pairs of certificates together. Chrome has no such limit, and eighteen certificates with a thousand names and
/// constraints each take its verifier as long as it takes.
const MOST_IN_ALL: usize = 1 << 23;
/// See [`octets`]. Chrome has no such limit; a hundred addresses under a hundred constraints make a few hundred thousand.
const MOST_OCTETS: usize = 1 << 27;
/// Violations told of one certificate.
const MOST_VIOLATIONS: usize = 5;
/// Permitted subtrees listed in a finding.
const MOST_SHOWN: usize = 10;

/// TeletexString.
const TELETEX: u32 = 20;

/// Compares the names of the leaf, and of each intermediate that is not self-issued, with the constraints of every certificate
/// above it; those of a leaf that is trusted itself with its own.
pub(super) fn check(path: &Path<'_>, pairs: &mut Pairs, records: &mut Records) {
    let constrainers: Vec<Link<'_>> = path
        .binding_issuers()
        .chain(path.anchored_leaf())
        .filter(|link| link.contents.name_constraints().is_some())
        .collect();
    for link in path.links().filter(|link| link.role != Role::Anchor) {
        let index = Some(link.index);
        let is_skipped = link.place > 0 && link.is_self_issued;
        let mut above = constrainers
            .iter()
            .filter(|above| (above.place > link.place || above.place == 0) && !is_skipped)
            .peekable();
        if above.peek().is_none() {
            records.not_applicable(Check::NameConstraintViolated, index);
            continue;
        }
        let mut found = Vec::new();
        for constrainer in above {
            let Pairs { said, made } = pairs;
            let said = said
                .entry((constrainer.index, link.index))
                .or_insert_with(|| {
                    let mut own = Records::default();
                    let faults = violations(link, *constrainer, made).into_iter();
                    faults
                        .take(MOST_VIOLATIONS)
                        .for_each(|fault| own.broken(fault, index));
                    own
                });
            found.extend_from_slice(&said.0);
        }
        if found.is_empty() {
            records.passed(Check::NameConstraintViolated, index);
        }
        found.truncate(MOST_VIOLATIONS);
        records.0.extend(found);
    }
}

/// How many octets of these names, or of these bases, are read anew for each of the other: those of addresses, and those of directory
/// names, which cost several times as much where one is malformed.
fn octets(names: &[&GeneralName]) -> usize {
    let sizes = names.iter().map(|name| match name {
        GeneralName::Email(address) => address.len(),
        GeneralName::Directory(name) => name.size().saturating_mul(4),
        _ => 0,
    });
    sizes.sum()
}

/// Whether comparing a certificate's names, the directory name that is its subject among them, with these constraints would take too
/// long. `made`: what was compared so far.
fn too_many(
    alternative_names: Option<&[GeneralName]>,
    directory: &GeneralName,
    constraints: &NameConstraints,
    made: &mut usize,
) -> Option<Fault> {
    let bases: Vec<&GeneralName> = all_of(constraints)
        .filter(|base| is_compared(base))
        .collect();
    let names = alternative_names.unwrap_or_default().iter();
    let compared: Vec<&GeneralName> = names.filter(|name| is_compared(name)).collect();
    let own: Vec<&GeneralName> = compared.iter().copied().chain([directory]).collect();
    let read_anew = octets(&own)
        .saturating_mul(bases.len())
        .saturating_add(octets(&bases).saturating_mul(own.len()));
    let comparisons = compared.len().saturating_mul(bases.len());
    let counted = match (alternative_names, directory) {
        // Without subjectAltName each octet of the subject counts as a name.
        (None, GeneralName::Directory(subject)) => {
            let is_directory = |base: &&&GeneralName| Form::of(base) == Form::Directory;
            let directories = bases.iter().filter(is_directory).count();
            subject.size().saturating_mul(directories)
        }
        _ => comparisons,
    };
    let fault = |limit| Fault::NameConstraintsTooMany {
        names: compared.len().max(1),
        constraints: bases.len(),
        limit,
    };
    if counted > MOST_COMPARISONS || read_anew > MOST_OCTETS {
        return Some(fault(MOST_COMPARISONS));
    }
    *made = made.saturating_add(comparisons.max(read_anew / (MOST_OCTETS / MOST_COMPARISONS)));
    (*made > MOST_IN_ALL).then(|| fault(MOST_IN_ALL))
}

fn all_of(constraints: &NameConstraints) -> impl Iterator<Item = &GeneralName> {
    constraints.permitted.iter().chain(&constraints.excluded)
}

/// `NameConstraints::IsPermittedCert`. `made`: what was compared so far.
fn violations(link: Link<'_>, constrainer: Link<'_>, made: &mut usize) -> Vec<Fault> {
    let Some(constraints) = constrainer.contents.name_constraints() else {
        return Vec::new();
    };
    let alternative_names = link.contents.subject_alt_names();
    let directory = GeneralName::Directory(link.contents.subject.clone());
    if let Some(fault) = too_many(alternative_names, &directory, constraints, made) {
        return vec![fault];
    }
    let is_critical = constrainer
        .contents
        .extension(known::NAME_CONSTRAINTS)
        .is_some_and(|extension| extension.critical);
    let constrains = |form: Form| all_of(constraints).any(|base| Form::of(base) == form);
    let mut faults = Vec::new();
    for name in alternative_names.unwrap_or_default() {
        let form = Form::of(name);
        if is_compared(name) {
            faults.extend(violation(name, constraints, constrainer.index, false));
        } else if is_critical && constrains(form) {
            faults.push(Fault::NameConstraintUnsupported {
                form: form.name(),
                name: shown(name),
                constrainer: constrainer.index,
            });
        }
    }
    let subject = &link.contents.subject;
    if alternative_names.is_some() && subject.is_empty() {
        return faults;
    }
    faults.extend(violation(&directory, constraints, constrainer.index, true));
    // An e-mail address in the subject is compared where there is no subjectAltName, as the subject was made comparable before
    // (`NormalizeName`: small letters) or, where it could not be, as it is. What is then no text is none that is permitted.
    let emails = subject
        .attributes()
        .filter(|attribute| attribute.oid.content() == known::EMAIL_ADDRESS)
        .filter(|_| alternative_names.is_none());
    for email in emails {
        let as_it_is = || (email.string_type() == Some(TELETEX)).then(|| email.value.clone());
        let text = email.chromium_text().map(String::into_bytes);
        let name = GeneralName::Email(text.or_else(as_it_is).unwrap_or_default());
        faults.extend(violation(&name, constraints, constrainer.index, true));
    }
    faults
}

/// `kSupportedNameTypes`.
fn is_compared(name: &GeneralName) -> bool {
    matches!(
        Form::of(name),
        Form::Dns | Form::Ip | Form::Email | Form::Directory
    )
}

fn violation(
    name: &GeneralName,
    constraints: &NameConstraints,
    constrainer: usize,
    is_in_subject: bool,
) -> Option<Fault> {
    let NameConstraints {
        permitted,
        excluded,
    } = constraints;
    let form = Form::of(name);
    let fault = |constraints: Vec<String>, excluded| Fault::NameConstraintViolated {
        name: shown(name),
        form: form.name(),
        constraints,
        constrainer,
        excluded,
    };
    let same_form = |base: &&GeneralName| Form::of(base) == form;
    if let GeneralName::Email(address) = name {
        let is_constrained = all_of(constraints).any(|base| same_form(&base));
        if is_constrained && (email::read_name(address).is_none() || has_unread_address(excluded)) {
            return Some(Fault::NameConstraintUnsupported {
                form: form.name(),
                name: shown(name),
                constrainer,
            });
        }
    }
    let hit = excluded
        .iter()
        .filter(same_form)
        .find(|base| covers(base, name, Extent::Part, is_in_subject));
    if let Some(base) = hit {
        return Some(fault(vec![shown(base)], true));
    }
    let mut bounds = permitted.iter().filter(same_form).peekable();
    bounds.peek()?;
    if bounds.any(|base| covers(base, name, Extent::Whole, is_in_subject)) {
        return None;
    }
    let listed = permitted.iter().filter(same_form).take(MOST_SHOWN);
    Some(fault(listed.map(shown).collect(), false))
}

/// An excluded address that cannot be read excludes all.
fn has_unread_address(excluded: &[GeneralName]) -> bool {
    let is_unread = |base: &GeneralName| match base {
        GeneralName::Email(base) => email::read_constraint(base).is_none(),
        _ => false,
    };
    excluded.iter().any(is_unread)
}

fn covers(base: &GeneralName, name: &GeneralName, extent: Extent, is_in_subject: bool) -> bool {
    match (base, name) {
        (GeneralName::Dns(base), GeneralName::Dns(name)) => dns_name_matches(name, base, extent),
        (GeneralName::Email(base), GeneralName::Email(name)) => {
            email::matches(name, base, is_in_subject && extent == Extent::Part)
        }
        // Read when it is compared (`VerifyNameInSubtree`): in what is no Name lies nothing, and of the name only as much is read
        // as the base has. Values are the same as in the names of issuers: letters beyond ASCII are not folded, and a TeletexString
        // is no UTF8String.
        (GeneralName::Directory(base), GeneralName::Directory(name))
            if base.problem().or(name.problem()).is_none() =>
        {
            // Both keys are kept, and a name below another begins with it.
            let [base, name] = [base, name].map(|name| name.key_in(NameComparison::Chromium));
            name.starts_with(base)
        }
        (GeneralName::Directory(base), GeneralName::Directory(name)) => {
            let first = name.first(base.count());
            base.problem().is_none()
                && first.is_some_and(|first| first.matches(base, NameComparison::Chromium))
        }
        // The addresses and masks were read when the certificate was; the rest is as RFC 5280 says.
        _ => Subtree::read(base)
            .is_ok_and(|subtree| subtree.covers(&Name::read(name, Form::of(name)), extent)),
    }
}

/// `DNSNameMatches`. `Extent::Part` is `WILDCARD_PARTIAL_MATCH`: a wildcard is hit where any name that it stands for would be.
pub(super) fn dns_name_matches(name: &[u8], base: &[u8], extent: Extent) -> bool {
    if base.is_empty() {
        return true;
    }
    let name = name.strip_suffix(b".").unwrap_or(name);
    let base = base.strip_suffix(b".").unwrap_or(base);
    if let (Extent::Part, Some(domain)) = (extent, name.strip_prefix(b"*."))
        && let Some(dot) = base.iter().position(|byte| *byte == b'.')
        && base
            .get(dot + 1..)
            .is_some_and(|base| base.eq_ignore_ascii_case(domain))
    {
        return true;
    }
    let split = name.len().checked_sub(base.len());
    let Some((rest, end)) = split.and_then(|at| name.split_at_checked(at)) else {
        return false;
    };
    if !end.eq_ignore_ascii_case(base) {
        return false;
    }
    rest.is_empty() || base.starts_with(b".") || rest.ends_with(b".")
}

fn shown(name: &GeneralName) -> String {
    visible_short(&name.shown(), 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dns_names_match_as_in_boringssl() {
        use Extent::{Part, Whole};
        for (name, base, extent, expected) in [
            ("a.example.com", "example.com", Whole, true),
            ("example.com", "example.com", Whole, true),
            ("example.com.", "EXAMPLE.com", Whole, true),
            ("badexample.com", "example.com", Whole, false),
            ("a.example.com", ".example.com", Whole, true),
            ("example.com", ".example.com", Whole, false),
            ("anything", "", Whole, true),
            ("*.example.com", "example.com", Whole, true),
            ("*.example.com", "a.example.com", Whole, false),
            ("*.example.com", "a.example.com", Part, true),
            ("*.example.com", "a.b.example.com", Part, false),
        ] {
            let found = dns_name_matches(name.as_bytes(), base.as_bytes(), extent);
            assert_eq!(found, expected, "{name} in {base}");
        }
    }
}
