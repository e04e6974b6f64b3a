package chain

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

func TestDecodeRevert(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"custom":           {"0x" + common.Bytes2Hex(errorsBySelectorNamed(t, "ClaimExceedsCeiling")), "ClaimExceedsCeiling: the voucher allows less than that; claim at most its amount"},
		"text":             {"0x08c379a00000000000000000000000000000000000000000000000000000000000000020000000000000000000000000000000000000000000000000000000000000000568656c6c6f000000000000000000000000000000000000000000000000000000", "Error(hello)"},
		"panic":            {"0x4e487b710000000000000000000000000000000000000000000000000000000000000011", "Error(arithmetic underflow or overflow)"},
		"unknown":          {"0xdeadbeef", "reverted without a known reason(0xdeadbeef)"},
		"nothing":          {"0x", "reverted without a known reason"},
		"cut-off argument": {"0x" + common.Bytes2Hex(errorsBySelectorNamed(t, "FreeStakeTooSmall")) + "00", "FreeStakeTooSmall: stake more, or reserve less"},
	} {
		if got := decodeRevert(common.FromHex(c.data)).Error(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func errorsBySelectorNamed(t *testing.T, name string) []byte {
	t.Helper()
	for selector, e := range errorsBySelector() {
		if e.Name == name {
			return selector[:]
		}
	}
	t.Fatalf("no contract has an error %s", name)
	return nil
}

// Each hint must belong to an error that some contract of ours really has: names change.
func TestHintsNameRealErrors(t *testing.T) {
	for name := range hints {
		errorsBySelectorNamed(t, name)
	}
}

func FuzzDecodeRevert(f *testing.F) {
	for selector := range errorsBySelector() {
		f.Add(append(selector[:], make([]byte, 96)...))
	}
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		r := decodeRevert(data)
		if text := r.Error(); text == "" || len(text) > 4096+len(data) {
			t.Errorf("%d bytes of text", len(text))
		}
		if err := refusal("x", errors.New(string(data))); err == nil || !strings.HasPrefix(err.Error(), "x: ") {
			t.Errorf("refusal %v", err)
		}
	})
}

// A contract at a canonical address may be anything. Its events, whatever they hold, must not stop the reader.
func FuzzHostileEvents(f *testing.F) {
	for _, ids := range [][]common.Hash{(*agentLog)(nil).topics()[0], (*feedbackLog)(nil).topics()[0], (*paymentLog)(nil).topics()[0]} {
		for _, id := range ids {
			f.Add(id[:], make([]byte, 320))
			f.Add(append(id[:], make([]byte, 96)...), binary.BigEndian.AppendUint64(make([]byte, 24), 1<<62))
			f.Add(append(id[:], common.MaxHash[:]...), common.MaxHash[:])
			f.Add(append(id[:], make([]byte, 64)...), []byte{}) // once a panic: unpacked fields stay nil
			f.Add(append(id[:], make([]byte, 96)...), []byte{})
		}
	}
	f.Fuzz(func(t *testing.T, topics, data []byte) {
		var log types.Log
		for len(topics) >= 32 && len(log.Topics) < 4 {
			log.Topics = append(log.Topics, common.Hash(topics[:32]))
			topics = topics[32:]
		}
		if len(log.Topics) == 0 {
			return
		}
		log.Data = data
		agents := agentLog{byID: map[uint64]job.Agent{}}
		agents.add(log)
		for _, a := range agents.byID {
			if len(a.URI) > maxURI+1 {
				t.Errorf("kept a URI of %d bytes", len(a.URI))
			}
		}
		feedback := feedbackLog{byAgent: map[uint64][]job.Feedback{}}
		feedback.add(log)
		payments := paymentLog{scanner: scanner{client: &Client{}}}
		payments.reset()
		payments.add(log)
	})
}
