//! Blocks as codes: rounding to steps, counting, and writing (T.81 F.1.2).

use super::{
    codes::Code,
    forward::{Block, FINER, whole},
};
use crate::jpeg::transform::ZIGZAG;

/// From coefficients to numbers of steps.
pub(super) struct Rounding {
    /// In zigzag order.
    factors: [f32; 64],
    /// What of a step has to be left over, above a half, to be rounded up.
    reluctance: [f32; 64],
}

impl Rounding {
    /// Of brightness or colour; steps row by row.
    ///
    /// To the nearest would be nearest, but small numbers cost fewer bits, the
    /// more the finer the detail, and the bits saved buy finer steps. Measured by
    /// `tests/bench/pictures.mjs`: for brightness that is worth it, for colour not.
    pub fn new(kind: usize, steps: &[u16; 64]) -> Self {
        let factor = |place: u8| 1.0 / (FINER * f32::from(steps[usize::from(place)]));
        let most = if kind == 0 { 0.12 } else { 0.0 };
        Self {
            factors: ZIGZAG.map(factor),
            reluctance: std::array::from_fn(|at| most * at as f32 / 63.0),
        }
    }

    #[inline(always)]
    pub fn of(&self, block: &Block) -> Block {
        let mut rounded = [0; 64];
        let rules = self.factors.iter().zip(&self.reluctance);
        for ((to, from), (factor, reluctance)) in rounded.iter_mut().zip(block).zip(rules) {
            let steps = f32::from(*from) * factor;
            let size = whole((steps.abs() - reluctance).max(0.0));
            *to = if steps < 0.0 { -size } else { size };
        }
        rounded
    }
}

/// How many bits a value takes.
fn size(value: i16) -> u8 {
    (16 - value.unsigned_abs().leading_zeros()) as u8
}

/// A component's last first coefficient, which the next is told from.
#[derive(Default)]
struct Before([i16; 3]);

impl Before {
    #[inline(always)]
    fn step(&mut self, component: usize, first: i16) -> i16 {
        first - std::mem::replace(&mut self.0[component], first)
    }
}

/// The codes of a block behind the first: a run of zeros above a size, and a
/// value of that size.
#[inline(always)]
fn each_code(block: &Block, mut with: impl FnMut(u8, i16)) {
    let mut set = 0_u64;
    for (at, value) in (0..).zip(block) {
        set |= u64::from(*value != 0) << at;
    }
    set &= !1;
    let mut next = 1;
    while set != 0 {
        let at = set.trailing_zeros();
        set &= set - 1;
        let mut run = at - next;
        while run > 15 {
            with(0xF0, 0);
            run -= 16;
        }
        let value = block[at as usize];
        with((run as u8) << 4 | size(value), value);
        next = at + 1;
    }
    if next < 64 {
        with(0, 0);
    }
}

/// How often each code is needed.
pub(super) struct Counts {
    /// Of brightness and colour: of first coefficients, and of the others.
    symbols: [[[u32; 256]; 2]; 2],
    before: Before,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            symbols: [[[0; 256]; 2]; 2],
            before: Before::default(),
        }
    }
}

impl Counts {
    #[inline(always)]
    pub fn add(&mut self, kind: usize, component: usize, block: &Block) {
        let [first, rest] = &mut self.symbols[kind];
        let step = self.before.step(component, block[0]);
        first[usize::from(size(step))] += 1;
        each_code(block, |symbol, _| rest[usize::from(symbol)] += 1);
    }

    pub fn codes(&self) -> [[Code; 2]; 2] {
        self.symbols
            .each_ref()
            .map(|kind| kind.each_ref().map(Code::new))
    }

    /// Of the scan, without what is stuffed behind FF.
    pub fn bits(&self, codes: &[[Code; 2]; 2]) -> u64 {
        let mut bits = 0;
        for (counts, code) in self.symbols.as_flattened().iter().zip(codes.as_flattened()) {
            for (symbol, count) in (0..=255_u8).zip(counts) {
                let (length, _) = code.of(symbol);
                bits += u64::from(*count) * u64::from(length + (symbol & 15));
            }
        }
        bits
    }
}

pub(super) struct Writer<'a> {
    codes: &'a [[Code; 2]; 2],
    before: Before,
    file: Vec<u8>,
    /// The next ones, the last at the bottom.
    bits: u64,
    count: u32,
}

impl<'a> Writer<'a> {
    pub fn new(file: Vec<u8>, codes: &'a [[Code; 2]; 2]) -> Self {
        Self {
            codes,
            before: Before::default(),
            file,
            bits: 0,
            count: 0,
        }
    }

    #[inline(always)]
    pub fn write(&mut self, kind: usize, component: usize, block: &Block) {
        let codes = self.codes;
        let [first, rest] = &codes[kind];
        let step = self.before.step(component, block[0]);
        self.code(first.of(size(step)), step);
        each_code(block, |symbol, value| {
            let (length, code) = rest.of(symbol);
            self.code((length, code), value);
        });
    }

    /// A code, and the value behind it: one less for a negative one (T.81
    /// F.1.2.1).
    #[inline(always)]
    fn code(&mut self, (length, code): (u8, u16), value: i16) {
        let size = u32::from(size(value));
        let low = (value - i16::from(value < 0)) as u16;
        let low = u64::from(low) & ((1 << size) - 1);
        self.bits = self.bits << (u32::from(length) + size) | u64::from(code) << size | low;
        self.count += u32::from(length) + size;
        if self.count >= 32 {
            self.count -= 32;
            let four = ((self.bits >> self.count) as u32).to_be_bytes();
            if four.contains(&0xFF) {
                four.into_iter().for_each(|byte| self.byte(byte));
            } else {
                self.file.extend_from_slice(&four);
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        self.file.push(byte);
        if byte == 0xFF {
            self.file.push(0);
        }
    }

    /// Ones fill the last byte.
    pub fn finish(mut self) -> Vec<u8> {
        let free = (8 - self.count % 8) % 8;
        self.bits = self.bits << free | ((1 << free) - 1);
        self.count += free;
        while self.count > 0 {
            self.count -= 8;
            self.byte((self.bits >> self.count) as u8);
        }
        self.file
    }
}
