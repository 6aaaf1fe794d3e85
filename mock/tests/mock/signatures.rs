//! Signatures, clocks, nonces, sessions: who may call.

use crate::raw::send;
use crate::shared::{Running, config, config_of, mock, object, sample, services};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bindery::runtime::serde_json::json;
use bindery::runtime::table::Service;
use bindery::runtime::{Client, Signature, http};
use bindery::{Config, Credentials, Error, jpush, mpush, mqtt, tmc};
use bindery_mock::MockConfig;
use bindery_mock::signature::{self, Inspected, NotSigned, Scheme};
use hmac::{Hmac, KeyInit, Mac as _};
use sha1::Sha1;
use std::time::Duration;

const SECRET: &str = "EXAMPLE-NOT-A-SECRET";

async fn called(service: &'static Service, config: Config, operation: &str) -> Result<(), Error> {
    let client = Client::new(service, config).unwrap();
    let parameters = object(sample(operation));
    client.call(operation, &parameters)?.await.map(drop)
}

async fn code(service: &'static Service, config: Config, operation: &str) -> String {
    let error = called(service, config, operation).await.unwrap_err();
    assert!(error.row().is_some(), "{error}");
    error.sub_code().or(error.code()).unwrap().to_owned()
}

/// One operation of each service.
const CALLS: [(&Service, &str); 4] = [
    (&mqtt::SERVICE, "SendMessage"),
    (&mpush::SERVICE, "Push"),
    (&jpush::SERVICE, "schedule.list"),
    (&tmc::SERVICE, "taobao.tmc.messages.produce"),
];

#[tokio::test]
async fn every_signature_of_every_service_is_taken() {
    let mock = mock().await;
    for (service, operation) in CALLS {
        for signature in service.protocol.signatures() {
            let config = config(&mock, service).signature(*signature);
            called(service, config, operation).await.unwrap_or_else(|error| panic!("{signature:?}: {error}"));
        }
    }
    assert_eq!(mock.ledger().len(), 8);
}

#[tokio::test]
async fn a_wrong_secret_and_an_unknown_id_are_refused() {
    let mock = mock().await;
    let with = |id: &str, secret: &str| {
        let credentials = Credentials::new(id, secret).unwrap().with_token("EXAMPLE-NOT-A-SESSION").unwrap();
        config_of(&mock, credentials)
    };
    let (tmc, produce) = CALLS[3];
    for signature in tmc.protocol.signatures() {
        let config = with("EXAMPLE-ID", "another").signature(*signature);
        assert_eq!(code(tmc, config, produce).await, "25");
    }
    assert_eq!(code(tmc, with("nobody", SECRET), produce).await, "29");
    let without_token = |id: &str, secret: &str| config_of(&mock, Credentials::new(id, secret).unwrap());
    for signature in [Signature::Acs3, Signature::HmacSha1] {
        let config = without_token("EXAMPLE-ID", "another").signature(signature);
        assert_eq!(code(&mpush::SERVICE, config, "Push").await, "SignatureDoesNotMatch");
        let config = without_token("nobody", SECRET).signature(signature);
        assert_eq!(code(&mpush::SERVICE, config, "Push").await, "InvalidAccessKeyId.NotFound");
    }
    assert_eq!(code(&jpush::SERVICE, without_token("EXAMPLE-ID", "another"), "schedule.list").await, "8101");
    assert_eq!(code(&jpush::SERVICE, without_token("nobody", SECRET), "schedule.cid").await, "1004");
    assert!(mock.ledger().is_empty());
}

#[tokio::test]
async fn a_wrong_signature_is_told_the_servers_string_to_sign() {
    let mock = mock().await;
    for signature in [Signature::Acs3, Signature::HmacSha1] {
        let credentials = Credentials::new("EXAMPLE-ID", "another").unwrap();
        let config = config_of(&mock, credentials);
        let config = config.signature(signature).nonces("n".to_owned());
        let client = Client::new(&mqtt::SERVICE, config).unwrap();
        let parameters = object(sample("SendMessage"));
        let error = client.call("SendMessage", &parameters).unwrap().await.unwrap_err();
        // The client has compared it with its own, and quotes neither.
        assert_eq!(error.explanation(), Some("the server signed the same text: the secret is wrong"));
    }
}

#[tokio::test]
async fn a_nonce_is_used_once() {
    let mock = mock().await;
    for (number, signature) in [Signature::Acs3, Signature::HmacSha1].into_iter().enumerate() {
        let config = |nonce: &str| {
            config(&mock, &mqtt::SERVICE).signature(signature).nonces(format!("{nonce}{number}"))
        };
        called(&mqtt::SERVICE, config("a"), "SendMessage").await.unwrap();
        assert_eq!(code(&mqtt::SERVICE, config("a"), "SendMessage").await, "SignatureNonceUsed");
        mock.clock().advance(Duration::from_secs(10 * 60));
        called(&mqtt::SERVICE, config("c"), "SendMessage").await.unwrap();
        mock.clock().advance(Duration::from_secs(19 * 60));
        assert_eq!(code(&mqtt::SERVICE, config("a"), "SendMessage").await, "SignatureNonceUsed");
        called(&mqtt::SERVICE, config("b"), "SendMessage").await.unwrap();
    }
    assert_eq!(mock.ledger().entries()[0].nonce.as_deref(), Some("a0"));
    assert_eq!(mock.ledger().len(), 6);
}

#[tokio::test]
async fn a_clock_fifteen_minutes_off_is_refused() {
    let mock = mock().await;
    let now = crate::shared::start();
    let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
    let cases: [(&Service, &str, u64, &str); 3] = [
        (&mqtt::SERVICE, "SendMessage", 15, "InvalidTimeStamp.Expired"),
        (&mpush::SERVICE, "Push", 15, "InvalidTimeStamp.Expired"),
        (&tmc::SERVICE, "taobao.tmc.messages.produce", 10, "isv.timestamp-limit-error"),
    ];
    for (service, operation, most, expected) in cases {
        for wrong in
            [now - minutes(most) - Duration::from_secs(1), now + minutes(most) + Duration::from_secs(1)]
        {
            assert_eq!(code(service, config(&mock, service).clock(wrong), operation).await, expected);
        }
        for right in [now - minutes(most), now + minutes(most)] {
            called(service, config(&mock, service).clock(right), operation).await.unwrap();
        }
    }
    let wrong = config(&mock, &jpush::SERVICE).clock(now - minutes(60));
    called(&jpush::SERVICE, wrong, "schedule.list").await.unwrap();
}

#[tokio::test]
async fn every_answer_tells_the_mocks_time() {
    let mock = mock().await;
    let date = "Sun, 22 Nov 2026 05:00:27 GMT";
    for line in ["GET /", "GET /v3/schedules", "GET /router/rest", "GET /elsewhere", "GET /?Action=Push"] {
        assert_eq!(send(&mock, line, &[], "").await.unwrap().header("date"), Some(date), "{line}");
    }
}

#[tokio::test]
async fn what_a_signature_lacks_is_named() {
    let mock = mock().await;
    let query = "Action=Push&Version=2016-08-01";
    let cases = [
        ("", "IncompleteSignature"),
        ("&Signature=x", "MissingAccessKeyId"),
        ("&Signature=x&AccessKeyId=nobody", "InvalidAccessKeyId.NotFound"),
        ("&Signature=x&AccessKeyId=EXAMPLE-ID", "MissingTimestamp"),
        ("&Signature=x&AccessKeyId=EXAMPLE-ID&Timestamp=today", "InvalidTimeStamp.Format"),
        ("&Signature=x&AccessKeyId=EXAMPLE-ID&Timestamp=2026-11-22T05:00:27Z", "SignatureDoesNotMatch"),
    ];
    for (more, code) in cases {
        let answer = send(&mock, &format!("GET /?{query}{more}"), &[], "").await.unwrap();
        assert_eq!((answer.status, &answer.json()["Code"]), (400, &json!(code)), "{more}");
        assert!(answer.json()["RequestId"].is_string() && answer.json()["HostId"].is_string());
    }
    let top = "method=taobao.tmc.messages.produce&v=2.0&format=json";
    let cases = [
        ("", 24),
        ("&sign=x&sign_method=md5", 28),
        ("&sign=x&sign_method=other&app_key=EXAMPLE-ID", 25),
        ("&sign=x&sign_method=md5&app_key=nobody", 29),
        ("&sign=x&sign_method=md5&app_key=EXAMPLE-ID", 30),
        ("&sign=x&sign_method=md5&app_key=EXAMPLE-ID&timestamp=today", 31),
        ("&sign=x&sign_method=md5&app_key=EXAMPLE-ID&timestamp=2026-11-22+13:00:27", 25),
        ("&sign=x&sign_method=md5&app_key=EXAMPLE-ID&timestamp=1795323627000", 25),
    ];
    for (more, code) in cases {
        let answer = send(&mock, &format!("GET /router/rest?{top}{more}"), &[], "").await.unwrap();
        let body = answer.json();
        assert_eq!((answer.status, &body["error_response"]["code"]), (200, &json!(code)), "{more}");
    }
    let unsigned = send(&mock, "GET /v3/schedules", &[], "").await.unwrap();
    assert_eq!(
        (unsigned.status, unsigned.json()),
        (
            401,
            json!({ "error": {
        "code": 8101, "message": "The request signature does not conform to standards: the request is not signed.",
    } })
        )
    );
}

#[tokio::test]
async fn a_session_is_asked_for_where_one_is_needed() {
    let mock = mock().await;
    let config = |session: Option<&str>| {
        let credentials = Credentials::new("EXAMPLE-ID", SECRET).unwrap();
        let credentials = match session {
            Some(session) => credentials.with_token(session).unwrap(),
            None => credentials,
        };
        config_of(&mock, credentials)
    };
    called(&tmc::SERVICE, config(None), "taobao.tmc.message.produce").await.unwrap();
    for operation in ["taobao.tmc.message.produce", "taobao.tmc.messages.produce"] {
        assert_eq!(code(&tmc::SERVICE, config(Some("another")), operation).await, "invalid-sessionkey");
    }
    let line = "GET /router/rest?method=taobao.tmc.messages.produce&v=2.0&format=json&app_key=EXAMPLE-ID\
        &sign_method=md5&timestamp=2026-11-22+13:00:27";
    let (parts, ()) = http::Request::get(line.trim_start_matches("GET ")).body(()).unwrap().into_parts();
    let text = "app_keyEXAMPLE-IDformatjsonmethodtaobao.tmc.messages.producesign_methodmd5\
        timestamp2026-11-22 13:00:27v2.0";
    let signed = format!("{line}&sign={}", md5(&format!("{SECRET}{text}{SECRET}")));
    assert_eq!(signature::inspect(&parts, b"").unwrap_err(), NotSigned::Unsigned);
    let answer = send(&mock, &signed, &[], "").await.unwrap();
    assert_eq!(answer.json()["error_response"]["code"], 26);
}

/// As the vendor's older clients call, with everything in the query.
#[tokio::test]
async fn a_get_is_taken_when_the_servers_own_text_is_signed() {
    let mock = mock().await;
    let line = "GET /?Action=QuerySessionByClientId&Version=2020-04-20&Format=JSON&AccessKeyId=EXAMPLE-ID\
        &SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&SignatureNonce=n&SignatureType=\
        &Timestamp=2026-11-22T05%3A00%3A27Z&RegionId=cn-hangzhou&InstanceId=i&ClientId=a+b*~%2B";
    let refused = send(&mock, &format!("{line}&Signature=x"), &[], "").await.unwrap().json();
    let (_, text) = refused["Message"].as_str().unwrap().split_once("to sign is:").unwrap();
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(format!("{SECRET}&").as_bytes()).unwrap();
    mac.update(text.as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes()).replace('+', "%2B");
    let answer = send(&mock, &format!("{line}&Signature={signature}"), &[], "").await.unwrap();
    assert_eq!((answer.status, &answer.json()["OnlineStatus"]), (200, &json!(false)));
    let expected = json!({ "InstanceId": "i", "ClientId": "a b*~+", "RegionId": "cn-hangzhou" });
    assert_eq!(mock.ledger().entries()[0].parameters, object(expected));
}

fn md5(text: &str) -> String {
    use std::fmt::Write as _;
    let digest: [u8; 16] = <md5::Md5 as md5::Digest>::digest(text).into();
    digest.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02X}").unwrap();
        hex
    })
}

#[tokio::test]
async fn a_temporary_key_goes_with_its_token_alone() {
    let credentials =
        bindery_mock::Credentials::none().with_temporary("STS.ID", SECRET, "EXAMPLE-NOT-A-TOKEN");
    let mock = Running::start(MockConfig::default().credentials(credentials)).await;
    for signature in [Signature::Acs3, Signature::HmacSha1] {
        let config = |token: Option<&str>| {
            let credentials = Credentials::new("STS.ID", SECRET).unwrap();
            let credentials = match token {
                Some(token) => credentials.with_token(token).unwrap(),
                None => credentials,
            };
            config_of(&mock, credentials).signature(signature)
        };
        called(&mqtt::SERVICE, config(Some("EXAMPLE-NOT-A-TOKEN")), "SendMessage").await.unwrap();
        for wrong in [None, Some("another")] {
            assert_eq!(code(&mqtt::SERVICE, config(wrong), "SendMessage").await, "CheckAccountInfoFailed");
            assert_eq!(code(&mpush::SERVICE, config(wrong), "Push").await, "InvalidAccessKeyId.NotFound");
        }
    }
}

fn inspected(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Inspected {
    let mut request = http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (parts, ()) = request.body(()).unwrap().into_parts();
    signature::inspect(&parts, body.as_bytes()).unwrap()
}

/// What a vendor's client sent, with its signature.
fn of_python_client(query: &str, date: &str, more: &[(&str, &str)]) -> Inspected {
    let names = "accept;host;user-agent;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;\
        x-acs-signature-nonce;x-acs-version";
    let signature = "ca8f7bd365df993c9c9886176de0ff44eedd806411a9900d1028faf3bd755057";
    let authorization = format!(
        "ACS3-HMAC-SHA256 Credential=LTAI4FoXExampleAkId,SignedHeaders={names},Signature={signature}"
    );
    let headers = [
        ("accept", "application/json"),
        ("host", "onsmqtt.cn-shanghai.aliyuncs.com"),
        ("user-agent", "AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2"),
        ("x-acs-action", "BatchQuerySessionByClientIds"),
        ("x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("x-acs-credentials-provider", "static_ak"),
        ("x-acs-date", date),
        ("x-acs-signature-nonce", "7a6453872b3e2784ed58643dee09a544"),
        ("x-acs-version", "2020-04-20"),
        ("authorization", &authorization),
        ("connection", "keep-alive"),
    ];
    inspected("POST", &format!("/?{query}"), &[&headers, more].concat(), "")
}

const CLIENTS: &str = "ClientIdList.1=GID_doc%40%40%40a+b&ClientIdList.2=GID_doc%40%40%40%E7%81%AF~%2A&InstanceId=mqtt-cn-doc00001";

#[test]
fn acs3_agrees_with_the_vendors_python_client() {
    let secret = "vEx4mpleS3cretF0rDocsOnly";
    let inspected = of_python_client(CLIENTS, "2026-11-22T05:00:27Z", &[]);
    assert_eq!((inspected.scheme, inspected.id.as_str()), (Scheme::Acs3, "LTAI4FoXExampleAkId"));
    let hash = "c6236d8238ab22b5c3823ef4530f9977e080528ad16966cf35883e3b956c921a";
    assert_eq!(inspected.string_to_sign.as_deref(), Some(&*format!("ACS3-HMAC-SHA256\n{hash}")));
    assert!(
        inspected.canonical_request.as_ref().unwrap().contains("\nClientIdList.1=GID_doc%40%40%40a%20b&")
    );
    assert!(inspected.verify(secret));
    assert!(!inspected.verify("another"));
    assert!(!of_python_client(CLIENTS, "2026-11-22T05:00:28Z", &[]).verify(secret));
    assert!(!of_python_client(&CLIENTS.replace("doc0", "doc1"), "2026-11-22T05:00:27Z", &[]).verify(secret));
    let unsigned = of_python_client(CLIENTS, "2026-11-22T05:00:27Z", &[("x-acs-more", "1")]);
    assert!(!unsigned.verify(secret), "a header that was added on the way");
}

#[test]
fn top_agrees_with_the_vendors_java_client() {
    let query = |method: &str, sign: &str| {
        format!(
            "/router/rest?app_key=12129701&method=taobao.tmc.messages.produce&v=2.0&sign={sign}&timestamp=2026-11-22+13%3A00%3A28\
             &partner_id=top-sdk-java-dynamicVersionNo&session=docsession01&format=json&sign_method={method}"
        )
    };
    let body = "messages=%5B%7B%22content%22%3A%22%7B%5C%22tid%5C%22%3A7%2C%5C%22note%5C%22%3A%5C%22%E5%B0%8F%E5%BC%A0+a%26b%3Dc%2Bd%5C%22%7D%22%2C%22topic%22%3A%22taobao_jds_TradeTrace%22%7D%5D";
    let form = [("content-type", "application/x-www-form-urlencoded;charset=utf-8")];
    let cases = [
        (
            "hmac-sha256",
            "2575226948656CEE1A3DABA13E38B3830C601F7EFC3596F07B2C4D7B124F99ED",
            Scheme::HmacSha256,
        ),
        ("hmac", "91B7674B5674902F28EEBDB6E25FB068", Scheme::Hmac),
        ("md5", "7F2774265E4F331581F493857ABF1FA0", Scheme::Md5),
    ];
    for (method, sign, scheme) in cases {
        let inspected = inspected("POST", &query(method, sign), &form, body);
        assert_eq!((inspected.scheme, inspected.scheme.name()), (scheme, method));
        assert!(inspected.verify("docsOnlySecret0123456789abcdef"), "{method}");
        assert!(!inspected.verify("docsOnlySecret0123456789abcdee"), "{method}");
    }
}

#[test]
fn basic_agrees_with_the_vendors_python_client() {
    let value = "Basic N2Q0MzFlNDJkZmE2YTZkNjkzYWMyZDA0OjVlOTg3YWM2ZDJlMDRkOTVhOWQ4ZjBkMQ==";
    let inspected = inspected("POST", "/v3/schedules/", &[("authorization", value)], "{}");
    assert_eq!(inspected.id, "7d431e42dfa6a6d693ac2d04");
    assert!(inspected.verify("5e987ac6d2e04d95a9d8f0d1") && !inspected.verify("5e987ac6d2e04d95a9d8f0d2"));
    assert_eq!(inspected.signature(), None);
    assert!(!format!("{inspected:?}").contains("5e987ac6"));
}

#[test]
fn a_header_that_must_be_signed_is_missed() {
    let authorization = "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host;x-acs-date,Signature=b";
    let headers = [("host", "h"), ("x-acs-date", "d"), ("authorization", authorization)];
    assert_eq!(inspected("POST", "/", &headers, "").flaw, None);
    for more in ["x-acs-action", "content-type"] {
        let headers = [headers[0], headers[1], headers[2], (more, "x")];
        assert!(inspected("POST", "/", &headers, "").flaw.unwrap().contains("must be signed"));
    }
}

/// The verifier agrees with the client on every example of every operation.
#[tokio::test]
async fn every_example_is_signed_as_the_server_expects() {
    let mock = mock().await;
    for service in services() {
        for operation in service.operations {
            for signature in service.protocol.signatures() {
                let client = Client::new(service, config(&mock, service).signature(*signature)).unwrap();
                for mut example in crate::shared::examples(service, operation.name) {
                    let parameters = object(example["request"].take());
                    let prepared = client.call(operation.name, &parameters).unwrap().prepare().await.unwrap();
                    let headers: Vec<(&str, &str)> = prepared
                        .headers()
                        .iter()
                        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
                        .collect();
                    let url = prepared.url().trim_start_matches(&mock.url()).to_owned();
                    let body = std::str::from_utf8(prepared.body()).unwrap();
                    let inspected = inspected(prepared.method(), &url, &headers, body);
                    assert_eq!(inspected.scheme.name(), signature.name());
                    assert_eq!(inspected.string_to_sign.as_deref(), prepared.string_to_sign());
                    assert!(inspected.verify(SECRET), "{}", operation.name);
                }
            }
        }
    }
}
