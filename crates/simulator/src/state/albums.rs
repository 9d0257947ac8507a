//! The product album (商品图册, server-api.md §8).

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Chance;

#[derive(Debug, Default)]
pub(crate) struct Albums {
    by_corp: BTreeMap<String, Vec<Product>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Product {
    pub id: String,
    /// The app that made it, the only one that may change it.
    pub agentid: i64,
    pub at: Timestamp,
    pub facts: Facts,
}

#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub description: String,
    /// In fen.
    pub price: i64,
    pub sn: Option<String>,
    /// Media ids of pictures.
    pub pictures: Vec<String>,
}

/// What is to change; what is `None` stays.
#[derive(Debug)]
pub(crate) struct Change {
    pub description: Option<String>,
    pub price: Option<i64>,
    pub sn: Option<String>,
    pub pictures: Option<Vec<String>>,
}

/// Why something of an app's cannot be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OwnFault {
    Unknown,
    /// Another app's.
    NotMine,
}

impl Albums {
    pub fn add(
        &mut self,
        corpid: &str,
        agentid: i64,
        facts: Facts,
        now: Timestamp,
        chance: &mut Chance,
    ) -> String {
        let id = chance.letters::<24>();
        let products = self.by_corp.entry(corpid.to_owned()).or_default();
        products.push(Product {
            id: id.clone(),
            agentid,
            at: now,
            facts,
        });
        id
    }

    /// Oldest first.
    pub fn of(&self, corpid: &str) -> &[Product] {
        self.by_corp.get(corpid).map_or(&[], Vec::as_slice)
    }

    pub fn get(&self, corpid: &str, id: &str) -> Option<&Product> {
        self.of(corpid).iter().find(|it| it.id == id)
    }

    pub fn update(
        &mut self,
        corpid: &str,
        agentid: i64,
        id: &str,
        change: Change,
    ) -> Result<(), OwnFault> {
        let (products, at) = self.mine(corpid, agentid, id)?;
        let facts = &mut products[at].facts;
        if let Some(description) = change.description {
            facts.description = description;
        }
        facts.price = change.price.unwrap_or(facts.price);
        facts.sn = change.sn.or(facts.sn.take());
        if let Some(pictures) = change.pictures {
            facts.pictures = pictures;
        }
        Ok(())
    }

    pub fn delete(&mut self, corpid: &str, agentid: i64, id: &str) -> Result<(), OwnFault> {
        let (products, at) = self.mine(corpid, agentid, id)?;
        products.remove(at);
        Ok(())
    }

    fn mine(
        &mut self,
        corpid: &str,
        agentid: i64,
        id: &str,
    ) -> Result<(&mut Vec<Product>, usize), OwnFault> {
        let products = self.by_corp.entry(corpid.to_owned()).or_default();
        let at = products.iter().position(|it| it.id == id);
        let at = at.ok_or(OwnFault::Unknown)?;
        if products[at].agentid != agentid {
            return Err(OwnFault::NotMine);
        }
        Ok((products, at))
    }
}
