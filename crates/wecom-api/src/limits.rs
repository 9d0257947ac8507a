//! Staying under WeCom's limits (server-api.md §12) by waiting in line.
//!
//! For each endpoint and company a sliding window remembers when calls were
//! let through. Whoever comes is told at once when their turn is, so a wait
//! that would be too long is an error before anybody waits.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::Instant,
};

use crate::{Endpoint, Limit, Whose, token::TokenKey};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
/// One corp, one API.
const PER_CORP: [(u32, Duration); 2] = [(10_000, MINUTE), (150_000, HOUR)];
/// One address, one API: all companies of this client together.
const PER_ADDRESS: [(u32, Duration); 2] = [(20_000, MINUTE), (600_000, HOUR)];
/// A window's calls are counted in so many steps.
const STEPS: u32 = 240;

/// All windows, and how many calls of each API are under way.
pub(crate) struct Limits {
    settings: LimitSettings,
    lines: Mutex<HashMap<Name, Line>>,
}

/// How the client limits itself.
#[derive(Debug, Clone, Copy)]
pub struct LimitSettings {
    /// How many instances share WeCom's limits: each takes so small a part.
    pub instances: u32,
    /// A call that would wait longer for its turn is refused at once.
    pub max_wait: Duration,
    /// Calls of one endpoint for one company at the same time; WeCom refuses
    /// too many (45033) without saying how many that is.
    pub max_concurrent: usize,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self {
            instances: 1,
            max_wait: Duration::from_secs(10),
            max_concurrent: 32,
        }
    }
}

/// Whose calls of what: company, app, path; parts that do not matter are empty.
type Name = (String, String, &'static str);

struct Line {
    windows: Vec<Window>,
    /// The turn of whoever came last: nobody overtakes.
    last: Option<Instant>,
    turns: Arc<Semaphore>,
}

impl Limits {
    pub(crate) fn new(settings: LimitSettings) -> Self {
        Self {
            settings,
            lines: Mutex::default(),
        }
    }

    /// When a call may go.
    ///
    /// # Errors
    /// How long it would wait, if that is too long. Nothing is counted then.
    pub(crate) fn turn<E: Endpoint>(
        &self,
        key: Option<&TokenKey>,
        now: Instant,
    ) -> Result<Turn, Duration> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let names = names::<E>(key);
        for (name, limits) in &names {
            lines
                .entry(name.clone())
                .or_insert_with(|| Line::new(limits, self.settings));
        }
        let at = names
            .iter()
            .map(|(name, _)| lines.get_mut(name).map_or(now, |line| line.earliest(now)))
            .fold(now, Instant::max);
        let wait = at - now;
        if wait > self.settings.max_wait {
            return Err(wait);
        }
        for (name, _) in &names {
            if let Some(line) = lines.get_mut(name) {
                line.take(at);
            }
        }
        let turns = names.first().and_then(|(name, _)| lines.get(name));
        Ok(Turn {
            at,
            turns: turns.map(|line| line.turns.clone()),
        })
    }

    /// The longest that a call waits for its turn.
    pub(crate) fn max_wait(&self) -> Duration {
        self.settings.max_wait
    }
}

/// A place in line.
pub(crate) struct Turn {
    at: Instant,
    turns: Option<Arc<Semaphore>>,
}

impl Turn {
    /// Waits for it. What comes back is held until the answer is there.
    pub(crate) async fn wait(self) -> Option<OwnedSemaphorePermit> {
        // The timer ends at whole milliseconds: asked for now, it ends later.
        if self.at > Instant::now() {
            tokio::time::sleep_until(self.at).await;
        }
        self.turns?.acquire_owned().await.ok()
    }
}

/// The lines a call stands in; the company's own first.
fn names<E: Endpoint>(key: Option<&TokenKey>) -> Vec<(Name, Vec<(u32, Duration)>)> {
    let corp = key.map(TokenKey::corp).unwrap_or_default().to_owned();
    let app = key.map(TokenKey::app).unwrap_or_default();
    let own = |of: Whose| -> Vec<(u32, Duration)> {
        let of_these = E::LIMITS.iter().filter(|limit| limit.of == of);
        of_these
            .map(|limit: &Limit| (limit.calls, limit.window))
            .collect()
    };
    let mut of_corp = PER_CORP.to_vec();
    of_corp.extend(own(Whose::Corp));
    let mut names = vec![
        ((corp.clone(), String::new(), E::PATH), of_corp),
        (
            (String::new(), "*".to_owned(), E::PATH),
            PER_ADDRESS.to_vec(),
        ),
    ];
    let of_app = own(Whose::App);
    if !of_app.is_empty() {
        names.push(((corp, app.to_owned(), E::PATH), of_app));
    }
    names
}

impl Line {
    fn new(limits: &[(u32, Duration)], settings: LimitSettings) -> Self {
        // Calls do not arrive as evenly as they are let through.
        let share = |calls: u32| ((calls - calls / 20) / settings.instances.max(1)).max(1);
        let windows = limits.iter();
        let windows = windows.map(|(calls, length)| Window::new(share(*calls), *length));
        Self {
            windows: windows.collect(),
            last: None,
            turns: Arc::new(Semaphore::new(settings.max_concurrent.max(1))),
        }
    }

    fn earliest(&mut self, now: Instant) -> Instant {
        let mut at = self.last.map_or(now, |last| last.max(now));
        // A later start can only empty the other windows.
        for window in &mut self.windows {
            at = at.max(window.earliest(now));
        }
        at
    }

    fn take(&mut self, at: Instant) {
        self.last = Some(at);
        for window in &mut self.windows {
            window.take(at);
        }
    }
}

/// At most so many calls in any stretch of this length.
struct Window {
    calls: u32,
    length: Duration,
    /// When calls were let through, and how many: together never more than
    /// `calls` within `length`. Times are those of the newest of a step.
    steps: VecDeque<(Instant, u32)>,
    total: u32,
}

impl Window {
    fn new(calls: u32, length: Duration) -> Self {
        Self {
            calls,
            length,
            steps: VecDeque::new(),
            total: 0,
        }
    }

    fn forget(&mut self, now: Instant) {
        while let Some((time, count)) = self.steps.front()
            && *time + self.length <= now
        {
            self.total -= count;
            self.steps.pop_front();
        }
    }

    fn earliest(&mut self, now: Instant) -> Instant {
        self.forget(now);
        match self.steps.front() {
            Some((time, _)) if self.total >= self.calls => *time + self.length,
            _ => now,
        }
    }

    fn take(&mut self, at: Instant) {
        self.forget(at);
        self.total += 1;
        match self.steps.back_mut() {
            // Counting them as of the newest errs on the side of waiting; few
            // calls are remembered one by one.
            Some((time, count))
                if self.calls > STEPS
                    && at - *time < self.length / STEPS
                    && *count < self.calls / STEPS =>
            {
                *time = at;
                *count += 1;
            }
            _ => self.steps.push_back((at, 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::get_api_domain_ip::Request;

    #[tokio::test(start_paused = true)]
    async fn a_turn_that_is_now_waits_for_no_timer() {
        let limits = Limits::new(LimitSettings::default());
        tokio::time::advance(Duration::from_micros(100)).await;
        let now = Instant::now();
        let turn = limits.turn::<Request>(None, now).unwrap();
        assert!(turn.wait().await.is_some());
        assert_eq!(Instant::now(), now);
    }

    #[test]
    fn no_stretch_of_the_windows_length_has_more_calls_than_allowed() {
        let start = Instant::now();
        for (calls, gap) in [(10, 1), (100, 7), (1000, 3), (1000, 0)] {
            let mut window = Window::new(calls, MINUTE);
            let mut now = start;
            let mut turns = Vec::new();
            for _ in 0..calls * 3 {
                let at = window.earliest(now).max(now);
                let at = turns.last().map_or(at, |last: &Instant| at.max(*last));
                window.take(at);
                turns.push(at);
                now += Duration::from_millis(gap);
            }
            for pair in turns.windows(calls as usize + 1) {
                assert!(pair[calls as usize] - pair[0] >= MINUTE);
            }
            // Nor are the calls held back much longer than that.
            let last = turns[calls as usize * 3 - 1] - start;
            assert!(last < MINUTE * 3, "{calls} {last:?}");
            assert!(
                window.steps.len() <= 2 * STEPS as usize + 2,
                "{}",
                window.steps.len()
            );
        }
    }
}
