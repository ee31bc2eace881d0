//! A GeneralName (RFC 5280 §4.2.1.6) as mozilla::pkix reads one (`pkixnames.cpp`, `ReadGeneralName`).

use super::reader::{Input, Reader, Reading, bad_der};

/// The forms of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GeneralName {
    Other,
    Mailbox,
    Dns,
    X400,
    Directory,
    EdiParty,
    Uri,
    Ip,
    RegisteredId,
}

impl GeneralName {
    /// `ReadGeneralName`: the form, by the whole tag, and the content.
    pub(crate) fn read<'a>(reader: &mut Reader<'a>) -> Reading<(Self, Input<'a>)> {
        let offset = reader.offset();
        let (tag, value) = reader.any()?;
        let name = match tag {
            0xa0 => Self::Other,
            0x81 => Self::Mailbox,
            0x82 => Self::Dns,
            0xa3 => Self::X400,
            0xa4 => Self::Directory,
            0xa5 => Self::EdiParty,
            0x86 => Self::Uri,
            0x87 => Self::Ip,
            0x88 => Self::RegisteredId,
            _ => return Err(bad_der("a name of no known form", offset)),
        };
        Ok((name, value))
    }

    /// As RFC 5280 names it.
    pub(crate) fn form(self) -> &'static str {
        match self {
            Self::Other => "otherName",
            Self::Mailbox => "rfc822Name",
            Self::Dns => "dNSName",
            Self::X400 => "x400Address",
            Self::Directory => "directoryName",
            Self::EdiParty => "ediPartyName",
            Self::Uri => "uniformResourceIdentifier",
            Self::Ip => "iPAddress",
            Self::RegisteredId => "registeredID",
        }
    }
}
