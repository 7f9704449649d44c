package fuzz

import (
	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// AgeRules is for the laws that only rules by age and day promise.
var AgeRules = ageRules

// NearestRules generates rules for what is nearest to an anchor in each week,
// month, quarter or year; many of the anchors are past the end of most.
func NearestRules() *rapid.Generator[retention.Rule] {
	return rapid.Custom(func(t *rapid.T) retention.Rule {
		per := rapid.SampledFrom([]calendar.Unit{
			calendar.Month, calendar.Week, calendar.Quarter, calendar.Year,
		}).Draw(t, "per")
		return retention.Rule{
			Per: per, Count: retention.All,
			Pick: retention.Nearest, Anchor: anchorIn(per).Draw(t, "anchor"),
		}
	})
}
