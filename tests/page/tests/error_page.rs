//! Browsers' error pages, pasted whole.

use anyhow::{Result, ensure};
use mint::Issued;
use page_tests::{Page, Test};
use serde_json::json;

use crate::common::{TIME, company, evaluate};

pub(crate) const TESTS: &[Test] = &[
    ("chrome_s_error_page_fills_the_form", chrome_error_page),
    (
        "of_a_day_the_moment_is_taken_at_which_the_code_is_shown",
        moment_of_a_day,
    ),
    ("firefox_s_error_page_fills_the_form", firefox_error_page),
    (
        "an_error_page_without_its_chain_leads_to_it",
        error_page_alone,
    ),
];

fn error_page(before: &str, chain: &[&Issued]) -> String {
    let pems: String = chain.iter().map(|certificate| certificate.pem()).collect();
    format!("{before}\n{pems}\nCertificate Transparency:\n")
}

fn chrome_error_page(page: &Page) -> Result<()> {
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
    // What is said of trusted chains alone comes from a browser that trusts this one.
    page.set("anchors", "")?;
    page.wait_for_text("error-page", "it comes to NET::ERR_CERT_AUTHORITY_INVALID")?;
    page.wait_for_text("error-page", "must know a root that is not given here")?;
    page.set("anchors", &root.pem())?;
    // Another certificate: what the page said is taken back.
    let (_, other) = company();
    page.answer_to(|page| page.set("input-box", &other.pem()))?;
    ensure!(page.value("hostname")? == "intranet.example" && page.count("error-page")? == 0);
    Ok(())
}

/// Chrome's page names a day. Of today the present is judged; of another the end, where the certificate was good until the afternoon.
fn moment_of_a_day(page: &Page) -> Result<()> {
    let root = mint::root("Test Company CA");
    page.open()?;
    page.set("anchors", &root.pem())?;
    let paste = |not_after: &str, day: &str| {
        let leaf = root.leaf(&["intranet.example"]).not_after(not_after);
        let before = format!(
            "Your connection is not private\nNET::ERR_CERT_DATE_INVALID\nSubject: intranet.example\n\nIssuer: Test Company CA\n\n\
             Expires on: {day}\n\nCurrent date: {day}\n\nPEM encoded chain:"
        );
        page.answer_to(|page| page.set("input-box", &error_page(&before, &[&leaf.issue()])))
    };
    let text = |script: &str| -> Result<String> {
        let value = evaluate(page, script)?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    };
    let end = text("return new Date(2026, 2, 5, 24, 0, -1).toISOString().slice(0, 19)")?;
    let answer = paste("2026-03-05T16:00:00Z", "Mar 5, 2026")?;
    ensure!(
        answer.cause.as_deref() == Some("certificate-expired"),
        "{answer:?}"
    );
    ensure!(
        page.value("time")?.starts_with(&end),
        "{}",
        page.value("time")?
    );
    page.wait_for_text("error-page", "The page names a day and no time of it")?;
    // An hour ago.
    let hour = text("return new Date(Date.now() - 3_600_000).toISOString().slice(0, 19) + 'Z'")?;
    let today = text(
        "return new Date().toLocaleDateString('en-US', { month: 'short', day: 'numeric', year: 'numeric' })",
    )?;
    let answer = paste(&hour, &today)?;
    ensure!(
        answer.cause.as_deref() == Some("certificate-expired"),
        "{answer:?}"
    );
    ensure!(page.value("time")?.is_empty(), "{}", page.value("time")?);
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
    page.wait_for_text("error-page", "SEC_ERROR_UNKNOWN_ISSUER")?;
    // Whose page it is gives its reasons, where no other judge is asked for.
    const JUDGE: &str = "return document.querySelector('input[name=judge]:checked').value";
    ensure!(evaluate(page, JUDGE)? == "rfc5280");
    page.open_at("")?;
    page.answer_to(|page| page.set("input-box", &text))?;
    ensure!(evaluate(page, JUDGE)? == "firefox");
    page.answer_to(|page| page.set("input-box", &leaf.pem()))?;
    ensure!(evaluate(page, JUDGE)? == "chrome");
    Ok(())
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
    page.wait_for_text("error-page", "A wrong clock on that machine looks the same")?;
    ensure!(!page.text("error-page")?.contains("It says that the clock"));
    // Both browsers show a page of its own for a clock that is wrong, whether it is ahead or behind.
    for (text, code) in [
        (
            "Your clock is ahead\nA private connection to intranet.example can't be established because your computer's date and time \
             (Thursday, March 5, 2030 at 1:02:03 PM) are incorrect.\nNET::ERR_CERT_DATE_INVALID\nUpdate date and time\n",
            "NET::ERR_CERT_DATE_INVALID",
        ),
        (
            "Your Computer Clock is Wrong\nYour computer thinks it is 3/5/2030, which prevents Firefox from connecting securely. To visit \
             intranet.example, update your computer clock.\nError code: SEC_ERROR_EXPIRED_CERTIFICATE\n",
            "SEC_ERROR_EXPIRED_CERTIFICATE",
        ),
    ] {
        page.answer_to(|page| page.set("input-box", text))?;
        page.wait_for_text("error-page", code)?;
        page.wait_for_text(
            "error-page",
            "It says that the clock of its machine is wrong. Set date, time",
        )?;
        page.wait_for_text("error-page", "This page does not show them")?;
        page.wait_for_text("error-page", "-connect intranet.example:443 -servername")?;
    }
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
             intranet.example.\nProceed to intranet.example:9443 (Risky)\nError code: SEC_ERROR_UNKNOWN_ISSUER\nView Certificate\n",
        )
    })?;
    page.wait_for_text("error-page", "“The issuer's certificate is missing”")?;
    page.wait_for_text("error-page", "“Advanced”, click the error code")?;
    page.wait_for_text("error-page", "-connect intranet.example:9443 -servername")?;
    let said = page.text("results")?;
    ensure!(
        !said.contains("found below") && !said.contains("clock"),
        "{said}"
    );
    // A handshake that failed has a page without certificates.
    let handshake = "This site can’t provide a secure connection\nintranet.example uses an unsupported protocol.\n\
                     ERR_SSL_VERSION_OR_CIPHER_MISMATCH\n";
    page.answer_to(|page| page.set("input-box", handshake))?;
    page.wait_for_text(
        "error-page",
        "It showed ERR_SSL_VERSION_OR_CIPHER_MISMATCH.",
    )?;
    page.wait_for_text("error-page", "This page does not show them")
}
