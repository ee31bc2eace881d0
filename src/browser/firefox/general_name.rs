//! A GeneralName (RFC 5280 §4.2.1.6) as mozilla::pkix reads one (`pkixnames.cpp`).

use super::reader::{Input, Reader, Reading, bad_der};
use crate::name::constraint::Form;

/// `ReadGeneralName`: the form, by the whole tag, and the content.
pub(super) fn read<'a>(reader: &mut Reader<'a>) -> Reading<(Form, Input<'a>)> {
    let offset = reader.offset();
    let (tag, value) = reader.any()?;
    let form = match tag {
        0xa0 => Form::Other,
        0x81 => Form::Email,
        0x82 => Form::Dns,
        0xa3 => Form::X400,
        0xa4 => Form::Directory,
        0xa5 => Form::EdiParty,
        0x86 => Form::Uri,
        0x87 => Form::Ip,
        0x88 => Form::RegisteredId,
        _ => return Err(bad_der("a name of no known form", offset)),
    };
    Ok((form, value))
}
