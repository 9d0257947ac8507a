//! What people do to a world: add each other, leave each other, make and end groups.
//!
//! Nothing here asks whether WeCom would allow it; the callers do.

use super::company::{Company, Customer, Group, Member};
use super::directory::Directory;
use super::{App, Quota};

impl Company {
    /// A company without people.
    pub(super) fn empty(
        corpid: String,
        name: String,
        quota: Quota,
        apps: Vec<App>,
        sizes: (usize, usize, usize),
    ) -> Self {
        Self {
            corpid,
            name,
            quota,
            apps,
            members: Directory::with_capacity(sizes.0),
            customers: Directory::with_capacity(sizes.1),
            groups: Directory::with_capacity(sizes.2),
            tag_groups: Vec::new(),
            unassigned: Vec::new(),
            followed: Vec::with_capacity(sizes.0),
            owned: Vec::with_capacity(sizes.0),
        }
    }

    /// False if the userid is taken.
    pub(super) fn add_member(&mut self, member: Member) -> bool {
        let added = self.members.add(member).is_ok();
        if added {
            self.followed.push(Vec::new());
            self.owned.push(Vec::new());
        }
        added
    }

    /// False if the id is taken. Followers who are no members are left out of the index.
    pub fn add_customer(&mut self, customer: Customer) -> bool {
        let followers: Vec<usize> = customer
            .followers
            .iter()
            .filter_map(|it| self.members.place(it))
            .collect();
        let Ok(place) = self.customers.add(customer) else {
            return false;
        };
        for follower in followers {
            self.followed[follower].push(short(place));
        }
        true
    }

    /// The member adds the customer, again if they once parted. False if one of them is unknown.
    pub fn follow(&mut self, id: &str, userid: &str) -> bool {
        let (Some(place), Some(member)) = (self.customers.place(id), self.members.place(userid))
        else {
            return false;
        };
        let Some(customer) = self.customers.get_mut(id) else {
            return false;
        };
        customer.left.retain(|it| it != userid);
        if !customer.is_followed_by(userid) {
            customer.followers.push(userid.to_owned());
            self.followed[member].push(short(place));
        }
        true
    }

    /// The member deletes the customer. False if there was nothing to delete.
    pub fn unfollow(&mut self, id: &str, userid: &str) -> bool {
        let (Some(place), Some(member)) = (self.customers.place(id), self.members.place(userid))
        else {
            return false;
        };
        let Some(customer) = self.customers.get_mut(id) else {
            return false;
        };
        let before = customer.followers.len();
        customer.followers.retain(|it| it != userid);
        customer.left.retain(|it| it != userid);
        self.followed[member].retain(|it| *it != short(place));
        self.customers[place].followers.len() < before
    }

    /// The customer removes the member, or takes it back. False if the member does not follow, or nothing changes.
    pub fn befriend(&mut self, id: &str, userid: &str, friend: bool) -> bool {
        let Some(customer) = self
            .customers
            .get_mut(id)
            .filter(|it| it.is_followed_by(userid) && it.is_friend_of(userid) != friend)
        else {
            return false;
        };
        if friend {
            customer.left.retain(|it| it != userid);
        } else {
            customer.left.push(userid.to_owned());
        }
        true
    }

    /// False if the id is taken.
    pub fn add_group(&mut self, group: Group) -> bool {
        let owner = self.members.place(&group.owner);
        let Ok(place) = self.groups.add(group) else {
            return false;
        };
        if let Some(owner) = owner {
            self.owned[owner].push(short(place));
        }
        true
    }

    /// Changes a group; the owner is set here, the rest by `change`.
    pub fn change_group(
        &mut self,
        id: &str,
        owner: Option<&str>,
        change: impl FnOnce(&mut Group),
    ) -> bool {
        let Some(group) = self.groups.get_mut(id) else {
            return false;
        };
        change(group);
        if let Some(owner) = owner {
            owner.clone_into(&mut group.owner);
            self.index_groups();
        }
        true
    }

    /// The owner ends the group.
    pub fn dismiss(&mut self, id: &str) -> Option<Group> {
        let group = self.groups.remove(id)?;
        self.index_groups();
        Some(group)
    }

    pub fn member_mut(&mut self, userid: &str) -> Option<&mut Member> {
        self.members.get_mut(userid)
    }

    pub fn app_mut(&mut self, agentid: i64) -> Option<&mut App> {
        self.apps.iter_mut().find(|it| it.agentid == agentid)
    }

    fn index_groups(&mut self) {
        self.owned.iter_mut().for_each(Vec::clear);
        for (place, group) in self.groups.iter().enumerate() {
            if let Some(owner) = self.members.place(&group.owner) {
                self.owned[owner].push(short(place));
            }
        }
    }
}

/// Places fit: `Directory::add` refuses more.
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use crate::world::{Customer, World};

    fn ids<'a>(list: impl Iterator<Item = &'a Customer>) -> Vec<&'a str> {
        list.map(|it| it.id.as_str()).collect()
    }

    #[test]
    fn who_follows_whom_is_the_same_from_both_ends() {
        let mut world = World::demo();
        let company = &mut world.companies[0];
        let wang = "wmDemoWang0000000000000000000001";
        let all = ids(company.customers_of("zhangsan")).len();
        assert!(company.befriend(wang, "zhangsan", false));
        assert!(!company.befriend(wang, "zhangsan", false), "already");
        assert!(!company.befriend(wang, "lisi", false), "does not follow");
        assert!(company.unfollow(wang, "zhangsan"));
        assert!(!company.unfollow(wang, "zhangsan"), "already");
        assert_eq!(ids(company.customers_of("zhangsan")).len(), all - 1);
        assert!(company.follow(wang, "lisi") && company.follow(wang, "lisi"));
        assert!(ids(company.customers_of("lisi")).contains(&wang));
        assert!(company.follow(wang, "zhangsan"));
        let back = company.customer(wang).unwrap();
        assert_eq!(back.followers, ["lisi", "zhangsan"]);
        assert!(back.is_friend_of("zhangsan"), "added again");
    }

    #[test]
    fn groups_are_found_by_owner_after_one_is_dismissed_and_one_handed_over() {
        let mut world = World::demo();
        let company = &mut world.companies[0];
        let first = company.groups[0].id.clone();
        let second = company.groups[1].id.clone();
        assert!(company.dismiss(&first).is_some());
        assert!(company.dismiss(&first).is_none());
        assert!(company.change_group(&second, Some("lisi"), |it| it.name = "新".to_owned()));
        assert_eq!(company.groups_of("zhangsan").count(), 0);
        let mine: Vec<_> = company.groups_of("lisi").map(|it| &it.name).collect();
        assert_eq!(mine, ["新"]);
    }
}
