//! Corp tags and strategy tags (server-api.md §4.9): one list of groups per company, begun with the world file's.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Chance;
use crate::world::World;

/// Corp and strategy tags together.
const MOST: usize = 10_000;

#[derive(Debug, Default)]
pub(crate) struct Tags {
    by_corp: BTreeMap<String, Vec<Group>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub id: String,
    pub name: String,
    pub order: u32,
    pub create_time: i64,
    /// The rule group (规则组), or the whole company.
    pub strategy: Option<i64>,
    pub tags: Vec<Tag>,
    pub deleted: bool,
    /// The app that made it; `None`: it was there, or was made by hand.
    pub maker: Option<i64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub id: String,
    pub name: String,
    pub order: u32,
    pub create_time: i64,
    pub deleted: bool,
    pub maker: Option<i64>,
}

/// What is to be added.
#[derive(Debug)]
pub(crate) struct Wanted<'a> {
    pub group_id: Option<&'a str>,
    pub group_name: Option<&'a str>,
    pub order: u32,
    pub strategy: Option<i64>,
    /// Names and orders.
    pub tags: Vec<(&'a str, u32)>,
    /// `None`: a person, in the console.
    pub maker: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagFault {
    /// 40068
    Unknown,
    /// 40071
    NameTaken,
    /// 40126
    TooMany,
    /// Made by another app: 60011.
    NotMine,
}

impl Tags {
    pub fn new(world: &World) -> Self {
        let mut by_corp = BTreeMap::new();
        for company in &world.companies {
            let groups = company
                .tag_groups
                .iter()
                .map(|it| Group {
                    id: it.id.clone(),
                    name: it.name.clone(),
                    order: it.order,
                    create_time: 0,
                    strategy: it.strategy,
                    tags: it
                        .tags
                        .iter()
                        .map(|it| Tag {
                            id: it.id.clone(),
                            name: it.name.clone(),
                            order: it.order,
                            create_time: 0,
                            deleted: false,
                            maker: None,
                        })
                        .collect(),
                    deleted: false,
                    maker: None,
                })
                .collect();
            by_corp.insert(company.corpid.clone(), groups);
        }
        Self { by_corp }
    }

    /// All groups of a company, deleted ones too.
    pub fn groups(&self, corpid: &str) -> &[Group] {
        self.by_corp.get(corpid).map_or(&[], Vec::as_slice)
    }

    /// A tag that is there.
    pub fn tag(&self, corpid: &str, id: &str) -> Option<(&Group, &Tag)> {
        let live = |group: &'_ &Group| !group.deleted;
        self.groups(corpid).iter().filter(live).find_map(|group| {
            let tag = group.tags.iter().find(|it| it.id == id && !it.deleted)?;
            Some((group, tag))
        })
    }

    /// Those of these ids that still are tags, with their groups.
    pub fn named(&self, corpid: &str, ids: &[String]) -> Vec<(&Group, &Tag)> {
        ids.iter().filter_map(|it| self.tag(corpid, it)).collect()
    }

    /// Adds tags to a group, which is made if need be; the group, with the new tags only.
    pub fn add(
        &mut self,
        corpid: &str,
        wanted: &Wanted<'_>,
        now: Timestamp,
        chance: &mut Chance,
    ) -> Result<Group, TagFault> {
        let groups = self.by_corp.entry(corpid.to_owned()).or_default();
        let live = groups.iter().filter(|it| !it.deleted);
        let count = live
            .flat_map(|it| &it.tags)
            .filter(|it| !it.deleted)
            .count();
        let fits = |it: &Group| !it.deleted && it.strategy == wanted.strategy;
        let place = match (wanted.group_id, wanted.group_name) {
            (Some(id), _) => Some(
                groups
                    .iter()
                    .position(|it| fits(it) && it.id == id)
                    .ok_or(TagFault::Unknown)?,
            ),
            (None, Some(name)) => groups.iter().position(|it| fits(it) && it.name == name),
            (None, None) => return Err(TagFault::Unknown),
        };
        let mut fresh: Vec<(&str, u32)> = Vec::new();
        for (name, order) in &wanted.tags {
            let known = place.is_some_and(|at| {
                let mut tags = groups[at].tags.iter();
                tags.any(|it| !it.deleted && it.name == *name)
            });
            if known {
                return Err(TagFault::NameTaken);
            }
            if !fresh.iter().any(|(it, _)| it == name) {
                fresh.push((name, *order));
            }
        }
        if count + fresh.len() > MOST {
            return Err(TagFault::TooMany);
        }
        let create_time = now.as_second();
        let prefix = if wanted.strategy.is_some() {
            "st"
        } else {
            "et"
        };
        let mut id = || format!("{prefix}{}", chance.letters::<22>());
        let place = match place {
            Some(place) => place,
            None => {
                groups.push(Group {
                    id: id(),
                    name: wanted.group_name.unwrap_or_default().to_owned(),
                    order: wanted.order,
                    create_time,
                    strategy: wanted.strategy,
                    tags: Vec::new(),
                    deleted: false,
                    maker: wanted.maker,
                });
                groups.len() - 1
            }
        };
        let tags: Vec<Tag> = fresh
            .into_iter()
            .map(|(name, order)| Tag {
                id: id(),
                name: name.to_owned(),
                order,
                create_time,
                deleted: false,
                maker: wanted.maker,
            })
            .collect();
        let group = &mut groups[place];
        group.tags.extend(tags.iter().cloned());
        Ok(Group {
            tags,
            ..group.clone()
        })
    }

    /// Renames or moves a tag or a group. `only_own`: the app, if it may touch what it made itself only.
    pub fn edit(
        &mut self,
        corpid: &str,
        id: &str,
        strategy: bool,
        name: Option<&str>,
        order: Option<u32>,
        only_own: Option<i64>,
    ) -> Result<(), TagFault> {
        let groups = self.by_corp.entry(corpid.to_owned()).or_default();
        let fits = |it: &Group| !it.deleted && it.strategy.is_some() == strategy;
        if let Some(at) = groups.iter().position(|it| fits(it) && it.id == id) {
            owned(groups[at].maker, only_own)?;
            let taken = |it: &Group| fits(it) && it.id != id && Some(it.name.as_str()) == name;
            if groups.iter().any(taken) {
                return Err(TagFault::NameTaken);
            }
            let group = &mut groups[at];
            group.name = name.map_or_else(|| group.name.clone(), str::to_owned);
            group.order = order.unwrap_or(group.order);
            return Ok(());
        }
        let group = groups
            .iter_mut()
            .filter(|it| fits(it))
            .find(|it| it.tags.iter().any(|it| it.id == id && !it.deleted))
            .ok_or(TagFault::Unknown)?;
        let taken = |it: &Tag| !it.deleted && it.id != id && Some(it.name.as_str()) == name;
        if group.tags.iter().any(taken) {
            return Err(TagFault::NameTaken);
        }
        for tag in group.tags.iter_mut().filter(|it| it.id == id) {
            owned(tag.maker, only_own)?;
            tag.name = name.map_or_else(|| tag.name.clone(), str::to_owned);
            tag.order = order.unwrap_or(tag.order);
        }
        Ok(())
    }

    /// Puts a group's tags, or with no group the groups, in this order; those not named come after.
    pub fn arrange(
        &mut self,
        corpid: &str,
        group: Option<&str>,
        ids: &[String],
    ) -> Result<Option<i64>, TagFault> {
        let groups = self.by_corp.entry(corpid.to_owned()).or_default();
        let Some(group) = group else {
            let live = |id: &String| groups.iter().any(|it| !it.deleted && it.id == *id);
            if !ids.iter().all(live) {
                return Err(TagFault::Unknown);
            }
            for group in groups.iter_mut() {
                group.order = order(ids, &group.id);
            }
            return Ok(None);
        };
        let group = groups
            .iter_mut()
            .find(|it| !it.deleted && it.id == group)
            .ok_or(TagFault::Unknown)?;
        let live = |id: &String| group.tags.iter().any(|it| !it.deleted && it.id == *id);
        if !ids.iter().all(live) {
            return Err(TagFault::Unknown);
        }
        for tag in &mut group.tags {
            tag.order = order(ids, &tag.id);
        }
        Ok(group.strategy)
    }

    /// Deletes tags and whole groups, all of them or, on a fault, none; a group without tags goes too.
    pub fn delete(
        &mut self,
        corpid: &str,
        tags: &[&str],
        groups: &[&str],
        strategy: bool,
        only_own: Option<i64>,
    ) -> Result<(), TagFault> {
        let all = self.by_corp.entry(corpid.to_owned()).or_default();
        let mut after = all.clone();
        for id in groups {
            let group = after
                .iter_mut()
                .find(|it| !it.deleted && it.strategy.is_some() == strategy && it.id == *id)
                .ok_or(TagFault::Unknown)?;
            owned(group.maker, only_own)?;
            group.deleted = true;
        }
        for id in tags {
            let tag = after
                .iter_mut()
                .filter(|it| it.strategy.is_some() == strategy)
                .flat_map(|it| &mut it.tags)
                .find(|it| !it.deleted && it.id == *id)
                .ok_or(TagFault::Unknown)?;
            owned(tag.maker, only_own)?;
            tag.deleted = true;
        }
        for group in &mut after {
            group.deleted |= group.tags.iter().all(|it| it.deleted);
        }
        *all = after;
        Ok(())
    }
}

/// Larger orders come first.
fn order(ids: &[String], id: &str) -> u32 {
    let place = ids.iter().position(|it| it == id);
    place.map_or(0, |at| u32::try_from(ids.len() - at).unwrap_or(u32::MAX))
}

fn owned(maker: Option<i64>, only_own: Option<i64>) -> Result<(), TagFault> {
    if only_own.is_none() || maker == only_own {
        Ok(())
    } else {
        Err(TagFault::NotMine)
    }
}
