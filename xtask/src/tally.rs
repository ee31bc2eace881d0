//! Counting: what a suite's output says about how many tests passed and failed.

/// How many tests passed, failed and were not run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub passed: u64,
    pub failed: u64,
    pub ignored: u64,
}

impl Tally {
    /// One step that has no tests inside, as `cargo fmt --check`.
    pub(crate) fn step(success: bool) -> Tally {
        Tally {
            passed: success.into(),
            failed: (!success).into(),
            ignored: 0,
        }
    }

    /// Sums the `test result:` lines of Rust's test harness and of those that imitate it.
    pub(crate) fn of_rust(output: &str) -> Tally {
        let results = output
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("test result: "));
        results.fold(Tally::default(), |sum, line| {
            let count = |word: &str| {
                line.split(['.', ';'])
                    .find_map(|part| number_before(part, word))
                    .unwrap_or(0)
            };
            Tally {
                passed: sum.passed + count("passed"),
                failed: sum.failed + count("failed"),
                ignored: sum.ignored + count("ignored"),
            }
        })
    }

    /// Sums the lines at the end of a TAP stream from `node --test`: `# pass 3`.
    pub(crate) fn of_node(output: &str) -> Tally {
        let count = |word: &str| -> u64 {
            let lines = output.lines().filter_map(|line| {
                line.strip_prefix("# ")?
                    .strip_prefix(word)?
                    .strip_prefix(' ')
            });
            lines
                .filter_map(|number| number.trim().parse::<u64>().ok())
                .sum()
        };
        Tally {
            passed: count("pass"),
            failed: count("fail") + count("cancelled"),
            ignored: count("skipped") + count("todo"),
        }
    }

    /// What a suite amounts to, given how its process ended: one that failed without naming a failed test, or in which
    /// no test ran, has failed once.
    pub(crate) fn judged(self, success: bool) -> Tally {
        let silent = self.failed == 0 && (!success || self.passed == 0);
        Tally {
            failed: self.failed + u64::from(silent),
            ..self
        }
    }
}

/// `3` for ` 3 passed` and `passed`.
fn number_before(part: &str, word: &str) -> Option<u64> {
    part.trim().strip_suffix(word)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn tally(passed: u64, failed: u64, ignored: u64) -> Tally {
        Tally {
            passed,
            failed,
            ignored,
        }
    }

    #[test]
    fn rust_output() {
        for (output, expected) in [
            ("", tally(0, 0, 0)),
            (
                "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.00s\n",
                tally(3, 0, 1),
            ),
            (
                "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 filtered out\n\ntest result: ok. 4 passed; 0 failed; 0 ignored",
                tally(5, 2, 0),
            ),
            (
                "    test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out",
                tally(2, 0, 0),
            ),
            (
                "test prints test result: ok. 9 passed ... ok",
                tally(0, 0, 0),
            ),
        ] {
            assert_eq!(Tally::of_rust(output), expected, "{output}");
        }
    }

    #[test]
    fn node_output() {
        for (output, expected) in [
            (
                "# tests 7\n# suites 1\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n# duration_ms 1.5\n",
                tally(3, 2, 2),
            ),
            ("    # pass 3\nok 1 - # pass 3\n", tally(0, 0, 0)),
            ("# passing 3\n", tally(0, 0, 0)),
        ] {
            assert_eq!(Tally::of_node(output), expected, "{output}");
        }
    }

    #[test]
    fn silence_is_failure() {
        assert_eq!(tally(3, 0, 0).judged(true), tally(3, 0, 0));
        assert_eq!(
            tally(3, 0, 0).judged(false),
            tally(3, 1, 0),
            "crashed after three tests"
        );
        assert_eq!(tally(0, 0, 0).judged(true), tally(0, 1, 0), "ran nothing");
        assert_eq!(
            tally(0, 0, 4).judged(true),
            tally(0, 1, 4),
            "ignored everything"
        );
        assert_eq!(tally(3, 2, 0).judged(false), tally(3, 2, 0));
    }
}
