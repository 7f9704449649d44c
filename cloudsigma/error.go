package cloudsigma

import (
	"errors"
	"strings"

	"github.com/longcase/longcase"
)

// Error is an entry of the list with which the API answers a request that it
// refuses. As JSON it has the vendor's keys.
type Error struct {
	// Type is "validation" (status 400), "permission" (403), "notexist" (404) or
	// "concurrency" (503, try again).
	Type string `json:"error_type"`
	// Message is a sentence.
	Message string `json:"error_message"`
	// Point is the name of the field at fault; nil if it is none.
	Point *string `json:"error_point"`
}

// Errors returns an entry of type "validation" for each problem of an error of
// this package. The messages begin with the JSON pointer of the problem.
func Errors(err error) []Error {
	var refused *longcase.DocumentError
	if !errors.As(err, &refused) {
		return []Error{{Type: "validation", Message: err.Error()}}
	}
	var list []Error
	for _, p := range refused.Problems {
		message := p.Message
		if p.Pointer != "" {
			message = p.Pointer + ": " + message
		}
		list = append(list, Error{"validation", message, pointOf(p.Pointer)})
	}
	return list
}

// pointOf returns the field around a place: "retention_policy" for
// /objects/0/retention_policy/rules/1.
func pointOf(pointer string) *string {
	// The vendor points at whole fields, whose names occur nowhere else in a pointer.
	for token := range strings.SplitSeq(pointer, "/") {
		if fieldOf(token) != nil || token == "backup_policy_uuid" {
			return &token
		}
	}
	return nil
}
