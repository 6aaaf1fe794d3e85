//! Texts from the command line, from a file, or from standard input.

use crate::failure::Failure;
use bindery::Map;
use bindery::runtime::serde_json;
use std::io::Read as _;

/// The text itself, what the file after `@` holds, or for `-` standard input.
pub(crate) fn text(argument: &str, what: &str) -> Result<String, Failure> {
    let bytes = bytes(argument, what)?;
    String::from_utf8(bytes).map_err(|_| Failure::Usage(format!("{what} cannot be read: it is not UTF-8")))
}

/// The same, where it need not be text.
pub(crate) fn bytes(argument: &str, what: &str) -> Result<Vec<u8>, Failure> {
    let unreadable = |place: &str, error: std::io::Error| {
        Failure::Usage(format!("{what} cannot be read from {place}: {error}"))
    };
    match argument.strip_prefix('@') {
        Some(path) => std::fs::read(path).map_err(|error| unreadable(path, error)),
        None if argument == "-" => {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            read.map(|_| bytes).map_err(|error| unreadable("standard input", error))
        }
        None => Ok(argument.as_bytes().to_vec()),
    }
}

/// The parameters of a call; none, if no argument is given.
pub(crate) fn parameters(argument: Option<&str>) -> Result<Map, Failure> {
    let Some(argument) = argument else {
        return Ok(Map::new());
    };
    let text = text(argument, "the parameters")?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::Usage(format!("the parameters are no JSON object: {error}")))
}
