//! How a case is made: a root that the user has added, an intermediate, a leaf, all valid; a case states only what is
//! different. Knows how to make chains, not what browsers think of them.

use mint::{Builder, Criticality, Issued, Name, extension};

use crate::case::Case;

type Change = Box<dyn FnOnce(Builder) -> Builder>;
type Finish = Box<dyn FnOnce(&mut Made)>;

/// What a case shall be. Each case has CA names and a host of its own, so no certificate of one can stand in for
/// another's in a browser that is asked many.
pub struct Recipe {
    id: String,
    fires: Vec<&'static str>,
    misses: Vec<&'static str>,
    host: String,
    intermediates: usize,
    root: Vec<Change>,
    intermediate: Vec<(usize, Change)>,
    leaf: Vec<Change>,
    finish: Vec<Finish>,
}

/// What was made, before it is sent.
pub struct Made {
    /// The root.
    pub root: Issued,
    /// From the root down.
    pub intermediates: Vec<Issued>,
    /// The leaf.
    pub leaf: Issued,
    /// DER; what the server sends.
    pub chain: Vec<Vec<u8>>,
    /// DER; what the user has added.
    pub anchors: Vec<Vec<u8>>,
    /// A stapled OCSP response.
    pub staple: Option<Vec<u8>>,
    /// The server's key, PKCS #8, where it is not the one that the leaf was made with.
    pub key: Option<Vec<u8>>,
    /// The name visited, at first the only one in the leaf.
    pub host: String,
    id: String,
}

/// A recipe without any fault.
pub fn recipe(id: impl Into<String>) -> Recipe {
    let id = id.into();
    let host = host_of(&id);
    Recipe {
        id,
        fires: Vec::new(),
        misses: Vec::new(),
        host,
        intermediates: 1,
        root: Vec::new(),
        intermediate: Vec::new(),
        leaf: Vec::new(),
        finish: Vec::new(),
    }
}

impl Recipe {
    /// The rows whose condition it meets.
    pub fn fires(mut self, rows: &[&'static str]) -> Self {
        self.fires.extend(rows);
        self
    }

    /// The rows whose condition it just does not meet.
    pub fn misses(mut self, rows: &[&'static str]) -> Self {
        self.misses.extend(rows);
        self
    }

    /// The name visited. The leaf still has its own.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// How many intermediates stand between root and leaf; 1 unless told otherwise.
    pub fn intermediates(mut self, count: usize) -> Self {
        self.intermediates = count;
        self
    }

    /// Changes the root.
    pub fn root(mut self, change: impl FnOnce(Builder) -> Builder + 'static) -> Self {
        self.root.push(Box::new(change));
        self
    }

    /// Changes the intermediate below the root.
    pub fn intermediate(self, change: impl FnOnce(Builder) -> Builder + 'static) -> Self {
        self.intermediate_at(0, change)
    }

    /// Changes the intermediate with so many others above it.
    pub fn intermediate_at(
        mut self,
        index: usize,
        change: impl FnOnce(Builder) -> Builder + 'static,
    ) -> Self {
        self.intermediate.push((index, Box::new(change)));
        self
    }

    /// Changes the leaf.
    pub fn leaf(mut self, change: impl FnOnce(Builder) -> Builder + 'static) -> Self {
        self.leaf.push(Box::new(change));
        self
    }

    /// Changes what is sent and trusted, once all is issued.
    pub fn finish(mut self, finish: impl FnOnce(&mut Made) + 'static) -> Self {
        self.finish.push(Box::new(finish));
        self
    }

    /// Makes the case.
    pub fn make(mut self) -> Case {
        let id = self.id.clone();
        let root = self
            .root
            .into_iter()
            .fold(wide(mint::ca(ca_name(&id, "Root"))), |b, f| f(b))
            .issue();
        let mut intermediates: Vec<Issued> = Vec::new();
        for index in 0..self.intermediates {
            let issuer = intermediates.last().unwrap_or(&root);
            let name = ca_name(&id, &format!("Intermediate {}", index + 1));
            let mut builder = wide(issuer.ca(name));
            for (_, change) in self.intermediate.extract_if(.., |(at, _)| *at == index) {
                builder = change(builder);
            }
            intermediates.push(builder.issue());
        }
        assert!(self.intermediate.is_empty(), "{id}: no such intermediate");
        let issuer = intermediates.last().unwrap_or(&root);
        let leaf = wide(issuer.leaf(&[&host_of(&id)]));
        let leaf = self.leaf.into_iter().fold(leaf, |b, f| f(b)).issue();

        let mut made = Made {
            chain: std::iter::once(&leaf)
                .chain(intermediates.iter().rev())
                .map(|c| c.der.clone())
                .collect(),
            anchors: vec![root.der.clone()],
            root,
            intermediates,
            leaf,
            staple: None,
            key: None,
            host: self.host,
            id,
        };
        self.finish.into_iter().for_each(|finish| finish(&mut made));

        let mut rows = self.fires.clone();
        rows.extend(&self.misses);
        Case {
            id: made.id,
            rows,
            fires: self.fires,
            chain: made.chain,
            key: made.key.unwrap_or_else(|| made.leaf.key.pkcs8()),
            anchors: made.anchors,
            hostname: made.host,
            staple: made.staple,
        }
    }
}

impl Made {
    /// The name of another CA of this case.
    pub fn name(&self, role: &str) -> Name {
        ca_name(&self.id, role)
    }

    /// Another root of this case, not trusted yet.
    pub fn other_root(&self, role: &str) -> Builder {
        wide(mint::ca(self.name(role)))
    }

    /// The CA that issued the leaf.
    pub fn issuer(&self) -> &Issued {
        self.intermediates.last().unwrap_or(&self.root)
    }

    /// Another certificate for the last intermediate (same name and key), issued by `issuer`.
    pub fn cross_sign(&self, issuer: &Issued) -> Builder {
        let of = self.issuer();
        wide(issuer.ca(of.subject.clone())).key(of.key.clone())
    }

    /// Another leaf for the host, issued by `issuer`; it replaces the one in the chain.
    pub fn new_leaf(&mut self, issuer: &Issued, change: impl FnOnce(Builder) -> Builder) {
        let leaf = change(wide(issuer.leaf(&[&host_of(&self.id)]))).issue();
        self.chain[0] = leaf.der.clone();
        self.leaf = leaf;
    }
}

/// A window that no browser's clock is near the ends of.
pub fn wide(builder: Builder) -> Builder {
    builder
        .not_before("2020-01-01T00:00:00Z")
        .not_after("2045-01-01T00:00:00Z")
}

/// Ended long ago.
pub fn expired(builder: Builder) -> Builder {
    builder
        .not_before("2020-01-01T00:00:00Z")
        .not_after("2021-01-01T00:00:00Z")
}

/// Begins in a long time.
pub fn not_yet_valid(builder: Builder) -> Builder {
    builder
        .not_before("2044-01-01T00:00:00Z")
        .not_after("2045-01-01T00:00:00Z")
}

/// Extension in both criticalities.
pub fn critical(oid: &'static str, value: Vec<u8>) -> impl FnOnce(Builder) -> Builder {
    move |b| b.extension(oid, Criticality::Critical, value)
}

/// An extension that is not critical.
pub fn not_critical(oid: &'static str, value: Vec<u8>) -> impl FnOnce(Builder) -> Builder {
    move |b| b.extension(oid, Criticality::NotCritical, value)
}

/// A second extension of this type.
pub fn again(oid: &'static str, value: Vec<u8>) -> impl FnOnce(Builder) -> Builder {
    move |b| b.raw_extension(extension::extension(oid, false, &value))
}

/// A case's CA names: the organization is the same in all, the common name says whose it is.
pub fn ca_name(id: &str, role: &str) -> Name {
    Name::empty()
        .o("Certlens Parity")
        .cn(&format!("{id} {role}"))
}

/// The host of a case, made from its id: at most one label below `parity.example`.
pub fn host_of(id: &str) -> String {
    let label: String = id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(60)
        .collect();
    format!("{}.parity.example", label.trim_end_matches('-'))
}
