package trace

import (
	"testing"

	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
)

// What a request commits to is what a dispute opens: package job, which knows no trees, must come to the same root.
func TestRequestsCommitToTheRootThatDisputesOpen(t *testing.T) {
	var list []exact.Bias
	var said []job.TokenBias
	for n := range job.MaxBiases {
		list = append(list, exact.Bias{Token: uint32(3*n + 1), Bias: int32(n*211%(2*job.MaxBias+1) - job.MaxBias)})
		said = append(said, job.TokenBias(list[n]))
	}
	for _, n := range []int{0, 1, 2, 3, 4, 7, 8, 513, job.MaxBiases - 1, job.MaxBiases} {
		list, said := list[:n], said[:n]
		root, err := BiasRoot(list)
		if err != nil {
			t.Fatal(err)
		}
		if got := job.BiasRoot(said); got != root {
			t.Fatalf("%d biases: the request says %s, the tree %s", n, got, root)
		}
	}
}
