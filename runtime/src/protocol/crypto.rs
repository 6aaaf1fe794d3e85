//! The hashes and message authentication codes that signatures are made of.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

const LOWER: &[u8; 16] = b"0123456789abcdef";
const UPPER: &[u8; 16] = b"0123456789ABCDEF";

#[inline]
pub(crate) fn sha256(data: &[u8]) -> [u8; 32] {
    Sha256::digest(data).into()
}

/// The hash of these parts one after the other.
#[inline]
pub(super) fn sha256_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    let mut sha256 = Sha256::new();
    for part in parts {
        sha256.update(part);
    }
    sha256.finalize().into()
}

pub(super) fn md5(parts: &[&[u8]]) -> [u8; 16] {
    let mut md5 = md5::Md5::new();
    for part in parts {
        md5.update(part);
    }
    md5.finalize().into()
}

/// A key for HMAC-SHA256, to sign any number of texts with.
#[derive(Clone)]
pub(crate) struct HmacSha256(Hmac<Sha256>);

impl HmacSha256 {
    pub(crate) fn new(key: &[u8]) -> Self {
        Self(keyed(key))
    }

    pub(super) fn sign(&self, data: &[u8]) -> [u8; 32] {
        finish(self.0.clone(), data).into()
    }
}

pub(super) fn hmac_sha1(key: &[u8], data: &[u8]) -> [u8; 20] {
    hmac::<Hmac<sha1::Sha1>>(key, data).into()
}

pub(super) fn hmac_md5(key: &[u8], data: &[u8]) -> [u8; 16] {
    hmac::<Hmac<md5::Md5>>(key, data).into()
}

fn hmac<M: Mac + KeyInit>(key: &[u8], data: &[u8]) -> hmac::digest::Output<M> {
    finish(keyed::<M>(key), data)
}

#[expect(clippy::expect_used, reason = "an HMAC takes a key of any length")]
fn keyed<M: Mac + KeyInit>(key: &[u8]) -> M {
    <M as KeyInit>::new_from_slice(key).expect("a key of any length")
}

fn finish<M: Mac>(mut mac: M, data: &[u8]) -> hmac::digest::Output<M> {
    mac.update(data);
    mac.finalize().into_bytes()
}

/// Appends lower-case hexadecimal digits.
#[inline]
pub(super) fn push_lower_hex(bytes: &[u8], out: &mut String) {
    push_hex(bytes, LOWER, out);
}

/// Lower-case hexadecimal digits.
pub(crate) fn lower_hex(bytes: &[u8]) -> String {
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

/// Goes through a buffer on the stack, as long as the longest hash: a `String` is slow to push bytes to.
#[inline]
fn push_hex(bytes: &[u8], digits: &[u8; 16], out: &mut String) {
    for bytes in bytes.chunks(32) {
        let mut buffer = [0; 64];
        for (pair, &byte) in buffer.chunks_exact_mut(2).zip(bytes) {
            pair[0] = digits[usize::from(byte >> 4)];
            pair[1] = digits[usize::from(byte & 15)];
        }
        out.push_str(std::str::from_utf8(&buffer[..bytes.len() * 2]).unwrap_or_default());
    }
}
