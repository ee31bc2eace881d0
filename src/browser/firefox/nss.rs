//! What NSS asks of a certificate's form when it takes it in (`lib/certdb/certdb.c`, the templates of `CERT_DecodeDERCertificate`):
//! the leaf in the handshake, before mozilla::pkix sees it, and each CA, and each responder's certificate, when its trust is looked up. It reads the outer form of
//! all fields, and no values.

use super::Code;
use super::reader::{Input, Reader, Reading, Refusal, bad_der, tag};
use crate::certificate::name_ranges;
use crate::pool::Pool;
use crate::sorted::Set;

/// Whether NSS takes a certificate in beside the leaf of `chain`, which is in already, and the roots that were added: [`check`], and no other
/// of them may have its issuer and serial number (`CERT_NewTempCertificate`). Of two roots the second cannot be added.
pub(crate) fn take_in<'a>(
    pool: &'a Pool,
    chain: &[usize],
    index: usize,
) -> Reading<Option<Input<'a>>> {
    let der = |index| {
        pool.get(index)
            .map_or(&[][..], |entry| &entry.certificate.der)
    };
    let checked = check(der(index));
    // Without issuer and serial number it is not looked up; the rest is read after that.
    if matches!(&checked, Err(refusal) if refusal.code == Code::InvalidArgs) {
        return checked;
    }
    let is_anchor = |index: &usize| pool.get(*index).is_some_and(|entry| entry.anchor.is_some());
    let issuer = |index| Some(der(index).get(name_ranges(der(index))?.0));
    let serial = |index| pool.contents(index).map(|contents| &contents.serial);
    let is_own_anchor = is_anchor(&index);
    let anchors = (0..pool.entries().len()).filter(is_anchor);
    let mut others = anchors
        .filter(|anchor| !is_own_anchor || *anchor < index)
        .chain(chain.first().copied().filter(|_| !is_own_anchor))
        .filter(|other| *other != index);
    let own = serial(index);
    match own.is_some()
        && others.any(|other| serial(other) == own && issuer(other) == issuer(index))
    {
        true => Err(Refusal {
            code: Code::ReusedIssuerAndSerial,
            rule: "a serial number that another certificate of its issuer has",
            offset: 0,
        }),
        false => checked,
    }
}

/// Whether Firefox's error page can tell of the certificates, as NSS takes in all that were sent, each with a serial number of its own
/// (`Document::GetFailedCertSecurityInfo`). Where not, the page has no code and no way on (`page/wrong-host-and-…`).
pub(crate) fn can_be_told(pool: &Pool) -> bool {
    let mut seen = Set::new();
    pool.entries().iter().all(|entry| {
        let der = entry.certificate.der.as_slice();
        let issuer = || der.get(name_ranges(der)?.0);
        let serial = entry.contents().map(|contents| &contents.serial);
        let is_asked = entry.sent.is_some() && entry.duplicate_of.is_none();
        !is_asked || check(der).is_ok() && (serial.is_none() || seen.insert((issuer(), serial)))
    })
}

/// Reads it as NSS does: subjectPublicKeyInfo, whole; `None`: it was not looked at. The codes are those that Firefox shows for a
/// leaf (recorded verdicts `der/leaf-…`): they differ with the layer that fails.
pub(crate) fn check(der: &[u8]) -> Reading<Option<Input<'_>>> {
    if der.len() > 0xffff {
        return Ok(None); // longer lengths are no fault here, and mozilla::pkix refuses it
    }
    let with = |code| move |refusal: Refusal| Refusal { code, ..refusal };
    let mut fields = Input::whole(der)
        .only(tag::SEQUENCE)
        .map_err(with(Code::InvalidArgs))?
        .reader();
    let tbs = fields
        .expect(tag::SEQUENCE)
        .map_err(with(Code::InvalidArgs))?;
    signed_data(fields).map_err(with(Code::InvalidArgs))?;
    issuer_and_serial(tbs).map_err(with(Code::InvalidArgs))?;
    to_be_signed(tbs)
        .map(Some)
        .map_err(with(Code::LibraryFailure))
}

/// `nssPKIX509_GetIssuerAndSerialFromDER`, by which it looks whether it has the certificate already: the fields up to the issuer, of
/// whatever type they are.
fn issuer_and_serial(tbs: Input<'_>) -> Reading<()> {
    let mut fields = tbs.reader();
    if fields.peek(VERSION) {
        any(&mut fields.expect(VERSION)?.reader())?;
    }
    for _ in ["serialNumber", "signature", "issuer"] {
        any(&mut fields)?;
    }
    Ok(())
}

const VERSION: u8 = tag::CONTEXT | tag::CONSTRUCTED;

/// Whether NSS can write a name that it has read as text (`CERT_DerNameToAscii`): not one without attributes, and not one with an
/// attribute type of a single octet, or of more than 1,024 (`CERT_GetOidString`), or a string of more than 16,384
/// (`cert_RFC1485_GetRequiredLen`; of what is no string it writes the octets).
pub(crate) fn has_ascii_form(name: Input<'_>) -> bool {
    let is_written = || -> Reading<bool> {
        let mut rdns = name.only(tag::SEQUENCE)?.reader();
        let mut is_written = false;
        while !rdns.is_at_end() {
            let mut rdn = rdns.expect(tag::SET)?.reader();
            while !rdn.is_at_end() {
                let mut attribute = rdn.expect(tag::SEQUENCE)?.reader();
                let length = attribute.expect(tag::OID)?.bytes.len();
                let (tag, value) = attribute.any()?;
                is_written = (2..=1024).contains(&length)
                    && (value.bytes.len() <= LONGEST_STRING || !STRINGS.contains(&tag));
                if !is_written {
                    return Ok(false);
                }
            }
        }
        Ok(is_written)
    };
    is_written().unwrap_or(true)
}

const LONGEST_STRING: usize = 16_384;
/// What `CERT_DecodeAVAValue` reads, but for the two types whose characters take several octets each.
const STRINGS: [u8; 4] = [
    tag::UTF8_STRING,
    tag::PRINTABLE_STRING,
    tag::TELETEX_STRING,
    tag::IA5_STRING,
];

/// `CERT_SignedDataTemplate`, what follows the signed part.
fn signed_data(mut fields: Reader<'_>) -> Reading<()> {
    algorithm(&mut fields)?;
    bit_string(&mut fields, tag::BIT_STRING)?;
    fields.end()
}

/// `CERT_CertificateTemplate`.
fn to_be_signed(tbs: Input<'_>) -> Reading<Input<'_>> {
    let mut fields = tbs.reader();
    if fields.peek(VERSION) {
        // What follows within an explicit tag is not looked at, here and below.
        filled(&mut fields.expect(VERSION)?.reader(), tag::INTEGER)?;
    }
    filled(&mut fields, tag::INTEGER)?;
    algorithm(&mut fields)?;
    name(&mut fields)?;
    let mut validity = fields.expect(tag::SEQUENCE)?.reader();
    time(&mut validity)?;
    time(&mut validity)?;
    validity.end()?;
    name(&mut fields)?;
    let spki = fields.expect_whole(tag::SEQUENCE)?;
    let mut key = spki.only(tag::SEQUENCE)?.reader();
    algorithm(&mut key)?;
    bit_string(&mut key, tag::BIT_STRING)?;
    key.end()?;
    for unique_id in [tag::CONTEXT | 1, tag::CONTEXT | 2] {
        if fields.peek(unique_id) {
            bit_string(&mut fields, unique_id)?;
        }
    }
    const EXTENSIONS: u8 = tag::CONTEXT | tag::CONSTRUCTED | 3;
    if fields.peek(EXTENSIONS) {
        let mut extensions = fields.expect(EXTENSIONS)?.reader();
        let mut list = extensions.expect(tag::SEQUENCE)?.reader();
        while !list.is_at_end() {
            let mut extension = list.expect(tag::SEQUENCE)?.reader();
            filled(&mut extension, tag::OID)?;
            if extension.peek(tag::BOOLEAN) {
                filled(&mut extension, tag::BOOLEAN)?;
            }
            extension.expect(tag::OCTET_STRING)?;
            extension.end()?;
        }
    }
    fields.end()?;
    Ok(spki)
}

/// An element of a type that has content.
fn filled(fields: &mut Reader<'_>, tag: u8) -> Reading<()> {
    let content = fields.expect(tag)?;
    match content.bytes {
        [] => Err(bad_der("an element without content", content.offset)),
        _ => Ok(()),
    }
}

/// At most seven bits of the last octet are unused, and none where there is no other octet (`lib/util/quickder.c`).
fn bit_string(fields: &mut Reader<'_>, tag: u8) -> Reading<()> {
    let content = fields.expect(tag)?;
    match content.bytes {
        [0] | [0..=7, _, ..] => Ok(()),
        _ => Err(bad_der(
            "a BIT STRING with more unused bits than it has, or more than 7",
            content.offset,
        )),
    }
}

/// Whatever it is (`lib/util/quickder.c`, `definite_length_decoder`): tag 0 is nothing, and NULL has no content, nor has any other
/// class's tag of its number.
pub(super) fn any<'a>(fields: &mut Reader<'a>) -> Reading<(u8, Input<'a>)> {
    match fields.any()? {
        (0, content) => Err(bad_der("an element whose tag is 0", content.offset)),
        (tag, content) if tag & 0x1f == tag::NULL && !content.bytes.is_empty() => {
            Err(bad_der("a NULL with content", content.offset))
        }
        element => Ok(element),
    }
}

/// An OID, and at most one element.
fn algorithm(fields: &mut Reader<'_>) -> Reading<()> {
    let mut algorithm = fields.expect(tag::SEQUENCE)?.reader();
    filled(&mut algorithm, tag::OID)?;
    if !algorithm.is_at_end() {
        any(&mut algorithm)?;
    }
    algorithm.end()
}

/// Sets of pairs of an OID and an element; a set may be empty.
fn name(fields: &mut Reader<'_>) -> Reading<()> {
    let mut rdns = fields.expect(tag::SEQUENCE)?.reader();
    while !rdns.is_at_end() {
        let mut rdn = rdns.expect(tag::SET)?.reader();
        while !rdn.is_at_end() {
            let mut attribute = rdn.expect(tag::SEQUENCE)?.reader();
            filled(&mut attribute, tag::OID)?;
            any(&mut attribute)?;
            attribute.end()?;
        }
    }
    Ok(())
}

fn time(fields: &mut Reader<'_>) -> Reading<()> {
    let is_utc = fields.peek(tag::UTC_TIME);
    let form = if is_utc {
        tag::UTC_TIME
    } else {
        tag::GENERALIZED_TIME
    };
    filled(fields, form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mint::{Builder, der};

    fn code(change: impl FnOnce(Builder) -> Builder) -> Option<Code> {
        let issued = change(mint::root("Root").leaf(&["example.com"])).issue();
        check(&issued.der).err().map(|refusal| refusal.code)
    }

    #[test]
    fn fields_have_their_form_and_values_are_free() {
        let failure = Some(Code::LibraryFailure);
        assert_eq!(code(|b| b), None);
        assert_eq!(code(|b| b.serial(&[0, 0])), None);
        assert_eq!(code(|b| b.serial(&[])), failure);
        let unfilled = der::sequence(&[der::tlv(6, &[]), der::null()]);
        assert_eq!(code(|b| b.inner_algorithm(unfilled)), failure);
        let null = der::sequence(&[der::oid("1.2.840.10045.4.3.2"), der::tlv(5, &[0])]);
        assert_eq!(code(|b| b.inner_algorithm(null)), failure);
        assert_eq!(code(|b| b.not_after_der(der::generalized_time("x"))), None);
        assert_eq!(code(|b| b.not_after_der(der::null())), failure);
        for (id, is_taken) in [
            (&[0][..], true),
            (&[7, 0x80], true),
            (&[8, 0x80], false),
            (&[1], false),
            (&[], false),
        ] {
            let expected = if is_taken { None } else { failure };
            for number in [1, 2] {
                let id = der::primitive(number, id);
                assert_eq!(code(|b| b.after_key(id)), expected, "{number}");
            }
        }
        for (value, is_taken) in [
            (der::tlv(0x85, &[]), true),
            (der::tlv(0x84, &[1]), true),
            (der::tlv(0x85, &[1]), false),
            (der::tlv(0xa5, &[1, 0]), false),
            (der::tlv(0, &[]), false),
        ] {
            let expected = if is_taken { None } else { failure };
            let name = mint::Name::common("a").attribute("2.5.4.10", value);
            assert_eq!(code(|b| b.subject(name)), expected);
        }
        let extension = |fields: &[Vec<u8>]| der::sequence(fields);
        let (id, value) = (der::oid("1.2.3"), der::octet_string(&[]));
        let odd = extension(&[id.clone(), der::tlv(1, &[1]), value.clone()]);
        assert_eq!(code(|b| b.raw_extension(odd)), None);
        assert_eq!(
            code(|b| b.raw_extension(extension(std::slice::from_ref(&id)))),
            failure
        );
        let more = extension(&[id, value, der::null()]);
        assert_eq!(code(|b| b.raw_extension(more)), failure);
        let two = der::sequence(&[der::oid("1.2.840.10045.4.3.2"), der::null(), der::null()]);
        assert_eq!(code(|b| b.inner_algorithm(two.clone())), failure);
        assert_eq!(code(|b| b.outer_algorithm(two)), Some(Code::InvalidArgs));
    }

    #[test]
    fn names_that_can_be_written() {
        let with = |tag, octets| {
            der::set(&[der::sequence(&[
                der::oid("2.5.4.10"),
                der::tlv(tag, &vec![b'a'; octets]),
            ])])
        };
        let of = |oid: &[u8]| der::set(&[der::sequence(&[der::tlv(6, oid), der::utf8("a")])]);
        for (rdns, expected) in [
            (vec![], false),
            (vec![der::set(&[])], false),
            (vec![der::set(&[]), of(&[0x55, 4, 3])], true),
            (vec![of(&[0x55])], false),
            (vec![of(&[0x55; 1024])], true),
            (vec![of(&[0x55; 1025])], false),
            (vec![of(&[0x55]), of(&[0x55, 4, 3])], false),
            (vec![with(12, 16_384)], true),
            (vec![with(12, 16_385)], false),
            (vec![with(4, 16_385)], true),
        ] {
            let name = der::sequence(&rdns);
            assert_eq!(has_ascii_form(Input::whole(&name)), expected);
        }
    }

    #[test]
    fn the_outer_layer() {
        let good = mint::root("Root").leaf(&["example.com"]).issue().der;
        let refused = |der: &[u8]| check(der).err().map(|refusal| refusal.code);
        assert_eq!(refused(&good), None);
        assert_eq!(
            refused(&[good.as_slice(), &[0]].concat()),
            Some(Code::InvalidArgs)
        );
        for end in 0..good.len() {
            assert_eq!(refused(&good[..end]), Some(Code::InvalidArgs));
        }
        assert_eq!(
            code(|b| b.tbs(|tbs| *tbs = der::with_long_length(tbs, 1))),
            Some(Code::InvalidArgs)
        );
    }
}
