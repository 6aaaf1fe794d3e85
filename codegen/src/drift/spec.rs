//! The specifications as they are compared with pages: trees that know their lines.

use super::kind::Kind;
use crate::diagnostic::Diagnostics;
use crate::source::Source;
use crate::tree::{self, Node, Span};
use std::collections::BTreeMap;

/// One specification file.
#[derive(Debug)]
pub(super) struct File<'t> {
    /// Its path below the folder of specifications.
    pub(super) path: &'t str,
    /// Its text.
    pub(super) text: &'t str,
    /// What it says.
    pub(super) node: Node<'t>,
}

/// A service with its files.
#[derive(Debug)]
pub(super) struct Service<'t> {
    /// Its name.
    pub(super) name: &'t str,
    /// Its `service.json`.
    pub(super) file: File<'t>,
    /// Its operations.
    pub(super) operations: Vec<File<'t>>,
    types: BTreeMap<String, File<'t>>,
}

/// A member and the file it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<'a, 't> {
    pub(super) file: &'a File<'t>,
    pub(super) node: &'a Node<'t>,
}

impl File<'_> {
    /// The line on which something stands.
    pub(super) fn line(&self, span: &Span) -> usize {
        self.text.get(..span.start).map_or(1, |before| before.matches('\n').count() + 1)
    }
}

/// The services of these files; an error names a file that cannot be read.
pub(super) fn services(sources: &[Source]) -> Result<Vec<Service<'_>>, String> {
    let mut files: BTreeMap<&str, Vec<File<'_>>> = BTreeMap::new();
    for source in sources {
        let mut problems = Diagnostics::default();
        let node = tree::parse(&source.path, &source.text, &mut problems);
        let node = node.filter(|_| source.obstacle.is_none());
        let node =
            node.ok_or_else(|| format!("{}: this specification cannot be read; run `check`", source.path))?;
        let service = source.path.split_once('/').map_or("", |(service, _)| service);
        files.entry(service).or_default().push(File { path: &source.path, text: &source.text, node });
    }
    Ok(files.into_iter().filter_map(|(name, files)| service(name, files)).collect())
}

fn service<'t>(name: &'t str, files: Vec<File<'t>>) -> Option<Service<'t>> {
    let mut main = None;
    let (mut operations, mut types) = (Vec::new(), BTreeMap::new());
    for file in files {
        if file.node.get("operation").is_some() {
            operations.push(file);
        } else if let Some(name) = file.node.text("type").map(ToOwned::to_owned) {
            types.insert(name, file);
        } else {
            main = Some(file);
        }
    }
    Some(Service { name, file: main?, operations, types })
}

/// The members under a key of a file.
pub(super) fn members<'a, 't>(file: &'a File<'t>, key: &str) -> Vec<Member<'a, 't>> {
    file.node.list(key).iter().map(|node| Member { file, node }).collect()
}

impl<'t> Service<'t> {
    /// The ids of the pages whose title passes.
    pub(super) fn pages(&self, is_meant: impl Fn(&str) -> bool) -> Vec<&str> {
        let pages = self.file.node.get("pages").map_or(&[][..], Node::entries);
        let meant = pages.iter().filter(|page| page.value.text("title").is_some_and(&is_meant));
        meant.map(|page| &*page.key).collect()
    }

    /// The file of a type.
    pub(super) fn type_file(&self, name: &str) -> Option<&File<'t>> {
        self.types.get(name)
    }

    /// The file of the type inside all lists and maps of a member.
    pub(super) fn inner_type(&self, member: Member<'_, 't>) -> Option<&File<'t>> {
        let mut name = member.node.text("type")?;
        while let Some((_, inner)) = name.split_once('<') {
            name = inner.strip_suffix('>')?;
        }
        self.type_file(name)
    }

    /// The members of the objects that a member holds, at whatever depth of lists.
    pub(super) fn children<'a>(&'a self, member: Member<'a, 't>) -> Vec<Member<'a, 't>> {
        let Some(file) = self.inner_type(member) else { return Vec::new() };
        let text = file.node.get("embedded").and_then(|embedded| embedded.text("text"));
        let members = members(file, "members");
        // What keeps the text of an embedded object is no member on the wire.
        members.into_iter().filter(|member| text.is_none_or(|text| member.name() != text)).collect()
    }

    /// Whether a page that names this type means the type of the member.
    pub(super) fn accepts(&self, member: Member<'_, 't>, kind: &Kind) -> bool {
        let encoding = member.node.get("encoding");
        // TOP's pages name what a text holds, the others the text that is sent.
        let is_named = self.file.node.text("protocol") == Some("top");
        let as_text = encoding.is_some_and(|encoding| match encoding.as_text() {
            Some("repeat") => false,
            Some("json-text") => !is_named,
            _ => true,
        });
        let type_text = member.node.text("type").unwrap_or_default();
        let is_joined = encoding.is_some_and(|encoding| encoding.get("joined").is_some());
        // A list that is sent as one text is a list no more if the page names it one.
        let is_sent_whole = is_joined && !is_named && matches!(kind, Kind::List(_));
        (as_text && *kind == Kind::Text) || (!is_sent_whole && self.is_of(type_text, kind))
    }

    fn is_of(&self, type_text: &str, kind: &Kind) -> bool {
        if *kind == Kind::Unknown {
            return true;
        }
        if let Some(inner) = type_text.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>')) {
            return match kind {
                Kind::List(Some(item)) => self.is_of(inner, item),
                Kind::List(None) => true,
                _ => false,
            };
        }
        match type_text {
            "bool" => *kind == Kind::Bool,
            "int32" => matches!(kind, Kind::Int32 | Kind::Number),
            "int64" => matches!(kind, Kind::Int64 | Kind::Number),
            "double" => matches!(kind, Kind::Float | Kind::Number),
            "string" => *kind == Kind::Text,
            "file" => matches!(kind, Kind::File),
            "json" => true,
            _ if type_text.starts_with("map<") => matches!(kind, Kind::Map | Kind::Object),
            name => self.type_file(name).is_none_or(|file| is_of_type(file, kind)),
        }
    }
}

fn is_of_type(file: &File<'_>, kind: &Kind) -> bool {
    if let Some(values) = file.node.get("values") {
        let is_number =
            |value: &Node<'_>| value.text("value").is_some_and(|value| value.parse::<i64>().is_ok());
        let are_numbers = values.items().iter().all(is_number);
        return *kind == Kind::Text
            || (are_numbers && matches!(kind, Kind::Int32 | Kind::Int64 | Kind::Number));
    }
    if file.node.get("variants").is_some() {
        return true;
    }
    matches!(kind, Kind::Object | Kind::Map) || (file.node.get("embedded").is_some() && *kind == Kind::Text)
}

impl<'a, 't> Member<'a, 't> {
    /// The wire name.
    pub(super) fn name(self) -> &'a str {
        self.node.text("name").unwrap_or_default()
    }

    /// The value under a key, or the name, to point at.
    pub(super) fn point(self, key: &str) -> usize {
        let node = self.node.get(key).or_else(|| self.node.get("name")).unwrap_or(self.node);
        self.file.line(&node.span)
    }

    /// The limits.
    pub(super) fn limits(self) -> &'a [Node<'t>] {
        self.node.list("limits")
    }
}
