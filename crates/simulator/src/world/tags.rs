//! The part of a world file about tags.

use super::check::Ids;
use super::error::Fault;
use super::file::TagGroupFile;
use super::{Tag, TagGroup};

/// No empty groups, as WeCom has none (server-api.md §4.9).
pub(super) fn read(files: Vec<TagGroupFile>, ids: &mut Ids) -> Result<Vec<TagGroup>, Fault> {
    let mut groups = Vec::new();
    for file in files {
        ids.add(&file.id, "tag group")?;
        if file.tag.get_ref().is_empty() {
            return Err(Fault::new(
                "empty_tag_group",
                file.tag.span(),
                "标签组里至少要有一个 [[company.tag_group.tag]]".to_owned(),
                "a tag group needs at least one [[company.tag_group.tag]]".to_owned(),
            ));
        }
        let mut tags = Vec::new();
        for tag in file.tag.into_inner() {
            ids.add(&tag.id, "tag")?;
            tags.push(Tag {
                id: tag.id.into_inner(),
                name: tag.name,
                order: tag.order,
            });
        }
        groups.push(TagGroup {
            id: file.id.into_inner(),
            name: file.name,
            order: file.order,
            strategy: file.strategy,
            tags,
        });
    }
    Ok(groups)
}
