//! Every way in which a specification can be wrong.

/// Declares the codes: each with its id and what it means, in one table.
macro_rules! codes {
    ($($name:ident = $id:literal $meaning:literal;)*) => {
        /// What is wrong, as a code that stays the same while its words change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $name,)*
        }

        impl Code {
            /// Every code, in the order of their ids.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// The code as it is printed, such as `B001`.
            pub fn id(self) -> &'static str {
                match self {
                    $(Code::$name => $id,)*
                }
            }

            /// What the code means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Code::$name => $meaning,)*
                }
            }
        }
    };
}

codes! {
    NotJson = "B001" "The file is not strict JSON: a comment, a trailing comma, a byte order mark or another slip.";
    TooDeep = "B002" "Values are nested deeper than any specification needs.";
    DuplicateKey = "B003" "An object has the same key twice.";
    BadNumber = "B004" "A number does not fit what the generator can hold.";
    Misplaced = "B005" "A file is not where a specification belongs, or its path has other characters than names may have.";
    FileName = "B006" "A file or folder is named otherwise than what it describes.";
    NoService = "B007" "A folder has operations or types, but no `service.json`.";
    NotUtf8 = "B008" "A file is not UTF-8.";
    Link = "B009" "A file or folder is a symbolic link; none is followed.";
    WrongType = "B010" "A value is of another JSON type than its key takes.";
    UnknownKey = "B011" "An object has a key that the format does not know, or not there.";
    MissingKey = "B012" "An object lacks a key that it must have.";
    UnknownWord = "B013" "A text is none of the words that its key takes.";
    OneKey = "B014" "An object must have exactly one of some keys, and has none or several.";
    OutOfRange = "B015" "A number is out of range, or a text or list is empty or too long.";
    Undecided = "B016" "A person must still decide something: `decide` says what.";
    HiddenCharacter = "B020" "A text holds a control character, an invisible one, a blank that only looks ordinary, or one that turns the direction of writing.";
    BadName = "B021" "A name has other characters than names of its sort may have, is too long, or stands for something else already.";
    RustCollision = "B022" "Two names become the same name in Rust.";
    Duplicate = "B023" "Something that must be there once is there twice.";
    BadRustName = "B024" "A name makes no Rust name, or one that is taken by the language or by generated code.";
    UnknownPage = "B030" "A source names a page that `service.json` does not list.";
    UnknownType = "B031" "A type is neither built in nor described in `types/`.";
    UnusedType = "B032" "A type is used by no operation.";
    CyclicType = "B033" "Types contain each other.";
    UnknownMember = "B034" "A member is named that does not exist there.";
    UnknownBase = "B035" "A base URL is named that not every endpoint has.";
    UnusedPage = "B036" "A page is listed that no source names.";
    LimitKind = "B040" "A limit does not fit the kind of its member.";
    Contradiction = "B041" "Limits or rules that hold together contradict each other, or a rule contradicts itself, so that nothing can satisfy them.";
    BadPattern = "B042" "A regular expression cannot be compiled.";
    Impossible = "B043" "A condition asks for a value that its member cannot have, or for two things that exclude each other.";
    RuleKind = "B044" "A rule does not fit the kind of a member it names.";
    NotHere = "B045" "A key or type is right elsewhere, but has no meaning here.";
    EncodingKind = "B046" "An encoding does not fit the kind of its member, or the protocol.";
    SourceNeeded = "B047" "A closed enumeration limits a member, and so must say where that was read.";
    UnionVariants = "B048" "Variants of a union cannot be told apart.";
    PathTemplate = "B050" "The path and the members that travel in it do not agree, or the path is not a plain path.";
    BadUrl = "B051" "A URL is not a plain https URL of a host.";
    DuplicateError = "B052" "Two error rows have the same status and code.";
    StaleFix = "B053" "A fix no longer applies: what it says stands elsewhere, or no longer.";
    FirstExample = "B054" "The first example is not the documented one.";
    ExampleNeeded = "B055" "A member has several limits, and no example to show that they go together.";
    ExampleRefused = "B060" "An example or default breaks a limit or rule of its own specification.";
    ExampleKind = "B061" "An example or default is of another kind than its member.";
}
