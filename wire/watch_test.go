package wire

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/assay-network/assay/job"
)

// memoryWatch keeps what it is given.
type memoryWatch struct {
	mu  sync.Mutex
	got [][]byte
}

func (*memoryWatch) Notice() job.WatchNotice {
	return job.WatchNotice{Address: job.Address{7}, Key: job.Hash{8}, Share: 10, Models: []job.Hash{{9}}}
}

func (m *memoryWatch) Take(_ context.Context, s job.Sealed) error {
	if len(s.Sealed) == 0 {
		return job.Faultf(job.FaultInvalid, "not_for_us", "this bundle is not encrypted to this watchtower's key")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.got = append(m.got, s.Sealed)
	return nil
}

func TestWatchDoor(t *testing.T) {
	noLeaks(t)
	m := &memoryWatch{}
	url, client := start(t, NewWatch(m, SellerOptions{}))
	p, err := DialPeer(url, PeerOptions{AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Hangup)
	n, err := p.Watch(t.Context())
	if err != nil || n.Key != (job.Hash{8}) || len(n.Models) != 1 {
		t.Errorf("notice %+v, %v", n, err)
	}
	largest := bytes.Repeat([]byte{1}, job.MaxSealedBytes)
	if err := p.Bundle(t.Context(), job.Sealed{Sealed: largest}); err != nil {
		t.Errorf("the largest bundle: %v", err)
	}
	wantFault(t, p.Bundle(t.Context(), job.Sealed{}), job.FaultInvalid, "not_for_us")
	if len(m.got) != 1 || !bytes.Equal(m.got[0], largest) {
		t.Errorf("%d bundles arrived", len(m.got))
	}
	for body, want := range map[string]int{`{"sealed":"AA==","more":1}`: 400, `{"sealed":"` + strings.Repeat("A", MaxBody) + `"}`: 413, `[]`: 400} {
		if code, _, text := sendJSON(t, client, url+"/assay/v1/bundles", body); code != want {
			t.Errorf("%.40s: status %d, %.200s", body, code, text)
		}
	}
	if code, _, _ := get(t, client, url+"/assay/v1/offers"); code != 404 {
		t.Errorf("a watchtower sells: %d", code)
	}
}
