//! Paths that name no ordinary file: the program says so, and opens nothing that never ends.

use super::bench::base;
use crate::cli::drive::Home;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Checks a path; status and what was said, within two seconds or the child is ended.
fn check(home: &Home, path: &str) -> (i32, String) {
    let mut child = home.command().args(["check", path]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("{path}: the program waits");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_is_no_ordinary_file_is_refused() {
    let home = Home::new();
    home.write("bon.yaml", &base("bon"));
    let fifo = home.path("tuyau.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    symlink("rond.yaml", home.path("rond.yaml")).unwrap();
    symlink("absent", home.path("mort.yaml")).unwrap();
    symlink("/dev/zero", home.path("zeros.yaml")).unwrap();
    std::fs::create_dir(home.path("dossier.yaml")).unwrap();
    for path in ["tuyau.yaml", "rond.yaml", "mort.yaml", "zeros.yaml", "/dev/zero", "/dev/null", "./absent.yaml", "/proc/self/mem", "bon.yaml/x.yaml"]
    {
        let path = if path.starts_with("/dev") || path.starts_with("/proc") || path.contains('/') { path.to_owned() } else { format!("./{path}") };
        let (status, said) = check(&home, &path);
        assert_eq!(status, 2, "{path}: {said}");
        assert!(said.contains("file.unreadable") || said.contains("procedure.not-found"), "{path}: {said}");
    }
    // A folder is gone through: what cannot be read in it is said, and the rest is checked.
    let (status, said) = check(&home, ".");
    assert_eq!(status, 2, "{said}");
    for name in ["tuyau.yaml", "rond.yaml", "mort.yaml", "zeros.yaml", "dossier.yaml"] {
        assert!(said.contains(name), "{name}: {said}");
    }
    assert!(said.contains("1 procedure"), "{said}");
}

#[test]
fn what_may_not_be_read_is_refused() {
    let home = Home::new();
    let file = home.write("ferme.yaml", &base("ferme"));
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything.
    if std::fs::read(&file).is_err() {
        let (status, said) = check(&home, &file);
        assert_eq!(status, 2, "{said}");
        assert!(said.contains("file.unreadable"), "{said}");
    }
}

#[test]
fn names_that_no_procedure_has_are_no_way_elsewhere() {
    let home = Home::new();
    for name in ["..", "-", "a\u{202e}b", "😀", &"a".repeat(10_000), "a\nb", "%s%n", "$(id)"] {
        let ran = home.run(&["check", "--", name]);
        assert!(ran.status == 2 || name == "..", "{name}: {}", ran.err);
    }
}
