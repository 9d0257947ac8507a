//! The shortest codes for symbols that are needed so often (T.81 K.2).

/// A code of at most 16 bits; none is all ones.
#[derive(Debug, Clone)]
pub(super) struct Code {
    /// By length.
    counts: [u8; 16],
    /// From the shortest code to the longest.
    symbols: Vec<u8>,
    /// By symbol: length and code; no length for what is never needed.
    codes: [(u8, u16); 256],
}

impl Code {
    const LONGEST: usize = 16;

    pub fn new(counts: &[u32; 256]) -> Self {
        let mut symbols: Vec<(u32, u8)> = counts.iter().copied().zip(0..=255).collect();
        symbols.retain(|(count, _)| *count > 0);
        // The most frequent ones get the shortest codes.
        symbols.sort_by_key(|(count, symbol)| (std::cmp::Reverse(*count), *symbol));
        let lengths = lengths(symbols.iter().map(|(count, _)| u64::from(*count)));
        let mut codes = [(0, 0); 256];
        let (mut next, mut all) = (0_u32, symbols.iter());
        for (length, count) in (1_u8..).zip(lengths) {
            for (_, symbol) in all.by_ref().take(usize::from(count)) {
                codes[usize::from(*symbol)] = (length, next as u16);
                next += 1;
            }
            next <<= 1;
        }
        Self {
            counts: lengths,
            symbols: symbols.into_iter().map(|(_, symbol)| symbol).collect(),
            codes,
        }
    }

    /// Length and code.
    #[inline]
    pub fn of(&self, symbol: u8) -> (u8, u16) {
        self.codes[usize::from(symbol)]
    }

    /// As the file has it (T.81 B.2.4.2).
    pub fn table(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(&self.counts);
        to.extend_from_slice(&self.symbols);
    }

    /// In the file, of the whole segment.
    pub fn length(&self) -> usize {
        4 + 1 + 16 + self.symbols.len()
    }
}

/// How many codes of each length, for counts from the largest to the smallest.
fn lengths(counts: impl Iterator<Item = u64>) -> [u8; Code::LONGEST] {
    // One more, the rarest of all, so that no code is all ones: it is left out at
    // the end. What is merged stands behind what was there before.
    let mut nodes: Vec<(u64, usize)> = counts.chain([0]).map(|count| (count, usize::MAX)).collect();
    let leaves = nodes.len();
    let (mut leaf, mut merged) = (leaves, leaves);
    for parent in leaves..leaves * 2 - 1 {
        let mut sum = 0;
        for _ in 0..2 {
            // Both rows have their rarest at hand.
            let merged_is_rarer = nodes
                .get(merged)
                .is_some_and(|node| leaf == 0 || node.0 < nodes[leaf - 1].0);
            let rarest = if merged_is_rarer {
                merged += 1;
                merged - 1
            } else {
                leaf -= 1;
                leaf
            };
            sum += nodes[rarest].0;
            nodes[rarest].1 = parent;
        }
        nodes.push((sum, usize::MAX));
    }
    let mut depths = vec![0_usize; nodes.len()];
    for at in (0..nodes.len()).rev() {
        depths[at] = depths.get(nodes[at].1).map_or(0, |above| above + 1);
    }
    let mut many = vec![0_u16; leaves.max(Code::LONGEST) + 2];
    depths[..leaves].iter().for_each(|depth| many[*depth] += 1);
    shorten(&mut many);
    // The one that is left out is among the longest.
    if let Some(longest) = many.iter().rposition(|many| *many > 0) {
        many[longest] -= 1;
    }
    std::array::from_fn(|at| many[at + 1] as u8)
}

/// Two codes that are too long become one that is a bit shorter, and a short one
/// two that are a bit longer.
fn shorten(many: &mut [u16]) {
    for long in (Code::LONGEST + 1..many.len()).rev() {
        while many[long] > 0 {
            let short = (1..long - 1).rev().find(|short| many[*short] > 0);
            let Some(short) = short else {
                return;
            };
            many[long] -= 2;
            many[long - 1] += 1;
            many[short + 1] += 2;
            many[short] -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(of: impl Fn(u32) -> u32) -> [u32; 256] {
        std::array::from_fn(|symbol| of(symbol as u32))
    }

    #[test]
    fn no_code_begins_like_another_and_none_is_all_ones() {
        let cases = [
            counts(|_| 1),
            counts(|symbol| u32::from(symbol == 7)),
            counts(|symbol| u32::from(symbol < 2) * 5),
            counts(|symbol| symbol * symbol),
            // As deep as can be before it is shortened.
            counts(|symbol| if symbol < 31 { 1 << symbol } else { 0 }),
            counts(|symbol| if symbol < 31 { 1 << symbol } else { 1 }),
            counts(|_| 0),
        ];
        for counts in cases {
            let code = Code::new(&counts);
            let used = (0..=255_u8).filter(|symbol| counts[usize::from(*symbol)] > 0);
            let codes: Vec<(u8, u16)> = used.map(|symbol| code.of(symbol)).collect();
            let mut room = 1 << 16;
            for (at, (length, bits)) in codes.iter().enumerate() {
                assert!((1..=16).contains(length));
                assert!(u32::from(*bits) < (1 << length) - 1, "all ones");
                room -= 1 << (16 - length);
                for (other, found) in &codes[at + 1..] {
                    let short = length.min(other);
                    assert_ne!(bits >> (length - short), found >> (other - short));
                }
            }
            assert!(room > 0);
            let mut table = Vec::new();
            code.table(&mut table);
            let all: usize = table[..16].iter().map(|count| usize::from(*count)).sum();
            assert_eq!((all, table.len() + 4), (codes.len(), code.length() - 1));
        }
    }

    #[test]
    fn what_is_frequent_is_short() {
        let code = Code::new(&counts(|symbol| 256 - symbol));
        for symbol in 0..255 {
            assert!(code.of(symbol).0 <= code.of(symbol + 1).0);
        }
        let halves = Code::new(&counts(|symbol| if symbol == 0 { 1000 } else { 1 }));
        assert_eq!(halves.of(0).0, 1);
    }
}
