//! Inputs made to take long, each from a recipe without chance. Most sign nothing that would hold: what counts is the work.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certlens::signature::sha256;
use mint::{Builder, Criticality, GeneralName, Issued, Key, Name, der, extension, oid};

/// What an answer must show: that the work was counted, and which limit was met, or that there was not much of it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Expected {
    /// `search-limit-reached` with this limit's name.
    Limit(&'static str),
    /// A finding with this id.
    Finding(&'static str),
    /// Trusted, with nothing left out.
    Trusted,
    /// The same limit, and trusted all the same: what matters was found before.
    TrustedBefore(&'static str),
}

pub(crate) struct Input {
    pub name: &'static str,
    pub certificates: Vec<Vec<u8>>,
    pub anchors: Vec<Vec<u8>>,
    pub expected: Expected,
}

pub(crate) const HOST: &str = "www.example.com";
pub(crate) const TIME: &str = "2026-06-01T00:00:00Z";

/// So many issuers and four of theirs lead nowhere but to each other; the one that leads to the anchor comes last.
pub(crate) fn good_path_behind(dead_ends: u8) -> Input {
    let root = mint::root("Root");
    let (x, z) = (Key::p256("x"), Key::p256("z"));
    let of_x = mint::ca("X").key(x.clone()).issue();
    let of_z = mint::ca("Z").key(z.clone()).issue();
    let good = root.ca("X").key(x.clone()).issue();
    let leaf = good.leaf(&[HOST]).issue();
    let xs = (1..=dead_ends).map(|n| of_z.ca("X").key(x.clone()).serial(&[2, n]).issue());
    let zs = (1..=4).map(|n| of_x.ca("Z").key(z.clone()).serial(&[3, n]).issue());
    let sent = std::iter::once(leaf.clone()).chain(xs).chain(zs);
    Input {
        name: "a good path behind many that lead nowhere",
        certificates: sent.chain([good]).map(|issued| issued.der).collect(),
        anchors: vec![root.der],
        expected: Expected::Trusted,
    }
}

pub(crate) fn all() -> Vec<Input> {
    vec![
        one_name_one_key(),
        one_name_one_key_untrusted(),
        many_paths(),
        many_paths_untrusted(),
        many_deep_paths(),
        one_name_many_keys(),
        keys("100 keys of RSA-16384", 100, "signature cost", rsa_16384),
        keys("1,000 keys of P-256", 1_000, "signatures", |n| {
            Key::p256(format!("{n}")).spki()
        }),
        keys("200 keys of P-384", 200, "signature cost", |n| {
            Key::p384(format!("{n}")).spki()
        }),
        keys("200 keys of P-521", 200, "signature cost", |n| {
            Key::p521(format!("{n}")).spki()
        }),
        keys("200 keys of ML-DSA-87", 200, "signatures", ml_dsa_87),
        large_signed_part(),
        compressed_points(),
        names_and_constraints(),
        names_constraints_and_paths(),
        directory_constraints(),
        directory_name_of_one_rdn(),
        policies_that_explode(),
        policies_and_paths(),
        twenty_megabytes(),
        as_large_as_is_read(),
        names_of_many_attributes("10,000 RDNs in a name", false),
        names_of_many_attributes("10,000 attributes in one RDN", true),
        names_that_grow(),
        many_names_that_grow(),
        names_of_combining_marks(),
        large_names_on_many_paths(),
        many_extensions(),
        deep_nesting(),
        many_names(),
    ]
}

fn bytes(issued: &[Issued]) -> Vec<Vec<u8>> {
    issued.iter().map(|issued| issued.der.clone()).collect()
}

fn serial(builder: Builder, n: usize) -> Builder {
    let [.., a, b, c] = n.to_be_bytes();
    builder.serial(&[1, a, b, c])
}

/// Bytes from a seed: SHA-256 of a counter.
fn noise(seed: &str, length: usize) -> Vec<u8> {
    let blocks = (0..length.div_ceil(32)).flat_map(|n| sha256(format!("{seed} {n}").as_bytes()));
    blocks.take(length).collect()
}

fn input(name: &'static str, sent: &[Issued], anchors: &[Issued], expected: Expected) -> Input {
    Input {
        name,
        certificates: bytes(sent),
        anchors: bytes(anchors),
        expected,
    }
}

fn one_name_one_key() -> Input {
    let root = mint::root("Root");
    let ca = root.ca("CA").issue();
    let cross = (0..999).map(|n| serial(ca.ca("CA"), n).issue());
    let sent: Vec<Issued> = [ca.leaf(&[HOST]).issue()]
        .into_iter()
        .chain(cross)
        .chain([root.ca("CA").issue()])
        .collect();
    input(
        "1,000 intermediates of one name and key",
        &sent,
        &[root],
        Expected::TrustedBefore("steps"),
    )
}

fn one_name_one_key_untrusted() -> Input {
    let root = mint::root("Root");
    let ca = root.ca("CA").issue();
    let cross = (0..1_000).map(|n| serial(root.ca("CA"), n).issue());
    let sent: Vec<Issued> = [ca.leaf(&[HOST]).issue()]
        .into_iter()
        .chain(cross)
        .collect();
    input(
        "the same without an anchor",
        &sent,
        &[],
        Expected::Limit("candidates"),
    )
}

/// Three layers of ten CAs, each certified by each of the layer above: 1,000 paths.
fn mesh(root: &Issued, layers: usize, width: usize) -> Vec<Issued> {
    let key = |layer: usize, n: usize| Key::p256(format!("{layer} {n}"));
    let name = |layer: usize| format!("Layer {layer}");
    let mut sent = vec![];
    for layer in 0..layers {
        for n in 0..width {
            let subject = || mint::ca(name(layer).as_str()).key(key(layer, n));
            if layer + 1 == layers {
                sent.push(root.ca(name(layer).as_str()).key(key(layer, n)).issue());
                continue;
            }
            for above in 0..width {
                let builder = subject().issuer(name(layer + 1).as_str());
                sent.push(builder.signed_with(key(layer + 1, above)).issue());
            }
        }
    }
    let leaf = mint::leaf(&[HOST])
        .issuer(name(0).as_str())
        .signed_with(key(0, 0))
        .issue();
    sent.insert(0, leaf);
    sent
}

fn many_paths() -> Input {
    let root = mint::root("Root");
    input(
        "1,000 possible paths",
        &mesh(&root, 4, 10),
        &[root],
        Expected::Limit("signatures"),
    )
}

fn many_paths_untrusted() -> Input {
    let root = mint::root("Root");
    input(
        "1,000 possible paths without an anchor",
        &mesh(&root, 4, 10),
        &[],
        Expected::Limit("signatures"),
    )
}

fn many_deep_paths() -> Input {
    let root = mint::root("Root");
    input(
        "2^30 possible paths",
        &mesh(&root, 31, 2),
        &[],
        Expected::Limit("certificates judged"),
    )
}

/// Each is signed by the next one's key, and any of them may be its issuer by name.
fn one_name_many_keys() -> Input {
    let key = |n: usize| Key::p256(format!("{n}"));
    let cas = (0..1_400).map(|n| {
        mint::ca("CA")
            .key(key(n))
            .signed_with(key(n + 1))
            .without(oid::SUBJECT_KEY_IDENTIFIER)
            .issue()
    });
    let leaf = mint::leaf(&[HOST]).issuer("CA").signed_with(key(0)).issue();
    let sent: Vec<Issued> = [leaf].into_iter().chain(cas).collect();
    input(
        "1,400 intermediates of one name",
        &sent,
        &[],
        Expected::Limit("certificates judged"),
    )
}

/// A leaf whose issuer may have any of these keys.
fn keys(
    name: &'static str,
    count: usize,
    limit: &'static str,
    spki: impl Fn(usize) -> Vec<u8>,
) -> Input {
    let is_rsa = name.contains("RSA");
    let is_ml_dsa = name.contains("ML-DSA");
    let cas = (0..count).map(|n| {
        mint::ca("CA")
            .issuer("Root")
            .spki(spki(n))
            .without(oid::SUBJECT_KEY_IDENTIFIER)
            .issue()
    });
    let leaf = mint::leaf(&[HOST])
        .issuer("CA")
        .signed_with(Key::p256("another"));
    let algorithm = |oid: &str, null: &[u8]| der::sequence(&[der::oid(oid), null.to_vec()]);
    let leaf = if is_rsa {
        leaf.algorithm(algorithm("1.2.840.113549.1.1.11", &der::null()))
            .signature(|signature| *signature = [vec![0x7f], noise("signature", 2047)].concat())
    } else if is_ml_dsa {
        leaf.algorithm(algorithm("2.16.840.1.101.3.4.3.19", &[]))
            .signature(|signature| *signature = ml_dsa_signature())
    } else {
        leaf
    };
    let sent: Vec<Issued> = [leaf.issue()].into_iter().chain(cas).collect();
    input(name, &sent, &[], Expected::Limit(limit))
}

fn rsa_spki(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    let algorithm = der::sequence(&[der::oid(oid::RSA_ENCRYPTION), der::null()]);
    let key = der::sequence(&[der::unsigned(modulus), der::unsigned(exponent)]);
    der::sequence(&[algorithm, der::bit_string(&key)])
}

/// Odd, of the largest size, with the largest exponent.
fn rsa_16384(n: usize) -> Vec<u8> {
    let mut modulus = noise(&format!("modulus {n}"), 2048);
    modulus[0] |= 0x80;
    modulus[2047] |= 1;
    rsa_spki(&modulus, &[1, 0xff, 0xff, 0xff, 0xff])
}

fn ml_dsa_87(n: usize) -> Vec<u8> {
    let algorithm = der::sequence(&[der::oid("2.16.840.1.101.3.4.3.19")]);
    der::sequence(&[
        algorithm,
        der::bit_string(&noise(&format!("key {n}"), 2592)),
    ])
}

/// One that is well-formed: coefficients of any bits are in range with 20 bits each, and no hint is set.
fn ml_dsa_signature() -> Vec<u8> {
    // FIPS 204, table 2: c~ of 64 bytes, z of 7 polynomials of 256 coefficients of 20 bits, 75 + 8 bytes of hints. A
    // coefficient of 2^19 stands for zero.
    let zero = [0x00, 0x00, 0x08, 0x00, 0x80]; // two coefficients, little-endian: 0x80000, 0x80000
    let z: Vec<u8> = zero.iter().copied().cycle().take(7 * 256 / 2 * 5).collect();
    [noise("c", 64), z, vec![0; 83]].concat()
}

/// Four megabytes are signed, by one of a hundred keys.
fn large_signed_part() -> Input {
    let cas = (0..100).map(|n| {
        let mut modulus = noise(&format!("modulus {n}"), 256);
        modulus[0] |= 0x80;
        modulus[255] |= 1;
        let spki = rsa_spki(&modulus, &[1, 0, 1]);
        mint::ca("CA")
            .issuer("Root")
            .spki(spki)
            .without(oid::SUBJECT_KEY_IDENTIFIER)
            .issue()
    });
    let algorithm = der::sequence(&[der::oid("1.2.840.113549.1.1.13"), der::null()]);
    let leaf = mint::leaf(&[HOST])
        .issuer("CA")
        .signed_with(Key::p256("another"))
        .extension(
            "2.999.1",
            Criticality::NotCritical,
            noise("padding", 4_000_000),
        )
        .algorithm(algorithm)
        .signature(|signature| *signature = [vec![0x7f], noise("signature", 255)].concat())
        .issue();
    let sent: Vec<Issued> = [leaf].into_iter().chain(cas).collect();
    input(
        "4 MB signed by one of 100 keys",
        &sent,
        &[],
        Expected::Limit("signature cost"),
    )
}

/// Points that must be decompressed to be read.
fn compressed_points() -> Input {
    let spki = |n: usize| {
        let point = Key::p521(format!("{n}")).public_key();
        let (x, y) = point[1..].split_at(66);
        let compressed = [&[2 + (y[65] & 1)], x].concat();
        let algorithm = der::sequence(&[der::oid(oid::EC_PUBLIC_KEY), der::oid(oid::SECP521R1)]);
        der::sequence(&[algorithm, der::bit_string(&compressed)])
    };
    let cas = (0..1_400).map(|n| serial(mint::ca("Other").spki(spki(n % 20)), n).issue());
    let leaf = mint::leaf(&[HOST])
        .issuer("CA")
        .signed_with(Key::p521("0"))
        .issue();
    let sent: Vec<Issued> = [leaf].into_iter().chain(cas).collect();
    input(
        "1,400 compressed points of P-521",
        &sent,
        &[],
        Expected::Finding("issuer-not-found"),
    )
}

fn constrained(builder: Builder, permitted: &[GeneralName], excluded: &[GeneralName]) -> Issued {
    let value = extension::name_constraints(permitted, excluded);
    builder
        .extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value)
        .issue()
}

fn hosts(count: usize, domain: &str) -> Vec<GeneralName> {
    (0..count)
        .map(|n| GeneralName::dns(&format!("n{n}.{domain}")))
        .collect()
}

fn names_and_constraints() -> Input {
    let root = mint::root("Root");
    let ca = constrained(root.ca("CA"), &[], &hosts(10_000, "example.org"));
    let names = [vec![GeneralName::dns(HOST)], hosts(10_000, "example.com")].concat();
    let leaf = ca.leaf(&[HOST]).san(names).issue();
    input(
        "10,000 names against 10,000 constraints",
        &[leaf, ca],
        &[root],
        Expected::Finding("name-constraints-too-many"),
    )
}

/// As many comparisons as are made, were it for one path only.
fn names_constraints_and_paths() -> Input {
    let root = mint::root("Root");
    let key = Key::p256("CA");
    let cas: Vec<Issued> = (0..300)
        .map(|n| serial(constrained_builder(root.ca("CA").key(key.clone()), 104), n).issue())
        .collect();
    let names = [vec![GeneralName::dns(HOST)], hosts(10_000, "example.com")].concat();
    let leaf = cas[0].leaf(&[HOST]).san(names).issue();
    let sent: Vec<Issued> = [leaf].into_iter().chain(cas).collect();
    input(
        "10,000 names against 104 constraints on 300 paths",
        &sent,
        &[],
        Expected::Limit("certificates judged"),
    )
}

fn constrained_builder(builder: Builder, count: usize) -> Builder {
    let value = extension::name_constraints(&[], &hosts(count, "example.org"));
    builder.extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value)
}

/// Long names that differ at their end only.
fn directory_constraints() -> Input {
    let root = mint::root("Root");
    let long = |n: usize| {
        let text = format!("{}{n}", "x".repeat(3_900));
        GeneralName::directory(Name::empty().o(&text))
    };
    let excluded: Vec<GeneralName> = (0..1_000).map(long).collect();
    let names: Vec<GeneralName> = (1_000..2_000).map(long).collect();
    let ca = constrained(root.ca("CA"), &[], &excluded);
    let names = [vec![GeneralName::dns(HOST)], names].concat();
    let leaf = ca.leaf(&[HOST]).san(names).issue();
    input(
        "1,000 long directory names against 1,000",
        &[leaf, ca],
        &[root],
        Expected::Finding("name-constraints-too-many"),
    )
}

/// One RDN of many attributes, which is read for each constraint that it is compared with.
fn directory_name_of_one_rdn() -> Input {
    let root = mint::root("Root");
    let excluded = vec![GeneralName::directory(Name::empty().cn("x")); 20_000];
    let attributes = vec![(oid::COMMON_NAME, der::utf8("a")); 20_000];
    let ca = constrained(root.ca("CA"), &[], &excluded);
    let names = [
        GeneralName::dns(HOST),
        GeneralName::directory(Name::empty().rdn(&attributes)),
    ];
    let leaf = ca.leaf(&[HOST]).san(names).issue();
    input(
        "a directory name of 20,000 attributes against 20,000",
        &[leaf, ca],
        &[root],
        Expected::Finding("name-constraints-too-many"),
    )
}

fn policies(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("2.999.{n}")).collect()
}

fn with_policies(builder: Builder, count: usize, mapped: usize) -> Builder {
    let every = policies(count);
    let every: Vec<&str> = every.iter().map(String::as_str).collect();
    let some: Vec<&str> = every.iter().copied().take(mapped).collect();
    let pairs: Vec<(&str, &str)> = some
        .iter()
        .flat_map(|from| some.iter().map(|to| (*from, *to)))
        .collect();
    let builder = builder.policies(&every);
    if pairs.is_empty() {
        return builder;
    }
    builder.extension(
        oid::POLICY_MAPPINGS,
        Criticality::Critical,
        extension::policy_mappings(&pairs),
    )
}

fn policies_that_explode() -> Input {
    let root = mint::root("Root");
    let mut chain = vec![];
    let mut issuer = root.clone();
    for n in 0..12 {
        issuer = with_policies(issuer.ca(format!("CA {n}").as_str()), 150, 150).issue();
        chain.push(issuer.clone());
    }
    let leaf = with_policies(issuer.leaf(&[HOST]), 150, 0).issue();
    let sent: Vec<Issued> = [leaf].into_iter().chain(chain).collect();
    input(
        "policies that explode",
        &sent,
        &[root],
        Expected::Finding("policy-graph-too-large"),
    )
}

/// Few enough for one path, on hundreds of them.
fn policies_and_paths() -> Input {
    let root = mint::root("Root");
    let key = Key::p256("CA");
    let cas: Vec<Issued> = (0..300)
        .map(|n| serial(with_policies(root.ca("CA").key(key.clone()), 500, 20), n).issue())
        .collect();
    let leaf = with_policies(cas[0].leaf(&[HOST]), 500, 0).issue();
    let sent: Vec<Issued> = [leaf].into_iter().chain(cas).collect();
    input(
        "500 policies on 300 paths",
        &sent,
        &[],
        Expected::Limit("candidates"),
    )
}

fn twenty_megabytes() -> Input {
    let leaf = mint::leaf(&[HOST])
        .extension(
            "2.999.1",
            Criticality::NotCritical,
            noise("padding", 20_000_000),
        )
        .issue();
    input(
        "a certificate of 20 MB",
        &[leaf],
        &[],
        Expected::Finding("certificate-too-large"),
    )
}

fn as_large_as_is_read() -> Input {
    let large = |n: usize| {
        let names = [
            vec![GeneralName::dns(HOST)],
            hosts(160_000, &format!("{n}.example")),
        ]
        .concat();
        mint::leaf(&[HOST]).san(names).issue()
    };
    let sent: Vec<Issued> = (0..7).map(large).collect();
    input(
        "7 certificates of 4 MB with 160,000 names each",
        &sent,
        &[],
        Expected::Limit("certificates judged"),
    )
}

fn names_of_many_attributes(name: &'static str, in_one_rdn: bool) -> Input {
    let texts: Vec<Vec<u8>> = (0..10_000)
        .map(|n| der::utf8(&format!("unit {n}")))
        .collect();
    let attributes: Vec<(&str, Vec<u8>)> = texts
        .into_iter()
        .map(|text| (oid::ORGANIZATIONAL_UNIT, text))
        .collect();
    let subject = if in_one_rdn {
        Name::empty().rdn(&attributes)
    } else {
        attributes
            .into_iter()
            .fold(Name::empty(), |name, (oid, value)| {
                name.attribute(oid, value)
            })
    };
    let root = mint::root("Root");
    let ca = root.ca("CA").subject(subject).issue();
    let leaf = ca.leaf(&[HOST]).issue();
    input(name, &[leaf, ca], &[root], Expected::Trusted)
}

/// U+FDFA is 18 characters once it is normalised.
fn names_that_grow() -> Input {
    let name = |n: usize| {
        Name::empty()
            .o(&"\u{fdfa}".repeat(650_000))
            .ou(&format!("{n}"))
    };
    let sent: Vec<Issued> = (0..7)
        .map(|n| mint::ca("CA").subject(name(n)).issue())
        .collect();
    input(
        "7 names of 4 MB that grow in normalisation",
        &sent,
        &[],
        Expected::Finding("self-signed-not-trusted"),
    )
}

/// As much as is prepared of a name, of characters that become six, in as many certificates as there may be.
fn many_names_that_grow() -> Input {
    let name = |n: usize| Name::empty().o(&"\u{3316}".repeat(340)).ou(&format!("{n}"));
    let sent: Vec<Issued> = (0..1_450)
        .map(|n| mint::ca("CA").subject(name(n)).issue())
        .collect();
    input(
        "1,450 names that grow in normalisation",
        &sent,
        &[],
        Expected::Finding("self-signed-not-trusted"),
    )
}

/// Combining marks are put in order of their class.
fn names_of_combining_marks() -> Input {
    let marks = "\u{301}\u{323}\u{345}\u{5b0}\u{1d165}".repeat(160_000);
    let sent: Vec<Issued> = (0..7)
        .map(|n| {
            mint::ca("CA")
                .subject(Name::empty().o(&format!("a{marks}")).ou(&format!("{n}")))
                .issue()
        })
        .collect();
    input(
        "7 names of 4 MB of combining marks",
        &sent,
        &[],
        Expected::Finding("self-signed-not-trusted"),
    )
}

/// An issuer of a large name stands at the end of each path.
fn large_names_on_many_paths() -> Input {
    let large = Name::empty().cn(&"x".repeat(3_900_000));
    let key = Key::p256("CA");
    let upper = mint::ca("Upper")
        .signed_with(Key::p256("Large"))
        .issuer(large.clone())
        .issue();
    let cas: Vec<Issued> = (0..300)
        .map(|n| serial(upper.ca("CA").key(key.clone()), n).issue())
        .collect();
    let top = mint::ca("Top")
        .subject(large)
        .key(Key::p256("Large"))
        .issuer("Nobody")
        .issue();
    let leaf = cas[0].leaf(&[HOST]).issue();
    let sent: Vec<Issued> = [leaf, upper, top].into_iter().chain(cas).collect();
    input(
        "a name of 4 MB on 300 paths",
        &sent,
        &[],
        Expected::Limit("certificates judged"),
    )
}

/// Issuers whose key identifiers stand behind a thousand other extensions.
fn many_extensions() -> Input {
    let cas = (0..1_200).map(|n| {
        let mut builder = serial(mint::ca("CA").key(Key::p256(format!("{}", n % 50))), n)
            .without(oid::SUBJECT_KEY_IDENTIFIER);
        for extra in 0..1_000 {
            let value = der::octet_string(b"");
            builder =
                builder.raw_extension(der::sequence(&[der::oid(&format!("2.999.{extra}")), value]));
        }
        builder.issue()
    });
    let leaf = mint::leaf(&[HOST])
        .issuer("CA")
        .signed_with(Key::p256("0"))
        .issue();
    let sent: Vec<Issued> = [leaf].into_iter().chain(cas).collect();
    input(
        "1,200 intermediates with 1,000 extensions",
        &sent,
        &[],
        Expected::Limit("candidates"),
    )
}

fn deep_nesting() -> Input {
    let mut value = Vec::new();
    // Lengths in the form of five octets, so that each level costs the same and nothing is copied: written from the inside.
    for level in 0..400_000_usize {
        let length = (level * 6) as u32;
        let [a, b, c, d] = length.to_be_bytes();
        value.extend([d, c, b, a, 0x84, 0x30]);
    }
    value.reverse();
    let leaf = mint::leaf(&[HOST])
        .extension("2.999.1", Criticality::NotCritical, value.clone())
        .issue();
    let in_name = mint::leaf(&[HOST]).subject(Name::from_der(value)).issue();
    input(
        "400,000 levels of nesting",
        &[leaf, in_name],
        &[],
        Expected::Finding("self-signed-not-trusted"),
    )
}

/// Names that are all wrong.
fn many_names() -> Input {
    let root = mint::root("Root");
    let names: Vec<GeneralName> = (0..150_000)
        .map(|n| GeneralName::dns(&format!("a_{n}.*")))
        .collect();
    let leaf = root.leaf(&[HOST]).san(names).issue();
    input(
        "150,000 malformed names",
        &[leaf],
        &[root],
        Expected::Finding("hostname-mismatch"),
    )
}

/// As text, for other languages.
pub(crate) fn encoded(certificates: &[Vec<u8>]) -> Vec<String> {
    certificates
        .iter()
        .map(|der| STANDARD.encode(der))
        .collect()
}
