//! What is no store, or not this program's to write, is refused and left as it was.

#[cfg(unix)]
use super::set_mode;
use super::{bytes, kept, open, sql, why};
use pasapas::journal::seal::Keys;
use pasapas::journal::sqlite::{Sqlite, look};
use pasapas::journal::{Error, Journal};
use std::fs;
use std::path::Path as File;

#[test]
fn a_newer_store_is_left_alone() {
    let (_folder, path, _) = kept();
    sql(&path, "PRAGMA user_version = 7");
    let before = bytes(path.parent().unwrap());
    let newer = Error::Newer { found: 7, known: 5 };
    assert_eq!((open(&path).unwrap_err(), look(&path, None).unwrap_err()), (newer.clone(), newer));
    assert_eq!(bytes(path.parent().unwrap()), before);
}

#[test]
fn what_is_no_store_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let keys = || Keys::open(&folder.path().join("key"), true).unwrap();
    let path = folder.path().join("a file");
    let header = b"SQLite format 3\0".to_vec();
    let garbage: [(&str, Vec<u8>); 5] = [
        ("text", b"not a store".to_vec()),
        ("much text", b"not a store ".repeat(10_000)),
        ("zeros", vec![0; 8192]),
        ("a beginning", header.clone()),
        ("a beginning and noise", [header, b"noise ".repeat(2000)].concat()),
    ];
    for (what, content) in garbage {
        fs::write(&path, &content).unwrap();
        #[cfg(unix)]
        set_mode(&path, 0o600);
        let refused = Sqlite::open(&path, keys()).unwrap_err();
        assert!(
            matches!(&refused, Error::Open(message) if message.id == "store-not-database") || matches!(refused, Error::Damaged(_)),
            "{what}: {refused:?}"
        );
        assert!(look(&path, None).is_err(), "{what}");
        assert_eq!(fs::read(&path).unwrap(), content, "{what}");
        fs::remove_file(&path).unwrap();
    }
    sql(&path, "CREATE TABLE theirs (a)");
    #[cfg(unix)]
    set_mode(&path, 0o600);
    let before = bytes(folder.path());
    assert_eq!((why(Sqlite::open(&path, keys())), why(look(&path, None))), ("store-not-ours", "store-not-ours"));
    assert_eq!(bytes(folder.path()), before);
}

#[test]
fn a_path_that_cannot_be_a_store_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let keys = || Keys::open(&folder.path().join("key"), true).unwrap();
    let here = |name: &str| folder.path().join(name);
    assert_eq!(why(Sqlite::open(folder.path(), keys())), "store-is-folder");
    assert_eq!(why(Sqlite::open(File::new(""), keys())), "store-unreachable");
    assert_eq!(why(look(&here("nothing"), None)), "store-missing");
    assert_eq!(why(Sqlite::open(&here("key").join("below.db"), keys())), "store-unreachable");
    assert_eq!(why(Sqlite::open_beside(&here("key").join("below.db"))), "store-unreachable");
    assert_eq!(why(Sqlite::open(&here("nul\0.db"), keys())), "store-unreachable");
    fs::write(here("empty"), "").unwrap();
    #[cfg(unix)]
    {
        set_mode(&here("empty"), 0o644);
        assert_eq!(why(Sqlite::open(&here("empty"), keys())), "store-open-to-others");
        std::os::unix::fs::symlink(here("nowhere"), here("link")).unwrap();
        assert_eq!(why(Sqlite::open(&here("link"), keys())), "store-link-broken");
        assert_eq!(why(Sqlite::open(File::new("/dev/null"), keys())), "store-no-file");
        set_mode(&here("empty"), 0o600);
        fs::remove_file(here("link")).unwrap();
    }
    assert_eq!(why(look(&here("empty"), None)), "store-not-ours");
    assert_eq!(fs::metadata(here("empty")).unwrap().len(), 0);
    // A file that is empty is as good as none.
    drop(Sqlite::open(&here("empty"), keys()).unwrap());
    let found: Vec<_> = bytes(folder.path()).into_iter().map(|(path, _)| path.file_name().unwrap().to_owned()).collect();
    assert_eq!(found, ["empty", "key"]);
}

#[test]
#[cfg(unix)]
fn a_store_that_can_only_be_read_is_not_opened() {
    let (_folder, path, _) = kept();
    set_mode(&path, 0o400);
    let before = bytes(path.parent().unwrap());
    assert_eq!(why(open(&path)), "store-read-only");
    assert_eq!(bytes(path.parent().unwrap()), before);
    let seen = look(&path, None).unwrap();
    assert_eq!((seen.form, seen.runs, seen.writable, seen.damage), (5, 1, false, vec![]));
}

#[test]
fn a_look_tells_what_is_damaged() {
    let (_folder, path, _) = kept();
    let keys = Keys::open(&Keys::beside(&path), false).unwrap();
    let seen = look(&path, Some(&keys)).unwrap();
    assert_eq!((seen.runs, seen.writable, seen.damage.is_empty(), seen.bytes), (1, true, true, fs::metadata(&path).unwrap().len()));
    let mut content = fs::read(&path).unwrap();
    let page = content.len() - 4096;
    content[page..].fill(0xff);
    fs::write(&path, &content).unwrap();
    let seen = look(&path, None);
    assert!(matches!(&seen, Err(Error::Damaged(_))) || seen.is_ok_and(|seen| !seen.damage.is_empty()));
    content.truncate(page);
    fs::write(&path, &content).unwrap();
    let read = open(&path).and_then(|store| Ok((store.records("un")?, store.runs("")?)));
    assert!(matches!(read, Err(Error::Damaged(_))), "{read:?}");
}
