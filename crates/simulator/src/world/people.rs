//! The part of a world file about customers and groups.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{Ids, duplicate, inner, known_member};
use super::error::Fault;
use super::file::{CustomerFile, GroupFile, UnassignedFile};
use super::{About, Customer, Group, Unassigned};

pub(super) fn customer(
    file: CustomerFile,
    userids: &BTreeSet<&str>,
    ids: &mut Ids,
) -> Result<Customer, Fault> {
    ids.add(&file.id, "customer")?;
    for userid in &file.followers {
        known_member(userid, userids)?;
    }
    let about = about(&file)?;
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

fn about(file: &CustomerFile) -> Result<Option<Box<About>>, Fault> {
    let follow = match &file.follow {
        None => BTreeMap::new(),
        Some(follow) => {
            for userid in follow.get_ref().keys() {
                if !file.followers.iter().any(|it| it.get_ref() == userid) {
                    return Err(Fault::new(
                        "no_follower",
                        follow.span(),
                        format!("{userid} 不在 followers 里"),
                        format!("{userid} is not among the followers"),
                    ));
                }
            }
            follow.get_ref().clone()
        }
    };
    if file.profile.is_none() && follow.is_empty() {
        return Ok(None);
    }
    let profile = file.profile.clone().unwrap_or_default();
    Ok(Some(Box::new(About { profile, follow })))
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
    Ok(Group {
        id: file.id.into_inner(),
        name: file.name,
        owner: file.owner.into_inner(),
        notice: file.notice,
        members: inner(file.members),
        profile: file.profile.map(Box::new),
    })
}
