//! What is loaded when: with the page, with the first question, and for use without a network; and what does not come.

use anyhow::{Context, Result, ensure};
use page_tests::{Answer, Page, Request, Test};
use serde_json::{Value, json};

use crate::common::{evaluate, eventually};

pub(crate) const TESTS: &[Test] = &[
    ("the_first_load_has_no_answers", first_load),
    ("what_did_not_load_is_asked_for_again", not_loaded),
    ("a_page_without_its_script_says_so", not_started),
    ("kept_for_offline_use", kept),
    ("opens_and_judges_without_a_network", offline),
];

const KEPT: &str = "return document.documentElement.dataset.offline === 'ready' || null";
/// What the page itself has loaded; what its workers have is theirs.
const LOADED: &str =
    "return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)";

/// Has the browser forget the copy that it keeps, as if it had never been here.
fn forget_copy(page: &Page) -> Result<()> {
    page.open()?;
    eventually(page, KEPT)?;
    let forgotten = page.waiting_script(
        "const done = arguments[0];
        const registrations = navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => one.unregister()));
        const copies = caches.keys().then((names) => names.map((name) => caches.delete(name)));
        Promise.all([registrations, copies].map(async (all) => Promise.all(await all))).then(() => done(null), (error) => done(error.message));",
        Vec::new(),
    )?;
    ensure!(forgotten == Value::Null, "{forgotten}");
    Ok(())
}

/// Judges a certificate; which one does not matter here.
fn ask(page: &Page) -> Result<Answer> {
    let leaf = mint::root("Test Company CA")
        .leaf(&["intranet.example"])
        .issue();
    page.ask(&Request {
        text: &leaf.pem(),
        hostname: Some("intranet.example"),
        time: None,
        store: None,
    })
}

fn first_load(page: &Page) -> Result<()> {
    forget_copy(page)?;
    page.open()?;
    eventually(page, KEPT)?;
    let loaded = evaluate(page, LOADED)?;
    let first = json!([
        "/examples/index.json",
        "/favicon.svg",
        "/page.css",
        "/page.js"
    ]);
    let (loaded, first) = (loaded.as_array(), first.as_array());
    let (loaded, first) = loaded.zip(first).context("lists")?;
    ensure!(loaded.iter().all(|path| first.contains(path)), "{loaded:?}");
    ask(page)?;
    let loaded = evaluate(page, LOADED)?;
    ensure!(loaded.to_string().contains("/page-answer.js"), "{loaded}");
    // From the copy that is kept now it comes at once.
    page.open()?;
    let loaded = format!("{LOADED}.includes('/page-answer.js') || null");
    eventually(page, &loaded).map(drop)
}

fn not_loaded(page: &Page) -> Result<()> {
    forget_copy(page)?;
    page.cut_off(Some("/page-answer.js"));
    let told = tell_not_loaded(page);
    page.cut_off(None);
    told?;
    // The browser's own complaint.
    let problems = page.problems()?;
    ensure!(
        problems
            .iter()
            .all(|problem| problem.contains("page-answer.js")),
        "{problems:?}"
    );
    page.script(
        "document.querySelector('#view-roots [data-testid=error] button').click()",
        Vec::new(),
    )?;
    page.wait_for_text("roots-status", "in the list")?;
    page.click("view-judge")?;
    let answer = page.answer_to(|page| page.click_named("Try again"))?;
    ensure!(answer.state == "result", "{answer:?}");
    page.click("view-diff")?;
    page.wait_for_text("diff-go", "Compare")
}

fn tell_not_loaded(page: &Page) -> Result<()> {
    page.open()?;
    let answer = ask(page)?;
    ensure!(
        answer.state == "failed" && answer.heading == "A part of this page did not load",
        "{answer:?}"
    );
    page.click("view-roots")?;
    eventually(
        page,
        "return document.querySelector('#view-roots [data-testid=error] button')?.textContent === 'Try again' || null",
    )?;
    Ok(())
}

fn not_started(page: &Page) -> Result<()> {
    const SEEN: &str = "const told = document.querySelector('[data-testid=not-started]');
        return told !== null && told.getBoundingClientRect().height > 0 && told.textContent.includes('load the page again') || null";
    forget_copy(page)?;
    page.cut_off(Some("/page.js"));
    let told = page.open().and_then(|()| eventually(page, SEEN));
    page.cut_off(None);
    told?;
    let problems = page.problems()?;
    let is_of_script = |problem: &String| problem.contains("page.js");
    ensure!(problems.iter().all(is_of_script), "{problems:?}");
    // With its script nothing of it is left.
    page.open()?;
    eventually(page, KEPT)?;
    let left = evaluate(
        page,
        "return document.querySelector('[data-testid=not-started]')",
    )?;
    ensure!(left == Value::Null, "{left}");
    Ok(())
}

fn kept(page: &Page) -> Result<()> {
    page.open()?;
    eventually(page, KEPT)?;
    let kept = page.waiting_script(
        "const done = arguments[0];
        caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())
            .then((requests) => done(requests.map(({ url }) => new URL(url).pathname)), (error) => done(error.message));",
        Vec::new(),
    )?;
    let kept = kept.to_string();
    for file in [
        "\"/\"",
        "/page.js",
        "/page-answer.js",
        "/page.css",
        "/certlens/dist/certlens_bg.wasm",
        "/examples/bank.json",
        "/certlens/stores/chrome.roots",
        "/certlens/stores/mozilla.roots",
        "/certlens/stores/public-suffixes.psl",
        "/certlens/stores/ct-logs.data",
    ] {
        ensure!(kept.contains(file), "{file} is not kept: {kept}");
    }
    // It is told in a part that is closed.
    evaluate(page, "document.querySelector('.private').open = true")?;
    page.wait_for_text("offline", "judges without a network")?;
    // A file that does not come ends it, and that is told too.
    let told = page.waiting_script(
        "const done = arguments[0];
        const installing = Object.assign(new EventTarget(), { state: 'redundant' });
        const container = { register: async () => ({ installing }), ready: new Promise(() => {}) };
        Object.defineProperty(navigator, 'serviceWorker', { value: container, configurable: true });
        delete document.documentElement.dataset.offline;
        const place = document.createElement('p');
        import('./offline.js').then(({ goOffline }) => {
            goOffline(place);
            setTimeout(() => {
                installing.dispatchEvent(new Event('statechange'));
                done(place.textContent);
            }, 100);
        }, (error) => done(error.message));",
        Vec::new(),
    )?;
    ensure!(
        told.as_str()
            .is_some_and(|told| told.contains("could not keep")),
        "{told}"
    );
    Ok(())
}

fn offline(page: &Page) -> Result<()> {
    page.open()?;
    eventually(page, KEPT)?;
    page.cut_off(Some("/"));
    let worked = use_all(page);
    page.cut_off(None);
    worked
}

fn use_all(page: &Page) -> Result<()> {
    page.open()?;
    let answer = ask(page)?;
    ensure!(answer.has("issuer-not-found"), "{answer:?}");
    page.example("bank")?;
    page.click("view-roots")?;
    page.wait_for_text("roots-status", "in the list")?;
    page.click("view-diff")?;
    page.wait_for_text("diff-go", "Compare")
}
