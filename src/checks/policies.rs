//! Certificate policies (RFC 5280 §6.1.2 to §6.1.5 as RFC 9618 updates them): which policies the whole path is valid for, and
//! whether that is enough for whom demands one.
//!
//! Variables are called as in the RFC. The anchor's certificate is no part of the path, but what it says about the paths below
//! binds as [`OfAnchor`] says. An extension that cannot be read says the strictest that it could.

mod graph;

use super::{Link, Path};
use crate::certificate::{ExtensionValue, PolicyConstraints};
use crate::finding::{Check, Fault, Records};
use crate::oid::{Oid, known};
use crate::path::Role;
use crate::sorted::Set;
use graph::{ANY_POLICY, AnyPolicy, Graph, LIMIT, Mappings, Policy, TooLarge};

/// Policies listed in a finding.
const MOST_SHOWN: usize = 10;

/// Policies and mappings that may be looked at for all paths of a request together: as many as sixteen graphs of the largest
/// size. Three certificates of ten policies each, on each of 256 paths, are a tenth of that.
const LIMIT_OF_ALL: usize = 16 * LIMIT;

/// What becomes of the anchor's policies and mappings. Its policyConstraints and inhibitAnyPolicy set the counters either way.
#[derive(Clone, Copy)]
pub(crate) enum OfAnchor {
    /// RFC 5937: its policies narrow the user-initial-policy-set, its mappings are not applied.
    Narrow,
    /// Both count as those of an intermediate (b:pki/verify_certificate_chain.cc `ApplyTrustAnchorConstraints`); without
    /// certificatePolicies, any policy is accepted. A leaf that is trusted itself is asked twice: as the anchor, and as the leaf.
    TakePart,
}

/// Policies and mappings that were looked at for the paths before.
#[derive(Default)]
pub(crate) struct Spent(usize);

/// Computes the user-constrained-policy-set, in the order of the OIDs' octets; `None` where it could not be: a certificate is
/// not readable, or the graph grew too large.
pub(crate) fn check(
    path: &Path<'_>,
    of_anchor: OfAnchor,
    spent: &mut Spent,
    records: &mut Records,
) -> Option<Vec<Oid>> {
    let links: Vec<Link<'_>> = path.links().rev().collect();
    if links.len() != path.candidate.chain.len() {
        return not_evaluated(records);
    }
    let (anchor, certificates) = match links.split_first() {
        Some((first, rest)) if first.role == Role::Anchor => {
            (Some(*first).filter(|_| !path.exempts_anchor), rest)
        }
        _ => (
            path.anchored_leaf()
                .filter(|_| matches!(of_anchor, OfAnchor::TakePart)),
            links.as_slice(),
        ),
    };
    let stated: usize = links.iter().map(|link| stated_size(*link)).sum();
    let (limit, evaluated) = if stated > LIMIT {
        (LIMIT, Err(TooLarge))
    } else if spent.0.saturating_add(stated) > LIMIT_OF_ALL {
        (LIMIT_OF_ALL, Err(TooLarge))
    } else {
        spent.0 += stated;
        (
            LIMIT,
            evaluate(path, (anchor, of_anchor), certificates, records),
        )
    };
    match evaluated {
        Ok(policies) => {
            records.passed(Check::PolicyGraphTooLarge, None);
            Some(policies.into_iter().map(Oid::from_content).collect())
        }
        Err(TooLarge) => {
            records.broken(Fault::PolicyGraphTooLarge { limit }, None);
            records.not_checked(Check::PolicyRequiredNotFound, None);
            None
        }
    }
}

/// Policies and mappings that a certificate states.
fn stated_size(link: Link<'_>) -> usize {
    let policies = match link.only(known::CERTIFICATE_POLICIES) {
        Some(ExtensionValue::CertificatePolicies { policies, .. }) => policies.len(),
        _ => 0,
    };
    let mappings = match link.only(known::POLICY_MAPPINGS) {
        Some(ExtensionValue::PolicyMappings(pairs)) => pairs.len(),
        _ => 0,
    };
    policies + mappings
}

fn not_evaluated(records: &mut Records) -> Option<Vec<Oid>> {
    for rule in [
        Check::PolicyGraphTooLarge,
        Check::PolicyRequiredNotFound,
        Check::PolicyMappingAnyPolicy,
    ] {
        records.not_checked(rule, None);
    }
    None
}

/// A number of certificates after which something holds, and who said so: a certificate's index; `None`: the request, or
/// nobody yet.
#[derive(Clone, Copy)]
struct Countdown {
    left: u64,
    by: Option<usize>,
}

impl Countdown {
    fn lower_to(&mut self, left: u64, by: usize) {
        if left < self.left {
            *self = Self { left, by: Some(by) };
        }
    }

    fn step(&mut self) {
        self.left = self.left.saturating_sub(1);
    }

    fn is_over(self) -> bool {
        self.left == 0
    }
}

struct State<'a> {
    valid_policy_graph: Graph<'a>,
    explicit_policy: Countdown,
    policy_mapping: Countdown,
    inhibit_any_policy: Countdown,
    /// `None`: any policy.
    user_initial_policy_set: Option<Set<Policy<'a>>>,
}

/// §6.1 over `certificates`, from the one that the anchor issued to the leaf.
fn evaluate<'a>(
    path: &Path<'a>,
    (anchor, of_anchor): (Option<Link<'a>>, OfAnchor),
    certificates: &[Link<'a>],
    records: &mut Records,
) -> Result<Set<Policy<'a>>, TooLarge> {
    let mut state = State::new(path, certificates.len() as u64);
    match (anchor, of_anchor) {
        (None, _) => {}
        (Some(anchor), OfAnchor::Narrow) => state.narrow_to(anchor),
        (Some(anchor), OfAnchor::TakePart) => {
            if stated_policies(anchor).is_some() {
                state.process(anchor, false)?;
            }
            state.map(anchor, records)?;
        }
    }
    if let Some(anchor) = anchor {
        state.constrain(anchor);
    }
    let mut fault = None;
    let last = certificates.len().saturating_sub(1);
    for (place, link) in certificates.iter().enumerate() {
        let (link, is_last) = (*link, place == last);
        state.process(link, is_last)?;
        // §6.1.3 (f): "Verify that either explicit_policy is greater than 0 or the valid_policy_graph is not equal to NULL."
        if fault.is_none() && state.explicit_policy.is_over() && state.valid_policy_graph.is_null()
        {
            fault = Some((state.required_not_found(link), link.index));
        }
        if is_last {
            state.wrap_up(link);
        } else {
            state.prepare_for_next(link, records)?;
        }
    }
    let policies = state.user_constrained_policy_set();
    // §6.1.5: "If either (1) the value of explicit_policy variable is greater than zero or (2) the
    // user_constrained_policy_set is not empty, then path processing has succeeded."
    let leaf = certificates.last();
    if let (None, Some(leaf)) = (&fault, leaf)
        && state.explicit_policy.is_over()
        && policies.is_empty()
    {
        fault = Some((state.required_not_found(*leaf), leaf.index));
    }
    let index = leaf.map(|leaf| leaf.index);
    match fault {
        Some((fault, index)) => records.broken(fault, Some(index)),
        None if state.explicit_policy.is_over() => {
            records.passed(Check::PolicyRequiredNotFound, index);
        }
        None => records.not_applicable(Check::PolicyRequiredNotFound, index),
    }
    Ok(policies)
}

impl<'a> State<'a> {
    /// §6.1.2.
    fn new(path: &Path<'a>, n: u64) -> Self {
        let asked = &path.terms.policy;
        let countdown = |is_set: bool| Countdown {
            left: if is_set { 0 } else { n.saturating_add(1) },
            by: None,
        };
        let initial = asked.initial_policies.as_ref();
        let initial = initial.map(|set| set.iter().map(Oid::content).collect::<Set<_>>());
        Self {
            valid_policy_graph: Graph::new(),
            explicit_policy: countdown(asked.require_explicit),
            policy_mapping: countdown(asked.inhibit_mapping),
            inhibit_any_policy: countdown(asked.inhibit_any),
            user_initial_policy_set: initial.filter(|set| !set.contains(ANY_POLICY)),
        }
    }

    /// [`OfAnchor::Narrow`].
    fn narrow_to(&mut self, anchor: Link<'a>) {
        let policies = stated_policies(anchor).filter(|policies| !policies.contains(ANY_POLICY));
        self.user_initial_policy_set = match (self.user_initial_policy_set.take(), policies) {
            (Some(asked), Some(stated)) => Some(asked.intersection(&stated).copied().collect()),
            (asked, stated) => asked.or(stated),
        };
    }

    /// §6.1.3 (d) and (e).
    fn process(&mut self, link: Link<'a>, is_last: bool) -> Result<(), TooLarge> {
        let Some(policies) = stated_policies(link) else {
            self.valid_policy_graph.set_to_null();
            return Ok(());
        };
        let is_allowed = !self.inhibit_any_policy.is_over() || (!is_last && link.is_self_issued);
        let any_policy = if policies.contains(ANY_POLICY) && is_allowed {
            AnyPolicy::Processed
        } else {
            AnyPolicy::Ignored
        };
        let others: Vec<Policy<'a>> = policies
            .into_iter()
            .filter(|policy| *policy != ANY_POLICY)
            .collect();
        self.valid_policy_graph.descend(&others, any_policy)
    }

    /// §6.1.4 (a), (b) and (h) to (j).
    fn prepare_for_next(&mut self, link: Link<'a>, records: &mut Records) -> Result<(), TooLarge> {
        self.map(link, records)?;
        if !link.is_self_issued {
            self.explicit_policy.step();
            self.policy_mapping.step();
            self.inhibit_any_policy.step();
        }
        self.constrain(link);
        Ok(())
    }

    /// §6.1.4 (a): "If a policy mappings extension is present, verify that the special value anyPolicy does not appear as an
    /// issuerDomainPolicy or a subjectDomainPolicy." Then (b).
    fn map(&mut self, link: Link<'a>, records: &mut Records) -> Result<(), TooLarge> {
        let (check, index) = (Check::PolicyMappingAnyPolicy, Some(link.index));
        let pairs = match link.only(known::POLICY_MAPPINGS) {
            None => {
                records.not_applicable(check, index);
                return Ok(());
            }
            Some(ExtensionValue::PolicyMappings(pairs)) => pairs,
            Some(_) => {
                records.not_checked(check, index);
                self.valid_policy_graph.set_to_null();
                return Ok(());
            }
        };
        let fault = pairs.iter().find_map(|(issuer, subject)| {
            let is_any = |oid: &Oid| oid.content() == ANY_POLICY;
            (is_any(issuer) || is_any(subject)).then(|| Fault::PolicyMappingAnyPolicy {
                issuer_domain_policy: issuer.clone(),
                subject_domain_policy: subject.clone(),
            })
        });
        if let Some(fault) = fault {
            records.broken(fault, index);
            self.valid_policy_graph.set_to_null();
            return Ok(());
        }
        records.passed(check, index);
        let mut mappings = Mappings::new();
        for (issuer, subject) in pairs {
            let equivalents = mappings.entry(issuer.content()).or_default();
            equivalents.insert(subject.content());
        }
        if self.policy_mapping.is_over() {
            self.valid_policy_graph.delete(&mappings);
            Ok(())
        } else {
            self.valid_policy_graph.map(mappings)
        }
    }

    /// §6.1.4 (i) and (j).
    fn constrain(&mut self, link: Link<'a>) {
        let constraints = policy_constraints(link);
        if let Some(skip) = constraints.require_explicit_policy {
            self.explicit_policy.lower_to(skip, link.index);
        }
        if let Some(skip) = constraints.inhibit_policy_mapping {
            self.policy_mapping.lower_to(skip, link.index);
        }
        match link.only(known::INHIBIT_ANY_POLICY) {
            None => {}
            Some(ExtensionValue::InhibitAnyPolicy(skip)) => {
                self.inhibit_any_policy.lower_to(*skip, link.index);
            }
            Some(_) => self.inhibit_any_policy.lower_to(0, link.index),
        }
    }

    /// §6.1.5 (a) and (b).
    fn wrap_up(&mut self, link: Link<'a>) {
        self.explicit_policy.step();
        if policy_constraints(link).require_explicit_policy == Some(0) {
            self.explicit_policy.lower_to(0, link.index);
        }
    }

    /// §6.1.5 (g)(5) and (6): those of the authorities' policies that the user accepts; where they allow any, those that the
    /// user accepts.
    fn user_constrained_policy_set(&self) -> Set<Policy<'a>> {
        let authorities = self.valid_policy_graph.authority_constrained_policy_set();
        match &self.user_initial_policy_set {
            None => authorities,
            Some(accepted) if authorities.contains(ANY_POLICY) => accepted.clone(),
            Some(accepted) => authorities.intersection(accepted).copied().collect(),
        }
    }

    fn required_not_found(&self, link: Link<'a>) -> Fault {
        let acceptable = match &self.user_initial_policy_set {
            Some(set) => shown(set),
            None => shown(&Set::from([ANY_POLICY])),
        };
        Fault::PolicyRequiredNotFound {
            demanded_by: self.explicit_policy.by,
            acceptable,
            valid: shown(&self.valid_policy_graph.authority_constrained_policy_set()),
            stated: shown(&stated_policies(link).unwrap_or_default()),
        }
    }
}

/// Dotted numbers.
fn shown(policies: &Set<Policy<'_>>) -> Vec<String> {
    let oids = policies.iter().map(|policy| Oid::from_content(policy));
    oids.take(MOST_SHOWN).map(|oid| oid.dotted()).collect()
}

/// certificatePolicies; none where they can't be read.
fn stated_policies<'a>(link: Link<'a>) -> Option<Set<Policy<'a>>> {
    match link.only(known::CERTIFICATE_POLICIES)? {
        ExtensionValue::CertificatePolicies { policies, .. } => {
            Some(policies.iter().map(Oid::content).collect())
        }
        _ => Some(Set::new()),
    }
}

/// policyConstraints; the strictest where they can't be read.
fn policy_constraints(link: Link<'_>) -> PolicyConstraints {
    match link.only(known::POLICY_CONSTRAINTS) {
        None => PolicyConstraints {
            require_explicit_policy: None,
            inhibit_policy_mapping: None,
        },
        Some(ExtensionValue::PolicyConstraints(constraints)) => *constraints,
        Some(_) => PolicyConstraints {
            require_explicit_policy: Some(0),
            inhibit_policy_mapping: Some(0),
        },
    }
}

#[cfg(test)]
mod tests {
    use mint::{Builder, Criticality, Issued, extension, oid};

    use crate::checks::testing::{errors, judge};
    use crate::{Report, RequestPolicy};

    const ANY: &str = oid::ANY_POLICY;
    const A: &str = "2.999.1";
    const B: &str = "2.999.2";
    const C: &str = "2.999.3";
    const NOT_FOUND: &str = "policy-required-not-found";
    const MAPS_ANY: &str = "policy-mapping-any-policy";
    const TOO_LARGE: &str = "policy-graph-too-large";

    type Change = fn(Builder) -> Builder;
    type Errors = Vec<(&'static str, Option<usize>)>;
    const PLAIN: Change = |builder| builder;

    /// Root, upper and lower CA, and leaf, each changed; then the request. The leaf is 0, the root 3.
    fn judge_chain(
        [root, upper, lower, leaf]: [Change; 4],
        policy: RequestPolicy,
    ) -> (Errors, Option<Vec<String>>, Report) {
        let root = root(mint::ca("Root")).issue();
        let upper = upper(root.ca("Upper")).issue();
        let lower = lower(upper.ca("Lower")).issue();
        let leaf = leaf(lower.leaf(&["a.example"])).issue();
        let report = judge(&[&leaf, &lower, &upper, &root], |request| {
            request.policy = policy;
        });
        (errors(&report), report.paths[0].policies.clone(), report)
    }

    fn initial(policies: &[&str]) -> RequestPolicy {
        RequestPolicy {
            initial_policies: Some(policies.iter().map(ToString::to_string).collect()),
            ..RequestPolicy::default()
        }
    }

    fn explicit() -> RequestPolicy {
        RequestPolicy {
            require_explicit: true,
            ..RequestPolicy::default()
        }
    }

    fn required(policies: &[&str]) -> RequestPolicy {
        RequestPolicy {
            require_explicit: true,
            ..initial(policies)
        }
    }

    /// Judges a chain and compares errors and the user-constrained-policy-set.
    #[track_caller]
    fn check(
        chain: [Change; 4],
        policy: RequestPolicy,
        expected: &[(&'static str, Option<usize>)],
        policies: &[&str],
    ) {
        let (errors, found, _) = judge_chain(chain, policy);
        assert_eq!(errors, expected);
        let policies: Vec<String> = policies.iter().map(ToString::to_string).collect();
        assert_eq!(found, Some(policies));
    }

    #[test]
    fn no_policy_is_needed_unless_one_is_demanded() {
        check([PLAIN; 4], RequestPolicy::default(), &[], &[]);
        // The first certificate below the anchor already leaves none.
        check([PLAIN; 4], explicit(), &[(NOT_FOUND, Some(2))], &[]);
        let all: Change = |b| b.policies(&[A]);
        check([PLAIN, all, all, all], explicit(), &[], &[A]);
    }

    #[test]
    fn only_acceptable_policies_count() {
        let all: Change = |b| b.policies(&[A, B]);
        let leaf: Change = |b| b.policies(&[B]);
        let chain = [PLAIN, all, all, leaf];
        check(chain, required(&[B]), &[], &[B]);
        check(chain, required(&[A, B]), &[], &[B]);
        check(chain, required(&[A, ANY]), &[], &[B]);
        check(chain, required(&[A]), &[(NOT_FOUND, Some(0))], &[]);
        check(chain, initial(&[A]), &[], &[]);
    }

    #[test]
    fn any_policy_stands_for_all_and_can_be_inhibited() {
        let any: Change = |b| b.policies(&[ANY]);
        let a: Change = |b| b.policies(&[A]);
        check([PLAIN, any, any, any], explicit(), &[], &[ANY]);
        check([PLAIN, any, any, any], required(&[B]), &[], &[B]);
        check([PLAIN, any, any, a], explicit(), &[], &[A]);
        let request = RequestPolicy {
            inhibit_any: true,
            ..explicit()
        };
        check([PLAIN, any, any, a], request, &[(NOT_FOUND, Some(2))], &[]);
        let upper: Change = |b| b.policies(&[A]).inhibit_any_policy(0);
        check(
            [PLAIN, upper, any, a],
            explicit(),
            &[(NOT_FOUND, Some(1))],
            &[],
        );
        let upper: Change = |b| b.policies(&[A]).inhibit_any_policy(1);
        check([PLAIN, upper, any, a], explicit(), &[], &[A]);
        check(
            [PLAIN, upper, any, any],
            explicit(),
            &[(NOT_FOUND, Some(0))],
            &[],
        );
        // A self-issued intermediate may say anyPolicy although it is inhibited, and is not counted.
        let upper: Change = |b| b.policies(&[A]).inhibit_any_policy(0);
        let lower: Change = |b| b.policies(&[ANY]).subject("Upper");
        check([PLAIN, upper, lower, a], explicit(), &[], &[A]);
    }

    #[test]
    fn a_certificate_can_demand_a_policy_after_some_others() {
        for (skip, expected) in [
            (0, &[(NOT_FOUND, Some(1))][..]),
            (1, &[(NOT_FOUND, Some(0))]),
            // The leaf's own step of §6.1.5 (a) counts too.
            (2, &[(NOT_FOUND, Some(0))]),
            (3, &[]),
        ] {
            let upper = match skip {
                0 => |b: Builder| b.policy_constraints(Some(0), None),
                1 => |b: Builder| b.policy_constraints(Some(1), None),
                2 => |b: Builder| b.policy_constraints(Some(2), None),
                _ => |b: Builder| b.policy_constraints(Some(3), None),
            };
            check(
                [PLAIN, upper, PLAIN, PLAIN],
                RequestPolicy::default(),
                expected,
                &[],
            );
        }
        let leaf: Change = |b| b.policy_constraints(Some(0), None);
        let chain = [PLAIN, PLAIN, PLAIN, leaf];
        check(
            chain,
            RequestPolicy::default(),
            &[(NOT_FOUND, Some(0))],
            &[],
        );
        let leaf: Change = |b| b.policy_constraints(Some(1), None);
        check(
            [PLAIN, PLAIN, PLAIN, leaf],
            RequestPolicy::default(),
            &[],
            &[],
        );
    }

    #[test]
    fn a_finding_says_who_demands_what() {
        let upper: Change = |b| b.policies(&[A]).policy_constraints(Some(0), None);
        let a: Change = |b| b.policies(&[A, B]);
        let b: Change = |b| b.policies(&[B]);
        let details = |chain, policy| {
            let (_, _, report) = judge_chain(chain, policy);
            serde_json::to_value(&report.findings[0].details).unwrap()
        };
        assert_eq!(
            details([PLAIN, upper, a, b], RequestPolicy::default()),
            serde_json::json!({ "demandedBy": 2, "acceptable": [ANY], "valid": [], "stated": [B] })
        );
        assert_eq!(
            details([PLAIN, a, a, a], required(&[C])),
            serde_json::json!({ "demandedBy": null, "acceptable": [C], "valid": [A, B], "stated": [A, B] })
        );
        let of_itself: Change = |b| b.policy_constraints(Some(0), None);
        for (chain, expected) in [
            (
                [PLAIN, upper, a, b],
                "the CA certificate “Upper” demands it",
            ),
            (
                [PLAIN, PLAIN, PLAIN, of_itself],
                "the certificate “a.example” itself demands it",
            ),
        ] {
            let (_, _, report) = judge_chain(chain, RequestPolicy::default());
            let explanation = &report.findings[0].explanation;
            assert!(explanation.contains(expected), "{explanation}");
        }
    }

    #[test]
    fn mappings_translate_and_can_be_inhibited() {
        let upper: Change = |b| b.policies(&[A]).policy_mappings(&[(A, B)]);
        let b: Change = |b| b.policies(&[B]);
        let chain = [PLAIN, upper, b, b];
        check(chain, explicit(), &[], &[A]);
        check(chain, required(&[A]), &[], &[A]);
        check(chain, required(&[B]), &[(NOT_FOUND, Some(0))], &[]);
        let request = RequestPolicy {
            inhibit_mapping: true,
            ..explicit()
        };
        check(chain, request, &[(NOT_FOUND, Some(1))], &[]);
        let root: Change = |b| b.policy_constraints(None, Some(0));
        check(
            [root, upper, b, b],
            explicit(),
            &[(NOT_FOUND, Some(1))],
            &[],
        );
        let root: Change = |b| b.policy_constraints(None, Some(1));
        check([root, upper, b, b], explicit(), &[], &[A]);
    }

    #[test]
    fn any_policy_must_not_be_mapped() {
        let policies: Change = |b| b.policies(&[A, B, ANY]);
        for upper in [
            |b: Builder| b.policies(&[A]).policy_mappings(&[(A, B), (ANY, B)]),
            |b: Builder| b.policies(&[A]).policy_mappings(&[(A, ANY)]),
        ] {
            let (errors, _, _) = judge_chain([PLAIN, upper, policies, policies], explicit());
            assert!(errors.contains(&(MAPS_ANY, Some(2))), "{errors:?}");
        }
        // Neither the anchor's mappings nor the leaf's are looked at.
        let mapping: Change = |b| b.policies(&[ANY]).policy_mappings(&[(ANY, B)]);
        check(
            [mapping, policies, policies, mapping],
            RequestPolicy::default(),
            &[],
            &[ANY, A, B],
        );
    }

    #[test]
    fn the_anchors_certificate_binds() {
        let all: Change = |b| b.policies(&[A, B]);
        let root: Change = |b| b.policies(&[A]);
        check([root, all, all, all], explicit(), &[], &[A]);
        check(
            [root, all, all, all],
            required(&[B]),
            &[(NOT_FOUND, Some(0))],
            &[],
        );
        check([root, all, all, all], required(&[A, B]), &[], &[A]);
        let root: Change = |b| b.policies(&[C, ANY]);
        check([root, all, all, all], explicit(), &[], &[A, B]);
        let root: Change = |b| b.policy_constraints(Some(0), None);
        check(
            [root, PLAIN, PLAIN, PLAIN],
            RequestPolicy::default(),
            &[(NOT_FOUND, Some(2))],
            &[],
        );
        let root: Change = |b| b.inhibit_any_policy(0);
        let any: Change = |b| b.policies(&[ANY]);
        check(
            [root, any, any, any],
            explicit(),
            &[(NOT_FOUND, Some(2))],
            &[],
        );
        // What cannot be read binds as strictly as it could.
        for extension_id in [oid::POLICY_CONSTRAINTS, oid::CERTIFICATE_POLICIES] {
            let broken =
                |b: Builder| b.extension(extension_id, Criticality::Critical, mint::der::null());
            let root = broken(mint::ca("Root")).issue();
            let leaf = root.leaf(&["a.example"]).policies(&[A]).issue();
            let report = judge(&[&leaf, &root], |request| request.policy = explicit());
            let is_policies = extension_id == oid::CERTIFICATE_POLICIES;
            let expected: &[_] = if is_policies {
                &[(NOT_FOUND, Some(0))]
            } else {
                &[]
            };
            assert_eq!(errors(&report), expected);
            let leaf = root.leaf(&["a.example"]).issue();
            let expected: &[_] = if is_policies {
                &[]
            } else {
                &[(NOT_FOUND, Some(0))]
            };
            assert_eq!(errors(&judge(&[&leaf, &root], |_| {})), expected);
        }
    }

    #[test]
    fn a_graph_built_to_explode_is_refused() {
        fn judge_with(count: usize) -> (Errors, Option<Vec<String>>) {
            let policies: Vec<String> = (0..count).map(|n| format!("2.999.{n}")).collect();
            let every: Vec<&str> = policies.iter().map(String::as_str).collect();
            let pairs: Vec<(&str, &str)> = every
                .iter()
                .flat_map(|from| every.iter().map(|to| (*from, *to)))
                .collect();
            let grow = |builder: Builder| -> Issued {
                builder
                    .extension(
                        oid::POLICY_MAPPINGS,
                        Criticality::Critical,
                        extension::policy_mappings(&pairs),
                    )
                    .policies(&every)
                    .issue()
            };
            let root = mint::root("Root");
            let upper = grow(root.ca("Upper"));
            let lower = grow(upper.ca("Lower"));
            let leaf = lower.leaf(&["a.example"]).policies(&every).issue();
            let report = judge(&[&leaf, &lower, &upper, &root], |_| {});
            (errors(&report), report.paths[0].policies.clone())
        }
        assert_eq!(judge_with(80), (vec![(TOO_LARGE, None)], None));
        let (errors, policies) = judge_with(20);
        assert_eq!(errors, []);
        assert_eq!(policies.map(|policies| policies.len()), Some(20));
    }
}
