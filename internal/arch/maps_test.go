package arch

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
)

// exports asks the go command for the compiled export data of the given packages and all they import: import path to
// file. It compiles what is not in the build cache yet.
func exports(root string, packages []string) (map[string]string, error) {
	args := []string{"list", "-e", "-export", "-deps", "-json=ImportPath,Export"}
	for _, p := range packages {
		args = append(args, module+"/"+p)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	files := map[string]string{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct{ ImportPath, Export string }
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return files, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		files[p.ImportPath] = p.Export
	}
}

// checkMaps type-checks one package and finds every range over a map whose order could reach a result. A loop passes when
// something is sorted after it in the same function, or when "// order-free: reason" stands beside it.
func checkMaps(fset *token.FileSet, pkg string, sources []*source, exported map[string]string) (bad []string, err error) {
	var files []*ast.File
	for _, s := range sources {
		files = append(files, s.file)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	conf := types.Config{Importer: importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		if exported[path] == "" {
			return nil, fmt.Errorf("no export data for %s: does it compile?", path)
		}
		return os.Open(exported[path])
	})}
	if _, err := conf.Check(pkg, fset, files, info); err != nil {
		return nil, fmt.Errorf("type-check %s: %w", pkg, err)
	}
	for _, s := range sources {
		for _, decl := range s.file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil {
				bad = append(bad, mapsIn(s, fn.Body, info)...)
			}
		}
	}
	return bad, nil
}

func mapsIn(s *source, body *ast.BlockStmt, info *types.Info) (bad []string) {
	imports := s.imports()
	var lastSort token.Pos
	sorted := map[ast.Node]bool{} // arguments of slices.Sorted and its kin
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		path, name := qualified(imports, call.Fun)
		if path == "sort" || path == "slices" && strings.HasPrefix(name, "Sort") {
			lastSort = max(lastSort, call.Pos())
			for _, arg := range call.Args {
				sorted[arg] = true
			}
		}
		return true
	})
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if t := info.TypeOf(n.X); t != nil {
				if _, isMap := t.Underlying().(*types.Map); isMap && lastSort < n.End() && !s.marked(n.Pos(), "order-free") {
					bad = append(bad, fmt.Sprintf("%s: ranges over a map: sort the keys, or write \"// order-free: reason\" beside it", s.at(n.Pos())))
				}
			}
		case *ast.CallExpr:
			path, name := qualified(imports, n.Fun)
			if path == "maps" && (name == "Keys" || name == "Values" || name == "All") && !sorted[n] && !s.marked(n.Pos(), "order-free") {
				bad = append(bad, fmt.Sprintf("%s: maps.%s in random order: put it through slices.Sorted", s.at(n.Pos()), name))
			}
		}
		return true
	})
	return bad
}
