//! Roots that Firefox takes for its own: those of a PKCS #11 module that has a list of roots, and there the attribute
//! CKA_NSS_MOZILLA_CA_POLICY (`IsCertBuiltInRoot` of security/certverifier/CertVerifier.cpp). Such a module is p11-kit's, which reads
//! them from files (Debian: p11-kit-modules).

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use time::{OffsetDateTime, macros::format_description};

/// Where Debian has it; `P11_KIT_TRUST` names another place.
const MODULE: &str = "/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-trust.so";

/// A root, and on what terms it is one.
#[derive(Clone, Copy)]
pub(super) struct Root<'a> {
    /// DER.
    pub(super) der: &'a [u8],
    /// CKA_NSS_SERVER_DISTRUST_AFTER; seconds since 1970.
    pub(super) distrust_after: Option<i64>,
}

impl<'a> Root<'a> {
    /// Without terms.
    pub(super) fn of(der: &'a [u8]) -> Self {
        Self {
            der,
            distrust_after: None,
        }
    }

    /// The attribute's line: a UTCTime's content, or the octet of CK_FALSE, as Mozilla's own roots have it.
    fn distrust(&self) -> Result<String> {
        let form = format_description!("[year repr:last_two][month][day][hour][minute][second]Z");
        let value = match self.distrust_after {
            Some(time) => OffsetDateTime::from_unix_timestamp(time)?.format(&form)?,
            None => "%00".to_owned(),
        };
        Ok(format!("nss-server-distrust-after: \"{value}\"\n"))
    }
}

/// Puts the module with these roots into a profile in which nothing is yet.
pub(super) fn put_into(profile: &Path, roots: &[Root<'_>]) -> Result<()> {
    let module = env::var_os("P11_KIT_TRUST").map_or(MODULE.into(), PathBuf::from);
    let module = module.canonicalize().with_context(|| {
        format!(
            "no module for roots (Debian: p11-kit-modules): {}",
            module.display()
        )
    })?;
    let folder = profile.join("roots");
    fs::create_dir_all(&folder)?;
    let mut all = String::new();
    for root in roots {
        let _ = write!(
            all,
            "[p11-kit-object-v1]\ntrusted: true\ncertificate-category: authority\nnss-mozilla-ca-policy: true\n{}-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            root.distrust()?,
            STANDARD.encode(root.der)
        );
    }
    fs::write(folder.join("roots.p11-kit"), all)?;
    let modules = format!(
        "library={}\nname=Roots\nparameters=paths='{}'\n\n",
        module.display(),
        folder.display()
    );
    fs::write(profile.join("pkcs11.txt"), modules)?;
    Ok(())
}
