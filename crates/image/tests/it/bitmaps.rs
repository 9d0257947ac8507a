//! Bitmaps as programs write them, of every kind that has a name.

use wecom_share_image::{Bounds, Fault, Format, Recipe, Rendition, render};

use crate::{
    drawn::{Drawing, near},
    samples::{BITMAP, BITMAPS, sample},
};

const COLOURS: [[u8; 3]; 4] = [[230, 30, 30], [30, 200, 30], [30, 30, 220], [240, 230, 30]];
const SIZE: (u32, u32) = (37, 24);

/// Which colour stands where: stripes that lean, of odd lengths.
fn index(x: u32, y: u32) -> u8 {
    ((x / 5 + y / 3) % 4) as u8
}

/// Headers of `length` bytes, what stands between them and the pixels, and the
/// pixels.
fn bitmap(length: u32, bits: u16, compression: u32, between: &[u8], pixels: &[u8]) -> Vec<u8> {
    let mut header = length.to_le_bytes().to_vec();
    if length == 12 {
        for short in [SIZE.0 as u16, SIZE.1 as u16, 1, bits] {
            header.extend(short.to_le_bytes());
        }
    } else {
        for long in [SIZE.0, SIZE.1, 1 | u32::from(bits) << 16, compression] {
            header.extend(long.to_le_bytes());
        }
        header.resize(40, 0);
    }
    header.extend(between);
    if length > 40 && header.len() < length as usize {
        header.resize(length as usize, 0);
    }
    let mut file = b"BM".to_vec();
    for long in [0, 0, 14 + header.len() as u32] {
        file.extend(long.to_le_bytes());
    }
    [&file, &header, pixels].concat()
}

fn palette(bytes: usize) -> Vec<u8> {
    let colour = |[r, g, b]: [u8; 3]| [b, g, r, 0].into_iter().take(bytes);
    COLOURS.into_iter().flat_map(colour).collect()
}

/// Rows from below, each filled up to four bytes.
fn rows(of: impl Fn(u32) -> Vec<u8>) -> Vec<u8> {
    let row = |y| {
        let mut row = of(y);
        row.resize(row.len().next_multiple_of(4), 0);
        row
    };
    (0..SIZE.1).rev().flat_map(row).collect()
}

fn direct(pixel: impl Fn([u8; 3]) -> Vec<u8>) -> Vec<u8> {
    rows(|y| {
        let all = (0..SIZE.0).map(|x| COLOURS[usize::from(index(x, y))]);
        all.flat_map(&pixel).collect()
    })
}

fn sixteen(shifts: [u32; 3], bits: [u32; 3]) -> Vec<u8> {
    direct(|colour| {
        let part = |at: usize| u16::from(colour[at] >> (8 - bits[at])) << shifts[at];
        (part(0) | part(1) | part(2)).to_le_bytes().to_vec()
    })
}

/// Every other row as runs, the others as they are; a step in the first, which is
/// red as what is stepped over.
fn runs(halves: bool) -> Vec<u8> {
    let mut out = Vec::new();
    for y in (0..SIZE.1).rev() {
        let row: Vec<u8> = (0..SIZE.0).map(|x| index(x, y)).collect();
        if y % 2 == 0 {
            for run in row.chunk_by(|a, b| a == b) {
                if y == 0 && run[0] == 0 && run.len() == 5 {
                    out.extend([0, 2, 5, 0]);
                } else {
                    out.extend([
                        run.len() as u8,
                        run[0] | if halves { run[0] << 4 } else { 0 },
                    ]);
                }
            }
        } else {
            out.extend([0, row.len() as u8]);
            if halves {
                out.extend(
                    row.chunks(2)
                        .map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)),
                );
            } else {
                out.extend(&row);
            }
            out.resize(out.len().next_multiple_of(2), 0);
        }
        out.extend([0, if y == 0 { 1 } else { 0 }]);
    }
    out
}

fn masks(of: [u32; 4]) -> Vec<u8> {
    of.into_iter().flat_map(u32::to_le_bytes).collect()
}

fn rendition(file: &[u8]) -> Result<Rendition, Fault> {
    render(file, &Recipe::picture(), &Bounds::DEFAULT)
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    let indices = |per_byte: usize| {
        rows(|y| {
            let row: Vec<u8> = (0..SIZE.0).map(|x| index(x, y)).collect();
            let bits = 8 / per_byte;
            let byte = |part: &[u8]| {
                let all = part.iter().chain(std::iter::repeat(&0)).take(per_byte);
                all.fold(0_u32, |byte, index| byte << bits | u32::from(*index)) as u8
            };
            row.chunks(per_byte).map(byte).collect()
        })
    };
    let rgba = direct(|[r, g, b]| vec![r, g, b, 255]);
    let clear = direct(|[r, g, b]| vec![r, g, b, 0]);
    let order = [0xFF, 0xFF00, 0xFF_0000, 0xFF00_0000];
    vec![
        ("8 bits", bitmap(40, 8, 0, &palette(4), &indices(1))),
        ("4 bits", bitmap(40, 4, 0, &palette(4), &indices(2))),
        ("8 bits of OS/2", bitmap(12, 8, 0, &palette(3), &indices(1))),
        (
            "24 bits of OS/2",
            bitmap(12, 24, 0, &[], &direct(|[r, g, b]| vec![b, g, r])),
        ),
        (
            "OS/2's second header",
            bitmap(64, 24, 0, &[], &direct(|[r, g, b]| vec![b, g, r])),
        ),
        ("RLE8", bitmap(40, 8, 1, &palette(4), &runs(false))),
        ("RLE4", bitmap(40, 4, 2, &palette(4), &runs(true))),
        (
            "16 bits",
            bitmap(40, 16, 0, &[], &sixteen([10, 5, 0], [5, 5, 5])),
        ),
        (
            "565",
            bitmap(
                40,
                16,
                3,
                &masks([0xF800, 0x7E0, 0x1F, 0])[..12],
                &sixteen([11, 5, 0], [5, 6, 5]),
            ),
        ),
        (
            "32 bits",
            bitmap(40, 32, 0, &[], &direct(|[r, g, b]| vec![b, g, r, 0])),
        ),
        ("masks", bitmap(40, 32, 3, &masks(order)[..12], &rgba)),
        ("masks and alpha", bitmap(108, 32, 3, &masks(order), &rgba)),
        (
            "alpha that is nowhere",
            bitmap(124, 32, 3, &masks(order), &clear),
        ),
    ]
}

#[test]
fn a_bitmap_of_every_kind_is_the_same_picture_to_the_last_pixel() {
    let fewer = |bits: [u32; 3]| {
        let part = |value: u8, bits: u32| {
            let most = (1 << bits) - 1;
            ((u32::from(value) >> (8 - bits)) * 255 + most / 2) / most
        };
        Drawing::new(SIZE.0, SIZE.1, |x, y| {
            let colour = COLOURS[usize::from(index(x, y))];
            std::array::from_fn(|at| part(colour[at], bits[at]) as u8)
        })
    };
    for (name, file) in files() {
        let expected = match name {
            "16 bits" => fewer([5; 3]),
            "565" => fewer([5, 6, 5]),
            _ => fewer([8; 3]),
        };
        let expected = rendition(&expected.png(None)).unwrap();
        let made = rendition(&file).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert!(made.bytes == expected.bytes, "{name}");
    }
}

#[test]
fn bitmaps_of_another_program_are_what_another_reader_sees_in_them() {
    let seen: [&[u8]; 3] = [
        sample("palette.png"),
        sample("truecolour.png"),
        include_bytes!("../samples/alpha.png"),
    ];
    for (bitmap, seen) in BITMAPS.into_iter().zip(seen) {
        let (made, expected) = (rendition(bitmap).unwrap(), rendition(seen).unwrap());
        assert!(made.bytes == expected.bytes, "{} bytes", bitmap.len());
    }
}

#[test]
fn a_bitmap_whose_first_row_comes_first_is_not_upside_down() {
    let (header, rows) = BITMAP.split_at(54);
    let mut turned = header.to_vec();
    let height = i32::from_le_bytes(header[22..26].try_into().unwrap());
    turned[22..26].copy_from_slice(&(-height).to_le_bytes());
    let stride = rows.len() / height.unsigned_abs() as usize;
    turned.extend(rows.chunks(stride).rev().flatten());
    let (made, expected) = (rendition(&turned).unwrap(), rendition(BITMAP).unwrap());
    assert!(made.bytes == expected.bytes);
}

#[test]
fn half_of_a_bitmap_s_alpha_is_half_white() {
    let half = direct(|_| vec![0, 0, 0, 128]);
    let order = [0xFF, 0xFF00, 0xFF_0000, 0xFF00_0000];
    let made = rendition(&bitmap(108, 32, 3, &masks(order), &half)).unwrap();
    assert!(near(Drawing::of(&made).at(9, 9), [127; 3]));
}

#[test]
fn a_bitmap_that_is_cut_off_is_broken_wherever_that_is() {
    for (name, file) in files() {
        for length in (30..file.len()).step_by(11) {
            let fault = rendition(&file[..length]).unwrap_err();
            assert_eq!(fault.code(), "image_broken", "{name}, {length}");
        }
    }
}

#[test]
fn what_a_bitmap_may_not_be_is_refused_by_name() {
    let format = Format::Bmp;
    for (length, bits, compression, what) in [
        (64, 1, 3, "compression Huffman 1D at 1 bits a pixel"),
        (64, 24, 4, "compression RLE24 at 24 bits a pixel"),
        (40, 24, 4, "a JPEG inside at 24 bits a pixel"),
        (40, 0, 5, "a PNG inside at 0 bits a pixel"),
        (40, 2, 0, "2 bits a pixel"),
        (40, 24, 1, "compression RLE8 at 24 bits a pixel"),
        (40, 24, 9, "compression 9"),
    ] {
        let fault = rendition(&bitmap(length, bits, compression, &[], &[0; 4000])).unwrap_err();
        let what = what.to_owned();
        assert_eq!(fault, Fault::NotSupported { format, what });
    }
    let torn = masks([0xF0F, 0xFF00, 0xFF_0000, 0]);
    let fault = rendition(&bitmap(40, 32, 3, &torn[..12], &[0; 4000])).unwrap_err();
    assert_eq!(fault.code(), "image_broken");
}
