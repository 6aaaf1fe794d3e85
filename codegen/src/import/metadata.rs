//! The files of one product, and what they say beside parameters.

use super::words;
use crate::diagnostic::Diagnostics;
use crate::source::Source;
use crate::tree::{self, Node};
use std::collections::BTreeMap;

/// Folders with words, the one that is preferred first.
const LANGUAGES: [&str; 2] = ["en-US", "zh-CN"];

/// The files of one product by path.
pub(super) struct Metadata<'s> {
    folder: &'s str,
    files: BTreeMap<&'s str, &'s Source>,
    /// `version.json` of each language: titles, summaries and what is deprecated.
    versions: Vec<Node<'s>>,
}

impl<'s> Metadata<'s> {
    pub(super) fn new(folder: &'s str, files: &'s [Source]) -> Self {
        let files: BTreeMap<&str, &Source> = files.iter().map(|file| (file.path.as_str(), file)).collect();
        let paths = LANGUAGES.map(|language| format!("{language}/{folder}/version.json"));
        // Words are for readers alone: where they cannot be read, the draft has none.
        let version = |path: &String| read(files.get(path.as_str())?).ok();
        let versions = paths.iter().filter_map(version).collect();
        Self { folder, files, versions }
    }

    /// The files that describe operations, in the order of their names.
    pub(super) fn operations(&self) -> impl Iterator<Item = &'s Source> {
        let folder = format!("metadatas/{}/", self.folder);
        let is_operation =
            move |path: &str| path.strip_prefix(&folder).is_some_and(|name| name != "version.json");
        self.files.iter().filter(move |(path, _)| is_operation(path)).map(|(_, file)| *file)
    }

    /// The operation's file in each language, where there is one.
    pub(super) fn described(&self, operation: &str) -> Vec<Node<'s>> {
        let path = |language| format!("{language}/{}/{operation}.json", self.folder);
        let tree = |language| read(self.files.get(&*path(language))?).ok();
        LANGUAGES.into_iter().filter_map(tree).collect()
    }

    /// A few words on what the operation does.
    pub(super) fn title(&self, operation: &str) -> Option<String> {
        let told = |key| self.about(operation).find_map(move |it| words::sentence(it.text(key)?));
        let title = told("title").or_else(|| told("summary"))?;
        Some(title.trim_end_matches(['.', '。']).to_owned()).filter(|title| !title.is_empty())
    }

    /// What the operation does, in a sentence.
    pub(super) fn summary(&self, operation: &str) -> Option<String> {
        self.about(operation).find_map(|it| words::sentence(it.text("summary")?))
    }

    pub(super) fn is_deprecated(&self, operation: &str) -> bool {
        self.about(operation).any(|it| it.flag("deprecated"))
    }

    fn about(&self, operation: &str) -> impl Iterator<Item = &Node<'s>> {
        self.versions.iter().filter_map(move |version| version.get("apis")?.get(operation))
    }
}

/// The file's tree, or what is wrong with it.
pub(super) fn read(file: &Source) -> Result<Node<'_>, String> {
    if file.obstacle.is_some() {
        return Err("it is no plain file of UTF-8".to_owned());
    }
    let mut problems = Diagnostics::default();
    let tree = tree::parse(&file.path, &file.text, &mut problems);
    let problem = || problems.into_sorted().into_iter().next().map(|problem| problem.message);
    tree.ok_or_else(|| problem().unwrap_or_default())
}

/// The name of a file without folders and ending.
pub(super) fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".json").unwrap_or(name).to_owned()
}
