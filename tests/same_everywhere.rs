//! The same request gives the same bytes natively, in Node and in browsers. Natively the answers are computed and written to
//! target/corpus.json; tests/wasm.rs (both browsers) and pkg/test/corpus.test.js (Node) compute them again and compare.

mod common;
#[path = "common/corpus.rs"]
mod corpus;
#[path = "common/holds.rs"]
mod holds;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certlens::StoreName;
use corpus::{Case, Corpus, Piece};

/// The browser whose store it is; the standard where there is none.
fn profile_of(store: Option<StoreName>) -> String {
    match store {
        Some(StoreName::Chrome) => "chrome",
        Some(StoreName::Mozilla) => "firefox",
        _ => "rfc5280",
    }
    .to_owned()
}

fn certificate(name: &str) -> Piece {
    Piece::Certificate(name.to_owned())
}

/// The real chains whole and broken, as tests/real_chains.rs judges them.
fn add_real_chains(corpus: &mut Corpus) {
    for chain in common::real_chains() {
        let names: Vec<String> = (0..chain.certificates.len())
            .map(|index| format!("{} {index}", chain.id))
            .collect();
        for (name, der) in names.iter().zip(&chain.certificates) {
            corpus
                .certificates
                .insert(name.clone(), STANDARD.encode(der));
        }
        let whole: Vec<Piece> = names.iter().map(|name| certificate(name)).collect();
        let with_flip = |index: usize| {
            let mut input = whole.clone();
            input[index] = Piece::Flip(
                names[index].clone(),
                chain.certificates[index].len() - 20,
                1,
            );
            input
        };
        let mut reversed = whole.clone();
        reversed.reverse();
        let time = chain.time.to_string();
        let host = chain.host.as_str();
        for store in [Some(StoreName::Chrome), Some(StoreName::Mozilla), None] {
            for (what, input, hostname, time) in [
                ("as it is", whole.clone(), host, time.as_str()),
                (
                    "another host",
                    whole.clone(),
                    "certlens.example",
                    time.as_str(),
                ),
                ("after", whole.clone(), host, "2099-01-01T00:00:00Z"),
                ("before", whole.clone(), host, "2018-01-01T00:00:00Z"),
                ("leaf's signature", with_flip(0), host, time.as_str()),
                (
                    "intermediate's signature",
                    with_flip(1),
                    host,
                    time.as_str(),
                ),
                ("leaf alone", whole[..1].to_vec(), host, time.as_str()),
                ("reversed", reversed.clone(), host, time.as_str()),
            ] {
                corpus.cases.push(Case {
                    name: format!("{}, {what}, {store:?}", chain.id),
                    input,
                    anchors: Vec::new(),
                    hostname: Some(hostname.to_owned()),
                    time: time.to_owned(),
                    store,
                    profile: profile_of(store),
                    answer: String::new(),
                });
            }
        }
    }
}

/// One leaf cut at every byte, and with each byte changed.
fn add_broken_certificates(corpus: &mut Corpus) {
    let chain = common::real_chains()
        .into_iter()
        .find(|chain| chain.id == "online::cloudflare.com")
        .expect("is there");
    let leaf = format!("{} 0", chain.id);
    let size = chain.certificates[0].len();
    let broken = (0..size).map(|length| Piece::Cut(leaf.clone(), length));
    let broken = broken.chain((0..size).map(|index| Piece::Flip(leaf.clone(), index, 0xff)));
    // By each judge in turn.
    let mut stores = [Some(StoreName::Chrome), Some(StoreName::Mozilla), None]
        .into_iter()
        .cycle();
    for piece in broken {
        let store = stores.next().flatten();
        corpus.cases.push(Case {
            name: match &piece {
                Piece::Cut(_, length) => format!("cut at {length}"),
                _ => format!("changed byte {}", corpus.cases.len()),
            },
            input: vec![piece, certificate(&format!("{} 1", chain.id))],
            anchors: Vec::new(),
            hostname: Some(chain.host.clone()),
            time: chain.time.to_string(),
            store,
            profile: profile_of(store),
            answer: String::new(),
        });
    }
}

/// The guided examples, and what is no certificate at all.
fn add_texts(corpus: &mut Corpus) {
    for example in mint::examples::all() {
        let [input, anchors] = ["input", "anchors"].map(|part| format!("{} {part}", example.id));
        corpus.texts.insert(input.clone(), example.input.clone());
        corpus
            .texts
            .insert(anchors.clone(), example.anchors.clone());
        corpus.cases.push(Case {
            name: example.id.to_string(),
            input: vec![Piece::Text(input)],
            anchors: vec![Piece::Text(anchors)],
            hostname: example.hostname.map(str::to_owned),
            time: example.time.to_string(),
            store: [StoreName::Chrome, StoreName::Mozilla]
                .into_iter()
                .find(|store| store.id() == example.store),
            profile: "rfc5280".to_owned(),
            answer: String::new(),
        });
    }
    let root = mint::root("Root");
    let leaf = root.leaf(&["example.com"]).issue();
    // What stands for such a number in a report must be one that JavaScript does not round.
    let odd_version = root.leaf(&["example.com"]).version(256).issue();
    for (name, text) in [
        ("empty", String::new()),
        ("version of two octets", odd_version.pem()),
        ("prose", "no certificate here".to_owned()),
        ("private key", leaf.key_pem()),
        ("CSR", mint::csr(&["example.com"]).pem()),
        ("truncated PEM", leaf.pem()[..200].to_owned()),
        (
            "noise",
            (0..2_000_000u32)
                .map(|i| char::from(b' ' + (i.wrapping_mul(2_654_435_761) >> 26) as u8))
                .collect(),
        ),
    ] {
        corpus.texts.insert(name.to_owned(), text);
        corpus.cases.push(Case {
            name: name.to_owned(),
            input: vec![Piece::Text(name.to_owned())],
            anchors: Vec::new(),
            hostname: Some("example.com".to_owned()),
            time: "2026-06-01T00:00:00Z".to_owned(),
            store: None,
            profile: "rfc5280".to_owned(),
            answer: String::new(),
        });
    }
}

/// Names beyond ASCII: where the host's Unicode is asked.
fn add_international_names(corpus: &mut Corpus) {
    let hosts = [
        "bücher.example",
        "BÜCHER。EXAMPLE.",
        "bu\u{308}cher.example",
        "faß.example",
        "FAẞ.example",
        "ﬁnance.example",
        "ＷＷＷ．example",
        "例え。テスト",
        "ΒΌΛΟΣ.example",
        "βόλος.example",
        "xn--bcher-kva.example",
        "XN--BCHER-KVA.example",
        "xn--a.example",
        "xn--bcher-.example",
        "xn--xn--a-.example",
        "ｘｎ--bcher-kva.example",
        "נוצה.example",
        "1נוצה.example",
        "נוצה1.1.example",
        "דוגמה١1.example",
        "نامه\u{200c}ای.example",
        "a\u{200c}b.example",
        "क्\u{200d}ष.example",
        "क\u{200d}ष.example",
        "\u{301}a.example",
        "a\u{ad}\u{200b}b.example",
        "a\u{e000}.example",
        "a\u{378}.example",
        "\u{fffd}.example",
        "Ꭰꭰᏸ.example",
        "ᾳ\u{345}.example",
        "각\u{1100}\u{1161}.example",
        "≠.example",
        "=\u{338}.example",
        "１.２.３.４",
        "℀.example",
        "☃.example",
        "🦀.example",
        "..é",
    ];
    // Names that match by RFC 4518's preparation, and some that do not.
    let names = [
        "École ﬁnale",
        "E\u{301}COLE FINALE",
        "ecole finale",
        "Straße",
        "STRASSE",
        "ｓｔｒａｓｓｅ",
        "株式会社\u{3000}例",
        "㍿ 例",
        "a \u{308}b",
        "a\u{a8}b",
        "a b",
        "x\u{e000}",
        "x\u{378}",
        "ΣΊΣΥΦΟΣ",
        "σίσυφος",
    ];
    let add = |corpus: &mut Corpus, name, input, anchors, hostname: &str| {
        corpus.cases.push(Case {
            name,
            input,
            anchors,
            hostname: Some(hostname.to_owned()),
            time: "2026-06-01T00:00:00Z".to_owned(),
            store: None,
            profile: "rfc5280".to_owned(),
            answer: String::new(),
        });
    };
    let root = mint::root("Root");
    let leaf = root.leaf(&["xn--bcher-kva.example", "xn--fa-hia.example"]);
    corpus
        .texts
        .insert("international leaf".to_owned(), leaf.issue().pem());
    corpus
        .texts
        .insert("international root".to_owned(), root.pem());
    let text = |name: &str| Piece::Text(name.to_owned());
    for host in hosts {
        add(
            corpus,
            format!("host {host}"),
            vec![text("international leaf")],
            vec![text("international root")],
            host,
        );
    }
    for (index, subject) in names.into_iter().enumerate() {
        let root = mint::root(subject);
        let (root_name, leaf_name) = (format!("root {index}"), |other| {
            format!("leaf {index} {other}")
        });
        corpus.texts.insert(root_name.clone(), root.pem());
        for (other, issuer) in names.into_iter().enumerate() {
            let leaf = root
                .leaf(&["example.com"])
                .issuer(mint::Name::common(issuer));
            corpus.texts.insert(leaf_name(other), leaf.issue().pem());
            add(
                corpus,
                format!("{issuer} issued, {subject} is there"),
                vec![Piece::Text(leaf_name(other))],
                vec![Piece::Text(root_name.clone())],
                "example.com",
            );
        }
    }
}

fn corpus() -> Corpus {
    let mut corpus = Corpus::default();
    add_real_chains(&mut corpus);
    add_broken_certificates(&mut corpus);
    add_texts(&mut corpus);
    add_international_names(&mut corpus);
    corpus
}

#[test]
fn a_report_holds_for_its_whole_span() {
    let (data, corpus) = (common::data(), corpus());
    for case in &corpus.cases {
        let _ = holds::validate(&corpus.request(case), &data); // which proves it; misuse has no span
    }
}

#[test]
fn the_answers_are_computed_for_other_platforms_to_compare() {
    let data = common::data();
    let mut corpus = corpus();
    let answers: Vec<String> = corpus
        .cases
        .iter()
        .map(|case| corpus.answer(case, &data))
        .collect();
    for (case, answer) in corpus.cases.iter_mut().zip(answers) {
        case.answer = answer;
    }
    assert!(corpus.cases.len() > 2_000, "{}", corpus.cases.len());
    let again = corpus.answer(&corpus.cases[0], &data);
    assert_eq!(again, corpus.cases[0].answer, "the same twice");
    let path = common::root().join("target/corpus.json");
    std::fs::create_dir_all(common::root().join("target")).expect("target/ can be made");
    std::fs::write(&path, serde_json::to_vec(&corpus).expect("serialises"))
        .expect("target/corpus.json can be written");
}
