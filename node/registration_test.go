package node

import (
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
)

func TestRegistrationFilesAreDistrusted(t *testing.T) {
	registry := job.Address{1, 2, 3}
	file := func(endpoint string) []byte {
		data, err := registrationFile(endpoint, 7, 84532, registry, true, false)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for _, good := range []string{"https://provider.example", "http://127.0.0.1:4021", "http://localhost:4021", "http://[::1]:4021", "http://192.168.1.5:4021"} {
		if got, err := readRegistration(file(good), 7, 84532, registry); err != nil || got != good {
			t.Errorf("%s: %q, %v", good, got, err)
		}
	}
	for attack, c := range map[string]struct {
		file     []byte
		agent    uint64
		chain    uint64
		registry job.Address
		says     string
	}{
		"a file of another agent":         {file("https://a.example"), 8, 84532, registry, "does not claim agent 8"},
		"a file for another chain":        {file("https://a.example"), 7, 1, registry, "does not claim"},
		"a file for another registry":     {file("https://a.example"), 7, 84532, job.Address{9}, "does not claim"},
		"plain http across the world":     {file("http://a.example"), 7, 84532, registry, "plain http"},
		"plain http to a public address":  {file("http://8.8.8.8:80"), 7, 84532, registry, "plain http"},
		"a name that looks like loopback": {file("http://127.0.0.1.evil.example"), 7, 84532, registry, "plain http"},
		"another protocol":                {file("file:///etc/passwd"), 7, 84532, registry, "no http(s) URL"},
		"no host":                         {file("http://"), 7, 84532, registry, "no http(s) URL"},
		"an endless endpoint":             {file("https://a.example/" + strings.Repeat("x", 300)), 7, 84532, registry, "no http(s) URL"},
		"garbage":                         {[]byte("{"), 7, 84532, registry, "registration file"},
		"an inactive agent":               {[]byte(strings.Replace(string(file("https://a.example")), `"active": true`, `"active": false`, 1)), 7, 84532, registry, "not active"},
	} {
		if got, err := readRegistration(c.file, c.agent, c.chain, c.registry); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %q, %v; want a reason with %q", attack, got, err, c.says)
		}
	}
}

func TestProofOfDomainIsAskedForElsewhere(t *testing.T) {
	for _, c := range []struct{ file, endpoint, want string }{
		{"https://a.example" + RegistrationPath, "https://a.example", ""},
		{"https://a.example" + RegistrationPath, "https://a.example/assay", ""},
		{"https://b.example/me.json", "https://a.example", "https://a.example" + RegistrationPath},
		{"data:application/json;base64,e30=", "https://a.example:444/x", "https://a.example:444" + RegistrationPath},
		{"http://a.example" + RegistrationPath, "https://a.example", "https://a.example" + RegistrationPath},
	} {
		if got := proofURL(c.file, c.endpoint); got != c.want {
			t.Errorf("file %s, endpoint %s: proof at %q, want %q", c.file, c.endpoint, got, c.want)
		}
	}
}
