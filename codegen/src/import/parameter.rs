//! Parameters: from the metadata's types and places to members.

use super::left_out::Reason;
use super::words;
use crate::draft::{Draft, RustNames, TypeNames, is_secret};
use crate::tree::Node;
use bindery_runtime::protocol::AlibabaRpc;

/// What an operation's parameters come to.
pub(super) struct Parameters<'a> {
    /// The types that were made on the way: their names and their files.
    pub(super) types: Vec<(String, Draft)>,
    /// What was left out, by path.
    pub(super) left_out: Vec<(String, Reason)>,
    pub(super) names: &'a mut TypeNames,
    pub(super) operation: &'a str,
}

impl Parameters<'_> {
    /// The members of one object. `path` is what stands before their names, and the last of `described` that says
    /// something of one describes it.
    pub(super) fn members(
        &mut self,
        nodes: &[Node<'_>],
        described: &[&[Node<'_>]],
        path: &str,
    ) -> Result<Vec<Draft>, Reason> {
        let mut rust_names = RustNames::default();
        let mut members = Vec::with_capacity(nodes.len());
        for node in nodes {
            let name = node.text("name").unwrap_or_default();
            let words: Vec<&Node<'_>> = described.iter().filter_map(|nodes| named(nodes, name)).collect();
            let full = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            match self.member(node, name, &words, &full) {
                Ok(member) => {
                    members.push(match rust_names.chosen(name) {
                        Some(rust_name) => member.with("rust_name", Draft::text(rust_name)),
                        None => member,
                    });
                }
                Err(reason) if node.flag("required") => return Err(needed(full, reason)),
                Err(reason) => self.left_out.push((full, reason)),
            }
        }
        Ok(members)
    }

    fn member(
        &mut self,
        node: &Node<'_>,
        name: &str,
        described: &[&Node<'_>],
        path: &str,
    ) -> Result<Draft, Reason> {
        check_place(node.text("position").unwrap_or_default())?;
        if path == name && AlibabaRpc::RESERVED.contains(&name) {
            return Err(Reason::Reserved);
        }
        let (kind, encoding) = self.kind(node, described, path)?;
        let mut member = Draft::object([("name", Draft::text(name)), ("type", Draft::Text(kind))]);
        if node.flag("required") {
            member = member.with("required", Draft::True);
        }
        if let Some(encoding) = encoding {
            member = member.with("encoding", Draft::text(encoding));
        }
        member = member.with("doc", Draft::Text(doc(node, described)));
        if is_secret(name) {
            member = member.with("sensitive", Draft::True);
        }
        Ok(member)
    }

    /// Type and encoding.
    fn kind(
        &mut self,
        node: &Node<'_>,
        described: &[&Node<'_>],
        path: &str,
    ) -> Result<(String, Option<&'static str>), Reason> {
        let plain = |kind: &str| Ok((kind.to_owned(), None));
        match node.text("type").unwrap_or_default() {
            "String" => plain("string"),
            "Integer" => plain("int32"),
            "Long" => plain("int64"),
            "Boolean" => plain("bool"),
            "Float" | "Double" => plain("double"),
            // Whether it is a list or an object is not told, so its members make no type.
            "Json" => Ok(("json".to_owned(), Some("json-text"))),
            "RepeatList" if node.list("sub_parameters").is_empty() => {
                Ok(("list<string>".to_owned(), Some("repeat")))
            }
            "RepeatList" => {
                let item = self.item(node, described, path)?;
                Ok((format!("list<{item}>"), Some("repeat")))
            }
            other => Err(Reason::Unstructured(other.to_owned())),
        }
    }

    /// The type of a repeated object.
    fn item(&mut self, node: &Node<'_>, described: &[&Node<'_>], path: &str) -> Result<String, Reason> {
        let inner: Vec<&[Node<'_>]> = described.iter().map(|node| node.list("sub_parameters")).collect();
        let members = self.members(node.list("sub_parameters"), &inner, path)?;
        if members.is_empty() {
            return Err(Reason::Unstructured("RepeatList".to_owned()));
        }
        let name = self.names.free(&format!("{}.{path}", self.operation));
        let draft = Draft::object([
            ("$schema", Draft::text("../../schema/type.schema.json")),
            ("type", Draft::text(&name)),
            ("doc", Draft::texts([&*format!("An item of `{path}` of `{}`.", self.operation)])),
            ("members", Draft::List(members)),
        ]);
        self.types.push((name.clone(), draft));
        Ok(name)
    }
}

/// A parameter of this name.
fn named<'n, 't>(nodes: &'n [Node<'t>], name: &str) -> Option<&'n Node<'t>> {
    nodes.iter().find(|node| node.text("name") == Some(name))
}

fn needed(path: String, reason: Reason) -> Reason {
    match reason {
        // The innermost parameter is the one to tell.
        needed @ Reason::Needed(..) => needed,
        reason => Reason::Needed(path, Box::new(reason)),
    }
}

/// Query and form are one place to the protocol, which itself chooses between them.
fn check_place(position: &str) -> Result<(), Reason> {
    match position {
        "Query" | "Body" | "FormData" => Ok(()),
        other => Err(Reason::Place(other.to_owned())),
    }
}

/// The first sentence of a description, and the members of a value whose type does not name them.
fn doc(node: &Node<'_>, described: &[&Node<'_>]) -> String {
    let told = described.iter().find_map(|node| words::sentence(node.text("description")?));
    let told = told.unwrap_or_else(|| "Not described.".to_owned());
    let members = node.list("sub_parameters").iter().filter_map(|node| node.text("name"));
    let members: Vec<String> = members.map(|name| format!("`{name}`")).collect();
    if members.is_empty() || node.text("type") != Some("Json") {
        return told;
    }
    format!("{told} It has the members {}.", members.join(", "))
}
