// Package contracts_test runs the compiled contracts in go-ethereum's EVM: digests and prices against package job, gas
// against the reference, and contracts/bind against the sources that it was generated from.
package contracts_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// checksums reads bind/SHA256SUMS: the sha256sum format, paths relative to this folder.
func checksums(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("bind/SHA256SUMS")
	if err != nil {
		t.Fatalf("%v: run contracts/generate.sh", err)
	}
	sums := make(map[string]string)
	for line := range strings.Lines(string(raw)) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !ok || sums[name] != "" {
			t.Fatalf("bind/SHA256SUMS: bad line %q: run contracts/generate.sh", line)
		}
		sums[name] = sum
	}
	return sums
}

// TestBindingsMatchSources needs no compiler: it fails when a source, a compiler setting or a generated file is not the
// one that the last generation saw.
func TestBindingsMatchSources(t *testing.T) {
	sums := checksums(t)
	var present []string
	for _, pattern := range []string{"foundry.toml", "package-lock.json", "src/*.sol", "src/*/*.sol", "bind/*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		present = append(present, found...)
	}
	present = slices.DeleteFunc(present, func(name string) bool { return name == "bind/doc.go" })
	for _, name := range present {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(raw)
		if hex.EncodeToString(sum[:]) != sums[name] {
			t.Errorf("%s is not what contracts/bind was generated from: run contracts/generate.sh and commit contracts/bind", name)
		}
		delete(sums, name)
	}
	for name := range sums {
		t.Errorf("%s is gone since contracts/bind was generated: run contracts/generate.sh and commit contracts/bind", name)
	}
}

// TestRegenerate compiles everything again and compares. It takes the npm packages and half a minute, so it runs where
// ASSAY_REGENERATE is set (contracts/test.sh does the same without Go); TestBindingsMatchSources guards everywhere else.
func TestRegenerate(t *testing.T) {
	if os.Getenv("ASSAY_REGENERATE") == "" {
		t.Skip("set ASSAY_REGENERATE=1 to compile again; checksums are compared in any case")
	}
	if _, err := os.Stat("node_modules/.package-lock.json"); err != nil {
		t.Fatal("the Solidity compiler is not installed: run `npm ci` in contracts/, then again")
	}
	out, err := exec.Command("node", "generate.mjs", "--check").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}
