//! Files that cannot be read.

use crate::diagnostic::{Code, Diagnostics};
use crate::source::{Obstacle, Source};

/// Reports what stands in the way of reading a file, if anything does.
pub(super) fn is_readable(source: &Source, problems: &mut Diagnostics) -> bool {
    match source.obstacle {
        None => return true,
        Some(Obstacle::NotUtf8(at)) => {
            // The bytes that are no text became the replacement character.
            let span = at..at + char::REPLACEMENT_CHARACTER.len_utf8();
            let problem = problems.report(Code::NotUtf8, &source.path, &span, "this is not UTF-8");
            problem.help("save the file as UTF-8");
        }
        Some(Obstacle::Link) => {
            let message = "this is a symbolic link, and none is followed";
            let problem = problems.report(Code::Link, &source.path, &(0..0), message);
            problem.help("put the file itself there");
        }
    }
    false
}
