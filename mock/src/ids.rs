//! Ids, from counters: the same run gives the same ids.

/// The ids of a running mock.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    requests: u64,
    messages: u64,
    schedules: u64,
    others: u64,
}

/// The first id of a stored message, as in the documentation's example.
const FIRST_MESSAGE: u64 = 500_131;

/// The first number of other ids, of as many digits as the vendors' have.
const FIRST_NUMBER: u64 = 1_000_000_000_000_000_001;

impl Ids {
    /// An id of a call, a UUID.
    pub(crate) fn request(&mut self) -> String {
        self.requests += 1;
        uuid(0x4000, self.requests).to_ascii_uppercase()
    }

    /// An id of a push.
    pub(crate) fn message(&mut self) -> String {
        self.messages += 1;
        (FIRST_MESSAGE + self.messages - 1).to_string()
    }

    /// An id of a scheduled task, a UUID.
    pub(crate) fn schedule(&mut self) -> String {
        self.schedules += 1;
        uuid(0, self.schedules)
    }

    /// A UUID for anything else.
    pub(crate) fn uuid(&mut self) -> String {
        self.others += 1;
        uuid(0x4001, self.others)
    }

    /// A number for anything else.
    pub(crate) fn number(&mut self) -> u64 {
        self.others += 1;
        FIRST_NUMBER + self.others - 1
    }

    /// 32 hexadecimal digits for anything else.
    pub(crate) fn digits(&mut self) -> String {
        self.others += 1;
        format!("{:032X}", self.others)
    }
}

fn uuid(kind: u16, number: u64) -> String {
    let variant = if kind == 0 { 0 } else { 0x8000 };
    format!("00000000-0000-{kind:04x}-{variant:04x}-{number:012x}")
}
