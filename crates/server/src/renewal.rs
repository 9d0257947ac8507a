//! Media ids that are still wanted are renewed before WeCom forgets them.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use wecom_share_store::Sent;

use crate::{
    ledger::{Failure, MARGIN},
    problem::with_sources,
    service::Service,
};

/// Often enough within the margin that a failure can be tried again many times.
const EVERY: Duration = Duration::from_secs(10 * 60);

/// Looks after the media ids until the server is gone.
pub(crate) fn start(service: &Arc<Service>) {
    let service = Arc::downgrade(service);
    tokio::spawn(async move {
        let mut rounds = tokio::time::interval(EVERY);
        loop {
            rounds.tick().await;
            let Some(service) = Weak::upgrade(&service) else {
                return;
            };
            round(&service).await;
        }
    });
}

/// Renews what ends soon and was wanted since it was made. What nobody asks for
/// any more is let go, and sent again should somebody ask after all.
async fn round(service: &Service) {
    let ending = service
        .store
        .ending_media(service.clock.now(), MARGIN)
        .await;
    let ending = match ending {
        Ok(ending) => ending,
        Err(error) => {
            let error = with_sources(&error);
            tracing::error!(error, "nobody knows which media ids end");
            return;
        }
    };
    for sent in ending {
        if let Err(failure) = renew(service, &sent).await {
            // Tried again next time.
            tracing::warn!(upload = sent.id, ?failure, "a media id was not renewed");
        }
    }
}

async fn renew(service: &Service, sent: &Sent) -> Result<(), Arc<Failure>> {
    let Some(app) = service.apps.of_company(&sent.content.corpid) else {
        return Ok(());
    };
    let content = sent.content.clone();
    service
        .ledger
        .sent(service, &app, content, None)
        .await
        .map(drop)
}
