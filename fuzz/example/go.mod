module github.com/longcase/longcase/fuzz/example

go 1.25

require (
	github.com/longcase/longcase v0.1.0
	github.com/robfig/cron/v3 v3.0.1
	pgregory.net/rapid v1.3.0
)

replace github.com/longcase/longcase => ../..
