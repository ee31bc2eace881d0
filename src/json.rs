//! Reads JSON (RFC 8259): the lines of data files, and requests. Writing it is `certlens-text`'s.
//!
//! Knows no fractions and no exponents: neither has any.

use std::iter::Peekable;
use std::str::CharIndices;

/// How many lists and objects may lie in each other.
const MAX_DEPTH: usize = 16;

/// A value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Flag(bool),
    Whole(i64),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

/// An object's fields, each of which can be taken once. What takes one says in a sentence's part what is wrong with it; null is
/// the same as absent to all but [`Object::take`].
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Object {
    fields: Vec<(String, Json)>,
}

impl Object {
    /// Reads a text that is one object.
    ///
    /// # Errors
    /// What does not fit and where, as part of a sentence.
    pub(crate) fn read(text: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(text).map_err(|_| "it is not UTF-8")?;
        let mut reader = Reader {
            rest: text.char_indices().peekable(),
            length: text.len(),
        };
        let value = reader.value(0);
        match value.and_then(|value| reader.end().map(|()| value)) {
            Ok(Json::Object(object)) => Ok(object),
            Ok(_) => Err("it is no JSON object".to_owned()),
            Err(problem) => {
                let at = reader.position();
                Err(format!("{problem} at byte {at} of {}", text.len()))
            }
        }
    }

    /// The field of this name, taken out; `None` where there is none.
    pub(crate) fn take(&mut self, name: &str) -> Result<Option<Json>, String> {
        let mut found = None;
        while let Some(index) = self.fields.iter().position(|(field, _)| field == name) {
            if found.is_some() {
                return Err(format!("`{name}` is there twice"));
            }
            found = Some(self.fields.swap_remove(index).1);
        }
        Ok(found)
    }

    /// A text that may be missing.
    pub(crate) fn optional_text(&mut self, name: &str) -> Result<Option<String>, String> {
        match self.take(name)? {
            None | Some(Json::Null) => Ok(None),
            Some(Json::Text(text)) => Ok(Some(text)),
            Some(_) => Err(format!("`{name}` is no text")),
        }
    }

    /// A text.
    pub(crate) fn text(&mut self, name: &str) -> Result<String, String> {
        self.optional_text(name)?.ok_or_else(|| missing(name))
    }

    /// A whole number that may be missing.
    pub(crate) fn optional_whole(&mut self, name: &str) -> Result<Option<i64>, String> {
        match self.take(name)? {
            None | Some(Json::Null) => Ok(None),
            Some(Json::Whole(number)) => Ok(Some(number)),
            Some(_) => Err(format!("`{name}` is no whole number")),
        }
    }

    /// A number of things, which may be missing.
    pub(crate) fn optional_count(&mut self, name: &str) -> Result<Option<usize>, String> {
        let number = self.optional_whole(name)?;
        let counted = number.map(|number| {
            usize::try_from(number).map_err(|_| format!("`{name}` counts nothing: {number}"))
        });
        counted.transpose()
    }

    /// A number of things.
    pub(crate) fn count(&mut self, name: &str) -> Result<usize, String> {
        self.optional_count(name)?.ok_or_else(|| missing(name))
    }

    /// True or false; false where it is missing.
    pub(crate) fn flag(&mut self, name: &str) -> Result<bool, String> {
        match self.take(name)? {
            None | Some(Json::Null) => Ok(false),
            Some(Json::Flag(flag)) => Ok(flag),
            Some(_) => Err(format!("`{name}` is neither true nor false")),
        }
    }

    /// A list of texts, which may be missing.
    pub(crate) fn optional_texts(&mut self, name: &str) -> Result<Option<Vec<String>>, String> {
        let Some(list) = self.list(name)? else {
            return Ok(None);
        };
        let mut texts = Vec::new();
        for value in list {
            let Json::Text(text) = value else {
                return Err(format!("`{name}` holds what is no text"));
            };
            texts.push(text);
        }
        Ok(Some(texts))
    }

    /// A list of objects, each as `read` reads it; empty where it is missing.
    pub(crate) fn objects<T>(
        &mut self,
        name: &str,
        read: fn(Object) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        let mut objects = Vec::new();
        for value in self.list(name)?.unwrap_or_default() {
            let Json::Object(object) = value else {
                return Err(format!("`{name}` holds what is no object"));
            };
            objects.push(read(object)?);
        }
        Ok(objects)
    }

    /// An object that may be missing.
    #[cfg_attr(not(all(feature = "js", target_arch = "wasm32")), allow(dead_code))] // only requests have one, and they are JSON only there
    pub(crate) fn optional_object(&mut self, name: &str) -> Result<Option<Object>, String> {
        match self.take(name)? {
            None | Some(Json::Null) => Ok(None),
            Some(Json::Object(object)) => Ok(Some(object)),
            Some(_) => Err(format!("`{name}` is no object")),
        }
    }

    /// That all was taken: where a field that nobody knows must not be passed over.
    pub(crate) fn finish(self) -> Result<(), String> {
        match self.fields.first() {
            None => Ok(()),
            Some((name, _)) => Err(format!("`{name}` is not known")),
        }
    }

    fn list(&mut self, name: &str) -> Result<Option<Vec<Json>>, String> {
        match self.take(name)? {
            None | Some(Json::Null) => Ok(None),
            Some(Json::List(list)) => Ok(Some(list)),
            Some(_) => Err(format!("`{name}` is no list")),
        }
    }
}

fn missing(name: &str) -> String {
    format!("`{name}` is missing")
}

/// What does not fit, as the beginning of "… at byte 5".
type Problem = &'static str;

struct Reader<'a> {
    rest: Peekable<CharIndices<'a>>,
    length: usize,
}

impl Reader<'_> {
    /// Of what comes next, in bytes.
    fn position(&mut self) -> usize {
        self.rest.peek().map_or(self.length, |(index, _)| *index)
    }

    /// The next character after white space (§2), which is left there.
    fn peek(&mut self) -> Option<char> {
        while self
            .rest
            .next_if(|(_, next)| matches!(next, ' ' | '\t' | '\n' | '\r'))
            .is_some()
        {}
        self.rest.peek().map(|(_, next)| *next)
    }

    /// Whether this character comes next after white space; then it is passed.
    fn passes(&mut self, character: char) -> bool {
        self.peek() == Some(character) && self.rest.next().is_some()
    }

    fn end(&mut self) -> Result<(), Problem> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err("there is more after the end"),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json, Problem> {
        if depth == MAX_DEPTH {
            return Err("lists and objects are nested too deep");
        }
        match self.peek() {
            Some('{') => self.object(depth).map(Json::Object),
            Some('[') => self.list(depth).map(Json::List),
            Some('"') => self.text().map(Json::Text),
            Some('-' | '0'..='9') => self.whole().map(Json::Whole),
            Some('n') => self.word("null", Json::Null),
            Some('t') => self.word("true", Json::Flag(true)),
            Some('f') => self.word("false", Json::Flag(false)),
            _ => Err("there is no value"),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Object, Problem> {
        let mut fields = Vec::new();
        self.rest.next();
        if !self.passes('}') {
            loop {
                if self.peek() != Some('"') {
                    return Err("there is no field's name");
                }
                let name = self.text()?;
                if !self.passes(':') {
                    return Err("there is no colon");
                }
                fields.push((name, self.value(depth + 1)?));
                if self.passes('}') {
                    break;
                }
                if !self.passes(',') {
                    return Err("there is neither comma nor brace");
                }
            }
        }
        Ok(Object { fields })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Json>, Problem> {
        let mut list = Vec::new();
        self.rest.next();
        if !self.passes(']') {
            loop {
                list.push(self.value(depth + 1)?);
                if self.passes(']') {
                    break;
                }
                if !self.passes(',') {
                    return Err("there is neither comma nor bracket");
                }
            }
        }
        Ok(list)
    }

    /// §7.
    fn text(&mut self) -> Result<String, Problem> {
        let mut text = String::new();
        self.rest.next();
        loop {
            text.push(match self.character()? {
                '"' => return Ok(text),
                '\\' => match self.character()? {
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => self.code_point()?,
                    same @ ('"' | '\\' | '/') => same,
                    _ => return Err("there is no such escape"),
                },
                '\0'..='\u{1f}' => return Err("a control character is not escaped"),
                same => same,
            });
        }
    }

    fn character(&mut self) -> Result<char, Problem> {
        let next = self.rest.next().ok_or("a text has no end")?;
        Ok(next.1)
    }

    /// What stands after `\u`: four digits, or twelve characters for a surrogate pair.
    fn code_point(&mut self) -> Result<char, Problem> {
        const HALF: Problem = "there is a half of a surrogate pair";
        let first = self.unit()?;
        let code = match first {
            0xd800..=0xdbff => {
                if self.character()? != '\\' || self.character()? != 'u' {
                    return Err(HALF);
                }
                let second = self.unit()?;
                if !(0xdc00..=0xdfff).contains(&second) {
                    return Err(HALF);
                }
                0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)
            }
            _ => first,
        };
        char::from_u32(code).ok_or(HALF)
    }

    fn unit(&mut self) -> Result<u32, Problem> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.character()?.to_digit(16);
            unit = unit << 4 | digit.ok_or("there is no hexadecimal digit")?;
        }
        Ok(unit)
    }

    /// §6, without fraction and exponent.
    fn whole(&mut self) -> Result<i64, Problem> {
        let mut digits = String::new();
        while let Some((_, next)) = self
            .rest
            .next_if(|(_, next)| matches!(next, '-' | '+' | '.' | 'e' | 'E' | '0'..='9'))
        {
            digits.push(next);
        }
        let positive = digits.strip_prefix('-').unwrap_or(&digits);
        if positive.starts_with('0') && positive != "0" || positive.starts_with(['+', '-']) {
            return Err("there is a number of another form");
        }
        digits
            .parse()
            .map_err(|_| "there is no whole number of 64 bits")
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, Problem> {
        for expected in word.chars() {
            if self.rest.next_if(|(_, next)| *next == expected).is_none() {
                return Err("there is no value");
            }
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_serde_json_reads() {
        let texts = [
            r#"{}"#,
            r#" { "a" : [ 1 , -20, 0 ] , "b" : { "c" : null } , "d":true,"e":false } "#,
            r#"{"a":"","b":"\"\\\/\b\f\n\r\t\u00e9\uD83D\ude00é😀\u2028","":[]}"#,
            "{\"a\":[[],[[]],{}],\r\n\t\"b\":9223372036854775807,\"c\":-9223372036854775808}",
            // And not:
            "",
            "[]x",
            "{",
            "}",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":1,}"#,
            r#"{"a":1 "b":2}"#,
            r#"{a:1}"#,
            r#"{"a":[1,]}"#,
            r#"{"a":[1 2]}"#,
            r#"{"a":01}"#,
            r#"{"a":-}"#,
            r#"{"a":--1}"#,
            r#"{"a":+1}"#,
            r#"{"a":1-1}"#,
            r#"{"a":"x}"#,
            r#"{"a":"\x"}"#,
            r#"{"a":"\u12"}"#,
            r#"{"a":"\u12g4"}"#,
            r#"{"a":"\ud83d"}"#,
            r#"{"a":"\ude00"}"#,
            r#"{"a":"\ud83d\ud83d"}"#,
            r#"{"a":"\ud83dx"}"#,
            "{\"a\":\"\n\"}",
            "{\"a\":\u{a0}1}",
            r#"{"a":nul}"#,
            r#"{"a":truee}"#,
            r#"{} {}"#,
        ];
        let mut read = 0;
        for text in texts {
            let expected: Option<serde_json::Value> = serde_json::from_str(text).ok();
            let found = Object::read(text.as_bytes()).map(|object| value(&Json::Object(object)));
            assert_eq!(found.as_ref().ok(), expected.as_ref(), "{text} {found:?}");
            read += usize::from(expected.is_some());
        }
        assert_eq!(read, 4);
    }

    fn value(json: &Json) -> serde_json::Value {
        match json {
            Json::Null => serde_json::Value::Null,
            Json::Flag(flag) => (*flag).into(),
            Json::Whole(number) => (*number).into(),
            Json::Text(text) => text.as_str().into(),
            Json::List(list) => list.iter().map(value).collect(),
            Json::Object(object) => object
                .fields
                .iter()
                .map(|(name, field)| (name.clone(), value(field)))
                .collect(),
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let problem = |text: &str| Object::read(text.as_bytes()).unwrap_err();
        assert_eq!(problem("[1]"), "it is no JSON object");
        assert_eq!(
            problem(r#"{"a":1.5}"#),
            "there is no whole number of 64 bits at byte 8 of 9"
        );
        assert_eq!(
            problem(r#"{"a":1e3}"#),
            "there is no whole number of 64 bits at byte 8 of 9"
        );
        assert_eq!(
            problem(r#"{"a":9223372036854775808}"#),
            "there is no whole number of 64 bits at byte 24 of 25"
        );
        assert_eq!(problem("{\"a\":\"é"), "a text has no end at byte 8 of 8");
        assert_eq!(
            Object::read(b"{\"\xff\":1}").unwrap_err(),
            "it is not UTF-8"
        );
        let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert!(Object::read(nested(MAX_DEPTH - 1).as_bytes()).is_ok());
        assert!(problem(&nested(MAX_DEPTH)).starts_with("lists and objects are nested too deep"));
        assert!(Object::read(nested(1_000_000).as_bytes()).is_err());
    }

    #[test]
    fn fields_are_taken_once_and_by_their_type() {
        let text = r#"{"t":"x","n":3,"m":-1,"f":true,"l":["a"],"o":[{}],"p":{"q":null},"z":null,"two":1,"two":2}"#;
        let mut object = Object::read(text.as_bytes()).unwrap();
        assert_eq!(object.text("t"), Ok("x".to_owned()));
        assert_eq!(object.text("t"), Err("`t` is missing".to_owned()));
        assert_eq!(object.count("n"), Ok(3));
        assert_eq!(object.count("m"), Err("`m` counts nothing: -1".to_owned()));
        assert_eq!(object.flag("f"), Ok(true));
        assert_eq!(object.flag("f"), Ok(false));
        assert_eq!(object.optional_texts("l"), Ok(Some(vec!["a".to_owned()])));
        assert_eq!(object.objects("o", Object::finish), Ok(vec![()]));
        let mut inner = object.optional_object("p").unwrap().unwrap();
        assert_eq!(inner.optional_text("q"), Ok(None));
        assert_eq!(inner.finish(), Ok(()));
        assert_eq!(object.take("two"), Err("`two` is there twice".to_owned()));
        assert_eq!(object.finish(), Err("`z` is not known".to_owned()));

        let wrong = |name: &str| {
            let mut object = Object::read(br#"{"t":[1],"n":"3","f":0,"l":{},"o":7}"#).unwrap();
            match name {
                "t" => object.text(name).map(drop),
                "n" => object.count(name).map(drop),
                "f" => object.flag(name).map(drop),
                "l" => object.optional_texts(name).map(drop),
                _ => object.optional_object(name).map(drop),
            }
        };
        for name in ["t", "n", "f", "l", "o"] {
            assert!(wrong(name).is_err(), "{name}");
        }
    }
}
