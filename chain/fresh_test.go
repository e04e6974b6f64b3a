package chain

import (
	"sync"
	"testing"

	"github.com/assay-network/assay/job"
)

// TestAStateReadAfterATransactionIsNotFromBeforeIt: a mined transaction's effect is seen by the very next call, however
// busy the chain is.
func TestAStateReadAfterATransactionIsNotFromBeforeIt(t *testing.T) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			from, to := person(t), job.Address{}
			for i := range 25 {
				to[0], to[1] = byte(i), from.Address()[0]
				copy(to[2:], from.Address().Common().Bytes()[2:])
				if _, err := from.Transfer(t.Context(), to, job.Units(7)); err != nil {
					t.Error(err)
					return
				}
				if got, err := from.Balance(t.Context(), to); err != nil || got != job.Units(7) {
					t.Errorf("after the transfer was mined the balance reads %s, %v", got, err)
					return
				}
			}
		})
	}
	wg.Wait()
}
