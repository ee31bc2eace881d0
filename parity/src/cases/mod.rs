//! The cases, a file a family of rules; what is drawn at random, the same each time, in `drawn`.

mod algorithms_chromium;
mod branches;
mod branches_chromium;
mod building;
mod constraints;
mod drawn;
mod element_forms;
mod error_pages;
mod extensions;
mod host_matrix;
mod hosts;
pub(crate) mod imposed;
mod keys;
mod names;
mod namesakes;
mod own_anchors;
mod pairs;
mod parsing;
mod policies;
mod roles;
mod signing;
mod stapled_paths;
mod status;
mod time_forms;
mod tls;
mod upper_names;
mod validity;

use std::fmt;
use std::sync::LazyLock;

pub use keys::dsa_pkcs8;

use mint::{Builder, der};
use rayon::prelude::*;
use time::Duration;

use crate::{
    case::Case,
    near,
    recipe::{Recipe, recipe},
};

/// A family adds its recipes.
type Family = fn(&mut Cases);

const FAMILIES: &[Family] = &[
    parsing::cases,
    names::cases,
    hosts::cases,
    validity::cases,
    roles::cases,
    constraints::cases,
    policies::cases,
    extensions::cases,
    keys::cases,
    building::cases,
    tls::cases,
    status::cases,
    pairs::cases,
    drawn::tangles::cases,
    algorithms_chromium::cases,
    imposed::cases,
    element_forms::cases,
    drawn::mutants::cases,
    drawn::constraints::cases,
    drawn::policies::cases,
    drawn::roles::cases,
    drawn::staples::cases,
    drawn::names::cases,
    time_forms::cases,
    drawn::envelopes::cases,
    host_matrix::cases,
    drawn::jumbles::cases,
    signing::cases,
    namesakes::cases,
    drawn::estates::cases,
    drawn::furnished::cases,
    drawn::crowds::cases,
    drawn::directory_names::cases,
    drawn::leaf_keys::cases,
    drawn::unseen::cases,
    own_anchors::cases,
    upper_names::cases,
    stapled_paths::cases,
    branches::cases,
    branches_chromium::cases,
    error_pages::cases,
];

/// Every case, in an order that does not change; the same bytes each time.
pub fn all() -> Vec<Case> {
    let later = near::later_than_recorded();
    let make = |family: &Family| {
        let mut cases = Cases(Vec::new());
        family(&mut cases);
        let cases = cases.0.into_iter().map(Recipe::make);
        cases.collect::<Vec<_>>()
    };
    let families = FAMILIES
        .par_iter()
        .map(|family| near::asked_later(later, || make(family)));
    families.collect::<Vec<_>>().concat()
}

/// Every case as it is recorded, made once for all that a process asks.
pub fn recorded() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| near::asked_later(Duration::ZERO, all));
    &CASES
}

/// Families whose chains have several faults, or the same hundreds of times.
const OF_MANY_FAULTS: &[&str] = &[
    "cross-sign",
    "crossed",
    "crowd",
    "directory-cut",
    "directory-name",
    "directory-values",
    "drawn-constraints",
    "drawn-policies",
    "drawn-roles",
    "drawn-staple",
    "envelope",
    "estate",
    "furnished",
    "host-list",
    "host-matrix",
    "jumble",
    "key-identifiers",
    "leaf-key",
    "mails",
    "mutant",
    "nc-hosts",
    "own-anchor",
    "pair",
    "spelling",
    "staple",
    "stapled-path",
    "stapled-twins",
    "tangled",
    "time-form",
    "triple",
    "unseen",
    "written-staple",
];

/// Whether a program's name for what is wrong with this case tells what it calls one fault; programs that are no browsers are asked
/// about such cases alone.
pub fn is_of_one_fault(case: &Case) -> bool {
    let family = case.id.split('/').next().unwrap_or_default();
    !OF_MANY_FAULTS.contains(&family)
}

/// Where the families put their recipes.
struct Cases(Vec<Recipe>);

/// Rows of the tables, by name.
type Rows = &'static [&'static str];

/// One change to one certificate: its name, the rows that it fires, those that it just misses, the change.
type Fault = (&'static str, Rows, Rows, fn(Builder) -> Builder);

impl Cases {
    fn add(&mut self, recipe: Recipe) {
        self.0.push(recipe);
    }

    /// Each fault in the leaf.
    fn in_leaf(&mut self, family: &str, faults: &[Fault]) {
        self.at(At::Leaf, family, faults);
    }

    /// Each fault in the leaf, in the intermediate and in the root: three cases.
    fn everywhere(&mut self, family: &str, faults: &[Fault]) {
        for at in At::ALL {
            self.at(at, family, faults);
        }
    }

    /// Each fault in the intermediate and in the root.
    fn in_cas(&mut self, family: &str, faults: &[Fault]) {
        for at in [At::Intermediate, At::Root] {
            self.at(at, family, faults);
        }
    }

    fn at(&mut self, at: At, family: &str, faults: &[Fault]) {
        for (name, fires, misses, change) in faults {
            let recipe = recipe(format!("{family}/{at}-{name}"))
                .fires(fires)
                .misses(misses);
            self.add(at.change(recipe, *change));
        }
    }
}

/// Where in the chain a fault is.
#[derive(Clone, Copy)]
enum At {
    Leaf,
    Intermediate,
    Root,
}

impl At {
    const ALL: [Self; 3] = [Self::Leaf, Self::Intermediate, Self::Root];

    fn change(self, recipe: Recipe, change: impl FnOnce(Builder) -> Builder + 'static) -> Recipe {
        match self {
            Self::Leaf => recipe.leaf(change),
            Self::Intermediate => recipe.intermediate(change),
            Self::Root => recipe.root(change),
        }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Leaf => "leaf",
            Self::Intermediate => "intermediate",
            Self::Root => "root",
        })
    }
}

/// The first `from` in `bytes` becomes `to`.
fn replace(bytes: &mut Vec<u8>, from: &[u8], to: &[u8]) {
    let at = bytes
        .windows(from.len())
        .position(|window| window == from)
        .expect("stands there");
    bytes.splice(at..at + from.len(), to.iter().copied());
}

/// The elements of a SEQUENCE.
fn elements(sequence: &[u8]) -> Vec<Vec<u8>> {
    let (_, mut rest) = der::split(sequence);
    let mut elements = Vec::new();
    while !rest.is_empty() {
        let (header, length) = match rest[1] {
            short @ 0..0x80 => (2, usize::from(short)),
            long => {
                let octets = usize::from(long & 0x7f);
                let length = rest[2..2 + octets]
                    .iter()
                    .fold(0, |n, octet| n << 8 | usize::from(*octet));
                (2 + octets, length)
            }
        };
        let (element, after) = rest.split_at(header + length);
        elements.push(element.to_vec());
        rest = after;
    }
    elements
}
