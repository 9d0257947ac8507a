//! The alpha of a lossy picture (RFC 9649 §2.7.1.2): a byte a pixel, as it is or
//! coded like a lossless picture, and filtered.

use std::borrow::Cow;

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
    /// Filtered.
    plane: Cow<'a, [u8]>,
    width: usize,
    /// Rows that were taken, and the last of them.
    taken: usize,
    row: Vec<u8>,
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
    /// The most that is held while it is read, and from then on.
    pub fn cost(data: &[u8], size: (u32, u32)) -> (u64, u64) {
        let row = u64::from(size.0);
        match header(data) {
            Ok((true, ..)) => {
                let plane = u64::from(size.0) * u64::from(size.1);
                let coded = lossless::Picture::cost(size, data.len());
                (coded + plane, plane + row)
            }
            _ => (row, row),
        }
    }

    pub fn read(data: &'a [u8], size: (u32, u32), watch: Watch<'_>) -> Result<Self, Fault> {
        let (coded, filter, data) = header(data)?;
        let (width, height) = (size.0 as usize, size.1 as usize);
        let plane = if coded {
            let picture = lossless::Picture::without_header(data, size, watch)?;
            let mut plane = Vec::with_capacity(width * height);
            picture.rows(height, watch, &mut |row| {
                plane.extend(row.iter().map(|pixel| (pixel >> 8) as u8));
            })?;
            Cow::Owned(plane)
        } else {
            // What follows is not looked at.
            let plane = data.get(..width * height);
            Cow::Borrowed(plane.ok_or_else(|| broken("the end of its alpha is missing"))?)
        };
        Ok(Self {
            filter,
            plane,
            width,
            taken: 0,
            row: vec![0; width],
        })
    }

    /// The next row; behind the last one, that again.
    pub fn row(&mut self) -> &[u8] {
        let from = self.taken * self.width;
        let Some(filtered) = self.plane.get(from..from + self.width) else {
            return &self.row;
        };
        // There is nothing above the first row, and nothing left of the others but
        // what is above.
        let filter = match self.filter {
            Filter::Above | Filter::Gradient if self.taken == 0 => Filter::Left,
            filter => filter,
        };
        self.taken += 1;
        let (mut left, mut corner) = (self.row[0], self.row[0]);
        for (to, from) in self.row.iter_mut().zip(filtered) {
            let above = *to;
            let told = match filter {
                Filter::Nothing => 0,
                Filter::Left => left,
                Filter::Above => above,
                Filter::Gradient => {
                    let sum = i16::from(left) + i16::from(above) - i16::from(corner);
                    sum.clamp(0, 255) as u8
                }
            };
            left = from.wrapping_add(told);
            corner = above;
            *to = left;
        }
        &self.row
    }
}
