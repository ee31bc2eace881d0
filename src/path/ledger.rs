//! The account of signatures: what is known of them, what has been asked, and what the budget still allows. Knows no paths.

use super::limit;
use crate::signature::{self, Answer, PublicKey, Task, TaskId};
use crate::sorted::Map;

/// What is known of signatures. What is not in it is not known, and never taken for valid.
#[derive(Clone, Debug, Default)]
pub struct Answers(Map<TaskId, Answer>);

impl Answers {
    /// What is known of one.
    pub fn get(&self, id: &TaskId) -> Option<Answer> {
        self.0.get(id).copied()
    }

    /// Takes in what was found out.
    pub fn insert(&mut self, id: TaskId, answer: Answer) {
        self.0.insert(id, answer);
    }
}

/// The account of signatures: what is known, what has been asked for, and what must still be answered. One serves all that a
/// report rests on, so that the budget binds on the whole.
#[derive(Debug)]
pub struct Ledger<'a> {
    answers: &'a Answers,
    /// With the cost of each.
    asked: Map<TaskId, u64>,
    cost: u64,
    /// How many there may be, and what they may cost.
    budget: (usize, u64),
    /// Signatures that must be answered before anything that was concluded means something.
    pub needs: Vec<(TaskId, Task<'a>)>,
    /// The budget that was used up when more was asked for, by name, and what it was: [`limit::SIGNATURES`] or
    /// [`limit::SIGNATURE_COST`], with what evidence has beside them.
    pub limit: Option<(&'static str, usize)>,
}

impl<'a> Ledger<'a> {
    /// An account on which nothing has been asked yet.
    pub fn new(answers: &'a Answers) -> Self {
        Self {
            answers,
            asked: Map::new(),
            cost: 0,
            budget: (limit::SIGNATURES, limit::SIGNATURE_COST),
            needs: Vec::new(),
            limit: None,
        }
    }

    /// From here on the evidence about paths is asked.
    pub fn turn_to_evidence(&mut self) {
        self.budget.0 += limit::EVIDENCE;
        self.budget.1 += limit::EVIDENCE_COST;
    }

    /// What must be answered next. All that was decided before the first unanswered signature is final, so that one is needed
    /// for certain. What else is asked for is a guess, and the guesses of all rounds must stay bounded without a memory of
    /// them: each round has at least one answer more than the one before, so that a share of 1/4, 1/16, 1/36 … of the budget
    /// is less than half of it in all. A chain such as servers send is asked for in the first round.
    pub fn into_needs(self) -> Vec<(TaskId, Task<'a>)> {
        let Self {
            answers,
            asked,
            mut needs,
            ..
        } = self;
        let round = answers.0.len() as u64 + 1;
        let mut left = limit::SIGNATURE_COST / 4 / (round * round);
        let mut is_first = true;
        needs.retain(|(id, _)| {
            left = left.saturating_sub(asked.get(id).copied().unwrap_or_default());
            std::mem::take(&mut is_first) || left > 0
        });
        needs
    }

    /// What is known of a signature; asks for it where nothing is.
    pub fn ask(&mut self, id: TaskId, task: Task<'a>) -> Edge {
        self.ask_with(id, task, || signature::parse_public_key(task.spki).ok())
    }

    /// The same where the task's key was read before: `key` answers it. It is read once for each certificate, not for each
    /// that it may have signed.
    pub(super) fn ask_with(
        &mut self,
        id: TaskId,
        task: Task<'a>,
        key: impl FnOnce() -> Option<PublicKey>,
    ) -> Edge {
        let is_new = !self.asked.contains_key(&id);
        if is_new {
            let (most, most_cost) = self.budget;
            if self.asked.len() >= most {
                self.limit = Some(("signatures", most));
                return Edge::NotChecked;
            }
            let cost = key().map_or(0, |key| signature::cost(&key, task.message.len()));
            let total = self.cost.saturating_add(cost);
            if total > most_cost {
                self.limit = Some(("signature cost", most_cost as usize));
                return Edge::NotChecked;
            }
            self.cost = total;
            self.asked.insert(id, cost);
        }
        match self.answers.get(&id) {
            Some(Answer::Valid) => Edge::Valid,
            Some(_) => Edge::Invalid,
            None => {
                if is_new {
                    self.needs.push((id, task));
                }
                Edge::Pending
            }
        }
    }
}

/// What is known of one certificate's signature under one issuer's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// It verifies.
    Valid,
    /// It does not.
    Invalid,
    /// It cannot be verified: the algorithm is refused or the issuer's key unusable. The reason is a fault of its own.
    Unverifiable,
    /// The budget was used up before it was asked.
    NotChecked,
    /// It has been asked and not answered yet.
    Pending,
}
