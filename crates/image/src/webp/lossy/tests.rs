//! Held against a decoder that nobody here wrote.

use std::{io::Cursor, path::Path};

use super::*;

fn go_on() -> bool {
    false
}

/// What libwebp wrote, of every kind it writes: each a chunk in a file.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/lossy");
    let files = std::fs::read_dir(folder).unwrap().map(|file| {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(&path).unwrap())
    });
    let files: Vec<_> = files.collect();
    assert!(files.len() >= 10, "{} samples", files.len());
    files
}

fn chunk(file: &[u8]) -> &[u8] {
    let length = u32::from_le_bytes(file[16..20].try_into().unwrap());
    &file[20..20 + length as usize]
}

fn ours(data: &[u8], window: Window, halved: bool) -> Result<Vec<[u8; 3]>, Fault> {
    let mut pixels = Vec::new();
    read(data, window, halved, Watch::new(&go_on), &mut |row| {
        pixels.extend(row.iter().map(|[r, g, b, _]| [*r, *g, *b]));
    })?;
    Ok(pixels)
}

fn theirs(file: &[u8]) -> Vec<[u8; 3]> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(file)).unwrap();
    let mut data = vec![0; decoder.output_buffer_size().unwrap()];
    decoder.read_image(&mut data).unwrap();
    data.as_chunks().0.to_vec()
}

#[test]
fn every_pixel_is_that_of_another_decoder() {
    for (name, file) in samples() {
        let data = chunk(&file);
        let window = Window::whole(measure(data).unwrap());
        check(data, Watch::new(&go_on)).unwrap();
        assert_eq!(ours(data, window, false).unwrap(), theirs(&file), "{name}");
    }
}

#[test]
fn a_window_holds_the_pixels_of_its_place() {
    for (name, file) in samples() {
        let size = measure(chunk(&file)).unwrap();
        let all = theirs(&file);
        for part in 1..5 {
            let window = Window {
                left: size.0 * part / 10,
                top: size.1 * part / 11,
                right: size.0 - size.0 * part / 12,
                bottom: size.1 - size.1 * part / 13,
            };
            let rows = all.chunks(size.0 as usize);
            let rows = rows.take(window.bottom as usize).skip(window.top as usize);
            let expected: Vec<_> = rows
                .flat_map(|row| &row[window.left as usize..window.right as usize])
                .copied()
                .collect();
            let made = ours(chunk(&file), window, false).unwrap();
            assert_eq!(made, expected, "{name} {window:?}");
        }
    }
}

#[test]
fn half_the_size_is_the_mean_of_two_by_two() {
    for (name, file) in samples() {
        let data = chunk(&file);
        let (width, height) = measure(data).unwrap();
        let all = theirs(&file);
        let [left, top] = [width / 3, height / 4].map(|side| side & !1);
        let window = Window {
            left,
            top,
            right: width,
            bottom: height,
        };
        let mut expected = Vec::new();
        for y in (top..height).step_by(2) {
            for x in (left..width).step_by(2) {
                let at = |x: u32, y: u32| {
                    let (x, y) = (x.min(width - 1), y.min(height - 1));
                    all[(y * width + x) as usize].map(f64::from)
                };
                let square = [at(x, y), at(x + 1, y), at(x, y + 1), at(x + 1, y + 1)];
                let mean = |of: usize| square.iter().map(|pixel| pixel[of]).sum::<f64>() / 4.0;
                expected.push([0, 1, 2].map(mean));
            }
        }
        let made = ours(data, window, true).unwrap();
        assert_eq!(made.len(), expected.len(), "{name}");
        let pairs = made.as_flattened().iter().zip(expected.as_flattened());
        let sum: f64 = pairs.map(|(a, b)| (f64::from(*a) - b).abs()).sum();
        let mean = sum / expected.as_flattened().len() as f64;
        // Here two by two pixels have the colour that they share; there each has some of
        // its neighbours' colours too.
        assert!(mean < 4.0, "{name}: {mean}");
    }
}

#[test]
fn what_is_cut_off_is_no_picture() {
    for (name, file) in samples() {
        let data = chunk(&file);
        for end in 0..data.len() - 4 {
            let part = &data[..end];
            let window = measure(data).map(Window::whole).unwrap();
            let read = ours(part, window, false).map(drop);
            let checked = check(part, Watch::new(&go_on));
            assert_eq!(read, checked, "{name} {end}");
            assert!(checked.is_err(), "{name} {end} of {}", data.len());
        }
    }
}

#[test]
fn it_can_be_left_between_rows() {
    let sample = samples().into_iter().find(|(name, _)| name == "parts.webp");
    let (_, file) = sample.unwrap();
    let asked = std::cell::Cell::new(0);
    let stop = || asked.replace(asked.get() + 1) == 5;
    let data = chunk(&file);
    let window = Window::whole(measure(data).unwrap());
    let mut rows = 0;
    let read = read(data, window, false, Watch::new(&stop), &mut |_| rows += 1);
    assert_eq!(read, Err(Fault::Abandoned));
    assert!((70..90).contains(&rows), "{rows}");
}
