//! The chains that real servers sent: trusted as they were; changed in one thing, rejected for the true reason, which is
//! linked to the right certificate.

use anyhow::{Result, ensure};
use page_tests::{Answer, Page, Request, Test};

use crate::common::{RealChain, real_chains, with_flipped_signature_bit};

pub(crate) const TESTS: &[Test] = &[
    ("real_chains_are_trusted", trusted),
    ("real_chains_with_one_thing_changed", changed),
];

const STORES: [&str; 2] = ["chrome", "mozilla"];

fn trusted(page: &Page) -> Result<()> {
    page.open()?;
    for chain in real_chains()? {
        for store in STORES {
            let answer = Case::of(&chain, store).ask(page)?;
            let what = format!("{} under {store}: {answer:?}", chain.id);
            ensure!(answer.verdict.as_deref() == Some("trusted"), what);
            ensure!(answer.findings.iter().all(|f| f.tone != "bad"), what);
            ensure!(answer.heading == "Trusted", what);
        }
    }
    Ok(())
}

/// Every chain natively, in tests/real_chains.rs; here those that differ in kind: RSA and ECDSA, one intermediate and
/// two, its issuer among the anchors and not.
const CHANGED: [&str; 5] = [
    "cloudflare.com",
    "microsoft.com",
    "amazon.com",
    "google.com",
    "docs.python.org",
];

fn changed(page: &Page) -> Result<()> {
    page.open()?;
    let chains = real_chains()?;
    let chains = chains
        .iter()
        .filter(|chain| CHANGED.contains(&chain.id.as_str()));
    let mut through_store = 0;
    for chain in chains.clone() {
        for store in STORES {
            through_store += change(page, chain, store)?;
        }
    }
    ensure!(chains.count() == CHANGED.len());
    ensure!(through_store > 0, "no chain is trusted through the store");
    Ok(())
}

/// Each change; returns how many left the chain trusted through an intermediate among the store's anchors.
fn change(page: &Page, chain: &RealChain, store: &'static str) -> Result<usize> {
    let good = Case::of(chain, store);

    let mut case = good.clone();
    case.host = "certlens.example".to_owned();
    case.rejected(page, "hostname-mismatch", 0)?;

    // A leaf lives for 398 days at most, its intermediate for years.
    case = good.clone();
    case.time = year_moved(&good.time, 2)?;
    case.rejected(page, "certificate-expired", 0)?;
    case.time = year_moved(&good.time, -2)?;
    case.rejected(page, "certificate-not-yet-valid", 0)?;

    case = good.clone();
    case.certificates[0] = with_flipped_signature_bit(&good.certificates[0])?;
    case.rejected(page, "signature-invalid", 0)?;

    case = good.clone();
    case.certificates.reverse();
    let answer = case.ask(page)?;
    let last = case.certificates.len() - 1;
    ensure!(
        answer.verdict.as_deref() == Some("trusted") && answer.path.first() == Some(&last),
        "{} reversed: {answer:?}",
        chain.id
    );

    case = good.clone();
    case.store = "none";
    let answer = case.ask(page)?;
    let top = answer.path.last().copied().unwrap_or(0);
    let cause = answer.cause.as_deref().unwrap_or("none");
    ensure!(
        top > 0
            && ["issuer-not-found", "root-not-trusted"].contains(&cause)
            && answer.blames(cause, top),
        "{} without a store: {answer:?}",
        chain.id
    );

    case = good.clone();
    case.certificates[1] = with_flipped_signature_bit(&good.certificates[1])?;
    let mut through_store = case.rejected_or_through_store(page, "signature-invalid", 1)?;
    case = good.clone();
    case.certificates.truncate(1);
    through_store += case.rejected_or_through_store(page, "issuer-not-found", 0)?;
    Ok(through_store)
}

/// The same day and time in another year.
fn year_moved(time: &str, years: i32) -> Result<String> {
    let (year, rest) = time.split_at(4);
    Ok(format!("{}{rest}", year.parse::<i32>()? + years))
}

/// A chain and what it is judged for.
#[derive(Clone, Debug)]
struct Case {
    certificates: Vec<String>,
    host: String,
    time: String,
    store: &'static str,
}

impl Case {
    fn of(chain: &RealChain, store: &'static str) -> Case {
        Case {
            certificates: chain.certificates.clone(),
            host: chain.host.clone(),
            time: chain.time.clone(),
            store,
        }
    }

    fn ask(&self, page: &Page) -> Result<Answer> {
        page.ask(&Request {
            text: &self.certificates.join("\n"),
            hostname: Some(&self.host),
            time: Some(&self.time),
            store: Some(self.store),
        })
    }

    /// Rejected for this cause, which links to this certificate.
    fn rejected(&self, page: &Page, id: &str, certificate: usize) -> Result<()> {
        let answer = self.ask(page)?;
        self.is_rejected(&answer, id, certificate)
    }

    /// The same, or trusted and said to be so through an intermediate that Chrome's store holds: 1 then, otherwise 0.
    fn rejected_or_through_store(
        &self,
        page: &Page,
        id: &str,
        certificate: usize,
    ) -> Result<usize> {
        let answer = self.ask(page)?;
        let trusted = answer.verdict.as_deref() == Some("trusted");
        if self.store == "chrome" && trusted && answer.has("anchor-is-intermediate") {
            return Ok(1);
        }
        self.is_rejected(&answer, id, certificate)?;
        Ok(0)
    }

    fn is_rejected(&self, answer: &Answer, id: &str, certificate: usize) -> Result<()> {
        ensure!(
            answer.verdict.as_deref() == Some("rejected")
                && answer.cause.as_deref() == Some(id)
                && answer.blames(id, certificate),
            "{} under {} at {}: not {id} at {certificate} but {answer:?}",
            self.host,
            self.store,
            self.time
        );
        Ok(())
    }
}
