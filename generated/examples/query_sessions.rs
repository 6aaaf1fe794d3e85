//! Asks which MQTT clients are online, against a mock inside this program.

#![allow(clippy::print_stdout, reason = "printing is what this example is for")]

use bindery::mqtt::{BatchQuerySessionByClientIdsRequest, Client, QuerySessionByClientIdRequest};
use bindery::{Config, Credentials};
use bindery_mock::{Mock, MockConfig};
use std::error::Error;

const INSTANCE: &str = "post-cn-0pp12gl****";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mock = Mock::start(MockConfig::default()).await?;
    mock.set_session("GID_test@@@3", true);
    // For the real service: Credentials::from_env(&bindery::mqtt::SERVICE.environment)?, no endpoint, and an
    // instance and clients of yours.
    let credentials = Credentials::new("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET")?;
    let client = Client::new(Config::new(credentials).region("cn-hangzhou").endpoint(mock.url()))?;

    // Ten at a time, which is the most that one call takes. The answer comes from a cache of the service.
    let client_ids: Vec<String> = (0..20).map(|number| format!("GID_test@@@{number}")).collect();
    for ten in client_ids.chunks(10) {
        let request =
            BatchQuerySessionByClientIdsRequest::default().instance_id(INSTANCE).client_id_list(ten.to_vec());
        let answer = client.batch_query_session_by_client_ids(&request).await?;
        let clients = answer.online_status_list.as_deref().unwrap_or_default();
        let online = clients.iter().filter(|client| client.online_status == Some(true));
        let online: Vec<&str> = online.filter_map(|client| client.client_id.as_deref()).collect();
        println!("{} of {} clients are online: {online:?}", online.len(), clients.len());
    }

    // One by itself, where the exact state matters.
    let request = QuerySessionByClientIdRequest::default().instance_id(INSTANCE).client_id("GID_test@@@3");
    match client.query_session_by_client_id(&request).await?.online_status {
        Some(true) => println!("GID_test@@@3 is online"),
        Some(false) => println!("GID_test@@@3 is offline"),
        None => println!("the service does not say whether GID_test@@@3 is online"),
    }
    Ok(())
}
