//! C2SP x509-limbo's core, all 208 cases; no list of exceptions.

mod common;
#[path = "common/suites.rs"]
mod suites;

#[test]
fn all_208_cases_are_judged_as_the_suite_says() {
    let suite = suites::limbo();
    assert_eq!(suite.cases.len(), 208);
    let (agreed, _, others) = suites::count(&suite, &common::data());
    assert_eq!((agreed, others), (208, Vec::new()));
}
