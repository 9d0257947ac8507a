//! The bits of a scan: eight bytes at a time, without the zeros that are stuffed
//! behind FF, up to the next marker.

/// It is copied into a variable of its own where it matters, so that it stays in
/// registers; what is rare takes it by value for the same reason.
#[derive(Clone, Copy)]
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    /// The next ones, the first at the top. Below them may stand some of those
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

    /// At least 32 bits to look at: enough for a code and its value.
    #[inline(always)]
    pub fn fill(&mut self) {
        if self.count < 32 {
            self.fill_up();
        }
    }

    #[inline(always)]
    fn fill_up(&mut self) {
        let eight = self.data.get(self.at..).and_then(<[u8]>::first_chunk);
        let eight = eight.map(|eight: &[u8; 8]| u64::from_be_bytes(*eight));
        match eight {
            Some(eight) if !has_ff(eight) => {
                self.bits |= eight >> self.count;
                let bytes = (63 - self.count) >> 3;
                self.at += bytes as usize;
                self.count += bytes * 8;
            }
            _ => *self = self.filled_slowly(),
        }
    }

    #[cold]
    fn filled_slowly(mut self) -> Self {
        while self.count <= 56 {
            let byte = match (self.data.get(self.at), self.data.get(self.at + 1)) {
                (Some(0xFF), Some(0)) => {
                    self.at += 2;
                    0xFF
                }
                (None | Some(0xFF), _) => {
                    self.made_up += 8;
                    0
                }
                (Some(byte), _) => {
                    self.at += 1;
                    *byte
                }
            };
            self.bits |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
        self
    }

    /// 1 to 32 bits.
    #[inline(always)]
    pub fn peek(&self, many: u32) -> usize {
        (self.bits >> (64 - many)) as usize
    }

    #[inline(always)]
    pub fn skip(&mut self, many: u32) {
        self.bits <<= many;
        self.count -= many;
    }

    /// 0 to 16 bits as a number.
    #[inline(always)]
    pub fn number(&mut self, many: u32) -> u32 {
        let number = (self.bits >> 1 >> (63 - many)) as u32;
        self.skip(many);
        number
    }

    /// 0 to 15 bits as a value of that size (T.81 F.2.2.1).
    #[inline(always)]
    pub fn value(&mut self, size: u32) -> i32 {
        let number = self.number(size) as i32;
        let negative = number < (1 << size >> 1);
        number - if negative { (1 << size) - 1 } else { 0 }
    }

    pub fn bit(&mut self) -> bool {
        self.fill();
        self.number(1) == 1
    }

    /// Passes over any number of bits.
    pub fn pass(&mut self, mut many: u32) {
        while many > 0 {
            self.fill();
            let step = many.min(32);
            self.skip(step);
            many -= step;
        }
    }

    /// Whether bits were taken that are not in the file.
    pub fn overrun(&self) -> bool {
        self.count < self.made_up
    }

    /// Goes behind the marker that restarts a scan, when that is what is next.
    pub fn restart(&mut self, number: u8) -> bool {
        if self.overrun() {
            return false;
        }
        // Whole bytes that were read ahead are not data when a marker follows,
        // so there are none: fewer than eight bits are left.
        if self.count - self.made_up >= 8 {
            return false;
        }
        let mut at = self.at;
        while self.data.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let expected = [0xFF, 0xD0 | number & 7];
        if self.data.get(at..at + 2) != Some(&expected) {
            return false;
        }
        *self = Self {
            at: at + 2,
            ..Self::new(self.data)
        };
        true
    }
}

fn has_ff(eight: u64) -> bool {
    let inverted = !eight;
    inverted.wrapping_sub(0x0101_0101_0101_0101) & eight & 0x8080_8080_8080_8080 != 0
}
