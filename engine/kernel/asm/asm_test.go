package asm

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the assembly")

func TestTheAssemblyIsCurrent(t *testing.T) {
	for name, source := range map[string]func() []byte{"linear_amd64.s": Source, "amx_amd64.s": AMX} {
		want, path := source(), "../"+name
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("engine/kernel/%s is not what package asm writes: run make generate", name)
		}
	}
}
