// Package command takes, deletes and lists snapshots by other programs: those of
// ZFS, btrfs, LVM and qemu, or of your own.
//
// A [Config] has three commands, each a program and its arguments. No shell reads
// them. In arguments, these stand for a text, as the whole of an argument or a part
// of it:
//
//	{source}    the drive's Source
//	{dir}       the Source up to its last slash: "vg" of "vg/home"
//	{base}      the Source after its last slash: "home" of "vg/home"
//	{uuid}      the drive's UUID
//	{location}  the location of a remote snapshot, "" of a local one; in Create only
//	{name}      the snapshot's name, escaped for the storage; not in List or Delete
//	{snapshot}  the storage's own name of the snapshot; not in List
//
// An argument that begins with such a text must not come out with a leading hyphen,
// so that no source is read as an option.
//
// # Names
//
// Config.Escape lists the characters of names that a storage refuses: each is
// written as "_" and two hexadecimal digits, as is "_" itself. For ZFS,
// "0f1e@2025-06-01T01:00:00Z" is "0f1e_402025-06-01T01:00:00Z". Config.Snapshot is
// the name that the list prints for it, such as "{source}@{name}". Snapshots with
// names of another form were made by others: they are listed under the storage's
// names, or left out if the list has snapshots of all drives (Config.Shared).
//
// # What a program must do
//
// The program of Create makes a whole snapshot or none, whenever it is killed, and
// fails for a name that exists. A storage that takes a name twice, or that makes
// snapshots in steps, needs Config.Lock. Create lists before and after it runs the
// program: a failure because another call was faster is none, and a success that the
// list does not show is a failure. A snapshot that the list calls failed is pending
// or broken, as only the storage knows: Create returns an error until it is whole or
// deleted.
//
// The program of List prints all snapshots and exits with 0, or fails: a list cut
// short frees places for deletions. Its standard output is read by package
// inventory, which refuses most texts cut short.
//
// Programs run in the language C and the zone UTC, in a process group of their own
// that is killed when the context ends. The death of this process does not end them:
// the next Create finds what they made. Errors end with what the program wrote to its
// standard error, at most 2 KiB.
//
// # Tested
//
// Btrfs and QemuImg are tested on real storage: a loop-mounted file, and an image. ZFS
// and LVM, which need modules of the kernel, are tested against a program that keeps
// a list and records its arguments. See docs/restore.md for restoring from each.
package command
