//! What members noted about their customers: the world file's word until an endpoint changes it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::world::{Channels, Company, Customer, Follow};

#[derive(Debug, Default)]
pub(crate) struct Follows {
    /// By company, member and customer; only pairs that were changed.
    changed: BTreeMap<(String, String, String), Known>,
}

/// What a member knows of a customer now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub remark: String,
    pub description: String,
    pub createtime: i64,
    pub remark_corp_name: String,
    pub remark_mobiles: Vec<String>,
    pub add_way: i64,
    pub state: String,
    pub tags: Vec<String>,
    pub own_tags: Vec<String>,
    pub wechat_channels: Option<Channels>,
}

/// How a member and a customer came together.
#[derive(Debug, Default)]
pub(crate) struct Met {
    /// 0 unknown; the others in server-api.md §4.3.
    pub add_way: i64,
    pub state: Option<String>,
}

/// A change of a remark; what is `None` stays.
#[derive(Debug, Default)]
pub(crate) struct Remark {
    pub remark: Option<String>,
    pub description: Option<String>,
    pub company: Option<String>,
    pub mobiles: Option<Vec<String>>,
}

impl Remark {
    pub fn is_empty(&self) -> bool {
        self.remark.is_none()
            && self.description.is_none()
            && self.company.is_none()
            && self.mobiles.is_none()
    }
}

impl Follows {
    pub fn known(&self, company: &Company, customer: &Customer, userid: &str) -> Known {
        self.changed
            .get(&key(company, userid, &customer.id))
            .cloned()
            .unwrap_or_else(|| Known::from_world(customer, userid))
    }

    /// They came together just now; what was noted before is kept.
    pub fn met(
        &mut self,
        company: &Company,
        customer: &Customer,
        userid: &str,
        met: Met,
        now: Timestamp,
    ) {
        let known = self.entry(company, customer, userid);
        known.createtime = now.as_second();
        known.add_way = met.add_way;
        known.state = met.state.unwrap_or_default();
    }

    pub fn remark(&mut self, company: &Company, customer: &Customer, userid: &str, remark: Remark) {
        let known = self.entry(company, customer, userid);
        if let Some(text) = remark.remark {
            known.remark = text;
        }
        if let Some(text) = remark.description {
            known.description = text;
        }
        if let Some(text) = remark.company {
            known.remark_corp_name = text;
        }
        if let Some(mobiles) = remark.mobiles {
            known.remark_mobiles = mobiles;
        }
    }

    /// Sets the tags this member has put on the customer.
    pub fn tag(&mut self, company: &Company, customer: &Customer, userid: &str, tags: Vec<String>) {
        self.entry(company, customer, userid).tags = tags;
    }

    fn entry(&mut self, company: &Company, customer: &Customer, userid: &str) -> &mut Known {
        self.changed
            .entry(key(company, userid, &customer.id))
            .or_insert_with(|| Known::from_world(customer, userid))
    }
}

impl Known {
    /// Without a remark the customer's own name is shown.
    fn from_world(customer: &Customer, userid: &str) -> Self {
        let nothing = Follow::default();
        let follow = customer
            .about
            .as_ref()
            .and_then(|it| it.follow.get(userid))
            .unwrap_or(&nothing)
            .clone();
        Self {
            remark: follow.remark.unwrap_or_else(|| customer.name.clone()),
            description: follow.description,
            createtime: follow.createtime,
            remark_corp_name: follow.remark_corp_name,
            remark_mobiles: follow.remark_mobiles,
            add_way: follow.add_way,
            state: follow.state,
            tags: follow.tags,
            own_tags: follow.own_tags,
            wechat_channels: follow.wechat_channels,
        }
    }
}

fn key(company: &Company, userid: &str, customer: &str) -> (String, String, String) {
    (
        company.corpid.clone(),
        userid.to_owned(),
        customer.to_owned(),
    )
}
