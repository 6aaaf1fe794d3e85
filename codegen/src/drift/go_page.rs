//! Pages of Go packages: an interface whose methods are the operations, and structs with JSON tags.

use super::kind::Kind;
use super::page::{Line, Members, Row, Stated};
use super::words;
use std::collections::BTreeMap;

/// How deep structs are followed into structs.
const MAX_DEPTH: usize = 8;

/// A method and the call it makes.
#[derive(Debug)]
pub(crate) struct Method {
    /// The HTTP method.
    pub(crate) verb: String,
    /// The path, with `{…}` for what is filled in.
    pub(crate) path: String,
    /// What the page says of it.
    pub(crate) stated: Stated,
}

/// A struct that the page declares.
#[derive(Debug)]
struct Struct {
    fields: Vec<Field>,
    /// Whether it has fields that the page does not show.
    is_open: bool,
}

#[derive(Debug)]
struct Field {
    line: usize,
    /// The name on the wire; none for one that is embedded.
    wire_name: Option<String>,
    kind: String,
    comment: Vec<Line>,
}

/// Whether the page is one of a Go package.
pub(crate) fn is_go(lines: &[Line]) -> bool {
    let has = |needle: &dyn Fn(&str) -> bool| lines.iter().any(|(_, line)| needle(line.trim()));
    has(&|line| line.starts_with("type ") && line.ends_with('{'))
        && has(&|line| {
            line == "package"
                || line.starts_with("package ")
                || line.starts_with("import ")
                || line.starts_with("func ")
        })
}

/// The structs of the page with their members, by name.
pub(crate) fn objects(lines: &[Line]) -> Vec<(String, usize, Members)> {
    let structs = structs(lines);
    let object = |(name, object): (&String, &Struct)| {
        let line = object.fields.first().map_or(0, |field| field.line);
        (name.clone(), line, members(object, &structs, MAX_DEPTH))
    };
    structs.iter().map(object).collect()
}

/// A type that the package uses as its own and does not declare to the end: the page was cut off.
pub(super) fn missing(lines: &[Line]) -> Option<String> {
    let mut declared = Vec::new();
    for (at, (_, line)) in lines.iter().enumerate() {
        let Some(rest) = line.trim().strip_prefix("type ") else { continue };
        let name = rest.split([' ', '[']).next().unwrap_or_default();
        let is_open = rest.ends_with('{') && !lines[at..].iter().any(|(_, line)| line.trim() == "}");
        if is_open {
            return Some(name.to_owned());
        }
        declared.push(name);
    }
    let structs = structs(lines);
    let fields = structs.values().flat_map(|object| &object.fields).map(|field| field.kind.as_str());
    let declarations = declarations(lines);
    let signatures = declarations.iter().flat_map(|(_, declared, _)| declared.split([' ', ',', '(', ')']));
    let mut used = fields.chain(signatures.filter(|word| word.starts_with(['*', '['])));
    let name = used.find_map(|kind| own_type(kind).filter(|name| !declared.contains(name)))?;
    Some(name.to_owned())
}

/// The name of a type of the same package, inside pointers and lists.
fn own_type(kind: &str) -> Option<&str> {
    let name = kind.trim_start_matches(['*', '[', ']']);
    let is_own = name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|next| next.is_ascii_alphanumeric() || next == '_');
    is_own.then_some(name)
}

/// The methods that name the call they make.
pub(crate) fn methods(lines: &[Line]) -> Vec<Method> {
    let structs = structs(lines);
    let declarations = declarations(lines).into_iter();
    declarations.filter_map(|(line, declared, comment)| method(line, declared, comment, &structs)).collect()
}

/// The methods of the interfaces: line, declaration and comment.
fn declarations(lines: &[Line]) -> Vec<(usize, &str, Vec<Line>)> {
    let mut found = Vec::new();
    let mut inside = false;
    let mut comment: Vec<Line> = Vec::new();
    for (number, line) in lines {
        let text = line.trim();
        if text.starts_with("type ") && text.ends_with("interface {") {
            inside = true;
        } else if inside && text == "}" {
            inside = false;
        } else if let Some(words) = text.strip_prefix("//").filter(|_| inside) {
            comment.push((*number, words.trim().to_owned()));
        } else if inside && !text.is_empty() {
            found.push((*number, text, std::mem::take(&mut comment)));
        }
    }
    found
}

fn method(
    line: usize,
    declared: &str,
    comment: Vec<Line>,
    structs: &BTreeMap<String, Struct>,
) -> Option<Method> {
    let (verb, path) = comment.iter().find_map(|(_, text)| call(text))?;
    let (_, after) = declared.split_once('(')?;
    let (arguments, results) = after.split_once(')')?;
    let mut stated =
        Stated { line, intro: comment.clone(), text: comment, is_nested: true, ..Stated::default() };
    for argument in arguments.split(',') {
        let mut words = argument.split_whitespace();
        let (Some(name), Some(kind)) = (words.next(), words.next()) else { continue };
        match structs.get(kind.trim_start_matches('*')) {
            Some(object) if name == "param" => stated.parameters = members(object, structs, MAX_DEPTH),
            _ if name == "ctx" => {}
            _ => stated.parameters.rows.push(argument_row(line, name, kind, structs)),
        }
    }
    let result = results.trim_start_matches([' ', '(']).split(',').next().unwrap_or_default();
    if let Some(object) = structs.get(result.trim_start_matches('*').trim()) {
        stated.answer = members(object, structs, MAX_DEPTH);
    }
    let (path, _) = path.split_once('?').unwrap_or((&path, ""));
    Some(Method { verb, path: path.to_owned(), stated })
}

fn argument_row(line: usize, name: &str, kind: &str, structs: &BTreeMap<String, Struct>) -> Row {
    let field = Field { line, wire_name: Some(snake(name)), kind: kind.to_owned(), comment: Vec::new() };
    row(&field, name, structs, MAX_DEPTH)
}

/// `POST` and the path of a line that gives both.
fn call(text: &str) -> Option<(String, String)> {
    let verb = ["GET", "POST", "PUT", "DELETE", "PATCH"]
        .into_iter()
        .find(|verb| text.split(|next: char| !next.is_ascii_alphabetic()).any(|word| word == *verb))?;
    let path = text.split('`').find(|part| part.starts_with('/'))?;
    Some((verb.to_owned(), path.to_owned()))
}

/// `scheduleName` and `scheduleID` as `schedule_name` and `schedule_id`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    let mut was_lower = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && was_lower {
            snake.push('_');
        }
        was_lower = !character.is_ascii_uppercase();
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

fn structs(lines: &[Line]) -> BTreeMap<String, Struct> {
    let mut found = BTreeMap::new();
    let mut at = 0;
    while let Some((_, line)) = lines.get(at) {
        at += 1;
        let declared = line.trim().strip_prefix("type ").and_then(|rest| rest.strip_suffix("struct {"));
        if let Some(name) = declared {
            let body = lines[at..].iter().take_while(|(_, line)| line.trim() != "}");
            let body: Vec<&Line> = body.collect();
            at += body.len();
            found.insert(name.trim().to_owned(), body_of(&body));
        }
    }
    found
}

fn body_of(lines: &[&Line]) -> Struct {
    let mut object = Struct { fields: Vec::new(), is_open: false };
    let mut comment = Vec::new();
    for (number, line) in lines.iter().copied() {
        if let Some(words) = line.trim().strip_prefix("//") {
            object.is_open |= words.contains("unexported fields");
            comment.push((*number, words.trim().to_owned()));
            continue;
        }
        let (code, words) =
            line.split_once("//").map_or((line.as_str(), None), |(code, words)| (code, Some(words)));
        comment.extend(words.map(|words| (*number, words.trim().to_owned())));
        let mut field = field(*number, code);
        if let Some(field) = &mut field {
            field.comment = std::mem::take(&mut comment);
        }
        object.fields.extend(field);
    }
    object
}

fn field(line: usize, code: &str) -> Option<Field> {
    let (declared, tag) = code.split_once('`').unwrap_or((code, ""));
    let mut words = declared.split_whitespace();
    let first = words.next()?;
    let kind = words.next();
    let tag = tag.split_once("json:\"").and_then(|(_, tag)| tag.split([',', '"']).next());
    let wire_name = match (tag, kind) {
        (Some("-"), _) | (_, None) => None,
        (Some("") | None, Some(_)) => Some(first.to_owned()),
        (Some(tag), Some(_)) => Some(tag.to_owned()),
    };
    Some(Field { line, wire_name, kind: kind.unwrap_or(first).to_owned(), comment: Vec::new() })
}

fn members(object: &Struct, structs: &BTreeMap<String, Struct>, depth: usize) -> Members {
    let mut members = Members { rows: Vec::new(), open: object.is_open, is_listed: true };
    for field in &object.fields {
        let inner = structs.get(field.kind.trim_start_matches('*'));
        match (&field.wire_name, inner) {
            // What an embedded struct has, this one has.
            (None, Some(inner)) if depth > 0 => {
                let inner = self::members(inner, structs, depth - 1);
                members.rows.extend(inner.rows);
                members.open |= inner.open;
            }
            // The error of a call is no member of its answer.
            (Some(name), _) if name == "error" && field.kind.ends_with("api.CodeError") => {
                members.rows.push(Row { kind: Kind::Unknown, ..row(field, name, structs, 0) });
            }
            (Some(name), _) => members.rows.push(row(field, name, structs, depth)),
            (None, _) => {}
        }
    }
    members
}

fn row(field: &Field, name: &str, structs: &BTreeMap<String, Struct>, depth: usize) -> Row {
    let inner = structs.get(field.kind.trim_start_matches(['*', '[', ']']));
    let required = field.comment.iter().find_map(|(_, text)| marked_required(text));
    Row {
        name: field.wire_name.clone().unwrap_or_else(|| name.to_owned()),
        depth: 0,
        line: field.line,
        kind: kind(&field.kind, structs),
        type_text: field.kind.clone(),
        example: None,
        required,
        text: field.comment.clone(),
        children: inner
            .filter(|_| depth > 0)
            .map(|inner| members(inner, structs, depth - 1))
            .unwrap_or_default(),
    }
}

/// What the first words of a comment in brackets say, as in `【必填】`.
fn marked_required(comment: &str) -> Option<bool> {
    let open = comment.trim_start().strip_prefix(['【', '[', '(', '（', '〖'])?;
    words::required(open.split(['】', ']', ')', '）', '〗', '，', ',']).next()?)
}

/// What a Go type is on the wire. A type of another package may be anything.
fn kind(name: &str, structs: &BTreeMap<String, Struct>) -> Kind {
    let name = name.trim_start_matches('*');
    if let Some(inner) = name.strip_prefix("[]") {
        let inner = kind(inner, structs);
        return Kind::List((inner != Kind::Unknown).then(|| Box::new(inner)));
    }
    match name {
        "string" => Kind::Text,
        "int" => Kind::Number,
        "int32" => Kind::Int32,
        "int64" | "uint64" => Kind::Int64,
        "float64" | "float32" => Kind::Float,
        "bool" => Kind::Bool,
        _ if name.starts_with("map[") => Kind::Map,
        _ if structs.contains_key(name) => Kind::Object,
        _ => Kind::Unknown,
    }
}
