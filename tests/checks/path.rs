//! Cases about a path: where it ends, who may issue, when, and for which name.

use certlens::Check::*;
use certlens::Hostname;
use certlens::Outcome::{Error, Info, Warning};
use certlens::{Purpose, ValidationRequest};
use mint::extension::{BasicConstraints, KeyUsage, extension};
use mint::{Criticality, GeneralName, Key, der, oid};

use super::ask::*;
use super::{Case, fires, not_applicable, passes, silent};

/// The chain with its root sent, under these anchors.
fn root_sent(root_sent: &mint::Issued, anchors: &[&mint::Issued]) -> ValidationRequest {
    ask(
        &[&leaf().issue(), &intermediate().issue(), root_sent],
        anchors,
    )
}

/// A leaf by A; A and B, each issued by the other; and perhaps A issued by the root.
fn loop_of_two(with_way_out: bool) -> ValidationRequest {
    let (a, b) = (mint::root("A"), mint::root("B"));
    let leaf = a.leaf(&["example.com"]).issue();
    let (a_by_b, b_by_a) = (b.ca("A").issue(), a.ca("B").issue());
    let a_by_root = root().ca("A").issue();
    match with_way_out {
        true => ask(&[&leaf, &a_by_root, &b_by_a], &[&root()]),
        false => ask(&[&leaf, &a_by_b, &b_by_a], &[&root()]),
    }
}

/// A leaf whose issuer is there so many times, each time with another serial number and without a way on.
fn dead_ends(count: usize) -> ValidationRequest {
    let issuers = (0..count).map(|n| intermediate().serial(&[1, (n >> 8) as u8, n as u8]).issue());
    let sent: Vec<_> = std::iter::once(leaf().issue()).chain(issuers).collect();
    ask(&sent.iter().collect::<Vec<_>>(), &[])
}

/// A leaf whose issuer's name so many keys have, none of which signed it.
fn many_keys(count: usize, key: fn(String) -> Key) -> ValidationRequest {
    let name = "Example Intermediate CA";
    let issuers = (0..count).map(|n| {
        let builder = mint::ca(name).issuer("Nobody").key(key(format!("{n}")));
        builder.without(oid::SUBJECT_KEY_IDENTIFIER).issue()
    });
    let sent: Vec<_> = std::iter::once(leaf().issue()).chain(issuers).collect();
    ask(&sent.iter().collect::<Vec<_>>(), &[])
}

/// A root of these basicConstraints.
fn root_with(basic_constraints: Vec<u8>) -> mint::Builder {
    let oid = oid::BASIC_CONSTRAINTS;
    let root = mint::ca("Example Root CA").without(oid);
    root.extension(oid, Criticality::Critical, basic_constraints)
}

/// The chain below it.
fn root_limits(basic_constraints: Vec<u8>) -> ValidationRequest {
    root_is(root_with(basic_constraints))
}

/// A CA that excludes a registeredID, and a leaf with or without one.
fn with_registered_id(leaf_has_one: bool) -> ValidationRequest {
    let id = GeneralName::from_der([0x88, 0x02, 0x2a, 0x03]);
    let value = mint::extension::name_constraints(&[], std::slice::from_ref(&id));
    let ca = intermediate()
        .extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value)
        .issue();
    let mut names = vec![GeneralName::from("example.com")];
    names.extend(leaf_has_one.then_some(id));
    let leaf = ca.leaf(&["example.com"]).san(names).issue();
    ask(&[&leaf, &ca], &[&root()])
}

/// A leaf with so many names under a CA that excludes a thousand others.
fn many_names(count: usize) -> ValidationRequest {
    let excluded: Vec<String> = (0..1_000).map(|n| format!("x{n}.example.org")).collect();
    let excluded: Vec<&str> = excluded.iter().map(String::as_str).collect();
    let ca = intermediate().name_constraints(&[], &excluded).issue();
    let names: Vec<String> = (0..count)
        .map(|n| format!("n{n}.example.com"))
        .chain(["example.com".to_owned()])
        .collect();
    let leaf = ca
        .leaf(&names.iter().map(String::as_str).collect::<Vec<_>>())
        .issue();
    ask(&[&leaf, &ca], &[&root()])
}

/// A CA with so many policies.
fn many_policies(count: usize) -> ValidationRequest {
    let policies: Vec<String> = (0..count).map(|n| format!("1.2.3.{n}")).collect();
    intermediate_is(
        intermediate().policies(&policies.iter().map(String::as_str).collect::<Vec<_>>()),
    )
}

fn limited_to(intermediates: usize) -> ValidationRequest {
    let mut request = valid();
    request.max_intermediates = Some(intermediates);
    request
}

fn of_client(usage: KeyUsage) -> ValidationRequest {
    let leaf = leaf().extended_key_usage(&[oid::CLIENT_AUTH]);
    let mut request = leaf_is(leaf.key_usage(&[usage]));
    request.purpose = Purpose::Client;
    request.hostname = Hostname::Unchecked;
    request
}

/// A CA's certificate in the server's place.
fn ca_as_leaf() -> mint::Builder {
    let leaf = leaf().basic_constraints(BasicConstraints::Ca);
    leaf.key_usage(&[KeyUsage::KeyCertSign])
        .without(oid::EXTENDED_KEY_USAGE)
}

/// RFC 5280 §6.1.1 (d), §6.1.3 (a)(1) and (a)(4).
pub(crate) fn anchors_and_signatures() -> Vec<Case> {
    vec![
        fires(
            SelfSignedNotTrusted,
            LEAF,
            Error,
            "a stranger to all",
            || ask(&[&mint::leaf(&["example.com"]).issue()], &[&root()]).into(),
        ),
        passes(SelfSignedNotTrusted, LEAF, "itself the anchor", || {
            let leaf = mint::leaf(&["example.com"]).issue();
            ask(&[&leaf], &[&leaf]).into()
        }),
        fires(AnchorNameReused, ROOT, Error, "an impostor's root", || {
            let impostor = mint::ca("Example Root CA")
                .key(Key::p256("impostor"))
                .issue();
            let intermediate = impostor.ca("Example Intermediate CA").issue();
            let leaf = intermediate.leaf(&["example.com"]).issue();
            ask(&[&leaf, &intermediate, &impostor], &[&root()]).into()
        }),
        passes(AnchorNameReused, ROOT, "the real root sent along", || {
            root_sent(&root(), &[&root()]).into()
        }),
        fires(RootNotTrusted, ROOT, Error, "another anchor", || {
            root_sent(&root(), &[&mint::root("Another Root CA")]).into()
        }),
        fires(RootNotTrusted, ROOT, Error, "no anchor", || {
            root_sent(&root(), &[]).into()
        }),
        passes(RootNotTrusted, ROOT, "the same root as anchor", || {
            root_sent(&root(), &[&root()]).into()
        }),
        fires(
            IssuerNotFound,
            LEAF,
            Error,
            "the intermediate not sent",
            || ask(&[&leaf().issue()], &[&root()]).into(),
        ),
        fires(
            IssuerNotFound,
            INTERMEDIATE,
            Error,
            "the root not known",
            || ask(&[&leaf().issue(), &intermediate().issue()], &[]).into(),
        ),
        fires(
            IssuerNotFound,
            LEAF,
            Error,
            "it names itself, its key did not sign it",
            || {
                let leaf = mint::leaf(&["example.com"]).signature(|signature| signature[40] ^= 1);
                ask(&[&leaf.issue()], &[&root()]).into()
            },
        ),
        not_applicable(IssuerNotFound, LEAF, "its key did", || {
            ask(&[&mint::leaf(&["example.com"]).issue()], &[&root()]).into()
        }),
        passes(IssuerNotFound, ROOT, "the intermediate sent", || {
            valid().into()
        }),
        fires(PathLoop, ROOT, Error, "A by B, B by A", || {
            loop_of_two(false).into()
        }),
        passes(PathLoop, Some(3), "A by the root, B by A", || {
            loop_of_two(true).into()
        }),
        // §6.1.1 leaves the greatest length to the caller.
        fires(PathTooLong, None, Error, "one more than asked for", || {
            limited_to(0).into()
        }),
        passes(PathTooLong, None, "as many as asked for", || {
            limited_to(1).into()
        }),
        passes(PathTooLong, None, "self-issued ones do not count", || {
            // §4.2.1.9: "non-self-issued intermediate certificates".
            let old = root();
            let new = mint::ca("Example Root CA").key(Key::p256("new key"));
            let rollover = old.ca("Example Root CA").key(Key::p256("new key")).issue();
            let leaf = new.issue().leaf(&["example.com"]).issue();
            let mut request = ask(&[&leaf, &rollover], &[&old]);
            request.max_intermediates = Some(0);
            request.into()
        }),
        fires(SignatureInvalid, LEAF, Error, "a bit changed", || {
            leaf_is(leaf().signature(|signature| signature[40] ^= 1)).into()
        }),
        fires(
            SignatureInvalid,
            INTERMEDIATE,
            Error,
            "a bit changed above",
            || intermediate_is(intermediate().signature(|signature| signature[40] ^= 1)).into(),
        ),
        fires(SignatureInvalid, LEAF, Error, "another's key", || {
            leaf_is(leaf().signed_with(Key::p256("impostor"))).into()
        }),
        passes(SignatureInvalid, LEAF, "untouched", || valid().into()),
        not_applicable(SignatureInvalid, LEAF, "the leaf is the anchor", || {
            let leaf = leaf().signature(|signature| signature[40] ^= 1).issue();
            ask(&[&leaf], &[&leaf]).into()
        }),
        // certlens' own limit: 256 candidates.
        fires(SearchLimitReached, None, Error, "257 ways", || {
            dead_ends(257).into()
        }),
        silent(SearchLimitReached, "256 ways", || dead_ends(256).into()),
        // And another: what the signatures cost, 64 keys of P-384 as much as 256 of P-256.
        fires(SearchLimitReached, None, Error, "64 keys of P-384", || {
            many_keys(64, Key::p384).into()
        }),
        silent(SearchLimitReached, "50 keys of P-384", || {
            many_keys(50, Key::p384).into()
        }),
        fires(SearchLimitReached, None, Error, "101 keys", || {
            many_keys(101, Key::p256).into()
        }),
        silent(SearchLimitReached, "100 keys", || {
            many_keys(100, Key::p256).into()
        }),
    ]
}

/// RFC 5280 §6.1.4, §4.2.1.3, §4.2.1.12.
pub(crate) fn roles() -> Vec<Case> {
    vec![
        // §6.1.4 (k): "verify that the basicConstraints extension is present and that cA is set to TRUE".
        fires(BasicConstraintsMissing, INTERMEDIATE, Error, "none", || {
            intermediate_is(intermediate().without(oid::BASIC_CONSTRAINTS)).into()
        }),
        fires(
            BasicConstraintsMissing,
            ROOT,
            Warning,
            "an anchor of version 1",
            || root_is(mint::ca("Example Root CA").version(1).without_extensions()).into(),
        ),
        passes(BasicConstraintsMissing, INTERMEDIATE, "it says CA", || {
            intermediate_is(intermediate().basic_constraints(BasicConstraints::Ca)).into()
        }),
        fires(IssuerNotCa, INTERMEDIATE, Error, "it says no CA", || {
            intermediate_is(intermediate().basic_constraints(BasicConstraints::NotCa)).into()
        }),
        fires(IssuerNotCa, ROOT, Warning, "the anchor says no CA", || {
            root_is(mint::ca("Example Root CA").basic_constraints(BasicConstraints::NotCa)).into()
        }),
        passes(IssuerNotCa, INTERMEDIATE, "it says CA", || {
            intermediate_is(intermediate().basic_constraints(BasicConstraints::Ca)).into()
        }),
        // §4.2.1.9: "the maximum number of non-self-issued intermediate certificates that may follow".
        fires(
            PathLengthExceeded,
            ROOT,
            Error,
            "none allowed, one there",
            || {
                let constraints = BasicConstraints::CaWithPathLen(0);
                root_is(mint::ca("Example Root CA").basic_constraints(constraints)).into()
            },
        ),
        passes(PathLengthExceeded, ROOT, "one allowed, one there", || {
            let constraints = BasicConstraints::CaWithPathLen(1);
            root_is(mint::ca("Example Root CA").basic_constraints(constraints)).into()
        }),
        passes(
            PathLengthExceeded,
            INTERMEDIATE,
            "the leaf does not count",
            || {
                let constraints = BasicConstraints::CaWithPathLen(0);
                intermediate_is(intermediate().basic_constraints(constraints)).into()
            },
        ),
        not_applicable(PathLengthExceeded, ROOT, "no limit", || valid().into()),
        fires(
            PathLengthExceeded,
            ROOT,
            Error,
            "an anchor's limit that cannot be read, one there",
            || root_limits(der::sequence(&[der::boolean(true), der::tlv(2, &[0x80])])).into(),
        ),
        fires(
            PathLengthExceeded,
            ROOT,
            Error,
            "an anchor's limit behind what is no element, one there",
            || {
                let rest = [der::boolean(true), vec![0, 0], der::integer(0)].concat();
                root_limits(der::tlv(0x30, &rest)).into()
            },
        ),
        fires(
            PathLengthExceeded,
            ROOT,
            Error,
            "an anchor's second basicConstraints, one there",
            || {
                let again = extension(oid::BASIC_CONSTRAINTS, true, &der::sequence(&[]));
                root_is(mint::ca("Example Root CA").raw_extension(again)).into()
            },
        ),
        passes(
            PathLengthExceeded,
            ROOT,
            "an anchor's limit that cannot be read, none there",
            || {
                let limit = der::sequence(&[der::boolean(true), der::tlv(2, &[0x80])]);
                let root = root_with(limit).issue();
                let leaf = root.leaf(&["example.com"]).issue();
                // Its place is that of the intermediate's elsewhere.
                let mut request = ask(&[&leaf, &intermediate().issue()], &[&root]);
                request.leaf = Some(0);
                request.into()
            },
        ),
        // §6.1.4 (n): "If a key usage extension is present, verify that the keyCertSign bit is set."
        fires(
            KeyUsageLacksCertSign,
            INTERMEDIATE,
            Error,
            "cRLSign only",
            || intermediate_is(intermediate().key_usage(&[KeyUsage::CrlSign])).into(),
        ),
        fires(
            KeyUsageLacksCertSign,
            ROOT,
            Warning,
            "the anchor's cRLSign only",
            || root_is(mint::ca("Example Root CA").key_usage(&[KeyUsage::CrlSign])).into(),
        ),
        passes(
            KeyUsageLacksCertSign,
            INTERMEDIATE,
            "keyCertSign only",
            || intermediate_is(intermediate().key_usage(&[KeyUsage::KeyCertSign])).into(),
        ),
        not_applicable(KeyUsageLacksCertSign, INTERMEDIATE, "no keyUsage", || {
            intermediate_is(intermediate().without(oid::KEY_USAGE)).into()
        }),
        // §4.2.1.12 at id-kp-serverAuth: "digitalSignature, keyEncipherment or keyAgreement".
        fires(KeyUsageUnsuitable, LEAF, Error, "dataEncipherment", || {
            leaf_is(leaf().key_usage(&[KeyUsage::DataEncipherment])).into()
        }),
        // §4.2.1.12 has it at serverAuth alone.
        fires(
            KeyUsageUnsuitable,
            LEAF,
            Error,
            "keyEncipherment of a client",
            || of_client(KeyUsage::KeyEncipherment).into(),
        ),
        passes(KeyUsageUnsuitable, LEAF, "keyAgreement of a client", || {
            of_client(KeyUsage::KeyAgreement).into()
        }),
        fires(
            KeyUsageUnsuitable,
            LEAF,
            Error,
            "a CA's, with a server's purpose",
            || leaf_is(ca_as_leaf().extended_key_usage(&[oid::SERVER_AUTH])).into(),
        ),
        not_applicable(KeyUsageUnsuitable, LEAF, "a CA's, without", || {
            leaf_is(ca_as_leaf()).into()
        }),
        passes(KeyUsageUnsuitable, LEAF, "keyEncipherment", || {
            leaf_is(leaf().key_usage(&[KeyUsage::KeyEncipherment])).into()
        }),
        not_applicable(KeyUsageUnsuitable, LEAF, "no keyUsage", || {
            leaf_is(leaf().without(oid::KEY_USAGE)).into()
        }),
        // §4.2.1.12: "the certificate MUST only be used for one of the purposes indicated".
        fires(
            ExtendedKeyUsageUnsuitable,
            LEAF,
            Error,
            "clientAuth for a server",
            || leaf_is(leaf().extended_key_usage(&[oid::CLIENT_AUTH])).into(),
        ),
        fires(
            ExtendedKeyUsageUnsuitable,
            INTERMEDIATE,
            Error,
            "the CA's",
            || intermediate_is(intermediate().extended_key_usage(&[oid::CLIENT_AUTH])).into(),
        ),
        fires(
            ExtendedKeyUsageUnsuitable,
            ROOT,
            Warning,
            "the anchor's",
            || root_is(mint::ca("Example Root CA").extended_key_usage(&[oid::CLIENT_AUTH])).into(),
        ),
        passes(
            ExtendedKeyUsageUnsuitable,
            LEAF,
            "serverAuth for a server",
            || leaf_is(leaf().extended_key_usage(&[oid::SERVER_AUTH])).into(),
        ),
        passes(ExtendedKeyUsageUnsuitable, LEAF, "any purpose", || {
            leaf_is(leaf().extended_key_usage(&[oid::ANY_EXTENDED_KEY_USAGE])).into()
        }),
        not_applicable(
            ExtendedKeyUsageUnsuitable,
            LEAF,
            "no purpose asked for",
            || {
                let mut request = leaf_is(leaf().extended_key_usage(&[oid::CLIENT_AUTH]));
                request.purpose = certlens::Purpose::Any;
                request.into()
            },
        ),
        // §4.2.1.10, §6.1.3 (b), (c).
        fires(NameConstraintViolated, LEAF, Error, "not permitted", || {
            intermediate_is(intermediate().name_constraints(&["example.org"], &[])).into()
        }),
        fires(
            NameConstraintViolated,
            LEAF,
            Error,
            "excluded, not critical",
            || {
                let constrained = intermediate().name_constraints(&[], &["example.com"]);
                let constrained =
                    constrained.criticality(oid::NAME_CONSTRAINTS, Criticality::NotCritical);
                intermediate_is(constrained).into()
            },
        ),
        passes(NameConstraintViolated, LEAF, "permitted", || {
            intermediate_is(intermediate().name_constraints(&["example.com"], &["example.org"]))
                .into()
        }),
        // §4.2.1.10: a form that is not compared.
        fires(
            NameConstraintUnsupported,
            LEAF,
            Error,
            "a registeredID",
            || with_registered_id(true).into(),
        ),
        passes(
            NameConstraintUnsupported,
            LEAF,
            "no name of that form",
            || with_registered_id(false).into(),
        ),
        // §4.2.1.10: a dNSName constraint has no leading period.
        fires(
            NameConstraintMalformed,
            INTERMEDIATE,
            Error,
            "a leading dot",
            || intermediate_is(intermediate().name_constraints(&[".example.com"], &[])).into(),
        ),
        passes(
            NameConstraintMalformed,
            INTERMEDIATE,
            "no leading dot",
            || intermediate_is(intermediate().name_constraints(&["example.com"], &[])).into(),
        ),
        // More than 2^20 comparisons.
        fires(
            NameConstraintsTooMany,
            None,
            Error,
            "1,100 names, 1,000 constraints",
            || many_names(1_100).into(),
        ),
        passes(
            NameConstraintsTooMany,
            None,
            "900 names, 1,000 constraints",
            || many_names(900).into(),
        ),
        // §6.1.5 (g): an explicit policy is asked for, and none is left.
        fires(
            PolicyRequiredNotFound,
            LEAF,
            Error,
            "demanded by the CA",
            || intermediate_is(intermediate().policy_constraints(Some(0), None)).into(),
        ),
        passes(
            PolicyRequiredNotFound,
            LEAF,
            "demanded, and one runs through",
            || {
                let policies = &[oid::DOMAIN_VALIDATED];
                let ca = intermediate()
                    .policies(policies)
                    .policy_constraints(Some(0), None);
                let ca = ca.issue();
                let leaf = ca.leaf(&["example.com"]).policies(policies).issue();
                ask(&[&leaf, &ca], &[&root()]).into()
            },
        ),
        not_applicable(PolicyRequiredNotFound, LEAF, "not demanded", || {
            intermediate_is(intermediate().policies(&[oid::DOMAIN_VALIDATED])).into()
        }),
        // §6.1.4 (a): anyPolicy is never mapped.
        fires(
            PolicyMappingAnyPolicy,
            INTERMEDIATE,
            Error,
            "anyPolicy",
            || {
                let mapping = (oid::ANY_POLICY, oid::ORGANIZATION_VALIDATED);
                intermediate_is(intermediate().policy_mappings(&[mapping])).into()
            },
        ),
        passes(
            PolicyMappingAnyPolicy,
            INTERMEDIATE,
            "another policy",
            || {
                let mapping = (oid::DOMAIN_VALIDATED, oid::ORGANIZATION_VALIDATED);
                intermediate_is(intermediate().policy_mappings(&[mapping])).into()
            },
        ),
        // RFC 9618: a graph of bounded size.
        fires(PolicyGraphTooLarge, None, Error, "5,000 policies", || {
            many_policies(5_000).into()
        }),
        passes(PolicyGraphTooLarge, None, "100 policies", || {
            many_policies(100).into()
        }),
        // §6.1.1 (d): an anchor need not be a root.
        fires(
            AnchorIsIntermediate,
            INTERMEDIATE,
            Info,
            "a store holds it",
            || with_store(&intermediate().issue()),
        ),
        passes(AnchorIsIntermediate, ROOT, "a store holds the root", || {
            with_store(&root())
        }),
        fires(
            AnchorIsIntermediate,
            INTERMEDIATE,
            Info,
            "the caller's list holds it",
            || {
                let intermediate = intermediate().issue();
                ask(&[&leaf().issue(), &intermediate], &[&intermediate]).into()
            },
        ),
        passes(
            AnchorIsIntermediate,
            LEAF,
            "the caller's list holds the server's own certificate",
            || {
                let leaf = leaf().issue();
                ask(&[&leaf], &[&leaf]).into()
            },
        ),
        fires(LeafIsCa, LEAF, Warning, "it says CA", || {
            leaf_is(leaf().basic_constraints(BasicConstraints::Ca)).into()
        }),
        passes(LeafIsCa, LEAF, "it says no CA", || {
            leaf_is(leaf().basic_constraints(BasicConstraints::NotCa)).into()
        }),
    ]
}

/// RFC 5280 §6.1.3 (a)(2); RFC 9525 §6.
pub(crate) fn times_and_names() -> Vec<Case> {
    vec![
        // §4.1.2.5: "through notAfter, inclusive".
        fires(CertificateExpired, LEAF, Error, "a second ago", || {
            leaf_is(leaf().not_after(A_SECOND_AGO)).into()
        }),
        fires(
            CertificateExpired,
            INTERMEDIATE,
            Error,
            "the CA's, a second ago",
            || intermediate_is(intermediate().not_after(A_SECOND_AGO)).into(),
        ),
        passes(CertificateExpired, LEAF, "the last second", || {
            leaf_is(leaf().not_after(NOW)).into()
        }),
        fires(CertificateNotYetValid, LEAF, Error, "in a second", || {
            leaf_is(leaf().not_before(IN_A_SECOND)).into()
        }),
        passes(CertificateNotYetValid, LEAF, "the first second", || {
            leaf_is(leaf().not_before(NOW)).into()
        }),
        // §6.1.1 (d): an anchor has no validity period.
        fires(AnchorOutOfDate, ROOT, Warning, "a second ago", || {
            root_is(mint::ca("Example Root CA").not_after(A_SECOND_AGO)).into()
        }),
        fires(AnchorOutOfDate, ROOT, Warning, "in a second", || {
            root_is(mint::ca("Example Root CA").not_before(IN_A_SECOND)).into()
        }),
        passes(AnchorOutOfDate, ROOT, "the last second", || {
            root_is(mint::ca("Example Root CA").not_after(NOW)).into()
        }),
        // RFC 9525 §2: the common name is no longer used.
        fires(
            SubjectAlternativeNameMissing,
            LEAF,
            Error,
            "a common name only",
            || leaf_is(leaf().without(oid::SUBJECT_ALT_NAME)).into(),
        ),
        passes(
            SubjectAlternativeNameMissing,
            LEAF,
            "another name only",
            || leaf_is(leaf().san(["example.org"])).into(),
        ),
        passes(
            SubjectAlternativeNameMissing,
            LEAF,
            "one that cannot be read",
            || {
                let value = mint::der::null();
                leaf_is(leaf().extension(oid::SUBJECT_ALT_NAME, Criticality::NotCritical, value))
                    .into()
            },
        ),
        // RFC 9525 §6.3.
        fires(HostnameMismatch, LEAF, Error, "a subdomain", || {
            leaf_is(leaf().san(["www.example.com"])).into()
        }),
        fires(
            HostnameMismatch,
            LEAF,
            Error,
            "a wildcard needs a label",
            || leaf_is(leaf().san(["*.example.com"])).into(),
        ),
        passes(HostnameMismatch, LEAF, "the second name", || {
            leaf_is(leaf().san(["www.example.com", "EXAMPLE.com"])).into()
        }),
        fires(
            SubjectAlternativeNameUnusable,
            LEAF,
            Warning,
            "two wildcards",
            || leaf_is(leaf().san(["example.com", "*.*.example.com"])).into(),
        ),
        passes(SubjectAlternativeNameUnusable, LEAF, "one wildcard", || {
            leaf_is(leaf().san(["example.com", "*.example.com"])).into()
        }),
        not_applicable(SubjectAlternativeNameUnusable, LEAF, "no names", || {
            leaf_is(leaf().without(oid::SUBJECT_ALT_NAME)).into()
        }),
        fires(HostnameNotChecked, None, Info, "not to be compared", || {
            let mut request = valid();
            request.hostname = Hostname::Unchecked;
            request.into()
        }),
        passes(HostnameNotChecked, None, "compared", || valid().into()),
    ]
}
