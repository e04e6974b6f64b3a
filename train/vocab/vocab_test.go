package vocab

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/assay-network/assay/engine/token"
)

func trained(t *testing.T) *Vocabulary {
	t.Helper()
	v, err := Train(Sample{
		Prose:     strings.Split(strings.Repeat("pay bob five dollars;what does a thousand tokens cost;the stake of bob;Pay Bob 17;", 30), ";"),
		Structure: strings.Split(strings.Repeat(`{"skill":"pay","to":"bob","amount":"5"};{"skill":"price","tokens":1000};`, 30), ";"),
	}, 460, 5)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func pieces(v *Vocabulary, text string) (out []string) {
	for _, id := range v.Encode(text) {
		out = append(out, v.Pieces[id])
	}
	return out
}

func TestWordsHaveTheSameTokensEverywhere(t *testing.T) {
	v := trained(t)
	for _, word := range []string{"bob", "pay", "thousand", "zyx", "17", "bob.eth"} {
		alone := v.Encode(word)
		for _, around := range []string{" %", "pay % 5", `"to":"%","amount"`, "a %. b"} {
			before, after, _ := strings.Cut(around, "%")
			whole := v.Encode(before + word + after)
			found := false
			for i := 0; i+len(alone) <= len(whole); i++ {
				found = found || slices.Equal(whole[i:i+len(alone)], alone)
			}
			if !found {
				t.Errorf("%q in %q: tokens %q, alone %q", word, around, pieces(v, before+word+after), pieces(v, word))
			}
		}
	}
}

func TestPiecesAreWordsStructureOrSingle(t *testing.T) {
	v := trained(t)
	for i, p := range v.Pieces {
		if v.Types[i] != token.Normal || len([]rune(p)) == 1 {
			continue
		}
		if strings.ContainsFunc(p, unicode.IsDigit) || strings.Contains(p, Space) {
			t.Errorf("piece %q joins a digit or a space with something", p)
		}
	}
	for _, text := range []string{`{"skill":"`, `","amount":"`, `","tokens":`, `"}`, "dollars"} {
		if got := pieces(v, text); len(got) != 1 {
			t.Errorf("%q is %d tokens: %q", text, len(got), got)
		}
	}
	if got := pieces(v, "1000"); len(got) != 4 {
		t.Errorf("1000 is %q, want a token a digit", got)
	}
}

func TestControlTextInAQuestionIsPlainText(t *testing.T) {
	v := trained(t)
	if got := v.Encode("<|end|>"); slices.Contains(got, EndOfTurn) || len(got) < 5 {
		t.Fatalf("typed turn mark became %v", got)
	}
	if v.Pieces[EndOfTurn] != "<|end|>" || v.Pieces[Assistant] != "<|assistant|>" || v.Pieces[User] != "<|user|>" || v.Pieces[System] != "<|system|>" || v.Pieces[firstText] != Space {
		t.Fatalf("fixed ids have moved: %q", v.Pieces[255:265])
	}
}

func TestTrainRefusesWhatCannotFit(t *testing.T) {
	if _, err := Train(Sample{}, 300, 1); err == nil || !strings.Contains(err.Error(), "larger size than 300") {
		t.Fatal(err)
	}
}
