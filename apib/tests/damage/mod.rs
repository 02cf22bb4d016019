//! Documents that nobody wrote on purpose, made from the fixtures.

use std::fs;
use std::path::Path;

/// The texts of all fixtures, in the order of their names.
pub(crate) fn fixtures() -> Vec<String> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut paths: Vec<_> = ["ok", "err"]
        .iter()
        .flat_map(|folder| fs::read_dir(data.join(folder)).expect("the fixtures are there"))
        .map(|entry| entry.expect("the fixtures can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "apib")
        })
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read_to_string(path).expect("the fixtures can be read"))
        .collect()
}

/// Numbers that look random and are the same in every run (Marsaglia's xorshift).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// A number from 0 up to, not including, `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or_default()
    }
}

/// The text with pieces lost, doubled and misplaced.
pub(crate) fn damaged(text: &str, other: &str, numbers: &mut Numbers) -> String {
    const STRAYS: &[char] = &[
        '{',
        '}',
        '[',
        ']',
        '(',
        ')',
        '`',
        '"',
        '#',
        '+',
        '-',
        '*',
        ':',
        ',',
        '<',
        '?',
        '%',
        '\t',
        '\r',
        '\n',
        ' ',
        'é',
        '\u{feff}',
        '\u{1f600}',
    ];
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(characters.len());
        let end = (at + numbers.below(200)).min(characters.len());
        match numbers.below(5) {
            0 => drop(characters.drain(at..end)),
            1 => characters.insert(at, STRAYS[numbers.below(STRAYS.len())]),
            2 => characters.truncate(at),
            3 => {
                let from = numbers.below(other.chars().count());
                let piece: Vec<char> = other.chars().skip(from).take(120).collect();
                characters.splice(at..at, piece);
            }
            _ => {
                for character in &mut characters[at..end] {
                    if *character == ' ' {
                        *character = '\t';
                    }
                }
            }
        }
    }
    characters.into_iter().collect()
}
