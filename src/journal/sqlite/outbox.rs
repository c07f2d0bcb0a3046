//! The outbox in the SQLite file.

use super::Sqlite;
use super::read::{moment, written};
use crate::engine::Event;
use crate::journal::Error;
use crate::journal::outbox::{Change, Hold, Key, Only, Outbox, Row, State, change};
use crate::msg;
use crate::words::reasons;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row as Found, Transaction, params};
use std::fs::{OpenOptions, TryLockError};
use std::path::PathBuf;

/// The kinds of the events that tell of a message that was handed over.
const CARRIED: [&str; 3] = ["mail_sent", "mail_failed", "mail_uncertain"];

/// Of which kind an event is; what is in it stays sealed.
#[derive(serde::Deserialize)]
struct Kind {
    event: String,
}

const COLUMNS: &str = "run, mail, recipient, state, queued_at, due_at, taken_until, tries, reason";

/// Changes the outbox as the events of a record say.
pub(super) fn follow(store: &Transaction, run: &str, at: Timestamp, events: &[Event]) -> Result<(), Error> {
    let at = written(at);
    for change in events.iter().filter_map(change) {
        match change {
            Change::Put { mail, recipients } => {
                let mut insert = store.prepare_cached(
                    "INSERT INTO outbox (run, mail, recipient, state, queued_at, due_at) VALUES (?1, ?2, ?3, 'queued', ?4, ?4)
                     ON CONFLICT DO UPDATE SET state = 'queued', queued_at = ?4, due_at = ?4, taken_until = NULL, tries = 0, reason = NULL
                     WHERE state != 'taken'",
                )?;
                for recipient in 1..=recipients {
                    // It is being carried right now: what becomes of that is heard first.
                    if insert.execute(params![run, mail, recipient, at])? == 0 {
                        return Err(Error::Conflict);
                    }
                }
            }
            Change::Set { mail, recipient, state: None } => {
                let mut gone = store.prepare_cached("DELETE FROM outbox WHERE run = ? AND mail = ? AND recipient = ?")?;
                gone.execute(params![run, mail, recipient])?;
            }
            Change::Set { mail, recipient, state: Some(state) } => {
                let mut set = store.prepare_cached(
                    "INSERT INTO outbox (run, mail, recipient, state, queued_at, due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
                     ON CONFLICT DO UPDATE SET state = ?4, due_at = ?5, taken_until = NULL, tries = 0",
                )?;
                set.execute(params![run, mail, recipient, state.word(), at])?;
            }
            Change::Clear { mail, uncertain } => {
                let mut gone = store.prepare_cached(
                    "DELETE FROM outbox WHERE run = ? AND mail = ? AND (state IN ('queued', 'failed') OR state = 'uncertain' AND ?)",
                )?;
                gone.execute(params![run, mail, uncertain])?;
            }
        }
    }
    Ok(())
}

impl Sqlite {
    /// What lies in the outbox, the oldest first.
    fn lying(&self, which: &str) -> Result<Vec<Row>, Error> {
        let mut all = self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM outbox {which} ORDER BY queued_at, run, mail, recipient"))?;
        let mut rows = all.query([])?;
        let mut found = Vec::new();
        while let Some(one) = rows.next()? {
            found.push(row(one)?);
        }
        Ok(found)
    }
}

impl Outbox for Sqlite {
    fn take(&mut self, now: Timestamp, until: Timestamp, only: Only) -> Result<Option<Row>, Error> {
        self.write(|store, _| {
            // Written out: the planner then walks one index in order.
            let next = "SELECT run, mail, recipient FROM outbox AS mine
                        WHERE state = 'queued' AND due_at <= ?1 AND (?2 IS NULL OR run = ?2) AND (?3 IS NULL OR mail = ?3) AND NOT EXISTS (
                            SELECT 1 FROM outbox AS other
                            WHERE other.run = mine.run AND other.mail < mine.mail AND other.state IN ('queued', 'taken'))
                        AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.id = mine.run AND paused)
                        ORDER BY queued_at, run, mail, recipient LIMIT 1";
            let mut next = store.prepare_cached(next)?;
            let found = next.query_row(params![written(now), only.map(|only| only.0), only.and_then(|only| only.1)], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?, row.get::<_, u32>(2)?))
            });
            let Some((run, mail, recipient)) = found.optional()? else { return Ok(None) };
            let mut take = store.prepare_cached(&format!(
                "UPDATE outbox SET state = 'taken', taken_until = ?4 WHERE run = ?1 AND mail = ?2 AND recipient = ?3 RETURNING {COLUMNS}"
            ))?;
            let mut taken = take.query(params![run, mail, recipient, written(until)])?;
            let row = taken.next()?.map(row).transpose()?;
            Ok(row)
        })
    }

    fn has_due(&self, now: Timestamp, only: Only) -> Result<bool, Error> {
        let due = "SELECT 1 FROM outbox WHERE state = 'queued' AND due_at <= ?1 AND (?2 IS NULL OR run = ?2) AND (?3 IS NULL OR mail = ?3)
                   AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.id = outbox.run AND paused) LIMIT 1";
        let mut due = self.connection.prepare_cached(due)?;
        Ok(due.exists(params![written(now), only.map(|only| only.0), only.and_then(|only| only.1)])?)
    }

    fn put_off(&mut self, row: &Row, due: Timestamp, reason: &str) -> Result<(), Error> {
        self.write(|store, _| {
            let mut put = store.prepare_cached(
                "UPDATE outbox SET state = 'queued', taken_until = NULL, due_at = ?5, tries = tries + 1, reason = ?6
                 WHERE run = ?1 AND mail = ?2 AND recipient = ?3 AND state = 'taken' AND taken_until = ?4",
            )?;
            put.execute(params![row.key.run, row.key.mail, row.key.recipient, row.until.map(written), written(due), reason])?;
            Ok(())
        })
    }

    fn discard(&mut self, key: &Key) -> Result<(), Error> {
        self.write(|store, _| {
            let mut gone = store.prepare_cached("DELETE FROM outbox WHERE run = ? AND mail = ? AND recipient = ? AND state = 'taken'")?;
            gone.execute(params![key.run, key.mail, key.recipient])?;
            Ok(())
        })
    }

    fn outbox(&self) -> Result<Vec<Row>, Error> {
        self.lying("")
    }

    fn undecided(&self) -> Result<Vec<Row>, Error> {
        self.lying("WHERE state IN ('failed', 'uncertain')")
    }

    fn hold(&self) -> Result<Option<Hold>, Error> {
        let mut name = self.path.as_os_str().to_owned();
        name.push(".outbox");
        let name = PathBuf::from(name);
        let failed = |error: std::io::Error| Error::Io(reasons::io(&error));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&name).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Hold::new(Some(file)))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    fn last_carried(&self, since: Timestamp) -> Result<Option<Timestamp>, Error> {
        // Few runs were touched since then: no others are looked at.
        let mut all = self.connection.prepare_cached(
            "SELECT at, events FROM runs JOIN records ON records.run = runs.id WHERE touched_at >= ?1 AND at >= ?1 AND events LIKE '%\"event\":\"mail_%'
             ORDER BY at DESC",
        )?;
        let mut rows = all.query([written(since)])?;
        while let Some(found) = rows.next()? {
            let events: Vec<Kind> = serde_json::from_str(found.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?).unwrap_or_default();
            if events.iter().any(|event| CARRIED.contains(&&*event.event)) {
                return Ok(Some(moment(&found.get::<_, String>(0)?)?));
            }
        }
        Ok(None)
    }

    fn last_tick(&self) -> Result<Option<Timestamp>, Error> {
        let mut last = self.connection.prepare_cached("SELECT at FROM ticks")?;
        let at = last.query_row([], |row| row.get::<_, String>(0)).optional()?;
        at.map(|at| moment(&at)).transpose()
    }

    fn note_tick(&mut self, at: Timestamp) -> Result<(), Error> {
        self.write(|store, _| {
            store.prepare_cached("INSERT INTO ticks (one, at) VALUES (1, ?1) ON CONFLICT DO UPDATE SET at = ?1")?.execute([written(at)])?;
            Ok(())
        })
    }
}

fn row(found: &Found) -> Result<Row, Error> {
    let word: String = found.get(3)?;
    let state = State::ALL.into_iter().find(|state| state.word() == word).ok_or_else(|| Error::Damaged(msg!("damaged-value-type")))?;
    Ok(Row {
        key: Key { run: found.get(0)?, mail: found.get(1)?, recipient: found.get(2)? },
        state,
        queued: moment(&found.get::<_, String>(4)?)?,
        due: moment(&found.get::<_, String>(5)?)?,
        until: found.get::<_, Option<String>>(6)?.map(|at| moment(&at)).transpose()?,
        tries: found.get(7)?,
        reason: found.get(8)?,
    })
}
