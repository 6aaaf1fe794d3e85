//! One operation: its own file.

use super::call::Call;
use super::known::Known;
use super::left::Left;
use super::marked::Marked;
use super::material::{clean, sentence, speaks};
use super::member::{Drafting, Place, Side};
use super::subject::Operation;
use super::{error_row, example, limit, quota};
use crate::draft::Draft;
use crate::drift::page::{Line, Row};
use crate::drift::rate;
use crate::drift::region::Region;
use crate::drift::statement;
use crate::drift::words::{Section, heading, operation_is_deprecated, sentences};

/// Drafts the file of an operation. Its types are left with what is being drafted.
pub(super) fn draft(
    operation: &Operation,
    stem: &str,
    known: Option<&Known<'_>>,
    drafting: &mut Drafting<'_>,
) -> Draft {
    let stated = &operation.stated;
    let mut file = Marked::default();
    file.text("$schema", "../schema/operation.schema.json");
    described(operation, &mut file);
    let call = operation.call.as_ref().map(|(method, path)| Call::new(method, path, stated, known));
    if let Some(call) = &call {
        file.put("http", call.draft());
    }
    undecided(drafting.protocol, &mut file);
    let parameters = parameters(operation, stem, call.as_ref(), drafting, &mut file);
    unplaced(operation, drafting, &mut file);
    answer(operation, stem, drafting, &mut file);
    errors(operation, known, drafting.page, &mut file);
    let quotas = quota::quotas(stated, drafting.page, &mut drafting.left);
    if !quotas.is_empty() {
        file.put("quotas", Draft::List(quotas));
        file.decide("quotas", "what are the calls counted over?");
    }
    if let Some(words) = deprecated(operation) {
        file.put("deprecated", Draft::Text(sentence(&words)));
        file.decide("deprecated", "what is to be used instead?");
    }
    examples(operation, &parameters, drafting, &mut file);
    file.draft()
}

/// Name, title and introduction.
fn described(operation: &Operation, file: &mut Marked) {
    file.text("operation", &operation.name);
    if operation.call.is_some() {
        file.decide("operation", "what is it called? The page has only a method of a program");
    }
    let title = if operation.title.is_empty() { &operation.name } else { &operation.title };
    file.put("title", Draft::Text(clean(title)));
    file.decide("title", "say in a few words of our own what it does");
    let doc = paragraphs(operation);
    let doc = if doc.is_empty() { vec!["Not described.".to_owned()] } else { doc };
    file.put("doc", Draft::List(doc.into_iter().map(Draft::Text).collect()));
    file.decide("doc", "say in words of our own what a caller must know");
}

/// What no page says, with the value that is safe until it is decided.
fn undecided(protocol: &str, file: &mut Marked) {
    file.text("effect", "write");
    file.decide("effect", "does a call change anything? Until then it counts as one that does");
    file.text("idempotency", "none");
    file.decide("idempotency", "what makes a repeat harmless? Until then nothing does");
    if protocol == "top" {
        file.decide("session", "does it need a user's session?");
    }
}

/// The introduction behind the title of the page.
fn paragraphs(operation: &Operation) -> Vec<String> {
    let intro = &operation.stated.intro;
    let is_title = |(_, line): &Line| line.trim().starts_with(&*operation.name);
    let from = intro.iter().rposition(|line| is_title(line) && is_short(line)).map_or(0, |at| at + 1);
    let told = intro[from..].iter().map(|(_, line)| line.trim().trim_start_matches(['-', '•', '·', '*']));
    told.filter(|line| speaks(line) && heading(line) != Some(Section::Request)).map(clean).collect()
}

/// A title is shorter than a sentence that begins with the same name.
fn is_short((_, line): &Line) -> bool {
    const LONGEST: usize = 60;
    line.chars().count() <= LONGEST && !line.contains(['。', '，'])
}

fn parameters(
    operation: &Operation,
    stem: &str,
    call: Option<&Call>,
    drafting: &mut Drafting<'_>,
    file: &mut Marked,
) -> Vec<Draft> {
    let rows = &operation.stated.parameters.rows;
    let place = Place {
        side: Side::Request,
        path: stem,
        is_outermost: true,
        is_flat: operation.call.is_none() && rows.iter().all(|row| row.depth == 0) && has_no_drawn(rows),
        sample: None,
    };
    let mut members: Vec<Draft> = call.iter().flat_map(|call| call.missing(rows)).map(in_path).collect();
    members.extend(drafting.members_with(rows, place, |name| call.and_then(|call| call.place(name))));
    if operation.stated.parameters.open {
        file.decide("parameters", "what else does it take? The page does not show all");
    }
    if members.is_empty() {
        file.decide("parameters", "does it take any? No row of the page could be read");
    } else {
        file.put("parameters", Draft::List(members.clone()));
    }
    members
}

/// Whether nothing but the order of the rows says which object a member belongs to.
fn has_no_drawn(rows: &[Row]) -> bool {
    rows.iter().flat_map(|row| &row.children.rows).all(|row| row.depth == 0)
}

/// A parameter of which the page shows only that it stands in the path.
fn in_path(name: &str) -> Draft {
    let mut member = Marked::default();
    member.text("name", name);
    member.text("type", "string");
    member.put("required", Draft::True);
    member.text("place", "path");
    member.text("doc", "Not described.");
    member.decide("doc", "what is it? The page only has it in the path");
    member.draft()
}

fn answer(operation: &Operation, stem: &str, drafting: &mut Drafting<'_>, file: &mut Marked) {
    let stated = &operation.stated;
    let sample = stated.sample.as_ref().map(|(_, sample)| sample);
    let path = format!("{stem}.Answer");
    let place = Place {
        side: Side::Answer,
        path: &path,
        is_outermost: true,
        is_flat: operation.is_flat && sample.is_none(),
        sample,
    };
    let members = drafting.members(&stated.answer.rows, place);
    if stated.answer.open {
        file.decide("answer", "what else does it hold? The page does not show all");
    }
    if members.is_empty() {
        file.decide("answer", "does it hold anything? No row of the page could be read");
    } else {
        file.put("answer", Draft::List(members));
    }
}

fn errors(operation: &Operation, known: Option<&Known<'_>>, page: &str, file: &mut Marked) {
    let stated = &operation.stated;
    let shared = known.map(Known::errors).unwrap_or_default();
    let rows = error_row::rows(stated, page, &shared);
    if !rows.is_empty() {
        file.put("errors", Draft::List(rows));
    }
    let has_table = stated.text.iter().any(|(_, line)| heading(line) == Some(Section::Errors));
    let word = match (stated.errors.is_empty(), has_table) {
        (false, _) => "listed",
        (true, true) => "empty",
        (true, false) => "unknown",
    };
    file.text("errors_known", word);
    if word == "empty" {
        file.decide("errors_known", "is the table empty on the page too? No row of it could be read");
    }
}

/// Numbers that stand outside of the tables, where no parameter is named, and that are no rates.
fn unplaced(operation: &Operation, drafting: &mut Drafting<'_>, file: &mut Marked) {
    let intro = &operation.stated.intro;
    let region = Region::new(intro.iter().map(|(line, text)| (*line, text.as_str())));
    let rates = rate::rates(&region);
    let is_rate = |readings: &[i64]| rates.iter().any(|rate| readings.contains(&rate.calls));
    let numbers = limit::other_numbers(&paragraphs(operation).join("\n"), is_rate);
    if !numbers.is_empty() {
        let what =
            format!("the introduction has numbers: {}. Is one a limit, and of what?", numbers.join(", "));
        file.decide("rules", &what);
    }
    for statement in statement::limits(&region).iter().filter(|statement| !is_rate(&statement.readings)) {
        let what = format!("{} in the introduction is in no limit", limit::words(statement));
        drafting.left.push(Left::new(statement.line, what));
    }
}

fn deprecated(operation: &Operation) -> Option<String> {
    let stated = &operation.stated;
    let said = stated.intro.iter().flat_map(|(_, text)| sentences(text));
    said.into_iter().find(|said| operation_is_deprecated(said, &operation.name)).map(ToOwned::to_owned)
}

fn examples(operation: &Operation, parameters: &[Draft], drafting: &mut Drafting<'_>, file: &mut Marked) {
    let sample = operation.stated.sample.as_ref();
    match example::documented(parameters, sample.map(|(_, sample)| sample)) {
        Ok(Some(example)) => file.put("examples", Draft::List(vec![example])),
        Ok(None) => {}
        Err(name) => {
            file.decide("examples", &format!("the page has no value for `{name}`: what is a whole call?"));
            if let Some((line, _)) = sample {
                drafting
                    .left
                    .push(Left::new(*line, "the sample answer, for there is no whole call beside it"));
            }
        }
    }
}
