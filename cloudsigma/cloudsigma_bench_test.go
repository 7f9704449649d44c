package cloudsigma_test

import (
	"encoding/json"
	"testing"

	"github.com/longcase/longcase/cloudsigma"
)

// BenchmarkParse opens a policy: it is read, checked and compiled. Beside it
// stands the decoding of the same bytes into any.
func BenchmarkParse(b *testing.B) {
	for _, path := range []string{"single.json", "create_answer.json", "detail.json"} {
		text := read(b, "testdata/"+path)
		b.Run(path+"/longcase", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := cloudsigma.Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(path+"/json.Unmarshal", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var value any
				if err := json.Unmarshal(text, &value); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkParseCreate reads and checks the body of a request. Beside it stands
// the decoding of the same bytes into a struct, which checks nothing.
func BenchmarkParseCreate(b *testing.B) {
	body := read(b, "testdata/put_request.json")
	b.Run("longcase", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := cloudsigma.ParseCreate(body); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("json.Unmarshal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var s schedulerStruct
			if err := json.Unmarshal(body, &s); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// schedulerStruct is a scheduler for package json.
type schedulerStruct struct {
	Name      string `json:"name"`
	Type      string `json:"type"`
	Zone      string `json:"user_timezone"`
	Manual    string `json:"manual_incremental_backup"`
	IsEnabled bool   `json:"is_enabled"`
	IsDefault bool   `json:"is_default"`
	Backups   bool   `json:"enable_backup_policy_notifications"`
	Deletions bool   `json:"enable_retention_policy_notifications"`

	Incremental struct {
		windowStruct
		MonthDays string            `json:"day_of_month"`
		Month     string            `json:"month"`
		Hour      string            `json:"hour"`
		Minute    string            `json:"minute"`
		Repeat    map[string]string `json:"repeat"`
	} `json:"incremental_backup"`
	Initial   windowStruct `json:"initial_backup"`
	Retention struct {
		Name  string `json:"name"`
		Rules []struct {
			Period   string `json:"period"`
			Quantity int    `json:"quantity"`
			Option   *int   `json:"time_option"`
		} `json:"rules"`
	} `json:"retention_policy"`
}

type windowStruct struct {
	Weekdays []string    `json:"day_of_week"`
	Start    clockStruct `json:"start_time"`
	End      clockStruct `json:"end_time"`
}

type clockStruct struct {
	Hour   int `json:"hour"`
	Minute int `json:"minute"`
}
