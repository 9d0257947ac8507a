//! Around every endpoint: a request id, a span in the log, a catch for panics,
//! a time-out, compression.

use std::{any::Any, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    http::HeaderValue,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    trace::TraceLayer,
};
use tracing::{Span, field};

use crate::{codes::Code, problem::Problem, service::Service};

pub(crate) fn around(router: Router, service: &Arc<Service>) -> Router {
    router.layer(
        ServiceBuilder::new()
            .layer(SetRequestIdLayer::x_request_id(NewRequestId(
                service.clone(),
            )))
            .layer(
                TraceLayer::new_for_http()
                    .make_span_with(span_of)
                    .on_request(())
                    .on_response(log_answer)
                    .on_failure(()),
            )
            .layer(PropagateRequestIdLayer::x_request_id())
            .layer(CompressionLayer::new())
            .layer(middleware::from_fn_with_state(service.clone(), in_time))
            .layer(CatchPanicLayer::custom(panicked)),
    )
}

#[derive(Clone)]
struct NewRequestId(Arc<Service>);

impl MakeRequestId for NewRequestId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let id = self.0.ids.request_id(self.0.clock.now());
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}

/// The path only: a query may carry what the log must not.
fn span_of(request: &Request) -> Span {
    let id = request
        .extensions()
        .get::<RequestId>()
        .and_then(|id| id.header_value().to_str().ok());
    tracing::info_span!(
        "request",
        id,
        method = %request.method(),
        path = request.uri().path(),
        corp = field::Empty,
        member = field::Empty,
        share = field::Empty,
    )
}

fn log_answer<B>(answer: &axum::http::Response<B>, took: Duration, _: &Span) {
    tracing::info!(
        status = answer.status().as_u16(),
        took_ms = took.as_secs_f64() * 1000.0,
        "answered"
    );
}

async fn in_time(State(service): State<Arc<Service>>, request: Request, next: Next) -> Response {
    let limit = service.config.limits.request_seconds;
    tokio::time::timeout(Duration::from_secs(limit), next.run(request))
        .await
        .unwrap_or_else(|_| {
            Problem::filled(Code::TooSlow, &[("limit", &limit.to_string())]).into_response()
        })
}

fn panicked(_: Box<dyn Any + Send>) -> Response {
    // The panic's own words went to the standard error.
    tracing::error!("a handler panicked");
    Problem::new(Code::Internal).into_response()
}
