//! Percent-encoding as RFC 3986 has it: letters, digits, `-`, `_`, `.` and `~` stay, all else is `%XX`.

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// How many bytes are looked at together. The compiler makes a handful of instructions of one such look.
const BLOCK: usize = 16;

/// Arithmetic without branches or tables, so that a block of bytes takes hardly longer than one.
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch")]
#[inline]
const fn is_unreserved(byte: u8) -> bool {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_digit = byte.wrapping_sub(b'0') < 10;
    is_letter | is_digit | (byte == b'-') | (byte == b'_') | (byte == b'.') | (byte == b'~')
}

/// The same for each byte, to look at one of them.
const UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < u8::MAX {
        table[byte as usize] = is_unreserved(byte);
        byte += 1;
    }
    table
};

/// Appends the encoded text. Runs of characters that stay are copied whole.
#[inline]
pub(super) fn encode(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    loop {
        let (run, after) = rest.split_at(unreserved_length(rest));
        out.extend_from_slice(run);
        let Some((&byte, after)) = after.split_first() else {
            return;
        };
        out.extend_from_slice(&[b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        rest = after;
    }
}

/// How long the encoded text is.
#[inline]
pub(super) fn encoded_length(text: &str) -> usize {
    let mut length = text.len();
    let mut rest = text.as_bytes();
    while let Some((_, after)) = rest[unreserved_length(rest)..].split_first() {
        length += 2;
        rest = after;
    }
    length
}

/// How many bytes at the start stay as they are.
#[inline]
fn unreserved_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    // Where hardly anything stays, the first byte tells, and no block is looked at in vain.
    if bytes.first().is_some_and(|&byte| UNRESERVED[usize::from(byte)]) {
        while let Some(block) = bytes[length..].first_chunk::<BLOCK>()
            && block.iter().fold(true, |all, &byte| all & is_unreserved(byte))
        {
            length += BLOCK;
        }
    }
    length + bytes[length..].iter().take_while(|&&byte| UNRESERVED[usize::from(byte)]).count()
}

/// The encoded text.
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut out = Vec::with_capacity(encoded_length(text));
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

    #[test]
    fn every_byte_is_encoded_alike_wherever_it_stands() {
        for odd in (0..128u8).map(char::from).chain(['é', '你', '😀']) {
            let mut buffer = [0; 4];
            let stays = odd.is_ascii_alphanumeric() || "-_.~".contains(odd);
            let escaped = odd.encode_utf8(&mut buffer).bytes().map(|byte| format!("%{byte:02X}"));
            let alone = if stays { odd.to_string() } else { escaped.collect() };
            for before in 0..2 * BLOCK {
                let (lead, trail) = ("a".repeat(before), "Z".repeat(2 * BLOCK + 1 - before));
                let expected = format!("{lead}{alone}{trail}");
                let text = format!("{lead}{odd}{trail}");
                assert_eq!(encoded_length(&text), expected.len());
                assert_eq!(percent_encoded(&text), expected);
            }
        }
    }
}
