// Package restic takes snapshots into a repository of restic.
//
// A drive's Source is the absolute path of a directory or file. Restic 0.14 or later
// is found in PATH. The repository exists before (restic init), and may be shared by
// drives, or be one for each drive.
//
// # Tags
//
// A snapshot has the tags longcase-drive=UUID and longcase-name=NAME, by which it is
// found again. A snapshot with the first tag alone, made by others, belongs to the
// drive too, and is listed under its ID. All others are left alone.
//
// Restic saves a snapshot also where it could not read a file. Therefore a backup is
// first tagged longcase-partial=UUID and longcase-name=NAME, and gets its tags when
// restic reports success. A file deleted during the backup is no failure. The rest of
// an interrupted backup is forgotten by the next Create of the drive; its data
// are not sent again.
//
// # Locks
//
// Tagging and forgetting wait for the backups of other drives in the same repository,
// as restic has it, until the context ends. A repository for each drive, with {uuid}
// in its name, never waits, but stores equal files of two drives twice. Locks of
// processes that died are removed (restic unlock), which goes by host name and process
// id: machines with one repository need host names that differ.
//
// # Space
//
// Delete is "restic forget", which frees no space. "restic prune" does: run it by
// cron, once a week or so, while no backup runs.
//
// # Passwords
//
// The password is read from a file, or from the variables RESTIC_PASSWORD_FILE,
// RESTIC_PASSWORD_COMMAND and RESTIC_PASSWORD of this process, as are those of storage
// providers. Neither it nor the repository's name, which may hold another password, is
// an argument, since all users of a machine see arguments. HOME or XDG_CACHE_HOME is to
// be set: a list with a warning is refused, because a snapshot that restic cannot read
// is missing from it, with a warning alone.
package restic
