//! The entropy-coded data of scans.

use super::{
    bits::Bits,
    frame::{Frame, Scan, Tables},
    huffman::{Codes, RunCodes},
    planes::{Block, Blocks, Coefficients},
    transform::ZIGZAG,
};
use crate::{Fault, watch::Watch};
use pulp::{Arch, Simd, WithSimd};

/// A place in the data that makes no sense.
const NONSENSE: &str = "its data make no sense";

/// Walks over the units of a scan, and from restart to restart.
struct Walk<'a, 'b> {
    bits: Bits<'a>,
    watch: Watch<'b>,
    restart: u32,
    since: u32,
    restarts: u8,
}

impl<'a, 'b> Walk<'a, 'b> {
    fn new(data: &'a [u8], tables: &Tables, watch: Watch<'b>) -> Self {
        Self {
            bits: Bits::new(data),
            watch,
            restart: tables.restart,
            since: 0,
            restarts: 0,
        }
    }

    /// Before a row of units.
    fn row(&self) -> Result<(), Fault> {
        self.watch.check()?;
        if self.bits.overrun() {
            return Err(super::broken("its end is missing"));
        }
        Ok(())
    }

    /// Before a unit: whether all predictions start anew.
    fn unit(&mut self) -> Result<bool, Fault> {
        let due = self.restart > 0 && self.since == self.restart;
        if due {
            if !self.bits.restart(self.restarts) {
                return Err(super::broken("a restart is not where it should be"));
            }
            self.restarts = self.restarts.wrapping_add(1);
            self.since = 0;
        }
        self.since += 1;
        Ok(due)
    }

    fn end(&self) -> Result<(), Fault> {
        self.row()
    }
}

/// Where the blocks of a scan lie: of one component, those that hold pixels; of
/// several, in units.
fn units(frame: &Frame, scan: &Scan) -> (u32, u32) {
    match scan.parts[..] {
        [(which, ..)] => frame.blocks(&frame.components[which]),
        _ => frame.units(),
    }
}

/// A part of a scan with what it needs.
struct Part<'a> {
    which: usize,
    first: Option<&'a Codes>,
    rest: Option<&'a RunCodes>,
    /// Blocks of one unit.
    across: u32,
    down: u32,
    /// The first coefficient of the block before.
    before: i32,
}

fn parts<'a>(frame: &Frame, tables: &'a Tables, scan: &Scan) -> Vec<Part<'a>> {
    let alone = scan.parts.len() == 1;
    let part = |&(which, first, rest): &(usize, usize, usize)| {
        let component = &frame.components[which];
        Part {
            which,
            first: tables.first[first].as_ref(),
            rest: tables.rest[rest].as_ref(),
            across: if alone { 1 } else { component.across },
            down: if alone { 1 } else { component.down },
            before: 0,
        }
    };
    scan.parts.iter().map(part).collect()
}

/// A scan, and what it is read into.
type Reading<'a, T> = (
    &'a [u8],
    &'a Frame,
    &'a Tables,
    &'a Scan,
    &'a mut [T],
    Watch<'a>,
);

// To be read by the widest instructions that the processor has. Measured: with
// closures instead of these it takes an eighth more, for they are compiled once,
// for the oldest processor.
struct Sequential<'a, T>(Reading<'a, T>);
struct Progressive<'a>(Reading<'a, Coefficients>);

impl<T: Blocks> WithSimd for Sequential<'_, T> {
    type Output = Result<(), Fault>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        sequential_units(self.0)
    }
}

impl WithSimd for Progressive<'_> {
    type Output = Result<(), Fault>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        progressive_units(self.0)
    }
}

/// A scan that holds all of its components.
pub(super) fn sequential<T: Blocks>(
    data: &[u8],
    frame: &Frame,
    tables: &Tables,
    scan: &Scan,
    to: &mut [T],
    watch: Watch<'_>,
) -> Result<(), Fault> {
    Arch::new().dispatch(Sequential((data, frame, tables, scan, to, watch)))
}

#[inline(always)]
fn sequential_units<T: Blocks>(
    (data, frame, tables, scan, planes, watch): Reading<'_, T>,
) -> Result<(), Fault> {
    let missing = || super::broken("a table is missing");
    let nonsense = || super::broken(NONSENSE);
    let mut walk = Walk::new(data, tables, watch);
    let mut parts = parts(frame, tables, scan);
    for part in &parts {
        let (plane, component) = (&mut planes[part.which], &frame.components[part.which]);
        plane.begin(&tables.quantisation[component.quantisation].ok_or_else(missing)?);
    }
    let (across, down) = units(frame, scan);
    let end = parts
        .iter()
        .map(|part| planes[part.which].end().div_ceil(part.down));
    let end = end.max().unwrap_or(down).min(down);
    let mut block = [0; 64];
    for row in 0..end {
        walk.row()?;
        for column in 0..across {
            if walk.unit()? {
                parts.iter_mut().for_each(|part| part.before = 0);
            }
            for part in &mut parts {
                let (Some(first), Some(rest)) = (part.first, part.rest) else {
                    return Err(missing());
                };
                let plane = &mut planes[part.which];
                for y in 0..part.down {
                    for x in 0..part.across {
                        let (column, row) = (column * part.across + x, row * part.down + y);
                        let needed = plane.needed(column, row);
                        let last = one_block(
                            &mut walk.bits,
                            (first, rest),
                            &mut part.before,
                            &mut block,
                            needed,
                        );
                        let last = last.ok_or_else(nonsense)?;
                        plane.put(column, row, &block, last);
                        block = [0; 64];
                    }
                }
            }
        }
    }
    walk.end()
}

/// Fills the `needed` coefficients of a block, perhaps more, each in its place, and
/// passes over the others. Says which is the last that is not 0.
#[inline(always)]
fn one_block(
    from: &mut Bits<'_>,
    (first, rest): (&Codes, &RunCodes),
    before: &mut i32,
    block: &mut [i16; 64],
    needed: u32,
) -> Option<usize> {
    let bits = &mut { *from };
    bits.fill();
    let size = u32::from(first.next(bits)?);
    if size > 15 {
        return None;
    }
    bits.fill();
    *before = before.wrapping_add(bits.value(size));
    block[0] = *before as i16;
    let (mut at, mut last) = (1, 0);
    while at < needed {
        bits.fill();
        let whole = rest.whole(bits);
        let value = if whole.bits > 0 {
            bits.skip(u32::from(whole.bits));
            at += u32::from(whole.run);
            whole.value
        } else {
            let symbol = rest.codes.next(bits)?;
            let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if run < 15 {
                    *from = *bits;
                    return Some(last);
                }
                at += 16;
                continue;
            }
            at += run;
            bits.value(size) as i16
        };
        last = at as usize;
        block[usize::from(*ZIGZAG.get(last)?)] = value;
        at += 1;
    }
    rest.pass(bits, at)?;
    *from = *bits;
    Some(last)
}

/// One of the scans that together make a progressive picture (T.81 G.1.2).
pub(super) fn progressive(
    data: &[u8],
    frame: &Frame,
    tables: &Tables,
    scan: &Scan,
    all: &mut [Coefficients],
    watch: Watch<'_>,
) -> Result<(), Fault> {
    Arch::new().dispatch(Progressive((data, frame, tables, scan, all, watch)))
}

#[inline(always)]
fn progressive_units(
    (data, frame, tables, scan, all, watch): Reading<'_, Coefficients>,
) -> Result<(), Fault> {
    let nonsense = || super::broken(NONSENSE);
    let mut walk = Walk::new(data, tables, watch);
    let mut parts = parts(frame, tables, scan);
    let (across, down) = units(frame, scan);
    let end = parts
        .iter()
        .map(|part| all[part.which].end().div_ceil(part.down));
    let end = end.max().unwrap_or(down).min(down);
    // Blocks that still end before this scan's first coefficient.
    let mut ended = 0;
    for row in 0..end {
        walk.row()?;
        for column in 0..across {
            if walk.unit()? {
                parts.iter_mut().for_each(|part| part.before = 0);
                ended = 0;
            }
            for part in &mut parts {
                for y in 0..part.down {
                    for x in 0..part.across {
                        let place = (column * part.across + x, row * part.down + y);
                        let mut block = all[part.which].block(place).ok_or_else(nonsense)?;
                        let bits = &mut walk.bits;
                        let done = match (scan.from, scan.high) {
                            (0, 0) => first_value(bits, part, &mut block, scan.low),
                            (0, _) => {
                                let bit = i16::from(bits.bit()) << scan.low;
                                block.change(0, |value| value | bit);
                                Some(())
                            }
                            (_, 0) => values(bits, part.rest, &mut block, scan, &mut ended),
                            _ => refinement(bits, part.rest, &mut block, scan, &mut ended),
                        };
                        done.ok_or_else(nonsense)?;
                    }
                }
            }
        }
    }
    walk.end()
}

#[inline(always)]
fn first_value(
    bits: &mut Bits<'_>,
    part: &mut Part<'_>,
    block: &mut Block<'_>,
    low: u32,
) -> Option<()> {
    bits.fill();
    let size = u32::from(part.first?.next(bits)?);
    if size > 15 {
        return None;
    }
    bits.fill();
    part.before = part.before.wrapping_add(bits.value(size));
    let value = (part.before << low) as i16;
    block.change(0, |_| value);
    Some(())
}

#[inline(always)]
fn values(
    bits: &mut Bits<'_>,
    codes: Option<&RunCodes>,
    block: &mut Block<'_>,
    scan: &Scan,
    ended: &mut u32,
) -> Option<()> {
    if *ended > 0 {
        *ended -= 1;
        return Some(());
    }
    let codes = &codes?.codes;
    let mut at = scan.from;
    while at <= scan.to {
        bits.fill();
        let symbol = codes.next(bits)?;
        let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        if size == 0 {
            if run < 15 {
                *ended = (1 << run) + bits.number(run) - 1;
                return Some(());
            }
            at += 16;
            continue;
        }
        at += run;
        let value = (bits.value(size) << scan.low) as i16;
        if at > scan.to {
            return None;
        }
        block.set(at, value);
        at += 1;
    }
    Some(())
}

#[inline(always)]
fn refinement(
    bits: &mut Bits<'_>,
    codes: Option<&RunCodes>,
    block: &mut Block<'_>,
    scan: &Scan,
    ended: &mut u32,
) -> Option<()> {
    let step = 1_i16 << scan.low;
    let mut at = scan.from;
    if *ended == 0 {
        let codes = &codes?.codes;
        while at <= scan.to {
            bits.fill();
            let symbol = codes.next(bits)?;
            let (mut run, size) = (symbol >> 4, symbol & 15);
            let value = match size {
                0 if run < 15 => {
                    *ended = (1 << run) + bits.number(u32::from(run));
                    break;
                }
                0 => None,
                1 => Some(if bits.number(1) == 1 { step } else { -step }),
                _ => return None,
            };
            // Over `run` zeros; what is not 0 among them becomes finer.
            while at <= scan.to {
                if block.is_set(at) {
                    refine(bits, block, at, step);
                } else if run == 0 {
                    break;
                } else {
                    run -= 1;
                }
                at += 1;
            }
            if let Some(value) = value {
                if at > scan.to {
                    return None;
                }
                block.set(at, value);
            }
            at += 1;
        }
    }
    if *ended > 0 {
        *ended -= 1;
        while at <= scan.to && at < block.needed() {
            if block.is_set(at) {
                refine(bits, block, at, step);
            }
            at += 1;
        }
        // Of the others only their number matters.
        bits.pass(block.set_within(at, scan.to));
    }
    Some(())
}

#[inline(always)]
fn refine(bits: &mut Bits<'_>, block: &mut Block<'_>, at: u32, step: i16) {
    if bits.bit() {
        block.change(at, |value| {
            if value & step != 0 {
                value
            } else if value < 0 {
                value.wrapping_sub(step)
            } else {
                value.wrapping_add(step)
            }
        });
    }
}
