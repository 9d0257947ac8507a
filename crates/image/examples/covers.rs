//! How long covers take: every file of a folder, one at a time and then on all
//! processors.
//!
//! ```text
//! cargo run --release -p wecom-share-image --example covers -- DIR [ROUNDS]
//! ```

use std::{
    error::Error,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use wecom_share_image::{Bounds, Crop, Recipe, render};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("usage: covers DIR [ROUNDS]")?;
    let rounds: usize = args.next().map_or(Ok(10), |rounds| rounds.parse())?;
    let files = files(Path::new(&folder))?;
    let recipe = Recipe::card_cover(Crop::Attention);
    for (name, bytes) in &files {
        let mut fastest = Duration::MAX;
        let mut last = None;
        for _ in 0..rounds.max(1) {
            let (made, took) = timed(|| render(bytes, &recipe, &Bounds::DEFAULT));
            fastest = fastest.min(took);
            last = Some(made);
        }
        let told = match last {
            Some(Ok(made)) => format!(
                "{}×{} → {}×{}, {} bytes, quality {}",
                made.source.width,
                made.source.height,
                made.width,
                made.height,
                made.bytes.len(),
                made.quality
            ),
            Some(Err(fault)) => fault.to_string(),
            None => String::new(),
        };
        println!("{:8.2} ms  {name}  {told}", fastest.as_secs_f64() * 1e3);
    }

    let all = files.len() * rounds.max(1);
    let threads = std::thread::available_parallelism()?.get();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((_, bytes)) = Some(next.fetch_add(1, Ordering::Relaxed))
            .filter(|at| *at < all)
            .and_then(|at| files.get(at % files.len()))
        {
            let _ = render(bytes, &recipe, &Bounds::DEFAULT);
        }
    };
    let ((), took) = timed(|| {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(work);
            }
        });
    });
    let per_second = all as f64 / took.as_secs_f64();
    println!("{per_second:8.1} pictures a second on {threads} threads");
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// A name and what is in the file.
type File = (String, Vec<u8>);

fn files(folder: &Path) -> Result<Vec<File>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.is_file() {
            files.push((path.display().to_string(), std::fs::read(&path)?));
        }
    }
    files.sort();
    if files.is_empty() {
        return Err("there is no file in the folder".into());
    }
    Ok(files)
}
