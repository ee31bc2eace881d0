//! Mozilla Firefox, desktop: mozilla::pkix (in NSS) as Firefox's CertVerifier uses it. Each rule names the function that asks
//! it there.
//!
//! Sources: NSS 3.124 and 3.125 (nss-dev/nss, `lib/mozpkix`), `security/certverifier` and `security/manager/ssl` of
//! mozilla-firefox/firefox, 2026. What the installed Firefox 153 answers is recorded in `parity/`; where it differs from the
//! source, it counts.

mod algorithms;
mod authority_info_access;
mod back_cert;
mod build;
mod code;
mod constraints;
mod decide;
mod general_name;
mod handshake;
mod host_name;
mod keys;
mod nss;
mod ocsp;
mod one_certificate;
mod reader;
mod revocation;
mod root_programme;
mod timestamps;
mod tls_feature;
mod validity;

use std::sync::Arc;

use back_cert::BackCert;
use code::Code;
use host_name::InvalidNames;
use reader::{Input, tag};

use super::{Verifier, standing};
use crate::checks::{Own, Pairs, Path};
use crate::finding::{Check, Fault, Records};
use crate::name::GeneralName;
use crate::name::constraint::Form;
use crate::profile::Standing;
use crate::request::Purpose;
use crate::text::visible_short;

/// See the module.
pub(super) static FIREFOX: Verifier = Verifier {
    takes_part: None,
    hear: Some(ocsp::hear),
    own: Own {
        check,
        instead_of: &[Check::SignatureAlgorithmMismatch, Check::IssuerNameEmpty],
    },
    decide: decide::decide,
};

/// One readable certificate of a path.
struct Step<'a> {
    place: usize,
    index: usize,
    certificate: BackCert<'a>,
}

/// Asks every rule about every certificate of the path, from the anchor to the leaf: Firefox stops at the first that is
/// broken, a person wants to know the others. [`decide`] stops where Firefox does.
fn check(path: &Path<'_>, pairs: &mut Pairs, records: &mut Records) {
    let mut steps: Vec<Step<'_>> = Vec::new();
    for (place, &index) in path.candidate.chain.iter().enumerate().rev() {
        let Some(entry) = path.pool.get(index) else {
            continue;
        };
        let certificate = BackCert::read(&entry.certificate.der);
        let taken_in = nss::take_in(path.pool, &path.candidate.chain, index);
        match (taken_in, &certificate) {
            (Err(refusal), _) => records.broken(refusal.fault(), Some(index)),
            (Ok(_), Err(unreadable)) => records.broken(Arc::clone(&unreadable.fault), Some(index)),
            (Ok(_), Ok(_)) => {
                records.passed(Check::FirefoxCannotRead, Some(index));
                records.passed(Check::CriticalExtensionUnknown, Some(index));
            }
        }
        if let Ok(certificate) = certificate {
            steps.push(Step {
                place,
                index,
                certificate,
            });
        }
    }
    if path.terms.policy.is_asked() {
        records.not_checked(Check::PolicyRequiredNotFound, None); // Firefox knows policies of EV only
    }
    revocation::check(path, records);
    root_programme::check(path, records);
    for step in &steps {
        ask_alone(path, step, records);
    }
    for step in steps.iter().filter(|step| step.place > 0) {
        for below in steps.iter().filter(|below| below.place < step.place) {
            let Pairs { said, made } = pairs;
            let pair = said.entry((step.index, below.index));
            let said = pair.or_insert_with(|| constraints_of(path, (step, below), made));
            records.0.extend_from_slice(&said.0);
        }
    }
    // From the anchor down, so that each stands after its issuer.
    for pair in steps.windows(2) {
        let [issuer, subject] = pair else { continue };
        if issuer.place == subject.place + 1
            && !tls_feature::is_inherited(&subject.certificate, &issuer.certificate)
        {
            let demanded_by = Some(issuer.index);
            records.broken(
                Fault::TlsFeatureMissing { demanded_by },
                Some(subject.index),
            );
        }
    }
    if let Some(leaf) = steps.last().filter(|step| step.place == 0) {
        ask_leaf(path, leaf, records);
    }
}

fn is_built_in(path: &Path<'_>) -> bool {
    standing(path.pool, path.terms, path.candidate.anchor) == Some(Standing::BuiltIn)
}

/// [`one_certificate::QUESTIONS`], all of them.
fn ask_alone(path: &Path<'_>, step: &Step<'_>, records: &mut Records) {
    use one_certificate::usage::{CERT_SIGN, DIGITAL_SIGNATURE, KEY_AGREEMENT, KEY_ENCIPHERMENT};
    let index = Some(step.index);
    let leaf_usage = match path.terms.purpose {
        Purpose::Client => DIGITAL_SIGNATURE,
        Purpose::Server | Purpose::Any => DIGITAL_SIGNATURE | KEY_ENCIPHERMENT | KEY_AGREEMENT,
    };
    let ask = one_certificate::Ask {
        time: path.terms.time.clone(),
        purpose: path.terms.purpose,
        key_usage: if step.place == 0 {
            leaf_usage
        } else {
            CERT_SIGN
        },
        minimum_rsa: keys::RSA_BITS_WEAK, // what binds below its own roots is in `root_programme`
        cas_below: step.place.checked_sub(1),
        is_anchor: path.candidate.anchor == index,
        is_responder: false,
    };
    // Whether anybody can sign with the key at all; with a server's, so that NSS verifies it.
    let contents = path.pool.contents(step.index);
    let refusal = contents.and_then(|contents| contents.public_key.err());
    let is_read = keys::check(step.certificate.spki, 0).is_ok();
    let is_servers = step.place == 0 && path.terms.purpose == Purpose::Server;
    let fault = refusal.filter(|refusal| is_read && (is_servers || keys::is_useless(refusal)));
    let fault = fault.map(|refusal| {
        crate::checks::algorithms::key_fault(refusal, keys::algorithm(step.certificate.spki))
    });
    records.judge(Check::PublicKeyMalformed, index, fault);
    for question in one_certificate::QUESTIONS {
        let rules = if step.place == 0 {
            question.of_leaf
        } else {
            question.of_ca
        };
        let applies = (question.applies)(&step.certificate, &ask);
        let broken = (question.ask)(&step.certificate, &ask)
            .err()
            .map(|broken| broken.fault);
        let check = broken.as_ref().map(|fault| fault.check());
        for rule in rules.iter().filter(|rule| Some(**rule) != check) {
            match (&broken, applies) {
                (None, true) => records.passed(*rule, index),
                (None, false) => records.not_applicable(*rule, index),
                (Some(_), _) => records.not_checked(*rule, index),
            }
        }
        // Whether the dates can be read is asked again with the period.
        if let Some(fault) = broken.filter(|_| !rules.is_empty()) {
            records.broken(fault, index);
        }
    }
}

/// The names of `below` within the constraints of `issuer`, its own and those that Firefox imposes on its name.
/// Apart from what else is said of the path: it is the same in all that have both.
fn constraints_of(
    path: &Path<'_>,
    (issuer, below): (&Step<'_>, &Step<'_>),
    made: &mut usize,
) -> Records {
    let mut records = Records::default();
    let index = Some(below.index);
    let is_server = below.place == 0 && path.terms.purpose == Purpose::Server;
    let mut check = |constraints: Input<'_>| {
        constraints::check(constraints, &below.certificate, is_server, made).err()
    };
    let subject = issuer.certificate.subject.bytes;
    if let Some(imposed) = constraints::imposed(subject) {
        let broken = check(Input::whole(&imposed));
        let permitted = root_programme::imposed_on(subject).unwrap_or_default();
        let fault = broken.map(|broken| Fault::ImposedNameConstraintViolated {
            name: match broken {
                constraints::Broken::Violated { form, name, .. } => shown(form, &name),
                _ => String::new(),
            },
            permitted: permitted.iter().map(|name| (*name).to_owned()).collect(),
            constrainer: issuer.index,
        });
        records.judge(Check::ImposedNameConstraintViolated, index, fault);
    }
    if let Some(own) = issuer.certificate.extensions.name_constraints {
        match check(own) {
            None => records.passed(Check::NameConstraintViolated, index),
            Some(broken) => {
                let (fault, index) = constraint_fault(path, broken, issuer.index, below.index);
                records.broken(fault, Some(index));
            }
        }
    }
    records
}

/// What is wrong below a certificate's own constraints, and with which of the two.
fn constraint_fault(
    path: &Path<'_>,
    broken: constraints::Broken,
    constrainer: usize,
    below: usize,
) -> (Fault, usize) {
    match broken {
        constraints::Broken::Unreadable(refusal) => (refusal.fault(), constrainer),
        constraints::Broken::TooMany { names, constraints } => {
            let fault = Fault::NameConstraintsTooMany {
                names,
                constraints,
                limit: constraints::MOST_COMPARISONS,
            };
            (fault, constrainer)
        }
        constraints::Broken::NotCompared { form } => {
            let fault = Fault::NameConstraintUnsupported {
                form: form.name(),
                name: first_name(path, below, form.name()),
                constrainer,
            };
            (fault, below)
        }
        constraints::Broken::Violated {
            form,
            name,
            excluded,
        } => {
            let fault = Fault::NameConstraintViolated {
                name: shown(form, &name),
                form: form.name(),
                constraints: limits(path, constrainer, form, excluded),
                constrainer,
                excluded,
            };
            (fault, below)
        }
    }
}

/// A name's content octets for a person.
fn shown(form: Form, content: &[u8]) -> String {
    let text = || visible_short(&String::from_utf8_lossy(content), 200);
    match form {
        Form::Ip => GeneralName::Ip(content.to_vec()).shown(),
        Form::Directory => {
            let tree = crate::der::Tree::read(content, 0..content.len());
            let name = tree
                .root()
                .and_then(|root| crate::name::DistinguishedName::read(root).ok());
            name.map(|name| visible_short(&name.text(), 200))
                .unwrap_or_default()
        }
        _ => text(),
    }
}

/// The first of a certificate's alternative names that is of a form; of what is not in them, its subject.
fn first_name(path: &Path<'_>, index: usize, form: &str) -> String {
    let contents = path.pool.contents(index);
    let mut names = contents
        .and_then(|c| c.subject_alt_names())
        .unwrap_or_default()
        .iter();
    match names.find(|name| name.form() == form) {
        Some(name) => visible_short(&name.shown(), 200),
        None => contents.map_or(String::new(), |c| visible_short(&c.subject.text(), 200)),
    }
}

/// What an issuer permits of a form, or excludes.
fn limits(path: &Path<'_>, issuer: usize, form: Form, excluded: bool) -> Vec<String> {
    let constraints = path
        .pool
        .contents(issuer)
        .and_then(|contents| contents.name_constraints());
    let limits = constraints
        .map(|constraints| match excluded {
            true => constraints.excluded.as_slice(),
            false => constraints.permitted.as_slice(),
        })
        .unwrap_or_default();
    let same = limits.iter().filter(|name| Form::of(name) == form);
    same.take(10)
        .map(|name| visible_short(&name.shown(), 100))
        .collect()
}

/// Must-staple (RFC 7633): whether what the leaf demands of the handshake is there.
fn ask_tls_feature(
    path: &Path<'_>,
    index: Option<usize>,
    leaf: &BackCert<'_>,
    records: &mut Records,
) {
    match tls_feature::unsatisfied(leaf, path.terms.is_stapled) {
        Some(refusal) if refusal.code == Code::BadDer => records.broken(refusal.fault(), index),
        Some(_) => records.broken(Fault::TlsFeatureMissing { demanded_by: None }, index),
        None if leaf.extensions.tls_feature.is_some() => {
            records.passed(Check::TlsFeatureMissing, index)
        }
        None => records.not_applicable(Check::TlsFeatureMissing, index),
    }
}

/// What is asked of the leaf when a path is found: the list of SCTs, must-staple, the name.
fn ask_leaf(path: &Path<'_>, leaf: &Step<'_>, records: &mut Records) {
    let (index, certificate) = (Some(leaf.index), &leaf.certificate);
    // `ExtractSignedCertificateTimestampListFromExtension`: asked whatever the root, but not of a leaf that is trusted itself, for
    // which no issuer is looked for.
    let is_issued = path.candidate.anchor != index;
    if is_issued
        && let Some(Err(refusal)) = certificate
            .extensions
            .sct_list
            .map(|list| list.only(tag::OCTET_STRING))
    {
        records.broken(refusal.fault(), index);
    }
    if is_issued && let Some(refusal) = timestamps::refusal(path.pool, path.terms, leaf.index) {
        records.broken(refusal.fault(), index);
    }
    if is_issued && let Err(refusal) = authority_info_access::check(certificate) {
        records.broken(refusal.fault(), index);
    }
    if path.terms.purpose != Purpose::Client {
        ask_tls_feature(path, index, certificate, records);
    }
    let invalid = if is_built_in(path) {
        InvalidNames::Halt
    } else {
        InvalidNames::Skip
    };
    host_name::check(path, index, certificate, invalid, records);
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
