//! stub, replaced by the door
pub enum Dummy {}
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    Ed25519,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeRefusal {
    Weak {
        name: &'static str,
    },
    Unsupported {
        name: Option<&'static str>,
    },
    BadParameters {
        name: &'static str,
        reason: &'static str,
    },
}
impl Scheme {
    pub fn from_algorithm(_: &[u8], _: Option<&[u8]>) -> Result<Scheme, SchemeRefusal> {
        Ok(Scheme::Ed25519)
    }
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicKey {
    Ed25519,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyRefusal {
    A,
}
pub fn parse_public_key(_: &[u8]) -> Result<PublicKey, KeyRefusal> {
    Ok(PublicKey::Ed25519)
}
