//! Chains in which one certificate was changed at random before it was signed: a bit, an element of DER, an extension. What a
//! browser reads that it should not, and what it stops at, is found here first. Drawn with a fixed seed; none is dropped.

use mint::random::Random;
use mint::tree::{Body, Node};
use mint::{
    Builder, Criticality, GeneralName, Key, Name, extension::BasicConstraints, mutate, oid,
};

use crate::cases::Cases;
use crate::recipe::{host_of, recipe};

const MUTANTS: u64 = 700;
const SEED: u64 = 0x2026_1127;

#[derive(Clone, Copy)]
enum Change {
    Bit,
    Element,
    Extension,
}

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..MUTANTS {
        let mut random = Random::nth(SEED, number);
        let at = *random.choose(&["leaf", "leaf", "intermediate", "intermediate", "root"]);
        let change = match random.below(10) {
            0 => Change::Bit,
            1..=5 => Change::Element,
            _ => Change::Extension,
        };
        let what = match change {
            Change::Bit => "bit",
            Change::Element => "element",
            Change::Extension => "extension",
        };
        let id = format!("mutant/{number:03}-{at}-{what}");
        let host = host_of(&id);
        let [of_leaf, of_ca, of_root] = [random.next(), random.next(), random.next()];
        let names = host.clone();
        let mut case = recipe(id).leaf(move |b| furnished_leaf(b, of_leaf, &names));
        let names = host.clone();
        case = case.intermediate(move |b| furnished_ca(b, of_ca, &names));
        if random.one_in(4) {
            let names = host.clone();
            case = case.root(move |b| furnished_ca(b, of_root, &names));
        }
        let changes = if random.one_in(4) { 2 } else { 1 };
        let changed = move |b: Builder| {
            b.tbs(move |tbs| *tbs = mutated(tbs, change, changes, &host, &mut random))
        };
        cases.add(match at {
            "leaf" => case.leaf(changed),
            "intermediate" => case.intermediate(changed),
            _ => case.root(changed),
        });
    }
}

/// The octets of the key stay, somewhere: with others the server could not show that it has the key, and no browser would say
/// what it makes of the rest.
fn mutated(tbs: &[u8], change: Change, changes: usize, host: &str, random: &mut Random) -> Vec<u8> {
    let key = key_octets(tbs);
    loop {
        let mut copy = tbs.to_vec();
        for _ in 0..changes {
            change_once(&mut copy, change, host, random);
        }
        if copy.windows(key.len()).any(|octets| octets == key) {
            return copy;
        }
    }
}

fn change_once(tbs: &mut Vec<u8>, change: Change, host: &str, random: &mut Random) {
    if let Change::Bit = change {
        let at = random.below(tbs.len());
        tbs[at] ^= 1 << random.below(8);
        return;
    }
    let Some(mut tree) = Node::read(tbs) else {
        return;
    };
    if let Change::Element = change {
        mutate::edit(&mut tree, random);
    } else if let Some(list) = mutate::extensions(&mut tree) {
        let (_, domain) = host.split_once('.').expect("more than one label");
        mutate::change_list(list, random, |_, random| {
            Node::read(&mutate::extension_for(host, domain, random))
        });
    }
    *tbs = tree.write();
}

/// The content of subjectPublicKey, which comes after version, serialNumber, signature, issuer, validity and subject.
fn key_octets(tbs: &[u8]) -> Vec<u8> {
    let mut tree = Node::read(tbs).expect("not changed yet");
    let fields = tree.children().expect("a SEQUENCE");
    let bits = fields[6].children().expect("a SEQUENCE").remove(1);
    match bits.body {
        Body::Bytes(octets) => octets,
        Body::Elements(_) => unreachable!("a BIT STRING"),
    }
}

fn furnished_leaf(mut b: Builder, bits: u64, host: &str) -> Builder {
    let is_set = |bit: u32| bits >> bit & 1 == 1;
    if is_set(0) {
        b = b.san([
            GeneralName::dns(host),
            GeneralName::dns("other.example"),
            GeneralName::ip(&[10, 0, 0, 1]),
            GeneralName::email("user@example.com"),
            GeneralName::uri("http://example.com/"),
            GeneralName::directory(Name::common("Somebody")),
        ]);
    }
    if is_set(1) {
        b = b.policies(&["1.2.3.4", "2.23.140.1.2.1"]);
    }
    if is_set(2) {
        b = b.authority_information_access(&[("1.3.6.1.5.5.7.48.2", "http://a.example/ca.cer")]);
    }
    if is_set(3) {
        b = b.crl_distribution_points(&["http://a.example/ca.crl"]);
    }
    if is_set(4) && is_set(5) {
        b = b.key(Key::rsa(2048, 1));
    }
    if is_set(6) && is_set(7) {
        b = b.unknown_extension(Criticality::NotCritical);
    }
    b
}

fn furnished_ca(mut b: Builder, bits: u64, host: &str) -> Builder {
    let is_set = |bit: u32| bits >> bit & 1 == 1;
    if is_set(0) {
        b = b.name_constraints(&[host], &["excluded.example"]);
    }
    if is_set(1) {
        b = b.basic_constraints(BasicConstraints::CaWithPathLen(2));
    }
    if is_set(2) {
        b = b.extended_key_usage(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]);
    }
    if is_set(3) {
        b = b.policies(&[oid::ANY_POLICY]);
    }
    if is_set(4) && is_set(5) {
        b = b
            .policies(&["1.2.3.4"])
            .policy_constraints(Some(1), Some(1));
    }
    if is_set(6) && is_set(7) {
        b = b
            .policies(&["1.2.3.5"])
            .policy_mappings(&[("1.2.3.5", "1.2.3.4")]);
    }
    if is_set(8) && is_set(9) {
        b = b.inhibit_any_policy(1);
    }
    if is_set(10) {
        b = b.key(Key::rsa(2048, 2));
    }
    b
}
