package corpus

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"testing"
)

func TestShow(t *testing.T) {
	if os.Getenv("SHOW") == "" {
		return
	}
	g := New(1)
	for i := 0; i < 120; i++ {
		e := g.Next()
		fmt.Println(e.System, "|", e.Turns)
	}
}

var _ = json.Valid
var _ = fnv.New32
