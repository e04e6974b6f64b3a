package attacks

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// attack plays the attack with this name. Play itself fails if the wrong side wins, if contract and Go disagree about a move, if a rule is broken, or if somebody honest
// has less than before.
func attack(t *testing.T, name string) {
	t.Helper()
	if testing.Short() && !slices.Contains([]string{"weight-off-by-one", "forged-token", "two-answers", "reorg"}, name) {
		t.Skip("a chain and a dispute for each attack take a while")
	}
	a, err := Find(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := a.Play(t.Context(), func(l Line) { t.Logf("%8d  %-8s %s (%d gas)", l.At, l.Who, l.Text, l.Gas) })
	if err != nil {
		t.Fatal(err)
	}
	if s.Outcome == "" || len(s.Lines) < 3 {
		t.Errorf("the story has no ending: %+v", s)
	}
	if !slices.ContainsFunc(s.Parties, func(e Ending) bool { return e.Honest && e.Whole }) {
		t.Errorf("nobody honest is in it: %+v", s.Parties)
	}
}

func TestAttackChangedModel(t *testing.T)         { attack(t, "changed-model") }
func TestAttackWeightOffByOne(t *testing.T)       { attack(t, "weight-off-by-one") }
func TestAttackSkippedLayer(t *testing.T)         { attack(t, "skipped-layer") }
func TestAttackLowerBits(t *testing.T)            { attack(t, "lower-bits") }
func TestAttackSoftmaxRounding(t *testing.T)      { attack(t, "softmax-rounding") }
func TestAttackWrongPosition(t *testing.T)        { attack(t, "wrong-position") }
func TestAttackSmallWritesBigScores(t *testing.T) { attack(t, "small-writes-big-scores") }
func TestAttackForgedToken(t *testing.T)          { attack(t, "forged-token") }
func TestAttackContradictingTrace(t *testing.T)   { attack(t, "contradicting-trace") }
func TestAttackSlippedPrompt(t *testing.T)        { attack(t, "slipped-prompt") }
func TestAttackOtherPrompt(t *testing.T)          { attack(t, "other-prompt") }
func TestAttackHotterSampling(t *testing.T)       { attack(t, "hotter-sampling") }
func TestAttackOverbilling(t *testing.T)          { attack(t, "overbilling") }
func TestAttackOverflow(t *testing.T)             { attack(t, "overflow") }
func TestAttackLateSeed(t *testing.T)             { attack(t, "late-seed") }
func TestAttackTwoAnswers(t *testing.T)           { attack(t, "two-answers") }
func TestAttackNonceTwice(t *testing.T)           { attack(t, "nonce-twice") }
func TestAttackBeyondLimits(t *testing.T)         { attack(t, "beyond-limits") }
func TestAttackCopiedProof(t *testing.T)          { attack(t, "copied-proof") }
func TestAttackUnsigned(t *testing.T)             { attack(t, "unsigned") }
func TestAttackReplayedReceipt(t *testing.T)      { attack(t, "replayed-receipt") }
func TestAttackFalseAccuser(t *testing.T)         { attack(t, "false-accuser") }
func TestAttackWrongIndex(t *testing.T)           { attack(t, "wrong-index") }
func TestAttackLeafAsNode(t *testing.T)           { attack(t, "leaf-as-node") }
func TestAttackNodeAsLeaf(t *testing.T)           { attack(t, "node-as-leaf") }
func TestAttackGarbageCommitment(t *testing.T)    { attack(t, "garbage-commitment") }
func TestAttackCopiedMoves(t *testing.T)          { attack(t, "copied-moves") }
func TestAttackSilence(t *testing.T)              { attack(t, "silence") }
func TestAttackLastSecond(t *testing.T)           { attack(t, "last-second") }
func TestAttackNotLeftmost(t *testing.T)          { attack(t, "not-leftmost") }
func TestAttackBothLie(t *testing.T)              { attack(t, "both-lie") }
func TestAttackHundredAccusations(t *testing.T)   { attack(t, "hundred-accusations") }
func TestAttackSelfSlash(t *testing.T)            { attack(t, "self-slash") }
func TestAttackReorg(t *testing.T)                { attack(t, "reorg") }
func TestAttackRejectingWallet(t *testing.T)      { attack(t, "rejecting-wallet") }
func TestAttackUnregisteredModel(t *testing.T)    { attack(t, "unregistered-model") }
func TestAttackRunAway(t *testing.T)              { attack(t, "run-away") }
func TestAttackSuppressedStop(t *testing.T)       { attack(t, "suppressed-stop") }
func TestAttackEarlyStop(t *testing.T)            { attack(t, "early-stop") }
func TestAttackUnreachedLimit(t *testing.T)       { attack(t, "unreached-limit") }
func TestAttackBilledBeyondRoot(t *testing.T)     { attack(t, "billed-beyond-root") }
func TestAttackHollowRoot(t *testing.T)           { attack(t, "hollow-root") }
func TestAttackBrokenOff(t *testing.T)            { attack(t, "broken-off") }
func TestAttackForgedRequest(t *testing.T)        { attack(t, "forged-request") }
func TestAttackFalseQuestion(t *testing.T)        { attack(t, "false-question") }

// Every attack that can be told has a test of its name, and says why it does not work.
func TestEveryAttackIsPlayed(t *testing.T) {
	source, err := os.ReadFile("attacks_test.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, a := range List() {
		if seen[a.Name] || a.Title == "" || a.Why == "" {
			t.Errorf("%+v: its name is taken, or it has no title or reason", a)
		}
		seen[a.Name] = true
		if !strings.Contains(string(source), `attack(t, "`+a.Name+`")`) {
			t.Errorf("no test plays %s", a.Name)
		}
	}
	if len(seen) < 30 {
		t.Errorf("%d attacks", len(seen))
	}
}
