package contracts_test

import (
	"encoding/json"
	"maps"
	"os"
	"strings"
	"testing"
)

// TestLockInstallsEverywhere reads package-lock.json as `npm ci` does: every dependency must have its entry, also the
// ones for other platforms. (`npm install` leaves out what its registry does not hand out at that moment, and then
// `npm ci` refuses the file; such entries are written by hand, with version, os and cpu.) And it must not say where the
// packages come from, since that is each machine's own setting.
func TestLockInstallsEverywhere(t *testing.T) {
	raw, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct {
			Version              string
			Resolved             string
			OptionalDependencies map[string]string
			Dependencies         map[string]string
			DevDependencies      map[string]string
		}
	}
	if err := json.Unmarshal(raw, &lock); err != nil {
		t.Fatal(err)
	}
	if len(lock.Packages) < 10 {
		t.Fatalf("package-lock.json lists %d packages", len(lock.Packages))
	}
	for path, entry := range lock.Packages {
		if entry.Resolved != "" {
			t.Errorf("%s names a registry: install with contracts/.npmrc in place", path)
		}
		if path == "" { // what we ask for ourselves must be pinned
			for name, version := range merged(entry.Dependencies, entry.DevDependencies) {
				if strings.ContainsAny(version, "^~*>< ") {
					t.Errorf("%s is not pinned: %s", name, version)
				}
			}
		}
		for _, wanted := range []map[string]string{entry.Dependencies, entry.OptionalDependencies, entry.DevDependencies} {
			for name := range wanted {
				if lock.Packages["node_modules/"+name].Version == "" {
					t.Errorf("%q wants %s, which package-lock.json does not list: npm ci would refuse", path, name)
				}
			}
		}
	}
}

func merged(a, b map[string]string) map[string]string {
	all := make(map[string]string)
	maps.Copy(all, a)
	maps.Copy(all, b)
	return all
}
