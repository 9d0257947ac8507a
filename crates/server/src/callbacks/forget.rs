//! What an event makes of the lists that are kept.

use wecom_api::callback::{Event, SuiteCommand, What};

use crate::lists::Lists;

/// Forgets the lists that an event says have changed, so that the next plan
/// asks WeCom. Doing so twice, or in another order, does no harm.
pub(super) async fn changed(lists: &Lists, corpid: &str, event: &Event) {
    match &event.what {
        // A suite may know a member by another id than the company's own app.
        What::Contact(_) if event.suite_id.is_some() => lists.forget_customers(corpid, None).await,
        What::Contact(change) => {
            let member = change.of().userid.as_str();
            lists.forget_customers(corpid, Some(member)).await;
        }
        // The event does not name the group's owner, nor a former one.
        What::Chat(_) => lists.forget_groups(corpid).await,
        // The company gave or took an app's rights.
        What::Suite(
            SuiteCommand::Authorised { .. }
            | SuiteCommand::AuthorisationChanged { .. }
            | SuiteCommand::AuthorisationCancelled,
        ) => lists.forget_company(corpid).await,
        _ => {}
    }
}
