//! The chunks of a WebP file (RFC 9649 §2), and which of them make its picture.

use super::{lossless, lossy};

/// Name and length.
const HEAD: usize = 8;

pub(crate) struct Chunk<'a> {
    pub name: [u8; 4],
    /// Shorter than it says when the file was cut.
    pub data: &'a [u8],
    /// With its head and what fills it up to an even length.
    pub stored: &'a [u8],
    cut: bool,
}

/// Up to the end of the file, or what it says is its end.
pub(crate) struct Chunks<'a>(&'a [u8]);

impl<'a> Chunks<'a> {
    /// "RIFF", the length of what follows, "WEBP".
    const FILE_HEAD: usize = 12;

    pub fn of_file(bytes: &'a [u8]) -> Self {
        let end = declared(bytes).unwrap_or(0).min(bytes.len());
        Self(bytes.get(Self::FILE_HEAD..end).unwrap_or_default())
    }
}

/// How long a file says it is.
pub(crate) fn declared(bytes: &[u8]) -> Option<usize> {
    let length = u32::from_le_bytes(*bytes.get(4..)?.first_chunk()?);
    (length as usize).checked_add(HEAD)
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Chunk<'a>;

    fn next(&mut self) -> Option<Chunk<'a>> {
        let (head, after) = self.0.split_first_chunk::<HEAD>()?;
        let [name @ .., a, b, c, d] = *head;
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        let padded = length.saturating_add(HEAD + (length & 1));
        let (stored, rest) = self.0.split_at(padded.min(self.0.len()));
        self.0 = rest;
        Some(Chunk {
            name,
            data: &after[..length.min(after.len())],
            stored,
            cut: length > after.len(),
        })
    }
}

/// The picture, or the first one of many: where it stands on its canvas.
pub(super) struct Still<'a> {
    pub canvas: (u32, u32),
    /// Left and top.
    pub corner: (u32, u32),
    pub size: (u32, u32),
    pub coded: Coded<'a>,
    /// ICC.
    pub profile: Option<&'a [u8]>,
}

#[derive(Clone, Copy)]
pub(super) enum Coded<'a> {
    /// `VP8 `, and `ALPH`.
    Lossy(&'a [u8], Option<&'a [u8]>),
    /// `VP8L`.
    Lossless(&'a [u8]),
}

const ANIMATED: u8 = 0x02;
const HAS_PROFILE: u8 = 0x20;

impl<'a> Still<'a> {
    /// From headers. Of a file that is shorter than it says nothing is read.
    pub fn read(bytes: &'a [u8]) -> Result<Self, String> {
        if declared(bytes).is_none_or(|length| length > bytes.len()) {
            return Err(CUT.to_owned());
        }
        let mut chunks = Chunks::of_file(bytes).peekable();
        let Some(extended) = chunks.next_if(|chunk| chunk.name == *b"VP8X") else {
            let (coded, size) = picture(chunks)?;
            return Ok(Self {
                canvas: size,
                corner: (0, 0),
                size,
                coded,
                profile: None,
            });
        };
        let [flags, _, _, _, sides @ ..] = extended.data else {
            return Err("its VP8X chunk is too short".to_owned());
        };
        let &[w1, w2, w3, h1, h2, h3] = sides else {
            return Err("its VP8X chunk has another length than 10 bytes".to_owned());
        };
        let canvas = (side([w1, w2, w3]), side([h1, h2, h3]));
        let mut profile = None;
        let mut chunks = chunks.inspect(|chunk| {
            if chunk.name == *b"ICCP" && !chunk.cut && flags & HAS_PROFILE != 0 {
                profile = Some(chunk.data);
            }
        });
        let (corner, told, (coded, size)) = if flags & ANIMATED == 0 {
            ((0, 0), canvas, picture(chunks)?)
        } else {
            let frame = chunks.find(|chunk| chunk.name == *b"ANMF");
            frame_of(&frame.ok_or("it has no frame")?)?
        };
        if size != told {
            return Err("its picture is of another size than its header says".to_owned());
        }
        // All are of 25 bits at the most.
        if corner.0 + size.0 > canvas.0 || corner.1 + size.1 > canvas.1 {
            return Err("its first frame is not inside its canvas".to_owned());
        }
        Ok(Self {
            canvas,
            corner,
            size,
            coded,
            profile,
        })
    }
}

const CUT: &str = "its end is missing";

/// One less than it is, in 24 bits.
fn side([low, middle, high]: [u8; 3]) -> u32 {
    u32::from_le_bytes([low, middle, high, 0]) + 1
}

type Size = (u32, u32);

/// Corner, size, and the picture of an `ANMF` chunk.
fn frame_of<'a>(chunk: &Chunk<'a>) -> Result<(Size, Size, (Coded<'a>, Size)), String> {
    let head = chunk.data.split_first_chunk::<16>();
    let (head, rest) = head.ok_or("its first frame is cut off")?;
    let &[x1, x2, x3, y1, y2, y3, w1, w2, w3, h1, h2, h3, ..] = head;
    // Halves.
    let corner = |bytes| (side(bytes) - 1) * 2;
    Ok((
        (corner([x1, x2, x3]), corner([y1, y2, y3])),
        (side([w1, w2, w3]), side([h1, h2, h3])),
        picture(Chunks(rest))?,
    ))
}

/// Chunks that are not known are passed over.
fn picture<'a>(chunks: impl Iterator<Item = Chunk<'a>>) -> Result<(Coded<'a>, Size), String> {
    let mut alpha = None;
    for chunk in chunks {
        let coded = match &chunk.name {
            b"ALPH" => {
                alpha = Some(chunk.data);
                continue;
            }
            b"VP8 " => Coded::Lossy(chunk.data, alpha),
            b"VP8L" => Coded::Lossless(chunk.data),
            _ => continue,
        };
        if chunk.cut {
            return Err(CUT.to_owned());
        }
        let size = match coded {
            Coded::Lossy(data, _) => lossy::measure(data),
            Coded::Lossless(data) => lossless::measure(data),
        };
        return Ok((coded, size?));
    }
    Err("it has no picture".to_owned())
}
