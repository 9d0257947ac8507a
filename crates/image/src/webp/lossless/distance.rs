//! How far back a copy is taken from: the 120 nearest places have codes of their
//! own (RFC 9649 §3.6.2.2).

/// Columns to the left and rows up, in the order of their codes: by how far away
/// they are, then by how far to the side, the left before the right.
const NEAR: [(i8, i8); 120] = {
    let mut near = [(0, 0); 120];
    let mut filled = 0;
    let mut y = 0;
    while y <= 7 {
        let mut x = -7;
        while x <= 8 {
            // What comes later in the same row does not exist yet.
            if y > 0 || x > 0 {
                let mut at = filled;
                while at > 0 && key((x, y)) < key(near[at - 1]) {
                    near[at] = near[at - 1];
                    at -= 1;
                }
                near[at] = (x, y);
                filled += 1;
            }
            x += 1;
        }
        y += 1;
    }
    near
};

const fn key((x, y): (i8, i8)) -> u32 {
    let (x, y, right) = (x as i32, y as i32, (x < 0) as i32);
    (((x * x + y * y) * 16 + x.abs()) * 2 + right) as u32
}

/// In pixels, of a picture so wide.
pub(super) fn pixels(code: usize, width: usize) -> usize {
    match NEAR.get(code.wrapping_sub(1)) {
        Some((x, y)) => {
            let rows = width * usize::from(y.unsigned_abs());
            // On a narrow picture it would be none, or one that is to come.
            rows.saturating_add_signed(isize::from(*x)).max(1)
        }
        None => code.saturating_sub(NEAR.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_places_have_the_first_codes() {
        // From the table in the RFC: its beginning, its end, and some between.
        assert_eq!(NEAR[..5], [(0, 1), (1, 0), (1, 1), (-1, 1), (0, 2)]);
        assert_eq!(
            NEAR[34..40],
            [(0, 5), (3, 4), (-3, 4), (4, 3), (-4, 3), (5, 0)]
        );
        assert_eq!(NEAR[115..], [(8, 5), (7, 7), (-7, 7), (8, 6), (8, 7)][..]);
    }

    #[test]
    fn no_place_is_the_pixel_itself_or_one_to_come() {
        for width in 1..20 {
            assert!((1..=400).all(|code| pixels(code, width) >= 1));
        }
        assert_eq!((pixels(121, 100), pixels(4, 100), pixels(4, 1)), (1, 99, 1));
    }
}
