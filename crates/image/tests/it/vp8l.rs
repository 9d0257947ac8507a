//! Writes lossless WebP files bit by bit, also such as no encoder writes.

#[derive(Default, Clone)]
pub struct Bits {
    bytes: Vec<u8>,
    /// Of the last byte.
    used: u32,
}

impl Bits {
    pub fn put(&mut self, number: u32, many: u32) -> &mut Self {
        for at in 0..many {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let bit = (number >> at & 1) as u8;
            if let Some(last) = self.bytes.last_mut() {
                *last |= bit << (self.used % 8);
            }
            self.used += 1;
        }
        self
    }

    /// The header of a picture: transforms follow.
    pub fn picture(width: u32, height: u32) -> Self {
        let mut bits = Self::default();
        bits.put(0x2F, 8).put(width - 1, 14).put(height - 1, 14);
        bits.put(1, 1).put(0, 3);
        bits
    }

    /// A code of nothing but this symbol, which is below 256.
    pub fn one(&mut self, symbol: u32) -> &mut Self {
        self.put(0b101, 3).put(symbol, 8)
    }

    /// No more transforms, no cache, no parts: codes follow.
    pub fn codes(&mut self) -> &mut Self {
        self.put(0, 3)
    }

    /// Codes of one symbol each: every pixel has this colour.
    pub fn plain(&mut self, [red, green, blue, alpha]: [u8; 4]) -> &mut Self {
        for symbol in [green, red, blue, alpha, 0] {
            self.one(symbol.into());
        }
        self
    }

    /// A code by the lengths of the codes of the first symbols.
    pub fn lengths(&mut self, lengths: &[u32]) -> &mut Self {
        // Four bits for each length: all lengths have codes of four bits, but for
        // those that repeat, of which there are none.
        self.put(0, 1).put(15, 4);
        for place in 0..19 {
            // 17, 18, and after six more 16.
            self.put(if matches!(place, 0 | 1 | 8) { 0 } else { 4 }, 3);
        }
        let many = lengths.len() as u32;
        self.put(1, 1).put(4, 3).put(many - 2, 10);
        for length in lengths {
            self.put(length.reverse_bits() >> 28, 4);
        }
        self
    }

    /// 256 symbols by eight bits each, in an alphabet that may have more.
    pub fn bytes(&mut self) -> &mut Self {
        self.lengths(&[8; 256])
    }

    /// One of those.
    pub fn byte(&mut self, byte: u32) -> &mut Self {
        self.put(byte.reverse_bits() >> 24, 8)
    }

    pub fn file(&self) -> Vec<u8> {
        file(&[(*b"VP8L", &self.bytes)])
    }

    pub fn data(&self) -> &[u8] {
        &self.bytes
    }

    fn append(&mut self, other: &Self) {
        let whole = other.used / 8;
        for byte in &other.bytes[..whole as usize] {
            self.put((*byte).into(), 8);
        }
        if !other.used.is_multiple_of(8) {
            self.put(other.bytes[whole as usize].into(), other.used % 8);
        }
    }
}

/// The chunks of a file.
pub fn file(chunks: &[([u8; 4], &[u8])]) -> Vec<u8> {
    let body = chunks.iter().flat_map(|(name, data)| chunk(*name, data));
    chunk(
        *b"RIFF",
        &b"WEBP".iter().copied().chain(body).collect::<Vec<_>>(),
    )
}

pub fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let length = (data.len() as u32).to_le_bytes();
    let padding = &[0][..data.len() % 2];
    [&name, &length[..], data, padding].concat()
}

/// `VP8X`: flags and the size of the canvas.
pub fn extended(flags: u8, width: u32, height: u32) -> Vec<u8> {
    let [w1, w2, w3, _] = (width - 1).to_le_bytes();
    let [h1, h2, h3, _] = (height - 1).to_le_bytes();
    vec![flags, 0, 0, 0, w1, w2, w3, h1, h2, h3]
}

/// A picture of 1024×1024 pixels of which every square of 4×4 has a group of codes
/// of its own: 65,536 groups, whose tables take as much as they can of what a code
/// of a few bytes can ask for.
pub fn bomb_of_codes() -> Vec<u8> {
    let mut bits = Bits::picture(1024, 1024);
    bits.put(0, 1);
    // No cache; parts, of 4×4, whose numbers have their lower byte in green.
    bits.put(0, 1).put(1, 1).put(0, 3);
    bits.put(0, 1).bytes().bytes().one(0).one(0).one(0);
    for group in 0..65_536 {
        bits.byte(group & 255).byte(group >> 8);
    }
    let mut group = Bits::default();
    for _ in 0..5 {
        group.lengths(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15]);
    }
    for _ in 0..65_536 {
        bits.append(&group);
    }
    // Pixels of one bit for each of their four channels.
    for _ in 0..1024 * 1024 {
        bits.put(0, 4);
    }
    bits.file()
}
