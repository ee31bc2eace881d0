//! The page's parts beyond the verdict: error pages, purpose, time, bytes, requests, root lists, links, reading levels, what
//! is kept on the device, and the page as one file.

use std::io::Write;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use mint::Issued;
use page_tests::{Answer, Page, Request, Scheme, Test};
use serde_json::{Value, json};

use crate::common::{evaluate, eventually, project};

pub(crate) const TESTS: &[Test] = &[
    ("judges_stand_side_by_side", judges),
    ("each_browser_refuses_what_the_other_accepts", parting),
    ("a_judge_chosen_while_the_engine_works", chosen_meanwhile),
    ("the_verdict_names_every_fault", every_fault),
    ("a_key_of_another_is_told_with_the_verdict", wrong_key),
    ("what_openssl_lists_and_does_not_print", unprinted),
    ("the_intermediate_of_another_certificate", in_its_place),
    ("chrome_s_error_page_fills_the_form", chrome_error_page),
    ("firefox_s_error_page_fills_the_form", firefox_error_page),
    (
        "an_error_page_without_its_chain_leads_to_it",
        error_page_alone,
    ),
    ("a_client_is_judged_as_one", client),
    ("a_pasted_crl_is_evidence_for_the_standard", pasted_crl),
    ("the_moment_can_be_moved", moment),
    ("an_answer_comes_into_view", into_view),
    ("bytes_and_fields_lead_to_each_other", bytes),
    ("a_request_is_judged_before_it_is_sent", request_alone),
    ("a_request_is_matched_with_its_certificate", request_matched),
    ("root_lists_can_be_searched", root_lists),
    ("a_link_carries_the_public_parts_only", link),
    ("a_link_carries_what_files_hold", link_of_files),
    ("a_link_is_forgotten_with_its_certificates", link_forgotten),
    ("a_judge_is_chosen_for_these_certificates", judge_forgotten),
    ("reading_levels_are_remembered", levels),
    ("own_ca_is_kept_only_when_asked", own_ca),
    ("a_root_that_came_along_can_be_tried", tried_root),
    (
        "the_chain_shows_what_is_missing_and_what_is_too_much",
        chain_faults,
    ),
    ("findings_without_number_come_in_portions", many_findings),
    ("what_the_engine_adds_after_the_verdict", extras),
    ("two_certificates_are_compared", compared),
    ("a_list_that_did_not_load_is_asked_for_again", roots_missing),
    ("one_file_from_disk", single_file),
];

const TIME: &str = "2026-06-01T12:00:00";

fn company() -> (Issued, Issued) {
    let root = mint::root("Test Company CA");
    let leaf = root.leaf(&["intranet.example"]).issue();
    (root, leaf)
}

/// Judges the company's certificate with its own root trusted.
fn ask_company(page: &Page) -> Result<(Answer, Issued)> {
    let (root, leaf) = company();
    page.open()?;
    page.set("anchors", &root.pem())?;
    let answer = page.ask(&Request {
        text: &leaf.pem(),
        hostname: Some("intranet.example"),
        time: Some(TIME),
        store: Some("none"),
    })?;
    Ok((answer, leaf))
}

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

fn error_page(before: &str, chain: &[&Issued]) -> String {
    let pems: String = chain.iter().map(|certificate| certificate.pem()).collect();
    format!("{before}\n{pems}\nCertificate Transparency:\n")
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
    }
    Ok(())
}

fn chrome_error_page(page: &Page) -> Result<()> {
    let (_, _) = company();
    let root = mint::root("Test Company CA");
    let leaf = root
        .leaf(&["intranet.example"])
        .not_after("2026-03-31T00:00:00Z")
        .issue();
    page.open()?;
    page.set("anchors", &root.pem())?;
    let text = error_page(
        "Your connection is not private\nAttackers might be trying to steal your information from www.intranet.example (for \
         example, passwords).\nNET::ERR_CERT_COMMON_NAME_INVALID\nSubject: intranet.example\n\nIssuer: Test Company CA\n\n\
         Expires on: Mar 31, 2026\n\nCurrent date: Mar 5, 2026\n\nPEM encoded chain:",
        &[&leaf],
    );
    let answer = page.answer_to(|page| page.set("input-box", &text))?;
    ensure!(page.value("hostname")? == "www.intranet.example");
    ensure!(
        page.value("time")?.starts_with("2026-03-05T12:00"),
        "{}",
        page.value("time")?
    );
    ensure!(
        answer.cause.as_deref() == Some("hostname-mismatch"),
        "{answer:?}"
    );
    page.wait_for_text("error-page", "NET::ERR_CERT_COMMON_NAME_INVALID")?;
    page.wait_for_text("error-page", "on 5 March 2026")?;
    let same = evaluate(
        page,
        "return document.querySelector('[data-testid=error-page]').dataset.same",
    )?;
    ensure!(same == "true", "{same}");
    // Another certificate: what the page said is taken back.
    let (_, other) = company();
    page.answer_to(|page| page.set("input-box", &other.pem()))?;
    ensure!(page.value("hostname")? == "intranet.example" && page.count("error-page")? == 0);
    Ok(())
}

fn firefox_error_page(page: &Page) -> Result<()> {
    let root = mint::root("Unknown CA");
    let leaf = root.leaf(&["intranet.example"]).issue();
    page.open()?;
    page.set("time", TIME)?;
    let text = error_page(
        "Warnung: Mögliches Sicherheitsrisiko erkannt\nFehlercode: SEC_ERROR_UNKNOWN_ISSUER\n\nhttps://intranet.example:8443/login\n\n\
         Zertifikatskette:\n",
        &[&leaf],
    );
    let answer = page.answer_to(|page| page.set("input-box", &text))?;
    ensure!(page.value("hostname")? == "intranet.example");
    ensure!(answer.verdict.as_deref() == Some("rejected"), "{answer:?}");
    page.wait_for_text("error-page", "Firefox's error page for intranet.example")?;
    page.wait_for_text("error-page", "SEC_ERROR_UNKNOWN_ISSUER")
}

/// What the code means, and how the chain is had; a host goes into a command only where a shell takes it as it is.
fn error_page_alone(page: &Page) -> Result<()> {
    page.open()?;
    let answer = page.answer_to(|page| {
        page.set(
            "input-box",
            "Your connection is not private\nAttackers might be trying to steal your information from intranet.example (for example, \
             passwords, messages, or credit cards).\nNET::ERR_CERT_DATE_INVALID\nAdvanced\nBack to safety\n",
        )
    })?;
    ensure!(
        answer.heading == "This error page came without its certificates",
        "{answer:?}"
    );
    page.wait_for_text("error-page", "“The certificate has expired”")?;
    page.wait_for_text("error-page", "click the code")?;
    page.wait_for_text(
        "error-page",
        "openssl s_client -connect intranet.example:443 -servername intranet.example -showcerts </dev/null",
    )?;
    // The engine takes none of these for a host; neither does what makes the command.
    let commands = page.waiting_script(
        "const done = arguments[0];
        import('./error-page.js').then(({ drawErrorPage }) => done(
            ['-x.example', 'a.example;id', '$(id).example', 'a b', 'a\\nb', null].filter((host) => drawErrorPage(
                { browser: 'chrome', code: 'X', host, time: null }, { catalogue: new Map(), alone: true }).querySelector('pre'))),
            (error) => done(error.message));",
        Vec::new(),
    )?;
    ensure!(commands == json!([]), "{commands}");
    page.answer_to(|page| {
        page.set(
            "input-box",
            "Warning: Potential Security Risk Ahead\nFirefox detected a potential security threat and did not continue to \
             intranet.example.\nError code: SEC_ERROR_UNKNOWN_ISSUER\nView Certificate\n",
        )
    })?;
    page.wait_for_text("error-page", "“The issuer's certificate is missing”")?;
    page.wait_for_text("error-page", "PEM (chain)")?;
    ensure!(!page.text("results")?.contains("found below"));
    Ok(())
}

/// The standard says revoked where the pasted CRL lists the certificate, and not where it lists another; browsers fetch none.
fn pasted_crl(page: &Page) -> Result<()> {
    let (root, leaf) = company();
    let other = root.leaf(&["other.example"]).issue();
    for (listed, expected) in [(&leaf, "rejected"), (&other, "trusted")] {
        let crl = root.crl().revoke(listed, "2026-05-01T00:00:00Z").issue();
        let crl = BASE64_STANDARD.encode(crl);
        page.open()?;
        page.set("anchors", &root.pem())?;
        let text = format!(
            "{}-----BEGIN X509 CRL-----\n{crl}\n-----END X509 CRL-----\n",
            leaf.pem()
        );
        let answer = page.ask(&Request {
            text: &text,
            hostname: Some("intranet.example"),
            time: Some(TIME),
            store: Some("none"),
        })?;
        ensure!(answer.verdict.as_deref() == Some(expected), "{answer:?}");
        ensure!(answer.has("certificate-revoked") == (expected == "rejected"));
        let chrome = "return document.querySelector('[data-testid=judge-chrome]').dataset.verdict";
        ensure!(evaluate(page, chrome)? == "trusted");
        ensure!(page.text("input-items")?.matches("CRL").count() >= 1);
    }
    Ok(())
}

fn client(page: &Page) -> Result<()> {
    page.open()?;
    let answer = page.example("kubernetes-client")?;
    ensure!(answer.verdict.as_deref() == Some("trusted"), "{answer:?}");
    ensure!(
        evaluate(
            page,
            "return document.querySelector('[data-testid=purpose-client]').checked"
        )? == true
    );
    page.wait_for_text("verdict", "as a client's certificate")?;
    let answer = page.answer_to(|page| page.click("purpose-server"))?;
    ensure!(
        answer.cause.as_deref() == Some("extended-key-usage-unsuitable"),
        "{answer:?}"
    );
    ensure!(page.text("judges")?.contains("click past it"));
    // Who asks a client for its certificate is no visitor.
    page.answer_to(|page| page.click("purpose-client"))?;
    let answer = page.answer_to(|page| page.set("anchors", ""))?;
    ensure!(answer.verdict.as_deref() == Some("rejected"), "{answer:?}");
    ensure!(!page.text("judges")?.contains("click past it"));
    Ok(())
}

fn moment(page: &Page) -> Result<()> {
    ask_company(page)?;
    const MOVE: &str = "const slider = document.querySelector('[data-testid=moment]');
        slider.value = arguments[0];
        for (const type of ['input', 'change']) slider.dispatchEvent(new Event(type, { bubbles: true }));";
    let move_to = |place: u32| {
        page.answer_to(|page| {
            page.script(MOVE, vec![json!(place)])?;
            Ok(())
        })
    };
    let answer = move_to(1000)?;
    ensure!(
        answer.cause.as_deref() == Some("certificate-expired"),
        "{answer:?}"
    );
    ensure!(!page.value("time")?.is_empty());
    let answer = move_to(0)?;
    ensure!(
        answer.cause.as_deref() == Some("certificate-not-yet-valid"),
        "{answer:?}"
    );
    // By the keyboard: the next key finds the slider where it was.
    for _ in 0..2 {
        evaluate(page, "document.querySelector('#moment').focus()")?;
        page.script(
            "window.shownBefore = document.querySelector('#verdict').firstElementChild",
            Vec::new(),
        )?;
        page.press("\u{E014}")?;
        eventually(
            page,
            "return document.querySelector('#verdict').firstElementChild !== window.shownBefore || null",
        )?;
        let focused = evaluate(page, "return document.activeElement.id")?;
        ensure!(focused == "moment", "the focus is at {focused}");
    }
    Ok(())
}

/// What is pasted whole is answered where it can be seen, and so is what was asked for by a click; who types is left where they are.
fn into_view(page: &Page) -> Result<()> {
    const SEEN: &str = "const { top } = document.querySelector('#results').getBoundingClientRect();
        return top >= -1 && top < innerHeight / 2 ? [document.activeElement.id] : null;";
    // Reading an answer follows the links of its findings, which move focus and page.
    const BACK: &str = "document.querySelector('#input-text').focus({ preventScroll: true });
        window.scrollTo({ top: 0, behavior: 'instant' });";
    let (root, leaf) = company();
    page.open()?;
    page.view(1100, 700, Scheme::Light)?;
    page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    evaluate(page, BACK)?;
    page.script(
        "window.shownBefore = document.querySelector('#verdict').firstElementChild",
        Vec::new(),
    )?;
    page.press(" ")?;
    eventually(
        page,
        "return document.querySelector('#verdict').firstElementChild !== window.shownBefore || null",
    )?;
    ensure!(
        evaluate(page, SEEN)? == Value::Null,
        "typing moves the page"
    );
    evaluate(page, BACK)?;
    page.script(PASTE, vec![json!(format!("{}{}", leaf.pem(), root.pem()))])?;
    ensure!(
        eventually(page, SEEN)? == json!(["input-text"]),
        "the focus is moved"
    );
    for (click, told) in [
        (".changes button", "31 December 2019"),
        ("[data-testid=trust-root]", "your own roots"),
    ] {
        page.wait_for_text("timeline", "Where the answer changes")?;
        page.script(
            "const button = document.querySelector(arguments[0]);
            button.scrollIntoView({ behavior: 'instant', block: 'end' });
            button.click();",
            vec![json!(click)],
        )?;
        page.wait_for_text("verdict", told)?;
        eventually(page, SEEN).context(click)?;
    }
    page.view(1280, 900, Scheme::Light)
}

fn bytes(page: &Page) -> Result<()> {
    let (_, leaf) = ask_company(page)?;
    page.click("level-expert")?;
    evaluate(
        page,
        "const certificate = document.querySelector('[data-testid=certificate]');
        certificate.open = true;
        setTimeout(() => { certificate.querySelector('[data-testid=bytes]').open = true; }, 50);",
    )?;
    eventually(
        page,
        "return document.querySelectorAll('.asn1 .element').length > 20 ? true : null",
    )?;
    let cells = evaluate(
        page,
        "return document.querySelectorAll('.hex-view [data-offset]').length",
    )?;
    ensure!(
        cells.as_u64() == Some(leaf.der.len() as u64),
        "{cells} bytes"
    );
    // From an extension to its bytes.
    evaluate(
        page,
        "document.querySelector('[data-extension=\"2.5.29.17\"] .expert .link').click()",
    )?;
    let chosen = eventually(
        page,
        "const current = document.querySelector('.element[aria-current]');
        return current && [current.textContent, document.querySelector('.hex-view .head')?.dataset.offset];",
    )?;
    let place = leaf
        .der
        .windows(5)
        .position(|window| window == [6, 3, 0x55, 0x1d, 17])
        .context("the extension")?;
    ensure!(
        chosen[1].as_str() == Some((place - 2).to_string().as_str()),
        "{chosen}, not {place}"
    );
    // From a byte to its element.
    let at = leaf
        .der
        .windows(8)
        .position(|window| window == b"intranet")
        .context("the name")?;
    page.script(
        "document.querySelector(`.hex-view [data-offset=\"${arguments[0]}\"]`).click()",
        vec![json!(at)],
    )?;
    let text = evaluate(
        page,
        "return document.querySelector('.element[aria-current]').textContent",
    )?;
    ensure!(
        text.as_str()
            .is_some_and(|text| text.contains("intranet.example")),
        "{text}"
    );
    // From a field to its element.
    evaluate(
        page,
        "[...document.querySelectorAll('.where')].find((link) => link.ariaLabel.includes('serialNumber')).click()",
    )?;
    let text = eventually(
        page,
        "const text = document.querySelector('.element[aria-current]').textContent;
        return text.includes('serialNumber') ? text : null",
    )?;
    ensure!(
        text.as_str().is_some_and(|text| text.contains("INTEGER")),
        "{text}"
    );
    Ok(())
}

fn request_alone(page: &Page) -> Result<()> {
    page.open()?;
    let request = mint::csr(&["shop.example", "www.shop.example"]).pem();
    let answer = page.answer_to(|page| page.set("input-box", &request))?;
    ensure!(
        answer.error.as_deref() == Some("no-certificate"),
        "{answer:?}"
    );
    page.wait_for_text("request", "Its signature is good")?;
    page.wait_for_text("would-rfc5280", "would accept it")?;
    page.wait_for_text("request", "www.shop.example")?;
    let bare = mint::csr(&[]).subject("shop.example").pem();
    page.answer_to(|page| page.set("input-box", &bare))?;
    page.wait_for_text("request", "It asks for no extension")?;
    let mut der = mint::csr(&["shop.example"]).issue();
    let place = der
        .windows(4)
        .position(|window| window == b"shop")
        .context("the name")?;
    der[place] = b'c';
    page.answer_to(|page| page.set("input-box", &mint::pem("CERTIFICATE REQUEST", &der)))?;
    page.wait_for_text("request", "Its signature is not good")
}

fn request_matched(page: &Page) -> Result<()> {
    page.open()?;
    let answer = page.example("request-answered")?;
    ensure!(answer.verdict.as_deref() == Some("trusted"), "{answer:?}");
    page.wait_for_text("request-match", "they belong together")?;
    let other = mint::csr(&["shop.example"])
        .key(mint::Key::p256("another"))
        .pem();
    let (_, leaf) = company();
    page.answer_to(|page| page.set("input-box", &format!("{}{other}", leaf.pem())))?;
    page.wait_for_text("request-match", "do not belong together")
}

fn root_lists(page: &Page) -> Result<()> {
    page.open()?;
    page.click("view-roots")?;
    page.wait_for_text("roots-status", "in the list")?;
    for list in ["list-chrome", "list-mozilla"] {
        page.script(
            "document.querySelector(`[data-testid=\"${arguments[0]}\"]`).click()",
            vec![json!(list)],
        )?;
        page.set("roots-search", "isrg")?;
        page.wait_for_text("roots-list", "ISRG Root X1")?;
    }
    page.set("roots-search", "no such CA")?;
    page.wait_for_text("roots-status", "0 of 0 shown")?;
    page.set("roots-search", "96:bc:ec:06:26:49:76:f3:74:60:77:9a:cf:28:c5:a7:cf:e8:a3:c0:aa:e1:1a:8f:fc:ee:05:c0:bd:df:08:c6")?;
    page.wait_for_text("roots-list", "ISRG Root X1")?;
    page.click("root")?;
    page.wait_for_text("root", "Trust it as my own CA")?;
    page.click_named("Trust it as my own CA")?;
    ensure!(page.value("anchors")?.contains("BEGIN CERTIFICATE"));
    Ok(())
}

fn link(page: &Page) -> Result<()> {
    let (root, leaf) = company();
    page.open()?;
    page.set("anchors", &root.pem())?;
    let request = mint::csr(&["intranet.example"]).pem();
    let mislabelled = leaf.key_pem().replace("PRIVATE KEY", "CERTIFICATE REQUEST");
    let text = format!("{}{}{mislabelled}{request}", leaf.pem(), leaf.key_pem());
    let asked = Request {
        text: &text,
        hostname: Some("intranet.example"),
        time: Some(TIME),
        store: Some("none"),
    };
    let answer = page.ask(&asked)?;
    ensure!(answer.has("private-key-matches"), "{answer:?}");
    let fragment = copied_link(page)?;
    page.open_at(&format!("#{fragment}"))?;
    // It is unpacked after the page is there.
    let filled = eventually(
        page,
        "return document.querySelector('[data-testid=input-box]').value || null",
    )?;
    let filled = filled.as_str().context("a text")?;
    ensure!(
        filled.contains("BEGIN CERTIFICATE") && !filled.contains("PRIVATE"),
        "{filled}"
    );
    ensure!(filled.contains(request.trim()), "{filled}");
    ensure!(
        filled.matches("BEGIN CERTIFICATE REQUEST").count() == 1,
        "{filled}"
    );
    ensure!(page.value("hostname")? == "intranet.example" && page.value("store")? == "none");
    ensure!(page.value("anchors")?.contains("BEGIN CERTIFICATE"));
    page.wait_for_text("verdict", "Trusted")?;
    // Cut off on its way: said, and nothing is filled in.
    let cut = fragment.len() / 2;
    for damaged in ["c=AAAA", fragment.get(..cut).context("a half")?] {
        page.open_at(&format!("#{damaged}"))?;
        page.wait_for_text("error", "This link is damaged")?;
        ensure!(page.value("input-box")?.is_empty());
    }
    Ok(())
}

/// Presses the button, and answers the link's fragment.
fn copied_link(page: &Page) -> Result<String> {
    page.script(
        "document.querySelector('[data-testid=copy-link]').click()",
        Vec::new(),
    )?;
    let link = eventually(
        page,
        "return document.querySelector('[data-testid=copy-link]').dataset.link ?? null",
    )?;
    let fragment = link.as_str().and_then(|link| link.split_once('#'));
    Ok(fragment.context("a fragment")?.1.to_owned())
}

/// Certificates go into a link whatever form they were given in; what does not is told.
fn link_of_files(page: &Page) -> Result<()> {
    let root = mint::root("Test Company CA");
    let middle = root.ca("Middle").issue();
    let leaf = middle.leaf(&["intranet.example"]).issue();
    let request = mint::csr(&["intranet.example"]).issue();
    page.open()?;
    page.ask(&Request {
        text: &leaf.pem(),
        hostname: Some("intranet.example"),
        time: Some(TIME),
        store: Some("none"),
    })?;
    page.answer_to(|page| page.drop_files("anchors", &[("root.der", &root.der)]))?;
    let files: [(&str, &[u8]); 2] = [("middle.der", &middle.der), ("request.der", &request)];
    let answer = page.answer_to(|page| page.drop_files("input-box", &files))?;
    ensure!(answer.state == "result", "{answer:?}");
    // The name was given, the time too: dropped certificates are judged for them.
    page.wait_for_text("verdict", "Trusted")?;
    // Firefox and Chromium differ in whether a test may write to the clipboard.
    evaluate(
        page,
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} } })",
    )?;
    let fragment = copied_link(page)?;
    page.wait_for_text("link-status", "Not in it: requests")?;
    page.open_at(&format!("#{fragment}"))?;
    page.wait_for_text("verdict", "Trusted")?;
    let filled = page.value("input-box")?;
    ensure!(filled.contains(leaf.pem().trim()) && filled.contains(middle.pem().trim()));
    ensure!(page.value("anchors")? == root.pem());
    Ok(())
}

/// A link's fragment, as the page makes it.
fn fragment(fields: &Value) -> Result<String> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(fields.to_string().as_bytes())?;
    Ok(format!(
        "c={}",
        BASE64_URL_SAFE_NO_PAD.encode(packed.finish()?)
    ))
}

/// Puts a text into the box as a paste over all that is there does.
const PASTE: &str = "const box = document.querySelector('[data-testid=input-box]');
    box.value = arguments[0];
    box.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));";

fn paste(page: &Page, text: &str) -> Result<Answer> {
    page.answer_to(|page| page.script(PASTE, vec![json!(text)]).map(drop))
}

/// Whoever made a link chose its roots, name and time for its certificates, and not for what comes later. What the reader keeps on
/// the device is neither lost nor replaced.
fn link_forgotten(page: &Page) -> Result<()> {
    let kept = mint::root("Kept CA").pem();
    let stranger = mint::root("Stranger's CA");
    let leaf = stranger.leaf(&["intranet.example"]).issue();
    let next = stranger.leaf(&["bank.example"]).issue();
    let fragment = fragment(&json!({
        "c": format!("{}{}", leaf.pem(), stranger.pem()), "a": stranger.pem().replace('\n', "\r\n"), "h": null, "t": format!("{TIME}Z"),
        "p": "server", "e": "rfc5280-strict", "s": "none",
    }))?;
    let open = || {
        page.answer_to(|page| {
            page.script("location.hash = arguments[0]", vec![json!(fragment)])
                .map(drop)
        })
    };
    let stored = || evaluate(page, "return localStorage.getItem('certlens.own')");
    page.open()?;
    page.set("anchors", &kept)?;
    evaluate(page, "document.querySelector('#anchors').open = true")?;
    page.click("anchors-keep")?;

    let answer = open()?;
    ensure!(answer.verdict.as_deref() == Some("trusted"), "{answer:?}");
    ensure!(page.value("anchors")? == stranger.pem());
    page.set("anchors", &format!("{}\n", stranger.pem()))?;
    ensure!(
        stored()? == json!(kept),
        "a keystroke replaces what is kept"
    );
    // The same root comes along once more: one line in common is not the same certificate.
    let answer = paste(page, &format!("{}{}", next.pem(), stranger.pem()))?;
    ensure!(answer.verdict.as_deref() == Some("rejected"), "{answer:?}");
    ensure!(!answer.has("hostname-not-checked"), "{answer:?}");
    let left = || -> Result<[String; 4]> {
        Ok([
            page.value("hostname")?,
            page.value("store")?,
            page.value("edition")?,
            page.value("anchors")?.trim().to_owned(),
        ])
    };
    let free = |name: &str| [name, "chrome", "rfc5280", kept.trim()].map(str::to_owned);
    ensure!(left()? == free("bank.example"), "{:?}", left()?);
    ensure!(stored()? == json!(kept));
    let now = "return document.querySelector('[data-testid=time-now]').checked";
    ensure!(evaluate(page, now)? == true, "the link's time stays");
    ensure!(
        evaluate(page, "return location.hash")? == "",
        "a reload would bring the link back"
    );

    open()?;
    let answer = page.answer_to(|page| page.click("clear"))?;
    ensure!(answer.state == "empty", "{answer:?}");
    ensure!(left()? == free(""), "{:?}", left()?);
    ensure!(evaluate(page, now)? == true, "the link's time stays");
    // What a phone's keyboard pastes without saying so is no edit, though the link's lines are still there.
    open()?;
    let both = format!("{}{}", page.value("input-box")?, next.pem());
    page.answer_to(|page| page.set("input-box", &both))?;
    ensure!(page.value("anchors")?.trim() == kept.trim());
    page.answer_to(|page| page.click("clear"))?;
    // A moment chosen below the answer is for that answer's certificates.
    page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    page.answer_to(|page| {
        evaluate(
            page,
            "const slider = document.querySelector('[data-testid=moment]');
            slider.value = 1000;
            slider.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .map(drop)
    })?;
    ensure!(evaluate(page, now)? == false);
    page.answer_to(|page| page.set("input-box", &next.pem()))?;
    ensure!(evaluate(page, now)? == true, "the moment stays");
    Ok(())
}

/// The next certificates are shown by the judge who refuses them first.
fn judge_forgotten(page: &Page) -> Result<()> {
    page.open_at("")?;
    page.example("expired")?;
    page.wait_for_text("verdict", "by Chrome")?;
    page.answer_to(|page| {
        evaluate(
            page,
            "document.querySelector('.judge input[value=firefox]').click()",
        )
        .map(drop)
    })?;
    page.wait_for_text("verdict", "by Firefox")?;
    page.example("wrong-name")?;
    page.wait_for_text("verdict", "by Chrome")
}

fn levels(page: &Page) -> Result<()> {
    page.open()?;
    let level = || evaluate(page, "return document.documentElement.dataset.level");
    ensure!(level()? == "plain");
    page.click("level-expert")?;
    ensure!(level()? == "expert");
    page.reload()?;
    eventually(
        page,
        "return document.documentElement.dataset.level === 'expert' || null",
    )?;
    Ok(())
}

fn own_ca(page: &Page) -> Result<()> {
    let (root, leaf) = company();
    page.open()?;
    page.set("anchors", &format!("{}{}", root.pem(), leaf.key_pem()))?;
    let kept = || evaluate(page, "return JSON.stringify({ ...localStorage })");
    ensure!(
        !kept()?.as_str().unwrap_or_default().contains("CERTIFICATE"),
        "kept without being asked"
    );
    evaluate(page, "document.querySelector('#anchors').open = true")?;
    page.click("anchors-keep")?;
    let found = kept()?;
    let found = found.as_str().unwrap_or_default();
    ensure!(
        found.contains("BEGIN CERTIFICATE") && !found.contains("PRIVATE"),
        "{found}"
    );
    page.reload()?;
    eventually(
        page,
        "return document.querySelector('#anchors-text').value.includes('BEGIN CERTIFICATE') || null",
    )?;
    ensure!(
        !page.value("anchors")?.contains("PRIVATE"),
        "more is there than was kept"
    );
    evaluate(
        page,
        "document.querySelector('[data-testid=anchors-keep]').click()",
    )?;
    ensure!(
        !kept()?.as_str().unwrap_or_default().contains("CERTIFICATE"),
        "kept although it is no longer asked for"
    );
    Ok(())
}

fn tried_root(page: &Page) -> Result<()> {
    let (root, leaf) = company();
    page.open()?;
    let ask = |text: &str| {
        page.ask(&Request {
            text,
            hostname: Some("intranet.example"),
            time: Some(TIME),
            store: Some("none"),
        })
    };
    let answer = ask(&leaf.pem())?;
    ensure!(answer.has("issuer-not-found"), "{answer:?}");
    ensure!(page.count("trust-root")? == 0, "there is no root to try");
    let answer = ask(&format!("{}{}", leaf.pem(), root.pem()))?;
    ensure!(answer.has("root-not-trusted"), "{answer:?}");
    page.click("trust-root")?;
    page.wait_for_text("verdict", "Trusted")?;
    ensure!(page.value("anchors")? == root.pem());
    page.wait_for_text("without-own", "Your own CA makes the difference")
}

fn chain_faults(page: &Page) -> Result<()> {
    let root = mint::root("Chain Root");
    let middle = root.ca("Chain Middle").issue();
    let leaf = middle.leaf(&["chain.example"]).issue();
    let stranger = mint::root("Stranger");
    page.open()?;
    let ask = |text: String| {
        page.ask(&Request {
            text: &text,
            hostname: Some("chain.example"),
            time: Some(TIME),
            store: Some("none"),
        })
    };
    ask(leaf.pem())?;
    page.wait_for_text("chain", "Chain Middle")?;
    page.wait_for_text("chain", "Missing")?;
    ask([
        stranger.pem(),
        root.pem(),
        middle.pem(),
        leaf.pem(),
        leaf.pem(),
    ]
    .concat())?;
    page.wait_for_text("chain", "given as number 4, belongs at 1")?;
    page.wait_for_text("unused", "superfluous")?;
    page.wait_for_text("unused", "a second time")?;
    // The root came along and is not trusted: nothing is missing, and no signature is broken.
    page.wait_for_text("chain", "Root, not trusted")?;
    let chain = page.text("chain")?;
    ensure!(
        !chain.contains("Missing") && !chain.contains("broken") && chain.contains("signed by"),
        "{chain}"
    );
    ask(root.pem())?;
    let chain = page.text("chain")?;
    ensure!(
        !chain.contains("Missing") && !chain.contains("broken"),
        "{chain}"
    );
    Ok(())
}

fn many_findings(page: &Page) -> Result<()> {
    let (root, leaf) = company();
    page.open()?;
    let answer = page.ask(&Request {
        text: &[leaf.pem().repeat(40), root.pem()].concat(),
        hostname: Some("intranet.example"),
        time: Some(TIME),
        store: Some("none"),
    })?;
    ensure!(answer.findings.len() == 25, "{}", answer.findings.len());
    ensure!(
        answer.findings[0].id == "root-not-trusted",
        "faults come first"
    );
    page.click("more-findings")?;
    let again = evaluate(
        page,
        "return document.querySelectorAll('[data-testid=findings] [data-finding-id=certificate-duplicate]').length",
    )?;
    ensure!(again == 39 && page.count("more-findings")? == 0, "{again}");
    Ok(())
}

fn extras(page: &Page) -> Result<()> {
    page.open()?;
    page.example("wrong-order")?;
    page.wait_for_text("bundle", "Judged again: trusted")?;
    page.wait_for_text("timeline", "Not trusted before all dates")?;
    page.wait_for_text("timeline", "Not trusted from here on: Chrome")?;
    page.wait_for_text("timeline", "Firefox")?;
    page.wait_for_text("without-own", "Your own CA makes the difference")
}

fn compared(page: &Page) -> Result<()> {
    let (_, old) = company();
    let renewed = mint::root("Test Company CA")
        .leaf(&["intranet.example", "www.intranet.example"])
        .not_after("2028-01-01T00:00:00Z")
        .issue();
    page.open()?;
    page.click("view-diff")?;
    page.set("diff-a", &old.pem())?;
    // Dropped on one of its boxes: it stays there.
    page.drop_files("diff-b", &[("old.der", &old.der)])?;
    eventually(
        page,
        "return document.querySelector('#diff-b').value.startsWith('-----BEGIN') || null",
    )?;
    ensure!(page.value("diff-b")? == old.pem() && page.value("input-box")?.is_empty());
    page.set("diff-b", "nothing")?;
    page.click("diff-go")?;
    page.wait_for_text("diff-result", "certificate")?;
    page.set("diff-b", &renewed.pem())?;
    page.click("diff-go")?;
    page.wait_for_text("gain-rfc5280", "not trusted")?;
    page.wait_for_text("diff-result", "www.intranet.example")?;
    // Dropped elsewhere: it is judged where that can be seen.
    let skip = || evaluate(page, "return document.querySelector('.skip').hash");
    ensure!(skip()? == "#view-diff");
    page.answer_to(|page| page.drop_files("versions", &[("old.der", &old.der)]))?;
    ensure!(page.text("chips")?.contains("old.der"));
    ensure!(skip()? == "#results");
    Ok(())
}

/// Where a list of roots does not come, the reader can ask for it again.
fn roots_missing(page: &Page) -> Result<()> {
    page.open()?;
    let tried = page.waiting_script(
        "const done = arguments[0];
        import('./report.js').then(({ drawMisuse }) => {
            let tried = 0;
            const { verdict } = drawMisuse({ error: { code: 'data-not-loaded', message: 'It did not load: 404.' } }, { retry: () => { tried += 1; } });
            for (const button of verdict.querySelectorAll('button')) button.click();
            done([tried, verdict.textContent]);
        }, (error) => done(error.message));",
        Vec::new(),
    )?;
    ensure!(tried[0] == 1, "{tried}");
    let said = tried[1].as_str().unwrap_or_default();
    ensure!(
        said.contains("Check the connection") && said.contains("404") && said.contains("Try again"),
        "{said}"
    );
    Ok(())
}

fn single_file(page: &Page) -> Result<()> {
    let path = project().join("www/certlens.html").canonicalize()?;
    page.visit(&format!("file://{}#judge=rfc5280", path.display()))?;
    let answer = page.example("real-website")?;
    ensure!(answer.verdict.as_deref() == Some("trusted"), "{answer:?}");
    page.click("view-roots")?;
    page.wait_for_text("roots-status", "in the list")?;
    page.click("view-diff")?;
    page.wait_for_text("diff-go", "Compare")?;
    let policy = evaluate(
        page,
        "return document.querySelector('meta[http-equiv]').content",
    )?;
    let policy = policy.as_str().unwrap_or_default();
    ensure!(
        policy.contains("connect-src 'none'") && !policy.contains("unsafe-inline"),
        "{policy}"
    );
    page.script(
        "const real = URL.createObjectURL;
        URL.createObjectURL = (blob) => { document.documentElement.dataset.made = blob.size; return real(blob); };
        document.getElementById('licences').click();",
        Vec::new(),
    )?;
    eventually(page, "return document.documentElement.dataset.made || null")?;
    let size = evaluate(page, "return Number(document.documentElement.dataset.made)")?;
    let size = size.as_u64().unwrap_or_default();
    ensure!(size > 10_000, "the licences are {size} bytes");
    // A link is taken out of a file's address too.
    let (root, leaf) = company();
    let link = fragment(&json!({ "c": leaf.pem(), "a": root.pem(), "h": null, "s": "none" }))?;
    page.visit(&format!("file://{}#{link}", path.display()))?;
    page.wait_for_text("verdict", "your own roots")?;
    let other = mint::root("Another").leaf(&["other.example"]).issue();
    page.answer_to(|page| page.set("input-box", &other.pem()))?;
    ensure!(page.value("anchors")?.is_empty() && evaluate(page, "return location.hash")? == "");
    Ok(())
}
