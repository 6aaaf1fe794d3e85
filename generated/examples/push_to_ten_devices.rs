//! Pushes a notification to ten devices by Mobile Push, against a mock inside this program.

#![allow(clippy::print_stdout, reason = "printing is what this example is for")]

use bindery::mpush::types::{DeviceType, PushTarget, PushType};
use bindery::mpush::{Client, PushRequest};
use bindery::{Config, Credentials};
use bindery_mock::{Mock, MockConfig};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mock = Mock::start(MockConfig::default()).await?;
    // For the real service: Credentials::from_env(&bindery::mpush::SERVICE.environment)?, no endpoint, and the
    // key and the devices of an application of yours.
    let credentials = Credentials::new("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET")?;
    let client = Client::new(Config::new(credentials).endpoint(mock.url()))?;

    let devices = (0..10).map(|number| format!("a692961a92534047ad362575f31f57b{number}"));
    let request = PushRequest::default()
        .app_key(23_267_207)
        .push_type(PushType::Notice)
        .device_type(DeviceType::Android)
        .target(PushTarget::Device)
        .target_value(devices)
        .title("Hello")
        .body("World");
    // The client fills in an idempotency token, so that it may repeat the call without pushing twice.
    let answer = client.push(&request).await?;

    println!("pushed as message {}", answer.message_id.as_deref().unwrap_or_default());
    println!("request id {}", answer.request_id().unwrap_or_default());
    Ok(())
}
