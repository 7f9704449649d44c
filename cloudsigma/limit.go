package cloudsigma

import "strconv"

// The limits of a scheduler, for reading and for writing.
const (
	// maxQuantity is the vendor's: the largest quantity of a retention rule.
	maxQuantity = 9999
	// The longest repeats are ours. A repeat counts anew every day, so that a
	// longer one would be once a day whatever its length.
	maxRepeatHours   = 24
	maxRepeatMinutes = 24 * 60
	// remoteInterval is the vendor's: a drive takes one remote snapshot in so
	// many minutes.
	remoteInterval = 30
)

// The allowed values, in the words of messages. They are never written.
var (
	wantPeriod       = "days, weeks or months"
	wantQuantity     = "a whole number from 1 to " + strconv.Itoa(maxQuantity)
	wantRepeatHour   = `"*/1" to "*/` + strconv.Itoa(maxRepeatHours) + `", or ""`
	wantRepeatMinute = `"*/1" to "*/` + strconv.Itoa(maxRepeatMinutes) + `", or ""`
)
