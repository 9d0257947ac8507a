//! Which part of a picture is taken and how large it becomes. All sizes of a
//! plan are as seen, in pixels.

use crate::{Crop, Frame};

pub(crate) type Size = (u32, u32);

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Plan {
    /// Of the part that is taken from the source; in whole pixels when they are
    /// copied, not resized.
    pub taken: (f64, f64),
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
                let small = source.0 < wanted.0 || source.1 < wanted.1;
                let (taken, made) = if small {
                    let taken = largest_within(wanted, source);
                    (exact(taken), taken)
                } else {
                    (exactly_within(wanted, source), wanted)
                };
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
                    taken: exact(source),
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
                    taken: exact(source),
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
        let (across, down) = self.ratios();
        across.min(down)
    }

    fn ratios(&self) -> (f64, f64) {
        (
            self.taken.0 / f64::from(self.made.0),
            self.taken.1 / f64::from(self.made.1),
        )
    }

    /// The part, of a source of this size.
    pub fn area(&self, source: Size, focus: (f64, f64)) -> Area {
        let place = |taken: f64, all: u32, focus: f64| {
            let start = f64::from(all) * focus - taken / 2.0;
            // What is copied is copied from whole pixels. NaN becomes 0.
            let start = if self.small { start.round() } else { start };
            start.max(0.0).min(f64::from(all) - taken)
        };
        Area {
            left: place(self.taken.0, source.0, focus.0),
            top: place(self.taken.1, source.1, focus.1),
            width: self.taken.0,
            height: self.taken.1,
        }
    }

    /// The pixels that an area is made from: a filter looks three pixels of the
    /// result beyond it, and a decoder rounds to some of the source.
    pub fn window(&self, area: Area, source: Size) -> Window {
        let (across, down) = self.ratios();
        let side = |start: f64, length: f64, ratio: f64, all: u32| {
            let margin = 3.0 * ratio.max(1.0) + 16.0;
            // Floats beyond the range become the nearest number.
            let from = ((start - margin).floor() as u32).min(all - 1);
            let to = ((start + length + margin).ceil() as u32).clamp(from + 1, all);
            (from, to)
        };
        let ratio = across.max(down);
        let (left, right) = side(area.left, area.width, ratio, source.0);
        let (top, bottom) = side(area.top, area.height, ratio, source.1);
        Window {
            left,
            top,
            right,
            bottom,
        }
    }
}

/// Part of a picture, to fractions of a pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// Part of a picture in whole pixels; never without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub left: u32,
    pub top: u32,
    /// The first column and row that are not inside.
    pub right: u32,
    pub bottom: u32,
}

/// What has to be decoded: which pixels of the source, and how many of them come
/// to one of the result. Nothing more has to be, and nothing finer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Need {
    pub window: Window,
    pub shrink: f64,
}

impl Window {
    pub fn whole((width, height): Size) -> Self {
        Self {
            left: 0,
            top: 0,
            right: width,
            bottom: height,
        }
    }

    pub fn size(self) -> Size {
        (self.right - self.left, self.bottom - self.top)
    }
}

fn exact((width, height): Size) -> (f64, f64) {
    (f64::from(width), f64::from(height))
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

/// The same to fractions of a pixel, of a source that is larger than `wanted`.
fn exactly_within(wanted: Size, source: Size) -> (f64, f64) {
    let (wanted, source) = (exact(wanted), exact(source));
    let scale = (source.0 / wanted.0).min(source.1 / wanted.1);
    (
        (wanted.0 * scale).min(source.0),
        (wanted.1 * scale).min(source.1),
    )
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
        assert_eq!(cover((4000, 3000)).taken, (3750.0, 3000.0));
        assert_eq!(cover((3000, 4000)).taken, (3000.0, 2400.0));
        assert_eq!(cover((1242, 1660)).taken, (1242.0, 993.6));
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
            ((0.0, 0.5), (0.0, 0.0)),
            ((0.5, 0.5), (125.0, 0.0)),
            ((1.0, 0.5), (250.0, 0.0)),
            ((-7.0, 9.0), (0.0, 0.0)),
            ((f64::NAN, f64::INFINITY), (0.0, 0.0)),
        ] {
            let area = plan.area((4000, 3000), focus);
            assert_eq!((area.left, area.top), corner);
        }
    }

    #[test]
    fn the_middle_may_lie_between_two_pixels_but_only_when_pixels_are_not_copied() {
        let middle = |source| {
            let area = cover(source).area(source, (0.5, 0.5));
            (area.left, area.top)
        };
        assert_eq!(middle((1440, 900)), (157.5, 0.0));
        assert_eq!(middle((1000, 416)), (240.0, 0.0));
        assert_eq!(middle((101, 40)), (26.0, 0.0));
    }

    #[test]
    fn a_window_holds_its_area_and_stays_inside() {
        for source in [(521, 417), (4000, 3000), (1, 70_000), (600, 20_000)] {
            let plan = cover(source);
            for focus in [(0.0, 0.0), (0.4, 0.6), (1.0, 1.0)] {
                let area = plan.area(source, focus);
                let window = plan.window(area, source);
                assert!(f64::from(window.left) <= area.left);
                assert!(f64::from(window.bottom) >= area.top + area.height);
                assert!(window.left < window.right && window.right <= source.0);
                assert!(window.top < window.bottom && window.bottom <= source.1);
            }
        }
    }
}
