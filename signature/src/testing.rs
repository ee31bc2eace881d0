//! Makes the DER that the tests read.

use const_oid::ObjectIdentifier;

/// The bytes of a hexadecimal text.
pub(super) fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .map(|digit| digit.to_digit(16).unwrap() as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

/// A value with this identifier octet and these contents.
pub(super) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let contents = parts.concat();
    let length = contents.len();
    let header = match length {
        0..0x80 => vec![tag, length as u8],
        0x80..0x100 => vec![tag, 0x81, length as u8],
        _ => vec![tag, 0x82, (length >> 8) as u8, length as u8],
    };
    [header, contents].concat()
}

/// An AlgorithmIdentifier.
pub(super) fn algorithm(oid: ObjectIdentifier, parameters: &[u8]) -> Vec<u8> {
    tlv(0x30, &[&tlv(0x06, &[oid.as_bytes()]), parameters])
}

/// A SubjectPublicKeyInfo.
pub(super) fn spki(oid: ObjectIdentifier, parameters: &[u8], key: &[u8]) -> Vec<u8> {
    tlv(
        0x30,
        &[&algorithm(oid, parameters), &tlv(0x03, &[&[0], key])],
    )
}

/// An INTEGER with these content octets.
pub(super) fn integer(contents: &[u8]) -> Vec<u8> {
    tlv(0x02, &[contents])
}

/// A SubjectPublicKeyInfo with an RSA key of these content octets.
pub(super) fn rsa_spki(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    let key = tlv(0x30, &[&integer(modulus), &integer(exponent)]);
    spki(super::oids::RSA, super::scheme::NULL, &key)
}
