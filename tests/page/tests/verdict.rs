//! The verdict: the judges side by side, where they part, and what is said beside the cause.

use anyhow::{Context, Result, ensure};
use page_tests::{Page, Request, Scheme, Test};
use serde_json::json;

use crate::common::{TIME, ask_company, company, evaluate, eventually, open_without_roots};
use crate::looks::fits;

pub(crate) const TESTS: &[Test] = &[
    ("judges_stand_side_by_side", judges),
    ("each_browser_refuses_what_the_other_accepts", parting),
    ("a_judge_chosen_while_the_engine_works", chosen_meanwhile),
    ("the_verdict_names_every_fault", every_fault),
    ("the_headline_says_whose_fault_it_is", whose_fault),
    ("a_key_of_another_is_told_with_the_verdict", wrong_key),
    ("lists_that_are_old_are_named", old_lists),
    ("what_openssl_lists_and_does_not_print", unprinted),
    ("the_intermediate_of_another_certificate", in_its_place),
    ("of_two_servers_one_is_judged_at_a_time", two_servers),
];

/// Each judge that is there says its verdict, its version, and a sentence; the standard is always there.
fn judges(page: &Page) -> Result<()> {
    let (answer, _) = ask_company(page)?;
    ensure!(answer.verdict.as_deref() == Some("trusted"), "{answer:?}");
    let shown = evaluate(
        page,
        "return [...document.querySelectorAll('.judge')].map((judge) => [judge.querySelector('input').value,
            judge.dataset.verdict, judge.querySelector('.sentence').textContent.length > 10, judge.querySelector('.who').textContent])",
    )?;
    let shown = shown.as_array().context("judges")?;
    ensure!(
        shown
            .iter()
            .any(|judge| judge[0] == "rfc5280" && judge[1] == "trusted"),
        "{shown:?}"
    );
    for judge in shown {
        ensure!(judge[2] == true, "{judge}");
        ensure!(
            judge[1] != "rejected" || judge[3].as_str().is_some_and(|who| who.len() > 8),
            "{judge}"
        );
    }
    Ok(())
}

fn parting(page: &Page) -> Result<()> {
    page.open()?;
    let cases = [
        (
            "ca-as-leaf",
            json!([null, "MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY"]),
        ),
        (
            "key-usage-for-old-handshakes",
            json!(["ERR_SSL_KEY_USAGE_INCOMPATIBLE", null]),
        ),
    ];
    for (example, expected) in cases {
        page.example(example)?;
        let codes = evaluate(
            page,
            "return ['chrome', 'firefox'].map((name) => document.querySelector(`[data-testid=judge-${name}]`).dataset.code ?? null)",
        )?;
        ensure!(codes == expected, "{example}: {codes}");
        page.wait_for_text("parting", "They part here")?;
        page.wait_for_text("parting", "because of this: ")?;
    }
    // Another judge's reasons, by the keyboard alone.
    evaluate(
        page,
        "document.querySelector('.judge input[value=rfc5280]').focus()",
    )?;
    page.press("\u{E012}")?;
    eventually(
        page,
        "return document.querySelector('.judge input:checked').value === 'firefox' || null",
    )?;
    page.press("\u{E012}")?;
    eventually(
        page,
        "return document.querySelector('.judge input:checked').value === 'chrome' || null",
    )?;
    page.wait_for_text("verdict", "by Chrome")
}

/// The engine sends one judge's reasons whole; the reader has asked for another's by the time they arrive.
fn chosen_meanwhile(page: &Page) -> Result<()> {
    let (root, leaf) = company();
    page.open_at("")?;
    page.set("anchors", &root.pem())?;
    page.set("hostname", "intranet.example")?;
    page.set("input-box", &leaf.pem())?;
    for judge in ["rfc5280", "firefox", "chrome"] {
        page.answer_to(|page| {
            const ASK: &str = "document.querySelector('[data-testid=judge]').click(); location.hash = `judge=${arguments[0]}`;";
            page.script(ASK, vec![json!(judge)])?;
            Ok(())
        })?;
        // The browser tells of the new address when it likes, before or after the answer.
        eventually(
            page,
            &format!(
                "return document.querySelector('.judge input:checked').value === '{judge}' || null"
            ),
        )?;
    }
    Ok(())
}

/// The first fault is the headline, and the others are there at once; what was not looked at is no statement.
fn every_fault(page: &Page) -> Result<()> {
    let (_, leaf) = company();
    page.open()?;
    let ask = |hostname, time| {
        page.ask(&Request {
            text: &leaf.pem(),
            hostname: Some(hostname),
            time: Some(time),
            store: Some("none"),
        })
    };
    ask("intranet.example", TIME)?;
    ensure!(page.count("more-faults")? == 0, "there is one");
    ask("other.example", "2029-01-01T00:00:00")?;
    page.wait_for_text("more-faults", "And 2 more faults: ")?;
    let said = [page.text("verdict")?, page.text("more-faults")?];
    for title in [
        "the issuer's certificate is missing",
        "the certificate has expired",
        "the certificate is for other names",
    ] {
        ensure!(
            said[0].contains(&format!("Not trusted: {title}")) != said[1].contains(title),
            "{title}: {said:?}"
        );
    }
    page.wait_for_text(
        "not-judged",
        "not ruled out: whether the signature does not fit; whether the certificate has been revoked.",
    )
}

/// The headline says whose date it is: a server's certificate that is good must not be renewed for its CA's.
fn whose_fault(page: &Page) -> Result<()> {
    let root = mint::root("Test Company CA");
    let ca = |not_after| root.ca("Issuing CA").not_after(not_after).issue();
    page.open()?;
    page.set("anchors", &root.pem())?;
    for (ca_ends, ends, heading) in [
        (
            "2026-02-01T00:00:00Z",
            "2027-01-01T00:00:00Z",
            "Not trusted: the certificate has expired (the CA's, “Issuing CA”)",
        ),
        (
            "2027-01-01T00:00:00Z",
            "2026-02-01T00:00:00Z",
            "Not trusted: the certificate has expired",
        ),
    ] {
        let ca = ca(ca_ends);
        let leaf = ca.leaf(&["intranet.example"]).not_after(ends).issue();
        let answer = page.ask(&Request {
            text: &(leaf.pem() + &ca.pem()),
            hostname: Some("intranet.example"),
            time: Some(TIME),
            store: None,
        })?;
        ensure!(answer.heading == heading, "{answer:?}");
        ensure!(
            answer.cause.as_deref() == Some("certificate-expired"),
            "{answer:?}"
        );
    }
    Ok(())
}

/// Asks about a chain at whose leaf the issuer is missing.
fn ask_issuerless(page: &Page, text: &str) -> Result<()> {
    page.open()?;
    let answer = page.ask(&Request {
        text,
        hostname: Some("intranet.example"),
        time: Some(TIME),
        store: None,
    })?;
    ensure!(
        answer.cause.as_deref() == Some("issuer-not-found"),
        "{answer:?}"
    );
    Ok(())
}

/// What stands where the missing intermediate should is named; a root does not stand there, nor does what is no CA's.
fn in_its_place(page: &Page) -> Result<()> {
    let root = mint::root("Test Company CA");
    let leaf = root
        .ca("New CA")
        .issue()
        .leaf(&["intranet.example"])
        .issue();
    let old = root.ca("Old CA").issue();
    let other = old.leaf(&["other.example"]).issue();
    for (second, is_told) in [(&old, true), (&root, false), (&other, false)] {
        ask_issuerless(page, &(leaf.pem() + &second.pem()))?;
        let told = page.text("verdict")?;
        ensure!((page.count("in-its-place")? == 1) == is_told, "{told}");
        if is_told {
            page.wait_for_text(
                "in-its-place",
                "In its place is “Old CA”, which is not the issuer",
            )?;
        }
    }
    Ok(())
}

/// A server that sends its intermediate is not told to send it; two servers are told apart from one.
fn unprinted(page: &Page) -> Result<()> {
    let root = mint::root("Test Company CA");
    let ca = root.ca("Issuing CA").issue();
    let leaf = ca.leaf(&["intranet.example"]).issue();
    let other = ca.leaf(&["other.example"]).issue();
    let list = |count: usize| -> String {
        let lines = (0..count).map(|number| format!(" {number} s:CN = x\n   i:CN = y\n"));
        format!(
            "CONNECTED(00000003)\n---\nCertificate chain\n{}---\n",
            lines.collect::<String>()
        )
    };
    for (text, is_told) in [
        (list(2) + &leaf.pem(), true),
        (list(1) + &leaf.pem(), false),
        (list(2) + &leaf.pem() + &ca.pem(), false),
        (list(1) + &leaf.pem() + &list(1) + &other.pem(), false),
    ] {
        ask_issuerless(page, &text)?;
        ensure!(
            page.text("verdict")?
                .contains("-showcerts: the server sent 2")
                == is_told,
            "{text}"
        );
        let servers = text.matches("Certificate chain").count();
        let is_several = page
            .text("verdict")?
            .contains("What 2 servers sent is here");
        ensure!(is_several == (servers == 2), "{text}");
    }
    Ok(())
}

/// By what they are, not by their files' names.
fn old_lists(page: &Page) -> Result<()> {
    let (_, leaf) = company();
    page.open_at("#judge=firefox")?;
    page.ask(&Request {
        text: &leaf.pem(),
        time: Some("2030-01-01T00:00:00"),
        ..Request::default()
    })?;
    page.wait_for_text(
        "verdict",
        "Older than 90 days at that time, and what changed since is not known here: Mozilla's list of roots, the list of public logs, \
         Mozilla's list of revoked certificates (OneCRL), the list of intermediates that Firefox has.",
    )
}

/// No server works with it, trusted or not; beside the right one it does no harm.
fn wrong_key(page: &Page) -> Result<()> {
    let (root, leaf) = company();
    let other = root.leaf(&["other.example"]).issue();
    for (keys, is_told) in [
        (other.key_pem(), true),
        (leaf.key_pem(), false),
        (other.key_pem() + &leaf.key_pem(), false),
    ] {
        page.open()?;
        page.set("anchors", &root.pem())?;
        let answer = page.ask(&Request {
            text: &(leaf.pem() + &keys),
            hostname: Some("intranet.example"),
            time: Some(TIME),
            store: Some("none"),
        })?;
        ensure!(answer.verdict.as_deref() == Some("trusted"), "{answer:?}");
        ensure!(
            page.count("wrong-key")? == usize::from(is_told),
            "{answer:?}"
        );
        // It warns, whatever the verdict's colour.
        const WARNS: &str =
            "return document.querySelectorAll('.verdict.good > .panel .cure:not(.warn)').length";
        ensure!(page.script(WARNS, Vec::new())? == 0, "{answer:?}");
    }
    Ok(())
}

/// What is not judged is told first, and can be judged instead; what is there twice is told in words that fit a phone.
fn two_servers(page: &Page) -> Result<()> {
    let root = mint::root("Test Company CA");
    let leaf = root
        .leaf(&["intranet.example"])
        .subject("The first of two servers of this company")
        .issue();
    let other = root.leaf(&["other.example"]).issue();
    open_without_roots(page)?;
    page.set("anchors", &root.pem())?;
    let answer = page.answer_to(|page| {
        page.set(
            "input-box",
            &(leaf.pem() + &other.pem() + &leaf.pem() + &root.pem()),
        )
    })?;
    ensure!(answer.verdict.as_deref() == Some("trusted"), "{answer:?}");
    page.wait_for_text(
        "other-servers",
        "Another server certificate is here, not judged",
    )?;
    ensure!(page.count("judge-other")? == 1);
    evaluate(
        page,
        "for (const node of document.querySelectorAll('[data-finding-id=certificate-duplicate] .details')) node.open = true",
    )?;
    page.wait_for_text("findings", "number 1, The first of two")?;
    for width in [1280, 375, 320] {
        page.view(width, 2400, Scheme::Light)?;
        evaluate(
            page,
            "document.querySelector('[data-testid=verdict]').scrollIntoView()",
        )?;
        page.screenshot(&format!("two-servers-{width}"))?;
        fits(page, width)?;
    }
    page.view(1280, 900, Scheme::Light)?;
    // On paper every cure is there, whether it was opened or not.
    const CLOSED: &str = "const closed = () => [...document.querySelectorAll('.fix :is(p, ol)')].filter((node) => !node.checkVisibility()).length;
        const { media } = [...document.styleSheets[0].cssRules].find((rule) => rule.media?.mediaText === 'print');
        const before = closed();
        media.mediaText = 'all';
        const printed = closed();
        media.mediaText = 'print';
        return [before > 0, printed];";
    let seen = evaluate(page, CLOSED)?;
    ensure!(seen == json!([true, 0]), "{seen}");
    let answer = page.answer_to(|page| page.click("judge-other"))?;
    ensure!(answer.verdict.as_deref() == Some("trusted"), "{answer:?}");
    ensure!(page.value("hostname")? == "other.example");
    // What is read aloud ends its sentences once.
    page.answer_to(|page| page.set("hostname", ""))?;
    let said = evaluate(
        page,
        "return document.querySelector('#announcement').textContent",
    )?;
    let said = said.as_str().context("an announcement")?;
    ensure!(
        said.starts_with("Which name should it be judged for? A server"),
        "{said}"
    );
    ensure!(!said.contains(".."), "{said}");
    Ok(())
}
