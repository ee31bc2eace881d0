//! What the key of YAML or JSON under which a certificate or a private key stands tells of it: that of a Secret, a ConfigMap or a
//! kubeconfig. The order of such keys means nothing: Kubernetes sorts them by the alphabet.

use super::State;
use super::shape::Shape;

/// A key that tells something.
#[derive(Debug, PartialEq)]
pub(super) struct Key {
    name: &'static str,
    /// Of a certificate under it.
    pub(super) state: State,
    /// The end of a sentence about it.
    pub(super) remark: Option<&'static str>,
    /// What Kubernetes cannot use under it, with the end of a sentence about that.
    misplaced: Option<(Shape, &'static str)>,
}

impl Key {
    /// Why Kubernetes cannot use what stands under it; the end of a sentence.
    pub(super) fn fault(&self, shape: Shape, encoding: &str) -> Option<&'static str> {
        match self.misplaced {
            Some((misplaced, problem)) if misplaced == shape => Some(problem),
            _ if shape == Shape::Certificate && encoding == "base64" => {
                Some("is base64 of DER, where Kubernetes takes PEM")
            }
            _ => None,
        }
    }
}

macro_rules! of_ca {
    ($name:literal) => {
        Key {
            name: $name,
            state: State::Beside,
            remark: Some(concat!(
                "it stands under ",
                $name,
                ", where clients look for the CA that they trust: no server sends it from there. An intermediate belongs behind \
                 the server's certificate too; a root is trusted here where it is given as your own"
            )),
            misplaced: None,
        }
    };
}

const fn of_secret(name: &'static str, misplaced: (Shape, &'static str)) -> Key {
    Key {
        name,
        state: State::Plain,
        remark: None,
        misplaced: Some(misplaced),
    }
}

const KEYS: [Key; 6] = [
    of_secret(
        "tls.crt",
        (
            Shape::PrivateKey,
            "is a private key, which Kubernetes has under tls.key",
        ),
    ),
    of_secret(
        "tls.key",
        (
            Shape::Certificate,
            "is a certificate, which Kubernetes has under tls.crt",
        ),
    ),
    of_ca!("ca.crt"),
    of_ca!("certificate-authority-data"),
    of_ca!("caBundle"),
    Key {
        name: "client-certificate-data",
        state: State::Plain,
        remark: Some(
            "it stands under client-certificate-data, so it is a client's, to be judged as one",
        ),
        misplaced: None,
    },
];

/// The key whose value begins at `at`; `Some(None)`: one that tells nothing, `None`: no key stands before it.
pub(super) fn before(text: &[u8], at: usize) -> Option<Option<&'static Key>> {
    /// Longer than the longest key, with what may stand between it and its value.
    const NEAR: usize = 96;
    let before = text.get(at.saturating_sub(NEAR)..at)?;
    let last = before.iter().rposition(u8::is_ascii_alphanumeric)?;
    let (key, between) = before.split_at_checked(last.saturating_add(1))?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let name = key.rsplit(|byte| !is_name(byte)).next();
    let known = || KEYS.iter().find(|key| Some(key.name.as_bytes()) == name);
    between.contains(&b':').then(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_before_their_values() {
        // (text before the value, whether a key stands there, and the one that tells something)
        let cases = [
            ("data:\n  ca.crt: ", true, Some("ca.crt")),
            ("{\"ca.crt\":\"", true, Some("ca.crt")),
            ("'ca.crt' : |-\n    ", true, Some("ca.crt")),
            ("ca.crt: >\n> ", true, Some("ca.crt")),
            (
                "    certificate-authority-data: ",
                true,
                Some("certificate-authority-data"),
            ),
            (
                "user:\n    client-certificate-data: ",
                true,
                Some("client-certificate-data"),
            ),
            ("  tls.crt: ", true, Some("tls.crt")),
            ("  tls.crt.bak: ", true, None),
            ("  my-ca.crt: ", true, None),
            ("  ca.crt.old: ", true, None),
            ("$ cat ca.crt\n", false, None),
            ("ca.crt: the CA's own\n", false, None),
            ("", false, None),
            (": ", false, None),
        ];
        for (text, is_key, name) in cases {
            let found = before(text.as_bytes(), text.len());
            assert_eq!(found.is_some(), is_key, "{text:?}");
            assert_eq!(found.flatten().map(|key| key.name), name, "{text:?}");
        }
    }
}
