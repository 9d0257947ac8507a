//! Whether to go on: a decoder of somebody else's can be left only where it
//! asks for more of the file, ours between any two rows.

use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};

use crate::Fault;

/// Says whether the work is to be given up.
#[derive(Clone, Copy)]
pub(crate) struct Watch<'a>(&'a dyn Fn() -> bool);

impl<'a> Watch<'a> {
    pub fn new(stop: &'a dyn Fn() -> bool) -> Self {
        Self(stop)
    }

    pub fn check(self) -> Result<(), Fault> {
        if (self.0)() {
            return Err(Fault::Abandoned);
        }
        Ok(())
    }

    /// What a decoder made of its file ending early was no fault of the file.
    pub fn blame(self, fault: Fault) -> Fault {
        self.check().err().unwrap_or(fault)
    }

    pub fn file(self, bytes: &'a [u8]) -> File<'a> {
        File {
            bytes: Cursor::new(bytes),
            watch: self,
        }
    }
}

/// A file that cannot be read any more once the work is given up.
pub(crate) struct File<'a> {
    bytes: Cursor<&'a [u8]>,
    watch: Watch<'a>,
}

impl File<'_> {
    /// How much is handed over at once.
    const PIECE: usize = 16 * 1024;

    fn ask(&self) -> io::Result<()> {
        let given_up = |_| io::Error::from(io::ErrorKind::TimedOut);
        self.watch.check().map_err(given_up)
    }
}

impl Read for File<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let piece = self.fill_buf()?;
        let many = piece.len().min(to.len());
        to[..many].copy_from_slice(&piece[..many]);
        self.consume(many);
        Ok(many)
    }
}

impl BufRead for File<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        // A decoder may ask for every byte: the clock is looked at less often.
        if self.bytes.position().is_multiple_of(Self::PIECE as u64) {
            self.ask()?;
        }
        let to_next = Self::PIECE - self.bytes.position() as usize % Self::PIECE;
        let rest = self.bytes.fill_buf()?;
        Ok(&rest[..rest.len().min(to_next)])
    }

    fn consume(&mut self, many: usize) {
        self.bytes.consume(many);
    }
}

impl Seek for File<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}
