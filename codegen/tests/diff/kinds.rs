//! The kinds of change, and what each means for callers.

use crate::Files;
use crate::mutants::{Site, sort};
use bindery_codegen::diff::Direction::{self, *};
use serde_json::{Value, json};
use std::collections::BTreeMap;

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
    Files(fn(&Site) -> Option<(String, BTreeMap<String, Option<Value>>)>),
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

fn kind(
    name: &'static str,
    sites: &'static [&'static str],
    edit: Edit,
    (what, direction): (&'static str, Direction),
    (compile, run_time): (Flag, Flag),
) -> Kind {
    Kind { name, sites, edit, what, direction, compile, run_time }
}

pub(crate) fn members() -> Vec<Kind> {
    vec![
        kind("a parameter is removed", PARAMETERS, REMOVE, ("parameter", Removed), (YES, YES)),
        kind("an answer member is removed", ANSWERS, REMOVE, ("answer member", Removed), (YES, NO)),
        kind("a member is removed", FIELDS, REMOVE, ("member", Removed), (YES, REQUEST)),
        kind("a parameter is added", PARAMETERS, Edit::Item(add_member), ("parameter", Added), (NO, NO)),
        kind(
            "an answer member is added",
            ANSWERS,
            Edit::Item(add_member),
            ("answer member", Added),
            (NO, NO),
        ),
        kind("a member is added", FIELDS, Edit::Item(add_member), ("member", Added), (NO, NO)),
        kind(
            "a required parameter is added",
            PARAMETERS,
            Edit::Item(add_needed),
            ("parameter", Added),
            (NO, YES),
        ),
        kind("a required member is added", FIELDS, Edit::Item(add_needed), ("member", Added), (NO, REQUEST)),
        kind(
            "a parameter is renamed",
            PARAMETERS,
            Edit::Files(rename_member),
            ("parameter", Renamed),
            (NAMED, YES),
        ),
        kind(
            "an answer member is renamed",
            ANSWERS,
            Edit::Files(rename_member),
            ("answer member", Renamed),
            (NAMED, YES),
        ),
        kind("a member is renamed", FIELDS, Edit::Files(rename_member), ("member", Renamed), (NAMED, YES)),
        kind("members change places", MEMBERS, SWAP, ("order", Reworded), (NO, NO)),
        kind(
            "a text becomes JSON",
            MEMBERS,
            Edit::Value(|it| becomes(it, "string", "json")),
            ("type", Altered),
            (YES, YES),
        ),
        kind(
            "a text becomes a list",
            MEMBERS,
            Edit::Value(|it| becomes(it, "string", "list<string>")),
            ("type", Altered),
            (YES, YES),
        ),
        kind(
            "an int32 becomes an int64",
            MEMBERS,
            Edit::Value(|it| becomes(it, "int32", "int64")),
            ("type", Loosened),
            (NO, NO),
        ),
        kind(
            "an int64 becomes an int32",
            MEMBERS,
            Edit::Value(|it| becomes(it, "int64", "int32")),
            ("type", Tightened),
            (NO, YES),
        ),
        kind(
            "a boolean becomes text",
            MEMBERS,
            Edit::Value(|it| becomes(it, "bool", "string")),
            ("type", Altered),
            (YES, YES),
        ),
        kind(
            "a member becomes required",
            INPUTS,
            Edit::Value(|it| comes(it, "required", json!(true))),
            ("required", Tightened),
            (NO, REQUEST),
        ),
        kind(
            "a member is no longer required",
            INPUTS,
            Edit::Value(|it| goes(it, "required")),
            ("required", Loosened),
            (NO, NO),
        ),
    ]
}

pub(crate) fn member_words() -> Vec<Kind> {
    vec![
        kind(
            "a member becomes sensitive",
            MEMBERS,
            Edit::Value(|it| comes(it, "sensitive", json!(true))),
            ("sensitive", Reclassified),
            (NO, NO),
        ),
        kind(
            "a member is no longer sensitive",
            MEMBERS,
            Edit::Value(|it| goes(it, "sensitive")),
            ("sensitive", Reclassified),
            (NO, NO),
        ),
        kind(
            "a default is told",
            INPUTS,
            Edit::Value(|it| comes(it, "default", json!("other"))),
            ("default", Added),
            (NO, NO),
        ),
        kind(
            "a default changes",
            INPUTS,
            Edit::Value(|it| sets(it, "default", json!("other"))),
            ("default", Altered),
            (NO, REQUEST),
        ),
        kind(
            "a default is told no longer",
            INPUTS,
            Edit::Value(|it| goes(it, "default")),
            ("default", Altered),
            (NO, REQUEST),
        ),
        kind(
            "an encoding is dropped",
            MEMBERS,
            Edit::Value(|it| goes(it, "encoding")),
            ("encoding", Altered),
            (NO, YES),
        ),
        kind(
            "an encoding is taken up",
            MEMBERS,
            Edit::Value(|it| comes(it, "encoding", json!("json-text"))),
            ("encoding", Altered),
            (NO, YES),
        ),
        kind(
            "a parameter changes its place",
            PARAMETERS,
            Edit::Value(|it| comes(it, "place", json!("query"))),
            ("place", Altered),
            (NO, YES),
        ),
        kind(
            "a parameter loses its place",
            PARAMETERS,
            Edit::Value(|it| goes(it, "place")),
            ("place", Altered),
            (NO, YES),
        ),
        kind(
            "an answer is read more strictly",
            MEMBERS,
            Edit::Value(|it| goes(it, "accept")),
            ("accept", Tightened),
            (NO, ANSWER),
        ),
        kind(
            "an answer is read less strictly",
            MEMBERS,
            Edit::Value(|it| comes(it, "accept", json!("to-text"))),
            ("accept", Loosened),
            (NO, NO),
        ),
        kind(
            "a list's wrapper changes",
            MEMBERS,
            Edit::Value(|it| sets(it, "wrapper", json!("Other"))),
            ("wrapper", Altered),
            (NO, ANSWER),
        ),
        kind(
            "a member is deprecated",
            MEMBERS,
            Edit::Value(|it| comes(it, "deprecated", json!("another"))),
            ("deprecated", Reclassified),
            (NO, NO),
        ),
        kind(
            "a member is no longer deprecated",
            MEMBERS,
            Edit::Value(|it| goes(it, "deprecated")),
            ("deprecated", Reclassified),
            (NO, NO),
        ),
        kind(
            "a deprecation is reworded",
            MEMBERS,
            Edit::Value(|it| sets(it, "deprecated", json!("something else"))),
            ("deprecated", Reworded),
            (NO, NO),
        ),
        kind(
            "a member's doc is reworded",
            MEMBERS,
            Edit::Value(|it| sets(it, "doc", json!("Other words."))),
            ("doc", Reworded),
            (NO, NO),
        ),
        kind(
            "where it was seen is reworded",
            MEMBERS,
            Edit::Value(|it| sets(it, "undocumented", json!("elsewhere"))),
            ("undocumented", Reworded),
            (NO, NO),
        ),
        kind(
            "a member's example changes",
            MEMBERS,
            Edit::Value(|it| sets(it, "example", json!("another"))),
            ("example", Reworded),
            (NO, NO),
        ),
        kind(
            "a note is added",
            MEMBERS,
            Edit::Value(|it| comes(it, "note", json!("A doubt."))),
            ("note", Reworded),
            (NO, NO),
        ),
        kind(
            "a Rust name is chosen",
            MEMBERS,
            Edit::Value(|it| comes(it, "rust_name", json!("chosen_by_test"))),
            ("Rust name", Renamed),
            (YES, NO),
        ),
    ]
}

pub(crate) fn limits() -> Vec<Kind> {
    vec![
        kind("a limit is removed", LIMITS, REMOVE, ("limit", Removed), (NO, NO)),
        kind(
            "a limit is added",
            INPUTS,
            Edit::Value(|it| adds_limit(it, false)),
            ("limit", Added),
            (NO, REQUEST),
        ),
        kind(
            "an advice is added",
            INPUTS,
            Edit::Value(|it| adds_limit(it, true)),
            ("limit", Added),
            (NO, NO),
        ),
        kind("limits change places", LIMITS, SWAP, ("order", Reworded), (NO, NO)),
        kind(
            "an upper bound is lowered",
            LIMITS,
            Edit::Value(|it| moves(it, &UPPER, -1)),
            ("limit", Tightened),
            (NO, ENFORCED),
        ),
        kind(
            "an upper bound is raised",
            LIMITS,
            Edit::Value(|it| moves(it, &UPPER, 1)),
            ("limit", Loosened),
            (NO, NO),
        ),
        kind(
            "a lower bound is lowered",
            LIMITS,
            Edit::Value(|it| moves(it, &LOWER, -1)),
            ("limit", Loosened),
            (NO, NO),
        ),
        kind(
            "a lower bound is raised",
            LIMITS,
            Edit::Value(|it| moves(it, &LOWER, 1)),
            ("limit", Tightened),
            (NO, ENFORCED),
        ),
        kind(
            "a choice is taken away",
            LIMITS,
            Edit::Value(|it| drops(it, &CHOICES)),
            ("limit", Tightened),
            (NO, ENFORCED),
        ),
        kind(
            "a choice is offered",
            LIMITS,
            Edit::Value(|it| extends(it, &CHOICES)),
            ("limit", Loosened),
            (NO, NO),
        ),
        kind(
            "a choice is replaced",
            LIMITS,
            Edit::Value(|it| drops(it, &CHOICES) && extends(it, &CHOICES)),
            ("limit", Altered),
            (NO, ENFORCED),
        ),
        kind(
            "a number is forbidden",
            LIMITS,
            Edit::Value(|it| extends(it, &["not"])),
            ("limit", Tightened),
            (NO, ENFORCED),
        ),
        kind(
            "a bit may no longer be set",
            LIMITS,
            Edit::Value(|it| maps(it, "bit_mask", |mask| mask & (mask - 1))),
            ("limit", Tightened),
            (NO, ENFORCED),
        ),
        kind(
            "another bit may be set",
            LIMITS,
            Edit::Value(|it| maps(it, "bit_mask", |mask| mask | 1 << 30)),
            ("limit", Loosened),
            (NO, NO),
        ),
        kind(
            "a pattern changes",
            LIMITS,
            Edit::Value(|it| grows(it, &["pattern", "item_pattern"])),
            ("limit", Altered),
            (NO, ENFORCED),
        ),
        kind(
            "a constant changes",
            LIMITS,
            Edit::Value(|it| grows(it, &["constant"])),
            ("limit", Altered),
            (NO, ENFORCED),
        ),
        kind(
            "a format changes",
            LIMITS,
            Edit::Value(|it| sets(it, "format", json!("form-pairs"))),
            ("limit", Altered),
            (NO, ENFORCED),
        ),
        kind(
            "JSON must be an object",
            LIMITS,
            Edit::Value(|it| formats(it, "json", "json-object")),
            ("limit", Tightened),
            (NO, ENFORCED),
        ),
        kind(
            "JSON need not be an object",
            LIMITS,
            Edit::Value(|it| formats(it, "json-object", "json")),
            ("limit", Loosened),
            (NO, NO),
        ),
        kind(
            "a URL must be https",
            LIMITS,
            Edit::Value(|it| formats(it, "url", "https-url")),
            ("limit", Tightened),
            (NO, ENFORCED),
        ),
        kind(
            "more of the text is given",
            LIMITS,
            Edit::Value(|it| grows(it, &["starts_with", "contains"])),
            ("limit", Tightened),
            (NO, ENFORCED),
        ),
        kind(
            "less of the text is forbidden",
            LIMITS,
            Edit::Value(|it| grows(it, &["not_starts_with", "not_contains", "item_not_contains"])),
            ("limit", Loosened),
            (NO, NO),
        ),
        kind(
            "characters become bytes",
            LIMITS,
            Edit::Value(|it| units(it, "max_length", "chars", "bytes")),
            ("limit unit", Tightened),
            (NO, ENFORCED),
        ),
        kind(
            "bytes become characters",
            LIMITS,
            Edit::Value(|it| units(it, "max_length", "bytes", "chars")),
            ("limit unit", Loosened),
            (NO, NO),
        ),
        kind(
            "a least length is in bytes",
            LIMITS,
            Edit::Value(|it| units(it, "min_length", "chars", "bytes")),
            ("limit unit", Loosened),
            (NO, NO),
        ),
        kind(
            "a unit is stated",
            LIMITS,
            Edit::Value(|it| units(it, "max_length", "unstated", "chars")),
            ("limit unit", Reclassified),
            (NO, NO),
        ),
        kind(
            "letter case no longer matters",
            LIMITS,
            Edit::Value(|it| {
                (!it["one_of"].is_null() || !it["item_one_of"].is_null())
                    && comes(it, "any_case", json!(true))
            }),
            ("letter case", Loosened),
            (NO, NO),
        ),
        kind(
            "letter case matters",
            LIMITS,
            Edit::Value(|it| goes(it, "any_case")),
            ("letter case", Tightened),
            (NO, ENFORCED),
        ),
        kind(
            "a limit gets a condition",
            LIMITS,
            Edit::Value(|it| comes(it, "when", json!({"member": "AnyMember", "present": true}))),
            ("limit condition", Loosened),
            (NO, NO),
        ),
        kind(
            "a limit loses its condition",
            LIMITS,
            Edit::Value(|it| goes(it, "when")),
            ("limit condition", Tightened),
            (NO, ENFORCED),
        ),
        kind(
            "a limit's condition changes",
            LIMITS,
            Edit::Value(|it| sets(it, "when", json!({"member": "AnyMember", "present": true}))),
            ("limit condition", Altered),
            (NO, ENFORCED),
        ),
        kind(
            "a limit becomes advice",
            LIMITS,
            Edit::Value(|it| comes(it, "advice", json!(true))),
            ("advice", Loosened),
            (NO, NO),
        ),
        kind(
            "advice becomes a limit",
            LIMITS,
            Edit::Value(|it| goes(it, "advice")),
            ("advice", Tightened),
            (NO, REQUEST),
        ),
        kind(
            "a limit was read on another page",
            LIMITS,
            Edit::Value(|it| sets(&mut it["source"], "page", json!("another"))),
            ("source", Reworded),
            (NO, NO),
        ),
        kind(
            "anchors change",
            &[
                "operation:parameters/*/limits/*",
                "type:members/*/limits/*",
                "operation:rules/*",
                "type:rules/*",
                "operation:quotas/*",
                "operation:objects/*",
                "operation:editions/*",
                "operation:preconditions/*",
                "operation:page_size",
            ],
            Edit::Value(|it| sets(&mut it["source"], "anchors", json!(["other words"]))),
            ("source", Reworded),
            (NO, NO),
        ),
    ]
}

pub(crate) fn rules() -> Vec<Kind> {
    const ALL: &[&str] = &["required", "forbidden", "at_most_one", "all_or_none"];
    vec![
        kind("a rule is removed", RULES, REMOVE, ("rule", Removed), (NO, NO)),
        kind("a rule is added", RULES, Edit::Item(add_rule), ("rule", Added), (NO, REQUEST)),
        kind("an advising rule is added", RULES, Edit::Item(add_advice), ("rule", Added), (NO, NO)),
        kind("rules change places", RULES, SWAP, ("order", Reworded), (NO, NO)),
        kind(
            "a rule is renamed",
            RULES,
            Edit::Value(|it| sets(it, "id", json!("renamed-by-test"))),
            ("rule", Renamed),
            (NO, REQUEST),
        ),
        kind(
            "a rule is reworded",
            RULES,
            Edit::Value(|it| sets(it, "doc", json!("Other words."))),
            ("doc", Reworded),
            (NO, NO),
        ),
        kind(
            "a rule asks for more",
            RULES,
            Edit::Value(|it| extends(it, ALL)),
            ("rule", Tightened),
            (NO, RULED),
        ),
        kind("a rule asks for less", RULES, Edit::Value(|it| drops(it, ALL)), ("rule", Loosened), (NO, NO)),
        kind(
            "a choice of members grows",
            RULES,
            Edit::Value(|it| extends(it, &["at_least_one"])),
            ("rule", Loosened),
            (NO, NO),
        ),
        kind(
            "a choice of members shrinks",
            RULES,
            Edit::Value(|it| drops(it, &["at_least_one"])),
            ("rule", Tightened),
            (NO, RULED),
        ),
        kind(
            "another member belongs to exactly one",
            RULES,
            Edit::Value(|it| extends(it, &["exactly_one"])),
            ("rule", Altered),
            (NO, RULED),
        ),
        kind(
            "advice is about another member",
            RULES,
            Edit::Value(|it| extends(it, &["ineffective"])),
            ("rule", Altered),
            (NO, NO),
        ),
        kind(
            "a rule becomes another",
            RULES,
            Edit::Value(|it| replaces(it, "forbidden", "required")),
            ("rule", Altered),
            (NO, RULED),
        ),
        kind("a total is lowered", RULES, Edit::Value(|it| totals(it, -1)), ("rule", Tightened), (NO, RULED)),
        kind("a total is raised", RULES, Edit::Value(|it| totals(it, 1)), ("rule", Loosened), (NO, NO)),
        kind(
            "a margin is raised",
            RULES,
            Edit::Value(|it| {
                !it["ordering"].is_null() && maps_or_adds(&mut it["ordering"], "margin_seconds")
            }),
            ("rule", Tightened),
            (NO, RULED),
        ),
        kind(
            "a rule gets a condition",
            RULES,
            Edit::Value(|it| comes(it, "when", json!({"member": "AnyMember", "present": true}))),
            ("rule condition", Loosened),
            (NO, NO),
        ),
        kind(
            "a rule loses its condition",
            RULES,
            Edit::Value(|it| goes(it, "when")),
            ("rule condition", Tightened),
            (NO, RULED),
        ),
        kind(
            "a rule was read on another page",
            RULES,
            Edit::Value(|it| sets(&mut it["source"], "page", json!("another"))),
            ("source", Reworded),
            (NO, NO),
        ),
    ]
}

pub(crate) fn errors() -> Vec<Kind> {
    vec![
        kind("an error is removed", ERRORS, REMOVE, ("error", Removed), (LAST_OF_CODE, REPEATED)),
        kind("an error is added", ERRORS, Edit::Item(add_error), ("error", Added), (NO, NO)),
        kind("errors change places", ERRORS, SWAP, ("order", Reworded), (NO, NO)),
        kind(
            "an error is no longer repeated",
            ERRORS,
            Edit::Value(|it| classes(it, &["throttled", "resign", "server"], "caller")),
            ("error class", Reclassified),
            (NO, YES),
        ),
        kind(
            "an error counts as a quota",
            ERRORS,
            Edit::Value(|it| classes(it, &["auth", "caller", "unknown"], "quota")),
            ("error class", Reclassified),
            (NO, NO),
        ),
        kind(
            "an error is repeated",
            ERRORS,
            Edit::Value(|it| classes(it, &["auth", "caller", "unknown", "quota"], "throttled")),
            ("error class", Reclassified),
            (NO, NO),
        ),
        kind(
            "an error has another status",
            ERRORS,
            Edit::Value(|it| sets(it, "status", json!(599))),
            ("error status", Reclassified),
            (NO, NO),
        ),
        kind(
            "an error has another code",
            ERRORS,
            Edit::Value(|it| sets(it, "code", json!("RenamedByTest"))),
            ("error", Renamed),
            (LAST_OF_CODE, NO),
        ),
        kind(
            "an error's meaning is reworded",
            ERRORS,
            Edit::Value(|it| sets(it, "meaning", json!("other words"))),
            ("meaning", Reworded),
            (NO, NO),
        ),
        kind(
            "an error was read on another page",
            ERRORS,
            Edit::Value(|it| sets(it, "source", json!("another"))),
            ("source", Reworded),
            (NO, NO),
        ),
    ]
}

pub(crate) fn operations() -> Vec<Kind> {
    const QUOTAS: &[&str] = &["operation:quotas/*"];
    const OBJECTS: &[&str] = &["operation:objects/*"];
    const BOUNDS: &[&str] = &["max_calls", "lifetime_seconds", "max_objects"];
    vec![
        kind(
            "a title is reworded",
            OPERATIONS,
            Edit::Value(|it| sets(it, "title", json!("Other words"))),
            ("title", Reworded),
            (NO, NO),
        ),
        kind(
            "a doc is reworded",
            OPERATIONS,
            Edit::Value(|it| sets(it, "doc", json!(["Other words."]))),
            ("doc", Reworded),
            (NO, NO),
        ),
        kind(
            "a method changes",
            &["operation:http"],
            Edit::Value(|it| sets(it, "method", json!("PUT"))),
            ("method", Altered),
            (NO, YES),
        ),
        kind(
            "a base changes",
            &["operation:http"],
            Edit::Value(|it| sets(it, "base", json!("other"))),
            ("base", Altered),
            (NO, YES),
        ),
        kind(
            "a path changes",
            &["operation:http"],
            Edit::Value(|it| sets(it, "path", json!("/other"))),
            ("path", Altered),
            (NO, YES),
        ),
        kind(
            "a constant parameter comes",
            &["operation:http"],
            Edit::Value(|it| sets_or_comes(it, "query", json!({"by": "test"}))),
            ("query", Altered),
            (NO, YES),
        ),
        kind(
            "a read becomes a write",
            OPERATIONS,
            Edit::Value(|it| becomes_word(it, "effect", "read", "write")),
            ("effect", Reclassified),
            (NO, YES),
        ),
        kind(
            "a write becomes a read",
            OPERATIONS,
            Edit::Value(|it| becomes_word(it, "effect", "write", "read")),
            ("effect", Reclassified),
            (NO, NO),
        ),
        kind(
            "a repeat is no longer harmless",
            OPERATIONS,
            Edit::Value(|it| it["idempotency"] != "none" && sets(it, "idempotency", json!("none"))),
            ("idempotency", Reclassified),
            (NO, YES),
        ),
        kind(
            "a repeat becomes harmless",
            OPERATIONS,
            Edit::Value(|it| becomes_word(it, "idempotency", "none", "natural")),
            ("idempotency", Reclassified),
            (NO, NO),
        ),
        kind(
            "a token's window shrinks",
            &["operation:idempotency"],
            Edit::Value(|it| maps(it, "window_seconds", |it| it - 1)),
            ("idempotency window", Tightened),
            (NO, YES),
        ),
        kind(
            "a token's window grows",
            &["operation:idempotency"],
            Edit::Value(|it| maps(it, "window_seconds", |it| it + 1)),
            ("idempotency window", Loosened),
            (NO, NO),
        ),
        kind(
            "a token is another parameter",
            &["operation:idempotency"],
            Edit::Value(|it| it.is_object() && sets(it, "token", json!("Another"))),
            ("idempotency token", Altered),
            (NO, YES),
        ),
        kind(
            "a token is issued",
            &["operation:idempotency"],
            Edit::Value(|it| it.is_object() && becomes_word(it, "form", "uuid", "issued")),
            ("idempotency form", Reclassified),
            (NO, YES),
        ),
        kind(
            "a token is made up",
            &["operation:idempotency"],
            Edit::Value(|it| it.is_object() && becomes_word(it, "form", "issued", "uuid")),
            ("idempotency form", Reclassified),
            (NO, NO),
        ),
        kind(
            "a session is no longer sent",
            OPERATIONS,
            Edit::Value(|it| goes(it, "session")),
            ("session", Altered),
            (NO, YES),
        ),
        kind(
            "a session is needed",
            OPERATIONS,
            Edit::Value(|it| it["session"] != "required" && sets_or_comes(it, "session", json!("required"))),
            ("session", Tightened),
            (NO, YES),
        ),
        kind(
            "an operation is deprecated",
            OPERATIONS,
            Edit::Value(|it| comes(it, "deprecated", json!("another"))),
            ("deprecated", Reclassified),
            (NO, NO),
        ),
        kind(
            "less is known of errors",
            OPERATIONS,
            Edit::Value(|it| becomes_word(it, "errors_known", "listed", "unknown")),
            ("errors_known", Reworded),
            (NO, NO),
        ),
        kind(
            "success has other codes",
            &["operation:body_status"],
            Edit::Value(|it| sets(it, "success", json!(["another"]))),
            ("body status", Altered),
            (NO, YES),
        ),
        kind(
            "success has more codes",
            &["operation:body_status"],
            Edit::Value(|it| extends(it, &["success"])),
            ("body status", Loosened),
            (NO, NO),
        ),
        kind(
            "answers tell of no errors",
            OPERATIONS,
            Edit::Value(|it| goes(it, "body_status")),
            ("body status", Removed),
            (NO, NO),
        ),
        kind(
            "answers may tell of errors",
            OPERATIONS,
            Edit::Value(|it| {
                comes(it, "body_status", json!({"code": "a", "message": "b", "success": ["c"]}))
            }),
            ("body status", Added),
            (NO, YES),
        ),
        kind(
            "a rate is lowered",
            QUOTAS,
            Edit::Value(|it| maps(it, "calls", |calls| calls - 1)),
            ("rate", Tightened),
            (NO, YES),
        ),
        kind(
            "a rate is raised",
            QUOTAS,
            Edit::Value(|it| maps(it, "calls", |calls| calls + 1)),
            ("rate", Loosened),
            (NO, NO),
        ),
        kind(
            "a rate is over a longer time",
            QUOTAS,
            Edit::Value(|it| maps(it, "per_seconds", |time| time + 1)),
            ("rate", Tightened),
            (NO, YES),
        ),
        kind(
            "a rate is counted otherwise",
            QUOTAS,
            Edit::Value(|it| sets(it, "scope", json!({"pool": "test"}))),
            ("rate scope", Altered),
            (NO, YES),
        ),
        kind("a rate is removed", QUOTAS, REMOVE, ("rate", Removed), (NO, NO)),
        kind("a rate is added", QUOTAS, Edit::Item(add_quota), ("rate", Added), (NO, YES)),
        kind("rates change places", QUOTAS, SWAP, ("order", Reworded), (NO, NO)),
        kind(
            "an object's bound is lowered",
            OBJECTS,
            Edit::Value(|it| moves(it, BOUNDS, -1)),
            ("object limit", Tightened),
            (NO, YES),
        ),
        kind(
            "an object's bound is raised",
            OBJECTS,
            Edit::Value(|it| moves(it, BOUNDS, 1)),
            ("object limit", Loosened),
            (NO, NO),
        ),
        kind("an object's limits are removed", OBJECTS, REMOVE, ("object limit", Removed), (NO, NO)),
        kind(
            "a page gets shorter",
            &["operation:page_size"],
            Edit::Value(|it| maps(it, "items", |items| items - 1)),
            ("page size", Tightened),
            (NO, YES),
        ),
        kind(
            "a page gets longer",
            &["operation:page_size"],
            Edit::Value(|it| maps(it, "items", |items| items + 1)),
            ("page size", Loosened),
            (NO, NO),
        ),
        kind("an edition is removed", &["operation:editions/*"], REMOVE, ("edition", Removed), (NO, NO)),
        kind(
            "an edition is reworded",
            &["operation:editions/*"],
            Edit::Value(|it| sets(it, "doc", json!("Other words."))),
            ("doc", Reworded),
            (NO, NO),
        ),
        kind(
            "a precondition is removed",
            &["operation:preconditions/*"],
            REMOVE,
            ("precondition", Removed),
            (NO, NO),
        ),
        kind(
            "a precondition is reworded",
            &["operation:preconditions/*"],
            Edit::Value(|it| sets(it, "doc", json!("Other words."))),
            ("doc", Reworded),
            (NO, NO),
        ),
        kind(
            "a precondition is added",
            OPERATIONS,
            Edit::Value(|it| {
                comes(
                    it,
                    "preconditions",
                    json!([{"doc": "More.", "source": {"page": "a", "anchors": ["b"]}}]),
                )
            }),
            ("precondition", Added),
            (NO, YES),
        ),
        kind(
            "a correction changes",
            &["operation:fixes/*"],
            Edit::Value(|it| sets(it, "because", json!("other words"))),
            ("fix", Reworded),
            (NO, NO),
        ),
        kind(
            "an example changes",
            &["operation:examples/*"],
            Edit::Value(|it| sets(it, "doc", json!("Other words."))),
            ("example", Reworded),
            (NO, NO),
        ),
        kind(
            "an example is removed",
            &["operation:examples/*"],
            Edit::Item(|list, at| {
                list.len() > 1 && {
                    list.remove(at);
                    true
                }
            }),
            ("example", Removed),
            (NO, NO),
        ),
    ]
}

pub(crate) fn types() -> Vec<Kind> {
    const VALUES: &[&str] = &["type:values/*"];
    const VARIANTS: &[&str] = &["type:variants/*"];
    vec![
        kind(
            "a type's doc is reworded",
            TYPES,
            Edit::Value(|it| sets(it, "doc", json!(["Other words."]))),
            ("doc", Reworded),
            (NO, NO),
        ),
        kind(
            "a value is removed",
            VALUES,
            Edit::Item(|list, at| {
                list.len() > 1 && {
                    list.remove(at);
                    true
                }
            }),
            ("enum value", Removed),
            (YES, CLOSED),
        ),
        kind(
            "a value is added",
            VALUES,
            Edit::Item(|list, at| {
                list.insert(at, json!({"value": "added-by-test", "doc": "More."}));
                true
            }),
            ("enum value", Added),
            (NO, NO),
        ),
        kind(
            "a value is renamed",
            VALUES,
            Edit::Value(|it| sets(it, "value", json!("renamed-by-test"))),
            ("enum value", Renamed),
            (YES, YES),
        ),
        kind(
            "a value is reworded",
            VALUES,
            Edit::Value(|it| sets(it, "doc", json!("Other words."))),
            ("doc", Reworded),
            (NO, NO),
        ),
        kind("values change places", VALUES, SWAP, ("order", Reworded), (NO, NO)),
        kind(
            "an enumeration opens",
            TYPES,
            Edit::Value(|it| it["values"].is_array() && comes(it, "open", json!(true))),
            ("open", Loosened),
            (NO, NO),
        ),
        kind(
            "an enumeration closes",
            TYPES,
            Edit::Value(|it| goes(it, "open")),
            ("open", Tightened),
            (NO, REQUEST),
        ),
        kind(
            "an enumeration ignores case",
            TYPES,
            Edit::Value(|it| it["values"].is_array() && comes(it, "any_case", json!(true))),
            ("letter case", Loosened),
            (NO, NO),
        ),
        kind(
            "an enumeration minds case",
            TYPES,
            Edit::Value(|it| goes(it, "any_case")),
            ("letter case", Tightened),
            (NO, CLOSED),
        ),
        kind(
            "values were read elsewhere",
            TYPES,
            Edit::Value(|it| it["source"].is_object() && sets(&mut it["source"], "page", json!("another"))),
            ("source", Reworded),
            (NO, NO),
        ),
        kind(
            "a variant is removed",
            VARIANTS,
            Edit::Item(|list, at| {
                list.len() > 1 && {
                    list.remove(at);
                    true
                }
            }),
            ("variant", Removed),
            (YES, YES),
        ),
        kind(
            "a variant is added",
            VARIANTS,
            Edit::Item(|list, at| {
                list.insert(at, json!({"name": "AddedByTest", "doc": "More.", "constant": "added-by-test"}));
                true
            }),
            ("variant", Added),
            (NO, NO),
        ),
        kind(
            "a variant is renamed",
            VARIANTS,
            Edit::Value(|it| sets(it, "name", json!("RenamedByTest"))),
            ("variant", Renamed),
            (YES, NO),
        ),
        kind(
            "a variant is reworded",
            VARIANTS,
            Edit::Value(|it| sets(it, "doc", json!("Other words."))),
            ("doc", Reworded),
            (NO, NO),
        ),
        kind(
            "a variant's constant changes",
            VARIANTS,
            Edit::Value(|it| grows(it, &["constant"])),
            ("constant", Altered),
            (NO, YES),
        ),
        kind(
            "a variant has another type",
            VARIANTS,
            Edit::Value(|it| sets(it, "type", json!("list<list<string>>"))),
            ("type", Altered),
            (YES, YES),
        ),
        kind("variants change places", VARIANTS, SWAP, ("order", Altered), (NO, YES)),
        kind(
            "a variant is told otherwise",
            VARIANTS,
            Edit::Value(|it| extends(it, &["told_by"])),
            ("told by", Altered),
            (NO, YES),
        ),
        kind(
            "an object arrives as itself",
            TYPES,
            Edit::Value(|it| goes(it, "embedded")),
            ("embedded", Altered),
            (NO, ANSWER),
        ),
        kind(
            "an enumeration becomes an object",
            TYPES,
            Edit::Value(becomes_object),
            ("kind of type", Altered),
            (YES, YES),
        ),
        kind("a type is renamed", TYPES, Edit::Files(rename_type), ("type", Renamed), (YES, NO)),
        kind("a type is added", TYPES, Edit::Files(add_type), ("type", Added), (NO, NO)),
        kind("a type is removed", TYPES, Edit::Files(remove_file), ("type", Removed), (YES, NO)),
    ]
}

pub(crate) fn services() -> Vec<Kind> {
    const ENDPOINTS: &[&str] = &["service:endpoints/*"];
    const REGIONS: &[&str] = &["service:endpoints/*/regions/*"];
    const PAGES: &[&str] = &["service:pages/*"];
    vec![
        kind(
            "a service's title is reworded",
            SERVICES,
            Edit::Value(|it| sets(it, "title", json!("Other words"))),
            ("title", Reworded),
            (NO, NO),
        ),
        kind(
            "a service's doc is reworded",
            SERVICES,
            Edit::Value(|it| sets(it, "doc", json!("Other words."))),
            ("doc", Reworded),
            (NO, NO),
        ),
        kind(
            "an API has another version",
            SERVICES,
            Edit::Value(|it| sets(it, "version", json!("9999"))),
            ("version", Altered),
            (NO, YES),
        ),
        kind(
            "a service speaks another protocol",
            SERVICES,
            Edit::Value(|it| it["protocol"] != "top" && sets(it, "protocol", json!("top"))),
            ("protocol", Altered),
            (NO, YES),
        ),
        kind(
            "a variable is another",
            &["service:environment"],
            Edit::Value(|it| sets(it, "secret", json!("OTHER"))),
            ("environment variable", Altered),
            (NO, YES),
        ),
        kind(
            "a variable is added",
            &["service:environment"],
            Edit::Value(|it| comes(it, "token", json!("OTHER"))),
            ("environment variable", Added),
            (NO, NO),
        ),
        kind(
            "a variable is removed",
            &["service:environment"],
            Edit::Value(|it| goes(it, "token")),
            ("environment variable", Removed),
            (NO, YES),
        ),
        kind(
            "a base has another URL",
            &["service:endpoints/*/bases/*"],
            Edit::Value(|it| {
                *it = json!("https://other.example");
                true
            }),
            ("base URL", Altered),
            (NO, YES),
        ),
        kind(
            "a base is added",
            &["service:endpoints/*/bases"],
            Edit::Value(|it| comes(it, "test", json!("https://other.example"))),
            ("base URL", Added),
            (NO, NO),
        ),
        kind(
            "a network is renamed",
            ENDPOINTS,
            Edit::Value(|it| sets(it, "network", json!("other"))),
            ("network", Altered),
            (NO, YES),
        ),
        kind(
            "a region is removed",
            REGIONS,
            Edit::Item(|list, at| {
                list.len() > 1 && {
                    list.remove(at);
                    true
                }
            }),
            ("regions", Tightened),
            (NO, YES),
        ),
        kind(
            "a region is added",
            REGIONS,
            Edit::Item(|list, at| {
                list.insert(at + 1, json!("test-1"));
                true
            }),
            ("regions", Loosened),
            (NO, NO),
        ),
        kind(
            "another region comes first",
            &["service:endpoints/*/regions/0"],
            Edit::Item(|list, at| {
                list.insert(at, json!("test-1"));
                true
            }),
            ("regions", Altered),
            (NO, YES),
        ),
        kind(
            "an endpoint is removed",
            ENDPOINTS,
            Edit::Item(|list, at| {
                list.len() > 1 && {
                    list.remove(at);
                    true
                }
            }),
            ("endpoint", Removed),
            (NO, YES),
        ),
        kind(
            "an endpoint is added",
            ENDPOINTS,
            Edit::Item(|list, at| {
                list.insert(at + 1, json!({"network": "test", "bases": {"": "https://test.example"}}));
                true
            }),
            ("endpoint", Added),
            (NO, NO),
        ),
        kind("endpoints change places", ENDPOINTS, SWAP, ("order", Altered), (NO, YES)),
        kind(
            "a page was read again",
            PAGES,
            Edit::Value(|it| sets(it, "date", json!("2027-01-01"))),
            ("date", Reworded),
            (NO, NO),
        ),
        kind(
            "a page's title changes",
            PAGES,
            Edit::Value(|it| sets(it, "title", json!("Other words"))),
            ("title", Reworded),
            (NO, NO),
        ),
        kind(
            "a page is in another language",
            PAGES,
            Edit::Value(|it| sets(it, "locale", json!("xx"))),
            ("locale", Reworded),
            (NO, NO),
        ),
        kind("a page is removed", PAGES, Edit::Files(remove_page), ("page", Removed), (YES, NO)),
        kind(
            "a page is added",
            SERVICES,
            Edit::Value(|it| {
                comes(
                    &mut it["pages"],
                    "added-by-test",
                    json!({"title": "t", "locale": "xx", "date": "2027-01-01"}),
                )
            }),
            ("page", Added),
            (NO, NO),
        ),
        kind("a page's id changes", PAGES, Edit::Files(rename_page), ("page", Renamed), (YES, NO)),
        kind(
            "a spelling changes nothing",
            SERVICES,
            Edit::Value(|it| comes_in(it, "names", "WordOfNoName", "wordofnoname")),
            ("Rust spelling", Renamed),
            (NO, NO),
        ),
        kind(
            "a spelling changes names",
            SERVICES,
            Edit::Value(|it| it["service"] == "mqtt" && comes_in(it, "names", "Client", "ident_by_test")),
            ("Rust spelling", Renamed),
            (YES, NO),
        ),
    ]
}

pub(crate) fn trees() -> Vec<Kind> {
    vec![
        kind(
            "an operation is removed",
            OPERATIONS,
            Edit::Files(remove_file),
            ("operation", Removed),
            (YES, YES),
        ),
        kind("an operation is added", OPERATIONS, Edit::Files(add_operation), ("operation", Added), (NO, NO)),
        kind(
            "an operation is renamed",
            OPERATIONS,
            Edit::Files(rename_operation),
            ("operation", Renamed),
            (YES, YES),
        ),
        kind("a service is removed", SERVICES, Edit::Files(remove_service), ("service", Removed), (YES, YES)),
        kind("a service is added", SERVICES, Edit::Files(add_service), ("service", Added), (NO, NO)),
    ]
}

const UPPER: [&str; 6] =
    ["max_length", "max", "max_items", "item_max_length", "max_serialized", "max_ahead_seconds"];
const LOWER: [&str; 5] = ["min_length", "min", "min_items", "item_min_length", "min_ahead_seconds"];
const CHOICES: [&str; 3] = ["one_of", "item_one_of", "file_types"];

const REMOVE: Edit = Edit::Item(|list, at| {
    list.remove(at);
    true
});

/// Items that differ, so that their order can be seen.
const SWAP: Edit = Edit::Item(|list, at| {
    let is_other = at + 1 < list.len();
    if is_other {
        list.swap(at, at + 1);
    }
    is_other
});

fn add_member(list: &mut Vec<Value>, at: usize) -> bool {
    list.insert(at, json!({"name": "AddedByTest", "type": "string", "doc": "More."}));
    true
}

fn add_needed(list: &mut Vec<Value>, at: usize) -> bool {
    list.insert(at, json!({"name": "AddedByTest", "type": "string", "doc": "More.", "required": true}));
    true
}

fn add_rule(list: &mut Vec<Value>, at: usize) -> bool {
    let source = json!({"page": "a", "anchors": ["b"]});
    list.insert(at, json!({"id": "added-by-test", "doc": "More.", "forbidden": ["X"], "source": source}));
    true
}

fn add_advice(list: &mut Vec<Value>, at: usize) -> bool {
    let source = json!({"page": "a", "anchors": ["b"]});
    list.insert(at, json!({"id": "added-by-test", "doc": "More.", "ineffective": ["X"], "source": source}));
    true
}

fn add_error(list: &mut Vec<Value>, at: usize) -> bool {
    list.insert(
        at,
        json!({"status": 418, "code": "AddedByTest", "class": "server", "meaning": "more", "source": "a"}),
    );
    true
}

fn add_quota(list: &mut Vec<Value>, at: usize) -> bool {
    let source = json!({"page": "a", "anchors": ["b"]});
    list.insert(at, json!({"calls": 7, "per_seconds": 77, "scope": {"pool": "test"}, "source": source}));
    true
}

fn adds_limit(member: &mut Value, advice: bool) -> bool {
    let mut limit = json!({"not_contains": "added-by-test", "source": {"page": "a", "anchors": ["b"]}});
    if advice {
        limit["advice"] = json!(true);
    }
    match member.get_mut("limits").and_then(Value::as_array_mut) {
        Some(limits) => limits.push(limit),
        None => member["limits"] = json!([limit]),
    }
    true
}

/// Gives a key another value that it had.
fn sets(it: &mut Value, key: &str, value: Value) -> bool {
    let has = it.get(key).is_some_and(|old| *old != value);
    if has {
        it[key] = value;
    }
    has
}

/// Adds a key that was not there.
fn comes(it: &mut Value, key: &str, value: Value) -> bool {
    let lacks = it.get(key).is_none();
    if lacks {
        it[key] = value;
    }
    lacks
}

fn sets_or_comes(it: &mut Value, key: &str, value: Value) -> bool {
    it[key] = value;
    true
}

fn comes_in(it: &mut Value, object: &str, key: &str, value: &str) -> bool {
    if it.get(object).is_none() {
        it[object] = json!({});
    }
    comes(&mut it[object], key, json!(value))
}

/// Takes out a key.
fn goes(it: &mut Value, key: &str) -> bool {
    it.as_object_mut().is_some_and(|object| object.remove(key).is_some())
}

fn becomes(it: &mut Value, from: &str, to: &str) -> bool {
    becomes_word(it, "type", from, to)
}

fn becomes_word(it: &mut Value, key: &str, from: &str, to: &str) -> bool {
    it[key] == from && sets(it, key, json!(to))
}

fn formats(it: &mut Value, from: &str, to: &str) -> bool {
    becomes_word(it, "format", from, to)
}

fn units(it: &mut Value, limit: &str, from: &str, to: &str) -> bool {
    it.get(limit).is_some() && becomes_word(it, "unit", from, to)
}

fn classes(it: &mut Value, from: &[&str], to: &str) -> bool {
    from.contains(&it["class"].as_str().unwrap_or_default()) && sets(it, "class", json!(to))
}

/// Moves the first of these numbers that is there, where it stays in its range.
fn moves(it: &mut Value, keys: &[&str], by: i64) -> bool {
    let Some(key) = keys.iter().find(|key| it.get(**key).is_some()) else {
        return false;
    };
    let least = if matches!(*key, "min" | "max") { i64::MIN } else { 1 };
    match it[*key].as_i64() {
        Some(number) if number + by >= least => sets(it, key, json!(number + by)),
        Some(_) => false,
        None => {
            it[*key].as_f64().is_some_and(|number| sets(it, key, json!(number * 2.0_f64.powi(by as i32))))
        }
    }
}

fn maps(it: &mut Value, key: &str, to: fn(i64) -> i64) -> bool {
    match it[key].as_i64().map(|number| (number, to(number))) {
        Some((from, to)) if to >= 1 && from != to => sets(it, key, json!(to)),
        _ => false,
    }
}

fn maps_or_adds(it: &mut Value, key: &str) -> bool {
    comes(it, key, json!(1)) || maps(it, key, |number| number + 1)
}

/// Adds another item to the first of these lists that is there.
fn extends(it: &mut Value, keys: &[&str]) -> bool {
    let list = keys.iter().find(|key| it.get(**key).is_some());
    let Some(list) = list.and_then(|key| it[*key].as_array_mut()) else {
        return false;
    };
    let item = if list.first().is_some_and(Value::is_i64) { json!(987_654) } else { json!("AddedByTest") };
    list.push(item);
    true
}

/// Takes the first item from the first of these lists that is there.
fn drops(it: &mut Value, keys: &[&str]) -> bool {
    let list = keys.iter().find(|key| it.get(**key).is_some());
    match list.and_then(|key| it[*key].as_array_mut()) {
        Some(list) if list.len() > 1 => {
            list.remove(0);
            true
        }
        _ => false,
    }
}

/// Makes the first of these texts that is there longer.
fn grows(it: &mut Value, keys: &[&str]) -> bool {
    let Some(key) = keys.iter().find(|key| it.get(**key).is_some()) else {
        return false;
    };
    let longer = format!("{}x", it[*key].as_str().unwrap_or_default());
    sets(it, key, json!(longer))
}

fn replaces(it: &mut Value, from: &str, to: &str) -> bool {
    let Some(value) = it.as_object_mut().and_then(|object| object.remove(from)) else {
        return false;
    };
    it[to] = value;
    true
}

fn totals(it: &mut Value, by: i64) -> bool {
    let keys = [("total_length", "max"), ("total_items", "max"), ("range_span", "max_seconds")];
    let Some((rule, key)) = keys.iter().find(|(rule, _)| it.get(*rule).is_some()) else {
        return false;
    };
    it[*rule][*key].as_i64().is_some_and(|total| sets(&mut it[*rule], key, json!((total + by).max(1))))
}

fn becomes_object(it: &mut Value) -> bool {
    let is_enumeration = it["values"].is_array();
    if is_enumeration {
        for key in ["values", "open", "any_case", "source"] {
            goes(it, key);
        }
        it["members"] = json!([{"name": "a", "type": "string", "doc": "More."}]);
    }
    is_enumeration
}

type Changed = Option<(String, BTreeMap<String, Option<Value>>)>;

/// The files of a service that are others after a change of each.
fn everywhere(site: &Site<'_>, change: impl Fn(&str, &mut Value)) -> BTreeMap<String, Option<Value>> {
    let mut changed = BTreeMap::new();
    for (path, file) in site.service() {
        let mut other = file.clone();
        change(path, &mut other);
        if other != *file {
            changed.insert(path.clone(), Some(other));
        }
    }
    changed
}

fn rename_member(site: &Site<'_>) -> Changed {
    let name = site.value["name"].as_str()?;
    let to = format!("{name}Renamed");
    let is_nested = sort(&site.path) == "type";
    let changed = everywhere(site, |path, file| {
        let is_own = *path == site.path;
        if is_own {
            let mut way = site.way.clone();
            way.push("name".to_owned());
            *crate::mutants::at(file, &way) = json!(to);
        }
        references(file, (name, &to), (is_own, is_nested));
    });
    Some((site.path.clone(), changed))
}

/// Renames a member wherever a file names it: in its own file by itself, in others behind a dot.
fn references(file: &mut Value, (from, to): (&str, &str), (is_own, is_nested): (bool, bool)) {
    let way = |text: &str| -> String {
        let parts = text.split('.').enumerate();
        let renamed = parts.map(|(at, part)| {
            let is_it = part == from && if at == 0 { is_own } else { is_nested };
            if is_it { to } else { part }
        });
        renamed.collect::<Vec<_>>().join(".")
    };
    let pairs: Vec<(&str, Value)> = ["rules", "idempotency", "body_status", "embedded"]
        .into_iter()
        .filter_map(|key| Some((key, file.get(key)?.clone())))
        .collect();
    for (key, mut value) in pairs {
        texts(&mut value, &["id", "doc", "source", "unit", "is", "contains", "success", "form"], &way);
        file[key] = value;
    }
    for key in ["parameters", "members"] {
        for member in file.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            for limit in member.get_mut("limits").and_then(Value::as_array_mut).into_iter().flatten() {
                if let Some(when) = limit.get_mut("when") {
                    texts(when, &["is", "contains"], &way);
                }
            }
        }
    }
    if let (true, Some(path)) = (is_own, file.get("http").and_then(|http| http["path"].as_str())) {
        file["http"]["path"] = json!(path.replace(&format!("{{{from}}}"), &format!("{{{to}}}")));
    }
    if is_nested {
        for variant in file.get_mut("variants").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(told_by) = variant.get_mut("told_by") {
                texts(told_by, &[], &|text| if text == from { to.to_owned() } else { text.to_owned() });
            }
        }
    }
    for example in file.get_mut("examples").and_then(Value::as_array_mut).into_iter().flatten() {
        for key in ["request", "answer"] {
            if let Some(value) = example.get_mut(key) {
                keys(value, (from, to), (0, is_own, is_nested));
            }
        }
    }
}

/// Puts every text of a value through a function, but those under some keys.
fn texts(value: &mut Value, but: &[&str], to: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = to(text),
        Value::Array(items) => items.iter_mut().for_each(|item| texts(item, but, to)),
        Value::Object(object) => {
            let rest = object.iter_mut().filter(|(key, _)| !but.contains(&key.as_str()));
            rest.for_each(|(_, value)| texts(value, but, to));
        }
        _ => {}
    }
}

fn keys(value: &mut Value, names: (&str, &str), (depth, is_own, is_nested): (usize, bool, bool)) {
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(|item| keys(item, names, (depth, is_own, is_nested)))
        }
        Value::Object(object) => {
            object.values_mut().for_each(|inner| keys(inner, names, (depth + 1, is_own, is_nested)));
            let applies = if depth == 0 { is_own && !is_nested } else { is_nested };
            if let Some(inner) = object.get(names.0).filter(|_| applies).cloned() {
                object.remove(names.0);
                object.insert(names.1.to_owned(), inner);
            }
        }
        _ => {}
    }
}

fn rename_type(site: &Site<'_>) -> Changed {
    let name = site.file["type"].as_str()?.to_owned();
    let to = format!("{name}Renamed");
    let mut changed = everywhere(site, |_, file| {
        for key in ["parameters", "answer", "members", "variants"] {
            for item in file.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
                let kind = item["type"].as_str().unwrap_or_default().to_owned();
                let inner = kind.trim_start_matches("list<").trim_start_matches("map<").trim_end_matches('>');
                if inner == name {
                    item["type"] = json!(kind.replace(&name, &to));
                }
            }
        }
    });
    let mut file = changed.remove(&site.path).flatten().unwrap_or_else(|| site.file.clone());
    file["type"] = json!(to);
    let path = site.path.replace(&format!("{name}.json"), &format!("{to}.json"));
    changed.insert(site.path.clone(), None);
    changed.insert(path.clone(), Some(file));
    Some((path, changed))
}

fn add_type(site: &Site<'_>) -> Changed {
    let path = format!("{}AddedByTest.json", site.path.trim_end_matches(".json"));
    let mut file = site.file.clone();
    file["type"] = json!(format!("{}AddedByTest", site.file["type"].as_str()?));
    Some((path.clone(), BTreeMap::from([(path, Some(file))])))
}

fn remove_file(site: &Site<'_>) -> Changed {
    Some((site.path.clone(), BTreeMap::from([(site.path.clone(), None)])))
}

fn add_operation(site: &Site<'_>) -> Changed {
    let (path, mut changed) = rename_operation(site)?;
    changed.remove(&site.path);
    Some((path, changed))
}

fn rename_operation(site: &Site<'_>) -> Changed {
    let name = format!("{}Renamed", site.file["operation"].as_str()?);
    let folder = site.path.split('/').next()?;
    let path = format!("{folder}/{name}.json");
    let mut file = site.file.clone();
    file["operation"] = json!(name);
    Some((path.clone(), BTreeMap::from([(site.path.clone(), None), (path, Some(file))])))
}

fn remove_page(site: &Site<'_>) -> Changed {
    let mut file = site.file.clone();
    let id = site.way.last()?;
    let pages = file["pages"].as_object_mut()?;
    pages.remove(id);
    Some((site.path.clone(), BTreeMap::from([(site.path.clone(), Some(file))])))
}

fn rename_page(site: &Site<'_>) -> Changed {
    let id = site.way.last()?;
    let to = format!("{id}-renamed");
    let changed = everywhere(site, |path, file| {
        if *path == site.path {
            let page = file["pages"].as_object_mut().and_then(|pages| pages.remove(id));
            file["pages"][&to] = page.unwrap_or_default();
        }
        sources(file, id, &to);
    });
    Some((site.path.clone(), changed))
}

/// Renames a page wherever it is a source.
fn sources(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| sources(item, from, to)),
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match key.as_str() {
                    "source" if value == from => *value = json!(to),
                    "source" if value["page"] == from => value["page"] = json!(to),
                    "examples" | "example" => {}
                    _ => sources(value, from, to),
                }
            }
        }
        _ => {}
    }
}

fn remove_service(site: &Site<'_>) -> Changed {
    Some((site.path.clone(), site.service().map(|(path, _)| (path.clone(), None)).collect()))
}

fn add_service(site: &Site<'_>) -> Changed {
    let folder = site.path.split('/').next()?;
    let moved = |path: &String| path.replacen(folder, "added", 1);
    let files: Files = site.service().map(|(path, file)| (moved(path), file.clone())).collect();
    Some((moved(&site.path), files.into_iter().map(|(path, file)| (path, Some(file))).collect()))
}
