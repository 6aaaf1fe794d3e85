//! What the types promise: each wrong program stands beside the right one that differs in the point alone.
//!
//! A request may get more members without breaking a caller, so it is not written as a literal:
//!
//! ```
//! let request = bindery::mqtt::SendMessageRequest::default().payload("p");
//! ```
//!
//! ```compile_fail
//! let request = bindery::mqtt::SendMessageRequest { payload: Some("p".to_owned()), ..Default::default() };
//! ```
//!
//! An enumeration may get more values, so a `match` has an arm for the others:
//!
//! ```
//! fn known(target: &bindery::mpush::types::ContinuousTarget) -> bool {
//!     use bindery::mpush::types::ContinuousTarget::{Account, Alias, Device};
//!     match target {
//!         Device | Account | Alias => true,
//!         _ => false,
//!     }
//! }
//! ```
//!
//! ```compile_fail
//! fn known(target: &bindery::mpush::types::ContinuousTarget) -> bool {
//!     use bindery::mpush::types::ContinuousTarget::{Account, Alias, Device, Other};
//!     match target {
//!         Device | Account | Alias => true,
//!         Other(_) => false,
//!     }
//! }
//! ```
//!
//! A call that is neither awaited nor prepared is no call, and the compiler says so:
//!
//! ```
//! #![deny(unused_must_use)]
//! async fn send(client: &bindery::mqtt::Client, request: &bindery::mqtt::SendMessageRequest) {
//!     let _answer = client.send_message(request).await;
//! }
//! ```
//!
//! ```compile_fail
//! #![deny(unused_must_use)]
//! async fn send(client: &bindery::mqtt::Client, request: &bindery::mqtt::SendMessageRequest) {
//!     client.send_message(request);
//! }
//! ```
//!
//! A request belongs to its operation:
//!
//! ```
//! fn call(client: &bindery::mqtt::Client, request: &bindery::mqtt::SendMessageRequest) {
//!     let _call = client.send_message(request);
//! }
//! ```
//!
//! ```compile_fail
//! fn call(client: &bindery::mqtt::Client, request: &bindery::mqtt::QuerySessionByClientIdRequest) {
//!     let _call = client.send_message(request);
//! }
//! ```
//!
//! Setters take the request and give it back, so that one built for one call cannot leak into the next:
//!
//! ```
//! let request = bindery::mqtt::SendMessageRequest::default();
//! let first = request.clone().payload("first");
//! let second = request.payload("second");
//! ```
//!
//! ```compile_fail
//! let request = bindery::mqtt::SendMessageRequest::default();
//! let first = request.payload("first");
//! let second = request.payload("second");
//! ```
//!
//! Nobody reads a secret back:
//!
//! ```
//! fn id(credentials: &bindery::Credentials) -> &str {
//!     credentials.id()
//! }
//! ```
//!
//! ```compile_fail
//! fn secret(credentials: &bindery::Credentials) -> &str {
//!     credentials.secret()
//! }
//! ```
//!
//! A protocol is the runtime's own:
//!
//! ```
//! fn name(protocol: &dyn bindery::runtime::protocol::Protocol) -> String {
//!     format!("{protocol:?}")
//! }
//! ```
//!
//! ```compile_fail
//! #[derive(Debug)]
//! struct Mine;
//! impl bindery::runtime::protocol::Protocol for Mine {
//!     fn signatures(&self) -> &'static [bindery::runtime::Signature] {
//!         &[]
//!     }
//! }
//! ```
