package modeltest

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// RunOnArm64 builds the tests of the calling package for arm64, where the
// compiler fuses multiplications with additions, and runs the named ones under
// qemu's user emulation. Without qemu it skips the test, or fails it if
// ASSAY_REQUIRE_QEMU is 1.
func RunOnArm64(t *testing.T, tests ...string) {
	t.Helper()
	if runtime.GOARCH == "arm64" {
		t.Skip("this is arm64 already")
	}
	qemu, err := exec.LookPath("qemu-aarch64")
	if err != nil {
		qemu, err = exec.LookPath("qemu-aarch64-static")
	}
	if err != nil {
		const hint = "qemu-aarch64 is not installed: apt-get install qemu-user"
		if os.Getenv("ASSAY_REQUIRE_QEMU") == "1" {
			t.Fatal(hint)
		}
		t.Skip(hint)
	}
	bin := filepath.Join(t.TempDir(), "arm64.test")
	build := exec.Command("go", "test", "-c", "-o", bin, ".")
	build.Env = append(os.Environ(), "GOARCH=arm64", "GOOS=linux", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build for arm64: %v\n%s", err, out)
	}
	run := exec.Command(qemu, bin, "-test.v", "-test.run", "^("+strings.Join(tests, "|")+")$")
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("under qemu: %v\n%s", err, out)
	}
	for _, name := range tests {
		if !regexp.MustCompile(`--- PASS: ` + name + ` `).Match(out) {
			t.Errorf("%s did not run under qemu:\n%s", name, out)
		}
	}
}
