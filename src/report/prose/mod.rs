//! What a fault means for the person who has it: the values found, why they matter, and what to do. A file per subject,
//! named as that in `src/checks/`, or as where the fault is found. Knows faults, and which certificate of
//! which role they are about; knows nothing of chains, verdicts or profiles.

mod algorithms;
mod baseline_requirements;
mod beside;
mod browser;
mod conformance;
mod critical_extensions;
mod encoding;
mod host_name;
mod name_constraints;
mod policies;
mod revocation;
mod roles;
mod root_programme;
mod signatures;
mod transparency;
mod trust_anchor;
mod validity;
mod words;

#[cfg(test)]
mod tests;

use serde::Serialize;

use super::Finding;
use crate::finding::{Check, Fault};
use crate::name::GeneralName;
use crate::oid::Oid;
pub(super) use crate::path::Role;
use crate::profile::Profile;
use crate::request::Purpose;

/// What a fault is about.
pub(super) struct Context<'a> {
    /// A certificate's short name by its index; safe to show.
    pub label: &'a dyn Fn(usize) -> String,
    /// The certificate's index; `None`: the finding is about the chain or the input.
    pub certificate: Option<usize>,
    /// That certificate's names.
    pub names: &'a dyn Fn() -> &'a [GeneralName],
    /// It names itself as its issuer.
    pub is_self_issued: bool,
    /// That certificate's role.
    pub role: Role,
    /// The name that was visited, as it was compared (A-labels, or an IP address).
    pub hostname: Option<&'a str>,
    /// What was judged is a client's: it was judged as one, or is good for clients alone.
    pub is_client: bool,
    /// By whose rules it was judged.
    pub profile: &'static Profile,
    /// The name that was visited is below a top-level domain of the public DNS.
    pub is_public_host: bool,
}

impl Context<'_> {
    /// It was judged as a browser judges it.
    fn is_browser(&self) -> bool {
        self.profile.browser.is_some()
    }
}

/// Words for one finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Prose {
    /// What was found and why it matters.
    pub explanation: String,
    /// What to do; `None` where there is nothing to be done.
    pub fix: Option<Fix>,
}

/// What to do about a fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Fix {
    /// In one sentence.
    pub summary: String,
    /// Sentences, in the order in which to do them.
    pub steps: Vec<String>,
    /// For a POSIX shell. File names are examples. Values from a certificate are in them only if they are harmless.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<String>,
}

/// Explains a fault. Every text in the result is safe to show; no work is more than linear in the fault's size.
pub(super) fn explain(fault: &Fault, context: &Context<'_>) -> Prose {
    let mut prose = prose_of(fault, context);
    if fault.check().rests_on_source(context.profile.id) {
        prose.explanation.push_str(ON_SOURCE);
    }
    prose
}

/// Where CAs' certificates alone were given, that comes first, whatever is wrong with the one that was judged.
pub(super) fn say_what_is_missing(cause: &mut Finding, judged: &str, purpose: Purpose) {
    let whose = match purpose {
        Purpose::Client => "client",
        _ => "server",
    };
    let judged = words::quote(judged);
    cause.explanation = format!(
        "Only CA certificates are in the input, and the {whose}'s own is missing: {judged} was judged in \
         its place. {}",
        cause.explanation
    );
    let otherwise = cause.fix.take().map_or(String::new(), |fix| fix.summary);
    cause.fix = Some(Fix::new(
        &format!("Give the {whose}'s own certificate: cert.pem, or fullchain.pem."),
        &[
            "Files named chain or ca hold the certificates of CAs alone; fullchain holds all, its own \
             first. In Kubernetes ca.crt is the CA's; a Secret has the other under tls.crt.",
            &format!(
                "If this is the {whose}'s own all the same, as one may be that openssl req -x509 made: {otherwise}"
            ),
        ],
    ));
}

/// What else was found of that CA's certificate as of a server's.
pub(super) fn say_it_stands_in(finding: &mut Finding) {
    finding.fix = None;
    finding.explanation = format!(
        "This is said of the CA certificate that was judged for want of the right one. {}",
        finding.explanation
    );
}

/// Chrome knows two kinds of trust in a certificate that was added; here is that of a CA. The other asks less (`ProcessSingleCertChain`
/// of b:verify_certificate_chain.cc; server_certificate_database.cc, trust_store_win.cc and trust_store_mac.cc give it).
pub(super) fn say_what_trusts_a_leaf(cause: &mut Finding) {
    use Check::*;
    if matches!(
        cause.details.check(),
        SignatureAlgorithmWeak
            | SelfSignedNotTrusted
            | RootNotTrusted
            | IssuerNotFound
            | SignatureInvalid
            | IssuerNotCa
            | KeyUsageLacksCertSign
            | NameConstraintViolated
    ) {
        cause.explanation.push_str(
            " What is added here is trusted as a CA, as where an administrator's policy adds it. A server's own certificate that \
             somebody adds in Chrome's certificate manager, or to the trusted ones of macOS or (if it signs itself) of Windows, is \
             trusted as it is: of that Chrome asks only the dates, names, purposes, critical extensions and the key.",
        );
    }
}

/// How what is said of browsers is known, where they were not asked.
const ON_SOURCE: &str = " What this browser does here is known from its source and policies alone: \
                         by a list of logs of another time it could not be asked.";

fn prose_of(fault: &Fault, context: &Context<'_>) -> Prose {
    match fault {
        Fault::CertificateTooLarge { size, limit } => encoding::too_large(*size, *limit, context),
        Fault::DerTruncated { offset, element } => {
            encoding::truncated(*offset, element.as_deref(), context)
        }
        Fault::DerLengthInvalid { offset, problem } => encoding::length(*offset, problem, context),
        Fault::DerTagInvalid { offset, problem } => encoding::tag(*offset, problem, context),
        Fault::DerValueInvalid {
            offset,
            element,
            problem,
        } => encoding::value(*offset, element.as_deref(), problem, context),
        Fault::DerSetUnordered { offset } => encoding::set_unordered(*offset, context),
        Fault::DerTrailingData { offset } => encoding::trailing_data(*offset, context),
        Fault::DerTooDeep { offset } => encoding::too_deep(*offset, context),
        Fault::CertificateStructureInvalid {
            offset,
            field,
            expected,
            found,
        } => encoding::structure(*offset, field, expected, found.as_deref(), context),
        Fault::DerDefaultEncoded { offset, field } => {
            encoding::default_encoded(*offset, field, context)
        }

        Fault::ChromeCannotRead {
            rule,
            offset,
            error,
        } => browser::chrome_cannot_read(rule, *offset, error, context),
        Fault::TlsKeyNotOffered { algorithm } => browser::key_not_offered(algorithm, context),
        Fault::FirefoxCannotRead {
            rule,
            offset,
            error,
        } => browser::firefox_cannot_read(rule, *offset, error, context),
        Fault::SctListRefused { problem } => browser::sct_list_refused(problem, context),
        Fault::OcspStapleRefused { problem, error } => {
            browser::ocsp_staple_refused(problem, error, context)
        }
        Fault::TlsFeatureMissing { demanded_by } => {
            browser::tls_feature_missing(*demanded_by, context)
        }

        Fault::VersionInvalid { version, problem } => {
            conformance::version(*version, problem, context)
        }
        Fault::SerialNumberInvalid {
            serial_number,
            problem,
        } => conformance::serial_number(serial_number, problem, context),
        Fault::IssuerNameEmpty {} => conformance::issuer_name_empty(context),
        Fault::ValidityTimeInvalid {
            offset,
            field,
            found,
            problem,
        } => validity::unreadable(*offset, field, found, problem, context),
        Fault::ValidityInverted {
            not_before,
            not_after,
        } => validity::inverted(*not_before, *not_after, context),
        Fault::ExtensionDuplicate { oid, name, offset } => {
            conformance::extension_duplicate(oid, name, *offset, context)
        }
        Fault::ExtensionMalformed {
            oid,
            name,
            offset,
            problem,
        } => conformance::extension_malformed(oid, name, *offset, problem, context),
        Fault::CriticalExtensionUnknown { oid, name, offset } => {
            critical_extensions::critical_extension_unknown(oid, name, *offset, context)
        }

        Fault::SignatureAlgorithmMismatch { inner, outer } => {
            algorithms::mismatch(inner, outer, context)
        }
        Fault::SignatureAlgorithmWeak { algorithm } => algorithms::weak(algorithm, context),
        Fault::SignatureAlgorithmUnsupported {
            oid,
            algorithm,
            problem,
        } => algorithms::unsupported(oid, *algorithm, *problem, context),
        Fault::PublicKeyMalformed { algorithm, problem } => {
            algorithms::key_malformed(algorithm, problem, context)
        }
        Fault::PublicKeyUnsupported { algorithm } => {
            algorithms::key_unsupported(algorithm, context)
        }
        Fault::PublicKeyTooSmall {
            algorithm,
            bits,
            minimum,
        }
        | Fault::PublicKeyShort {
            algorithm,
            bits,
            minimum,
        } => algorithms::key_too_small(algorithm, *bits, *minimum, context),

        Fault::SelfSignedNotTrusted { subject } => trust_anchor::self_signed(subject, context),
        Fault::AnchorNameReused {
            subject,
            presented_key,
            trusted_key,
        } => trust_anchor::anchor_name_reused(subject, presented_key, trusted_key, context),
        Fault::RootNotTrusted { subject, anchors } => {
            trust_anchor::root_not_trusted(subject, *anchors, context)
        }
        Fault::IssuerNotFound {
            issuer,
            anchors,
            ca_issuers,
            names_itself,
        } => match names_itself {
            true => trust_anchor::own_key_did_not_sign(*anchors, context),
            false => trust_anchor::issuer_not_found(issuer, *anchors, ca_issuers, context),
        },
        Fault::PathLoop { issuer } => trust_anchor::path_loop(issuer, context),
        Fault::PathTooLong { limit, set_by } => trust_anchor::too_long(*limit, set_by, context),
        Fault::SignatureInvalid {
            issuer,
            algorithm,
            key_identifiers_differ,
            signer_key,
            ..
        } => match signer_key {
            Some(signer_key) => {
                signatures::signed_by_namesake(issuer, algorithm, signer_key, context)
            }
            None => signatures::invalid(issuer, algorithm, *key_identifiers_differ, context),
        },
        Fault::SearchLimitReached { limit, value } => trust_anchor::search_limit(limit, *value),

        Fault::BasicConstraintsMissing {} => roles::basic_constraints_missing(context),
        Fault::IssuerNotCa {} => roles::issuer_not_ca(context),
        Fault::PathLengthExceeded { limit, found } => {
            roles::path_length_exceeded(*limit, *found, context)
        }
        Fault::KeyUsageLacksCertSign { usages } => {
            roles::key_usage_lacks_cert_sign(usages, context)
        }
        Fault::KeyUsageUnsuitable { usages } => roles::key_usage_unsuitable(usages, context),
        Fault::ExtendedKeyUsageUnsuitable { purpose, purposes } => {
            roles::extended_key_usage_unsuitable(purpose, purposes, context)
        }
        Fault::NameConstraintViolated {
            name,
            form,
            constraints,
            constrainer,
            excluded,
        } => name_constraints::name_violated(
            name,
            form,
            constraints,
            *constrainer,
            *excluded,
            context,
        ),
        Fault::NameConstraintUnsupported {
            form,
            name,
            constrainer,
        } => name_constraints::name_unsupported(form, name, *constrainer, context),
        Fault::NameConstraintMalformed {
            form,
            constraint,
            problem,
        } => name_constraints::name_malformed(*form, constraint.as_deref(), problem, context),
        Fault::NameConstraintsTooMany {
            names,
            constraints,
            limit,
        } => name_constraints::too_many_names(*names, *constraints, *limit),
        Fault::PolicyRequiredNotFound {
            demanded_by,
            acceptable,
            valid,
            stated,
        } => policies::policy_required(*demanded_by, acceptable, valid, stated, context),
        Fault::PolicyMappingAnyPolicy {
            issuer_domain_policy,
            subject_domain_policy,
        } => policies::policy_mapping(issuer_domain_policy, subject_domain_policy, context),
        Fault::PolicyGraphTooLarge { limit } => policies::policy_graph_too_large(*limit),

        Fault::CertificateExpired {
            not_after,
            time,
            days,
        } => validity::expired(*not_after, *time, *days, context),
        Fault::CertificateNotYetValid {
            not_before,
            time,
            days,
        } => validity::not_yet_valid(*not_before, *time, *days, context),
        Fault::AnchorOutOfDate {
            not_before,
            not_after,
            time,
        } => validity::anchor_out_of_date(*not_before, *not_after, *time, context),

        Fault::SubjectAlternativeNameMissing {
            hostname,
            common_name,
        } => host_name::list_missing(hostname, common_name.as_deref(), context),
        Fault::HostnameMismatch {
            hostname,
            names,
            more,
        } => host_name::mismatch(hostname, names, *more, context),
        Fault::SubjectAlternativeNameUnusable { entry, problem } => {
            host_name::unusable(entry, problem, context)
        }
        Fault::HostnameNotChecked {} => host_name::not_checked(context),

        Fault::SignatureMalformed {
            offset,
            algorithm,
            problem,
        } => signatures::malformed(*offset, algorithm, problem, context),
        Fault::ValidityTimeForm {
            offset,
            field,
            found,
        } => conformance::time_form(*offset, field, found, context),
        Fault::CaSubjectEmpty {} => conformance::ca_subject_empty(context),
        Fault::SubjectEmptyWithoutCriticalNames { has_names } => {
            conformance::subject_empty(*has_names, context)
        }
        Fault::UniqueIdentifierPresent { offset, field } => {
            conformance::unique_identifier(*offset, field, context)
        }
        Fault::ExtensionCritical {
            oid,
            name,
            offset,
            section,
        } => conformance::critical(&named(oid, name, *offset, section), context),
        Fault::ExtensionNotCritical {
            oid,
            name,
            offset,
            section,
        } => conformance::not_critical(&named(oid, name, *offset, section), context),
        Fault::ExtensionCriticalityUnadvised {
            oid,
            name,
            offset,
            section,
            critical,
        } => conformance::criticality_unadvised(
            &named(oid, name, *offset, section),
            *critical,
            context,
        ),
        Fault::SubjectAlternativeNameCritical { offset } => {
            conformance::names_critical(*offset, context)
        }
        Fault::NameConstraintsNotCritical { offset } => {
            conformance::constraints_not_critical(*offset, context)
        }
        Fault::ExtensionValueNotAllowed {
            oid,
            name,
            offset,
            section,
            problem,
        } => conformance::value_not_allowed(&named(oid, name, *offset, section), problem, context),
        Fault::AuthorityKeyIdentifierMissing { has_extension } => {
            conformance::authority_key_missing(*has_extension, context)
        }
        Fault::SubjectKeyIdentifierMissing {} => conformance::subject_key_missing(context),
        Fault::CaKeyUsageMissing {} => conformance::ca_key_usage_missing(context),
        Fault::CertSignWithoutCa { usages } => conformance::cert_sign_without_ca(usages, context),
        Fault::NameAttributeMalformed {
            field,
            attribute,
            problem,
        } => conformance::name_attribute(field, attribute, problem, context),
        Fault::AlternativeNameMalformed {
            extension,
            form,
            entry,
            offset,
            problem,
        } => conformance::alternative_name(extension, form, entry, *offset, problem, context),
        Fault::PathLengthMeaningless { problem } => conformance::path_length(problem, context),
        Fault::NameConstraintsOutsideCa { offset } => {
            conformance::constraints_outside_ca(*offset, context)
        }

        Fault::VersionNotThree { version } => baseline_requirements::version(*version, context),
        Fault::SerialNumberGuessable {
            serial_number,
            bits,
            minimum,
        } => baseline_requirements::serial_number(serial_number, *bits, *minimum, context),
        Fault::PublicKeyNotPermitted {
            algorithm,
            bits,
            problem,
        } => baseline_requirements::key(algorithm, *bits, problem, context),
        Fault::SignatureAlgorithmNotPermitted { algorithm, problem } => {
            baseline_requirements::signature_algorithm(algorithm, problem, context)
        }
        Fault::ValidityTooLong {
            not_before,
            not_after,
            days,
            limit,
        } => baseline_requirements::validity(*not_before, *not_after, *days, *limit, context),
        Fault::ExtendedKeyUsageMissing {} => baseline_requirements::purposes_missing(context),
        Fault::ExtendedKeyUsageAny {} => baseline_requirements::purposes_any(context),
        Fault::ExtendedKeyUsageNotPermitted { purpose } => {
            baseline_requirements::purpose_not_permitted(purpose, context)
        }
        Fault::KeyUsageNotPermitted { algorithm, usages } => {
            baseline_requirements::key_usage(algorithm, usages, context)
        }
        Fault::ExtendedKeyUsageCritical { offset } => {
            baseline_requirements::purposes_critical(*offset, context)
        }
        Fault::RootExtendedKeyUsage { offset } => {
            baseline_requirements::root_purposes(*offset, context)
        }
        Fault::IntermediateExtendedKeyUsageMissing {} => {
            baseline_requirements::intermediate_purposes(context)
        }
        Fault::AuthorityKeyIdentifierNotPlain { offset, problem } => {
            baseline_requirements::authority_key(*offset, problem, context)
        }
        Fault::ServerNamesMissing {} => baseline_requirements::names_missing(context),
        Fault::ServerNameFormNotPermitted { form, entry } => {
            baseline_requirements::name_form(form, entry, context)
        }
        Fault::ServerNameInternal { entry, problem } => {
            baseline_requirements::name_internal(entry, problem, context)
        }
        Fault::CommonNameNotListed { common_name } => {
            baseline_requirements::common_name(common_name, context)
        }
        Fault::CommonNameUnmatched { common_name } => {
            baseline_requirements::common_name_unmatched(common_name, context)
        }
        Fault::WildcardOnPublicSuffix { entry, suffix } => {
            baseline_requirements::wildcard(entry, suffix, context)
        }
        Fault::ServerExtensionMissing { name, section } => {
            baseline_requirements::extension_missing(name, section, context)
        }

        Fault::CertificateRevoked {
            serial_number,
            revoked_at,
            reason,
            invalidity_date,
            source,
        } => revocation::revoked(
            serial_number,
            *revoked_at,
            reason,
            *invalidity_date,
            source,
            context,
        ),
        Fault::RevocationUnknown {
            serial_number,
            issuer,
            crls,
            ocsp_responses,
        } => revocation::unknown(serial_number, issuer, *crls, *ocsp_responses, context),
        Fault::CrlUnusable {
            reason,
            issuer,
            this_update,
            next_update,
            time,
            problem,
            offset,
            part,
            line,
        } => revocation::crl_unusable(
            reason,
            issuer.as_deref(),
            *this_update,
            *next_update,
            *time,
            problem.as_deref(),
            revocation::Place {
                part: *part,
                line: *line,
                offset: *offset,
            },
            context,
        ),
        Fault::OcspUnusable {
            reason,
            this_update,
            next_update,
            time,
            problem,
            offset,
            part,
            line,
        } => revocation::ocsp_unusable(
            reason,
            *this_update,
            *next_update,
            *time,
            problem.as_deref(),
            revocation::Place {
                part: *part,
                line: *line,
                offset: *offset,
            },
            context,
        ),
        Fault::CertificateTransparencyInsufficient {
            problem,
            scts,
            logs,
            needed,
            operators,
        } => transparency::insufficient(problem, *scts, *logs, *needed, operators, context),
        Fault::SctUnusable {
            source,
            number,
            reason,
            problem,
            log,
            log_id,
            timestamp,
        } => transparency::sct_unusable(
            source,
            *number,
            reason,
            *problem,
            log.as_deref(),
            log_id.as_deref(),
            *timestamp,
            context,
        ),
        Fault::TransparencyNotJudged {
            reason,
            list_date,
            unknown_logs,
        } => transparency::not_judged(reason, *list_date, *unknown_logs, context),
        Fault::RootConstraintViolated {
            root,
            sct_not_after,
            sct_all_after,
            earliest_sct,
            name,
            permitted_dns_names,
            min_version,
            max_version_exclusive,
            version,
        } => root_programme::constraint(
            root,
            &root_programme::Terms {
                sct_not_after: *sct_not_after,
                sct_all_after: *sct_all_after,
                earliest_sct: *earliest_sct,
                name: name.as_deref(),
                permitted_dns_names,
                min_version: min_version.as_deref(),
                max_version_exclusive: max_version_exclusive.as_deref(),
                version,
            },
        ),
        Fault::RootDistrustedAfter {
            root,
            distrust_after,
            not_before,
        } => root_programme::distrusted_after(root, *distrust_after, *not_before),
        Fault::CertificateInOnecrl {
            serial_number,
            by,
            list_date,
        } => root_programme::one_crl(serial_number, by, list_date, context),
        Fault::ImposedNameConstraintViolated {
            name,
            permitted,
            constrainer,
        } => root_programme::imposed(name, permitted, *constrainer, context),
        Fault::LocalNameOnPublicRoot { hostname, problem } => {
            root_programme::local_name(hostname, problem)
        }
        Fault::PublicRootKeyTooSmall {
            algorithm,
            bits,
            minimum,
        } => root_programme::key(algorithm, *bits, *minimum, context),
        Fault::IntermediatePreloaded { issuer, is_sent } => {
            root_programme::preloaded(issuer, *is_sent)
        }
        Fault::AnchorIsIntermediate { subject, store } => {
            trust_anchor::anchor_is_intermediate(subject, *store)
        }
        Fault::LeafIsCa {} => roles::leaf_is_ca(context),
        Fault::CertificateUnreadable { problem } => beside::unreadable(problem, context),
        Fault::CertificateDuplicate { first } => beside::duplicate(*first, context),
        Fault::CertificateUnused { relation } => beside::unused(relation, context),
        Fault::CertificatesOutOfOrder { order } => beside::out_of_order(order, context),
        Fault::InputNotUnderstood {
            input,
            part,
            offset,
            line,
            problem,
        } => beside::not_understood((input, *part), *offset, *line, problem),
        Fault::PemUnloadable {
            part,
            line,
            problem,
        } => beside::unloadable(*part, *line, problem),
        Fault::PrivateKeyMatches { input, part, line } => {
            beside::key_matches(&beside::key_place((input, *part), *line))
        }
        Fault::PrivateKeyMismatch {
            input,
            part,
            line,
            owner,
            owner_is_ca,
            ..
        } => {
            let place = beside::key_place((input, *part), *line);
            match owner {
                Some(owner) if *owner_is_ca => beside::key_of_ca(&place, *owner, context),
                _ => beside::key_mismatch(&place, *owner, context),
            }
        }
        Fault::PrivateKeyPresent {
            input,
            part,
            line,
            problem,
            ..
        } => {
            let place = beside::key_place((input, *part), *line);
            beside::key_present(&place, problem)
        }
    }
}

fn named<'a>(
    oid: &'a Oid,
    name: &'a str,
    offset: usize,
    section: &'static str,
) -> conformance::Named<'a> {
    conformance::Named {
        oid,
        name,
        offset,
        section,
    }
}
