//! cRLDistributionPoints (RFC 5280 §4.2.1.13) and issuingDistributionPoint (§5.2.5): which CRL is meant for which certificate.

use std::borrow::Cow;

use super::read::{Read, malformed, nothing_more, sound};
use crate::certificate::{Certificate, Contents};
use crate::der::{Children, Element, Tag, Tree, tag, tlv};
use crate::name::{DistinguishedName, GeneralName};
use crate::oid::known;
use crate::sorted::Set;

/// ReasonFlags: bit n of the standard is `1 << n`. Bit 0 is unused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reasons(u16);

impl Reasons {
    pub(super) const NONE: Self = Self(0);
    /// keyCompromise (1) to aACompromise (8).
    pub(super) const ALL: Self = Self(0x1fe);

    fn read(element: Element<'_>) -> Read<Self> {
        let content = element.content();
        if let Some(problem) = crate::der::bit_string_problem(content) {
            return Err(malformed(element.start(), problem));
        }
        let bits = content.get(1..).unwrap_or_default();
        let has = |bit: usize| {
            bits.get(bit / 8)
                .is_some_and(|byte| byte & (0x80 >> (bit % 8)) != 0)
        };
        let reasons = (1..=8)
            .filter(|bit| has(*bit))
            .fold(0, |all, bit| all | (1 << bit));
        Ok(Self(reasons))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of these are among `other`.
    pub(super) fn are_within(self, other: Self) -> bool {
        self.and(other) == self
    }
}

/// GeneralNames, each as bytes that are equal for equal names. (Not a list: two long lists are compared in no more than their
/// lengths' time.)
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names(Set<Vec<u8>>);

impl Names {
    fn read(elements: Children<'_>, offset: usize) -> Read<Self> {
        let names: Set<Vec<u8>> = elements
            .map(|element| match GeneralName::read(element) {
                Ok(GeneralName::Directory(name)) => Ok(comparable(name.key())),
                Ok(_) => Ok(element.bytes().to_vec()),
                Err(problem) => Err(malformed(element.start(), problem)),
            })
            .collect::<Read<_>>()?;
        match names.is_empty() {
            true => Err(malformed(offset, "a list of names is empty")),
            false => Ok(Self(names)),
        }
    }

    /// Whether this directory name is among them.
    pub(super) fn hold_directory(&self, key: &[u8]) -> bool {
        self.0.contains(&comparable(key))
    }

    /// Whether a name is in both.
    pub(super) fn meet(&self, other: &Self) -> bool {
        !self.0.is_disjoint(&other.0)
    }

    /// The keys of the directory names among them.
    pub(super) fn directory_keys(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().filter_map(|name| name.strip_prefix(&[0]))
    }
}

/// A directory name's key, told apart from other names' encodings: no tag is 0.
fn comparable(key: &[u8]) -> Vec<u8> {
    [&[0], key].concat()
}

/// DistributionPointName.
#[derive(Clone, Debug)]
pub(super) enum PointName {
    /// fullName.
    Full(Names),
    /// nameRelativeToCRLIssuer: the key of the name that has only this RelativeDistinguishedName.
    Relative(Vec<u8>),
}

impl PointName {
    /// `[0] EXPLICIT CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] RelativeDistinguishedName }`
    fn read(element: Element<'_>) -> Read<Self> {
        let mut choice = element.children();
        let name = match (
            choice.take_if(Tag::context(0, true)),
            choice.take_if(Tag::context(1, true)),
        ) {
            (Some(full), None) => Self::Full(Names::read(full.children(), full.start())?),
            (None, Some(relative)) => Self::Relative(relative_key(relative)?),
            _ => {
                return Err(malformed(
                    element.start(),
                    "a distribution point's name is no choice of two",
                ));
            }
        };
        nothing_more(&mut choice)?;
        Ok(name)
    }

    /// The names that it stands for where the CRL issuer is one of these (keys of directory names).
    pub(super) fn names<'k>(&self, crl_issuers: impl Iterator<Item = &'k [u8]>) -> Cow<'_, Names> {
        match self {
            Self::Full(names) => Cow::Borrowed(names),
            // A name's key is the row of its parts' keys.
            Self::Relative(part) => Cow::Owned(Names(
                crl_issuers
                    .map(|issuer| comparable(&[issuer, part].concat()))
                    .collect(),
            )),
        }
    }
}

/// The key of the Name whose one part has these contents.
fn relative_key(element: Element<'_>) -> Read<Vec<u8>> {
    let name = tlv(0x30, &[&tlv(0x31, &[element.content()])]);
    let tree = Tree::read(&name, 0..name.len());
    sound(&tree)
        .ok()
        .and_then(|name| DistinguishedName::read(name).ok())
        .map(|name| name.key().to_vec())
        .ok_or_else(|| {
            malformed(
                element.start(),
                "a relative name is no RelativeDistinguishedName",
            )
        })
}

/// One point of cRLDistributionPoints.
#[derive(Clone, Debug, Default)]
pub(super) struct DistributionPoint {
    pub(super) name: Option<PointName>,
    pub(super) reasons: Option<Reasons>,
    pub(super) crl_issuer: Option<Names>,
}

impl DistributionPoint {
    /// RFC 5280 §6.3.3 (l): what stands for CRLs that no point of the certificate names: "assume a DP with both the reasons and
    /// the cRLIssuer fields omitted and a distribution point name of the certificate issuer. That is, the sequence of names in
    /// fullName is generated from the certificate issuer field as well as the certificate issuerAltName extension."
    pub(super) fn of_issuer(certificate: &Certificate, contents: &Contents) -> Self {
        let mut names = Names(Set::new());
        if let Some(extension) = contents.extension(known::ISSUER_ALT_NAME) {
            let tree = Tree::read(&certificate.der, extension.content.clone());
            if let Ok(others) = sound(&tree).and_then(|list| Names::read(list.children(), 0)) {
                names = others;
            }
        }
        names.0.insert(comparable(contents.issuer.key()));
        Self {
            name: Some(PointName::Full(names)),
            ..Self::default()
        }
    }

    /// ```asn1
    /// DistributionPoint ::= SEQUENCE {
    ///      distributionPoint       [0]     DistributionPointName OPTIONAL,
    ///      reasons                 [1]     ReasonFlags OPTIONAL,
    ///      cRLIssuer               [2]     GeneralNames OPTIONAL }
    /// ```
    fn read(element: Element<'_>) -> Read<Self> {
        let mut fields = element.children();
        let name = fields.take_if(Tag::context(0, true));
        let reasons = fields.take_if(Tag::context(1, false));
        let crl_issuer = fields.take_if(Tag::context(2, true));
        nothing_more(&mut fields)?;
        if name.is_none() && crl_issuer.is_none() {
            return Err(malformed(element.start(), "a distribution point is empty"));
        }
        Ok(Self {
            name: name.map(PointName::read).transpose()?,
            reasons: reasons.map(Reasons::read).transpose()?,
            crl_issuer: crl_issuer
                .map(|names| Names::read(names.children(), names.start()))
                .transpose()?,
        })
    }

    /// The points of a certificate, at most [`super::limit::POINTS`]; an error where the extension is not what it should be.
    pub(super) fn of(certificate: &Certificate, contents: &Contents) -> Read<Vec<Self>> {
        let Some(extension) = contents.extension(known::CRL_DISTRIBUTION_POINTS) else {
            return Ok(Vec::new());
        };
        let tree = Tree::read(&certificate.der, extension.content.clone());
        let list = sound(&tree)?;
        let points: Vec<Self> = list
            .children()
            .take(super::limit::POINTS)
            .map(Self::read)
            .collect::<Read<_>>()?;
        if !list.is(tag::SEQUENCE) || points.is_empty() {
            return Err(malformed(list.start(), "it is no list of points"));
        }
        Ok(points)
    }
}

/// issuingDistributionPoint: what a CRL leaves out.
#[derive(Clone, Debug)]
pub(super) struct IssuingDistributionPoint {
    pub(super) name: Option<PointName>,
    pub(super) only_user_certs: bool,
    pub(super) only_ca_certs: bool,
    pub(super) only_attribute_certs: bool,
    pub(super) only_some_reasons: Option<Reasons>,
    pub(super) indirect: bool,
    /// The whole encoding: a delta CRL's must be the same.
    pub(super) encoding: Vec<u8>,
}

impl IssuingDistributionPoint {
    /// ```asn1
    /// IssuingDistributionPoint ::= SEQUENCE {
    ///      distributionPoint          [0] DistributionPointName OPTIONAL,
    ///      onlyContainsUserCerts      [1] BOOLEAN DEFAULT FALSE,
    ///      onlyContainsCACerts        [2] BOOLEAN DEFAULT FALSE,
    ///      onlySomeReasons            [3] ReasonFlags OPTIONAL,
    ///      indirectCRL                [4] BOOLEAN DEFAULT FALSE,
    ///      onlyContainsAttributeCerts [5] BOOLEAN DEFAULT FALSE }
    /// ```
    pub(super) fn read(element: Element<'_>) -> Read<Self> {
        let mut fields = element.children();
        let name = fields.take_if(Tag::context(0, true));
        let only_user_certs = flag(&mut fields, 1)?;
        let only_ca_certs = flag(&mut fields, 2)?;
        let only_some_reasons = fields.take_if(Tag::context(3, false));
        let indirect = flag(&mut fields, 4)?;
        let only_attribute_certs = flag(&mut fields, 5)?;
        nothing_more(&mut fields)?;
        let kinds = [only_user_certs, only_ca_certs, only_attribute_certs];
        if kinds.iter().filter(|only| **only).count() > 1 {
            return Err(malformed(
                element.start(),
                "it is only for several kinds of certificates",
            ));
        }
        Ok(Self {
            name: name.map(PointName::read).transpose()?,
            only_user_certs,
            only_ca_certs,
            only_attribute_certs,
            only_some_reasons: only_some_reasons.map(Reasons::read).transpose()?,
            indirect,
            encoding: element.bytes().to_vec(),
        })
    }
}

/// `[number] IMPLICIT BOOLEAN DEFAULT FALSE`.
fn flag(fields: &mut Children<'_>, number: u32) -> Read<bool> {
    let Some(element) = fields.take_if(Tag::context(number, false)) else {
        return Ok(false);
    };
    match element.content() {
        [0xff] => Ok(true),
        _ => Err(malformed(
            element.start(),
            "a BOOLEAN that is there must be TRUE (DER)",
        )),
    }
}

/// certificateIssuer (§5.3.3): the key of the directory name in it.
pub(super) fn certificate_issuer(element: Element<'_>) -> Read<Vec<u8>> {
    let names = Names::read(element.children(), element.start())?;
    let key = names.directory_keys().next().map(<[u8]>::to_vec);
    key.ok_or_else(|| malformed(element.start(), "certificateIssuer has no directory name"))
}
