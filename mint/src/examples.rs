//! The guided examples of the page: one small story each, from recipe to JSON. `cargo run -p mint --bin write-examples --
//! www/examples` writes them; a test fails where what is written there is no longer what stands here.

use serde::Serialize;

use crate::{
    Builder, Issued, Key, Name, ca, der,
    extension::{BasicConstraints, KeyUsage},
    leaf, oid, root,
};

/// The moment of most stories: in the middle of all validities.
const NOW: &str = "2026-06-01T12:00:00Z";

const BANK: &str = "bank.example";
const SHOP: &str = "shop.example";

/// One example: a request to the validator, and what it teaches.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// Kebab-case; the file's name.
    pub id: &'static str,
    /// A few words.
    pub title: &'static str,
    /// For a beginner: what is going on here, and what to look at.
    pub teaches: &'static str,
    /// Where it comes from, where it was not made here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'static str>,
    /// The certificates to judge, as PEM.
    pub input: String,
    /// The name that the visitor typed; `None`: not compared.
    pub hostname: Option<&'static str>,
    /// `client` where a client is judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<&'static str>,
    /// The moment of judgement, RFC 3339.
    pub time: &'static str,
    /// The built-in list: `none`, `chrome` or `mozilla`.
    pub store: &'static str,
    /// Roots to add to it, as PEM; may be empty.
    pub anchors: String,
    /// What the engine must say.
    pub expect: Expectation,
}

/// What the engine must say of an example.
#[derive(Clone, Debug, Serialize)]
pub struct Expectation {
    /// `trusted` or `rejected`.
    pub verdict: &'static str,
    /// The deciding finding's id; `None` when trusted.
    pub id: Option<&'static str>,
}

/// An example's line in the index.
#[derive(Clone, Debug, Serialize)]
pub struct IndexEntry {
    /// As in [`Example`].
    pub id: &'static str,
    /// As in [`Example`].
    pub title: &'static str,
}

/// All examples in the order in which to teach them.
pub fn all() -> Vec<Example> {
    vec![
        bank(),
        self_signed_copy(),
        impostor_ca(),
        impostor_ca_not_sent(),
        wrong_name(),
        second_name_missing(),
        several_names(),
        name_only_in_common_name(),
        expired(),
        not_yet_valid(),
        missing_intermediate(),
        wrong_order(),
        private_ca_unknown(),
        private_ca_added(),
        kubernetes(),
        kubelet(),
        kubernetes_client(),
        server_as_client(),
        request_answered(),
        request_name_dropped(),
        ca_as_leaf(),
        key_usage_for_old_handshakes(),
        leaf_used_as_ca(),
        hostile_text(),
        real_chain(),
    ]
}

/// The files to write: name and contents, the index first.
pub fn files() -> Vec<(String, String)> {
    let examples = all();
    let index: Vec<_> = examples.iter().map(Example::index_entry).collect();
    let mut files = vec![("index.json".to_owned(), json(&index))];
    files.extend(examples.iter().map(|e| (format!("{}.json", e.id), json(e))));
    files
}

fn bank() -> Example {
    let honest = honest_ca();
    Example {
        id: "bank",
        title: "A bank, signed by a CA in the list",
        teaches: "Honest CA is in the list of trusted CAs, and its signature on the bank's certificate is genuine. \
                  Look at how the three questions are answered: is the signature real, is the signer in the list, is \
                  the name right?",
        input: honest.leaf(&[BANK]).issue().pem(),
        hostname: Some(BANK),
        anchors: honest.pem(),
        ..trusted()
    }
}

fn self_signed_copy() -> Example {
    Example {
        id: "self-signed-copy",
        title: "The attacker's self-signed copy",
        teaches: "Anybody can write the bank's name into a certificate and sign it with a key of their own. The name \
                  is right and the signature is genuine, but nobody in the list vouches for it: Honest CA did not \
                  sign this one.",
        input: leaf(&[BANK]).key(attacker()).issue().pem(),
        hostname: Some(BANK),
        anchors: honest_ca().pem(),
        ..rejected("self-signed-not-trusted")
    }
}

fn impostor_ca() -> Example {
    let honest = honest_ca();
    let fake = fake_ca(&honest);
    Example {
        id: "impostor-ca",
        title: "An impostor with the real CA's name",
        teaches: "The attacker made a CA that is also called Honest CA, and sends its certificate along. A name is \
                  only text: compare the keys of the two, and see that the one in the list did not sign this.",
        input: chain(&[&fake.leaf(&[BANK]).key(attacker()).issue(), &fake]),
        hostname: Some(BANK),
        anchors: honest.pem(),
        ..rejected("anchor-name-reused")
    }
}

fn impostor_ca_not_sent() -> Example {
    let honest = honest_ca();
    let forged = fake_ca(&honest).leaf(&[BANK]).key(attacker()).issue();
    Example {
        id: "impostor-ca-not-sent",
        title: "A forged signature",
        teaches: "The same forgery, but the impostor's CA is not sent along. The certificate claims to be signed by \
                  Honest CA; checked with the key that Honest CA really has, the signature does not fit.",
        input: forged.pem(),
        hostname: Some(BANK),
        anchors: honest.pem(),
        ..rejected("signature-invalid")
    }
}

fn wrong_name() -> Example {
    let honest = honest_ca();
    Example {
        id: "wrong-name",
        title: "A genuine certificate, for somebody else",
        teaches: "This certificate is genuine and its CA is in the list, but it belongs to shop.example and you \
                  wanted bank.example. Without this check, every owner of any website could pose as your bank.",
        input: honest.leaf(&[SHOP]).issue().pem(),
        hostname: Some(BANK),
        anchors: honest.pem(),
        ..rejected("hostname-mismatch")
    }
}

fn second_name_missing() -> Example {
    let honest = honest_ca();
    Example {
        id: "second-name-missing",
        title: "With www. or without?",
        teaches: "shop.example and www.shop.example are two names, and this certificate has only the first. A \
                  frequent mistake: whoever orders a certificate must list every name that visitors type.",
        input: honest.leaf(&[SHOP]).issue().pem(),
        hostname: Some("www.shop.example"),
        anchors: honest.pem(),
        ..rejected("hostname-mismatch")
    }
}

fn several_names() -> Example {
    let honest = honest_ca();
    let names = [SHOP, "*.shop.example", "shop-offers.example"];
    Example {
        id: "several-names",
        title: "Several names and a wildcard",
        teaches: "One certificate for three names, and *.shop.example stands for news.shop.example. Try other \
                  hostnames: the star stands for exactly one part, so neither a.b.shop.example nor shop.example is \
                  covered by it.",
        input: honest.leaf(&names).issue().pem(),
        hostname: Some("news.shop.example"),
        anchors: honest.pem(),
        ..trusted()
    }
}

fn name_only_in_common_name() -> Example {
    let honest = honest_ca();
    let old_fashioned = honest.leaf(&[SHOP]).without(oid::SUBJECT_ALT_NAME);
    Example {
        id: "name-only-in-common-name",
        title: "The name in the wrong place",
        teaches: "The subject says CN=shop.example, as old instructions have it, but there is no list of names \
                  (subject alternative name). Browsers stopped looking at the common name years ago.",
        input: old_fashioned.issue().pem(),
        hostname: Some(SHOP),
        anchors: honest.pem(),
        ..rejected("subject-alternative-name-missing")
    }
}

fn expired() -> Example {
    let honest = honest_ca();
    let short = short_lived(&honest);
    Example {
        id: "expired",
        title: "Expired",
        teaches: "This certificate was good from January to the end of March 2026, and it is June. Change the time \
                  to February to see it trusted.",
        input: short.issue().pem(),
        hostname: Some(SHOP),
        anchors: honest.pem(),
        ..rejected("certificate-expired")
    }
}

fn not_yet_valid() -> Example {
    let honest = honest_ca();
    Example {
        id: "not-yet-valid",
        title: "Not yet valid",
        teaches: "Seen from December 2025, this certificate lies in the future. When this happens to you on many \
                  websites at once, it is the clock of your own computer that is wrong.",
        input: short_lived(&honest).issue().pem(),
        hostname: Some(SHOP),
        time: "2025-12-24T18:00:00Z",
        anchors: honest.pem(),
        ..rejected("certificate-not-yet-valid")
    }
}

fn missing_intermediate() -> Example {
    let honest = honest_ca();
    let intermediate = honest.ca("Honest Intermediate CA").issue();
    Example {
        id: "missing-intermediate",
        title: "A link of the chain is missing",
        teaches: "CAs sign with an intermediate CA, and the server must send its certificate too. This one sends only \
                  its own: the list has Honest CA, but nothing here shows who Honest Intermediate CA is.",
        input: intermediate.leaf(&[SHOP]).issue().pem(),
        hostname: Some(SHOP),
        anchors: honest.pem(),
        ..rejected("issuer-not-found")
    }
}

fn wrong_order() -> Example {
    let honest = honest_ca();
    let intermediate = honest.ca("Honest Intermediate CA").issue();
    let shop = intermediate.leaf(&[SHOP]).issue();
    let superfluous = root("Unrelated CA");
    Example {
        id: "wrong-order",
        title: "Wrong order, and one too many",
        teaches: "All links are here, but shuffled, and one certificate has nothing to do with the matter. Browsers \
                  put a chain in order by themselves: see which path was found, and which certificate is not part of \
                  it.",
        input: chain(&[&superfluous, &intermediate, &shop]),
        hostname: Some(SHOP),
        anchors: honest.pem(),
        ..trusted()
    }
}

fn private_ca_unknown() -> Example {
    let (company, payroll) = company_payroll();
    Example {
        id: "private-ca-unknown",
        title: "A company's own CA, unknown here",
        teaches: "A company may be its own CA. The chain is complete and every signature is genuine, but no list has \
                  Example Company CA, so for everybody outside it is as good as any stranger.",
        input: chain(&[&payroll, &company]),
        hostname: Some("payroll.corp.example"),
        ..rejected("root-not-trusted")
    }
}

fn private_ca_added() -> Example {
    let (company, payroll) = company_payroll();
    Example {
        id: "private-ca-added",
        title: "The company's CA, after it is added",
        teaches: "The same chain, on a computer where Example Company CA was added to the list. Nothing about the \
                  certificate has changed: trust is a decision of the one who looks.",
        input: chain(&[&payroll, &company]),
        hostname: Some("payroll.corp.example"),
        anchors: company.pem(),
        ..trusted()
    }
}

/// A cluster's own CA, as kubeadm makes it.
fn cluster_ca() -> Issued {
    ca("kubernetes").key(Key::rsa(2048, 1)).issue()
}

fn kubernetes() -> Example {
    let cluster = cluster_ca();
    let names = [
        "kubernetes",
        "kubernetes.default",
        "kubernetes.default.svc",
        "kubernetes.default.svc.cluster.local",
        "10.96.0.1",
    ];
    let api_server = cluster
        .leaf(&names)
        .subject("kube-apiserver")
        .key(Key::rsa(2048, 2))
        .key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyEncipherment])
        .extended_key_usage(&[oid::SERVER_AUTH]);
    Example {
        id: "kubernetes",
        title: "A Kubernetes cluster's API server",
        teaches: "Each cluster has a CA of its own, which programs in the cluster are given as a file. The API server \
                  is reached under several names and an IP address; try 10.96.0.1, or an address that is not in the \
                  certificate.",
        input: api_server.issue().pem(),
        hostname: Some("kubernetes.default.svc"),
        anchors: cluster.pem(),
        ..trusted()
    }
}

fn kubelet() -> Example {
    let cluster = cluster_ca();
    let node = cluster
        .leaf(&["node-1", "192.0.2.11"])
        .subject(Name::empty().o("system:nodes").cn("system:node:node-1"))
        .extended_key_usage(&[oid::SERVER_AUTH]);
    Example {
        id: "kubelet",
        title: "A kubelet, reached by a name it lacks",
        teaches: "The API server calls the kubelet of each node over TLS. This one's certificate has the node's short \
                  name and its address; it is called by its long name. That is the “x509: certificate is valid for \
                  …, not …” of kubectl logs and kubectl exec, where the API server checks it \
                  (--kubelet-certificate-authority).",
        input: node.issue().pem(),
        hostname: Some("node-1.cluster.example"),
        anchors: cluster.pem(),
        ..rejected("hostname-mismatch")
    }
}

fn kubernetes_client() -> Example {
    let cluster = cluster_ca();
    let admin = cluster
        .leaf(&[])
        .subject(Name::empty().o("example:admins").cn("alice"))
        .extended_key_usage(&[oid::CLIENT_AUTH]);
    Example {
        id: "kubernetes-client",
        title: "The certificate that lets Alice in",
        teaches: "In mutual TLS the client shows a certificate, too: this is what client-certificate-data in a kubeconfig \
                  holds. It names a person (CN) and her groups (O), not a host, and may be used by clients only. Change \
                  “What it is for” to “A server”: then it is refused.",
        input: admin.issue().pem(),
        purpose: Some("client"),
        anchors: cluster.pem(),
        ..trusted()
    }
}

fn server_as_client() -> Example {
    let cluster = cluster_ca();
    let server = cluster
        .leaf(&["metrics.kube-system.svc"])
        .extended_key_usage(&[oid::SERVER_AUTH]);
    Example {
        id: "server-as-client",
        title: "A server's certificate, used by a client",
        teaches: "The metrics server calls another service, which asks who it is. Its certificate is genuine and from the \
                  right CA, but it was made for a server only: the extended key usage lacks clientAuth.",
        input: server.issue().pem(),
        purpose: Some("client"),
        anchors: cluster.pem(),
        ..rejected("extended-key-usage-unsuitable")
    }
}

fn request_answered() -> Example {
    let honest = honest_ca();
    let key = Key::p256("the shop's new key");
    let request = crate::csr(&[SHOP, "www.shop.example"]).key(key.clone());
    let answer = honest.leaf(&[SHOP, "www.shop.example"]).key(key).issue();
    Example {
        id: "request-answered",
        title: "A request (CSR), and what the CA made of it",
        teaches: "Whoever wants a certificate makes a key pair and sends a request: the public key and the names, signed \
                  with the private key. The CA adds its own name, the dates and its signature. Compare the two: the key \
                  is the same, so they belong together.",
        input: format!("{}{}", answer.pem(), request.pem()),
        hostname: Some("www.shop.example"),
        anchors: honest.pem(),
        ..trusted()
    }
}

fn request_name_dropped() -> Example {
    let honest = honest_ca();
    let key = Key::p256("the shop's new key");
    let request = crate::csr(&[SHOP, "www.shop.example"]).key(key.clone());
    let answer = honest.leaf(&[SHOP]).key(key).issue();
    Example {
        id: "request-name-dropped",
        title: "The CA left a name out",
        teaches: "A CA decides itself what it certifies: it need not take over what the request asks for. Here two names \
                  were asked for, and one came back. What was asked for is of no use to a visitor; only the certificate \
                  counts.",
        input: format!("{}{}", answer.pem(), request.pem()),
        hostname: Some("www.shop.example"),
        anchors: honest.pem(),
        ..rejected("hostname-mismatch")
    }
}

/// Rule CA-5 of mozilla::pkix: an end-entity certificate must not state cA TRUE; Chrome only warns of it.
fn ca_as_leaf() -> Example {
    let company = root("Example Company CA");
    let payroll = company
        .leaf(&["payroll.corp.example"])
        .basic_constraints(BasicConstraints::Ca);
    Example {
        id: "ca-as-leaf",
        title: "A CA's certificate on a server",
        teaches: "Home-made certificates often say “this is a CA” where a server's should not. RFC 5280 has nothing \
                  against it, and Chrome accepts it; Firefox does not. Make the server a certificate that is no CA's.",
        input: payroll.issue().pem(),
        hostname: Some("payroll.corp.example"),
        anchors: company.pem(),
        ..trusted()
    }
}

/// BoringSSL's TLS 1.3 asks for digitalSignature before the chain is looked at.
fn key_usage_for_old_handshakes() -> Example {
    let company = root("Example Company CA");
    let payroll = company
        .leaf(&["payroll.corp.example"])
        .key(Key::rsa(2048, 2))
        .key_usage(&[KeyUsage::KeyEncipherment]);
    Example {
        id: "key-usage-for-old-handshakes",
        title: "A key for handshakes of the past",
        teaches: "This key may receive encrypted keys, as RSA handshakes did, but not sign. In TLS 1.3 a server signs, and \
                  that is all its key does: Chrome refuses the key before it looks at anything else, Firefox lets it pass.",
        input: payroll.issue().pem(),
        hostname: Some("payroll.corp.example"),
        anchors: company.pem(),
        ..trusted()
    }
}

fn leaf_used_as_ca() -> Example {
    let honest = honest_ca();
    let shop = honest.leaf(&[SHOP]).issue();
    Example {
        id: "leaf-used-as-ca",
        title: "A website that plays CA",
        teaches: "The owner of shop.example has a genuine certificate and signs one for bank.example with it. Every \
                  signature is genuine, up to a CA in the list, but the shop's certificate does not say that it may \
                  sign others.",
        input: chain(&[&shop.leaf(&[BANK]).key(attacker()).issue(), &shop]),
        hostname: Some(BANK),
        anchors: honest.pem(),
        ..rejected("basic-constraints-missing")
    }
}

fn hostile_text() -> Example {
    let ca_name =
        Name::common("<script>document.title = 'script ran'</script>").o("<b>Honest CA</b>");
    let leaf_name = Name::empty()
        // A right-to-left override: shown as it is, the end reads "trusted by Honest CA".
        .o("Attacker \u{202e}AC tsenoH yb detsurt\u{202c}")
        .attribute(
            oid::ORGANIZATIONAL_UNIT,
            der::utf8("line one\nSubject: CN=bank.example\u{0}\u{1b}[31m"),
        )
        .cn("<img src=x onerror=\"document.title = 'script ran'\">");
    let hostile = ca(ca_name).issue();
    let shop = hostile.leaf(&["harmless.example"]).subject(leaf_name);
    Example {
        id: "hostile-text",
        title: "Hostile text in names",
        teaches: "Whoever makes a certificate chooses the text in it: here HTML, a script, control characters, and \
                  characters that turn the direction of reading. All of it is shown as text, with what is invisible \
                  made visible.",
        input: chain(&[&shop.issue(), &hostile]),
        hostname: Some("harmless.example"),
        ..rejected("root-not-trusted")
    }
}

fn real_chain() -> Example {
    Example {
        id: "real-website",
        title: "A real website",
        teaches: "What cloudflare.com sent in March 2026: its certificate, and the intermediate CA that signed it. Look \
                  at where the path ends: Chrome's list holds that CA itself; for Firefox it ends at a root that was not sent, and comes from \
                  Mozilla's list.",
        source: Some("C2SP x509-limbo, case online::cloudflare.com (Apache-2.0)"),
        input: include_str!("../real/cloudflare.com.pem").to_owned(),
        hostname: Some("cloudflare.com"),
        time: "2026-03-12T20:59:52Z",
        store: "mozilla",
        ..trusted()
    }
}

/// The CA that the stories' list holds.
fn honest_ca() -> Issued {
    root("Honest CA")
}

/// Another CA with all that can be copied from `honest`: name and key identifier, but not the key.
fn fake_ca(honest: &Issued) -> Issued {
    let id = honest.key.id();
    ca("Honest CA").key(attacker()).subject_key_id(&id).issue()
}

fn attacker() -> Key {
    Key::p256("attacker")
}

fn short_lived(issuer: &Issued) -> Builder {
    issuer.leaf(&[SHOP]).not_after("2026-03-31T00:00:00Z")
}

fn company_payroll() -> (Issued, Issued) {
    let company = root("Example Company CA");
    let payroll = company.leaf(&["payroll.corp.example"]).issue();
    (company, payroll)
}

fn chain(certificates: &[&Issued]) -> String {
    certificates
        .iter()
        .map(|certificate| certificate.pem())
        .collect()
}

/// What an example says unless it says otherwise.
fn trusted() -> Example {
    Example {
        id: "",
        title: "",
        teaches: "",
        source: None,
        input: String::new(),
        hostname: None,
        purpose: None,
        time: NOW,
        store: "none",
        anchors: String::new(),
        expect: Expectation {
            verdict: "trusted",
            id: None,
        },
    }
}

fn rejected(id: &'static str) -> Example {
    Example {
        expect: Expectation {
            verdict: "rejected",
            id: Some(id),
        },
        ..trusted()
    }
}

impl Example {
    fn index_entry(&self) -> IndexEntry {
        IndexEntry {
            id: self.id,
            title: self.title,
        }
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("strings are JSON") + "\n"
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    #[test]
    fn what_is_written_is_what_stands_here() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/examples");
        let written: BTreeSet<String> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let files = files();
        assert_eq!(
            written,
            files.iter().map(|(name, _)| name.clone()).collect()
        );
        for (name, contents) in files {
            let found = fs::read_to_string(folder.join(&name)).unwrap();
            let again = "run `cargo run -p mint --bin write-examples -- www/examples`";
            assert!(found == contents, "{name} is out of date: {again}");
        }
    }

    #[test]
    fn each_example_is_complete() {
        let mut ids = BTreeSet::new();
        for example in all() {
            assert!(ids.insert(example.id), "{} is there twice", example.id);
            assert!(example.input.starts_with("-----BEGIN CERTIFICATE-----\n"));
            for text in [example.id, example.title, example.teaches] {
                assert!(!text.is_empty(), "{}", example.id);
            }
            let trusted = example.expect.verdict == "trusted";
            assert_eq!(trusted, example.expect.id.is_none(), "{}", example.id);
        }
    }
}
