//! Columns as rows: what smooths along a row then smooths along a column too.

/// One pixel of each of sixteen places along an edge.
pub(super) type Lanes = [u8; 16];

/// Eight by eight pixels, with rows and columns exchanged.
#[inline(always)]
fn exchanged(mut rows: [u64; 8]) -> [u64; 8] {
    for (distance, mask) in [
        (4, 0x0000_0000_FFFF_FFFF),
        (2, 0x0000_FFFF_0000_FFFF),
        (1, 0x00FF_00FF_00FF_00FF_u64),
    ] {
        for pair in 0..4 {
            // The pairs whose numbers differ by the distance.
            let low = pair / distance * 2 * distance + pair % distance;
            let shift = distance * 8;
            let swap = ((rows[low] >> shift) ^ rows[low + distance]) & mask;
            rows[low] ^= swap << shift;
            rows[low + distance] ^= swap;
        }
    }
    rows
}

/// Puts eight rows of a block into its columns; their upper or their lower half.
#[inline(always)]
pub(super) fn put<const N: usize>(
    columns: &mut [Lanes; N],
    block: usize,
    half: usize,
    rows: [u64; 8],
) {
    let exchanged = exchanged(rows);
    for (column, pixels) in columns[block * 8..].iter_mut().zip(exchanged) {
        column.as_chunks_mut::<8>().0[half] = pixels.to_le_bytes();
    }
}

/// And back.
#[inline(always)]
pub(super) fn take<'a, const N: usize>(
    columns: &[Lanes; N],
    block: usize,
    half: usize,
    rows: impl Iterator<Item = &'a mut [u8; 8]>,
) {
    let mut pixels = [0; 8];
    for (pixels, column) in pixels.iter_mut().zip(&columns[block * 8..]) {
        *pixels = u64::from_le_bytes(column.as_chunks::<8>().0[half]);
    }
    for (row, pixels) in rows.zip(exchanged(pixels)) {
        *row = pixels.to_le_bytes();
    }
}
