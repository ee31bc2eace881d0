//! The ways into the page: paste, files, own roots, name, time, keyboard.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use mint::Issued;
use page_tests::{Answer, Page, Request, Test};
use serde_json::{Value, json};

use crate::common::open_without_roots;

pub(crate) const TESTS: &[Test] = &[
    ("paste", paste),
    ("file_picker", file_picker),
    ("dropped_files", dropped_files),
    ("dropped_folder", dropped_folder),
    ("private_ca_before_and_after", private_ca),
    ("own_roots_as_a_file", own_roots_as_a_file),
    ("name_is_proposed", name_is_proposed),
    ("name_is_not_checked", name_is_not_checked),
    ("time_and_store", time_and_store),
    ("keyboard_alone", keyboard_alone),
    ("clear", clear),
    ("the_newest_request_counts", newest_counts),
];

/// WebDriver's code points.
const CONTROL: char = '\u{E009}';
const RELEASE: char = '\u{E000}';
const TAB: &str = "\u{E004}";
const ENTER: char = '\u{E007}';

/// A company's root and the certificate that it signed.
fn company() -> (Issued, Issued) {
    let root = mint::root("Test Company CA");
    let leaf = root.leaf(&["intranet.example", "10.0.0.1"]).issue();
    (root, leaf)
}

fn is(answer: &Answer, verdict: &str, cause: Option<&str>) -> Result<()> {
    ensure!(
        answer.verdict.as_deref() == Some(verdict) && answer.cause.as_deref() == cause,
        "not {verdict} for {cause:?} but {answer:?}"
    );
    Ok(())
}

/// Copies with the keyboard what is in the box, and pastes it back.
fn paste(page: &Page) -> Result<()> {
    open_without_roots(page)?;
    let (root, leaf) = company();
    let text = format!("some words\n{}and more\n{}", leaf.pem(), root.pem());
    page.answer_to(|page| page.set("input-box", &text))?;
    page.click("input-box")?;
    page.answer_to(|page| page.press(&format!("{CONTROL}ax{RELEASE}")))?;
    ensure!(page.value("input-box")?.is_empty());
    let answer = page.answer_to(|page| page.press(&format!("{CONTROL}v{RELEASE}")))?;
    is(&answer, "rejected", Some("root-not-trusted"))?;
    ensure!(page.value("input-box")? == text);
    // An example makes room for what is pasted, wherever the caret is; what the reader has edited does not.
    page.example("bank")?;
    page.type_at("input-box", "")?;
    let answer = page.answer_to(|page| page.press(&format!("{CONTROL}v{RELEASE}")))?;
    ensure!(
        answer.has("issuer-not-found") || answer.has("root-not-trusted"),
        "{answer:?}"
    );
    ensure!(page.value("input-box")? == text);
    page.example("bank")?;
    page.type_at("input-box", "x")?;
    page.answer_to(|page| page.press(&format!("{CONTROL}v{RELEASE}")))?;
    ensure!(page.value("input-box")?.len() > text.len());
    // Too much for a text area.
    // Firefox takes the text as `data`.
    const PASTE: &str = "const data = arguments[0] + ' '.repeat(2_000_000);
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', data);
        document.querySelector('[data-testid=input-box]').dispatchEvent(
            new ClipboardEvent('paste', { clipboardData, data, dataType: 'text/plain', bubbles: true, cancelable: true }));";
    page.answer_to(|page| page.click("clear"))?;
    let answer = page.answer_to(|page| {
        page.script(PASTE, vec![json!(text)])?;
        Ok(())
    })?;
    is(&answer, "rejected", Some("root-not-trusted"))?;
    ensure!(page.text("chips")?.contains("pasted text, 2.0 MB"));
    Ok(())
}

/// Files for a picker, removed when dropped.
struct Files(PathBuf);

impl Files {
    fn new(name: &str, files: &[(&str, &[u8])]) -> Result<Files> {
        let directory =
            std::env::temp_dir().join(format!("certlens-page-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&directory)?;
        for (file, contents) in files {
            std::fs::write(directory.join(file), contents)?;
        }
        Ok(Files(directory))
    }

    fn choose(&self, page: &Page, picker: &str, names: &[&str]) -> Result<Answer> {
        let paths: Vec<PathBuf> = names.iter().map(|name| self.0.join(name)).collect();
        let paths: Vec<_> = paths.iter().map(PathBuf::as_path).collect();
        page.answer_to(|page| page.choose_files(picker, &paths))
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn file_picker(page: &Page) -> Result<()> {
    let (root, leaf) = company();
    let (pem, root_pem) = (leaf.pem(), root.pem());
    let files = Files::new(
        &format!("picker-{}", page.browser().name()),
        &[
            ("leaf.pem", pem.as_bytes()),
            ("leaf.der", &leaf.der),
            ("root.der", &root.der),
            ("root.pem", root_pem.as_bytes()),
        ],
    )?;
    for (names, chips) in [
        (&["leaf.pem"][..], 0),
        (&["leaf.der"], 1),
        (&["leaf.der", "root.der"], 2),
        (&["root.pem", "leaf.der"], 1),
        (&["leaf.pem", "root.pem"], 0),
    ] {
        open_without_roots(page)?;
        let answer = files.choose(page, "file-input", names)?;
        let cause = match names.len() {
            1 => "issuer-not-found",
            _ => "root-not-trusted",
        };
        is(&answer, "rejected", Some(cause)).context(format!("{names:?}"))?;
        ensure!(page.count("certificate")? == names.len(), "{names:?}");
        ensure!(list_items(page, "chips")? == json!(chips), "{names:?}");
    }
    // What is chosen next is added; a chip's button takes it away.
    open_without_roots(page)?;
    files.choose(page, "file-input", &["leaf.der"])?;
    files.choose(page, "file-input", &["root.der"])?;
    ensure!(page.count("certificate")? == 2);
    page.answer_to(|page| {
        page.script(
            "document.querySelector('[aria-label=\"Remove root.der\"]').click()",
            Vec::new(),
        )?;
        Ok(())
    })?;
    ensure!(page.count("certificate")? == 1 && list_items(page, "chips")? == json!(1));
    // The focus goes to the next button, the one before, and at last to the picker.
    files.choose(page, "file-input", &["leaf.der", "root.der"])?;
    for (index, next) in [
        (1, "Remove root.der"),
        (1, "Remove leaf.der"),
        (0, "file-input"),
    ] {
        page.script(
            "document.querySelectorAll('[data-testid=chips] button')[arguments[0]].focus()",
            vec![json!(index)],
        )?;
        page.press(" ")?;
        let focused =
            "return document.activeElement.ariaLabel ?? document.activeElement.dataset.testid";
        let focused = page.script(focused, Vec::new())?;
        ensure!(focused == next, "{focused}, not {next}");
    }
    Ok(())
}

fn list_items(page: &Page, id: &str) -> Result<Value> {
    page.script(
        "return document.querySelectorAll(`[data-testid=\"${arguments[0]}\"] > li`).length",
        vec![json!(id)],
    )
}

/// A folder that is dropped among files is no reason to leave them out, nor is it passed over.
fn dropped_folder(page: &Page) -> Result<()> {
    open_without_roots(page)?;
    let (_, leaf) = company();
    let drop = "const folder = { name: 'folder', arrayBuffer: () => Promise.reject(new Error('a folder')) };
        const files = arguments[0] === null ? [folder] : [folder, new File([arguments[0]], 'leaf.pem')];
        const dataTransfer = { types: ['Files'], files, getData: () => '' };
        document.body.dispatchEvent(Object.assign(new Event('drop', { bubbles: true, cancelable: true }), { dataTransfer }));";
    let answer = page.answer_to(|page| page.script(drop, vec![json!(null)]).map(|_| ()))?;
    ensure!(answer.error.as_deref() == Some("input-empty"), "{answer:?}");
    let answer = page.answer_to(|page| page.script(drop, vec![json!(leaf.pem())]).map(|_| ()))?;
    is(&answer, "rejected", Some("issuer-not-found"))?;
    ensure!(page.text("chips")?.contains("folder, cannot be read"));
    Ok(())
}

/// Anywhere on the page; text goes into the box, bytes become chips, and an example's certificates make room.
fn dropped_files(page: &Page) -> Result<()> {
    open_without_roots(page)?;
    let (root, leaf) = company();
    let (root_pem, leaf_pem) = (root.pem(), leaf.pem());
    let answer = page.answer_to(|page| page.drop_files("versions", &[("leaf.der", &leaf.der)]))?;
    is(&answer, "rejected", Some("issuer-not-found"))?;
    ensure!(page.text("chips")?.contains("leaf.der"));
    ensure!(page.text("input-items")?.contains("byte 0 of leaf.der"));
    let answer =
        page.answer_to(|page| page.drop_files("input-box", &[("root.pem", root_pem.as_bytes())]))?;
    is(&answer, "rejected", Some("root-not-trusted"))?;
    ensure!(page.value("input-box")? == root_pem);

    page.example("bank")?;
    let answer =
        page.answer_to(|page| page.drop_files("verdict", &[("leaf.pem", leaf_pem.as_bytes())]))?;
    ensure!(answer.has("issuer-not-found"), "{answer:?}");
    ensure!(page.value("input-box")? == leaf_pem);
    ensure!(page.value("hostname")? == "intranet.example");
    let hidden = page.script(
        "return document.querySelector('#drop-hint').hidden",
        Vec::new(),
    )?;
    ensure!(hidden == json!(true), "the hint stays");
    Ok(())
}

fn private_ca(page: &Page) -> Result<()> {
    open_without_roots(page)?;
    let (root, leaf) = company();
    let answer = page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    is(&answer, "rejected", Some("issuer-not-found"))?;
    ensure!(
        page.script(
            "return document.querySelectorAll('[data-anchor=missing]').length",
            Vec::new()
        )? == json!(1)
    );
    page.click_named("Your own CA (none)")?;
    let answer = page.answer_to(|page| page.set("anchors", &root.pem()))?;
    is(&answer, "trusted", None)?;
    ensure!(
        page.script(
            "return document.querySelectorAll('[data-anchor=anchors]').length",
            Vec::new()
        )? == json!(1)
    );
    page.wait_for_text("verdict", "with your own roots only")?;
    page.wait_for_text("chain", "Root, one of your own")?;
    // What holds no certificate is not taken for a CA.
    page.answer_to(|page| page.set("anchors", &root.key_pem()))?;
    let counted = "return document.querySelector('#anchors .count').textContent";
    ensure!(page.script(counted, Vec::new())? == json!("(no certificate in it)"));
    page.wait_for_text("verdict", "with no roots at all")?;
    let answer = page.answer_to(|page| page.set("anchors", ""))?;
    is(&answer, "rejected", Some("issuer-not-found"))
}

fn own_roots_as_a_file(page: &Page) -> Result<()> {
    let (root, leaf) = company();
    let files = Files::new(
        &format!("roots-{}", page.browser().name()),
        &[("root.der", &root.der)],
    )?;
    open_without_roots(page)?;
    page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    page.click_named("Your own CA (none)")?;
    let answer = files.choose(page, "anchors-file-input", &["root.der"])?;
    is(&answer, "trusted", None)?;

    open_without_roots(page)?;
    page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    page.click_named("Your own CA (none)")?;
    let answer = page.answer_to(|page| page.drop_files("anchors", &[("root.der", &root.der)]))?;
    is(&answer, "trusted", None)?;
    ensure!(
        list_items(page, "chips")? == json!(0),
        "it went into the other box"
    );
    Ok(())
}

fn name_is_proposed(page: &Page) -> Result<()> {
    open_without_roots(page)?;
    let (root, leaf) = company();
    page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    ensure!(page.value("hostname")? == "intranet.example");
    page.wait_for_text("hostname-hint", "Taken from the certificate")?;
    let answer = page.answer_to(|page| page.set("hostname", "payroll.example"))?;
    ensure!(answer.has("hostname-mismatch"), "{answer:?}");
    ensure!(page.text("hostname-hint")?.is_empty());
    // Chosen by the reader: kept for other certificates.
    let other = root.leaf(&["other.example"]).issue();
    page.answer_to(|page| page.set("input-box", &other.pem()))?;
    ensure!(page.value("hostname")? == "payroll.example");
    // Emptied: proposed again for the next ones.
    page.answer_to(|page| page.set("hostname", ""))?;
    page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    ensure!(page.value("hostname")? == "intranet.example");
    // What failed for one name is not judged for another that the certificate happens to list.
    for (said, name) in [
        (
            "x509: certificate is valid for intranet.example, not shop.example",
            "shop.example",
        ),
        (
            "no alternative certificate subject name matches target host name 'shop.example'",
            "shop.example",
        ),
        (
            "cannot verify shop.example's certificate, issued by ‘CN=intranet.example’:",
            "shop.example",
        ),
        (
            "$ openssl s_client -connect 192.0.2.1:443 -servername shop.example -showcerts",
            "shop.example",
        ),
        (
            "$ openssl s_client -connect shop.example:443 -showcerts",
            "shop.example",
        ),
        (
            "$ openssl s_client -connect localhost:8443 -showcerts",
            "intranet.example",
        ),
        (
            "see https://shop.example/cps and the host shop.example",
            "intranet.example",
        ),
    ] {
        page.answer_to(|page| page.set("hostname", ""))?;
        let answer =
            page.answer_to(|page| page.set("input-box", &format!("{said}\n{}", leaf.pem())))?;
        ensure!(page.value("hostname")? == name, "{said}: {answer:?}");
        ensure!(
            answer.has("hostname-mismatch") == (name == "shop.example"),
            "{said}: {answer:?}"
        );
        let hint = page.text("hostname-hint")?;
        ensure!(
            hint.contains("around the certificates") == (name == "shop.example"),
            "{hint}"
        );
    }
    for name in ["10.0.0.1", "INTRANET.example.", "intranet.example"] {
        let answer = page.answer_to(|page| page.set("hostname", name))?;
        ensure!(!answer.has("hostname-mismatch"), "{name}: {answer:?}");
    }
    // Of an address that is pasted for a name, the name counts, and stands in the box once it is left.
    const ADDRESS: &str = "https://intranet.example:8443/login?next=/";
    page.answer_to(|page| page.set("hostname", "other.example"))?;
    let answer = page.answer_to(|page| {
        let typed = "const name = document.querySelector('[data-testid=hostname]');
            name.value = arguments[0];
            name.dispatchEvent(new Event('input', { bubbles: true }));";
        page.script(typed, vec![json!(ADDRESS)]).map(drop)
    })?;
    ensure!(!answer.has("hostname-mismatch"), "{answer:?}");
    ensure!(page.value("hostname")? == ADDRESS);
    page.wait_for_text("hostname-hint", "Judged for intranet.example")?;
    page.wait_for_text("verdict", "Judged for intranet.example")?;
    let answer = page.answer_to(|page| page.set("hostname", ADDRESS))?;
    ensure!(!answer.has("hostname-mismatch"), "{answer:?}");
    ensure!(page.value("hostname")? == "intranet.example");
    page.wait_for_text("hostname-hint", "Judged for intranet.example")?;
    let answer = page.answer_to(|page| page.set("hostname", "no name at all"))?;
    ensure!(
        answer.error.as_deref() == Some("hostname-invalid"),
        "{answer:?}"
    );
    Ok(())
}

/// A certificate without a name asks for one, or for leave to judge without.
fn name_is_not_checked(page: &Page) -> Result<()> {
    open_without_roots(page)?;
    let nameless = mint::root("Test Company CA").leaf(&["a.example"]);
    let nameless = nameless
        .subject("Some Machine")
        .without(mint::oid::SUBJECT_ALT_NAME)
        .issue();
    let answer = page.answer_to(|page| page.set("input-box", &nameless.pem()))?;
    ensure!(
        answer.error.as_deref() == Some("hostname-missing"),
        "{answer:?}"
    );
    ensure!(
        page.count("certificate")? == 1,
        "its fields are shown all the same"
    );
    page.wait_for_text("error", "common name, “Some Machine”")?;
    ensure!(!page.text("error")?.contains("Judge for"));
    let answer = page.answer_to(|page| page.click_named("Judge without a name"))?;
    is(&answer, "rejected", Some("issuer-not-found"))?;
    page.wait_for_text("verdict", "no particular name")?;
    let answer = page.answer_to(|page| page.click("hostname-unchecked"))?;
    ensure!(
        answer.error.as_deref() == Some("hostname-missing"),
        "{answer:?}"
    );
    page.click_named("Give the name")?;
    let answer = page.answer_to(|page| page.press("a.example"))?;
    ensure!(answer.has("subject-alternative-name-missing"), "{answer:?}");
    // Of one that lists names they are told, and one is offered.
    open_without_roots(page)?;
    let (_, leaf) = company();
    page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    let answer = page.answer_to(|page| page.set("hostname", ""))?;
    ensure!(
        answer.error.as_deref() == Some("hostname-missing"),
        "{answer:?}"
    );
    page.wait_for_text("error", "This one lists “intranet.example”, “10.0.0.1”.")?;
    let answer = page.answer_to(|page| page.click_named("Judge for “intranet.example”"))?;
    is(&answer, "rejected", Some("issuer-not-found"))?;
    ensure!(page.value("hostname")? == "intranet.example");
    // One that signs itself may be a server's whose common name is its host.
    open_without_roots(page)?;
    let own = mint::root("nginx-svc");
    let answer = page.answer_to(|page| page.set("input-box", &own.pem()))?;
    ensure!(
        answer.error.as_deref() == Some("hostname-missing"),
        "{answer:?}"
    );
    let answer = page.answer_to(|page| page.click_named("Judge for “nginx-svc”"))?;
    ensure!(answer.has("subject-alternative-name-missing"), "{answer:?}");
    ensure!(page.value("hostname")? == "nginx-svc");
    // A CA below another is none.
    open_without_roots(page)?;
    let ca = mint::root("Root").ca("R3").issue();
    page.answer_to(|page| page.set("input-box", &ca.pem()))?;
    page.wait_for_text("error", "It is a CA's")?;
    ensure!(!page.text("error")?.contains("Judge for"));
    // What only a client may show has no name to ask for.
    open_without_roots(page)?;
    let client = mint::root("Test Company CA").leaf(&["a.example"]);
    let client = client
        .subject("alice")
        .without(mint::oid::SUBJECT_ALT_NAME)
        .extended_key_usage(&[mint::oid::CLIENT_AUTH])
        .issue();
    let answer = page.answer_to(|page| page.set("input-box", &client.pem()))?;
    ensure!(
        answer.error.as_deref() == Some("hostname-missing"),
        "{answer:?}"
    );
    let answer = page.answer_to(|page| page.click_named("Judge as a client's certificate"))?;
    is(&answer, "rejected", Some("issuer-not-found"))?;
    page.wait_for_text("verdict", "as a client's certificate")
}

fn time_and_store(page: &Page) -> Result<()> {
    page.open()?;
    let (root, leaf) = company();
    let text = format!("{}{}", leaf.pem(), root.pem());
    for (time, store, id) in [
        ("2025-12-31T23:59:59", "none", "certificate-not-yet-valid"),
        ("2027-01-01T00:00:01", "chrome", "certificate-expired"),
        ("2026-01-01T00:00:00", "mozilla", "root-not-trusted"),
    ] {
        let answer = page.ask(&Request {
            text: &text,
            hostname: Some("intranet.example"),
            time: Some(time),
            store: Some(store),
        })?;
        ensure!(answer.has(id), "{time}: {answer:?}");
        let named = match store {
            "none" => "no roots at all",
            "chrome" => "Chrome's list of roots",
            _ => "Mozilla's list of roots",
        };
        page.wait_for_text("verdict", named)?;
    }
    let answer = page.answer_to(|page| page.set("time", ""))?;
    ensure!(
        answer.error.as_deref() == Some("time-invalid"),
        "{answer:?}"
    );
    page.wait_for_text("error", "Choose a date and a time")?;
    ensure!(!page.text("error")?.contains("RFC 3339"));
    let answer = page.answer_to(|page| page.click("time-now"))?;
    ensure!(answer.state == "result");
    ensure!(
        !page.text("verdict")?.contains("2026-01-01")
            && !page.text("verdict")?.contains("1 January 2026")
    );
    page.answer_to(|page| page.click("time-at"))?;
    ensure!(
        !page.value("time")?.is_empty(),
        "the present is what one starts from"
    );
    Ok(())
}

/// From a fresh page to the verdict and on into the report; the focus can be seen at every stop.
fn keyboard_alone(page: &Page) -> Result<()> {
    page.open()?;
    walk(page, "input-box")?;
    let (_, leaf) = company();
    page.press(&leaf.pem())?;
    const FOCUS: &str = "window.focused = new Promise((resolve) =>
        document.querySelector('#results').addEventListener('focus', () => resolve(true), { once: true }))";
    page.script(FOCUS, Vec::new())?;
    let answer = page.answer_to(|page| page.press(&format!("{CONTROL}{ENTER}{RELEASE}")))?;
    ensure!(answer.has("issuer-not-found"), "{answer:?}");
    page.waiting_script("window.focused.then(arguments[0])", Vec::new())?;
    let said = page.script(
        "return document.querySelector('[role=status]').textContent",
        Vec::new(),
    )?;
    ensure!(
        said.as_str().is_some_and(|said| said
            .starts_with("The standard: Not trusted. Not trusted: ")
            && said.ends_with("Chrome: Not trusted. Firefox: Not trusted")),
        "{said}"
    );
    // Reading the answer followed the links of findings.
    page.script("document.activeElement.blur()", Vec::new())?;
    page.open()?;
    walk(page, "input-box")?;
    page.press(&leaf.pem())?;
    walk(page, "judge")?;
    page.answer_to(|page| page.press(&ENTER.to_string()))?;
    page.open()?;
    walk(page, "example")?;
    page.answer_to(|page| page.press(" "))?;
    page.wait_for_text("teaches", "Example 1 of")
}

/// Presses Tab until the focus is there.
fn walk(page: &Page, id: &str) -> Result<()> {
    const STOP: &str = "const active = document.activeElement;
        const shown = active.closest('.button') ?? (active.type === 'radio' && active.nextElementSibling) ?? active;
        const outline = [active, shown || active].some((node) => getComputedStyle(node).outlineStyle !== 'none');
        return [active.dataset.testid ?? active.outerHTML.slice(0, 80), outline];";
    let mut passed = Vec::new();
    for _ in 0..40 {
        page.press(TAB)?;
        let stop = page.script(STOP, Vec::new())?;
        ensure!(stop[1] == json!(true), "no outline at {stop}");
        if stop[0] == json!(id) {
            return Ok(());
        }
        passed.push(stop);
    }
    anyhow::bail!("Tab never reaches {id}: {passed:?}")
}

fn clear(page: &Page) -> Result<()> {
    open_without_roots(page)?;
    let (_, leaf) = company();
    page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    page.answer_to(|page| page.drop_files("input-box", &[("leaf.der", &leaf.der)]))?;
    let answer = page.answer_to(|page| page.click("clear"))?;
    ensure!(answer.state == "empty" && answer.verdict.is_none());
    ensure!(page.value("input-box")?.is_empty() && list_items(page, "chips")? == json!(0));
    ensure!(page.value("hostname")?.is_empty() && page.text("hostname-hint")?.is_empty());
    ensure!(page.count("certificate")? == 0 && page.count("finding")? == 0);
    let left = page.script("return document.body.textContent", Vec::new())?;
    ensure!(!left.as_str().context("text")?.contains("intranet.example"));
    Ok(())
}

/// Changes in quick succession: the answer is to the last.
fn newest_counts(page: &Page) -> Result<()> {
    open_without_roots(page)?;
    let (_, leaf) = company();
    page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    const TYPE: &str = "const name = document.querySelector('[data-testid=hostname]');
        const judge = document.querySelector('[data-testid=judge]');
        for (let n = 0; n < 20; n += 1) {
            name.value = `name${n}.example`;
            name.dispatchEvent(new Event('input', { bubbles: true }));
            judge.click();
        }";
    page.answer_to(|page| {
        page.script(TYPE, Vec::new())?;
        Ok(())
    })?;
    page.wait_for_text("verdict", "name19.example")
}
