//! How a picture of another shape becomes a card's cover.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Which part of a cover is kept. Written `attention`, `centre`, `pad`, or `0.5,0.2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Crop {
    /// Where most is to be seen.
    Attention,
    Centre,
    /// Nothing is cut off; white is added.
    Pad,
    /// As near to this point as can be, in thousandths from the left and the top.
    Focus {
        x: u16,
        y: u16,
    },
}

impl Crop {
    /// What may be written, for a message.
    pub const KNOWN: &str = "attention, centre, pad, 0.5,0.2";

    /// Reads what was written.
    pub fn read(text: &str) -> Option<Self> {
        match text {
            "attention" => Some(Self::Attention),
            "centre" => Some(Self::Centre),
            "pad" => Some(Self::Pad),
            point => {
                let (x, y) = point.split_once(',')?;
                let (x, y) = (thousandths(x)?, thousandths(y)?);
                Some(Self::Focus { x, y })
            }
        }
    }
}

/// `0`, `1`, `0.5`, `1.0`: from 0 to 1, and nothing else that a float could be.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let within = whole == "0" || whole == "1" && part.bytes().all(|byte| byte == b'0');
    if !digits || !within {
        return None;
    }
    let share: f64 = text.parse().ok()?;
    // From 0 to 1000.
    Some((share * 1000.0).round() as u16)
}

impl fmt::Display for Crop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attention => f.write_str("attention"),
            Self::Centre => f.write_str("centre"),
            Self::Pad => f.write_str("pad"),
            Self::Focus { x, y } => {
                write!(f, "{},{}", f64::from(*x) / 1000.0, f64::from(*y) / 1000.0)
            }
        }
    }
}

impl TryFrom<String> for Crop {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::read(&text).ok_or("a crop is attention, centre, pad, or X,Y from 0 to 1")
    }
}

impl From<Crop> for String {
    fn from(crop: Crop) -> Self {
        crop.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Crop;

    #[test]
    fn a_crop_is_read_as_it_is_written() {
        for text in [
            "attention",
            "centre",
            "pad",
            "0.5,0.2",
            "0,1",
            "0.125,0.999",
        ] {
            assert_eq!(
                Crop::read(text).map(|it| it.to_string()).as_deref(),
                Some(text)
            );
        }
        for other in [
            "", "center", "0.5", "0.5,", "1.1,0", "-0,0", "NaN,0", "0.5;0.5", "0..5,0", "1e-1,0",
            " 0,0",
        ] {
            assert_eq!(Crop::read(other), None, "{other}");
        }
    }
}
