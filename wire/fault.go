package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/assay-network/assay/job"
)

// faultBody is how an error travels between nodes: as the body that goes with an error status, and as the last line of
// a stream that fails after its first.
type faultBody struct {
	Error *faultFields `json:"error"`
}

type faultFields struct {
	Kind    string `json:"kind"` // one of kindWords
	Code    string `json:"code"`
	Message string `json:"message"`
	Param   string `json:"param,omitempty"`
}

// kindWords names the kinds of faults on the wire, in the order of job's constants.
var kindWords = [...]string{"", "invalid", "auth", "payment", "not_found", "conflict", "too_large", "busy", "internal", "unavailable"}

func kindWord(k job.FaultKind) string {
	if k == 0 || int(k) >= len(kindWords) {
		k = job.FaultInternal
	}
	return kindWords[k]
}

func kindOfWord(w string) (job.FaultKind, bool) {
	for k, word := range kindWords {
		if word == w && w != "" {
			return job.FaultKind(k), true
		}
	}
	return 0, false
}

func faultBodyOf(f *job.Fault) faultBody {
	return faultBody{&faultFields{Kind: kindWord(f.Kind), Code: f.Code, Message: f.Message, Param: f.Param}}
}

// fault rebuilds the fault that the other side sent. Its texts end up on terminals and in logs, so they are cut and
// freed of control characters.
func (e *faultFields) fault(status int) *job.Fault {
	kind, ok := kindOfWord(e.Kind)
	if !ok {
		kind = job.FaultKindOf(status)
	}
	f := &job.Fault{Kind: kind, Code: printable(e.Code, 64), Param: printable(e.Param, 64), Message: printable(e.Message, 500)}
	if f.Code == "" {
		f.Code = "unknown"
	}
	if f.Message == "" {
		f.Message = "the other side gave no reason"
	}
	return f
}

// refusePeer writes a fault in the shape that Peer and ControlClient read.
func refusePeer(w http.ResponseWriter, status int, f *job.Fault) {
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", retryAfter())
	}
	writeJSON(w, status, faultBodyOf(f))
}

// faultOf returns err as a fault that may be shown to the other side; inner is true for errors that are our own and
// whose text is not for strangers.
func faultOf(err error) (f *job.Fault, inner bool) {
	if errors.As(err, &f) && f != nil {
		return f, f.Kind == job.FaultInternal
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return job.Faultf(job.FaultUnavailable, "timeout", "this took too long and was given up: try again, or ask for less"), false
	case errors.Is(err, context.Canceled):
		return job.Faultf(job.FaultUnavailable, "canceled", "the request was canceled"), false
	}
	return job.Faultf(job.FaultInternal, "internal_error", "internal error: the operator finds it in the node's log"), true
}

// printable returns at most limit bytes of s, each control or invalid character replaced by a space.
func printable(s string, limit int) string {
	clean := strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s[:min(len(s), 4*limit)])
	if len(clean) <= limit {
		return clean
	}
	cut := limit
	for cut > 0 && !utf8.RuneStart(clean[cut]) {
		cut--
	}
	return clean[:cut]
}

// readAll reads at most limit bytes and says in our own terms what went wrong.
func readAll(r io.Reader, limit int64) ([]byte, *job.Fault) {
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case int64(len(raw)) > limit:
		return nil, job.Faultf(job.FaultTooLarge, "body_too_large", "the body is larger than the %d bytes that are taken", limit)
	case err != nil:
		return nil, job.Faultf(job.FaultInvalid, "body_cut", "the body did not arrive whole: %w", err)
	}
	return raw, nil
}

// decodeStrict parses one JSON value and nothing after it. Unknown fields are refused: two nodes that understand a
// signed message differently must find out at once.
func decodeStrict(raw []byte, into any) *job.Fault {
	if !utf8.Valid(raw) {
		return job.Faultf(job.FaultInvalid, "invalid_json", "the JSON is not valid UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		f := job.Faultf(job.FaultInvalid, "invalid_json", "cannot read the JSON: %w", err)
		f.Message = printable(f.Message, 300) // may quote what was sent
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			f.Param = printable(wrong.Field, 64)
		}
		return f
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return job.Faultf(job.FaultInvalid, "invalid_json", "there is more after the JSON value: send exactly one")
	}
	return nil
}

// writeJSON answers with one JSON value. Marshalling happens first, so that a value that cannot be written becomes a
// clean 500.
func writeJSON(w http.ResponseWriter, status int, v any) {
	raw, err := marshal(v)
	if err != nil {
		status, raw = http.StatusInternalServerError, []byte(`{"error":{"kind":"internal","type":"server_error","code":"internal_error","message":"the answer cannot be written as JSON","param":null}}`)
	}
	writeRaw(w, status, append(raw, '\n'))
}

// writeRaw answers with bytes that are JSON already, to the byte: a receipt has one encoding.
func writeRaw(w http.ResponseWriter, status int, raw []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(defaultWriteTime)) // not supported without a socket
	w.WriteHeader(status)
	_, _ = w.Write(raw) // the client is gone when this fails, and its context says so
}

// marshal is json.Marshal without the escaping of <, > and & that is meant for HTML.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// jsonLoose parses JSON whose unknown fields do not matter, and reports whether it could.
func jsonLoose(raw []byte, into any) bool { return json.Unmarshal(raw, into) == nil }
