//! The path to a trust anchor.

use super::words::{
    JOIN_CHAIN, count, is_harmless_url, is_orderable, list, quote, see_what_is_served, short,
};
use super::{Context, Fix, Prose, Role};
use crate::path::ITERATIONS;
use crate::profile::BrowserName;

pub(super) fn anchor_is_intermediate(subject: &str, store: Option<&str>) -> Prose {
    Prose::new(
        format!(
            "The chain ends at {}, which is no root but an intermediate. {} holds it all the same, so the \
             chain is complete here. Clients with another list will look for the root above it, and \
             OpenSSL and Node.js do with any list unless they are told not to.",
            quote(subject),
            store.map_or_else(
                || "Your list of trusted certificates".to_owned(),
                |store| format!("The list of trusted certificates ({})", short(store))
            ),
        ),
        None,
    )
}

/// What ingress controllers (ingress-nginx, Traefik) call the certificates that they make where they have been given none.
const STAND_INS: [&str; 2] = [
    "Kubernetes Ingress Controller Fake Certificate",
    "TRAEFIK DEFAULT CERT",
];

/// What to do about a certificate from Let's Encrypt's staging environment, whose CAs are named so.
fn of_staging(ca: &str) -> Option<Fix> {
    ca.contains("(STAGING)").then(|| {
        Fix::new(
            "Have it issued by Let's Encrypt itself: this is from its staging environment, which no client trusts.",
            &[
                "With certbot: the command below. It keeps the server of a certificate, so that leaving out --staging is not enough.",
                "With cert-manager: put https://acme-v02.api.letsencrypt.org/directory into the issuer's spec.acme.server, then delete \
                 the Secret.",
            ],
        )
        .run(
            "sudo certbot renew --force-renewal --agree-tos --cert-name NAME --server https://acme-v02.api.letsencrypt.org/directory",
        )
    })
}

/// What to do about a certificate that Cloudflare made for its own way to a server.
fn of_cloudflare(ca: &str) -> Option<Fix> {
    ca.contains("CloudFlare Origin").then(|| {
        Fix::new(
            "Let visitors come through Cloudflare, or have a public CA issue the server's certificate: this one is for Cloudflare's own \
             way to the server, and no browser trusts its CA.",
            &["In Cloudflare's DNS settings, switch the proxy on for this name."],
        )
    })
}

/// What to do where an ingress controller sent what it made itself.
pub(super) fn of_stand_in(subject: &str) -> Option<Fix> {
    STAND_INS.contains(&subject).then(|| {
        Fix::new(
            "Give the ingress controller the certificate for this name: it sends this one where it \
             has no other.",
            &[
                "In the Ingress, look whether the name is under tls.hosts, and whether secretName is \
                 that of a Secret of type kubernetes.io/tls in the same namespace.",
                "If they are right, the controller's log says why it does not use that Secret.",
            ],
        )
        .run("kubectl describe ingress --all-namespaces")
    })
}

/// What to do about a certificate that mkcert made, whose CAs are all named so.
fn of_mkcert(ca: &str) -> Option<Fix> {
    (ca.starts_with("mkcert ") || ca.contains("mkcert development CA")).then(|| {
        Fix::new(
            "Have the client trust mkcert's root, which is on the machine that made the certificate.",
            &[
                "On that machine mkcert -install does so. For another, copy rootCA.pem out of the directory that the command below \
                 prints, never rootCA-key.pem.",
                "Here, add rootCA.pem as a root of your own.",
            ],
        )
        .run("mkcert -CAROOT")
    })
}

/// What is known of some CAs.
fn of_known(ca: &str) -> Option<Fix> {
    of_staging(ca)
        .or_else(|| of_cloudflare(ca))
        .or_else(|| of_mkcert(ca))
}

pub(super) fn self_signed(subject: &str, context: &Context<'_>) -> Prose {
    let explanation = format!(
        "{} is signed with its own key, so nobody but itself says that it belongs to {}. Anyone can \
         make such a certificate for any name within a minute: it proves nothing about who uses it. It is not \
         among the certificates that are trusted, and so it cannot be told from an attacker's copy.",
        context.the_certificate(),
        quote(subject)
    );
    if let Some(fix) = of_stand_in(subject) {
        return Prose::new(explanation, Some(fix));
    }
    if context.is_client {
        let fix = Fix::new(
            "Have it issued by a CA that the server accepts for clients.",
            &[
                "To have this very one accepted, add it there (nginx: ssl_client_certificate), and as a root of your own here.",
            ],
        );
        return Prose::new(explanation, Some(fix));
    }
    let host = context.host_for_command();
    let can_order = context.is_public_host && is_orderable(host);
    let order = can_order.then(|| format!("sudo certbot certonly -d {host}"));
    let fix = Fix::new(
        "For a public server, get a certificate from a CA; for a private one, trust this \
         certificate on purpose.",
        &[
            "If the server is yours and on the internet, have a certificate issued by a public \
             CA; some do it free of charge and automatically.",
            "If the server is private, get the certificate from its operator by another way than \
             this connection, compare the fingerprints, and only then add it as a root of your \
             own here and in the clients that need it. Some browsers refuse it even \
             then, but not what a trusted CA of your own issues.",
            "If the server is not yours and ought to have a real certificate, do not go on: \
             somebody may be posing as it.",
        ],
    );
    let fix = order
        .into_iter()
        .fold(fix, Fix::run)
        .run("openssl x509 -in certificate.pem -noout -fingerprint -sha256");
    Prose::new(explanation, Some(fix))
}

pub(super) fn anchor_name_reused(
    subject: &str,
    presented_key: &str,
    trusted_key: &str,
    context: &Context<'_>,
) -> Prose {
    Prose::new(
        format!(
            "{} carries the name of a CA that is trusted, {}, but not that CA's key: its key is \
             {}, the trusted one is {} (beginnings of their SHA-256 hashes). A name can be copied \
             into any certificate, a key cannot. So this is not that CA: it is an impostor, or a \
             new root of the same name that is not trusted yet. What it signs is not vouched \
             for.",
            context.the_certificate(),
            quote(subject),
            beginning(presented_key),
            beginning(trusted_key)
        ),
        Some(new_root()),
    )
}

/// What to do about a certificate that has the name of a root that is trusted, and another key.
pub(super) fn new_root() -> Fix {
    Fix::new(
        "Do not trust this certificate unless its owner confirms the new key.",
        &[
            "If the server is not yours, do not go on: somebody may be posing as it, or \
             intercepting the connection.",
            "If the server is yours, install the intermediates that came with your certificate \
             from the CA instead of this one.",
            "If the CA is your own and has made a new root under its old name, compare the \
             fingerprint with the CA's operator and add the new root as trusted. A new name would \
             have avoided the confusion.",
        ],
    )
    .run(TRUST_ROOT[0])
}

pub(super) fn beginning(hash: &str) -> String {
    crate::text::visible_short(hash, 16)
}

pub(super) fn root_not_trusted(subject: &str, anchors: usize, context: &Context<'_>) -> Prose {
    let fix = if let Some(fix) = of_known(subject) {
        fix
    } else if context.is_client {
        chain_of_client()
    } else {
        Fix::new(
            "If this is your own CA, add its root as trusted; for a public server, use a public CA.",
            &[
                "If the CA is your own or your company's, or that of a proxy or virus scanner which reads \
                 connections on purpose, get its root certificate from its operator, not from this \
                 connection, and compare the fingerprints.",
                "Then add it as a root of your own here, and install it as trusted in every client that is \
                 to accept the server.",
                WHAT_GOES_BY_THE_LIST,
                "If the server is for the public, have its certificate issued by a public CA.",
                "If you do not know this root, do not add it: whoever owns it can pose as every \
                 server.",
            ],
        )
        .run_all(&TRUST_ROOT)
    };
    Prose::new(
        format!(
            "The chain is complete and ends at the root {}, but that root is not one of those \
             that are trusted ({}). Anyone can make a root and a chain below it, so a root that \
             merely comes along proves nothing. It counts only once somebody decides to trust \
             that root.",
            quote(subject),
            trusted(anchors)
        ),
        Some(fix),
    )
}

/// Whether its root is unknown or an intermediate: the server that asks for the certificate is to be told, or the client.
fn chain_of_client() -> Fix {
    Fix::new(
        "Let the client send its whole chain, and the server accept its CA.",
        &[
            "If an intermediate is missing, put it after the client's own certificate in the file that the client sends.",
            "If the root is missing or not trusted, get it from the CA's operator, and compare the fingerprints. Add it as a \
             root of your own here, and where the server looks for clients' CAs (nginx: ssl_client_certificate; Kubernetes: \
             --client-ca-file).",
            "If you do not know this root, do not add it: whoever owns it can pose as every client.",
        ],
    )
    .run(TRUST_ROOT[0])
}

/// A step, of [`TRUST_ROOT`].
const WHAT_GOES_BY_THE_LIST: &str = "The commands with “root.pem” make a root trusted by programs that go by the list of Debian or Ubuntu, \
     and by Node; on Linux, browsers have lists of their own in their settings.";

/// Makes a root of one's own trusted by what goes by the system's list, and by Node.
const TRUST_ROOT: [&str; 3] = [
    "openssl x509 -in root.pem -noout -subject -fingerprint -sha256",
    "sudo cp root.pem /usr/local/share/ca-certificates/own-root.crt && sudo update-ca-certificates",
    "NODE_EXTRA_CA_CERTS=root.pem node app.js",
];

fn trusted(anchors: usize) -> String {
    match anchors {
        0 => "there are none".to_owned(),
        1 => "one was searched".to_owned(),
        anchors => format!("{anchors} were searched"),
    }
}

pub(super) fn issuer_not_found(
    issuer: &str,
    anchors: usize,
    ca_issuers: &[String],
    context: &Context<'_>,
) -> Prose {
    let browser = context.profile.browser.map(|browser| browser.name);
    let published = match ca_issuers {
        [] => String::new(),
        addresses => format!(
            " The certificate itself says where its CA publishes the missing one: {}.{} Most other \
             programs download nothing.",
            list(addresses, 0),
            match addresses.iter().any(|address| address.starts_with("http:")) {
                true if browser == Some(BrowserName::Firefox) => " Firefox does not go there.",
                true =>
                    " A browser that downloads what is missing would first try it there (over http: alone), which was \
                     not done here: with it the chain may work there.",
                false => "",
            }
        ),
    };
    let explanation = format!(
        "{} was issued by {}, but no certificate of that name is there: not in the input, and \
         not among the trusted roots ({}). A link of the chain is missing, so it cannot be \
         followed to anybody who is trusted.{published}",
        context.the_certificate(),
        quote(issuer),
        trusted(anchors)
    );
    if let Some(fix) = of_known(issuer) {
        return Prose::new(explanation, Some(fix));
    }
    if context.is_client {
        return Prose::new(explanation, Some(chain_of_client()));
    }
    let fix = match context.role {
        Role::Leaf | Role::None => Fix::new(
            "Add the missing intermediate certificate to what the server sends, or trust your own root.",
            &[
                match ca_issuers {
                    [] => {
                        "If a public CA issued it, get the intermediate from the file that the CA sent \
                         with your certificate (often named chain or fullchain)."
                    }
                    _ => {
                        "If a public CA issued it, get the intermediate: from the file that the CA sent \
                         with your certificate (often named chain or fullchain), or from the address \
                         that the certificate gives. Such an address comes from the certificate, so \
                         look at it before you fetch from it."
                    }
                },
                "Put it after the server's certificate in the file that the server loads (nginx: \
                 ssl_certificate), and reload the server.",
                "If a root of your own issued it (as in Kubernetes), or that of a proxy or virus scanner which \
                 reads connections on purpose, that root is what is missing: add it as trusted here and in the \
                 clients. It is of no use that the server sends it.",
                "Check what the server sends now, and paste that here.",
            ],
        ),
        Role::Intermediate | Role::Anchor => Fix::new(
            "Add the missing CA certificate, or trust the CA above on purpose.",
            &[
                "If one more intermediate is missing, get it from the CA and put it after this \
                 one in the file that the server loads.",
                "If what is missing is a root of your own (its subject is its issuer too), or that of a proxy or \
                 virus scanner which reads connections on purpose, add that root as trusted here and in the \
                 clients; a server need not send it.",
                WHAT_GOES_BY_THE_LIST,
                "If it is a public root that is not in this list of trusted roots, ask the CA for \
                 an intermediate that leads to another of its roots.",
            ],
        ),
    };
    let is_leaf = matches!(context.role, Role::Leaf | Role::None);
    let mut addresses = ca_issuers.iter();
    let address = addresses.find(|address| is_harmless_url(address));
    let (fix, join): (Fix, &[&str]) = match address {
        Some(address) if is_leaf => (
            fix.run(fetch_issuer(address, "intermediate.pem")),
            &[JOIN_CHAIN],
        ),
        // What is there already stays: what was fetched goes after it.
        Some(address) => (
            fix.run(fetch_issuer(address, "issuer.pem")),
            &[
                "openssl x509 -in issuer.pem -noout -subject -issuer",
                "(cat fullchain.pem; echo; cat issuer.pem) > new-chain.pem",
            ],
        ),
        None if is_leaf => (fix, &[JOIN_CHAIN]),
        // A public CA says where its certificate is.
        None => (fix, &TRUST_ROOT),
    };
    let fix = fix.run_all(join);
    let fix = fix.run(see_what_is_served(context.host_for_command()));
    Prose::new(explanation, Some(fix))
}

/// The certificate says that it issued itself, and its key says otherwise.
pub(super) fn own_key_did_not_sign(anchors: usize, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} names itself as its issuer, but its own key did not make its signature. Either it \
             was changed after it was signed, or it was signed by another certificate of the same \
             name, and none is there: not in the input, and not among the trusted roots ({}).",
            context.the_certificate(),
            trusted(anchors)
        ),
        Some(Fix::new(
            "Get the certificate anew from where it was made.",
            &[
                "Compare its SHA-256 fingerprint with that of the original: if they differ, this \
                 copy was damaged or changed.",
                "If its CA has a newer or older key under the same name, add that CA's certificate \
                 too.",
            ],
        )),
    )
}

/// Fetches what a CA publishes at a harmless address (RFC 5280 §4.2.2.1): one certificate in DER, or a PKCS#7 bundle.
fn fetch_issuer(address: &str, file: &str) -> String {
    let read = if address.ends_with(".p7c") || address.ends_with(".p7b") {
        "openssl pkcs7 -inform DER -print_certs"
    } else {
        "openssl x509 -inform DER"
    };
    format!("curl -sSf '{address}' | {read} -out {file}")
}

pub(super) fn path_loop(issuer: &str, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} was issued by {}, and the only certificates of that name are in the chain \
             already. So the certificates vouch for one another in a circle and never lead to a \
             trusted root. A circle of strangers proves nothing.",
            context.the_certificate(),
            quote(issuer)
        ),
        Some(Fix::new(
            "Add the certificate that leads out of the circle to a trusted root.",
            &[
                "CAs that certify one another (cross-signing) have a third certificate that leads \
                 to a root: get it from the CA.",
                "If the CAs are your own, add the root of one of them as trusted.",
            ],
        )),
    )
}

/// A step where CAs stand above one another in too great a number.
const CLOSER_TO_ROOT: &str =
    "If the CAs are your own, issue the server's certificate from a CA that is closer to the root.";

pub(super) fn too_long(limit: usize, set_by: &str, context: &Context<'_>) -> Prose {
    let is_asked = set_by == "request";
    let judge = match context.profile.browser.map(|browser| browser.name) {
        _ if is_asked => "the request (maxIntermediates)",
        Some(BrowserName::Firefox) => "Firefox",
        Some(BrowserName::Chrome) | None => "certlens",
    };
    Prose::new(
        format!(
            "Every chain that was found has more than {} between the first certificate and a \
             root, the most that {judge} allows. Chains on the web have one to three.",
            count(limit as u64, "intermediate certificate")
        ),
        Some(match is_asked {
            true => Fix::new(
                "Use a shorter chain, or allow a longer one.",
                &["Raise the limit and try again.", CLOSER_TO_ROOT],
            ),
            false => Fix::new("Use a shorter chain.", &[CLOSER_TO_ROOT]),
        }),
    )
}

/// b:`pki/path_builder.cc` counts each question for the next issuer, with the limit that c:`net/cert/cert_verify_proc_builtin.cc` sets.
fn browser_stopped(value: usize) -> Prose {
    Prose::new(
        format!(
            "Chrome stopped its search for a chain: for all chains together it asks at most \
             {value} times for a certificate's issuer. What lies beyond was not looked at, and is \
             not trusted. Either the chain is too long, or too many certificates of the same name \
             were tried before the right one."
        ),
        Some(Fix::new(
            "Send a shorter chain, or fewer certificates.",
            &[
                "Install only the server's certificate and the intermediates that belong to it.",
                CLOSER_TO_ROOT,
            ],
        )),
    )
}

pub(super) fn search_limit(limit: &str, value: usize) -> Prose {
    if limit == ITERATIONS {
        return browser_stopped(value);
    }
    Prose::new(
        format!(
            "The search for a chain was stopped at a limit ({}: {value}). Between the \
             certificates given there are more possible chains than certlens follows. What was \
             not reached was not judged, and is not trusted.",
            short(limit)
        ),
        Some(Fix::new(
            "Give fewer certificates.",
            &[
                "Paste only the server's certificate and the intermediates that belong to it.",
                "If a real chain needs more, tell the makers of certlens: the limits are meant \
                 never to be met by one.",
            ],
        )),
    )
}
