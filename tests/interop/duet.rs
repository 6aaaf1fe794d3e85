//! A case played twice, by our client and by a vendor's.

use crate::difference::differences;
use crate::stage::Stage;
use crate::vendor::{Library, Vendor};
use bindery::runtime::serde_json::{Value as Json, json};
use std::ffi::OsStr;

/// Our client and a vendor's.
pub(crate) struct Duet {
    library: Library,
    vendor: Vendor,
    differing: usize,
}

impl Duet {
    pub(crate) fn new(python: &OsStr, library: Library) -> Self {
        println!("interop: {}", library.title());
        Self { library, vendor: Vendor::start(python, library), differing: 0 }
    }

    /// Plays a case of calls that are accepted, or some of them.
    pub(crate) async fn play(&mut self, name: &str, case: impl AsyncFn(&mut Stage)) {
        let ledger = self.play_twice(name, case).await;
        assert_ne!(ledger, json!([]), "{name}: nothing was accepted");
    }

    /// Plays a case of calls that are refused.
    pub(crate) async fn play_refused(&mut self, name: &str, case: impl AsyncFn(&mut Stage)) {
        let ledger = self.play_twice(&format!("refused: {name}"), case).await;
        assert_eq!(ledger, json!([]), "{name}: something was accepted");
    }

    /// Plays a case to a mock of its own by each client, prints how they differ, and gives the ledger of ours.
    async fn play_twice(&mut self, name: &str, case: impl AsyncFn(&mut Stage)) -> Json {
        let mut ours = Stage::new(self.library, None).await;
        case(&mut ours).await;
        let mut theirs = Stage::new(self.library, Some(self.vendor.clone())).await;
        case(&mut theirs).await;
        let (mut ours, theirs) = (ours.end(), theirs.end());
        show_no_more_than(&theirs, &mut ours);
        let differences = differences(&ours, &theirs);
        println!("  {} {name}", if differences.is_empty() { "same  " } else { "DIFFER" });
        for difference in &differences {
            println!("      {difference}");
        }
        self.differing += usize::from(!differences.is_empty());
        ours["ledger"].take()
    }

    /// How many cases differ.
    pub(crate) fn differing(&self) -> usize {
        self.differing
    }
}

/// The vendors' clients do not show everything of a refusal. What theirs leaves out is not compared.
fn show_no_more_than(theirs: &Json, ours: &mut Json) {
    let calls = ours["told"].as_array_mut().into_iter().flatten();
    for (at, told) in calls.enumerate() {
        let refused = told.get_mut("refused").and_then(Json::as_object_mut);
        if let (Some(refused), Some(shown)) = (refused, theirs["told"][at]["refused"].as_object()) {
            refused.retain(|name, _| shown.contains_key(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_refusal_does_not_show_is_passed_over() {
        let refused = |members: Json| json!({ "told": [{ "answer": {} }, { "refused": members }] });
        let mut ours = refused(json!({ "status": 401, "code": "1004" }));
        show_no_more_than(&refused(json!({ "status": 403 })), &mut ours);
        assert_eq!(ours, refused(json!({ "status": 401 })));
        let mut ours = refused(json!({ "status": 401 }));
        show_no_more_than(&json!({ "told": [{}, { "answer": {} }] }), &mut ours);
        assert_eq!(ours, refused(json!({ "status": 401 })));
    }
}
