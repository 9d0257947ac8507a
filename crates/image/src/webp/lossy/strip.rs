//! The rows of pixels that are being made: those of a row of macroblocks and of
//! the one above it, which smoothing still changes.

/// One colour: macroblocks have so many rows and columns of it.
#[derive(Debug)]
pub(super) struct Plane<const SIDE: usize> {
    stride: usize,
    data: Vec<u8>,
}

/// Columns before the first, so that what is smoothed is always eight wide.
const MARGIN: usize = 8;

impl<const SIDE: usize> Plane<SIDE> {
    /// For so many macroblocks in a row.
    pub fn new(across: usize) -> Self {
        let stride = MARGIN + across * SIDE;
        Self {
            stride,
            data: vec![0; Self::cost(across)],
        }
    }

    pub const fn cost(across: usize) -> usize {
        (MARGIN + across * SIDE) * SIDE * 2
    }

    /// The row of macroblocks becomes the one above.
    pub fn move_up(&mut self) {
        self.data.copy_within(self.stride * SIDE.., 0);
    }

    /// Pixels of a row; the first `SIDE` are those of the macroblocks above.
    pub fn row(&self, y: usize) -> &[u8] {
        &self.data[y * self.stride + MARGIN..(y + 1) * self.stride]
    }

    /// A row of the macroblock in this column.
    #[inline(always)]
    pub fn square_row(&self, y: usize, x: usize) -> &[u8; SIDE] {
        let start = y * self.stride + MARGIN + x * SIDE;
        let row = self.data[start..].first_chunk();
        row.expect("a macroblock is inside its strip")
    }

    #[inline(always)]
    pub fn square_row_mut(&mut self, y: usize, x: usize) -> &mut [u8; SIDE] {
        let start = y * self.stride + MARGIN + x * SIDE;
        let row = self.data[start..].first_chunk_mut();
        row.expect("a macroblock is inside its strip")
    }

    /// Eight rows of eight pixels, which begin eight columns before `x`.
    #[inline(always)]
    pub fn eight(&self, y: usize, x: usize) -> [u64; 8] {
        let rows = self.data[y * self.stride + x..].chunks(self.stride);
        let mut made = [0; 8];
        for (made, row) in made.iter_mut().zip(rows) {
            *made = row.first_chunk().map_or(0, |row| u64::from_le_bytes(*row));
        }
        made
    }

    #[inline(always)]
    pub fn eight_mut(&mut self, y: usize, x: usize) -> impl Iterator<Item = &mut [u8; 8]> {
        let rows = self.data[y * self.stride + x..].chunks_mut(self.stride);
        rows.take(8).filter_map(|row| row.first_chunk_mut())
    }
}
