//! A list in a fixed order whose items are found by their id.
//!
//! A world may have a million customers: the ids are kept once, in the items; finding costs five bytes an item.

use std::fmt;
use std::hash::BuildHasher as _;
use std::ops::Deref;

use hashbrown::{DefaultHashBuilder, HashTable};

/// What has an id of its own among its like.
pub trait Named {
    fn id(&self) -> &str;
}

/// Reads as a slice. Items are added and taken away by the world only, which keeps its indexes right.
pub struct Directory<T> {
    items: Vec<T>,
    /// Places in `items`, by the hash of the id there.
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl<T: Named> Directory<T> {
    pub(super) fn with_capacity(size: usize) -> Self {
        Self {
            items: Vec::with_capacity(size),
            places: HashTable::with_capacity(size),
            hasher: DefaultHashBuilder::default(),
        }
    }

    pub fn get(&self, id: &str) -> Option<&T> {
        self.items.get(self.place(id)?)
    }

    pub(super) fn place(&self, id: &str) -> Option<usize> {
        let same = |place: &u32| self.items[*place as usize].id() == id;
        let place = self.places.find(self.hasher.hash_one(id), same)?;
        Some(*place as usize)
    }

    /// The item must keep its id.
    pub(super) fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        let place = self.place(id)?;
        self.items.get_mut(place)
    }

    /// Adds at the end; gives the item back if its id is taken.
    pub(super) fn add(&mut self, item: T) -> Result<usize, T> {
        if self.place(item.id()).is_some() {
            return Err(item);
        }
        let place = self.items.len();
        let Ok(short) = u32::try_from(place) else {
            return Err(item);
        };
        let (items, hasher) = (&self.items, &self.hasher);
        let hash = hasher.hash_one(item.id());
        self.places.insert_unique(hash, short, |place| {
            hasher.hash_one(items[*place as usize].id())
        });
        self.items.push(item);
        Ok(place)
    }

    /// Takes one away; those behind it move up by one place.
    pub(super) fn remove(&mut self, id: &str) -> Option<T> {
        let place = self.place(id)?;
        let removed = self.items.remove(place);
        let items = std::mem::take(&mut self.items);
        *self = Self::with_capacity(items.len());
        for item in items {
            // Ids were unique before, so they are now.
            let _ = self.add(item);
        }
        Some(removed)
    }
}

impl<T> Deref for Directory<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T: Clone> Clone for Directory<T> {
    fn clone(&self) -> Self {
        Self {
            items: self.items.clone(),
            places: self.places.clone(),
            hasher: self.hasher.clone(),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Directory<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.items).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Named for &str {
        fn id(&self) -> &str {
            self
        }
    }

    #[test]
    fn what_is_added_is_found_until_it_is_taken_away_and_the_order_stays() {
        let mut list = Directory::with_capacity(0);
        for id in ["c", "a", "b"] {
            list.add(id).unwrap();
        }
        assert_eq!(list.add("a"), Err("a"));
        assert_eq!(list.remove("c"), Some("c"));
        assert_eq!(list.remove("c"), None);
        assert_eq!(list.get("b"), Some(&"b"));
        assert_eq!(&list[..], ["a", "b"]);
    }
}
