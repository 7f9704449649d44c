package timezone

// Canonical returns today's name for a name that the IANA database has retired or
// renamed, such as Europe/Kyiv for Europe/Kiev, and any other name as it is. It
// knows the retired names among those that CloudSigma lists. Names merged into
// others but still usual in their country, such as Europe/Amsterdam, stay.
func Canonical(name string) string {
	if current, ok := retired[name]; ok {
		return current
	}
	return name
}

// retired holds today's name of each retired or renamed name. The database itself
// cannot be asked: its links do not tell a renamed city, such as Europe/Kiev, from
// a merged one, such as Europe/Amsterdam. It is never written.
var retired = map[string]string{
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
