//! Counting, and the table that is written.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::rules::{Peer, Rule, Side};

/// How often, by peer and reason.
type Times = BTreeMap<(Peer, String), u64>;

#[derive(Default)]
pub(crate) struct Counts {
    /// By kind of mutation: accepted, rejected by certlens.
    mutations: BTreeMap<&'static str, [u64; 2]>,
    agreed: BTreeMap<Peer, u64>,
    classified: BTreeMap<(Side, &'static str), (Rule, Times)>,
    /// By kind: the numbers of the chains, and how they were changed.
    pub(crate) unclassified: BTreeMap<String, Vec<(u64, &'static str)>>,
}

impl Counts {
    pub(crate) fn chains(&mut self, what: &'static str, trusted: bool) {
        self.mutations.entry(what).or_default()[usize::from(!trusted)] += 1;
    }

    pub(crate) fn agreed(&mut self, peer: Peer) {
        *self.agreed.entry(peer).or_default() += 1;
    }

    pub(crate) fn classified(&mut self, peer: Peer, side: Side, reason: &str, rule: &Rule) {
        let entry = self.classified.entry((side, rule.name));
        let (_, times) = entry.or_insert_with(|| (*rule, BTreeMap::new()));
        *times.entry((peer, reason.to_owned())).or_default() += 1;
    }

    /// Takes in what another part of the run counted.
    pub(crate) fn merge(&mut self, other: Counts) {
        for (what, [accepted, rejected]) in other.mutations {
            let sum = self.mutations.entry(what).or_default();
            *sum = [sum[0] + accepted, sum[1] + rejected];
        }
        for (peer, times) in other.agreed {
            *self.agreed.entry(peer).or_default() += times;
        }
        for (key, (rule, times)) in other.classified {
            let (_, sums) = self
                .classified
                .entry(key)
                .or_insert_with(|| (rule, BTreeMap::new()));
            for (reason, times) in times {
                *sums.entry(reason).or_default() += times;
            }
        }
        for (kind, chains) in other.unclassified {
            self.unclassified.entry(kind).or_default().extend(chains);
        }
    }

    pub(crate) fn unclassified(&mut self, kind: String, chain: u64, what: &'static str) {
        let chains = self.unclassified.entry(kind).or_default();
        chains.push((chain, what));
    }
}

/// The date, in UTC.
fn today() -> String {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed();
    let seconds = since.map_or(0, |since| since.as_secs() as i64);
    let now = certlens::Time::from_unix(seconds).to_string();
    now.split('T').next().unwrap_or_default().to_owned()
}

/// `docs/differential.md`.
pub(crate) fn markdown(counts: &Counts, chains: u64, seed: u64) -> String {
    let mut text = format!(
        "# certlens, OpenSSL and rustls-webpki over {chains} mutated chains\n\n\
         Written by `cargo xtask differential` on {}: {chains} chains, seed {seed}. certlens judges by the profile `rfc5280`, \
         the anchor being the chain's last certificate; OpenSSL ({}) for the purpose `sslserver` with the name compared, \
         policies checked, and any anchor allowed, once without and once with `X509_STRICT`; rustls-webpki 0.103 for server \
         authentication. A disagreement that no rule below explains fails the run.\n\n",
        today(),
        openssl::version::version()
    );
    text.push_str("| mutation | certlens accepts | rejects |\n|---|---:|---:|\n");
    for (what, [accepted, rejected]) in &counts.mutations {
        let _ = writeln!(text, "| {what} | {accepted} | {rejected} |");
    }
    text.push_str("\n| peer | agrees | certlens rejects, it accepts | certlens accepts, it rejects |\n|---|---:|---:|---:|\n");
    for (peer, agreed) in &counts.agreed {
        let of = |wanted: Side| -> u64 {
            let entries = counts
                .classified
                .iter()
                .filter(|((side, _), _)| *side == wanted);
            let times = entries.flat_map(|(_, (_, times))| times);
            times
                .filter(|((one, _), _)| one == peer)
                .map(|(_, times)| times)
                .sum()
        };
        let _ = writeln!(
            text,
            "| {} | {agreed} | {} | {} |",
            peer.name(),
            of(Side::WeReject),
            of(Side::WeAccept)
        );
    }
    for (side, title) in [
        (Side::WeReject, "certlens rejects, a peer accepts"),
        (Side::WeAccept, "certlens accepts, a peer rejects"),
    ] {
        let _ = write!(
            text,
            "\n## {title}\n\n| rule | section | why | reasons given | times |\n|---|---|---|---|---|\n"
        );
        for ((one, name), (rule, times)) in &counts.classified {
            if *one != side {
                continue;
            }
            // Where certlens rejects, the reasons are its own findings: the same for each peer, and named first.
            let mut by_peer: BTreeMap<Peer, u64> = BTreeMap::new();
            let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
            for ((peer, reason), times) in times {
                *by_peer.entry(*peer).or_default() += times;
                *reasons.entry(reason).or_default() += times;
            }
            let reasons: Vec<String> = reasons.keys().map(|reason| format!("`{reason}`")).collect();
            let peers: Vec<String> = by_peer
                .iter()
                .map(|(peer, times)| format!("{}: {times}", peer.name()))
                .collect();
            let _ = writeln!(
                text,
                "| {name} | {} | {} | {} | {} |",
                rule.section,
                rule.why,
                reasons.join(", "),
                peers.join("; ")
            );
        }
    }
    let unclassified: usize = counts.unclassified.values().map(Vec::len).sum();
    let _ = writeln!(text, "\nDisagreements without a rule: {unclassified}.");
    text
}
