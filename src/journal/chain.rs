//! The chain: what ties each record to the one before, and all of them to one head.
//!
//! Every entry says by its first byte by which rules it was made, so that rules to come leave old entries as they are. A link holds no personal
//! value, only a commitment to it: whoever has the value and its blinding can show that it was meant, and once both are erased the commitment
//! tells nothing, and the chain still holds.

use super::Record;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// The rules by which links are made now: the first byte of each.
pub(super) const FORM: u8 = 1;
/// How many bytes a blinding has.
pub(super) const BLINDING: usize = 16;
/// How many bytes a commitment has.
pub(super) const COMMITMENT: usize = 32;
/// The commitment in the place of a value that there was none of, or that was gone before there was a chain.
pub(super) const NOTHING: [u8; COMMITMENT] = [0; COMMITMENT];

/// A hash.
pub(super) type Hash = [u8; 32];

/// A record as its link sees it, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its place in the run, from 1.
    pub number: u64,
    /// When, as it is kept.
    pub at: String,
    /// Who.
    pub by: String,
    /// The events as JSON, numbers in the places of personal values.
    pub events: String,
    /// The commitments to these values and to the files that came with it, one after the other.
    pub commitments: Vec<u8>,
    /// What ties it to the record before.
    pub link: Vec<u8>,
}

impl Entry {
    /// The link that it should have behind this one; nothing where it is the first. `None` where its rules are not known.
    pub fn linked(&self, run: &str, number: u64, before: &[u8]) -> Option<Vec<u8>> {
        let form = *self.link.first()?;
        (form == FORM).then(|| link(run, number, [&self.at, &self.by, &self.events], &self.commitments, before))
    }

    /// Whether it is what its link says, behind this one.
    pub fn holds(&self, run: &str, before: &[u8]) -> bool {
        self.linked(run, self.number, before).is_some_and(|link| link == self.link)
    }
}

/// The link of a record: the rules, then the hash.
pub(super) fn link(run: &str, number: u64, texts: [&str; 3], commitments: &[u8], before: &[u8]) -> Vec<u8> {
    let mut hasher = Hasher::new("record");
    hasher.part(run.as_bytes()).number(number);
    for text in texts {
        hasher.part(text.as_bytes());
    }
    let hash = hasher.part(commitments).part(before).end();
    let mut link = Vec::with_capacity(1 + hash.len());
    link.push(FORM);
    link.extend(hash);
    link
}

/// Where the chain of a store begins.
pub(super) fn beginning(store: &[u8]) -> Hash {
    Hasher::new("store").part(store).end()
}

/// The head of a store behind one more record.
pub(super) fn head(before: &Hash, place: u64, link: &[u8]) -> Hash {
    Hasher::new("head").number(place).part(link).part(before).end()
}

/// A commitment to a value at its place: it can be told with the blinding alone, and tells nothing without.
pub(super) fn commit(blinding: &[u8], run: &str, number: u64, n: u64, value: &[u8]) -> [u8; COMMITMENT] {
    // A key of any length will do.
    let Ok(mut mac) = <Hmac<Sha256> as Mac>::new_from_slice(blinding) else { return NOTHING };
    mac.update(&[FORM]);
    for part in [b"value", run.as_bytes()] {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.update(&number.to_be_bytes());
    mac.update(&n.to_be_bytes());
    mac.update(value);
    mac.finalize().into_bytes().into()
}

/// A commitment by its number, from 1.
pub(super) fn commitment(commitments: &[u8], n: u64) -> Option<&[u8]> {
    let from = usize::try_from(n).ok()?.checked_sub(1)?.checked_mul(COMMITMENT)?;
    commitments.get(from..from.checked_add(COMMITMENT)?)
}

/// A hash over parts whose borders count.
struct Hasher(Sha256);

impl Hasher {
    fn new(what: &str) -> Hasher {
        let mut hasher = Hasher(Sha256::new());
        hasher.0.update([FORM]);
        hasher.part(what.as_bytes());
        hasher
    }

    fn part(&mut self, bytes: &[u8]) -> &mut Hasher {
        self.number(bytes.len() as u64);
        self.0.update(bytes);
        self
    }

    fn number(&mut self, number: u64) -> &mut Hasher {
        self.0.update(number.to_be_bytes());
        self
    }

    fn end(&mut self) -> Hash {
        self.0.finalize_reset().into()
    }
}

/// The head of a store: how many records were ever kept in it, and the hash that ties them all. Written down elsewhere it is an anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many records.
    pub place: u64,
    /// The hash.
    pub hash: [u8; 32],
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.place, hex(&self.hash))
    }
}

impl FromStr for Head {
    type Err = ();

    fn from_str(text: &str) -> Result<Head, ()> {
        let (place, hash) = text.split_once(':').ok_or(())?;
        let hash = unhex(hash).and_then(|hash| hash.try_into().ok()).ok_or(())?;
        Ok(Head { place: place.parse().map_err(|_| ())?, hash })
    }
}

/// The numbers of the personal values in a record's events, in order.
pub(super) fn sealed_in(events: &str, mark: &str) -> Vec<u64> {
    let mark = format!("{{\"{mark}\":");
    let inside = events.split(mark.as_str()).skip(1).filter_map(|part| part.split_once('}'));
    inside.flat_map(|(numbers, _)| numbers.trim_matches(['[', ']']).split(',').filter_map(|n| n.parse().ok()).collect::<Vec<_>>()).collect()
}

/// What the record of a run says of values that are not there any more, and whether it accounts for them.
#[derive(Debug, Clone, Default)]
pub(super) struct Absent {
    /// Values of all records below this number may be gone.
    below: u64,
    /// These are gone, by record and number.
    one_by_one: std::collections::BTreeSet<(u64, u64)>,
}

impl Absent {
    /// What these records account for.
    pub fn of<'r>(records: impl Iterator<Item = &'r Record>) -> Absent {
        use crate::engine::Event;
        let mut absent = Absent::default();
        for record in records {
            for event in &record.events {
                match event {
                    Event::Erased { values, .. } if values.is_empty() => absent.below = record.number,
                    Event::Erased { values, .. } => {
                        absent.one_by_one.extend(values.iter().filter(|(number, _)| *number < record.number).copied());
                    }
                    Event::Imported { personal: false } => absent.below = record.number,
                    _ => {}
                }
            }
        }
        absent
    }

    /// Whether this value may be gone.
    pub fn allows(&self, number: u64, n: u64) -> bool {
        number < self.below || self.one_by_one.contains(&(number, n))
    }
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0');
    let mut text = String::with_capacity(2 * bytes.len() + 1);
    text.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
    text
}

/// The bytes of hexadecimal digits.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| char::from(c).to_digit(16).and_then(|half| u8::try_from(half).ok());
    let pairs = text.as_bytes().chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    pairs.map(|pair| Some((digit(pair[0])? << 4) | digit(pair[1])?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_count_and_so_does_every_part() {
        let base = link("r", 1, ["a", "b", "c"], &[], &[]);
        let others = [
            link("r", 1, ["ab", "", "c"], &[], &[]),
            link("r", 2, ["a", "b", "c"], &[], &[]),
            link("s", 1, ["a", "b", "c"], &[], &[]),
            link("r", 1, ["a", "b", "c"], &[0], &[]),
            link("r", 1, ["a", "b", "c"], &[], &[0]),
        ];
        assert!(others.iter().all(|other| *other != base));
        assert_eq!((base.len(), base[0]), (33, FORM));
    }

    #[test]
    fn a_head_is_read_as_it_is_written() {
        let head = Head { place: 12, hash: beginning(b"x") };
        assert_eq!(head.to_string().parse(), Ok(head.clone()));
        for wrong in ["", "12", "12:", "x:00", "12:zz", &head.to_string()[..60], &format!("{head}0")] {
            assert_eq!(wrong.parse::<Head>(), Err(()), "{wrong}");
        }
    }

    #[test]
    fn a_commitment_tells_its_value_only_with_the_blinding() {
        let one = commit(b"0123456789abcdef", "r", 1, 1, b"\"Ana\"");
        assert_eq!(one, commit(b"0123456789abcdef", "r", 1, 1, b"\"Ana\""));
        for other in [
            commit(b"0123456789abcdeg", "r", 1, 1, b"\"Ana\""),
            commit(b"0123456789abcdef", "r", 1, 2, b"\"Ana\""),
            commit(b"0123456789abcdef", "r", 2, 1, b"\"Ana\""),
            commit(b"0123456789abcdef", "s", 1, 1, b"\"Ana\""),
            commit(b"0123456789abcdef", "r", 1, 1, b"\"Eva\""),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn the_numbers_of_personal_values_are_found() {
        assert_eq!(sealed_in(r#"[{"a":{"$sealed":1},"b":{"$sealed":[2,3]},"c":"{\"$sealed\":9}"}]"#, "$sealed"), [1, 2, 3]);
    }
}
