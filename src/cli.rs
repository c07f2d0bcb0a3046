//! The command line: a door. It translates and decides nothing; `docs/operators.md` shows every command, `docs/programs.md` what programs read.

mod act;
mod add;
mod assign;
mod cancel;
mod check;
mod checklist;
mod completions;
mod correct;
pub mod dates;
mod deliver;
mod diff;
mod doctor;
mod done;
mod draw;
mod enter;
mod erase;
mod explain;
mod export;
mod files;
mod given;
mod graph;
mod help;
mod import;
mod list;
mod log;
mod mail;
mod man;
mod named;
mod new;
mod note;
mod observe;
#[cfg(feature = "pdf")]
mod pace;
#[cfg(feature = "pdf")]
mod pdf;
mod prompt;
mod refuse;
mod reopen;
mod run;
mod schema;
mod setup;
mod sheet;
mod show;
mod start;
mod steps;
mod test;
mod tick;
mod todo;
mod toll;
pub mod ui;
mod upgrade;
mod usage;
mod verify;
mod waive;
mod why;

use crate::clock::Stopwatch;
use crate::desk::Failure;
use crate::library::Procedures;
use crate::words::Lang;
use clap::{FromArgMatches, Parser, Subcommand};
pub use observe::SUBJECTS;
use setup::{Setup, Store, env};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use ui::{Color, Ui};

/// Everything that can be said on the command line.
#[derive(Parser)]
#[command(name = "pasapas", version, disable_help_subcommand = true, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(clap::Args)]
struct Global {
    /// Where procedures lie (`PASAPAS_WORKFLOWS`; else `./workflows`, else those built in)
    #[arg(long, global = true, value_name = "DIR")]
    workflows: Option<PathBuf>,
    /// Where runs are kept (`PASAPAS_STORE`): `sqlite:PATH`, or a path
    #[arg(long, global = true, value_name = "URL")]
    store: Option<String>,
    /// The organisation's settings (`PASAPAS_SETTINGS`; else `./settings.yaml`)
    #[arg(long, global = true, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Who acts (`PASAPAS_AS`, else the login name)
    #[arg(id = "as", long = "as", global = true, value_name = "NAME")]
    by: Option<String>,
    /// `fr` or `en` (`PASAPAS_LANG`, else the locale, else French)
    #[arg(long, global = true, value_name = "LANG", value_parser = ["fr", "en"])]
    lang: Option<String>,
    /// `auto`, `always` or `never`
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value = "auto", hide_possible_values = true)]
    color: Color,
    /// Data and refusals only
    #[arg(short, long, global = true)]
    quiet: bool,
    /// More than is usual
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Check procedures
    Check(check::Args),
    /// The page of a finding or refusal
    Explain(explain::Args),
    /// The graph of a procedure, or of a run
    Graph(graph::Args),
    /// The printable checklist of a procedure, or of a run
    Checklist(checklist::Args),
    /// Start a run, or go on with one, and be led through it
    Run(run::Args),
    /// Start a run without leading
    Start(start::Args),
    /// An empty spreadsheet in which a list is collected
    Sheet(sheet::Args),
    /// What can be done now, over all runs
    Todo(todo::Args),
    /// The runs
    List(list::Args),
    /// Where a run stands
    Show(show::Args),
    /// Everything that happened in a run, by whom
    Log(log::Args),
    /// Settle a step
    Done(done::Args),
    /// What was done on paper, in one go
    Enter(enter::Args),
    /// Set a step aside
    Waive(waive::Args),
    /// Do a step again
    Reopen(reopen::Args),
    /// Exchange an answer that was given for good
    Correct(correct::Args),
    /// Who plays a role
    Assign(assign::Args),
    /// An item joins a list
    Add(add::Args),
    /// An item leaves a list
    Drop(add::DropArgs),
    /// Why a step stands as it does
    Why(why::Args),
    /// A remark on a run or step
    Note(note::Args),
    /// Give a run up
    Cancel(cancel::Args),
    /// The mails of a run, and what lies in the outbox
    Mail(mail::Args),
    /// See to what time brings about: reminders, and what lies in the outbox
    Tick(tick::Args),
    /// What differs between two versions of a procedure
    Diff(diff::Args),
    /// Move open runs to the present version of their procedure
    Upgrade(upgrade::Args),
    /// Whether everything is still what was recorded
    Verify(verify::Args),
    /// A run as one file
    Export(export::Args),
    /// What was attached in a run, and one of it written out again
    Files(files::Args),
    /// A run comes in from a file
    Import(import::Args),
    /// Mails may leave again from a run that came from elsewhere
    Resume(import::ResumeArgs),
    /// Destroy the personal data of a run
    Erase(erase::Args),
    /// Play the scenarios of procedures
    Test(test::Args),
    /// A first procedure to write on
    New(new::Args),
    /// The JSON Schema of the language
    Schema(schema::Args),
    /// Help while one writes, in any editor that speaks LSP
    Lsp(LspArgs),
    /// What is set up, where, and what is missing
    Doctor(doctor::Args),
    /// Completions for a shell
    Completions(completions::Args),
    /// Manual pages
    Man(man::Args),
}

/// `lsp` has no options of its own; what editors add out of habit is taken.
#[derive(clap::Args)]
struct LspArgs {
    /// Over standard input and output, which is how it is anyway
    #[arg(long, hide = true)]
    stdio: bool,
}

/// The door for editors: the language that was asked for, the usual one, and the folder of the procedures; it gives the exit status.
pub type ForEditors = fn(Option<Lang>, Lang, Option<PathBuf>) -> u8;

/// The whole program: reads the command line, acts, and gives the exit status.
pub fn main(for_editors: ForEditors) -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    // Neither words nor store are loaded for this one.
    let matches = match command().try_get_matches_from(&args) {
        Ok(matches) => matches,
        Err(error) => return usage::report(&args, &error),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return usage::report(&args, &error),
    };
    let ui = Ui::new(language(cli.global.lang.as_deref()), cli.global.color, cli.global.quiet, cli.global.verbose);
    let mut ui = ui.for_programs(wants_json(&matches));
    let status = match observe::begin() {
        Ok(()) => observed(matches.subcommand_name().unwrap_or_default(), || run(cli, &mut ui, for_editors)),
        Err(failure) => refuse::refuse(&mut ui, None, &failure),
    };
    match ui.finish() {
        Ok(()) => ExitCode::from(status),
        Err(_) => ExitCode::from(2),
    }
}

/// A command from its beginning to its end, as those follow it who asked for that.
fn observed(name: &str, command: impl FnOnce() -> u8) -> u8 {
    let watch = Stopwatch::start();
    let _inside = tracing::info_span!(target: "pasapas::command", "pasapas", command = name, pid = std::process::id()).entered();
    tracing::debug!(target: "pasapas::command", version = env!("CARGO_PKG_VERSION"), "begun");
    let status = command();
    tracing::info!(target: "pasapas::command", status, ms = watch.ms(), "ended");
    status
}

/// Whether JSON was asked for: `--json`, or `--format json`.
fn wants_json(matches: &clap::ArgMatches) -> bool {
    let mut inner = matches;
    while let Some((_, next)) = inner.subcommand() {
        inner = next;
    }
    let flag = || inner.try_get_one::<bool>("json").ok().flatten().copied().unwrap_or(false);
    let format = || inner.try_get_raw("format").ok().flatten().is_some_and(|mut given| given.any(|format| format == "json"));
    flag() || format()
}

/// The command line as clap knows it, its help in English: for tests, manual pages and completions, see [`help::dressed`].
pub fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

/// The command line with its help in this language.
pub fn command_in(lang: Lang) -> clap::Command {
    help::dressed(command(), lang)
}

/// The reader's language: the option, `PASAPAS_LANG`, the locale, French.
fn language(given: Option<&str>) -> Lang {
    let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(env);
    chosen(given).or_else(|| Lang::parse(&locale()?)).unwrap_or_default()
}

/// The language that was asked for.
fn chosen(given: Option<&str>) -> Option<Lang> {
    given.map(str::to_owned).or_else(|| env("PASAPAS_LANG")).and_then(|tag| Lang::parse(&tag))
}

fn run(cli: Cli, ui: &mut Ui, for_editors: ForEditors) -> u8 {
    let setup = match Setup::new(&cli.global) {
        Ok(setup) => setup,
        Err(failure) => return refuse::refuse(ui, None, &failure),
    };
    let folder = match &setup.procedures {
        Procedures::Folder(folder) => Some(folder.clone()),
        Procedures::BuiltIn => None,
    };
    let chosen = chosen(cli.global.lang.as_deref());
    let serve_editor = move |usual| for_editors(chosen, usual, folder.clone());
    dispatch(cli.command, &setup, ui, &serve_editor).unwrap_or_else(|failure| refuse::refuse(ui, Some(&setup), &failure))
}

fn dispatch(command: Command, setup: &Setup, ui: &mut Ui, serve_editor: &dyn Fn(Lang) -> u8) -> Result<u8, Failure> {
    match command {
        Command::Check(args) => check::run(&args, setup, ui),
        Command::Explain(args) => explain::run(&args, ui),
        Command::Test(args) => test::run(&args, setup, ui),
        Command::New(args) => new::run(&args, setup, ui),
        Command::Schema(args) => schema::run(&args, ui),
        Command::Doctor(args) => doctor::run(&args, setup, ui),
        Command::Lsp(_) => Ok(serve_editor(ui.lang())),
        Command::Completions(args) => completions::run(&args, ui),
        Command::Man(args) => man::run(&args, ui),
        Command::Graph(args) => graph::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Checklist(args) => checklist::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Run(args) => run::command(&args, &setup.desk(Store::Create)?, ui),
        Command::Start(args) => start::run(&args, &setup.desk(Store::Create)?, ui),
        Command::Sheet(args) => sheet::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Todo(args) => todo::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::List(args) => list::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Show(args) => show::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Log(args) => log::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Done(args) => done::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Enter(args) => enter::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Waive(args) => waive::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Reopen(args) => reopen::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Correct(args) => correct::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Assign(args) => assign::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Add(args) => add::add(&args, &setup.desk(Store::Existing)?, ui),
        Command::Drop(args) => add::drop(&args, &setup.desk(Store::Existing)?, ui),
        Command::Why(args) => why::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Note(args) => note::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Cancel(args) => cancel::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Diff(args) => diff::run(&args, &setup.desk(diff::store(&args))?, ui),
        Command::Upgrade(args) => upgrade::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Verify(args) => verify::run(&args, setup, ui),
        Command::Export(args) => export::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Files(args) => files::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Import(args) => import::run(&args, &setup.desk(Store::Create)?, ui),
        Command::Resume(args) => import::resume(&args, &setup.desk(Store::Existing)?, ui),
        Command::Erase(args) => erase::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Mail(args) => mail::run(&args, &setup.desk(Store::Existing)?, ui),
        Command::Tick(args) => tick::run(&args, &setup.desk(Store::Existing)?, ui),
    }
}
