//! Name constraints (RFC 5280 §4.2.1.10): a subtree of names, a name that it binds, and whether the one covers the other.
//! Where a text cannot be read with certainty it is never taken to be permitted and always taken to be excluded.

use std::net::IpAddr;

use super::{DistinguishedName, DnsPattern, GeneralName, comparison};
use crate::der::{Tag, Tree};
use crate::oid::Oid;

/// The form of a name: constraints of one form bind names of that form only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // called as in the standard, see `Form::name`
pub enum Form {
    Other,
    Email,
    Dns,
    X400,
    Directory,
    EdiParty,
    Uri,
    Ip,
    RegisteredId,
}

impl Form {
    /// The form of a name.
    pub fn of(name: &GeneralName) -> Self {
        match name {
            GeneralName::Other(..) => Self::Other,
            GeneralName::Email(_) => Self::Email,
            GeneralName::Dns(_) => Self::Dns,
            GeneralName::X400(_) => Self::X400,
            GeneralName::Directory(_) => Self::Directory,
            GeneralName::EdiParty(_) => Self::EdiParty,
            GeneralName::Uri(_) => Self::Uri,
            GeneralName::Ip(_) => Self::Ip,
            GeneralName::RegisteredId(_) => Self::RegisteredId,
        }
    }

    /// As RFC 5280 §4.2.1.6 calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Other => "otherName",
            Self::Email => "rfc822Name",
            Self::Dns => "dNSName",
            Self::X400 => "x400Address",
            Self::Directory => "directoryName",
            Self::EdiParty => "ediPartyName",
            Self::Uri => "uniformResourceIdentifier",
            Self::Ip => "iPAddress",
            Self::RegisteredId => "registeredID",
        }
    }
}

/// How much of what a name stands for must lie in a subtree: only wildcards stand for more than one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it: what a permitted subtree is asked.
    Whole,
    /// Any of it: what an excluded subtree is asked.
    Part,
}

/// The base of a GeneralSubtree, made ready for comparison. Text is in lower case where case does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subtree {
    /// A DNS name and all below it; the empty name: all.
    Dns(String),
    /// An address range.
    Ip(IpRange),
    /// Mailboxes.
    Email(Mailboxes),
    /// [`DistinguishedName::key`] of the name at the top.
    Directory(Vec<u8>),
    /// The hosts of URIs.
    Uri(Hosts),
    /// x400Address, ediPartyName, registeredID, otherName: RFC 5280 defines no comparison for them.
    NotComparable,
}

/// Address and mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // address, mask
pub enum IpRange {
    V4(u32, u32),
    V6(u128, u128),
}

/// What an rfc822Name constraint stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mailboxes {
    /// This one.
    One(Mailbox),
    /// All at these hosts.
    At(Hosts),
}

/// What the host of an e-mail or URI constraint stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hosts {
    /// The constraint is empty. The RFC does not say what that means; NSS and Go read it as here, and CAs write it to exclude
    /// a whole form of names.
    All,
    /// This one.
    One(String),
    /// With a leading period: those below this domain, but not the domain itself.
    Below(String),
}

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// Without quoting; case counts (§7.5).
    local: String,
    /// Lower case.
    host: String,
}

/// A name that constraints bind, made ready for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A DNS name in lower case; of a wildcard, what stands below the asterisk.
    Dns {
        /// Whether one label more is left open.
        wildcard: bool,
        /// Without the asterisk and its period.
        name: String,
    },
    /// An address.
    Ip(IpAddr),
    /// rfc822Name, SmtpUTF8Mailbox, or an emailAddress attribute.
    Email(Mailbox),
    /// [`DistinguishedName::key`].
    Directory(Vec<u8>),
    /// A URI's host.
    Uri(String),
    /// Of a form that constraints are not compared with.
    NotComparable,
    /// Not what its form asks for, so that it is not known where it lies.
    Unreadable,
}

impl Subtree {
    /// Reads a constraint.
    ///
    /// # Errors
    /// Why it is not what §4.2.1.10 says. It then means nothing certain and must not be passed over.
    pub fn read(base: &GeneralName) -> Result<Self, &'static str> {
        match base {
            GeneralName::Dns(text) => dns_subtree(text).map(Self::Dns),
            GeneralName::Ip(octets) => ip_range(octets).map(Self::Ip),
            GeneralName::Email(text) => mailboxes(text).map(Self::Email),
            GeneralName::Directory(name) if name.problem().is_some() => Err("it is not a Name"),
            GeneralName::Directory(name) => Ok(Self::Directory(name.key().to_vec())),
            GeneralName::Uri(text) => hosts(text).map(Self::Uri),
            GeneralName::Other(..)
            | GeneralName::X400(_)
            | GeneralName::EdiParty(_)
            | GeneralName::RegisteredId(_) => Ok(Self::NotComparable),
        }
    }

    /// Octets that comparing a name with it may look at.
    pub fn size(&self) -> usize {
        match self {
            Self::Dns(name) => name.len(),
            Self::Email(Mailboxes::One(mailbox)) => mailbox.local.len() + mailbox.host.len(),
            Self::Email(Mailboxes::At(hosts)) | Self::Uri(hosts) => match hosts {
                Hosts::All => 0,
                Hosts::One(host) | Hosts::Below(host) => host.len(),
            },
            Self::Directory(key) => key.len(),
            Self::Ip(_) | Self::NotComparable => 0,
        }
    }

    /// Whether a name lies in it. Names of another form do not.
    pub fn covers(&self, name: &Name, extent: Extent) -> bool {
        if *name == Name::Unreadable {
            return extent == Extent::Part;
        }
        match self {
            Self::Dns(base) => matches!(name, Name::Dns { wildcard, name }
                if dns_covers(base, name, *wildcard, extent)),
            Self::Ip(range) => matches!(name, Name::Ip(address) if ip_covers(*range, *address)),
            Self::Email(mailboxes) => matches!(name, Name::Email(mailbox)
                if mailboxes_cover(mailboxes, mailbox)),
            Self::Directory(top) => matches!(name, Name::Directory(name)
                if directory_covers(top, name, extent)),
            Self::Uri(hosts) => matches!(name, Name::Uri(host) if hosts_cover(hosts, host)),
            Self::NotComparable => extent == Extent::Part,
        }
    }
}

impl Name {
    /// Reads a name of a certificate for comparison with constraints of `form`: its own, or [`Form::Email`] for an
    /// otherName that [`is_smtp_utf8_mailbox`].
    pub fn read(name: &GeneralName, form: Form) -> Self {
        let read = match name {
            GeneralName::Dns(text) => dns_name(text),
            GeneralName::Ip(octets) => ip_address(octets).map(Self::Ip),
            GeneralName::Email(text) => ascii(text).and_then(mailbox).map(Self::Email),
            GeneralName::Directory(name) => {
                let is_name = name.problem().is_none();
                is_name.then(|| Self::Directory(name.key().to_vec()))
            }
            GeneralName::Uri(text) => ascii(text).and_then(uri_host).map(Self::Uri),
            GeneralName::Other(_, value) if form == Form::Email => {
                smtp_utf8_mailbox(value).map(Self::Email)
            }
            GeneralName::Other(..)
            | GeneralName::X400(_)
            | GeneralName::EdiParty(_)
            | GeneralName::RegisteredId(_) => Some(Self::NotComparable),
        };
        read.unwrap_or(Self::Unreadable)
    }
}

fn ascii(text: &[u8]) -> Option<&str> {
    std::str::from_utf8(text)
        .ok()
        .filter(|text| text.is_ascii())
}

/// A host name in lower case: preferred name syntax as [`DnsPattern`] reads it, no wildcard.
fn host_name(text: &str) -> Option<String> {
    let is_name = !text.starts_with('*') && DnsPattern::parse(text.as_bytes()).is_ok();
    is_name.then(|| text.to_ascii_lowercase())
}

// dNSName: "DNS name restrictions are expressed as host.example.com. Any DNS name that can be constructed by simply adding
// zero or more labels to the left-hand side of the name satisfies the name constraint."

/// A leading period, which some CAs write, is not of this form; nor is a wildcard.
fn dns_subtree(text: &[u8]) -> Result<String, &'static str> {
    match ascii(text) {
        Some("") => Ok(String::new()),
        Some(text) if text.starts_with('.') => {
            Err("a DNS name constraint must not begin with a period")
        }
        Some(text) if text.contains('*') => Err("a DNS name constraint must not hold a wildcard"),
        text => text
            .and_then(host_name)
            .ok_or("it is not a DNS name in preferred name syntax"),
    }
}

fn dns_name(text: &[u8]) -> Option<Name> {
    DnsPattern::parse(text).ok()?;
    let text = ascii(text)?.to_ascii_lowercase();
    Some(match text.strip_prefix("*.") {
        Some(name) => Name::Dns {
            wildcard: true,
            name: name.to_owned(),
        },
        None => Name::Dns {
            wildcard: false,
            name: text,
        },
    })
}

/// A wildcard stands for the names with one label more (RFC 9525 §6.3): all lie in `base` where what is below the asterisk
/// does; one does where `base` is itself such a name.
fn dns_covers(base: &str, name: &str, wildcard: bool, extent: Extent) -> bool {
    is_at_or_below(name, base)
        || (wildcard
            && extent == Extent::Part
            && base.split_once('.').is_some_and(|(_, rest)| rest == name))
}

fn is_at_or_below(name: &str, base: &str) -> bool {
    base.is_empty() || name == base || is_below(name, base)
}

fn is_below(name: &str, base: &str) -> bool {
    let labels = name.strip_suffix(base);
    labels.is_some_and(|labels| labels.ends_with('.') && labels.len() > 1)
}

// iPAddress: "For IPv4 addresses, the iPAddress field of GeneralName MUST contain eight (8) octets, encoded in the style of
// RFC 4632 (CIDR) to represent an address range [RFC4632]. For IPv6 addresses, the iPAddress field MUST contain 32 octets
// similarly encoded."

/// CIDR is a number of leading bits: a mask with holes has none. Bits of the address beyond the mask do not count.
fn ip_range(octets: &[u8]) -> Result<IpRange, &'static str> {
    const HOLES: &str = "the mask is not contiguous";
    let (address, mask) = octets
        .split_at_checked(octets.len() / 2)
        .ok_or("it is empty")?;
    match (ip_address(address), ip_address(mask)) {
        (Some(IpAddr::V4(address)), Some(IpAddr::V4(mask))) => {
            let mask = mask.to_bits();
            let is_contiguous = mask.leading_ones() + mask.trailing_zeros() == 32;
            let range = IpRange::V4(address.to_bits(), mask);
            is_contiguous.then_some(range).ok_or(HOLES)
        }
        (Some(IpAddr::V6(address)), Some(IpAddr::V6(mask))) => {
            let mask = mask.to_bits();
            let is_contiguous = mask.leading_ones() + mask.trailing_zeros() == 128;
            let range = IpRange::V6(address.to_bits(), mask);
            is_contiguous.then_some(range).ok_or(HOLES)
        }
        _ => Err("an IP address constraint must have 8 or 32 octets"),
    }
}

fn ip_address(octets: &[u8]) -> Option<IpAddr> {
    let v4 = <[u8; 4]>::try_from(octets).map(IpAddr::from);
    v4.or_else(|_| <[u8; 16]>::try_from(octets).map(IpAddr::from))
        .ok()
}

/// An IPv4 range holds no IPv6 address and the reverse; yet both are of the form iPAddress, so that permitting IPv4 only
/// permits no IPv6 address.
fn ip_covers(range: IpRange, address: IpAddr) -> bool {
    match (range, address) {
        (IpRange::V4(base, mask), IpAddr::V4(address)) => address.to_bits() & mask == base & mask,
        (IpRange::V6(base, mask), IpAddr::V6(address)) => address.to_bits() & mask == base & mask,
        (IpRange::V4(..), IpAddr::V6(_)) | (IpRange::V6(..), IpAddr::V4(_)) => false,
    }
}

// rfc822Name: "A name constraint for Internet mail addresses MAY specify a particular mailbox, all addresses at a particular
// host, or all mailboxes in a domain. To indicate a particular mailbox, the constraint is the complete mail address. […] To
// indicate all Internet mail addresses on a particular host, the constraint is specified as the host name. […] To specify any
// address within a domain, the constraint is specified with a leading period (as with URIs)."

fn mailboxes(text: &[u8]) -> Result<Mailboxes, &'static str> {
    match ascii(text) {
        Some(text) if text.contains('@') => mailbox(text)
            .map(Mailboxes::One)
            .ok_or("it is not an e-mail address"),
        _ => hosts(text).map(Mailboxes::At),
    }
}

/// §7.5: "the local-part of each name is an exact match, AND […] the host-part of each name matches using a case-insensitive
/// ASCII comparison."
fn mailboxes_cover(mailboxes: &Mailboxes, mailbox: &Mailbox) -> bool {
    match mailboxes {
        Mailboxes::One(one) => one == mailbox,
        Mailboxes::At(hosts) => hosts_cover(hosts, &mailbox.host),
    }
}

/// `Mailbox` of RFC 5321 §4.1.2, without address literals: a host that is no name can't be compared.
fn mailbox(text: &str) -> Option<Mailbox> {
    let (local, host) = match text.strip_prefix('"') {
        Some(quoted) => quoted_local_part(quoted)?,
        None => {
            let (local, host) = text.split_once('@')?;
            (is_dot_string(local).then(|| local.to_owned())?, host)
        }
    };
    let host = host_name(host)?;
    Some(Mailbox { local, host })
}

/// RFC 5321 §4.1.2: `Dot-string`, with RFC 6531's letters beyond ASCII.
fn is_dot_string(local: &str) -> bool {
    let is_atom_text = |c: char| {
        c.is_ascii_alphanumeric()
            || "!#$%&'*+-/=?^_`{|}~".contains(c)
            || (!c.is_ascii() && !c.is_control())
    };
    local
        .split('.')
        .all(|atom| !atom.is_empty() && atom.chars().all(is_atom_text))
}

/// What the quotes hold, and the host after them. Quoting does not change the mailbox: `"root"@example.com` is
/// `root@example.com` (RFC 5321 §4.1.2).
fn quoted_local_part(after_quote: &str) -> Option<(String, &str)> {
    let mut local = String::new();
    let mut rest = after_quote.chars();
    loop {
        match rest.next()? {
            '"' => break,
            '\\' => local.push(rest.next()?),
            c => local.push(c),
        }
    }
    let host = rest.as_str().strip_prefix('@')?;
    let is_printable = !local.is_empty() && !local.chars().any(char::is_control);
    is_printable.then_some((local, host))
}

/// Whether an otherName is of type id-on-SmtpUTF8Mailbox (RFC 9598 §3). It names a mailbox as rfc822Name does, so constraints
/// on rfc822Name bind it too.
pub fn is_smtp_utf8_mailbox(type_id: &Oid) -> bool {
    type_id.content() == [0x2b, 6, 1, 5, 5, 7, 8, 9]
}

/// RFC 9598 §3: a UTF8String; non-ASCII domains are in A-labels, so that the host compares as that of an rfc822Name.
fn smtp_utf8_mailbox(value: &[u8]) -> Option<Mailbox> {
    const UTF8_STRING: Tag = Tag::universal(12);
    let tree = Tree::read(value, 0..value.len());
    let text = tree
        .root()
        .filter(|root| tree.is_sound() && root.is(UTF8_STRING))?;
    mailbox(std::str::from_utf8(text.content()).ok()?)
}

// directoryName: "A distinguished name DN1 is within the subtree defined by the distinguished name DN2 if DN1 contains at
// least as many RDNs as DN2, and DN1 and DN2 are a match when trailing RDNs in DN1 are ignored." (§7.1)

/// Of two values that cannot be compared (a TeletexString and a UTF8String, or one with code points that RFC 4518 prohibits) it
/// is not known whether they match: they are never permitted for it, and always excluded.
fn directory_covers(top: &[u8], name: &[u8], extent: Extent) -> bool {
    name.starts_with(top) || (extent == Extent::Part && comparison::may_lie_below(top, name))
}

// uniformResourceIdentifier: "For URIs, the constraint applies to the host part of the name. The constraint MUST be
// specified as a fully qualified domain name and MAY specify a host or a domain. […] When the constraint begins with a
// period, it MAY be expanded with one or more labels. That is, the constraint ".example.com" is satisfied by both
// host.example.com and my.host.example.com. However, the constraint ".example.com" is not satisfied by "example.com". When
// the constraint does not begin with a period, it specifies a host."

fn hosts(text: &[u8]) -> Result<Hosts, &'static str> {
    const NO_HOST: &str = "it is neither a host name nor a period and a domain name";
    let text = ascii(text).ok_or(NO_HOST)?;
    match text.strip_prefix('.') {
        _ if text.is_empty() => Ok(Hosts::All),
        Some(domain) => host_name(domain).map(Hosts::Below).ok_or(NO_HOST),
        None => host_name(text).map(Hosts::One).ok_or(NO_HOST),
    }
}

fn hosts_cover(hosts: &Hosts, host: &str) -> bool {
    match hosts {
        Hosts::All => true,
        Hosts::One(one) => one == host,
        Hosts::Below(domain) => is_below(host, domain),
    }
}

/// The host of a URI (RFC 3986 §3.2.2). `None` too where the host is an address or there is no authority: "then the
/// application MUST reject the certificate".
fn uri_host(uri: &str) -> Option<String> {
    // What RFC 3986 §2 leaves out is read differently by different programs: a backslash is a slash to browsers.
    let is_allowed = |b: u8| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b);
    let (scheme, rest) = uri.split_once("://")?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    if !is_scheme || !uri.bytes().all(is_allowed) {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = match host.split_once(':') {
        Some((host, port)) => port.bytes().all(|b| b.is_ascii_digit()).then_some(host)?,
        None => host,
    };
    host_name(host)
}

/// The names of a certificate that constraints bind besides its alternative names: the subject, where it is not empty, and,
/// where there are no alternative names, the subject's e-mail addresses.
///
/// "Restrictions of the form directoryName MUST be applied to the subject field in the certificate (when the certificate includes
/// a non-empty subject field)". "When constraints are imposed on the rfc822Name name form, but the certificate does not include
/// a subject alternative name, the rfc822Name constraint MUST be applied to the attribute of type emailAddress in the subject
/// distinguished name".
pub fn subject_names(
    subject: &DistinguishedName,
    alternative_names: &[GeneralName],
) -> Vec<GeneralName> {
    let mut names = Vec::new();
    if !subject.is_empty() {
        names.push(GeneralName::Directory(subject.clone()));
    }
    if alternative_names.is_empty() {
        let email = |attribute: &&super::Attribute| {
            attribute.oid.content() == crate::oid::known::EMAIL_ADDRESS
        };
        names.extend(subject.attributes().filter(email).map(|attribute| {
            let text = attribute.text().map(String::into_bytes);
            GeneralName::Email(text.unwrap_or_else(|| attribute.value.clone()))
        }));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A GeneralName of `form` from text: an address and mask as `10.0.0.0/255.0.0.0`, a directory name as mint's.
    fn name(form: Form, text: &str) -> GeneralName {
        let bytes = text.as_bytes().to_vec();
        match form {
            Form::Dns => GeneralName::Dns(bytes),
            Form::Email => GeneralName::Email(bytes),
            Form::Uri => GeneralName::Uri(bytes),
            Form::Ip => GeneralName::Ip(
                text.split('/')
                    .flat_map(|part| match part.parse().unwrap() {
                        IpAddr::V4(address) => address.octets().to_vec(),
                        IpAddr::V6(address) => address.octets().to_vec(),
                    })
                    .collect(),
            ),
            other => panic!("no text for {other:?}"),
        }
    }

    fn directory(name: mint::Name) -> GeneralName {
        let tree = Tree::read(name.der(), 0..name.der().len());
        GeneralName::Directory(DistinguishedName::read(tree.root().unwrap()).unwrap())
    }

    fn smtp_utf8(value: &[u8]) -> GeneralName {
        GeneralName::Other(
            Oid::from_content(&[0x2b, 6, 1, 5, 5, 7, 8, 9]),
            value.to_vec(),
        )
    }

    /// Whether the constraint covers the whole name, and a part of it.
    fn covers(base: &GeneralName, name: &GeneralName) -> (bool, bool) {
        let subtree = Subtree::read(base).unwrap();
        let name = Name::read(name, Form::of(base));
        let covers = |extent| subtree.covers(&name, extent);
        (covers(Extent::Whole), covers(Extent::Part))
    }

    const ALL: (bool, bool) = (true, true);
    const PART: (bool, bool) = (false, true);
    const NONE: (bool, bool) = (false, false);

    #[test]
    fn names_that_constraints_cover() {
        for (form, rows) in [
            (
                Form::Dns,
                &[
                    ("example.com", "example.com", ALL),
                    ("example.com", "a.b.EXAMPLE.com", ALL),
                    ("Example.COM", "a.example.com", ALL),
                    ("example.com", "notexample.com", NONE),
                    ("a.example.com", "example.com", NONE),
                    ("", "example.com", ALL),
                    ("example.com", "*.example.com", ALL),
                    ("example.com", "*.a.example.com", ALL),
                    ("a.example.com", "*.example.com", PART),
                    ("b.a.example.com", "*.example.com", NONE),
                    ("a.example.com", "*.com", NONE),
                    ("example.com", "*.com", PART),
                    ("example.com", "f*.example.com", PART), // unreadable from here on
                    ("example.org", "f*.example.com", PART),
                    ("example.org", "a.example.com.", PART),
                    ("example.org", "b\u{fc}cher.example", PART),
                    ("example.org", "", PART),
                ][..],
            ),
            (
                Form::Ip,
                &[
                    ("10.0.0.0/255.0.0.0", "10.1.2.3", ALL),
                    ("10.9.9.9/255.0.0.0", "10.1.2.3", ALL),
                    ("10.0.0.0/255.0.0.0", "11.0.0.0", NONE),
                    ("10.0.0.1/255.255.255.255", "10.0.0.1", ALL),
                    ("10.0.0.1/255.255.255.255", "10.0.0.2", NONE),
                    ("0.0.0.0/0.0.0.0", "255.1.1.1", ALL),
                    ("0.0.0.0/0.0.0.0", "::1", NONE),
                    ("::/::", "1.1.1.1", NONE),
                    ("::/::", "2001:db8::1", ALL),
                    ("2001:db8::/ffff:ffff::", "2001:db8:1::", ALL),
                    ("2001:db8::/ffff:ffff::", "2001:db9::", NONE),
                    ("0.0.0.0/0.0.0.0", "1.1.1.1/255.0.0.0", PART), // eight octets: no address
                ],
            ),
            (
                Form::Email,
                &[
                    ("root@example.com", "root@EXAMPLE.com", ALL),
                    ("root@example.com", "\"root\"@example.com", ALL),
                    ("root@example.com", "\"r\\oot\"@example.com", ALL),
                    ("root@example.com", "Root@example.com", NONE),
                    ("root@example.com", "root@a.example.com", NONE),
                    ("\"a@b\"@example.com", "\"a@b\"@example.com", ALL),
                    ("example.com", "anybody@example.com", ALL),
                    ("example.com", "\"@example.org\"@example.com", ALL),
                    ("example.com", "anybody@a.example.com", NONE),
                    (".example.com", "anybody@a.example.com", ALL),
                    (".example.com", "anybody@example.com", NONE),
                    (".example.com", "anybody@aexample.com", NONE),
                    ("", "anybody@example.com", ALL),
                    ("example.org", "anybody@example.com@example.org", PART),
                    ("example.org", "example.com", PART),
                    ("example.org", "@example.com", PART),
                    ("example.org", "a@[10.0.0.1]", PART),
                    ("example.org", "a@*.example.com", PART),
                    ("example.org", "a b@example.com", PART),
                    ("example.org", "\"a\"b@example.com", PART),
                    ("example.org", "\"a", PART),
                    ("example.org", "\u{fc}@example.com", PART),
                ],
            ),
            (
                Form::Uri,
                &[
                    ("host.example.com", "https://host.example.com/a", ALL),
                    ("host.example.com", "ldap://u:p@HOST.example.com:389?x", ALL),
                    ("host.example.com", "https://host.example.com", ALL),
                    ("host.example.com", "https://a.host.example.com/", NONE),
                    (".example.com", "https://a.b.example.com/", ALL),
                    (".example.com", "https://example.com/", NONE),
                    ("good.example", "https://good.example@evil.example/", NONE),
                    ("good.example", "https://evil.example/@good.example", NONE),
                    ("good.example", "https://evil.example#@good.example", NONE),
                    ("", "https://example.com/", ALL),
                    ("example.org", "https://10.0.0.1/", PART),
                    ("example.org", "https://[::1]/", PART),
                    ("example.org", "mailto:me@example.com", PART),
                    ("example.org", "urn:oid:2.5.29.30", PART),
                    ("example.org", "https:///a", PART),
                    ("example.org", "//example.com/", PART),
                    ("example.org", "https://evil.example\\@good.example", PART),
                    ("example.org", "https://example.com:port/", PART),
                    ("example.org", "https://%65xample.com/", PART),
                ],
            ),
        ] {
            for (base, text, expected) in rows {
                assert_eq!(
                    covers(&name(form, base), &name(form, text)),
                    *expected,
                    "{form:?} {base} {text}"
                );
            }
        }
    }

    #[test]
    fn directory_names_are_covered_by_whole_parts_from_the_top() {
        let top = || mint::Name::empty().c("US").o("Example");
        for (name, expected) in [
            (top(), ALL),
            (top().cn("a"), ALL),
            (mint::Name::empty().c("us").o(" EXAMPLE  ").cn("a"), ALL),
            (mint::Name::empty().c("US"), NONE),
            (mint::Name::empty().c("US").o("Example Two"), NONE),
            (mint::Name::empty().o("Example").c("US"), NONE),
            (mint::Name::empty().cn("a").c("US").o("Example"), NONE),
        ] {
            assert_eq!(covers(&directory(top()), &directory(name)), expected);
        }
        // é as ISO 8859-1 has it, in a TeletexString: never permitted for being "é" in UTF-8, nor passed over where that is
        // excluded.
        let teletex = mint::Name::empty()
            .c("US")
            .attribute(mint::oid::ORGANIZATION, mint::der::tlv(20, b"\xe9"));
        let utf8 = mint::Name::empty().c("US").o("\u{e9}");
        assert_eq!(covers(&directory(utf8), &directory(teletex)), PART);
        let everything = directory(mint::Name::empty());
        assert_eq!(covers(&everything, &directory(top())), ALL);
    }

    #[test]
    fn utf8_mailboxes_are_bound_by_rfc822_constraints() {
        let base = name(Form::Email, "example.com");
        let value = |text: &str| mint::der::utf8(text);
        for (value, expected) in [
            (value("\u{5317}@example.com"), ALL),
            (value("\u{5317}@example.org"), NONE),
            (value("\u{5317}@b\u{fc}cher.example"), PART), // RFC 9598 §3: A-labels only
            (value("example.com"), PART),
            (mint::der::printable("a@example.com"), PART),
            (Vec::new(), PART),
        ] {
            assert_eq!(covers(&base, &smtp_utf8(&value)), expected, "{value:02x?}");
        }
        let read = |form| Name::read(&smtp_utf8(&value("a@example.com")), form);
        assert_eq!(read(Form::Other), Name::NotComparable);
        assert!(matches!(read(Form::Email), Name::Email(_)));
    }

    #[test]
    fn constraints_that_say_nothing_certain_are_refused() {
        for (form, text) in [
            (Form::Dns, ".example.com"),
            (Form::Dns, "*.example.com"),
            (Form::Dns, "example.com."),
            (Form::Dns, "exa mple.com"),
            (Form::Dns, "b\u{fc}cher.example"),
            (Form::Dns, "."),
            (Form::Ip, "10.0.0.0"),
            (Form::Ip, "10.0.0.0/255.0.255.0"),
            (Form::Ip, "10.0.0.0/0.0.0.1"),
            (Form::Ip, "::/ffff::1"),
            (Form::Ip, "::"),
            (Form::Email, "@example.com"),
            (Form::Email, "a@"),
            (Form::Email, "a@.example.com"),
            (Form::Email, "*.example.com"),
            (Form::Email, "."),
            (Form::Email, "..example.com"),
            (Form::Uri, "https://example.com"),
            (Form::Uri, "10.0.0.1"),
            (Form::Uri, "*.example.com"),
        ] {
            assert!(Subtree::read(&name(form, text)).is_err(), "{form:?} {text}");
        }
        assert!(Subtree::read(&GeneralName::Ip(Vec::new())).is_err());
        for octets in [7, 9, 31, 33, 64] {
            assert!(Subtree::read(&GeneralName::Ip(vec![0xff; octets])).is_err());
        }
    }

    #[test]
    fn the_subjects_names() {
        let email = |text: &str| GeneralName::Email(text.as_bytes().to_vec());
        let subject = mint::Name::common("a").attribute(
            mint::oid::EMAIL_ADDRESS,
            mint::der::tlv(0x16, b"a@example.com"),
        );
        let GeneralName::Directory(subject) = directory(subject) else {
            unreachable!("directory makes a directory name");
        };
        let whole = GeneralName::Directory(subject.clone());
        let dns = GeneralName::Dns(b"example.com".to_vec());
        for (alternative_names, expected) in [
            (vec![], vec![whole.clone(), email("a@example.com")]),
            (vec![dns], vec![whole.clone()]),
            (vec![email("b@example.com")], vec![whole.clone()]),
        ] {
            assert_eq!(subject_names(&subject, &alternative_names), expected);
        }
        assert_eq!(subject_names(&DistinguishedName::default(), &[]), []);
    }
}
