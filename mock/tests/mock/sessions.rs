//! Whether MQTT clients are online.

use crate::shared::{call, mock};
use bindery::mqtt::SERVICE;
use bindery::runtime::serde_json::json;

#[tokio::test]
async fn a_client_is_online_as_soon_as_a_test_says_so() {
    let mock = mock().await;
    let one = json!({ "ClientId": "GID_test@@@1", "InstanceId": "i" });
    let online = || async { call(&mock, &SERVICE, "QuerySessionByClientId", one.clone()).await.unwrap() };
    assert_eq!(online().await["OnlineStatus"], false);
    mock.set_session("GID_test@@@1", true);
    assert_eq!(online().await["OnlineStatus"], true);
    let both = json!({ "ClientIdList": ["GID_test@@@2", "GID_test@@@1"], "InstanceId": "i" });
    let batch = call(&mock, &SERVICE, "BatchQuerySessionByClientIds", both).await.unwrap();
    let expected = json!([
        { "ClientId": "GID_test@@@2", "OnlineStatus": false },
        { "ClientId": "GID_test@@@1", "OnlineStatus": true },
    ]);
    assert_eq!(batch["OnlineStatusList"], expected);
    mock.set_session("GID_test@@@1", false);
    assert_eq!(online().await["OnlineStatus"], false);
}
