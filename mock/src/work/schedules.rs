//! JPush schedules: tasks that are made, listed, read, changed and deleted.

use super::occurrences::{end, occurrences};
use super::{Work, members};
use crate::clock::Moment;
use crate::refusal::{Reason, Refusal};
use bindery::Map;
use bindery::runtime::serde_json::{Value as Json, json};
use bindery::runtime::table::{Check, Number, Operation};

/// The tasks of one application, in the order in which they were made.
pub(super) type Schedules = Vec<Task>;

/// A scheduled task: its members as they were given, and its id.
#[derive(Debug)]
pub(super) struct Task {
    id: String,
    members: Map,
}

/// The parameter that names a task.
const ID: &str = "schedule_id";

/// What the limit on the number of tasks calls them.
const TASK: &str = "task";

/// Members that a change replaces whole.
const CHANGED: [&str; 4] = ["name", "enabled", "trigger", "push"];

impl Task {
    fn trigger(&self) -> &Json {
        self.members.get("trigger").unwrap_or(&Json::Null)
    }

    fn is_enabled(&self) -> bool {
        self.members.get("enabled") != Some(&Json::Bool(false))
    }

    /// Whether the last push of the task is still to come.
    fn is_effective(&self, now: Moment) -> bool {
        end(self.trigger()).is_none_or(|end| end > now.seconds())
    }

    fn to_map(&self) -> Map {
        let mut map = members([(ID, self.id.as_str().into())]);
        map.extend(self.members.clone());
        map
    }
}

/// Ids for the idempotent creation of tasks.
pub(super) fn cids(work: &mut Work<'_>) -> Map {
    let count = work.parameters.get("count").and_then(Json::as_i64).unwrap_or(1);
    let count = count.min(most(work.operation, "count").unwrap_or(count)).max(1);
    // An app key has no hyphens, and none may stand before the one that ends it.
    let app_key = work.caller.replace('-', "");
    let cids: Vec<String> = (0..count).map(|_| format!("{app_key}-{}", work.ids.uuid())).collect();
    members([("cidlist", cids.into())])
}

/// The largest number that has an effect, however large the one that is given.
fn most(operation: &Operation, parameter: &str) -> Option<i64> {
    let member = operation.parameters.members.iter().find(|member| member.wire_name == parameter)?;
    member.limits.iter().find_map(|limit| match limit.0.innermost() {
        Check::Max(Number::Int(most)) => Some(*most),
        _ => None,
    })
}

pub(super) fn create(work: &mut Work<'_>) -> Result<Map, Refusal> {
    check_room(work, 1)?;
    let task = work.parameters.clone();
    let name = task.get("name").cloned().unwrap_or_default();
    let id = add(work, task);
    Ok(members([(ID, id.into()), ("name", name)]))
}

/// Each push of the call becomes a task. What its template says is not known here, so it has no push.
pub(super) fn create_from_template(work: &mut Work<'_>) -> Result<Map, Refusal> {
    let params = work.parameters.get("params").and_then(Json::as_array).cloned().unwrap_or_default();
    check_room(work, params.len())?;
    let part = |name: &str| work.parameters.get(name).cloned().unwrap_or_default();
    let task =
        members([("name", part("schedule_name")), ("enabled", true.into()), ("trigger", part("trigger"))]);
    let made = params.iter().map(|param| {
        let id = add(work, task.clone());
        json!({ "code": 0, "message": "success", ID: id, "trace_id": param["trace_id"] })
    });
    let made: Vec<Json> = made.collect();
    Ok(members([
        ("code", 0.into()),
        ("message", "success".into()),
        ("data", json!({ "schedule_list": made })),
    ]))
}

/// Whether so many tasks more are not too many. Tasks whose time has passed are not counted.
fn check_room(work: &mut Work<'_>, more: usize) -> Result<(), Refusal> {
    let now = work.now;
    let count = tasks(work).iter().filter(|task| task.is_effective(now)).count() + more;
    let limit = work.operation.object_limits.iter().find(|limit| limit.object == TASK);
    match limit.and_then(|limit| limit.max_objects) {
        Some(most) if count > most as usize => {
            let message = format!("the application may have {most} tasks at one time");
            Err(work.refuse(Reason::TooManyObjects, "", message))
        }
        _ => Ok(()),
    }
}

fn add(work: &mut Work<'_>, members: Map) -> String {
    let id = work.ids.schedule();
    tasks(work).push(Task { id: id.clone(), members });
    id
}

pub(super) fn list(work: &mut Work<'_>) -> Map {
    let page = work.parameters.get("page").and_then(Json::as_u64).unwrap_or(1).max(1);
    let now = work.now;
    let size = work.operation.page_size.map_or(usize::MAX, |size| size as usize).max(1);
    let effective: Vec<&Task> = tasks(work).iter().filter(|task| task.is_effective(now)).collect();
    let before = usize::try_from(page - 1).unwrap_or(usize::MAX).saturating_mul(size);
    let shown: Vec<Json> =
        effective.iter().skip(before).take(size).map(|task| Json::Object(task.to_map())).collect();
    members([
        ("total_count", effective.len().into()),
        ("total_pages", effective.len().div_ceil(size).into()),
        ("page", page.into()),
        ("schedules", shown.into()),
    ])
}

pub(super) fn get(work: &mut Work<'_>) -> Result<Map, Refusal> {
    let at = find(work)?;
    Ok(tasks(work)[at].to_map())
}

/// The runs of a task so far. Each is told in text of its own.
pub(super) fn runs(work: &mut Work<'_>) -> Result<Map, Refusal> {
    let at = find(work)?;
    let now = work.now;
    let task = &tasks(work)[at];
    let runs = if task.is_enabled() { occurrences(task.trigger(), now.seconds()) } else { Vec::new() };
    let id = task.id.rsplit('-').next().unwrap_or_default().to_owned();
    let run = |(number, seconds): (usize, &i64)| {
        let error = json!({ "code": 0, "message": "" });
        let msg_id = format!("1{id}{number:03}");
        json!({ "msg_id": msg_id, "error": error, "needRetry": false, "ts": seconds * 1000 }).to_string()
    };
    let runs: Vec<String> = runs.iter().enumerate().map(run).collect();
    Ok(members([("count", runs.len().into()), ("msgids", runs.into())]))
}

pub(super) fn update(work: &mut Work<'_>) -> Result<Map, Refusal> {
    let at = find(work)?;
    let now = work.now;
    let parameters = work.parameters;
    let task = &mut tasks(work)[at];
    let refused = if task.is_effective(now) {
        changes_kind(task.trigger(), parameters)
            .then_some("a trigger cannot be changed into one of the other kind")
    } else {
        Some("the time of the task has passed")
    };
    if let Some(why) = refused {
        return Err(work.refuse(Reason::SpentObject, ID, why));
    }
    for name in CHANGED {
        if let Some(json) = parameters.get(name) {
            task.members.insert(name.to_owned(), json.clone());
        }
    }
    Ok(task.to_map())
}

/// Whether a change would make a single trigger periodical, or the other way round.
fn changes_kind(trigger: &Json, change: &Map) -> bool {
    let is_single = |trigger: &Json| trigger.get("single").is_some();
    change.get("trigger").is_some_and(|changed| is_single(changed) != is_single(trigger))
}

pub(super) fn delete(work: &mut Work<'_>) -> Result<Map, Refusal> {
    let at = find(work)?;
    tasks(work).remove(at);
    Ok(Map::new())
}

/// The place of the task that the call names.
fn find(work: &mut Work<'_>) -> Result<usize, Refusal> {
    let id = work.text(ID).to_owned();
    let found = tasks(work).iter().position(|task| task.id == id);
    found.ok_or_else(|| work.refuse(Reason::NoSuchObject, ID, format!("there is no task {id:?}")))
}

fn tasks<'a>(work: &'a mut Work<'_>) -> &'a mut Schedules {
    work.objects.schedules.entry(work.caller.to_owned()).or_default()
}
