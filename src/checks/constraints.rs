//! Name constraints and policies (RFC 5280 §6.1.3 (b)-(f), §6.1.4 (a)-(j)), which this version does not evaluate: where a
//! certificate has them the path fails, so that nothing unchecked passes.

use super::Path;
use crate::finding::{Check, Fault, Records};
use crate::oid::known;

/// The extensions that can make a path fail by its policies. certificatePolicies alone cannot while the initial policy set is
/// anyPolicy and no explicit policy is asked for (§6.1.2 (d), §6.1.5 (g)).
const POLICY_RULES: &[(&[u8], &str)] = &[
    (known::POLICY_MAPPINGS, "policyMappings"),
    (known::POLICY_CONSTRAINTS, "policyConstraints"),
    (known::INHIBIT_ANY_POLICY, "inhibitAnyPolicy"),
];

/// Asks about every certificate above the leaf, the anchor's included; policyConstraints binds on the leaf too (§6.1.5 (b)).
pub fn check(path: &Path<'_>, records: &mut Records) {
    for link in path.links() {
        let index = Some(link.index);
        let has = |oid: &[u8]| link.contents.extension(oid).is_some();
        if link.place > 0 {
            let fault =
                has(known::NAME_CONSTRAINTS).then_some(Fault::NameConstraintsNotSupported {});
            records.judge(Check::NameConstraintsNotSupported, index, fault);
        }
        let rule = POLICY_RULES.iter().find(|(oid, _)| has(oid));
        let fault = rule.map(|(_, extension)| Fault::PolicyConstraintsNotSupported { extension });
        records.judge(Check::PolicyConstraintsNotSupported, index, fault);
    }
}
