//! Corp tags and the tags of rule groups (server-api.md §4.9): the same four calls for each, and the marking.

pub(super) mod add_corp_tag;
pub(super) mod add_strategy_tag;
pub(super) mod del_corp_tag;
pub(super) mod del_strategy_tag;
pub(super) mod edit_corp_tag;
pub(super) mod edit_strategy_tag;
pub(super) mod get_corp_tag_list;
pub(super) mod get_strategy_tag_list;
pub(super) mod mark_tag;
mod shape;
