//! BetterTLS: all cases of the sample; each must agree.

mod common;
#[path = "common/suites.rs"]
mod suites;

use certlens::Data;

#[test]
fn every_case_agrees() {
    let suite = suites::bettertls();
    assert_eq!(suite.cases.len(), 1663);
    let (agreed, _, others) = suites::count(&suite, &Data::default());
    assert_eq!((agreed, others), (1663, Vec::new()));
}
