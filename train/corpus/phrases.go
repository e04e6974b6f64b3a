package corpus

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// phraseFiles are further sentences of the training grammar: each file is how one kind of person talks. A line "# pay" begins
// patterns that ask for that skill, "# pay lists" patterns with several calls of it, "# none" what no skill serves, "# joins" ways
// to put several requests into one message. Other lines are patterns, one each.
//
//go:embed phrases/*.txt
var phraseFiles embed.FS

// spoken are the patterns of phraseFiles, by the heading they stand under.
var spoken = mustReadPhrases(phraseFiles)

func mustReadPhrases(files fs.FS) map[string][]string {
	out, err := readPhrases(files)
	if err != nil {
		panic(err) // unreachable: the files are part of the program, and a test reads them
	}
	return out
}

// readPhrases reads the files in the order of their names, and leaves out what an earlier one has.
func readPhrases(files fs.FS) (map[string][]string, error) {
	names, err := fs.Glob(files, "phrases/*.txt")
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	seen := map[string]bool{}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		heading := ""
		for n, line := range strings.Split(string(raw), "\n") {
			line = strings.TrimSpace(line)
			if title, is := strings.CutPrefix(line, "# "); is {
				if heading = title; !isHeading(heading) {
					return nil, fmt.Errorf("%s, line %d: no skill or list is called %q", name, n+1, heading)
				}
				continue
			}
			if line == "" || seen[heading+"\n"+line] {
				continue
			}
			if heading == "" {
				return nil, fmt.Errorf("%s, line %d: a pattern before any heading", name, n+1)
			}
			seen[heading+"\n"+line] = true
			out[heading] = append(out[heading], line)
		}
	}
	return out, nil
}

func isHeading(s string) bool {
	if s == "none" || s == "joins" {
		return true
	}
	return slices.ContainsFunc(taught, func(l lesson) bool { return s == l.Name || s == l.Name+" lists" })
}
