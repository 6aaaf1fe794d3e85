//! Requests that are not what they should be.

use super::*;
use http::Request;
use std::net::{IpAddr, Ipv4Addr};

const SEEDS: [(&str, &str, &str); 5] = [
    (
        "/?Action=Push&Version=2016-08-01&AccessKeyId=EXAMPLE-ID&Signature=x&SignatureNonce=1&Timestamp=2026-11-22T05:00:27Z",
        "application/x-www-form-urlencoded",
        "AppKey=1&Target=TBD&TargetValue=a,b&ClientIdList.1=a",
    ),
    ("/?InstanceId=i&ClientIdList.1=a&ClientIdList.2=%E5%BC%A0", "application/json", ""),
    ("/v3/schedules/1/msg_ids?page=1", "application/json", "{}"),
    (
        "/v3/schedules",
        "application/json",
        r#"{"name":"n","enabled":true,"trigger":{"single":{"time":"2027-01-01 00:00:00"}},"push":{"platform":"all","audience":"all","notification":{"alert":"a"}}}"#,
    ),
    (
        "/router/rest?method=taobao.tmc.message.produce&v=2.0&app_key=EXAMPLE-ID&sign=x&sign_method=md5&timestamp=2026-11-22+13:00:27",
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"topic\"; filename=\"f\"\r\n\r\nT\r\n--b--\r\n",
    ),
];

/// A stream of numbers that is the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    /// The text with a few bytes changed, doubled or taken out.
    fn spoil(&mut self, text: &str) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..self.below(4) {
            let at = self.below(bytes.len());
            match self.below(3) {
                0 if !bytes.is_empty() => bytes[at] = b"%&=+.,:;/{}[]\"\\\0\xff 9"[self.below(19)],
                1 if !bytes.is_empty() => _ = bytes.remove(at),
                _ => bytes.extend_from_within(at..),
            }
        }
        bytes
    }
}

#[test]
fn no_request_is_too_odd_to_be_answered() {
    let exchange = Exchange::new(&MockConfig::default());
    let mut numbers = Numbers(7);
    let mut answered = 0;
    for round in 0..10_000 {
        let (uri, content_type, body) = SEEDS[round % SEEDS.len()];
        let request = Request::builder()
            .method(["GET", "POST", "PUT", "DELETE"][numbers.below(4)])
            .uri(numbers.spoil(uri).as_slice())
            .header("content-type", numbers.spoil(content_type).as_slice())
            .header("x-acs-action", numbers.spoil("SendMessage").as_slice())
            .header(
                "authorization",
                [
                    "Basic RVhBTVBMRS1JRDpFWEFNUExFLU5PVC1BLVNFQ1JFVA==",
                    "Basic x",
                    "ACS3-HMAC-SHA256 Credential=EXAMPLE-ID,SignedHeaders=host;,Signature=x",
                ][numbers.below(3)],
            )
            .body(());
        // What is no HTTP does not come so far.
        let Ok(request) = request else { continue };
        let (parts, ()) = request.into_parts();
        let body = numbers.spoil(body).into();
        let received = Received { parts, body, peer: IpAddr::V4(Ipv4Addr::LOCALHOST) };
        let Delivery::Whole(reply) = exchange.answer(&received).delivery else {
            panic!("nothing was to go wrong");
        };
        assert!((200..500).contains(&reply.status), "{reply:?}");
        answered += 1;
    }
    assert!(answered > 5000, "{answered}");
}
