//! The arithmetic decoder (RFC 6386 §7): bits of which each has its own odds.

/// It is copied into a variable of its own where it matters, so that it stays in
/// registers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bits<'a> {
    rest: &'a [u8],
    /// The next bits, the first at the top; what is behind them is 0.
    value: u64,
    /// How many of them there are beyond the eight that a decision looks at.
    count: i32,
    /// 128 to 255.
    range: u32,
    /// More was asked for than there is.
    ended: bool,
}

impl<'a> Bits<'a> {
    pub fn new(data: &'a [u8]) -> Self {
        Self {
            rest: data,
            value: 0,
            count: -8,
            range: 255,
            ended: false,
        }
    }

    /// What was read since the end is made up.
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// A bit that is 0 with odds of `odds` to 256.
    #[inline(always)]
    pub fn bit(&mut self, odds: u8) -> bool {
        if self.count < 0 {
            self.fill();
        }
        let split = 1 + (((self.range - 1) * u32::from(odds)) >> 8);
        let bar = u64::from(split) << 56;
        // Both ways to their end, so that they stay two ways: which one it is can be
        // foretold more often than not, and the next bit need not wait to be told.
        if self.value >= bar {
            self.value -= bar;
            self.narrow(self.range - split);
            true
        } else {
            self.narrow(split);
            false
        }
    }

    #[inline(always)]
    fn narrow(&mut self, range: u32) {
        let shift = range.leading_zeros() - 24;
        self.range = range << shift;
        self.value <<= shift;
        self.count -= shift as i32;
    }

    /// Negative or not, each as likely: nobody foretells which, so there is no
    /// branch. It is never the first bit, so the range is below 255 and halves.
    #[inline(always)]
    pub fn signed(&mut self, value: i32) -> i32 {
        if self.count < 0 {
            self.fill();
        }
        let bar = u64::from((self.range + 1) >> 1) << 56;
        let one = u32::from(self.value >= bar);
        self.range = (self.range + 1 - one) & !1;
        self.value = (self.value - bar * u64::from(one)) << 1;
        self.count -= 1;
        let sign = -(one as i32);
        (value ^ sign) - sign
    }

    pub fn flag(&mut self) -> bool {
        self.bit(128)
    }

    /// A number of so many bits, the highest first.
    pub fn number(&mut self, bits: u32) -> u8 {
        (0..bits).fold(0, |number, _| number << 1 | u8::from(self.flag()))
    }

    /// A number and its sign, if there is one.
    pub fn optional(&mut self, bits: u32) -> Option<i8> {
        self.flag().then(|| {
            let number = self.number(bits) as i8;
            if self.flag() { -number } else { number }
        })
    }

    #[inline(always)]
    fn fill(&mut self) {
        // The bits that are there end where the new ones begin.
        let have = (self.count + 8) as u32;
        if let Some(eight) = self.rest.first_chunk() {
            self.value |= u64::from_be_bytes(*eight) >> have;
            let bytes = (63 - have) >> 3;
            // Of a byte that came in part, the part comes again.
            self.value &= u64::MAX << (64 - have - bytes * 8);
            self.rest = self.rest.get(bytes as usize..).unwrap_or_default();
            self.count += bytes as i32 * 8;
        } else {
            *self = self.filled_slowly(have);
        }
    }

    #[cold]
    fn filled_slowly(mut self, have: u32) -> Self {
        if let [byte, rest @ ..] = self.rest {
            self.value |= u64::from(*byte) << (56 - have);
            self.rest = rest;
        } else {
            self.ended = true;
        }
        self.count += 8;
        self
    }
}
