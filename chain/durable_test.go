package chain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
)

// The test binary starts itself again with these set, as a process that can be killed.
const (
	childDir    = "ASSAY_CHAIN_TEST_DIR"
	childListen = "ASSAY_CHAIN_TEST_LISTEN"
)

// runChild is the child process: an embedded chain that runs until it is killed.
func runChild(dir string) int {
	d, err := StartDev(context.Background(), DevConfig{Dir: dir, Listen: os.Getenv(childListen), Log: testLog()})
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	fmt.Println("url", d.URL())
	select {}
}

// process is a chain in its own process.
type process struct {
	cmd *exec.Cmd
	url string
}

func startProcess(t *testing.T, dir, listen string) (*process, error) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childListen+"="+listen)
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = diesWithParent()
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd}
	t.Cleanup(p.kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if word != "url" {
		return nil, errors.Join(errors.New(rest), err)
	}
	p.url = rest
	return p, nil
}

// kill is kill -9.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// Four people send money without a break while the chain's process is killed and started again, six times. Every
// transaction that anyone was told is mined must still be there, in the same block, and every balance must be what the
// transactions add up to. Transactions under way at the kill must end up mined exactly once, by the clients' own doing.
func TestKillNineLosesNothingThatWasMined(t *testing.T) {
	const people, kills = 4, 6
	dir := t.TempDir()
	p, err := startProcess(t, dir, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(p.url)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()

	sink := job.Address{0xaa}
	var (
		mu    sync.Mutex
		mined []job.Tx
		wg    sync.WaitGroup
		stop  = make(chan struct{})
	)
	for range people {
		c := personAt(t, p.url, Options{PollInterval: 20 * time.Millisecond})
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				tx, err := c.Transfer(ctx, sink, job.Units(1))
				if err != nil {
					t.Errorf("transfer: %v", err)
					return
				}
				mu.Lock()
				mined = append(mined, tx)
				mu.Unlock()
			}
		})
	}
	for range kills {
		time.Sleep(time.Duration(300+rand.IntN(400)) * time.Millisecond)
		p.kill()
		mu.Lock()
		told := len(mined)
		mu.Unlock()
		if p, err = startProcess(t, dir, at.Host); err != nil {
			t.Fatal(err)
		}
		check := must[*Client](t)(Dial(ctx, p.url, nil, Options{}))
		mu.Lock()
		for _, tx := range mined[:told] {
			r := must[*receipt](t)(check.receipt(ctx, common.Hash(tx.Hash)))
			if r == nil || uint64(r.BlockNumber) != tx.Block {
				t.Fatalf("after kill -9: transaction %s was reported in block %d, now: %+v", tx.Hash, tx.Block, r)
			}
		}
		mu.Unlock()
		check.Close()
	}
	close(stop)
	wg.Wait()

	c := must[*Client](t)(Dial(ctx, p.url, nil, Options{}))
	defer c.Close()
	if got := must[job.Amount](t)(c.Balance(ctx, sink)); got != job.Units(uint64(len(mined))) {
		t.Errorf("%d transfers of 1 were mined, the balance is %s", len(mined), got)
	}
	if len(mined) < 10*kills {
		t.Errorf("only %d transactions in %d lives: too few to prove anything", len(mined), kills+1)
	}
	t.Logf("%d transactions, %d kills", len(mined), kills)
}

// A crash after the block was noted and synced but before the head pointer moved: the next start finishes it.
func TestCrashBetweenNoteAndHeadIsFinishedOnStart(t *testing.T) {
	dir := t.TempDir()
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: dir, Listen: "127.0.0.1:0"}))
	s := d.sealer
	s.mu.Lock()
	bc := s.eth.BlockChain()
	block, err := s.build(bc.CurrentBlock())
	if err == nil {
		_, err = bc.InsertBlockWithoutSetHead(t.Context(), block, false)
	}
	hash := block.Hash()
	if err := errors.Join(err, s.db.Put(headNote, hash[:]), s.db.SyncKeyValue()); err != nil {
		t.Fatal(err)
	}
	if bc.CurrentBlock().Hash() == hash {
		t.Fatal("the head moved; this test proves nothing")
	}
	s.mu.Unlock()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: dir, Listen: "127.0.0.1:0"}))
	defer d.Close()
	if got := d.sealer.eth.BlockChain().CurrentBlock().Hash(); got != hash {
		t.Errorf("head is %s, want the noted block %s", got, hash)
	}
}

// A note of a block that is gone means that synced data was lost: better to stop than to go on from an older state.
func TestLostSyncedBlockStopsTheChain(t *testing.T) {
	dir := t.TempDir()
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: dir, Listen: "127.0.0.1:0"}))
	if err := d.sealer.db.Put(headNote, common.Hash{1}.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := StartDev(t.Context(), DevConfig{Dir: dir, Listen: "127.0.0.1:0"})
	if err == nil || !strings.Contains(err.Error(), "lost block") {
		t.Errorf("got %v", err)
	}
}

func TestDirectoryInUseByAnotherProcess(t *testing.T) {
	dir := t.TempDir()
	if _, err := startProcess(t, dir, "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	_, err := StartDev(t.Context(), DevConfig{Dir: dir, Listen: "127.0.0.1:0"})
	if err == nil || !strings.Contains(err.Error(), "in use by another process") {
		t.Errorf("got %v", err)
	}
}

// A kill -9 at any moment of the very first start leaves a directory that the next start can use.
func TestKillNineDuringTheFirstStart(t *testing.T) {
	for delay := 20 * time.Millisecond; delay <= 400*time.Millisecond; delay += 40 * time.Millisecond {
		dir := t.TempDir()
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childDir+"="+dir, childListen+"=127.0.0.1:0")
		cmd.SysProcAttr = diesWithParent()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(delay)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		d, err := StartDev(t.Context(), DevConfig{Dir: dir, Listen: "127.0.0.1:0"})
		if err != nil {
			t.Errorf("killed after %s: %v", delay, err)
			continue
		}
		if _, err := d.sealer.commit(); err != nil {
			t.Errorf("killed after %s: no block: %v", delay, err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
}
