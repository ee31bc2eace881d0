//! Numbers as people read them.

/// Appends decimal digits.
pub fn push_number(text: &mut String, mut number: u64) {
    if number < 10 {
        text.push(char::from(b'0' + number as u8)); // most are
        return;
    }
    let mut digits = [0_u8; 20];
    let mut count = 0;
    for digit in &mut digits {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
        count += 1;
        if number == 0 {
            break;
        }
    }
    let digits = digits.iter().take(count).rev();
    text.extend(digits.map(|digit| char::from(*digit)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_the_standard_library_writes() {
        for number in [0, 1, 9, 10, 99, 100, 12_345, u64::MAX] {
            let mut text = "-".to_owned();
            push_number(&mut text, number);
            assert_eq!(text, format!("-{number}"));
        }
    }
}
