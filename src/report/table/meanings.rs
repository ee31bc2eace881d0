//! Of each check: the title that states its fault, what the rule is and why there is one, where it is written.

use super::{BASELINE_REQUIREMENTS, Reference};
use crate::finding::Check;

type Words = (&'static str, &'static str, Option<Reference>);

fn at(document: &'static str, section: &'static str) -> Option<Reference> {
    Some(Reference { document, section })
}

pub(super) fn of(check: Check) -> Words {
    match check {
        Check::CertificateTooLarge => (
            "The certificate is too large to read",
            "certlens reads certificates up to a fixed size, so that one answer never takes long. \
             Real certificates have half a kilobyte to ten kilobytes. What was not read is not trusted.",
            None,
        ),
        Check::DerTruncated => (
            "The certificate is cut off",
            "A certificate is made of parts, each of which begins with its own length. Here a \
             part says that it is longer than what is left, so some of the certificate is \
             missing. This happens when a file is copied or pasted incompletely.",
            at("X.690", "8.1.3"),
        ),
        Check::DerLengthInvalid => (
            "A length is written in a form that is not allowed",
            "Certificates are written in DER, an encoding in which every value has exactly one \
             allowed form. Each part begins with its length, which must be definite and as short \
             as possible. Otherwise two programs could read the same bytes differently, and a \
             signature would not protect what it seems to protect.",
            at("X.690", "10.1"),
        ),
        Check::DerTagInvalid => (
            "A part has a type marker that is not allowed",
            "Each part of a certificate begins with a marker that says what kind of value \
             follows. DER, the encoding of certificates, allows each marker in one form only. A \
             reader that guesses at a wrong one may see another certificate than the one that was \
             signed.",
            at("X.690", "8.1.2"),
        ),
        Check::DerValueInvalid => (
            "A value is not written as its type demands",
            "DER, the encoding of certificates, has exactly one way to write each number, text, \
             date and identifier. A value that breaks those rules can be read in several ways. \
             Such a certificate was made by faulty software, damaged, or manipulated.",
            at("X.690", "8"),
        ),
        Check::DerSetUnordered => (
            "The elements of a set are not in order",
            "Where the order of values has no meaning, DER prescribes one: ascending by their \
             bytes. So that the same set always gives the same bytes, and one signature fits one \
             content, any other order is a fault.",
            at("X.690", "11.6"),
        ),
        Check::DerTrailingData => (
            "There are bytes after the end",
            "A certificate ends where its outermost length says, and so does each structure \
             inside it. Bytes that follow belong to nothing. Programs that skip them and programs \
             that do not would disagree about what the certificate is.",
            at("RFC 5280", "4.1"),
        ),
        Check::DerTooDeep => (
            "The structure is nested too deeply",
            "certlens follows structures inside structures to a fixed depth, several times deeper \
             than any real certificate goes. The limit protects against input that is made to \
             exhaust its reader. What was not read is not trusted.",
            None,
        ),
        Check::CertificateStructureInvalid => (
            "A field is missing or is of the wrong kind",
            "A certificate is a fixed sequence of fields: version, serial number, issuer, dates, \
             subject, key, extensions and signature. Each must be there in its place and of its \
             type. A file in which they are not is no certificate, whatever it calls itself.",
            at("RFC 5280", "4.1"),
        ),
        Check::ChromeCannotRead => (
            "Chrome cannot read the certificate",
            "Chrome reads certificates with BoringSSL, which is strict about some things that \
             other programs let through, and stops at the first. A server's certificate that it \
             cannot read ends the visit; a CA's certificate that it cannot read it does not see at \
             all, as if it were missing.",
            None,
        ),
        Check::SctListRefused => (
            "Chrome refuses the list of SCTs in the handshake",
            "A server may send SCTs in the TLS handshake. Chrome ends the connection over a list \
             that holds none, that has an empty entry, or that does not end where it says.",
            at("RFC 6962", "3.3"),
        ),
        Check::TlsKeyNotOffered => (
            "The browser cannot connect with a key of this kind",
            "Before a server's certificate is judged, client and server agree on how the server \
             proves that it has the key. A browser offers only some kinds of keys for that. With \
             another kind there is no connection, however good the certificate is.",
            at("RFC 8446", "4.2.3"),
        ),
        Check::FirefoxCannotRead => (
            "Firefox does not accept how the certificate is written",
            "Firefox reads certificates with mozilla::pkix and NSS, which are strict about some \
             things that other programs let through, and stop at the first. A CA's certificate \
             from a server that they cannot read is left out, as if it had not been sent; some end \
             the connection.",
            None,
        ),
        Check::OcspStapleRefused => (
            "Firefox refuses the stapled OCSP response",
            "A server may send a statement of its CA along with its certificate (OCSP stapling). \
             Firefox goes on without one, but where there is one and it is forged, malformed or \
             says that the certificate is revoked or unknown, it ends the connection. Below roots \
             that the user has added it does so for outdated ones too. It does not look at the \
             response where its own list of revocations (CRLite) covers the certificate.",
            None,
        ),
        Check::TlsFeatureMissing => (
            "A TLS feature that is demanded is missing",
            "A certificate can demand that the server does something in each connection; the only \
             such demand in use is to send an OCSP response (“must-staple”). A CA's certificate \
             can demand the same of all certificates below it. Where the demand is not met, a \
             client that knows the extension ends the connection.",
            at("RFC 7633", "4.2"),
        ),
        Check::DerDefaultEncoded => (
            "A default value is written out",
            "Some fields have a default, a value that they have when they are left out. DER \
             demands that a field with its default value is left out, so that there is one way \
             only to write the same content. It is a small fault that careless software makes.",
            at("X.690", "11.5"),
        ),
        Check::VersionInvalid => (
            "The version number does not fit",
            "Certificates exist in versions 1, 2 and 3, and extensions exist from version 3 on. A \
             program that goes by the version alone would overlook the restrictions that \
             extensions set. So the version must be one that exists and that allows the fields \
             that are there.",
            at("RFC 5280", "4.1.2.1"),
        ),
        Check::SerialNumberInvalid => (
            "The serial number is not allowed",
            "Each certificate of a CA has its own serial number: a positive whole number of at \
             most 20 bytes. It is how a CA names a certificate that it revokes. Programs treat \
             numbers outside those bounds differently.",
            at("RFC 5280", "4.1.2.2"),
        ),
        Check::IssuerNameEmpty => (
            "The certificate does not name its issuer",
            "Every certificate must say who issued it. That name leads to the next certificate in \
             the chain. Without it nobody can be asked whether the certificate is genuine.",
            at("RFC 5280", "4.1.2.4"),
        ),
        Check::ValidityTimeInvalid => (
            "A date cannot be read",
            "A certificate is valid between two moments. Each must be written in one of two exact \
             forms, in UTC, to the second. Where a date cannot be read, nobody can tell whether \
             the certificate is valid now.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::ValidityInverted => (
            "The certificate ends before it begins",
            "A certificate is valid from its first date to its last. Where the last date comes \
             before the first, there is no moment at which it is valid.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::ExtensionDuplicate => (
            "An extension is there twice",
            "Extensions carry most of what a certificate says: names, uses, limits. Each may be \
             there once only. With two of a kind, one program would go by the first and another \
             by the last.",
            at("RFC 5280", "4.2"),
        ),
        Check::ExtensionMalformed => (
            "An extension cannot be read",
            "Extensions carry names, uses and limits in a form that a standard lays down. One \
             that is not in that form cannot be obeyed, and a limit that cannot be read must not \
             be ignored.",
            at("RFC 5280", "4.2"),
        ),
        Check::CriticalExtensionUnknown => (
            "An extension that must be understood is not known",
            "A certificate can mark an extension as critical: whoever does not understand it must \
             not accept the certificate. That is how new restrictions stay safe with old \
             programs. certlens does not process this one, so it obeys that rule.",
            at("RFC 5280", "4.2"),
        ),
        Check::SignatureAlgorithmMismatch => (
            "The certificate names two different signature algorithms",
            "A certificate states its signature algorithm twice: inside the signed part and \
             beside the signature. Both must be the same. Only the inner one is protected by the \
             signature, so a difference can mean that somebody changed the outer one.",
            at("RFC 5280", "4.1.1.2"),
        ),
        Check::SignatureAlgorithmWeak => (
            "The certificate is signed with a broken algorithm",
            "A signature protects a certificate only as long as nobody can make a second content \
             to which the same signature fits. For MD2, MD4, MD5 and SHA-1 this can no longer be \
             relied on, and with MD5 a false CA certificate has been made. A signature that rests \
             on them proves nothing.",
            at("RFC 8446", "4.4.2.4"),
        ),
        Check::SignatureAlgorithmUnsupported => (
            "This kind of signature is not accepted here",
            "A certificate counts only when its signature is verified with its issuer's key. The \
             browser does not take this algorithm, or not with these parameters, or certlens does \
             not implement it. It does not call trusted what it has not checked.",
            at("RFC 5280", "4.1.1.2"),
        ),
        Check::PublicKeyMalformed => (
            "The public key is not well-formed",
            "A certificate ties a name to a public key. The key must be written in the exact form \
             that its algorithm lays down, with values that make a usable key. A wrong one can \
             verify nothing, or let false signatures through.",
            at("RFC 5280", "4.1.2.7"),
        ),
        Check::PublicKeyUnsupported => (
            "This kind of public key is not accepted here",
            "A certificate ties a name to a public key of some algorithm. Browsers take few, and \
             certlens knows those that are used on the web. What cannot be verified is not trusted.",
            at("RFC 5280", "4.1.2.7"),
        ),
        Check::PublicKeyShort => (
            "The key is shorter than is thought safe today",
            "Public CAs no longer certify RSA keys of less than 2048 bits: those of 1024 are thought \
             to be within reach of very large attackers. The CA/Browser Forum and NIST have asked \
             for 2048 bits since the end of 2013. The key still works; plan to replace it.",
            at("RFC 9325", "4.5"),
        ),
        Check::PublicKeyTooSmall => (
            "The key is too short to be safe",
            "The longer a key, the harder it is to compute its private part from its public one. \
             Short keys can be broken with computers that exist today. Whoever breaks a server's \
             key can pose as the server; whoever breaks a CA's key can pose as anybody.",
            at("RFC 9325", "4.5"),
        ),
        Check::SelfSignedNotTrusted => (
            "The certificate vouches only for itself",
            "A server's certificate is believed because somebody who is trusted, a certificate \
             authority (CA), has signed it after checking who owns the name. A self-signed \
             certificate has no such witness. Anyone can make one for any name.",
            at("RFC 5280", "6.1"),
        ),
        Check::AnchorNameReused => (
            "A certificate uses a trusted CA's name but not its key",
            "A CA is recognised by its key, not by its name: a name can be copied into any \
             certificate, a key cannot. A certificate that has a trusted CA's name and another \
             key is not that CA. It is an imitation, or a new root that is not trusted yet.",
            at("RFC 5280", "6.1"),
        ),
        Check::RootNotTrusted => (
            "The chain ends at a root that is not trusted",
            "Certificates form a chain: each is signed by the next, and the last, the root, signs \
             itself. The chain counts only when that root is one of those that the client trusts \
             already. Anyone can make a root, so one that merely comes along proves nothing.",
            at("RFC 5280", "6.1"),
        ),
        Check::IssuerNotFound => (
            "The issuer's certificate is missing",
            "Certificates form a chain from the server's own up to a trusted root. A server must \
             send all of them but the root, which the client must have. Where one is missing, on \
             either side, the client cannot follow the chain and cannot know who vouches for the \
             server.",
            at("RFC 5280", "6.1"),
        ),
        Check::PathLoop => (
            "The chain leads back to itself",
            "A chain must lead to a trusted root, and no certificate may be in it twice. Here the \
             certificates name one another as issuers in a circle, so that the chain never ends.",
            at("RFC 5280", "6.1"),
        ),
        Check::PathTooLong => (
            "The chain is too long",
            "The number of intermediate certificates between the server's and the root is \
             limited, by the request or by whoever judges. Real chains have one to three. A longer \
             one was not followed.",
            None,
        ),
        Check::SignatureInvalid => (
            "The signature does not fit",
            "A CA signs a certificate with its private key, and anyone can verify it with the \
             CA's public key. A signature that does not fit means that the certificate was \
             changed after it was signed, or that this CA never signed it. This is what makes a \
             certificate more than a claim.",
            at("RFC 5280", "6.1.3"),
        ),
        Check::SearchLimitReached => (
            "The search for a chain was stopped",
            "Between a certificate and the trusted roots there can be many chains, and input can \
             be made so that there are millions. Whoever judges therefore stops at a fixed amount of \
             work. What was not reached was not judged.",
            None,
        ),
        Check::BasicConstraintsMissing => (
            "An issuer does not say that it is a CA",
            "Only a CA may sign other certificates, and a CA's certificate says so in an \
             extension called basic constraints. Without that rule, the owner of any ordinary \
             certificate could issue certificates for every name in the world.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::IssuerNotCa => (
            "An issuer is not a CA",
            "Only a CA may sign other certificates. This issuer's certificate says that it is \
             none. Were that ignored, the owner of any ordinary certificate could issue \
             certificates for every name in the world.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::PathLengthExceeded => (
            "There are more CAs below a CA than it allows",
            "A CA's certificate can limit how many further CAs may stand between it and a \
             server's certificate. So a CA can be allowed to issue certificates for servers, but \
             not to appoint other CAs. A chain that goes deeper breaks that limit.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::KeyUsageLacksCertSign => (
            "An issuer's key is not meant for signing certificates",
            "A certificate can list what its key may be used for. A key that signs certificates \
             must have that use (keyCertSign) in the list, if there is a list.",
            at("RFC 5280", "4.2.1.3"),
        ),
        Check::KeyUsageUnsuitable => (
            "The key is not meant for secure connections",
            "A certificate can list what its key may be used for. To set up a secure connection \
             (TLS), a key must be allowed to sign (digitalSignature); older handshakes could do with \
             encrypting or agreeing on keys (keyEncipherment, keyAgreement).",
            at("RFC 5280", "4.2.1.3"),
        ),
        Check::ExtendedKeyUsageUnsuitable => (
            "The certificate is meant for another purpose",
            "A certificate can say what it is for: servers, clients, e-mail, signing programs and \
             so on. One that lists purposes is good for those only. A CA's certificate with such \
             a list limits all certificates below it.",
            at("RFC 5280", "4.2.1.12"),
        ),
        Check::NameConstraintViolated => (
            "A CA above may not certify this name",
            "A CA's certificate can limit the names for which certificates may be issued below it. \
             Every name of every certificate below must lie inside what is permitted and outside \
             what is excluded, not only the one that was visited.",
            at("RFC 5280", "4.2.1.10"),
        ),
        Check::NameConstraintUnsupported => (
            "A limit on names cannot be checked",
            "A CA's certificate can limit names of many forms. For some of them there is no agreed \
             way to compare a name with a limit, or a browser knows none. A certificate with such a \
             name is then refused.",
            at("RFC 5280", "4.2.1.10"),
        ),
        Check::NameConstraintMalformed => (
            "A CA's limit on names is not well-formed",
            "A CA's certificate can limit the names below it. A limit that is not written as its \
             definition says has no certain meaning, so nothing below it can be trusted.",
            at("RFC 5280", "4.2.1.10"),
        ),
        Check::NameConstraintsTooMany => (
            "There are too many names and limits to compare",
            "Each name must be compared with each limit on names above it. A hostile chain can make \
             that take for ever, so the work is bounded.",
            None,
        ),
        Check::PolicyRequiredNotFound => (
            "The chain has no acceptable certificate policy",
            "Certificates can state under which policies they were issued. A CA, or the one who \
             asks, can demand that one policy runs through the whole chain. Then a chain without \
             such a policy is refused.",
            at("RFC 5280", "6.1.5"),
        ),
        Check::PolicyMappingAnyPolicy => (
            "A CA declares “any policy” equal to another",
            "A CA can declare its policies equal to those of another. The policy that stands for \
             any policy must not be mapped, because every policy would then be acceptable.",
            at("RFC 5280", "6.1.4"),
        ),
        Check::PolicyGraphTooLarge => (
            "The certificates' policies are too many to evaluate",
            "Policies and their mappings form a graph over the chain. A hostile chain can make it \
             huge, so its size is bounded.",
            at("RFC 9618", "5"),
        ),
        Check::CertificateExpired => (
            "The certificate has expired",
            "Every certificate has a last day. After it nobody vouches any more that the name \
             still belongs to the key's owner, and the CA no longer has to tell whether the \
             certificate was revoked. Short lifetimes limit the harm of stolen keys and sold \
             names.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::CertificateNotYetValid => (
            "The certificate is not valid yet",
            "Every certificate has a first moment. Before it the CA vouches for nothing. The \
             usual cause is a clock that is wrong, either here or where the certificate was \
             made.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::AnchorOutOfDate => (
            "The root certificate is out of its validity period",
            "A root is trusted because it is in the list of trusted roots, but its certificate \
             has dates as any other. The standard leaves open whether they count, and programs \
             differ. An expired root is in any case one that its owner meant to be replaced.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::SubjectAlternativeNameMissing => (
            "The certificate has no list of names",
            "The names for which a certificate is good stand in a list of their own (subject \
             alternative name, SAN). The older place, the common name, is free text that may hold \
             anything, so it no longer counts. Without the list, a certificate is good for no \
             name at all.",
            at("RFC 9525", "2"),
        ),
        Check::HostnameMismatch => (
            "The certificate is for other names",
            "A certificate is good for the names in its list and for no others. Otherwise whoever \
             has a certificate for a name of their own could pose as every other server. A \
             wildcard such as *.example.com stands for exactly one label.",
            at("RFC 9525", "6.3"),
        ),
        Check::SubjectAlternativeNameUnusable => (
            "A name in the certificate is not in a form that matches",
            "The names in a certificate must be written in a fixed form to be comparable with the \
             name that is visited. By RFC 9525 an entry in another form matches no host; some \
             programs take it all the same. The other entries are not affected.",
            at("RFC 5280", "4.2.1.6"),
        ),
        Check::HostnameNotChecked => (
            "The host name was not compared",
            "A certificate is good only for the names that are in it. None was \
             compared here, so this report says nothing about which servers the certificate may \
             be used for.",
            at("RFC 9525", "6"),
        ),
        Check::SignatureMalformed => (
            "The signature has a form that no key gives",
            "Each signature algorithm gives values of one form: two numbers within a range, or so \
             many bytes. A value of another form was not made by that algorithm.",
            at("RFC 5280", "4.1.1.3"),
        ),
        Check::ValidityTimeForm => (
            "A date is written in the wrong form",
            "Dates up to the year 2049 are written with two digits for the year, later ones with \
             four. A CA that mixes the forms up uses software that does not follow the standard.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::CaSubjectEmpty => (
            "A CA or an issuer of CRLs has no name",
            "Certificates and CRLs refer to their issuer by its name. An issuer whose own \
             certificate has no name cannot be referred to.",
            at("RFC 5280", "4.1.2.6"),
        ),
        Check::SubjectEmptyWithoutCriticalNames => (
            "The certificate names nobody for certain",
            "A certificate says whom it is for by its subject, by its list of alternative names, \
             or both. Where it is the list alone, the list must be marked as critical so that no \
             program overlooks it.",
            at("RFC 5280", "4.1.2.6"),
        ),
        Check::UniqueIdentifierPresent => (
            "The certificate has a unique identifier",
            "An early version of the standard let CAs give one name to several owners and tell \
             them apart by a number. That was given up. CAs must not use the field any more.",
            at("RFC 5280", "4.1.2.8"),
        ),
        Check::ExtensionCritical => (
            "An extension is critical that must not be",
            "An extension that is marked as critical makes every program refuse the certificate \
             that does not know it. The standard says of some that they are no reason for that.",
            at("RFC 5280", "4.2"),
        ),
        Check::ExtensionNotCritical => (
            "An extension is not critical that must be",
            "An extension that sets a limit must be marked as critical, so that no program goes \
             on without knowing the limit. Here the mark is missing.",
            at("RFC 5280", "4.2"),
        ),
        Check::ExtensionCriticalityUnadvised => (
            "An extension is critical, or not, against advice",
            "Of some extensions the standard advises whether to mark them as critical. Going \
             against the advice is allowed. It may matter to old or simple programs.",
            at("RFC 5280", "4.2"),
        ),
        Check::SubjectAlternativeNameCritical => (
            "The list of names is critical without need",
            "The list of alternative names ought to be marked as critical only where the \
             certificate has no other name. Public CAs must keep to that.",
            at("RFC 5280", "4.2.1.6"),
        ),
        Check::NameConstraintsNotCritical => (
            "Limits on names are not marked as critical",
            "A CA can be limited to certain names. The standard wants that limit marked as \
             critical, so that no program overlooks it. Public CAs may leave the mark out for the \
             sake of old programs.",
            at("RFC 5280", "4.2.1.10"),
        ),
        Check::ExtensionValueNotAllowed => (
            "An extension holds what its definition does not allow",
            "Each extension has a definition of what it may hold. This one can be read or is not \
             needed to judge the chain, but it is not as its definition says.",
            at("RFC 5280", "4.2"),
        ),
        Check::AuthorityKeyIdentifierMissing => (
            "The certificate does not identify its issuer's key",
            "A CA may have several keys under one name. The authority key identifier says which \
             of them signed the certificate, so that the right chain is found at once.",
            at("RFC 5280", "4.2.1.1"),
        ),
        Check::SubjectKeyIdentifierMissing => (
            "A CA's certificate does not identify its key",
            "The certificates below a CA refer to its key by an identifier, which the CA's own \
             certificate must hold. Without it chains are found by names alone.",
            at("RFC 5280", "4.2.1.2"),
        ),
        Check::CaKeyUsageMissing => (
            "A CA's certificate does not list the uses of its key",
            "A CA's certificate must say that its key is for signing certificates or revocation \
             lists. Where nothing is said, programs take every use as allowed.",
            at("RFC 5280", "4.2.1.3"),
        ),
        Check::CertSignWithoutCa => (
            "A key may sign certificates, but its owner is no CA",
            "Whether a certificate belongs to a CA stands in two places: basic constraints and \
             key usage. They must not contradict each other, because programs may look at one of \
             them only.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::NameAttributeMalformed => (
            "A part of a name is not as it must be",
            "Each part of a subject's or issuer's name, such as the common name or the country, has \
             its own kinds of text, and most have a greatest length. What is otherwise is read \
             differently by different programs, or not at all.",
            at("RFC 5280", "4.1.2.4"),
        ),
        Check::AlternativeNameMalformed => (
            "A name is not written in its proper form",
            "DNS names, e-mail addresses, URIs and IP addresses in a certificate each have a \
             fixed form. What deviates from it, such as a DNS name with a space or an underscore, \
             is read differently by different programs.",
            at("RFC 5280", "4.2.1.6"),
        ),
        Check::PathLengthMeaningless => (
            "A limit on further CAs stands where none may be",
            "A CA's certificate can limit how many CAs may stand below it. It must not do so \
             unless basic constraints and key usage say that it issues any.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::NameConstraintsOutsideCa => (
            "Limits on names stand in a certificate that is no CA's",
            "A CA's certificate can say for which names the CA may issue certificates. In any \
             other certificate there is nothing to limit, and the extension must not be there.",
            at("RFC 5280", "4.2.1.10"),
        ),
        Check::VersionNotThree => (
            "The certificate is not of version 3",
            "Public CAs must issue certificates of version 3. Only these can hold extensions, \
             which say for what and for which names a certificate is good.",
            at(BASELINE_REQUIREMENTS, "7.1.1"),
        ),
        Check::SerialNumberGuessable => (
            "The serial number can be guessed",
            "Public CAs must put at least 64 random bits into each serial number. That keeps \
             anybody from preparing a forged certificate with the same signature in advance. The \
             rule is applied to numbers so short that chance hardly explains them.",
            at(BASELINE_REQUIREMENTS, "7.1.2"),
        ),
        Check::PublicKeyNotPermitted => (
            "The key is of a kind or size that public CAs must not certify",
            "Public CAs may certify RSA keys of 2048 bits or more, of a size divisible by 8, and \
             keys on three elliptic curves. So every program can rely on knowing and trusting the \
             mathematics.",
            at(BASELINE_REQUIREMENTS, "6.1.5"),
        ),
        Check::SignatureAlgorithmNotPermitted => (
            "The signature algorithm is not permitted to public CAs",
            "Public CAs may sign with RSA and ECDSA only, and for each elliptic curve with one \
             digest. So every program can verify what they sign.",
            at(BASELINE_REQUIREMENTS, "7.1.3.2"),
        ),
        Check::ValidityTooLong => (
            "The certificate is valid for too long",
            "Public certificates for servers may be valid for a limited time, which has been \
             shortened in steps: 825 days from March 2018, 398 from September 2020, 200 from \
             March 2026, 100 from March 2027, 47 from March 2029. Short lifetimes limit the harm \
             of stolen keys and sold names.",
            at(BASELINE_REQUIREMENTS, "6.3.2"),
        ),
        Check::ExtendedKeyUsageMissing => (
            "The certificate does not say what it is for",
            "A public certificate for a server must list its purposes. One without a list could \
             be used for e-mail, programs and anything else.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.6"),
        ),
        Check::ExtendedKeyUsageAny => (
            "The certificate is for any purpose",
            "A public certificate for a server must name its purposes. The entry that stands for \
             all purposes is not permitted in it.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.10"),
        ),
        Check::ExtendedKeyUsageNotPermitted => (
            "The certificate is not for servers alone",
            "A public certificate for a server must name its purposes. Signing programs, e-mail, \
             time stamps, OCSP responses or precertificates is not permitted in it.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.10"),
        ),
        Check::KeyUsageNotPermitted => (
            "The key is for what a server's key must not be",
            "A server's elliptic curve key must be for signing (digitalSignature) and may be for \
             keyAgreement; an RSA key may be for signing and encipherment. No other uses are permitted.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.11"),
        ),
        Check::ExtendedKeyUsageCritical => (
            "The list of purposes is critical",
            "In a public certificate for a server the list of purposes must not be marked as \
             critical. That is a matter of form: the list binds in any case.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.6"),
        ),
        Check::RootExtendedKeyUsage => (
            "A root has a list of purposes",
            "A public root's certificate must not list purposes. What a root is trusted for is \
             decided by those who keep the list of trusted roots.",
            at(BASELINE_REQUIREMENTS, "7.1.2.1.2"),
        ),
        Check::IntermediateExtendedKeyUsageMissing => (
            "An intermediate does not say for what it may issue",
            "A public CA's intermediate is to list the purposes for which it issues. One for \
             servers then cannot issue for e-mail or programs. Older intermediates have no such \
             list.",
            at(BASELINE_REQUIREMENTS, "7.1.2.10.6"),
        ),
        Check::AuthorityKeyIdentifierNotPlain => (
            "The authority key identifier is not as public CAs must write it",
            "The authority key identifier must hold the identifier of the issuer's key and \
             nothing else. In a root's own certificate it must be the same as the root's own key \
             identifier.",
            at(BASELINE_REQUIREMENTS, "7.1.2.11.1"),
        ),
        Check::ServerNamesMissing => (
            "A public server's certificate has no list of names",
            "The names for which a certificate is good stand in its list of alternative names \
             (SAN). Every public certificate for a server must have it.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.12"),
        ),
        Check::ServerNameFormNotPermitted => (
            "A name is of a form that is not for servers",
            "A public certificate for a server may list DNS names and IP addresses only. For \
             other forms no way is prescribed to check who owns them.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.12"),
        ),
        Check::ServerNameInternal => (
            "A name is not unique on the Internet",
            "Some names and addresses mean another machine in each network: those without a \
             public top-level domain, and addresses such as 10.0.0.1. Nobody can prove to own \
             them, so public CAs must not certify them.",
            at(BASELINE_REQUIREMENTS, "4.2.2"),
        ),
        Check::CommonNameNotListed => (
            "The common name is not in the list of names",
            "The common name of a public certificate must repeat one of the names in its list, \
             letter for letter. Another one shows people a name that programs do not check.",
            at(BASELINE_REQUIREMENTS, "7.1.4.3"),
        ),
        Check::CommonNameUnmatched => (
            "The common name is not itself in the list of names",
            "The common name of a public certificate must repeat one of the names in its list. \
             certlens only warns of one that contradicts no name in the list, such as the domain \
             whose wildcard is listed. This distinction is ours.",
            at(BASELINE_REQUIREMENTS, "7.1.4.3"),
        ),
        Check::WildcardOnPublicSuffix => (
            "A wildcard covers a public suffix",
            "Under a public suffix such as com or co.uk anybody can have a name of their own. A \
             wildcard for all of them lets its holder pose as every one. Public CAs must not \
             issue it without proof that the whole suffix belongs to the holder. A browser refuses \
             it below suffixes of registries; that all verifiers should is our reading.",
            at(BASELINE_REQUIREMENTS, "3.2.2.6"),
        ),
        Check::ServerExtensionMissing => (
            "An extension is missing that public certificates have",
            "A public certificate for a server is to say by which rules it was issued, where its \
             issuer's certificate is, and where revocations are published. Programs go on \
             without, so this is told only.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.6"),
        ),
        Check::CertificateRevoked => (
            "The certificate has been revoked",
            "A CA can withdraw a certificate before it ends, for instance because its key was \
             stolen or the name changed hands. It publishes the serial numbers of those. A \
             revoked certificate counts as void from then on.",
            at("RFC 5280", "6.1.3"),
        ),
        Check::RevocationUnknown => (
            "It is not known whether the certificate is revoked",
            "A CA says in lists (CRLs) or in answers (OCSP) which of its certificates are still \
             good. Whoever asks for that evidence must have it for every certificate below the \
             trust anchor: an attacker with a stolen key would simply hold it back.",
            at("RFC 5280", "6.3.3"),
        ),
        Check::CrlUnusable => (
            "A revocation list cannot be relied on",
            "A CRL counts only if it is current, covers the certificate, can be read to the end \
             and is signed by somebody whom the certificate's issuer allows to. Otherwise anybody \
             could make one.",
            at("RFC 5280", "6.3.3"),
        ),
        Check::OcspUnusable => (
            "An OCSP response cannot be relied on",
            "An OCSP response counts only if it is current, is about this certificate, and is \
             signed by its issuer or by a responder that the issuer has authorised. Otherwise \
             anybody could make one.",
            at("RFC 6960", "3.2"),
        ),
        Check::CertificateTransparencyInsufficient => (
            "The certificate is not known to be in public logs",
            "Public CAs show nearly every certificate that they issue to public logs, and put the \
             logs' promises (SCTs) to list it into the certificate. Browsers ask for SCTs of two or \
             three logs, of at least two operators. So none that they accept can have been issued in \
             secret.",
            at("RFC 6962", "5.2"),
        ),
        Check::SctUnusable => (
            "A log's promise does not count",
            "An SCT counts only if it can be read, is of a log that the browser knows, is signed \
             by that log for this very certificate, and is not from the future. Otherwise anybody \
             could make one.",
            at("RFC 6962", "3.2"),
        ),
        Check::TransparencyNotJudged => (
            "Whether the certificate is in enough public logs was not judged",
            "Browsers know the logs from a list that changes every few weeks. For a time that lies \
             far from the list's own, what a browser knew then is not known here. So this is left \
             open rather than guessed.",
            None,
        ),
        Check::RootConstraintViolated => (
            "The conditions on which the root is trusted do not hold",
            "Browsers bring a list of roots along, and may trust a root on conditions: for \
             certificates that were logged before a date, or for certain names. So a CA can be \
             removed without breaking what it had issued.",
            None,
        ),
        Check::RootDistrustedAfter => (
            "The root is not trusted for certificates as new as this one",
            "Browsers bring a list of roots along, and may keep a root only for certificates that \
             begin before a date. So a CA can be removed without breaking what it had issued.",
            None,
        ),
        Check::CertificateInOnecrl => (
            "The certificate is in a browser's list of revoked CA certificates",
            "OneCRL is Mozilla's list of CA certificates that must not be used any more. It comes \
             with the browser and is brought up to date in the background. A certificate in it \
             counts as revoked at once.",
            None,
        ),
        Check::ImposedNameConstraintViolated => (
            "The name is beyond those that the CA is taken for",
            "A few CAs of states are trusted for names under their own country's domains only. The \
             browser confines them, whatever their certificates say.",
            None,
        ),
        Check::LocalNameOnPublicRoot => (
            "A public CA cannot vouch for a local name",
            "Names such as printer or nas.local and addresses such as 192.168.0.1 exist in many \
             networks at once. A certificate of a public CA for one could be used in all of them. \
             Some browsers refuse it for that reason.",
            at(BASELINE_REQUIREMENTS, "4.2.2"),
        ),
        Check::PublicRootKeyTooSmall => (
            "An RSA key is too short under a public root",
            "Public CAs must use and certify RSA keys of 2048 bits or more. Browsers that check \
             this hold every certificate under their own roots to it. Keys under a root of one's \
             own may be shorter.",
            at(BASELINE_REQUIREMENTS, "6.1.5"),
        ),
        Check::IntermediatePreloaded => (
            "Some browsers have the right intermediate already",
            "A server must send its intermediates. Some browsers download those of public CAs in \
             advance, so that a chain without them, or with an old one, works there and may fail elsewhere.",
            None,
        ),
        Check::AnchorIsIntermediate => (
            "The chain ends at an intermediate that is itself trusted",
            "A list of trusted certificates usually holds roots, which sign themselves. It may \
             also hold a CA's intermediate. A chain is complete as soon as it reaches any \
             certificate of the list.",
            at("RFC 5280", "6.1"),
        ),
        Check::LeafIsCa => (
            "A CA's certificate is used for a server",
            "A CA's certificate is for signing other certificates, a server's is for running a \
             server. One that is both puts the key that can issue certificates on a machine that \
             is exposed to the network. Programs differ in whether they accept it.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::CertificateUnreadable => (
            "Another certificate in the input cannot be read",
            "Among the input is a block that says that it is a certificate but cannot be read as \
             one. It is no part of the chain that was judged. Programs that are stricter may \
             refuse the whole chain because of it.",
            at("RFC 5280", "4.1"),
        ),
        Check::CertificateDuplicate => (
            "The same certificate is there again",
            "Each certificate is needed once. A second copy does not change the answer. It only \
             makes every connection a little slower if the server sends it too.",
            None,
        ),
        Check::CertificateUnused => (
            "A certificate is not needed",
            "A server sends its own certificate and the intermediates that lead to a root. This \
             one is no part of that chain. It seldom does harm, but it may show that another \
             certificate was meant.",
            at("RFC 8446", "4.4.2"),
        ),
        Check::CertificatesOutOfOrder => (
            "The certificates are not in order",
            "A server should send its own certificate first, and then each certificate's issuer. \
             certlens sorts them by itself, and so do browsers. Some other programs do not, and \
             servers load the first certificate as their own.",
            at("RFC 8446", "4.4.2"),
        ),
        Check::InputNotUnderstood => (
            "A part of the input was left out",
            "certlens looks for certificates in whatever text or file it is given. A part that \
             looks as if it ought to be something, but cannot be read or is not of the kind that \
             was asked for there, is named here so that it is not overlooked.",
            None,
        ),
        Check::PemUnloadable => (
            "Servers cannot load this file as it is",
            "certlens reads PEM also where dashes, line breaks or spaces have suffered. OpenSSL, and with it \
             nginx, Apache and most servers, does not: it refuses the file, or passes over a certificate \
             without a word.",
            at("RFC 7468", "3"),
        ),
        Check::PrivateKeyMatches => (
            "The certificate's private key was pasted with it",
            "A private key is what proves that a server is the owner of its certificate. Whoever \
             has it can pose as the server. It is needed nowhere but where its certificate is used, and \
             never to look at a certificate.",
            None,
        ),
        Check::PrivateKeyMismatch => (
            "The private key belongs to another certificate",
            "A certificate holds a public key, and the server needs the private key that goes \
             with it. A server with a key that does not fit cannot start, or cannot make a single \
             secure connection.",
            None,
        ),
        Check::PrivateKeyPresent => (
            "A private key was pasted",
            "A private key is what proves that a server is the owner of its certificate. It is \
             needed nowhere but where its certificate is used, and never to look at a certificate.",
            None,
        ),
    }
}
