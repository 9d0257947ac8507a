//! From the samples of components to rows of pixels.

use pulp::{Arch, Simd, WithSimd};

use super::{frame::Frame, planes::Plane, transform::Size};

/// How the components make a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colours {
    Grey,
    Rgb,
    YCbCr,
    /// Inks, stored as they are or, as Adobe's programs do, inverted.
    Cmyk {
        inverted: bool,
    },
    /// The same by brightness and colour; always inverted.
    Ycck,
}

/// Two neighbours among the samples, and how much the second counts, of 256.
#[derive(Clone, Copy, Default)]
struct Between {
    one: usize,
    other: usize,
    share: u16,
}

impl Between {
    /// For each of `to` places, among `from` samples, `ratio` to a place.
    fn all(from: u32, to: u32, ratio: f64) -> Vec<Self> {
        let last = f64::from(from.saturating_sub(1));
        let place = |at: u32| {
            let at = ((f64::from(at) + 0.5) * ratio - 0.5).clamp(0.0, last);
            let one = at.floor();
            Self {
                one: one as usize,
                other: (one + 1.0).min(last) as usize,
                share: ((at - one) * 256.0) as u16,
            }
        };
        (0..to).map(place).collect()
    }
}

enum Across {
    /// The usual case, which is worth being done for many pixels at once.
    Doubled,
    Other(Vec<Between>),
}

/// One component, brought to the size of the picture.
struct Channel<'a> {
    plane: &'a Plane,
    /// Absent when it has that size.
    across: Option<Across>,
    down: Option<Vec<Between>>,
    blended: Vec<u16>,
    row: Vec<u8>,
}

impl<'a> Channel<'a> {
    /// `own` is how many samples it has, and how many for a pixel, each way.
    fn new(plane: &'a Plane, own: [(u32, f64); 2], size: [u32; 2]) -> Self {
        // At the full scale a plane has all samples, and some that fill up its
        // blocks.
        let [across, down] = [0, 1].map(|way| {
            let (samples, ratio) = own[way];
            (ratio != 1.0).then(|| Between::all(samples, size[way], ratio))
        });
        let across = across.map(|across| match own[0].1 {
            0.5 => Across::Doubled,
            _ => Across::Other(across),
        });
        Self {
            plane,
            blended: vec![0; if across.is_some() { own[0].0 } else { size[0] } as usize],
            across,
            down,
            row: vec![0; size[0] as usize],
        }
    }

    fn samples(&self, row: usize) -> &'a [u8] {
        self.plane
            .samples
            .get(row * self.plane.stride..)
            .unwrap_or(&[])
    }

    /// Makes the row ready for [`get`](Self::get).
    #[inline(always)]
    fn prepare(&mut self, y: usize) {
        if self.across.is_none() && self.down.is_none() {
            return;
        }
        let down = self.down.as_ref().and_then(|down| down.get(y)).copied();
        let down = down.unwrap_or(Between {
            one: y,
            other: y,
            share: 0,
        });
        let (one, other) = (self.samples(down.one), self.samples(down.other));
        for ((to, one), other) in self.blended.iter_mut().zip(one).zip(other) {
            *to = u16::from(*one) * (256 - down.share) + u16::from(*other) * down.share;
        }
        match &self.across {
            Some(Across::Doubled) => double(&self.blended, &mut self.row),
            Some(Across::Other(across)) => {
                for (to, at) in self.row.iter_mut().zip(across) {
                    let [one, other] = [at.one, at.other].map(|at| u32::from(self.blended[at]));
                    let share = u32::from(at.share);
                    *to = ((one * (256 - share) + other * share + (1 << 15)) >> 16) as u8;
                }
            }
            None => {
                for (to, blended) in self.row.iter_mut().zip(&self.blended) {
                    *to = ((blended + 128) >> 8) as u8;
                }
            }
        }
    }

    fn get(&self, y: usize) -> &[u8] {
        if self.across.is_none() && self.down.is_none() {
            self.samples(y)
        } else {
            &self.row
        }
    }
}

/// Two pixels for a sample, each three quarters of it and one of the nearest
/// other.
#[inline(always)]
fn double(samples: &[u16], row: &mut [u8]) {
    let mix = |near: u16, far: u16| ((u32::from(near) * 3 + u32::from(far) + 512) >> 10) as u8;
    let (Some(first), Some(last)) = (samples.first(), samples.last()) else {
        return;
    };
    let Some((left, rest)) = row.split_first_mut() else {
        return;
    };
    *left = mix(*first, *first);
    // Between two samples lie two pixels.
    let (pairs, odd) = rest.as_chunks_mut();
    for (pair, near) in pairs.iter_mut().zip(samples.windows(2)) {
        *pair = [mix(near[0], near[1]), mix(near[1], near[0])];
    }
    if let [right] = odd {
        *right = mix(*last, *last);
    }
}

pub(super) struct Rows<'a> {
    channels: Vec<Channel<'a>>,
    colours: Colours,
}

impl<'a> Rows<'a> {
    /// What the buffers for a row take.
    pub fn cost(width: u32) -> u64 {
        // Four components; places, blended samples, samples, and a row of pixels.
        u64::from(width) * (4 * (24 + 2 + 1) + 4) + 4096
    }

    /// Of a picture of `size`, of which a block is `full` pixels each way.
    pub fn new(
        frame: &Frame,
        planes: &'a [Plane],
        (size, full): ((u32, u32), Size),
        colours: Colours,
    ) -> Self {
        let both = frame.components.iter().zip(planes);
        let channels = both.map(|(component, plane)| {
            let pixels = plane.size.pixels();
            let side = |all: u32, part: u32, most: u32| {
                let samples = ((all * part).div_ceil(most) * pixels).div_ceil(8);
                let ratio = f64::from(part * pixels) / f64::from(most * full.pixels());
                (samples, ratio)
            };
            let own = [
                side(frame.width, component.across, frame.across),
                side(frame.height, component.down, frame.down),
            ];
            Channel::new(plane, own, [size.0, size.1])
        });
        Self {
            channels: channels.collect(),
            colours,
        }
    }

    /// Puts the pixels of a row behind `to`.
    pub fn put(&mut self, y: usize, width: usize, to: &mut Vec<u8>) {
        Arch::new().dispatch(Putting {
            rows: self,
            y,
            width,
            to,
        });
    }

    #[inline(always)]
    fn put_pixels(&mut self, y: usize, width: usize, to: &mut Vec<u8>) {
        self.channels
            .iter_mut()
            .for_each(|channel| channel.prepare(y));
        let from = to.len();
        to.resize(from + width * 4, 255);
        let pixels = to[from..].as_chunks_mut::<4>().0;
        let channel = |at: usize| {
            self.channels
                .get(at)
                .map_or(&[][..], |channel| channel.get(y))
        };
        match self.colours {
            Colours::Grey => {
                for (pixel, l) in pixels.iter_mut().zip(channel(0)) {
                    *pixel = [*l, *l, *l, 255];
                }
            }
            Colours::Rgb => each(pixels, [channel(0), channel(1), channel(2)], |rgb| rgb),
            Colours::YCbCr => each(pixels, [channel(0), channel(1), channel(2)], rgb),
            Colours::Cmyk { inverted } => {
                let flip = if inverted { 0 } else { 255 };
                each(pixels, [channel(0), channel(1), channel(2)], |light| {
                    light.map(|it| it ^ flip)
                });
                print(pixels, channel(3), flip);
            }
            Colours::Ycck => {
                each(pixels, [channel(0), channel(1), channel(2)], |ycc| {
                    rgb(ycc).map(|it| 255 - it)
                });
                print(pixels, channel(3), 0);
            }
        }
    }
}

#[inline(always)]
fn each(pixels: &mut [[u8; 4]], [a, b, c]: [&[u8]; 3], of: impl Fn([u8; 3]) -> [u8; 3]) {
    for (((pixel, a), b), c) in pixels.iter_mut().zip(a).zip(b).zip(c) {
        let [r, g, b] = of([*a, *b, *c]);
        *pixel = [r, g, b, 255];
    }
}

/// Black over light. Without the printer's profile no formula is right; this one
/// is usual.
#[inline(always)]
fn print(pixels: &mut [[u8; 4]], blacks: &[u8], flip: u8) {
    for ([r, g, b, _], black) in pixels.iter_mut().zip(blacks) {
        for light in [r, g, b] {
            let product = u32::from(*light) * u32::from(black ^ flip);
            *light = ((product + 127) / 255) as u8;
        }
    }
}

/// JFIF's matrix, in 16 bits behind the point.
#[inline(always)]
fn rgb([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let y = (i32::from(y) << 16) + (1 << 15);
    let (cb, cr) = (i32::from(cb) - 128, i32::from(cr) - 128);
    let r = y + 91_881 * cr;
    let g = y - 22_554 * cb - 46_802 * cr;
    let b = y + 116_130 * cb;
    [r, g, b].map(|colour| (colour >> 16).clamp(0, 255) as u8)
}

/// A row to be made, by the widest instructions that the processor has.
struct Putting<'a, 'b> {
    rows: &'a mut Rows<'b>,
    y: usize,
    width: usize,
    to: &'a mut Vec<u8>,
}
impl WithSimd for Putting<'_, '_> {
    type Output = ();
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.rows.put_pixels(self.y, self.width, self.to)
    }
}
