// Package preset has the retention of other tools in the rules of package
// retention, so that one can move over without thinking a policy anew.
//
//	restic:keep-daily=7,keep-weekly=4,keep-within=2d
//	kopia:keep-latest=10,keep-daily=7
//	borg:keep-within=10d,keep-monthly=-1
//	proxmox:keep-last=3,keep-daily=13
//	dlm:interval=2,interval-unit=weeks
//	cloudsigma:days=7,weeks=4/1,months=12/23
//	qumulo:expiration_time_to_live=15days
//
// [Parse] reads these. Where no option makes a rule there are none, and a
// policy without rules keeps everything.
//
// # Differences
//
// What a tool keeps is kept here too, but for the differences that are listed
// with each tool and these, which go for all of them:
//
//   - Hours, days, weeks, months and years are those of the policy's zone. The
//     tools take that of the machine, or UTC. With another zone than theirs,
//     what represents a day may be another snapshot.
//   - An hour that is repeated at the end of daylight saving is two. So where
//     snapshots are kept by the hour, the last hour of the tier goes to it, and
//     where an age is counted in hours and days, it may be off by that hour.
//   - Snapshots of one instant count as one.
//
// More is kept where a tool's fault would delete: a snapshot dated after now
// takes no other's place and is not deleted, failed snapshots stay until there
// is a newer good one, and those that are held take no place.
package preset
