//! The page's functions that need no page, as a table.

use anyhow::{Context, Result, ensure};
use page_tests::{Page, Test};

pub(crate) const TESTS: &[Test] = &[("functions", functions)];

/// Each row: what a function makes, and what it must be.
const ROWS: &str = r#"
    const done = arguments[0];
    const modules = ["text", "format", "names", "words", "items", "choice", "cause"].map((name) => import(`./${name}.js`));
    Promise.all(modules).then(([{ visible, clip }, f, { firstName, hostIn, hostOf }, { plain, count, outcomeOf }, { whereIs }, { chooseJudge }, { causeOf }]) => {
        const named = (fields, cn) => ({ leaf: 0, certificates: [{ contents: {
            subject: { attributes: cn ? [{ oid: "2.5.4.3", value: cn }] : [] },
            extensions: [{ name: "subjectAltName", fields }],
        } }] });
        const dns = (...values) => [{ label: "DNS name", values }];
        const ip = { label: "IP address", values: ["192.0.2.1"] };
        const now = "2026-03-01T00:00:00Z";
        const names = { certificates: [null, "a.der"], anchors: [null] };
        const judged = (...verdicts) => new Map(["chrome", "firefox", "rfc5280"].map((profile, index) =>
            [profile, verdicts[index] ? { report: { verdict: verdicts[index] } } : { error: {} }]));
        const error = (id) => ({ id, outcome: "error" });
        const caused = (code, ...findings) => causeOf({ verdict: "rejected", code, findings })?.id ?? null;
        return [
            [visible("a\u202Eb\u0000"), "a⟨U+202E⟩b⟨U+0000⟩"],
            [visible("line\nbreak\ttab\u2028"), "line⟨U+000A⟩break⟨U+0009⟩tab⟨U+2028⟩"],
            [visible("\u{E0041}\u200B\u00AD\uFEFF"), "⟨U+E0041⟩⟨U+200B⟩⟨U+00AD⟩⟨U+FEFF⟩"],
            [visible("é字ب😀 <b>"), "é字ب😀 <b>"],
            [clip("abcdef", 3), "abc…"],
            [clip("ab😀", 3), "ab…"],
            [clip("abc", 3), "abc"],
            [f.distance("2026-03-02T00:00:00Z", now), "1 day after"],
            [f.distance("2020-01-01T00:00:00Z", now), "6 years before"],
            [f.distance("2027-12-01T00:00:00Z", now), "640 days after"],
            [f.distance(now, now), "0 seconds after"],
            [f.distance("x", now), ""],
            [f.pairs("0a1b2c"), "0a:1b:2c"],
            [f.pairs(""), ""],
            [f.size(999), "999 bytes"],
            [f.size(1536), "1.5 kB"],
            [f.size(20_000_000), "20.0 MB"],
            [f.time("2026-03-01T04:05:06Z"), "1 March 2026 at 04:05:06 UTC"],
            [f.time("?"), "?"],
            [f.day("2026-03-01T23:59:59Z"), "1 March 2026"],
            [f.pem("A".repeat(66)), `-----BEGIN CERTIFICATE-----\n${"A".repeat(64)}\nAA\n-----END CERTIFICATE-----\n`],
            [f.pem("A".repeat(64)), `-----BEGIN CERTIFICATE-----\n${"A".repeat(64)}\n-----END CERTIFICATE-----\n`],
            [firstName(named(dns("*.a.example", "b.example"))), "b.example"],
            [firstName(named(dns("*.a.example"))), "www.a.example"],
            [firstName(named(dns("<script>", "a..example", "b.example"))), "b.example"],
            [firstName(named([ip])), "192.0.2.1"],
            [firstName(named([ip, ...dns("a.example")])), "a.example"],
            [firstName(named(dns("localhost", "b.example"))), "b.example"],
            [firstName(named([ip, ...dns("localhost")])), "localhost"],
            [firstName(named(dns("node-1"))), "node-1"],
            [firstName(named(dns("1", "-x", "a b", "<b>", "web"))), "web"],
            [firstName(named([], "c.example")), "c.example"],
            [firstName(named([], "alice")), null],
            [firstName(named([], "localhost")), "localhost"],
            [firstName(named([], "localhost2")), null],
            [firstName(named([], "10.0.0.5")), "10.0.0.5"],
            [firstName(named([], "10.0.5")), null],
            [hostIn("app.example.com\n")?.host, "app.example.com"],
            [hostIn("https://app.example.com:8443/login?x=1")?.port, "8443"],
            [hostIn("192.0.2.1")?.host, "192.0.2.1"],
            [hostIn("localhost:6443")?.host, "localhost"],
            [hostIn('Get "https://registry.example:5000/v2/": x509: certificate signed by')?.port, "5000"],
            [hostIn("more details: https://curl.se/docs/sslcerts.html of 'https://git.example/a.git/'")?.host, "git.example"],
            [hostIn("HTTPSConnectionPool(host='api.example', port=8443): Max retries")?.port, "8443"],
            [hostIn("no name matches target host name 'shop.example'")?.host, "shop.example"],
            ...["cannot validate certificate for shop.example because it", "No subject alternative DNS name matching shop.example found",
                "No subject alternative names matching IP address shop.example found", "cannot verify shop.example's certificate",
                "altnames: Host: shop.example. is not in the cert's altnames: DNS:a.example", "Hostname shop.example not verified:",
                "pretending to be “shop.example”"].map((text) => [hostIn(text)?.host, "shop.example"]),
            ...["a certificate for shop.example is there", "the hostname shop.example"].map((text) => [hostIn(text), null]),
            ...["see https://curl.se/docs", "at https://u:p@a.example/", "https://a.example;id", "a.example:443 of main.go:12"]
                .map((text, at) => [hostIn(text)?.host, at === 2 ? "a.example" : undefined]),
            ...["", "word", "two.example words", "-x.example", "a.example;id", "$(id).example", "a.example:x", "ftp://a.example"]
                .map((text) => [hostIn(text), null]),
            [hostIn("* Connected to shop.example (192.0.2.1) port 9443 (#0)\ncurl: (60) SSL")?.port, "9443"],
            [hostIn("* Established connection to shop.example (192.0.2.1 port 9443) from 10.0.0.1 port 5")?.port, "9443"],
            [hostIn("* Connected to a.example (::1) port 9443\n no name matches target host name 'a.example'")?.port, "9443"],
            [hostIn("* Connected to xa.example (::1) port 9443\n no name matches target host name 'a.example'")?.port, undefined],
            ...[["https://a.example:8443/x?y#z", "a.example"], ["a.example:443", "a.example"], ["a.example/", "a.example"],
                ["[2001:db8::1]:443", "2001:db8::1"], ["https://u:p@a.example", "a.example"], ["2001:db8::1", null], ["a.example", null],
                ["u@a.example", null], ["https://", null], ["https:", null], ["no name at all", null], ["*.a.example", null], ["", null]]
                .map(([text, host]) => [hostOf(text), host]),
            [firstName(named([], "Some Root CA")), null],
            [firstName({ leaf: 0, certificates: [{ contents: null }] }), null],
            [firstName({ leaf: null, certificates: [] }), null],
            [chooseJudge(judged("trusted", "trusted", "trusted"), null), "chrome"],
            [chooseJudge(judged("trusted", "rejected", "trusted"), null), "firefox"],
            [chooseJudge(judged("trusted", "rejected", "trusted"), "chrome"), "chrome"],
            [chooseJudge(judged("trusted", "rejected", "trusted"), "webpki"), "rfc5280"],
            [chooseJudge(judged(null, null, "trusted"), "chrome"), "rfc5280"],
            [caused("b", error("a"), error("b")), "b"],
            [caused("NET::ERR_X", { id: "w", outcome: "warning" }, error("a"), error("b")), "a"],
            [caused("x"), null],
            [plain("subjectKeyIdentifier"), "Subject key identifier"],
            [plain("not-after"), "Not after"],
            [count(1, "fault"), "1 fault"],
            [count(2000, "fault"), "2,000 faults"],
            [outcomeOf("passed").tone, "good"],
            [outcomeOf("some-new-outcome").word, "Not checked"],
            [whereIs({ part: 1, offset: 7, length: 1200, line: null }, "certificates", names), "byte 7 of a.der, 1.2 kB"],
            [whereIs({ part: 0, offset: 7, length: 20, line: 3 }, "certificates", names), "line 3 of the text, 20 bytes"],
            [whereIs({ part: 0, offset: 0, length: 20, line: 1 }, "anchors", names), "line 1 of your own roots, 20 bytes"],
        ];
    }).then((rows) => done(rows.length < 30 ? ["too few rows"]
        : rows.filter(([got, want]) => got !== want).map(([got, want]) => `${got}, not ${want}`)),
        (error) => done([error.message]));
"#;

fn functions(page: &Page) -> Result<()> {
    page.open()?;
    let wrong = page.waiting_script(ROWS, Vec::new())?;
    ensure!(wrong.as_array().context("a list")?.is_empty(), "{wrong}");
    Ok(())
}
