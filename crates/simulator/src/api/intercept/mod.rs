//! Rules about words that members must not write (server-api.md §8).

pub(super) mod add_intercept_rule;
pub(super) mod del_intercept_rule;
pub(super) mod get_intercept_rule;
pub(super) mod get_intercept_rule_list;
mod shape;
pub(super) mod update_intercept_rule;
