//! The code that stands on printed pages, as a reader of square codes says it or as somebody types it.

/// Where printed pages come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// From a run, after so many of its records.
    Run {
        /// The beginning of the run's id; empty where it was left away.
        run: String,
        /// The version that it had then, where the code says so.
        version: Option<String>,
        /// How many records it had.
        records: u64,
        /// The item, where the sheet is for one.
        item: Option<u32>,
    },
    /// From a procedure alone.
    Blank {
        /// The procedure.
        procedure: String,
        /// Its version.
        version: String,
    },
}

impl Printed {
    /// `pasapas:RUN@VERSION+RECORDS#ITEM` as the square code says it, `RUN+RECORDS#ITEM` as it stands below it, `+RECORDS` alone; of a blank procedure
    /// `PROCEDURE@VERSION`.
    pub fn read(code: &str) -> Option<Printed> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let code = code.strip_prefix("pasapas:").unwrap_or(&code);
        let (code, item) = match code.split_once('#') {
            Some((code, item)) => (code, Some(item.parse().ok().filter(|item| *item > 0)?)),
            None => (code, None),
        };
        let Some((from, records)) = code.rsplit_once('+') else {
            let (procedure, version) = code.split_once('@').filter(|(procedure, version)| !procedure.is_empty() && !version.is_empty())?;
            return item.is_none().then(|| Printed::Blank { procedure: procedure.to_owned(), version: version.to_owned() });
        };
        let records = records.parse().ok().filter(|records| *records > 0)?;
        let (run, version) = from.split_once('@').map_or((from, None), |(run, version)| (run, Some(version.to_owned())));
        let is_id = run.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        is_id.then(|| Printed::Run { run: run.to_lowercase(), version, records, item })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_whole_or_short() {
        let run =
            |run: &str, version: Option<&str>, records, item| Printed::Run { run: run.into(), version: version.map(str::to_owned), records, item };
        for (code, meant) in [
            ("pasapas:01a21da3-dbf4@1.0.0+17#3", run("01a21da3-dbf4", Some("1.0.0"), 17, Some(3))),
            (" 01A21DA3 + 17 ", run("01a21da3", None, 17, None)),
            ("+17#3", run("", None, 17, Some(3))),
            ("pasapas:achat@1.2.0", Printed::Blank { procedure: "achat".into(), version: "1.2.0".into() }),
        ] {
            assert_eq!(Printed::read(code), Some(meant), "{code}");
        }
        for wrong in ["", "17", "+", "+0", "+x", "achat", "@1", "zz+3", "01a2+3#0", "achat@1#2", "01a2+3#x"] {
            assert_eq!(Printed::read(wrong), None, "{wrong}");
        }
    }
}
