// Command load prints the zones of the given names, or why they do not load.
// It does not import time/tzdata.
package main

import (
	"fmt"
	"os"

	"github.com/longcase/longcase/timezone"
)

func main() {
	for _, name := range os.Args[1:] {
		zone, err := timezone.Load(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(zone)
	}
}
