package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
)

// imports maps the name by which a file knows an import to its path.
func (s *source) imports() map[string]string {
	names := map[string]string{}
	for _, spec := range s.file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser has seen to it
		}
		name := path[strings.LastIndex(path, "/")+1:]
		if versioned := regexp.MustCompile(`^v[0-9]+$`); versioned.MatchString(name) && strings.Contains(path, "/") {
			rest := strings.TrimSuffix(path, "/"+name)
			name = rest[strings.LastIndex(rest, "/")+1:]
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = path
	}
	return names
}

// qualified returns the import path and name that e selects, such as "time" and "Now".
func qualified(imports map[string]string, e ast.Node) (path, name string) {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return "", ""
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok || imports[id.Name] == "" {
		return "", ""
	}
	return imports[id.Name], sel.Sel.Name
}

var clockNames = map[string]bool{"Now": true, "Since": true, "Until": true}

var timerNames = map[string]bool{"Sleep": true, "After": true, "AfterFunc": true, "Tick": true, "NewTimer": true, "NewTicker": true}

// checkClock: time is an argument in pure code and a port in the shell, so that tests and judges can replay it.
func checkClock(s *source, k kind) (bad []string) {
	imports := s.imports()
	ast.Inspect(s.file, func(n ast.Node) bool {
		path, name := qualified(imports, n)
		if path == "time" && (clockNames[name] && (k == pure || k == shell) || timerNames[name] && k == pure) {
			bad = append(bad, fmt.Sprintf("%s: time.%s: take the time as an argument (or from the clock port)", s.at(n.Pos()), name))
		}
		return true
	})
	return bad
}

var randomConstructors = regexp.MustCompile(`^(New.*|Rand|Source|Source64|PCG|ChaCha8|Zipf)$`)

// checkRandom: a run that cannot be repeated cannot be checked.
func checkRandom(s *source) (bad []string) {
	imports := s.imports()
	ast.Inspect(s.file, func(n ast.Node) bool {
		path, name := qualified(imports, n)
		if (path == "math/rand" || path == "math/rand/v2") && !randomConstructors.MatchString(name) {
			bad = append(bad, fmt.Sprintf("%s: rand.%s draws from the global generator: seed one of your own", s.at(n.Pos()), name))
		}
		return true
	})
	return bad
}

var integerMath = regexp.MustCompile(`^(Max|Min)(Int|Uint)[0-9]*$`)

// checkFloats: two machines may round differently, or fuse what they multiply and add.
func checkFloats(s *source) (bad []string) {
	imports := s.imports()
	say := func(pos token.Pos, what string) {
		bad = append(bad, fmt.Sprintf("%s: %s: what people must agree on is computed in integers", s.at(pos), what))
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			switch n.Name {
			case "float32", "float64", "complex64", "complex128":
				say(n.Pos(), n.Name)
			}
		case *ast.BasicLit:
			if n.Kind == token.FLOAT || n.Kind == token.IMAG {
				say(n.Pos(), "the number "+n.Value)
			}
		case *ast.SelectorExpr:
			path, name := qualified(imports, n)
			if path == "math" && !integerMath.MatchString(name) ||
				path == "math/big" && strings.Contains(name, "Float") ||
				path == "strconv" && strings.Contains(name, "Float") {
				say(n.Pos(), path+"."+name)
			}
		}
		return true
	})
	return bad
}

// checkThreads: a goroutine that outlives its call makes results depend on the scheduler. Where they are allowed, the
// function that starts them must wait for them.
func checkThreads(s *source, allowed bool) (bad []string) {
	for _, decl := range s.file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		waits := false
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Wait" {
					waits = true
				}
			}
			return true
		})
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			if !startsThread(n) {
				return true
			}
			switch {
			case !allowed:
				bad = append(bad, fmt.Sprintf("%s: starts a goroutine: pure code runs in its caller's", s.at(n.Pos())))
			case !waits && !s.marked(n.Pos(), "joined"):
				bad = append(bad, fmt.Sprintf("%s: starts a goroutine, and %s never calls Wait: it may outlive the call; if another function waits, write \"// joined: which\" beside it", s.at(n.Pos()), fn.Name.Name))
			}
			return true
		})
	}
	return bad
}

// startsThread recognises the go statement and sync.WaitGroup.Go and errgroup.Group.Go.
func startsThread(n ast.Node) bool {
	if _, ok := n.(*ast.GoStmt); ok {
		return true
	}
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Go" && len(call.Args) == 1
}

// checkPanic: bad input is an error, and only the wiring ends the process.
func checkPanic(s *source, k kind) (bad []string) {
	imports := s.imports()
	ast.Inspect(s.file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "panic" && !abortsHandler(imports, call) && !s.marked(call.Pos(), "unreachable") {
			bad = append(bad, fmt.Sprintf("%s: panic: return an error, or write \"// unreachable: reason\" beside it", s.at(call.Pos())))
		}
		path, name := qualified(imports, call.Fun)
		exits := path == "os" && name == "Exit" || path == "log" && (strings.HasPrefix(name, "Fatal") || strings.HasPrefix(name, "Panic"))
		if exits && k != wiring {
			bad = append(bad, fmt.Sprintf("%s: %s.%s: return an error, cmd/assay decides when to end", s.at(call.Pos()), path, name))
		}
		return true
	})
	return bad
}

// abortsHandler recognises panic(http.ErrAbortHandler), which is how net/http wants to be told to drop a connection.
func abortsHandler(imports map[string]string, call *ast.CallExpr) bool {
	if len(call.Args) != 1 {
		return false
	}
	path, name := qualified(imports, call.Args[0])
	return path == "net/http" && name == "ErrAbortHandler"
}

var getter = regexp.MustCompile(`^Get[A-Z]`)

// checkNames: no init functions, no getters called Get, no drawers.
func checkNames(s *source) (bad []string) {
	for _, decl := range s.file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if fn.Recv == nil && fn.Name.Name == "init" {
			bad = append(bad, fmt.Sprintf("%s: init: nothing happens by being imported", s.at(fn.Pos())))
		}
		if getter.MatchString(fn.Name.Name) && !s.marked(fn.Pos(), "foreign") {
			bad = append(bad, fmt.Sprintf("%s: %s: say what it returns, without Get, or write \"// foreign: who wants that name\" beside it", s.at(fn.Pos()), fn.Name.Name))
		}
	}
	name := s.file.Name.Name
	switch strings.TrimSuffix(name, "_test") {
	case "util", "utils", "common", "types", "lib", "helpers", "misc":
		bad = append(bad, fmt.Sprintf("%s: package %s is a drawer: name it after what it does", s.name, name))
	}
	if strings.Contains(strings.TrimSuffix(name, "_test"), "_") {
		bad = append(bad, fmt.Sprintf("%s: package name %s has an underscore", s.name, name))
	}
	return bad
}

// maxFields is where a struct becomes a drawer. The largest message on the wire has 15.
const maxFields = 16

// checkStructs: a type with many fields hides a second type.
func checkStructs(s *source) (bad []string) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if st, ok := spec.Type.(*ast.StructType); ok && st.Fields.NumFields() > maxFields && !s.marked(spec.Pos(), "wide") {
			bad = append(bad, fmt.Sprintf("%s: %s has %d fields, at most %d: look for the noun inside, or end its comment with \"// wide: reason\"", s.at(spec.Pos()), spec.Name.Name, st.Fields.NumFields(), maxFields))
		}
		return true
	})
	return bad
}

// saidByInterface are methods whose contract is the interface's.
var saidByInterface = map[string]bool{"String": true, "Error": true, "Len": true, "Less": true, "Swap": true, "Push": true, "Pop": true}

// checkDocs: every exported thing says what it is.
func checkDocs(s *source) (bad []string) {
	say := func(pos token.Pos, name string) {
		bad = append(bad, fmt.Sprintf("%s: exported %s has no comment", s.at(pos), name))
	}
	for _, decl := range s.file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && d.Doc == nil && (d.Recv == nil || receiverExported(d) && !saidByInterface[d.Name.Name]) {
				say(d.Pos(), d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if spec.Name.IsExported() && d.Doc == nil && spec.Doc == nil {
						say(spec.Pos(), spec.Name.Name)
					}
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						if name.IsExported() && d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
							say(name.Pos(), name.Name)
						}
					}
				}
			}
		}
	}
	return bad
}

func receiverExported(d *ast.FuncDecl) bool {
	if len(d.Recv.List) == 0 {
		return false
	}
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return false
		}
	}
}
