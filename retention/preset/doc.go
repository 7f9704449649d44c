// Package preset expresses the retention of other tools in the rules of package
// retention, so that a user can move over without a new policy.
//
//	restic:keep-daily=7,keep-weekly=4,keep-within=2d
//	kopia:keep-latest=10,keep-daily=7
//	borg:keep-within=10d,keep-monthly=-1
//	proxmox:keep-last=3,keep-daily=13
//	sanoid:hourly=36
//	barman:retention_policy=RECOVERY WINDOW OF 4 WEEKS,minimum_redundancy=2
//	cloudnativepg:retentionPolicy=30d
//	pgbackrest:repo1-retention-full=20,repo1-retention-full-type=time
//	velero:ttl=720h0m0s
//	longhorn:retain=5
//	volsync:hourly=6,daily=7,within=3d
//	dlm:interval=2,interval-unit=weeks
//	cloudsigma:days=7,weeks=4/1,months=12/23
//	qumulo:expiration_time_to_live=15days
//
// [Parse] reads these. Options that ask for nothing make no rules, and a policy
// without rules keeps everything.
//
// A recovery window keeps everything within some days, and the newest backup
// before them, without which the first of these days could not be restored. In
// Barman and CloudNativePG a month is 31 days of 24 hours; a snapshot's creation is
// the end of its backup. pgBackRest's rules are for full backups: those built on
// them need [retention.Plan.Needing]. sanoid's types of snapshots are lists of
// their own, and so are the snapshots of each recurring job of Longhorn.
//
// Options that no rule can say are refused by name: pgBackRest's differential retention,
// borg's quarters of 13 weeks, the grids of btrbk and zrepl.
//
// # Differences
//
// The rules keep everything that a tool keeps, apart from the differences listed
// with each tool and these, which hold for all of them:
//
//   - Hours, days, weeks, months and years are those of the policy's zone. The
//     tools take those of the machine, or of UTC. In another zone, another
//     snapshot may represent a day.
//   - The hour repeated at the end of daylight saving is two hours. So where
//     snapshots are kept by the hour, a tier reaches an hour less far back then,
//     and an age in hours and days may be off by that hour.
//   - Snapshots of one instant count as one.
//
// The rules keep more where a tool's fault would delete: a snapshot dated after
// now takes no other's place and is not deleted, failed snapshots stay until a
// newer good one exists, and held snapshots take no place.
package preset
