//! JSON (RFC 8259) in one way: no white space, fields in the order of the types, escapes only where there must be.
//!
//! What `serde_json` writes, byte for byte; but all except the walk over a type's fields is compiled once, and for speed. Knows
//! no floating point: nothing here has any.

use std::fmt::{self, Display, Write as _};

use serde::ser::{self, Serialize};

use crate::push_number;

/// The value as JSON; empty where it cannot be: a map whose keys are no strings, or a floating-point number.
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> String {
    write(value, &ESCAPES)
}

/// The same in ASCII alone, with an escape for each other UTF-16 code unit: a JavaScript engine keeps such a text in half the memory,
/// and takes it out of WebAssembly's in a tenth of the time.
pub fn to_ascii_json<T: Serialize + ?Sized>(value: &T) -> String {
    write(value, &ASCII_ESCAPES)
}

fn write<T: Serialize + ?Sized>(value: &T, escapes: &'static [u8; 256]) -> String {
    let mut writer = Writer {
        text: String::with_capacity(4096),
        escapes,
    };
    match value.serialize(&mut writer) {
        Ok(()) => writer.text,
        Err(NoJson) => String::new(),
    }
}

/// There is no way to write it.
#[derive(Debug)]
struct NoJson;

impl Display for NoJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it cannot be written as JSON")
    }
}

impl std::error::Error for NoJson {}

impl ser::Error for NoJson {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

struct Writer {
    text: String,
    escapes: &'static [u8; 256],
}

/// What a byte is written as within a string: 0 as itself, `u` by the number of its character, others after a backslash.
const ESCAPES: [u8; 256] = {
    let mut escapes = [0; 256];
    let mut control = 0;
    while control < 0x20 {
        escapes[control] = b'u';
        control += 1;
    }
    escapes[0x08] = b'b';
    escapes[b'\t' as usize] = b't';
    escapes[b'\n' as usize] = b'n';
    escapes[0x0c] = b'f';
    escapes[b'\r' as usize] = b'r';
    escapes[b'"' as usize] = b'"';
    escapes[b'\\' as usize] = b'\\';
    escapes
};

/// The same where all that is not ASCII is escaped.
const ASCII_ESCAPES: [u8; 256] = {
    let mut escapes = ESCAPES;
    let mut byte = 0x80;
    while byte < escapes.len() {
        escapes[byte] = b'u';
        byte += 1;
    }
    escapes
};

impl Writer {
    #[inline(never)]
    fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    #[inline(never)]
    fn string(&mut self, text: &str) {
        self.text.reserve(text.len() + 2);
        self.text.push('"');
        self.escaped(text);
        self.text.push('"');
    }

    fn escaped(&mut self, mut text: &str) {
        let escapes = self.escapes;
        let is_escaped = |byte: u8| escapes[usize::from(byte)] != 0;
        // The first such byte of a character is the character's first, so that the text can be cut before it.
        while let Some(index) = text.bytes().position(is_escaped) {
            let (plain, from) = text.split_at(index);
            self.raw(plain);
            let mut rest = from.chars();
            if let Some(escaped) = rest.next() {
                self.escape(escaped);
            }
            text = rest.as_str();
        }
        self.raw(text);
    }

    #[inline(never)]
    fn escape(&mut self, character: char) {
        let letter = self.escapes[(character as usize).min(0xff)];
        if letter != b'u' {
            self.text.extend(['\\', char::from(letter)]);
            return;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            self.raw("\\u");
            self.raw(&crate::hex(&unit.to_be_bytes()));
        }
    }

    #[inline(never)]
    fn signed(&mut self, value: i64) {
        if value < 0 {
            self.text.push('-');
        }
        push_number(&mut self.text, value.unsigned_abs());
    }

    #[inline(never)]
    fn displayed(&mut self, value: &dyn Display) -> Result<(), NoJson> {
        struct Escaping<'a>(&'a mut Writer);
        impl fmt::Write for Escaping<'_> {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                self.0.escaped(text);
                Ok(())
            }
        }
        self.text.push('"');
        write!(Escaping(self), "{value}").map_err(|_| NoJson)?;
        self.text.push('"');
        Ok(())
    }

    fn variant(&mut self, name: &str) {
        self.raw("{");
        self.string(name);
        self.raw(":");
    }

    fn within(&mut self, start: &str, end: &'static str) -> Elements<'_> {
        self.raw(start);
        Elements {
            writer: self,
            is_first: true,
            end,
        }
    }
}

impl<'a> ser::Serializer for &'a mut Writer {
    type Ok = ();
    type Error = NoJson;
    type SerializeSeq = Elements<'a>;
    type SerializeTuple = Elements<'a>;
    type SerializeTupleStruct = Elements<'a>;
    type SerializeTupleVariant = Elements<'a>;
    type SerializeMap = Elements<'a>;
    type SerializeStruct = Elements<'a>;
    type SerializeStructVariant = Elements<'a>;

    fn serialize_bool(self, value: bool) -> Result<(), NoJson> {
        self.raw(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), NoJson> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), NoJson> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), NoJson> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), NoJson> {
        self.signed(value);
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<(), NoJson> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), NoJson> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), NoJson> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), NoJson> {
        push_number(&mut self.text, value);
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), NoJson> {
        Err(NoJson)
    }

    fn serialize_f64(self, _: f64) -> Result<(), NoJson> {
        Err(NoJson)
    }

    fn serialize_char(self, value: char) -> Result<(), NoJson> {
        self.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), NoJson> {
        self.string(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), NoJson> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), NoJson> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NoJson> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), NoJson> {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), NoJson> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<(), NoJson> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), NoJson> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), NoJson> {
        self.variant(name);
        value.serialize(&mut *self)?;
        self.raw("}");
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Elements<'a>, NoJson> {
        Ok(self.within("[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Elements<'a>, NoJson> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Elements<'a>, NoJson> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Elements<'a>, NoJson> {
        self.variant(name);
        Ok(self.within("[", "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Elements<'a>, NoJson> {
        Ok(self.within("{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Elements<'a>, NoJson> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Elements<'a>, NoJson> {
        self.variant(name);
        Ok(self.within("{", "}}"))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), NoJson> {
        self.displayed(&value)
    }
}

/// An array or object that is being written.
struct Elements<'a> {
    writer: &'a mut Writer,
    is_first: bool,
    end: &'static str,
}

impl Elements<'_> {
    #[inline(never)]
    fn next(&mut self) -> &mut Writer {
        if !std::mem::take(&mut self.is_first) {
            self.writer.text.push(',');
        }
        self.writer
    }

    #[inline(never)]
    fn field(&mut self, name: &str) -> &mut Writer {
        let writer = self.next();
        // A name of a type's field has nothing to escape.
        writer.text.reserve(name.len() + 3);
        writer.text.push('"');
        writer.text.push_str(name);
        writer.text.push_str("\":");
        writer
    }

    fn finish(self) -> Result<(), NoJson> {
        self.writer.raw(self.end);
        Ok(())
    }
}

impl ser::SerializeSeq for Elements<'_> {
    type Ok = ();
    type Error = NoJson;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoJson> {
        value.serialize(self.next())
    }

    fn end(self) -> Result<(), NoJson> {
        self.finish()
    }
}

impl ser::SerializeTuple for Elements<'_> {
    type Ok = ();
    type Error = NoJson;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoJson> {
        value.serialize(self.next())
    }

    fn end(self) -> Result<(), NoJson> {
        self.finish()
    }
}

impl ser::SerializeTupleStruct for Elements<'_> {
    type Ok = ();
    type Error = NoJson;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoJson> {
        value.serialize(self.next())
    }

    fn end(self) -> Result<(), NoJson> {
        self.finish()
    }
}

impl ser::SerializeTupleVariant for Elements<'_> {
    type Ok = ();
    type Error = NoJson;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoJson> {
        value.serialize(self.next())
    }

    fn end(self) -> Result<(), NoJson> {
        self.finish()
    }
}

impl ser::SerializeMap for Elements<'_> {
    type Ok = ();
    type Error = NoJson;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), NoJson> {
        let writer = self.next();
        let start = writer.text.len();
        key.serialize(&mut *writer)?;
        let is_string = writer
            .text
            .get(start..)
            .is_some_and(|key| key.starts_with('"'));
        is_string.then_some(()).ok_or(NoJson)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoJson> {
        self.writer.text.push(':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), NoJson> {
        self.finish()
    }
}

impl ser::SerializeStruct for Elements<'_> {
    type Ok = ();
    type Error = NoJson;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), NoJson> {
        value.serialize(self.field(name))
    }

    fn end(self) -> Result<(), NoJson> {
        self.finish()
    }
}

impl ser::SerializeStructVariant for Elements<'_> {
    type Ok = ();
    type Error = NoJson;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), NoJson> {
        value.serialize(self.field(name))
    }

    fn end(self) -> Result<(), NoJson> {
        self.finish()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;

    use super::*;

    #[derive(Serialize)]
    struct Unit;

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    enum Shape {
        Nothing,
        One(u8),
        Two(u8, i64),
        Named { first_field: bool },
    }

    #[derive(Serialize)]
    struct Inner {
        z: &'static str,
        a: Option<char>,
    }

    #[derive(Serialize)]
    struct Everything {
        numbers: (u8, i8, u16, i16, u32, i32, u64, i64),
        ends: [i64; 3],
        most: u64,
        text: Vec<String>,
        unit: Unit,
        nothing: (),
        shapes: Vec<Shape>,
        map: BTreeMap<String, Vec<u8>>,
        #[serde(flatten)]
        inner: Inner,
        #[serde(skip_serializing_if = "Option::is_none")]
        left_out: Option<u8>,
    }

    #[test]
    fn writes_what_serde_json_writes() {
        let every_character: String = (0..0x3000).filter_map(char::from_u32).collect();
        let everything = Everything {
            numbers: (1, -1, 10, -10, 100, -100, 1000, -1000),
            ends: [i64::MIN, 0, i64::MAX],
            most: u64::MAX,
            text: vec![
                String::new(),
                every_character,
                "😀\u{2028}</script>".to_owned(),
            ],
            unit: Unit,
            nothing: (),
            shapes: vec![
                Shape::Nothing,
                Shape::One(1),
                Shape::Two(2, -2),
                Shape::Named { first_field: true },
            ],
            map: [("\"".to_owned(), vec![1, 2]), ("b".to_owned(), vec![])].into(),
            inner: Inner {
                z: "z",
                a: Some('\n'),
            },
            left_out: None,
        };
        let expected = serde_json::to_string(&everything).unwrap();
        assert_eq!(to_json(&everything), expected);
        let in_ascii = to_ascii_json(&everything);
        assert!(in_ascii.is_ascii());
        let read: serde_json::Value = serde_json::from_str(&in_ascii).unwrap();
        assert_eq!(read, serde_json::to_value(&everything).unwrap());
        assert_eq!(to_json(&[] as &[u8; 0]), "[]");
        assert_eq!(to_json(&None::<u8>), "null");
    }

    #[test]
    fn in_ascii_all_else_is_escaped() {
        assert_eq!(
            to_ascii_json("a\n\u{7f}é“😀"),
            "\"a\\n\u{7f}\\u00e9\\u201c\\ud83d\\ude00\""
        );
        assert_eq!(to_ascii_json("plain"), "\"plain\"");
    }

    #[test]
    fn what_is_displayed_is_escaped() {
        struct Shown;
        impl Display for Shown {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a\nb\"{}", 1)
            }
        }
        impl Serialize for Shown {
            fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        assert_eq!(to_json(&Shown), r#""a\nb\"1""#);
    }

    #[test]
    fn what_cannot_be_written_is_empty() {
        assert_eq!(to_json(&1.5), "");
        assert_eq!(to_json(&BTreeMap::from([(1, 2)])), "");
    }
}
