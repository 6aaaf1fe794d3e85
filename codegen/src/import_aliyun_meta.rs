//! `import aliyun-meta`: reads the metadata, writes drafts, and tells what is not in them.

use crate::arguments::AliyunMeta;
use crate::files::{FileError, Plan, read_json};
use bindery_codegen::import::{Imported, Product, Reason, catalogue, import};
use bindery_codegen::{Output, Source};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Drafts what is asked for. What it gives is to be told.
pub(crate) fn run(arguments: &AliyunMeta) -> Result<String, String> {
    let out = arguments.out()?;
    let folder = &arguments.folder;
    let products = chosen(folder, arguments.product.as_deref())?;
    let mut told = Told::default();
    for product in products {
        let path = folder.join("metadatas").join(&product.folder);
        if !path.is_dir() {
            told.without_metadata += 1;
            continue;
        }
        let services = import(&product, &sources(folder, &product).map_err(|error| error.to_string())?);
        told.products += usize::from(services.iter().any(|service| service.operations > 0));
        for service in services {
            told.service(&service);
            if !service.files.is_empty() {
                write(&out, service)?;
            }
        }
    }
    if arguments.product.is_some() && told.without_metadata > 0 {
        return Err(format!("{} has no metadata in {}", product_name(arguments), folder.display()));
    }
    if told.operations == 0 {
        return Err(format!("{}nothing could be imported", told.text()));
    }
    Ok(told.text())
}

fn product_name(arguments: &AliyunMeta) -> &str {
    arguments.product.as_deref().unwrap_or_default()
}

/// The product of this code, or all.
fn chosen(folder: &Path, code: Option<&str>) -> Result<Vec<Product>, String> {
    let list = |path: &str| -> Result<Option<Source>, String> {
        let full = folder.join(path);
        if !full.exists() {
            return Ok(None);
        }
        let bytes = std::fs::read(&full).map_err(|error| format!("{}: {error}", full.display()))?;
        Ok(Some(Source::from_bytes(path, bytes)))
    };
    let products = list("metadatas/products.json")?;
    let products = products.ok_or_else(|| format!("{} has no metadatas/products.json", folder.display()))?;
    let products = catalogue(&products, list("en-US/products.json")?.as_ref())?;
    let Some(code) = code else {
        return Ok(products);
    };
    let is_asked = |product: &Product| product.code.eq_ignore_ascii_case(code) || product.service == code;
    let found: Vec<Product> = products.into_iter().filter(is_asked).collect();
    if found.is_empty() {
        return Err(format!("{} lists no product `{code}`", folder.display()));
    }
    Ok(found)
}

/// Every file of a product, with its path below the folder.
fn sources(folder: &Path, product: &Product) -> Result<Vec<Source>, FileError> {
    let mut sources = Vec::new();
    for part in ["metadatas", "en-US", "zh-CN"] {
        let below = format!("{part}/{}", product.folder);
        let path = folder.join(&below);
        if path.is_dir() {
            for source in read_json(&path)? {
                sources.push(Source { path: format!("{below}/{}", source.path), ..source });
            }
        }
    }
    Ok(sources)
}

/// Writes a draft where nothing is yet: what people have made of an earlier one is not overwritten.
fn write(out: &Path, imported: Imported) -> Result<(), String> {
    let folder = out.join(&imported.service);
    if folder.exists() {
        return Err(format!("{} is there already; move it away to draft it anew", folder.display()));
    }
    let below = format!("{}/", imported.service);
    let below = |path: String| path.strip_prefix(&below).map(str::to_owned).unwrap_or(path);
    let files = imported.files.into_iter().map(|file| Output { path: below(file.path), ..file }).collect();
    let plan = Plan::new(&folder, files, |_| false).map_err(|error| error.to_string())?;
    plan.carry_out().map_err(|error| error.to_string())
}

/// What was done, in words.
#[derive(Default)]
struct Told {
    lines: String,
    products: usize,
    operations: usize,
    without_metadata: usize,
    /// How many operations, and how many parameters, are left out for each reason.
    counts: BTreeMap<&'static str, [usize; 2]>,
}

impl Told {
    fn service(&mut self, imported: &Imported) {
        let gone = |is_operation: bool| {
            imported.left_out.iter().filter(|it| it.parameter.is_none() == is_operation).count()
        };
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            self.lines,
            "{}: operations {}, left out {}, parameters left out {}",
            imported.service,
            imported.operations,
            gone(true),
            gone(false)
        );
        self.operations += imported.operations;
        let mut named: BTreeMap<&Reason, Vec<String>> = BTreeMap::new();
        for it in &imported.left_out {
            self.counts.entry(sort(&it.reason)).or_default()[usize::from(it.parameter.is_some())] += 1;
            let parameter = it.parameter.iter().map(|parameter| format!(" {parameter}"));
            let name = it.operation.clone() + &parameter.collect::<String>();
            named.entry(&it.reason).or_default().push(name);
        }
        for (reason, names) in named {
            let _ = writeln!(self.lines, "  left out, for it {reason}: {}", names.join(", "));
        }
    }

    fn text(&self) -> String {
        let mut text = self.lines.clone();
        for (sort, [operations, parameters]) in &self.counts {
            let _ = writeln!(text, "left out, {sort}: operations {operations}, parameters {parameters}");
        }
        let [operations, parameters] = self.counts.values().fold([0, 0], |[a, b], [c, d]| [a + c, b + d]);
        let _ = writeln!(text, "left out in all: operations {operations}, parameters {parameters}");
        if self.without_metadata > 0 {
            let _ = writeln!(text, "products listed without metadata: {}", self.without_metadata);
        }
        let _ = writeln!(text, "imported: products {}, operations {}", self.products, self.operations);
        text
    }
}

/// The reason without what is particular to one operation.
fn sort(reason: &Reason) -> &'static str {
    match reason {
        Reason::OwnHosts => "called at hosts of the caller's own",
        Reason::Method(_) => "takes other methods",
        Reason::Stream => "answered with a stream",
        Reason::Unstructured(_) => "a structure that is not described",
        Reason::Place(_) => "travels where the protocol has no place",
        Reason::NotInPath => "travels in the path, which does not name it",
        Reason::Secret => "a secret that would stand in the URL",
        Reason::Reserved => "a name of the protocol itself",
        Reason::Needed(..) => "a required parameter is left out",
        Reason::Homeless => "of a product without hosts",
        Reason::Unreadable(_) => "cannot be read",
        Reason::Refused(_) => "would be refused",
    }
}
