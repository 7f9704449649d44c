module github.com/longcase/longcase

go 1.25
