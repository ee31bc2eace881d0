//! From a blob that was found to the items it gives: what it is, in a sentence, and what is kept of it.
//! The one place that decides so; a private key's bytes end here.

use super::der;
use super::key;
use super::keyed::Key;
use super::label::{self, Meaning};
use super::shape::{self, Shape};
use super::{Item, Items, Kind, Position, State, quote};

/// How a blob was found.
#[derive(Clone, Copy)]
pub(super) enum Origin<'a> {
    /// In a PEM block.
    Labelled { label: &'a str, is_encrypted: bool },
    /// It is the whole input, or a file: what is not recognised is a broken certificate.
    Whole,
    /// In passing, inside other text: what is not recognised is nothing.
    Run,
}

/// Bytes that were found.
pub(super) struct Blob<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) origin: Origin<'a>,
    pub(super) position: Position,
    /// `position` is that of these very bytes, so that what is in them can be placed more closely.
    pub(super) is_in_place: bool,
    /// "PEM", "base64", "DER", "binary", "hexadecimal".
    pub(super) encoding: &'a str,
    /// The key of YAML or JSON that it stands under.
    pub(super) key: Option<&'static Key>,
    /// Ends of a sentence: what was repaired or is wrong.
    pub(super) remarks: Vec<String>,
}

/// Adds what `blob` is to `items`; false: it is nothing. Private keys behind or within something else that does not fit
/// become items of their own, so that they are told, and kept with nothing. Linear.
pub(super) fn identify(blob: Blob<'_>, items: &mut Items) -> bool {
    let shape = shape::of(blob.bytes);
    let may_hide_key = matches!(shape, Shape::Other | Shape::Unclear | Shape::Pkcs12);
    if !may_hide_key && der::is_sequence(blob.bytes) {
        return identify_one(blob, shape, items);
    }
    let mut rest = blob.bytes;
    let mut is_something = false;
    loop {
        let key = match shape::of(rest) {
            Shape::PrivateKey => Some(0),
            _ => shape::find_private_key(rest),
        };
        let length = match key {
            Some(0) => der::read_tag(rest, der::SEQUENCE).map(|(key, _)| key.whole.len()),
            before_key => before_key,
        };
        let (bytes, after) = rest
            .split_at_checked(length.unwrap_or(rest.len()))
            .unwrap_or((rest, &[]));
        let mut position = blob.position.clone();
        if blob.is_in_place {
            let before = blob.bytes.len().saturating_sub(rest.len());
            position.offset = position.offset.saturating_add(before);
            position.length = bytes.len();
        }
        let part = Blob {
            bytes,
            position,
            remarks: blob.remarks.clone(),
            ..blob
        };
        is_something |= identify_one(part, shape::of(bytes), items);
        // What stands behind a key is looked at where it begins like DER, and otherwise left out.
        let goes_on = key != Some(0) || after.first() == Some(&der::SEQUENCE);
        if after.is_empty() || !goes_on || items.is_full() {
            return is_something;
        }
        rest = after;
    }
}

/// What `blob` is, whose shape is `shape`; false: it is nothing.
fn identify_one(mut blob: Blob<'_>, shape: Shape, items: &mut Items) -> bool {
    let meaning = match &blob.origin {
        Origin::Labelled { label, .. } => label::meaning(label),
        Origin::Whole | Origin::Run => None,
    };
    if let (Origin::Labelled { label, .. }, true) = (&blob.origin, contradicts(meaning, shape)) {
        blob.remarks
            .insert(0, format!("although it is labelled {}", quote(label)));
    }
    if let Some(problem) = blob.key.and_then(|key| key.fault(shape, blob.encoding)) {
        items.is_unloadable(blob.position.part, blob.position.line, problem);
    }
    match shape {
        Shape::Certificate => certificate(blob, meaning, items),
        Shape::CertificateRequest => simple(blob, Kind::CertificateRequest, items),
        Shape::Crl => simple(blob, Kind::Crl, items),
        Shape::OcspResponse => simple(blob, Kind::OcspResponse, items),
        Shape::PublicKey => simple(blob, Kind::PublicKey, items),
        Shape::SignedCertificateTimestamps => {
            simple(blob, Kind::SignedCertificateTimestamps, items)
        }
        // BER's indefinite length (X.690 §8.1.3.6).
        Shape::Pkcs7 if blob.bytes.get(1) == Some(&0x80) => {
            let form = match blob.encoding {
                "PEM" => "",
                _ => "-inform DER ",
            };
            let what = format!(
                "A PKCS#7 bundle in BER with indefinite lengths, which is not read (convert it with openssl pkcs7 \
                 {form}-in FILE -print_certs)"
            );
            unknown(blob, &what, items);
        }
        Shape::Pkcs7 => pkcs7(blob, items),
        Shape::PrivateKey => private_key(blob, items),
        Shape::EncryptedPrivateKey => closed_private_key(blob, items),
        Shape::OcspRequest => unknown(
            blob,
            "An OCSP request, which only asks about a certificate",
            items,
        ),
        Shape::Pkcs12 => unknown(
            blob,
            "A PKCS#12 file (.p12, .pfx; convert it with openssl pkcs12 -in FILE -nokeys -out certificates.pem, older ones with \
             -legacy too)",
            items,
        ),
        Shape::JavaKeystore => unknown(
            blob,
            "A Java keystore (JKS; its certificates: keytool -list -rfc -keystore FILE)",
            items,
        ),
        Shape::Other | Shape::Unclear => return unrecognised(blob, meaning, shape, items),
    }
    true
}

/// Does the shape tell of another thing than the label?
fn contradicts(meaning: Option<Meaning>, shape: Shape) -> bool {
    let Some(meaning) = meaning else {
        return !matches!(shape, Shape::Other | Shape::Unclear);
    };
    match shape {
        Shape::Other | Shape::Unclear => false,
        Shape::Certificate => !matches!(
            meaning,
            Meaning::Kind(Kind::Certificate) | Meaning::TrustedCertificate
        ),
        Shape::PrivateKey | Shape::EncryptedPrivateKey => {
            !matches!(meaning, Meaning::PrivateKey | Meaning::ClosedPrivateKey)
        }
        Shape::CertificateRequest => meaning != Meaning::Kind(Kind::CertificateRequest),
        Shape::Crl => meaning != Meaning::Kind(Kind::Crl),
        Shape::OcspResponse => meaning != Meaning::Kind(Kind::OcspResponse),
        Shape::Pkcs7 => meaning != Meaning::Kind(Kind::Pkcs7),
        Shape::PublicKey => !matches!(
            meaning,
            Meaning::Kind(Kind::PublicKey) | Meaning::RsaPublicKey
        ),
        Shape::SignedCertificateTimestamps
        | Shape::OcspRequest
        | Shape::Pkcs12
        | Shape::JavaKeystore => true,
    }
}

/// A blob without a shape: its label decides, or where it was found.
fn unrecognised(
    mut blob: Blob<'_>,
    meaning: Option<Meaning>,
    shape: Shape,
    items: &mut Items,
) -> bool {
    /// Shorter runs of DER are in too many things to be worth a word.
    const WORTH_TELLING: usize = 64;
    let is_kept = match (&blob.origin, meaning) {
        (_, Some(Meaning::Kind(_) | Meaning::TrustedCertificate)) => true,
        (Origin::Whole, None) => shape == Shape::Unclear,
        _ => false,
    };
    if is_kept && shape::resembles_private_key(blob.bytes) {
        closed_private_key(blob, items);
        return true;
    }
    // Of what may be anything, a private key in another form as well, only the first bytes are kept.
    if is_kept && blob.bytes.len() > FEW && !shape::resembles_certificate(blob.bytes) {
        blob.bytes = blob.bytes.get(..FEW).unwrap_or_default();
        let remark = "nothing in it looks like a certificate, so that it was not kept";
        blob.remarks.push(remark.into());
    }
    match (&blob.origin, meaning) {
        (_, Some(Meaning::RsaPublicKey)) => rsa_public_key(blob, items),
        (_, Some(Meaning::Kind(Kind::Certificate) | Meaning::TrustedCertificate)) => {
            certificate(blob, meaning, items)
        }
        (_, Some(Meaning::Kind(Kind::Pkcs7))) => pkcs7(blob, items),
        (_, Some(Meaning::Kind(kind))) => simple(blob, kind, items),
        (_, Some(Meaning::PrivateKey | Meaning::ClosedPrivateKey)) => {
            closed_private_key(blob, items)
        }
        (Origin::Labelled { label, .. }, Some(Meaning::Useless) | None) => {
            let what = format!("A block labelled {}, which is of no use here", quote(label));
            let state = match meaning {
                Some(_) => State::Useless,
                None => State::Plain,
            };
            unknown_in(blob, &what, state, items);
        }
        (Origin::Whole, _) if shape == Shape::Unclear => certificate(blob, None, items),
        (Origin::Run, _) if blob.bytes.len() < WORTH_TELLING => return false,
        (Origin::Whole | Origin::Run, _) => {
            unknown(
                blob,
                "DER that is none of the things that are used here",
                items,
            );
        }
    }
    true
}

/// So many bytes show what begins in a wrong place, and nothing of a secret that is worth having.
const FEW: usize = 4;

/// What is kept of a blob: all of it, but of what stands behind it only the first bytes, so that it stays broken, and of PEM
/// nothing.
fn kept(bytes: &[u8]) -> &[u8] {
    let whole = der::read_tag(bytes, der::SEQUENCE).map(|(tlv, _)| tlv.size.saturating_add(FEW));
    let length = [whole, shape::find_pem(bytes), Some(bytes.len())]
        .into_iter()
        .flatten()
        .min();
    length
        .and_then(|length| bytes.get(..length))
        .unwrap_or_default()
}

/// Keeps the bytes as they are, broken or not.
fn simple(mut blob: Blob<'_>, kind: Kind, items: &mut Items) {
    remark_on_length(&mut blob);
    let what = match kind {
        Kind::Certificate => "A certificate",
        Kind::CertificateRequest => "A certificate request (CSR), which is no certificate yet",
        Kind::Crl => "A certificate revocation list (CRL)",
        Kind::OcspResponse => "An OCSP response",
        Kind::Pkcs7 => "A PKCS#7 bundle",
        Kind::PublicKey => "A public key",
        Kind::SignedCertificateTimestamps => "A list of signed certificate timestamps (SCTs)",
        Kind::PrivateKey | Kind::Unknown => "Something",
    };
    let key = blob.key.filter(|_| kind == Kind::Certificate);
    let remark = key.and_then(|key| key.remark);
    blob.remarks.extend(remark.map(str::to_owned));
    let note = sentence(what, &blob);
    let der = match kind {
        Kind::SignedCertificateTimestamps => blob.bytes,
        _ => kept(blob.bytes),
    };
    items.push(Item {
        kind,
        state: key.map_or(State::Plain, |key| key.state),
        der: der.to_vec(),
        position: blob.position,
        note,
    });
}

/// Keeps a PKCS#1 key as SubjectPublicKeyInfo; of a broken one, which may be a private key's beginning, nothing.
fn rsa_public_key(mut blob: Blob<'_>, items: &mut Items) {
    let Some(der) = key::rsa_public_key(blob.bytes) else {
        blob.bytes = &[];
        return simple(blob, Kind::PublicKey, items);
    };
    let note = sentence("A public key (RSA)", &blob);
    items.push(Item {
        kind: Kind::PublicKey,
        state: State::Plain,
        der,
        position: blob.position,
        note,
    });
}

fn certificate(mut blob: Blob<'_>, meaning: Option<Meaning>, items: &mut Items) {
    if meaning == Some(Meaning::TrustedCertificate)
        && let Some((certificate, rest)) = der::read_tag(blob.bytes, der::SEQUENCE)
        && !rest.is_empty()
    {
        blob.bytes = certificate.whole;
        blob.remarks
            .push("OpenSSL's trust settings after it were left out".into());
    }
    simple(blob, Kind::Certificate, items);
}

/// Says where DER's own length and the number of bytes differ.
fn remark_on_length(blob: &mut Blob<'_>) {
    let length = blob.bytes.len();
    let remark = match der::read(blob.bytes) {
        _ if length == 0 => return,
        Some((tlv, _)) if !tlv.is_complete() => {
            format!("it is cut off: {length} of {} bytes are there", tlv.size)
        }
        Some((_, [])) => return,
        Some((_, rest)) if blob.bytes.first() == Some(&der::SEQUENCE) => {
            format!("{} bytes that do not belong to it follow", rest.len())
        }
        None if blob.bytes.first() == Some(&der::SEQUENCE) && length < 6 => {
            format!("it is cut off: only {length} bytes are there")
        }
        _ => return,
    };
    blob.remarks.push(remark);
}

/// The bundle, then the certificates and CRLs in it (RFC 5652 §5.1), in their order.
fn pkcs7(mut blob: Blob<'_>, items: &mut Items) {
    remark_on_length(&mut blob);
    let members = members(blob.bytes);
    let count = |tag| members.iter().filter(|(kind, _)| *kind == tag).count();
    let what = format!(
        "A PKCS#7 bundle with {} and {}",
        plural(count(Kind::Certificate), "certificate"),
        plural(count(Kind::Crl), "CRL")
    );
    let note = sentence(&what, &blob);
    let (position, encoding) = (
        blob.position,
        format!("in a PKCS#7 bundle, {}", blob.encoding),
    );
    items.push(Item {
        kind: Kind::Pkcs7,
        state: State::Plain,
        der: kept(blob.bytes).to_vec(),
        position: position.clone(),
        note,
    });
    for (kind, member) in members {
        let mut position = position.clone();
        if blob.is_in_place {
            let offset = member
                .as_ptr()
                .addr()
                .saturating_sub(blob.bytes.as_ptr().addr());
            position.offset = position.offset.saturating_add(offset);
            position.length = member.len();
        }
        let member = Blob {
            bytes: member,
            origin: Origin::Whole,
            position,
            is_in_place: false,
            encoding: &encoding,
            key: blob.key,
            remarks: Vec::new(),
        };
        simple(member, kind, items);
    }
}

/// The certificates and CRLs of a SignedData; other choices of either are left out.
fn members(content_info: &[u8]) -> Vec<(Kind, &[u8])> {
    let fields = der::read_tag(content_info, der::SEQUENCE)
        .and_then(|(info, _)| der::read_tag(info.value, der::OID))
        .and_then(|(_, rest)| der::read_tag(rest, der::context(0)))
        .and_then(|(content, _)| der::read_tag(content.value, der::SEQUENCE))
        .and_then(|(signed_data, _)| der::read_tag(signed_data.value, der::INTEGER))
        .and_then(|(_, rest)| der::read_tag(rest, der::SET))
        .and_then(|(_, rest)| der::read_tag(rest, der::SEQUENCE))
        .map_or(&[][..], |(_, rest)| rest);
    let list = |field: der::Tlv<'_>| match field.tag {
        0xa0 => Some(Kind::Certificate),
        0xa1 => Some(Kind::Crl),
        _ => None,
    };
    der::elements(fields)
        .take(2)
        .filter_map(|field| Some((list(field)?, field)))
        .flat_map(|(kind, field)| der::elements(field.value).map(move |member| (kind, member)))
        .filter(|(_, member)| member.tag == der::SEQUENCE)
        .map(|(kind, member)| (kind, member.whole))
        .collect()
}

const ADVICE: &str = "never paste a private key where you do not trust the page";

/// A private key's note up to what is said to every one.
pub(crate) fn without_advice(note: &str) -> &str {
    let said = note.split_once(ADVICE).map_or(note, |(said, _)| said);
    said.trim_end_matches("; ")
}

fn private_key(mut blob: Blob<'_>, items: &mut Items) {
    if let Origin::Labelled {
        is_encrypted: true, ..
    } = blob.origin
    {
        return closed_private_key(blob, items);
    }
    let is_compared = items.may_derive();
    let half = is_compared.then(|| key::public_half(blob.bytes));
    let half = half.unwrap_or(key::PublicHalf {
        algorithm: "",
        spki: Vec::new(),
    });
    let is_damaged = !key::is_whole(blob.bytes);
    if is_damaged {
        let remark = "it is damaged: a part of it is missing, and no program can read it";
        blob.remarks.push(remark.into());
    }
    let what = match half.algorithm {
        "" => "A private key".to_owned(),
        algorithm => format!("A private key ({algorithm})"),
    };
    let spki = match is_damaged {
        true => Vec::new(),
        false => half.spki,
    };
    let fate = match spki.is_empty() {
        true if !is_compared => "Only 16 keys are compared, and it was not",
        true => "It was not used",
        false => "Only its public half was kept, to be compared with certificates and requests",
    };
    let note = format!("{} {fate}; {ADVICE}.", sentence(&what, &blob));
    items.push(Item {
        kind: Kind::PrivateKey,
        state: match is_damaged {
            true => State::Damaged,
            false => State::Plain,
        },
        der: spki,
        position: blob.position,
        note,
    });
}

/// Encrypted, of another format, or broken.
fn closed_private_key(blob: Blob<'_>, items: &mut Items) {
    let what = match &blob.origin {
        Origin::Labelled {
            is_encrypted: true, ..
        } => "An encrypted private key",
        Origin::Labelled { label, .. } if label.starts_with("OPENSSH") => {
            "A private key in OpenSSH's own format"
        }
        _ if shape::of(blob.bytes) == Shape::EncryptedPrivateKey => "An encrypted private key",
        Origin::Labelled {
            label: "ENCRYPTED PRIVATE KEY",
            ..
        } => "An encrypted private key",
        _ => "A private key that could not be read",
    };
    let note = format!("{} It was not used; {ADVICE}.", sentence(what, &blob));
    items.push(Item {
        kind: Kind::PrivateKey,
        state: State::Plain,
        der: Vec::new(),
        position: blob.position,
        note,
    });
}

/// One that is not in DER.
pub(super) fn other_private_key(form: &str, position: Position) -> Item {
    Item {
        kind: Kind::PrivateKey,
        state: State::Plain,
        der: Vec::new(),
        position,
        note: format!("A private key, {form}. It was not used; {ADVICE}."),
    }
}

fn unknown(blob: Blob<'_>, what: &str, items: &mut Items) {
    unknown_in(blob, what, State::Plain, items);
}

fn unknown_in(mut blob: Blob<'_>, what: &str, state: State, items: &mut Items) {
    if what.contains("FILE") && blob.encoding.starts_with("base64") {
        blob.remarks
            .push("decode it first, with base64 -d".to_owned());
    }
    let note = sentence(what, &blob);
    items.push(Item {
        kind: Kind::Unknown,
        state,
        der: Vec::new(),
        position: blob.position,
        note,
    });
}

/// "A certificate, PEM; the END line was missing, it was read up to line 40."
fn sentence(what: &str, blob: &Blob<'_>) -> String {
    let remarks: String = blob
        .remarks
        .iter()
        .map(|remark| format!("; {remark}"))
        .collect();
    format!("{what}, {}{remarks}.", blob.encoding)
}

fn plural(count: usize, thing: &str) -> String {
    match count {
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}
