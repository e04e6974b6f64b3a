package chain

import (
	"testing"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"
)

func msgOf(c *Client, tx *types.Transaction) ethereum.CallMsg {
	return ethereum.CallMsg{From: c.Address().Common(), To: tx.To(), Data: tx.Data(), Value: tx.Value()}
}

// The chain takes blocks back and goes another way: what was read from their events must be forgotten.
func TestEventsOfRevertedBlocksAreForgotten(t *testing.T) {
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: t.TempDir(), Listen: "127.0.0.1:0"}))
	defer d.Close()
	ctx := t.Context()
	bob := personAt(t, d.URL(), Options{})
	must[job.Contracts](t)(Deploy(ctx, d.URL(), bob.key, nil))
	if _, _, err := bob.Register(ctx, "data:,kept", nil); err != nil {
		t.Fatal(err)
	}
	fork := must[job.Head](t)(bob.Head(ctx)).Number
	if _, _, err := bob.Register(ctx, "data:,reverted", nil); err != nil {
		t.Fatal(err)
	}
	reader := must[*Client](t)(Dial(ctx, d.URL(), nil, Options{}))
	defer reader.Close()
	if got := must[[]job.Agent](t)(reader.Agents(ctx)); len(got) != 2 {
		t.Fatalf("before: %+v", got)
	}

	if err := d.sealer.eth.BlockChain().SetHead(fork); err != nil {
		t.Fatal(err)
	}
	if got := must[[]job.Agent](t)(reader.Agents(ctx)); len(got) != 1 || got[0].URI != "data:,kept" {
		t.Errorf("on the shorter chain: %+v", got)
	}
	// The other way: as long as before, with different events.
	if _, _, err := personAt(t, d.URL(), Options{}).Register(ctx, "data:,instead", nil); err != nil {
		t.Fatal(err)
	}
	if got := must[[]job.Agent](t)(reader.Agents(ctx)); len(got) != 2 || got[1].URI != "data:,instead" {
		t.Errorf("on the other chain: %+v", got)
	}
}
