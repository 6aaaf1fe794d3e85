//! Where an operation is under HTTP, and which members travel in its path.

use super::facts::File;
use super::suggest::did_you_mean;
use super::text::{Name, check_name};
use crate::diagnostic::{Code, visible};
use crate::model::Protocol;
use crate::schema::{self, METHODS};
use crate::tree::{Node, Span};
use bindery_runtime::protocol::AlibabaRoa;
use bindery_runtime::table::{Check, Kind, Limit, Member, Method, Place, Shape};

/// Where an operation is.
pub(super) struct Http {
    pub(super) method: Method,
    pub(super) base: String,
    pub(super) path: String,
    pub(super) fixed_query: Vec<(String, String)>,
}

/// Lowers `http`, and checks it against the members that travel in path, query and body.
pub(super) fn lower(tree: &Node<'_>, shape: &Shape, file: &mut File<'_>) -> Http {
    let http = tree.get("http");
    let method = http.and_then(|http| http.text("method")).and_then(|word| schema::meaning(&METHODS, word));
    check_protocol(tree, http, file);
    let lowered = Http {
        method: method.unwrap_or(Method::Post),
        base: base(tree, http, file),
        path: path(tree, http, shape, file),
        fixed_query: fixed_query(http, shape, file),
    };
    check_places(tree, &lowered, shape, file);
    lowered
}

/// What is said of method, path or query where the protocol has no use for it would be dropped without a word.
fn check_protocol(tree: &Node<'_>, http: Option<&Node<'_>>, file: &mut File<'_>) {
    let key = |key: &str| http.and_then(|http| http.get(key));
    let needed: &[&str] = match file.facts.protocol {
        Protocol::AlibabaRpc => {
            refuse([key("path"), key("query")], "this protocol calls its base URL alone", file);
            &[]
        }
        Protocol::Top => {
            let method = key("method").filter(|method| method.as_text() != Some("POST"));
            refuse([method, key("path"), key("query")], "this protocol posts to its base URL alone", file);
            &[]
        }
        Protocol::JpushRest => &["method"],
        Protocol::AlibabaRoa => &["method", "path"],
    };
    for missing in needed.iter().filter(|needed| key(needed).is_none()) {
        let span = http.map_or_else(|| tree.head(), Node::head);
        let message = format!("an operation of this protocol needs `http` with its `{missing}`");
        file.report(Code::MissingKey, &span, message);
    }
}

fn refuse<'n, 't: 'n>(
    nodes: impl IntoIterator<Item = Option<&'n Node<'t>>>,
    message: &str,
    file: &mut File<'_>,
) {
    for node in nodes.into_iter().flatten() {
        file.report(Code::NotHere, &node.span, message).help("leave the key out");
    }
}

fn base(tree: &Node<'_>, http: Option<&Node<'_>>, file: &mut File<'_>) -> String {
    let node = http.and_then(|http| http.get("base"));
    let name = node.and_then(Node::as_text).unwrap_or_default();
    let bases = &file.facts.bases;
    if !bases.is_empty() && !bases.iter().any(|base| base == name) {
        let span = node.or(http).map_or_else(|| tree.head(), |node| node.span.clone());
        let message = if node.is_some() {
            format!("no endpoint has a base `{}`", visible(name))
        } else {
            "this operation does not say under which base it is".to_owned()
        };
        let help = format!("the bases are `{}`", bases.join("`, `"));
        file.report(Code::UnknownBase, &span, message).help(help);
    }
    name.to_owned()
}

fn path(tree: &Node<'_>, http: Option<&Node<'_>>, shape: &Shape, file: &mut File<'_>) -> String {
    let node = http.and_then(|http| http.get("path"));
    let text = node.and_then(Node::as_text).unwrap_or_default();
    let members: Vec<&str> = shape
        .members
        .iter()
        .filter(|member| member.place == Place::Path)
        .map(|member| member.wire_name)
        .collect();
    let span = node.map_or_else(|| tree.head(), |node| node.span.clone());
    let Some(named) = placeholders(text) else {
        let problem = file.report(Code::PathTemplate, &span, format!("`{}` is no plain path", visible(text)));
        problem.help("a path begins with a slash; its parts are letters, digits, - _ . : or one {name}");
        return text.to_owned();
    };
    for (at, name) in named.iter().enumerate() {
        if !members.contains(name) {
            let message =
                format!("the path names `{{{name}}}`, but no parameter travels in the path under that name");
            let problem = file.report(Code::PathTemplate, &span, message);
            match did_you_mean(name, members.iter().copied()) {
                Some(meant) => problem.help(format!("did you mean `{{{meant}}}`?")),
                None => problem.help("give the parameter `\"place\": \"path\"`"),
            };
        }
        if named[..at].contains(name) {
            file.report(Code::PathTemplate, &span, format!("the path names `{{{name}}}` twice"));
        }
    }
    check_members(tree, &named, file);
    text.to_owned()
}

/// Every member that travels in the path must have its place there, and be required.
fn check_members(tree: &Node<'_>, named: &[&str], file: &mut File<'_>) {
    for node in tree.list("parameters").iter().filter(|node| node.text("place") == Some("path")) {
        let (Some(place), Some(name)) = (node.get("place"), node.text("name")) else {
            continue;
        };
        if !named.contains(&name) {
            let message = format!("the path has no `{{{}}}`", visible(name));
            file.report(Code::PathTemplate, &place.span, message);
        }
        if !node.flag("required") {
            let message = "a path is not whole without this parameter";
            file.report(Code::PathTemplate, &place.span, message).help("add `\"required\": true`");
        }
    }
}

/// The names in braces, or `None` if the text is no plain path. A name may have an action after it:
/// `/things/{id}:stop`. A slash may stand at the end.
fn placeholders(path: &str) -> Option<Vec<&str>> {
    if path.is_empty() {
        return Some(Vec::new());
    }
    let plain = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'))
    };
    let path = path.strip_prefix('/')?;
    let mut names = Vec::new();
    for part in path.strip_suffix('/').unwrap_or(path).split('/').filter(|_| !path.is_empty()) {
        if let Some((name, action)) = part.strip_prefix('{').and_then(|part| part.split_once('}')) {
            let is_action = action.len() > 1 && action.starts_with(':') && plain(action);
            if !Name::Member.fits(name) || !(action.is_empty() || is_action) {
                return None;
            }
            names.push(name);
        } else if part.is_empty() || part == "." || part == ".." || !plain(part) {
            return None;
        }
    }
    Some(names)
}

fn fixed_query(http: Option<&Node<'_>>, shape: &Shape, file: &mut File<'_>) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for entry in http.and_then(|http| http.get("query")).map_or(&[][..], Node::entries) {
        check_name(file.path, &entry.span, &entry.key, Name::Member, file.problems);
        let text = entry.value.as_text().unwrap_or_default();
        let member = shape.index_of(&entry.key).map(|at| &shape.members[at]);
        // What is constant is sent once, whether or not a caller gives it; so both must mean one value.
        let is_same = |limit: &Limit| matches!(limit.0, Check::Constant(constant) if constant == text);
        if member.is_some_and(|it| it.place == Place::Query && !it.limits.iter().any(is_same)) {
            let message = format!("a parameter travels in the query as `{}` too", visible(&entry.key));
            let problem = file.report(Code::Duplicate, &entry.span, message);
            problem.help("delete one of them, or limit the parameter to this value with `constant`");
        }
        pairs.push((entry.key.clone().into_owned(), text.to_owned()));
    }
    pairs
}

/// Where each parameter travels: what the protocol has no place for, and what does not go together in one body.
fn check_places(tree: &Node<'_>, http: &Http, shape: &Shape, file: &mut File<'_>) {
    let mut body = None;
    for node in tree.list("parameters") {
        let at = node.text("name").and_then(|name| shape.index_of(name));
        let Some(member) = at.map(|at| &shape.members[at]) else {
            continue;
        };
        let span: Span =
            node.get("place").or_else(|| node.get("name")).map_or_else(|| node.head(), |it| it.span.clone());
        check_url(node, member, http, file);
        let protocol = file.facts.protocol;
        match member.place {
            Place::Ordinary if matches!(protocol, Protocol::AlibabaRpc | Protocol::Top) => {}
            _ if matches!(protocol, Protocol::AlibabaRpc | Protocol::Top) => {
                let message = "this protocol has one place for all parameters";
                file.report(Code::NotHere, &span, message).help("leave the key out");
            }
            Place::Header | Place::Form if protocol == Protocol::JpushRest => {
                let message = "only the protocol alibaba-roa has parameters there";
                file.report(Code::NotHere, &span, message);
            }
            Place::Header => check_header(member.wire_name, &span, file),
            Place::Query | Place::Path => {}
            Place::Ordinary | Place::Form | Place::WholeBody => {
                check_body(member.place, &mut body, http, &span, file);
            }
        }
    }
}

/// A body is one JSON object, one form or one whole parameter; some methods have none.
fn check_body(place: Place, body: &mut Option<Place>, http: &Http, span: &Span, file: &mut File<'_>) {
    let has_body = match file.facts.protocol {
        // The vendor's own clients send a body with a DELETE.
        Protocol::AlibabaRoa => http.method != Method::Get,
        Protocol::AlibabaRpc | Protocol::JpushRest | Protocol::Top => http.method.has_body(),
    };
    if !has_body {
        let message = format!("a {} request has no body for this parameter", http.method.as_str());
        file.report(Code::NotHere, span, message).help("give it `\"place\": \"query\"` or `\"path\"`");
        return;
    }
    let message = match *body {
        None => None,
        Some(other) if other == Place::WholeBody || place == Place::WholeBody => {
            Some("a parameter that is the whole body leaves no room for another in it")
        }
        Some(other) => (other != place).then_some("a body is either a form or JSON, not both"),
    };
    if let Some(message) = message {
        file.report(Code::NotHere, span, message);
    }
    if body.is_none() || place == Place::WholeBody {
        *body = Some(place);
    }
}

/// A header of the protocol's own, or of what carries it, is no parameter.
fn check_header(name: &str, span: &Span, file: &mut File<'_>) {
    let name = name.to_ascii_lowercase();
    let is_token =
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    if !is_token || AlibabaRoa::reserves(&name) {
        let message = format!("a parameter cannot travel in the header `{}`", visible(&name));
        file.report(Code::NotHere, span, message);
    }
}

/// URLs are logged on their way, so what is sensitive does not travel in them.
fn check_url(node: &Node<'_>, member: &Member, http: &Http, file: &mut File<'_>) {
    let is_query = file.facts.protocol == Protocol::AlibabaRpc && !http.method.has_body();
    let in_url = is_query || matches!(member.place, Place::Query | Place::Path);
    if in_url && (member.sensitive || has_secrets(member.kind)) {
        let span = node.get("sensitive").map_or_else(|| node.head(), |it| it.span.clone());
        let problem = file.report(Code::NotHere, &span, "a sensitive value would stand in the URL");
        problem.help("URLs are logged: leave the parameter out, or use a method with a body if there is one");
    }
}

/// Whether a value of this kind may hold a sensitive member. Types form no cycles.
fn has_secrets(kind: Kind) -> bool {
    match kind {
        Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::Float | Kind::Text | Kind::File | Kind::Json => false,
        Kind::Map(inner) | Kind::List(inner) => has_secrets(*inner),
        Kind::Union(union) => union.variants.iter().any(|variant| has_secrets(variant.kind)),
        Kind::Record(shape) => shape.members.iter().any(|it| it.sensitive || has_secrets(it.kind)),
    }
}
