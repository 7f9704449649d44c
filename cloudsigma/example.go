package cloudsigma

import "slices"

// Example is a scheduler from the vendor's page of examples, to start from.
type Example struct {
	// Name is short, such as "sfg".
	Name string
	// Title is the vendor's, such as "Weekdays Workhours Backup Policy".
	Title string
	// Body is the body of a request that creates the scheduler.
	Body string
}

// Examples returns the eleven examples named by the vendor, in the vendor's
// order. The slice belongs to the caller.
func Examples() []Example { return slices.Clone(examples[:]) }

// examples is never written.
var examples = [...]Example{
	{
		Name: "45min", Title: "Backup Scheduler: Every 45 Minutes",
		Body: `{
  "incremental_backup": {
    "day_of_month": "*",
    "day_of_week": ["*"],
    "end_time": {"hour": "", "minute": ""},
    "hour": "*",
    "minute": "*",
    "month": "*",
    "repeat": {"hour": "", "minute": "*/45"},
    "start_time": {"hour": "", "minute": ""}
  },
  "is_default": false,
  "is_enabled": true,
  "manual_incremental_backup": "",
  "name": "Every 45 minutes",
  "enable_backup_policy_notifications": true,
  "enable_retention_policy_notifications": false,
  "retention_policy": {
    "name": "r",
    "rules": [
      {"period": "days", "quantity": 2}
    ]
  },
  "tags": [],
  "type": "backup",
  "user_timezone": "Europe/London",
  "remote_location": "ZRH"
}`,
	},
	{
		Name: "12h", Title: "Snapshot Policy: Every 12 Hours. Keep Last 2 Days",
		Body: `{
  "incremental_backup": {
    "day_of_month": "",
    "day_of_week": [],
    "end_time": {"hour": 6, "minute": 45},
    "hour": "",
    "minute": "",
    "month": "",
    "repeat": {"hour": "*/12", "minute": ""},
    "start_time": {"hour": 7, "minute": 0}
  },
  "is_default": false,
  "is_enabled": true,
  "manual_incremental_backup": "",
  "name": "Every 12 hours. Last 2 days",
  "enable_backup_policy_notifications": true,
  "enable_retention_policy_notifications": false,
  "retention_policy": {
    "name": "r",
    "rules": [
      {"period": "days", "quantity": 2}
    ]
  },
  "tags": [],
  "type": "snapshot",
  "user_timezone": "Etc/UTC"
}`,
	},
	{
		Name: "sunday", Title: "Backup Scheduler: Every Sunday at 23:00",
		Body: `{
  "incremental_backup": {
    "day_of_month": "*",
    "day_of_week": ["sun"],
    "end_time": {"hour": "", "minute": ""},
    "hour": "23",
    "minute": "00",
    "month": "*",
    "repeat": {"hour": "", "minute": ""},
    "start_time": {"hour": "", "minute": ""}
  },
  "is_default": false,
  "is_enabled": true,
  "manual_incremental_backup": "",
  "name": "Every sunday at 23:00",
  "enable_backup_policy_notifications": true,
  "enable_retention_policy_notifications": false,
  "retention_policy": {
    "name": "r",
    "rules": [
      {"period": "weeks", "quantity": 4}
    ]
  },
  "tags": [],
  "type": "snapshot",
  "user_timezone": "Europe/London"
}`,
	},
	{
		Name: "first-2359", Title: "Backup Scheduler: Every First of the Month at 23:59",
		Body: `{
  "incremental_backup": {
    "day_of_month": "1",
    "day_of_week": ["*"],
    "end_time": {"hour": "", "minute": ""},
    "hour": "23",
    "minute": "59",
    "month": "*",
    "repeat": {"hour": "", "minute": ""},
    "start_time": {"hour": "", "minute": ""}
  },
  "is_default": false,
  "is_enabled": true,
  "manual_incremental_backup": "",
  "name": "Every first of month at 23:59",
  "enable_backup_policy_notifications": true,
  "enable_retention_policy_notifications": false,
  "retention_policy": {
    "name": "r",
    "rules": [
      {"period": "months", "quantity": 6}
    ]
  },
  "tags": [],
  "type": "backup",
  "user_timezone": "Europe/London"
}`,
	},
	{
		Name: "evening", Title: "Backup Scheduler: Every Hour (20:00–23:00)",
		Body: `{
  "incremental_backup": {
    "day_of_month": "*",
    "day_of_week": ["*"],
    "end_time": {"hour": "23", "minute": "00"},
    "hour": "*",
    "minute": "*",
    "month": "*",
    "repeat": {"hour": "*/1", "minute": ""},
    "start_time": {"hour": "20", "minute": "00"}
  },
  "is_default": false,
  "is_enabled": true,
  "manual_incremental_backup": "",
  "name": "Every hour",
  "enable_backup_policy_notifications": true,
  "enable_retention_policy_notifications": false,
  "retention_policy": {
    "name": "r",
    "rules": [
      {"period": "days", "quantity": 7}
    ]
  },
  "tags": [],
  "type": "backup",
  "user_timezone": "Europe/London",
  "remote_location": "ZRH"
}`,
	},
	{
		Name: "defined", Title: "Snapshot Policy: Defined Hours Backups (Keep 1 Month)",
		Body: `{
  "incremental_backup": {
    "day_of_month": "",
    "day_of_week": ["sat", "sun"],
    "end_time": {"hour": 6, "minute": 45},
    "hour": "",
    "minute": "",
    "month": "",
    "repeat": {"hour": "", "minute": ""},
    "start_time": {"hour": 7, "minute": 0}
  },
  "is_default": false,
  "is_enabled": true,
  "manual_incremental_backup": "02:00,06:00,20:00,22:15",
  "name": "Defined hours backups",
  "enable_backup_policy_notifications": true,
  "enable_retention_policy_notifications": false,
  "retention_policy": {
    "name": "r",
    "rules": [
      {"period": "months", "quantity": 1}
    ]
  },
  "tags": [],
  "type": "snapshot",
  "user_timezone": "Etc/UTC"
}`,
	},
	{
		Name: "weekdays-3am", Title: "Weekdays 3AM Snapshot Policy",
		Body: `{
  "incremental_backup": {
    "day_of_month": "*",
    "day_of_week": ["mon", "tue", "wed", "thu", "fri"],
    "end_time": {"hour": 11, "minute": 45},
    "hour": "3",
    "minute": "0",
    "month": "*",
    "repeat": {"hour": "", "minute": ""},
    "start_time": {"hour": 12, "minute": 0}
  },
  "is_default": false,
  "is_enabled": true,
  "manual_incremental_backup": "",
  "name": "Weekday 3AM Snapshot Policy",
  "enable_backup_policy_notifications": true,
  "enable_retention_policy_notifications": false,
  "retention_policy": {
    "name": "r",
    "rules": [
      {"period": "weeks", "quantity": 3}
    ]
  },
  "tags": [],
  "type": "snapshot",
  "user_timezone": "Etc/UTC"
}`,
	},
	{
		Name: "workhours", Title: "Weekdays Workhours Backup Policy",
		Body: `{
  "incremental_backup": {
    "day_of_month": "*",
    "day_of_week": ["mon", "wed", "fri"],
    "end_time": {"hour": 19, "minute": 0},
    "hour": "",
    "minute": "",
    "month": "*",
    "repeat": {"hour": "*/12", "minute": ""},
    "start_time": {"hour": 7, "minute": 0}
  },
  "is_default": false,
  "is_enabled": true,
  "manual_incremental_backup": "",
  "name": "Weekdays Workhours Backup Policy",
  "enable_backup_policy_notifications": true,
  "enable_retention_policy_notifications": false,
  "retention_policy": {
    "name": "r",
    "rules": [
      {"period": "months", "quantity": 1}
    ]
  },
  "tags": [],
  "type": "backup",
  "user_timezone": "Etc/UTC"
}`,
	},
	{
		Name: "bimonthly", Title: "Bi-monthly Backup Policy",
		Body: `{
  "incremental_backup": {
    "day_of_month": "1",
    "day_of_week": [],
    "end_time": {"hour": 19, "minute": 0},
    "hour": "17",
    "minute": "0",
    "month": "2,4,6,8,10,12",
    "repeat": {"hour": "", "minute": ""},
    "start_time": {"hour": 7, "minute": 0}
  },
  "is_default": false,
  "is_enabled": true,
  "manual_incremental_backup": "",
  "name": "BiMonthly Snapshot Policy",
  "enable_backup_policy_notifications": true,
  "enable_retention_policy_notifications": false,
  "retention_policy": {
    "name": "r",
    "rules": [
      {"period": "months", "quantity": 6}
    ]
  },
  "tags": [],
  "type": "backup",
  "user_timezone": "Etc/UTC"
}`,
	},
	{
		Name: "first", Title: "1st of the Month Backup Policy",
		Body: `{
  "incremental_backup": {
    "day_of_month": "1",
    "day_of_week": [],
    "end_time": {"hour": 6, "minute": 45},
    "hour": "23",
    "minute": "0",
    "month": "",
    "repeat": {"hour": "", "minute": ""},
    "start_time": {"hour": 7, "minute": 0}
  },
  "is_default": false,
  "is_enabled": true,
  "manual_incremental_backup": "",
  "name": "1st of the month backup",
  "enable_backup_policy_notifications": true,
  "enable_retention_policy_notifications": false,
  "retention_policy": {
    "name": "r",
    "rules": [
      {"period": "months", "quantity": 12}
    ]
  },
  "tags": [],
  "type": "backup",
  "user_timezone": "Etc/UTC",
  "remote_location": "TBC"
}`,
	},
	{
		Name: "sfg", Title: "Son, Father, Grandfather (SFG) Retention Strategy",
		Body: `{
  "type": "snapshot",
  "name": "Son, Father, GrandFather Policy",
  "enable_backup_policy_notifications": true,
  "enable_retention_policy_notifications": false,
  "is_enabled": true,
  "is_default": false,
  "manual_incremental_backup": "",
  "retention_policy": {
    "name": "Son, Father, GrandFather Policy",
    "rules": [
      {"period": "days", "quantity": 7},
      {"period": "weeks", "quantity": 4, "time_option": 1},
      {"period": "months", "quantity": 12, "time_option": 23}
    ]
  },
  "initial_backup": {
    "day_of_week": ["*"],
    "start_time": {"hour": 12, "minute": 0},
    "end_time": {"hour": 11, "minute": 45}
  },
  "incremental_backup": {
    "day_of_month": "*",
    "day_of_week": ["*"],
    "month": "*",
    "hour": "1",
    "minute": "0",
    "repeat": {"hour": "", "minute": ""},
    "start_time": {"hour": 12, "minute": 0},
    "end_time": {"hour": 11, "minute": 45}
  },
  "user_timezone": "Etc/GMT+12"
}`,
	},
}
