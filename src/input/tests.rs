//! The whole layer: what people paste, and what comes out.

use super::*;
use samples::{base64, pem};

fn text(text: &str) -> Vec<Item> {
    read(&[Part::Text(text.to_owned())])
}

fn bytes(bytes: &[u8]) -> Vec<Item> {
    read(&[Part::Bytes(bytes.to_vec())])
}

fn kinds(items: &[Item]) -> Vec<Kind> {
    items.iter().map(|item| item.kind).collect()
}

/// The only item is the sample certificate; its note has `remark` in it.
#[track_caller]
fn assert_certificate(items: &[Item], remark: &str) {
    let [item] = items else {
        panic!("{items:?}");
    };
    assert_eq!(item.kind, Kind::Certificate, "{}", item.note);
    assert_eq!(item.der, samples::certificate(), "{}", item.note);
    assert!(item.note.contains(remark), "{}", item.note);
}

#[test]
fn pem_is_found_however_it_was_mangled() {
    let der = samples::certificate();
    let plain = pem("CERTIFICATE", &der);
    let body = base64(&der, 64);
    let lines = |prefix: &str, suffix: &str| -> String {
        plain
            .lines()
            .map(|line| format!("{prefix}{line}{suffix}\n"))
            .collect()
    };
    let begin = "-----BEGIN CERTIFICATE-----";
    let end = "-----END CERTIFICATE-----";
    let unpadded = body
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_");
    let refused = "A certificate, PEM; OpenSSL would not read it so: line 1 is not exactly -----BEGIN CERTIFICATE-----.";
    let cases: &[(String, &str)] = &[
        (plain.clone(), "A certificate, PEM."),
        (
            format!("junk --- é\n 0 s:CN = x\n{plain}more: junk\n"),
            "A certificate, PEM.",
        ),
        (lines("    ", ""), "A certificate, PEM."),
        (lines("> > ", " "), "A certificate, PEM."),
        (lines("", "\r"), "A certificate, PEM."),
        (
            plain.replace('\n', "\r"),
            "OpenSSL would not read it so: line 1 ends in a carriage return (CR) alone.",
        ),
        (plain.replace('\n', "\\n"), "A certificate, PEM."),
        (
            format!("{{\"cert\": \"{}\"}}", plain.replace('\n', "\\r\\n")),
            "A certificate, PEM.",
        ),
        (
            plain
                .replace('\n', "\\\\n")
                .replace('/', "\\/")
                .replace('+', "\\u002B"),
            "A certificate, PEM.",
        ),
        (plain.replace('\n', " "), refused),
        (plain.replace('\n', ""), refused),
        (
            plain
                .replace(' ', "%20")
                .replace('\n', "%0A")
                .replace('+', "%2B"),
            "A certificate, PEM.",
        ),
        (plain.replace(' ', "\u{a0}"), refused),
        (
            format!("\u{feff}{}", plain.replace('M', "M\u{200b}")),
            "OpenSSL would not read it so: line 2 has a character that is not base64.",
        ),
        (lines("  \"", "\\n\" +"), "A certificate, PEM."),
        (lines("  '", "' ."), "A certificate, PEM."),
        (plain.replace("-----", "----"), refused),
        (plain.replace("-----", "—–-"), refused),
        (plain.replace("-----", "-"), refused),
        (plain.replace("-----", ""), refused),
        (plain.replace("-----", "- - - - -"), refused),
        (
            format!("-----BEGIN CERTIFICATE\n{body}\n-----END CERTIFICATE\n"),
            refused,
        ),
        (
            format!("-----BEGIN CERTIFICATE {body} END CERTIFICATE-----"),
            refused,
        ),
        (
            plain.replace("BEGIN CERTIFICATE", "begin  Certificate"),
            refused,
        ),
        (
            format!("{begin}\nsubject: CN=x\n continued\n\n{body}\n{end}"),
            "A certificate, PEM.",
        ),
        (
            format!("{begin}\n{unpadded}\n{end}"),
            "A certificate, PEM; OpenSSL would not read it so: line ",
        ),
        (
            format!("{begin}\n{body}\n{end}").replace("CERTIFICATE", "X509 CERTIFICATE"),
            "A certificate, PEM.",
        ),
        (
            format!("{begin}\n{body}\n"),
            "END line was missing, it was read up to line 10",
        ),
        (
            format!("{begin}\n{body}\nand then some words\n"),
            "END line was missing, it was read up to line 10",
        ),
        (
            format!("{begin}\n{body}\n-----EN"),
            "END line was missing, it was read up to line 10",
        ),
        (
            format!("a few words\n{body}\n{end}"),
            "BEGIN line was missing, it was read from line 2",
        ),
        (
            format!("{begin}\n{body}\n-----END X509 CRL-----"),
            "its END line says \"X509 CRL\"",
        ),
        (
            format!("{begin}\n{body}*\n{end}"),
            "line 10 has a character that is not base64 ('*')",
        ),
        (format!("{begin}\n{body}<b>\n{end}"), "(U+003C)"),
        (format!("{begin}\n{body}é\n{end}"), "not even ASCII"),
        (
            format!("{begin}\n{body}=\nAAAA\n{end}"),
            "line 11 has base64 after its end",
        ),
        (pem("PKCS7", &der), "although it is labelled \"PKCS7\""),
        (
            pem("FOO\u{202e}<b>", &der),
            "although it is labelled \"FOO?B?\"",
        ),
    ];
    for (source, remark) in cases {
        assert_certificate(&text(source), remark);
        let units =
            |to: fn(u16) -> [u8; 2]| source.encode_utf16().flat_map(to).collect::<Vec<u8>>();
        assert_certificate(&bytes(source.as_bytes()), remark);
        // Of a file in UTF-16 something else is said first.
        let remark = remark
            .split_once("OpenSSL")
            .map_or(*remark, |(before, _)| before);
        let remark = remark.trim_end_matches(['.', ' ', ';']);
        assert_certificate(
            &bytes(&[vec![0xff, 0xfe], units(u16::to_le_bytes)].concat()),
            remark,
        );
        assert_certificate(
            &bytes(&[vec![0xfe, 0xff], units(u16::to_be_bytes)].concat()),
            remark,
        );
    }
}

#[test]
fn bare_encodings_are_found() {
    let der = samples::certificate();
    let plain = pem("CERTIFICATE", &der);
    let line = base64(&der, usize::MAX);
    let url = line
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_");
    let hex = |separator: &str| -> String {
        let digits: Vec<String> = der.iter().map(|byte| format!("{byte:02X}")).collect();
        digits.join(separator)
    };
    let layers =
        |count: usize| (0..count).fold(plain.clone(), |inner, _| base64(inner.as_bytes(), 76));
    let cases: &[(String, &str)] = &[
        (line.clone(), "A certificate, base64."),
        (base64(&der, 64), "A certificate, base64."),
        (base64(&der, 7), "A certificate, base64."),
        (url.clone(), "A certificate, base64."),
        (
            format!("{{\"x5c\": [\"{line}\"]}}"),
            "A certificate, base64.",
        ),
        (
            format!("kind: Secret\ndata:\n  tls.crt: {line}\n  other: x\n"),
            "A certificate, base64.",
        ),
        (
            format!(
                "name: x\ncert: |\n    {}\n",
                base64(&der, 64).replace('\n', "\n    ")
            ),
            "A certificate, base64.",
        ),
        (
            format!("{}\n{}\nthe end", "a1".repeat(32), base64(&der, 64)),
            "A certificate, base64.",
        ),
        (
            format!("  tls.crt: {}\n", base64(plain.as_bytes(), usize::MAX)),
            "A certificate, PEM inside base64.",
        ),
        (layers(1), "PEM inside base64."),
        (layers(2), "PEM inside 2 layers of base64."),
        (layers(3), "PEM inside 3 layers of base64."),
        (hex(""), "A certificate, hexadecimal."),
        (hex(":"), "A certificate, hexadecimal."),
        (hex(" "), "A certificate, hexadecimal."),
        (
            hex(", 0x").replacen("30", "0x30", 1),
            "A certificate, hexadecimal.",
        ),
    ];
    for (source, note) in cases {
        assert_certificate(&text(source), note);
    }
    assert_eq!(
        kinds(&text(&layers(4))),
        [Kind::Unknown],
        "one layer too many"
    );
    let pair = text(&format!("[\"{line}\",\"{line}\"]"));
    assert_eq!(kinds(&pair), [Kind::Certificate; 2]);
}

#[test]
fn each_thing_says_where_it_is() {
    let der = samples::certificate();
    let block = pem("CERTIFICATE", &der);
    let source = format!("\u{feff}é\r\n{}--\n{block}", block.replace('\n', "\\n"));
    let first = source.find("-----").unwrap();
    let second = source.rfind("-----BEGIN").unwrap();
    let items = text(&source);
    let places: Vec<_> = items
        .iter()
        .map(|item| (item.position.offset, item.position.line))
        .collect();
    assert_eq!(places, [(first, Some(2)), (second, Some(3))]);
    assert_eq!(items[1].position.length, block.len() - 1);

    let secret = format!(
        "a:\n  b: {}\n",
        base64(block.repeat(2).as_bytes(), usize::MAX)
    );
    let position = Position {
        part: 1,
        offset: 8,
        length: secret.len() - 9,
        line: Some(2),
    };
    let items = read(&[Part::Text("nothing".into()), Part::Text(secret)]);
    assert_eq!(
        kinds(&items),
        [Kind::Unknown, Kind::Certificate, Kind::Certificate]
    );
    assert_eq!(
        (&items[1].position, &items[2].position),
        (&position, &position)
    );

    let items = bytes(&[&der[..], &der[..]].concat());
    let places: Vec<_> = items
        .iter()
        .map(|item| {
            (
                item.position.offset,
                item.position.length,
                item.position.line,
            )
        })
        .collect();
    assert_eq!(places, [(0, der.len(), None), (der.len(), der.len(), None)]);
}

#[test]
fn things_are_what_their_bytes_are() {
    let pkcs7 = samples::pkcs7();
    let inner = [Kind::Pkcs7, Kind::Certificate, Kind::Certificate, Kind::Crl];
    let trusted = [samples::certificate(), vec![0x30, 0x02, 0x0c, 0x00]].concat();
    let sct_list = [&[0, 49, 0, 47, 0][..], &[1; 46]].concat();
    let ber = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\0\0\0\0";
    let keystore = [&[0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2][..], &[0; 56]].concat();
    let cases: &[(Vec<Item>, &[Kind], &str)] = &[
        (
            text(&pem("CERTIFICATE REQUEST", &samples::request())),
            &[Kind::CertificateRequest],
            "request",
        ),
        (
            text(&pem("CERTIFICATE", &samples::request())),
            &[Kind::CertificateRequest],
            "although it is labelled",
        ),
        (
            text(&pem("X509 CRL", &samples::crl())),
            &[Kind::Crl],
            "revocation list",
        ),
        (
            text(&pem("PKCS7", &pkcs7)),
            &inner,
            "with 2 certificates and 1 CRL, PEM.",
        ),
        (bytes(&pkcs7), &inner, "with 2 certificates and 1 CRL, DER."),
        (text(&base64(&pkcs7, 64)), &inner, "base64."),
        (
            bytes(ber),
            &[Kind::Unknown],
            "not read (convert it with openssl pkcs7 -inform DER -in FILE -print_certs), DER.",
        ),
        (
            text(&pem("PKCS7", ber)),
            &[Kind::Unknown],
            "openssl pkcs7 -in FILE -print_certs), PEM.",
        ),
        (
            text(&base64(&keystore, 64)),
            &[Kind::Unknown],
            "keytool -list -rfc -keystore FILE), base64; decode it first, with base64 -d.",
        ),
        (
            bytes(&keystore),
            &[Kind::Unknown],
            "keytool -list -rfc -keystore FILE), binary.",
        ),
        (bytes(&samples::crl()), &[Kind::Crl], "DER."),
        (
            bytes(&sct_list),
            &[Kind::SignedCertificateTimestamps],
            "(SCTs), binary.",
        ),
        (
            text(&pem("PUBLIC KEY", &samples::key("p256-public"))),
            &[Kind::PublicKey],
            "A public key, PEM.",
        ),
        (
            text(&pem("RSA PUBLIC KEY", &samples::key("rsa-public-pkcs1"))),
            &[Kind::PublicKey],
            "(RSA)",
        ),
        (
            text(&pem("TRUSTED CERTIFICATE", &trusted)),
            &[Kind::Certificate],
            "trust settings",
        ),
        (
            text(&pem("EC PARAMETERS", &[6, 1, 42])),
            &[Kind::Unknown],
            "\"EC PARAMETERS\"",
        ),
        (
            text("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"),
            &[Kind::Certificate],
            "nothing in it",
        ),
        (
            text("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"),
            &[Kind::Certificate],
            "cut off: only 3 bytes",
        ),
        (
            text("-----BEGIN CERTIFICATE-----\nMIIB AAAA\n-----END CERTIFICATE-----"),
            &[Kind::Certificate],
            "where each + was lost",
        ),
        (
            text("-----BEGIN CERTIFICATE-----\n"),
            &[Kind::Certificate],
            "END line was missing",
        ),
        (
            text("-----BEGIN CERTIFICATE-----\n(see attachment)\n-----END CERTIFICATE-----"),
            &[Kind::Certificate],
            "'('",
        ),
        (
            text(&pem("CERTIFICATE", &[2, 1, 5])),
            &[Kind::Certificate],
            "PEM.",
        ),
        (bytes(b"%PDF-1.4"), &[Kind::Unknown], "PDF"),
        (
            bytes(&[0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2]),
            &[Kind::Unknown],
            "Java keystore",
        ),
        (text(""), &[Kind::Unknown], "empty"),
        (bytes(b""), &[Kind::Unknown], "empty"),
        (
            text("to begin certificate renewal - see the manual"),
            &[Kind::Unknown],
            "text without",
        ),
        (
            text("-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----"),
            &[Kind::Unknown],
            "PGP MESSAGE",
        ),
    ];
    for (items, expected, note) in cases {
        assert_eq!(kinds(items), *expected, "{items:?}");
        assert!(items[0].note.contains(note), "{}", items[0].note);
    }
    let trusted = text(&pem("TRUSTED CERTIFICATE", &trusted));
    assert_certificate(&trusted, "left out");
    let rsa = text(&pem("RSA PUBLIC KEY", &samples::key("rsa-public-pkcs1")));
    assert_eq!(rsa[0].der, samples::key("rsa-public"));
    let members = bytes(&pkcs7);
    let place = &members[2].position;
    assert_eq!(pkcs7[place.offset..][..place.length], members[2].der);
}

#[test]
fn what_follows_in_the_same_block_is_read_too() {
    let der = samples::certificate();
    let size = der.len();
    let joined = |first: &[u8], second: &[u8]| {
        let lines = [base64(first, 64), base64(second, 64)].join("\n");
        text(&format!(
            "x\n-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"
        ))
    };
    // With and without padding between them.
    for length in [size, size + 1, size + 2] {
        let mut first = der.clone();
        let value = u16::try_from(length - 4).unwrap().to_be_bytes();
        first.resize(length, 0);
        first[2..4].copy_from_slice(&value);
        let items = joined(&first, &der);
        assert_eq!(kinds(&items), [Kind::Certificate; 2], "{items:?}");
        assert_eq!((&items[0].der, &items[1].der), (&first, &der));
        let line = items[1].position.line.unwrap();
        let remark = format!("another follows in its block, line {line};");
        assert!(items[0].note.contains(&remark), "{}", items[0].note);
        assert!(items[0].note.contains("OpenSSL would not read it so: line"));
        assert!(
            items[1].note.contains("in the block of line 2,"),
            "{}",
            items[1].note
        );
    }
    // Nothing that begins like DER, and no element that ends at a line's end.
    for second in [&[2, 1, 5][..], b"zzz"] {
        let items = joined(&der, second);
        assert_eq!(kinds(&items), [Kind::Certificate], "{items:?}");
    }
    let together = [&der[..], &der].concat();
    assert_eq!(
        kinds(&text(&pem("CERTIFICATE", &together))),
        [Kind::Certificate]
    );
}

#[test]
fn what_stands_around_lines_or_in_place_of_characters_is_understood() {
    let der = samples::certificate();
    let plain = pem("CERTIFICATE", &der);
    let numbered: String = (8..)
        .zip(plain.lines())
        .map(|(number, line)| format!("{number:6}\t\x1b[32m{line}\x1b[m\n"))
        .collect();
    let margin = "A certificate, PEM; what stands around each of its lines was left out.";
    let as_is = "A certificate, PEM.";
    for (source, note) in [
        (numbered, margin),
        (plain.replace('\n', "<br>"), as_is),
        (plain.replace('\n', "&#13;\n"), as_is),
        (
            plain.replace('+', "&#43;").replace('/', "&amp;#x2F;"),
            as_is,
        ),
        (plain.replace('\n', "\\x0A"), as_is),
    ] {
        assert_certificate(&text(&source), note);
    }
    let element = format!(
        "<X509Certificate>{}</X509Certificate>",
        base64(&der, 76).replace('\n', "&#13;\n")
    );
    assert_certificate(&text(&element), "A certificate, base64.");
    let digits: Vec<String> = der.iter().map(|byte| format!("0x{byte:02x}")).collect();
    let declared = format!("const unsigned char c[] = {{ {} }};", digits.join(", "));
    assert_certificate(&text(&declared), "A certificate, hexadecimal.");
}

#[test]
fn a_certificate_with_bytes_after_it_keeps_them() {
    let long = [samples::certificate(), vec![0, 0]].concat();
    for items in [bytes(&long), text(&pem("CERTIFICATE", &long))] {
        assert_eq!(kinds(&items), [Kind::Certificate]);
        assert_eq!(items[0].der, long);
        assert!(
            items[0].note.contains("2 bytes that do not belong to it"),
            "{}",
            items[0].note
        );
    }
}

#[test]
fn private_keys_never_come_out() {
    let legacy = pem("RSA PRIVATE KEY", &[0x55; 64]).replace(
        "KEY-----\nVV",
        "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0011\n\nVV",
    );
    let public = samples::key("p256-public");
    let rsa = samples::key("rsa-public");
    // (found, public key, in the note)
    let cases: &[(Vec<Item>, &[u8], &str)] = &[
        (
            text(&pem("EC PRIVATE KEY", &samples::key("p256-sec1"))),
            &public,
            "A private key (EC), PEM. Only its public half was kept, to be compared with certificates and requests; never paste",
        ),
        (
            text(&pem("PRIVATE KEY", &samples::key("p256-pkcs8"))),
            &public,
            "(EC)",
        ),
        (
            text(&pem("CERTIFICATE", &samples::key("p256-pkcs8"))),
            &public,
            "although it is labelled",
        ),
        (
            text(&pem("RSA PRIVATE KEY", &samples::key("rsa-pkcs1"))),
            &rsa,
            "(RSA)",
        ),
        (bytes(&samples::key("rsa-pkcs8")), &rsa, "(RSA), DER."),
        (
            text(&base64(&samples::key("rsa-pkcs8"), 64)),
            &rsa,
            "base64.",
        ),
        (text(&legacy), &[], "encrypted"),
        (
            text(&pem("ENCRYPTED PRIVATE KEY", &samples::key("encrypted"))),
            &[],
            "encrypted",
        ),
        (bytes(&samples::key("encrypted")), &[], "encrypted"),
        (
            text(&pem("OPENSSH PRIVATE KEY", b"openssh-key-v1\0")),
            &[],
            "OpenSSH",
        ),
        (
            text(&pem("PRIVATE KEY", &samples::key("rsa-pkcs8")[4..])),
            &[],
            "could not be read",
        ),
    ];
    for (items, public, note) in cases {
        assert_eq!(kinds(items), [Kind::PrivateKey], "{items:?}");
        assert_eq!(items[0].der, *public, "{}", items[0].note);
        assert!(items[0].note.contains(note), "{}", items[0].note);
        assert!(items[0].note.contains("never paste"), "{}", items[0].note);
    }
}

/// Neither cut short nor in any wrapping does a piece of the secret come out.
#[test]
fn no_part_of_a_secret_comes_out() {
    let key = samples::key("p256-pkcs8");
    let secret = &key[36..68];
    let is_leaked = |items: &[Item]| {
        items.iter().any(|item| {
            item.der
                .windows(8)
                .any(|window| secret.windows(8).any(|part| part == window))
        })
    };
    let block = pem("PRIVATE KEY", &key);
    let line = base64(&key, usize::MAX);
    assert!(
        is_leaked(&bytes(
            &[&[0x30, 0x81, 0x22, 0x05, 0x00][..], secret].concat()
        )),
        "the test sees leaks"
    );
    for length in 0..=block.len() {
        assert!(!is_leaked(&text(&block[..length])), "cut at {length}");
        assert!(
            !is_leaked(&text(&block[block.len() - length..])),
            "head cut, {length} left"
        );
    }
    for length in 0..=line.len() {
        assert!(!is_leaked(&text(&line[..length])), "cut at {length}");
    }
    for length in 0..=key.len() {
        assert!(!is_leaked(&bytes(&key[..length])), "cut at {length}");
    }
}

#[test]
fn each_prefix_of_a_certificate_is_one() {
    let der = samples::certificate();
    for length in 1..der.len() {
        let items = bytes(&der[..length]);
        assert_eq!(kinds(&items), [Kind::Certificate], "{length}");
        assert_eq!(items[0].der, der[..length]);
    }
    let block = pem("CERTIFICATE", &der);
    for length in "-----BEGIN CERTIFICATE".len()..block.len() {
        let items = text(&block[..length]);
        assert_eq!(kinds(&items), [Kind::Certificate], "{length}");
        assert!(der.starts_with(&items[0].der), "{length}");
    }
    let line = base64(&der, usize::MAX);
    for length in 20..line.len() {
        assert_eq!(
            kinds(&text(&line[..length])),
            [Kind::Certificate],
            "{length}"
        );
    }
}

#[test]
fn each_flipped_byte_leaves_something_to_report() {
    let der = samples::certificate();
    let block = pem("CERTIFICATE", &der);
    for index in 0..der.len() {
        for mask in [0x01, 0x80, 0xff] {
            let mut flipped = der.clone();
            flipped[index] ^= mask;
            assert!(!bytes(&flipped).is_empty());
            assert_eq!(
                kinds(&text(&pem("CERTIFICATE", &flipped))).len(),
                1,
                "{index}"
            );
        }
    }
    for index in 0..block.len() {
        for mask in [0x01, 0x20, 0x80, 0xff] {
            let mut flipped = block.clone().into_bytes();
            flipped[index] ^= mask;
            assert!(!bytes(&flipped).is_empty());
        }
    }
}

#[test]
fn more_than_the_limits_is_said() {
    let empty = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
    let items = text(&empty.repeat(MAX_ITEMS));
    assert_eq!(
        (items.len(), items[MAX_ITEMS - 1].kind),
        (MAX_ITEMS, Kind::Certificate)
    );
    let items = text(&empty.repeat(MAX_ITEMS + 5));
    assert_eq!(
        (items.len(), items[MAX_ITEMS].kind),
        (MAX_ITEMS + 1, Kind::Unknown)
    );
    assert_eq!(items[MAX_ITEMS].position.offset, empty.len() * MAX_ITEMS);
    let key = pem("EC PRIVATE KEY", &samples::key("p256-sec1"));
    let compared = text(&key.repeat(MAX_DERIVED_KEYS + 1));
    assert_eq!(
        compared.iter().filter(|item| !item.der.is_empty()).count(),
        MAX_DERIVED_KEYS
    );
    let is_told = |item: &&Item| {
        item.note
            .contains("Only 16 keys are compared, and it was not")
    };
    assert_eq!(compared.iter().filter(is_told).count(), 1);
}

#[test]
fn noise_of_all_kinds_is_answered() {
    let size = 1 << 16;
    let letters = |seed| {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let noise = samples::noise(seed, size);
        noise
            .iter()
            .map(|byte| alphabet[usize::from(byte % 64)])
            .collect::<Vec<u8>>()
    };
    let all = noises(size)
        .into_iter()
        .chain((0..20).map(|seed| samples::noise(seed, 500 + size / 20)));
    for noise in all.chain((0..5).map(letters)) {
        let items = bytes(&noise);
        assert!(!items.is_empty() && items.len() <= MAX_ITEMS + 1);
        read(&[Part::Text(String::from_utf8_lossy(&noise).into_owned())]);
    }
}

/// Repetitions that tempt a reader into more than linear work.
fn noises(size: usize) -> Vec<Vec<u8>> {
    let mut nested = pem("CERTIFICATE", &samples::certificate())
        .repeat(size / 2000)
        .into_bytes();
    for _ in 0..4 {
        nested = base64(&nested, 76).into_bytes();
    }
    let repeated = [
        "0",
        "M",
        "MI",
        "30",
        "-----BEGIN ",
        "-----BEGIN CERTIFICATE-----",
        "-----END CERTIFICATE-----\n",
        "-",
        "- ",
        "END ",
        "BEGIN CERTIFICATE\n",
        "\\",
        "\\u",
        "%",
        "\r",
        "\n",
        "MIIF MIIF\n",
        "> ",
        "\"+",
        "é",
        "\u{feff}a",
        "MIIFxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
        "a:\n",
        "-----BEGIN CERTIFICATE-----\na:\n",
        "\0",
        "0\0",
        "-----BEGIN CERTIFICATE-----MIIFAAAA",
        "MIAAMIAAMIAAMIAAMIAAMIAAMIAAMIAAMIAAMIAAMIAAMIAA=",
        "b ",
        " BEGIN",
    ];
    let repeated = repeated
        .iter()
        .map(|piece| piece.repeat(size / piece.len()).into_bytes());
    let binary = [
        &[0x30_u8, 0x00][..],
        &[0x30, 0x80],
        &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
        &[0x30],
    ];
    let binary = binary.iter().map(|piece| piece.repeat(size / piece.len()));
    repeated.chain(binary).chain([nested]).collect()
}

/// Base64 that needs no padding ends where the next line's key begins, whatever its length.
#[test]
fn the_next_line_s_key_is_not_part_of_a_value() {
    let der = samples::certificate();
    let plain = pem("CERTIFICATE", &der);
    for padding in 0..3 {
        let text_of = format!("{}{plain}", "\n".repeat(padding));
        for next in ["tls.key: x", "kind: Secret", "type = x", "done"] {
            for (value, note) in [
                (base64(text_of.as_bytes(), usize::MAX), "PEM inside base64"),
                (base64(&der, usize::MAX), "base64"),
            ] {
                let items = text(&format!("data:\n  tls.crt: {value}\n  {next}\n"));
                assert_certificate(&items, note);
            }
        }
    }
}

/// Whole documents as the programs write them; the key in a kubeconfig and in a Secret is recognised, and no more.
#[test]
fn documents_are_read_whole() {
    let der = samples::certificate();
    let plain = pem("CERTIFICATE", &der);
    let key = pem("EC PRIVATE KEY", &samples::key("p256-sec1"));
    let packed = |text: &str| base64(text.as_bytes(), usize::MAX);
    let bare = base64(&der, usize::MAX);
    let indented = |text: &str| text.replace('\n', "\n    ");
    let (certificate, private) = (Kind::Certificate, Kind::PrivateKey);
    let cases: &[(String, &[Kind])] = &[
        (
            format!(
                "apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: {0}\n    server: https://192.0.2.1:6443\n  \
                 name: c\ncontexts: []\ncurrent-context: c\nkind: Config\nusers:\n- name: u\n  user:\n    \
                 client-certificate-data: {0}\n    client-key-data: {1}\n",
                packed(&plain),
                packed(&key)
            ),
            &[certificate, certificate, private],
        ),
        (
            format!(
                "{{\n    \"apiVersion\": \"v1\",\n    \"data\": {{\n        \"ca.crt\": \"{0}\",\n        \"tls.crt\": \"{1}\",\n        \
                 \"tls.key\": \"{2}\"\n    }},\n    \"kind\": \"Secret\",\n    \"type\": \"kubernetes.io/tls\"\n}}\n",
                packed(&plain),
                packed(&plain.repeat(2)),
                packed(&key)
            ),
            &[certificate, certificate, certificate, private],
        ),
        (
            format!(
                "apiVersion: v1\ndata:\n  ca.crt: |\n    {}\nkind: ConfigMap\nmetadata:\n  name: kube-root-ca.crt\n  uid: \
                 0e3b7f5c-5c1e-4c55-9a53-4a1d8e1c8d11\n",
                indented(&plain)
            ),
            &[certificate],
        ),
        (
            format!(
                "{{\"keys\":[{{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"GSCgA5yvdKflcIUx2FZxhDfKAw5aQ4YFMnuaqE4N1m0\",\"x5c\":[\"{bare}\",\"{bare}\"]}}]}}"
            ),
            &[certificate, certificate],
        ),
        (
            format!(
                "* Connected to one.example (192.0.2.1) port 443\n* Server certificate:\n*  subject: CN=one.example\n*  SSL \
                 certificate verify result: unable to get local issuer certificate (20)\n> GET / HTTP/1.1\n> Host: \
                 one.example\n< HTTP/1.1 200 OK\nSubject:CN = one.example\nIssuer:CN = one.example\nVersion:2\nCert:{plain}"
            ),
            &[certificate],
        ),
        (
            format!(
                "CONNECTED(00000003)\ndepth=0 CN = one.example\nverify error:num=20:unable to get local issuer certificate\n---\n\
                 Certificate chain\n 0 s:CN = one.example\n   i:CN = one.example\n   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: \
                 ecdsa-with-SHA256\n{plain} 1 s:CN = one.example\n   i:CN = one.example\n{plain}---\nServer certificate\nsubject=CN = \
                 one.example\n---\nSession-ID: {}\nMaster-Key: {}\n---\n",
                "0A".repeat(32),
                "0B".repeat(48)
            ),
            &[certificate, certificate],
        ),
    ];
    for (document, expected) in cases {
        let items = text(document);
        assert_eq!(kinds(&items), *expected, "{document}\n{items:?}");
        assert!(
            items
                .iter()
                .filter(|item| item.kind == certificate)
                .all(|item| item.der == der),
            "{document}"
        );
        let mailed: String = document
            .lines()
            .map(|line| format!("> {line}\r\n"))
            .collect();
        assert_eq!(kinds(&text(&mailed)), *expected, "{mailed}");
    }
}

const KEYS: [&str; 8] = [
    "rsa-pkcs8",
    "rsa-pkcs1",
    "p256-sec1",
    "p256-sec1-nopublic",
    "p256-pkcs8",
    "p384",
    "p521",
    "ed25519",
];

#[test]
fn no_damage_makes_a_private_key_a_certificate() {
    for name in KEYS {
        let key = samples::key(name);
        for index in 0..key.len().min(48) {
            for bit in 0..8 {
                let mut damaged = key.clone();
                damaged[index] ^= 1 << bit;
                let labelled = |label| text(&pem(label, &damaged));
                for items in [
                    bytes(&damaged),
                    labelled("PRIVATE KEY"),
                    labelled("CERTIFICATE"),
                ] {
                    for item in items {
                        let is_shown = item.kind == Kind::Certificate && item.der.len() > 16;
                        assert!(!is_shown, "{name} {index} {bit}: {}", item.note);
                    }
                }
            }
        }
    }
}

#[test]
fn no_flipped_bit_makes_a_certificate_a_private_key() {
    let certificate = samples::certificate();
    for index in 0..certificate.len() {
        for bit in 0..8 {
            let mut damaged = certificate.clone();
            damaged[index] ^= 1 << bit;
            for item in bytes(&damaged) {
                assert_ne!(item.kind, Kind::PrivateKey, "{index} {bit}: {}", item.note);
            }
        }
    }
}

/// Private keys in wrappings that people make by hand or by accident, each beside a certificate or instead of one.
#[test]
fn a_private_key_is_noticed_and_kept_out_in_any_wrapping() {
    let certificate = samples::certificate();
    let chain = pem("CERTIFICATE", &certificate);
    let wide = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect()
    };
    // (key, label, where the secret is)
    let keys = [
        ("rsa-pkcs8", "PRIVATE KEY", 200..600),
        ("p256-sec1", "EC PRIVATE KEY", 7..39),
    ];
    for (name, label, secret) in keys {
        let key = samples::key(name);
        let secret = &key[secret];
        let block = pem(label, &key);
        let line = base64(&key, usize::MAX);
        let packed = base64(block.as_bytes(), usize::MAX);
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        let in_block = |body: &str| {
            format!("{chain}-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
        };
        let (chain_open, _) = chain.split_once("-----END").unwrap();
        let (_, block_headless) = block.split_once('\n').unwrap();
        let texts = [
            (
                "a Secret's value in CERTIFICATE",
                pem("CERTIFICATE", block.as_bytes()),
            ),
            (
                "base64 of base64 in CERTIFICATE",
                pem("CERTIFICATE", line.as_bytes()),
            ),
            ("UTF-16 in CERTIFICATE", pem("CERTIFICATE", &wide(&block))),
            (
                "in CERTIFICATE REQUEST",
                pem("CERTIFICATE REQUEST", block.as_bytes()),
            ),
            (
                "behind a certificate in one block",
                pem("CERTIFICATE", &[&certificate[..], &key].concat()),
            ),
            (
                "behind a certificate that lost a line",
                pem(
                    "CERTIFICATE",
                    &[&certificate[..96], &certificate[144..], &key].concat(),
                ),
            ),
            (
                "two lines lost, padding between",
                format!("{chain_open}{block_headless}"),
            ),
            (
                "glued to the prompt",
                format!("{chain}{}user@host:~$ ", packed.trim_end_matches('=')),
            ),
            ("hexadecimal", format!("{chain}key: {hex}\n")),
            ("hexadecimal in CERTIFICATE", in_block(&hex)),
            (
                "base64 of UTF-16",
                format!("{chain}k: {}\n", base64(&wide(&block), usize::MAX)),
            ),
            (
                "base64 of DER, cut",
                format!("{chain}k: {}\n", &line[..line.len() * 3 / 4]),
            ),
            ("behind a zero and a NUL", format!("0 log\0\n{block}")),
        ];
        let files = [
            (
                "DER, then PEM",
                [&certificate[..], block.as_bytes()].concat(),
            ),
            (
                "DER, a line, then PEM",
                [&certificate[..], b"\n", block.as_bytes()].concat(),
            ),
            (
                "half of DER, then PEM",
                [&certificate[..200], block.as_bytes()].concat(),
            ),
        ];
        let files = files
            .into_iter()
            .chain(texts.map(|(what, text)| (what, text.into_bytes())));
        for (what, source) in files {
            let packed = format!("value: {}\n", base64(&source, usize::MAX));
            let mut readings = vec![bytes(&source), text(&packed)];
            readings.extend(String::from_utf8(source).ok().map(|source| text(&source)));
            for items in readings {
                let is_noticed = kinds(&items).contains(&Kind::PrivateKey);
                assert!(is_noticed, "{name}, {what}: {items:?}");
                assert!(!holds(&items, secret), "{name}, {what}: {items:?}");
            }
        }
    }
}

/// Are eight bytes of this secret, or eight characters of its base64, in what was found?
fn holds(items: &[Item], secret: &[u8]) -> bool {
    let encoded = [0, 1, 2].map(|skipped| base64(&secret[skipped..], usize::MAX).into_bytes());
    let forms = [secret.to_vec()].into_iter().chain(encoded);
    let pieces: Vec<Vec<u8>> = forms
        .flat_map(|form| form.windows(8).map(<[u8]>::to_vec).collect::<Vec<_>>())
        .collect();
    let shown = items
        .iter()
        .flat_map(|item| [&item.der[..], item.note.as_bytes()]);
    shown.into_iter().any(|shown| {
        shown
            .windows(8)
            .any(|window| pieces.iter().any(|piece| piece == window))
    })
}

/// A bundle of CAs names each in a comment.
#[test]
fn comments_leave_a_certificate_under_its_key() {
    let block = pem("CERTIFICATE", &samples::certificate());
    let (beside, plain) = (State::Beside, State::Plain);
    // (text, what is known of each certificate)
    let cases = [
        (
            format!("ca.crt: |\n# Root: one\n\n{block}\n  # Root two\n{block}"),
            vec![beside, beside],
        ),
        (
            format!("{{\"ca.crt\": \"{block}# Root\n{block}\"}}").replace('\n', "\\n"),
            vec![beside, beside],
        ),
        (
            format!("ca.crt: |\n# Root\n{block}tls.crt: |\n# ca.crt:\n{block}"),
            vec![beside, plain],
        ),
        (format!("# ca.crt:\n{block}"), vec![plain]),
        (
            format!("ca.crt: |\n{block}and then\n{block}"),
            vec![beside, plain],
        ),
    ];
    for (source, expected) in cases {
        let states: Vec<State> = text(&source).iter().map(|item| item.state).collect();
        assert_eq!(states, expected, "{source}");
    }
}

/// In a Secret, each part has its name and its form.
#[test]
fn what_kubernetes_cannot_use_in_its_place_is_told() {
    let der = samples::certificate();
    let key_der = samples::key("p256-pkcs8");
    let (chain, key) = (pem("CERTIFICATE", &der), pem("PRIVATE KEY", &key_der));
    let once = |bytes: &[u8]| base64(bytes, usize::MAX);
    let secret = |crt: &str, key: &str| format!("data:\n  tls.crt: {crt}\n  tls.key: {key}\n");
    let block = |text: &str| format!("|\n    {}", text.trim_end().replace('\n', "\n    "));
    let (good, good_key) = (once(chain.as_bytes()), once(key.as_bytes()));
    let key_in_crt = "is a private key, which Kubernetes has under tls.key";
    let crt_in_key = "is a certificate, which Kubernetes has under tls.crt";
    let is_der = "is base64 of DER, where Kubernetes takes PEM";
    let twice = "is base64 of base64, where Kubernetes takes it once";
    // (text, the first fault and its line)
    let cases = [
        (secret(&good, &good_key), None),
        (secret(&block(&chain), &block(&key)), None),
        (secret(&good_key, &good), Some((2, key_in_crt))),
        (secret(&block(&key), &block(&chain)), Some((3, key_in_crt))),
        (secret(&good, &good), Some((3, crt_in_key))),
        (secret(&once(&der), &good_key), Some((2, is_der))),
        (secret(&once(good.as_bytes()), &good_key), Some((2, twice))),
        (format!("caBundle: {}", once(&der)), Some((1, is_der))),
        (format!("certificate: {}", once(&der)), None),
        (format!("my-tls.key: {good}"), None),
        (chain.clone() + &key, None),
    ];
    for (source, expected) in cases {
        let (_, faults) = read_strictly(&[Part::Text(source.clone())]);
        let first = faults.first().map(|fault| (fault.line, fault.problem));
        assert_eq!(first, expected, "{source}");
    }
}

/// Where a key is in a form that is not known, nothing of it is kept either.
#[test]
fn what_does_not_look_like_a_certificate_is_not_kept() {
    let key = samples::key("p256-sec1");
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let numbered: String = base64(&key, 64)
        .lines()
        .zip(1..)
        .map(|(line, number)| format!("  {number} {line}\n"))
        .collect();
    let in_block =
        |body: &str| format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n");
    assert_eq!(kinds(&text(&in_block(&hex))), [Kind::PrivateKey]);
    // Another thing in such a form is not read, and not kept.
    let certificate = samples::certificate();
    let certificate: String = certificate
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let with_colons = numbered.replace("  1 ", "  1: ").replace("  2 ", "  2: ");
    let dump = format!("00000000: {}  0w..\n", &hex[..64]);
    let headed = format!("Key: 1\n\n{hex}");
    for body in [
        certificate,
        format!("zz{hex}"),
        numbered,
        with_colons,
        dump,
        headed,
    ] {
        let items = text(&in_block(&body));
        assert_eq!(kinds(&items), [Kind::Certificate], "{body}: {items:?}");
        assert!(items[0].der.len() <= 4, "{body}: {items:?}");
    }
    // What is left of a certificate is kept, whatever it begins with.
    let rest = &samples::certificate()[20..];
    assert_eq!(text(&pem("CERTIFICATE", rest))[0].der, rest);
    // Behind a whole one only the first bytes.
    let long = [samples::certificate(), vec![1; 200]].concat();
    let items = bytes(&long);
    assert_eq!(items[0].der, long[..samples::certificate().len() + 4]);
    assert!(items[0].note.contains("200 bytes"), "{}", items[0].note);
}

#[test]
fn private_keys_in_other_forms_are_told() {
    let secret = "GSCgA5yvdKflcIUx2FZxhDfKAw5aQ4YFMnuaqE4N1m0";
    let chain = pem("CERTIFICATE", &samples::certificate());
    // (text, is a private key in it)
    let cases = [
        (format!("{{\"kty\":\"EC\",\"d\":\"{secret}\"}}"), true),
        (format!("{{\"kty\": \"EC\", \"d\" :\n \"{secret}\"}}"), true),
        (format!("{{\"kty\":\"EC\",\"x\":\"{secret}\"}}"), false),
        (format!("{{\"digest\":\"x\",\"d\":\"{secret}\"}}"), false),
        ("{\"kty\":\"EC\",\"d\":\"short\"}".into(), false),
        (
            format!("<RSAKeyValue><Modulus>{secret}</Modulus><D>{secret}</D></RSAKeyValue>"),
            true,
        ),
        (
            format!("<RSAKeyValue><Modulus>{secret}</Modulus></RSAKeyValue>"),
            false,
        ),
        ("<D>see below</D>".into(), false),
        (
            format!("PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 1\n{secret}\n"),
            true,
        ),
        ("the PuTTY manual".into(), false),
    ];
    for (key, expected) in cases {
        for source in [
            key.clone(),
            format!("{chain}{key}"),
            base64(key.as_bytes(), 76),
        ] {
            let found = kinds(&text(&source));
            assert_eq!(
                found.contains(&Kind::PrivateKey),
                expected,
                "{source}: {found:?}"
            );
        }
    }
}

/// A key of which a part is missing is no server's; that of a certificate least of all.
#[test]
fn a_damaged_private_key_is_said_to_be() {
    for name in ["rsa-pkcs8", "rsa-pkcs1", "p256-pkcs8", "p256-sec1"] {
        let key = samples::key(name);
        let hole = [&key[..48], &key[60..]].concat();
        let cases: &[(&[u8], bool)] = &[
            (&key, false),
            (&key[..key.len() - 1], true),
            (&key[..key.len() * 2 / 3], true),
            (&hole, true),
        ];
        for (der, is_damaged) in cases {
            for items in [bytes(der), text(&pem("PRIVATE KEY", der))] {
                assert_eq!(kinds(&items), [Kind::PrivateKey], "{name}");
                assert_eq!(
                    items[0].state == State::Damaged,
                    *is_damaged,
                    "{name}: {}",
                    items[0].note
                );
                assert_eq!(items[0].der.is_empty(), *is_damaged, "{name}");
                assert_eq!(items[0].note.contains("damaged"), *is_damaged, "{name}");
            }
        }
    }
}

/// What base64 decodes to is searched, though it is no clean text.
#[test]
fn text_with_a_few_bytes_of_something_else_is_searched() {
    let plain = pem("CERTIFICATE", &samples::certificate());
    let wide: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for padding in 0..3 {
        let plain = format!("{plain}{}", "\n".repeat(padding));
        let packed = base64(plain.as_bytes(), usize::MAX);
        if !packed.ends_with('=') {
            for prompt in ["user@host:~$ ", "root@host:/# ", "[user@host ~]$ ", "word"] {
                assert_certificate(&text(&format!("{packed}{prompt}")), "PEM inside base64");
                assert_certificate(
                    &text(&format!("$ kubectl\n{packed}{prompt}")),
                    "PEM inside base64",
                );
            }
        }
    }
    for source in [
        [b"# Pr\xfcfung\n", plain.as_bytes()].concat(),
        [plain.as_bytes(), b"\0"].concat(),
        [b"0 s:CN=Pr\xfcf\n", plain.as_bytes()].concat(),
        [b"0 log\0\n", plain.as_bytes()].concat(),
        wide.clone(),
        [&[0xff, 0xfe], &wide[..]].concat(),
    ] {
        assert_certificate(&bytes(&source), "PEM");
        let packed = base64(&source, usize::MAX);
        assert_certificate(&text(&format!("tls.crt: {packed}\n")), "PEM inside base64");
    }
    let base64_of_der = base64(&samples::certificate(), usize::MAX);
    for (inner, note) in [
        (plain.as_bytes(), "PEM inside base64"),
        (base64_of_der.as_bytes(), "base64 inside base64"),
    ] {
        assert_certificate(&text(&pem("CERTIFICATE", inner)), note);
    }
    // A certificate with much text in it is one all the same, and noise is none.
    let comment = crate::input::der::write(0x30, &[&samples::certificate(), &[b'x'; 20_000]]);
    assert_eq!(kinds(&bytes(&comment)), [Kind::Certificate]);
    for seed in 0..200 {
        let noise = samples::noise(seed, 300);
        let items = text(&format!("a: {}\n", base64(&noise, usize::MAX)));
        assert_eq!(kinds(&items), [Kind::Unknown], "{seed}");
    }
}

#[test]
fn what_is_useless_is_told_from_what_is_not_understood() {
    let cases = [
        ("EC PARAMETERS", State::Useless),
        ("DH PARAMETERS", State::Useless),
        ("PGP SIGNATURE", State::Useless),
        ("PGP SIGNED MESSAGE", State::Useless),
        ("FOO", State::Plain),
    ];
    for (label, expected) in cases {
        let items = text(&pem(label, &[6, 1, 42]));
        assert_eq!(kinds(&items), [Kind::Unknown], "{label}");
        assert_eq!(items[0].state, expected, "{label}");
    }
}
