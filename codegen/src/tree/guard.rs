//! What must hold before the recursive parser may see a text, found by one walk over it.

use crate::diagnostic::{Code, Diagnostics};

/// Deepest nesting of any specification.
const MAX_DEPTH: usize = 64;

/// Whether the text is shallow enough to be parsed, and free of what the parser would let pass: a byte
/// order mark, control characters inside strings, and spaces that JSON does not know.
pub(super) fn passes(path: &str, text: &str, problems: &mut Diagnostics) -> bool {
    if text.starts_with('\u{FEFF}') {
        let problem = problems.report(Code::NotJson, path, &(0..3), "the file begins with a byte order mark");
        problem.help("save it as UTF-8 without a byte order mark");
        return false;
    }
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '\0'..' ' if quoted => {
                let message = "a control character stands inside a string";
                let problem = problems.report(Code::NotJson, path, &(at..at + 1), message);
                problem.help("write it as an escape, such as `\\n`");
                return false;
            }
            _ if quoted => {}
            ' ' | '\t' | '\n' | '\r' => {}
            _ if character.is_whitespace() || character.is_control() => {
                let message = format!("U+{:04X} is no space of JSON", u32::from(character));
                problems.report(Code::NotJson, path, &(at..at + character.len_utf8()), message);
                return false;
            }
            '{' | '[' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    let message = format!("values are nested more than {MAX_DEPTH} deep");
                    problems.report(Code::TooDeep, path, &(at..at + 1), message);
                    return false;
                }
            }
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    true
}
