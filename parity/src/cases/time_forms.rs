//! Each way to write a time, right and wrong, as either end of the validity period of a leaf, an intermediate and a root.

use mint::{Builder, der};

use super::{At, Cases, Rows};
use crate::recipe::recipe;

const ROWS: Rows = &["chrome/time", "firefox/P-17"];

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

const FORMS: &[(&str, u8, &str)] = &[
    ("utc-2021", UTC_TIME, "210101000000Z"),
    ("utc-2049", UTC_TIME, "491231235959Z"),
    ("utc-1950", UTC_TIME, "500101000000Z"),
    ("utc-1969", UTC_TIME, "691231235959Z"),
    ("utc-1970", UTC_TIME, "700101000000Z"),
    ("utc-1999", UTC_TIME, "991231235959Z"),
    ("utc-month-00", UTC_TIME, "210001000000Z"),
    ("utc-month-13", UTC_TIME, "211301000000Z"),
    ("utc-day-00", UTC_TIME, "210100000000Z"),
    ("utc-day-32", UTC_TIME, "210132000000Z"),
    ("utc-april-31", UTC_TIME, "210431000000Z"),
    ("utc-leap-day", UTC_TIME, "240229000000Z"),
    ("utc-no-leap-day", UTC_TIME, "230229000000Z"),
    ("utc-leap-day-2000", UTC_TIME, "000229000000Z"),
    ("utc-hour-24", UTC_TIME, "210101240000Z"),
    ("utc-minute-60", UTC_TIME, "210101006000Z"),
    ("utc-second-60", UTC_TIME, "210101000060Z"),
    ("utc-last-second-60", UTC_TIME, "161231235960Z"),
    ("utc-second-61", UTC_TIME, "210101000061Z"),
    ("utc-lower-z", UTC_TIME, "210101000000z"),
    ("utc-no-zone", UTC_TIME, "210101000000"),
    ("utc-no-seconds", UTC_TIME, "2101010000Z"),
    ("utc-offset", UTC_TIME, "210101000000+0000"),
    ("utc-offset-short", UTC_TIME, "2101010000+0000"),
    ("utc-offset-west", UTC_TIME, "210101000000-0800"),
    ("utc-space", UTC_TIME, " 10101000000Z"),
    ("utc-sign", UTC_TIME, "+10101000000Z"),
    ("utc-letter", UTC_TIME, "2101010000O0Z"),
    ("utc-and-more", UTC_TIME, "210101000000Z0"),
    ("utc-nul", UTC_TIME, "210101000000Z\0"),
    ("utc-four-digit-year", UTC_TIME, "20210101000000Z"),
    ("utc-fraction", UTC_TIME, "210101000000.5Z"),
    ("utc-empty", UTC_TIME, ""),
    ("generalized-2021", GENERALIZED_TIME, "20210101000000Z"),
    ("generalized-2049", GENERALIZED_TIME, "20491231235959Z"),
    ("generalized-2050", GENERALIZED_TIME, "20500101000000Z"),
    ("generalized-1949", GENERALIZED_TIME, "19491231235959Z"),
    ("generalized-1969", GENERALIZED_TIME, "19691231235959Z"),
    ("generalized-1970", GENERALIZED_TIME, "19700101000000Z"),
    ("generalized-1601", GENERALIZED_TIME, "16010101000000Z"),
    ("generalized-1600", GENERALIZED_TIME, "16001231235959Z"),
    ("generalized-0001", GENERALIZED_TIME, "00010101000000Z"),
    ("generalized-0000", GENERALIZED_TIME, "00000101000000Z"),
    ("generalized-9999", GENERALIZED_TIME, "99991231235959Z"),
    ("generalized-second-60", GENERALIZED_TIME, "20501231235960Z"),
    (
        "generalized-leap-day-2100",
        GENERALIZED_TIME,
        "21000229000000Z",
    ),
    (
        "generalized-leap-day-2400",
        GENERALIZED_TIME,
        "24000229000000Z",
    ),
    (
        "generalized-fraction",
        GENERALIZED_TIME,
        "20210101000000.5Z",
    ),
    (
        "generalized-fraction-zero",
        GENERALIZED_TIME,
        "20210101000000.0Z",
    ),
    ("generalized-comma", GENERALIZED_TIME, "20210101000000,5Z"),
    ("generalized-no-zone", GENERALIZED_TIME, "20210101000000"),
    (
        "generalized-offset",
        GENERALIZED_TIME,
        "20210101000000+0000",
    ),
    ("generalized-no-seconds", GENERALIZED_TIME, "202101010000Z"),
    ("generalized-no-minutes", GENERALIZED_TIME, "2021010100Z"),
    (
        "generalized-two-digit-year",
        GENERALIZED_TIME,
        "210101000000Z",
    ),
    (
        "generalized-five-digit-year",
        GENERALIZED_TIME,
        "120210101000000Z",
    ),
    (
        "generalized-negative-year",
        GENERALIZED_TIME,
        "-0210101000000Z",
    ),
    ("generalized-empty", GENERALIZED_TIME, ""),
    ("printable", 0x13, "20210101000000Z"),
    ("visible", 0x1a, "20210101000000Z"),
    ("constructed-utc", 0x37, "210101000000Z"),
    ("context-specific", 0x97, "210101000000Z"),
    ("date", 0x1f, "20210101000000Z"),
];

type End = fn(Builder, Vec<u8>) -> Builder;

const ENDS: [(&str, End); 2] = [
    ("begin", Builder::not_before_der),
    ("end", Builder::not_after_der),
];

pub(super) fn cases(cases: &mut Cases) {
    for at in At::ALL {
        for (end, set) in ENDS {
            for (name, tag, text) in FORMS {
                let recipe = recipe(format!("time-form/{at}-{end}-{name}")).fires(ROWS);
                let time = der::tlv(*tag, text.as_bytes());
                cases.add(at.change(recipe, move |b| set(b, time)));
            }
        }
    }
}
