//! One difference between two trees of specifications, and what it means for callers.

/// Which way something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// It is there now.
    Added,
    /// It is gone.
    Removed,
    /// Less is allowed, or more is asked for.
    Tightened,
    /// More is allowed, or less is asked for.
    Loosened,
    /// It is the same under another name.
    Renamed,
    /// It counts as something else.
    Reclassified,
    /// It is another, neither narrower nor wider.
    Altered,
    /// Only words changed, or the order of things that have none.
    Reworded,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Direction; 8] = [
        Direction::Added,
        Direction::Removed,
        Direction::Tightened,
        Direction::Loosened,
        Direction::Renamed,
        Direction::Reclassified,
        Direction::Altered,
        Direction::Reworded,
    ];

    /// Its word in every format.
    pub fn word(self) -> &'static str {
        match self {
            Direction::Added => "added",
            Direction::Removed => "removed",
            Direction::Tightened => "tightened",
            Direction::Loosened => "loosened",
            Direction::Renamed => "renamed",
            Direction::Reclassified => "reclassified",
            Direction::Altered => "altered",
            Direction::Reworded => "reworded",
        }
    }
}

/// What a difference asks of the version of the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing: the generated crate is the same.
    None,
    /// A patch: only documentation differs.
    Patch,
    /// A minor version: nothing breaks, but the crate offers or checks something else.
    Minor,
    /// A major version: something may break.
    Major,
}

impl Level {
    /// Its word in every format.
    pub fn word(self) -> &'static str {
        match self {
            Level::None => "none",
            Level::Patch => "patch",
            Level::Minor => "minor",
            Level::Major => "major",
        }
    }
}

/// What a difference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Which way it goes.
    pub direction: Direction,
    /// Whether a program that uses it stops compiling.
    pub compile: bool,
    /// Whether a call that worked may now fail, be refused, or answer less.
    pub run_time: bool,
    /// Whether the generated crate shows it at all.
    pub generated: bool,
}

impl Judgement {
    /// A difference that breaks nothing.
    pub const fn of(direction: Direction) -> Self {
        Self { direction, compile: false, run_time: false, generated: true }
    }

    /// A difference of words that stand in the generated documentation.
    pub const fn words() -> Self {
        Self::of(Direction::Reworded)
    }

    /// A difference of words that stand in the specification alone.
    pub const fn silent() -> Self {
        Self { generated: false, ..Self::words() }
    }

    /// The same, and a program that uses it stops compiling.
    pub const fn compile(self, compile: bool) -> Self {
        Self { compile, ..self }
    }

    /// The same, and a call that worked may now fail.
    pub const fn run_time(self, run_time: bool) -> Self {
        Self { run_time, ..self }
    }

    /// What it asks of the version.
    pub fn level(&self) -> Level {
        if self.compile || self.run_time {
            Level::Major
        } else if !self.generated {
            Level::None
        } else if self.direction == Direction::Reworded {
            Level::Patch
        } else {
            Level::Minor
        }
    }
}

/// A line of a specification.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, below the folder of specifications.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What changed, in the words of the format: `parameter`, `limit`, `error class`.
    pub what: &'static str,
    /// What that means.
    pub judgement: Judgement,
    /// The file it is about, without its ending: `mqtt/SendMessage`, `mqtt/types/ClientStatus`, `mqtt/service`.
    pub subject: String,
    /// Where in that file, in names: `parameters/Payload/limits/max_length`.
    pub at: String,
    /// The old value as JSON, if there was one.
    pub before: Option<String>,
    /// The new value as JSON, if there is one.
    pub after: Option<String>,
    /// Where it stood.
    pub old: Option<Place>,
    /// Where it stands.
    pub new: Option<Place>,
    /// The page that says so, with its language and date, where one is named.
    pub page: Option<String>,
    /// The operations that are reached, by wire name.
    pub operations: Vec<String>,
}

impl Finding {
    /// What it asks of the version.
    pub fn level(&self) -> Level {
        self.judgement.level()
    }

    /// Twelve hexadecimal digits that are the same for the same change, wherever its lines stand and however it
    /// is described.
    pub fn fingerprint(&self) -> String {
        let parts = [
            self.what,
            self.judgement.direction.word(),
            &self.subject,
            &self.at,
            self.before.as_deref().unwrap_or_default(),
            self.after.as_deref().unwrap_or_default(),
        ];
        super::fingerprint::of(parts)
    }
}
