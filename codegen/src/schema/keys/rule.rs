//! Keys of rules.

use super::{CONDITION, Form, Key, SOURCE, TEXTS, Takes};
use crate::schema::words::{UNITS, words};

const UNIT_WORDS: [&str; 3] = words(&UNITS);

choice! {
    /// The keys of which a rule has exactly one.
    enum RuleKey;
    static RULE = "rule" "What several members must be together.";
    first [
        Key::new("id", Takes::Text, "Lower-case words with hyphens, unique in the file.").required(),
        Key::new("doc", Takes::Text, "What must hold, one sentence that a caller reads in an error.")
            .required(),
    ]
    one of {
        Required "required" TEXTS, "Each has a value.";
        Forbidden "forbidden" TEXTS, "None has a value.";
        AtLeastOne "at_least_one" TEXTS, "At least one has a value.";
        ExactlyOne "exactly_one" TEXTS, "Exactly one has a value.";
        AtMostOne "at_most_one" TEXTS, "At most one has a value.";
        AllOrNone "all_or_none" TEXTS, "Either all have a value or none.";
        Ineffective "ineffective" TEXTS, "Advice: they have no effect.";
        Overrides "overrides" Takes::Object(&OVERRIDES), "Advice: the losers have no effect beside the winner.";
        Ordering "ordering" Takes::Object(&ORDERING), "The later time is after the earlier.";
        RangeSpan "range_span" Takes::Object(&RANGE_SPAN), "From start to end at most so long.";
        TotalLength "total_length" Takes::Object(&TOTAL_LENGTH), "The lengths together.";
        TotalItems "total_items" Takes::Object(&TOTAL_ITEMS), "The items of these lists together.";
        Subset "subset" Takes::Object(&SUBSET), "Every item of the one stands in the other.";
        UniformKind "uniform_kind" Takes::Object(&UNIFORM_KIND), "All items use one kind of key.";
    }
    last [
        Key::new("when", Takes::Object(&CONDITION), "When the rule applies."),
        Key::new("source", Takes::Object(&SOURCE), "Where the rule was read.").required(),
    ]
}

static OVERRIDES: Form = Form {
    name: "overrides",
    doc: "Which member wins over which.",
    keys: &[
        Key::new("winner", Takes::Text, "The member that wins.").required(),
        Key::new("losers", TEXTS, "The members that have no effect beside it.").required(),
    ],
    one_of: &[],
};

static ORDERING: Form = Form {
    name: "ordering",
    doc: "Which time comes first.",
    keys: &[
        Key::new("earlier", Takes::Text, "The member with the earlier time.").required(),
        Key::new("later", Takes::Text, "The member with the later time.").required(),
        Key::new("margin_seconds", Takes::Count(1), "By how much more the later is later."),
        Key::new("earlier_default", Takes::Word(&["now"]), "What an absent earlier time means."),
    ],
    one_of: &[],
};

static RANGE_SPAN: Form = Form {
    name: "range span",
    doc: "How long a range of time may be.",
    keys: &[
        Key::new("start", Takes::Text, "The member with the start.").required(),
        Key::new("end", Takes::Text, "The member with the end.").required(),
        Key::new("max_seconds", Takes::Count(1), "The longest span.").required(),
    ],
    one_of: &[],
};

static TOTAL_LENGTH: Form = Form {
    name: "total length",
    doc: "How long some members may be together.",
    keys: &[
        Key::new("members", TEXTS, "The members.").required(),
        Key::new("max", Takes::Count(1), "The greatest sum of their lengths.").required(),
        Key::new("unit", Takes::Word(&UNIT_WORDS), "What the lengths are counted in.").required(),
    ],
    one_of: &[],
};

static TOTAL_ITEMS: Form = Form {
    name: "total items",
    doc: "How many items some lists may have together.",
    keys: &[
        Key::new("lists", TEXTS, "The lists; a dot goes into every item of a list.").required(),
        Key::new("max", Takes::Count(1), "The greatest sum of their items.").required(),
    ],
    one_of: &[],
};

static SUBSET: Form = Form {
    name: "subset",
    doc: "Which list is part of which.",
    keys: &[
        Key::new("list", Takes::Text, "The list whose items must stand in the other.").required(),
        Key::new("of", Takes::Text, "The other list.").required(),
    ],
    one_of: &[],
};

static UNIFORM_KIND: Form = Form {
    name: "uniform kind",
    doc: "Which objects use one kind of key.",
    keys: &[
        Key::new("list", Takes::Text, "The list.").required(),
        Key::new("member", Takes::Text, "The member of each item whose keys are compared.").required(),
        Key::new("alike", TEXTS, "Keys that count as one kind."),
    ],
    one_of: &[],
};
