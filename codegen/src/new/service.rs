//! `service.json`: a first one where there is none, or one more page in the one that is there.

use super::known::Known;
use super::marked::Marked;
use super::subject::Subject;
use crate::draft::Draft;
use crate::output::Output;
use heck::ToShoutySnakeCase as _;

/// A page as `service.json` lists it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) locale: String,
    pub(super) date: String,
}

impl Entry {
    fn draft(&self) -> Draft {
        Draft::object([
            ("title", Draft::text(&self.title)),
            ("locale", Draft::text(&self.locale)),
            ("date", Draft::text(&self.date)),
        ])
    }
}

/// The file with the page, or without one if nothing was read there that names its source. `None` if the file
/// that is there stays as it is.
pub(super) fn file(
    name: &str,
    subject: &Subject,
    known: Option<&Known<'_>>,
    page: Option<&Entry>,
) -> Option<Output> {
    let path = format!("{name}/service.json");
    let text = match known {
        Some(known) => {
            let page = page.filter(|page| !known.has_page(&page.id))?;
            known.with_page(&format!("{}: {}", Draft::text(&page.id).line(), page.draft().line()))?
        }
        None => first(name, subject, page).file(),
    };
    Some(Output { path, text })
}

/// What a page says of its service is little: the rest is marked.
fn first(name: &str, subject: &Subject, page: Option<&Entry>) -> Draft {
    let mut service = Marked::default();
    service.text("$schema", "../schema/service.schema.json");
    service.text("service", name);
    service.text("title", name);
    service.decide("title", "what does the vendor call the product?");
    service.text("version", "undecided");
    service.decide("version", "which version of the API is it?");
    service.text("doc", "Undecided.");
    service.decide("doc", "what is the service, in a sentence or two of our own?");
    service.text("protocol", subject.protocol);
    if let Some(prefix) = prefix(subject) {
        service.text("strip_prefix", &prefix);
        service.decide("strip_prefix", "do the names of all its operations begin so?");
    }
    let variable = |end: &str| Draft::Text(format!("{}_{end}", name.to_shouty_snake_case()));
    let environment = if subject.protocol == "alibaba-rpc" {
        alibaba()
    } else {
        vec![("id", variable("KEY")), ("secret", variable("SECRET"))]
    };
    let environment = environment.into_iter().map(|(key, value)| (key.to_owned(), value));
    service.put("environment", Draft::Object(environment.collect()));
    service.decide("environment", "which variables hold the credentials?");
    let bases = Draft::object([("", Draft::text("https://undecided.invalid"))]);
    let endpoint = Draft::object([("network", Draft::text("public")), ("bases", bases)]);
    service.put("endpoints", Draft::List(vec![endpoint]));
    service.decide("endpoints", "where is the service? No such host exists");
    let pages = page.into_iter().map(|page| (page.id.clone(), page.draft()));
    service.put("pages", Draft::Object(pages.collect()));
    service.draft()
}

/// The names that all products of Alibaba Cloud share.
fn alibaba() -> Vec<(&'static str, Draft)> {
    let variable = |end: &str| Draft::Text(format!("ALIBABA_CLOUD_{end}"));
    vec![
        ("id", variable("ACCESS_KEY_ID")),
        ("secret", variable("ACCESS_KEY_SECRET")),
        ("token", variable("SECURITY_TOKEN")),
    ]
}

/// What the names of a service of TOP begin with: `taobao.shop.`
fn prefix(subject: &Subject) -> Option<String> {
    let name = &subject.operations.first().filter(|_| subject.protocol == "top")?.name;
    let prefix: Vec<&str> = name.split('.').take(2).collect();
    (name.split('.').count() > 2).then(|| prefix.join(".") + ".")
}
