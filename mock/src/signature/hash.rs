//! Hashes, and how they are written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Digest as _;
use std::fmt::Write as _;
use subtle::ConstantTimeEq as _;

#[expect(clippy::expect_used, reason = "an HMAC takes a key of any length")]
fn mac<M: Mac + KeyInit>(key: &str, text: &str) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(key.as_bytes()).expect("a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

pub(super) fn hmac_sha256(key: &str, text: &str) -> Vec<u8> {
    mac::<Hmac<sha2::Sha256>>(key, text)
}

pub(super) fn hmac_sha1(key: &str, text: &str) -> Vec<u8> {
    mac::<Hmac<sha1::Sha1>>(key, text)
}

pub(super) fn hmac_md5(key: &str, text: &str) -> Vec<u8> {
    mac::<Hmac<md5::Md5>>(key, text)
}

pub(super) fn md5(text: &str) -> Vec<u8> {
    md5::Md5::digest(text).to_vec()
}

pub(super) fn sha256(bytes: &[u8]) -> Vec<u8> {
    sha2::Sha256::digest(bytes).to_vec()
}

pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(super) fn lower_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn upper_hex(bytes: &[u8]) -> String {
    lower_hex(bytes).to_ascii_uppercase()
}

/// Whether two texts are equal, in a time that tells nothing of where they differ.
pub(super) fn equal(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}
