//! What the version of the generated crate must be.

use super::Diff;
use super::finding::{Finding, Level};
use std::fmt;

/// What the findings together ask of the version, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The greatest level of all findings.
    pub level: Level,
    /// The reason, one sentence without a full stop.
    pub reason: String,
}

impl Diff {
    /// The verdict. What was accepted counts like the rest: it breaks programs all the same.
    pub fn verdict(&self) -> Verdict {
        let level = self.findings.iter().map(Finding::level).max().unwrap_or(Level::None);
        let count = |fits: &dyn Fn(&Finding) -> bool| self.findings.iter().filter(|one| fits(one)).count();
        let reason = match level {
            Level::Major => {
                let compile = count(&|one| one.judgement.compile);
                let run_time = count(&|one| one.judgement.run_time && !one.judgement.compile);
                let mut reasons = Vec::new();
                if compile > 0 {
                    reasons.push(format!("{} programs from compiling", changes(compile, "stops", "stop")));
                }
                if run_time > 0 {
                    reasons.push(format!("{} make calls fail that worked", changes(run_time, "may", "may")));
                }
                reasons.join(", and ")
            }
            Level::Minor => {
                let minor = count(&|one| one.level() == Level::Minor);
                format!(
                    "{} what is offered or checked, and nothing breaks",
                    changes(minor, "alters", "alter")
                )
            }
            Level::Patch => "only documentation differs".to_owned(),
            Level::None if self.findings.is_empty() && self.formatting.is_empty() => {
                "nothing differs".to_owned()
            }
            Level::None => "the generated crate is the same".to_owned(),
        };
        Verdict { level, reason }
    }
}

fn changes(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 change {one}") } else { format!("{count} changes {many}") }
}

/// A version of three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// Reads `1.2.3`, perhaps with a `v` before it. Versions with more to them are none of ours.
    pub fn read(text: &str) -> Option<Self> {
        let numbers: Option<Vec<u64>> =
            text.strip_prefix('v').unwrap_or(text).split('.').map(|part| part.parse().ok()).collect();
        match numbers?[..] {
            [major, minor, patch] => Some(Self { major, minor, patch }),
            _ => None,
        }
    }

    /// The least version after this one that a level asks for, as Cargo reads versions: before 1.0.0 the second
    /// number is raised for what breaks and the third for everything else, and before 0.1.0 the third for all.
    pub fn after(self, level: Level) -> Self {
        let Self { major, minor, patch } = self;
        match (level, major, minor) {
            (Level::None, ..) => self,
            (Level::Major, 1.., _) => Self { major: major + 1, minor: 0, patch: 0 },
            (Level::Minor, 1.., _) | (Level::Major, 0, 1..) => Self { minor: minor + 1, patch: 0, ..self },
            (Level::Patch, ..) | (Level::Minor | Level::Major, 0, _) => Self { patch: patch + 1, ..self },
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Version};

    #[test]
    fn versions_go_up_as_cargo_reads_them() {
        for (from, major, minor, patch) in [
            ("1.2.3", "2.0.0", "1.3.0", "1.2.4"),
            ("0.2.3", "0.3.0", "0.2.4", "0.2.4"),
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
        ] {
            let after = |level| Version::read(from).map(|version| version.after(level).to_string());
            assert_eq!(after(Level::Major).as_deref(), Some(major));
            assert_eq!(after(Level::Minor).as_deref(), Some(minor));
            assert_eq!(after(Level::Patch).as_deref(), Some(patch));
            assert_eq!(after(Level::None).as_deref(), Some(from));
        }
    }

    #[test]
    fn what_is_no_version_of_three_numbers_is_not_read() {
        assert!(Version::read("v1.2.3") == Version::read("1.2.3"));
        for text in ["", "1.2", "1.2.3.4", "1.2.3-rc.1", "a.b.c", "1..3"] {
            assert_eq!(Version::read(text), None, "{text}");
        }
    }
}
