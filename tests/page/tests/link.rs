//! Links that carry what is judged: what goes into one, and when what it chose is forgotten.

use std::io::Write;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use page_tests::{Answer, Page, Request, Test};
use serde_json::{Value, json};

use crate::common::{KEPT, PASTE, TIME, company, evaluate, eventually, keep_own, own_files};

pub(crate) const TESTS: &[Test] = &[
    ("a_link_carries_the_public_parts_only", link),
    ("a_link_carries_what_files_hold", link_of_files),
    ("a_link_carries_which_is_judged", link_of_another),
    ("a_link_is_forgotten_with_its_certificates", link_forgotten),
    ("a_judge_is_chosen_for_these_certificates", judge_forgotten),
];

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
    ensure!(own_files(page)? == json!(["the link's CA"]));
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
    ensure!(own_files(page)? == json!(["the link's CA"]));
    Ok(())
}

/// Of several servers' certificates the one that the reader chose is judged for whoever opens the link.
fn link_of_another(page: &Page) -> Result<()> {
    let (root, leaf) = company();
    let other = root.leaf(&["other.example"]).issue();
    page.open()?;
    page.set("anchors", &root.pem())?;
    let both = format!("{}{}", other.pem(), leaf.pem());
    page.answer_to(|page| page.set("input-box", &both))?;
    page.answer_to(|page| page.set("hostname", "intranet.example"))?;
    let answer = page.answer_to(|page| page.click("judge-other"))?;
    ensure!(answer.verdict.as_deref() == Some("trusted"), "{answer:?}");
    evaluate(
        page,
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} } })",
    )?;
    let fragment = copied_link(page)?;
    page.open_at(&format!("#{fragment}"))?;
    page.wait_for_text("verdict", "Trusted")?;
    page.wait_for_text("other-servers", "other.example")
}

/// A link's fragment, as the page makes it.
pub(crate) fn fragment(fields: &Value) -> Result<String> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(fields.to_string().as_bytes())?;
    Ok(format!(
        "c={}",
        BASE64_URL_SAFE_NO_PAD.encode(packed.finish()?)
    ))
}

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
    let stored = || evaluate(page, KEPT);
    page.open()?;
    page.set("anchors", &kept)?;
    keep_own(page)?;

    page.click("view-roots")?;
    let answer = open()?;
    ensure!(answer.verdict.as_deref() == Some("trusted"), "{answer:?}");
    let seen = evaluate(
        page,
        "return document.querySelector('#verdict').checkVisibility()",
    )?;
    ensure!(
        seen == json!(true),
        "a link is judged where it cannot be seen"
    );
    ensure!(own_files(page)? == json!(["the link's CA"]) && page.value("anchors")?.is_empty());
    page.set("anchors", "\n")?;
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
