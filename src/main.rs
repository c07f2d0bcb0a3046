//! The program.

fn main() -> std::process::ExitCode {
    // Doors do not know each other: here the command line is told of the one for editors.
    pasapas::cli::main(pasapas::lsp::serve)
}
