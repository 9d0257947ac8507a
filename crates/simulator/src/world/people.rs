//! The part of a world file about customers and groups.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Range, RangeInclusive};

use toml::Spanned;

use super::check::{Ids, bad_userid, duplicate, inner, is_userid, known_member, unknown_member};
use super::error::Fault;
use super::file::{CustomerFile, GroupFile, UnassignedFile};
use super::{About, Customer, Follow, Group, TagGroup, Unassigned};

pub(super) fn customer(
    file: CustomerFile,
    userids: &BTreeSet<&str>,
    tags: &[TagGroup],
    ids: &mut Ids,
) -> Result<Customer, Fault> {
    ids.add(&file.id, "customer")?;
    for userid in &file.followers {
        known_member(userid, userids)?;
    }
    let about = about(&file, tags)?;
    let mut followers: Vec<String> = Vec::with_capacity(file.followers.len());
    for userid in file.followers {
        if followers.contains(userid.get_ref()) {
            return Err(duplicate(userid.span(), userid.get_ref(), "follower"));
        }
        followers.push(userid.into_inner());
    }
    Ok(Customer {
        id: file.id.into_inner(),
        name: file.name,
        color: file.color.map(String::into_boxed_str),
        left: if file.friend {
            Vec::new()
        } else {
            followers.clone()
        },
        followers,
        about,
    })
}

fn about(file: &CustomerFile, tags: &[TagGroup]) -> Result<Option<Box<About>>, Fault> {
    let mut follow = BTreeMap::new();
    if let Some(written) = &file.follow {
        for (userid, noted) in written.get_ref() {
            if !file.followers.iter().any(|it| it.get_ref() == userid) {
                return Err(Fault::new(
                    "no_follower",
                    noted.span(),
                    format!("{userid} 不在 followers 里"),
                    format!("{userid} is not among the followers"),
                ));
            }
            check_follow(noted, tags)?;
            follow.insert(userid.clone(), noted.get_ref().clone());
        }
    }
    if let Some(profile) = &file.profile {
        let range = [("gender", i64::from(profile.get_ref().gender), 0..=2)];
        check_numbers(profile.span(), range)?;
    }
    if file.profile.is_none() && follow.is_empty() {
        return Ok(None);
    }
    let profile = file.profile.clone().map(Spanned::into_inner);
    Ok(Some(Box::new(About {
        profile: profile.unwrap_or_default(),
        follow,
    })))
}

/// Tags that are there, and numbers that WeCom knows (server-api.md §4.3).
fn check_follow(noted: &Spanned<Follow>, tags: &[TagGroup]) -> Result<(), Fault> {
    let follow = noted.get_ref();
    let known = |id: &&String| tags.iter().flat_map(|it| &it.tags).any(|it| it.id == **id);
    if let Some(id) = follow.tags.iter().find(|it| !known(it)) {
        return Err(Fault::new(
            "unknown_tag",
            noted.span(),
            format!("这个公司没有标签 {id}"),
            format!("this company has no tag {id}"),
        ));
    }
    let way = follow.add_way;
    if !(0..=24).contains(&way) && !matches!(way, 201 | 202) {
        return Err(Fault::new(
            "bad_number",
            noted.span(),
            format!("add_way 是 {way}，应为 0 到 24，或 201、202"),
            format!("add_way is {way}; it must be 0 to 24, 201 or 202"),
        ));
    }
    let source = follow.wechat_channels.as_ref().map_or(0, |it| it.source);
    check_numbers(noted.span(), [("source", i64::from(source), 0..=3)])
}

fn check_numbers<const N: usize>(
    span: Range<usize>,
    numbers: [(&str, i64, RangeInclusive<i64>); N],
) -> Result<(), Fault> {
    for (name, number, allowed) in numbers {
        if !allowed.contains(&number) {
            let (least, most) = allowed.into_inner();
            return Err(Fault::new(
                "bad_number",
                span,
                format!("{name} 是 {number}，应为 {least} 到 {most}"),
                format!("{name} is {number}; it must be {least} to {most}"),
            ));
        }
    }
    Ok(())
}

pub(super) fn unassigned(
    file: UnassignedFile,
    customers: &BTreeSet<&str>,
) -> Result<Unassigned, Fault> {
    if !customers.contains(file.customer.get_ref().as_str()) {
        return Err(Fault::new(
            "unknown_customer",
            file.customer.span(),
            format!("这个公司没有客户 {}", file.customer.get_ref()),
            format!("this company has no customer {}", file.customer.get_ref()),
        ));
    }
    if !is_userid(file.userid.get_ref()) {
        return Err(bad_userid(&file.userid));
    }
    Ok(Unassigned {
        userid: file.userid.into_inner(),
        customer: file.customer.into_inner(),
        left: file.left,
    })
}

pub(super) fn group(
    file: GroupFile,
    userids: &BTreeSet<&str>,
    customers: &BTreeSet<&str>,
    ids: &mut Ids,
) -> Result<Group, Fault> {
    ids.add(&file.id, "group")?;
    known_member(&file.owner, userids)?;
    for id in &file.members {
        if !userids.contains(id.get_ref().as_str()) && !customers.contains(id.get_ref().as_str()) {
            return Err(Fault::new(
                "unknown_group_member",
                id.span(),
                format!("这个公司没有成员或客户 {}", id.get_ref()),
                format!("this company has no member or customer {}", id.get_ref()),
            ));
        }
    }
    if let Some(profile) = &file.profile {
        let it = profile.get_ref();
        check_numbers(profile.span(), [("status", i64::from(it.status), 0..=3)])?;
        for userid in &it.admins {
            if !userids.contains(userid.as_str()) {
                return Err(unknown_member(profile.span(), userid));
            }
        }
    }
    Ok(Group {
        id: file.id.into_inner(),
        name: file.name,
        owner: file.owner.into_inner(),
        notice: file.notice,
        members: inner(file.members),
        profile: file.profile.map(|it| Box::new(it.into_inner())),
    })
}
