package inventory_test

import (
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
)

// Groups are planned apart. The newest of each dataset is kept, though both of
// tank/home are newer than that of tank/www.
func ExampleRead() {
	const list = "tank/home@1\t1761442200\n" +
		"tank/home@2\t1761528600\n" +
		"tank/www@1\t1761355800\n"
	items, err := inventory.Read(inventory.ZFS, strings.NewReader(list))
	if err != nil {
		log.Fatal(err)
	}
	policy, err := retention.Compile(nil, retention.Rule{Count: 1})
	if err != nil {
		log.Fatal(err)
	}
	now := time.Date(2025, 10, 28, 0, 0, 0, 0, time.UTC)
	for _, group := range inventory.Groups(items) {
		plan := policy.Plan(now, inventory.Snapshots(group))
		for i, verdict := range plan.Verdicts() {
			fmt.Println(verdict.Keep, group[i].Name)
		}
	}
	// Output:
	// false tank/home@1
	// true tank/home@2
	// true tank/www@1
}

// A list cut short is refused, though the rest of its last line would do.
func ExampleRead_cut() {
	const list = "2025-10-26T02:30:00Z\ttank@snap-1\n2025-10-27T02:30:00Z\ttank@snap-1"
	_, err := inventory.Read(inventory.Plain, strings.NewReader(list))
	fmt.Println(err)
	// Output:
	// line 2: end "2025-10-27T02:30:00Z\ttank@snap-1": want a newline after it: the list may be cut short
}

func ExampleDetect() {
	format, err := inventory.Detect([]byte(`{"Snapshots": [{"SnapshotId": "snap-0a1", ...`))
	fmt.Println(format, err)
	// Output:
	// aws <nil>
}

// A Reader with a function for its tasks reads a long list on all processors.
func ExampleReader() {
	const list = "2025-10-26T02:30:00Z\ttank@daily-1\n2025-10-27T02:30:00Z\ttank@daily-2\n"
	reader := inventory.Reader{Format: inventory.Plain, Go: func(task func()) { go task() }}
	snapshots, err := reader.Read(strings.NewReader(list))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(snapshots.Len(), snapshots.Name(1), snapshots.Created(1))
	// Output:
	// 2 tank@daily-2 2025-10-27 02:30:00 +0000 UTC
}
