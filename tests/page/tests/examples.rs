//! The guided examples: each says what its file promises.

use anyhow::{Context, Result, ensure};
use page_tests::{Page, Test};
use serde_json::{Value, json};

use crate::common::{own_files, project};

pub(crate) const TESTS: &[Test] = &[
    ("examples_say_what_they_promise", promises),
    ("examples_can_be_stepped_through", steps),
    ("examples_take_their_choices_with_them", choices),
];

/// The examples' files, in the order of the index.
fn examples() -> Result<Vec<Value>> {
    let read = |name: &str| -> Result<Value> {
        let path = project().join("www/examples").join(name);
        Ok(serde_json::from_slice(&std::fs::read(path)?)?)
    };
    let index = read("index.json")?;
    let entries = index.as_array().context("an index")?;
    entries
        .iter()
        .map(|entry| read(&format!("{}.json", entry["id"].as_str().context("an id")?)))
        .collect()
}

fn promises(page: &Page) -> Result<()> {
    page.open()?;
    let title = page.title()?;
    let elements = active_elements(page)?;
    let examples = examples()?;
    page.text("example")?; // their list comes after the page, as a whole
    ensure!(examples.len() > 15 && page.count("example")? == examples.len());
    for example in &examples {
        let id = example["id"].as_str().context("an id")?;
        let answer = page.example(id)?;
        let expect = &example["expect"];
        ensure!(
            json!({ "verdict": answer.verdict, "id": answer.cause }) == *expect,
            "{id}: not {expect} but {answer:?}"
        );
        let errors = answer.findings.iter().filter(|f| f.tone == "bad").count();
        ensure!((errors == 0) == expect["id"].is_null(), "{id}: {answer:?}");
        let teaches = example["teaches"].as_str().context("what it teaches")?;
        ensure!(page.text("teaches")?.contains(teaches), "{id}");
        ensure!(page.title()? == title, "{id} changes the title");
        ensure!(active_elements(page)? == elements, "{id} adds elements");
    }
    Ok(())
}

/// How many elements there are that could do something by themselves.
fn active_elements(page: &Page) -> Result<Value> {
    page.script(
        "return document.querySelectorAll('script, img, iframe, object, embed, link, style, base, b').length",
        Vec::new(),
    )
}

fn steps(page: &Page) -> Result<()> {
    page.open()?;
    let examples = examples()?;
    let title = |index: usize| examples[index]["title"].as_str().context("a title");
    page.answer_to(|page| page.click_named(title(0)?))?;
    page.wait_for_text("teaches", &format!("Example 1 of {}", examples.len()))?;
    let answer = page.answer_to(|page| page.click_named("Next"))?;
    ensure!(answer.cause.as_deref() == examples[1]["expect"]["id"].as_str());
    page.wait_for_text("teaches", title(1)?)?;
    page.answer_to(|page| page.click_named("Previous"))?;
    page.wait_for_text("teaches", title(0)?)
}

/// What an example chose is taken back with its certificates, and the explanation goes.
fn choices(page: &Page) -> Result<()> {
    page.open()?;
    page.example("bank")?;
    ensure!(page.value("hostname")? == "bank.example" && page.value("store")? == "none");
    ensure!(own_files(page)? == json!(["the example's CA"]));
    page.answer_to(|page| page.set("hostname", "www.bank.example"))?;
    ensure!(
        !page.text("teaches")?.is_empty(),
        "an option ends the example"
    );
    let chain = mint::root("Another CA").leaf(&["other.example"]).issue();
    let answer = page.answer_to(|page| page.set("input-box", &chain.pem()))?;
    ensure!(
        answer.cause.as_deref() == Some("issuer-not-found"),
        "{answer:?}"
    );
    ensure!(
        page.value("hostname")? == "www.bank.example",
        "the reader's own choice"
    );
    ensure!(page.value("store")? == "chrome" && own_files(page)? == json!([]));
    let teaches = page.script(
        "return document.querySelector('#teaches').hidden",
        Vec::new(),
    )?;
    ensure!(teaches == json!(true));
    Ok(())
}
