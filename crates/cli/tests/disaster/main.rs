//! A simulated disaster.
//!
//! The real server, on a real database, talks over loopback HTTP to the real
//! simulator of WeCom; both live in this process and on one clock that only
//! moves when told. Generated sequences of operations run against them: people
//! log in, plan, upload, report and open cards; requests and answers get lost;
//! WeCom refuses, is busy, cuts connections, takes tokens away and calls back,
//! twice and out of order; the clock jumps by minutes or days; the server is
//! restarted, or killed and started on the files as they lie there. After each
//! operation everything that was promised so far is looked up in the database.
//! A sequence that breaks a promise is shrunk by proptest, printed with its
//! seed, and belongs into `reproductions`.
//!
//! `make test` runs a short slice, the same each time; `make disaster` a long
//! one with another seed (`DISASTER_SEED`, `DISASTER_CASES`, `DISASTER_OPS`).
//!
//! # What is a failure
//!
//! - **A share that was answered is gone**, belongs to somebody else, or has
//!   lost its token. (After a kill too: a planned share is answered when it is
//!   committed, and a commit survives the process.)
//! - **A state moves backwards or sideways.** `prepared` becomes one of
//!   `handed_over`, `cancelled` and `failed`, once; the first report that was
//!   answered, or was carried out although its answer got lost, is the one that
//!   counts, and every later answer and every look into the database agrees.
//! - **The quota ledger under-counts**: a receiver of a share that is handed
//!   over lacks a use; or it over-counts: a use without such a share, or two of
//!   one share, because a report was repeated.
//! - **A picture gets a second link** in the same company, or another company's.
//! - **An opening is lost after its answer, or counted twice.**
//! - **An event is lost or handled twice.** An event that was answered with 200
//!   is one row, by whatever repeated, late or reordered deliveries; each row is
//!   handled in the end; no row is an event that was not delivered.
//! - **One company sees another's**: a share read with the other company's
//!   session is anything but not found. Both companies have a member of the
//!   same userid on purpose.
//! - **An answer that does not settle or has no documented shape**: a status
//!   that the OpenAPI document does not name for this address, a body that is
//!   not JSON, an error without code, cause and remedy in both languages. A 500
//!   is always a failure: nothing here fills a disk.
//! - **A secret in an answer or in the log**: an app's secret, a callback's token
//!   or key, a session's token outside the answer to its login, a login code.
//!
//! # What is no failure
//!
//! - **A refusal that is documented.** While WeCom is away, logins, uploads and
//!   lists are refused (502); an expired session (401), a used-up quota (409), a
//!   customer who has left (422) are ordinary answers. What is checked is that a
//!   refusal changes nothing it should not.
//! - **A plan that was made without WeCom.** While it is away a plan goes on
//!   with an older list or with none, and says so in a note; the client checks
//!   the same again. So a plan may name a customer who has just left.
//! - **A share that nobody knows.** When the answer to a plan was lost, the share
//!   is there and stays `prepared`; the phone plans again and has another.
//! - **A picture sent to WeCom twice.** When the answer to the upload was lost,
//!   nobody can tell whether it was carried out; the server may send it again.
//!   What must not happen is two links in the ledger.
//! - **A callback refused as stale**, when it is repeated after the window. WeCom
//!   repeats within seconds.
//! - **A login code lost with its answer.** It works once; the phone asks for
//!   another.
//! - **Time passing in a lease.** An event that a killed server had begun waits
//!   for the end of the lease, one minute of the clock.
//! - **Which of two things at the same moment comes first.** Operations run one
//!   after the other; races are tested elsewhere, with several servers on one
//!   database (`crates/server/tests/it/tokens.rs`, `callbacks.rs`).

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, in its helpers too"
)]

mod front;
mod house;
mod log;
mod model;
mod op;
mod reproductions;
mod run;

use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

fn number(name: &str, otherwise: u32) -> u32 {
    let given = std::env::var(name).ok();
    given.map_or(otherwise, |text| text.parse().unwrap())
}

#[test]
fn whatever_happens_what_was_promised_is_kept() {
    let config = Config {
        cases: number("DISASTER_CASES", 40),
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::default()
    };
    let ops = usize::try_from(number("DISASTER_OPS", 40)).unwrap();
    let seed = number("DISASTER_SEED", 1);
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let chance = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let sequences = proptest::collection::vec(op::ops(), 1..=ops);
    let outcome = TestRunner::new_with_rng(config, chance).run(&sequences, |ops| {
        run::run(&ops).map(drop).map_err(TestCaseError::fail)
    });
    if let Err(broken) = outcome {
        panic!("DISASTER_SEED={seed}: {broken}");
    }
}
