//! Keys of limits and conditions.

use super::{Form, Key, SOURCE, TEXTS, Takes};
use crate::schema::words::{FORMATS, UNITS, words};

const UNIT_WORDS: [&str; 3] = words(&UNITS);
const FORMAT_WORDS: [&str; 13] = words(&FORMATS);
const LENGTHS: &[&str] = &["min_length", "max_length", "item_min_length", "item_max_length"];
const CHOICES: &[&str] = &["one_of", "item_one_of"];

choice! {
    /// The keys of which a limit has exactly one.
    enum LimitKey;
    static LIMIT = "limit" "What the value of one member must be.";
    first []
    one of {
        MinLength "min_length" Takes::Count(1), "Text or file at least this long.";
        MaxLength "max_length" Takes::Count(1), "Text or file at most this long.";
        Min "min" Takes::Number, "A number not below this.";
        Max "max" Takes::Number, "A number not above this.";
        Not "not" Takes::List(&Takes::Integer), "Numbers it must not be.";
        BitMask "bit_mask" Takes::Count(1), "All bits a number may have set.";
        Pattern "pattern" Takes::Text, "A regular expression that the whole text matches.";
        OneOf "one_of" CHOICE, "Texts or numbers it must be among.";
        Constant "constant" Takes::Text, "The text form it must have.";
        Format "format" Takes::Word(&FORMAT_WORDS), "The format of the text.";
        StartsWith "starts_with" Takes::Text, "What the text begins with.";
        NotStartsWith "not_starts_with" Takes::Text, "What the text does not begin with.";
        Contains "contains" Takes::Text, "A part of the text.";
        NotContains "not_contains" Takes::Text, "What is no part of the text.";
        MinItems "min_items" Takes::Count(1), "Least number of items.";
        MaxItems "max_items" Takes::Count(1), "Greatest number of items.";
        ItemMinLength "item_min_length" Takes::Count(1), "Every item at least this long.";
        ItemMaxLength "item_max_length" Takes::Count(1), "Every item at most this long.";
        ItemPattern "item_pattern" Takes::Text, "A regular expression that every whole item matches.";
        ItemOneOf "item_one_of" TEXTS, "Texts that every item must be among.";
        ItemNotContains "item_not_contains" Takes::Text, "What is no part of any item.";
        Sorted "sorted" Takes::True, "Items in ascending byte order.";
        MaxSerialized "max_serialized" Takes::Count(1), "Most bytes of the member written as JSON.";
        MinAheadSeconds "min_ahead_seconds" Takes::Count(0), "A time at least so many seconds after now.";
        MaxAheadSeconds "max_ahead_seconds" Takes::Count(0), "A time at most so many seconds after now.";
        FileTypes "file_types" TEXTS, "File name endings without the dot.";
    }
    last [
        Key::new("unit", Takes::Word(&UNIT_WORDS), "What the length is counted in.").beside(LENGTHS).needed(),
        Key::new("any_case", Takes::True, "Letter case does not matter.").beside(CHOICES),
        Key::new("when", Takes::Object(&CONDITION), "When the limit applies; names members beside this one."),
        Key::new("advice", Takes::True, "The service does not refuse such a value, but silently alters it."),
        Key::new("source", Takes::Object(&SOURCE), "Where the limit was read.").required(),
    ]
}

const CHOICE: Takes = Takes::List(&Takes::Either(&[Takes::Content, Takes::Integer]));

/// A condition.
pub(super) static CONDITION: Form = Form {
    name: "condition",
    doc: "When a limit or rule applies.",
    keys: &[
        Key::new("member", Takes::Text, "The member, with dots down into nested objects.")
            .beside(&["is", "contains", "present"])
            .needed(),
        Key::new("is", Takes::List(&Takes::Content), "The member's text form is one of these."),
        Key::new("contains", Takes::List(&Takes::Content), "The member is or contains one of these."),
        Key::new("present", Takes::Flag, "Whether the member has a value."),
        Key::new("all", Takes::List(&Takes::Object(&CONDITION)), "Each of these holds."),
        Key::new("any", Takes::List(&Takes::Object(&CONDITION)), "At least one of these holds."),
        Key::new("not", Takes::Object(&CONDITION), "This does not hold."),
    ],
    one_of: &["is", "contains", "present", "all", "any", "not"],
};
