//! Test inputs, made with openssl for these tests alone.

use base64::Engine;

/// One self-signed certificate (P-256, CN=one.example), its request, its CRL, a PKCS#7 bundle of all, and keys.
const SAMPLES: &[(&str, &str)] = &[
    (
        "certificate",
        concat!(
            "MIIBgTCCASegAwIBAgIUDMsQUHEHqICJT1i/HWp7Px3sicEwCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLb25lLmV4YW1wbGUw",
            "HhcNMjYxMTIzMTcwNzMzWhcNMzYxMTIwMTcwNzMzWjAWMRQwEgYDVQQDDAtvbmUuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqG",
            "SM49AwEHA0IABBkgoAOcr3Sn5XCFMdhWcYQ3ygMOWkOGBTJ7mqhODdZtUj1c+TO+Evni5IrjuBdhXPq07eMfSq89FHhovd7d",
            "uhGjUzBRMB0GA1UdDgQWBBQzGoA/diT+Dp5/xJMsJERIlUYPOTAfBgNVHSMEGDAWgBQzGoA/diT+Dp5/xJMsJERIlUYPOTAP",
            "BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIEO/t252MDcHkpuPw3uTOy1M+lGixJruSNcSgStJggYiAiEA+5qj",
            "L5bIcOln6DOR2JcALHegMWmDUrTweShQJbRZTlM=",
        ),
    ),
    (
        "request",
        concat!(
            "MIHQMHgCAQAwFjEUMBIGA1UEAwwLb25lLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQZIKADnK90p+VwhTHY",
            "VnGEN8oDDlpDhgUye5qoTg3WbVI9XPkzvhL54uSK47gXYVz6tO3jH0qvPRR4aL3e3boRoAAwCgYIKoZIzj0EAwIDSAAwRQIh",
            "ALEXtumG49nkIngz/ueoYWwaN8535RyHFrHeKEpXcBmMAiB4nVVNAp3ghHxeqBFuA1htEG9ucI5YzgxBmcFYlwZ0XA==",
        ),
    ),
    (
        "crl",
        concat!(
            "MIGuMFUCAQEwCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLb25lLmV4YW1wbGUXDTI2MTEyMzE3MDczM1oXDTI2MTIyMzE3MDcz",
            "M1qgDjAMMAoGA1UdFAQDAgEBMAoGCCqGSM49BAMCA0kAMEYCIQCHSbW/K63V8u3zsXl6dMETW3grdfyM/PGeIaBIUXPufwIh",
            "ALJHOT3IAP0OhQTWE/2er5MJKIXjWmy84od0HVRqdObo",
        ),
    ),
    (
        "pkcs7",
        concat!(
            "MIID6QYJKoZIhvcNAQcCoIID2jCCA9YCAQExADALBgkqhkiG9w0BBwGgggMKMIIBgTCCASegAwIBAgIUDMsQUHEHqICJT1i/",
            "HWp7Px3sicEwCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLb25lLmV4YW1wbGUwHhcNMjYxMTIzMTcwNzMzWhcNMzYxMTIwMTcw",
            "NzMzWjAWMRQwEgYDVQQDDAtvbmUuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABBkgoAOcr3Sn5XCFMdhWcYQ3",
            "ygMOWkOGBTJ7mqhODdZtUj1c+TO+Evni5IrjuBdhXPq07eMfSq89FHhovd7duhGjUzBRMB0GA1UdDgQWBBQzGoA/diT+Dp5/",
            "xJMsJERIlUYPOTAfBgNVHSMEGDAWgBQzGoA/diT+Dp5/xJMsJERIlUYPOTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMC",
            "A0gAMEUCIEO/t252MDcHkpuPw3uTOy1M+lGixJruSNcSgStJggYiAiEA+5qjL5bIcOln6DOR2JcALHegMWmDUrTweShQJbRZ",
            "TlMwggGBMIIBJ6ADAgECAhQMyxBQcQeogIlPWL8dans/HeyJwTAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtvbmUuZXhhbXBs",
            "ZTAeFw0yNjExMjMxNzA3MzNaFw0zNjExMjAxNzA3MzNaMBYxFDASBgNVBAMMC29uZS5leGFtcGxlMFkwEwYHKoZIzj0CAQYI",
            "KoZIzj0DAQcDQgAEGSCgA5yvdKflcIUx2FZxhDfKAw5aQ4YFMnuaqE4N1m1SPVz5M74S+eLkiuO4F2Fc+rTt4x9Krz0UeGi9",
            "3t26EaNTMFEwHQYDVR0OBBYEFDMagD92JP4Onn/EkywkREiVRg85MB8GA1UdIwQYMBaAFDMagD92JP4Onn/EkywkREiVRg85",
            "MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgQ7+3bnYwNweSm4/De5M7LUz6UaLEmu5I1xKBK0mCBiICIQD7",
            "mqMvlshw6WfoM5HYlwAsd6AxaYNStPB5KFAltFlOU6GBsTCBrjBVAgEBMAoGCCqGSM49BAMCMBYxFDASBgNVBAMMC29uZS5l",
            "eGFtcGxlFw0yNjExMjMxNzA3MzNaFw0yNjEyMjMxNzA3MzNaoA4wDDAKBgNVHRQEAwIBATAKBggqhkjOPQQDAgNJADBGAiEA",
            "h0m1vyut1fLt87F5enTBE1t4K3X8jPzxniGgSFFz7n8CIQCyRzk9yAD9DoUE1hP9nq+TCSiF41psvOKHdB1UanTm6DEA",
        ),
    ),
    (
        "rsa-pkcs8",
        concat!(
            "MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBANwDcgTnAkrXwn644ZzMWemrWYyDSiiouS/E+ZKB2qLRAMOg",
            "EQqerrR8HMC0mQvfYlUnNuuS0DgdMJX/XHTQ3E2r6ddFWL62mZuiPgmQOcyhnMN3Zk81r1iKP+YllRWREv59G7/wWxKqHL34",
            "g+OHpMn9rmPozEc2eeJGOotnZmMLAgMBAAECgYBSr2DMgt0Tr57C7UytFwe7j9ApxLW8Lhza3RZGf1Lh2daFrsR4z0YtQm+z",
            "5KuYEK3t/rzfL9/dFutJlBz1MgF45PMuAQauWoXdwHn3zSJGLw4kQ1iUrXEoZLADuv3HovNhDJAwN4xavlrA/qmxok5ggb/Y",
            "/ShVnVw4NtVODfobUQJBAPKmZJnW+3QqPdGjYo/qUR2XygKk0oMLAwkXy9Zas+dZ77cmn3Dm/FX7dUHm1ctL8nUbBM7UswQA",
            "exewd/l15CUCQQDoHjplR3BjLF1v5yCTpxFm1IaGxRqZwsTS86wFP/eDe9vdafdcoNG41KWOnGKnP1kKDuz3fMc2l4de9XSp",
            "KWtvAkA0cw8Pyc50n6TZKa3mWcnK0cKSq7ntJXY0gvZGkTiN63zLZAfWybcFhuMjqZfQ58uy0HJLmuJPHSN+TWDBhWAZAkEA",
            "wMladwP+tGAEuwycYgZAzcd2dDkA/vRlxU/db/7Q9MPKuPtqF+T6SylS2D/LMF3M9i2vY16flxgDtzrmyhk8wQJBALb9sVPK",
            "h7D6HBUAHTq1lOlKPmCrsw/8KGAjkbxKD709dqkuwwJ4FHOqSxDw+vxx3+W5/+XPxBnE3VQfND1E88M=",
        ),
    ),
    (
        "rsa-pkcs1",
        concat!(
            "MIICXQIBAAKBgQDcA3IE5wJK18J+uOGczFnpq1mMg0ooqLkvxPmSgdqi0QDDoBEKnq60fBzAtJkL32JVJzbrktA4HTCV/1x0",
            "0NxNq+nXRVi+tpmboj4JkDnMoZzDd2ZPNa9Yij/mJZUVkRL+fRu/8FsSqhy9+IPjh6TJ/a5j6MxHNnniRjqLZ2ZjCwIDAQAB",
            "AoGAUq9gzILdE6+ewu1MrRcHu4/QKcS1vC4c2t0WRn9S4dnWha7EeM9GLUJvs+SrmBCt7f683y/f3RbrSZQc9TIBeOTzLgEG",
            "rlqF3cB5980iRi8OJENYlK1xKGSwA7r9x6LzYQyQMDeMWr5awP6psaJOYIG/2P0oVZ1cODbVTg36G1ECQQDypmSZ1vt0Kj3R",
            "o2KP6lEdl8oCpNKDCwMJF8vWWrPnWe+3Jp9w5vxV+3VB5tXLS/J1GwTO1LMEAHsXsHf5deQlAkEA6B46ZUdwYyxdb+cgk6cR",
            "ZtSGhsUamcLE0vOsBT/3g3vb3Wn3XKDRuNSljpxipz9ZCg7s93zHNpeHXvV0qSlrbwJANHMPD8nOdJ+k2Smt5lnJytHCkqu5",
            "7SV2NIL2RpE4jet8y2QH1sm3BYbjI6mX0OfLstByS5riTx0jfk1gwYVgGQJBAMDJWncD/rRgBLsMnGIGQM3HdnQ5AP70ZcVP",
            "3W/+0PTDyrj7ahfk+kspUtg/yzBdzPYtr2Nen5cYA7c65soZPMECQQC2/bFTyoew+hwVAB06tZTpSj5gq7MP/ChgI5G8Sg+9",
            "PXapLsMCeBRzqksQ8Pr8cd/luf/lz8QZxN1UHzQ9RPPD",
        ),
    ),
    (
        "rsa-public",
        concat!(
            "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDcA3IE5wJK18J+uOGczFnpq1mMg0ooqLkvxPmSgdqi0QDDoBEKnq60fBzA",
            "tJkL32JVJzbrktA4HTCV/1x00NxNq+nXRVi+tpmboj4JkDnMoZzDd2ZPNa9Yij/mJZUVkRL+fRu/8FsSqhy9+IPjh6TJ/a5j",
            "6MxHNnniRjqLZ2ZjCwIDAQAB",
        ),
    ),
    (
        "rsa-public-pkcs1",
        concat!(
            "MIGJAoGBANwDcgTnAkrXwn644ZzMWemrWYyDSiiouS/E+ZKB2qLRAMOgEQqerrR8HMC0mQvfYlUnNuuS0DgdMJX/XHTQ3E2r",
            "6ddFWL62mZuiPgmQOcyhnMN3Zk81r1iKP+YllRWREv59G7/wWxKqHL34g+OHpMn9rmPozEc2eeJGOotnZmMLAgMBAAE=",
        ),
    ),
    (
        "p256-sec1",
        concat!(
            "MHcCAQEEIAArUp0KRr1B6vr1sgnv/8strrXYWh74nx6cFULIQkgpoAoGCCqGSM49AwEHoUQDQgAEGSCgA5yvdKflcIUx2FZx",
            "hDfKAw5aQ4YFMnuaqE4N1m1SPVz5M74S+eLkiuO4F2Fc+rTt4x9Krz0UeGi93t26EQ==",
        ),
    ),
    (
        "p256-sec1-nopublic",
        "MDECAQEEIAArUp0KRr1B6vr1sgnv/8strrXYWh74nx6cFULIQkgpoAoGCCqGSM49AwEH",
    ),
    (
        "p256-pkcs8",
        concat!(
            "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgACtSnQpGvUHq+vWyCe//yy2utdhaHvifHpwVQshCSCmhRANC",
            "AAQZIKADnK90p+VwhTHYVnGEN8oDDlpDhgUye5qoTg3WbVI9XPkzvhL54uSK47gXYVz6tO3jH0qvPRR4aL3e3boR",
        ),
    ),
    (
        "p256-public",
        concat!(
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEGSCgA5yvdKflcIUx2FZxhDfKAw5aQ4YFMnuaqE4N1m1SPVz5M74S+eLkiuO4",
            "F2Fc+rTt4x9Krz0UeGi93t26EQ==",
        ),
    ),
    (
        "p384",
        "MD4CAQEEMHvJw4Vbe0pBfTi0rqtU53HGjrlWwYKFNB3EY9AKap2guxGv2udfX8aEEqNMfJnVs6AHBgUrgQQAIg==",
    ),
    (
        "p384-public",
        concat!(
            "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEAhywrOQ4I1HxGcUhEtIdVmnDlnxgQiDp1KdbRJx4pFbCPXCayq5JykPZhHqybweA",
            "SZokQidYZeqPMBWK10lORPlwWwc/YrprdnBjDmTfh3o+i4Cu3xXMhy26/kH8w6F5",
        ),
    ),
    (
        "p521",
        concat!(
            "MFACAQEEQgAkWx64VI5TLncCJQiZu+KC7bnW1q4bfK1fubJSDv030SdpiJOqXsqdSGtYzGrJrvS3nbZFtJVy0JqyqeIVthzC",
            "zaAHBgUrgQQAIw==",
        ),
    ),
    (
        "p521-public",
        concat!(
            "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQA3nCNxr//90KjLtLXhDNY9Ewcx29JLKOKgqmorH8+4S8mnu1b2XV1YwiYFrkE",
            "MD/HYkhuRYi896fYFtfp3naSCecAo/DCYDVyKFooYCMfjkSPW51ZkhquD51wTpbIWiOT2eSYjHhjRCGDPEiA+E3M0euQ+thU",
            "WPd3e7uAUbr50Kpbdis=",
        ),
    ),
    (
        "ed25519",
        "MC4CAQAwBQYDK2VwBCIEIN1FXkW7dr49cHHdhTGqLKGx7KNjA7OKzpeYXiV5Ra56",
    ),
    (
        "ed25519-public",
        "MCowBQYDK2VwAyEAQn6rNUyRoIKz4/mQ7tEsgLK1IONqvVVoS8FD3pPi5qI=",
    ),
    (
        "encrypted",
        concat!(
            "MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjVCUR6wxdcQgICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQME",
            "ASoEEFgKJxdgmvKTr2fR7pEh8gwEgZDLVdFL/BVKu/SNvZx6MbXOky22LBsVOhOKNM9h3dd8C+FWqe7YjV6Wzh9k0OMyE1do",
            "edp36VoknPcYHsLvmX3Lz32olQ82W20EsWuug6xREPYfFuDRINZjiXRO3Ji1pxGdQk6JcVq1qV2+o4F3G0MEiISzIcDLcEzO",
            "TGbLPrlJ7IVse2dUKUOv9MRpjudR40E=",
        ),
    ),
];

/// The sample of this name.
pub(super) fn key(name: &str) -> Vec<u8> {
    let (_, text) = SAMPLES.iter().find(|(sample, _)| *sample == name).unwrap();
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .unwrap()
}

pub(super) fn certificate() -> Vec<u8> {
    key("certificate")
}

pub(super) fn request() -> Vec<u8> {
    key("request")
}

pub(super) fn crl() -> Vec<u8> {
    key("crl")
}

/// The certificate twice and the CRL.
pub(super) fn pkcs7() -> Vec<u8> {
    key("pkcs7")
}

/// Base64 with the standard alphabet, in lines of `width`.
pub(super) fn base64(bytes: &[u8], width: usize) -> String {
    let text = base64::engine::general_purpose::STANDARD.encode(bytes);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(width)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    lines.join("\n")
}

/// A PEM block as openssl writes it.
pub(super) fn pem(label: &str, der: &[u8]) -> String {
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        base64(der, 64)
    )
}

/// Deterministic noise (SplitMix64).
pub(super) fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed;
    std::iter::repeat_with(|| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z >> 24) as u8
    })
    .take(length)
    .collect()
}
