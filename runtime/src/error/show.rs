//! How an error is printed.

use super::Error;
use std::fmt;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        f.write_str(&self.0.message)?;
        if let Some(reply) = &self.0.reply {
            write!(f, ": status {}", reply.status.as_u16())?;
            for (name, value) in [
                ("code", &reply.code),
                ("sub code", &reply.sub_code),
                ("message", &reply.message),
                ("request id", &reply.request_id),
            ] {
                if let Some(value) = value {
                    write!(f, ", {name} {value:?}")?;
                }
            }
        }
        match self.0.attempts {
            0 => {}
            1 => f.write_str(", after 1 attempt")?,
            attempts => write!(f, ", after {attempts} attempts")?,
        }
        if let Some(explanation) = &self.0.explanation {
            write!(f, ": {explanation}")?;
        }
        for (index, violation) in self.violations().iter().enumerate() {
            let separator = if index == 0 { ": " } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        if self.may_have_taken_effect() {
            f.write_str(" (the request may have taken effect)")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.operation())
            .field("message", &self.0.message)
            .field("send_state", &self.0.send_state)
            .field("reply", &self.0.reply)
            .field("attempts", &self.0.attempts)
            .field("violations", &self.0.violations)
            .field("source", &self.0.source)
            .finish()
    }
}
