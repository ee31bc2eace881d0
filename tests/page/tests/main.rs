//! The page in both browsers. Each file has its tests in a table `TESTS`.

mod bad_input;
mod chains;
mod common;
mod examples;
mod functions;
mod harness;
mod input;
mod loading;
mod looks;
mod parts;
mod smoke;

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
            parts::TESTS,
            loading::TESTS,
            looks::TESTS,
        ]
        .concat(),
    );
}
