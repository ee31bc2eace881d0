//! Certificates that were changed at random once they were signed, around what is signed: the outer SEQUENCE, the algorithm beside
//! the signature, the signature itself. Drawn with a fixed seed; none is dropped.

use mint::random::Random;
use mint::tree::{Body, Node};
use mint::{Key, der, mutate};

use crate::cases::Cases;
use crate::recipe::{Made, recipe};

const DRAWN: u64 = 300;
const SEED: u64 = 0x2026_1127_0005;
const ROWS: &[&str] = &["chrome/der", "chrome/algorithm-mismatch", "firefox/P-4"];

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        let mut random = Random::nth(SEED, number);
        let at = *random.choose(&["leaf", "leaf", "intermediate", "root"]);
        let mut case = recipe(format!("envelope/{number:03}-{at}")).fires(ROWS);
        if random.one_in(3) {
            case = case.root(|b| b.key(Key::rsa(2048, 1)));
        }
        if random.one_in(3) {
            case = case.intermediate(|b| b.key(Key::rsa(2048, 2)));
        }
        cases.add(case.finish(move |m| {
            let is_root_sent = random.one_in(4);
            change(m, at, &mut random);
            if is_root_sent {
                m.chain.push(m.anchors[0].clone());
            }
        }));
    }
}

fn change(m: &mut Made, at: &str, random: &mut Random) {
    let certificate = match at {
        "leaf" => &mut m.chain[0],
        "intermediate" => &mut m.chain[1],
        _ => &mut m.anchors[0],
    };
    *certificate = changed(certificate, random);
}

/// With what is signed as it was.
fn changed(certificate: &[u8], random: &mut Random) -> Vec<u8> {
    let mut outer = Node::read(certificate).expect("not changed yet");
    let parts = outer.children().expect("a SEQUENCE");
    let signed = parts[0].write();
    parts[0].body = Body::Bytes(der::split(&signed).1.to_vec());
    loop {
        let mut copy = outer.clone();
        match random.below(6) {
            0 => return [certificate, &der::null()].concat(),
            1 | 2 => change_signature(&mut copy, random),
            _ => mutate::edit(&mut copy, random),
        }
        let written = copy.write();
        if written != certificate && written.windows(signed.len()).any(|bytes| bytes == signed) {
            return written;
        }
    }
}

/// A bit of it, or an element of what it consists of, where it is ECDSA's.
fn change_signature(certificate: &mut Node, random: &mut Random) {
    let bits = &mut certificate.children().expect("a SEQUENCE")[2].body;
    let Body::Bytes(bits) = bits else {
        unreachable!("a BIT STRING")
    };
    match Node::read(&bits[1..]) {
        Some(mut pair) if !random.one_in(4) => {
            mutate::edit(&mut pair, random);
            bits.splice(1.., pair.write());
        }
        _ => {
            let bit = random.below(8 * bits.len());
            bits[bit / 8] ^= 1 << (bit % 8);
        }
    }
}
