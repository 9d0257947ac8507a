//! What WeCom demands of a share: drafts, page paths, limits, quotas, errors and plans. No I/O, no clock, no async.
