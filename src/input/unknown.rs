//! Names what a part looks like in which nothing was found, so that its owner sees what was pasted by mistake.

/// What bytes begin with, and the end of the sentence "This is …".
const BINARY: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (
        b"PK\x03\x04",
        "a ZIP archive; unpack it and give the certificate in it",
    ),
    (
        b"\x1f\x8b",
        "a gzip archive; unpack it and give the certificate in it",
    ),
    (
        b"7z\xbc\xaf",
        "a 7-Zip archive; unpack it and give the certificate in it",
    ),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x16\x03", "recorded TLS traffic"),
    (b"SQLite format 3", "a database"),
    (b"ssh-", "an SSH public key, which is no certificate"),
    (b"ecdsa-sha2-", "an SSH public key, which is no certificate"),
];

/// The same for text, white space at its head left out, in lower case.
const TEXT: &[(&[u8], &str)] = &[
    (b"<!doctype html", "an HTML page"),
    (b"<html", "an HTML page"),
    (b"<?xml", "an XML document"),
    (
        b"<buffer",
        "Node's short form of bytes; give what toString(\"base64\") makes of them",
    ),
    (b"<", "a document with markup"),
    (
        b"{",
        "JSON, or something like it, with no certificate in it",
    ),
    (
        b"[{",
        "JSON, or something like it, with no certificate in it",
    ),
    (
        b"[\"",
        "JSON, or something like it, with no certificate in it",
    ),
    (
        b"http://",
        "an address; give the certificate itself, nothing is fetched here",
    ),
    (
        b"https://",
        "an address; give the certificate itself, nothing is fetched here",
    ),
    (
        b"apiversion:",
        "a Kubernetes manifest with no certificate in it; give what kubectl get secret NAME -o yaml prints",
    ),
    (b"name:  ", KUBECTL),
    (b"name  ", KUBECTL),
    (
        b"certificate:",
        "openssl's printed form of a certificate; give the certificate itself (openssl x509 without -noout)",
    ),
    (
        b"x509 certificate:",
        "certutil's printed form of a certificate; give the certificate itself",
    ),
    (
        b"certificate request:",
        "openssl's printed form of a request; give the request itself (openssl req without -noout)",
    ),
    (b"keystore type:", KEYTOOL),
    (b"alias name:", KEYTOOL),
    (b"owner: ", KEYTOOL),
];

/// `keytool -list -v` of a whole keystore, and of one entry, and `keytool -printcert`.
const KEYTOOL: &str = "keytool's printed form of a certificate; give the certificate itself (keytool -exportcert -rfc, keytool -printcert -rfc)";

/// The longest that a host's name or a digest is, more or less.
const WORD: usize = 255;

/// `kubectl describe`, and the table of `kubectl get`.
const KUBECTL: &str = "kubectl's form for reading, without certificates; give what kubectl get secret NAME -o yaml prints";

/// One sentence about a part in which nothing was found. `is_text`: it is, in `bytes`, text.
pub(super) fn describe(bytes: &[u8], is_text: bool) -> String {
    let text = bytes.trim_ascii_start();
    let head: Vec<u8> = text.iter().take(32).map(u8::to_ascii_lowercase).collect();
    let binary = BINARY.iter().find(|(magic, _)| bytes.starts_with(magic));
    let textual = TEXT
        .iter()
        .filter(|_| is_text)
        .find(|(start, _)| head.starts_with(start));
    match binary.or(textual) {
        Some((_, what)) => format!("Not understood: this is {what}."),
        None if bytes.is_empty() => "Nothing: it is empty.".into(),
        None if is_text && text.is_empty() => "Nothing: there are only spaces and line breaks.".into(),
        None if is_text && text.len() <= WORD && is_word(text) => {
            "Not understood: this is one word, such as a host's name, a file's or a fingerprint; give the certificate itself, \
             nothing is fetched or opened here."
                .into()
        }
        None if is_text => "Not understood: this is text without a certificate (neither PEM, nor base64, nor hexadecimal \
             of one)."
            .into(),
        None => "Not understood: these bytes are neither DER nor text.".into(),
    }
}

fn is_word(text: &[u8]) -> bool {
    !text.trim_ascii_end().iter().any(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_named() {
        let cases: &[(&[u8], bool, &str)] = &[
            (&b"a word ".repeat(100), true, "text without"),
            (&b"0123456789, ".repeat(100), true, "text without"),
            (b"", true, "empty"),
            (b" \n\t", true, "only spaces"),
            (b"%PDF-1.7\n\x80", false, "PDF"),
            (b"\x89PNG\r\n", false, "PNG"),
            (b"\n <!DOCTYPE html><p>", true, "HTML"),
            (b"PK\x03\x04\x14", false, "ZIP"),
            (b"{\"a\": 1}", true, "JSON"),
            (b"Certificate:\n    Data:\n", true, "openssl x509"),
            (
                b"apiVersion: cert-manager.io/v1\nkind: Certificate\n",
                true,
                "a Kubernetes manifest",
            ),
            (
                b"Name:         app-tls\nNamespace:    default\n",
                true,
                "-o yaml",
            ),
            (b"X509 Certificate:\nVersion: 3\n", true, "certutil"),
            (b"x509 certificates expire\n", true, "text without"),
            (b"Alias name: web\nCreation date:", true, "-exportcert"),
            (b"Alias: web\n", true, "text without"),
            (
                b"Keystore type: PKCS12\nKeystore provider: SUN\n\nYour keystore contains 1 entry\n",
                true,
                "-exportcert",
            ),
            (b"Keystore of type PKCS12\n", true, "text without"),
            (
                b"Certificate Request:\n    Data:\n        Version: 1 (0x0)\n",
                true,
                "openssl req",
            ),
            (b"Certificate Requests:\n", true, "text without"),
            (b"NAME      TYPE                DATA\n", true, "-o yaml"),
            (b"Name: Alice\n", true, "text without"),
            (b"names  of hosts\n", true, "text without"),
            (b"[section]\na=b", true, "text without"),
            (
                b"Owner: CN=app.example\nIssuer: CN=CA\n",
                true,
                "-printcert",
            ),
            (b"Owner CN=app.example\n", true, "text without"),
            (b"<Buffer 30 82 03 5e ... >", true, "Node's"),
            (b"<buf 30>", true, "markup"),
            (b"app.example\n", true, "one word"),
            (b"/etc/ssl/certs/server.crt", true, "one word"),
            (b"AB:CD:EF", true, "one word"),
            (&[b'a'; 255], true, "one word"),
            (&[b'a'; 256], true, "text without"),
            (b"hello there", true, "text without"),
            (b"\x00\x01", false, "neither DER nor text"),
        ];
        for (bytes, is_text, word) in cases {
            assert!(
                describe(bytes, *is_text).contains(word),
                "{bytes:?}: {}",
                describe(bytes, *is_text)
            );
        }
    }
}
