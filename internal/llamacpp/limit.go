package llamacpp

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// limited makes a directory like dir, for server.mjs to run in, whose llama.cpp has only the build for one kind of processor
// (the name that the npm package gives it: haswell for AVX2, icelake for AVX-512), so that it uses no newer instructions. The caller
// removes it.
func limited(dir, build string) (string, error) {
	const prefix = "libggml-cpu-"
	out, err := os.MkdirTemp("", "llamacpp-"+build+"-")
	if err != nil {
		return "", fmt.Errorf("limit llama.cpp to %s: %w", build, err)
	}
	found := false
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		to := filepath.Join(out, rel)
		switch name := d.Name(); {
		case d.IsDir():
			return os.MkdirAll(to, 0o755)
		case strings.HasPrefix(name, prefix) && name != prefix+build+".so":
			return nil
		case strings.HasPrefix(name, prefix):
			found = true
		case d.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(path)
			if err != nil {
				return err
			}
			return os.Symlink(target, to)
		}
		if os.Link(path, to) == nil {
			return nil
		}
		whole, err := os.ReadFile(path) // another file system
		if err != nil {
			return err
		}
		return os.WriteFile(to, whole, 0o644)
	})
	if err == nil && !found {
		err = fmt.Errorf("the package has no build of that name")
	}
	if err != nil {
		_ = os.RemoveAll(out) // the first error says more
		return "", fmt.Errorf("limit llama.cpp to %s: %w", build, err)
	}
	return out, nil
}
