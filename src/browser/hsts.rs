//! Hosts at which no browser offers to go on, whatever is wrong with a certificate (RFC 6797 §12.1): top-level domains that are under
//! HSTS as a whole. Single hosts that are under it are not known here.
//!
//! Chromium's list (net/http/transport_security_state_static.json), of which Firefox makes its own (nsSTSPreloadList.inc). Chromium 156
//! and Firefox 153 were asked about every domain of the Public Suffix List.

use crate::profile::BrowserName;

/// What both have.
const DOMAINS: &str = "amazon android app audible azure bank bing boo channel chrome dad day dev eat esq fire fly foo fujitsu gle \
gmail google hangout hotmail imdb ing insurance kindle meet meme microsoft mov new nexus office page phd play prime prof rsvp search \
silk skype windows xbox xn--cckwcxetd xn--jlq480n2rg youtube zappos zip";
/// What Firefox has beside.
const FIREFOX: &str = "here";

/// Whether this DNS name, as it is compared, is in such a top-level domain.
pub(super) fn is_under(host: &str, browser: BrowserName) -> bool {
    let top = host.rsplit('.').next().unwrap_or_default();
    let more = match browser {
        BrowserName::Chrome => "",
        BrowserName::Firefox => FIREFOX,
    };
    let mut domains = DOMAINS.split(' ').chain([more]);
    domains.any(|domain| !top.is_empty() && domain == top)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_top_level_domains_are_known() {
        for (host, in_chrome, in_firefox) in [
            ("dev", true, true),
            ("outlook.cloud.microsoft", true, true),
            ("shop.xn--cckwcxetd", true, true),
            ("shop.here", false, true),
            ("dev.example", false, false),
            ("shop.devs", false, false),
            ("shop.goog", false, false),
            ("www.gov.uk", false, false),
        ] {
            assert_eq!(is_under(host, BrowserName::Chrome), in_chrome, "{host}");
            assert_eq!(is_under(host, BrowserName::Firefox), in_firefox, "{host}");
        }
    }
}
