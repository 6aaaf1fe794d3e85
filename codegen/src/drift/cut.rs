//! Whether a page ends before its tables do.

use super::anchored::is_source;
use super::compare::Subject;
use super::page::{End, Row};
use super::spec::{self, Member, Service};

/// Whether the page ends in a table, or right after one, and lacks what comes next in its specification.
/// A whole page that no longer states something has other parts behind its tables.
pub(super) fn is_cut(subject: &Subject<'_, '_>) -> bool {
    let stated = &subject.stated;
    let answer = spec::members(subject.file, "answer");
    let own = subject.file.node.list("errors");
    let errors: Vec<_> = own.iter().filter(|row| is_source(row, &subject.pages)).collect();
    let has_answer = !stated.answer.rows.is_empty() || stated.sample.is_some();
    let lacks_errors = !errors.is_empty() && stated.errors.is_empty();
    match stated.end {
        End::Request => {
            let lacks_answer = !answer.is_empty() && !has_answer;
            lacks_answer
                || lacks_last(
                    &spec::members(subject.file, "parameters"),
                    &stated.parameters.rows,
                    subject.service,
                )
        }
        End::Answer => {
            lacks_errors || (has_answer && lacks_last(&answer, &stated.answer.rows, subject.service))
        }
        End::Sample => lacks_errors,
        End::Errors => {
            let last = errors.last().and_then(|row| row.text("code"));
            last.is_some_and(|code| !stated.errors.iter().any(|row| row.code == code))
        }
        End::Elsewhere => false,
    }
}

/// Whether the last of these members, or the last member of its object, stands in none of the rows.
fn lacks_last(members: &[Member<'_, '_>], rows: &[Row], service: &Service<'_>) -> bool {
    let is_listed = |member: &&Member<'_, '_>| {
        member.node.get("undocumented").is_none() && member.node.get("place").is_none()
    };
    let Some(last) = members.iter().rfind(is_listed) else { return false };
    if rows.is_empty() {
        return false;
    }
    let stands = rows.iter().any(|row| row.name == last.name());
    !stands || lacks_last(&service.children(*last), rows, service)
}
