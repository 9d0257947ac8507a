//! WebP (RFC 9649): the picture, or the first one of many.
//!
//! Written here because the other decoders in safe Rust do not bound their memory
//! by the headers and cannot be left between two rows:
//! `docs/decisions/0011-own-webp-decoder.md`.

mod alpha;
mod container;
mod lossless;
mod lossy;
#[cfg(test)]
mod tests;

pub(crate) use self::container::{Chunks, declared};
use self::{
    alpha::Alpha,
    container::{Coded, Still},
};
use crate::{
    Fault, Format, colour,
    geometry::{Need, Window},
    pixels::Reducer,
    source::Source,
    watch::Watch,
};

fn broken(why: impl Into<String>) -> Fault {
    Fault::Broken {
        format: Format::WebP,
        why: why.into(),
    }
}

/// Width and height by the headers.
pub(crate) fn measure(bytes: &[u8]) -> Result<(u32, u32), String> {
    Still::read(bytes).map(|still| still.canvas)
}

/// Whether all of it can be read.
pub(crate) fn decode(bytes: &[u8]) -> Result<(), Fault> {
    let still = Still::read(bytes).map_err(broken)?;
    let watch = Watch::new(&|| false);
    match still.coded {
        Coded::Lossless(data) => lossless::Picture::read(data, watch).map(drop),
        Coded::Lossy(data, alpha) => {
            if let Some(alpha) = alpha {
                Alpha::read(alpha, still.size, watch)?;
            }
            lossy::check(data, watch)
        }
    }
}

/// From so many pixels to one on, two by two become one while they are decoded: they
/// share their colours, so that nothing has to be made up between them. With fewer
/// the filter that comes after it would blur.
const HALVED_FROM: f64 = 3.0;

/// How the pixels that are needed are read.
struct Way {
    /// Of the picture, as it stands on its canvas.
    inside: Window,
    /// Two by two pixels are made one as they are decoded.
    halved: bool,
    /// So many pixels of those each way are then made one.
    side: u32,
    /// What comes out of the decoder, and white around it.
    window: Window,
}

impl Way {
    fn new(still: &Still<'_>, need: Need) -> Self {
        let alone = still.size == still.canvas && matches!(still.coded, Coded::Lossy(_, None));
        let halved = alone && need.shrink >= HALVED_FROM;
        let mut window = need.window;
        if halved {
            window.left &= !1;
            window.top &= !1;
        }
        let (left, top) = still.corner;
        let across = |x: u32| x.clamp(left, left + still.size.0) - left;
        let down = |y: u32| y.clamp(top, top + still.size.1) - top;
        Self {
            inside: Window {
                left: across(window.left),
                top: down(window.top),
                right: across(window.right),
                bottom: down(window.bottom),
            },
            halved,
            side: Reducer::side(if halved {
                need.shrink / 2.0
            } else {
                need.shrink
            }),
            window,
        }
    }

    /// Pixels that come to one of the result, each way.
    fn reduction(&self) -> u32 {
        if self.halved {
            self.side * 2
        } else {
            self.side
        }
    }

    /// What is given to a reducer.
    fn decoded(&self) -> Window {
        let (width, height) = self.window.size();
        Window::whole(if self.halved {
            (width.div_ceil(2), height.div_ceil(2))
        } else {
            (width, height)
        })
    }
}

/// The most that [`read`] holds, and the size of what it makes.
pub(crate) fn cost(bytes: &[u8], need: Need) -> Result<(u64, (u32, u32)), Fault> {
    let still = Still::read(bytes).map_err(broken)?;
    let way = Way::new(&still, need);
    let (memory, reduced) = Reducer::cost(way.decoded(), way.side);
    let decoding = match still.coded {
        Coded::Lossless(data) => lossless::Picture::cost(still.size, data.len()),
        Coded::Lossy(_, None) => lossy::cost(still.size),
        Coded::Lossy(_, Some(alpha)) => Alpha::cost(alpha, still.size) + lossy::cost(still.size),
    };
    let profile = still
        .profile
        .map_or(0, |profile| profile.len().min(PROFILE));
    Ok((memory + decoding + profile as u64, reduced))
}

/// Of a profile that is too large enough is kept to see it.
const PROFILE: usize = colour::LARGEST + 1;

/// The pixels of the picture, or of the first of many, on white.
pub(crate) fn read(bytes: &[u8], need: Need, watch: Watch<'_>) -> Result<Source, Fault> {
    let still = Still::read(bytes).map_err(broken)?;
    let way = Way::new(&still, need);
    let mut canvas = Canvas::new(&still, &way);
    let inside = way.inside;
    let columns = inside.left as usize..inside.right as usize;
    match still.coded {
        Coded::Lossless(data) => {
            let mut picture = lossless::Picture::read(data, watch)?;
            for y in 0..inside.bottom {
                watch.check()?;
                let row = picture.row().unwrap_or_default();
                if y >= inside.top {
                    let row = row.get(columns.clone()).unwrap_or_default();
                    canvas.row(row.iter().map(|pixel| {
                        let [alpha, red, green, blue] = pixel.to_be_bytes();
                        [red, green, blue, alpha]
                    }));
                }
            }
        }
        // The first of many may stand beside what is needed.
        Coded::Lossy(data, _) if inside.left >= inside.right || inside.top >= inside.bottom => {
            lossy::check(data, watch)?;
        }
        Coded::Lossy(data, None) => {
            lossy::read(data, inside, way.halved, watch, &mut |row| {
                canvas.row(row.iter().copied());
            })?;
        }
        Coded::Lossy(data, Some(alpha)) => {
            let mut alpha = Alpha::read(alpha, still.size, watch)?;
            for _ in 0..inside.top {
                alpha.row();
            }
            lossy::read(data, inside, false, watch, &mut |row| {
                let alpha = alpha.row().get(columns.clone()).unwrap_or_default();
                let pixels = row.iter().zip(alpha);
                canvas.row(pixels.map(|([r, g, b, _], alpha)| [*r, *g, *b, *alpha]));
            })?;
        }
    }
    Ok(Source {
        pixels: canvas.finish(),
        scale: 1.0 / f64::from(way.reduction()),
        origin: (way.window.left, way.window.top),
        profile: still.profile.map(|it| it[..it.len().min(PROFILE)].to_vec()),
        notes: Vec::new(),
    })
}

/// Takes the rows of the picture, and leaves white around it.
struct Canvas {
    rows: Reducer,
    /// White columns before a row.
    before: usize,
    /// Rows that are to come, white ones included.
    left: u32,
    /// Whether there is white after a row.
    wider: bool,
}

impl Canvas {
    fn new(still: &Still<'_>, way: &Way) -> Self {
        let (window, decoded) = (way.window, way.decoded());
        let mut rows = Reducer::new(decoded, way.side);
        let before = |at: u32, from: u32, to: u32| at.clamp(from, to) - from;
        let above = before(still.corner.1, window.top, window.bottom);
        (0..above).for_each(|_| rows.row(std::iter::repeat(WHITE)));
        Self {
            rows,
            before: before(still.corner.0, window.left, window.right) as usize,
            left: decoded.bottom - above,
            wider: still.size != still.canvas,
        }
    }

    fn row(&mut self, pixels: impl Iterator<Item = [u8; 4]>) {
        self.left = self.left.saturating_sub(1);
        if self.wider {
            let before = std::iter::repeat_n(WHITE, self.before);
            self.rows
                .row(before.chain(pixels).chain(std::iter::repeat(WHITE)));
        } else {
            self.rows.row(pixels);
        }
    }

    fn finish(mut self) -> crate::pixels::Pixels {
        (0..self.left).for_each(|_| self.rows.row(std::iter::repeat(WHITE)));
        self.rows.finish()
    }
}

const WHITE: [u8; 4] = [255; 4];
