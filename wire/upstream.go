package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/assay-network/assay/job"
)

// Bounds on what a server behind a provider may send.
const (
	maxUpstreamLine   = 256 << 10 // bytes of one line of its stream
	maxUpstreamList   = 1 << 20   // bytes of its list of models
	maxUpstreamModels = 1000
	// Each byte of text may come in an event of its own, so that much around it.
	upstreamOverhead = 2048
)

// UpstreamOptions bounds an Upstream. The zero value is ready to use.
type UpstreamOptions struct {
	Key        string        // sent as a bearer token; never part of an error
	CheckTime  time.Duration // for listing the models; 0: 5 seconds
	FirstTime  time.Duration // for the first line of an answer, queueing and reading the prompt included; 0: 2 minutes
	IdleTime   time.Duration // for each further line; 0: 30 seconds
	StreamTime time.Duration // for a whole answer, without the time that emit takes; 0: 30 minutes
}

// Upstream speaks to an OpenAI-compatible server (vLLM, llama.cpp's server, Ollama and others) that makes answers for a
// provider. Its operator chose it, so it may be at any address; what it sends is bounded in size, time and count all the
// same, redirects are refused, and what it says of usage is not read. It may be used from many goroutines at once.
//
// Errors are *job.Fault, but for one that emit returned, which comes back as it is. FaultInvalid is the request's fault,
// FaultBusy says that the server takes no more now; any other is the server's failure.
type Upstream struct {
	base   *url.URL
	client *http.Client
	opts   UpstreamOptions
}

// DialUpstream returns an Upstream for the server at endpoint, with or without the /v1 at its end. No connection is made
// until the first call.
func DialUpstream(endpoint string, o UpstreamOptions) (*Upstream, error) {
	u, err := parseEndpoint(endpoint)
	if err != nil {
		return nil, err
	}
	if u.RawQuery != "" {
		return nil, job.Faultf(job.FaultInvalid, "invalid_uri", "upstream %q: want no query", printable(endpoint, 200))
	}
	u.Path = strings.TrimSuffix(strings.TrimSuffix(u.Path, "/"), "/v1")
	for _, d := range []struct {
		v     *time.Duration
		usual time.Duration
	}{{&o.CheckTime, 5 * time.Second}, {&o.FirstTime, 2 * time.Minute}, {&o.IdleTime, 30 * time.Second}, {&o.StreamTime, 30 * time.Minute}} {
		if *d.v <= 0 {
			*d.v = d.usual
		}
	}
	transport := newTransport(true, max(o.FirstTime, o.CheckTime))
	transport.MaxIdleConnsPerHost = 16
	return &Upstream{base: u, client: &http.Client{Transport: transport, CheckRedirect: stayPut}, opts: o}, nil
}

// Name is how the server is called in logs: its host, and nothing secret.
func (u *Upstream) Name() string { return u.base.Host }

// Hangup closes idle connections.
func (u *Upstream) Hangup() { u.client.CloseIdleConnections() }

// Models asks which models the server has now. It is also the look that says whether it is well.
func (u *Upstream) Models(ctx context.Context) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, u.opts.CheckTime)
	defer cancel()
	resp, err := u.send(ctx, http.MethodGet, "/v1/models", nil)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxUpstreamList+1))
	if err != nil {
		return nil, unreachable(u.base, err)
	}
	var list struct {
		Data []struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	if len(raw) > maxUpstreamList || json.Unmarshal(raw, &list) != nil || len(list.Data) > maxUpstreamModels {
		return nil, u.bad("its list of models cannot be read: want OpenAI's GET /v1/models, at most %d models in %d bytes", maxUpstreamModels, maxUpstreamList)
	}
	names := make([]string, len(list.Data))
	for i, m := range list.Data {
		names[i] = printable(m.ID, maxModelName)
	}
	return names, nil
}

// upstreamBody is what a server is asked, in OpenAI's words.
type upstreamBody struct {
	Model            string            `json:"model"`
	Messages         []upstreamMessage `json:"messages,omitempty"`
	Prompt           string            `json:"prompt,omitempty"`
	MaxTokens        uint32            `json:"max_tokens"`
	Temperature      json.Number       `json:"temperature"`
	TopP             json.Number       `json:"top_p"`
	FrequencyPenalty json.Number       `json:"frequency_penalty,omitempty"`
	PresencePenalty  json.Number       `json:"presence_penalty,omitempty"`
	Stop             []string          `json:"stop,omitempty"`
	Seed             uint32            `json:"seed"`
	Stream           bool              `json:"stream"`
}

type upstreamMessage struct {
	Role    string `json:"role"`
	Content string `json:"content"`
	Name    string `json:"name,omitempty"`
}

// thousandthsNumber writes thousandths as a decimal number.
func thousandthsNumber(n int64) json.Number {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return json.Number(fmt.Sprintf("%s%d.%03d", sign, n/1000, n%1000))
}

func upstreamBodyOf(c job.UpstreamCall) (path string, b upstreamBody) {
	s := c.Sampling
	b = upstreamBody{
		Model: c.Model, Prompt: c.Prompt, MaxTokens: c.MaxTokens, Stop: c.Stop, Seed: c.Seed, Stream: true,
		Temperature: thousandthsNumber(int64(s.Temperature)), TopP: thousandthsNumber(int64(s.TopP)),
	}
	if s.Frequency != 0 {
		b.FrequencyPenalty = thousandthsNumber(int64(s.Frequency))
	}
	if s.Presence != 0 {
		b.PresencePenalty = thousandthsNumber(int64(s.Presence))
	}
	path = "/v1/completions"
	for _, m := range c.Messages {
		path = "/v1/chat/completions"
		b.Messages = append(b.Messages, upstreamMessage{m.Role, m.Content, m.Name})
	}
	return path, b
}

// Complete asks for an answer and calls emit with its text, piece by piece, from one goroutine. emit may take its time,
// for instance to be paid: the server waits. Text beyond call.MaxBytes ends the reading; what emit gets is never cut.
func (u *Upstream) Complete(ctx context.Context, call job.UpstreamCall, emit func(text string) error) (job.Finish, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	left, since := u.opts.StreamTime, time.Now()
	whole := time.AfterFunc(left, func() { stop(errStream) })
	defer whole.Stop()
	idle := time.AfterFunc(u.opts.FirstTime, func() { stop(errIdle) })
	defer idle.Stop()
	path, body := upstreamBodyOf(call)
	raw, err := marshal(body)
	if err != nil {
		return 0, fmt.Errorf("write the request: %w", err)
	}
	resp, err := u.send(ctx, http.MethodPost, path, raw)
	if err != nil {
		return 0, u.broke(ctx, err)
	}
	defer resp.Body.Close()
	in := upstreamStream{u: u, chat: len(call.Messages) > 0}
	total := int64(call.MaxBytes)*upstreamOverhead + maxUpstreamLine
	if kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")); kind == "application/json" {
		return in.whole(ctx, resp.Body, total, emit)
	}
	lines := newLineReader(resp.Body, maxUpstreamLine, total)
	text := uint64(0)
	for {
		line, err := lines.next()
		switch {
		case errors.Is(err, io.EOF) && in.finish != 0:
			return in.finish, nil // some servers leave out the end mark
		case err != nil:
			return 0, u.broke(ctx, err)
		}
		piece, done, err := in.event(line)
		if err != nil {
			return 0, err
		}
		if piece != "" {
			idle.Stop()
			whole.Stop()
			left -= time.Since(since)
			text += uint64(len(piece))
			if err := emit(piece); err != nil {
				return 0, err
			}
			since = time.Now()
			whole.Reset(max(left, 0))
			if text > uint64(call.MaxBytes) {
				return job.FinishLength, nil
			}
			idle.Reset(u.opts.IdleTime)
		}
		if done {
			if in.finish == 0 {
				return 0, u.bad("it ended its stream without saying why the answer ends")
			}
			return in.finish, nil
		}
	}
}

// errStream ends an answer whose server took too long.
var errStream = errors.New("the answer took too long")

// upstreamStream reads the events of one answer.
type upstreamStream struct {
	u      *Upstream
	chat   bool
	finish job.Finish
}

// upstreamReply is a piece of an answer, or a whole one.
type upstreamReply struct {
	Choices []struct {
		Delta   *upstreamText `json:"delta"`
		Message *upstreamText `json:"message"`
		Text    string        `json:"text"`
		Finish  *string       `json:"finish_reason"`
	} `json:"choices"`
	Error json.RawMessage `json:"error"`
}

type upstreamText struct {
	Content *string         `json:"content"`
	Calls   json.RawMessage `json:"tool_calls"`
}

// event takes one line of a stream of server-sent events.
func (s *upstreamStream) event(line []byte) (text string, done bool, err error) {
	line = bytes.TrimSuffix(line, []byte("\r"))
	data, ok := bytes.CutPrefix(line, []byte("data:"))
	if !ok {
		if len(line) == 0 || line[0] == ':' || bytes.HasPrefix(line, []byte("event:")) || bytes.HasPrefix(line, []byte("id:")) || bytes.HasPrefix(line, []byte("retry:")) {
			return "", false, nil
		}
		return "", false, s.u.bad("it sent a line that is no server-sent event: %s", s.u.shown(string(line), 100))
	}
	data = bytes.TrimSpace(data)
	if string(data) == "[DONE]" {
		return "", true, nil
	}
	text, err = s.reply(data)
	return text, false, err
}

// reply reads one JSON object.
func (s *upstreamStream) reply(data []byte) (string, error) {
	var r upstreamReply
	if err := json.Unmarshal(data, &r); err != nil {
		return "", s.u.bad("it sent something else than JSON: %s", s.u.shown(string(data), 100))
	}
	if len(r.Error) > 0 && string(r.Error) != "null" {
		return "", s.u.bad("it broke the answer off: %s", s.u.messageOf(data))
	}
	if len(r.Choices) == 0 {
		return "", nil // usage, which nobody here believes
	}
	c := r.Choices[0]
	if len(r.Choices) > 1 {
		return "", s.u.bad("it sent %d answers at once", len(r.Choices))
	}
	text := c.Text
	for _, part := range []*upstreamText{c.Delta, c.Message} {
		if part == nil {
			continue
		}
		if len(part.Calls) > 0 && string(part.Calls) != "null" && string(part.Calls) != "[]" {
			return "", s.u.bad("it called a tool, and none was offered")
		}
		if part.Content != nil {
			text += *part.Content
		}
	}
	if s.finish != 0 && text != "" {
		return "", s.u.bad("it went on after the end of its answer")
	}
	if c.Finish == nil || *c.Finish == "" {
		return text, nil
	}
	switch *c.Finish {
	case "stop", "eos", "content_filter":
		s.finish = job.FinishStop
	case "length":
		s.finish = job.FinishLength
	default:
		return "", s.u.bad("it ended the answer for a reason that is not known here: %s", s.u.shown(*c.Finish, 40))
	}
	return text, nil
}

// whole takes an answer in one piece, from a server that does not stream.
func (s *upstreamStream) whole(ctx context.Context, body io.Reader, most int64, emit func(string) error) (job.Finish, error) {
	raw, err := io.ReadAll(io.LimitReader(body, min(most, MaxBody)+1))
	if err != nil {
		return 0, s.u.broke(ctx, err)
	}
	if int64(len(raw)) > min(most, MaxBody) {
		return 0, s.u.bad("its answer is longer than it may be")
	}
	text, err := s.reply(raw)
	if err != nil {
		return 0, err
	}
	if s.finish == 0 {
		return 0, s.u.bad("it does not say why the answer ends")
	}
	if text != "" {
		err = emit(text)
	}
	return s.finish, err
}

// send makes a request and returns the answer when its status is 200; the caller closes its body.
func (u *Upstream) send(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(u.base.String(), "/")+path, bytes.NewReader(body))
	if err != nil {
		return nil, job.Faultf(job.FaultInvalid, "invalid_uri", "make the request: %w", err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if u.opts.Key != "" {
		req.Header.Set("Authorization", "Bearer "+u.opts.Key)
	}
	resp, err := u.client.Do(req)
	if err != nil {
		return nil, unreachable(u.base, err)
	}
	if resp.StatusCode == http.StatusOK {
		return resp, nil
	}
	defer resp.Body.Close()
	raw, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody)) // what did arrive is all there is to say
	said := u.messageOf(raw)
	switch code := resp.StatusCode; {
	case code >= 300 && code < 400:
		return nil, redirected(u.base)
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		return nil, job.Faultf(job.FaultBusy, "upstream_busy", "the server behind this provider takes no more now (status %d)", code)
	case code == http.StatusBadRequest || code == http.StatusRequestEntityTooLarge || code == http.StatusUnprocessableEntity:
		return nil, job.Faultf(job.FaultInvalid, "upstream_refused", "the server behind this provider refuses the request: %s", said)
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return nil, u.bad("it refuses the provider's key (status %d): put the right one into upstream.key_file", code)
	default:
		return nil, u.bad("it answers with status %d: %s", code, said)
	}
}

// messageOf is what an error body says, in a form that can be shown.
func (u *Upstream) messageOf(raw []byte) string {
	var body struct {
		Error json.RawMessage `json:"error"`
	}
	var inner struct {
		Message string `json:"message"`
	}
	text := string(raw)
	if json.Unmarshal(raw, &body) == nil && len(body.Error) > 0 {
		if text = string(body.Error); json.Unmarshal(body.Error, &inner) == nil && inner.Message != "" {
			text = inner.Message
		}
	}
	if text == "" {
		text = "no reason given"
	}
	return u.shown(text, 200)
}

// shown is what a server says in a form that can be shown. Some repeat the key: it is taken out before anything is cut,
// or a cut would leave its beginning.
func (u *Upstream) shown(text string, limit int) string {
	if u.opts.Key != "" {
		text = strings.ReplaceAll(text, u.opts.Key, "(the key)")
	}
	return printable(text, limit)
}

// bad is the fault of a server that does not do its work.
func (u *Upstream) bad(format string, args ...any) *job.Fault {
	f := job.Faultf(job.FaultUnavailable, "bad_upstream", "the server behind this provider failed: "+format, args...)
	f.Message = u.shown(f.Message, 400)
	return f
}

// broke says why reading an answer failed.
func (u *Upstream) broke(ctx context.Context, err error) error {
	if errors.Is(context.Cause(ctx), errIdle) {
		return u.bad("it sent nothing for too long")
	}
	if errors.Is(context.Cause(ctx), errStream) {
		return u.bad("it took too long for one answer")
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if f, ok := errors.AsType[*job.Fault](err); ok {
		return f
	}
	if errors.Is(err, errLine) {
		return u.bad("it sent too much: %w", err)
	}
	return u.bad("it ended its answer in the middle: %w", err)
}
