//! Products: what they are called, how they are spoken to and where they are.

use super::call::Style;
use super::draft::Draft;
use super::metadata::read;
use super::words;
use crate::diagnostic::visible;
use crate::names::Names;
use crate::source::Source;
use crate::tree::Node;
use std::collections::BTreeMap;

/// A product of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its code as the vendor writes it: `r-kvstore`.
    pub code: String,
    /// Its folder in the metadata.
    pub folder: String,
    /// The service that it becomes: `r_kvstore`. One of paths beside it has `_roa` at its end.
    pub service: String,
    title: String,
    version: String,
    /// Host of each region, by network. A host without a region serves all.
    hosts: BTreeMap<Network, Hosts>,
}

/// Which network a host is on; the first is the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Network {
    Public,
    Vpc,
}

/// The hosts of one network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Hosts {
    regions: BTreeMap<String, String>,
    everywhere: Option<String>,
}

/// Reads `metadatas/products.json`, and fills in what is told only beside its words, in
/// `en-US/products.json`. Says what is wrong where it cannot.
pub fn catalogue(products: &Source, words: Option<&Source>) -> Result<Vec<Product>, String> {
    let told = |file: &Source, problem: String| format!("{}: {problem}", file.path);
    let tree = read(products).map_err(|problem| told(products, problem))?;
    let words = words.map(|file| read(file).map_err(|problem| told(file, problem))).transpose()?;
    let mut described: BTreeMap<&str, &Node<'_>> = BTreeMap::new();
    for product in words.iter().flat_map(|words| words.list("products")) {
        described.insert(product.text("code").unwrap_or_default(), product);
    }
    let listed = tree.list("products");
    if listed.is_empty() {
        return Err(told(products, "it lists no products".to_owned()));
    }
    let product = |node: &Node<'_>| {
        let code = node.text("code").unwrap_or_default();
        if !is_folder(code) {
            let problem = format!("`{}` is the code of a product, but no name of a folder", visible(code));
            return Err(told(products, problem));
        }
        Ok(product(code, node, described.get(code).copied()))
    };
    listed.iter().map(product).collect()
}

/// Whether the code names a folder beside the others, and leads nowhere else.
fn is_folder(code: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    code.starts_with(|first: char| first.is_ascii_alphabetic()) && code.bytes().all(plain)
}

fn product(code: &str, node: &Node<'_>, words: Option<&Node<'_>>) -> Product {
    let folder = code.to_lowercase();
    let name = node.get("name");
    let mut titles = ["en", "zh"].into_iter().filter_map(|language| name?.text(language));
    Product {
        code: code.to_owned(),
        service: Names::default().module(&folder),
        folder,
        title: titles.find_map(words::sentence).unwrap_or_else(|| code.to_owned()),
        version: node.text("version").unwrap_or_default().to_owned(),
        hosts: hosts(node, words),
    }
}

fn hosts(node: &Node<'_>, words: Option<&Node<'_>>) -> BTreeMap<Network, Hosts> {
    let mut hosts: BTreeMap<Network, Hosts> = BTreeMap::new();
    let mut add = |network: Network, region: &str, host: Option<&str>| {
        // A stray blank or dot around a name is a slip of the metadata.
        let slip = |letter: char| letter.is_whitespace() || letter == '.';
        if let Some(host) = host.map(|host| host.trim_matches(slip)).filter(|host| !host.is_empty()) {
            let regions = &mut hosts.entry(network).or_default().regions;
            regions.entry(region.trim_matches(slip).to_owned()).or_insert_with(|| host.to_owned());
        }
    };
    for (key, network) in [("regional_endpoints", Network::Public), ("regional_vpc_endpoints", Network::Vpc)]
    {
        for entry in node.get(key).map_or(&[][..], Node::entries) {
            add(network, &entry.key, entry.value.as_text());
        }
    }
    for entry in words.and_then(|words| words.get("endpoints")).map_or(&[][..], Node::entries) {
        add(Network::Public, &entry.key, entry.value.text("public"));
        add(Network::Vpc, &entry.key, entry.value.text("vpc"));
    }
    if let Some(host) = node.text("global_endpoint").filter(|host| !host.is_empty()) {
        hosts.entry(Network::Public).or_default().everywhere = Some(host.to_owned());
    }
    hosts
}

/// A product's operations of one style.
#[derive(Debug)]
pub(super) struct Service<'p> {
    pub(super) product: &'p Product,
    pub(super) name: String,
    style: Style,
}

impl Service<'_> {
    /// `service.json`.
    pub(super) fn draft(&self) -> Draft {
        let Product { title, version, .. } = self.product;
        let variable = |end: &str| Draft::text(format!("ALIBABA_CLOUD_{end}"));
        let protocol = match self.style {
            Style::Rpc => "alibaba-rpc",
            Style::Roa => "alibaba-roa",
        };
        Draft::object([
            ("$schema", Draft::text("../schema/service.schema.json")),
            ("service", Draft::text(&self.name)),
            ("title", Draft::text(title)),
            ("version", Draft::text(version)),
            ("doc", Draft::text(format!("{title}, drafted from the published API metadata."))),
            ("protocol", Draft::text(protocol)),
            (
                "environment",
                Draft::object([
                    ("id", variable("ACCESS_KEY_ID")),
                    ("secret", variable("ACCESS_KEY_SECRET")),
                    ("token", variable("SECURITY_TOKEN")),
                ]),
            ),
            ("endpoints", Draft::List(self.product.endpoints())),
            ("pages", Draft::object([])),
        ])
    }
}

impl Product {
    /// The service of the operations in this style; `is_mixed` says that there are some in the other too.
    pub(super) fn service(&self, style: Style, is_mixed: bool) -> Service<'_> {
        let ending = if is_mixed && style == Style::Roa { "_roa" } else { "" };
        Service { product: self, name: format!("{}{ending}", self.service), style }
    }

    /// Whether anyone says where the product is.
    pub(super) fn has_hosts(&self) -> bool {
        !self.hosts.is_empty()
    }

    fn endpoints(&self) -> Vec<Draft> {
        self.hosts.iter().flat_map(|(network, hosts)| hosts.endpoints(*network)).collect()
    }
}

impl Hosts {
    /// The regions by URL, with those first whose URL names the region: no region is a default by chance.
    fn endpoints(&self, network: Network) -> Vec<Draft> {
        let mut urls: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (region, host) in &self.regions {
            urls.entry(url(host, region)).or_default().push(region);
        }
        if let Some(host) = &self.everywhere {
            urls.remove(&format!("https://{host}"));
        }
        let mut urls: Vec<(String, Vec<&str>)> = urls.into_iter().collect();
        urls.sort_by_key(|(url, regions)| (!url.contains("{region}"), std::cmp::Reverse(regions.len())));
        let everywhere = self.everywhere.iter().map(|host| (format!("https://{host}"), Vec::new()));
        urls.into_iter().chain(everywhere).map(|(url, regions)| endpoint(network, &url, &regions)).collect()
    }
}

/// The URL of a host, in which the region is left open where it stands as a word.
fn url(host: &str, region: &str) -> String {
    let labels: Vec<&str> =
        host.split('.').map(|label| if label == region { "{region}" } else { label }).collect();
    format!("https://{}", labels.join("."))
}

fn endpoint(network: Network, url: &str, regions: &[&str]) -> Draft {
    let network = match network {
        Network::Public => "public",
        Network::Vpc => "vpc",
    };
    let mut draft = Draft::object([("network", Draft::text(network))]);
    if !regions.is_empty() {
        draft = draft.with("regions", Draft::texts(regions.iter().copied()));
    }
    draft.with("bases", Draft::object([("", Draft::text(url))]))
}

#[cfg(test)]
mod tests {
    use super::catalogue;
    use crate::source::Source;

    #[test]
    fn a_code_leads_to_no_other_folder() {
        for (code, right) in
            [("r-kvstore", true), ("ECS", true), ("../x", false), ("/etc", false), ("", false)]
        {
            let text = format!(r#"{{ "products": [{{ "code": "{code}" }}] }}"#);
            let read = catalogue(&Source::new("metadatas/products.json", text), None);
            assert_eq!(read.is_ok(), right, "{code}");
        }
    }

    #[test]
    fn a_catalogue_that_lists_nothing_is_told() {
        for text in ["", "{}", "[1", r#"{ "products": [] }"#] {
            let read = catalogue(&Source::new("metadatas/products.json", text), None);
            assert!(read.is_err_and(|told| told.starts_with("metadatas/products.json: ")), "{text}");
        }
    }
}
