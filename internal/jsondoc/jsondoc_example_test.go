package jsondoc_test

import (
	"fmt"
	"log"

	"github.com/longcase/longcase/internal/jsondoc"
)

func Example() {
	document, err := jsondoc.Parse([]byte(`{"rules": [{"period": "days", "quantity": 7.0}]}`))
	if err != nil {
		log.Fatal(err)
	}
	for rule := range document.Root().Get("rules").Elements() {
		quantity := rule.Get("quantity")
		fmt.Println(quantity.Pointer(), quantity.Kind(), quantity.Raw())
	}
	// Output:
	// /rules/0/quantity a number 7.0
}
