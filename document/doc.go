// Package document reads and writes policies in any form: as documents of
// CloudSigma, of Qumulo or of our own, as cron expressions and as iCalendar
// recurrences.
//
// [Open] recognises a document by its keys and returns its policies. [Write]
// writes a policy in a form that says it exactly, or refuses with every field in
// the way.
//
// # Our own form
//
// A longcase document holds all that a [longcase.Policy] can:
//
//	{
//	  "longcase": 1,
//	  "name": "Nightly",
//	  "enabled": true,
//	  "zone": "Europe/Berlin",
//	  "schedule": {
//	    "gap": "shift",
//	    "fold": "first",
//	    "rules": [
//	      {"weekdays": "mon,wed,last fri", "at": ["02:00", "14:30"]},
//	      {"workdays": "15,last", "at": ["18:00"]},
//	      {"months": "jan,jul", "monthDays": "1,15,last", "every": "15 minutes", "window": "07:00-19:00"}
//	    ]
//	  },
//	  "retention": {
//	    "rules": ["within 7 days", "within 4 weeks on mon", "monthly 12"],
//	    "minimum": 3
//	  },
//	  "nameTemplate": "{ID}_{Policy}",
//	  "directory": "/home",
//	  "locked": true,
//	  "remote": true
//	}
//
// Only "longcase" is required: the version of the form, which is 1. An absent
// key restricts nothing; without "enabled" a policy is enabled, and without
// "zone" it is in UTC. Schedule and retention may have a "zone" of their own. A
// document may also be an array of policies. "$schema" may name the JSON Schema,
// and decides nothing.
//
// Values have the text forms of their types: see
// [calendar.Weekdays], [calendar.MonthDays], [calendar.Months],
// [calendar.Clock], [calendar.Period], [schedule.Window], [timezone.Gap],
// [timezone.Fold], [retention.ParseRule] and [longcase.Template].
//
// Unknown keys are refused, unlike in a vendor's document: they are more likely
// misspelt than from elsewhere, and "retension" would keep everything. Null is
// refused, too.
package document
