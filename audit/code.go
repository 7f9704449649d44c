package audit

import "github.com/longcase/longcase"

// Codes of the findings of [Policy], besides [longcase.CodeDisabled] and
// [longcase.CodeNeverFires].
const (
	// CodeKeepsNothing means that no snapshot is ever taken on a rule's days, or
	// that the rules together keep no snapshot.
	CodeKeepsNothing longcase.Code = "keeps-nothing"
	// CodeKeepsLittle means that many weeks or months have no snapshot on a
	// rule's days, such as "monthly 12 on 1" for a schedule of Saturdays.
	CodeKeepsLittle longcase.Code = "keeps-little"
	// CodeBare means that at times no snapshot is left: the last expires before
	// the next is taken.
	CodeBare longcase.Code = "bare"
	// CodeNeverFull means that a rule never keeps the number it counts to, since
	// snapshots get too old for it before.
	CodeNeverFull longcase.Code = "never-full"
	// CodeReachesFar means that a rule reaches back at least twice its number of
	// periods, since periods without a snapshot do not count: "hourly 24" of a
	// daily schedule keeps 24 days.
	CodeReachesFar longcase.Code = "reaches-far"
	// CodeUseless means that other rules keep the snapshots of a rule at least
	// as long, apart from clock changes, as long as no snapshot is missed.
	CodeUseless longcase.Code = "useless"
	// CodePopulation gives the number of snapshots alive at once.
	CodePopulation longcase.Code = "population"
	// CodeSpacing gives the longest time between neighbouring snapshots, by their
	// age: the data at risk, in a restore to that age.
	CodeSpacing longcase.Code = "spacing"
	// CodeClockShift means that clock changes move snapshots to other times.
	CodeClockShift longcase.Code = "clock-shift"
	// CodeClockDrop means that clock changes drop snapshots.
	CodeClockDrop longcase.Code = "clock-drop"
	// CodeClockRepeat means that clock changes double snapshots.
	CodeClockRepeat longcase.Code = "clock-repeat"
	// CodeShiftedOffDay means that a clock change moves a snapshot from a day of
	// a rule to another day, where the rule does not keep it.
	CodeShiftedOffDay longcase.Code = "shifted-off-day"
	// CodeSameName means that the template gives two snapshots the same name.
	CodeSameName longcase.Code = "same-name"
)
