package kernel

import (
	"sync/atomic"
	"testing"
	"time"
)

func TestTeamCoversEveryElementOnce(t *testing.T) {
	for threads := 1; threads < 6; threads++ {
		team := NewTeam(threads)
		for round := range 2000 {
			n, least := round%257, 1+round%13
			hits := make([]atomic.Int32, n)
			team.Split(n, least, func(lo, hi int) {
				for i := lo; i < hi; i++ {
					hits[i].Add(1)
				}
			})
			for i := range hits {
				if hits[i].Load() != 1 {
					t.Fatalf("threads %d, n %d, least %d: element %d was visited %d times", threads, n, least, i, hits[i].Load())
				}
			}
			if round%500 == 0 {
				time.Sleep(2 * time.Millisecond) // members fall asleep
			}
		}
		team.Close()
	}
}

func TestANilTeamWorksAlone(t *testing.T) {
	var team *Team
	sum := 0
	team.Split(10, 1, func(lo, hi int) { sum += hi - lo })
	if sum != 10 {
		t.Errorf("visited %d of 10", sum)
	}
}
