package arch

import (
	"fmt"
	"net/url"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// machinePaths are places of one machine, which mean nothing on another. They are put together here so that this file
// passes its own rule.
var machinePaths = []string{"/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "../sha" + "red"}

// registryHosts are where packages come from on the machine at hand; the public names of the registries are left out,
// since a document may well speak of them.
func registryHosts(goproxy string) (hosts []string) {
	for _, entry := range strings.FieldsFunc(goproxy, func(r rune) bool { return r == ',' || r == '|' }) {
		if u, err := url.Parse(entry); err == nil && u.Hostname() != "" && u.Hostname() != "proxy.golang.org" {
			hosts = append(hosts, u.Hostname())
		}
	}
	return hosts
}

func goProxy() string {
	out, err := exec.Command("go", "env", "GOPROXY").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// checkPlaces: a file that names one machine's paths or hosts works on that machine only.
func checkPlaces(name, text string, hosts []string) (bad []string) {
	for i, line := range strings.Split(text, "\n") {
		for _, place := range append(slices.Clone(machinePaths), hosts...) {
			at := strings.Index(line, place)
			// The middle of a longer path or address, such as example.org/home/x, is no machine path.
			if at < 0 || place[0] == '/' && at > 0 && isWord(rune(line[at-1])) {
				continue
			}
			bad = append(bad, fmt.Sprintf("%s:%d: names %s, a place on one machine", name, i+1, place))
		}
		if path.Base(name) == "package-lock.json" && strings.Contains(line, `"resolved":`) {
			bad = append(bad, fmt.Sprintf("%s:%d: names a registry: set omit-lockfile-registry-resolved=true in .npmrc", name, i+1))
		}
	}
	return bad
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-~}*)", r)
}

var (
	inlineLink    = regexp.MustCompile(`\]\(([^()\s]+)(?:\s+"[^"]*")?\)`)
	referenceLink = regexp.MustCompile(`(?m)^\[[^\]]+\]:\s+(\S+)`)
	codeBlock     = regexp.MustCompile("(?ms)^ {0,3}```.*?^ {0,3}```")
	codeSpan      = regexp.MustCompile("`[^`\n]*`")
	heading       = regexp.MustCompile(`(?m)^#{1,6}\s+(.+?)\s*#*\s*$`)
)

// checkLinks: a relative link in a document leads to a file, and to a heading, that exists.
func checkLinks(name string, exists func(string) bool, read func(string) string) (bad []string) {
	text := codeSpan.ReplaceAllString(codeBlock.ReplaceAllString(read(name), ""), "")
	for _, m := range append(inlineLink.FindAllStringSubmatch(text, -1), referenceLink.FindAllStringSubmatch(text, -1)...) {
		target, fragment, _ := strings.Cut(m[1], "#")
		if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
			continue
		}
		file := name
		if target != "" {
			if strings.HasPrefix(target, "/") {
				bad = append(bad, fmt.Sprintf("%s: link %s: write it relative to the document", name, m[1]))
				continue
			}
			file = path.Join(path.Dir(name), target)
		}
		switch {
		case !exists(file):
			bad = append(bad, fmt.Sprintf("%s: link %s leads nowhere", name, m[1]))
		case fragment != "" && strings.HasSuffix(file, ".md") && !slices.Contains(anchors(read(file)), fragment):
			bad = append(bad, fmt.Sprintf("%s: link %s: no such heading", name, m[1]))
		}
	}
	return bad
}

// anchors returns the fragment of each heading, as code hosts make them.
func anchors(text string) (out []string) {
	seen := map[string]int{}
	for _, m := range heading.FindAllStringSubmatch(codeBlock.ReplaceAllString(text, ""), -1) {
		var b strings.Builder
		for _, r := range strings.ToLower(m[1]) {
			switch {
			case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
				b.WriteRune(r)
			case r == ' ':
				b.WriteRune('-')
			}
		}
		slug := b.String()
		if n := seen[slug]; n > 0 {
			out = append(out, fmt.Sprintf("%s-%d", slug, n))
		} else {
			out = append(out, slug)
		}
		seen[slug]++
	}
	return out
}
