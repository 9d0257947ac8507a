//! One sequence, from an empty database to its end.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use wecom_share_store::ShareState;

use crate::{
    house::{AES_KEY, CALLBACK_TOKEN, CORPS, House, MEMBER},
    log::Log,
    model::{Kept, Model, Share, all_handled, events, keep},
    op::{Fault, Lost, Op, Said},
};

/// What a sequence led to, so that a kept one can say that it did not run dry.
#[derive(Debug, PartialEq, Eq)]
pub struct Reached {
    pub shares: usize,
    pub pictures: usize,
    pub events: usize,
}

/// # Errors
/// What promise was broken, and by which operation.
pub fn run(ops: &[Op]) -> Result<Reached, String> {
    let log = Log::default();
    let _collecting = log.collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut running = Running::begin(log).await;
        for (number, op) in ops.iter().enumerate() {
            let done = async {
                running.carry_out(op).await?;
                let heard = running.house.front.heard();
                running.model.check(&running.house.store, &heard).await
            };
            done.await
                .map_err(|broken| format!("after operation {number}, {op:?}: {broken}"))?;
        }
        running.end().await
    })
}

struct Running {
    house: House,
    model: Model,
    /// Company and token.
    sessions: Vec<(usize, String)>,
    secrets: Vec<String>,
    document: Value,
    log: Log,
}

struct Answer {
    status: u16,
    body: Value,
}

fn chosen<T>(list: &[T], number: u8) -> Option<usize> {
    (!list.is_empty()).then(|| usize::from(number) % list.len())
}

impl Running {
    async fn begin(log: Log) -> Self {
        let house = House::build().await;
        let document = house.ask(Method::GET, "/openapi.json", None).send().await;
        let document = document.unwrap().text().await.unwrap();
        let mut secrets = vec![CALLBACK_TOKEN.to_owned(), AES_KEY.to_owned()];
        secrets.extend(CORPS.iter().map(|corp| corp.secret.to_owned()));
        Self {
            house,
            model: Model::default(),
            sessions: Vec::new(),
            secrets,
            document: serde_json::from_str(&document).unwrap(),
            log,
        }
    }

    async fn carry_out(&mut self, op: &Op) -> Kept {
        match *op {
            Op::Login { corp, lost } => self.login(usize::from(corp) % 2, lost).await,
            Op::Plan {
                session,
                customers,
                lost,
            } => self.plan(session, customers, lost).await,
            Op::Report { share, said, lost } => self.report(share, said, lost).await,
            Op::Open { share, event, lost } => self.open(share, event, lost).await,
            Op::Upload {
                session,
                picture,
                lost,
            } => self.upload(session, picture, lost).await,
            Op::List { session, groups } => self.list(session, groups).await,
            Op::Meet { corp, comes } => {
                let corp = &CORPS[usize::from(corp) % 2];
                let path = format!(
                    "/control/v1/companies/{}/customers/{}/followers/{MEMBER}",
                    corp.corpid, corp.customers[1]
                );
                let method = if comes { Method::PUT } else { Method::DELETE };
                // Coming twice is refused, and is no event.
                self.house.simulator(method, &path, json!({})).await;
                Ok(())
            }
            Op::Deliver => {
                let path = "/control/v1/callbacks/flush";
                self.house.simulator(Method::POST, path, json!({})).await;
                Ok(())
            }
            Op::Redeliver { which } => self.redeliver(which).await,
            Op::Fault { fault, calls } => self.fault(fault, calls).await,
            Op::FaultsEnd => {
                let path = "/control/v1/faults";
                self.house.simulator(Method::DELETE, path, json!({})).await;
                Ok(())
            }
            Op::Advance { minutes } => {
                let by = SignedDuration::from_mins(i64::from(minutes));
                self.house.advance(by);
                Ok(())
            }
            Op::Restart => {
                self.house.restart().await;
                Ok(())
            }
            Op::Kill => {
                self.house.kill().await;
                Ok(())
            }
        }
    }

    async fn login(&mut self, corp: usize, lost: Lost) -> Kept {
        let code = self.house.code(&CORPS[corp]).await;
        self.secrets.push(code.clone());
        let login = json!({ "code": code, "appid": CORPS[corp].appid });
        let request = self.house.ask(Method::POST, "/sessions", None).json(&login);
        let Some(answer) = self.sent("post", "/sessions", request, lost).await? else {
            return Ok(());
        };
        if answer.status == 200 {
            keep!(
                answer.body["member"]["corpid"] == CORPS[corp].corpid,
                "logged in elsewhere: {:#}",
                answer.body["member"]
            );
            let token = answer.body["token"].as_str().unwrap().to_owned();
            self.secrets.push(token.clone());
            self.sessions.push((corp, token));
        }
        Ok(())
    }

    async fn plan(&mut self, session: u8, customers: u8, lost: Lost) -> Kept {
        let Some(index) = chosen(&self.sessions, session) else {
            return Ok(());
        };
        let (corp, token) = self.sessions[index].clone();
        let ids: Vec<_> = match customers % 3 {
            0 => CORPS[corp].customers.to_vec(),
            one => vec![CORPS[corp].customers[usize::from(one) - 1]],
        };
        let draft = json!({
            "target": { "kind": "customers", "ids": ids },
            "attachments": [{ "msgtype": "miniprogram", "miniprogram": {
                "title": "山茶花手账本",
                "page": "pages/product/product?id=1",
                "cover": { "url": "http://p.qpic.cn/pic_wework/1000/abc/0" },
            } }],
        });
        let host = json!({
            "environment": "wxwork", "platform": "ios", "version": "4.1.20", "entry": "normal",
            "apis": ["shareToExternalContact"], "sdk": "0.1.0",
        });
        let body = json!({ "draft": draft, "host": host });
        let request = self.house.ask(Method::POST, "/shares", Some(&token));
        let request = request.json(&body);
        let Some(answer) = self.sent("post", "/shares", request, lost).await? else {
            return Ok(());
        };
        if answer.status == 201 {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let share = &answer.body["share"];
            let planned = answer.body["receivers"]["planned"].as_array().unwrap();
            self.model.shares.push(Share {
                corp,
                id: text(&share["id"]),
                token: text(&share["token"]),
                receivers: planned.iter().map(text).collect(),
                state: ShareState::Prepared,
                uncertain: false,
                opened: Default::default(),
                perhaps_opened: Default::default(),
            });
        }
        Ok(())
    }

    async fn report(&mut self, share: u8, said: Said, lost: Lost) -> Kept {
        let Some(index) = chosen(&self.model.shares, share) else {
            return Ok(());
        };
        let share = self.model.shares[index].clone();
        let Some(token) = self.session_of(share.corp) else {
            return Ok(());
        };
        let words = match said {
            Said::Ok => "shareToExternalContact:ok",
            Said::Cancel => "shareToExternalContact:cancel",
            Said::Fail => "shareToExternalContact:fail no permission",
        };
        let body = json!({ "api": "shareToExternalContact", "answer": { "errMsg": words } });
        let path = format!("/shares/{}/report", share.id);
        let request = self.house.ask(Method::POST, &path, Some(&token));
        let request = request.json(&body);
        let answer = self
            .sent("post", "/shares/{id}/report", request, lost)
            .await?;
        let share = &mut self.model.shares[index];
        match answer {
            None => share.uncertain |= lost == Lost::Response,
            Some(answer) if answer.status == 200 => {
                let state = answer.body["share"]["state"].as_str().unwrap();
                let told = STATES.into_iter().find(|it| it.as_str() == state).unwrap();
                keep!(
                    told == share.state || share.state == ShareState::Prepared,
                    "{} was {:?} and is answered as {told:?}",
                    share.id,
                    share.state
                );
                share.state = told;
            }
            Some(answer) => {
                keep!(
                    answer.status == 401,
                    "a report is refused with {}: {:#}",
                    answer.status,
                    answer.body
                );
            }
        }
        Ok(())
    }

    async fn open(&mut self, share: u8, event: u8, lost: Lost) -> Kept {
        let Some(index) = chosen(&self.model.shares, share) else {
            return Ok(());
        };
        let share = &self.model.shares[index];
        let event = format!("event-{event}");
        let known = share.opened.contains(&event) || share.perhaps_opened.contains(&event);
        let body = json!({ "token": share.token, "event": event });
        let request = self.house.ask(Method::POST, "/openings", None).json(&body);
        let answer = self.sent("post", "/openings", request, lost).await?;
        let share = &mut self.model.shares[index];
        match answer {
            None if lost == Lost::Response => drop(share.perhaps_opened.insert(event)),
            None => {}
            Some(answer) => {
                keep!(
                    answer.status == 200 && answer.body["share"] == share.id.as_str(),
                    "an opening of {} is answered with {}: {:#}",
                    share.id,
                    answer.status,
                    answer.body
                );
                keep!(
                    known || answer.body["recorded"] == true,
                    "an opening nobody reported was recorded before"
                );
                share.opened.insert(event);
            }
        }
        Ok(())
    }

    async fn upload(&mut self, session: u8, picture: u8, lost: Lost) -> Kept {
        let Some(index) = chosen(&self.sessions, session) else {
            return Ok(());
        };
        let (corp, token) = self.sessions[index].clone();
        let request = self.house.upload(&token, picture);
        let Some(answer) = self.sent("post", "/images", request, lost).await? else {
            return Ok(());
        };
        if answer.status < 300 {
            let picture_of = |body: &Value| (body["id"].to_string(), body["url"].to_string());
            let told = picture_of(&answer.body);
            let first = self.model.pictures.entry((corp, picture));
            let first = first.or_insert_with(|| told.clone());
            keep!(*first == told, "a picture was {first:?} and is {told:?}");
            let elsewhere = self.model.pictures.get(&(1 - corp, picture));
            keep!(
                told.1 == "null" || elsewhere.is_none_or(|theirs| theirs.1 != told.1),
                "two companies have one link: {told:?}"
            );
        }
        Ok(())
    }

    async fn list(&mut self, session: u8, groups: bool) -> Kept {
        let Some(index) = chosen(&self.sessions, session) else {
            return Ok(());
        };
        let (corp, token) = self.sessions[index].clone();
        let path = if groups { "/groups" } else { "/customers" };
        let request = self.house.ask(Method::GET, path, Some(&token));
        let answer = self.sent("get", path, request, Lost::Nothing).await?;
        let text = answer.map(|answer| answer.body.to_string());
        let theirs = CORPS[1 - corp].customers;
        keep!(
            !text.is_some_and(|text| theirs.iter().any(|id| text.contains(id))),
            "a list names another company's customers"
        );
        Ok(())
    }

    async fn redeliver(&mut self, which: u8) -> Kept {
        let heard = self.house.front.heard();
        let Some(index) = chosen(&heard, which) else {
            return Ok(());
        };
        let again = &heard[index];
        let url = format!("http://{}{}", self.house.front.address, again.uri);
        let response = self.house.http.post(url).body(again.body.clone());
        let status = response.send().await.unwrap().status().as_u16();
        // Once it is too old to be WeCom's.
        keep!(
            matches!(status, 200 | 403),
            "repeated, and answered {status}"
        );
        Ok(())
    }

    async fn fault(&mut self, fault: Fault, calls: u8) -> Kept {
        let (kind, endpoint) = match fault {
            Fault::CutBefore => ("cut_before", None),
            Fault::CutAfter => ("cut_after", None),
            Fault::Busy => ("busy", None),
            Fault::RateLimited => ("rate_limited", None),
            Fault::TokenExpired => ("token_expired", None),
            Fault::PictureTimesOut => ("timeout_after", Some("media/uploadimg")),
            Fault::CallbackTwice => ("callback_twice", None),
            Fault::CallbackOutOfOrder => ("callback_out_of_order", None),
        };
        let calls = match fault {
            Fault::TokenExpired => calls * 4,
            Fault::PictureTimesOut => 1,
            _ => calls,
        };
        let rule = json!({ "kind": kind, "endpoint": endpoint, "count": calls });
        let on = self
            .house
            .simulator(Method::POST, "/control/v1/faults", rule)
            .await;
        keep!(on["kind"] == kind, "the simulator takes no fault: {on:#}");
        Ok(())
    }

    fn session_of(&self, corp: usize) -> Option<String> {
        let ours = self.sessions.iter().rev().find(|(of, _)| *of == corp);
        ours.map(|(_, token)| token.clone())
    }

    /// Sends a request, perhaps in vain, and looks at its answer as far as
    /// that is the same for all.
    async fn sent(
        &self,
        method: &str,
        path: &str,
        request: RequestBuilder,
        lost: Lost,
    ) -> Result<Option<Answer>, String> {
        if lost == Lost::Request {
            return Ok(None);
        }
        let answered = tokio::time::timeout(Duration::from_secs(90), async {
            let response = request.send().await?;
            let status = response.status().as_u16();
            Ok::<_, reqwest::Error>((status, response.text().await?))
        });
        let (status, text) = answered
            .await
            .map_err(|_| format!("{method} {path} does not settle"))?
            .map_err(|error| format!("{method} {path}: {error}"))?;
        let named = &self.document["paths"][format!("/api/v1{path}")][method]["responses"];
        keep!(
            status != 500 && !named[status.to_string()].is_null(),
            "{method} {path} is answered with {status}: {text}"
        );
        let body: Value = serde_json::from_str(&text)
            .map_err(|_| format!("{method} {path} is answered with no JSON: {text}"))?;
        if status >= 400 {
            let error = &body["error"];
            let both = |name: &str| error[name]["zh"].is_string() && error[name]["en"].is_string();
            keep!(
                error["code"].is_string() && both("cause") && both("remedy"),
                "{method} {path}: an error without words: {text}"
            );
        }
        let secret = self.secrets.iter().find(|it| text.contains(*it));
        keep!(secret.is_none(), "{method} {path} tells a secret: {text}");
        if lost == Lost::Response {
            return Ok(None);
        }
        Ok(Some(Answer { status, body }))
    }

    /// What takes time has it now: faults end, leases run out.
    async fn end(self) -> Result<Reached, String> {
        let faults = "/control/v1/faults";
        self.house
            .simulator(Method::DELETE, faults, json!({}))
            .await;
        self.house.advance(SignedDuration::from_mins(2));
        let started = Instant::now();
        while !all_handled(&self.house.store).await? {
            keep!(
                started.elapsed() < Duration::from_secs(30),
                "an event is not handled"
            );
            tokio::task::yield_now().await;
        }
        self.check_companies().await?;
        let text = self.log.text();
        let told = |line: &&str| self.secrets.iter().any(|secret| line.contains(secret));
        let line = text.lines().find(told);
        keep!(line.is_none(), "a secret in the log: {line:?}");
        Ok(Reached {
            shares: self.model.shares.len(),
            pictures: self.model.pictures.len(),
            events: events(&self.house.store).await?.len(),
        })
    }

    /// Each share is its own company's only, also over HTTP.
    async fn check_companies(&self) -> Kept {
        for share in &self.model.shares {
            let Some(theirs) = self.session_of(1 - share.corp) else {
                continue;
            };
            let path = format!("/shares/{}", share.id);
            let request = self.house.ask(Method::GET, &path, Some(&theirs));
            let answer = self.sent("get", "/shares/{id}", request, Lost::Nothing);
            let status = answer.await?.map(|answer| answer.status);
            keep!(
                matches!(status, Some(401 | 404)),
                "{} is shown to the other company: {status:?}",
                share.id
            );
        }
        Ok(())
    }
}

const STATES: [ShareState; 5] = [
    ShareState::Prepared,
    ShareState::Refused,
    ShareState::HandedOver,
    ShareState::Cancelled,
    ShareState::Failed,
];
