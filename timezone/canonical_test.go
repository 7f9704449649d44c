package timezone_test

import (
	"testing"
	"time"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/timezone"
)

func TestCanonical(t *testing.T) {
	renamed := map[string]string{
		"Africa/Asmera":         "Africa/Asmara",
		"America/Buenos_Aires":  "America/Argentina/Buenos_Aires",
		"America/Catamarca":     "America/Argentina/Catamarca",
		"America/Coral_Harbour": "America/Atikokan",
		"America/Cordoba":       "America/Argentina/Cordoba",
		"America/Godthab":       "America/Nuuk",
		"America/Indianapolis":  "America/Indiana/Indianapolis",
		"America/Jujuy":         "America/Argentina/Jujuy",
		"America/Louisville":    "America/Kentucky/Louisville",
		"America/Mendoza":       "America/Argentina/Mendoza",
		"America/Montreal":      "America/Toronto",
		"America/Nipigon":       "America/Toronto",
		"America/Pangnirtung":   "America/Iqaluit",
		"America/Rainy_River":   "America/Winnipeg",
		"America/Santa_Isabel":  "America/Tijuana",
		"America/Thunder_Bay":   "America/Toronto",
		"America/Yellowknife":   "America/Edmonton",
		"Asia/Choibalsan":       "Asia/Ulaanbaatar",
		"Asia/Katmandu":         "Asia/Kathmandu",
		"Asia/Rangoon":          "Asia/Yangon",
		"Asia/Saigon":           "Asia/Ho_Chi_Minh",
		"Atlantic/Faeroe":       "Atlantic/Faroe",
		"Australia/Currie":      "Australia/Hobart",
		"CST6CDT":               "America/Chicago",
		"EST5EDT":               "America/New_York",
		"Europe/Kiev":           "Europe/Kyiv",
		"Europe/Uzhgorod":       "Europe/Kyiv",
		"Europe/Zaporozhye":     "Europe/Kyiv",
		"MST7MDT":               "America/Denver",
		"PST8PDT":               "America/Los_Angeles",
		"Pacific/Enderbury":     "Pacific/Kanton",
		"Pacific/Johnston":      "Pacific/Honolulu",
		"Pacific/Ponape":        "Pacific/Pohnpei",
		"Pacific/Truk":          "Pacific/Chuuk",
	}
	for _, name := range append(cloudsigma.Zones(), "", "Etc/UTC", "Mars/Utopia") {
		want, ok := renamed[name]
		if !ok {
			want = name // Europe/Amsterdam too, though the database has merged it
		}
		if got := timezone.Canonical(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	now := time.Date(2025, time.July, 1, 0, 0, 0, 0, time.UTC)
	for old, current := range renamed {
		if !cloudsigma.Allowed(old) || timezone.Canonical(current) != current {
			t.Errorf("%s is not on the list, or %s is not the last name", old, current)
		}
		if was, is := load(t, old).Local(now), load(t, current).Local(now); was != is {
			t.Errorf("%s and %s show different times", old, current)
		}
	}
}
