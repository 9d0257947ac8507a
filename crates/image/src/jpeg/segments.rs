//! The file as segments, each behind a marker.

use super::frame::{Frame, Trouble};

pub(super) const START_OF_SCAN: u8 = 0xDA;
pub(super) const END_OF_IMAGE: u8 = 0xD9;

/// SOF0–SOF15 without the three of that range that are something else.
pub(super) fn is_frame_header(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// What can be known without decoding anything.
pub(super) struct Header {
    pub frame: Frame,
    pub scans: usize,
    /// Adobe's word on colours: 0 none, 1 YCbCr, 2 YCCK.
    pub adobe: Option<u8>,
    pub jfif: bool,
}

impl Header {
    /// Of a file that is whole: one frame, and an end behind the last scan.
    pub fn read(bytes: &[u8]) -> Result<Self, Trouble> {
        let broken = |why| Err(Trouble::Broken(why));
        let (mut frame, mut scans, mut adobe, mut jfif) = (None, 0, None, false);
        for segment in Segments::new(bytes) {
            let segment = segment.map_err(|_| Trouble::Broken("a segment is cut off"))?;
            match segment.marker {
                START_OF_SCAN => scans += 1,
                END_OF_IMAGE => {
                    return match frame {
                        Some(frame) if scans > 0 => Ok(Self {
                            frame,
                            scans,
                            adobe,
                            jfif,
                        }),
                        _ => broken("it has no pixels"),
                    };
                }
                0xE0 => jfif |= segment.data.starts_with(b"JFIF\0"),
                0xEE if segment.data.starts_with(b"Adobe") => {
                    adobe = Some(segment.data.get(11).copied().unwrap_or(0));
                }
                marker if is_frame_header(marker) => {
                    if frame.is_some() {
                        return broken("it has two frame headers");
                    }
                    frame = Some(Frame::read(&segment)?);
                }
                _ => {}
            }
        }
        broken("its end is missing")
    }
}

/// Walks from marker to marker; the entropy-coded data of scans is passed over.
pub(super) struct Segments<'a> {
    rest: Option<&'a [u8]>,
}

pub(super) struct Segment<'a> {
    pub marker: u8,
    /// Without its length.
    pub data: &'a [u8],
    /// All that follows.
    pub rest: &'a [u8],
}

impl<'a> Segments<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        // Past the start mark.
        Self {
            rest: bytes.get(2..),
        }
    }

    /// The next marker: the bytes before it are data of a scan, or filling.
    /// 00 after FF is a stuffed FF, D0–D7 restart a scan, FF fills.
    pub fn marker(rest: &'a [u8]) -> Option<(u8, &'a [u8])> {
        let mut at = 0;
        loop {
            at += memchr::memchr(0xFF, rest.get(at..)?)? + 1;
            match *rest.get(at)? {
                0x00 | 0x01 | 0xD0..=0xD7 => at += 1,
                0xFF => {}
                marker => return Some((marker, &rest[at + 1..])),
            }
        }
    }

    fn segment(marker: u8, rest: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
        if marker == END_OF_IMAGE {
            return Some((&[], rest));
        }
        let (length, _) = rest.split_first_chunk()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let data = rest.get(2..length)?;
        Some((data, rest.get(length..)?))
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Result<Segment<'a>, String>;

    fn next(&mut self) -> Option<Self::Item> {
        let (marker, rest) = Self::marker(self.rest.take()?)?;
        let Some((data, rest)) = Self::segment(marker, rest) else {
            return Some(Err(format!("its segment {marker:02X} is cut off")));
        };
        self.rest = Some(rest);
        Some(Ok(Segment { marker, data, rest }))
    }
}
