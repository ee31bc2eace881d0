//! When two distinguished names are the same, by whose rules; and where it cannot be said.
//!
//! A key is the RDNs' keys one after the other, each with its length before it; of an RDN, its attributes' keys in order of
//! their octets, so that their encoded order does not count. So a prefix of bytes is a prefix of RDNs.

use std::cmp::Ordering;

use super::Attribute;
use super::prepare::prepare;
use crate::oid::known;
use crate::sorted::sort_by;

/// By whose rules names are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameComparison {
    /// RFC 5280 §7.1 and §7.3, with all six steps of RFC 4518.
    Rfc5280,
    /// Chrome's, from `NormalizeName` in BoringSSL's pki/verify_name_match.cc: PrintableString, UTF8String, IA5String,
    /// BMPString and UniversalString become UTF-8 whose ASCII letters are folded and whose runs of the space character
    /// shrink; others are compared byte for byte with their tag. Chrome refuses a certificate whose PrintableString or
    /// IA5String holds other characters than it may; that is a rule of its own, so here those are compared byte for byte.
    /// So is a UTF8String that is not UTF-8, of which Chrome folds ASCII letters and spaces all the same.
    Chromium,
    /// Byte for byte, as Firefox compares an issuer's name with a subject's.
    Exact,
}

/// UTF8String, NumericString, PrintableString, TeletexString, IA5String, UniversalString, BMPString.
const UTF8: u32 = 12;
const NUMERIC: u32 = 18;
const PRINTABLE: u32 = 19;
const TELETEX: u32 = 20;
const IA5: u32 = 22;
const UNIVERSAL: u32 = 28;
const BMP: u32 = 30;

/// What stands before a value in a key.
const TEXT: u8 = b't';
const OCTETS: u8 = b'#';

/// Octets of text beyond ASCII that are prepared of one name; what is beyond is compared byte for byte. Normalisation is slow:
/// at this size the names of all the certificates that a request may hold take half a second. RFC 5280 Appendix A.1 allows
/// 64 or 128 characters to each of the attributes that are in use.
const MOST_PREPARED: usize = 1_024;

/// The key by RFC 5280 §7.1.
pub(super) fn rfc5280_key(rdns: &[Vec<Attribute>]) -> Vec<u8> {
    let mut left = MOST_PREPARED;
    key(rdns, |attribute| {
        if !attribute.value.is_ascii() {
            left = left.checked_sub(attribute.value.len())?;
        }
        rfc5280(attribute)
    })
}

/// The key as Chrome has it.
pub(super) fn chromium_key(rdns: &[Vec<Attribute>]) -> Vec<u8> {
    key(rdns, chromium)
}

/// The key of what is no Name: its own octets, behind a length that no RDN has.
pub(super) fn octets_key(content: &[u8]) -> Vec<u8> {
    [&u64::MAX.to_be_bytes()[..], content].concat()
}

/// The key by RFC 5280 or as Chrome has it: both compare attribute by attribute.
fn key(rdns: &[Vec<Attribute>], mut value: impl FnMut(&Attribute) -> Option<String>) -> Vec<u8> {
    let mut key = Vec::new();
    for rdn in rdns {
        let mut attributes: Vec<Vec<u8>> = rdn
            .iter()
            .map(|attribute| attribute_key(attribute, value(attribute)))
            .collect();
        sort_by(&mut attributes, Ord::cmp);
        push_length(&mut key, attributes.iter().map(Vec::len).sum());
        attributes
            .iter()
            .for_each(|attribute| key.extend_from_slice(attribute));
    }
    key
}

fn attribute_key(attribute: &Attribute, text: Option<String>) -> Vec<u8> {
    const BESIDE: usize = 48; // of most: two lengths, the kind, and the type
    let mut key = Vec::with_capacity(attribute.value.len() + BESIDE);
    push_field(&mut key, attribute.oid.content());
    match text {
        Some(text) => {
            key.push(TEXT);
            push_field(&mut key, text.as_bytes());
        }
        None => {
            key.push(OCTETS);
            let tag = attribute.tag;
            let class = [tag.class as u8, u8::from(tag.constructed)];
            let number = tag.number.to_be_bytes();
            push_field(&mut key, &[&class[..], &number, &attribute.value].concat());
        }
    }
    key
}

fn push_field(key: &mut Vec<u8>, bytes: &[u8]) {
    push_length(key, bytes.len());
    key.extend_from_slice(bytes);
}

fn push_length(key: &mut Vec<u8>, length: usize) {
    key.extend_from_slice(&(length as u64).to_be_bytes());
}

/// RFC 5280 §7.1: the prepared string; `None`: the value matches only what is the same byte for byte. That is so for what is
/// no string, for one that is not well-formed or that holds what RFC 4518 prohibits ("the match is Undefined"), and for a
/// TeletexString beyond the characters that all who read one agree on.
///
/// Every attribute type is compared without regard to case: §7.1 asks for caseIgnoreMatch and leaves the support of other
/// rules open, and §4.1.2.6 asks it of emailAddress, an IA5String.
fn rfc5280(attribute: &Attribute) -> Option<String> {
    let is_string = match attribute.string_type()? {
        UTF8 | NUMERIC | PRINTABLE | IA5 | UNIVERSAL | BMP => true,
        // RFC 4518 §2.1: "As there is no standard for mapping TeletexString values to Unicode, the mapping is left a local
        // matter." Certificates hold T.61, ISO 8859-1 or Windows-1252 in them; PrintableString's characters are the same in
        // all of these.
        TELETEX => attribute.value.iter().copied().all(is_printable),
        _ => false,
    };
    let text = attribute.text().filter(|_| is_string)?;
    if attribute.oid.content() == known::DOMAIN_COMPONENT {
        // §7.3: "a case-insensitive exact match", of labels in ASCII.
        return text.is_ascii().then(|| text.to_ascii_lowercase());
    }
    prepare(&text)
}

/// X.680 §41.4.
fn is_printable(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&octet)
}

/// See [`NameComparison::Chromium`].
pub(super) fn chromium(attribute: &Attribute) -> Option<String> {
    let octets = &attribute.value;
    let is_string = match attribute.string_type()? {
        UTF8 | BMP | UNIVERSAL => true,
        // BoringSSL lets an asterisk pass.
        PRINTABLE => octets.iter().all(|b| is_printable(*b) || *b == b'*'),
        IA5 => octets.is_ascii(),
        _ => false,
    };
    let text = attribute.text().filter(|_| is_string)?;
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    Some(words.join(" ").to_ascii_lowercase())
}

/// Whether the name of key `name` may lie in the subtree below the name of key `top`: false only where RFC 5280 §7.1 says
/// that it does not. Values that match only byte for byte may be equal to others of their attribute type.
pub(super) fn may_lie_below(top: &[u8], name: &[u8]) -> bool {
    let mut rdns = fields(name);
    fields(top).all(|top| {
        let rdn = rdns.next();
        rdn.is_some_and(|rdn| top == rdn || may_be_equal(top, rdn))
    })
}

/// One pass over two sorted lists: each attribute of the one needs one of the other that may be equal.
fn may_be_equal(top: &[u8], rdn: &[u8]) -> bool {
    let (top, rdn) = (attributes(top), attributes(rdn));
    if top.len() != rdn.len() {
        return false;
    }
    let mut rest = rdn.as_slice();
    let by_type = |a: &KeyedAttribute<'_>, b: &KeyedAttribute<'_>| a.oid == b.oid;
    top.chunk_by(by_type).all(|wanted| {
        let Some(oid) = wanted.first().map(|attribute| attribute.oid) else {
            return true;
        };
        rest = skip_while(rest, |attribute| order(attribute.oid, oid).is_lt());
        let end = rest.iter().position(|attribute| attribute.oid != oid);
        let (present, after) = rest
            .split_at_checked(end.unwrap_or(rest.len()))
            .unwrap_or((rest, &[]));
        rest = after;
        let is_open = present.iter().any(|attribute| attribute.text.is_none());
        let mut texts = present;
        !present.is_empty()
            && wanted.iter().all(|attribute| match attribute.text {
                Some(text) if !is_open => {
                    texts = skip_while(texts, |other| {
                        other.text.is_some_and(|other| order(other, text).is_lt())
                    });
                    texts.first().is_some_and(|other| other.text == Some(text))
                }
                _ => true,
            })
    })
}

/// The order of fields in a sorted key: each has its length before it.
fn order(a: &[u8], b: &[u8]) -> Ordering {
    (a.len(), a).cmp(&(b.len(), b))
}

fn skip_while<T>(slice: &[T], predicate: impl Fn(&T) -> bool) -> &[T] {
    let start = slice.iter().position(|item| !predicate(item));
    start
        .and_then(|start| slice.get(start..))
        .unwrap_or_default()
}

/// One attribute of a key; `text` is `None` where it is compared byte for byte.
struct KeyedAttribute<'a> {
    oid: &'a [u8],
    text: Option<&'a [u8]>,
}

fn attributes(mut rdn: &[u8]) -> Vec<KeyedAttribute<'_>> {
    let mut attributes = Vec::new();
    while let Some((oid, rest)) = take_field(rdn)
        && let Some((kind, rest)) = rest.split_first()
        && let Some((value, rest)) = take_field(rest)
    {
        let text = (*kind == TEXT).then_some(value);
        attributes.push(KeyedAttribute { oid, text });
        rdn = rest;
    }
    attributes
}

fn fields(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (field, rest) = take_field(bytes)?;
        bytes = rest;
        Some(field)
    })
}

fn take_field(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    rest.split_at_checked(usize::try_from(u64::from_be_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::der::Tree;
    use crate::name::DistinguishedName;

    const COMMON_NAME: &[u8] = known::COMMON_NAME;
    const UNIQUE_IDENTIFIER: &[u8] = &[0x55, 4, 45];

    fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
        [&[tag, u8::try_from(content.len()).unwrap()], content].concat()
    }

    fn attribute(oid: &[u8], tag: u8, value: &[u8]) -> Vec<u8> {
        tlv(0x30, &[tlv(6, oid), tlv(tag, value)].concat())
    }

    /// A name of RDNs of encoded attributes.
    fn name(rdns: &[&[Vec<u8>]]) -> DistinguishedName {
        let sets: Vec<u8> = rdns
            .iter()
            .flat_map(|rdn| tlv(0x31, &rdn.concat()))
            .collect();
        let bytes = tlv(0x30, &sets);
        let tree = Tree::read(&bytes, 0..bytes.len());
        DistinguishedName::read(tree.root().unwrap()).unwrap()
    }

    fn one(oid: &[u8], tag: u8, value: &[u8]) -> DistinguishedName {
        name(&[&[attribute(oid, tag, value)]])
    }

    fn cn(tag: u8, value: &[u8]) -> DistinguishedName {
        one(COMMON_NAME, tag, value)
    }

    fn equal_in(mode: NameComparison, a: &DistinguishedName, b: &DistinguishedName) -> bool {
        a.key_in(mode) == b.key_in(mode)
    }

    #[test]
    fn whose_rules_make_two_names_one() {
        let (email, dc) = (known::EMAIL_ADDRESS, known::DOMAIN_COMPONENT);
        let utf8 = |text: &str| cn(12, text.as_bytes());
        // Equal by RFC 5280, to Chrome, and byte for byte.
        for (a, b, expected) in [
            (utf8("CA"), utf8("CA"), [true, true, true]),
            (utf8("CA"), cn(19, b"CA"), [true, true, false]),
            (utf8("CA"), cn(22, b"ca"), [true, true, false]),
            (utf8("12"), cn(18, b"12"), [true, false, false]),
            (utf8("CA"), cn(30, b"\0C\0A"), [true, true, false]),
            (utf8("CA"), cn(28, b"\0\0\0C\0\0\0A"), [true, true, false]),
            (
                utf8("\u{1f600}"),
                cn(28, &[0, 1, 0xf6, 0]),
                [true, true, false],
            ),
            (utf8(" a   b "), utf8("A B"), [true, true, false]),
            (utf8(" "), utf8(""), [true, true, false]),
            (utf8("a\tb"), utf8("a b"), [true, false, false]),
            (utf8("a\u{a0}b"), utf8("a b"), [true, false, false]),
            (utf8("a\u{ad}b"), utf8("ab"), [true, false, false]),
            (utf8("\u{c4}"), utf8("\u{e4}"), [true, false, false]),
            (utf8("\u{e4}"), utf8("a\u{308}"), [true, false, false]),
            (utf8("ab"), utf8("a b"), [false; 3]),
            // TeletexString: what all its readings share is text to the RFC; Chrome takes none for text.
            (cn(20, b"My CA"), utf8("my ca"), [true, false, false]),
            (cn(20, b"\xc4"), utf8("\u{c4}"), [false; 3]),
            (cn(20, b"\xc4"), cn(20, b"\xc4"), [true; 3]),
            (cn(20, b"a\xc4"), cn(20, b"A\xc4"), [false; 3]),
            (cn(20, b"a_b"), utf8("a_b"), [false; 3]),
            // Prohibited or ill-formed: only the same bytes are the same.
            (utf8("a\u{e000}"), utf8("A\u{e000}"), [false, true, false]),
            (utf8("a\u{e000}"), utf8("a\u{e000}"), [true; 3]),
            (cn(12, b"a\xff"), cn(12, b"A\xff"), [false; 3]),
            (cn(30, b"\0a\0"), cn(30, b"\0A\0"), [false; 3]),
            // A character that PrintableString does not have: an error of its own, and still text to the RFC.
            (cn(19, b"a@b"), cn(19, b"A@b"), [true, false, false]),
            (cn(19, b"a*b"), cn(19, b"A*b"), [true, true, false]),
            // No string, and other tags than the universal.
            (cn(3, b"\0a"), cn(3, b"\0A"), [false; 3]),
            (cn(3, b"\0a"), cn(4, b"\0a"), [false; 3]),
            (cn(0x80, b"a"), cn(0x81, b"a"), [false; 3]),
            (cn(0x8c, b"a"), cn(12, b"a"), [false; 3]),
            (
                one(email, 22, b"Me@Example.com"),
                one(email, 22, b"me@example.COM"),
                [true, true, false],
            ),
            // §7.3: a label is compared as it is, but for the case of its letters.
            (
                one(dc, 22, b"Example"),
                one(dc, 22, b"eXAMPLE"),
                [true, true, false],
            ),
            (
                one(dc, 22, b"example"),
                one(dc, 12, b"EXAMPLE"),
                [true, true, false],
            ),
            (
                one(dc, 22, b"example"),
                one(dc, 22, b"example "),
                [false, true, false],
            ),
            (
                one(dc, 12, "\u{e4}".as_bytes()),
                one(dc, 12, "\u{c4}".as_bytes()),
                [false; 3],
            ),
            (one(dc, 22, b"a"), cn(22, b"a"), [false; 3]),
        ] {
            let modes = [
                NameComparison::Rfc5280,
                NameComparison::Chromium,
                NameComparison::Exact,
            ];
            let found = modes.map(|mode| equal_in(mode, &a, &b));
            assert_eq!(found, expected, "{} {}", a.text(), b.text());
        }
    }

    #[test]
    fn order_counts_between_rdns_and_not_within() {
        let [a, b, c] = [b"a", b"b", b"c"].map(|text| attribute(COMMON_NAME, 12, text));
        let [a, b, c] = [&a, &b, &c].map(Clone::clone);
        let both = name(&[&[a.clone(), b.clone()]]);
        for mode in [NameComparison::Rfc5280, NameComparison::Chromium] {
            let equal = |rdns: &[&[Vec<u8>]]| equal_in(mode, &both, &name(rdns));
            assert!(equal(&[&[b.clone(), a.clone()]]));
            assert!(!equal(&[
                std::slice::from_ref(&a),
                std::slice::from_ref(&b)
            ]));
            assert!(!equal(&[&[a.clone(), c.clone()]]));
            assert!(!equal(&[&[a.clone(), b.clone(), c.clone()]]));
            assert!(!equal(&[std::slice::from_ref(&a)]));
            let (ab, ba) = (
                name(&[std::slice::from_ref(&a), std::slice::from_ref(&b)]),
                name(&[std::slice::from_ref(&b), std::slice::from_ref(&a)]),
            );
            assert!(!equal_in(mode, &ab, &ba));
        }
    }

    #[test]
    fn what_cannot_be_compared_may_lie_anywhere() {
        let (evil, good) = (
            attribute(COMMON_NAME, 12, b"evil"),
            attribute(COMMON_NAME, 12, b"good"),
        );
        let (teletex, teletex_too) = (
            attribute(COMMON_NAME, 20, b"\xe9vil"),
            attribute(COMMON_NAME, 20, b"evil"),
        );
        let private = attribute(COMMON_NAME, 12, "evil\u{e000}".as_bytes());
        let bits = attribute(UNIQUE_IDENTIFIER, 3, b"\0a");
        let may = |top: &[&[Vec<u8>]], below: &[&[Vec<u8>]]| {
            may_lie_below(name(top).key(), name(below).key())
        };
        let [evil, good, teletex, teletex_too, private, bits] =
            [&evil, &good, &teletex, &teletex_too, &private, &bits].map(|a| a.clone());
        let (e, g, t, tt, p, x) = (&evil, &good, &teletex, &teletex_too, &private, &bits);
        let rdn =
            |attributes: &[&Vec<u8>]| attributes.iter().map(|a| (*a).clone()).collect::<Vec<_>>();
        for (top, below, expected) in [
            (rdn(&[e]), rdn(&[e]), true),
            (rdn(&[e]), rdn(&[g]), false),
            (rdn(&[e]), rdn(&[tt]), true), // equal as text
            (rdn(&[g]), rdn(&[tt]), false),
            (rdn(&[e]), rdn(&[t]), true),
            (rdn(&[g]), rdn(&[t]), true), // who knows
            (rdn(&[t]), rdn(&[g]), true),
            (rdn(&[t]), rdn(&[p]), true),
            (rdn(&[e]), rdn(&[p]), true),
            (rdn(&[e]), rdn(&[x]), false), // another attribute type
            (rdn(&[x]), rdn(&[t]), false),
            (rdn(&[e, x]), rdn(&[t, x]), true),
            (rdn(&[e, x]), rdn(&[t]), false), // fewer
            (rdn(&[e]), rdn(&[t, x]), false), // more
            (rdn(&[e, g]), rdn(&[g, e]), true),
            (rdn(&[e, g]), rdn(&[g, t]), true),
            (rdn(&[e, g]), rdn(&[g, g]), false),
        ] {
            assert_eq!(may(&[&top], &[&below]), expected, "{top:02x?} {below:02x?}");
            // Deeper names lie below too; shallower ones never do.
            assert_eq!(
                may(&[&top], &[&below, std::slice::from_ref(&good)]),
                expected
            );
            assert!(!may(&[&top, std::slice::from_ref(&good)], &[&below]));
            // And one RDN that certainly differs decides.
            let differs = (&[evil.clone()][..], std::slice::from_ref(&good));
            assert!(!may(&[differs.0, &top], &[differs.1, &below]));
        }
        assert!(may(&[], &[&[good]]));
    }
}
