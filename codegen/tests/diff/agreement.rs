//! What the comparison says of the generated crate agrees with the compiler: of each kind of change some are made that
//! leave a whole specification, their services are generated, and a program that uses everything of the old service is
//! compiled against each.

use crate::compiled::{Pair, refused};
use crate::kinds::{self, Kind};
use crate::mutants::{Mutant, Site, mutants, sort};
use crate::witness::{Part, witness};
use crate::{Changed, Files, differences, files, fixtures, sources};
use bindery_codegen::diff::{Level, Specs};
use bindery_codegen::lower::lower;
use bindery_codegen::{Model, Output, Source, write};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The services of the real specifications, small ones first, since they are generated and compiled in less time.
const SERVICES: [&str; 4] = ["mqtt", "tmc", "mpush", "jpush"];

/// Most mutants of a sort that are tried in one service: many are no whole specifications.
const TRIED: usize = 8;

/// Kinds that never leave a whole specification alone: what they add names nothing that is there, what they remove is
/// named elsewhere, or it is a service more.
const NEVER_WHOLE: [&str; 16] = [
    "a limit gets a condition",
    "a limit's condition changes",
    "a rule is added",
    "an advising rule is added",
    "a rule asks for more",
    "a choice of members grows",
    "another member belongs to exactly one",
    "advice is about another member",
    "a rule gets a condition",
    "a base changes",
    "a token is another parameter",
    "answers may tell of errors",
    "a variant is told otherwise",
    "a type is removed",
    "a page is removed",
    "a service is added",
];

/// A service before any change.
struct Before {
    module: String,
    model: Model,
    text: Vec<String>,
}

/// A change that leaves a whole specification.
struct Sample {
    name: String,
    pair: Pair,
    said: Outcome,
    is_same: bool,
}

/// What a change does to the generated crate.
#[derive(Debug, PartialEq)]
struct Outcome {
    stops_compiling: bool,
    is_same: bool,
}

fn service(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// These files as a service with the name of a module, if they are a whole specification.
fn lowered<'f>(files: impl Iterator<Item = (&'f String, &'f Value)>, module: &str) -> Option<Model> {
    let source = |(path, file): (&String, &Value)| {
        let mut file = file.clone();
        if sort(path) == "service" {
            file["service"] = json!(module);
        }
        Source::new(path.replacen(service(path), module, 1), file.to_string())
    };
    lower(&files.map(source).collect::<Vec<_>>()).ok()
}

/// The files of the model's service.
fn generated(model: &Model, module: &str) -> Vec<Output> {
    let mut outputs = write(model).expect("a model that can be written");
    outputs.retain(|output| output.path.starts_with(module));
    outputs
}

/// What the files say whatever the module is called. All modules have names of one length, so the layout is the same.
fn text(outputs: &[Output], module: &str) -> Vec<String> {
    outputs.iter().map(|one| format!("{}\n{}", one.path, one.text).replace(module, "")).collect()
}

impl Before {
    fn new(files: &Files, name: &str, at: usize) -> Self {
        let module = format!("b{at:03}");
        let files = files.iter().filter(|(path, _)| service(path) == name);
        let model = lowered(files, &module).expect("good specifications");
        let text = text(&generated(&model, &module), &module);
        Self { module, model, text }
    }

    /// The service with a program that uses all of it.
    fn pair(self) -> Pair {
        let Self { module, model, .. } = self;
        let service = &model.services[0];
        let program = witness(service, &Part::of(service, &[&service.file]));
        Pair { service: generated(&model, &module), module, program }
    }

    /// The service after a change, with a program that uses what can be reached from there as it was before; nothing, if
    /// the change leaves no whole specification.
    fn changed(&self, mutant: &Mutant<'_>, changed: &Changed, module: &str) -> Option<(Pair, bool)> {
        let name = service(&mutant.site.path);
        let mut model = lowered(after(&mutant.site, changed), module)?;
        let mut outputs = generated(&model, module);
        let is_same = self.text == text(&outputs, module);
        let old = &self.model.services[0];
        let file = mutant.site.path.replacen(name, &self.module, 1);
        let program = witness(old, &Part::of(old, &[&file]));
        if let Some(new) = model.services.first_mut() {
            let changed = format!("{}.json", mutant.subject);
            let [file, changed] = [&mutant.site.path, &changed].map(|path| path.replacen(name, module, 1));
            Part::of(new, &[&file, &changed]).cut(new);
            // The codes of all operations are constants of one file.
            outputs.retain(|output| output.path.ends_with("/codes.rs"));
            let rest = generated(&model, module).into_iter().filter(|one| !one.path.ends_with("/codes.rs"));
            outputs.extend(rest);
        }
        Some((Pair { module: module.to_owned(), service: outputs, program }, is_same))
    }
}

/// The files of a service after a change.
fn after<'m>(site: &Site<'m>, changed: &'m Changed) -> impl Iterator<Item = (&'m String, &'m Value)> {
    let kept = site.service().filter(|(path, _)| !changed.contains_key(*path));
    kept.chain(changed.iter().filter_map(|(path, file)| Some((path, file.as_ref()?))))
}

/// The change without what nothing names any more, pages and types; nothing, if all is named.
fn mended(mutant: &Mutant<'_>) -> Option<Changed> {
    let mut changed = mutant.files.clone();
    while let Some((path, file)) = idle(&mutant.site, &changed) {
        changed.insert(path, file);
    }
    (changed != mutant.files).then_some(changed)
}

/// A file with something that nothing names, as it is without.
fn idle(site: &Site<'_>, changed: &Changed) -> Option<(String, Option<Value>)> {
    let mut names = BTreeSet::new();
    after(site, changed).for_each(|(_, file)| named(file, &mut names));
    after(site, changed).find_map(|(path, file)| match sort(path) {
        "type" => (!names.contains(file["type"].as_str()?)).then(|| (path.clone(), None)),
        "service" => {
            let mut file = file.clone();
            let pages = file["pages"].as_object_mut()?;
            let count = pages.len();
            pages.retain(|id, _| names.contains(&**id));
            (pages.len() < count).then(|| (path.clone(), Some(file)))
        }
        _ => None,
    })
}

/// The pages that sources name, and the types that members and variants have.
fn named<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| named(item, found)),
        Value::Object(object) => {
            // A type's own name stands beside what it contains, and is no use of it.
            let is_type = ["members", "values", "variants"].iter().any(|key| object.contains_key(*key));
            for (key, value) in object {
                let name = value
                    .as_str()
                    .filter(|_| ["source", "page"].contains(&&**key) || key == "type" && !is_type);
                found.extend(name.map(|name| name.trim_start_matches("list<").trim_end_matches('>')));
                named(value, found);
            }
        }
        _ => {}
    }
}

/// Mutants of a kind that leave whole specifications: one for each sort of file and each effect on callers. Fixtures
/// come first, since they are small; what stops programs from compiling is made to the real specifications as well.
fn samples(
    kind: &Kind,
    (specs, files): (&Specs<'_>, &Files),
    before: &BTreeMap<&str, Before>,
    module: &mut dyn FnMut() -> String,
) -> Vec<Sample> {
    let mutants = mutants(kind, files);
    // One that adds a service changes none.
    let is_within =
        |mutant: &&Mutant<'_>| mutant.files.keys().all(|path| service(path) == service(&mutant.site.path));
    let mut sorts: BTreeMap<_, BTreeMap<_, Vec<&Mutant<'_>>>> = BTreeMap::new();
    for mutant in mutants.iter().filter(is_within) {
        let rank = SERVICES.iter().position(|name| *name == service(&mutant.site.path));
        let compile = (kind.compile)(&mutant.site);
        let sort = (sort(&mutant.site.path), compile, compile && rank.is_some());
        let tried = sorts.entry(sort).or_default().entry(rank).or_default();
        if rank.is_none() || tried.len() < TRIED {
            tried.push(mutant);
        }
    }
    let sample = |mutants: &BTreeMap<_, Vec<&Mutant<'_>>>| {
        let module = module();
        mutants.values().flatten().find_map(|mutant| {
            let before = &before[service(&mutant.site.path)];
            let made = |files: Changed| Some((before.changed(mutant, &files, &module)?, files));
            let ((pair, is_same), files) =
                made(mutant.files.clone()).or_else(|| mended(mutant).and_then(made))?;
            let findings = differences(specs, &files).findings;
            let said = Outcome {
                stops_compiling: findings.iter().any(|one| one.judgement.compile),
                is_same: findings.iter().all(|one| one.level() == Level::None),
            };
            Some(Sample { name: mutant.name(), pair, said, is_same })
        })
    };
    sorts.values().filter_map(sample).collect()
}

#[test]
fn what_is_said_agrees_with_the_compiler() {
    let sources = [fixtures(), sources()].concat();
    let specs = Specs::read(&sources).expect("good specifications");
    let files = files(&sources);
    let services: BTreeSet<&str> = files.keys().map(|path| service(path)).collect();
    let before: BTreeMap<&str, Before> =
        services.into_iter().enumerate().map(|(at, name)| (name, Before::new(&files, name, at))).collect();
    let mut numbers = 0..1000;
    let mut module = || format!("m{:03}", numbers.next().expect("fewer samples"));
    let (mut samples, mut missing) = (Vec::new(), Vec::new());
    for kind in kinds::all() {
        let mut found = self::samples(&kind, (&specs, &files), &before, &mut module);
        if found.is_empty() {
            missing.push(kind.name);
        }
        samples.append(&mut found);
    }
    assert_eq!(missing, NEVER_WHOLE, "the other kinds are compiled");
    assert!(samples.len() >= 280, "{}", samples.len());
    let unchanged: Vec<Pair> = before.into_values().map(Before::pair).collect();
    let pairs: Vec<&Pair> = unchanged.iter().chain(samples.iter().map(|sample| &sample.pair)).collect();
    let refused = refused(&pairs);
    let is_refused = |pair: &Pair| refused.contains(&pair.module);
    assert!(!unchanged.iter().any(is_refused), "a program does not compile with what it was made from");
    let complaint = |Sample { name, pair, said, is_same }: &Sample| {
        let found = Outcome { stops_compiling: is_refused(pair), is_same: *is_same };
        (*said != found).then(|| format!("{name}: said {said:?}, found {found:?}"))
    };
    let complaints: Vec<String> = samples.iter().filter_map(complaint).collect();
    assert!(complaints.is_empty(), "{} of {}:\n{}", complaints.len(), samples.len(), complaints.join("\n"));
}
