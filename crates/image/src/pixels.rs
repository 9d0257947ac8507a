//! Pixels in memory, and the reduction of rows as they are decoded.

use crate::{geometry::Window, orientation::Orientation};

/// Four bytes a pixel, the fourth always 255: alpha is flattened on white as
/// soon as a pixel is read, so nothing below has to think of it.
#[derive(Debug, Clone)]
pub(crate) struct Pixels {
    pub width: u32,
    pub height: u32,
    pub data: Vec<u8>,
}

impl Pixels {
    pub fn white(width: u32, height: u32) -> Self {
        let data = vec![255; width as usize * height as usize * 4];
        Self {
            width,
            height,
            data,
        }
    }

    pub fn get(&self, x: u32, y: u32) -> [u8; 4] {
        let at = (y as usize * self.width as usize + x as usize) * 4;
        let pixel = self.data.get(at..at + 4);
        pixel
            .and_then(|pixel| pixel.try_into().ok())
            .unwrap_or([255; 4])
    }

    /// Turned the way it is to be seen.
    pub fn oriented(self, orientation: Orientation) -> Self {
        if orientation == Orientation::UPRIGHT {
            return self;
        }
        let (width, height) = orientation.seen((self.width, self.height));
        let mut data = Vec::with_capacity(self.data.len());
        for y in 0..height {
            for x in 0..width {
                let (x, y) = orientation.stored((x, y), (self.width, self.height));
                data.extend_from_slice(&self.get(x, y));
            }
        }
        Self {
            width,
            height,
            data,
        }
    }

    /// Lays a picture in the middle.
    pub fn paste_centred(&mut self, picture: &Self) {
        let left = self.width.saturating_sub(picture.width) as usize / 2;
        let top = self.height.saturating_sub(picture.height) as usize / 2;
        let stride = self.width as usize * 4;
        let rows = picture.data.chunks_exact(picture.width as usize * 4);
        for (y, row) in rows.enumerate() {
            let at = (top + y) * stride + left * 4;
            if let Some(place) = self.data.get_mut(at..at + row.len()) {
                place.copy_from_slice(row);
            }
        }
    }
}

pub(crate) fn on_white([r, g, b, a]: [u8; 4]) -> [u8; 3] {
    if a == 255 {
        return [r, g, b];
    }
    let mix = |c: u8| {
        let sum = u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a)) + 127;
        u8::try_from(sum / 255).unwrap_or(255)
    };
    [mix(r), mix(g), mix(b)]
}

/// Takes a picture row by row and averages squares of pixels, so that a large
/// picture never stands in memory as a whole. What lies outside a window is not
/// looked at.
pub(crate) struct Reducer {
    side: u32,
    window: Window,
    /// Of the squares that are being filled: red, green, blue, how many.
    sums: Vec<[u32; 4]>,
    /// That came so far.
    rows: u32,
    out: Pixels,
}

impl Reducer {
    /// 255 times its square has to fit 32 bits.
    const LARGEST_SIDE: u32 = 2048;

    /// `shrink` is how many pixels of the source come to one of the result. Half of it is left to the better filter.
    pub fn side(shrink: f64) -> u32 {
        // A float beyond the range becomes the nearest number: no surprise.
        ((shrink / 2.0) as u32).clamp(1, Self::LARGEST_SIDE)
    }

    /// What a reducer and its result take, and the size of that.
    pub fn cost(window: Window, side: u32) -> (u64, (u32, u32)) {
        let (width, height) = window.size();
        let (width, height) = (width.div_ceil(side), height.div_ceil(side));
        let memory = u64::from(width) * u64::from(height) * 4 + u64::from(width) * 16;
        (memory, (width, height))
    }

    pub fn new(window: Window, side: u32) -> Self {
        let (width, height) = window.size();
        let (columns, rows) = (width.div_ceil(side), height.div_ceil(side));
        Self {
            side,
            window,
            sums: vec![[0; 4]; if side == 1 { 0 } else { columns as usize }],
            rows: 0,
            out: Pixels {
                width: columns,
                height: rows,
                data: Vec::with_capacity(columns as usize * rows as usize * 4),
            },
        }
    }

    /// The next row. Too few pixels leave white, too many are not looked at.
    pub fn row(&mut self, pixels: impl Iterator<Item = [u8; 4]>) {
        let y = self.rows;
        self.rows = y.saturating_add(1);
        if !(self.window.top..self.window.bottom).contains(&y) {
            return;
        }
        let pixels = pixels.skip(self.window.left as usize).map(on_white);
        if self.side == 1 {
            let filled = self.out.data.len();
            let full = filled + self.out.width as usize * 4;
            self.out.data.resize(full, 255);
            let to = self.out.data[filled..].as_chunks_mut::<4>().0;
            for (to, [r, g, b]) in to.iter_mut().zip(pixels) {
                *to = [r, g, b, 255];
            }
            return;
        }
        let across = self.window.size().0 as usize;
        let (mut square, mut left) = (0, self.side);
        for [r, g, b] in pixels.take(across) {
            if left == 0 {
                (square, left) = (square + 1, self.side);
            }
            left -= 1;
            if let Some(sum) = self.sums.get_mut(square) {
                sum[0] += u32::from(r);
                sum[1] += u32::from(g);
                sum[2] += u32::from(b);
                sum[3] += 1;
            }
        }
        let rows = y + 1 - self.window.top;
        if rows.is_multiple_of(self.side) || y + 1 == self.window.bottom {
            self.flush();
        }
    }

    /// Rows that did not come are white.
    pub fn finish(mut self) -> Pixels {
        if self.sums.iter().any(|[.., many]| *many > 0) {
            self.flush();
        }
        let Pixels { width, height, .. } = self.out;
        let full = width as usize * height as usize * 4;
        self.out.data.resize(full, 255);
        self.out
    }

    fn flush(&mut self) {
        for [r, g, b, many] in &mut self.sums {
            let mean = |sum: u32| match *many {
                0 => 255,
                many => u8::try_from((sum + many / 2) / many).unwrap_or(255),
            };
            self.out
                .data
                .extend_from_slice(&[mean(*r), mean(*g), mean(*b), 255]);
        }
        self.sums.fill([0; 4]);
    }
}
