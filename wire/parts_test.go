package wire

import (
	"encoding/json"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
)

// streamed is what a stream of one delta sends.
func streamed(t *testing.T, c call, d job.Delta) []map[string]json.RawMessage {
	t.Helper()
	w := httptest.NewRecorder()
	s := newEventStream(w, c, 1, time.Second)
	s.name(job.Hash{1})
	if err := s.piece(d); err != nil {
		t.Fatal(err)
	}
	if err := s.finish(job.Answer{Request: job.Hash{1}, Finish: job.FinishStop}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(w.Body.String(), "\n\n"), "\n\n")
	if lines[len(lines)-1] != "data: [DONE]" {
		t.Fatalf("the stream ends with %q", lines[len(lines)-1])
	}
	var out []map[string]json.RawMessage
	for _, line := range lines[:len(lines)-1] {
		var e map[string]json.RawMessage
		if err := json.Unmarshal([]byte(strings.TrimPrefix(line, "data: ")), &e); err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

// TestUsageIsNullUntilItCounts: as OpenAI's API has it, and only where it was asked for.
func TestUsageIsNullUntilItCounts(t *testing.T) {
	for _, asked := range []bool{false, true} {
		for _, chat := range []bool{false, true} {
			list := streamed(t, call{chat: chat, stream: true, includeUsage: asked}, job.Delta{Text: "hi"})
			for i, e := range list {
				raw, there := e["usage"]
				if last := i == len(list)-1; there != asked || there && (string(raw) == "null") == last {
					t.Errorf("asked for %t: event %d of %d has usage %s", asked, i, len(list), raw)
				}
			}
		}
	}
}

func TestAlternativesHaveNoAlternatives(t *testing.T) {
	c := call{chat: true, ask: job.Ask{LogprobAsk: job.LogprobAsk{Logprobs: true, TopLogprobs: 1}}}
	raw, err := json.Marshal(chatLogprobsOf(c, []job.PieceLogprob{{Bytes: []byte("a"), Top: []job.PieceLogprob{{Bytes: []byte("a")}}}, {Bytes: []byte("b")}}))
	if want := `{"content":[{"token":"a","logprob":0,"bytes":[97],"top_logprobs":[{"token":"a","logprob":0,"bytes":[97]}]},{"token":"b","logprob":0,"bytes":[98],"top_logprobs":[]}],"refusal":null}`; err != nil || string(raw) != want {
		t.Errorf("%s, %v\nwant %s", raw, err, want)
	}
}

// TestOffsetsCountWholeCharacters, however the tokens cut them, and in a stream however the pieces do.
func TestOffsetsCountWholeCharacters(t *testing.T) {
	c := call{ask: job.Ask{LogprobAsk: job.LogprobAsk{Logprobs: true, TopLogprobs: 2}}}
	var list []job.PieceLogprob
	for _, b := range []string{"é", "\xe2", "\x82", "\xac", "x", "\xff", "y", "\xf0\x9f"} {
		list = append(list, job.PieceLogprob{Bytes: []byte(b), Logprob: -1, Top: []job.PieceLogprob{{Bytes: []byte("\xfe"), Logprob: -2}}})
	}
	want := []int{0, 1, 1, 1, 2, 3, 4, 5}
	for size := 1; size <= len(list); size++ {
		var got []int
		at := &place{}
		for part := range slices.Chunk(list, size) {
			l := textLogprobsOf(c, part, at)
			got = append(got, l.Offsets...)
			for i, name := range l.Tokens {
				if l.Top[i][name] != natural(-1) {
					t.Errorf("token %q: its log-probability is %v among the alternatives", name, l.Top[i])
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("pieces of %d: offsets %v, want %v", size, got, want)
		}
	}
}
