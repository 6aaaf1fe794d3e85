//! Which file describes what, told from its path alone.

use super::obstacle;
use super::text::Name;
use crate::diagnostic::{Code, Diagnostics, visible};
use crate::names::{Names, Role, is_taken};
use crate::source::{Obstacle, Source};
use std::collections::BTreeMap;

/// The files of one service.
#[derive(Debug, Default)]
pub(super) struct Files<'s> {
    /// `service.json`.
    pub(super) service: Option<&'s Source>,
    /// The operations, by file name without ending.
    pub(super) operations: BTreeMap<&'s str, &'s Source>,
    /// The types, by file name without ending.
    pub(super) types: BTreeMap<&'s str, &'s Source>,
}

/// Folder of the schemas, which the generator writes itself.
const SCHEMAS: &str = "schema";

/// Sorts the files by service. A path that belongs nowhere is reported and left out.
pub(super) fn sort<'s>(sources: &'s [Source], problems: &mut Diagnostics) -> BTreeMap<&'s str, Files<'s>> {
    let mut services: BTreeMap<&str, Files<'_>> = BTreeMap::new();
    for source in sources {
        let parts: Vec<&str> = source.path.split('/').collect();
        let second = match *parts {
            [SCHEMAS, _] => continue,
            [folder, "service.json"] if is_service(folder) => {
                services.entry(folder).or_default().service.replace(source).is_some()
            }
            [folder, file] if is_service(folder) => match stem(file, Name::Operation) {
                Some(name) => services.entry(folder).or_default().operations.insert(name, source).is_some(),
                None => misplaced(source, problems),
            },
            [folder, "types", file] if is_service(folder) => match stem(file, Name::Type) {
                Some(name) => services.entry(folder).or_default().types.insert(name, source).is_some(),
                None => misplaced(source, problems),
            },
            _ => misplaced(source, problems),
        };
        if second {
            let message = format!("the file {} was given twice", visible(&source.path));
            problems.report(Code::Duplicate, &source.path, &(0..0), message);
        }
    }
    services
}

fn is_service(folder: &str) -> bool {
    let plain = Names::default().module(folder) == folder && !is_taken(folder, Role::Service);
    Name::Service.fits(folder) && plain
}

fn stem(file: &str, name: Name) -> Option<&str> {
    file.strip_suffix(".json").filter(|stem| name.fits(stem))
}

fn misplaced(source: &Source, problems: &mut Diagnostics) -> bool {
    if source.obstacle == Some(Obstacle::Link) {
        return obstacle::is_readable(source, problems);
    }
    let message = format!("{} is no place for a specification", visible(&source.path));
    let problem = problems.report(Code::Misplaced, &source.path, &(0..0), message);
    problem.help("specifications are <service>/service.json, <service>/<Operation>.json and <service>/types/<Type>.json");
    false
}
