//! Distinguished names: what Chrome's verifier must be able to read of each, and what its pages show of one.

use super::elements::{
    BMP_STRING, Element, IA5_STRING, OID, PRINTABLE_STRING, Read, SEQUENCE, SET, TELETEX_STRING,
    UNIVERSAL_STRING, UTF8_STRING,
};

/// The attributes that `CertPrincipal` shows: their strings must be readable. Of all but organizations and their units it reads the
/// first that is not empty.
pub(super) fn shown(name: Element<'_>) -> Read<()> {
    let mut is_read = 0;
    each_attribute(name, |oid, value| {
        // CN, C, L, ST, O, OU.
        let [0x55, 4, kind @ (3 | 6..=8 | 10 | 11)] = *oid else {
            return Ok(());
        };
        let bit = 1_u32 << kind;
        if is_read & bit != 0 {
            return Ok(());
        }
        if kind < 10 && !value.bytes().is_empty() {
            is_read |= bit;
        }
        match value.tag {
            UTF8_STRING | PRINTABLE_STRING | TELETEX_STRING | IA5_STRING | UNIVERSAL_STRING
            | BMP_STRING => string(value),
            _ => value.stop("a name that is shown is not of a string type that Chrome reads"),
        }
    })
}

pub(super) fn each_attribute<'a>(
    name: Element<'a>,
    mut of: impl FnMut(&'a [u8], Element<'a>) -> Read<()>,
) -> Read<()> {
    let mut sets = name.children();
    while !sets.is_empty() {
        let set = sets.take(SET, "a relative distinguished name is not a SET")?;
        let mut attributes = set.children();
        if attributes.is_empty() {
            return set.stop("a relative distinguished name is empty");
        }
        while !attributes.is_empty() {
            let attribute = attributes.take(SEQUENCE, "an attribute is not a SEQUENCE")?;
            let mut parts = attribute.children();
            let oid = parts.take(OID, "an attribute has no type")?;
            let value = parts.any()?;
            parts.finish("something follows an attribute's value")?;
            of(oid.bytes(), value)?;
        }
    }
    Ok(())
}

/// `NormalizeValue` (pki/verify_name_match.cc) and `X509NameAttribute::ValueAsString`.
pub(super) fn string(value: Element<'_>) -> Read<()> {
    let bytes = value.bytes();
    let is_printable = |byte: &u8| byte.is_ascii_alphanumeric() || b" '()*+,-./:=?".contains(byte);
    match value.tag {
        PRINTABLE_STRING if !bytes.iter().all(is_printable) => {
            value.stop("a PrintableString holds a character that is not one of its own")
        }
        IA5_STRING if !bytes.is_ascii() => value.stop("an IA5String is not ASCII"),
        BMP_STRING | UNIVERSAL_STRING => {
            let width = if value.tag == BMP_STRING { 2 } else { 4 };
            let mut units = bytes.chunks(width);
            if units.all(|unit| unit.len() == width && is_character(unit)) {
                Ok(())
            } else {
                value.stop("a BMPString or UniversalString is not made of characters")
            }
        }
        UTF8_STRING | TELETEX_STRING => Ok(()), // not validated
        _ => Ok(()),
    }
}

/// `is_valid_code_point` (crypto/bytestring/unicode.cc): what is permanently no character is refused, too.
fn is_character(unit: &[u8]) -> bool {
    let code = unit
        .iter()
        .fold(0, |code, byte| code << 8 | u32::from(*byte));
    char::from_u32(code).is_some() && code & 0xfffe != 0xfffe && !(0xfdd0..=0xfdef).contains(&code)
}
