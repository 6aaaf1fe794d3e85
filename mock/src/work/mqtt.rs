//! ApsaraMQ for MQTT: whether clients are online.

use super::{Work, members};
use bindery::Map;
use bindery::runtime::serde_json::{Value as Json, json};

pub(super) fn session(work: &Work<'_>) -> Map {
    members([("OnlineStatus", is_online(work, work.text("ClientId")).into())])
}

pub(super) fn sessions(work: &Work<'_>) -> Map {
    let clients = work.parameters.get("ClientIdList").and_then(Json::as_array);
    let clients = clients.into_iter().flatten().filter_map(Json::as_str);
    let status = |client| json!({ "ClientId": client, "OnlineStatus": is_online(work, client) });
    members([("OnlineStatusList", clients.map(status).collect())])
}

fn is_online(work: &Work<'_>, client: &str) -> bool {
    work.objects.sessions.get(client).copied().unwrap_or(false)
}
