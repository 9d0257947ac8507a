//! The bits of a lossless picture, from the lowest of each byte on.

/// It is copied into a variable of its own where it matters, so that it stays in
/// registers.
#[derive(Clone, Copy)]
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    /// The next ones, the first at the bottom. Above them may stand some of those
    /// that follow.
    bits: u64,
    count: u32,
    /// Zeros that were made up behind the end.
    made_up: u32,
}

impl<'a> Bits<'a> {
    pub fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            at: 0,
            bits: 0,
            count: 0,
            made_up: 0,
        }
    }

    /// At least 56 bits to look at.
    #[inline(always)]
    pub fn fill(&mut self) {
        let eight = self.data.get(self.at..).and_then(<[u8]>::first_chunk);
        if let Some(eight) = eight {
            self.bits |= u64::from_le_bytes(*eight) << self.count;
            self.at += ((63 - self.count) >> 3) as usize;
            self.count |= 56;
        } else {
            *self = self.filled_slowly();
        }
    }

    /// At least so many, which are no more than 56.
    #[inline(always)]
    pub fn ensure(&mut self, many: u32) {
        if self.count < many {
            self.fill();
        }
    }

    #[cold]
    fn filled_slowly(mut self) -> Self {
        while self.count < 56 {
            match self.data.get(self.at) {
                Some(byte) => {
                    self.bits |= u64::from(*byte) << self.count;
                    self.at += 1;
                }
                None => self.made_up = self.made_up.saturating_add(8),
            }
            self.count += 8;
        }
        self
    }

    /// All that are there, the next at the bottom.
    #[inline(always)]
    pub fn next(&self) -> u64 {
        self.bits
    }

    #[inline(always)]
    pub fn skip(&mut self, many: u32) {
        self.bits >>= many;
        self.count -= many;
    }

    /// Bits that are there already, as a number.
    #[inline(always)]
    pub fn take(&mut self, many: u32) -> u32 {
        let number = self.bits & ((1 << many) - 1);
        self.skip(many);
        number as u32
    }

    /// Up to 32 bits as a number.
    pub fn number(&mut self, many: u32) -> u32 {
        self.ensure(many);
        self.take(many)
    }

    pub fn flag(&mut self) -> bool {
        self.number(1) == 1
    }

    /// Whether bits were taken that are not in the file.
    pub fn overrun(&self) -> bool {
        self.count < self.made_up
    }
}
