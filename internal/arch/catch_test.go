package arch

import (
	"go/token"
	"slices"
	"strings"
	"testing"
)

// TestRulesCatch shows each rule something that it must refuse, and something like it that it must let through.
func TestRulesCatch(t *testing.T) {
	rules := map[string]func(*source) []string{
		"clock":      func(s *source) []string { return checkClock(s, pure) },
		"node clock": func(s *source) []string { return checkClock(s, shell) },
		"random":     checkRandom,
		"floats":     checkFloats,
		"no threads": func(s *source) []string { return checkThreads(s, false) },
		"threads":    func(s *source) []string { return checkThreads(s, true) },
		"panic":      func(s *source) []string { return checkPanic(s, pure) },
		"cmd exit":   func(s *source) []string { return checkPanic(s, wiring) },
		"names":      checkNames,
		"structs":    checkStructs,
		"docs":       checkDocs,
	}
	for _, c := range []struct {
		rule, code string
		caught     bool
	}{
		{"clock", `import "time"; var t = time.Now()`, true},
		{"clock", `import clock "time"; var t = clock.Since(x)`, true},
		{"clock", `import "time"; func f() { time.Sleep(1) }`, true},
		{"clock", `import "time"; const d = 3 * time.Second`, false},
		{"node clock", `import "time"; var t = time.Now()`, true},
		{"node clock", `import "time"; var t = time.NewTimer(1)`, false},
		{"random", `import "math/rand"; var n = rand.Intn(3)`, true},
		{"random", `import "math/rand/v2"; var n = rand.N(3)`, true},
		{"random", `import "math/rand/v2"; var n = rand.New(rand.NewPCG(1, 2)).IntN(3)`, false},
		{"floats", `var x float64`, true},
		{"floats", `var x = 1.5`, true},
		{"floats", `var x = 1e3`, true},
		{"floats", `import "math"; var x = math.Pi`, true},
		{"floats", `import "math/big"; var x big.Float`, true},
		{"floats", `import "strconv"; var x, _ = strconv.ParseFloat("1", 64)`, true},
		{"floats", `import "math"; var x uint64 = math.MaxUint64`, false},
		{"floats", `import "math/big"; var x big.Int`, false},
		{"no threads", `func f() { go f() }`, true},
		{"no threads", `func f() { func() { go f() }() }`, true},
		{"no threads", `import "sync"; func f() { var g sync.WaitGroup; g.Go(f); g.Wait() }`, true},
		{"no threads", `func f() { f() }`, false},
		{"threads", `func f() { go f() }`, true},
		{"threads", `import "sync"; func f() { var g sync.WaitGroup; go f(); g.Wait() }`, false},
		{"panic", `func f() { panic("x") }`, true},
		{"panic", "func f() {\n\t// unreachable: no\n\tpanic(1)\n}", true},
		{"panic", "func f() {\n\t// unreachable: the caller has checked the length\n\tpanic(1)\n}", false},
		{"panic", "func f() {\n\tpanic(1) // unreachable: the caller has checked the length\n}", false},
		{"panic", `import "net/http"; func f() { panic(http.ErrAbortHandler) }`, false},
		{"panic", `import "log"; func f() { log.Fatalf("x") }`, true},
		{"panic", `import "os"; func f() { os.Exit(1) }`, true},
		{"cmd exit", `import "os"; func f() { os.Exit(1) }`, false},
		{"names", `func init() {}`, true},
		{"names", "func (t T) GetItem() {}", true},
		{"names", "// foreign: the library's interface has that name\nfunc (t T) GetItem() {}", false},
		{"names", `func GetPrice() int { return 1 }`, true},
		{"names", `func (x T) GetPrice() int { return 1 }`, true},
		{"names", `func Gettysburg() {}`, false},
		{"structs", `type T struct { a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q int }`, true},
		{"structs", `type T struct { a, b, c int }`, false},
		{"docs", `func F() {}`, true},
		{"docs", `type T struct{}`, true},
		{"docs", `const C = 1`, true},
		{"docs", "// T is.\ntype T struct{}\nfunc (t *T) M() {}", true},
		{"docs", "// T is.\ntype T struct{}\nfunc (t *T) String() string { return \"\" }", false},
		{"docs", `type t struct{}; func (t *t) M() {}; func f() {}`, false},
		{"docs", "// The kinds.\nconst (\nA = 1\nB = 2\n)", false},
	} {
		s, err := parse(token.NewFileSet(), "p/p.go", []byte("package p\n"+c.code+"\n"))
		if err != nil {
			t.Fatal(c.code, err)
		}
		if bad := rules[c.rule](s); (len(bad) > 0) != c.caught {
			t.Errorf("%s: %s: caught %v, want %v: %q", c.rule, c.code, len(bad) > 0, c.caught, bad)
		}
	}
	for _, name := range []string{"util", "types", "two_words"} {
		s, err := parse(token.NewFileSet(), "p/p.go", []byte("package "+name+"\n"))
		if err != nil || len(checkNames(s)) == 0 {
			t.Errorf("package %s is let through (%v)", name, err)
		}
	}
}

func TestImportsCatch(t *testing.T) {
	for _, c := range []struct {
		pkg, path string
		caught    bool
	}{
		{"job", module + "/trace", true},
		{"job", "github.com/ethereum/go-ethereum/crypto", false},
		{"job", "github.com/ethereum/go-ethereum/core/types", true},
		{"job", "os", true},
		{"settle", "crypto/rand", true},
		{"exact", module + "/engine/model", true},
		{"engine", module + "/trace", false},
		{"engine", module + "/dispute", true},
		{"engine/model", module + "/trace", false},
		{"engine/token", "github.com/nikolalohinski/gonja/v2/exec", false},
		{"engine", "github.com/nikolalohinski/gonja/v2/exec", true},
		{"verify", module + "/engine/model", false},
		{"verify", module + "/chain", true},
		{"node", module + "/chain", true},
		{"node", module + "/store", true},
		{"node", module + "/engine/token", false},
		{"node", "net/http", true},
		{"node", "net/url", false},
		{"wire", module + "/node", true},
		{"wire", module + "/store", true},
		{"wire", "net/http", false},
		{"store", module + "/chain", true},
		{"store", "database/sql", false},
		{"chain", "database/sql", true},
		{"chain", module + "/contracts/bind", false},
		{"chain", module + "/node", true},
		{"chain", "github.com/ethereum/go-ethereum/eth", false},
		{"chain", "github.com/ethereum/go-ethereum/cmd/utils", true},
		{"cmd/assay", "github.com/ethereum/go-ethereum/ethclient", true},
		{"cmd/assay", module + "/contracts/bind", true},
		{"cmd/assay", module + "/node", false},
		{"cmd/assay", "github.com/spf13/cobra", false},
		{"cmd/assay", "C", true},
		{"job", "testing", true},
		{"internal/testkit", "testing", false},
		{"verify", module + "/engine/modeltest", true},
		{"drawer", "fmt", true},
		{"train/corpus", module + "/train/vocab", false},
		{"trainer", "fmt", true},
	} {
		if bad := checkImport(c.pkg, c.path); (bad != "") != c.caught {
			t.Errorf("%s importing %s: caught %v, want %v: %s", c.pkg, c.path, bad != "", c.caught, bad)
		}
	}
}

func TestMapOrderCatches(t *testing.T) {
	root := openRepo(t).root
	exported, err := exports(root, []string{"job"}) // brings fmt, slices and maps along
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code   string
		caught bool
	}{
		{`func f(m map[string]int) { for range m { } }`, true},
		{`type M map[string]int; func f(m M) { for k := range m { _ = k } }`, true},
		{`import "slices"; func f(m map[string]int) (ks []string) { for k := range m { ks = append(ks, k) }; slices.Sort(ks); return ks }`, false},
		{`import "slices"; func f(m map[string]int, ks []string) { slices.Sort(ks); for k := range m { ks = append(ks, k) } }`, true},
		{"func f(m map[string]int) (n int) {\n\tfor _, v := range m { // order-free: a sum of integers\n\t\tn += v\n\t}\n\treturn n\n}", false},
		{`func f(m []int) { for range m { } }`, false},
		{`import "maps"; func f(m map[string]int) { for range maps.Keys(m) { } }`, true},
		{`import ("maps"; "slices"); func f(m map[string]int) { for range slices.Sorted(maps.Keys(m)) { } }`, false},
	} {
		fset := token.NewFileSet()
		s, err := parse(fset, "p/p.go", []byte("package p\n"+c.code+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		bad, err := checkMaps(fset, "p", []*source{s}, exported)
		if err != nil || (len(bad) > 0) != c.caught {
			t.Errorf("%s: caught %v, want %v: %q, %v", c.code, len(bad) > 0, c.caught, bad, err)
		}
	}
}

func TestPlacesAndLinksCatch(t *testing.T) {
	hosts := registryHosts("https://user:secret@mirror.example:8080/go,https://proxy.golang.org,direct")
	if !slices.Equal(hosts, []string{"mirror.example"}) {
		t.Fatal(hosts)
	}
	for line, caught := range map[string]bool{
		"see " + machinePaths[0] + "x":             true,
		"`" + machinePaths[1] + "go`":              true,
		"cp ../" + machinePaths[4][3:] + "/models": true,
		"https://example.org" + machinePaths[2]:    false,
		"fetched from mirror.example":              true,
		"fetched from proxy.golang.org":            false,
		"the frame" + machinePaths[0] + "it":       false,
	} {
		if bad := checkPlaces("a.md", line, hosts); (len(bad) > 0) != caught {
			t.Errorf("%q: %q", line, bad)
		}
	}
	if len(checkPlaces("x/package-lock.json", `      "resolved": "https://r.example/a.tgz",`, nil)) != 1 {
		t.Error("a lock file that names a registry is let through")
	}

	files := map[string]string{
		"docs/a.md": "# A title, with `code`\n## Twice\n## Twice\n",
		"README.md": "[ok](docs/a.md) [ok](docs/a.md#a-title-with-code) [ok](docs/a.md#twice-1) [ok](#here) [ok](https://x.example/y)\n# Here\n" +
			"[gone](docs/b.md) [no heading](docs/a.md#nope) [absolute](/docs/a.md) `[code](x.md)`\n```\n[code](y.md)\n```\n[ref]: z.md\n",
	}
	exists := func(name string) bool { _, ok := files[name]; return ok }
	bad := checkLinks("README.md", exists, func(name string) string { return files[name] })
	if len(bad) != 4 {
		t.Errorf("%d broken links found, want 4:\n%s", len(bad), strings.Join(bad, "\n"))
	}
}

func TestBuildConstraints(t *testing.T) {
	text := []byte("//go:build !never\n\npackage p\n")
	s, err := parse(token.NewFileSet(), "p/p.go", text)
	if err != nil || !s.builds() {
		t.Fatal("a file of this build is left out", err)
	}
	s, err = parse(token.NewFileSet(), "p/p.go", []byte("//go:build never\n\npackage p\n"))
	if err != nil || s.builds() {
		t.Fatal("a file of another build is taken in", err)
	}
}
