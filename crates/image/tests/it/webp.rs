//! WebP files such as no encoder writes.

use wecom_share_image::{Bounds, Fault, Format, Recipe, inspect, render};

use crate::{
    drawn::Drawing,
    samples::{ALL_FORMATS, sample},
    vp8l::{Bits, chunk, extended, file},
};

const ORANGE: [u8; 4] = [240, 130, 20, 255];

/// The payload of a picture of one colour.
fn plain(width: u32, height: u32) -> Bits {
    let mut bits = Bits::picture(width, height);
    bits.codes().plain(ORANGE);
    bits
}

fn made(file: &[u8]) -> Drawing {
    Drawing::of(&render(file, &Recipe::picture(), &Bounds::DEFAULT).unwrap())
}

#[track_caller]
fn is_near(found: [u8; 3], expected: [u8; 3]) {
    let near = found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) < 12);
    assert!(near, "{found:?} is not {expected:?}");
}

/// All that look at a file say the same.
#[track_caller]
fn is_broken(file: &[u8], reason: &str) {
    let fault = render(file, &Recipe::picture(), &Bounds::DEFAULT).unwrap_err();
    let Fault::Broken { format, why } = &fault else {
        panic!("{fault}");
    };
    assert_eq!((*format, why.as_str()), (Format::WebP, reason));
    assert_eq!(inspect(file, &ALL_FORMATS), Err(fault));
}

#[test]
fn a_picture_of_one_colour_takes_no_bits_for_its_pixels() {
    let drawing = made(&plain(30, 20).file());
    assert_eq!((drawing.width, drawing.height), (30, 20));
    is_near(drawing.pixels[77], [240, 130, 20]);
}

#[test]
fn codes_that_make_no_sense_are_refused() {
    const NO_CODE: &str = "a code of it makes no sense";
    let green = |lengths: &[u32]| {
        let mut bits = Bits::picture(4, 4);
        bits.codes().lengths(lengths);
        for symbol in 0..4 {
            bits.one(symbol);
        }
        bits.put(0, 32).file()
    };
    assert!(inspect(&green(&[1, 2, 2]), &ALL_FORMATS).is_ok());
    assert!(inspect(&green(&[0, 9]), &ALL_FORMATS).is_ok(), "only one");
    is_broken(&green(&[1, 1, 1]), NO_CODE);
    is_broken(&green(&[1, 2]), NO_CODE);
    is_broken(&green(&[0, 0, 0]), NO_CODE);
    is_broken(&green(&[15; 280]), NO_CODE);
    is_broken(
        &green(&[1; 281]),
        "it has codes for more symbols than there are",
    );
    // A code for distances of nothing but one that does not exist.
    let mut bits = Bits::picture(4, 4);
    bits.codes().one(0).one(0).one(0).one(0).one(40);
    is_broken(&bits.file(), NO_CODE);
}

#[test]
fn the_same_transform_twice_is_refused() {
    let twice = Bits::picture(4, 4).put(0b101, 3).put(0b101, 3).file();
    is_broken(&twice, "it has the same transform twice");
}

#[test]
fn a_cache_has_from_one_to_eleven_bits() {
    for size in 0..16 {
        let mut bits = Bits::picture(4, 4);
        bits.put(0b10, 2).put(size, 4).put(0, 1).plain(ORANGE);
        if (1..=11).contains(&size) {
            is_near(made(&bits.file()).pixels[5], [240, 130, 20]);
        } else {
            is_broken(
                &bits.file(),
                "its cache of colours has a size that does not exist",
            );
        }
    }
}

/// Green is 130, or 256 + `length` for a copy, by a bit.
fn with_copies(width: u32, height: u32, length: usize) -> Bits {
    let mut lengths = [0; 280];
    lengths[130] = 1;
    lengths[256 + length] = 1;
    let mut bits = Bits::picture(width, height);
    bits.codes().lengths(&lengths[..=256 + length]);
    // The pixel above.
    bits.one(240).one(20).one(255).one(0);
    bits
}

#[test]
fn copies_stay_within_the_picture() {
    let copied = with_copies(2, 3, 3).put(0b100, 3).file();
    is_near(made(&copied).pixels[5], [240, 130, 20]);
    is_broken(
        &with_copies(2, 3, 3).put(0b10, 2).file(),
        "it copies pixels from before its beginning",
    );
    is_broken(
        &with_copies(2, 3, 3).put(0b1000, 4).file(),
        "it has more pixels than its header says",
    );
}

#[test]
fn pixels_that_are_not_in_the_file_are_missed() {
    for bits_too_few in 0..2 {
        let mut bits = Bits::picture(1000, 50);
        bits.codes().bytes().one(0).one(0).one(0).one(0);
        for _ in 0..1000 * 50 - bits_too_few {
            bits.byte(7);
        }
        // The bits that fill the last byte up do not suffice.
        let whole = inspect(&bits.file(), &ALL_FORMATS);
        assert_eq!(whole.is_ok(), bits_too_few == 0);
        if bits_too_few > 0 {
            is_broken(&bits.file(), "its end is missing");
        }
    }
    // Most of a large picture, and of what its codes are.
    let file = plain(500, 500);
    for length in 0..file.data().len() {
        let chunk = (
            "VP8L".as_bytes().try_into().unwrap(),
            &file.data()[..length],
        );
        is_broken(&crate::vp8l::file(&[chunk]), "its end is missing");
    }
}

#[test]
fn a_place_behind_the_last_colour_of_a_list_is_transparent() {
    // Three colours, of which two bits name four.
    let mut bits = Bits::picture(4, 1);
    bits.put(0b111, 3).put(2, 8);
    bits.put(0, 1).plain([50, 20, 0, 255]);
    bits.codes().bytes().one(0).one(0).one(0).one(0);
    bits.byte(0b11_10_01_00);
    let drawing = made(&bits.file());
    let colours = [[50, 20, 0], [100, 40, 0], [150, 60, 0], [255, 255, 255]];
    // What a JPEG keeps of four pixels.
    for (found, expected) in drawing.pixels.iter().zip(colours) {
        assert!(
            found[0].abs_diff(expected[0]) < 40,
            "{found:?}, {expected:?}"
        );
    }
}

#[test]
fn what_a_picture_says_of_itself_has_to_be_true() {
    let is_refused = |change: &dyn Fn(&mut Vec<u8>), reason| {
        let mut data = plain(30, 20).data().to_vec();
        change(&mut data);
        is_broken(&file(&[(*b"VP8L", &data)]), reason);
    };
    is_refused(
        &|data| data[0] = 0x2E,
        "its lossless picture does not begin like one",
    );
    is_refused(
        &|data| data[4] |= 0x20,
        "it is of a version that does not exist",
    );
    is_refused(&|data| data.truncate(4), "its end is missing");
    is_broken(&file(&[]), "it has no picture");
    is_broken(&file(&[(*b"what", b"ever")]), "it has no picture");
}

#[test]
fn a_file_may_be_longer_than_it_says_but_not_shorter() {
    let good = plain(30, 20).file();
    let with_length = |length: usize| {
        let mut file = good.clone();
        file[4..8].copy_from_slice(&(length as u32).to_le_bytes());
        file
    };
    let says = good.len() - 8;
    let longer = [&good[..], b"a film"].concat();
    assert!(inspect(&longer, &ALL_FORMATS).is_ok());
    is_broken(&with_length(says + 1), "its end is missing");
    is_broken(&with_length(u32::MAX as usize), "its end is missing");
    // The picture goes on where the file says it ends.
    is_broken(&with_length(says - 2), "its end is missing");
    is_broken(&with_length(4), "it has no picture");
    is_broken(&with_length(0), "it has no picture");
    let mut chunk_too_long = good.clone();
    chunk_too_long[16] += 2;
    is_broken(&chunk_too_long, "its end is missing");
}

#[test]
fn a_picture_is_as_large_as_its_canvas_and_a_frame_is_inside() {
    const STILL: u8 = 0;
    const ANIMATED: u8 = 2;
    let picture = plain(30, 20);
    let still = |width, height| {
        let head = extended(STILL, width, height);
        file(&[
            (*b"VP8X", &head),
            (*b"what", b"ever?"),
            (*b"VP8L", picture.data()),
        ])
    };
    assert_eq!(made(&still(30, 20)).pixels.len(), 600);
    is_broken(
        &still(31, 20),
        "its picture is of another size than its header says",
    );
    let animated = |(x, y): (u32, u32), (width, height): (u32, u32)| {
        let mut frame = Vec::new();
        for number in [x / 2, y / 2, width - 1, height - 1, 100] {
            frame.extend(&number.to_le_bytes()[..3]);
        }
        frame.push(0);
        frame.extend(chunk(*b"VP8L", picture.data()));
        file(&[
            (*b"VP8X", &extended(ANIMATED, 60, 40)),
            (*b"ANIM", &[0; 6]),
            (*b"ANMF", &frame),
        ])
    };
    let drawing = made(&animated((20, 10), (30, 20)));
    assert_eq!((drawing.width, drawing.height), (60, 40));
    let at = |x: usize, y: usize| drawing.pixels[y * 60 + x];
    for (x, y) in [(4, 4), (4, 20), (56, 20), (35, 4), (35, 36), (56, 36)] {
        is_near(at(x, y), [255; 3]);
    }
    is_near(at(24, 14), [240, 130, 20]);
    is_near(at(46, 26), [240, 130, 20]);
    let outside = "its first frame is not inside its canvas";
    is_broken(&animated((32, 10), (30, 20)), outside);
    is_broken(&animated((20, 0xFF_FFFF * 2), (30, 20)), outside);
    is_broken(
        &animated((0, 0), (31, 20)),
        "its picture is of another size than its header says",
    );
    let head = extended(ANIMATED, 60, 40);
    is_broken(
        &file(&[(*b"VP8X", &head), (*b"VP8L", picture.data())]),
        "it has no frame",
    );
    is_broken(
        &file(&[(*b"VP8X", &head), (*b"ANMF", &[0; 15])]),
        "its first frame is cut off",
    );
    is_broken(
        &file(&[(*b"VP8X", &head[..9]), (*b"VP8L", picture.data())]),
        "its VP8X chunk has another length than 10 bytes",
    );
}

#[test]
fn alpha_is_of_the_size_of_the_picture_and_of_a_kind_that_exists() {
    let good = sample("webp/alpha-raw.webp");
    // Before it RIFF and VP8X with their heads; itself a byte and 61×43.
    let (head, rest) = good.split_at(12 + 18 + 8);
    let (alpha, rest) = rest.split_at(1 + 61 * 43);
    let with_alpha = |alpha: &[u8]| {
        let body = [&head[8..30], &chunk(*b"ALPH", alpha), rest].concat();
        chunk(*b"RIFF", &body)
    };
    assert_eq!(with_alpha(alpha), good);
    let longer = [alpha, &[0; 99]].concat();
    assert_eq!(made(&with_alpha(&longer)).pixels, made(good).pixels);
    is_broken(
        &with_alpha(&alpha[..alpha.len() - 1]),
        "the end of its alpha is missing",
    );
    is_broken(&with_alpha(&[]), "its alpha is empty");
    for head in [0x02, 0x03, 0x20, 0x30, 0x40, 0x80] {
        let alpha = [&[head], &alpha[1..]].concat();
        is_broken(
            &with_alpha(&alpha),
            "its alpha is of a kind that does not exist",
        );
    }
    // Coded: of a single value, and cut off.
    let mut coded = Bits::default();
    coded.put(1, 8).codes().plain([0, 0, 0, 0]);
    is_near(made(&with_alpha(coded.data())).pixels[500], [255; 3]);
    is_broken(&with_alpha(&coded.data()[..4]), "its end is missing");
}

#[test]
fn the_pictures_of_libwebp_that_are_turned_are_turned_back() {
    for name in ["webp/extended.webp", "webp/extended-lossy.webp"] {
        let drawing = made(sample(name));
        assert_eq!((drawing.width, drawing.height), (43, 61), "{name}");
    }
}
