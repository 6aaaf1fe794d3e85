//! Which limits fit which kinds of value. One that does not would never be checked.

use super::facts::File;
use crate::diagnostic::Code;
use crate::schema::{self, FORMATS};
use crate::tree::{Node, Span};
use bindery_runtime::table::{Check, Encoding, Format, Kind, Member};

/// A set of sorts of value, as bits: those that the validator looks at for a limit.
type Sorts = u16;

const TEXT: Sorts = 1;
const INT: Sorts = 2;
const FLOAT: Sorts = 4;
const BOOL: Sorts = 8;
const FILE: Sorts = 16;
const LIST: Sorts = 32;
const OBJECT: Sorts = 64;
/// Text that may say a number or a time. What is only written as text, or stands in any JSON, is not read for one.
const READ: Sorts = 128;
/// Text that may hold a JSON array. A union's text is a kind of its own, and so is what is written as JSON.
const ARRAY: Sorts = 256;
const NUMBER: Sorts = INT | FLOAT;
const ANY: Sorts = TEXT | NUMBER | BOOL | LIST | OBJECT;

/// What a limit is put on.
#[derive(Debug)]
pub(super) struct Subject {
    /// What the value may be.
    sorts: Sorts,
    /// What the items of the value may be.
    items: Sorts,
    /// The formats that its limits name.
    formats: Vec<Format>,
}

impl Subject {
    /// A member with these limits.
    pub(super) fn of(member: &Member, limits: &[Node<'_>]) -> Self {
        let formats = limits.iter().filter_map(|limit| schema::meaning(&FORMATS, limit.text("format")?));
        let encoded = matches!(member.encoding, Encoding::Joined(_) | Encoding::JsonText);
        let mut subject = Self {
            sorts: sorts(member.kind) | if encoded { TEXT } else { 0 },
            items: items(member.kind),
            formats: formats.collect(),
        };
        if member.kind == Kind::Text {
            subject.sorts |= ARRAY;
        }
        if subject.has(&[Format::JsonArray]) && subject.sorts & ARRAY != 0 {
            subject.sorts |= LIST;
            subject.items |= TEXT;
        }
        if subject.has(&[Format::Integer, Format::EpochSeconds, Format::EpochMillis])
            && subject.sorts & READ != 0
        {
            subject.sorts |= INT;
        }
        subject
    }

    fn has(&self, formats: &[Format]) -> bool {
        self.formats.iter().any(|format| formats.contains(format))
    }
}

fn sorts(kind: Kind) -> Sorts {
    match kind {
        Kind::Bool => BOOL,
        Kind::Int32 | Kind::Int64 => INT,
        Kind::Float => FLOAT,
        Kind::Text => TEXT | READ,
        Kind::File => FILE,
        Kind::Json => TEXT | BOOL | LIST | OBJECT,
        Kind::Map(_) | Kind::Record(_) => OBJECT,
        Kind::List(_) => LIST,
        Kind::Union(union) => union.variants.iter().fold(0, |all, variant| all | sorts(variant.kind)),
    }
}

fn items(kind: Kind) -> Sorts {
    match kind {
        Kind::List(item) => sorts(*item),
        Kind::Json => TEXT,
        Kind::Union(union) => union.variants.iter().fold(0, |all, variant| all | items(variant.kind)),
        _ => 0,
    }
}

/// Reports a limit that does not fit.
pub(super) fn check(limit: &Check, subject: &Subject, span: &Span, file: &mut File<'_>) {
    let times = [Format::UtcSeconds, Format::DateTime, Format::EpochSeconds, Format::EpochMillis];
    let is_ahead = matches!(limit, Check::MinAhead(_) | Check::MaxAhead(_));
    if is_ahead && !subject.has(&times) {
        let problem =
            file.report(Code::LimitKind, span, "a limit on a time needs to know how the time is written");
        problem.help("add a limit with `format`: utc-seconds, date-time, epoch-seconds or epoch-millis");
        return;
    }
    let fits = match limit {
        Check::Each(inner) => subject.sorts & LIST != 0 && subject.items & wanted(inner) != 0,
        limit => subject.sorts & wanted(limit) != 0,
    };
    if !fits {
        let problem =
            file.report(Code::LimitKind, span, format!("`{}` does not fit this member's type", limit.name()));
        problem.help(format!("it is for {}", words(limit)));
    }
}

/// The sorts of value that a check looks at.
fn wanted(check: &Check) -> Sorts {
    match check {
        Check::MinLength(..) | Check::MaxLength(..) => TEXT | FILE,
        Check::Min(_) | Check::Max(_) | Check::OneOfNumbers(_) | Check::NotNumber(_) => NUMBER,
        Check::BitMask(_) => INT,
        Check::Format(Format::EpochSeconds | Format::EpochMillis) => TEXT | INT,
        Check::MinAhead(_) | Check::MaxAhead(_) => READ | INT,
        Check::Constant(_) => TEXT | NUMBER | BOOL,
        // The items of text are counted where it is the JSON text of an array.
        Check::MinItems(_) | Check::MaxItems(_) => LIST | ARRAY,
        Check::Sorted | Check::Each(_) => LIST,
        Check::MaxSerialized(_) => ANY,
        Check::FileTypes(_) => FILE,
        _ => TEXT,
    }
}

/// What a check is for, in words.
fn words(check: &Check) -> &'static str {
    match check {
        Check::MinLength(..) | Check::MaxLength(..) => "text and files",
        Check::MinItems(_) | Check::MaxItems(_) => "lists, or the JSON text of one",
        Check::Each(_) => "lists whose items are text",
        Check::MinAhead(_) | Check::MaxAhead(_) => "text and whole numbers",
        check => match wanted(check) {
            NUMBER => "numbers, or text with the format `integer`",
            INT => "whole numbers",
            LIST => "lists",
            FILE => "files",
            ANY => "everything but files",
            TEXT => "text",
            _ => "text, numbers and booleans",
        },
    }
}
