//! One hand for both: in the demo the server reads the simulator's clock, so that "tomorrow" is tomorrow for both.

use std::sync::Arc;

use wecom_share_simulator::MovableClock;

#[derive(Debug)]
pub struct SharedClock(pub Arc<MovableClock>);

impl wecom_share_server::Clock for SharedClock {
    fn now(&self) -> jiff::Timestamp {
        self.0.now()
    }
}
