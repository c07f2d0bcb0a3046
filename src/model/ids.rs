//! Identifiers with check digits, and the other forms that answers take.

/// Whether a row of digits passes the Luhn check (ISO/IEC 7812-1, annex B).
pub fn luhn(digits: &str) -> bool {
    let mut sum = 0;
    for (i, c) in digits.chars().rev().enumerate() {
        let Some(digit) = c.to_digit(10) else { return false };
        let doubled = if i % 2 == 1 { digit * 2 } else { digit };
        sum += doubled / 10 + doubled % 10;
    }
    !digits.is_empty() && sum % 10 == 0
}

/// An identifier without the blanks and points that people put into it.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\u{a0}' | '\u{202f}' | '\u{2009}')).collect()
}

/// La Poste's SIREN, whose establishments have a check of their own.
const LA_POSTE: &str = "356000000";
/// The seat of La Poste, which follows the common rule.
const LA_POSTE_SEAT: &str = "35600000000048";

/// Whether fourteen digits are a SIRET: the Luhn check, and for the establishments of La Poste but its seat a sum of digits divisible by five.
pub fn siret(digits: &str) -> bool {
    if !all_digits(digits, 14) {
        return false;
    }
    if digits.starts_with(LA_POSTE) && digits != LA_POSTE_SEAT {
        return digits.chars().filter_map(|c| c.to_digit(10)).sum::<u32>() % 5 == 0;
    }
    luhn(digits) && luhn(&digits[..9])
}

/// Whether nine digits are a SIREN.
pub fn siren(digits: &str) -> bool {
    all_digits(digits, 9) && luhn(digits)
}

/// Whether this is so many digits and nothing else.
pub fn all_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// A phone number as it is kept: `0612345678` for a French one, `+3522…` for others; `None` where it is none.
pub fn phone(text: &str) -> Option<String> {
    let bare: String = compact(text).chars().filter(|c| !matches!(c, '(' | ')' | '/')).collect();
    let bare = bare.strip_prefix("00").map_or(bare.clone(), |rest| format!("+{rest}"));
    let national = bare.strip_prefix("+330").or_else(|| bare.strip_prefix("+33")).map_or(bare.clone(), |rest| format!("0{rest}"));
    let digits = national.strip_prefix('+').unwrap_or(&national);
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let french = national.len() == 10 && national.starts_with('0') && !national.starts_with("00");
    let abroad = national.starts_with('+') && (8..=15).contains(&digits.len());
    let short = matches!(national.len(), 2..=4) && national.starts_with(['1', '3']);
    (french || abroad || short).then_some(national)
}

/// Whether a kept number is a French mobile phone.
pub fn is_mobile(phone: &str) -> bool {
    phone.starts_with("06") || phone.starts_with("07")
}

/// A number in groups, as it is read aloud: `06 12 34 56 78`, with narrow no-break spaces.
pub fn grouped(text: &str) -> String {
    let sizes: &[usize] = match (text.len(), text.starts_with('0')) {
        (10, true) => &[2, 2, 2, 2, 2],
        (14, _) => &[3, 3, 3, 5],
        (9, _) => &[3, 3, 3],
        (11, _) => &[2, 3, 3, 3],
        _ => return text.to_owned(),
    };
    if !text.is_ascii() {
        return text.to_owned();
    }
    let mut at = 0;
    let groups: Vec<&str> = sizes
        .iter()
        .map(|size| {
            at += size;
            &text[at - size..at]
        })
        .collect();
    groups.join("\u{202f}")
}

/// Whether this is one mail address that every mail program understands: no quoting, no comments, no line breaks.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let labels: Vec<&str> = domain.split('.').collect();
    let domain_ok = labels.len() >= 2
        && domain.len() <= 253
        && labels.iter().all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    local_ok && domain_ok
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        for good in ["73282932000074", "35600000000048", "35600000049837"] {
            assert!(siret(good), "{good}");
        }
        assert!(!siret("73282932000079") && !siret("7328293200007") && !siret("7328293200007x"));
        assert!(siren("732829320") && !siren("732829321"));
        for finess in ["750712184", "130786049", "690781810"] {
            assert!(luhn(finess), "{finess}");
        }
    }

    #[test]
    fn phones_and_addresses() {
        for (typed, kept) in [
            ("06 12 34 56 78", Some("0612345678")),
            ("+33 6 12.34.56.78", Some("0612345678")),
            ("+33 (0)6 12 34 56 78", Some("0612345678")),
            ("0033612345678", Some("0612345678")),
            ("+352 27 00 00 00", Some("+35227000000")),
            ("3919", Some("3919")),
            ("06 12 34 56 7", None),
            ("six", None),
        ] {
            assert_eq!(phone(typed).as_deref(), kept, "{typed}");
        }
        assert!(is_email("claire.martin@ville-exemple.fr"));
        for bad in ["", "a", "a@b", "a b@c.fr", "a@c.fr\nBcc: x@y.fr", "\"a\"@c.fr", "a@c.fr\u{200b}", "@c.fr", "a..b@c.fr"] {
            assert!(!is_email(bad), "{bad:?}");
        }
        assert_eq!(grouped("0612345678"), "06\u{202f}12\u{202f}34\u{202f}56\u{202f}78");
    }
}
