//! ^C at any moment: the terminal is put right, the farewell said, and nothing that was kept is lost.

use std::sync::{Mutex, OnceLock};

static FAREWELL: OnceLock<Mutex<String>> = OnceLock::new();

/// From now on an interruption says this and ends the program with 130. Whatever is being kept at that moment is kept whole or not at all.
pub(super) fn watch(farewell: String) {
    let said = FAREWELL.get_or_init(|| {
        listen();
        Mutex::new(String::new())
    });
    if let Ok(mut said) = said.lock() {
        *said = farewell;
    }
}

#[cfg(unix)]
fn listen() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use std::io::Write;
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            let _ = crossterm::terminal::disable_raw_mode();
            if super::super::prompt::is_rich() {
                // A list to pick from hides it.
                let _ = crossterm::execute!(std::io::stderr(), crossterm::cursor::Show);
            }
            let said = FAREWELL.get().and_then(|said| said.lock().ok().map(|said| said.clone())).unwrap_or_default();
            // The terminal may be gone: then there is nobody to tell.
            let _ = writeln!(std::io::stdout(), "\n{said}");
            std::process::exit(130);
        }
    });
}

#[cfg(not(unix))]
fn listen() {}
