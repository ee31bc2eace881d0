//! Object identifiers by name, in dotted form. Only names; [`crate::der::oid`] encodes them.

macro_rules! oids {
    ($($section:literal: $($name:ident = $value:literal),+;)+) => {
        $($(#[doc = concat!("`", $value, "` (", $section, ")")] pub const $name: &str = $value;)+)+
    };
}

oids! {
    "attribute type, RFC 5280 §4.1.2.4":
        COMMON_NAME = "2.5.4.3",
        SERIAL_NUMBER = "2.5.4.5",
        COUNTRY = "2.5.4.6",
        LOCALITY = "2.5.4.7",
        STATE = "2.5.4.8",
        ORGANIZATION = "2.5.4.10",
        ORGANIZATIONAL_UNIT = "2.5.4.11",
        DOMAIN_COMPONENT = "0.9.2342.19200300.100.1.25",
        EMAIL_ADDRESS = "1.2.840.113549.1.9.1";
    "extension, RFC 5280 §4.2":
        SUBJECT_KEY_IDENTIFIER = "2.5.29.14",
        KEY_USAGE = "2.5.29.15",
        SUBJECT_ALT_NAME = "2.5.29.17",
        ISSUER_ALT_NAME = "2.5.29.18",
        BASIC_CONSTRAINTS = "2.5.29.19",
        NAME_CONSTRAINTS = "2.5.29.30",
        CRL_DISTRIBUTION_POINTS = "2.5.29.31",
        CERTIFICATE_POLICIES = "2.5.29.32",
        POLICY_MAPPINGS = "2.5.29.33",
        AUTHORITY_KEY_IDENTIFIER = "2.5.29.35",
        POLICY_CONSTRAINTS = "2.5.29.36",
        EXTENDED_KEY_USAGE = "2.5.29.37",
        INHIBIT_ANY_POLICY = "2.5.29.54",
        NO_REV_AVAIL = "2.5.29.56",
        AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1",
        TLS_FEATURE = "1.3.6.1.5.5.7.1.24";
    "CRL extension, RFC 5280 §5.2 and §5.3":
        CRL_NUMBER = "2.5.29.20",
        REASON_CODE = "2.5.29.21",
        INVALIDITY_DATE = "2.5.29.24",
        DELTA_CRL_INDICATOR = "2.5.29.27",
        ISSUING_DISTRIBUTION_POINT = "2.5.29.28",
        CERTIFICATE_ISSUER = "2.5.29.29";
    "key purpose, RFC 5280 §4.2.1.12":
        ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0",
        SERVER_AUTH = "1.3.6.1.5.5.7.3.1",
        CLIENT_AUTH = "1.3.6.1.5.5.7.3.2",
        CODE_SIGNING = "1.3.6.1.5.5.7.3.3",
        EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4",
        OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    "policy, RFC 5280 §4.2.1.4 and the Baseline Requirements §7.1.6.1":
        ANY_POLICY = "2.5.29.32.0",
        DOMAIN_VALIDATED = "2.23.140.1.2.1",
        ORGANIZATION_VALIDATED = "2.23.140.1.2.2",
        EXTENDED_VALIDATION = "2.23.140.1.1";
    "access method, RFC 5280 §4.2.2.1":
        OCSP = "1.3.6.1.5.5.7.48.1",
        CA_ISSUERS = "1.3.6.1.5.5.7.48.2";
    "OCSP response type and extension, RFC 6960 §4":
        OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1",
        OCSP_NONCE = "1.3.6.1.5.5.7.48.1.2",
        OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
    "PKCS #9 attribute, RFC 2985 §5.4.2":
        EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
    "public key algorithm, RFC 3279, RFC 4055, RFC 5480, RFC 8410, RFC 9881":
        RSA_ENCRYPTION = "1.2.840.113549.1.1.1",
        RSASSA_PSS = "1.2.840.113549.1.1.10",
        MGF1 = "1.2.840.113549.1.1.8",
        EC_PUBLIC_KEY = "1.2.840.10045.2.1",
        SECP256R1 = "1.2.840.10045.3.1.7",
        SECP384R1 = "1.3.132.0.34",
        SECP521R1 = "1.3.132.0.35",
        ED25519 = "1.3.101.112",
        ML_DSA_44 = "2.16.840.1.101.3.4.3.17",
        ML_DSA_65 = "2.16.840.1.101.3.4.3.18",
        ML_DSA_87 = "2.16.840.1.101.3.4.3.19";
    "arc for examples, RFC 5612 and RFC 7299": EXAMPLE_EXTENSION = "1.3.6.1.4.1.32473.1";
}
