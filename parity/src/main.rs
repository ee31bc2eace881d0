//! Asks the installed browsers and records what they say.

mod suites;

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use parity::{
    built_in::{self, BuiltIn},
    case::{Case, Verdict},
    cases, chromium, firefox, near,
    programs::Program,
    record::{self, Line, Record},
};

const USAGE: &str = "\
usage: cargo run -p parity --features ask -- <command>

  record [firefox|chromium|chromium-built-in|firefox-built-in|firefox-pages|limbo|real|openssl|node|go]
                                         asks and writes verdicts/, all of them or one
  record limbo <text>                    asks of the cases whose id contains the text, and keeps the other answers
  record firefox|chromium|chromium-built-in|firefox-built-in|openssl|node|go <text>
                                         the same, of new and changed cases and of those whose id contains the text
  ask firefox|chromium|openssl|node|go|limbo <text>
                                         asks of the cases whose id contains the text, and prints
  ask firefox-built-in <text>            the same, of Firefox, with roots that it takes for its own: prints what differs";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<()> {
    match words {
        ["record"] => [
            "firefox",
            "chromium",
            "chromium-built-in",
            "firefox-built-in",
            "firefox-pages",
            "limbo",
            "real",
            "openssl",
            "node",
            "go",
        ]
        .iter()
        .try_for_each(|what| record(what)),
        ["record", what] => record(what),
        ["record", "chromium-built-in", text] => record_chromium_built_in(text),
        ["record", "firefox-built-in", text] => record_firefox_built_in(text),
        [
            "record",
            what @ ("firefox" | "chromium" | "openssl" | "node" | "go"),
            text,
        ] => record_again(what, text),
        ["record", "limbo", text] => {
            let mut verdicts = kept("firefox-limbo")?;
            verdicts.extend(suites::limbo(text)?);
            write("firefox-limbo", verdicts.into_iter().collect())
        }
        ["ask", "firefox-built-in", text] => ask_built_in(text),
        ["ask", browser, text] => {
            let lines = match browser {
                &"limbo" => suites::limbo(text)?,
                browser => lines(browser, |case| case.id.contains(text))?,
            };
            for (id, line) in lines {
                println!("{id}: {}", serde_json::to_string(&line)?);
            }
            Ok(())
        }
        _ => bail!("{USAGE}"),
    }
}

fn record(what: &str) -> Result<()> {
    match what {
        "firefox" | "chromium" | "openssl" | "node" | "go" => {
            let verdicts = lines(what, |_| true)?;
            write(what, verdicts)
        }
        "limbo" => write("firefox-limbo", suites::limbo("")?),
        "real" => write("firefox-real", suites::real()?),
        "chromium-built-in" => record_chromium_built_in(""),
        "firefox-built-in" => record_firefox_built_in(""),
        "firefox-pages" => record_firefox_pages(),
        _ => bail!("{USAGE}"),
    }
}

/// Keeps the answers to what has not changed and is not asked for.
fn record_again(what: &str, text: &str) -> Result<()> {
    let mut old = kept(what)?;
    let mut verdicts = Vec::new();
    let asked = lines(what, |case| match old.remove(&case.id) {
        Some(line) if line.question == record::digest(case) && !case.id.contains(text) => {
            verdicts.push((case.id.clone(), line));
            false
        }
        _ => true,
    })?;
    verdicts.extend(asked);
    write(what, verdicts)
}

/// Whether Firefox's error page lets one go on: with the first case of each code, and the cases about pages.
fn record_firefox_pages() -> Result<()> {
    let mut codes = record::read("firefox")?.verdicts;
    let mut seen = BTreeSet::new();
    let mut cases = cases::all();
    cases.retain(|case| {
        let code = codes.get(&case.id).and_then(|line| line.code.clone());
        code.is_some() && (seen.insert(code) || case.id.starts_with("page/"))
    });
    let mut lines = Vec::new();
    for (id, proceeds) in firefox::pages(&cases)? {
        let mut line = codes.remove(&id).context("recorded")?;
        line.verifier = None;
        line.proceed = proceeds;
        lines.push((id, line));
    }
    write("firefox-pages", lines)
}

/// What Chromium says of those below roots of its own.
fn record_chromium_built_in(text: &str) -> Result<()> {
    let ask = |cases: &[&BuiltIn]| {
        let answers = chromium::answers_built_in(cases)?.into_iter();
        let answers = answers.map(|answer| {
            let mut line = Line::new(String::new(), &answer.verdict);
            line.proceed = answer.overridable;
            (answer.id, line)
        });
        Ok(answers.collect())
    };
    record_built_in("chromium-built-in", built_in::chromium::all, ask, text)
}

/// What Firefox says of those below roots of its own.
fn record_firefox_built_in(text: &str) -> Result<()> {
    let ask = |cases: &[&BuiltIn]| {
        let answers = firefox::answers_built_in(cases)?.into_iter();
        let answers = answers.map(|(id, verdict)| (id, Line::new(String::new(), &verdict)));
        Ok(answers.collect())
    };
    record_built_in("firefox-built-in", built_in::firefox::all, ask, text)
}

/// Keeps the answers to what has not changed and is not asked for. `ask` answers without the digests of the questions.
fn record_built_in(
    name: &str,
    all: fn() -> Vec<BuiltIn>,
    ask: impl Fn(&[&BuiltIn]) -> Result<Vec<(String, Line)>>,
    text: &str,
) -> Result<()> {
    let cases = all();
    let today = near::asked_later(near::since_recorded(), all);
    let mut verdicts = match text {
        "" => BTreeMap::new(),
        _ => kept(name)?,
    };
    verdicts.retain(|id, line| {
        let mut cases = cases.iter();
        cases.any(|case| case.case.id == *id && case.digest() == line.question)
    });
    let is_asked =
        |case: &BuiltIn| case.case.id.contains(text) || !verdicts.contains_key(&case.case.id);
    let asked: Vec<_> = today.iter().filter(|case| is_asked(case)).collect();
    for (id, line) in ask(&asked)? {
        let case = cases.iter().find(|case| case.case.id == id);
        let question = case.context("the case")?.digest();
        verdicts.insert(id, Line { question, ..line });
    }
    write(name, verdicts.into_iter().collect())
}

/// What the browser says today of the cases that `is_asked`, which sees them as they are recorded.
fn lines(browser: &str, mut is_asked: impl FnMut(&Case) -> bool) -> Result<Vec<(String, Line)>> {
    let recorded = cases::recorded();
    let later = near::since_recorded();
    let today = near::asked_later(later, cases::all);
    let (questions, cases): (Vec<String>, Vec<Case>) = recorded
        .iter()
        .zip(today)
        .filter(|(case, _)| Program::named(browser).is_none() || cases::is_of_one_fault(case))
        .filter(|(case, _)| is_asked(case))
        .map(|(case, today)| (record::digest(case), today))
        .unzip();
    let answers = match browser {
        "firefox" => firefox_lines(&cases, record::TIME_UNIX + later.whole_seconds())?,
        "chromium" => chromium_lines(&cases)?,
        name => {
            let program = Program::named(name).context(USAGE)?;
            let answers = program.ask(&cases)?.into_iter();
            let lines = answers.map(|(id, verdict)| (id, Line::new(String::new(), &verdict)));
            lines.collect()
        }
    };
    let lines = questions.into_iter().zip(answers);
    let lines = lines.map(|(question, (id, line))| (id, Line { question, ..line }));
    Ok(lines.collect())
}

/// What a visit ends with where Firefox takes the roots for its own, of the cases where that is something else than with roots that
/// were added: printed, and not recorded.
fn ask_built_in(text: &str) -> Result<()> {
    let added = record::read("firefox")?.verdicts;
    let mut cases = near::asked_later(near::since_recorded(), cases::all);
    cases.retain(|case| case.id.contains(text));
    for together in cases.chunks(TOGETHER) {
        for (id, verdict) in firefox::ask_built_in(together)? {
            let added = added.get(&id).map(Line::verdict);
            if added.as_ref() != Some(&verdict) {
                println!("{id}: {verdict:?}, with added roots {added:?}");
            }
        }
    }
    Ok(())
}

/// Cases whose roots one Firefox takes for its own at the same time.
const TOGETHER: usize = 200;

/// Without the digests of the questions.
fn chromium_lines(cases: &[Case]) -> Result<Vec<(String, Line)>> {
    let answers = chromium::answers(cases)?;
    let lines = cases.iter().zip(answers).map(|(case, answer)| {
        assert_eq!(case.id, answer.id, "answers come in the cases' order");
        let mut line = Line::new(String::new(), &answer.verdict);
        line.proceed = answer.overridable;
        (answer.id, line)
    });
    Ok(lines.collect())
}

/// Both routes: what a visit ends with, and beside it what the verifier says where that is something else, at a time in seconds
/// since 1970. Without the digests of the questions.
fn firefox_lines(cases: &[Case], time: i64) -> Result<Vec<(String, Line)>> {
    let mut visited = firefox::ask(cases)?;
    // What NSS cannot decode may have the code of such a certificate before it: each of these is asked of a Firefox of its own.
    for ((_, verdict), case) in visited.iter_mut().zip(cases) {
        if let Verdict::Rejected(code) = verdict
            && ["SEC_ERROR_INVALID_ARGS", "SEC_ERROR_LIBRARY_FAILURE"].contains(&code.as_str())
        {
            let again = firefox::ask(std::slice::from_ref(case))?;
            *verdict = again.into_iter().next().context("one answer")?.1;
        }
    }
    let questions = cases.iter().map(|case| firefox::Question::of(case, time));
    let verified = firefox::verify(&questions.collect::<Vec<_>>())?;
    let lines = visited.into_iter().zip(verified);
    let lines = lines.map(|((id, visited), (_, verified))| {
        let line = Line::new(String::new(), &verified);
        (id, line.after_visit(&visited))
    });
    Ok(lines.collect())
}

/// What is recorded, to be asked in part: by the program that is installed, as a record is of one version.
fn kept(name: &str) -> Result<BTreeMap<String, Line>> {
    let record = record::read(name)?;
    let (program, version) = installed(name)?;
    if record.version != version {
        bail!(
            "the record is of {program} {}, and {version} is installed: ask it of all cases",
            record.version
        );
    }
    Ok(record.verdicts)
}

/// What a record is of.
fn installed(name: &str) -> Result<(&'static str, String)> {
    Ok(match Program::named(name) {
        Some(program) => (program.title(), program.version()?),
        None if name.starts_with("firefox") => ("Firefox ESR", firefox::version()?),
        None => ("Chromium", chromium::version()?),
    })
}

fn write(name: &str, verdicts: Vec<(String, Line)>) -> Result<()> {
    let (browser, version) = installed(name)?;
    let unanswered = verdicts
        .iter()
        .filter(|(_, line)| line.unanswered.is_some());
    println!(
        "{name}: {} cases, {} unanswered",
        verdicts.len(),
        unanswered.count()
    );
    let record = Record {
        browser: browser.to_owned(),
        version,
        date: today()?,
        verdicts: verdicts.into_iter().collect(),
    };
    record::write(name, &record)?;
    Ok(())
}

/// `2026-11-26`.
fn today() -> Result<String> {
    let output = Command::new("date").args(["-u", "+%F"]).output()?;
    let text = String::from_utf8(output.stdout).context("date prints a date")?;
    Ok(text.trim().to_owned())
}
