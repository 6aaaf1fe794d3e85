//! TOP messages: each message of a batch has a result of its own.

use super::{Work, members};
use bindery::Map;
use bindery::runtime::serde_json::{Value as Json, json};

pub(super) fn produce(work: &Work<'_>) -> Map {
    let messages = work.parameters.get("messages").and_then(Json::as_array).map_or(0, Vec::len);
    let results: Vec<Json> = (0..messages).map(|_| json!({ "is_success": true })).collect();
    members([("is_all_success", true.into()), ("results", results.into())])
}
