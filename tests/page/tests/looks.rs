//! How the page looks: on a phone, a tablet and a desk, in light and dark; what axe-core says of it; screenshots.

use anyhow::{Context, Result, ensure};
use page_tests::{Page, Scheme, Test};
use serde_json::{Value, json};

use crate::common::project;

pub(crate) const TESTS: &[Test] = &[("looks_and_accessibility", looks)];

/// Width and height of the viewport in CSS pixels: high, so that a screenshot has the whole answer.
const VIEWS: [(u32, u32); 3] = [(320, 2400), (768, 2000), (1440, 1600)];

/// What is shown: an example, or the empty page.
const SUBJECTS: [(&str, Option<&str>); 5] = [
    ("empty", None),
    ("good", Some("real-website")),
    ("broken", Some("leaf-used-as-ca")),
    ("hostile", Some("hostile-text")),
    ("request", Some("request-answered")),
];

fn looks(page: &Page) -> Result<()> {
    const SHOW: &str = "document.activeElement.blur();
        document.querySelector('#results').scrollIntoView({ behavior: 'instant' });";
    let axe = project().join("xtask/tools/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&axe)
        .with_context(|| format!("{}: npm ci --prefix xtask/tools", axe.display()))?;
    page.open()?;
    page.script(&axe, Vec::new())?;
    axe_notices(page)?;
    for (subject, example) in SUBJECTS {
        page.open()?;
        if let Some(example) = example {
            page.example(example)?;
        }
        each_view(page, subject, |name, _| {
            page.script(SHOW, Vec::new())?;
            page.screenshot(name)
        })?;
        page.script(&axe, Vec::new())?;
        page.click("level-expert")?;
        open_all(page)?;
        open_all(page)?; // what was inside
        each_view(page, subject, |_, width| {
            fits(page, width)?;
            accessible(page)
        })?;
    }
    for view in ["roots", "diff"] {
        page.open()?;
        page.script(&axe, Vec::new())?;
        page.click(&format!("view-{view}"))?;
        page.text(if view == "roots" { "root" } else { "diff-a" })?;
        each_view(page, view, |name, width| {
            page.screenshot(name)?;
            fits(page, width)?;
            accessible(page)
        })?;
    }
    page.view(1280, 900, Scheme::Light)
}

/// Does something in each view, which has a name and a width.
fn each_view(page: &Page, subject: &str, act: impl Fn(&str, u32) -> Result<()>) -> Result<()> {
    for (width, height) in VIEWS {
        for scheme in Scheme::ALL {
            let name = format!("{subject}-{width}-{}", scheme.name());
            page.view(width, height, scheme)?;
            act(&name, width).context(name)?;
        }
    }
    Ok(())
}

/// What it is asked for here, it can find: a button without a name, and text that is hard to read.
fn axe_notices(page: &Page) -> Result<()> {
    const SPOIL: &str = "const button = document.createElement('button');
        document.querySelector('main').append(button);
        const heading = document.querySelector('h1');
        [heading.style.color, heading.style.background] = ['#777', '#888'];
        return [button, heading];";
    page.script(SPOIL, Vec::new())?;
    let found = violations(page)?.to_string();
    ensure!(
        found.contains("button-name") && found.contains("color-contrast"),
        "axe finds only {found}"
    );
    Ok(())
}

/// Opens what can be opened, as a reader who wants it all would.
fn open_all(page: &Page) -> Result<()> {
    const OPEN: &str = "const done = arguments[0];
        for (const node of document.querySelectorAll('details')) node.open = true;
        setTimeout(done, 100);";
    page.waiting_script(OPEN, Vec::new())?;
    Ok(())
}

/// Nothing is wider than the viewport, so that nobody has to scroll sideways.
pub(crate) fn fits(page: &Page, width: u32) -> Result<()> {
    const WIDER: &str = "const wide = document.documentElement.scrollWidth;
        const nodes = [...document.querySelectorAll('body *')].filter((node) => node.getBoundingClientRect().right > innerWidth + 1);
        return [wide, nodes.slice(0, 5).map((node) => node.outerHTML.slice(0, 120))];";
    let seen = page.script(WIDER, Vec::new())?;
    ensure!(
        seen[0].as_u64().context("a width")? <= u64::from(width),
        "too wide: {seen}"
    );
    Ok(())
}

fn accessible(page: &Page) -> Result<()> {
    let violations = violations(page)?;
    ensure!(violations == json!([]), "axe finds {violations:#}");
    Ok(())
}

fn violations(page: &Page) -> Result<Value> {
    const RUN: &str = "const done = arguments[0];
        axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => done(violations.map(({ id, help, nodes }) =>
            [id, help, nodes.slice(0, 3).map(({ html, failureSummary }) => [html.slice(0, 200), failureSummary])])),
            (error) => done([error.message]));";
    page.waiting_script(RUN, Vec::new())
}
