//! The alpha of a lossy picture (RFC 9649 §2.7.1.2): a byte a pixel, as it is or
//! coded like a lossless picture, and filtered.

use super::{broken, lossless};
use crate::{Fault, watch::Watch};

/// What a value is told as the difference from.
#[derive(Clone, Copy, PartialEq)]
enum Filter {
    Nothing,
    Left,
    Above,
    Gradient,
}

pub(super) struct Alpha<'a> {
    filter: Filter,
    filtered: Filtered<'a>,
    /// Whether a row was taken, and the last one.
    begun: bool,
    row: Vec<u8>,
}

enum Filtered<'a> {
    /// The rows that are left.
    Plain(&'a [u8]),
    /// In its green.
    Coded(lossless::Picture),
}

/// The method, the filter, what was done before, and what has no meaning yet.
fn header(data: &[u8]) -> Result<(bool, Filter, &[u8]), Fault> {
    let (head, rest) = data
        .split_first()
        .ok_or_else(|| broken("its alpha is empty"))?;
    let filters = [
        Filter::Nothing,
        Filter::Left,
        Filter::Above,
        Filter::Gradient,
    ];
    let filter = filters[usize::from(head >> 2 & 3)];
    match (head & 3, head >> 4 & 3, head >> 6) {
        (method @ 0..=1, 0..=1, 0) => Ok((method == 1, filter, rest)),
        _ => Err(broken("its alpha is of a kind that does not exist")),
    }
}

impl<'a> Alpha<'a> {
    /// The most that is held.
    pub fn cost(data: &[u8], size: (u32, u32)) -> u64 {
        let picture = match header(data) {
            Ok((true, _, data)) => lossless::Picture::cost_of_greens(size, data),
            _ => 0,
        };
        picture + u64::from(size.0)
    }

    pub fn read(data: &'a [u8], size: (u32, u32), watch: Watch<'_>) -> Result<Self, Fault> {
        let (coded, filter, data) = header(data)?;
        let (width, height) = (size.0 as usize, size.1 as usize);
        let filtered = if coded {
            Filtered::Coded(lossless::Picture::greens(data, size, watch)?)
        } else {
            // What follows is not looked at.
            let plain = data.get(..width * height);
            Filtered::Plain(plain.ok_or_else(|| broken("the end of its alpha is missing"))?)
        };
        Ok(Self {
            filter,
            filtered,
            begun: false,
            row: vec![0; width],
        })
    }

    /// The next row; behind the last one, that again.
    pub fn row(&mut self) -> &[u8] {
        // There is nothing above the first row.
        let filter = match self.filter {
            Filter::Above | Filter::Gradient if !self.begun => Filter::Left,
            filter => filter,
        };
        self.begun = true;
        match &mut self.filtered {
            Filtered::Plain(rows) => {
                if let Some((row, rest)) = rows.split_at_checked(self.row.len()) {
                    *rows = rest;
                    filter.undo(&mut self.row, row.iter().copied());
                }
            }
            Filtered::Coded(picture) => {
                if let Some(row) = picture.row() {
                    filter.undo(&mut self.row, row.iter().map(|pixel| (pixel >> 8) as u8));
                }
            }
        }
        &self.row
    }
}

impl Filter {
    /// `row` is the one above, and becomes the next.
    fn undo(self, row: &mut [u8], filtered: impl Iterator<Item = u8>) {
        // What is left of the first value is the one above.
        let first = row.first().copied().unwrap_or(0);
        let (mut left, mut corner) = (first, first);
        for (to, difference) in row.iter_mut().zip(filtered) {
            let above = *to;
            let told = match self {
                Self::Nothing => 0,
                Self::Left => left,
                Self::Above => above,
                Self::Gradient => {
                    let sum = i16::from(left) + i16::from(above) - i16::from(corner);
                    sum.clamp(0, 255) as u8
                }
            };
            left = difference.wrapping_add(told);
            corner = above;
            *to = left;
        }
    }
}
