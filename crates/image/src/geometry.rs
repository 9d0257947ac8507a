//! Which part of a picture is taken and how large it becomes. All sizes here
//! are as seen, in pixels.

use crate::{Crop, Frame};

pub(crate) type Size = (u32, u32);

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Plan {
    /// Of the part that is taken from the source.
    pub taken: Size,
    /// What the part becomes.
    pub made: Size,
    /// What the part is laid on.
    pub canvas: Size,
    pub crop: Crop,
    /// Fewer pixels than were asked for.
    pub small: bool,
}

impl Plan {
    pub fn new(frame: Frame, source: Size) -> Self {
        match frame {
            Frame::Cover {
                width,
                height,
                crop,
            } => {
                let wanted = at_least_one((width, height));
                let taken = largest_within(wanted, source);
                let small = taken.0 < wanted.0 || taken.1 < wanted.1;
                let made = if small { taken } else { wanted };
                Self {
                    taken,
                    made,
                    canvas: made,
                    crop,
                    small,
                }
            }
            Frame::Pad { width, height } => {
                let canvas = at_least_one((width, height));
                let made = scaled_into(source, canvas);
                Self {
                    taken: source,
                    made,
                    canvas,
                    crop: Crop::Centre,
                    small: made.0 < canvas.0 && made.1 < canvas.1,
                }
            }
            Frame::Within { long, short } => {
                let (long, short) = at_least_one((long, short));
                let (long, short) = (long.max(short), short.min(long));
                let bound = if source.0 >= source.1 {
                    (long, short)
                } else {
                    (short, long)
                };
                let made = scaled_into(source, bound);
                Self {
                    taken: source,
                    made,
                    canvas: made,
                    crop: Crop::Centre,
                    small: false,
                }
            }
        }
    }

    /// How many pixels of the source come to one of the result.
    pub fn shrink(&self) -> f64 {
        let across = f64::from(self.taken.0) / f64::from(self.made.0);
        let down = f64::from(self.taken.1) / f64::from(self.made.1);
        across.min(down)
    }

    /// The upper left corner of the part, of a source of this size.
    pub fn corner(&self, source: Size, focus: (f64, f64)) -> Size {
        let place = |taken: u32, all: u32, focus: f64| {
            let middle = f64::from(all) * focus;
            let free = all.saturating_sub(taken);
            // NaN becomes 0.
            ((middle - f64::from(taken) / 2.0).round().max(0.0) as u32).min(free)
        };
        (
            place(self.taken.0, source.0, focus.0),
            place(self.taken.1, source.1, focus.1),
        )
    }
}

/// Four fifths of a size, of exactly the same shape where there is one.
pub(crate) fn smaller(size: Size) -> Size {
    let (width, height) = size;
    let common = greatest_common_divisor(width, height);
    if common >= 5 {
        let units = common * 4 / 5;
        return (width / common * units, height / common * units);
    }
    at_least_one((width * 4 / 5, height * 4 / 5))
}

/// The largest part of `source` of the shape of `wanted`; exact whenever the
/// source has pixels enough for one unit of it.
fn largest_within(wanted: Size, source: Size) -> Size {
    let common = greatest_common_divisor(wanted.0, wanted.1);
    let unit = (wanted.0 / common, wanted.1 / common);
    let units = (source.0 / unit.0).min(source.1 / unit.1);
    if units > 0 {
        return (unit.0 * units, unit.1 * units);
    }
    scaled_into(wanted, source)
}

/// `size` made small enough for `bound`, never larger.
fn scaled_into(size: Size, bound: Size) -> Size {
    if size.0 <= bound.0 && size.1 <= bound.1 {
        return size;
    }
    let across = f64::from(bound.0) / f64::from(size.0);
    let down = f64::from(bound.1) / f64::from(size.1);
    let scale = across.min(down);
    let scaled = |side: u32, bound: u32| ((f64::from(side) * scale).round() as u32).clamp(1, bound);
    (scaled(size.0, bound.0), scaled(size.1, bound.1))
}

fn at_least_one((width, height): Size) -> Size {
    // A JPEG's sides have 16 bits.
    let side = |side: u32| side.clamp(1, u32::from(u16::MAX));
    (side(width), side(height))
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 {
        a
    } else {
        greatest_common_divisor(b, a % b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cover(source: Size) -> Plan {
        let crop = Crop::Centre;
        let frame = Frame::Cover {
            width: 520,
            height: 416,
            crop,
        };
        Plan::new(frame, source)
    }

    #[test]
    fn a_cover_is_the_largest_part_of_its_shape() {
        assert_eq!(cover((4000, 3000)).taken, (3750, 3000));
        assert_eq!(cover((3000, 4000)).taken, (3000, 2400));
        assert_eq!(cover((4000, 3000)).made, (520, 416));
    }

    #[test]
    fn a_small_picture_keeps_its_pixels_in_the_shape_of_a_cover() {
        let plan = cover((61, 43));
        assert_eq!((plan.made, plan.small), ((50, 40), true));
        assert_eq!(cover((1, 1)).made, (1, 1));
        assert_eq!(cover((1, 70_000)).made.0, 1);
    }

    #[test]
    fn a_long_picture_keeps_its_shape_within_both_sides() {
        let frame = Frame::Within {
            long: 10_800,
            short: 1080,
        };
        for (source, made) in [
            ((1080, 30_000), (389, 10_800)),
            ((4000, 3000), (1440, 1080)),
            ((3000, 4000), (1080, 1440)),
            ((800, 600), (800, 600)),
        ] {
            assert_eq!(Plan::new(frame, source).made, made, "{source:?}");
        }
    }

    #[test]
    fn a_part_stays_inside_wherever_the_focus_is() {
        let plan = cover((4000, 3000));
        for (focus, corner) in [
            ((0.0, 0.5), (0, 0)),
            ((0.5, 0.5), (125, 0)),
            ((1.0, 0.5), (250, 0)),
            ((-7.0, 9.0), (0, 0)),
            ((f64::NAN, f64::INFINITY), (0, 0)),
        ] {
            assert_eq!(plan.corner((4000, 3000), focus), corner);
        }
    }
}
