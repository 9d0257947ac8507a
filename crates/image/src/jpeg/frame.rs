//! What the segments before a scan say: frame, tables, and the scan itself.

use super::{
    huffman::{Codes, RunCodes},
    segments::Segment,
    transform::Size,
};
use crate::geometry::Window;

/// T.81 B.2.2.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub progressive: bool,
    pub width: u32,
    pub height: u32,
    pub components: Vec<Component>,
    /// The largest sampling factors.
    pub across: u32,
    pub down: u32,
}

#[derive(Debug, Clone)]
pub(super) struct Component {
    pub id: u8,
    /// Sampling factors.
    pub across: u32,
    pub down: u32,
    pub quantisation: usize,
}

impl Component {
    /// What its blocks become when those of the component with the most samples
    /// become `full`. One with half as many samples, each way, gives up none of
    /// them that the picture has room for.
    pub fn size(&self, frame: &Frame, full: Size) -> Size {
        let twice = Size::at_least(full.pixels() * 2);
        let halved = (self.across * 2, self.down * 2) == (frame.across, frame.down);
        if halved && twice.pixels() == full.pixels() * 2 {
            twice
        } else {
            full
        }
    }
}

pub(super) enum Trouble {
    Broken(&'static str),
    NotSupported(&'static str),
}

impl Frame {
    pub fn read(segment: &Segment<'_>) -> Result<Self, Trouble> {
        let progressive = match segment.marker {
            0xC0 | 0xC1 => false,
            0xC2 => true,
            0xC3 | 0xC7 | 0xCB | 0xCF => return Err(Trouble::NotSupported("lossless coding")),
            0xC9 | 0xCA | 0xCD | 0xCE => return Err(Trouble::NotSupported("arithmetic coding")),
            _ => return Err(Trouble::NotSupported("hierarchical coding")),
        };
        let [bits, h1, h2, w1, w2, count, rest @ ..] = segment.data else {
            return Err(Trouble::Broken("its frame header is too short"));
        };
        if *bits != 8 {
            return Err(Trouble::NotSupported("more than 8 bits a sample"));
        }
        let (each, []) = rest.as_chunks::<3>() else {
            return Err(Trouble::Broken("its frame header has a wrong length"));
        };
        if each.len() != usize::from(*count) {
            return Err(Trouble::Broken("its frame header has a wrong length"));
        }
        if !matches!(count, 1 | 3 | 4) {
            return Err(Trouble::NotSupported("this number of components"));
        }
        let mut components: Vec<Component> = Vec::new();
        for &[id, sampling, quantisation] in each {
            let (across, down) = (sampling >> 4, sampling & 15);
            if !(1..=4).contains(&across) || !(1..=4).contains(&down) || quantisation > 3 {
                return Err(Trouble::Broken("its frame header makes no sense"));
            }
            if components.iter().any(|other| other.id == id) {
                return Err(Trouble::Broken("two components have the same name"));
            }
            components.push(Component {
                id,
                across: u32::from(across),
                down: u32::from(down),
                quantisation: usize::from(quantisation),
            });
        }
        let largest = |of: fn(&Component) -> u32| components.iter().map(of).max().unwrap_or(1);
        Ok(Self {
            progressive,
            width: u32::from(u16::from_be_bytes([*w1, *w2])),
            height: u32::from(u16::from_be_bytes([*h1, *h2])),
            across: largest(|component| component.across),
            down: largest(|component| component.down),
            components,
        })
    }

    /// How many units of so many blocks there are, each way.
    pub fn units(&self) -> (u32, u32) {
        (
            self.width.div_ceil(8 * self.across),
            self.height.div_ceil(8 * self.down),
        )
    }

    /// Blocks of a component that hold pixels, without those that fill up units.
    pub fn blocks(&self, component: &Component) -> (u32, u32) {
        let side = |all: u32, part: u32, most: u32| (all * part).div_ceil(most).div_ceil(8);
        (
            side(self.width, component.across, self.across),
            side(self.height, component.down, self.down),
        )
    }
}

/// The part of a picture that is made into pixels: some units of it, as if they
/// were a picture of their own. All others are only passed over.
#[derive(Debug)]
pub(super) struct View {
    pub frame: Frame,
    /// The first unit of the part, each way.
    first: (u32, u32),
}

impl View {
    pub fn of(frame: &Frame, window: Window) -> Self {
        let side = |from: u32, to: u32, all: u32, most: u32| {
            let unit = 8 * most;
            let first = from / unit;
            let end = to.div_ceil(unit).saturating_mul(unit).min(all);
            (first, end - first * unit)
        };
        let (left, width) = side(window.left, window.right, frame.width, frame.across);
        let (top, height) = side(window.top, window.bottom, frame.height, frame.down);
        Self {
            frame: Frame {
                width,
                height,
                ..frame.clone()
            },
            first: (left, top),
        }
    }

    /// Its first pixel.
    pub fn corner(&self) -> (u32, u32) {
        (
            self.first.0 * 8 * self.frame.across,
            self.first.1 * 8 * self.frame.down,
        )
    }

    /// A component's first block.
    pub fn first_block(&self, component: &Component) -> (u32, u32) {
        (
            self.first.0 * component.across,
            self.first.1 * component.down,
        )
    }
}

/// What DQT, DHT and DRI leave behind.
#[derive(Default)]
pub(super) struct Tables {
    /// In zigzag order.
    pub quantisation: [Option<[u16; 64]>; 4],
    pub first: [Option<Codes>; 4],
    pub rest: [Option<RunCodes>; 4],
    /// Units between two restarts; 0 without.
    pub restart: u32,
}

impl Tables {
    pub fn read(&mut self, segment: &Segment<'_>) -> Option<()> {
        match segment.marker {
            0xDB => self.quantisation(segment.data),
            0xC4 => self.codes(segment.data),
            0xDD => {
                self.restart = u32::from(u16::from_be_bytes(*segment.data.first_chunk()?));
                Some(())
            }
            _ => Some(()),
        }
    }

    /// T.81 B.2.4.1.
    fn quantisation(&mut self, mut data: &[u8]) -> Option<()> {
        while let [head, rest @ ..] = data {
            let table = self.quantisation.get_mut(usize::from(head & 15))?;
            let mut steps = [0; 64];
            data = match head >> 4 {
                0 => {
                    let (from, rest) = rest.split_first_chunk::<64>()?;
                    steps = from.map(u16::from);
                    rest
                }
                1 => {
                    let (from, rest) = rest.split_first_chunk::<128>()?;
                    let pairs = from.as_chunks().0;
                    for (step, pair) in steps.iter_mut().zip(pairs) {
                        *step = u16::from_be_bytes(*pair);
                    }
                    rest
                }
                _ => return None,
            };
            *table = Some(steps);
        }
        Some(())
    }

    /// T.81 B.2.4.2.
    fn codes(&mut self, mut data: &[u8]) -> Option<()> {
        while let [head, rest @ ..] = data {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let all = counts.iter().map(|count| usize::from(*count)).sum();
            let codes = Codes::new(counts, rest.get(..all)?)?;
            let at = usize::from(head & 15);
            match head >> 4 {
                0 => *self.first.get_mut(at)? = Some(codes),
                1 => *self.rest.get_mut(at)? = Some(RunCodes::new(codes)),
                _ => return None,
            }
            data = &rest[all..];
        }
        Some(())
    }
}

/// T.81 B.2.3.
pub(super) struct Scan {
    /// Which components, and the numbers of the tables of each.
    pub parts: Vec<(usize, usize, usize)>,
    /// The coefficients, in zigzag order.
    pub from: u32,
    pub to: u32,
    /// Bits that earlier scans left open, and that this one leaves open.
    pub high: u32,
    pub low: u32,
}

impl Scan {
    pub fn read(data: &[u8], frame: &Frame) -> Option<Self> {
        let (count, data) = data.split_first()?;
        let (parts, [from, to, bits]) = data.split_at_checked(usize::from(*count) * 2)? else {
            return None;
        };
        let mut scan = Self {
            parts: Vec::new(),
            from: u32::from(*from),
            to: u32::from(*to),
            high: u32::from(bits >> 4),
            low: u32::from(bits & 15),
        };
        for &[id, tables] in parts.as_chunks().0 {
            let mut all = frame.components.iter();
            let which = all.position(|component| component.id == id)?;
            if scan.parts.iter().any(|part| part.0 == which) {
                return None;
            }
            let (first, rest) = (usize::from(tables >> 4), usize::from(tables & 15));
            if first > 3 || rest > 3 {
                return None;
            }
            scan.parts.push((which, first, rest));
        }
        let sensible = if frame.progressive {
            let refined = scan.high == 0 || scan.high == scan.low + 1;
            let alone = scan.from == 0 && scan.to == 0 || scan.parts.len() == 1 && scan.from > 0;
            scan.from <= scan.to && scan.to < 64 && scan.low <= 13 && refined && alone
        } else {
            // Some programs write nonsense here for what has one meaning only.
            (scan.from, scan.to, scan.high, scan.low) = (0, 63, 0, 0);
            true
        };
        (sensible && !scan.parts.is_empty()).then_some(scan)
    }
}
