//! The three that judge: each gets the same chain, name and time, and answers with its reason.

use std::net::IpAddr;
use std::time::Duration;

use certlens::{Data, Outcome, Part, StoreChoice, Time, ValidationRequest, Verdict};
use foreign_types::ForeignType;
use openssl::stack::Stack;
use openssl::x509::store::X509StoreBuilder;
use openssl::x509::verify::{X509CheckFlags, X509VerifyFlags, X509VerifyParam};
use openssl::x509::{X509, X509PurposeId, X509StoreContext};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};

use crate::chains::{Chain, Made};

/// 2026-06-01T12:00:00Z.
pub(crate) const TIME: i64 = 1780315200;

/// What certlens says.
pub(crate) struct Ours {
    pub(crate) trusted: bool,
    /// The deciding finding's id; where trusted: "".
    pub(crate) code: &'static str,
    /// The ids of all findings that are not errors, `anchor: ` before those about the anchor; and what else is true of the chain
    /// ([`facts`]).
    pub(crate) told: Vec<String>,
    /// The path that was judged, without the anchor: places in the chain.
    pub(crate) path: Vec<usize>,
}

pub(crate) fn ours(chain: &Chain, data: &Data) -> Ours {
    let mut request = ValidationRequest::new("", &chain.host, Time::from_unix(TIME));
    let mut parts: Vec<Part> = chain
        .certificates
        .iter()
        .map(|one| Part::Bytes(one.der.clone()))
        .collect();
    request.trust.anchors = parts.pop().into_iter().collect();
    request.certificates = parts;
    request.leaf = Some(0);
    request.trust.store = StoreChoice::None;
    request.profile = Some("rfc5280".to_owned());
    match certlens::validate(&request, data) {
        Ok(report) => Ours {
            trusted: report.verdict == Verdict::Trusted,
            code: report.code.unwrap_or_default(),
            path: report.paths.first().map_or_else(Vec::new, |path| {
                let below = path.certificates.iter().copied();
                below.filter(|one| Some(*one) != path.anchor).collect()
            }),
            told: {
                let anchor = report.paths.first().and_then(|path| path.anchor);
                let told = report
                    .findings
                    .iter()
                    .filter(|f| f.outcome != Outcome::Error);
                told.map(
                    |finding| match anchor.is_some() && finding.certificate == anchor {
                        true => format!("anchor: {}", finding.id),
                        false => finding.id.to_owned(),
                    },
                )
                .collect()
            },
        },
        // A changed first byte: no certificate was recognised at all.
        Err(error) => Ours {
            trusted: false,
            code: error.code.id(),
            told: Vec::new(),
            path: Vec::new(),
        },
    }
}

/// `Err`: the reason for a rejection.
pub(crate) fn openssl(chain: &Chain, strict: bool) -> Result<(), String> {
    let (anchor, below) = chain.certificates.split_last().expect("has an anchor");
    let trusted = anchor.der.as_slice();
    let anchor = X509::from_der(trusted).map_err(|_| "anchor: not parsed".to_owned())?;
    let read = |(number, one): (usize, &Made)| {
        let reason = match number {
            0 => "leaf: not parsed",
            _ => "not parsed",
        };
        X509::from_der(&one.der).map_err(|_| reason.to_owned())
    };
    let certificates: Vec<X509> = below
        .iter()
        .enumerate()
        .map(read)
        .collect::<Result<_, _>>()?;
    let verify = || -> Result<Result<(), String>, openssl::error::ErrorStack> {
        let mut store = X509StoreBuilder::new()?;
        store.add_cert(anchor)?;
        let mut flags = X509VerifyFlags::PARTIAL_CHAIN | X509VerifyFlags::POLICY_CHECK;
        if strict {
            flags |= X509VerifyFlags::X509_STRICT;
        }
        let mut parameters = X509VerifyParam::new()?;
        parameters.set_flags(flags)?;
        accept_any_policy(&mut parameters)?;
        parameters.set_time(TIME);
        parameters.set_purpose(X509PurposeId::SSL_SERVER)?;
        parameters.set_hostflags(
            X509CheckFlags::NO_PARTIAL_WILDCARDS | X509CheckFlags::NEVER_CHECK_SUBJECT,
        );
        match chain.host.parse::<IpAddr>() {
            Ok(address) => parameters.set_ip(address)?,
            Err(_) => parameters.set_host(&chain.host)?,
        }
        store.set_param(&parameters)?;
        let store = store.build();
        let mut untrusted = Stack::new()?;
        for one in &certificates[1..] {
            untrusted.push(one.clone())?;
        }
        let mut context = X509StoreContext::new()?;
        context.init(&store, &certificates[0], &untrusted, |context| {
            Ok(match context.verify_cert()? {
                true => Ok(()),
                false => {
                    let current = context.current_cert().and_then(|one| one.to_der().ok());
                    let is = |other: &[u8]| current.as_ref().is_some_and(|der| der == other);
                    let error = context.error().error_string();
                    Err(match error {
                        _ if is(trusted) => format!("anchor: {error}"),
                        // Of a CA it is another question: what the issued may be used for.
                        "unsuitable certificate purpose" if is(&below[0].der) => {
                            format!("leaf: {error}")
                        }
                        _ => error.to_owned(),
                    })
                }
            })
        })
    };
    if certificates.is_empty() {
        return Err("no leaf".to_owned());
    }
    verify().unwrap_or_else(|_| Err("it failed otherwise".to_owned()))
}

/// What is true of a chain and part of no report, read with OpenSSL or seen in the bytes.
pub(crate) fn facts(chain: &Chain, path: &[usize]) -> Vec<String> {
    let read = |made: &Made| X509::from_der(&made.der).ok();
    let mut facts = std::collections::BTreeSet::new();
    let now = openssl::asn1::Asn1Time::from_unix(TIME).expect("a time");
    for pair in chain.certificates.windows(2) {
        let Some(child) = read(&pair[0]) else {
            continue;
        };
        let Some(issuer) = read(&pair[1]) else {
            let name = child.issuer_name().to_der().unwrap_or_default();
            if !pair[1].der.windows(name.len()).any(|bytes| bytes == name) {
                facts.insert("fact: equal names in other bytes");
            }
            continue;
        };
        let asked = child.authority_key_id().map(|id| id.as_slice().to_vec());
        let has = issuer.subject_key_id().map(|id| id.as_slice().to_vec());
        if asked.is_some() && has.is_some() && asked != has
            || child.authority_issuer().is_some()
            || child.authority_serial().is_some()
        {
            facts.insert("fact: key identifiers differ");
        }
        if child.issuer_name().to_der().ok() != issuer.subject_name().to_der().ok() {
            facts.insert("fact: equal names in other bytes");
            let names = [child.issuer_name(), issuer.subject_name()];
            let mut entries = names.iter().flat_map(|name| name.entries());
            // Not by `as_utf8`, which ends at a NUL.
            if entries
                .any(|entry| std::str::from_utf8(entry.data().as_slice()).is_ok_and(has_control))
            {
                facts.insert("fact: a control character in a name");
            }
        }
    }
    if chain.certificates[0]
        .der
        .windows(3)
        .any(|window| window == [0x55, 0x1d, 0x21])
    {
        facts.insert("fact: policy mappings in the leaf");
    }
    let (anchor, below) = chain.certificates.split_last().expect("has an anchor");
    if below.first().is_some_and(|leaf| leaf.der == anchor.der) {
        facts.insert("fact: the leaf is the anchor");
    }
    let mut unread = (0..below.len()).filter(|number| read(&below[*number]).is_none());
    if unread.clone().next().is_some() && unread.all(|number| !path.contains(&number)) {
        facts.insert("fact: what OpenSSL cannot read is no part of the path");
    }
    if has_attribute_of_no_string_type(&chain.certificates[0].der) {
        facts.insert("fact: an attribute of no string type in the leaf");
    }
    for made in &chain.certificates {
        if read(made).is_some_and(|one| one.pathlen().is_some_and(|length| length > 255)) {
            facts.insert("fact: a path length above 255");
        }
        let has = |bytes: &[u8]| made.der.windows(bytes.len()).any(|window| window == bytes);
        let epoch = openssl::asn1::Asn1Time::from_unix(0).expect("a time");
        if read(made).is_some_and(|one| one.not_before() < epoch || one.not_after() < epoch) {
            facts.insert("fact: a date before 1970");
        }
        if read(made).is_some_and(|one| one.not_after() == now.as_ref()) {
            facts.insert("fact: ends at this second");
        }
        if has(&[0x06, 0x04, 0x55, 0x1d, 0x25, 0x00]) {
            facts.insert("fact: anyExtendedKeyUsage");
        }
        // certificatePolicies, policyMappings, policyConstraints and inhibitAnyPolicy, each with critical TRUE.
        if [0x20, 0x21, 0x24, 0x36]
            .iter()
            .any(|last| has(&[0x55, 0x1d, *last, 0x01, 0x01, 0xff]))
        {
            facts.insert("fact: critical extension about policies");
        }
        if has(b"*.com") {
            facts.insert("fact: a wildcard below a top-level domain");
        }
        if has(b"Somebody") {
            facts.insert("fact: constraint on or name of the form directoryName");
        }
    }
    facts.into_iter().map(str::to_owned).collect()
}

/// Whether an attribute of `id-at` (2.5.4) stands there with a value that is none of OpenSSL's string types.
fn has_attribute_of_no_string_type(der: &[u8]) -> bool {
    // BIT STRING, UTF8String, SEQUENCE, NumericString, PrintableString, TeletexString, IA5String, UniversalString, BMPString.
    const READ: [u8; 9] = [0x03, 0x0c, 0x30, 0x12, 0x13, 0x14, 0x16, 0x1c, 0x1e];
    let mut attributes = der
        .windows(6)
        .filter(|window| window.starts_with(&[0x06, 0x03, 0x55, 0x04]));
    attributes.any(|attribute| !READ.contains(&attribute[5]))
}

/// One of those that RFC 4518 §2.2 maps to nothing; it maps others to SPACE.
fn has_control(text: &str) -> bool {
    let to_space = |c| matches!(c, '\t'..='\r' | '\u{85}');
    text.chars().any(|c| c.is_control() && !to_space(c))
}

/// rust-openssl has no name for the user-initial-policy-set; without one OpenSSL finds no policy acceptable.
#[allow(unsafe_code)]
fn accept_any_policy(parameters: &mut X509VerifyParam) -> Result<(), openssl::error::ErrorStack> {
    unsafe extern "C" {
        fn X509_VERIFY_PARAM_add0_policy(
            parameters: *mut openssl_sys::X509_VERIFY_PARAM,
            policy: *mut openssl_sys::ASN1_OBJECT,
        ) -> std::ffi::c_int;
    }
    let any = openssl::asn1::Asn1Object::from_str("2.5.29.32.0")?;
    // SAFETY: both pointers are valid, and the parameters own the object from here on.
    let added = unsafe { X509_VERIFY_PARAM_add0_policy(parameters.as_ptr(), any.as_ptr()) };
    assert_eq!(added, 1);
    std::mem::forget(any);
    Ok(())
}

/// `Err`: the reason for a rejection.
pub(crate) fn webpki(chain: &Chain) -> Result<(), String> {
    let reason = |error: webpki::Error| {
        let text = format!("{error:?}");
        text.split(['(', '{', ' '])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let ders: Vec<CertificateDer<'_>> = chain
        .certificates
        .iter()
        .map(|one| CertificateDer::from(one.der.as_slice()))
        .collect();
    let (anchor, ders) = ders.split_last().expect("has an anchor");
    let (leaf, intermediates) = ders.split_first().ok_or("no leaf")?;
    let anchor = webpki::anchor_from_trusted_cert(anchor)
        .map_err(|error| format!("anchor: {}", reason(error)))?;
    let leaf = webpki::EndEntityCert::try_from(leaf)
        .map_err(|error| format!("leaf: {}", reason(error)))?;
    leaf.verify_for_usage(
        webpki::ALL_VERIFICATION_ALGS,
        &[anchor],
        intermediates,
        UnixTime::since_unix_epoch(Duration::from_secs(TIME as u64)),
        webpki::KeyUsage::server_auth(),
        None,
        None,
    )
    .map_err(reason)?;
    let name = ServerName::try_from(chain.host.as_str()).map_err(|_| "name".to_owned())?;
    leaf.verify_is_valid_for_subject_name(&name).map_err(reason)
}
