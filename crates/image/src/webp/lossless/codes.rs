//! Prefix codes and the tables they are read by (RFC 9649 §3.7).

use super::{CUT, bits::Bits};

/// So many bits are looked up at once; what is longer has a second table.
const GLANCE: u32 = 8;
const LONGEST: usize = 15;

/// What a code stands for.
pub(super) const GREEN: usize = 0;
pub(super) const RED: usize = 1;
pub(super) const BLUE: usize = 2;
pub(super) const ALPHA: usize = 3;
pub(super) const DISTANCE: usize = 4;

/// Values of green, lengths of copies, and places in the cache.
pub(super) const LITERALS: usize = 256;
pub(super) const LENGTHS: usize = 24;
const DISTANCES: usize = 40;
const MOST_SYMBOLS: usize = LITERALS + LENGTHS + (1 << super::image::MOST_CACHE_BITS);

/// What the tables of a picture may take: all that libwebp writes, whose files
/// have 2,600 groups at the most and a cache of 10 bits. By `enough` of zlib the
/// tables of a group then have at the most 1680 + 3 · 630 + 410 entries of two
/// bytes: with what stands beside them 2,600 · (7,960 + 48) bytes are 20.8 million.
const ALLOWANCE: u64 = 20 * 1024 * 1024;

/// The same for a file of so many bytes.
///
/// The code of n symbols has at the most n + 376 entries, and takes 18 bits of the
/// file and a third of a bit for each symbol: for each bit no more than 42 bytes.
pub(super) fn most(bytes: usize) -> u64 {
    const EACH: u64 = 8 * 42;
    (bytes as u64).saturating_mul(EACH).min(ALLOWANCE)
}

/// A symbol above the length of its code; in the first table also a place above
/// the bits, more than [`GLANCE`], that are looked up there. 0 is neither.
#[derive(Clone, Copy, PartialEq)]
struct Entry(u16);

impl Entry {
    const NONE: Self = Self(0);

    fn new(value: usize, length: u32) -> Self {
        // 2,328 symbols, or 2,704 entries.
        Self((value << 4) as u16 | length as u16)
    }

    #[inline(always)]
    fn value(self) -> usize {
        usize::from(self.0 >> 4)
    }

    #[inline(always)]
    fn length(self) -> u32 {
        u32::from(self.0 & 15)
    }
}

/// Where the table of a code starts, and how many bits are its index: none for a
/// code of one symbol, which takes none of the file either.
#[derive(Clone, Copy, Default)]
struct Code {
    start: u16,
    glance: u16,
}

impl Code {
    /// The next symbol, of at most 15 bits that are there.
    #[inline(always)]
    fn next(self, tables: &[Entry], bits: &mut Bits<'_>) -> usize {
        let (next, start) = (bits.next(), usize::from(self.start));
        let first = next as usize & ((1 << self.glance) - 1);
        let mut entry = tables[start + first];
        if entry.length() > GLANCE {
            let more = entry.length() - GLANCE;
            let second = (next >> GLANCE) as usize & ((1 << more) - 1);
            entry = tables[start + entry.value() + second];
        }
        bits.skip(entry.length());
        entry.value()
    }

    /// Puts the tables of a code behind others. Of each symbol the length of its
    /// code is given, 0 for none; all together they have to fit exactly.
    fn build(lengths: &[u8], sorted: &mut [u16], tables: &mut Vec<Entry>) -> Option<Self> {
        let mut counts = [0_u16; LONGEST + 1];
        for length in lengths {
            counts[usize::from(*length)] += 1;
        }
        counts[0] = 0;
        // Of each length the first place in the order of lengths.
        let mut places = [0_u16; LONGEST + 2];
        let mut free = 1_i32;
        for length in 1..=LONGEST {
            places[length + 1] = places[length] + counts[length];
            free = free * 2 - i32::from(counts[length]);
            if free < 0 {
                return None;
            }
        }
        let many = usize::from(places[LONGEST + 1]);
        for (symbol, length) in lengths.iter().enumerate().filter(|(_, it)| **it > 0) {
            let place = &mut places[usize::from(*length)];
            sorted[usize::from(*place)] = symbol as u16;
            *place += 1;
        }
        let start = tables.len();
        if many == 1 {
            tables.push(Entry::new(usize::from(sorted[0]), 0));
            return Some(Self {
                start: start as u16,
                glance: 0,
            });
        }
        if free > 0 {
            return None;
        }
        let longest = counts.iter().rposition(|count| *count > 0)? as u32;
        let glance = longest.min(GLANCE);
        tables.resize(start + (1 << glance), Entry::NONE);
        let (mut code, mut symbols) = (0_u32, sorted[..many].iter());
        for length in 1..=longest {
            for _ in 0..counts[length as usize] {
                let entry = Entry::new(usize::from(*symbols.next()?), length);
                // The first bit of a code is the lowest of the next ones.
                let next = (code.reverse_bits() >> (32 - length)) as usize;
                let (from, end, used) = if length <= GLANCE {
                    (start + next, start + (1 << glance), length)
                } else {
                    let first = start + (next & ((1 << GLANCE) - 1));
                    if tables[first] == Entry::NONE {
                        let more = more(&counts, length);
                        tables[first] = Entry::new(tables.len() - start, GLANCE + more);
                        tables.resize(tables.len() + (1 << more), Entry::NONE);
                    }
                    let table = start + tables[first].value();
                    let more = tables[first].length() - GLANCE;
                    (
                        table + (next >> GLANCE),
                        table + (1 << more),
                        length - GLANCE,
                    )
                };
                for place in (from..end).step_by(1 << used) {
                    tables[place] = entry;
                }
                code += 1;
                // Of what is left to be placed.
                counts[length as usize] -= 1;
            }
            code <<= 1;
        }
        Some(Self {
            start: start as u16,
            glance: glance as u16,
        })
    }
}

/// The bits of a second table whose first code has this length: so many that it
/// is filled by the codes that are left, in their order.
fn more(left: &[u16; LONGEST + 1], first: u32) -> u32 {
    let mut free = 1 << (first - GLANCE);
    for length in first..LONGEST as u32 {
        free -= i32::from(left[length as usize]);
        if free <= 0 {
            return length - GLANCE;
        }
        free *= 2;
    }
    LONGEST as u32 - GLANCE
}

/// The five codes of a part of a picture.
pub(super) struct Group {
    tables: Box<[Entry]>,
    codes: [Code; 5],
    /// Of a pixel without its green, where the other three are always the same.
    rest: Option<u32>,
}

impl Group {
    pub const SIZE: usize = size_of::<Self>();

    /// The next symbol, of at most 15 bits that are there.
    #[inline(always)]
    pub fn symbol(&self, which: usize, bits: &mut Bits<'_>) -> usize {
        self.codes[which].next(&self.tables, bits)
    }

    #[inline(always)]
    pub fn rest(&self) -> Option<u32> {
        self.rest
    }

    fn only(&self, which: usize) -> Option<usize> {
        let code = self.codes[which];
        (code.glance == 0).then(|| self.tables[usize::from(code.start)].value())
    }
}

/// Reads codes, within what their tables may take.
pub(super) struct Reader {
    left: usize,
    lengths: Vec<u8>,
    sorted: Vec<u16>,
    tables: Vec<Entry>,
}

impl Reader {
    pub fn new(allowance: u64) -> Self {
        Self {
            left: usize::try_from(allowance).unwrap_or(usize::MAX),
            lengths: vec![0; MOST_SYMBOLS],
            sorted: vec![0; MOST_SYMBOLS],
            tables: Vec::new(),
        }
    }

    /// Of what tables may take, for something beside them.
    pub fn take(&mut self, bytes: usize) -> Result<(), &'static str> {
        let left = self.left.checked_sub(bytes);
        self.left = left.ok_or("its codes take more memory than those of any real picture")?;
        Ok(())
    }

    /// The next group, for a cache of so many places.
    pub fn group(&mut self, bits: &mut Bits<'_>, cache: usize) -> Result<Group, &'static str> {
        let codes = self.codes(bits, cache)?;
        self.take(size_of_val(&*self.tables))?;
        let mut group = Group {
            tables: self.tables.as_slice().into(),
            codes,
            rest: None,
        };
        let others = [ALPHA, RED, BLUE].map(|which| group.only(which));
        if let [Some(alpha), Some(red), Some(blue)] = others {
            group.rest = Some((alpha << 24 | red << 16 | blue) as u32);
        }
        Ok(group)
    }

    /// As [`group`](Self::group), for one that nothing uses.
    pub fn pass(&mut self, bits: &mut Bits<'_>, cache: usize) -> Result<(), &'static str> {
        self.codes(bits, cache).map(drop)
    }

    fn codes(&mut self, bits: &mut Bits<'_>, cache: usize) -> Result<[Code; 5], &'static str> {
        self.tables.clear();
        let mut codes = [Code::default(); 5];
        for (which, code) in codes.iter_mut().enumerate() {
            let symbols = match which {
                GREEN => LITERALS + LENGTHS + cache,
                DISTANCE => DISTANCES,
                _ => LITERALS,
            };
            *code = self.code(bits, symbols)?;
        }
        Ok(codes)
    }

    fn code(&mut self, bits: &mut Bits<'_>, symbols: usize) -> Result<Code, &'static str> {
        self.lengths.fill(0);
        let mut read = Ok(());
        if bits.flag() {
            let two = bits.flag();
            let long = bits.flag();
            let first = bits.number(if long { 8 } else { 1 });
            self.lengths[first as usize] = 1;
            if two {
                let second = bits.number(8);
                self.lengths[second as usize] = 1;
            }
        } else {
            read = self.read_lengths(bits, symbols);
        }
        if bits.overrun() {
            return Err(CUT);
        }
        read?;
        // A symbol that does not exist is not looked at.
        let lengths = &self.lengths[..symbols];
        Code::build(lengths, &mut self.sorted, &mut self.tables).ok_or(NO_CODE)
    }

    /// The lengths of codes are coded too.
    fn read_lengths(&mut self, bits: &mut Bits<'_>, symbols: usize) -> Result<(), &'static str> {
        const ORDER: [usize; 19] = [
            17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        ];
        let mut lengths = [0; ORDER.len()];
        let many = 4 + bits.number(4) as usize;
        for place in &ORDER[..many] {
            lengths[*place] = bits.number(3) as u8;
        }
        let mut table = Vec::new();
        let code = Code::build(&lengths, &mut self.sorted, &mut table).ok_or(NO_CODE)?;
        let mut left = symbols;
        if bits.flag() {
            let size = 2 + 2 * bits.number(3);
            left = 2 + bits.number(size) as usize;
            if left > symbols {
                return Err("it has codes for more symbols than there are");
            }
        }
        let (mut at, mut last) = (0, 8);
        while at < symbols && left > 0 {
            left -= 1;
            bits.ensure(32);
            let (length, times) = match code.next(&table, bits) {
                16 => (last, 3 + bits.take(2)),
                17 => (0, 3 + bits.take(3)),
                18 => (0, 11 + bits.take(7)),
                length => (length as u8, 1),
            };
            if length > 0 {
                last = length;
            }
            let end = at + times as usize;
            if end > symbols {
                return Err("it has codes for more symbols than there are");
            }
            self.lengths[at..end].fill(length);
            at = end;
        }
        Ok(())
    }
}

const NO_CODE: &str = "a code of it makes no sense";
