//! Answers that are remembered, so that no signature is verified twice. Bounded: what was not asked for longest is forgotten.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::{Answer, Task, TaskId, verify};

/// Remembered answers. They change how long a validation takes, never its report: a run's budget counts what it asks, not
/// what had to be verified.
///
/// Two generations: when the younger is full it becomes the elder, and the elder is forgotten. Whatever is asked for moves
/// into the younger. So it holds between half of its size and all of it, and each step costs a look-up.
#[derive(Debug)]
pub struct Answered {
    young: Answers,
    old: Answers,
    half: usize,
}

type Answers = HashMap<TaskId, Answer, BuildHasherDefault<FirstBytes>>;

/// An id is a SHA-256, which needs no other hash.
#[derive(Default)]
struct FirstBytes(u64);

impl Hasher for FirstBytes {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk() {
            self.0 = u64::from_le_bytes(*first);
        }
    }

    /// How many bytes come: always the same.
    fn write_usize(&mut self, _: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Default for Answered {
    fn default() -> Self {
        Self::with_size(Self::DEFAULT_SIZE)
    }
}

impl Answered {
    /// Answers remembered by default: under 200 kilobytes.
    pub const DEFAULT_SIZE: usize = 2_048;

    /// Remembers at most `size` answers.
    pub fn with_size(size: usize) -> Self {
        Self {
            young: Answers::default(),
            old: Answers::default(),
            half: size / 2,
        }
    }

    /// What is remembered.
    pub fn get(&mut self, id: TaskId) -> Option<Answer> {
        if let Some(answer) = self.young.get(&id) {
            return Some(*answer);
        }
        let answer = self.old.remove(&id)?;
        self.insert(id, answer);
        Some(answer)
    }

    /// Remembers an answer; it must have been checked.
    pub fn insert(&mut self, id: TaskId, answer: Answer) {
        if self.half == 0 {
            return;
        }
        if self.young.len() >= self.half {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(id, answer);
    }

    /// How many are remembered.
    pub fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The answer to a task, remembered or verified now.
    pub fn answer(&mut self, id: TaskId, task: &Task<'_>) -> Answer {
        self.get(id).unwrap_or_else(|| {
            let answer = verify(task);
            self.insert(id, answer);
            answer
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u8) -> TaskId {
        TaskId([number; 32])
    }

    #[test]
    fn remembers_what_was_used_last() {
        let mut answered = Answered::with_size(4);
        answered.insert(id(1), Answer::Valid);
        answered.insert(id(2), Answer::Invalid);
        for number in 3..100 {
            answered.insert(id(number), Answer::Valid);
            assert_eq!(answered.get(id(2)), Some(Answer::Invalid), "used each time");
            assert!(answered.len() <= 4);
        }
        assert_eq!(answered.get(id(1)), None);
        assert_eq!(answered.get(id(99)), Some(Answer::Valid));
    }

    #[test]
    fn of_size_none_remembers_nothing() {
        let mut answered = Answered::with_size(0);
        answered.insert(id(1), Answer::Valid);
        assert!(answered.is_empty());
    }
}
