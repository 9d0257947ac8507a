//! From the file to a world that cannot be wrong: ids unique, relations pointing at somebody, the time readable.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use toml::Spanned;

use super::callback::CallbackFile;
use super::error::Fault;
use super::file::{AppFile, CompanyFile, PhoneFile, WorldFile};
use super::generate::Generate;
use super::{App, Company, Member, PhoneStart, Provider, Quota, World, people, providers, tags};

/// The version the demo's phone has when the file names none: all of the share family exists in it (client-api.md §7).
pub(super) const VERSION: &str = "4.1.20";

pub(super) fn world(file: WorldFile) -> Result<World, Fault> {
    let clock = file.clock.map(time).transpose()?;
    let generated = Generate::read(file.generate)?;
    let (span, written) = match file.company {
        Some(list) => (list.span(), list.into_inner()),
        None => (0..0, Vec::new()),
    };
    if written.is_empty() && generated.is_none() {
        return Err(Fault::new(
            "no_company",
            span,
            "至少要有一个 [[company]]，或者 [generate]".to_owned(),
            "at least one [[company]] is needed, or [generate]".to_owned(),
        ));
    }
    let mut ids = Ids::default();
    let providers = providers::read(file.provider, &mut ids)?;
    let mut companies = written
        .into_iter()
        .map(|it| company(it, &providers, &mut ids))
        .collect::<Result<Vec<_>, _>>()?;
    companies.extend(generated);
    let phone = phone(file.phone, &companies)?;
    Ok(World {
        clock,
        companies,
        providers,
        phone,
        unknown: file.unknown,
        limits: file.limits,
    })
}

/// Ids given so far in the whole world, with what they name.
#[derive(Default)]
pub(super) struct Ids(BTreeMap<String, &'static str>);

impl Ids {
    pub fn add(&mut self, id: &Spanned<String>, kind: &'static str) -> Result<(), Fault> {
        if id.get_ref().is_empty() {
            return Err(empty(id, kind));
        }
        match self.0.insert(id.get_ref().clone(), kind) {
            None => Ok(()),
            Some(_) => Err(duplicate(id.span(), id.get_ref(), kind)),
        }
    }
}

fn time(value: Spanned<toml::Value>) -> Result<Timestamp, Fault> {
    let text = match value.get_ref() {
        toml::Value::String(text) => text.clone(),
        toml::Value::Datetime(time) => time.to_string(),
        other => other.to_string(),
    };
    text.parse().map_err(|_| {
        Fault::new(
            "bad_clock",
            value.span(),
            format!("时间 {text} 读不懂，请带上时区，例如 2026-11-24T09:30:00+08:00"),
            format!("{text} is no time with an offset; write it like 2026-11-24T09:30:00+08:00"),
        )
    })
}

fn company(file: CompanyFile, providers: &[Provider], ids: &mut Ids) -> Result<Company, Fault> {
    ids.add(&file.corpid, "company")?;
    if file.member.get_ref().is_empty() {
        return Err(Fault::new(
            "no_member",
            file.member.span(),
            "公司至少要有一个 [[company.member]]".to_owned(),
            "a company needs at least one [[company.member]]".to_owned(),
        ));
    }
    let mut members: Vec<Member> = Vec::new();
    for member in file.member.into_inner() {
        let userid = member.userid.get_ref();
        if !is_userid(userid) {
            return Err(bad_userid(&member.userid));
        }
        if members.iter().any(|it| &it.userid == userid) {
            return Err(duplicate(member.userid.span(), userid, "member"));
        }
        members.push(Member {
            userid: member.userid.into_inner(),
            name: member.name,
            customer_contact: member.customer_contact,
            licensed: member.licensed,
            departments: member.departments,
        });
    }
    let userids: BTreeSet<&str> = members.iter().map(|it| it.userid.as_str()).collect();
    let apps = apps(file.app, &userids, providers)?;
    let mut company = Company::empty(
        file.corpid.into_inner(),
        file.name,
        Quota {
            mode: file.quota.mode,
            count: file.quota.count,
        },
        apps,
        (members.len(), file.customer.len(), file.group.len()),
    );
    let tag_groups = tags::read(file.tag_group, ids)?;
    let customers = file
        .customer
        .into_iter()
        .map(|it| people::customer(it, &userids, &tag_groups, ids))
        .collect::<Result<Vec<_>, _>>()?;
    let known: BTreeSet<&str> = customers.iter().map(|it| it.id.as_str()).collect();
    let groups = file
        .group
        .into_iter()
        .map(|it| people::group(it, &userids, &known, ids))
        .collect::<Result<Vec<_>, _>>()?;
    company.tag_groups = tag_groups;
    company.unassigned = file
        .unassigned
        .into_iter()
        .map(|it| people::unassigned(it, &known))
        .collect::<Result<Vec<_>, _>>()?;
    // Every id was checked above: nothing is refused here.
    for member in members {
        company.add_member(member);
    }
    for customer in customers {
        company.add_customer(customer);
    }
    for group in groups {
        company.add_group(group);
    }
    Ok(company)
}

fn apps(
    files: Vec<AppFile>,
    userids: &BTreeSet<&str>,
    providers: &[Provider],
) -> Result<Vec<App>, Fault> {
    let mut apps: Vec<App> = Vec::new();
    for file in files {
        let agentid = *file.agentid.get_ref();
        if apps.iter().any(|it| it.agentid == agentid) {
            return Err(duplicate(file.agentid.span(), &agentid.to_string(), "app"));
        }
        if file.secret.get_ref().is_empty() {
            return Err(empty(&file.secret, "secret"));
        }
        if apps.iter().any(|it| &it.secret == file.secret.get_ref()) {
            return Err(duplicate(file.secret.span(), "secret", "app"));
        }
        if let Some(appid) = &file.appid
            && appid.get_ref().is_empty()
        {
            return Err(empty(appid, "appid"));
        }
        for userid in file.visible.iter().flatten() {
            known_member(userid, userids)?;
        }
        if let Some(suite) = &file.suite {
            providers::known_suite(suite, providers)?;
        } else if let Some(rights) = &file.rights {
            return Err(providers::rights_without_suite(rights.span()));
        }
        apps.push(App {
            agentid,
            name: file.name,
            secret: file.secret.into_inner(),
            appid: file.appid.map(Spanned::into_inner),
            customer_contact: file.customer_contact,
            enabled: file.enabled,
            callback: file.callback.map(CallbackFile::checked).transpose()?,
            visible: file
                .visible
                .map(|it| it.into_iter().map(Spanned::into_inner).collect()),
            suite: file.suite.map(Spanned::into_inner),
            installed: file.installed,
            rights: file.rights.map(Spanned::into_inner),
            trusted_ips: file.trusted_ips.map(providers::addresses).transpose()?,
        });
    }
    Ok(apps)
}

fn phone(file: PhoneFile, companies: &[Company]) -> Result<PhoneStart, Fault> {
    let company = match &file.corpid {
        None => companies.first(),
        Some(corpid) => Some(
            companies
                .iter()
                .find(|it| &it.corpid == corpid.get_ref())
                .ok_or_else(|| {
                    Fault::new(
                        "unknown_company",
                        corpid.span(),
                        format!("没有公司 {}", corpid.get_ref()),
                        format!("there is no company {}", corpid.get_ref()),
                    )
                })?,
        ),
    };
    let Some(company) = company else {
        unreachable!("a world has at least one company");
    };
    if company.mini_program().is_none() {
        let at = file.corpid.map_or(0..0, |it| it.span());
        return Err(Fault::new(
            "no_mini_program",
            at,
            format!(
                "{} 没有带 appid 的应用，手机上没有小程序可以运行",
                company.name
            ),
            format!(
                "{} has no app with an appid: the phones would have nothing to run",
                company.name
            ),
        ));
    }
    let member = match file.member {
        None => company.members[0].userid.clone(),
        Some(member) => {
            let userids = company
                .members
                .iter()
                .map(|it| it.userid.as_str())
                .collect();
            known_member(&member, &userids)?;
            member.into_inner()
        }
    };
    let version = match file.version {
        None => VERSION.to_owned(),
        Some(version) if is_version(version.get_ref()) => version.into_inner(),
        Some(version) => {
            return Err(Fault::new(
                "bad_version",
                version.span(),
                format!("版本 {} 应写成 4.1.20 的样子", version.get_ref()),
                format!("version {} must look like 4.1.20", version.get_ref()),
            ));
        }
    };
    Ok(PhoneStart {
        corpid: company.corpid.clone(),
        member,
        platform: file.platform.unwrap_or_default(),
        version,
        ex: file.ex.unwrap_or(true),
    })
}

pub(super) fn known_member(
    userid: &Spanned<String>,
    userids: &BTreeSet<&str>,
) -> Result<(), Fault> {
    if userids.contains(userid.get_ref().as_str()) {
        return Ok(());
    }
    Err(unknown_member(userid.span(), userid.get_ref()))
}

pub(super) fn unknown_member(span: std::ops::Range<usize>, userid: &str) -> Fault {
    Fault::new(
        "unknown_member",
        span,
        format!("这个公司没有成员 {userid}"),
        format!("this company has no member {userid}"),
    )
}

pub(super) fn bad_userid(userid: &Spanned<String>) -> Fault {
    let text = userid.get_ref();
    Fault::new(
        "bad_userid",
        userid.span(),
        format!("userid {text} 应为 1 到 64 个字母、数字、- _ ."),
        format!("userid {text} must be 1 to 64 letters, digits, - _ or ."),
    )
}

pub(super) fn duplicate(span: std::ops::Range<usize>, id: &str, kind: &str) -> Fault {
    Fault::new(
        "duplicate_id",
        span,
        format!("{id} 出现了两次，每个 id 只能用一次"),
        format!("{kind} {id} appears twice; every id may be used once"),
    )
}

pub(super) fn empty(id: &Spanned<String>, kind: &str) -> Fault {
    Fault::new(
        "empty_id",
        id.span(),
        "这里不能是空的".to_owned(),
        format!("the {kind} must not be empty"),
    )
}

/// 1–64 of letters, digits, `-`, `_`, `.` (server-api.md §1.3).
pub(crate) fn is_userid(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
}

pub(crate) fn is_version(text: &str) -> bool {
    text.split('.').count() >= 2 && text.split('.').all(|it| it.parse::<u32>().is_ok())
}

pub(super) fn inner(list: Vec<Spanned<String>>) -> Vec<String> {
    list.into_iter().map(Spanned::into_inner).collect()
}
