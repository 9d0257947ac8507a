//! What is a picture, and what kind.

use wecom_share_image::{Fault, Format, Limits, Picture, inspect};

use crate::samples::{ALL_FORMATS, BITMAP, SAMPLES, SIZE, frame_header, sample};

#[test]
fn a_picture_is_recognised_and_measured_whatever_its_kind() {
    for sample in &SAMPLES {
        let picture = inspect(sample.bytes, &ALL_FORMATS).expect(sample.name);
        assert_eq!(picture.format, sample.format, "{}", sample.name);
        assert_eq!((picture.width, picture.height), SIZE, "{}", sample.name);
        assert_eq!(picture.bytes, sample.bytes.len(), "{}", sample.name);
    }
}

fn refused(format: Format) -> Result<Picture, Fault> {
    let format = format.name();
    Err(Fault::NotAccepted { format })
}

#[test]
fn what_uploadimg_may_not_take_is_refused_by_name() {
    for sample in &SAMPLES {
        let inspected = inspect(sample.bytes, &Limits::default());
        match sample.format {
            Format::Jpeg | Format::Png => assert!(inspected.is_ok(), "{}", sample.name),
            other => assert_eq!(inspected, refused(other)),
        }
    }
    assert_eq!(inspect(BITMAP, &Limits::default()), refused(Format::Bmp));
}

#[test]
fn a_bitmap_is_recognised_but_never_accepted() {
    let limits = Limits {
        accepted: &[Format::Bmp],
        ..Limits::default()
    };
    assert_eq!(inspect(BITMAP, &limits).unwrap_err().code(), "image_broken");
}

#[test]
fn a_text_is_not_a_picture_whatever_it_is_called() {
    let texts: [&[u8]; 6] = [
        b"This is a text file that calls itself poster.jpg.",
        b"BM is how this text begins, and it is long enough for a header.",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        b"GIF is a format",
        b"RIFF1234WAVEfmt ",
        "图片".as_bytes(),
    ];
    for text in texts {
        assert_eq!(inspect(text, &Limits::default()), Err(Fault::NotRecognised));
    }
}

#[test]
fn five_bytes_are_too_few() {
    for length in 0..=5 {
        let fault = inspect(&sample("baseline.jpg")[..length], &Limits::default()).unwrap_err();
        assert_eq!(fault, Fault::TooSmall { bytes: length });
        assert_eq!(fault.code(), "image_not_recognised");
    }
}

#[test]
fn two_megabytes_are_the_most() {
    let mut jpeg = sample("baseline.jpg").to_vec();
    jpeg.resize(2 * 1024 * 1024, 0);
    assert!(inspect(&jpeg, &Limits::default()).is_ok());
    jpeg.push(0);
    let fault = inspect(&jpeg, &Limits::default()).unwrap_err();
    assert_eq!(
        fault,
        Fault::TooLarge {
            bytes: 2_097_153,
            max: 2_097_152
        }
    );
    assert_eq!(fault.code(), "image_too_large");
}

#[test]
fn the_thumbnail_inside_a_photo_is_not_the_photo() {
    let photo = sample("baseline.jpg");
    let thumbnail = sample("restarts.jpg");
    let mut with_thumbnail = photo[..2].to_vec();
    with_thumbnail.extend([0xFF, 0xE1]);
    let length = u16::try_from(thumbnail.len() + 2).unwrap();
    with_thumbnail.extend(length.to_be_bytes());
    let mut small = thumbnail.to_vec();
    let at = frame_header(&small);
    small[at + 5..at + 9].copy_from_slice(&[0, 8, 0, 8]);
    with_thumbnail.extend(small);
    with_thumbnail.extend(&photo[2..]);
    let picture = inspect(&with_thumbnail, &Limits::default()).unwrap();
    assert_eq!((picture.width, picture.height), SIZE);
}

#[test]
fn what_follows_a_whole_jpeg_does_no_harm() {
    let mut jpeg = sample("baseline.jpg").to_vec();
    jpeg.extend(b"a phone's own notes");
    assert!(inspect(&jpeg, &Limits::default()).is_ok());
}
