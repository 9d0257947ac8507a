//! Pictures made ready for the places they go to, away from the threads that
//! answer requests and within a budget of memory and time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::body::Bytes;
use tokio::{sync::Semaphore, task::JoinHandle};
use wecom_share_image::{Bounds, Crop, Fault, Recipe, Rendition, memory_needed, render_until};
use wecom_share_rules::draft;

use crate::{codes::Code, config::ImagesConfig, problem::Problem};

/// What a picture is made into.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Use {
    /// A picture that is a message.
    Picture,
    /// The same in Moments.
    Moments,
    /// A card's cover.
    Cover(Cut),
}

/// How a picture of another shape becomes a cover.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cut {
    Crop(Crop),
    /// Nothing is cut off.
    Pad,
}

impl From<Option<draft::Crop>> for Cut {
    fn from(wanted: Option<draft::Crop>) -> Self {
        match wanted {
            None | Some(draft::Crop::Attention) => Self::Crop(Crop::Attention),
            Some(draft::Crop::Centre) => Self::Crop(Crop::Centre),
            Some(draft::Crop::Pad) => Self::Pad,
            Some(draft::Crop::Focus { x, y }) => Self::Crop(Crop::Focus {
                x: f64::from(x) / 1000.0,
                y: f64::from(y) / 1000.0,
            }),
        }
    }
}

impl Use {
    /// The recipe's name in the store.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Picture => "picture".to_owned(),
            Self::Moments => "moments".to_owned(),
            Self::Cover(Cut::Pad) => "cover/pad".to_owned(),
            Self::Cover(Cut::Crop(Crop::Attention)) => "cover/attention".to_owned(),
            Self::Cover(Cut::Crop(Crop::Centre)) => "cover/centre".to_owned(),
            Self::Cover(Cut::Crop(Crop::Focus { x, y })) => format!("cover/{x:.3},{y:.3}"),
        }
    }

    fn recipe(self) -> Recipe {
        match self {
            Self::Picture => Recipe::picture(),
            Self::Moments => Recipe::moments(),
            Self::Cover(Cut::Pad) => Recipe::card_cover_padded(),
            Self::Cover(Cut::Crop(crop)) => Recipe::card_cover(crop),
        }
    }
}

/// Where pictures are made ready.
#[derive(Debug)]
pub(crate) struct Workshop {
    /// In MiB.
    memory: Arc<Semaphore>,
    budget: u32,
    /// One for each processor.
    benches: Arc<Semaphore>,
    patience: Duration,
}

/// A picture was not made ready.
#[derive(Debug, Clone)]
pub(crate) enum Unmade {
    Fault(Fault),
    TookTooLong { limit: Duration },
}

const MIB: u64 = 1024 * 1024;

impl Workshop {
    pub(crate) fn new(config: &ImagesConfig) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let budget = config.memory_mib.min(u32::MAX >> 3);
        Self {
            memory: Arc::new(Semaphore::new(budget as usize)),
            budget,
            benches: Arc::new(Semaphore::new(processors)),
            patience: Duration::from_secs(config.decode_seconds),
        }
    }

    /// Begins a work as soon as there is a bench, and memory: so many bytes, or
    /// all there is.
    pub(crate) async fn begin<T: Send + 'static>(
        &self,
        needed: u64,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> JoinHandle<T> {
        let share = u32::try_from(needed.div_ceil(MIB)).unwrap_or(u32::MAX);
        // Neither semaphore is ever closed. Nobody with a bench waits for
        // memory, so nobody waits for ever.
        let memory = self.memory.clone();
        let memory = memory.acquire_many_owned(share.min(self.budget)).await;
        let bench = self.benches.clone().acquire_owned().await;
        tokio::task::spawn_blocking(move || {
            // Given back when the work is over, not when nobody waits for it
            // any more.
            let _held = (memory, bench);
            work()
        })
    }

    /// Makes a picture ready. Waits while others use up the memory; one that
    /// alone needs more than there is, is refused by its header.
    pub(crate) async fn make(&self, file: Bytes, wanted: Use) -> Result<Rendition, Unmade> {
        let bounds = Bounds {
            max_memory: u64::from(self.budget) * MIB,
            ..Bounds::DEFAULT
        };
        let recipe = wanted.recipe();
        let needed = memory_needed(&file, &recipe, &bounds).map_err(Unmade::Fault)?;
        let max = bounds.max_memory;
        if needed > max {
            return Err(Unmade::Fault(Fault::TooMuchMemory { needed, max }));
        }
        let given_up = Arc::new(AtomicBool::new(false));
        let stop = given_up.clone();
        let work = move || {
            let stop = || stop.load(Ordering::Relaxed);
            render_until(&file, &recipe, &bounds, &stop)
        };
        let work = self.begin(needed, work).await;
        match tokio::time::timeout(self.patience, work).await {
            Ok(Ok(made)) => made.map_err(Unmade::Fault),
            // A panic over a stranger's file is a fault of the file.
            Ok(Err(_)) => Err(Unmade::Fault(Fault::NotRecognised)),
            Err(_) => {
                given_up.store(true, Ordering::Relaxed);
                Err(Unmade::TookTooLong {
                    limit: self.patience,
                })
            }
        }
    }
}

impl Unmade {
    pub(crate) fn told(&self) -> Problem {
        match self {
            Self::Fault(fault) => told(fault),
            Self::TookTooLong { limit } => Problem::filled(
                Code::ImageTookTooLong,
                &[("limit", &limit.as_secs().to_string())],
            ),
        }
    }
}

fn told(fault: &Fault) -> Problem {
    let text = |number: &dyn ToString| number.to_string();
    match fault {
        Fault::NotRecognised | Fault::TooSmall { .. } => Code::ImageNotRecognised.into(),
        Fault::NotAccepted { format } => {
            Problem::filled(Code::ImageFormatNotAccepted, &[("format", format)])
        }
        Fault::TooLarge { bytes, max } => Problem::filled(
            Code::ImageTooLarge,
            &[("bytes", &text(bytes)), ("limit", &text(max))],
        ),
        Fault::TooManyPixels { width, height, max } => Problem::filled(
            Code::ImageTooManyPixels,
            &[
                ("width", &text(width)),
                ("height", &text(height)),
                ("limit", &text(max)),
            ],
        ),
        Fault::NotSupported { format, what } => Problem::filled(
            Code::ImageNotSupported,
            &[("format", &text(format)), ("detail", what)],
        ),
        Fault::TooMuchMemory { needed, max } => Problem::filled(
            Code::ImageTooMuchMemory,
            &[("needed", &text(needed)), ("limit", &text(max))],
        ),
        Fault::Broken { why, .. } => Problem::filled(Code::ImageBroken, &[("detail", why)]),
        other => Problem::filled(Code::ImageBroken, &[("detail", &other.to_string())]),
    }
}

#[cfg(test)]
mod tests {
    use std::{future::Future, pin::pin, task::Poll};

    use super::*;

    fn workshop(memory_mib: u32) -> Workshop {
        Workshop::new(&ImagesConfig {
            memory_mib,
            ..ImagesConfig::default()
        })
    }

    fn picture(width: u32, height: u32) -> Bytes {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().unwrap();
        writer
            .write_image_data(&vec![7; (width * height * 3) as usize])
            .unwrap();
        writer.finish().unwrap();
        bytes.into()
    }

    #[tokio::test]
    async fn a_picture_waits_outside_while_others_have_the_memory() {
        let workshop = workshop(32);
        let benches = workshop.benches.available_permits();
        let held = workshop.memory.clone().acquire_many_owned(32).await;
        let mut making = pin!(workshop.make(picture(300, 200), Use::Picture));
        let begun = std::future::poll_fn(|context| Poll::Ready(making.as_mut().poll(context)));
        assert!(begun.await.is_pending());
        assert_eq!(workshop.benches.available_permits(), benches);
        drop(held);
        assert_eq!(making.await.unwrap().width, 300);
    }

    #[tokio::test]
    async fn a_copy_of_a_file_waits_for_memory_too_and_one_of_more_than_there_is_gets_all() {
        let workshop = workshop(32);
        let held = workshop.memory.clone().acquire_many_owned(20).await;
        let mut copying = pin!(workshop.begin(20 * MIB, || 1));
        let begun = std::future::poll_fn(|context| Poll::Ready(copying.as_mut().poll(context)));
        assert!(begun.await.is_pending());
        drop(held);
        assert_eq!(copying.await.await.unwrap(), 1);
        let all = workshop.begin(40 * MIB, || 2).await;
        assert_eq!(all.await.unwrap(), 2);
        assert_eq!(workshop.memory.available_permits(), 32);
    }

    #[tokio::test]
    async fn what_takes_too_long_is_given_up_and_gives_its_memory_back() {
        let workshop = Workshop {
            patience: Duration::ZERO,
            ..workshop(256)
        };
        let benches = workshop.benches.available_permits();
        // Far more work than a timer's shortest while.
        let made = workshop.make(picture(4000, 3000), Use::Picture).await;
        let unmade = made.map(|made| made.width).unwrap_err();
        assert!(matches!(unmade, Unmade::TookTooLong { .. }), "{unmade:?}");
        drop(workshop.memory.acquire_many(256).await.unwrap());
        let all = u32::try_from(benches).unwrap();
        drop(workshop.benches.acquire_many(all).await.unwrap());
    }
}
