//! Cases about what lies beside the path: other certificates, keys, and what was not understood. None of it decides.

use certlens::Check::*;
use certlens::Outcome::{Info, Warning};
use certlens::{Part, Revocation, ValidationRequest};
use mint::{der, oid, pem};

use super::ask::*;
use super::{Case, fires, silent};

/// The third certificate of the request, the anchor being the fourth.
const THIRD: Option<usize> = Some(2);

/// A private key of a kind that nobody knows.
fn unknown_key() -> String {
    let algorithm = der::sequence(&[der::oid(oid::EXAMPLE_EXTENSION)]);
    let key = der::sequence(&[der::integer(0), algorithm, der::octet_string(&[1; 32])]);
    pem("PRIVATE KEY", &key)
}

fn crl() -> String {
    pem("X509 CRL", &root().crl().issue())
}

fn given(text: String) -> ValidationRequest {
    let mut request = valid();
    request.certificates = vec![Part::Text(text)];
    request
}

fn base64(text: &str) -> String {
    encoded(text.as_bytes())
}

fn encoded(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// A TLS Secret as `kubectl get secret -o yaml` prints it: keys by the alphabet.
fn secret(ca: &str, chain: &str) -> String {
    let (ca, chain) = (base64(ca), base64(chain));
    let key = base64(&leaf().issue().key_pem());
    format!(
        "apiVersion: v1\ndata:\n  ca.crt: {ca}\n  tls.crt: {chain}\n  tls.key: {key}\nkind: Secret\nmetadata:\n  annotations:\n    \
         cert-manager.io/common-name: example.com\n  name: app-tls\ntype: kubernetes.io/tls\n"
    )
}

fn sent() -> String {
    leaf().issue().pem() + &intermediate().issue().pem()
}

fn in_json(secret: &str) -> String {
    let lines = secret.lines().filter(|line| line.contains(".crt: "));
    let lines = lines.map(|line| line.trim().replace(": ", "\": \""));
    let members: Vec<String> = lines.map(|line| format!("\"{line}\"")).collect();
    format!(
        "{{\"kind\": \"Secret\", \"data\": {{{}}}}}",
        members.join(",\n")
    )
}

/// As it is written by hand.
fn string_data(ca: &str, chain: &str) -> String {
    let block = |text: &str| text.replace('\n', "\n    ");
    let (ca, chain) = (block(ca), block(chain));
    format!("kind: Secret\nstringData:\n  ca.crt: |\n    {ca}\n  tls.crt: |-\n    {chain}\n")
}

pub(crate) fn beside_the_path() -> Vec<Case> {
    vec![
        fires(
            CertificateUnreadable,
            THIRD,
            Warning,
            "half a certificate",
            || {
                let der = &root().der;
                valid_and(&pem("CERTIFICATE", &der[..der.len() / 2])).into()
            },
        ),
        silent(CertificateUnreadable, "a whole one", || {
            valid_and(&root().pem()).into()
        }),
        fires(
            CertificateDuplicate,
            THIRD,
            Info,
            "the intermediate again",
            || valid_and(&intermediate().issue().pem()).into(),
        ),
        silent(
            CertificateDuplicate,
            "the same CA with another serial number",
            || valid_and(&intermediate().serial(&[7]).issue().pem()).into(),
        ),
        silent(CertificateDuplicate, "sent and fetched", || {
            let mut request = valid();
            request.fetched = vec![Part::Text(intermediate().issue().pem())];
            request.into()
        }),
        silent(
            CertificateDuplicate,
            "two of which nothing can be decoded",
            || {
                let empty = "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n";
                valid_and(&empty.repeat(2)).into()
            },
        ),
        fires(CertificateUnused, THIRD, Info, "of no use", || {
            valid_and(&mint::root("Another Root CA").pem()).into()
        }),
        silent(CertificateUnused, "of use", || {
            valid_and(&root().pem()).into()
        }),
        silent(CertificateUnused, "not sent but known", || {
            let mut request = valid();
            request.fetched = vec![Part::Text(mint::root("Another Root CA").pem())];
            request.into()
        }),
        fires(CertificatesOutOfOrder, None, Info, "the leaf last", || {
            ask(&[&intermediate().issue(), &leaf().issue()], &[&root()]).into()
        }),
        fires(
            CertificatesOutOfOrder,
            None,
            Info,
            "another CA first",
            || {
                let other = mint::root("Another Root CA");
                ask(
                    &[&other, &leaf().issue(), &intermediate().issue()],
                    &[&root()],
                )
                .into()
            },
        ),
        silent(CertificatesOutOfOrder, "the leaf first", || {
            ask(&[&leaf().issue(), &intermediate().issue()], &[&root()]).into()
        }),
        silent(
            CertificatesOutOfOrder,
            "a Secret's ca.crt, its root, before tls.crt",
            || given(secret(&root().pem(), &sent())).into(),
        ),
        silent(CertificatesOutOfOrder, "the same in JSON", || {
            given(in_json(&secret(&root().pem(), &sent()))).into()
        }),
        silent(
            CertificatesOutOfOrder,
            "two in ca.crt, as stringData",
            || {
                let ca = intermediate().issue().pem() + &root().pem();
                given(string_data(&ca, &sent())).into()
            },
        ),
        silent(CertificatesOutOfOrder, "a List of two Secrets", || {
            let one = secret(&root().pem(), &sent());
            given(format!("items:\n- {one}- {one}kind: List\n")).into()
        }),
        silent(CertificatesOutOfOrder, "a kubeconfig", || {
            let (ca, client) = (base64(&root().pem()), base64(&sent()));
            let config = format!(
                "clusters:\n- cluster:\n    certificate-authority-data: {ca}\nkind: Config\nusers:\n- user:\n    \
                 client-certificate-data: {client}\n"
            );
            given(config).into()
        }),
        fires(
            CertificatesOutOfOrder,
            None,
            Info,
            "not in order within tls.crt",
            || {
                let chain = intermediate().issue().pem() + &leaf().issue().pem();
                given(secret(&root().pem(), &chain)).into()
            },
        ),
        fires(
            CertificatesOutOfOrder,
            None,
            Info,
            "under keys that tell nothing",
            || {
                let chain = string_data(&intermediate().issue().pem(), &leaf().issue().pem());
                given(chain.replace("ca.crt", "chain.crt")).into()
            },
        ),
        silent(
            CertificateDuplicate,
            "a Secret's ca.crt is in its tls.crt too",
            || given(secret(&intermediate().issue().pem(), &sent())).into(),
        ),
        silent(CertificateUnused, "another CA in a Secret's ca.crt", || {
            given(secret(&mint::root("Another Root CA").pem(), &sent())).into()
        }),
        fires(
            CertificateUnused,
            THIRD,
            Info,
            "a second certificate for the same name",
            || valid_and(&leaf().serial(&[7]).issue().pem()).into(),
        ),
        fires(InputNotUnderstood, None, Warning, "prose alone", || {
            valid_and("nothing to see here").into()
        }),
        silent(InputNotUnderstood, "prose beside a certificate", || {
            valid_and(&format!("nothing to see here\n{}", root().pem())).into()
        }),
        fires(
            InputNotUnderstood,
            None,
            Warning,
            "a CRL among the certificates",
            || valid_and(&crl()).into(),
        ),
        silent(InputNotUnderstood, "the same text as evidence too", || {
            let mut request = valid_and(&crl());
            request.crls = request.certificates.clone();
            request.revocation = Some(Revocation::Evidence);
            request.into()
        }),
        fires(
            PemUnloadable,
            None,
            Warning,
            "no line break between END and BEGIN",
            || {
                let chain = [leaf().issue().pem(), intermediate().issue().pem()];
                let glued = chain.concat().replace("-----\n-----", "----------");
                given(glued).into()
            },
        ),
        silent(PemUnloadable, "a blank line there", || {
            let chain = [leaf().issue().pem(), intermediate().issue().pem()];
            let apart = chain.concat().replace("-----\n-----", "-----\n\n-----");
            given(apart).into()
        }),
        fires(
            PemUnloadable,
            None,
            Warning,
            "encoded twice in a Secret",
            || given(secret(&root().pem(), &base64(&sent()))).into(),
        ),
        fires(PemUnloadable, None, Warning, "swapped in a Secret", || {
            let secret = secret(&root().pem(), &sent());
            let swapped = secret.replace("tls.crt", "tls.x");
            let swapped = swapped.replace("tls.key", "tls.crt");
            given(swapped.replace("tls.x", "tls.key")).into()
        }),
        silent(PemUnloadable, "under names of one's own", || {
            let secret = secret(&root().pem(), &sent());
            given(secret.replace("tls.", "my-tls.")).into()
        }),
        fires(PemUnloadable, None, Warning, "DER in a Secret", || {
            let (leaf, ca) = (leaf().issue(), intermediate().issue());
            let secret = secret(&root().pem(), "");
            let der = encoded(&[leaf.der, ca.der].concat());
            given(secret.replace("tls.crt: ", &format!("tls.crt: {der}"))).into()
        }),
        silent(PemUnloadable, "DER in a list of another kind", || {
            let (leaf, ca) = (leaf().issue(), intermediate().issue());
            let [leaf, ca] = [encoded(&leaf.der), encoded(&ca.der)];
            given(format!("{{\"x5c\": [\"{leaf}\", \"{ca}\"]}}")).into()
        }),
        silent(PemUnloadable, "encoded once in a Secret", || {
            given(secret(&root().pem(), &sent())).into()
        }),
        silent(PemUnloadable, "a Secret that is encoded as a whole", || {
            given(base64(&secret(&root().pem(), &sent()))).into()
        }),
        silent(InputNotUnderstood, "parameters of a curve", || {
            valid_and(&pem("EC PARAMETERS", &der::oid(oid::EXAMPLE_EXTENSION))).into()
        }),
        fires(PrivateKeyMatches, None, Warning, "the leaf's", || {
            valid_and(&leaf().issue().key_pem()).into()
        }),
        silent(PrivateKeyMatches, "the intermediate's", || {
            valid_and(&intermediate().issue().key_pem()).into()
        }),
        fires(
            PrivateKeyMismatch,
            None,
            Warning,
            "the intermediate's",
            || valid_and(&intermediate().issue().key_pem()).into(),
        ),
        silent(PrivateKeyMismatch, "the leaf's", || {
            valid_and(&leaf().issue().key_pem()).into()
        }),
        fires(
            PrivateKeyPresent,
            None,
            Warning,
            "of a kind not known",
            || valid_and(&unknown_key()).into(),
        ),
        silent(PrivateKeyMatches, "half of the leaf's", || {
            let key = leaf().issue().key_pem();
            valid_and(&key[..key.len() / 2]).into()
        }),
        silent(PrivateKeyPresent, "of a kind that is known", || {
            valid_and(&leaf().issue().key_pem()).into()
        }),
    ]
}
