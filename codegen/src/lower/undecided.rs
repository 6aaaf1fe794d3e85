//! What a person must still decide, as `decide` marks it beside what it is about.

use super::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostics, visible};
use crate::schema::Form;
use crate::tree::{Entry, Node};

const DECIDE: &str = "decide";

/// Reports each key of the object that is not decided.
pub(super) fn report(path: &str, node: &Node<'_>, form: &Form, problems: &mut Diagnostics) {
    let Some(marks) = node.get(DECIDE).filter(|_| form.key(DECIDE).is_some()) else {
        return;
    };
    for Entry { key, span, value } in marks.entries() {
        if form.key(key).is_none_or(|known| known.name == DECIDE) {
            let message = format!("{} has no key `{}` to decide", form.with_article(), visible(key));
            let problem = problems.report(Code::UnknownKey, path, span, message);
            let known = form.keys.iter().map(|known| known.name).filter(|known| *known != DECIDE);
            if let Some(meant) = did_you_mean(key, known) {
                problem.help(format!("did you mean `{meant}`?"));
            }
            continue;
        }
        let what = value.as_text().unwrap_or_default();
        let message = format!("`{key}` is not decided: {what}");
        let problem = problems.report(Code::Undecided, path, span, message);
        problem.help(format!("let `{key}` say what holds, then take it out of `{DECIDE}`"));
    }
}
