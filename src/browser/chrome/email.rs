//! E-mail addresses and what constrains them (b:`pki/name_constraints.cc`, `Rfc822NameMatches`): only what needs no quotes is read.
//! A name that cannot be read is refused where any address is constrained, and so is each name under an excluded constraint
//! that cannot be read; a permitted one that cannot be read permits nothing.

/// A mailbox, or what a constraint says of mailboxes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address<'a> {
    /// `None`: a constraint on all mailboxes of the domain.
    local: Option<&'a [u8]>,
    domain: &'a [u8],
}

/// A name: local part and domain.
pub(super) fn read_name(text: &[u8]) -> Option<Address<'_>> {
    read_constraint(text).filter(|address| address.local.is_some())
}

/// A constraint: a mailbox, a host, or a domain with a dot before it.
pub(super) fn read_constraint(text: &[u8]) -> Option<Address<'_>> {
    let at = text.iter().position(|byte| *byte == b'@');
    let (local, domain) = match at.and_then(|at| text.split_at_checked(at)) {
        Some((local, rest)) => (Some(local), rest.get(1..)?),
        None => (None, text),
    };
    let is_local = |local: &[u8]| {
        let may_stand =
            |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(byte);
        !local.is_empty() && local.iter().all(may_stand)
    };
    let is_domain = !domain.is_empty()
        && domain
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(byte));
    (is_domain && local.is_none_or(is_local)).then_some(Address { local, domain })
}

/// Whether a name lies within a constraint, where both can be read. `ignores_case`: of the local part, as for excluded addresses of a
/// subject.
pub(super) fn matches(name: &[u8], base: &[u8], ignores_case: bool) -> bool {
    let (Some(name), Some(base)) = (read_name(name), read_constraint(base)) else {
        return false;
    };
    let is_domain = name.domain.eq_ignore_ascii_case(base.domain);
    match (name.local, base.local) {
        (Some(local), Some(wanted)) if ignores_case => {
            is_domain && local.eq_ignore_ascii_case(wanted)
        }
        (local, Some(wanted)) => is_domain && local == Some(wanted),
        (_, None) if base.domain.starts_with(b".") => {
            let end = name.domain.len().saturating_sub(base.domain.len());
            name.domain
                .get(end..)
                .is_some_and(|end| end.eq_ignore_ascii_case(base.domain))
        }
        (_, None) => is_domain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_in_boringssl() {
        for (text, is_name, is_constraint) in [
            ("user@mail.example", true, true),
            ("us.er+tag@mail.example", true, true),
            ("user@.mail.example", true, true),
            ("mail.example", false, true),
            (".mail.example", false, true),
            ("@mail.example", false, false),
            ("user@", false, false),
            ("\"user\"@mail.example", false, false),
            ("us er@mail.example", false, false),
            ("a@b@mail.example", false, false),
            ("user@[10.0.0.1]", false, false),
            ("user@mail_example", false, false),
            ("", false, false),
        ] {
            assert_eq!(read_name(text.as_bytes()).is_some(), is_name, "{text}");
            assert_eq!(
                read_constraint(text.as_bytes()).is_some(),
                is_constraint,
                "{text}"
            );
        }
    }

    #[test]
    fn addresses_match_as_in_boringssl() {
        for (text, base, ignores_case, expected) in [
            ("user@mail.example", "user@MAIL.example", false, true),
            ("User@mail.example", "user@mail.example", false, false),
            ("User@mail.example", "user@mail.example", true, true),
            ("user@mail.example", "user@x.mail.example", true, false),
            ("user@mail.example", "Mail.Example", false, true),
            ("user@x.mail.example", "mail.example", false, false),
            ("user@x.mail.example", ".mail.EXAMPLE", false, true),
            ("user@mail.example", ".mail.example", false, false),
            ("user@xmail.example", ".mail.example", false, false),
        ] {
            let found = matches(text.as_bytes(), base.as_bytes(), ignores_case);
            assert_eq!(found, expected, "{text} in {base}");
        }
    }
}
