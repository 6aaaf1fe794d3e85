//! Forms in a body: urlencoded, or in parts with files.

use crate::pairs::{self, Pairs};
use bytes::Bytes;
use http::{HeaderMap, header};

/// A form: its texts, and its files.
#[derive(Debug, Default)]
pub(crate) struct Form {
    pub(crate) texts: Pairs,
    pub(crate) files: Vec<FilePart>,
}

/// A file of a form.
#[derive(Debug)]
pub(crate) struct FilePart {
    pub(crate) field: String,
    pub(crate) name: String,
    pub(crate) content: Bytes,
}

/// The form in a body; an empty one if the body is none.
pub(crate) fn read(headers: &HeaderMap, body: &[u8]) -> Form {
    let content_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (kind, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    if kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return boundary(parameters).map(|boundary| parts(&boundary, body)).unwrap_or_default();
    }
    if kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Form { texts: pairs::decode(body), files: Vec::new() };
    }
    Form::default()
}

fn boundary(parameters: &str) -> Option<String> {
    let value = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="))?;
    Some(value.trim_matches('"').to_owned())
}

fn parts(boundary: &str, body: &[u8]) -> Form {
    let mut form = Form::default();
    let delimiter = format!("--{boundary}");
    let mut rest = body;
    while let Some((part, after)) = split(rest, delimiter.as_bytes()) {
        rest = after;
        if let Some((head, content)) = split(part, b"\r\n\r\n") {
            form.add(&String::from_utf8_lossy(head), content.strip_suffix(b"\r\n").unwrap_or(content));
        }
    }
    form
}

impl Form {
    fn add(&mut self, head: &str, content: &[u8]) {
        let Some(field) = quoted(head, " name=") else {
            return;
        };
        match quoted(head, " filename=") {
            Some(name) => {
                self.files.push(FilePart { field, name, content: Bytes::copy_from_slice(content) });
            }
            None => self.texts.push((field, String::from_utf8_lossy(content).into_owned())),
        }
    }
}

fn quoted(head: &str, name: &str) -> Option<String> {
    let (_, rest) = head.split_once(name)?;
    let (value, _) = rest.strip_prefix('"')?.split_once('"')?;
    Some(value.to_owned())
}

fn split<'a>(bytes: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let found = bytes.windows(at.len()).position(|window| window == at)?;
    Some((&bytes[..found], &bytes[found + at.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn a_form_in_parts_has_texts_and_files() {
        let body = b"--b\r\nContent-Disposition: form-data; name=\"topic\"\r\n\r\nT\r\n\
            --b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.png\"\r\n\
            Content-Type: image/png\r\n\r\n\x00\r\n\xff\r\n--b--\r\n";
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static("multipart/form-data; boundary=\"b\""));
        let form = read(&headers, body);
        assert_eq!(form.texts, [("topic".to_owned(), "T".to_owned())]);
        assert_eq!(form.files.len(), 1);
        assert_eq!(form.files[0].name, "a.png");
        assert_eq!(&form.files[0].content[..], b"\x00\r\n\xff");
    }

    #[test]
    fn any_other_body_is_no_form() {
        let mut headers = HeaderMap::new();
        assert!(read(&headers, b"a=b").texts.is_empty());
        headers.insert("content-type", HeaderValue::from_static("multipart/form-data"));
        assert!(read(&headers, b"--b\r\n\r\n").texts.is_empty());
    }
}
