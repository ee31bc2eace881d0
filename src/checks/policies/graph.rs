//! The policy graph of RFC 9618. RFC 5280's tree, which it replaces, grows exponentially in what an attacker sends; in the
//! graph a policy is one node at each depth, so that it grows with the certificates' size only, and no further than
//! [`LIMIT`]. Knows policies by their OID's content octets; knows no certificates.

/// Nodes, edges and mapped policies in one graph: room for 64 policies, and an edge to each, at each of the 32 depths that a
/// path may have below the first. The number is ours; no test of PKITS comes near it.
pub(super) const LIMIT: usize = 4096;
use crate::sorted::{Map, Set};

/// The OID's content octets.
pub(super) type Policy<'a> = &'a [u8];

/// §4.2.1.4: `{ id-ce-certificatePolicies 0 }`.
pub(super) const ANY_POLICY: Policy<'static> = &[0x55, 0x1d, 32, 0];

/// Equivalent subjectDomainPolicies of each issuerDomainPolicy.
pub(super) type Mappings<'a> = Map<Policy<'a>, Set<Policy<'a>>>;

/// The graph would exceed [`LIMIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// What anyPolicy in a certificate stands for (§6.1.3 (d)(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnyPolicy {
    /// Every policy that is expected.
    Processed,
    /// Nothing: it is not there, or inhibited.
    Ignored,
}

/// valid_policy_graph. Node names are their `valid_policy`: a depth has at most one node of each.
pub(super) struct Graph<'a> {
    depths: Vec<Map<Policy<'a>, Node<'a>>>,
    size: usize,
}

struct Node<'a> {
    /// Nodes of the depth before.
    parents: Vec<Policy<'a>>,
    expected_policy_set: Set<Policy<'a>>,
}

impl<'a> Graph<'a> {
    /// §6.1.2 (a): one node of depth zero, anyPolicy, which expects anyPolicy.
    pub(super) fn new() -> Self {
        let root = Node::new(ANY_POLICY, Vec::new());
        Self {
            depths: vec![Map::from([(ANY_POLICY, root)])],
            size: 0,
        }
    }

    /// Whether no policy is left. (Nodes above that lead nowhere are only left out in the end: nothing looks at them.)
    pub(super) fn is_null(&self) -> bool {
        self.depths.last().is_none_or(Map::is_empty)
    }

    /// §6.1.3 (e).
    pub(super) fn set_to_null(&mut self) {
        self.depths.clear();
    }

    /// §6.1.3 (d): the next depth, from the policies of a certificate other than anyPolicy.
    pub(super) fn descend(
        &mut self,
        policies: &[Policy<'a>],
        any_policy: AnyPolicy,
    ) -> Result<(), TooLarge> {
        let Some(above) = self.depths.last() else {
            return Ok(());
        };
        let mut expecting: Map<Policy<'a>, Vec<Policy<'a>>> = Map::new();
        for (valid_policy, node) in above.iter() {
            for expected in node.expected_policy_set.iter() {
                expecting.entry(expected).or_default().push(valid_policy);
            }
        }
        let has_any_policy = above.contains_key(ANY_POLICY);
        let mut depth = Map::new();
        // (1): a child of all nodes above that expect the policy; failing those, of the node anyPolicy.
        for &policy in policies {
            let parents = match expecting.get_mut(policy).map(std::mem::take) {
                Some(parents) if !parents.is_empty() => parents,
                _ if has_any_policy => vec![ANY_POLICY],
                _ => continue,
            };
            self.size += 1 + parents.len();
            if self.size > LIMIT {
                return Err(TooLarge);
            }
            depth.insert(policy, Node::new(policy, parents));
        }
        // (2): the same for each policy, anyPolicy too, that is expected and was not found in (1).
        if any_policy == AnyPolicy::Processed {
            let left = expecting.into_iter();
            for (policy, parents) in left.filter(|(_, parents)| !parents.is_empty()) {
                self.size += 1 + parents.len();
                if self.size > LIMIT {
                    return Err(TooLarge);
                }
                depth.insert(policy, Node::new(policy, parents));
            }
        }
        self.depths.push(depth);
        Ok(())
    }

    /// §6.1.4 (b)(1): a mapped policy expects its equivalents; one that only anyPolicy stands for gets a node of its own.
    pub(super) fn map(&mut self, mappings: Mappings<'a>) -> Result<(), TooLarge> {
        let Some(depth) = self.depths.last_mut() else {
            return Ok(());
        };
        let has_any_policy = depth.contains_key(ANY_POLICY);
        for (policy, equivalents) in mappings {
            if !has_any_policy && !depth.contains_key(policy) {
                continue;
            }
            self.size += 2 + equivalents.len();
            if self.size > LIMIT {
                return Err(TooLarge);
            }
            let node = depth
                .entry(policy)
                .or_insert_with(|| Node::new(policy, vec![ANY_POLICY]));
            node.expected_policy_set = equivalents;
        }
        Ok(())
    }

    /// §6.1.4 (b)(2): mapping is inhibited, and what would be mapped is deleted.
    pub(super) fn delete(&mut self, mappings: &Mappings<'a>) {
        if let Some(depth) = self.depths.last_mut() {
            let nodes = std::mem::take(depth).into_iter();
            *depth = nodes
                .filter(|(policy, _)| !mappings.contains_key(policy))
                .collect();
        }
    }

    /// §6.1.5 (g)(1) to (4): the authority-constrained-policy-set. Those are the policies, as the topmost certificates name
    /// them, that lead to a node of the last depth; anyPolicy, where that is one.
    pub(super) fn authority_constrained_policy_set(&self) -> Set<Policy<'a>> {
        let mut policies = Set::new();
        let mut reached: Set<Policy<'a>> = match self.depths.last() {
            Some(depth) => depth.keys().copied().collect(),
            None => return policies,
        };
        if reached.contains(ANY_POLICY) {
            policies.insert(ANY_POLICY);
        }
        for depth in self.depths.iter().rev() {
            let mut parents = Set::new();
            for policy in reached {
                let Some(node) = depth.get(policy) else {
                    continue;
                };
                if policy != ANY_POLICY && node.parents == [ANY_POLICY] {
                    policies.insert(policy);
                }
                parents.extend(node.parents.iter().copied());
            }
            reached = parents;
        }
        policies
    }
}

impl<'a> Node<'a> {
    fn new(valid_policy: Policy<'a>, parents: Vec<Policy<'a>>) -> Self {
        Self {
            parents,
            expected_policy_set: Set::from([valid_policy]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Policy<'static> = b"a";
    const B: Policy<'static> = b"b";
    const C: Policy<'static> = b"c";

    fn mappings(pairs: &[(Policy<'static>, Policy<'static>)]) -> Mappings<'static> {
        let mut mappings = Mappings::new();
        for (issuer, subject) in pairs {
            mappings.entry(*issuer).or_default().insert(*subject);
        }
        mappings
    }

    fn set<'a>(graph: &Graph<'a>) -> Vec<Policy<'a>> {
        graph
            .authority_constrained_policy_set()
            .into_iter()
            .collect()
    }

    #[test]
    fn only_policies_that_reach_the_last_depth_count() {
        let mut graph = Graph::new();
        assert_eq!(set(&graph), [ANY_POLICY]);
        graph.descend(&[A, B], AnyPolicy::Ignored).unwrap();
        assert_eq!(set(&graph), [A, B]);
        graph.descend(&[B, C], AnyPolicy::Ignored).unwrap();
        assert_eq!(set(&graph), [B]);
        graph.descend(&[A], AnyPolicy::Ignored).unwrap();
        assert!(graph.is_null());
        assert_eq!(set(&graph), [] as [Policy<'_>; 0]);
    }

    #[test]
    fn any_policy_stands_for_what_is_expected_unless_ignored() {
        for (any_policy, expected) in [(AnyPolicy::Processed, &[A][..]), (AnyPolicy::Ignored, &[])]
        {
            let mut graph = Graph::new();
            graph.descend(&[A], AnyPolicy::Ignored).unwrap();
            graph.descend(&[], any_policy).unwrap();
            assert_eq!(set(&graph), expected, "{any_policy:?}");
        }
        let mut graph = Graph::new();
        graph.descend(&[A], AnyPolicy::Processed).unwrap();
        assert_eq!(set(&graph), [ANY_POLICY, A]);
        graph.descend(&[B], AnyPolicy::Ignored).unwrap();
        assert_eq!(set(&graph), [B], "from anyPolicy");
    }

    #[test]
    fn mapped_policies_are_found_under_their_new_name_and_told_by_the_old() {
        let mut graph = Graph::new();
        graph.descend(&[A, B], AnyPolicy::Ignored).unwrap();
        graph.map(mappings(&[(A, C), (B, C)])).unwrap();
        graph.descend(&[C], AnyPolicy::Ignored).unwrap();
        assert_eq!(set(&graph), [A, B]);
        let mut graph = Graph::new();
        graph.descend(&[A], AnyPolicy::Ignored).unwrap();
        graph.map(mappings(&[(A, C)])).unwrap();
        graph.descend(&[A], AnyPolicy::Ignored).unwrap();
        assert!(graph.is_null(), "A expects C now");
    }

    #[test]
    fn mapping_makes_a_node_where_any_policy_stands_for_it() {
        for (any_policy, expected) in [(AnyPolicy::Processed, &[A][..]), (AnyPolicy::Ignored, &[])]
        {
            let mut graph = Graph::new();
            graph.descend(&[], any_policy).unwrap();
            graph.map(mappings(&[(A, C)])).unwrap();
            graph.descend(&[C], AnyPolicy::Ignored).unwrap();
            assert_eq!(
                set(&graph).contains(&A),
                expected.contains(&A),
                "{any_policy:?}"
            );
        }
    }

    #[test]
    fn inhibited_mappings_delete() {
        let mut graph = Graph::new();
        graph.descend(&[A, B], AnyPolicy::Ignored).unwrap();
        graph.delete(&mappings(&[(A, C)]));
        assert_eq!(set(&graph), [B]);
        graph.delete(&mappings(&[(B, C)]));
        assert!(graph.is_null());
    }

    #[test]
    fn a_graph_built_to_explode_stops_at_the_limit() {
        let names: Vec<[u8; 2]> = (0..64u16).map(u16::to_be_bytes).collect();
        let all: Vec<Policy<'_>> = names.iter().map(|name| &name[..]).collect();
        let every: Set<Policy<'_>> = all.iter().copied().collect();
        let to_every: Mappings<'_> = all.iter().map(|name| (*name, every.clone())).collect();
        let mut graph = Graph::new();
        graph.descend(&all, AnyPolicy::Ignored).unwrap();
        assert_eq!(graph.map(to_every), Err(TooLarge));
        // As many policies, unmapped, at every depth that a path may have: within the limit.
        let mut graph = Graph::new();
        for _ in 0..31 {
            graph.descend(&all, AnyPolicy::Ignored).unwrap();
        }
        assert_eq!(set(&graph), all);
        assert_eq!(graph.descend(&all, AnyPolicy::Processed), Ok(()));
        assert_eq!(graph.descend(&all, AnyPolicy::Processed), Err(TooLarge));
    }
}
