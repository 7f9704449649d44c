package timezone

import "slices"

// Allowed reports whether a name is one of the 429 that the CloudSigma
// documentation lists under "Allowed timezones" for the field user_timezone.
// Other names load too: the documentation's own examples use Etc/UTC, which
// is not on its list.
func Allowed(name string) bool {
	_, found := slices.BinarySearch(allowed[:], name)
	return found
}

// Names returns the 429 names that are [Allowed], sorted by byte. The slice
// is the caller's own.
func Names() []string { return slices.Clone(allowed[:]) }

// Canonical returns today's name for a name on the list that the IANA
// database has retired or renamed, such as Europe/Kyiv for Europe/Kiev, and
// any other name as it is. Names that were merged but are still the usual ones
// in their country, such as Europe/Amsterdam, stay.
func Canonical(name string) string {
	if current, ok := retired[name]; ok {
		return current
	}
	return name
}

// retired holds the names of the list that have been retired or renamed. It
// is never written.
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

// allowed is the list, sorted. It is never written.
var allowed = [...]string{
	"Africa/Abidjan", "Africa/Accra", "Africa/Addis_Ababa", "Africa/Algiers",
	"Africa/Asmera", "Africa/Bamako", "Africa/Bangui", "Africa/Banjul",
	"Africa/Bissau", "Africa/Blantyre", "Africa/Brazzaville", "Africa/Bujumbura",
	"Africa/Cairo", "Africa/Casablanca", "Africa/Ceuta", "Africa/Conakry",
	"Africa/Dakar", "Africa/Dar_es_Salaam", "Africa/Djibouti", "Africa/Douala",
	"Africa/El_Aaiun", "Africa/Freetown", "Africa/Gaborone", "Africa/Harare",
	"Africa/Johannesburg", "Africa/Juba", "Africa/Kampala", "Africa/Khartoum",
	"Africa/Kigali", "Africa/Kinshasa", "Africa/Lagos", "Africa/Libreville",
	"Africa/Lome", "Africa/Luanda", "Africa/Lubumbashi", "Africa/Lusaka",
	"Africa/Malabo", "Africa/Maputo", "Africa/Maseru", "Africa/Mbabane",
	"Africa/Mogadishu", "Africa/Monrovia", "Africa/Nairobi", "Africa/Ndjamena",
	"Africa/Niamey", "Africa/Nouakchott", "Africa/Ouagadougou", "Africa/Porto-Novo",
	"Africa/Sao_Tome", "Africa/Tripoli", "Africa/Tunis", "Africa/Windhoek",
	"America/Anchorage", "America/Anguilla", "America/Antigua", "America/Araguaina",
	"America/Argentina/La_Rioja", "America/Argentina/Rio_Gallegos",
	"America/Argentina/Salta", "America/Argentina/San_Juan",
	"America/Argentina/San_Luis", "America/Argentina/Tucuman",
	"America/Argentina/Ushuaia", "America/Aruba", "America/Asuncion", "America/Bahia",
	"America/Bahia_Banderas", "America/Barbados", "America/Belem", "America/Belize",
	"America/Blanc-Sablon", "America/Boa_Vista", "America/Bogota", "America/Boise",
	"America/Buenos_Aires", "America/Cambridge_Bay", "America/Campo_Grande",
	"America/Cancun", "America/Caracas", "America/Catamarca", "America/Cayenne",
	"America/Cayman", "America/Chicago", "America/Chihuahua", "America/Coral_Harbour",
	"America/Cordoba", "America/Costa_Rica", "America/Creston", "America/Cuiaba",
	"America/Curacao", "America/Danmarkshavn", "America/Dawson",
	"America/Dawson_Creek", "America/Denver", "America/Detroit", "America/Dominica",
	"America/Edmonton", "America/Eirunepe", "America/El_Salvador",
	"America/Fortaleza", "America/Glace_Bay", "America/Godthab", "America/Goose_Bay",
	"America/Grand_Turk", "America/Grenada", "America/Guadeloupe",
	"America/Guatemala", "America/Guayaquil", "America/Guyana", "America/Halifax",
	"America/Havana", "America/Hermosillo", "America/Indiana/Knox",
	"America/Indiana/Marengo", "America/Indiana/Petersburg",
	"America/Indiana/Tell_City", "America/Indiana/Vevay", "America/Indiana/Vincennes",
	"America/Indiana/Winamac", "America/Indianapolis", "America/Inuvik",
	"America/Iqaluit", "America/Jamaica", "America/Jujuy", "America/Juneau",
	"America/Kentucky/Monticello", "America/Kralendijk", "America/La_Paz",
	"America/Lima", "America/Los_Angeles", "America/Louisville",
	"America/Lower_Princes", "America/Maceio", "America/Managua", "America/Manaus",
	"America/Marigot", "America/Martinique", "America/Matamoros", "America/Mazatlan",
	"America/Mendoza", "America/Menominee", "America/Merida", "America/Mexico_City",
	"America/Moncton", "America/Monterrey", "America/Montevideo", "America/Montreal",
	"America/Montserrat", "America/Nassau", "America/New_York", "America/Nipigon",
	"America/Nome", "America/Noronha", "America/North_Dakota/Beulah",
	"America/North_Dakota/Center", "America/North_Dakota/New_Salem",
	"America/Ojinaga", "America/Panama", "America/Pangnirtung", "America/Paramaribo",
	"America/Phoenix", "America/Port-au-Prince", "America/Port_of_Spain",
	"America/Porto_Velho", "America/Puerto_Rico", "America/Rainy_River",
	"America/Rankin_Inlet", "America/Recife", "America/Regina", "America/Resolute",
	"America/Rio_Branco", "America/Santa_Isabel", "America/Santarem",
	"America/Santiago", "America/Santo_Domingo", "America/Sao_Paulo",
	"America/Scoresbysund", "America/Sitka", "America/St_Barthelemy",
	"America/St_Johns", "America/St_Kitts", "America/St_Lucia", "America/St_Thomas",
	"America/St_Vincent", "America/Swift_Current", "America/Tegucigalpa",
	"America/Thule", "America/Thunder_Bay", "America/Tijuana", "America/Toronto",
	"America/Tortola", "America/Vancouver", "America/Whitehorse", "America/Winnipeg",
	"America/Yakutat", "America/Yellowknife", "Antarctica/Casey", "Antarctica/Davis",
	"Antarctica/DumontDUrville", "Antarctica/Macquarie", "Antarctica/Mawson",
	"Antarctica/McMurdo", "Antarctica/Palmer", "Antarctica/Rothera",
	"Antarctica/Syowa", "Antarctica/Vostok", "Arctic/Longyearbyen", "Asia/Aden",
	"Asia/Almaty", "Asia/Amman", "Asia/Anadyr", "Asia/Aqtau", "Asia/Aqtobe",
	"Asia/Ashgabat", "Asia/Baghdad", "Asia/Bahrain", "Asia/Baku", "Asia/Bangkok",
	"Asia/Beirut", "Asia/Bishkek", "Asia/Brunei", "Asia/Chita", "Asia/Choibalsan",
	"Asia/Colombo", "Asia/Damascus", "Asia/Dhaka", "Asia/Dili", "Asia/Dubai",
	"Asia/Dushanbe", "Asia/Hong_Kong", "Asia/Hovd", "Asia/Irkutsk", "Asia/Jakarta",
	"Asia/Jayapura", "Asia/Jerusalem", "Asia/Kabul", "Asia/Kamchatka", "Asia/Karachi",
	"Asia/Katmandu", "Asia/Khandyga", "Asia/Kolkata", "Asia/Krasnoyarsk",
	"Asia/Kuala_Lumpur", "Asia/Kuching", "Asia/Kuwait", "Asia/Macau", "Asia/Magadan",
	"Asia/Makassar", "Asia/Manila", "Asia/Muscat", "Asia/Nicosia",
	"Asia/Novokuznetsk", "Asia/Novosibirsk", "Asia/Omsk", "Asia/Oral",
	"Asia/Phnom_Penh", "Asia/Pontianak", "Asia/Pyongyang", "Asia/Qatar",
	"Asia/Qyzylorda", "Asia/Rangoon", "Asia/Riyadh", "Asia/Saigon", "Asia/Sakhalin",
	"Asia/Samarkand", "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore",
	"Asia/Srednekolymsk", "Asia/Taipei", "Asia/Tashkent", "Asia/Tbilisi",
	"Asia/Tehran", "Asia/Thimphu", "Asia/Tokyo", "Asia/Ulaanbaatar", "Asia/Urumqi",
	"Asia/Ust-Nera", "Asia/Vientiane", "Asia/Vladivostok", "Asia/Yakutsk",
	"Asia/Yekaterinburg", "Asia/Yerevan", "Atlantic/Azores", "Atlantic/Bermuda",
	"Atlantic/Canary", "Atlantic/Cape_Verde", "Atlantic/Faeroe", "Atlantic/Madeira",
	"Atlantic/Reykjavik", "Atlantic/South_Georgia", "Atlantic/St_Helena",
	"Atlantic/Stanley", "Australia/Adelaide", "Australia/Brisbane",
	"Australia/Broken_Hill", "Australia/Currie", "Australia/Darwin",
	"Australia/Hobart", "Australia/Lindeman", "Australia/Melbourne",
	"Australia/Perth", "Australia/Sydney", "CST6CDT", "EST5EDT", "Etc/GMT",
	"Etc/GMT+1", "Etc/GMT+10", "Etc/GMT+11", "Etc/GMT+12", "Etc/GMT+2", "Etc/GMT+3",
	"Etc/GMT+4", "Etc/GMT+5", "Etc/GMT+6", "Etc/GMT+7", "Etc/GMT-1", "Etc/GMT-10",
	"Etc/GMT-11", "Etc/GMT-12", "Etc/GMT-13", "Etc/GMT-2", "Etc/GMT-3", "Etc/GMT-4",
	"Etc/GMT-5", "Etc/GMT-6", "Etc/GMT-7", "Etc/GMT-8", "Etc/GMT-9",
	"Europe/Amsterdam", "Europe/Andorra", "Europe/Athens", "Europe/Belgrade",
	"Europe/Berlin", "Europe/Bratislava", "Europe/Brussels", "Europe/Bucharest",
	"Europe/Budapest", "Europe/Busingen", "Europe/Chisinau", "Europe/Copenhagen",
	"Europe/Dublin", "Europe/Gibraltar", "Europe/Guernsey", "Europe/Helsinki",
	"Europe/Isle_of_Man", "Europe/Istanbul", "Europe/Jersey", "Europe/Kaliningrad",
	"Europe/Kiev", "Europe/Lisbon", "Europe/Ljubljana", "Europe/London",
	"Europe/Luxembourg", "Europe/Madrid", "Europe/Malta", "Europe/Mariehamn",
	"Europe/Minsk", "Europe/Monaco", "Europe/Moscow", "Europe/Oslo", "Europe/Paris",
	"Europe/Podgorica", "Europe/Prague", "Europe/Riga", "Europe/Rome",
	"Europe/Samara", "Europe/San_Marino", "Europe/Sarajevo", "Europe/Simferopol",
	"Europe/Skopje", "Europe/Sofia", "Europe/Stockholm", "Europe/Tallinn",
	"Europe/Tirane", "Europe/Uzhgorod", "Europe/Vaduz", "Europe/Vatican",
	"Europe/Vienna", "Europe/Vilnius", "Europe/Volgograd", "Europe/Warsaw",
	"Europe/Zagreb", "Europe/Zaporozhye", "Europe/Zurich", "Indian/Antananarivo",
	"Indian/Chagos", "Indian/Christmas", "Indian/Cocos", "Indian/Comoro",
	"Indian/Kerguelen", "Indian/Mahe", "Indian/Maldives", "Indian/Mauritius",
	"Indian/Mayotte", "Indian/Reunion", "MST7MDT", "PST8PDT", "Pacific/Apia",
	"Pacific/Auckland", "Pacific/Efate", "Pacific/Enderbury", "Pacific/Fakaofo",
	"Pacific/Fiji", "Pacific/Funafuti", "Pacific/Galapagos", "Pacific/Guadalcanal",
	"Pacific/Guam", "Pacific/Honolulu", "Pacific/Johnston", "Pacific/Kosrae",
	"Pacific/Kwajalein", "Pacific/Majuro", "Pacific/Midway", "Pacific/Nauru",
	"Pacific/Niue", "Pacific/Noumea", "Pacific/Pago_Pago", "Pacific/Palau",
	"Pacific/Ponape", "Pacific/Port_Moresby", "Pacific/Rarotonga", "Pacific/Saipan",
	"Pacific/Tahiti", "Pacific/Tarawa", "Pacific/Tongatapu", "Pacific/Truk",
	"Pacific/Wake", "Pacific/Wallis",
}
