//! The bytes of a saved page as text.

use encoding_rs::{Encoding, GB18030, UTF_8};

/// How far into a page its encoding is named.
const HEAD: usize = 4096;

/// The text of a saved page: UTF-8, or what its mark or its HTML names, or GB18030 and with it GBK, which
/// TOP's pages use. What happens to be UTF-8 is UTF-8, for a page that was saved anew may still name the
/// encoding that it had.
pub fn decoded(bytes: &[u8]) -> Result<String, String> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let other = marked.or_else(|| named(bytes)).unwrap_or(GB18030);
    let candidates = if marked.is_some() { vec![other] } else { vec![UTF_8, other] };
    for encoding in candidates {
        let (text, _, has_errors) = encoding.decode(bytes);
        if !has_errors {
            return Ok(text.into_owned());
        }
    }
    Err(format!("the page is neither UTF-8 nor {}; save it as UTF-8", other.name()))
}

/// The encoding that the head of the HTML names.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let after = head.split("<meta").skip(1).find_map(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        tag.split_once("charset=").map(|(_, after)| after.trim_start_matches(['"', '\'', ' ']).to_owned())
    })?;
    let label: String =
        after.chars().take_while(|next| next.is_ascii_alphanumeric() || matches!(next, '-' | '_')).collect();
    // What could be read to find the name is no UTF-16, whatever it says.
    Encoding::for_label(label.as_bytes()).map(Encoding::output_encoding)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn a_page_is_read_in_its_encoding() {
        let gbk = b"\xb2\xce\xca\xfd";
        assert_eq!(decoded("参数".as_bytes()).as_deref(), Ok("参数"));
        assert_eq!(decoded(b"\xef\xbb\xbfa").as_deref(), Ok("a"));
        assert_eq!(decoded(b"\xff\xfea\0").as_deref(), Ok("a"));
        assert_eq!(decoded(gbk).as_deref(), Ok("参数"));
        let named = [&b"<meta charset='GBK'>"[..], gbk].concat();
        assert_eq!(decoded(&named).as_deref(), Ok("<meta charset='GBK'>参数"));
        let wrong = "<meta http-equiv=x content=\"text/html; charset=gbk\">é".as_bytes();
        assert!(decoded(wrong).is_ok_and(|text| text.ends_with('é')));
    }

    #[test]
    fn other_bytes_are_an_error_that_names_the_encoding() {
        assert!(decoded(b"\xff\xff\xff").is_err_and(|reason| reason.contains("gb18030")));
        let wrong = b"<meta charset=\"shift_jis\">\xff\xff";
        assert!(decoded(wrong).is_err_and(|reason| reason.contains("Shift_JIS")));
    }
}
