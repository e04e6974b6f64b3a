package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/assay-network/assay/job"
)

// shop is a set of skills for tests of the doors: it adds, refuses, fails, panics and waits.
type shop struct{}

// Tools implements Skills.
func (shop) Tools() []Tool {
	any := json.RawMessage(`{"type":"object"}`)
	var out []Tool
	for _, name := range []string{"echo", "refuse", "fail", "panic", "wait"} {
		out = append(out, Tool{Name: name, Title: name, Says: "for tests", Input: any, Output: any, ReadOnly: name == "echo"})
	}
	return out
}

// Call implements Skills.
func (shop) Call(ctx context.Context, name string, args json.RawMessage) (json.RawMessage, error) {
	switch name {
	case "echo":
		return json.Marshal(map[string]any{"said": args, "nothing": nil})
	case "refuse":
		return nil, job.Faultf(job.FaultPayment, "policy_refused", "the policy does not allow it")
	case "panic":
		panic("the secret is 42")
	case "wait":
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return nil, errors.New("the password of the database is hunter2")
}

// TestMCPOnStreams drives the stdio door with the SDK's own client.
func TestMCPOnStreams(t *testing.T) {
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- ServeMCP(t.Context(), shop{}, inR, outW, SkillOptions{CallTime: 50 * time.Millisecond})
	}()
	c := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "0"}, nil)
	s, err := c.Connect(t.Context(), &mcp.IOTransport{Reader: outR, Writer: inW}, nil)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.ListTools(t.Context(), nil)
	if err != nil || len(list.Tools) != 5 || list.Tools[0].Name != "echo" || !list.Tools[0].Annotations.ReadOnlyHint {
		t.Errorf("%v, %v", list, err)
	}
	for name, want := range map[string]string{
		"echo": `"said":{"a":1}`, "refuse": "policy_refused: the policy does not allow it", "fail": "internal_error", "panic": "internal", "wait": "timeout",
	} {
		r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: name, Arguments: map[string]any{"a": 1}})
		if err != nil || r.IsError != (name != "echo") || len(r.Content) != 1 {
			t.Errorf("%s: %v, %v", name, r, err)
			continue
		}
		text := r.Content[0].(*mcp.TextContent).Text
		if !strings.Contains(text, want) || strings.Contains(text, "hunter2") || strings.Contains(text, "42") {
			t.Errorf("%s said %s", name, text)
		}
	}
	if _, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: "none"}); err == nil {
		t.Error("a tool that is not there was called")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	_ = inW.Close()
	if err := <-done; err != nil {
		t.Errorf("the door ended with %v", err)
	}
}

// submit sends JSON to a door and returns status and body.
func submit(t *testing.T, url string, header map[string]string, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	for k, v := range header { // order-free: headers
		if k == "Host" {
			r.Host = v
		}
		r.Header.Set(k, v)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(bytes.TrimSpace(raw))
}

// TestSkillDoorsLetOnlyTheOwnersProgramsIn: no token, a wrong one, a page of another origin, a name that was rebound, a
// request that is too large.
func TestSkillDoorsLetOnlyTheOwnersProgramsIn(t *testing.T) {
	o := SkillOptions{Token: strings.Repeat("k", 32), Base: "http://127.0.0.1:1"}
	agent, err := NewA2A(shop{}, o)
	if err != nil {
		t.Fatal(err)
	}
	const list = `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}`
	const task = `{"jsonrpc":"2.0","id":1,"method":"SendMessage","params":{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"data":{"skill":"echo","arguments":{"a":[1,null]}}}]}}}`
	for _, door := range []struct {
		name    string
		handler http.Handler
		body    string
		want    string
	}{{"mcp", NewMCP(shop{}, o), list, `"echo"`}, {"a2a", agent.Tasks, task, "TASK_STATE_COMPLETED"}} {
		server := httptest.NewServer(door.handler)
		defer server.Close()
		key := "Bearer " + o.Token
		for _, c := range []struct {
			attack string
			header map[string]string
			body   string
			status int
		}{
			{"none", map[string]string{"Authorization": key}, door.body, 200},
			{"no token", nil, door.body, 401},
			{"wrong token", map[string]string{"Authorization": key + "k"}, door.body, 401},
			{"page of another origin", map[string]string{"Authorization": key, "Origin": "https://evil.example"}, door.body, 403},
			{"name that was rebound", map[string]string{"Authorization": key, "Host": "evil.example"}, door.body, 403},
		} {
			status, body := submit(t, server.URL, c.header, c.body)
			if status != c.status || status == 200 && !strings.Contains(body, door.want) {
				t.Errorf("%s, %s: %d: %s", door.name, c.attack, status, body)
			}
		}
		big := strings.Replace(door.body, `"jsonrpc"`, `"x":"`+strings.Repeat("a", maxToolCall)+`","jsonrpc"`, 1)
		if status, body := submit(t, server.URL, map[string]string{"Authorization": key}, big); status == 200 && strings.Contains(body, door.want) {
			t.Errorf("%s takes %d bytes", door.name, len(big))
		}
	}
	locked := httptest.NewServer(NewMCP(shop{}, SkillOptions{}))
	defer locked.Close()
	if status, _ := submit(t, locked.URL, map[string]string{"Authorization": "Bearer "}, list); status != 401 {
		t.Errorf("without a token of its own the door answers %d", status)
	}
	cards := httptest.NewServer(agent.Card)
	defer cards.Close()
	resp, err := http.Get(cards.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var card struct {
		Skills              []struct{ ID string }
		SupportedInterfaces []struct{ URL, ProtocolBinding, ProtocolVersion string }
	}
	if err := json.NewDecoder(resp.Body).Decode(&card); err != nil || len(card.Skills) != 5 || len(card.SupportedInterfaces) != 1 || card.SupportedInterfaces[0].URL != o.Base+A2APath {
		t.Errorf("the card is %+v, %v", card, err)
	}
}

// TestTasksAreForgotten: tasks beyond two generations are dropped, so that a program cannot fill the node's memory.
func TestTasksAreForgotten(t *testing.T) {
	agent, err := NewA2A(shop{}, SkillOptions{Token: strings.Repeat("k", 32)})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(agent.Tasks)
	defer server.Close()
	key := map[string]string{"Authorization": "Bearer " + strings.Repeat("k", 32)}
	id := func() string {
		_, body := submit(t, server.URL, key, `{"jsonrpc":"2.0","id":1,"method":"SendMessage","params":{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"data":{"skill":"echo"}}]}}}`)
		var r struct {
			Result struct{ Task struct{ ID string } }
		}
		if err := json.Unmarshal([]byte(body), &r); err != nil || r.Result.Task.ID == "" {
			t.Fatalf("%v: %s", err, body)
		}
		return r.Result.Task.ID
	}
	known := func(id string) bool {
		_, body := submit(t, server.URL, key, `{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"`+id+`"}}`)
		return strings.Contains(body, "TASK_STATE_COMPLETED")
	}
	first := id()
	var last string
	for range 2 * shelved {
		last = id()
	}
	if known(first) || !known(last) {
		t.Errorf("the first is known: %t, the last: %t", known(first), known(last))
	}
}
