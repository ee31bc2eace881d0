//! The time that a request asks about, and for how long around it the report holds.
//!
//! Most reports are the same from one second to the next: they turn on whether the time lies before some notAfter, seldom on
//! the time itself. So no rule gets the time. It puts a question to [`AskedTime`], which answers, and notes the widest
//! [`Span`] around the time in which all its answers so far are the same:
//!
//! ```text
//! 2026-06-01 is asked about              any time
//! is_before(2026-03-01)?    no           2026-03-01 and later
//! is_after(2026-12-31)?     no           2026-03-01 to 2026-12-31
//! shown()                                2026-06-01 alone; what was decided, as before
//! ```
//!
//! The engine has no clock and no memory that changes an answer, so where every question is answered alike, the report is the
//! same, its field `time` apart. Whoever has the report may give it again for any time of its span: the package's `Validator`
//! does.
//!
//! There is no `Ord`, no arithmetic and no public field here on purpose: a rule that would compare without being noted does
//! not compile. Must not know what the time is compared with.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering::Relaxed};

use crate::time::Time;

/// All seconds from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub from: Time,
    /// The last.
    pub to: Time,
}

/// See the module. Clones note in the same place.
#[derive(Clone, Debug)]
pub struct AskedTime {
    time: Time,
    noted: Arc<Noted>,
}

/// Atomic so that a [`crate::Run`] may go from thread to thread; it is never used by two at a time.
#[derive(Debug)]
struct Noted {
    from: AtomicI64,
    to: AtomicI64,
    is_shown: AtomicBool,
}

impl AskedTime {
    /// Nothing was asked yet.
    pub fn new(time: Time) -> Self {
        let noted = Noted {
            from: AtomicI64::new(Time::from_unix(i64::MIN).unix()),
            to: AtomicI64::new(Time::from_unix(i64::MAX).unix()),
            is_shown: AtomicBool::new(false),
        };
        Self {
            time,
            noted: Arc::new(noted),
        }
    }

    /// Whether the time is earlier than `moment`.
    pub fn is_before(&self, moment: Time) -> bool {
        self.is_before_unix(moment.unix())
    }

    /// Whether the time is later than `moment`.
    pub fn is_after(&self, moment: Time) -> bool {
        !self.is_before_unix(moment.unix().saturating_add(1))
    }

    /// Whether the time lies in a validity period; both ends belong to it.
    pub fn is_within(&self, first: Time, last: Time) -> bool {
        !self.is_before(first) && !self.is_after(last)
    }

    /// Whether the time is earlier than this many seconds after 1970: for moments that were reckoned. All else comes down to
    /// this question.
    pub fn is_before_unix(&self, seconds: i64) -> bool {
        let is_before = self.time.unix() < seconds;
        if is_before {
            self.noted.to.fetch_min(seconds.saturating_sub(1), Relaxed);
        } else {
            self.noted.from.fetch_max(seconds, Relaxed);
        }
        is_before
    }

    /// The time itself, for a text or a detail that shows it: from now on the report holds for this second alone. Nothing may be
    /// decided by it.
    pub fn shown(&self) -> Time {
        self.noted.is_shown.store(true, Relaxed);
        self.time
    }

    /// The time for the report's field of that name, which whoever gives the report again sets anew. For nothing else.
    pub(crate) fn for_field(&self) -> Time {
        self.time
    }

    /// When all that was said so far is the same.
    pub fn span(&self) -> Span {
        match self.noted.is_shown.load(Relaxed) {
            true => Span {
                from: self.time,
                to: self.time,
            },
            false => self.decided(),
        }
    }

    /// When all questions so far have the same answers, so that all that was decided is the same, whatever shows the time.
    pub fn decided(&self) -> Span {
        Span {
            from: Time::from_unix(self.noted.from.load(Relaxed)),
            to: Time::from_unix(self.noted.to.load(Relaxed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIME: i64 = 1_000;

    fn span(ask: impl Fn(&AskedTime)) -> (i64, i64) {
        let time = AskedTime::new(Time::from_unix(TIME));
        ask(&time);
        let Span { from, to } = time.span();
        (from.unix(), to.unix())
    }

    #[test]
    fn notes_the_widest_span_in_which_the_answers_are_the_same() {
        let (first, last) = (Time::from_unix(i64::MIN), Time::from_unix(i64::MAX));
        let (first, last) = (first.unix(), last.unix());
        let at = Time::from_unix;
        // The question, and the times at which it has the answer that it has at 1,000.
        type Ask = fn(&AskedTime, Time) -> bool;
        let (before, after): (Ask, Ask) = (AskedTime::is_before, AskedTime::is_after);
        for (ask, moment, answer, expected) in [
            (before, 999, false, (999, last)),
            (before, 1_000, false, (1_000, last)),
            (before, 1_001, true, (first, 1_000)),
            (before, 1_002, true, (first, 1_001)),
            (after, 998, true, (999, last)),
            (after, 999, true, (1_000, last)),
            (after, 1_000, false, (first, 1_000)),
            (after, 1_001, false, (first, 1_001)),
        ] {
            let found = span(|time| assert_eq!(ask(time, at(moment)), answer, "{moment}"));
            assert_eq!(found, expected, "{moment}");
        }
        assert_eq!(span(|_| ()), (first, last));
        assert_eq!(
            span(|time| assert!(time.is_within(at(900), at(1_100)))),
            (900, 1_100)
        );
        // Once it is out on one side, the other end was not asked about.
        assert_eq!(
            span(|time| assert!(!time.is_within(at(1_100), at(1_200)))),
            (first, 1_099)
        );
        assert_eq!(
            span(|time| assert!(!time.is_within(at(900), at(990)))),
            (991, last)
        );
        let several = |time: &AskedTime| {
            for moment in [1_500, 500, 1_200, 900, 1_300] {
                time.is_before(at(moment));
            }
        };
        assert_eq!(span(several), (900, 1_199));
        assert_eq!(
            span(|time| assert_eq!(time.shown(), at(TIME))),
            (TIME, TIME)
        );
        assert_eq!(
            span(|time| {
                time.shown();
                several(time);
                let (from, to) = (at(900), at(1_199));
                assert_eq!(time.decided(), Span { from, to });
            }),
            (TIME, TIME)
        );
        assert_eq!(
            span(|time| {
                let _ = time.clone().is_before(at(900));
            }),
            (900, last)
        );
        assert_eq!(
            span(|time| assert!(time.is_before_unix(i64::MAX))),
            (first, last)
        );
        assert_eq!(
            span(|time| assert!(!time.is_before_unix(i64::MIN))),
            (first, last)
        );
    }
}
