//! Families that are drawn with a fixed seed, from what is written rightly, oddly and wrongly, or changed at random. None of what was
//! drawn is dropped.

pub(super) mod constraints;
pub(super) mod crowds;
pub(super) mod directory_names;
pub(super) mod envelopes;
pub(super) mod estates;
pub(super) mod furnished;
pub(super) mod jumbles;
pub(super) mod leaf_keys;
pub(super) mod mutants;
pub(super) mod names;
pub(super) mod policies;
pub(super) mod roles;
pub(super) mod staples;
pub(super) mod tangles;
pub(super) mod unseen;
