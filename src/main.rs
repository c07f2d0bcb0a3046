//! The program.

fn main() -> std::process::ExitCode {
    pasapas::cli::main()
}
