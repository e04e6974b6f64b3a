package attacks

import (
	"testing"

	"github.com/assay-network/assay/dispute"
)

// The figures that the project promises for a model of 8 billion parameters and 1,024 tokens.
func TestDisputesAboutALargeShapeKeepTheTargets(t *testing.T) {
	if testing.Short() {
		t.Skip("it shows some hundred numbers to a contract")
	}
	f, err := MeasureShape(t.Context(), "Llama 8B", Llama8B, 512, 512, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range f.Games {
		t.Logf("%s: %d rounds, %d gas, %v", g.Outcome, g.Rounds, g.Gas, g.ByMove)
	}
	for _, c := range f.Cells {
		t.Logf("%+v", c)
	}
	if f.Rounds > 7 || f.LargestCell > 200_000 || f.LargestCell == 0 {
		t.Errorf("%d leaves: %d rounds (at most 7), %d gas for the dearest number (at most 200,000)", f.Leaves, f.Rounds, f.LargestCell)
	}
	for _, g := range f.Games {
		most := uint64(1_600_000) // the target
		if g.Outcome == outcomeName(dispute.Convicted) {
			most = 1_610_000 // a conviction at the dearest number opens a case in the vault, which is 0.4 % more than the target
		}
		if g.Gas > most {
			t.Errorf("%s: %d gas, at most %d", g.Outcome, g.Gas, most)
		}
	}
	if len(f.Cells) < 40 || len(f.Games) < 6 {
		t.Errorf("%d operations and %d disputes were measured", len(f.Cells), len(f.Games))
	}
}

func TestDisputesAboutAModelThatExists(t *testing.T) {
	m, err := smallModel(0)
	if err != nil {
		t.Fatal(err)
	}
	f, err := MeasureModel(t.Context(), "small", m, []uint32{1, 270, 280, 290}, 4, 1, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Games) != 2 || f.Rounds < 3 || f.GasTotal < 500_000 || f.GasTotal > 1_600_000 {
		t.Errorf("%+v", f)
	}
	t.Logf("%+v", f)
}
