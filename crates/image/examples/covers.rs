//! The covers of all pictures of a folder, for so many seconds by so many jobs at
//! once; prints JSON for `tests/bench/pictures.mjs`. No job at all: the processor
//! time of each picture by itself, the mean of so many seconds. With two more
//! folders the covers are written instead, each within the bytes of its namesake
//! in the last.
//!
//! ```text
//! cargo run --release -p wecom-share-image --example covers -- DIR SECONDS JOBS [OUT BUDGETS]
//! ```

use std::{
    error::Error,
    fs,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use wecom_share_image::{Bounds, Crop, Recipe, memory_needed, render};

/// What sharp and Pillow are asked for, too.
const QUALITY: u8 = 80;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, seconds, jobs, rest @ ..] = &args[..] else {
        return Err("usage: covers DIR SECONDS JOBS [OUT BUDGETS]".into());
    };
    let files = files(Path::new(folder))?;
    let recipe = Recipe {
        quality: QUALITY..=QUALITY,
        ..Recipe::card_cover(Crop::Centre)
    };
    if let [out, budgets] = rest {
        return write(&files, &recipe, Path::new(out), Path::new(budgets));
    }
    let length = Duration::from_secs_f64(seconds.parse()?);
    if jobs == "0" {
        return each(&files, &recipe, length);
    }
    let next = AtomicUsize::new(0);
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..jobs.parse()? {
            scope.spawn(|| {
                while began.elapsed() < length {
                    let (_, file) = &files[next.fetch_add(1, Ordering::Relaxed) % files.len()];
                    let _ = render(file, &recipe, &Bounds::DEFAULT);
                }
            });
        }
        Ok::<_, std::num::ParseIntError>(())
    })?;
    let made = next.into_inner() as f64;
    println!(
        "{{\"perSecond\":{},\"cpu\":{},\"peak\":{}}}",
        made / began.elapsed().as_secs_f64(),
        processor_milliseconds()? / made,
        peak_megabytes()?,
    );
    Ok(())
}

fn each(files: &[File], recipe: &Recipe, length: Duration) -> Result<(), Box<dyn Error>> {
    let mut found = Vec::new();
    for (name, file) in files {
        let (began, before) = (Instant::now(), thread_milliseconds()?);
        let mut many = 0.0;
        while began.elapsed() < length {
            let _ = render(file, recipe, &Bounds::DEFAULT);
            many += 1.0;
        }
        let mean = (thread_milliseconds()? - before) / many;
        found.push(format!("\"{name}\":{mean}"));
    }
    println!("{{{}}}", found.join(","));
    Ok(())
}

fn write(
    files: &[File],
    recipe: &Recipe,
    out: &Path,
    budgets: &Path,
) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(out)?;
    for (name, file) in files {
        let name = format!("{name}.jpg");
        let recipe = Recipe {
            max_bytes: fs::metadata(budgets.join(&name))?.len().try_into()?,
            quality: 1..=100,
            ..recipe.clone()
        };
        let mut fastest = Duration::MAX;
        for _ in 0..3 {
            let began = Instant::now();
            let _ = render(file, &Recipe::card_cover(Crop::Centre), &Bounds::DEFAULT);
            fastest = fastest.min(began.elapsed());
        }
        let made = render(file, &recipe, &Bounds::DEFAULT)?;
        let memory = memory_needed(file, &recipe, &Bounds::DEFAULT)?;
        let quality = made.quality.map_or("kept".to_owned(), |it| it.to_string());
        eprintln!(
            "{name}: {:.1} ms, {} bytes, quality {quality}, {memory} bytes of memory",
            fastest.as_secs_f64() * 1e3,
            made.bytes.len(),
        );
        fs::write(out.join(name), made.bytes)?;
    }
    Ok(())
}

/// Of this thread; Linux counts nanoseconds, but adds them up only every few
/// milliseconds.
fn thread_milliseconds() -> Result<f64, Box<dyn Error>> {
    let stat = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = stat.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds / 1e6)
}

/// Of this process, in user and kernel; Linux counts hundredths of a second.
fn processor_milliseconds() -> Result<f64, Box<dyn Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').ok_or("no process name")?;
    let field = |at: usize| {
        fields
            .split_whitespace()
            .nth(at)
            .and_then(|it| it.parse().ok())
    };
    let ticks: f64 = field(11)
        .zip(field(12))
        .map(|(user, kernel): (f64, f64)| user + kernel)
        .ok_or("no times")?;
    Ok(ticks * 10.0)
}

fn peak_megabytes() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: f64 = line
        .and_then(|it| it.split_whitespace().next())
        .ok_or("no VmHWM")?
        .parse()?;
    Ok(kilobytes / 1024.0)
}

/// A name and what is in the file.
type File = (String, Vec<u8>);

fn files(folder: &Path) -> Result<Vec<File>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            files.push((name.into_owned(), fs::read(&path)?));
        }
    }
    files.sort();
    Ok(files)
}
