//! What a certificate may be used for, and by whom it may have been issued.

use super::words::{count, list, make_request, quote, reissue};
use super::{Context, Fix, Prose, Role};

pub(super) fn leaf_is_ca(context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} says that it belongs to a CA, yet it is used as a server's own. Then the key that \
             can issue certificates lies on a machine that is exposed to the network. Some \
             programs accept this, others refuse it.",
            context.the_certificate()
        ),
        Some(
            Fix::new(
                "Let the CA issue a certificate for the server, and keep the CA's key off it.",
                &[
                    "Issue a certificate for the server that is no CA \
                     (basicConstraints=CA:FALSE), signed by this one.",
                    "Install that on the server, and keep the CA's key in a safe place.",
                    "Add the CA's certificate as trusted where the server is to be accepted.",
                ],
            )
            .run("openssl x509 -in certificate.pem -noout -ext basicConstraints,keyUsage"),
        ),
    )
}

pub(super) fn basic_constraints_missing(context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} has issued another certificate in this chain, but does not say that it belongs to \
             a CA: the extension for that (basic constraints) is missing. Only a CA may issue \
             certificates. Otherwise anybody with a certificate for one name could issue one for \
             every other.",
            context.the_certificate()
        ),
        Some(ca_again(context)),
    )
}

pub(super) fn issuer_not_ca(context: &Context<'_>) -> Prose {
    const FOUND: &str = "it says of itself that it is no CA (basic constraints: CA is false)";
    if context.role == Role::Leaf {
        return own_ca(context, FOUND);
    }
    Prose::new(
        format!(
            "{} has issued another certificate in this chain, but {FOUND}. Only a CA may issue \
             certificates. Otherwise anybody with a certificate for one name could issue one for \
             every other.",
            context.the_certificate()
        ),
        Some(ca_again(context)),
    )
}

/// A leaf that signs itself and is trusted as a root.
fn own_ca(context: &Context<'_>, found: &str) -> Prose {
    Prose::new(
        format!(
            "{} signs itself and is trusted, so the browser takes it for a CA's; but {found}. \
             Other programs may accept it.",
            context.the_certificate()
        ),
        Some(
            Fix::new(
                "Trust a CA of your own instead, and let that issue the server's certificate.",
                &[
                    "Make a CA's certificate, add it as trusted in the place of this one, issue the server's \
                     with it, and install that on the server. The commands below make both, with OpenSSL 3; \
                     ca.pem is what to trust.",
                ],
            )
            .run(MAKE_CA)
            .run(make_request(context.hostname, context))
            .run(LET_CA_ISSUE),
        ),
    )
}

/// Makes a CA of one's own; `openssl req -x509` says by itself that it is one.
const MAKE_CA: &str = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=Own CA' \
     -addext keyUsage=critical,keyCertSign -keyout ca-key.pem -out ca.pem";

/// What [`make_request`] asks for.
const LET_CA_ISSUE: &str = "openssl x509 -req -in new-request.csr -CA ca.pem -CAkey ca-key.pem -days 199 \
     -copy_extensions copy -out new-certificate.pem";

pub(super) fn key_usage_lacks_cert_sign(usages: &[&'static str], context: &Context<'_>) -> Prose {
    let found = format!(
        "its key may be used for {} only, not for signing certificates (keyCertSign)",
        list(usages, 0)
    );
    if context.role == Role::Leaf {
        return own_ca(context, &found);
    }
    Prose::new(
        format!(
            "{} has issued another certificate in this chain, but {found}. A key must not \
             be used for what its certificate does not allow.",
            context.the_certificate(),
        ),
        Some(ca_again(context)),
    )
}

/// A CA certificate with the extensions of one.
fn ca_again(context: &Context<'_>) -> Fix {
    match context.role {
        Role::Anchor => reissue(
            context,
            "says that it belongs to a CA (basicConstraints=critical,CA:TRUE and \
             keyUsage=critical,keyCertSign,cRLSign)",
        ),
        Role::Leaf | Role::Intermediate | Role::None => Fix::new(
            "Have the certificate below issued by a real CA, or correct your own CA's certificate.",
            &[
                "If the CA is your own, issue its certificate again with the same key and name, \
                 and with the extensions basicConstraints=critical,CA:TRUE and \
                 keyUsage=critical,keyCertSign,cRLSign.",
                "If it is a public CA, check that you installed its intermediate and not another \
                 certificate.",
                "If neither is so, somebody has issued a certificate without being allowed to: do \
                 not trust it.",
            ],
        ),
    }
    .run("openssl x509 -in intermediate.pem -noout -ext basicConstraints,keyUsage")
}

pub(super) fn path_length_exceeded(limit: u64, found: usize, context: &Context<'_>) -> Prose {
    let limit = match limit {
        0 => "no further CA below it".to_owned(),
        limit => format!("at most {} below it", count(limit, "further CA")),
    };
    Prose::new(
        format!(
            "{} allows {limit}, but {} below it in this chain. With that limit (path \
             length) a CA is allowed to issue certificates for servers without being allowed to \
             appoint other CAs at will. The CAs below the limit have no right to issue anything.",
            context.the_certificate(),
            match found {
                1 => "1 stands".to_owned(),
                found => format!("{found} stand"),
            }
        ),
        Some(Fix::new(
            "Have the server's certificate issued by a CA that is within the limit.",
            &[
                "If the CAs are your own, issue the server's certificate from a CA higher up, or \
                 issue this CA's certificate again with a larger pathlen or none.",
                "If it is a public CA, ask it for a chain that keeps the limit; if it has none, \
                 use another.",
            ],
        )
        .run("openssl x509 -in intermediate.pem -noout -ext basicConstraints")),
    )
}

pub(super) fn key_usage_unsuitable(usages: &[&'static str], context: &Context<'_>) -> Prose {
    let only = match usages {
        [] => "nothing that has a name".to_owned(),
        _ => format!("{} only", list(usages, 0)),
    };
    Prose::new(
        format!(
            "{} allows its key to be used for {}. To set up a secure connection (TLS) a server's \
             key signs, for which it needs digitalSignature; with an RSA key, keyEncipherment is enough \
             only where the server offers nothing newer than TLS 1.2 with RSA key exchange. A key must not be used for what its certificate does not allow.",
            context.the_certificate(),
            only
        ),
        Some(
            reissue(
                context,
                "allows digitalSignature (keyUsage=critical,digitalSignature)",
            )
            .run("openssl x509 -in certificate.pem -noout -ext keyUsage"),
        ),
    )
}

pub(super) fn extended_key_usage_unsuitable(
    purpose: &str,
    purposes: &[String],
    context: &Context<'_>,
) -> Prose {
    let of_clients = purpose == "clientAuth";
    let fix = match context.role {
        Role::Leaf | Role::None if of_clients => Fix::new(
            "Use a certificate that is issued for clients.",
            &[
                "Check that the client is configured with a certificate of its own, not with a \
                 server's.",
                "Have a certificate issued for clients (extendedKeyUsage=clientAuth).",
            ],
        )
        .run("openssl x509 -in certificate.pem -noout -ext extendedKeyUsage")
        .run(
            "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout new-key.pem \
             -out new-request.csr -subj '/O=group/CN=name' -addext extendedKeyUsage=clientAuth",
        ),
        Role::Leaf | Role::None => Fix::new(
            "Use a certificate that is issued for this purpose.",
            &[
                "Check that the server is configured with its own certificate, not with one for \
                 e-mail, programs or clients.",
                "If it is a client's, as in a kubeconfig, have it judged for that purpose: client.",
                "Have a certificate issued for servers (extendedKeyUsage=serverAuth).",
            ],
        )
        .run("openssl x509 -in certificate.pem -noout -ext extendedKeyUsage")
        .run(make_request(context.hostname, context)),
        Role::Intermediate | Role::Anchor => Fix::new(
            "Have the certificate issued by a CA that may issue for this purpose.",
            &[
                "If the CA is your own, issue its certificate again with the purpose in the list, \
                 or without such a list.",
                match of_clients {
                    true => "If it is a public CA, use a CA of your own: public ones issue for servers.",
                    false => "If it is a public CA, ask for a certificate from its CA for servers.",
                },
            ],
        )
        .run("openssl x509 -in intermediate.pem -noout -ext extendedKeyUsage"),
    };
    const ANY: &str = "anyExtendedKeyUsage";
    let lists = |wanted| purposes.iter().any(|listed| listed == wanted);
    let only = match () {
        () if lists(purpose) => ", which the browser does not take together",
        () if lists(ANY) => ", which the browser does not count",
        () => " only",
    };
    Prose::new(
        format!(
            "{} is good for {}{only}, and {} is asked for. A list of purposes (extended key usage) \
             limits a certificate to them, and a CA's list limits all certificates below. A \
             certificate that was checked for one purpose must not serve another.",
            context.the_certificate(),
            list(purposes, 0),
            quote(purpose)
        ),
        Some(fix),
    )
}
