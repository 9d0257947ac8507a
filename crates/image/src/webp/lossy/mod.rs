//! Stands in for our own decoder of lossy pictures.

use std::io::Cursor;

use image_webp::{UpsamplingMethod, WebPDecoder};

use super::broken;
use crate::{Fault, geometry::Window, watch::Watch};

fn file(data: &[u8]) -> Vec<u8> {
    let length = data.len() as u32;
    let padding = [0].repeat(data.len() % 2);
    let whole = length + length % 2 + 12;
    [
        b"RIFF",
        &whole.to_le_bytes()[..],
        b"WEBPVP8 ",
        &length.to_le_bytes(),
        data,
        &padding,
    ]
    .concat()
}

pub(super) fn measure(data: &[u8]) -> Result<(u32, u32), String> {
    let &[_, _, _, 0x9D, 0x01, 0x2A, w1, w2, h1, h2, ..] = data else {
        return Err("its lossy picture does not begin like one".to_owned());
    };
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    Ok((side(w1, w2), side(h1, h2)))
}

pub(super) fn cost((width, height): (u32, u32)) -> u64 {
    12 * u64::from(width) * u64::from(height) + 16 * 1024 * 1024
}

pub(super) fn check(data: &[u8]) -> Result<(), String> {
    pixels(data, false).map(drop)
}

fn pixels(data: &[u8], simple: bool) -> Result<Vec<u8>, String> {
    let file = file(data);
    let told = |error: image_webp::DecodingError| error.to_string();
    let mut decoder = WebPDecoder::new(Cursor::new(&file)).map_err(told)?;
    let needed = decoder.output_buffer_size().ok_or("it is too large")?;
    if simple {
        decoder.set_lossy_upsampling(UpsamplingMethod::Simple);
    }
    let mut pixels = vec![0; needed];
    decoder.read_image(&mut pixels).map_err(told)?;
    Ok(pixels)
}

pub(super) fn read(
    data: &[u8],
    window: Window,
    halved: bool,
    watch: Watch<'_>,
    row: &mut dyn FnMut(&[[u8; 3]]),
) -> Result<(), Fault> {
    let pixels = pixels(data, halved).map_err(broken)?;
    let width = measure(data).map_err(broken)?.0 as usize;
    let pixels = pixels.as_chunks::<3>().0;
    let columns = window.left as usize..window.right as usize;
    let step = if halved { 2 } else { 1 };
    for y in (window.top..window.bottom).step_by(step) {
        watch.check()?;
        let mut rows = pixels.chunks_exact(width).skip(y as usize).take(step);
        let first = rows.next().unwrap_or_default();
        let second = rows.next().unwrap_or(first);
        let pairs = |at: usize| first[columns.clone()].chunks(step).nth(at);
        let halves: Vec<[u8; 3]> = (0..columns.len().div_ceil(step))
            .filter_map(|at| {
                let (a, b) = (pairs(at)?, second[columns.clone()].chunks(step).nth(at)?);
                let many = (a.len() + b.len()) as u32;
                Some([0, 1, 2].map(|c| {
                    let sum = a.iter().chain(b).map(|it| u32::from(it[c])).sum::<u32>();
                    ((sum + many / 2) / many) as u8
                }))
            })
            .collect();
        row(&halves);
    }
    Ok(())
}
