//! The page in both browsers. Each file has its tests in a table `TESTS`.

mod bad_input;
mod chains;
mod common;
mod error_page;
mod examples;
mod functions;
mod harness;
mod input;
mod link;
mod loading;
mod looks;
mod parts;
mod smoke;
mod verdict;

fn main() {
    page_tests::run(
        &[
            harness::TESTS,
            smoke::TESTS,
            functions::TESTS,
            examples::TESTS,
            chains::TESTS,
            input::TESTS,
            bad_input::TESTS,
            verdict::TESTS,
            error_page::TESTS,
            link::TESTS,
            parts::TESTS,
            loading::TESTS,
            looks::TESTS,
        ]
        .concat(),
    );
}
