//! Huffman codes, and what can be known of the next bits at one glance.

use super::bits::Bits;

/// So many bits are looked up at once.
const GLANCE: u32 = 10;
/// And so many when they only have to be passed over.
const STRIDE: u32 = 12;

pub(super) struct Codes {
    symbols: Vec<u8>,
    /// By the next bits: the code's length above its symbol; 0 for a long code.
    short: Vec<u16>,
    /// By length: the first number, of 16 bits, that is no code of this length or
    /// a shorter one.
    ends: [u32; 17],
    /// By length: what to add to a code for the place of its symbol.
    places: [i32; 17],
}

impl Codes {
    /// As in the file: how many codes of each length, then the symbols
    /// (T.81 B.2.4.2). Too many codes make no sense.
    pub fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut codes = Self {
            symbols: symbols.to_vec(),
            short: vec![0; 1 << GLANCE],
            ends: [0; 17],
            places: [0; 17],
        };
        let (mut code, mut place) = (0_u32, 0_u32);
        for (length, count) in (1_u32..).zip(counts) {
            let count = u32::from(*count);
            codes.places[length as usize] = place.cast_signed() - code.cast_signed();
            if code + count > 1 << length {
                return None;
            }
            for at in 0..count {
                let symbol = *symbols.get((place + at) as usize)?;
                if length <= GLANCE {
                    let free = GLANCE - length;
                    let from = ((code + at) << free) as usize;
                    let entry = (length as u16) << 8 | u16::from(symbol);
                    codes.short[from..from + (1 << free)].fill(entry);
                }
            }
            (code, place) = (code + count, place + count);
            codes.ends[length as usize] = code << (16 - length);
            code <<= 1;
        }
        Some(codes)
    }

    /// The next symbol. The bits must have been filled up.
    #[inline(always)]
    pub fn next(&self, bits: &mut Bits<'_>) -> Option<u8> {
        match self.short[bits.peek(GLANCE)] {
            0 => {
                let (length, symbol) = self.find(bits.peek(16) as u32)?;
                bits.skip(length);
                Some(symbol)
            }
            entry => {
                bits.skip(u32::from(entry >> 8));
                Some(entry as u8)
            }
        }
    }

    /// The code that 16 bits begin with: its length and symbol.
    #[cold]
    fn find(&self, bits: u32) -> Option<(u32, u8)> {
        let length = (1..=16).find(|length| bits < self.ends[*length as usize])?;
        let place = (bits >> (16 - length)).cast_signed() + self.places[length as usize];
        let symbol = self.symbols.get(usize::try_from(place).ok()?)?;
        Some((length, *symbol))
    }
}

/// Codes of the coefficients behind the first, each a run of zeros and the size
/// of what follows.
pub(super) struct RunCodes {
    pub codes: Codes,
    /// By the next bits: value, run, and length of code and value together; 0
    /// when they are longer.
    whole: Vec<Whole>,
    /// By the next bits: how many of them, how many coefficients they are, and
    /// whether they end the block; as many as can be seen.
    strides: Vec<Stride>,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Whole {
    pub value: i16,
    pub run: u8,
    pub bits: u8,
}

#[derive(Clone, Copy, Default)]
struct Stride {
    bits: u8,
    /// Up to the 64th at the end of a block, which is told by `last`.
    coefficients: u8,
    last: bool,
}

impl RunCodes {
    pub fn new(codes: Codes) -> Self {
        let entry = |next: u32, of: u32| {
            // What stands behind the bits that are seen is not known: zeros.
            let seen = next << (16 - of);
            codes.find(seen).map(|(length, symbol)| {
                let (run, size) = (symbol >> 4, u32::from(symbol & 15));
                (length, run, size)
            })
        };
        let whole = (0..1_u32 << GLANCE).map(|next| match entry(next, GLANCE) {
            Some((length, run, size)) if size > 0 && length + size <= GLANCE => {
                let value = next >> (GLANCE - length - size) & ((1 << size) - 1);
                let value = value.cast_signed();
                let negative = value < 1 << (size - 1);
                Whole {
                    value: (value - if negative { (1 << size) - 1 } else { 0 }) as i16,
                    run,
                    bits: (length + size) as u8,
                }
            }
            _ => Whole::default(),
        });
        let whole = whole.collect();
        let stride = |next: u32| {
            let mut stride = Stride::default();
            loop {
                let rest = STRIDE - u32::from(stride.bits);
                if rest == 0 {
                    return stride;
                }
                let left = next & ((1 << rest) - 1);
                match entry(left, rest) {
                    Some((length, run, size)) if length + size <= rest => {
                        let step = match (run, size) {
                            (15, 0) => 16,
                            (_, 0) => 1,
                            (run, _) => run + 1,
                        };
                        if stride.coefficients + step > 63 {
                            return stride;
                        }
                        stride.bits += (length + size) as u8;
                        stride.coefficients += step;
                        if size == 0 && run < 15 {
                            stride.last = true;
                            return stride;
                        }
                    }
                    _ => return stride,
                }
            }
        };
        let strides = (0..1 << STRIDE).map(stride).collect();
        Self {
            codes,
            whole,
            strides,
        }
    }

    #[inline(always)]
    pub fn whole(&self, bits: &Bits<'_>) -> Whole {
        self.whole[bits.peek(GLANCE)]
    }

    /// Passes over the rest of a block, of which the coefficient `at` is next.
    #[inline(always)]
    pub fn pass(&self, bits: &mut Bits<'_>, mut at: u32) -> Option<()> {
        while at < 64 {
            bits.fill();
            let stride = self.strides[bits.peek(STRIDE)];
            // What goes beyond the block belongs, in part, to the next one.
            let to = at + u32::from(stride.coefficients);
            if stride.bits > 0 && to <= 64 {
                bits.skip(u32::from(stride.bits));
                if stride.last {
                    return Some(());
                }
                at = to;
                continue;
            }
            let symbol = self.codes.next(bits)?;
            let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 && run < 15 {
                return Some(());
            }
            bits.skip(size);
            at += run + 1;
        }
        (at == 64).then_some(())
    }
}
