//! What is changed, and how: mostly one field of a certificate, which is then signed again by its issuer, so that what is
//! wrong is that field and not the signature.

use mint::random::Random;
use mint::tree::{Body, Node};
use mint::{Name, der, mutate};

use crate::chains::Chain;

/// A changed copy of one of the chains, and what was done.
pub(crate) fn mutated(bases: &[Chain], random: &mut Random) -> (Chain, &'static str) {
    let mut chain = random.choose(bases).clone();
    let mut what = one_change(&mut chain, bases, random);
    if random.one_in(4) {
        what = one_change(&mut chain, bases, random);
    }
    (chain, what)
}

fn one_change(chain: &mut Chain, bases: &[Chain], random: &mut Random) -> &'static str {
    let count = chain.certificates.len();
    let index = random.below(count);
    match random.below(100) {
        0..8 => {
            let certificate = &mut chain.certificates[index].der;
            let at = random.below(certificate.len());
            certificate[at] ^= 1 << random.below(8);
            "a bit, not signed again"
        }
        8..20 => {
            change_tbs(chain, index, |tbs| {
                let at = random.below(tbs.len());
                tbs[at] ^= 1 << random.below(8);
            });
            "a bit, signed again"
        }
        20..48 => {
            change_tree(chain, index, |tree| mutate::edit(tree, random));
            "an element of DER"
        }
        48..80 => {
            let donor = &random.choose(bases).certificates;
            let donor = random.choose(donor).clone();
            change_extensions(chain, index, |list| {
                mutate::change_list(list, random, |drawn, random| match drawn {
                    3 => {
                        let other = extensions_of(&donor.der)?;
                        (!other.is_empty()).then(|| random.choose(&other).clone())
                    }
                    _ => {
                        let host = "example.com";
                        Node::read(&mutate::extension_for(host, host, random))
                    }
                });
            });
            "an extension"
        }
        80..86 => {
            let validity = validity(random);
            change_field(chain, index, FromSerial::Validity, validity);
            "validity"
        }
        86..90 => {
            let (field, value) = match random.below(3) {
                0 => (FromSerial::Issuer, name(random)),
                1 => (FromSerial::Subject, name(random)),
                _ => (FromSerial::Serial, serial(random)),
            };
            change_field(chain, index, field, value);
            "a name or serial number"
        }
        90..93 => {
            change_tree(chain, index, |tree| {
                let version = tree
                    .children()
                    .and_then(|fields| fields.first_mut())
                    .filter(|field| field.tag == 0xa0);
                if let Some(version) = version {
                    version.body = Body::Bytes(der::integer(*random.choose(&[-1, 0, 1, 3, 300])));
                }
            });
            "version"
        }
        93..96 => {
            let hosts = [
                "example.com",
                "EXAMPLE.com",
                "example.org",
                "a.b.example.com",
                "com",
                "10.0.0.1",
                "2001:db8::1",
                "www.example.com",
                "xn--bcher-kva.example",
            ];
            chain.host = (*random.choose(&hosts)).to_owned();
            "host name"
        }
        96..98 => {
            if count > 2 {
                chain.certificates.remove(1 + random.below(count - 2));
            }
            "an intermediate left out"
        }
        _ => {
            let other = random.choose(bases);
            let at = random.below(other.certificates.len());
            chain.certificates[index] = other.certificates[at].clone();
            "a certificate of another chain"
        }
    }
}

/// TBSCertificate, signatureAlgorithm and signature, each whole.
fn parts(certificate: &[u8]) -> Option<[Vec<u8>; 3]> {
    let node = Node::read(certificate)?;
    let Body::Elements(parts) = node.body else {
        return None;
    };
    let parts: Vec<Vec<u8>> = parts.iter().map(Node::write).collect();
    parts.try_into().ok()
}

fn change_tbs(chain: &mut Chain, index: usize, change: impl FnOnce(&mut Vec<u8>)) {
    let issuer = chain
        .certificates
        .get(index + 1)
        .unwrap_or(&chain.certificates[index]);
    let (key, scheme) = (issuer.key.clone(), issuer.scheme);
    let Some([mut tbs, algorithm, _]) = parts(&chain.certificates[index].der) else {
        return;
    };
    change(&mut tbs);
    let signature = der::bit_string(&key.sign(scheme, &tbs));
    chain.certificates[index].der = der::sequence(&[tbs, algorithm, signature]);
}

fn change_tree(chain: &mut Chain, index: usize, change: impl FnOnce(&mut Node)) {
    change_tbs(chain, index, |tbs| {
        if let Some(mut tree) = Node::read(tbs) {
            change(&mut tree);
            *tbs = tree.write();
        }
    });
}

/// A field of TBSCertificate, by its distance from serialNumber.
#[derive(Clone, Copy)]
enum FromSerial {
    Serial = 0,
    Issuer = 2,
    Validity = 3,
    Subject = 4,
}

fn change_field(chain: &mut Chain, index: usize, field: FromSerial, value: Vec<u8>) {
    change_tree(chain, index, |tree| {
        let Some(fields) = tree.children() else {
            return;
        };
        let serial = usize::from(fields.first().is_some_and(|field| field.tag == 0xa0));
        if let (Some(old), Some(new)) =
            (fields.get_mut(serial + field as usize), Node::read(&value))
        {
            *old = new;
        }
    });
}

fn change_extensions(chain: &mut Chain, index: usize, change: impl FnOnce(&mut Vec<Node>)) {
    change_tree(chain, index, |tree| {
        if let Some(list) = mutate::extensions(tree) {
            change(list);
        }
    });
}

fn extensions_of(certificate: &[u8]) -> Option<Vec<Node>> {
    let [tbs, ..] = parts(certificate)?;
    mutate::extensions(&mut Node::read(&tbs)?).cloned()
}

fn validity(random: &mut Random) -> Vec<u8> {
    let time = |random: &mut Random| match random.below(10) {
        0 => der::utc_time("2601010000Z"),
        1 => der::generalized_time("20260101000000Z"),
        2 => der::generalized_time("20260101000000.5Z"),
        3 => der::utc_time("260101000000+0100"),
        4 => der::generalized_time("99991231235959Z"),
        5 => der::utc_time("261301000000Z"),
        6 => der::time("2026-06-01T12:00:00Z"),
        7 => der::time("2026-06-01T12:00:01Z"),
        8 => der::time("2026-06-01T11:59:59Z"),
        _ => der::time("2030-01-01T00:00:00Z"),
    };
    let early = der::time("2026-01-01T00:00:00Z");
    let late = der::time("2027-01-01T00:00:00Z");
    match random.below(4) {
        0 => der::sequence(&[time(random), late]),
        1 => der::sequence(&[early, time(random)]),
        2 => der::sequence(&[late, early]),
        _ => der::sequence(&[time(random), time(random)]),
    }
}

fn name(random: &mut Random) -> Vec<u8> {
    let names = [
        Name::common("Root"),
        Name::common("ROOT"),
        Name::common(" root "),
        Name::common("Intermediate"),
        Name::common("intermediate"),
        Name::empty(),
        Name::empty().attribute("2.5.4.3", der::printable("Root")),
        Name::empty().attribute("2.5.4.3", der::bmp("Root")),
        Name::empty().attribute("2.5.4.3", der::teletex(b"Root")),
        Name::empty().attribute("1.2.840.113549.1.9.1", der::ia5("user@example.com")),
    ];
    random.choose(&names).der().to_vec()
}

fn serial(random: &mut Random) -> Vec<u8> {
    let contents: [&[u8]; 7] = [
        &[0],
        &[0x80],
        &[0, 1],
        &[0xff, 0xff],
        &[1; 20],
        &[1; 21],
        &[],
    ];
    der::tlv(0x02, random.choose::<&[u8]>(&contents))
}
