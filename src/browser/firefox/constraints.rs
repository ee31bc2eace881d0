//! Name constraints as mozilla::pkix reads and applies them (`pkixnames.cpp`, `CheckNameConstraints`): every name of every
//! certificate below is compared while the extension is read, and what does not need to be read for it is not.
//!
//! Departures from RFC 5280 §4.2.1.10 that decide: an excluded directoryName excludes every certificate; forms that are not
//! compared (otherName, URI and others) exclude every name of the form; minimum and maximum may not even be written; a
//! leaf's common name is constrained where it could be taken for a host.

use super::Code;
use super::back_cert::BackCert;
use super::general_name;
use super::host_name::{Role, Wildcards, is_valid};
use super::reader::{Input, Reader, Reading, Refusal, bad_der, tag};
use super::root_programme::imposed_on;
use crate::finding::Check;
use crate::name::constraint::Form;
use crate::oid::known;

/// Why a certificate is not in the name space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The constraints, or the names compared with them, cannot be read.
    Unreadable(Refusal),
    /// More comparisons than are made.
    TooMany { names: usize, constraints: usize },
    /// A name is excluded, or is not permitted.
    Violated {
        form: Form,
        name: Vec<u8>,
        excluded: bool,
    },
    /// There is a name and a constraint of a form that Firefox does not compare.
    NotCompared { form: Form },
}

impl Broken {
    /// Firefox's error.
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Unreadable(refusal) => refusal.code,
            Self::TooMany { .. } => Code::UnknownIssuer,
            Self::Violated { .. } | Self::NotCompared { .. } => Code::CertNotInNameSpace,
        }
    }

    /// The rule that was broken.
    pub(crate) fn check(&self) -> Check {
        match self {
            Self::Unreadable(_) => Check::FirefoxCannotRead,
            Self::TooMany { .. } => Check::NameConstraintsTooMany,
            Self::Violated { .. } => Check::NameConstraintViolated,
            Self::NotCompared { .. } => Check::NameConstraintUnsupported,
        }
    }
}

impl From<Refusal> for Broken {
    fn from(refusal: Refusal) -> Self {
        Self::Unreadable(refusal)
    }
}

/// Comparisons of names with constraints in one request. Firefox has no limit, and no page could wait.
pub(super) const MOST_COMPARISONS: usize = 1 << 24;

/// How many elements can be read of a row of them.
fn count(row: Input<'_>) -> usize {
    let mut reader = row.reader();
    std::iter::from_fn(|| reader.any().ok()).count()
}

/// How many there are in the SEQUENCE that this is.
fn elements(sequence: Input<'_>) -> usize {
    sequence.reader().any().map_or(0, |(_, row)| count(row))
}

/// Which subtrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subtrees {
    Permitted,
    Excluded,
}

/// Are all names of `below` within `constraints`? `is_server` of a leaf that is judged as a server's: its common name may be
/// taken for a host. `made`: the comparisons so far.
pub(crate) fn check(
    constraints: Input<'_>,
    below: &BackCert<'_>,
    is_server: bool,
    made: &mut usize,
) -> Result<(), Broken> {
    let listed = below.extensions.subject_alt_name.map_or(0, elements);
    let names = listed.saturating_add(elements(below.subject));
    let constraints = &entries(constraints);
    *made = made.saturating_add(names.saturating_mul(constraints.len()));
    if *made > MOST_COMPARISONS {
        return Err(Broken::TooMany {
            names,
            constraints: constraints.len(),
        });
    }
    let mut asks_common_name = is_server;
    if let Some(names) = below.extensions.subject_alt_name {
        let mut entries = names.only(tag::SEQUENCE)?.reader();
        while !entries.is_at_end() {
            let (form, name) = general_name::read(&mut entries)?;
            conforms(form, name, constraints)?;
            if matches!(form, Form::Dns | Form::Ip) {
                asks_common_name = false;
            }
        }
    }
    conforms(Form::Directory, below.subject, constraints)?;
    let asks_mailbox = below.extensions.subject_alt_name.is_none();
    if asks_common_name || asks_mailbox {
        names_in_subject(below.subject, asks_common_name, asks_mailbox, constraints)?;
    }
    Ok(())
}

/// `SearchWithinRDN`, `MatchAVA`: of several common names the last counts.
fn names_in_subject(
    subject: Input<'_>,
    asks_common_name: bool,
    asks_mailbox: bool,
    constraints: &[Entry<'_>],
) -> Result<(), Broken> {
    let mut common_name = None;
    let mut rdns = subject.only(tag::SEQUENCE)?.reader();
    while !rdns.is_at_end() {
        let mut rdn = rdns.expect(tag::SET)?.reader();
        loop {
            let (oid, string, value) = attribute(&mut rdn)?;
            if asks_common_name && oid.bytes == known::COMMON_NAME {
                common_name = Some((string, value));
            } else if asks_mailbox && oid.bytes == known::EMAIL_ADDRESS {
                if string != tag::IA5_STRING {
                    return Err(
                        bad_der("an emailAddress that is no IA5String", value.offset).into(),
                    );
                }
                conforms(Form::Email, value, constraints)?;
            }
            if rdn.is_at_end() {
                break;
            }
        }
    }
    common_name.map_or(Ok(()), |(string, value)| {
        common_name_conforms(string, value, constraints)
    })
}

/// Whatever is wrong with a common name is a violation (`MatchSubjectPresentedIDWithReferenceID`).
fn common_name_conforms(
    string: u8,
    value: Input<'_>,
    constraints: &[Entry<'_>],
) -> Result<(), Broken> {
    if ![tag::PRINTABLE_STRING, tag::UTF8_STRING, tag::TELETEX_STRING].contains(&string) {
        return Ok(());
    }
    let result = if is_valid(value.bytes, Role::Presented, Wildcards::Allowed) {
        conforms(Form::Dns, value, constraints)
    } else if let Some(address) = ipv4(value.bytes) {
        conforms(
            Form::Ip,
            Input {
                bytes: &address,
                ..value
            },
            constraints,
        )
    } else {
        Ok(())
    };
    result.map_err(|broken| match broken {
        Broken::Unreadable(_) => Broken::Violated {
            form: Form::Dns,
            name: value.bytes.to_vec(),
            excluded: false,
        },
        other => other,
    })
}

/// `ParseIPv4Address`: four numbers without leading zeros.
fn ipv4(text: &[u8]) -> Option<[u8; 4]> {
    std::str::from_utf8(text)
        .ok()?
        .parse::<std::net::Ipv4Addr>()
        .ok()
        .map(|address| address.octets())
}

/// `ReadAVA`: type, tag of the value, value.
fn attribute<'a>(rdn: &mut Reader<'a>) -> Reading<(Input<'a>, u8, Input<'a>)> {
    let mut attribute = rdn.expect(tag::SEQUENCE)?.reader();
    let oid = attribute.expect(tag::OID)?;
    let (string, value) = attribute.any()?;
    attribute.end()?;
    Ok((oid, string, value))
}

/// The extension as it is read, again for each name: what cannot be read counts only where reading comes to it.
enum Entry<'a> {
    Begin(Subtrees),
    /// And whether it is a DNS name that may constrain others: asked once, not for each name.
    Subtree(Form, Input<'a>, bool),
    End,
    Stop(Refusal),
}

/// Reads the extension, up to where it cannot be read.
fn entries(constraints: Input<'_>) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    if let Err(refusal) = read_entries(constraints, &mut entries) {
        entries.push(Entry::Stop(refusal));
    }
    entries
}

fn read_entries<'a>(constraints: Input<'a>, entries: &mut Vec<Entry<'a>>) -> Reading<()> {
    const LISTS: [(u8, Subtrees); 2] = [(0xa0, Subtrees::Permitted), (0xa1, Subtrees::Excluded)];
    let mut extension = constraints.only(tag::SEQUENCE)?.reader();
    if extension.is_at_end() {
        return Err(bad_der("name constraints without any", constraints.offset));
    }
    for (tag, subtrees) in LISTS {
        if extension.peek(tag) {
            let mut list = extension.expect(tag)?.reader();
            entries.push(Entry::Begin(subtrees));
            loop {
                let mut subtree = list.expect(tag::SEQUENCE)?.reader(); // an empty list is refused here
                let (form, base) = general_name::read(&mut subtree)?;
                subtree.end()?; // minimum and maximum
                let is_dns_name = form == Form::Dns
                    && is_valid(base.bytes, Role::Constraint, Wildcards::Forbidden);
                entries.push(Entry::Subtree(form, base, is_dns_name));
                if list.is_at_end() {
                    break;
                }
            }
            entries.push(Entry::End);
        }
    }
    extension.end()
}

/// `CheckPresentedIDConformsToConstraints`.
fn conforms(form: Form, name: Input<'_>, constraints: &[Entry<'_>]) -> Result<(), Broken> {
    let violated = |excluded| Broken::Violated {
        form,
        name: name.bytes.to_vec(),
        excluded,
    };
    let is_dns_name =
        form == Form::Dns && is_valid(name.bytes, Role::Presented, Wildcards::Allowed);
    let mut subtrees = Subtrees::Permitted;
    let (mut has_match, mut has_mismatch) = (false, false);
    for entry in constraints {
        match entry {
            Entry::Begin(kind) => (subtrees, has_match, has_mismatch) = (*kind, false, false),
            Entry::End if has_mismatch && !has_match => return Err(violated(false)),
            Entry::End => {}
            Entry::Stop(refusal) => return Err((*refusal).into()),
            Entry::Subtree(constrained, base, may_constrain) if *constrained == form => {
                let is_match = match form {
                    Form::Dns => {
                        are_dns_names((name, is_dns_name), (*base, *may_constrain))?;
                        dns_is_within(name.bytes, base.bytes, Subdomains::Implied, subtrees)
                    }
                    Form::Ip => address_is_within(name, *base)?,
                    Form::Email => mailbox_is_within(name, *base, subtrees)?,
                    Form::Directory => match directory_is_within(name, *base, subtrees)? {
                        Some(is_match) => is_match,
                        None => return Err(Broken::NotCompared { form }),
                    },
                    _ => return Err(Broken::NotCompared { form }),
                };
                match (subtrees, is_match) {
                    (Subtrees::Permitted, true) => has_match = true,
                    (Subtrees::Permitted, false) => has_mismatch = true,
                    (Subtrees::Excluded, true) => return Err(violated(true)),
                    (Subtrees::Excluded, false) => {}
                }
            }
            Entry::Subtree(..) => {}
        }
    }
    Ok(())
}

/// Whether a constraint without a leading dot covers names below it (`AllowDotlessSubdomainMatches`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subdomains {
    /// Of hosts.
    Implied,
    /// Of mailboxes.
    OnlyAfterDot,
}

/// `MatchPresentedDNSIDWithReferenceDNSID`, for constraints.
///
/// A wildcard is permitted only where all names that it stands for are (since NSS 3.122), and excluded where any is.
fn dns_is_within(name: &[u8], base: &[u8], subdomains: Subdomains, subtrees: Subtrees) -> bool {
    let (mut presented, mut reference) = (name, base);
    if presented.len() > reference.len() {
        let extra = presented.len() - reference.len();
        if reference.is_empty() {
            return true;
        } else if reference.first() == Some(&b'.') {
            presented = presented.get(extra..).unwrap_or_default();
        } else if subdomains == Subdomains::Implied {
            if presented.get(extra - 1) != Some(&b'.') {
                return false;
            }
            presented = presented.get(extra..).unwrap_or_default();
        }
    }
    if let Some(rest) = presented.strip_prefix(b"*") {
        presented = rest;
        if subtrees == Subtrees::Excluded {
            // The wildcard stands for the constraint's first label.
            let dot = reference.iter().skip(1).position(|byte| *byte == b'.');
            let Some(dot) = dot else { return false };
            reference = reference.get(dot + 1..).unwrap_or_default();
        }
    }
    !presented.is_empty() && presented.eq_ignore_ascii_case(reference)
}

/// Both are asked in any case, the name first.
fn are_dns_names(
    (name, is_name): (Input<'_>, bool),
    (base, is_base): (Input<'_>, bool),
) -> Reading<()> {
    match (is_name, is_base) {
        (false, _) => Err(bad_der("a name that is no DNS name", name.offset)),
        (true, false) => Err(bad_der("a constraint that is no DNS name", base.offset)),
        (true, true) => Ok(()),
    }
}

/// `MatchPresentedIPAddressWithConstraint`: any mask.
fn address_is_within(name: Input<'_>, base: Input<'_>) -> Reading<bool> {
    if ![4, 16].contains(&name.bytes.len()) {
        return Err(bad_der(
            "an iPAddress of neither 4 nor 16 bytes",
            name.offset,
        ));
    }
    if ![8, 32].contains(&base.bytes.len()) {
        return Err(bad_der(
            "an iPAddress constraint of neither 8 nor 32 bytes",
            base.offset,
        ));
    }
    let (address, mask) = base.bytes.split_at(base.bytes.len() / 2);
    if address.len() != name.bytes.len() {
        return Ok(false);
    }
    let mut bytes = name.bytes.iter().zip(address).zip(mask);
    Ok(bytes.all(|((name, address), mask)| (name ^ address) & mask == 0))
}

/// `MatchPresentedRFC822NameWithReferenceRFC822Name`: a mailbox, a host, or a domain after a dot.
fn mailbox_is_within(name: Input<'_>, base: Input<'_>, subtrees: Subtrees) -> Reading<bool> {
    if !is_mailbox(name.bytes) {
        return Err(bad_der("an rfc822Name that is no mailbox", name.offset));
    }
    if !base.bytes.contains(&b'@') {
        let at = name
            .bytes
            .iter()
            .position(|byte| *byte == b'@')
            .unwrap_or_default();
        let host = Input {
            bytes: name.bytes.get(at + 1..).unwrap_or_default(),
            offset: name.offset + at + 1,
        };
        let is_host = is_valid(host.bytes, Role::Presented, Wildcards::Forbidden);
        let may_constrain = is_valid(base.bytes, Role::Constraint, Wildcards::Forbidden);
        are_dns_names((host, is_host), (base, may_constrain))?;
        let subdomains = Subdomains::OnlyAfterDot;
        return Ok(dns_is_within(host.bytes, base.bytes, subdomains, subtrees));
    }
    if !is_mailbox(base.bytes) {
        return Err(bad_der(
            "an rfc822Name constraint that is no mailbox",
            base.offset,
        ));
    }
    Ok(name.bytes.eq_ignore_ascii_case(base.bytes))
}

/// `IsValidRFC822Name`: atoms with dots between them, and a DNS name.
fn is_mailbox(text: &[u8]) -> bool {
    let Some(at) = text.iter().position(|byte| *byte == b'@') else {
        return false;
    };
    let (local, domain) = text.split_at(at);
    let is_atom = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(byte);
    local
        .split(|byte| *byte == b'.')
        .all(|atom| !atom.is_empty() && atom.iter().all(is_atom))
        && is_valid(
            domain.get(1..).unwrap_or_default(),
            Role::Presented,
            Wildcards::Forbidden,
        )
}

/// `MatchPresentedDirectoryNameWithConstraint`: the constraint's RDNs begin the name, byte for byte, but that UTF8String and
/// PrintableString are the same. `None`: it is excluded, for what is excluded is not compared.
fn directory_is_within(
    name: Input<'_>,
    base: Input<'_>,
    subtrees: Subtrees,
) -> Reading<Option<bool>> {
    let mut constraint = base.only(tag::SEQUENCE)?.reader();
    let mut presented = name.only(tag::SEQUENCE)?.reader();
    if subtrees == Subtrees::Excluded {
        let both_empty = constraint.is_at_end() && presented.is_at_end();
        return Ok(both_empty.then_some(true));
    }
    while !constraint.is_at_end() {
        if presented.is_at_end() {
            return Ok(Some(false));
        }
        let mut wanted = constraint.expect(tag::SET)?.reader();
        let mut found = presented.expect(tag::SET)?.reader();
        while !wanted.is_at_end() && !found.is_at_end() {
            let (wanted_type, wanted_tag, wanted_value) = attribute(&mut wanted)?;
            let (found_type, found_tag, found_value) = attribute(&mut found)?;
            let is_text = |tag| tag == tag::UTF8_STRING || tag == tag::PRINTABLE_STRING;
            let is_same = wanted_type.bytes == found_type.bytes
                && wanted_value.bytes == found_value.bytes
                && (wanted_tag == found_tag || is_text(wanted_tag) && is_text(found_tag));
            if !is_same {
                return Ok(Some(false));
            }
        }
        if !wanted.is_at_end() || !found.is_at_end() {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

/// The constraints that Firefox itself imposes on a CA of this name, as the extension that says so.
pub(crate) fn imposed(subject: &[u8]) -> Option<Vec<u8>> {
    let subtree = |domain: &&str| {
        let base = [&[0x82, domain.len() as u8 + 1, b'.'], domain.as_bytes()].concat();
        [vec![tag::SEQUENCE, base.len() as u8], base].concat()
    };
    let list: Vec<u8> = imposed_on(subject)?.iter().flat_map(subtree).collect();
    let permitted = [vec![0xa0, list.len() as u8], list].concat();
    Some([vec![tag::SEQUENCE, permitted.len() as u8], permitted].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use mint::der;

    fn subtree(tag: u8, base: &[u8]) -> Vec<u8> {
        der::sequence(&[der::tlv(tag, base)])
    }

    fn permitted(tag: u8, base: &[u8]) -> Vec<u8> {
        der::sequence(&[der::tlv(0xa0, &subtree(tag, base))])
    }

    fn excluded(tag: u8, base: &[u8]) -> Vec<u8> {
        der::sequence(&[der::tlv(0xa1, &subtree(tag, base))])
    }

    fn rdn(oid: &str, string: u8, text: &str) -> Vec<u8> {
        der::tlv(
            tag::SET,
            &der::sequence(&[der::oid(oid), der::tlv(string, text.as_bytes())]),
        )
    }

    /// The error for a certificate with this subject and these names.
    fn code(
        constraints: &[u8],
        subject: &[Vec<u8>],
        names: Option<&[(u8, &[u8])]>,
    ) -> Option<Code> {
        let subject = der::sequence(subject);
        let names = names.map(|names| {
            let names: Vec<Vec<u8>> = names
                .iter()
                .map(|(tag, value)| der::tlv(*tag, value))
                .collect();
            der::sequence(&names)
        });
        let mut below = BackCert {
            subject: Input::whole(&subject),
            ..BackCert::default()
        };
        below.extensions.subject_alt_name = names.as_deref().map(Input::whole);
        check(Input::whole(constraints), &below, true, &mut 0)
            .err()
            .map(|broken| broken.code())
    }

    const OUT: Option<Code> = Some(Code::CertNotInNameSpace);
    const BAD: Option<Code> = Some(Code::BadDer);

    fn of_name(constraints: &[u8], tag: u8, name: &[u8]) -> Option<Code> {
        code(constraints, &[], Some(&[(tag, name)]))
    }

    #[test]
    fn dns_names() {
        for (base, name, if_permitted, if_excluded) in [
            ("example.com", "example.com", None, OUT),
            ("example.com", "www.EXAMPLE.com", None, OUT),
            ("example.com", "badexample.com", OUT, None),
            (".example.com", "example.com", OUT, None),
            (".example.com", "a.b.example.com", None, OUT),
            ("", "example.com", None, OUT),
            ("example.com.", "example.com", BAD, BAD),
            ("*.example.com", "a.example.com", BAD, BAD),
            ("example.com", "a b", BAD, BAD),
            ("example.com", "*.example.com", None, OUT),
            (".example.com", "*.example.com", None, OUT),
            ("foo.example.com", "*.example.com", OUT, OUT),
            (".foo.example.com", "*.example.com", OUT, OUT),
            ("a.foo.example.com", "*.example.com", OUT, None),
            ("foo.example.org", "*.example.com", OUT, None),
        ] {
            let found = [
                permitted(0x82, base.as_bytes()),
                excluded(0x82, base.as_bytes()),
            ]
            .map(|constraints| of_name(&constraints, 0x82, name.as_bytes()));
            assert_eq!(found, [if_permitted, if_excluded], "{base} {name}");
        }
    }

    #[test]
    fn addresses() {
        let base: &[u8] = &[192, 0, 2, 0, 255, 255, 255, 0];
        let odd_mask: &[u8] = &[192, 0, 0, 7, 255, 0, 0, 255];
        for (base, name, expected) in [
            (base, &[192, 0, 2, 9][..], None),
            (base, &[192, 0, 3, 9], OUT),
            (base, &[0; 16], OUT),
            (base, &[192, 0, 2], BAD),
            (&base[..7], &[192, 0, 2, 9], BAD),
            (odd_mask, &[192, 9, 9, 7], None),
            (odd_mask, &[192, 9, 9, 8], OUT),
        ] {
            assert_eq!(
                of_name(&permitted(0x87, base), 0x87, name),
                expected,
                "{base:?} {name:?}"
            );
        }
    }

    #[test]
    fn mailboxes() {
        for (base, name, expected) in [
            ("example.com", "a@example.com", None),
            ("example.com", "a@b.example.com", OUT),
            (".example.com", "a@b.example.com", None),
            (".example.com", "a@example.com", OUT),
            ("A@example.com", "a@EXAMPLE.com", None),
            ("b@example.com", "a@example.com", OUT),
            ("example.com", "example.com", BAD),
            ("example.com", "a..b@example.com", BAD),
            ("@example.com", "a@example.com", BAD),
        ] {
            let constraints = permitted(0x81, base.as_bytes());
            assert_eq!(
                of_name(&constraints, 0x81, name.as_bytes()),
                expected,
                "{base} {name}"
            );
        }
    }

    #[test]
    fn directory_names() {
        let (utf8, printable, org) = (tag::UTF8_STRING, tag::PRINTABLE_STRING, "2.5.4.10");
        let base = der::sequence(&[rdn(org, utf8, "A")]);
        let permitted = permitted(0xa4, &base);
        for (subject, expected) in [
            (vec![rdn(org, utf8, "A")], None),
            (vec![rdn(org, printable, "A")], None),
            (vec![rdn(org, tag::TELETEX_STRING, "A")], OUT),
            (vec![rdn(org, utf8, "a")], OUT),
            (vec![rdn(org, utf8, "A"), rdn("2.5.4.11", utf8, "B")], None),
            (vec![rdn("2.5.4.11", utf8, "B"), rdn(org, utf8, "A")], OUT),
            (vec![], OUT),
        ] {
            assert_eq!(code(&permitted, &subject, Some(&[])), expected);
        }
        // What is excluded is not compared.
        let other = [rdn(org, utf8, "Other")];
        assert_eq!(code(&excluded(0xa4, &base), &other, Some(&[])), OUT);
        assert_eq!(
            code(&excluded(0xa4, &der::sequence(&[])), &[], Some(&[])),
            OUT
        );
    }

    #[test]
    fn forms_that_are_not_compared() {
        for tag in [0xa0, 0xa3, 0xa5, 0x86, 0x88] {
            for constraints in [permitted(tag, b""), excluded(tag, b"")] {
                assert_eq!(of_name(&constraints, tag, b"x"), OUT, "{tag:02x}");
                assert_eq!(
                    of_name(&constraints, 0x82, b"example.com"),
                    None,
                    "{tag:02x}"
                );
            }
        }
    }

    #[test]
    fn one_permitted_of_a_form_suffices_and_other_forms_are_free() {
        let list = [subtree(0x82, b"example.com"), subtree(0x82, b"example.org")].concat();
        let constraints = der::sequence(&[der::tlv(0xa0, &list)]);
        assert_eq!(of_name(&constraints, 0x82, b"example.org"), None);
        assert_eq!(of_name(&constraints, 0x82, b"example.net"), OUT);
        assert_eq!(of_name(&constraints, 0x87, &[192, 0, 2, 1]), None);
        let names: [(u8, &[u8]); 2] = [(0x82, b"example.org"), (0x82, b"example.net")];
        assert_eq!(code(&constraints, &[], Some(&names)), OUT);
    }

    #[test]
    fn what_must_be_readable() {
        let (empty, no_subtree) = (der::sequence(&[]), der::sequence(&[der::tlv(0xa0, &[])]));
        let minimum = der::sequence(&[der::tlv(0x82, b"a"), der::tlv(0x80, &[0])]);
        let minimum = der::sequence(&[der::tlv(0xa0, &minimum)]);
        let unknown = permitted(0x89, b"");
        let both_orders = [
            der::tlv(0xa1, &subtree(0x82, b"x")),
            der::tlv(0xa0, &subtree(0x82, b"a")),
        ];
        let both_orders = der::sequence(&both_orders);
        for constraints in [empty, no_subtree, minimum, unknown, both_orders] {
            assert_eq!(of_name(&constraints, 0x82, b"a"), BAD, "{constraints:02x?}");
        }
        let of_dns = permitted(0x82, b"a");
        assert_eq!(of_name(&of_dns, 0x89, b""), BAD);
        assert_eq!(of_name(&of_dns, 0x87, b"not four bytes"), None);
        let subject = [der::tlv(tag::SET, &[])];
        assert_eq!(code(&of_dns, &subject, Some(&[(0x82, b"a")])), None);
        assert_eq!(code(&of_dns, &subject, Some(&[])), BAD);
    }

    #[test]
    fn the_last_common_name_of_a_server_counts_where_there_is_no_other_name() {
        let (utf8, cn) = (tag::UTF8_STRING, "2.5.4.3");
        let constraints = permitted(0x82, b"example.com");
        let outside = rdn(cn, utf8, "example.org");
        for (subject, names, expected) in [
            (vec![outside.clone()], Some(&[][..]), OUT),
            (vec![outside.clone()], None, OUT),
            (vec![outside.clone()], Some(&[(0x86, &b"x:y"[..])]), OUT),
            (vec![outside.clone()], Some(&[(0x82, b"example.com")]), None),
            (
                vec![outside.clone()],
                Some(&[(0x87, &[192, 0, 2, 1])]),
                None,
            ),
            (
                vec![outside.clone(), rdn(cn, utf8, "example.com")],
                Some(&[]),
                None,
            ),
            (
                vec![outside.clone(), rdn(cn, utf8, "Example Ltd")],
                Some(&[]),
                None,
            ),
            (vec![rdn(cn, 0x1e, "\0x\0.\0y")], Some(&[]), None),
        ] {
            assert_eq!(
                code(&constraints, &subject, names),
                expected,
                "{subject:02x?} {names:?}"
            );
        }
        let of_addresses = permitted(0x87, &[192, 0, 2, 0, 255, 255, 255, 0]);
        for (address, expected) in [
            ("192.0.2.1", None),
            ("192.0.3.1", OUT),
            ("192.0.03.1", None),
        ] {
            assert_eq!(
                code(&of_addresses, &[rdn(cn, utf8, address)], Some(&[])),
                expected
            );
        }
    }

    #[test]
    fn mailboxes_in_the_subject_count_where_there_is_no_subject_alt_name() {
        let email = |string, text| rdn("1.2.840.113549.1.9.1", string, text);
        let constraints = permitted(0x81, b"example.com");
        for (subject, names, expected) in [
            (email(tag::IA5_STRING, "a@example.org"), None, OUT),
            (email(tag::IA5_STRING, "a@example.com"), None, None),
            (email(tag::UTF8_STRING, "a@example.com"), None, BAD),
            (email(tag::IA5_STRING, "a@example.org"), Some(&[][..]), None),
        ] {
            assert_eq!(code(&constraints, &[subject], names), expected);
        }
    }

    #[test]
    fn imposed_constraints_are_well_formed_and_bind() {
        let subject = der::sequence(&[
            rdn("2.5.4.6", tag::PRINTABLE_STRING, "FR"),
            rdn("2.5.4.8", tag::PRINTABLE_STRING, "France"),
            rdn("2.5.4.7", tag::PRINTABLE_STRING, "Paris"),
            rdn("2.5.4.10", tag::PRINTABLE_STRING, "PM/SGDN"),
            rdn("2.5.4.11", tag::PRINTABLE_STRING, "DCSSI"),
            rdn("2.5.4.3", tag::PRINTABLE_STRING, "IGC/A"),
            rdn(
                "1.2.840.113549.1.9.1",
                tag::IA5_STRING,
                "igca@sgdn.pm.gouv.fr",
            ),
        ]);
        let constraints = imposed(&subject).expect("imposed");
        for (name, expected) in [
            ("a.fr", None),
            ("fr", OUT),
            ("a.tf", None),
            ("a.example", OUT),
        ] {
            assert_eq!(
                of_name(&constraints, 0x82, name.as_bytes()),
                expected,
                "{name}"
            );
        }
        assert_eq!(imposed(&[tag::SEQUENCE, 0]), None);
    }
}
