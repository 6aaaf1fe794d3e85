//! Percent-encoding as RFC 3986 has it: letters, digits, `-`, `_`, `.` and `~` stay, all else is `%XX`.

const HEX: &[u8; 16] = b"0123456789ABCDEF";

const UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    loop {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

/// Appends the encoded text. Runs of characters that stay are copied whole.
#[inline]
pub(super) fn encode(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if !UNRESERVED[usize::from(byte)] {
            out.extend_from_slice(&bytes[start..at]);
            out.extend_from_slice(&[b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
            start = at + 1;
        }
    }
    out.extend_from_slice(&bytes[start..]);
}

/// The encoded text.
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() * 3);
    encode(text, &mut out);
    into_text(out)
}

/// Encoded bytes as text, which they always are: encoding leaves ASCII alone.
#[inline]
pub(super) fn into_text(encoded: Vec<u8>) -> String {
    String::from_utf8(encoded).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_traps_of_form_encoding_are_avoided() {
        let mut out = Vec::new();
        encode("a b*~/+你.-_", &mut out);
        assert_eq!(into_text(out), "a%20b%2A~%2F%2B%E4%BD%A0.-_");
    }
}
