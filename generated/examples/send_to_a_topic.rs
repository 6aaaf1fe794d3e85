//! Sends a message to an MQTT topic, against a mock inside this program.

#![allow(clippy::print_stdout, reason = "printing is what this example is for")]

use bindery::mqtt::{Client, SendMessageRequest};
use bindery::{Config, Credentials, SendState};
use bindery_mock::{Mock, MockConfig};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mock = Mock::start(MockConfig::default()).await?;
    // For the real service: Credentials::from_env(&bindery::mqtt::SERVICE.environment)?, no endpoint, and an
    // instance and a topic of yours.
    let credentials = Credentials::new("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET")?;
    let client = Client::new(Config::new(credentials).region("cn-hangzhou").endpoint(mock.url()))?;

    let request = SendMessageRequest::default()
        .instance_id("post-cn-0pp12gl****")
        .mqtt_topic("TopicA")
        .payload(r#"{"temperature": 21.5}"#);
    match client.send_message(&request).await {
        Ok(answer) => println!("sent as {}", answer.msg_id.as_deref().unwrap_or_default()),
        // The operation has no idempotency token, so a message without an answer is not sent again by itself.
        Err(error) if error.send_state() == SendState::MaybeSent => {
            println!("it may have been sent: {error}");
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
