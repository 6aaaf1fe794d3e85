//! Publishes messages in batches by Taobao TOP, against a mock inside this program.

#![allow(clippy::print_stdout, reason = "printing is what this example is for")]

use bindery::tmc::types::TmcPublishMessage;
use bindery::tmc::{Client, MessagesProduceRequest};
use bindery::{Config, Credentials};
use bindery_mock::{Mock, MockConfig};
use std::error::Error;

/// The most that one call takes.
const MOST: usize = 50;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mock = Mock::start(MockConfig::default()).await?;
    // For the real service: Credentials::from_env(&bindery::tmc::SERVICE.environment)?, no endpoint, and a topic
    // that your application may publish to.
    let credentials =
        Credentials::new("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET")?.with_token("EXAMPLE-NOT-A-SESSION")?;
    let client = Client::new(Config::new(credentials).endpoint(mock.url()))?;

    let trades: Vec<u64> = (2_895_732_958_001..).take(120).collect();
    for batch in trades.chunks(MOST) {
        let messages = batch.iter().map(|tid| {
            TmcPublishMessage::default()
                .topic("taobao_trade_TradeCreate")
                .content(format!(r#"{{"tid":{tid}}}"#))
        });
        let answer = client.messages_produce(&MessagesProduceRequest::default().messages(messages)).await?;

        // A batch can fail in part without an error. The results are in the order of the messages.
        let results = answer.results.as_deref().unwrap_or_default();
        let failed = batch.iter().zip(results).filter(|(_, result)| result.is_success != Some(true));
        for (tid, result) in failed.clone() {
            println!("trade {tid} was not published: {:?}", result.error_code);
        }
        println!("{} messages, {} failed", batch.len(), failed.count());
    }
    Ok(())
}
