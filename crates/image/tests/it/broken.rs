//! Pictures that are not whole.

use wecom_share_image::{Bounds, Crop, Fault, Format, Recipe, inspect, render};

use crate::drawn::Drawing;
use crate::samples::{ALL_FORMATS, SIZE, all_samples, frame_header, resized_png, sample};

#[test]
fn a_picture_cut_off_anywhere_is_refused() {
    for sample in all_samples() {
        for length in 0..sample.bytes.len() {
            let inspected = inspect(&sample.bytes[..length], &ALL_FORMATS);
            assert!(inspected.is_err(), "{} cut to {length}", sample.name);
        }
    }
}

#[test]
fn a_picture_that_lost_its_second_half_is_called_broken() {
    for sample in all_samples() {
        let half = &sample.bytes[..sample.bytes.len() / 2];
        let fault = inspect(half, &ALL_FORMATS).unwrap_err();
        assert!(
            matches!(fault, Fault::Broken { .. }),
            "{}: {fault}",
            sample.name
        );
        assert_eq!(fault.code(), "image_broken");
    }
}

#[test]
fn one_wrong_byte_in_a_png_is_found() {
    let good = sample("truecolour.png");
    for at in (8..good.len()).step_by(7) {
        let mut png = good.to_vec();
        png[at] ^= 1;
        assert!(inspect(&png, &ALL_FORMATS).is_err(), "byte {at}");
    }
}

#[test]
fn a_png_with_fewer_rows_than_it_says_is_broken() {
    let good = sample("truecolour.png");
    assert!(inspect(&resized_png(good, SIZE.0, SIZE.1), &ALL_FORMATS).is_ok());
    let png = resized_png(good, SIZE.0, SIZE.1 + 1);
    let fault = inspect(&png, &ALL_FORMATS).unwrap_err();
    assert_eq!(fault.code(), "image_broken");
}

#[test]
fn a_picture_without_pixels_is_broken() {
    let mut jpeg = sample("baseline.jpg").to_vec();
    let at = frame_header(&jpeg);
    jpeg[at + 5..at + 9].fill(0);
    let mut gif = sample("palette.gif").to_vec();
    gif[6..10].fill(0);
    for (bytes, format) in [(jpeg, Format::Jpeg), (gif, Format::Gif)] {
        let why = "it has no pixels".to_owned();
        assert_eq!(
            inspect(&bytes, &ALL_FORMATS),
            Err(Fault::Broken { format, why })
        );
    }
}

#[test]
fn a_jpeg_of_two_minds_about_its_size_is_broken() {
    let good = sample("baseline.jpg");
    let at = frame_header(good);
    let length = usize::from(u16::from_be_bytes([good[at + 2], good[at + 3]])) + 2;
    let mut second = good[at..at + length].to_vec();
    second[5..9].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
    let mut jpeg = good[..at + length].to_vec();
    jpeg.extend(second);
    jpeg.extend(&good[at + length..]);
    let fault = inspect(&jpeg, &ALL_FORMATS).unwrap_err();
    assert_eq!(fault.code(), "image_broken");
}

#[test]
fn what_lies_below_a_cover_costs_no_decoding_but_has_to_be_there() {
    let tall = Drawing::new(600, 1600, |x, y| {
        [(x * y) as u8, (x / 3) as u8, (y / 7) as u8]
    });
    let files = [
        tall.jpeg(85),
        tall.jpeg_with(85, |file| file.set_progressive(true)),
        tall.png(None),
    ];
    for (at, file) in files.iter().enumerate() {
        let cover = |file: &[u8]| render(file, &Recipe::card_cover(Crop::Centre), &Bounds::DEFAULT);
        let made = cover(file).unwrap().bytes;
        for cut in [file.len() * 2 / 3, file.len() - 13] {
            assert!(cover(&file[..cut]).is_err(), "{at} cut to {cut}");
        }
        // In a progressive file the last tenth belongs to the whole picture.
        if at != 1 {
            let mut wrong = file.clone();
            let below = file.len() * 9 / 10;
            // In a JPEG sixteen ones, which are no code.
            wrong[below..below + 20].copy_from_slice(&[0xFF, 0].repeat(10));
            assert_eq!(cover(&wrong).unwrap().bytes, made, "{at}");
            assert!(inspect(&wrong, &ALL_FORMATS).is_err(), "{at}");
        }
    }
}
