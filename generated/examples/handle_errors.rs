//! What a program does with each kind of error, provoked from a mock inside this program.

#![allow(clippy::print_stdout, reason = "printing is what this example is for")]

use bindery::runtime::bytes::Bytes;
use bindery::runtime::http::{Request, Response};
use bindery::runtime::table::Class;
use bindery::runtime::{BoxFuture, Transport};
use bindery::{Config, Credentials, Error, ErrorKind, SendState, mqtt, tmc};
use bindery_mock::{Fault, Mock, MockConfig};
use std::error::Error as StdError;
use std::net::TcpListener;
use std::time::Duration;

type Provoked = Result<Option<Error>, Box<dyn StdError>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let mock = Mock::start(MockConfig::default()).await?;
    let errors = [
        ("An unknown region", mqtt::Client::new(config(&mock.url())?.region("moon")).err()),
        ("An empty secret", Credentials::new("EXAMPLE-ID", "").err()),
        ("A wrong secret", wrong_secret(&mock).await?),
        ("Broken limits", broken_limits(&mock).await?),
        ("Nobody listens", nobody_listens().await?),
        ("A late answer", strike(&mock, Fault::Delay(Duration::from_secs(60))).await?),
        ("A reset connection", strike(&mock, Fault::ResetAfterCommit).await?),
        ("An answer that breaks off", strike(&mock, Fault::Truncate).await?),
        ("A large answer", large_answer(&mock).await?),
        ("Something else answers", something_else(&mock).await?),
        ("Calls too frequent", strike(&mock, Fault::Throttle).await?),
        ("The day's calls used up", quota(&mock).await?),
        ("A parameter refused", refuse(&mock, "InvalidParameter.Payload").await?),
        ("A failure of the service", refuse(&mock, "InternalError").await?),
    ];
    for (what, error) in errors {
        let error = error.ok_or_else(|| format!("{what} made no error"))?;
        println!("{what}: {:?}, {:?}\n  {error}\n  → {}", error.kind(), error.send_state(), advice(&error));
    }
    Ok(())
}

/// What a program should do. The client has made its repeats before a call fails, so that what is left is a
/// decision of the program's or of a person's.
fn advice(error: &Error) -> String {
    use SendState::{Answered, MaybeSent, NotSent};
    match (error.kind(), error.send_state()) {
        (ErrorKind::Configuration, _) => "mend what the client was set up with".to_owned(),
        (ErrorKind::Credentials, _) => "mend the credentials, or where they come from".to_owned(),
        // Told to whoever gave the values, all at once.
        (ErrorKind::Invalid, _) => {
            let parameters = error.violations().iter().map(|violation| &*violation.parameter);
            format!("mend {}", parameters.collect::<Vec<_>>().join(" and "))
        }
        (ErrorKind::Throttled, NotSent | Answered) => match error.retry_after() {
            Some(wait) => format!("it had no effect; call again in {wait:.0?}"),
            None => "it had no effect; call again later, and less often".to_owned(),
        },
        (ErrorKind::Quota, NotSent | Answered) => "make no calls until the quota is renewed".to_owned(),
        (ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport, NotSent) => {
            "it had no effect; call again later".to_owned()
        }
        // Nobody here can know. A token of the program's own makes such a call safe to repeat.
        (_, MaybeSent) if error.is_retryable() => "call again later: a repeat does no harm".to_owned(),
        (_, MaybeSent) => "find out whether it was carried out before calling again".to_owned(),
        (ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::TooLarge | ErrorKind::Decode, _) => {
            "it may be done, but the answer is lost: look before calling again".to_owned()
        }
        (ErrorKind::Service, _) => advice_on_code(error),
        // A kind of a later version.
        _ => "tell a person".to_owned(),
    }
}

/// What the documentation says of the code that was answered.
fn advice_on_code(error: &Error) -> String {
    let Some(row) = error.row() else {
        return "no documented code: look at the endpoint, or ask the vendor with the request id".to_owned();
    };
    match (row.class, error.argument()) {
        (Class::Caller, Some(parameter)) => format!("mend {parameter}: {}", row.meaning),
        (Class::Caller, None) => format!("mend the request: {}", row.meaning),
        (Class::Auth, _) => format!("mend the credentials or their rights: {}", row.meaning),
        _ if error.is_retryable() => format!("call again later: {}", row.meaning),
        _ if error.may_have_taken_effect() => {
            format!("find out whether it was carried out before calling again: {}", row.meaning)
        }
        _ => format!("tell a person: {}", row.meaning),
    }
}

/// One attempt, so that every failure is seen. Without `max_attempts` a call is repeated where that does no harm.
///
/// For the real service: `Credentials::from_env(&bindery::mqtt::SERVICE.environment)`, a region, no endpoint.
fn config(url: &str) -> bindery::Result<Config> {
    let credentials = Credentials::new("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET")?;
    Ok(Config::new(credentials).endpoint(url).max_attempts(1))
}

fn message() -> mqtt::SendMessageRequest {
    mqtt::SendMessageRequest::default()
        .instance_id("post-cn-0pp12gl****")
        .mqtt_topic("TopicA")
        .payload("test")
}

async fn send(config: Config, request: &mqtt::SendMessageRequest) -> Provoked {
    Ok(mqtt::Client::new(config)?.send_message(request).await.err())
}

async fn wrong_secret(mock: &Mock) -> Provoked {
    let credentials = Credentials::new("EXAMPLE-ID", "EXAMPLE-NOT-THIS-ONE")?;
    send(Config::new(credentials).endpoint(mock.url()), &message()).await
}

async fn broken_limits(mock: &Mock) -> Provoked {
    let request = mqtt::SendMessageRequest::default().mqtt_topic("a".repeat(65)).payload("test");
    send(config(&mock.url())?, &request).await
}

async fn nobody_listens() -> Provoked {
    // The listener is closed again at the end of the line.
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    send(config(&format!("http://{address}"))?, &message()).await
}

async fn strike(mock: &Mock, fault: Fault) -> Provoked {
    mock.fault_next("SendMessage", fault, 1)?;
    send(config(&mock.url())?.attempt_timeout(Duration::from_millis(500)), &message()).await
}

async fn refuse(mock: &Mock, code: &str) -> Provoked {
    mock.answer_next("SendMessage", code, 1)?;
    send(config(&mock.url())?, &message()).await
}

async fn large_answer(mock: &Mock) -> Provoked {
    send(config(&mock.url())?.max_answer_bytes(16), &message()).await
}

async fn something_else(mock: &Mock) -> Provoked {
    send(config(&mock.url())?.transport(LoginPage), &message()).await
}

/// A network that answers every request itself, before somebody has logged in.
#[derive(Debug)]
struct LoginPage;

impl Transport for LoginPage {
    fn send(&self, _: Request<Bytes>, _: usize) -> BoxFuture<'_, bindery::Result<Response<Bytes>>> {
        Box::pin(async { Ok(Response::new(Bytes::from_static(b"<html>Please log in</html>"))) })
    }
}

async fn quota(mock: &Mock) -> Provoked {
    mock.answer_next("taobao.tmc.messages.produce", "accesscontrol.limited-by-app-access-count", 1)?;
    let credentials =
        Credentials::new("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET")?.with_token("EXAMPLE-NOT-A-SESSION")?;
    let client = tmc::Client::new(Config::new(credentials).endpoint(mock.url()))?;
    let message = tmc::types::TmcPublishMessage::default().topic("taobao_trade_TradeCreate").content("{}");
    Ok(client.messages_produce(&tmc::MessagesProduceRequest::default().messages([message])).await.err())
}
