package vocab

import (
	"fmt"
	"os"
	"testing"

	"github.com/assay-network/assay/train/corpus"
)

func sample(n int) Sample {
	var s Sample
	g := corpus.New(1)
	for i := 0; i < n; i++ {
		e := g.Next()
		for _, t := range e.Turns {
			s.Prose = append(s.Prose, t.User)
			if t.Answer[0] == '{' {
				s.Structure = append(s.Structure, t.Answer)
			} else {
				s.Prose = append(s.Prose, t.Answer)
			}
		}
	}
	return s
}

func TestShow(t *testing.T) {
	if os.Getenv("SHOW") == "" {
		return
	}
	v, err := Train(sample(20000), 1024, 20)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("%q\n", v.Pieces[260:])
	g := corpus.NewHeldOut(3)
	in, out := 0, 0
	for i := 0; i < 300; i++ {
		for _, turn := range g.Next().Turns {
			in += len(v.Encode(turn.User))
			out += len(v.Encode(turn.Answer))
			if i < 30 {
				for _, x := range []string{turn.User, turn.Answer} {
					for _, id := range v.Encode(x) {
						fmt.Print(v.Pieces[id], "|")
					}
				}
				fmt.Println()
			}
		}
	}
	fmt.Println(in, out)
}
