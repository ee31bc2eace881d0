//! What fuzzing starts from: small inputs that each entry takes, made by `mint`.

#![allow(unreachable_pub)] // a module of several programs

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mint::extension::BasicConstraints;
use mint::{CertificateStatus, CtLog, Issued, Key};

/// The seeds of the entry of this name.
pub fn of(entry: &str) -> Vec<Vec<u8>> {
    match entry {
        "inspect" => texts(),
        "certificate" => chains().into_iter().flatten().map(|one| one.der).collect(),
        "validate" => requests(),
        "names" => names(),
        "time" => [
            "2026-06-01T12:00:00Z",
            "2026-06-01T12:00:00.5+01:30",
            "9999-12-31T23:59:59Z",
        ]
        .map(|text| text.as_bytes().to_vec())
        .into(),
        "data" => data(),
        "signature" => signatures(),
        "evidence" => evidence(),
        "transparency" => transparency(),
        other => panic!("no seeds for {other}"),
    }
}

/// Chains with much in them, leaf first.
fn chains() -> Vec<Vec<Issued>> {
    let root = mint::root("Root");
    let plain = root
        .leaf(&["example.com", "*.example.org", "10.0.0.1"])
        .issue();
    let constrained = root
        .ca("Constrained")
        .basic_constraints(BasicConstraints::CaWithPathLen(0))
        .name_constraints(&["example.com", "10.0.0.0/8"], &["bad.example.com"])
        .policies(&["1.2.3.4", "1.2.3.5"])
        .policy_mappings(&[("1.2.3.4", "1.2.3.6")])
        .policy_constraints(Some(0), Some(1))
        .inhibit_any_policy(1)
        .issue();
    let rich = constrained
        .leaf(&["www.example.com", "example.com"])
        .policies(&["1.2.3.6"])
        .authority_information_access(&[("1.3.6.1.5.5.7.48.1", "http://ocsp.example.com/")])
        .crl_distribution_points(&["http://crl.example.com/1.crl"])
        .issue();
    let ed25519 = mint::ca("Ed25519").key(Key::ed25519("anchor")).issue();
    let small = ed25519
        .leaf(&["example.com"])
        .key(Key::p384("leaf"))
        .issue();
    let rsa = mint::ca("RSA").key(Key::rsa(2048, 1)).issue();
    let pss = rsa
        .leaf(&["example.com"])
        .scheme(mint::Scheme::pss(mint::Hash::Sha256))
        .issue();
    vec![
        vec![plain, root.clone()],
        vec![rich, constrained, root],
        vec![small, ed25519],
        vec![pss, rsa],
    ]
}

fn texts() -> Vec<Vec<u8>> {
    let chain = chains().swap_remove(2);
    let (leaf, root) = (&chain[0], &chain[1]);
    let der = &leaf.der;
    let hex: String = der.iter().map(|byte| format!("{byte:02X}:")).collect();
    let yaml = format!(
        "data:\n  tls.crt: {}\n",
        leaf.pem().lines().collect::<String>()
    );
    let shown = format!(
        " 0 s:CN = x\n   i:CN = y\n{}{}---\nServer certificate\n",
        leaf.pem(),
        root.pem()
    );
    let mut all: Vec<Vec<u8>> = [
        leaf.pem(),
        leaf.key_pem(),
        mint::csr(&["example.com"]).pem(),
        hex,
        yaml,
        shown,
    ]
    .into_iter()
    .map(String::into_bytes)
    .collect();
    all.push(der.clone());
    all.push(mint::csr(&["example.com"]).issue());
    all.push(root.crl().revoke(leaf, "2026-02-01T00:00:00Z").issue());
    all.push(root.ocsp(leaf).issue());
    all.push(leaf.key.pkcs8());
    all.push(leaf.key.spki());
    all
}

fn requests() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for (number, chain) in chains().iter().enumerate() {
        for terms in [0, number as u8 * 40 + 3] {
            let mut request = vec![terms];
            piece(&mut request, b"example.com");
            for certificate in chain {
                piece(&mut request, &certificate.der);
            }
            all.push(request);
        }
    }
    all
}

fn names() -> Vec<Vec<u8>> {
    let texts = [
        "www.example.com\n*.example.com",
        "b\u{fc}cher.example.\nxn--bcher-kva.example",
        "[2001:db8::1]\n10.0.0.1",
        "user@example.com\n.example.com",
        "http://user@www.example.com:80/a?b#c\nexample.com",
        "1.2.3.4\n2.25.1",
    ];
    let mut all: Vec<Vec<u8>> = texts.map(|text| text.as_bytes().to_vec()).into();
    all.push(vec![10, 0, 0, 1, b'\n', 10, 0, 0, 0, 255, 0, 0, 0]);
    all.push(mint::Name::common("A Name").o("Org").c("DE").der().to_vec());
    all.push(mint::GeneralName::dns("example.com").der().to_vec());
    all.push(
        mint::GeneralName::directory(mint::Name::common("A"))
            .der()
            .to_vec(),
    );
    all
}

fn data() -> Vec<Vec<u8>> {
    let root = mint::root("Root").der;
    let header = format!(
        "{{\"format\":1,\"store\":\"mozilla\",\"source\":\"s\",\"date\":\"2026-05-01\",\"dateBasis\":\"\",\"licence\":\"\",\"version\":\"1\",\"count\":1,\"anchors\":[{{\"length\":{},\"name\":\"Root\",\"sha256\":\"00\",\"kind\":\"root\"}}]}}\n",
        root.len()
    );
    vec![
        [header.into_bytes(), root].concat(),
        crate::entries::SUFFIXES.as_bytes().to_vec(),
    ]
}

fn signatures() -> Vec<Vec<u8>> {
    let message = b"message";
    let keys = [
        Key::p256("a"),
        Key::p384("a"),
        Key::p521("a"),
        Key::ed25519("a"),
        Key::rsa(2048, 1),
    ];
    let mut all: Vec<Vec<u8>> = keys
        .iter()
        .map(|key| signed(key, key.default_scheme(), message))
        .collect();
    all.push(signed(
        &keys[4],
        mint::Scheme::pss(mint::Hash::Sha256),
        message,
    ));
    all
}

/// Two logs of two operators: what they promised in the leaf, or by TLS.
fn transparency() -> Vec<Vec<u8>> {
    const MAY: u64 = 1_777_600_000_000; // 2026-05-01, in milliseconds
    let root = mint::root("Root");
    let make = || {
        let leaf = root.leaf(&["example.com"]);
        leaf.not_before("2026-04-01T00:00:00Z")
            .not_after("2026-07-01T00:00:00Z")
    };
    let logs = ["a", "b"].map(CtLog::new);
    let scts = logs.each_ref().map(|log| log.sct(MAY));
    let line = |(operator, log): (&str, &CtLog)| {
        let [id, key] = [log.id(), log.key.spki()].map(|bytes| STANDARD.encode(bytes));
        format!(
            "{{\"name\":\"n\",\"operator\":\"{operator}\",\"kind\":\"rfc6962\",\"id\":\"{id}\",\"key\":\"{key}\"}}\n"
        )
    };
    let lines: String = ["A", "B"].into_iter().zip(&logs).map(line).collect();
    let header = "{\"format\":1,\"data\":\"ct-logs\",\"source\":\"s\",\"date\":\"2026-05-20\",\"dateBasis\":\"b\",\"licence\":\"l\",\"count\":2}\n";
    let file = format!("{header}{lines}").into_bytes();
    let plain = make().issue();
    let by_tls =
        |leaf: &Issued| mint::sct_list(&scts.each_ref().map(|sct| sct.for_certificate(leaf)));
    let embedded = mint::with_scts(make, &root, &scts);
    [
        (&plain, by_tls(&plain)),
        (&embedded, Vec::new()),
        (&embedded, by_tls(&embedded)),
    ]
    .into_iter()
    .map(|(leaf, list)| in_pieces(&[&leaf.der, &root.der, &list, &file]))
    .collect()
}

fn evidence() -> Vec<Vec<u8>> {
    let root = mint::root("Root");
    let leaf = root.leaf(&["example.com"]).issue();
    let good = root.crl().issue();
    let revoked = root.crl().revoke(&leaf, "2026-02-01T00:00:00Z").issue();
    let ocsp = root.ocsp(&leaf).issue();
    let responder = root
        .leaf(&["responder.example"])
        .extended_key_usage(&[mint::oid::OCSP_SIGNING])
        .issue();
    let since = "2026-02-01T00:00:00Z".to_owned();
    let delegated = root
        .ocsp(&leaf)
        .status(CertificateStatus::RevokedFor(since, 1))
        .responder(&responder)
        .by_key()
        .this_update("2026-05-30T00:00:00Z")
        .next_update("2026-06-06T00:00:00Z")
        .issue();
    let mut all = Vec::new();
    for (crl, ocsp) in [
        (&good, &Vec::new()),
        (&revoked, &ocsp),
        (&Vec::new(), &ocsp),
        (&good, &delegated),
    ] {
        all.push(in_pieces(&[&leaf.der, &root.der, crl, ocsp]));
    }
    all
}

fn signed(key: &Key, scheme: mint::Scheme, message: &[u8]) -> Vec<u8> {
    let algorithm = scheme.algorithm();
    // SEQUENCE { OBJECT IDENTIFIER, parameters }: short enough for lengths of one byte, or RSASSA-PSS's.
    let (_, contents) = mint::der::split(&algorithm);
    let (oid, parameters) = contents.split_at(2 + usize::from(contents[1]));
    in_pieces(&[
        &oid[2..],
        parameters,
        &key.spki(),
        message,
        &key.sign(scheme, message),
    ])
}

/// Pieces with two bytes of length each.
fn in_pieces(parts: &[&[u8]]) -> Vec<u8> {
    let mut all = Vec::new();
    for part in parts {
        piece(&mut all, part);
    }
    all
}

fn piece(to: &mut Vec<u8>, bytes: &[u8]) {
    let length = u16::try_from(bytes.len()).expect("small");
    to.extend(length.to_be_bytes());
    to.extend(bytes);
}
