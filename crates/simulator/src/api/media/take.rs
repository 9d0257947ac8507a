//! Files that come in, and media_ids that come back.

use crate::api::call::Upload;
use crate::api::{Context, Refusal};
use crate::state::{MediaFault, Scene};
use crate::world::Company;

pub(super) const MB: usize = 1024 * 1024;
/// "Everything > 5 bytes" (server-api.md §5.1).
pub(super) const SMALLEST: usize = 5;

/// The part `media`, and not empty: 44001. Its declared length, if any, must be its length: 40123.
pub(super) fn media_part<'a>(cx: &Context<'a>) -> Result<&'a Upload, Refusal> {
    let upload = cx
        .call
        .files
        .iter()
        .find(|it| it.part == "media")
        .filter(|it| !it.bytes.is_empty())
        .ok_or(Refusal::new(44001, "empty media data"))?;
    if upload.length.is_some_and(|it| it != upload.bytes.len()) {
        return Err(Refusal::new(40123, "invalid image or size mismatch"));
    }
    Ok(upload)
}

/// A media_id of the company, of one of these kinds, for messages: 40007, 40145. Files of upload_attachment and
/// upload_by_url are not interchangeable with these (server-api.md §5.1).
pub(in crate::api) fn check(
    cx: &Context<'_>,
    company: &Company,
    id: &str,
    kinds: &[&str],
) -> Result<(), Refusal> {
    check_for(cx, company, id, kinds, Scene::Message)
}

pub(in crate::api) fn check_for(
    cx: &Context<'_>,
    company: &Company,
    id: &str,
    kinds: &[&str],
    scene: Scene,
) -> Result<(), Refusal> {
    let invalid = Refusal::new(40007, "invalid media_id");
    let file = cx
        .state
        .media
        .get(&company.corpid, id, cx.now)
        .map_err(|fault| match fault {
            MediaFault::Unknown => invalid.clone(),
            MediaFault::Expired => Refusal::new(40145, "media_id expired"),
        })?;
    if file.scene != scene {
        // Documented for the two scenes of upload_attachment; 40007 for any other.
        return Err(if file.scene.is_attachment() && scene.is_attachment() {
            Refusal::new(41072, "invalid attachment scene")
        } else {
            invalid
        });
    }
    if kinds.contains(&file.kind) {
        Ok(())
    } else {
        Err(invalid)
    }
}
