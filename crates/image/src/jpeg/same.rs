//! A file whose picture fits as it is: written anew with the same coefficients. No
//! sample changes, and nothing of the file but its picture gets through.

use super::{
    checked, colours,
    frame::{Frame, View},
    planes::Coefficients,
    profile,
    rows::Colours,
    scan,
    segments::Header,
    transform::Size,
    write::{Block, Head, Picture, Trial},
};
use crate::{Fault, colour::is_srgb, geometry::Window, watch::Watch};

/// Whether it is of a kind that every program reads: brightness, and two colours
/// with as many samples or half as many each way. Baseline or progressive, it
/// becomes baseline.
fn is_usual(header: &Header) -> bool {
    let factors = header
        .frame
        .components
        .iter()
        .map(|it| (it.across, it.down));
    let factors: Vec<_> = factors.collect();
    colours(header) == Colours::YCbCr && matches!(factors[..], [(1 | 2, 1 | 2), (1, 1), (1, 1)])
}

/// What [`file`] holds at once, when it can be tried.
pub(crate) fn cost(bytes: &[u8], max_bytes: usize) -> Option<u64> {
    let header = checked(bytes).ok().filter(is_usual)?;
    let frame = &header.frame;
    let coefficients = frame
        .components
        .iter()
        .map(|it| Coefficients::cost(frame, it));
    // A file may grow while it is written.
    Some(coefficients.sum::<u64>() + 2 * max_bytes.min(2 * bytes.len()) as u64 + super::OWN)
}

/// The new file. `None` when it is of no usual kind or does not fit.
pub(crate) fn file(
    bytes: &[u8],
    max_bytes: usize,
    watch: Watch<'_>,
) -> Result<Option<Vec<u8>>, Fault> {
    let header = checked(bytes)?;
    let srgb = profile(bytes).is_none_or(|profile| is_srgb(&profile));
    if !is_usual(&header) || !srgb {
        return Ok(None);
    }
    let frame = &header.frame;
    let view = View::of(frame, Window::whole((frame.width, frame.height)));
    let all = frame.components.iter();
    let mut all: Vec<Coefficients> = all
        .map(|component| Coefficients::new(frame, &view, component, Size::at_least(8)))
        .collect();
    let mut steps = [None; 3];
    super::scans(bytes, &header, |data, tables, scan| {
        for (which, ..) in &scan.parts {
            steps[*which] = tables.quantisation[frame.components[*which].quantisation];
        }
        if frame.progressive {
            scan::progressive(data, frame, tables, scan, &mut all, watch)
        } else {
            scan::sequential(data, frame, tables, scan, &mut all, watch)
        }
    })?;
    // No value is larger than those of a picture of 8 bits are.
    let usual = all.iter().all(|it| it.all_within(1024));
    let Some(head) = head(frame, steps).filter(|_| usual) else {
        return Ok(None);
    };
    let same = Same { frame, all };
    watch.check()?;
    let trial = Trial::of(same, head);
    if trial.bytes() > max_bytes {
        return Ok(None);
    }
    watch.check()?;
    Ok(Some(trial.file()).filter(|file| file.len() <= max_bytes))
}

struct Same<'a> {
    frame: &'a Frame,
    all: Vec<Coefficients>,
}

/// When all steps have eight bits and are the same for both colours.
fn head(frame: &Frame, steps: [Option<[u16; 64]>; 3]) -> Option<Head> {
    let [Some(bright), Some(blue), Some(red)] = steps else {
        return None;
    };
    let small = |steps: [u16; 64]| {
        let all = steps.iter().all(|step| (1..=255).contains(step));
        all.then(|| steps.map(|step| step as u8))
    };
    let brightness = frame.components.first()?;
    (blue == red).then_some(Head {
        width: u16::try_from(frame.width).ok()?,
        height: u16::try_from(frame.height).ok()?,
        factors: (brightness.across << 4 | brightness.down) as u8,
        steps: [small(bright)?, small(blue)?],
    })
}

impl Picture for Same<'_> {
    #[inline(always)]
    fn each_block(&self, mut with: impl FnMut(usize, usize, &Block)) {
        let (across, down) = self.frame.units();
        for row in 0..down {
            for column in 0..across {
                for (at, (component, all)) in
                    self.frame.components.iter().zip(&self.all).enumerate()
                {
                    for y in 0..component.down {
                        for x in 0..component.across {
                            let block =
                                all.whole(column * component.across + x, row * component.down + y);
                            with(at.min(1), at, block.unwrap_or(&[0; 64]));
                        }
                    }
                }
            }
        }
    }
}
