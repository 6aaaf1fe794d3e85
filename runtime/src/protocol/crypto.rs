//! The hashes and message authentication codes that signatures are made of.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

const LOWER: &[u8; 16] = b"0123456789abcdef";
const UPPER: &[u8; 16] = b"0123456789ABCDEF";

pub(super) fn sha256(data: &[u8]) -> [u8; 32] {
    Sha256::digest(data).into()
}

pub(super) fn md5(parts: &[&[u8]]) -> [u8; 16] {
    let mut md5 = md5::Md5::new();
    for part in parts {
        md5.update(part);
    }
    md5.finalize().into()
}

pub(super) fn hmac_sha256(key: &[u8], data: &[u8]) -> [u8; 32] {
    hmac::<Hmac<Sha256>>(key, data).into()
}

pub(super) fn hmac_sha1(key: &[u8], data: &[u8]) -> [u8; 20] {
    hmac::<Hmac<sha1::Sha1>>(key, data).into()
}

pub(super) fn hmac_md5(key: &[u8], data: &[u8]) -> [u8; 16] {
    hmac::<Hmac<md5::Md5>>(key, data).into()
}

#[expect(clippy::expect_used, reason = "an HMAC takes a key of any length")]
fn hmac<M: Mac + KeyInit>(key: &[u8], data: &[u8]) -> hmac::digest::Output<M> {
    let mut mac = <M as KeyInit>::new_from_slice(key).expect("a key of any length");
    mac.update(data);
    mac.finalize().into_bytes()
}

/// Appends lower-case hexadecimal digits.
pub(super) fn push_lower_hex(bytes: &[u8], out: &mut String) {
    push_hex(bytes, LOWER, out);
}

/// Lower-case hexadecimal digits.
pub(super) fn lower_hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    push_hex(bytes, LOWER, &mut digits);
    digits
}

/// Upper-case hexadecimal digits.
pub(super) fn upper_hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    push_hex(bytes, UPPER, &mut digits);
    digits
}

fn push_hex(bytes: &[u8], digits: &[u8; 16], out: &mut String) {
    for &byte in bytes {
        out.push(char::from(digits[usize::from(byte >> 4)]));
        out.push(char::from(digits[usize::from(byte & 15)]));
    }
}
