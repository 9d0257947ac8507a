//! The part of a world file about providers, suites and addresses.

use std::net::IpAddr;
use std::ops::Range;

use toml::Spanned;

use super::callback::CallbackFile;
use super::check::{Ids, empty};
use super::error::Fault;
use super::file::ProviderFile;
use super::{Provider, Suite};

pub(super) fn read(files: Vec<ProviderFile>, ids: &mut Ids) -> Result<Vec<Provider>, Fault> {
    let mut providers = Vec::new();
    for file in files {
        ids.add(&file.corpid, "provider")?;
        let mut suites = Vec::new();
        for suite in file.suite {
            ids.add(&suite.id, "suite")?;
            if suite.secret.get_ref().is_empty() {
                return Err(empty(&suite.secret, "secret"));
            }
            suites.push(Suite {
                id: suite.id.into_inner(),
                name: suite.name,
                secret: suite.secret.into_inner(),
                appid: suite.appid.map(Spanned::into_inner),
                callback: suite.callback.map(CallbackFile::checked).transpose()?,
                ticket: suite.ticket,
            });
        }
        if file.secret.get_ref().is_empty() {
            return Err(empty(&file.secret, "secret"));
        }
        providers.push(Provider {
            corpid: file.corpid.into_inner(),
            name: file.name,
            secret: file.secret.into_inner(),
            trusted_ips: file.trusted_ips.map(addresses).transpose()?,
            suites,
        });
    }
    Ok(providers)
}

pub(super) fn addresses(list: Vec<Spanned<String>>) -> Result<Vec<IpAddr>, Fault> {
    list.into_iter()
        .map(|it| {
            it.get_ref().parse().map_err(|_| {
                Fault::new(
                    "bad_ip",
                    it.span(),
                    format!("{} 不是 IP 地址", it.get_ref()),
                    format!("{} is no IP address", it.get_ref()),
                )
            })
        })
        .collect()
}

pub(super) fn known_suite(id: &Spanned<String>, providers: &[Provider]) -> Result<(), Fault> {
    if providers.iter().any(|it| it.suite(id.get_ref()).is_some()) {
        return Ok(());
    }
    Err(Fault::new(
        "unknown_suite",
        id.span(),
        format!("没有 [[provider.suite]] {}", id.get_ref()),
        format!("there is no [[provider.suite]] {}", id.get_ref()),
    ))
}

pub(super) fn rights_without_suite(span: Range<usize>) -> Fault {
    Fault::new(
        "rights_without_suite",
        span,
        "rights 只用于服务商的应用（有 suite 的）；自建应用用 customer_contact".to_owned(),
        "rights are for providers' apps, which have a suite; self-built apps have customer_contact"
            .to_owned(),
    )
}
