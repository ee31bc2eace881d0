//! NIST PKITS, all 247 tests: two that use DSA are refused by its name, all others agree.

mod common;
#[path = "common/suites.rs"]
mod suites;

use certlens::Data;
use suites::Expected;

#[test]
fn all_247_tests_agree() {
    let suite = suites::pkits();
    assert_eq!(suite.cases.len(), 247);
    let (agreed, refused, others) = suites::count(&suite, &Data::default());
    assert_eq!((agreed, refused, others), (245, 2, Vec::new()));
}

/// No other case is excused.
#[test]
fn two_tests_that_should_succeed_are_refused_as_dsa() {
    let suite = suites::pkits();
    let refused: Vec<&str> = suite
        .cases
        .iter()
        .filter(|case| matches!(case.expected, Expected::RefusedAsDsa))
        .map(|case| case.id.as_str())
        .collect();
    assert_eq!(refused, ["pkits::4.1.4", "pkits::4.1.5"]);
}
