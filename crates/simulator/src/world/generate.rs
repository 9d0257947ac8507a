//! A company of any size, made instead of written: plausible Chinese names, every relation usable, the same for the same
//! seed. `[generate]` in a world file, or `--generate` at the command line.

use std::collections::BTreeSet;

use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use serde::Deserialize;
use toml::Spanned;

use super::error::Fault;
use super::{App, Company, Customer, Group, Member, PhoneStart, Platform, Quota, World};
use crate::Text;

/// The generated company, its app and its mini program; `wecom-share simulate` prints them.
const CORPID: &str = "ww9f2c7b1e5a8d4c36";
const AGENTID: i64 = 1_000_002;
const SECRET: &str = "generated-secret-not-for-production";
const APPID: &str = "wx4e8b6d0c2f9a7135";

/// A member's customers in WeCom number tens of thousands at most; these are the stand-in's own bounds.
const MOST_MEMBERS: u32 = 100_000;
const MOST_CUSTOMERS: u32 = 5_000_000;
const MOST_GROUPS: u32 = 500_000;

/// How many of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generate {
    pub members: u32,
    #[serde(default)]
    pub customers: u32,
    #[serde(default)]
    pub groups: u32,
    #[serde(default = "seven")]
    pub seed: u64,
}

fn seven() -> u64 {
    7
}

impl Generate {
    /// `members=1000,customers=1000000,groups=50000,seed=7`, in any order.
    ///
    /// # Errors
    /// Names what is wrong, in Chinese and English.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let mut it = Self {
            members: 0,
            customers: 0,
            groups: 0,
            seed: seven(),
        };
        for part in text.split(',').map(str::trim) {
            let (key, value) = part.split_once('=').ok_or_else(|| unreadable(part))?;
            let number: u64 = value.trim().parse().map_err(|_| unreadable(part))?;
            let short = u32::try_from(number).map_err(|_| unreadable(part));
            match key.trim() {
                "members" => it.members = short?,
                "customers" => it.customers = short?,
                "groups" => it.groups = short?,
                "seed" => it.seed = number,
                _ => return Err(unreadable(part)),
            }
        }
        it.checked()
    }

    fn checked(self) -> Result<Self, Text> {
        for (name, value, most) in [
            ("members", self.members, MOST_MEMBERS),
            ("customers", self.customers, MOST_CUSTOMERS),
            ("groups", self.groups, MOST_GROUPS),
        ] {
            if value > most {
                return Err(Text::new(
                    format!("{name} 最多 {most}"),
                    format!("{name} may be at most {most}"),
                ));
            }
        }
        if self.members == 0 {
            return Err(Text::new("members 至少是 1", "members must be at least 1"));
        }
        Ok(self)
    }

    /// The same from a world file's `[generate]`.
    pub(super) fn read(table: Option<Spanned<Self>>) -> Result<Option<Company>, Fault> {
        let Some(table) = table else {
            return Ok(None);
        };
        let span = table.span();
        let it = table.into_inner().checked();
        let it = it.map_err(|what| Fault::new("bad_generate", span, what.zh, what.en))?;
        Ok(Some(it.company()))
    }

    /// A world with this company in it.
    pub fn world(self) -> World {
        let company = self.company();
        World {
            clock: None,
            phone: PhoneStart {
                corpid: company.corpid.clone(),
                member: company.members[0].userid.clone(),
                platform: Platform::default(),
                version: super::check::VERSION.to_owned(),
                ex: true,
            },
            companies: vec![company],
            providers: Vec::new(),
            unknown: super::Unknown::default(),
            limits: super::Limits::default(),
        }
    }

    fn company(self) -> Company {
        let mut chance = StdRng::seed_from_u64(self.seed);
        let sizes = [self.members, self.customers, self.groups].map(|it| it as usize);
        let mut company = Company::empty(
            CORPID.to_owned(),
            "山茶花连锁".to_owned(),
            Quota::default(),
            vec![app()],
            (sizes[0], sizes[1], sizes[2]),
        );
        let userids: Vec<String> = (1..=self.members).map(|n| format!("m{n:05}")).collect();
        for userid in &userids {
            company.add_member(Member {
                userid: userid.clone(),
                name: person(&mut chance),
                customer_contact: true,
                licensed: true,
                departments: Vec::new(),
            });
        }
        for n in 0..self.customers {
            // One in six is followed by a second member, as happens in chains of shops.
            let mut followers = vec![pick(&userids, &mut chance).clone()];
            if chance.random_ratio(1, 6) {
                let second = pick(&userids, &mut chance);
                if *second != followers[0] {
                    followers.push(second.clone());
                }
            }
            // One in fifty has removed the member again.
            let left = if chance.random_ratio(1, 50) {
                vec![followers[0].clone()]
            } else {
                Vec::new()
            };
            company.add_customer(Customer {
                id: id("wm", n, &mut chance),
                name: called(&mut chance),
                color: None,
                followers,
                left,
                about: None,
            });
        }
        for n in 0..self.groups {
            let owner = pick(&userids, &mut chance).clone();
            let name = format!(
                "{}{}{}",
                pick(&PLACES, &mut chance),
                pick(&THINGS, &mut chance),
                pick(&KINDS, &mut chance)
            );
            let people: Vec<String> = {
                let own: Vec<&Customer> = company.customers_of(&owner).collect();
                let size = chance.random_range(3..=20).min(own.len());
                let mut places = BTreeSet::new();
                while places.len() < size {
                    places.insert(chance.random_range(0..own.len()));
                }
                let mut people = vec![owner.clone()];
                people.extend(places.into_iter().map(|it| own[it].id.clone()));
                people
            };
            company.add_group(Group {
                id: id("wr", n, &mut chance),
                name,
                owner,
                notice: String::new(),
                members: people,
                profile: None,
            });
        }
        company
    }
}

fn app() -> App {
    App {
        agentid: AGENTID,
        name: "花笺小铺".to_owned(),
        secret: SECRET.to_owned(),
        appid: Some(APPID.to_owned()),
        customer_contact: true,
        enabled: true,
        visible: None,
        callback: None,
        suite: None,
        installed: true,
        rights: None,
        trusted_ips: None,
    }
}

/// 32 letters as WeCom's ids have; the number in it makes it unique.
fn id(kind: &str, number: u32, chance: &mut StdRng) -> String {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let mut text = String::with_capacity(32);
    text.push_str(kind);
    let mut rest = number;
    for _ in 0..6 {
        text.push(LETTERS[(rest % 62) as usize] as char);
        rest /= 62;
    }
    while text.len() < 32 {
        text.push(LETTERS[chance.random_range(0..62)] as char);
    }
    text
}

fn pick<'a, T>(list: &'a [T], chance: &mut StdRng) -> &'a T {
    match list.choose(chance) {
        Some(it) => it,
        None => unreachable!("no list here is empty"),
    }
}

/// 张晓梅
fn person(chance: &mut StdRng) -> String {
    let mut name = (*pick(&SURNAMES, chance)).to_owned();
    for _ in 0..chance.random_range(1..=2) {
        name.push_str(pick::<&str>(&GIVEN, chance));
    }
    name
}

/// A WeChat name: the person's, 王女士, or a nickname.
fn called(chance: &mut StdRng) -> String {
    match chance.random_range(0..4) {
        0 | 1 => person(chance),
        2 => format!("{}{}", pick(&SURNAMES, chance), pick(&TITLES, chance)),
        _ => format!("{}{}", pick(&NICE, chance), pick(&GIVEN, chance)),
    }
}

fn unreadable(part: &str) -> Text {
    Text::new(
        format!("看不懂「{part}」，请写成 members=1000,customers=1000000,groups=50000,seed=7"),
        format!(
            "`{part}` is not understood; write members=1000,customers=1000000,groups=50000,seed=7"
        ),
    )
}

const SURNAMES: [&str; 40] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭",
    "何", "林", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾",
    "肖", "田", "董", "潘", "袁", "蔡", "欧阳", "上官",
];
const GIVEN: [&str; 48] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明",
    "超", "秀", "霞", "平", "刚", "桂", "英", "华", "梅", "晓", "雪", "婷", "宇", "浩", "欣", "怡",
    "子", "涵", "梓", "轩", "诗", "雨", "佳", "琪", "文", "博", "思", "远", "云", "海", "春", "兰",
];
const TITLES: [&str; 6] = ["先生", "女士", "小姐", "阿姨", "老师", "总"];
const NICE: [&str; 10] = [
    "小",
    "阿",
    "快乐的",
    "爱笑的",
    "山里的",
    "早起的",
    "喝茶的",
    "南方的",
    "一只",
    "会飞的",
];
const PLACES: [&str; 12] = [
    "城西",
    "城东",
    "万达店",
    "湖滨",
    "大学城",
    "高新区",
    "老街",
    "滨江",
    "南门",
    "北苑",
    "中心店",
    "机场路",
];
const THINGS: [&str; 10] = [
    "手账",
    "钢笔",
    "会员",
    "新品",
    "水彩",
    "亲子",
    "书法",
    "团购",
    "贴纸",
    "老客户",
];
const KINDS: [&str; 4] = ["群", "交流群", "福利群", "爱好者群"];
