//! Waiting for what takes time.

use crate::failure::Failure;
use bindery::Error;

/// Runs a future to its end, on this thread.
pub(crate) fn wait_for<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime
        .map_err(|error| Error::configuration(format!("no network can be used on this machine: {error}")))?;
    Ok(runtime.block_on(future)?)
}
