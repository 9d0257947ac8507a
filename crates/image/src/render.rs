//! A stranger's file in, a clean JPEG of the wanted shape out.

use std::borrow::Cow;

use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};

use crate::{
    Bounds, Crop, Fault, Format, Note, Picture, Recipe, attention, colour, encode,
    geometry::{Area, Need, Plan, Size, Window, smaller},
    jpeg, memory,
    orientation::Orientation,
    pixels::Pixels,
    source::Source,
    watch::Watch,
};

/// A picture made from another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rendition {
    /// A JPEG file without any metadata.
    pub bytes: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Of JPEG, 1 to 100. `None` when the samples of a JPEG that fits were kept as
    /// they are.
    pub quality: Option<u8>,
    /// What it was made from, turned the way it is seen.
    pub source: Picture,
    pub notes: Vec<Note>,
}

/// Makes a rendition: recognises the file by content, decodes it no larger than
/// needed, turns it as its EXIF says, converts its colours to sRGB, cuts, makes
/// it smaller but never larger, lays it on white, and writes a new JPEG file. A
/// JPEG that already is what is wanted keeps its samples as they are.
/// Nothing of the file's metadata is kept.
///
/// Of a JPEG or PNG that is cut, what lies below the part is not decoded: it has
/// only to be there. [`inspect`](crate::inspect) looks at all of a file.
///
/// GIF and WebP animations give their first frame.
///
/// This is work for the processor: keep it off async threads.
///
/// # Errors
/// Any [`Fault`]: the cheapest to find first.
pub fn render(bytes: &[u8], recipe: &Recipe, bounds: &Bounds) -> Result<Rendition, Fault> {
    render_until(bytes, recipe, bounds, &|| false)
}

/// As [`render`], given up as soon as `stop` says so: it is asked often, between
/// the rows of a picture, so it has to be quick.
///
/// # Errors
/// [`Fault::Abandoned`], and those of [`render`].
pub fn render_until(
    bytes: &[u8],
    recipe: &Recipe,
    bounds: &Bounds,
    stop: &dyn Fn() -> bool,
) -> Result<Rendition, Fault> {
    let Job {
        format,
        stored,
        orientation,
        plan,
        area,
        need,
        same,
        memory,
    } = Job::read(bytes, recipe, bounds)?;
    bounds.check_memory(memory)?;
    let watch = Watch::new(stop);
    let seen = orientation.seen(stored);
    let picture = Picture {
        format,
        width: seen.0,
        height: seen.1,
        bytes: bytes.len(),
    };
    if same && let Some(file) = jpeg::same::file(bytes, recipe.max_bytes, watch)? {
        return Ok(Rendition {
            bytes: file,
            width: seen.0,
            height: seen.1,
            quality: None,
            source: picture,
            notes: Vec::from_iter(plan.small.then_some(Note::Small)),
        });
    }
    let source = Source::read(format, bytes, stored, need, watch)?;

    let broken = |why| Fault::Broken { format, why };
    let mut notes = source.notes;
    if plan.small {
        notes.push(Note::Small);
    }
    let area = match area {
        Some(area) => area,
        None => {
            let copy = small_copy(&source.pixels).map_err(broken)?;
            let copy = copy.oriented(orientation);
            let focus = attention::focus(&copy, plan.taken, seen);
            orientation.stored_area(plan.area(seen, focus), stored)
        }
    };
    let area = [
        area.left - f64::from(source.origin.0),
        area.top - f64::from(source.origin.1),
        area.width,
        area.height,
    ]
    .map(|side| side * source.scale);
    watch.check()?;
    let made = resized(source.pixels, area, orientation.seen(plan.made)).map_err(broken)?;
    let mut made = made.oriented(orientation);
    if let Some(profile) = &source.profile {
        notes.extend(colour::to_srgb(&mut made, profile));
    }
    if plan.canvas != plan.made {
        let mut canvas = Pixels::white(plan.canvas.0, plan.canvas.1);
        canvas.paste_centred(&made);
        made = canvas;
    }
    let max = recipe.max_bytes;
    loop {
        watch.check()?;
        if let Some((bytes_made, quality)) = encode::fitting(&made, &recipe.quality, max) {
            return Ok(Rendition {
                width: made.width,
                height: made.height,
                quality: Some(quality),
                bytes: bytes_made,
                source: picture,
                notes,
            });
        }
        let fewer = smaller((made.width, made.height));
        if made.width.max(made.height) <= FEWEST || fewer == (made.width, made.height) {
            return Err(Fault::DoesNotFit { max });
        }
        if !notes.contains(&Note::FewerPixelsForBytes) {
            notes.push(Note::FewerPixelsForBytes);
        }
        let all = [0.0, 0.0, f64::from(made.width), f64::from(made.height)];
        made = resized(made, all, fewer).map_err(broken)?;
    }
}

/// The most memory [`render`] will hold at once beside the file, in bytes: what
/// has to be free before it is started. Only headers are read.
///
/// # Errors
/// The [`Fault`]s of [`render`] that headers tell; never
/// [`Fault::TooMuchMemory`].
pub fn memory_needed(bytes: &[u8], recipe: &Recipe, bounds: &Bounds) -> Result<u64, Fault> {
    Job::read(bytes, recipe, bounds).map(|job| job.memory)
}

/// What headers tell.
struct Job {
    format: Format,
    stored: Size,
    orientation: Orientation,
    plan: Plan,
    /// The part that is taken, as stored, when the headers suffice to tell.
    area: Option<Area>,
    need: Need,
    /// Whether a JPEG has the wanted shape and may keep its samples.
    same: bool,
    memory: u64,
}

impl Job {
    fn read(bytes: &[u8], recipe: &Recipe, bounds: &Bounds) -> Result<Self, Fault> {
        bounds.check_file(bytes.len())?;
        let format = Format::of(bytes)?;
        let stored = Source::measure(format, bytes)?;
        bounds.check_pixels(stored.0, stored.1)?;
        let orientation = Orientation::find(format, bytes);
        let seen = orientation.seen(stored);
        let plan = Plan::new(recipe.frame, seen);
        let focus = match plan.crop {
            Crop::Centre => Some((0.5, 0.5)),
            Crop::Focus { x, y } => Some((x, y)),
            Crop::Attention if plan.taken == (f64::from(seen.0), f64::from(seen.1)) => {
                Some((0.5, 0.5))
            }
            Crop::Attention => None,
        };
        let area = focus.map(|focus| orientation.stored_area(plan.area(seen, focus), stored));
        let need = Need {
            window: match area {
                Some(area) => plan.window(area, stored),
                None => Window::whole(stored),
            },
            shrink: plan.shrink(),
        };
        let (reading, reduced) = Source::cost(format, bytes, stored, need)?;
        let after = memory::after(reduced, orientation.seen(plan.made), &plan, recipe);
        let same = format == Format::Jpeg
            && orientation == Orientation::UPRIGHT
            && (plan.made, plan.canvas) == (seen, seen);
        let same = same
            .then(|| jpeg::same::cost(bytes, recipe.max_bytes))
            .flatten();
        Ok(Self {
            format,
            stored,
            orientation,
            memory: reading.max(after).max(same.unwrap_or(0)),
            same: same.is_some(),
            plan,
            area,
            need,
        })
    }
}

/// Pixels of the longer side; what does not fit at that has no sense.
const FEWEST: u32 = 32;

/// Pixels of the longer side of what is searched for the best part.
const COPY: u32 = 128;

fn small_copy(pixels: &Pixels) -> Result<Pixels, String> {
    let long = pixels.width.max(pixels.height);
    let side = |side: u32| (side * COPY).div_ceil(long.max(1)).clamp(1, side);
    let size = if long > COPY {
        (side(pixels.width), side(pixels.height))
    } else {
        (pixels.width, pixels.height)
    };
    let all = [0.0, 0.0, f64::from(pixels.width), f64::from(pixels.height)];
    let filter = ResizeAlg::Convolution(FilterType::Box);
    filtered(Cow::Borrowed(pixels), all, size, filter)
}

fn resized(pixels: Pixels, area: [f64; 4], size: Size) -> Result<Pixels, String> {
    let filter = ResizeAlg::Convolution(FilterType::Lanczos3);
    filtered(Cow::Owned(pixels), area, size, filter)
}

/// `length` from `start`, cut off at `end`: also when their sum is rounded up.
fn inside(start: f64, length: f64, end: f64) -> f64 {
    let length = length.clamp(1.0, end - start);
    if start + length > end {
        length.next_down()
    } else {
        length
    }
}

/// `area` is left, top, width and height; what of it lies outside is cut off.
fn filtered(
    pixels: Cow<'_, Pixels>,
    area: [f64; 4],
    size: Size,
    filter: ResizeAlg,
) -> Result<Pixels, String> {
    let (width, height) = (f64::from(pixels.width), f64::from(pixels.height));
    let [left, top, across, down] = area;
    let (left, top) = (left.clamp(0.0, width - 1.0), top.clamp(0.0, height - 1.0));
    let (across, down) = (inside(left, across, width), inside(top, down, height));
    let all = [left, top, across, down] == [0.0, 0.0, width, height];
    if all && size == (pixels.width, pixels.height) {
        return Ok(pixels.into_owned());
    }
    let mut made = Image::new(size.0, size.1, PixelType::U8x4);
    let options = ResizeOptions::new()
        .resize_alg(filter)
        .crop(left, top, across, down)
        // Alpha is 255 everywhere.
        .use_alpha(false);
    ImageRef::new(pixels.width, pixels.height, &pixels.data, PixelType::U8x4)
        .map_err(|error| error.to_string())
        .and_then(|source| {
            let done = Resizer::new().resize(&source, &mut made, &options);
            done.map_err(|error| error.to_string())
        })?;
    Ok(Pixels {
        width: size.0,
        height: size.1,
        data: made.into_vec(),
    })
}
