//! Pixels foretold from those above and at the left (RFC 6386 §12).

use super::{
    macroblock::{FIRST, Row},
    modes::{Small, Whole},
};

/// A square of one colour, from its column on (§12.2, §12.3).
#[inline(always)]
pub(super) fn whole<const SIDE: usize, const ROWS: usize>(
    rows: &mut [Row; ROWS],
    start: usize,
    mode: Whole,
    [has_above, has_left]: [bool; 2],
) {
    let mut above = [0; SIDE];
    above.copy_from_slice(&rows[0][start..start + SIDE]);
    let (corner, rows) = (rows[0][start - 1], &mut rows[1..]);
    match mode {
        Whole::Mean => {
            let mut sum = 0;
            if has_above {
                sum += above.iter().map(|pixel| u32::from(*pixel)).sum::<u32>();
            }
            if has_left {
                sum += rows
                    .iter()
                    .map(|row| u32::from(row[start - 1]))
                    .sum::<u32>();
            }
            let many = SIDE as u32 * (u32::from(has_above) + u32::from(has_left));
            let mean = (sum + many / 2).checked_div(many).unwrap_or(128) as u8;
            for row in rows {
                row[start..start + SIDE].fill(mean);
            }
        }
        Whole::Vertical => {
            for row in rows {
                row[start..start + SIDE].copy_from_slice(&above);
            }
        }
        Whole::Horizontal => {
            for row in rows {
                let left = row[start - 1];
                row[start..start + SIDE].fill(left);
            }
        }
        Whole::Gradient => {
            for row in rows {
                let change = i16::from(row[start - 1]) - i16::from(corner);
                let row = &mut row[start..start + SIDE];
                for (pixel, above) in row.iter_mut().zip(above) {
                    *pixel = (i16::from(above) + change).clamp(0, 255) as u8;
                }
            }
        }
    }
}

/// Four rows, each four of a line from a place on.
#[inline(always)]
fn rows_of<const N: usize>(line: [u8; N], starts: [usize; 4]) -> [[u8; 4]; 4] {
    let mut rows = [[0; 4]; 4];
    for (row, start) in rows.iter_mut().zip(starts) {
        row.copy_from_slice(&line[start..start + 4]);
    }
    rows
}

/// Four by four pixels of brightness (§12.3).
#[inline(always)]
pub(super) fn small(rows: &mut [Row; 17], x: usize, y: usize, mode: Small) {
    let start = FIRST + x * 4;
    let Some([above, rows @ ..]) = rows[y * 4..].first_chunk_mut::<5>() else {
        return;
    };
    let Some([corner, a, b, c, d, e, f, g, h]) = above[start - 1..].first_chunk::<9>().copied()
    else {
        return;
    };
    let left = |y: usize| rows[y][start - 1];
    let [i, j, k, l] = [left(0), left(1), left(2), left(3)];
    let x = corner;
    let two = |a: u8, b: u8| ((u16::from(a) + u16::from(b) + 1) >> 1) as u8;
    let three =
        |a: u8, b: u8, c: u8| ((u16::from(a) + 2 * u16::from(b) + u16::from(c) + 2) >> 2) as u8;
    let made: [[u8; 4]; 4] = match mode {
        Small::Mean => {
            let sum = |a, b, c, d| u16::from(a) + u16::from(b) + u16::from(c) + u16::from(d);
            [[((sum(a, b, c, d) + sum(i, j, k, l) + 4) >> 3) as u8; 4]; 4]
        }
        Small::Gradient => {
            let mut made = [[a, b, c, d]; 4];
            for (row, left) in made.iter_mut().zip([i, j, k, l]) {
                let change = i16::from(left) - i16::from(x);
                for pixel in row {
                    *pixel = (i16::from(*pixel) + change).clamp(0, 255) as u8;
                }
            }
            made
        }
        Small::Vertical => {
            [[
                three(x, a, b),
                three(a, b, c),
                three(b, c, d),
                three(c, d, e),
            ]; 4]
        }
        Small::Horizontal => [
            [three(x, i, j); 4],
            [three(i, j, k); 4],
            [three(j, k, l); 4],
            [three(k, l, l); 4],
        ],
        Small::LeftDown => {
            let line = [
                three(a, b, c),
                three(b, c, d),
                three(c, d, e),
                three(d, e, f),
                three(e, f, g),
                three(f, g, h),
                three(g, h, h),
            ];
            rows_of(line, [0, 1, 2, 3])
        }
        Small::RightDown => {
            let line = [
                three(j, k, l),
                three(i, j, k),
                three(x, i, j),
                three(a, x, i),
                three(b, a, x),
                three(c, b, a),
                three(d, c, b),
            ];
            rows_of(line, [3, 2, 1, 0])
        }
        Small::VerticalRight => {
            let even = [two(x, a), two(a, b), two(b, c), two(c, d)];
            let odd = [
                three(i, x, a),
                three(x, a, b),
                three(a, b, c),
                three(b, c, d),
            ];
            let (low, lower) = (three(j, i, x), three(k, j, i));
            [
                even,
                odd,
                [low, even[0], even[1], even[2]],
                [lower, odd[0], odd[1], odd[2]],
            ]
        }
        Small::VerticalLeft => {
            let even = [two(a, b), two(b, c), two(c, d), two(d, e)];
            let odd = [
                three(a, b, c),
                three(b, c, d),
                three(c, d, e),
                three(d, e, f),
            ];
            [
                even,
                odd,
                [even[1], even[2], even[3], three(e, f, g)],
                [odd[1], odd[2], odd[3], three(f, g, h)],
            ]
        }
        Small::HorizontalDown => {
            let line = [
                two(k, l),
                three(j, k, l),
                two(j, k),
                three(i, j, k),
                two(i, j),
                three(x, i, j),
                two(x, i),
                three(a, x, i),
                three(b, a, x),
                three(c, b, a),
            ];
            rows_of(line, [6, 4, 2, 0])
        }
        Small::HorizontalUp => {
            let line = [
                two(i, j),
                three(i, j, k),
                two(j, k),
                three(j, k, l),
                two(k, l),
                three(k, l, l),
                l,
                l,
                l,
                l,
            ];
            rows_of(line, [0, 2, 4, 6])
        }
    };
    for (row, made) in rows.iter_mut().zip(made) {
        row[start..start + 4].copy_from_slice(&made);
    }
}
