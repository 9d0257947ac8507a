//! What the files that are made are called: nothing is written over another of
//! them, nor over a file that was given.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::Channel;

pub(super) struct Names<'a> {
    folder: &'a Path,
    channel: Channel,
    given: HashSet<PathBuf>,
    taken: HashSet<String>,
}

impl<'a> Names<'a> {
    /// In a folder that is there.
    pub(super) fn new(folder: &'a Path, channel: Channel, given: &[PathBuf]) -> Self {
        // What has no real path is read by nobody and so cannot be lost.
        let given = given.iter().filter_map(|file| file.canonicalize().ok());
        Self {
            folder,
            channel,
            given: given.collect(),
            taken: HashSet::new(),
        }
    }

    /// `poster.card-cover.jpg`; a second poster of another folder gets a number.
    pub(super) fn of(&mut self, file: &Path) -> PathBuf {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let channel = self.channel.name();
        let mut name = format!("{stem}.{channel}.jpg");
        let mut number = 2;
        // File systems there are which know no capitals.
        while self.is_given(&name) || !self.taken.insert(name.to_lowercase()) {
            name = format!("{stem}-{number}.{channel}.jpg");
            number += 1;
        }
        self.folder.join(name)
    }

    fn is_given(&self, name: &str) -> bool {
        let made = self.folder.join(name);
        [preview(&made), made]
            .iter()
            .filter_map(|file| file.canonicalize().ok())
            .any(|file| self.given.contains(&file))
    }
}

/// `poster.card-cover.jpg` is seen in `poster.preview.png`.
pub(super) fn preview(made: &Path) -> PathBuf {
    made.with_extension("").with_extension("preview.png")
}
