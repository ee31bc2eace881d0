//! Requests that are valid by default: `example.com`, issued by an intermediate, issued by a root that is the only trust
//! anchor, on 2026-06-01. A case changes one thing. The certificates' indices in the report are constant: [`LEAF`],
//! [`INTERMEDIATE`], [`ROOT`].

use certlens::{Data, Part, Time, ValidationRequest};
use mint::{Builder, Issued};

pub(crate) const LEAF: Option<usize> = Some(0);
pub(crate) const INTERMEDIATE: Option<usize> = Some(1);
/// The anchor is not sent: it follows what is.
pub(crate) const ROOT: Option<usize> = Some(2);

pub(crate) const NOW: &str = "2026-06-01T00:00:00Z";
pub(crate) const A_SECOND_AGO: &str = "2026-05-31T23:59:59Z";
pub(crate) const IN_A_SECOND: &str = "2026-06-01T00:00:01Z";

/// A request, and the data that it refers to.
pub(crate) struct Question {
    pub(crate) request: ValidationRequest,
    pub(crate) data: Data,
}

impl From<ValidationRequest> for Question {
    fn from(request: ValidationRequest) -> Self {
        let data = Data::default();
        Self { request, data }
    }
}

pub(crate) fn root() -> Issued {
    mint::root("Example Root CA")
}

pub(crate) fn intermediate() -> Builder {
    root().ca("Example Intermediate CA")
}

/// Signed by [`intermediate`].
pub(crate) fn leaf() -> Builder {
    intermediate().issue().leaf(&["example.com"])
}

/// What is sent as PEM, in this order, and the anchors.
pub(crate) fn ask(sent: &[&Issued], anchors: &[&Issued]) -> ValidationRequest {
    let pem = |list: &[&Issued]| list.iter().map(|issued| issued.pem()).collect::<String>();
    let time = Time::parse_rfc3339(NOW).expect("RFC 3339");
    let mut request = ValidationRequest::new(pem(sent), "example.com", time);
    request.profile = Some("rfc5280".to_owned());
    request.trust.anchors = match anchors {
        [] => Vec::new(),
        _ => vec![Part::Text(pem(anchors))],
    };
    request
}

/// Nothing is wrong.
pub(crate) fn valid() -> ValidationRequest {
    leaf_is(leaf())
}

/// The leaf is another.
pub(crate) fn leaf_is(leaf: Builder) -> ValidationRequest {
    ask(&[&leaf.issue(), &intermediate().issue()], &[&root()])
}

/// The leaf's bytes are others than those that were signed.
pub(crate) fn leaf_bytes(change: impl FnOnce(&mut Vec<u8>)) -> ValidationRequest {
    let mut leaf = leaf().issue();
    change(&mut leaf.der);
    ask(&[&leaf, &intermediate().issue()], &[&root()])
}

/// The intermediate is another; it signs the leaf.
pub(crate) fn intermediate_is(intermediate: Builder) -> ValidationRequest {
    let intermediate = intermediate.issue();
    let leaf = intermediate.leaf(&["example.com"]).issue();
    ask(&[&leaf, &intermediate], &[&root()])
}

/// The root is another; it signs the intermediate.
pub(crate) fn root_is(root: Builder) -> ValidationRequest {
    let root = root.issue();
    let intermediate = root.ca("Example Intermediate CA").issue();
    let leaf = intermediate.leaf(&["example.com"]).issue();
    ask(&[&leaf, &intermediate], &[&root])
}

/// The valid chain with text after it.
pub(crate) fn valid_and(text: &str) -> ValidationRequest {
    let mut request = valid();
    request.certificates.push(Part::Text(text.to_owned()));
    request
}

/// `leaf` issued by `intermediate`, with a built-in store that holds `anchor` only.
pub(crate) fn with_store(anchor: &Issued) -> Question {
    let header = format!(
        r#"{{"format":1,"store":"chrome","source":"a test","date":"2026-05-01","licence":"none","count":1,"anchors":[{{"length":{}}}]}}"#,
        anchor.der.len()
    );
    let mut data = Data::default();
    data.load(&[header.as_bytes(), b"\n", &anchor.der].concat())
        .expect("a well-formed store");
    let mut request = ask(&[&leaf().issue(), &intermediate().issue()], &[]);
    request.trust.store = certlens::StoreName::Chrome.into();
    Question { request, data }
}
