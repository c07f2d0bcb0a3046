//! The program.

/// A tree of thousands of small texts is made for every file: what is asked of memory is many small things, soon given back.
/// Large pages (`thp`) are not asked for: a short run would spend more time on clearing them than on its work.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    // Doors do not know each other: here the command line is told of the one for editors.
    pasapas::cli::main(pasapas::lsp::serve)
}
