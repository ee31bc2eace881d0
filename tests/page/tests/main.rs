//! The page in both browsers. Each file has its tests in a table `TESTS`.

mod harness;
mod smoke;

fn main() {
    page_tests::run(&[harness::TESTS, smoke::TESTS].concat());
}
