// Package directory takes snapshots of directories as dated copies of them.
//
// A drive's Source is the absolute path of a directory or of a regular file, such
// as the image of a disk. Below the root of the copies a snapshot is
//
//	UUID/NAME/data           the copy
//	UUID/NAME/manifest.json  when and of what it was taken
//
// and the files in data are plain files: any program that copies files restores
// them (see docs/restore.md).
//
// # What a copy has
//
// Files share their blocks with the source (a reflink, as cp --reflink makes it)
// where source and copies are on one file system that can: btrfs, XFS, bcachefs.
// Elsewhere, bytes are copied, holes left out. A copy is never a hard link: a
// program that writes to a file in place would write to all its snapshots.
//
// Kept are modes, owners, times of modification, symbolic links as links, and
// extended attributes, with access lists among them. Owners and attributes need
// rights that a process may lack, and a storage that takes them; without either
// they are left out, and the bits setuid and setgid with the owner. Hard links
// between files of the source become independent files. Directories mounted below
// the source belong to it.
//
// # A source that changes
//
// A copy is not taken in an instant. A file deleted meanwhile may be missing, and a
// file written meanwhile may be half old and half new, except that a reflink is of
// one instant for each file. Databases are to be stopped, or snapshotted by their
// storage through package command. Sockets, pipes and devices are skipped, named in
// the manifest and the log. All else that cannot be read fails the snapshot.
//
// # Crashes
//
// A copy is made in UUID/.partial, flushed to the disk, and renamed as a whole.
// Deleting renames first, too. So a name is either a whole copy or none; the rest
// of an interrupted copy is removed by the drive's next Create or Delete. Its lock
// (flock) tells it from the copy of a live process.
//
// The root must exist, and is best a directory below the mount point of its disk:
// without the disk it is missing, which is an error and not an empty list.
package directory
