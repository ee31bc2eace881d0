//! GeneralName, RFC 5280 §4.2.1.6.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::DistinguishedName;
use super::constraint::Form;
use crate::der::{Class, Element, Tag, tag};
use crate::oid::Oid;
use crate::text::{hex, visible};

/// One of the nine forms of a name. Text is kept as the bytes that were encoded: whether it is well-formed is a question of
/// its own, and must not change how many names there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GeneralName {
    /// `[0]`: type and the value's encoding; without octets in the type, the whole content where that is no otherName.
    Other(Oid, Vec<u8>),
    /// `[1]` rfc822Name.
    Email(Vec<u8>),
    /// `[2]` dNSName.
    Dns(Vec<u8>),
    /// `[3]` x400Address: what is not as its definition says.
    X400(Option<&'static str>),
    /// `[4]`.
    Directory(DistinguishedName),
    /// `[5]` ediPartyName: what is not as its definition says.
    EdiParty(Option<&'static str>),
    /// `[6]` uniformResourceIdentifier.
    Uri(Vec<u8>),
    /// `[7]` iPAddress: 4 or 16 octets in a name, 8 or 32 in a constraint; others are not well-formed.
    Ip(Vec<u8>),
    /// `[8]`.
    RegisteredId(Oid),
}

const NO_OTHER_NAME: &str = "an otherName must be an OBJECT IDENTIFIER and an explicit [0] value";
const NO_NAME: &str = "a directoryName is not a Name";

impl GeneralName {
    /// Reads a GeneralName, or says why it is none.
    pub fn read(element: Element<'_>) -> Result<Self, &'static str> {
        let name = Self::read_leniently(element)?;
        name.problem().map_or(Ok(name), Err)
    }

    /// The same, and what is wrong within a name of a known form does not keep it from being one ([`Self::problem`]).
    pub fn read_leniently(element: Element<'_>) -> Result<Self, &'static str> {
        let form = element.tag();
        if form.class != Class::Context {
            return Err("a name has a tag that is not context-specific");
        }
        let constructed = matches!(form.number, 0 | 3 | 4 | 5);
        if form.constructed != constructed && form.number <= 8 {
            return Err("a name's tag is primitive where it must be constructed, or the reverse");
        }
        let content = element.content().to_vec();
        Ok(match form.number {
            0 => {
                let mut fields = element.children();
                match (fields.take_if(tag::OID), fields.next(), fields.next()) {
                    (Some(oid), Some(value), None) if value.is(Tag::context(0, true)) => {
                        Self::Other(Oid::from_content(oid.content()), value.content().to_vec())
                    }
                    _ => Self::Other(Oid::from_content(&[]), content),
                }
            }
            1 => Self::Email(content),
            2 => Self::Dns(content),
            // ORAddress begins with BuiltInStandardAttributes (appendix A.1).
            3 => {
                let is_address = element.children().take_if(tag::SEQUENCE).is_some();
                Self::X400((!is_address).then_some("it is no X.400 address"))
            }
            4 => {
                let mut fields = element.children();
                match (fields.take_if(tag::SEQUENCE), fields.next()) {
                    (Some(name), None) => Self::Directory(DistinguishedName::read_leniently(name)),
                    _ => return Err(NO_NAME),
                }
            }
            // "partyName [1] DirectoryString", a CHOICE, so that its tag is explicit.
            5 => {
                let is_party = |field: Element<'_>| field.is(Tag::context(1, true));
                let is_named = element.children().any(is_party);
                Self::EdiParty((!is_named).then_some("it has no partyName"))
            }
            6 => Self::Uri(content),
            7 => Self::Ip(content),
            8 => Self::RegisteredId(Oid::from_content(&content)),
            _ => return Err("a name has a tag that no form of GeneralName has"),
        })
    }

    /// What is wrong within the name, though it is known which form it has, and so how many names there are.
    pub fn problem(&self) -> Option<&'static str> {
        match self {
            Self::Directory(name) => name.problem().map(|_| NO_NAME),
            Self::Other(oid, _) if oid.content().is_empty() => Some(NO_OTHER_NAME),
            _ => None,
        }
    }

    /// The form's name in the standard.
    pub fn form(&self) -> &'static str {
        Form::of(self).name()
    }

    /// The value, safe to show.
    pub fn shown(&self) -> String {
        match self {
            Self::Other(oid, value) => format!("{} #{}", oid.label(), hex(value)),
            Self::Email(text) | Self::Dns(text) | Self::Uri(text) => shown_text(text),
            Self::X400(_) | Self::EdiParty(_) => "(not decoded)".to_owned(),
            Self::Directory(name) => name.text(),
            Self::Ip(octets) => shown_ip(octets),
            Self::RegisteredId(oid) => oid.label(),
        }
    }
}

fn shown_text(text: &[u8]) -> String {
    match std::str::from_utf8(text) {
        Ok(text) => visible(text),
        Err(_) => format!("#{}", hex(text)),
    }
}

/// An address, or an address and mask as a constraint has it (RFC 5280 §4.2.1.10).
fn shown_ip(octets: &[u8]) -> String {
    if let Ok(v4) = <[u8; 4]>::try_from(octets) {
        return Ipv4Addr::from(v4).to_string();
    }
    if let Ok(v6) = <[u8; 16]>::try_from(octets) {
        return Ipv6Addr::from(v6).to_string();
    }
    if let (8 | 32, Some((address, mask))) =
        (octets.len(), octets.split_at_checked(octets.len() / 2))
    {
        return format!("{}/{}", shown_ip(address), shown_ip(mask));
    }
    format!("#{}", hex(octets))
}
