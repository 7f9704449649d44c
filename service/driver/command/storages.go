package command

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"regexp"
	"time"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
)

// ZFS returns the configuration for datasets and volumes of ZFS. A Source is a
// dataset, such as "tank/home". Snapshots made by others are listed too, and those
// with holds are held.
func ZFS() Config {
	return Config{
		Create:   []string{"zfs", "snapshot", "{snapshot}"},
		Delete:   []string{"zfs", "destroy", "{snapshot}"},
		List:     []string{"zfs", "list", "-Hp", "-d", "1", "-t", "snapshot", "-o", "name,creation,userrefs", "{source}"},
		Format:   inventory.ZFS,
		Snapshot: "{source}@{name}",
		Escape:   "@%~",
		Sources:  regexp.MustCompile(`^[0-9A-Za-z][-_.: 0-9A-Za-z]*(/[-_.: 0-9A-Za-z]+)*$`),
	}
}

// Btrfs returns the configuration for subvolumes of btrfs. A Source is the path of a
// subvolume. Mount is where the top level of the file system (subvolid=5) is mounted,
// since the list has paths from there; directory is the path from there of an
// existing directory, which receives read-only snapshots called UUID.NAME. Other
// snapshots of the file system are not listed.
func Btrfs(mount, directory string) Config {
	return Config{
		Create:   []string{"btrfs", "subvolume", "snapshot", "-r", "{source}", path.Join(mount, "{snapshot}")},
		Delete:   []string{"btrfs", "subvolume", "delete", "--commit-after", path.Join(mount, "{snapshot}")},
		List:     []string{"btrfs", "subvolume", "list", "-s", mount},
		Format:   inventory.Btrfs,
		Snapshot: path.Join(directory, "{uuid}.{name}"),
		Shared:   true,
		Sources:  regexp.MustCompile(`^/`),
	}
}

// LVM returns the configuration for logical volumes. A Source is a group and a volume,
// such as "vg/home". Size is the space for changes of each snapshot, in lvcreate's
// words, such as "10G"; "" is for thin volumes, which need none. A snapshot out of
// space is invalid, and the list does not tell: size is to hold all changes of a
// snapshot's life. Snapshots made by others are listed too.
func LVM(size string) Config {
	create := []string{"lvcreate", "--yes", "--snapshot", "--permission", "r", "--name", "{snapshot}"}
	if size != "" {
		create = append(create, "--size", size)
	}
	return Config{
		Create: append(create, "{source}"),
		Delete: []string{"lvremove", "--yes", "{dir}/{snapshot}"},
		List: []string{
			"lvs", "--noheadings", "--separator", "\t",
			"--config", `report/time_format="%Y-%m-%dT%H:%M:%SZ" log/prefix=""`,
			"--options", "lv_time,lv_name", "--select", `origin="{base}"`, "{dir}",
		},
		Format:   inventory.Plain,
		Snapshot: "longcase.{uuid}.{name}", // unique in the group
		Escape:   "@%~:",
		Sources:  regexp.MustCompile(`^[+_.0-9A-Za-z][-+_.0-9A-Za-z]*/[+_.0-9A-Za-z][-+_.0-9A-Za-z]*$`),
	}
}

// QemuImg returns the configuration for snapshots within images of qcow2. A Source is
// the absolute path of an image, which no machine may use meanwhile: qemu-img refuses
// one in use. Snapshots made by others are listed too.
func QemuImg() Config {
	return Config{
		Create:  []string{"qemu-img", "snapshot", "-c", "{name}", "{source}"},
		Delete:  []string{"qemu-img", "snapshot", "-d", "{snapshot}", "{source}"},
		List:    []string{"qemu-img", "info", "--output=json", "{source}"},
		Read:    readQemu,
		Lock:    true, // a second snapshot of a name would be taken as well
		Sources: regexp.MustCompile(`^/`),
	}
}

// readQemu reads what qemu-img info prints of an image.
func readQemu(r io.Reader) ([]inventory.Item, error) {
	var image struct {
		Format    string `json:"format"`
		Snapshots []struct {
			Name        string `json:"name"`
			Seconds     int64  `json:"date-sec"`
			Nanoseconds int64  `json:"date-nsec"`
		} `json:"snapshots"`
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &image); err != nil {
		return nil, err
	}
	if image.Format == "" {
		return nil, fmt.Errorf("/format: missing: want the format of an image")
	}
	var items []inventory.Item
	for _, s := range image.Snapshots {
		created := time.Unix(s.Seconds, s.Nanoseconds).UTC()
		items = append(items, inventory.Item{Name: s.Name, Snapshot: retention.Snapshot{Created: created}})
	}
	return items, nil
}
