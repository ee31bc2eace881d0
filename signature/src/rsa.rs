//! RSA's public operation and the two encodings of RFC 8017. All numbers are public, so time may depend on them.
//!
//! Written here, and not taken from a crate, for size and speed: what the `rsa` crate brings for keys that are made and kept
//! secret is a fifth of the engine. `s^e mod n` is the schoolbook in Montgomery's form; Wycheproof's vectors, and signatures by
//! OpenSSL (`vectors.rs`), are verified with it in the tests.

use sha2::{Digest, Sha256, Sha384, Sha512};

use super::key::RsaKey;
use super::scheme::Hash;

/// RSASSA-PKCS1-v1_5-VERIFY (RFC 8017 §8.2.2): the encoding is made again and compared whole, so it has exactly one form.
/// A DigestInfo without the hash's NULL parameters, which Appendix A.2.4 requires, is refused (as by BoringSSL).
pub(super) fn verify_pkcs1(key: &RsaKey<'_>, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
    let size = key.modulus.len();
    let digest_info = [digest_info_prefix(hash), &digest(hash, &[message])].concat();
    // Step 3 of §9.2: "emLen < tLen + 11": such a key is too short for this hash.
    let Some(padding) = size
        .checked_sub(digest_info.len() + 3)
        .filter(|size| *size >= 8)
    else {
        return false;
    };
    let mut expected = vec![0, 1];
    expected.resize(2 + padding, 0xff);
    expected.push(0);
    expected.extend(digest_info);
    recover(key, signature).is_some_and(|encoded| encoded == expected)
}

/// RSASSA-PSS-VERIFY (RFC 8017 §8.1.2 and §9.1.2), with MGF1 over the same hash.
pub(super) fn verify_pss(
    key: &RsaKey<'_>,
    hash: Hash,
    salt_length: u32,
    message: &[u8],
    signature: &[u8],
) -> bool {
    recover(key, signature)
        .and_then(|encoded| is_pss(&encoded, key.bits(), hash, salt_length, message))
        .unwrap_or(false)
}

/// EMSA-PSS-VERIFY; `None` where a length is wrong.
fn is_pss(encoded: &[u8], bits: u32, hash: Hash, salt_length: u32, message: &[u8]) -> Option<bool> {
    let (hash_size, salt_size) = (hash.size() as usize, usize::try_from(salt_length).ok()?);
    // emBits is one less than the modulus has; where that is a multiple of eight the first octet is left over.
    let em_bits = bits.checked_sub(1)?;
    let em_length = (em_bits as usize).div_ceil(8);
    let (left_over, encoded) = encoded.split_at_checked(encoded.len().checked_sub(em_length)?)?;
    if left_over.iter().any(|octet| *octet != 0) {
        return Some(false);
    }
    let db_length = em_length.checked_sub(hash_size)?.checked_sub(1)?;
    let zeros = db_length.checked_sub(salt_size)?.checked_sub(1)?;
    let (masked, rest) = encoded.split_at_checked(db_length)?;
    let (h, trailer) = rest.split_at_checked(hash_size)?;
    let unused = (em_length * 8) as u32 - em_bits;
    let first_mask = 0xff_u8.checked_shr(unused)?;
    if trailer != [0xbc] || masked.first()? & !first_mask != 0 {
        return Some(false);
    }
    let mut db: Vec<u8> = masked
        .iter()
        .zip(mask(hash, h, db_length))
        .map(|(octet, mask)| octet ^ mask)
        .collect();
    *db.first_mut()? &= first_mask;
    let (padding, salt) = db.split_at_checked(zeros + 1)?;
    let (one, zeros) = padding.split_last()?;
    let is_padded = *one == 1 && zeros.iter().all(|octet| *octet == 0);
    let expected = digest(hash, &[&[0; 8], &digest(hash, &[message]), salt]);
    Some(is_padded && expected == h)
}

/// MGF1 (RFC 8017 §B.2.1).
fn mask(hash: Hash, seed: &[u8], length: usize) -> Vec<u8> {
    let mut mask = Vec::with_capacity(length + 64);
    for counter in 0u32.. {
        if mask.len() >= length {
            break;
        }
        mask.extend(digest(hash, &[seed, &counter.to_be_bytes()]));
    }
    mask.truncate(length);
    mask
}

fn digest(hash: Hash, parts: &[&[u8]]) -> Vec<u8> {
    fn of<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
        let mut digest = D::new();
        for part in parts {
            digest.update(part);
        }
        digest.finalize().to_vec()
    }
    match hash {
        Hash::Sha256 => of::<Sha256>(parts),
        Hash::Sha384 => of::<Sha384>(parts),
        Hash::Sha512 => of::<Sha512>(parts),
    }
}

/// The DER of DigestInfo before the digest (RFC 8017 §9.2, note 1).
fn digest_info_prefix(hash: Hash) -> &'static [u8] {
    match hash {
        Hash::Sha256 => &[
            0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
            0x01, 0x05, 0x00, 0x04, 0x20,
        ],
        Hash::Sha384 => &[
            0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
            0x02, 0x05, 0x00, 0x04, 0x30,
        ],
        Hash::Sha512 => &[
            0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
            0x03, 0x05, 0x00, 0x04, 0x40,
        ],
    }
}

/// RSAVP1 (RFC 8017 §5.2.2): `signature^e mod n`, as long as the modulus. `None` where the signature has another length or is
/// not less than the modulus.
fn recover(key: &RsaKey<'_>, signature: &[u8]) -> Option<Vec<u8>> {
    if signature.len() != key.modulus.len() || signature >= key.modulus {
        return None;
    }
    let modulus = Modulus::new(key.modulus)?;
    let base = modulus.multiply(&limbs(signature), &modulus.radix_squared);
    let mut power = base.clone();
    let below_first = 63 - key.exponent.checked_ilog2()?.min(63);
    for bit in (0..63 - below_first).rev() {
        power = modulus.multiply(&power, &power);
        if key.exponent >> bit & 1 == 1 {
            power = modulus.multiply(&power, &base);
        }
    }
    let mut one = vec![0; modulus.limbs.len()];
    *one.first_mut()? = 1;
    let power = modulus.multiply(&power, &one);
    let octets: Vec<u8> = power
        .iter()
        .rev()
        .flat_map(|limb| limb.to_be_bytes())
        .collect();
    let extra = octets.len().checked_sub(key.modulus.len())?;
    octets.get(extra..).map(<[u8]>::to_vec)
}

/// An odd modulus and what Montgomery's multiplication needs of it. Numbers are limbs of 32 bits, the lowest first: what
/// WebAssembly multiplies in one instruction.
struct Modulus {
    limbs: Vec<u32>,
    /// `-1 / n mod 2^32`.
    negative_inverse: u32,
    /// `R^2 mod n`, where `R = 2^(32 * limbs)`.
    radix_squared: Vec<u32>,
}

impl Modulus {
    /// From a big-endian number without leading zeros; `None` where it is even, or none.
    fn new(magnitude: &[u8]) -> Option<Self> {
        let limbs = limbs(magnitude);
        let lowest = *limbs.first().filter(|lowest| **lowest % 2 == 1)?;
        // Newton's iteration: each step doubles the bits that are right, from three on (n * n = 1 mod 8).
        let mut inverse = lowest;
        for _ in 0..4 {
            inverse = inverse.wrapping_mul(2u32.wrapping_sub(lowest.wrapping_mul(inverse)));
        }
        let mut modulus = Self {
            negative_inverse: inverse.wrapping_neg(),
            radix_squared: Vec::new(),
            limbs,
        };
        modulus.radix_squared = modulus.square_radix()?;
        Some(modulus)
    }

    /// `R^2 mod n`: `R mod n` and then `2^limbs * R` by doubling, and five squarings, each of which doubles the power of two.
    fn square_radix(&self) -> Option<Vec<u32>> {
        let count = self.limbs.len();
        let top = 31 - self.limbs.last()?.leading_zeros().min(31);
        let mut number = vec![0; count];
        *number.last_mut()? = 1 << top; // the highest power of two that is not above n
        self.reduce_once(&mut number, 0);
        for _ in 0..32 - top as usize + count {
            let carry = double(&mut number);
            self.reduce_once(&mut number, carry);
        }
        for _ in 0..5 {
            number = self.multiply(&number, &number);
        }
        Some(number)
    }

    /// `a * b / R mod n`, for `a` and `b` below `n`.
    fn multiply(&self, a: &[u32], b: &[u32]) -> Vec<u32> {
        let mut sum = vec![0u32; self.limbs.len()];
        let mut top = 0u64;
        for &digit in b {
            let digit = u64::from(digit);
            let (mut carry, mut folded) = (0u64, 0u64);
            let mut factor = None;
            let mut below: Option<&mut u32> = None;
            for ((limb, a), n) in sum.iter_mut().zip(a).zip(&self.limbs) {
                let product = u64::from(*limb) + u64::from(*a) * digit + carry;
                carry = product >> 32;
                let factor = *factor.get_or_insert_with(|| {
                    u64::from((product as u32).wrapping_mul(self.negative_inverse))
                });
                let reduced = (product & 0xffff_ffff) + factor * u64::from(*n) + folded;
                folded = reduced >> 32;
                if let Some(below) = below {
                    *below = reduced as u32;
                }
                below = Some(limb);
            }
            let last = top + carry + folded;
            if let Some(below) = below {
                *below = last as u32;
            }
            top = last >> 32;
        }
        self.reduce_once(&mut sum, top as u32);
        sum
    }

    /// Takes `n` away once where `carry` and `number` are together not less.
    fn reduce_once(&self, number: &mut [u32], carry: u32) {
        if carry == 0 && number.iter().rev().lt(self.limbs.iter().rev()) {
            return;
        }
        let mut borrow = 0i64;
        for (limb, n) in number.iter_mut().zip(&self.limbs) {
            let difference = i64::from(*limb) - i64::from(*n) + borrow;
            *limb = difference as u32;
            borrow = difference >> 32;
        }
    }
}

/// A big-endian number in limbs.
fn limbs(magnitude: &[u8]) -> Vec<u32> {
    let limb = |octets: &[u8]| {
        octets
            .iter()
            .fold(0, |limb, octet| limb << 8 | u32::from(*octet))
    };
    magnitude.rchunks(4).map(limb).collect()
}

/// Doubles a number; the bit that is carried out of it.
fn double(number: &mut [u32]) -> u32 {
    let mut carry = 0;
    for limb in number {
        let next = *limb >> 31;
        *limb = *limb << 1 | carry;
        carry = next;
    }
    carry
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `value^exponent mod modulus`, for numbers of one octet, counted out.
    fn counted(value: u64, exponent: u64, modulus: u64) -> u64 {
        (0..exponent).fold(1, |power, _| power * value % modulus)
    }

    #[test]
    fn raises_small_numbers_to_powers() {
        for modulus in (5..=0xff_u64).step_by(2) {
            for exponent in [3, 5, 17, 257].into_iter().filter(|e| *e < modulus) {
                let spki_modulus = [modulus as u8];
                for value in 0..modulus {
                    let key = RsaKey::for_test(&spki_modulus, exponent);
                    let power = recover(&key, &[value as u8]);
                    let expected = counted(value, exponent, modulus) as u8;
                    assert_eq!(
                        power,
                        Some(vec![expected]),
                        "{value}^{exponent} mod {modulus}"
                    );
                }
            }
        }
    }

    /// `(-1)^e = -1` and `1^e = 1` for odd exponents, whatever the modulus; `2^e` where that stays below it.
    #[test]
    fn raises_numbers_of_every_length() {
        for size in 2..140usize {
            for first in [0x80, 0xff, 0x01] {
                let mut modulus = vec![0xff; size];
                modulus[0] = first;
                let mut minus_one = modulus.clone();
                minus_one[size - 1] -= 1;
                let mut one = vec![0; size];
                one[size - 1] = 1;
                let key = RsaKey::for_test(&modulus, 65_537);
                assert_eq!(recover(&key, &one), Some(one), "{size} {first}");
                assert_eq!(recover(&key, &minus_one), Some(minus_one), "{size} {first}");
            }
        }
        let key_modulus = vec![0xff; 128];
        let key = RsaKey::for_test(&key_modulus, 257);
        let mut two = vec![0; 128];
        two[127] = 2;
        let mut power = vec![0; 128];
        power[127 - 257 / 8] = 1 << (257 % 8);
        assert_eq!(recover(&key, &two), Some(power));
    }
}
