//! Sequences that broke a promise once, shrunk, and some that look as if they
//! might.

use crate::{
    op::{Fault, Lost, Op, Said},
    run::run,
};

const LOGIN: Op = Op::Login {
    corp: 0,
    lost: Lost::Nothing,
};
const PLAN: Op = Op::Plan {
    session: 0,
    customers: 1,
    lost: Lost::Nothing,
};

fn report(said: Said, lost: Lost) -> Op {
    Op::Report {
        share: 0,
        said,
        lost,
    }
}

#[test]
fn a_report_whose_answer_was_lost_counts_once_and_first_over_a_kill() {
    let ops = [
        LOGIN,
        PLAN,
        report(Said::Ok, Lost::Response),
        Op::Kill,
        report(Said::Cancel, Lost::Nothing),
        report(Said::Ok, Lost::Nothing),
    ];
    assert_eq!(run(&ops).unwrap().shares, 1);
}

#[test]
fn an_event_delivered_twice_and_again_after_a_restart_is_one() {
    let ops = [
        Op::Fault {
            fault: Fault::CallbackTwice,
            calls: 3,
        },
        Op::Meet {
            corp: 0,
            comes: false,
        },
        Op::Meet {
            corp: 0,
            comes: true,
        },
        Op::Deliver,
        Op::Kill,
        Op::Advance { minutes: 2 },
        Op::Redeliver { which: 0 },
        Op::Restart,
        Op::Redeliver { which: 1 },
        Op::Advance { minutes: 30 },
        Op::Redeliver { which: 0 },
    ];
    assert_eq!(run(&ops).unwrap().events, 2);
}

#[test]
fn a_storm_of_expired_tokens_ends_with_everything_in_place() {
    let upload = Op::Upload {
        session: 0,
        picture: 0,
        lost: Lost::Nothing,
    };
    let ops = [
        LOGIN,
        PLAN,
        Op::Fault {
            fault: Fault::TokenExpired,
            calls: 1,
        },
        // Each is refused with two tokens, and no third is asked for.
        upload.clone(),
        Op::Advance { minutes: 2 },
        upload.clone(),
        report(Said::Ok, Lost::Nothing),
        Op::Advance { minutes: 2 },
        upload,
        PLAN,
    ];
    let reached = run(&ops).unwrap();
    assert!(reached.shares == 1 && reached.pictures == 1, "{reached:?}");
}

#[test]
fn a_picture_whose_answer_wecom_lost_gets_one_link() {
    let upload = Op::Upload {
        session: 0,
        picture: 1,
        lost: Lost::Nothing,
    };
    let ops = [
        LOGIN,
        Op::Fault {
            fault: Fault::CutAfter,
            calls: 1,
        },
        upload.clone(),
        upload.clone(),
        Op::Kill,
        upload,
    ];
    assert_eq!(run(&ops).unwrap().pictures, 1);
}
