//! What may happen.

use proptest::prelude::*;

/// One thing that happens. Numbers choose among what there is, round and
/// round; what chooses among nothing does nothing.
#[derive(Debug, Clone)]
pub enum Op {
    Login {
        corp: u8,
        lost: Lost,
    },
    Plan {
        session: u8,
        customers: u8,
        lost: Lost,
    },
    Report {
        share: u8,
        said: Said,
        lost: Lost,
    },
    Open {
        share: u8,
        event: u8,
        lost: Lost,
    },
    Upload {
        session: u8,
        picture: u8,
        lost: Lost,
    },
    List {
        session: u8,
        groups: bool,
    },
    /// A customer leaves a member, or comes back: an event for the app.
    Meet {
        corp: u8,
        comes: bool,
    },
    /// Events on their way arrive.
    Deliver,
    /// One that had arrived does so again.
    Redeliver {
        which: u8,
    },
    Fault {
        fault: Fault,
        calls: u8,
    },
    FaultsEnd,
    Advance {
        minutes: u16,
    },
    /// In good order.
    Restart,
    /// As by SIGKILL: on the files as they are now.
    Kill,
}

/// What the phone's network loses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    Nothing,
    Request,
    Response,
}

/// What the client answered to a share.
#[derive(Debug, Clone, Copy)]
pub enum Said {
    Ok,
    Cancel,
    Fail,
}

/// By the names of the simulator's control API.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    CutBefore,
    CutAfter,
    Busy,
    RateLimited,
    /// Whatever token is shown: with many calls, a storm.
    TokenExpired,
    /// Only pictures, so that a case does not take minutes.
    PictureTimesOut,
    CallbackTwice,
    CallbackOutOfOrder,
}

fn lost() -> impl Strategy<Value = Lost> {
    prop_oneof![
        6 => Just(Lost::Nothing),
        1 => Just(Lost::Request),
        2 => Just(Lost::Response),
    ]
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        2 => Just(Fault::CutBefore),
        2 => Just(Fault::CutAfter),
        1 => Just(Fault::Busy),
        1 => Just(Fault::RateLimited),
        3 => Just(Fault::TokenExpired),
        1 => Just(Fault::PictureTimesOut),
        2 => Just(Fault::CallbackTwice),
        2 => Just(Fault::CallbackOutOfOrder),
    ]
}

pub fn ops() -> impl Strategy<Value = Op> {
    let said = prop_oneof![4 => Just(Said::Ok), 1 => Just(Said::Cancel), 1 => Just(Said::Fail)];
    let minutes = prop_oneof![6 => 1..4u16, 2 => 4..200u16, 1 => 1000..5000u16];
    prop_oneof![
        5 => (any::<u8>(), lost()).prop_map(|(corp, lost)| Op::Login { corp, lost }),
        8 => (any::<u8>(), any::<u8>(), lost())
            .prop_map(|(session, customers, lost)| Op::Plan { session, customers, lost }),
        8 => (any::<u8>(), said, lost())
            .prop_map(|(share, said, lost)| Op::Report { share, said, lost }),
        4 => (any::<u8>(), 0..3u8, lost())
            .prop_map(|(share, event, lost)| Op::Open { share, event, lost }),
        4 => (any::<u8>(), 0..2u8, lost())
            .prop_map(|(session, picture, lost)| Op::Upload { session, picture, lost }),
        2 => (any::<u8>(), any::<bool>()).prop_map(|(session, groups)| Op::List { session, groups }),
        5 => (any::<u8>(), any::<bool>()).prop_map(|(corp, comes)| Op::Meet { corp, comes }),
        6 => Just(Op::Deliver),
        6 => any::<u8>().prop_map(|which| Op::Redeliver { which }),
        5 => (fault(), 1..4u8).prop_map(|(fault, calls)| Op::Fault { fault, calls }),
        2 => Just(Op::FaultsEnd),
        5 => minutes.prop_map(|minutes| Op::Advance { minutes }),
        2 => Just(Op::Restart),
        2 => Just(Op::Kill),
    ]
}
