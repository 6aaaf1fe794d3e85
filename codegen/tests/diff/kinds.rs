//! The kinds of change, and what each means for callers.

use crate::edits::*;
use crate::mutants::Site;
use bindery_codegen::diff::Direction;
use serde_json::{Value, json};

/// A kind of change.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// Where it has a place: a sort of file and a way in it.
    pub(crate) sites: &'static [&'static str],
    pub(crate) edit: Edit,
    /// What the finding is called.
    pub(crate) what: &'static str,
    pub(crate) direction: Direction,
    /// Whether programs stop compiling.
    pub(crate) compile: Flag,
    /// Whether a call that worked may fail.
    pub(crate) run_time: Flag,
}

/// How a change is made; where it cannot be, it has no place.
pub(crate) enum Edit {
    /// To the value.
    Value(fn(&mut Value) -> bool),
    /// To the list that the value is an item of.
    Item(fn(&mut Vec<Value>, usize) -> bool),
    /// To several files; gives the path of the one that is reported.
    Files(fn(&Site<'_>) -> Changed),
}

/// What holds of a kind, perhaps depending on the place.
type Flag = fn(&Site<'_>) -> bool;

/// A name that Rust does not spell otherwise.
const NAMED: Flag = |site| site.value["rust_name"].is_null();
const NO: Flag = |_| false;
const YES: Flag = |_| true;
const REQUEST: Flag = |site| site.in_request;
const ANSWER: Flag = |site| site.in_answer;
/// A limit that refuses.
const ENFORCED: Flag = |site| site.in_request && site.value["advice"] != true;
/// A rule that refuses.
const RULED: Flag =
    |site| site.in_request && site.value["ineffective"].is_null() && site.value["overrides"].is_null();
/// An enumeration that takes no other values.
const CLOSED: Flag = |site| site.in_request && site.file["open"] != true;
/// The only row of its code in the service.
const LAST_OF_CODE: Flag = |site| {
    let rows = site.service().flat_map(|(_, file)| file["errors"].as_array().into_iter().flatten());
    rows.filter(|row| row["code"] == site.value["code"]).count() == 1
};
/// A code after which calls are repeated.
const REPEATED: Flag =
    |site| ["throttled", "resign", "server"].contains(&site.value["class"].as_str().unwrap_or_default());

const MEMBERS: &[&str] = &["operation:parameters/*", "operation:answer/*", "type:members/*"];
const INPUTS: &[&str] = &["operation:parameters/*", "type:members/*"];
const PARAMETERS: &[&str] = &["operation:parameters/*"];
const ANSWERS: &[&str] = &["operation:answer/*"];
const FIELDS: &[&str] = &["type:members/*"];
const LIMITS: &[&str] = &["operation:parameters/*/limits/*", "type:members/*/limits/*"];
const RULES: &[&str] = &["operation:rules/*", "type:rules/*"];
const ERRORS: &[&str] = &["operation:errors/*", "service:errors/*"];
const OPERATIONS: &[&str] = &["operation:"];
const SERVICES: &[&str] = &["service:"];
const TYPES: &[&str] = &["type:"];

/// A table of kinds, one a line: name, places, edit, finding, whether programs stop compiling, whether calls may fail.
macro_rules! rows {
    ($($name:literal, $sites:expr, $edit:expr => $what:literal $direction:ident, $compile:expr, $run_time:expr;)*) => {
        vec![$(Kind {
            name: $name,
            sites: $sites,
            edit: $edit,
            what: $what,
            direction: Direction::$direction,
            compile: $compile,
            run_time: $run_time,
        }),*]
    };
}

/// Every kind.
pub(crate) fn all() -> Vec<Kind> {
    let tables =
        [members(), member_words(), limits(), rules(), errors(), operations(), types(), services(), trees()];
    tables.into_iter().flatten().collect()
}

pub(crate) fn members() -> Vec<Kind> {
    rows! {
        "a parameter is removed", PARAMETERS, REMOVE => "parameter" Removed, YES, YES;
        "an answer member is removed", ANSWERS, REMOVE => "answer member" Removed, YES, NO;
        "a member is removed", FIELDS, REMOVE => "member" Removed, YES, REQUEST;
        "a parameter is added", PARAMETERS, Edit::Item(add_member) => "parameter" Added, NO, NO;
        "an answer member is added", ANSWERS, Edit::Item(add_member) => "answer member" Added, NO, NO;
        "a member is added", FIELDS, Edit::Item(add_member) => "member" Added, NO, NO;
        "a required parameter is added", PARAMETERS, Edit::Item(add_needed) => "parameter" Added, NO, YES;
        "a required member is added", FIELDS, Edit::Item(add_needed) => "member" Added, NO, REQUEST;
        "a parameter is renamed", PARAMETERS, Edit::Files(rename_member) => "parameter" Renamed, NAMED, YES;
        "an answer member is renamed", ANSWERS, Edit::Files(rename_member) => "answer member" Renamed, NAMED, YES;
        "a member is renamed", FIELDS, Edit::Files(rename_member) => "member" Renamed, NAMED, YES;
        "members change places", MEMBERS, SWAP => "order" Reworded, NO, NO;
        "a text becomes JSON", MEMBERS, Edit::Value(|it| becomes(it, "string", "json")) => "type" Altered, YES, YES;
        "a text becomes a list", MEMBERS, Edit::Value(|it| becomes(it, "string", "list<string>")) => "type" Altered, YES, YES;
        "an int32 becomes an int64", MEMBERS, Edit::Value(|it| becomes(it, "int32", "int64")) => "type" Loosened, NO, NO;
        "an int64 becomes an int32", MEMBERS, Edit::Value(|it| becomes(it, "int64", "int32")) => "type" Tightened, NO, YES;
        "a boolean becomes text", MEMBERS, Edit::Value(|it| becomes(it, "bool", "string")) => "type" Altered, YES, YES;
        "a member becomes required", INPUTS, Edit::Value(|it| comes(it, "required", json!(true))) => "required" Tightened, NO, REQUEST;
        "a member is no longer required", INPUTS, Edit::Value(|it| goes(it, "required")) => "required" Loosened, NO, NO;
    }
}

pub(crate) fn member_words() -> Vec<Kind> {
    rows! {
        "a member becomes sensitive", MEMBERS, Edit::Value(|it| comes(it, "sensitive", json!(true))) => "sensitive" Reclassified, NO, NO;
        "a member is no longer sensitive", MEMBERS, Edit::Value(|it| goes(it, "sensitive")) => "sensitive" Reclassified, NO, NO;
        "a default is told", INPUTS, Edit::Value(|it| comes(it, "default", json!("other"))) => "default" Added, NO, NO;
        "a default changes", INPUTS, Edit::Value(|it| sets(it, "default", json!("other"))) => "default" Altered, NO, REQUEST;
        "a default is told no longer", INPUTS, Edit::Value(|it| goes(it, "default")) => "default" Altered, NO, REQUEST;
        "an encoding is dropped", MEMBERS, Edit::Value(|it| goes(it, "encoding")) => "encoding" Altered, NO, YES;
        "an encoding is taken up", MEMBERS, Edit::Value(|it| comes(it, "encoding", json!("json-text"))) => "encoding" Altered, NO, YES;
        "a parameter changes its place", PARAMETERS, Edit::Value(|it| comes(it, "place", json!("query"))) => "place" Altered, NO, YES;
        "a parameter loses its place", PARAMETERS, Edit::Value(|it| goes(it, "place")) => "place" Altered, NO, YES;
        "an answer is read more strictly", MEMBERS, Edit::Value(|it| goes(it, "accept")) => "accept" Tightened, NO, ANSWER;
        "an answer is read less strictly", MEMBERS, Edit::Value(|it| comes(it, "accept", json!("to-text"))) => "accept" Loosened, NO, NO;
        "a list's wrapper changes", MEMBERS, Edit::Value(|it| sets(it, "wrapper", json!("Other"))) => "wrapper" Altered, NO, ANSWER;
        "a member is deprecated", MEMBERS, Edit::Value(|it| comes(it, "deprecated", json!("another"))) => "deprecated" Reclassified, NO, NO;
        "a member is no longer deprecated", MEMBERS, Edit::Value(|it| goes(it, "deprecated")) => "deprecated" Reclassified, NO, NO;
        "a deprecation is reworded", MEMBERS, Edit::Value(|it| sets(it, "deprecated", json!("something else"))) => "deprecated" Reworded, NO, NO;
        "a member's doc is reworded", MEMBERS, Edit::Value(|it| sets(it, "doc", json!("Other words."))) => "doc" Reworded, NO, NO;
        "where it was seen is reworded", MEMBERS, Edit::Value(|it| sets(it, "undocumented", json!("elsewhere"))) => "undocumented" Reworded, NO, NO;
        "a member's example changes", MEMBERS, Edit::Value(|it| sets(it, "example", json!("another"))) => "example" Reworded, NO, NO;
        "a note is added", MEMBERS, Edit::Value(|it| comes(it, "note", json!("A doubt."))) => "note" Reworded, NO, NO;
        "a Rust name is chosen", MEMBERS, Edit::Value(|it| comes(it, "rust_name", json!("chosen_by_test"))) => "Rust name" Renamed, YES, NO;
    }
}

pub(crate) fn limits() -> Vec<Kind> {
    rows! {
        "a limit is removed", LIMITS, REMOVE => "limit" Removed, NO, NO;
        "a limit is added", INPUTS, Edit::Value(|it| adds_limit(it, false)) => "limit" Added, NO, REQUEST;
        "an advice is added", INPUTS, Edit::Value(|it| adds_limit(it, true)) => "limit" Added, NO, NO;
        "limits change places", LIMITS, SWAP => "order" Reworded, NO, NO;
        "an upper bound is lowered", LIMITS, Edit::Value(|it| moves(it, &UPPER, -1)) => "limit" Tightened, NO, ENFORCED;
        "an upper bound is raised", LIMITS, Edit::Value(|it| moves(it, &UPPER, 1)) => "limit" Loosened, NO, NO;
        "a lower bound is lowered", LIMITS, Edit::Value(|it| moves(it, &LOWER, -1)) => "limit" Loosened, NO, NO;
        "a lower bound is raised", LIMITS, Edit::Value(|it| moves(it, &LOWER, 1)) => "limit" Tightened, NO, ENFORCED;
        "a choice is taken away", LIMITS, Edit::Value(|it| drops(it, &CHOICES)) => "limit" Tightened, NO, ENFORCED;
        "a choice is offered", LIMITS, Edit::Value(|it| extends(it, &CHOICES)) => "limit" Loosened, NO, NO;
        "a choice is replaced", LIMITS, Edit::Value(|it| drops(it, &CHOICES) && extends(it, &CHOICES)) => "limit" Altered, NO, ENFORCED;
        "a number is forbidden", LIMITS, Edit::Value(|it| extends(it, &["not"])) => "limit" Tightened, NO, ENFORCED;
        "a bit may no longer be set", LIMITS, Edit::Value(|it| maps(it, "bit_mask", |mask| mask & (mask - 1))) => "limit" Tightened, NO, ENFORCED;
        "another bit may be set", LIMITS, Edit::Value(|it| maps(it, "bit_mask", |mask| mask | 1 << 30)) => "limit" Loosened, NO, NO;
        "a pattern changes", LIMITS, Edit::Value(|it| grows(it, &["pattern", "item_pattern"])) => "limit" Altered, NO, ENFORCED;
        "a constant changes", LIMITS, Edit::Value(|it| grows(it, &["constant"])) => "limit" Altered, NO, ENFORCED;
        "a format changes", LIMITS, Edit::Value(|it| sets(it, "format", json!("form-pairs"))) => "limit" Altered, NO, ENFORCED;
        "JSON need not be an object", LIMITS, Edit::Value(|it| formats(it, "json-object", "json")) => "limit" Loosened, NO, NO;
        "a URL must be https", LIMITS, Edit::Value(|it| formats(it, "url", "https-url")) => "limit" Tightened, NO, ENFORCED;
        "more of the text is given", LIMITS, Edit::Value(|it| grows(it, &["starts_with", "contains"])) => "limit" Tightened, NO, ENFORCED;
        "less of the text is forbidden", LIMITS, Edit::Value(|it| grows(it, &["not_starts_with", "not_contains", "item_not_contains"])) => "limit" Loosened, NO, NO;
        "characters become bytes", LIMITS, Edit::Value(|it| units(it, "max_length", "chars", "bytes")) => "limit unit" Tightened, NO, ENFORCED;
        "bytes become characters", LIMITS, Edit::Value(|it| units(it, "max_length", "bytes", "chars")) => "limit unit" Loosened, NO, NO;
        "a least length is in bytes", LIMITS, Edit::Value(|it| units(it, "min_length", "chars", "bytes")) => "limit unit" Loosened, NO, NO;
        "a unit is stated", LIMITS, Edit::Value(|it| units(it, "max_length", "unstated", "chars")) => "limit unit" Reclassified, NO, NO;
        "letter case no longer matters", LIMITS, Edit::Value(|it| { (!it["one_of"].is_null() || !it["item_one_of"].is_null()) && comes(it, "any_case", json!(true)) }) => "letter case" Loosened, NO, NO;
        "letter case matters", LIMITS, Edit::Value(|it| goes(it, "any_case")) => "letter case" Tightened, NO, ENFORCED;
        "a limit gets a condition", LIMITS, Edit::Value(|it| comes(it, "when", json!({"member": "AnyMember", "present": true}))) => "limit condition" Loosened, NO, NO;
        "a limit loses its condition", LIMITS, Edit::Value(|it| goes(it, "when")) => "limit condition" Tightened, NO, ENFORCED;
        "a limit's condition changes", LIMITS, Edit::Value(|it| sets(it, "when", json!({"member": "AnyMember", "present": true}))) => "limit condition" Altered, NO, ENFORCED;
        "a limit becomes advice", LIMITS, Edit::Value(|it| comes(it, "advice", json!(true))) => "advice" Loosened, NO, NO;
        "advice becomes a limit", LIMITS, Edit::Value(|it| goes(it, "advice")) => "advice" Tightened, NO, REQUEST;
        "a limit was read on another page", LIMITS, Edit::Value(|it| sets(&mut it["source"], "page", json!(SOME_PAGE))) => "source" Reworded, NO, NO;
        "anchors change", &["operation:parameters/*/limits/*", "type:members/*/limits/*", "operation:rules/*", "type:rules/*", "operation:quotas/*", "operation:objects/*", "operation:editions/*", "operation:preconditions/*", "operation:page_size"], Edit::Value(|it| sets(&mut it["source"], "anchors", json!(["other words"]))) => "source" Reworded, NO, NO;
    }
}

pub(crate) fn rules() -> Vec<Kind> {
    const ALL: &[&str] = &["required", "forbidden", "at_most_one", "all_or_none"];
    rows! {
        "a rule is removed", RULES, REMOVE => "rule" Removed, NO, NO;
        "a rule is added", RULES, Edit::Item(add_rule) => "rule" Added, NO, REQUEST;
        "an advising rule is added", RULES, Edit::Item(add_advice) => "rule" Added, NO, NO;
        "rules change places", RULES, SWAP => "order" Reworded, NO, NO;
        "a rule is renamed", RULES, Edit::Value(|it| sets(it, "id", json!("renamed-by-test"))) => "rule" Renamed, NO, REQUEST;
        "a rule is reworded", RULES, Edit::Value(|it| sets(it, "doc", json!("Other words."))) => "doc" Reworded, NO, NO;
        "a rule asks for more", RULES, Edit::Value(|it| extends(it, ALL)) => "rule" Tightened, NO, RULED;
        "a rule asks for less", RULES, Edit::Value(|it| drops(it, ALL)) => "rule" Loosened, NO, NO;
        "a choice of members grows", RULES, Edit::Value(|it| extends(it, &["at_least_one"])) => "rule" Loosened, NO, NO;
        "a choice of members shrinks", RULES, Edit::Value(|it| drops(it, &["at_least_one"])) => "rule" Tightened, NO, RULED;
        "another member belongs to exactly one", RULES, Edit::Value(|it| extends(it, &["exactly_one"])) => "rule" Altered, NO, RULED;
        "advice is about another member", RULES, Edit::Value(|it| extends(it, &["ineffective"])) => "rule" Altered, NO, NO;
        "a rule becomes another", RULES, Edit::Value(|it| replaces(it, "forbidden", "required")) => "rule" Altered, NO, RULED;
        "a total is lowered", RULES, Edit::Value(|it| totals(it, -1)) => "rule" Tightened, NO, RULED;
        "a total is raised", RULES, Edit::Value(|it| totals(it, 1)) => "rule" Loosened, NO, NO;
        "a margin is raised", RULES, Edit::Value(|it| { !it["ordering"].is_null() && maps_or_adds(&mut it["ordering"], "margin_seconds") }) => "rule" Tightened, NO, RULED;
        "a rule gets a condition", RULES, Edit::Value(|it| comes(it, "when", json!({"member": "AnyMember", "present": true}))) => "rule condition" Loosened, NO, NO;
        "a rule loses its condition", RULES, Edit::Value(|it| goes(it, "when")) => "rule condition" Tightened, NO, RULED;
        "a rule was read on another page", RULES, Edit::Value(|it| sets(&mut it["source"], "page", json!(SOME_PAGE))) => "source" Reworded, NO, NO;
    }
}

pub(crate) fn errors() -> Vec<Kind> {
    rows! {
        "an error is removed", ERRORS, REMOVE => "error" Removed, LAST_OF_CODE, REPEATED;
        "an error is added", ERRORS, Edit::Item(add_error) => "error" Added, NO, NO;
        "errors change places", ERRORS, SWAP => "order" Reworded, NO, NO;
        "an error is no longer repeated", ERRORS, Edit::Value(|it| classes(it, &["throttled", "resign", "server"], "caller")) => "error class" Reclassified, NO, YES;
        "an error counts as a quota", ERRORS, Edit::Value(|it| classes(it, &["auth", "caller", "unknown"], "quota")) => "error class" Reclassified, NO, NO;
        "an error is repeated", ERRORS, Edit::Value(|it| classes(it, &["auth", "caller", "unknown", "quota"], "throttled")) => "error class" Reclassified, NO, NO;
        "an error has another status", ERRORS, Edit::Value(|it| sets(it, "status", json!(599))) => "error status" Reclassified, NO, NO;
        "an error has another code", ERRORS, Edit::Value(|it| sets(it, "code", json!("RenamedByTest"))) => "error" Renamed, LAST_OF_CODE, NO;
        "an error's meaning is reworded", ERRORS, Edit::Value(|it| sets(it, "meaning", json!("other words"))) => "meaning" Reworded, NO, NO;
        "an error was read on another page", ERRORS, Edit::Value(|it| sets(it, "source", json!(SOME_PAGE))) => "source" Reworded, NO, NO;
    }
}

pub(crate) fn operations() -> Vec<Kind> {
    const QUOTAS: &[&str] = &["operation:quotas/*"];
    const OBJECTS: &[&str] = &["operation:objects/*"];
    const BOUNDS: &[&str] = &["max_calls", "lifetime_seconds", "max_objects"];
    rows! {
        "a title is reworded", OPERATIONS, Edit::Value(|it| sets(it, "title", json!("Other words"))) => "title" Reworded, NO, NO;
        "a doc is reworded", OPERATIONS, Edit::Value(|it| sets(it, "doc", json!(["Other words."]))) => "doc" Reworded, NO, NO;
        "a method changes", &["operation:http"], Edit::Value(|it| sets(it, "method", json!("PUT"))) => "method" Altered, NO, YES;
        "a base changes", &["operation:http"], Edit::Value(|it| sets(it, "base", json!("other"))) => "base" Altered, NO, YES;
        "a path changes", &["operation:http"], Edit::Value(|it| sets(it, "path", json!("/other"))) => "path" Altered, NO, YES;
        "a constant parameter comes", &["operation:http"], Edit::Value(|it| sets_or_comes(it, "query", json!({"by": "test"}))) => "query" Altered, NO, YES;
        "a read becomes a write", OPERATIONS, Edit::Value(|it| becomes_word(it, "effect", "read", "write")) => "effect" Reclassified, NO, YES;
        "a write becomes a read", OPERATIONS, Edit::Value(|it| becomes_word(it, "effect", "write", "read")) => "effect" Reclassified, NO, NO;
        "a repeat is no longer harmless", OPERATIONS, Edit::Value(|it| it["idempotency"] != "none" && sets(it, "idempotency", json!("none"))) => "idempotency" Reclassified, NO, YES;
        "a repeat becomes harmless", OPERATIONS, Edit::Value(|it| becomes_word(it, "idempotency", "none", "natural")) => "idempotency" Reclassified, NO, NO;
        "a token's window shrinks", &["operation:idempotency"], Edit::Value(|it| maps(it, "window_seconds", |it| it - 1)) => "idempotency window" Tightened, NO, YES;
        "a token's window grows", &["operation:idempotency"], Edit::Value(|it| maps(it, "window_seconds", |it| it + 1)) => "idempotency window" Loosened, NO, NO;
        "a token is another parameter", &["operation:idempotency"], Edit::Value(|it| it.is_object() && sets(it, "token", json!("Another"))) => "idempotency token" Altered, NO, YES;
        "a token is issued", &["operation:idempotency"], Edit::Value(|it| it.is_object() && becomes_word(it, "form", "uuid", "issued")) => "idempotency form" Reclassified, NO, YES;
        "a token is made up", &["operation:idempotency"], Edit::Value(|it| it.is_object() && becomes_word(it, "form", "issued", "uuid")) => "idempotency form" Reclassified, NO, NO;
        "a session is no longer sent", OPERATIONS, Edit::Value(|it| goes(it, "session")) => "session" Altered, NO, YES;
        "a session is needed", OPERATIONS, Edit::Value(|it| it["session"] != "required" && sets_or_comes(it, "session", json!("required"))) => "session" Tightened, NO, YES;
        "an operation is deprecated", OPERATIONS, Edit::Value(|it| comes(it, "deprecated", json!("another"))) => "deprecated" Reclassified, NO, NO;
        "less is known of errors", OPERATIONS, Edit::Value(|it| becomes_word(it, "errors_known", "listed", "unknown")) => "errors_known" Reworded, NO, NO;
        "success has other codes", &["operation:body_status"], Edit::Value(|it| sets(it, "success", json!(["another"]))) => "body status" Altered, NO, YES;
        "success has more codes", &["operation:body_status"], Edit::Value(|it| extends(it, &["success"])) => "body status" Loosened, NO, NO;
        "answers tell of no errors", OPERATIONS, Edit::Value(|it| goes(it, "body_status")) => "body status" Removed, NO, NO;
        "answers may tell of errors", OPERATIONS, Edit::Value(|it| { comes(it, "body_status", json!({"code": "a", "message": "b", "success": ["c"]})) }) => "body status" Added, NO, YES;
        "a rate is lowered", QUOTAS, Edit::Value(|it| maps(it, "calls", |calls| calls - 1)) => "rate" Tightened, NO, YES;
        "a rate is raised", QUOTAS, Edit::Value(|it| maps(it, "calls", |calls| calls + 1)) => "rate" Loosened, NO, NO;
        "a rate is over a longer time", QUOTAS, Edit::Value(|it| maps(it, "per_seconds", |time| time + 1)) => "rate" Tightened, NO, YES;
        "a rate is counted otherwise", QUOTAS, Edit::Value(|it| sets(it, "scope", json!({"pool": "test"}))) => "rate scope" Altered, NO, YES;
        "a rate is removed", QUOTAS, REMOVE => "rate" Removed, NO, NO;
        "a rate is added", QUOTAS, Edit::Item(add_quota) => "rate" Added, NO, YES;
        "rates change places", QUOTAS, SWAP => "order" Reworded, NO, NO;
        "an object's bound is lowered", OBJECTS, Edit::Value(|it| moves(it, BOUNDS, -1)) => "object limit" Tightened, NO, YES;
        "an object's bound is raised", OBJECTS, Edit::Value(|it| moves(it, BOUNDS, 1)) => "object limit" Loosened, NO, NO;
        "an object's limits are removed", OBJECTS, REMOVE => "object limit" Removed, NO, NO;
        "a page gets shorter", &["operation:page_size"], Edit::Value(|it| maps(it, "items", |items| items - 1)) => "page size" Tightened, NO, YES;
        "a page gets longer", &["operation:page_size"], Edit::Value(|it| maps(it, "items", |items| items + 1)) => "page size" Loosened, NO, NO;
        "an edition is removed", &["operation:editions/*"], REMOVE => "edition" Removed, NO, NO;
        "an edition is reworded", &["operation:editions/*"], Edit::Value(|it| sets(it, "doc", json!("Other words."))) => "doc" Reworded, NO, NO;
        "a precondition is removed", &["operation:preconditions/*"], REMOVE => "precondition" Removed, NO, NO;
        "a precondition is reworded", &["operation:preconditions/*"], Edit::Value(|it| sets(it, "doc", json!("Other words."))) => "doc" Reworded, NO, NO;
        "a precondition is added", OPERATIONS, Edit::Value(|it| { comes(it, "preconditions", json!([{"doc": "More.", "source": {"page": SOME_PAGE, "anchors": ["b"]}}])) }) => "precondition" Added, NO, YES;
        "a correction changes", &["operation:fixes/*"], Edit::Value(|it| sets(it, "because", json!("other words"))) => "fix" Reworded, NO, NO;
        "an example changes", &["operation:examples/*"], Edit::Value(|it| sets(it, "doc", json!("Other words."))) => "example" Reworded, NO, NO;
        "an example is removed", &["operation:examples/*"], Edit::Item(|list, at| { list.len() > 1 && { list.remove(at); true } }) => "example" Removed, NO, NO;
    }
}

pub(crate) fn types() -> Vec<Kind> {
    const VALUES: &[&str] = &["type:values/*"];
    const VARIANTS: &[&str] = &["type:variants/*"];
    rows! {
        "a type's doc is reworded", TYPES, Edit::Value(|it| sets(it, "doc", json!(["Other words."]))) => "doc" Reworded, NO, NO;
        "a value is removed", VALUES, Edit::Item(|list, at| { list.len() > 1 && { list.remove(at); true } }) => "enum value" Removed, YES, CLOSED;
        "a value is added", VALUES, Edit::Item(|list, at| { list.insert(at, json!({"value": "added-by-test", "doc": "More."})); true }) => "enum value" Added, NO, NO;
        "a value is renamed", VALUES, Edit::Value(|it| sets(it, "value", json!("renamed-by-test"))) => "enum value" Renamed, YES, YES;
        "a value is reworded", VALUES, Edit::Value(|it| sets(it, "doc", json!("Other words."))) => "doc" Reworded, NO, NO;
        "values change places", VALUES, SWAP => "order" Reworded, NO, NO;
        "an enumeration opens", TYPES, Edit::Value(|it| it["values"].is_array() && comes(it, "open", json!(true))) => "open" Loosened, NO, NO;
        "an enumeration closes", TYPES, Edit::Value(|it| goes(it, "open")) => "open" Tightened, NO, REQUEST;
        "an enumeration ignores case", TYPES, Edit::Value(|it| it["values"].is_array() && comes(it, "any_case", json!(true))) => "letter case" Loosened, NO, NO;
        "an enumeration minds case", TYPES, Edit::Value(|it| goes(it, "any_case")) => "letter case" Tightened, NO, CLOSED;
        "values were read elsewhere", TYPES, Edit::Value(|it| it["source"].is_object() && sets(&mut it["source"], "page", json!(SOME_PAGE))) => "source" Reworded, NO, NO;
        "a variant is removed", VARIANTS, Edit::Item(|list, at| { list.len() > 1 && { list.remove(at); true } }) => "variant" Removed, YES, YES;
        "a variant is added", VARIANTS, Edit::Item(|list, at| { list.insert(at, json!({"name": "AddedByTest", "doc": "More.", "constant": "added-by-test"})); true }) => "variant" Added, NO, NO;
        "a variant is renamed", VARIANTS, Edit::Value(|it| sets(it, "name", json!("RenamedByTest"))) => "variant" Renamed, YES, NO;
        "a variant is reworded", VARIANTS, Edit::Value(|it| sets(it, "doc", json!("Other words."))) => "doc" Reworded, NO, NO;
        "a variant's constant changes", VARIANTS, Edit::Value(|it| grows(it, &["constant"])) => "constant" Altered, NO, YES;
        "a variant has another type", VARIANTS, Edit::Value(|it| sets(it, "type", json!("list<list<string>>"))) => "type" Altered, YES, YES;
        "variants change places", VARIANTS, SWAP => "order" Altered, NO, YES;
        "a variant is told otherwise", VARIANTS, Edit::Value(|it| extends(it, &["told_by"])) => "told by" Altered, NO, YES;
        "an object arrives as itself", TYPES, Edit::Value(|it| goes(it, "embedded")) => "embedded" Altered, NO, ANSWER;
        "an enumeration becomes an object", TYPES, Edit::Value(becomes_object) => "kind of type" Altered, YES, YES;
        "a type is renamed", TYPES, Edit::Files(rename_type) => "type" Renamed, YES, NO;
        "a type is added", TYPES, Edit::Files(add_type) => "type" Added, NO, NO;
        "a type is removed", TYPES, Edit::Files(remove_file) => "type" Removed, YES, NO;
    }
}

pub(crate) fn services() -> Vec<Kind> {
    const ENDPOINTS: &[&str] = &["service:endpoints/*"];
    const REGIONS: &[&str] = &["service:endpoints/*/regions/*"];
    const PAGES: &[&str] = &["service:pages/*"];
    rows! {
        "a service's title is reworded", SERVICES, Edit::Value(|it| sets(it, "title", json!("Other words"))) => "title" Reworded, NO, NO;
        "a service's doc is reworded", SERVICES, Edit::Value(|it| sets(it, "doc", json!("Other words."))) => "doc" Reworded, NO, NO;
        "an API has another version", SERVICES, Edit::Value(|it| sets(it, "version", json!("9999"))) => "version" Altered, NO, YES;
        "a service speaks another protocol", SERVICES, Edit::Value(|it| it["protocol"] != "top" && sets(it, "protocol", json!("top"))) => "protocol" Altered, NO, YES;
        "a variable is another", &["service:environment"], Edit::Value(|it| sets(it, "secret", json!("OTHER"))) => "environment variable" Altered, NO, YES;
        "a variable is added", &["service:environment"], Edit::Value(|it| comes(it, "token", json!("OTHER"))) => "environment variable" Added, NO, NO;
        "a variable is removed", &["service:environment"], Edit::Value(|it| goes(it, "token")) => "environment variable" Removed, NO, YES;
        "a base has another URL", &["service:endpoints/*/bases/*"], Edit::Value(|it| { *it = json!("https://other.example"); true }) => "base URL" Altered, NO, YES;
        "a base is added", &["service:endpoints/*/bases"], Edit::Value(|it| comes(it, "test", json!("https://other.example"))) => "base URL" Added, NO, NO;
        "a network is renamed", ENDPOINTS, Edit::Value(|it| sets(it, "network", json!("other"))) => "network" Altered, NO, YES;
        "a region is removed", REGIONS, Edit::Item(|list, at| { list.len() > 1 && { list.remove(at); true } }) => "regions" Tightened, NO, YES;
        "a region is added", REGIONS, Edit::Item(|list, at| { list.insert(at + 1, json!("test-1")); true }) => "regions" Loosened, NO, NO;
        "another region comes first", &["service:endpoints/*/regions/0"], Edit::Item(|list, at| { list.insert(at, json!("test-1")); true }) => "regions" Altered, NO, YES;
        "an endpoint is removed", ENDPOINTS, Edit::Item(|list, at| { list.len() > 1 && { list.remove(at); true } }) => "endpoint" Removed, NO, YES;
        "an endpoint is added", ENDPOINTS, Edit::Item(|list, at| { list.insert(at + 1, json!({"network": "test", "bases": {"": "https://test.example"}})); true }) => "endpoint" Added, NO, NO;
        "endpoints change places", ENDPOINTS, SWAP => "order" Altered, NO, YES;
        "a page was read again", PAGES, Edit::Value(|it| sets(it, "date", json!("2027-01-01"))) => "date" Reworded, NO, NO;
        "a page's title changes", PAGES, Edit::Value(|it| sets(it, "title", json!("Other words"))) => "title" Reworded, NO, NO;
        "a page is in another language", PAGES, Edit::Value(|it| sets(it, "locale", json!("xx"))) => "locale" Reworded, NO, NO;
        "a page is removed", PAGES, Edit::Files(remove_page) => "page" Removed, YES, NO;
        "a page is added", SERVICES, Edit::Value(|it| { comes(&mut it["pages"], "added-by-test", json!({"title": "t", "locale": "xx", "date": "2027-01-01"})) }) => "page" Added, NO, NO;
        "a page's id changes", PAGES, Edit::Files(rename_page) => "page" Renamed, YES, NO;
        "a spelling changes nothing", SERVICES, Edit::Value(|it| comes_in(it, "names", "WordOfNoName", "wordofnoname")) => "Rust spelling" Renamed, NO, NO;
        "a spelling changes names", SERVICES, Edit::Value(|it| it["service"] == "mqtt" && comes_in(it, "names", "Client", "ident_by_test")) => "Rust spelling" Renamed, YES, NO;
    }
}

pub(crate) fn trees() -> Vec<Kind> {
    rows! {
        "an operation is removed", OPERATIONS, Edit::Files(remove_file) => "operation" Removed, YES, YES;
        "an operation is added", OPERATIONS, Edit::Files(add_operation) => "operation" Added, NO, NO;
        "an operation is renamed", OPERATIONS, Edit::Files(rename_operation) => "operation" Renamed, YES, YES;
        "a service is removed", SERVICES, Edit::Files(remove_service) => "service" Removed, YES, YES;
        "a service is added", SERVICES, Edit::Files(add_service) => "service" Added, NO, NO;
    }
}
