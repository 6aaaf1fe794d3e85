//! Fingerprints: the same for the same texts, on every machine and in every version.

/// Twelve hexadecimal digits, from the hash FNV-1a with 64 bits.
pub(super) fn of<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    // No part holds the byte 0, so it sets them apart.
    let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    format!("{:012x}", hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn fingerprints_stay_what_they_are() {
        assert_eq!(of(["limit", "tightened"]), "15b27d355a5c");
        assert_ne!(of(["ab", "c"]), of(["a", "bc"]));
    }
}
