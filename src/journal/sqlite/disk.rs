//! Where a store lies: what its disk and file system mean for it.

use super::migrate;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// What is seen of the place of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disk {
    /// How many bytes can still be written, where the system says so.
    pub free: Option<u64>,
    /// The kind of the file system, where it is one of a network.
    pub network: Option<String>,
    /// When the log beside the store was last written, where something is in it.
    pub log: Option<Timestamp>,
    /// Files that a copy left behind which was broken off.
    pub left: Vec<PathBuf>,
}

/// File systems on which several machines may write at once without knowing of each other.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
    "lustre",
    "gpfs",
    "beegfs",
    "davfs",
    "ncpfs",
    "fuse.sshfs",
    "fuse.glusterfs",
    "fuse.ceph",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.s3fs",
    "virtiofs",
];

/// The least that should be free, in bytes.
const SPARE: u64 = 64 << 20;

/// How much should be free for a store of so many bytes: when it is led on to another form, a copy is laid beside it.
pub fn wanted(bytes: u64) -> u64 {
    bytes.saturating_add(SPARE)
}

/// Looks at the place of a store that is there, and changes nothing.
pub fn look(path: &Path) -> Disk {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let network = kind(&mounts, &path).filter(|kind| NETWORK.contains(kind)).map(str::to_owned);
    let beside = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let log = beside("-wal").metadata().ok().filter(|log| log.len() > 0).and_then(|log| Timestamp::try_from(log.modified().ok()?).ok());
    Disk { free: free(&path), network, log, left: migrate::broken_off(&path) }
}

#[cfg(unix)]
fn free(path: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(path).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

/// The kind of the file system on which a path lies, by what the system says is mounted: the innermost, and of several in one place the last.
fn kind<'m>(mounts: &'m str, path: &Path) -> Option<&'m str> {
    let mounted = mounts.lines().filter_map(|line| {
        let (before, after) = line.split_once(" - ")?;
        Some((PathBuf::from(unescaped(before.split(' ').nth(4)?)), after.split(' ').next()?))
    });
    mounted.filter(|(at, _)| path.starts_with(at)).max_by_key(|(at, _)| at.components().count()).map(|(_, kind)| kind)
}

/// The system writes spaces, tabs, line ends and backslashes of a name by their numbers.
fn unescaped(name: &str) -> String {
    name.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
25 22 0:22 / /home rw shared:3 - nfs4 server:/home rw,vers=4.2
26 25 0:23 / /home/claire/local\\040disk rw - xfs /dev/vdb rw
27 22 0:24 / /mnt/share rw - ext4 /dev/vdc rw
28 27 0:25 / /mnt/share rw - cifs //server/share rw
";

    #[test]
    fn a_path_lies_on_the_innermost_mount() {
        for (path, found) in [
            ("/var/lib/pasapas.db", "ext4"),
            ("/home/claire/pasapas.db", "nfs4"),
            ("/home/claire/local disk/pasapas.db", "xfs"),
            ("/mnt/share/pasapas.db", "cifs"),
            ("/mnt/shared/pasapas.db", "ext4"),
        ] {
            assert_eq!(kind(MOUNTS, Path::new(path)), Some(found), "{path}");
        }
        assert_eq!(kind("", Path::new("/x")), None);
    }

    #[test]
    fn a_store_wants_room_for_a_copy_of_itself() {
        assert!(wanted(0) == SPARE && wanted(1 << 30) > 1 << 30 && wanted(u64::MAX) == u64::MAX);
    }

    #[cfg(unix)]
    #[test]
    fn the_system_says_how_much_is_free() {
        assert!(look(&std::env::temp_dir()).free.is_some_and(|free| free > 0));
    }
}
