//! Shared types: objects, enumerations and unions.

use super::facts::{Facts, File, Gathered, Resolved};
use super::member::Room;
use super::object::{self, Called};
use super::order::{self, Described};
use super::place::Files;
use super::text::{Name, check_name};
use super::{leak, service, union};
use crate::diagnostic::{Code, Diagnostics, visible};
use crate::model::{RustType, Type, TypeBody};
use crate::names::{Role, is_identifier, is_taken};
use crate::schema::TYPE;
use crate::tree::Node;
use bindery_runtime::table::{Check, Encoding, Kind, Limit};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Lowers the types of a service, each after those it contains, and makes them known.
pub(super) fn lower(
    files: &Files<'_>,
    facts: &mut Facts,
    gathered: &mut Gathered,
    problems: &mut Diagnostics,
) -> Vec<Type> {
    let before = problems.len();
    let mut described = BTreeMap::new();
    for (name, source) in &files.types {
        // A type whose file is wrong is known by name, so that no one is told that it does not exist.
        facts.types.insert((*name).to_owned(), None);
        if let Some((tree, is_sound)) = service::read_anyway(source, &TYPE, problems) {
            described.insert(*name, Described { path: &source.path, tree, is_sound });
        }
    }
    let structural = problems.len();
    let mut types = Vec::with_capacity(described.len());
    let mut modules = HashMap::new();
    for name in order::sorted(&described, problems) {
        let Some(Described { path, tree, is_sound }) = described.get(name) else {
            continue;
        };
        let mut file = File { facts, path, problems, gathered, incomplete: !is_sound };
        check_names(name, tree, &mut modules, &mut file);
        let (body, resolved) = body(name, tree, &mut file);
        if !is_sound {
            continue;
        }
        let resolved = resolved.filter(|_| !file.incomplete);
        types.push(Type {
            ident: name.to_owned(),
            module: file.facts.names.module(name),
            doc: doc(tree),
            body,
            file: (*path).to_owned(),
        });
        facts.types.insert(name.to_owned(), resolved);
    }
    problems.forget_repeats(before, structural);
    types.sort_by(|left, right| left.ident.cmp(&right.ident));
    types
}

/// The paragraphs of `doc`.
pub(super) fn doc(tree: &Node<'_>) -> Vec<String> {
    tree.texts("doc").into_iter().map(str::to_owned).collect()
}

/// Reports types that nothing uses.
pub(super) fn check_use(types: &[Type], file: &mut File<'_>) {
    for unused in types.iter().filter(|one| !file.gathered.used_types.contains(&one.ident)) {
        let message = format!("the type `{}` is used nowhere", unused.ident);
        let problem = file.problems.report(Code::UnusedType, &unused.file, &(0..0), message);
        problem.help("take the file out, or name the type where it belongs");
    }
}

fn check_names<'n>(
    name: &'n str,
    tree: &Node<'_>,
    modules: &mut HashMap<String, &'n str>,
    file: &mut File<'_>,
) {
    let Some(node) = tree.get("type") else {
        return;
    };
    if node.as_text() != Some(name) {
        let message = format!("this describes another type than its file is named for, `{name}`");
        file.report(Code::FileName, &node.span, message);
    }
    if is_taken(name, Role::Type) {
        let message = format!("`{name}` means something else in Rust or in generated code");
        file.report(Code::BadRustName, &node.span, message).help("give the type another name");
    }
    if let Some(other) = modules.insert(file.facts.names.module(name), name) {
        let message = format!("the types `{other}` and `{name}` would share a file");
        file.report(Code::RustCollision, &node.span, message);
    }
}

fn body(name: &str, tree: &Node<'_>, file: &mut File<'_>) -> (TypeBody, Option<Resolved>) {
    if tree.get("values").is_some() {
        return enumeration(name, tree, file);
    }
    if tree.get("variants").is_some() {
        return union::lower(name, tree, file);
    }
    let called = Called { shape: name, ident: name.to_owned(), table_ident: file.facts.names.shouty(name) };
    let object = object::lower(called, doc(tree), tree.list("members"), tree.list("rules"), Room::Type, file);
    let mut resolved = Resolved::plain(Kind::Record(object.shape), RustType::Record(name.to_owned()));
    resolved.embedded = embedded(tree.get("embedded"), object.shape, file);
    (TypeBody::Object(object), Some(resolved))
}

/// The members that take a plain value and the text as it came.
fn embedded(
    node: Option<&Node<'_>>,
    shape: &'static bindery_runtime::table::Shape,
    file: &mut File<'_>,
) -> Option<Encoding> {
    let node = node?;
    let mut member = |key| {
        let name = node.get(key)?;
        let text = name.as_text()?;
        let Some(at) = shape.index_of(text) else {
            file.report(
                Code::UnknownMember,
                &name.span,
                format!("there is no member `{}` here", visible(text)),
            );
            return None;
        };
        if shape.members[at].kind != Kind::Text {
            file.report(Code::EncodingKind, &name.span, "this member must be text");
        }
        Some(shape.members[at].wire_name)
    };
    let (plain, text) = (member("plain"), member("text"));
    Some(Encoding::Embedded { plain: plain?, text: text? })
}

fn enumeration(name: &str, tree: &Node<'_>, file: &mut File<'_>) -> (TypeBody, Option<Resolved>) {
    let open = tree.flag("open");
    let values = values(tree, file);
    let mut resolved = Resolved::plain(Kind::Text, RustType::Word(name.to_owned()));
    let page = tree.get("source").map(|source| file.page(Some(source)));
    match page {
        Some(Some(page)) if !open => {
            let texts = leak::texts(values.iter().map(|(_, text, _)| text.as_str()));
            let any_case = tree.flag("any_case");
            let check = if any_case { Check::OneOfAnyCase(texts) } else { Check::OneOf(texts) };
            resolved.limits.push(Limit(check, page));
        }
        None if !open => {
            let problem =
                file.report(Code::SourceNeeded, &tree.head(), "a closed enumeration needs a source");
            problem.help("add the `source` of its values, or `\"open\": true` if the page does not say that they are all");
        }
        _ => {}
    }
    (TypeBody::Enumeration { values, open }, Some(resolved))
}

/// Ident, wire text and doc of each value.
fn values(tree: &Node<'_>, file: &mut File<'_>) -> Vec<(String, String, String)> {
    let any_case = tree.flag("any_case");
    let mut seen: HashSet<String> = HashSet::new();
    let mut idents: HashMap<String, String> = HashMap::new();
    let mut values = Vec::with_capacity(tree.list("values").len());
    for node in tree.list("values") {
        let Some((value, text)) = node.get("value").and_then(|value| Some((value, value.as_text()?))) else {
            continue;
        };
        if !seen.insert(if any_case { text.to_lowercase() } else { text.to_owned() }) {
            let message = format!("the value `{}` is there twice", visible(text));
            file.report(Code::Duplicate, &value.span, message).label("the second one");
            continue;
        }
        let ident = variant(value, text, file);
        if let Some(other) = idents.insert(ident.clone(), text.to_owned()) {
            let message = format!(
                "the values `{}` and `{}` are both `{ident}` in Rust",
                visible(&other),
                visible(text)
            );
            file.report(Code::RustCollision, &value.span, message)
                .help("spell one of them in `names` of service.json");
        }
        values.push((ident, text.to_owned(), node.text("doc").unwrap_or_default().to_owned()));
    }
    values
}

fn variant(value: &Node<'_>, text: &str, file: &mut File<'_>) -> String {
    let ident = file.facts.names.pascal(text);
    if !is_identifier(&ident) || is_taken(&ident, Role::Variant) {
        let message = format!("`{}` makes no Rust name of a variant", visible(text));
        file.report(Code::BadRustName, &value.span, message).help("spell it in `names` of service.json");
    }
    ident
}

/// The name of a variant of a union: like a type's.
pub(super) fn variant_name(node: Option<&Node<'_>>, file: &mut File<'_>) -> Option<String> {
    let node = node?;
    let name = node.as_text()?;
    check_name(file.path, &node.span, name, Name::Type, file.problems);
    if is_taken(name, Role::Variant) {
        let message = format!("`{name}` means something else in generated code");
        file.report(Code::BadRustName, &node.span, message).help("give the variant another name");
    }
    Some(name.to_owned())
}
