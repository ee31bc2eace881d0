//! What is no certificate, and certificates made to do harm: an answer, and nothing of theirs becomes part of the page.

use anyhow::{Context, Result, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use mint::{GeneralName, Name};
use page_tests::{Answer, Page, Request, Scheme, Test};
use serde_json::{Value, json};

use crate::looks::fits;

pub(crate) const TESTS: &[Test] = &[
    ("what_is_no_certificate", no_certificate),
    ("private_keys_are_never_shown", private_keys),
    ("keystores_lead_to_their_command", keystores),
    ("truncated_pem_is_told_as_a_damaged_copy", truncated),
    ("what_cannot_be_read_beside_it", unread_beside),
    ("noise_of_20_megabytes", noise),
    ("ten_thousand_hostile_names", hostile_names),
    ("a_name_of_a_megabyte", name_of_a_megabyte),
    ("hostile_file_names", hostile_file_names),
];

const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n";

fn is_misuse(answer: &Answer, code: &str, what: &str) -> Result<()> {
    ensure!(
        answer.error.as_deref() == Some(code) && answer.verdict.is_none(),
        "{what}: not {code} but {answer:?}"
    );
    Ok(())
}

fn no_certificate(page: &Page) -> Result<()> {
    page.open()?;
    let csr = mint::csr(&["example.com"]).pem();
    for (what, text, code) in [
        ("nothing", "", "input-empty"),
        (
            "a PDF as text",
            "%PDF-1.7 1 0 obj << /Type /Catalog >>",
            "input-not-understood",
        ),
        ("spaces", " \n\t ", "input-empty"),
        ("prose", "is this a certificate?", "input-not-understood"),
        (
            "markup",
            "<script>alert(1)</script>",
            "input-not-understood",
        ),
        ("a CSR", &csr, "no-certificate"),
    ] {
        let answer = page.ask(&Request {
            text,
            ..Request::default()
        })?;
        is_misuse(&answer, code, what)?;
        ensure!(page.text("error")?.len() > 40, "{what}: too few words");
    }
    page.wait_for_text("input-items", "Certificate request (CSR)")?;
    let command = "return document.querySelector('#empty').hidden ? null : document.querySelector('#empty pre').textContent";
    ensure!(page.script(command, Vec::new())?.is_null());
    // How to come by a certificate is said, of the host that stands there alone.
    for (text, options) in [
        (
            "is this a certificate?",
            "example.com:443 -servername example.com",
        ),
        (
            "https://shop.example/cart",
            "shop.example:443 -servername shop.example",
        ),
        ("192.0.2.1:6443", "192.0.2.1:6443"),
    ] {
        page.answer_to(|page| page.set("input-box", text))?;
        let shown = page.script(command, Vec::new())?;
        let whole = format!("openssl s_client -connect {options} -showcerts </dev/null");
        ensure!(shown == json!(whole), "{text}: {shown}");
    }
    // What programs say without certificates is put into our words.
    for (text, title) in [
        (
            "Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority",
            Some("means one of these: “The certificate vouches only for itself”, "),
        ),
        (
            "x509: certificate is valid for a.example, not b.example",
            Some("means: “The certificate is for other names”"),
        ),
        (
            "curl: (60) SSL certificate problem: unable to get local issuer certificate",
            Some(
                "“unable to get local issuer certificate” means: “The issuer's certificate is missing”",
            ),
        ),
        (
            "Error: self-signed certificate; code: 'DEPTH_ZERO_SELF_SIGNED_CERT'",
            Some("vouches only for itself"),
        ),
        (
            "javax.net.ssl.SSLHandshakeException: PKIX path building failed: SunCertPathBuilderException",
            Some(
                "“PKIX path building failed” means one of these: “The certificate vouches only for itself”, ",
            ),
        ),
        (
            "x509: certificate has expired or is not yet valid: current time 2026-03-02T00:00:00Z is after 2026-03-01T00:00:00Z",
            Some("is after 2026-03-01T00:00:00Z” means: “The certificate has expired”."),
        ),
        (
            "x509: certificate has expired or is not yet valid: current time 2026-03-02T00:00:00+01:00 is before 2026-03-03T00:00:00Z",
            Some("is before 2026-03-03T00:00:00Z” means: “The certificate is not valid yet”."),
        ),
        (
            "x509: certificate has expired or is not yet valid: no clock",
            Some(
                "valid” means one of these: “The certificate has expired”, “The certificate is not valid yet”, ",
            ),
        ),
        (
            "curl: (60) SSL certificate problem: certificate has expired",
            Some("Every certificate has a last day."),
        ),
        (
            "curl: (60) SSL certificate problem: certificate is not yet valid",
            Some("“certificate is not yet valid” means: “The certificate is not valid yet”"),
        ),
        (
            "error 25 at 1 depth lookup: path length constraint exceeded",
            Some("means: “There are more CAs below a CA than it allows”"),
        ),
        (
            "x509: cannot validate certificate for 192.0.2.7 because it doesn't contain any IP SANs",
            Some(
                "means one of these: “The certificate has no list of names”, “The certificate is for other names”.",
            ),
        ),
        (
            "code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'",
            Some("means: “The issuer's certificate is missing”"),
        ),
        (
            "The certificate is NOT trusted. The certificate issuer is unknown. Could not handshake",
            Some("means one of these: “The certificate vouches only for itself”, "),
        ),
        (
            "schannel: SEC_E_WRONG_PRINCIPAL (0x80090322) - The target principal name is incorrect.",
            Some("“SEC_E_WRONG_PRINCIPAL” means: “The certificate is for other names”"),
        ),
        (
            "invalid because of errors in the certificate chain: PartialChain",
            Some("means: “The issuer's certificate is missing”"),
        ),
        (
            "invalid peer certificate: UnknownIssuer",
            Some("means one of these: “The certificate vouches only for itself”, "),
        ),
        (
            "certificate verify failed: Missing Authority Key Identifier (_ssl.c:1028)",
            Some("means: “The certificate does not identify its issuer's key”"),
        ),
        (
            "http: TLS handshake error from 192.0.2.1:5: remote error: tls: bad certificate",
            Some("means: the other side refuses the certificate that it was sent"),
        ),
        (
            "psql: error: SSL error: certificate verify failed",
            Some("“certificate verify failed” does not say what is wrong."),
        ),
        (
            "*  issuer: O=Acme Co; CN=Kubernetes Ingress Controller Fake Certificate",
            Some("the ingress controller has no certificate for the name"),
        ),
        ("a PKIX path was built, and key values match", None),
        ("the file's issuer is unknown and starts a line", None),
        ("x509: certificate signed by somebody", None),
        ("the issuer certificate is unable to be local", None),
    ] {
        let answer = page.answer_to(|page| page.set("input-box", text))?;
        is_misuse(&answer, "input-not-understood", text)?;
        let is_told = answer.heading == "This error came without its certificates";
        ensure!(is_told == title.is_some(), "{text}: {answer:?}");
        page.wait_for_text("error", title.unwrap_or("text without a certificate"))?;
    }
    // Of a key that does not fit, no server says more: both files do.
    for text in [
        "SSL_CTX_use_PrivateKey(\"key.pem\") failed (x509 certificate routines::key values mismatch)",
        "tls: private key does not match public key",
        "tls: private key type does not match public key type",
        "AH02565: Certificate and private key www:443:0 from /etc/ssl/a.pem and /etc/ssl/a.key do not match",
    ] {
        let answer = page.answer_to(|page| page.set("input-box", text))?;
        ensure!(
            answer.heading == "This error came without its certificates",
            "{answer:?}"
        );
        page.wait_for_text(
            "error",
            "means: “The private key belongs to another certificate”.",
        )?;
        page.wait_for_text("error", "Paste the certificate's file and the key's")?;
        ensure!(page.script(command, Vec::new())?.is_null(), "{text}");
    }
    // Where there is none to be had, no command is shown.
    for (text, told) in [
        (
            "curl: (35) OpenSSL/3.0.13: error:0A00010B:SSL routines::wrong version number",
            "“wrong version number” means: no TLS was spoken",
        ),
        (
            "Certbot failed to authenticate some domains (authenticator: nginx). Some challenges have failed.",
            "no certificate was issued",
        ),
        (
            "CONNECTED(00000003)\n---\nno peer certificate available\n---",
            "-servername",
        ),
        (
            "connect:errno=111: Connection refused",
            "no program answers",
        ),
        (
            "urn:ietf:params:acme:error:caa: CAA record for a.example prevents issuance",
            "the ACME server refused a step",
        ),
        (
            "Message: Issuing certificate as Secret does not exist",
            "kubectl describe certificaterequest,order,challenge",
        ),
        (
            "Failed to wait for order resource \"a-1\" to become ready: order is in \"invalid\" state:",
            "and that failed",
        ),
        (
            "PEM_read_bio_X509_AUX() failed (SSL: error:0480006C:PEM routines::no start line)",
            "what was looked for in that file is not there as PEM",
        ),
    ] {
        let answer = page.answer_to(|page| page.set("input-box", text))?;
        ensure!(
            answer.heading == "There is no certificate to look at here",
            "{answer:?}"
        );
        page.wait_for_text("error", told)?;
        ensure!(page.script(command, Vec::new())?.is_null(), "{text}");
    }
    let answer = page.answer_to(|page| page.click("clear"))?;
    ensure!(answer.state == "empty", "{answer:?}");
    let answer = page.answer_to(|page| page.drop_files("versions", &[("a.pdf", PDF)]))?;
    is_misuse(&answer, "input-not-understood", "a PDF")?;
    page.answer_to(|page| page.click("clear"))?;
    let answer = page.answer_to(|page| page.click("judge"))?;
    is_misuse(&answer, "input-empty", "nothing, asked by the button")?;
    let answer = page.answer_to(|page| page.drop_files("versions", &[("a.pem", b"")]))?;
    ensure!(answer.state == "empty", "an empty file: {answer:?}");
    Ok(())
}

/// Neither alone nor beside its certificate, neither as text nor as bytes.
fn private_keys(page: &Page) -> Result<()> {
    let leaf = mint::root("Root").leaf(&["example.com"]).issue();
    let key = leaf.key.pkcs8();
    let (pem, key_pem) = (leaf.pem(), leaf.key_pem());
    let both = format!("{pem}{key_pem}");
    for (what, text, files) in [
        ("text", key_pem.as_str(), None),
        ("text with its certificate", &both, None),
        ("a file of text", "", Some(("key.pem", key_pem.as_bytes()))),
        ("a file of bytes", "", Some(("key.der", key.as_slice()))),
    ] {
        page.open()?;
        let mut answer = None;
        if let Some(file) = files {
            answer = Some(page.answer_to(|page| page.drop_files("versions", &[file]))?);
        }
        if !text.is_empty() {
            let request = Request {
                text,
                ..Request::default()
            };
            answer = Some(page.ask(&request)?);
        }
        let answer = answer.context("an answer")?;
        match text == both {
            true => ensure!(answer.verdict.is_some(), "{what}: {answer:?}"),
            false => {
                is_misuse(&answer, "no-certificate", what)?;
                for said in [
                    "Nothing of it has left this computer",
                    "Paste the certificate",
                    "replace it: make a new key",
                ] {
                    page.wait_for_text("error", said).context(what)?;
                }
            }
        }
        page.wait_for_text("input-items", "Private key")?;
        is_nowhere(page, &key).context(what)?;
    }
    Ok(())
}

/// What they are converted with can be copied; of a file that was dropped with its name.
fn keystores(page: &Page) -> Result<()> {
    const COMMAND: &str = "const commands = [...document.querySelectorAll('#verdict .command')];
        return commands.map((command) => [command.querySelector('pre').textContent, command.querySelectorAll('.copy').length]);";
    let java = [&[0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2][..], &[0; 56]].concat();
    let pkcs12 = b"\x30\x10\x02\x01\x03\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
    let cases = [
        (
            Some("web.p12"),
            &pkcs12[..],
            "openssl pkcs12 -in web.p12 -nokeys -out certificates.pem",
        ),
        (
            Some("a b;c.jks"),
            &java,
            "keytool -list -rfc -keystore FILE",
        ),
        (
            None,
            &java,
            "base64 -d FILE >decoded\nkeytool -list -rfc -keystore decoded",
        ),
    ];
    for (name, bytes, command) in cases {
        page.open()?;
        let answer = page.answer_to(|page| match name {
            Some(name) => page.drop_files("versions", &[(name, bytes)]),
            None => page.set("input-box", &BASE64_STANDARD.encode(bytes)),
        })?;
        is_misuse(&answer, "input-not-understood", command)?;
        let shown = page.script(COMMAND, Vec::new())?;
        ensure!(shown == json!([[command, 1]]), "{command}: {shown}");
    }
    // Beside a certificate it is among what the input holds.
    let leaf = mint::root("Root").leaf(&["example.com"]).issue();
    let files = [("leaf.der", &leaf.der[..]), ("web.p12", &pkcs12[..])];
    page.answer_to(|page| page.drop_files("versions", &files))?;
    page.wait_for_text("input-items", "openssl pkcs12 -in web.p12 -nokeys")
}

/// Opens all there is to open, and looks for the key's own bytes in every form in which the page shows bytes.
fn is_nowhere(page: &Page, key: &[u8]) -> Result<()> {
    const EVERYTHING: &str = "const done = arguments[0];
        for (let n = 0; n < 5; n += 1) for (const node of document.querySelectorAll('details')) node.open = true;
        setTimeout(() => done(JSON.stringify([document.documentElement.outerHTML, document.title, location.href,
            { ...localStorage }, { ...sessionStorage }, document.cookie, history.state])), 100);";
    let everything = page.waiting_script(EVERYTHING, Vec::new())?;
    let everything = everything.as_str().context("text")?.to_lowercase();
    ensure!(everything.len() > 5_000, "the page is not there");
    // P-256: the scalar of 32 bytes follows the octet string's head in the PKCS#8.
    let head = [0x02, 0x01, 0x01, 0x04, 0x20];
    let at = key
        .windows(5)
        .position(|window| window == head)
        .context("a scalar")?
        + 5;
    let scalar = &key[at..at + 32];
    let hex: Vec<String> = scalar.iter().map(|byte| format!("{byte:02x}")).collect();
    let base64 = BASE64_STANDARD.encode(key);
    // Lines of PEM begin anywhere; a quarter of the scalar is enough to be too much.
    let pieces = base64
        .as_bytes()
        .chunks(16)
        .skip(3)
        .take(2)
        .map(String::from_utf8_lossy);
    let mut forms: Vec<String> = pieces.map(|piece| piece.to_lowercase()).collect();
    forms.extend([hex[..8].concat(), hex[..8].join(":"), hex[..8].join(" ")]);
    for form in forms {
        ensure!(!everything.contains(&form), "{form} is in the page");
    }
    Ok(())
}

/// The copy is at fault, not the certificate: said first, and no name is asked for.
fn truncated(page: &Page) -> Result<()> {
    page.open()?;
    let pem = mint::root("Root").leaf(&["example.com"]).issue().pem();
    let mistyped: Vec<String> = pem
        .lines()
        .enumerate()
        .map(|(line, text)| match line {
            5 => format!("{}#{}\n", &text[..9], &text[10..]),
            _ => format!("{text}\n"),
        })
        .collect();
    let cut = |end: usize| pem[..end].to_owned();
    for (text, came) in [
        (cut(60), "bytes are there"),
        (cut(200), "bytes are there"),
        (cut(pem.len() / 2), "bytes are there"),
        (cut(pem.len() - 30), "bytes are there"),
        (
            mistyped.concat(),
            "line 6 has a character that is not base64",
        ),
    ] {
        let answer = page.answer_to(|page| page.set("input-box", &text))?;
        ensure!(
            answer.verdict.as_deref() == Some("rejected")
                && answer.heading == "The copy is cut off or damaged: copy it again, whole",
            "{text}: {answer:?}"
        );
        ensure!(
            answer.findings.iter().any(|f| f.certificate == Some(0)),
            "{text}: {answer:?}"
        );
        page.wait_for_text("verdict", came)?;
        ensure!(page.count("parting")? == 0, "all refuse it");
        ensure!(
            !page.text("results")?.contains("issued again"),
            "the copy is at fault, not the certificate"
        );
    }
    Ok(())
}

/// What is given besides the certificate and cannot be read counts for nothing, and may be all that is missing.
fn unread_beside(page: &Page) -> Result<()> {
    let root = mint::root("Test Company CA");
    let middle = root.ca("Middle").issue();
    let leaf = middle.leaf(&["intranet.example"]).issue();
    let half = |pem: &str| pem[..pem.len() / 2].to_owned();
    page.open()?;
    for (anchors, chain, said) in [
        (
            half(&root.pem()),
            middle.pem(),
            "Your own CA could not be read.",
        ),
        (
            "no certificate".to_owned(),
            middle.pem(),
            "Your own CA could not be read.",
        ),
        (
            root.pem(),
            half(&middle.pem()),
            "Another certificate could not be read.",
        ),
    ] {
        page.set("anchors", &anchors)?;
        let answer = page.ask(&Request {
            text: &format!("{}{chain}", leaf.pem()),
            hostname: Some("intranet.example"),
            time: Some("2026-06-01T12:00:00"),
            store: Some("none"),
        })?;
        ensure!(answer.verdict.as_deref() == Some("rejected"), "{answer:?}");
        page.wait_for_text("unread", said)?;
        ensure!(page.count("unread")? == 1);
        let told = page.script(
            "return document.querySelector('#anchors .count').textContent",
            Vec::new(),
        )?;
        let own = said.starts_with("Your own CA");
        ensure!(
            told == json!(if own {
                "(could not be read)"
            } else {
                "(given)"
            })
        );
    }
    Ok(())
}

/// Dropped: answered, and the page goes on drawing meanwhile.
fn noise(page: &Page) -> Result<()> {
    page.open()?;
    const DROP: &str = "const noise = new Uint8Array(20_000_000);
        let seed = 1;
        for (let n = 0; n < noise.length; n += 1) noise[n] = (seed = (seed * 1103515245 + 12345) % 2147483648) >>> 16;
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([noise], 'noise.bin'));
        window.longest = 0;
        let last = performance.now();
        setInterval(() => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; }, 20);
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));";
    let answer = page.answer_to(|page| {
        page.script(DROP, Vec::new())?;
        Ok(())
    })?;
    is_misuse(&answer, "input-not-understood", "noise")?;
    ensure!(page.text("chips")?.contains("noise.bin, 20.0 MB"));
    let longest = page.script("return window.longest", Vec::new())?;
    ensure!(
        longest.as_f64().context("a time")? < 2_000.0,
        "the page stood still for {longest} ms"
    );
    let pem = mint::root("Root").pem();
    page.answer_to(|page| page.click("clear"))?;
    let answer = page.ask(&Request {
        text: &pem,
        ..Request::default()
    })?;
    ensure!(answer.verdict.is_some(), "{answer:?}");
    Ok(())
}

/// What a hostile certificate may try, in each of its names.
const TRICKS: [&str; 6] = [
    "<script>document.title='ran'</script>",
    "<img src=x onerror=\"document.title='ran'\">",
    "\" style=\"color:red\" onclick=\"document.title='ran'",
    "javascript:document.title='ran'",
    "a\u{202e}elpmaxe.moc\u{2066}b\u{200b}",
    "nul\u{0}bel\u{7}esc\u{1b}[31m",
];

fn hostile_names(page: &Page) -> Result<()> {
    page.open()?;
    let before = kinds(page)?;
    let title = page.title()?;
    let long = "W".repeat(3_000);
    let mut subject = Name::empty().o(&long);
    let mut issuer = Name::empty();
    for trick in TRICKS {
        subject = subject.cn(trick).o(trick);
        issuer = issuer.ou(trick).cn(trick);
    }
    let tricks =
        TRICKS.map(|trick| GeneralName::from_der(mint::der::primitive(2, trick.as_bytes())));
    let uris = TRICKS.map(|trick| GeneralName::from_der(mint::der::primitive(6, trick.as_bytes())));
    let plain = (12..10_000).map(|n| GeneralName::dns(&format!("n{n}.example")));
    let ca = mint::ca(issuer).issue();
    let leaf = ca.leaf(&["n.example"]).subject(subject);
    let leaf = leaf
        .san(tricks.into_iter().chain(uris).chain(plain))
        .issue();
    let answer = page.ask(&Request {
        text: &format!("{}{}", leaf.pem(), ca.pem()),
        hostname: Some(TRICKS[0]),
        ..Request::default()
    })?;
    is_misuse(&answer, "hostname-invalid", "a script for a name")?;
    harmless(page, &title, &before)?;
    let answer = page.ask(&Request {
        text: &format!("{}{}", leaf.pem(), ca.pem()),
        hostname: Some("n5000.example"),
        time: Some("2026-06-01T12:00:00"),
        store: Some("none"),
    })?;
    ensure!(answer.verdict.as_deref() == Some("rejected"), "{answer:?}");
    ensure!(!answer.has("hostname-mismatch"), "{answer:?}");
    harmless(page, &title, &before)?;
    page.view(320, 640, Scheme::Light)?;
    fits(page, 320)?;
    page.view(1280, 900, Scheme::Light)?;

    // The list is cut short until all is asked for, and can be searched. A report carries the first thousand names, and
    // says how many more there are.
    page.wait_for_text("certificate", "50 of ")?;
    const SEARCH: &str = "const list = document.querySelector('[data-testid=certificate] .long');
        const search = list.querySelector('input[type=search]');
        search.value = arguments[0];
        search.dispatchEvent(new Event('input', { bubbles: true }));
        return list.querySelectorAll('li').length;";
    ensure!(page.script(SEARCH, vec![json!("n500.ex")])? == json!(1));
    ensure!(page.script(SEARCH, vec![json!("no such name")])? == json!(0));
    page.script(SEARCH, vec![json!("")])?;
    const WAIT: &str = "const [wanted, done] = arguments;
        const list = document.querySelector('[data-testid=certificate] .long');
        [...list.querySelectorAll('button')].find((button) => button.textContent === 'Show all').click();
        const wait = (left) => {
            const found = list.querySelectorAll('li').length;
            if (found >= wanted || left === 0) done(found); else setTimeout(wait, 20, left - 1);
        };
        wait(300);";
    let shown = page.waiting_script(WAIT, vec![json!(1_001)])?;
    ensure!(
        shown.as_u64().context("a number")? >= 1_001,
        "{shown} shown"
    );
    harmless(page, &title, &before)
}

/// The kinds of element and of attribute, without those that the page's own code makes for reports.
fn kinds(page: &Page) -> Result<Value> {
    page.script(
        "return document.querySelectorAll('script, img, iframe, object, embed, link, style, base, meta, b').length",
        Vec::new(),
    )
}

/// Opens all there is and makes sure that nothing in the page comes from a certificate but plain, visible text.
fn harmless(page: &Page, title: &str, before: &Value) -> Result<()> {
    const LOOK: &str = r#"
        const done = arguments[0];
        for (const node of document.querySelectorAll("details")) node.open = true;
        setTimeout(() => {
            const own = new Set("id class data-testid data-state href src type name value content charset lang rel for rows cols role tabindex \
                hidden open checked disabled multiple placeholder spellcheck autocapitalize autocomplete inputmode step alt width height \
                dir viewBox cx cy r d x y rx min max preserveAspectRatio scope start target selected download http-equiv".split(/\s+/));
            const wrong = [];
            for (const node of document.querySelectorAll("*")) {
                for (const { name, value } of node.attributes) {
                    if (!own.has(name) && !/^(aria|data)-[a-z-]+$/.test(name)) wrong.push(`attribute ${name}`);
                    if (/^(href|src)$/.test(name) && !/^(https:\/\/|#|[a-z]+\.(css|js|svg)$|certlens\.html$|certlens\/LICENCES\.txt$)/.test(value)) wrong.push(`${name} ${value}`);
                }
            }
            const unseen = /[\u0000-\u0008\u000b-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069]/.exec(document.body.textContent);
            if (unseen) wrong.push(`U+${unseen[0].codePointAt(0).toString(16)}`);
            done(wrong);
        }, 100);
    "#;
    let wrong = page.waiting_script(LOOK, Vec::new())?;
    ensure!(wrong == json!([]), "{wrong}");
    ensure!(kinds(page)? == *before, "there are new elements");
    ensure!(page.title()? == title, "the title changed");
    Ok(())
}

fn name_of_a_megabyte(page: &Page) -> Result<()> {
    page.open()?;
    let before = kinds(page)?;
    let title = page.title()?;
    let ca = mint::ca("Megabyte CA").issue();
    let name = Name::empty()
        .o(&"<b>\u{202e}\u{0}W".repeat(125_000))
        .cn("m.example");
    let leaf = ca.leaf(&["m.example"]).subject(name).issue();
    ensure!(leaf.der.len() > 1_000_000);
    let answer = page.ask(&Request {
        text: &format!("{}{}", leaf.pem(), ca.pem()),
        hostname: Some("m.example"),
        time: Some("2026-06-01T12:00:00"),
        store: Some("none"),
    })?;
    ensure!(
        answer.verdict.as_deref() == Some("rejected") && !answer.has("hostname-mismatch"),
        "{answer:?}"
    );
    harmless(page, &title, &before)?;
    page.view(320, 640, Scheme::Light)?;
    fits(page, 320)?;
    page.view(1280, 900, Scheme::Light)
}

fn hostile_file_names(page: &Page) -> Result<()> {
    page.open()?;
    let before = kinds(page)?;
    let title = page.title()?;
    let root = mint::root("Root");
    for trick in TRICKS {
        page.answer_to(|page| page.drop_files("versions", &[(trick, &root.der)]))?;
    }
    harmless(page, &title, &before)
}
