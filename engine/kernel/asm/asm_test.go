package asm

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the assembly")

func TestTheAssemblyIsCurrent(t *testing.T) {
	const name = "../linear_amd64.s"
	want := Source()
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("engine/kernel/linear_amd64.s is not what package asm writes: run make generate")
	}
}
