//! Why something happened, where an event says so.

use super::super::path::Path;
use serde::{Deserialize, Serialize};

/// Why a mail did not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The server refused it for good.
    Refused,
    /// The server had put it off for days.
    GaveUp,
    /// It cannot be written as a message: an address, an attachment, a text that is gone.
    Unwritable,
    /// The answer to the last line did not come, or could not be understood.
    AnswerLost,
    /// The program ended while it was sending.
    Interrupted,
}

/// Why a mail was taken out of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recall {
    /// Its step is not open any more, or its run was given up.
    StepClosed,
    /// It would read otherwise now, or go to somebody else.
    Changed,
    /// A person took it out.
    Asked,
}

/// Why what was unsettled in a scope was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// This step stopped it.
    Stop(Path),
    /// The item left the list.
    Dropped,
    /// The item left the list after its `each` was settled: it stays counted there, and nothing of it is done again.
    Counted,
    /// The step that holds it was waived.
    Waived,
    /// There was enough without it.
    Enough,
}
