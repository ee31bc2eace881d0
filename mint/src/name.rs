//! Names: distinguished names, and the GeneralNames of alternative names and constraints.

use std::net::IpAddr;

use crate::{der, oid};

/// A distinguished name (RFC 5280 §4.1.2.4), most significant part first.
///
/// A text becomes a name with that one common name: `"Example CA".into()`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(Vec<u8>);

impl Name {
    /// The name without any part.
    pub fn empty() -> Self {
        Self(der::sequence(&[]))
    }

    /// Whatever stands where a Name should.
    pub fn from_der(der: impl Into<Vec<u8>>) -> Self {
        Self(der.into())
    }

    /// A name with this one common name, as UTF8String.
    pub fn common(text: &str) -> Self {
        Self::empty().cn(text)
    }

    /// Adds a common name, as UTF8String.
    pub fn cn(self, text: &str) -> Self {
        self.attribute(oid::COMMON_NAME, der::utf8(text))
    }

    /// Adds an organization, as UTF8String.
    pub fn o(self, text: &str) -> Self {
        self.attribute(oid::ORGANIZATION, der::utf8(text))
    }

    /// Adds an organizational unit, as UTF8String.
    pub fn ou(self, text: &str) -> Self {
        self.attribute(oid::ORGANIZATIONAL_UNIT, der::utf8(text))
    }

    /// Adds a country (two letters), as PrintableString.
    pub fn c(self, text: &str) -> Self {
        self.attribute(oid::COUNTRY, der::printable(text))
    }

    /// Adds a part with this attribute type and this value in DER.
    pub fn attribute(self, oid: &str, value: Vec<u8>) -> Self {
        self.rdn(&[(oid, value)])
    }

    /// Adds one RelativeDistinguishedName of several attributes.
    pub fn rdn(self, attributes: &[(&str, Vec<u8>)]) -> Self {
        let attributes: Vec<_> = attributes
            .iter()
            .map(|(oid, value)| der::sequence(&[der::oid(oid), value.clone()]))
            .collect();
        let (_, parts) = der::split(&self.0);
        Self(der::sequence(&[parts.to_vec(), der::set(&attributes)]))
    }

    /// The Name in DER.
    pub fn der(&self) -> &[u8] {
        &self.0
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::common(text)
    }
}

/// A GeneralName (RFC 5280 §4.2.1.6), in alternative names, constraints and wherever else one may stand.
///
/// A text becomes what it looks like: an IP address, an address range (`10.0.0.0/8`, for constraints), a URI
/// (with `://`), an e-mail address (with `@`), otherwise a DNS name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneralName(Vec<u8>);

impl GeneralName {
    /// dNSName; in constraints its base.
    pub fn dns(text: &str) -> Self {
        Self(der::primitive(2, text.as_bytes()))
    }

    /// iPAddress of these octets; in constraints address and mask.
    pub fn ip(octets: &[u8]) -> Self {
        Self(der::primitive(7, octets))
    }

    /// iPAddress of a constraint: address and mask, from `10.0.0.0/8` or `2001:db8::/32`. Host bits are kept.
    ///
    /// # Panics
    /// Where it is no such range.
    pub fn ip_range(cidr: &str) -> Self {
        Self::parse_ip_range(cidr).unwrap_or_else(|| panic!("not an address range: {cidr:?}"))
    }

    /// rfc822Name.
    pub fn email(text: &str) -> Self {
        Self(der::primitive(1, text.as_bytes()))
    }

    /// uniformResourceIdentifier; in constraints its host.
    pub fn uri(text: &str) -> Self {
        Self(der::primitive(6, text.as_bytes()))
    }

    /// directoryName.
    pub fn directory(name: impl Into<Name>) -> Self {
        // Name is a CHOICE, so its tag is explicit (X.680 §31.2.7).
        Self(der::constructed(4, name.into().der()))
    }

    /// registeredID.
    pub fn registered_id(oid: &str) -> Self {
        Self(der::primitive(8, &der::oid_contents(oid)))
    }

    /// otherName of this type, with this value in DER.
    pub fn other(oid: &str, value: &[u8]) -> Self {
        let contents = [der::oid(oid), der::constructed(0, value)].concat();
        Self(der::constructed(0, &contents))
    }

    /// Whatever stands where a GeneralName should.
    pub fn from_der(der: impl Into<Vec<u8>>) -> Self {
        Self(der.into())
    }

    /// The GeneralName in DER.
    pub fn der(&self) -> &[u8] {
        &self.0
    }

    fn parse_ip_range(cidr: &str) -> Option<Self> {
        let (address, prefix) = cidr.split_once('/')?;
        let mut octets = ip_octets(address.parse().ok()?);
        let bits = octets.len() as u32 * 8;
        let host_bits = bits.checked_sub(prefix.parse().ok()?)?;
        let mask = u128::MAX.checked_shl(host_bits).unwrap_or(0);
        let mask = mask.to_be_bytes();
        octets.extend_from_slice(&mask[mask.len() - octets.len()..]);
        Some(Self::ip(&octets))
    }
}

impl From<&str> for GeneralName {
    fn from(text: &str) -> Self {
        if let Ok(address) = text.parse() {
            return Self::ip(&ip_octets(address));
        }
        if let Some(range) = Self::parse_ip_range(text) {
            return range;
        }
        if text.contains("://") {
            Self::uri(text)
        } else if text.contains('@') {
            Self::email(text)
        } else {
            Self::dns(text)
        }
    }
}

impl From<&&str> for GeneralName {
    fn from(text: &&str) -> Self {
        Self::from(*text)
    }
}

fn ip_octets(address: IpAddr) -> Vec<u8> {
    match address {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_names_are_what_they_look_like() {
        let mut v6 = [0_u8; 16];
        v6[15] = 1;
        for (text, expected) in [
            ("example.com", GeneralName::dns("example.com")),
            ("*.example.com", GeneralName::dns("*.example.com")),
            ("10.0.0.1", GeneralName::ip(&[10, 0, 0, 1])),
            ("10.0.0.256", GeneralName::dns("10.0.0.256")),
            ("::1", GeneralName::ip(&v6)),
            ("10.0.0.0/8", GeneralName::ip(&[10, 0, 0, 0, 255, 0, 0, 0])),
            ("10.0.0.0/33", GeneralName::dns("10.0.0.0/33")),
            ("me@example.com", GeneralName::email("me@example.com")),
            (
                "https://me@example.com",
                GeneralName::uri("https://me@example.com"),
            ),
        ] {
            assert_eq!(GeneralName::from(text), expected, "{text}");
        }
    }

    #[test]
    fn ranges_have_masks() {
        for (cidr, mask) in [
            ("1.2.3.4/0", [0, 0, 0, 0]),
            ("1.2.3.4/9", [255, 128, 0, 0]),
            ("1.2.3.4/32", [255, 255, 255, 255]),
        ] {
            let expected = [&[1, 2, 3, 4][..], &mask].concat();
            assert_eq!(
                GeneralName::ip_range(cidr),
                GeneralName::ip(&expected),
                "{cidr}"
            );
        }
        let GeneralName(v6) = GeneralName::ip_range("2001:db8::/33");
        assert_eq!(v6[2 + 16..][..6], [255, 255, 255, 255, 128, 0]);
    }

    #[test]
    fn names_grow_part_by_part() {
        let name = Name::empty().c("NO").cn("a");
        let country = der::sequence(&[der::oid(oid::COUNTRY), der::printable("NO")]);
        let common = der::sequence(&[der::oid(oid::COMMON_NAME), der::utf8("a")]);
        let parts = [der::set(&[country]), der::set(&[common])];
        assert_eq!(name.der(), der::sequence(&parts));
    }
}
