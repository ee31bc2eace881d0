//! The page's parts beyond the verdict: purpose, time, bytes, requests, root lists, reading levels, what is kept on the device,
//! and the page as one file.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use page_tests::{Page, Request, Scheme, Test};
use serde_json::{Value, json};

use crate::common::{
    KEPT, PASTE, TIME, ask_company, company, evaluate, eventually, keep_own, own_files, project,
};
use crate::link::fragment;

pub(crate) const TESTS: &[Test] = &[
    ("a_client_is_judged_as_one", client),
    ("a_pasted_crl_is_evidence_for_the_standard", pasted_crl),
    ("the_moment_can_be_moved", moment),
    ("an_answer_comes_into_view", into_view),
    ("bytes_and_fields_lead_to_each_other", bytes),
    ("a_request_is_judged_before_it_is_sent", request_alone),
    ("a_request_is_matched_with_its_certificate", request_matched),
    ("root_lists_can_be_searched", root_lists),
    ("reading_levels_are_remembered", levels),
    ("own_ca_is_kept_only_when_asked", own_ca),
    ("own_ca_remains_beside_others", own_ca_remains),
    ("a_root_that_came_along_can_be_tried", tried_root),
    (
        "the_chain_shows_what_is_missing_and_what_is_too_much",
        chain_faults,
    ),
    ("findings_without_number_come_in_portions", many_findings),
    ("what_the_engine_adds_after_the_verdict", extras),
    ("moments_are_told_in_words", moments),
    ("two_certificates_are_compared", compared),
    ("a_list_that_did_not_load_is_asked_for_again", roots_missing),
    ("one_file_from_disk", single_file),
];

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
    let remove = "document.querySelector('[aria-label^=\"Remove the example\"]').click()";
    let answer = page.answer_to(|page| evaluate(page, remove).map(drop))?;
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
    // On a phone the buttons stand above what they copy, which has the whole width.
    const NARROW: &str = "const rows = [...document.querySelectorAll('[data-testid=request] dd > ul')].map((list) =>
            [list, list.parentElement.querySelector('.copying')].map((node) => node.getBoundingClientRect()));
        return [rows.length, rows.filter(([list, copy]) => copy.bottom <= list.top + 8).length];";
    page.view(390, 900, Scheme::Light)?;
    let seen = evaluate(page, NARROW)?;
    page.screenshot("request-390")?;
    page.view(1280, 900, Scheme::Light)?;
    ensure!(seen == json!([2, 2]), "{seen}");
    page.wait_for_text("would-rfc5280", "would accept it")?;
    page.wait_for_text("request", "www.shop.example")?;
    let bare = mint::csr(&[]).subject("shop.example").pem();
    page.answer_to(|page| page.set("input-box", &bare))?;
    page.wait_for_text("request", "It asks for no extension")?;
    page.wait_for_text("would-chrome", "would refuse it")?;
    // There is no certificate yet.
    page.wait_for_text("request", "Make the request anew")?;
    page.wait_for_text("request", "openssl req -new ")?;
    ensure!(!page.text("request")?.contains("issued again"));
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
    let (root, _) = company();
    page.open()?;
    page.set("anchors", &root.pem())?;
    keep_own(page)?;
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
    // As Windows shows it; and what is no fingerprint finds none.
    page.set("roots-search", "96 bc ec 06 26")?;
    page.wait_for_text("roots-list", "ISRG Root X1")?;
    page.set("roots-search", ":")?;
    page.wait_for_text("roots-status", "0 of 0 shown")?;
    page.set("roots-search", "96:bc:ec:06")?;
    page.wait_for_text("roots-status", "1 of 1 shown")?;
    page.click("root")?;
    page.wait_for_text("root", "Trusted root")?;
    page.wait_for_text("root", "Trust it as my own CA")?;
    page.click_named("Trust it as my own CA")?;
    // Added to what is the reader's, and kept with it where they asked for that.
    ensure!(page.value("anchors")? == root.pem());
    ensure!(own_files(page)? == json!(["ISRG Root X1"]));
    ensure!(evaluate(page, FOCUSED)? == json!("Remove ISRG Root X1"));
    let kept = "return localStorage.getItem('certlens.own').match(/BEGIN/g).length === 2 || null";
    eventually(page, kept)?;
    page.click("view-roots")?;
    page.set("roots-search", "")?;
    page.click_named("Show all")?;
    let row = "return document.activeElement === document.querySelectorAll('[data-testid=root] summary')[40]";
    ensure!(evaluate(page, row)? == json!(true), "the focus is lost");
    Ok(())
}

/// What has the focus, as it is called.
const FOCUSED: &str = "return document.activeElement.ariaLabel ?? document.activeElement.tagName";

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
    keep_own(page)?;
    ensure!(eventually(page, KEPT)? == json!(root.pem()));
    ensure!(
        !anchors_after_reload(page)?.contains("PRIVATE"),
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
    // In whatever form it came.
    page.open()?;
    keep_own(page)?;
    page.drop_files(
        "anchors",
        &[
            ("key.pem", leaf.key_pem().as_bytes()),
            ("root.der", &root.der),
        ],
    )?;
    ensure!(eventually(page, KEPT)? == json!(root.pem()));
    ensure!(anchors_after_reload(page)? == root.pem());
    // Where the device takes no more, it is said that nothing is kept.
    evaluate(
        page,
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    )?;
    evaluate(page, "document.querySelector('#anchors').open = true")?;
    page.set("anchors", &leaf.pem())?;
    page.wait_for_text("not-kept", "Not kept")?;
    ensure!(
        evaluate(
            page,
            "return document.querySelector('[data-testid=anchors-keep]').checked"
        )? == json!(false)
    );
    ensure!(evaluate(page, KEPT)? == Value::Null);
    Ok(())
}

/// An example's CA and a root on trial take no place from the reader's own, and are not kept.
fn own_ca_remains(page: &Page) -> Result<()> {
    let (root, leaf) = company();
    let [first, second] = ["First CA", "Second CA"].map(|name| mint::root(name).pem());
    let both = format!("{first}{second}");
    let stored = |text: &str| {
        let kept = format!(
            "return {} === {} || null",
            &KEPT["return ".len()..],
            json!(text)
        );
        eventually(page, &kept).with_context(|| format!("{:?}", evaluate(page, KEPT)))
    };
    for keeps in [false, true] {
        page.open()?;
        page.set("anchors", &first)?;
        if keeps {
            keep_own(page)?;
            stored(&first)?;
            anchors_after_reload(page)?;
        }
        page.answer_to(|page| page.set("input-box", &format!("{}{}", leaf.pem(), root.pem())))?;
        page.answer_to(|page| page.click("trust-root"))?;
        ensure!(own_files(page)? == json!(["the root on trial"]));
        ensure!(page.value("anchors")? == first);
        page.example("bank")?;
        page.example("private-ca-unknown")?;
        page.example("bank")?;
        ensure!(page.value("anchors")?.is_empty());
        page.set("anchors", &second)?;
        if keeps {
            stored(&both)?;
        }
        page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
        ensure!(page.value("anchors")? == both && own_files(page)? == json!([]));
        page.answer_to(|page| page.drop_files("anchors", &[("root.der", &root.der)]))?;
        ensure!(page.value("anchors")? == both, "a file replaces it");
        page.example("bank")?;
        page.answer_to(|page| page.click("clear"))?;
        ensure!(page.value("anchors")? == both && own_files(page)? == json!(["root.der"]));
        if keeps {
            stored(&format!("{both}{}", root.pem()))?;
        }
    }
    Ok(())
}

/// What the box of own roots holds once what was kept has been filled in.
fn anchors_after_reload(page: &Page) -> Result<String> {
    page.reload()?;
    eventually(
        page,
        "return document.querySelector('#anchors-text').value.includes('BEGIN CERTIFICATE') || null",
    )?;
    page.value("anchors")
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
    ensure!(own_files(page)? == json!(["the root on trial"]));
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
    // On paper no button can be pressed; neither there nor among the checks is one needed.
    ensure!(page.count("all-checks")? == 1);
    evaluate(page, "dispatchEvent(new Event('beforeprint'))")?;
    let left = evaluate(
        page,
        "return [document.querySelector('[data-testid=all-checks]').hidden,
            document.querySelectorAll('[data-testid=checks] tbody tr').length > 30]",
    )?;
    ensure!(left == json!([true, true]), "{left}");
    let again = evaluate(
        page,
        "return document.querySelectorAll('[data-testid=findings] [data-finding-id=certificate-duplicate]').length",
    )?;
    ensure!(again == 39 && page.count("more-findings")? == 0, "{again}");
    // Whoever presses them is led to the first of the rest.
    page.answer_to(|page| page.click("judge"))?;
    for (button, rest) in [
        ("all-checks", "[data-testid=checks] tbody tr:nth-child(31)"),
        ("more-findings", ".finding:nth-child(26)"),
    ] {
        page.click(button)?;
        let there = "return document.querySelector(arguments[0]).contains(document.activeElement)";
        ensure!(
            page.script(there, vec![json!(rest)])? == json!(true),
            "{button} loses the focus"
        );
    }
    Ok(())
}

fn extras(page: &Page) -> Result<()> {
    page.open()?;
    page.example("wrong-order")?;
    page.wait_for_text("bundle", "Judged again: trusted")?;
    page.wait_for_text("timeline", "Not trusted before all dates")?;
    page.wait_for_text("timeline", "Not trusted from here on: Chrome")?;
    page.wait_for_text("timeline", "Firefox")?;
    page.wait_for_text("without-own", "Your own CA makes the difference")?;
    // Where nothing is trusted at any time, one sentence says so; the moments are for specialists.
    const SHOWN: &str = "return document.querySelector('.changes').checkVisibility()";
    ensure!(evaluate(page, SHOWN)? == true);
    let (_, leaf) = company();
    page.open()?;
    page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    page.wait_for_text("timeline", "no judge trusts it at any time")?;
    ensure!(evaluate(page, SHOWN)? == false);
    page.click("level-expert")?;
    ensure!(evaluate(page, SHOWN)? == true);
    Ok(())
}

/// In words, wherever a certificate has one; what is copied is the value itself.
fn moments(page: &Page) -> Result<()> {
    page.open()?;
    page.example("real-website")?;
    let said = evaluate(
        page,
        "const certificate = document.querySelector('[data-testid=certificate]');
        certificate.open = true;
        return new Promise((done) => setTimeout(() => done(certificate.querySelector('.inside').textContent)));",
    )?;
    let said = said.as_str().unwrap_or_default();
    ensure!(
        said.contains("Logged at12 March 2026 at 21:59:52 UTC") && !said.contains("T21:59"),
        "{said}"
    );
    Ok(())
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
    page.wait_for_text("diff-result", "The other: No certificate was found")?;
    // The same certificate, and one of two chains is not whole.
    let ca = mint::root("Test Company CA")
        .ca("Test Company CA 2")
        .issue();
    let below = ca.leaf(&["intranet.example"]).issue();
    page.click("view-judge")?;
    page.set("anchors", &mint::root("Test Company CA").pem())?;
    page.click("view-diff")?;
    page.set("diff-a", &format!("{}{}", below.pem(), ca.pem()))?;
    page.set("diff-b", &below.pem())?;
    page.click("diff-go")?;
    page.wait_for_text("diff-result", "What came with them is not.")?;
    page.wait_for_text(
        "gain-rfc5280",
        "the one is trusted. The other is not trusted",
    )?;
    page.set("diff-a", &below.pem())?;
    page.click("diff-go")?;
    page.wait_for_text("diff-result", "the same, byte by byte.")?;
    page.set("diff-a", &old.pem())?;
    page.set("diff-b", &renewed.pem())?;
    page.click("diff-go")?;
    page.wait_for_text("gain-rfc5280", "both are")?;
    page.wait_for_text("diff-result", "www.intranet.example")?;
    // No word is broken, and each icon stands beside its words.
    page.click("level-expert")?;
    const WORD: &str = "const node = [...document.querySelectorAll('.diff tbody th .expert')].map(({ firstChild }) => firstChild)
            .find(({ data }) => data === 'subjectAltName');
        const word = document.createRange();
        word.setStart(node, 0);
        word.setEnd(node, 14);
        const [icon, said] = document.querySelector('[data-testid=gain-rfc5280]').children;
        return [word.getClientRects().length, icon.getBoundingClientRect().right <= said.getBoundingClientRect().left];";
    for width in [1280, 375] {
        page.view(width, 900, Scheme::Light)?;
        let seen = evaluate(page, WORD)?;
        page.screenshot(&format!("compared-{width}"))?;
        ensure!(seen == json!([1, true]), "{width}: {seen}");
    }
    page.view(1280, 900, Scheme::Light)?;
    page.click("level-plain")?;
    let (root, _) = company();
    page.set("anchors", &root.pem())?;
    page.click("diff-go")?;
    page.wait_for_text("gain-rfc5280", "both are trusted.")?;
    page.wait_for_text(
        "diff-result",
        "now, for no particular name, with your own CA",
    )?;
    // When it ended is told, in words.
    let expired = root
        .leaf(&["intranet.example"])
        .not_after("2026-02-01T00:00:00Z")
        .issue();
    page.set("diff-a", &expired.pem())?;
    page.click("diff-go")?;
    for (judge, said) in [
        (
            "gain-chrome",
            "the one is not trusted (NET::ERR_CERT_DATE_INVALID): it expired on 1 February 2026. The other is trusted.",
        ),
        (
            "gain-rfc5280",
            "the one is not trusted: it expired on 1 February 2026. The other is trusted.",
        ),
        ("diff-result", "1 February 2026 at 00:00:00 UTC"),
        ("diff-result", "Signature (each certificate has its own)"),
        ("diff-result", "Names it is for DNS names"),
    ] {
        page.wait_for_text(judge, said)?;
    }
    page.set("anchors", "")?;
    page.click("diff-go")?;
    page.wait_for_text(
        "gain-rfc5280",
        "the one is not trusted: the issuer's certificate is missing; it expired on 1 February 2026.",
    )?;
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
    ensure!(own_files(page)? == json!([]) && evaluate(page, "return location.hash")? == "");
    Ok(())
}
