//! The product album (server-api.md §8).

pub(super) mod add_product_album;
pub(super) mod delete_product_album;
pub(super) mod get_product_album;
pub(super) mod get_product_album_list;
mod shape;
pub(super) mod update_product_album;

pub(super) use shape::refusal;
