package store

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// childEnv makes the test binary run as the process that is killed: its value is the path of the store.
const childEnv = "ASSAY_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		if err := writeUntilKilled(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if spec := os.Getenv(logChildEnv); spec != "" {
		if err := runLogChild(spec); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	flag.Set("rapid.checks", "20") // each check opens files and waits for the disk; the command line still wins
	os.Exit(m.Run())
}

// writeUntilKilled Puts pairs of records from four goroutines and prints each key only after its Put has returned.
func writeUntilKilled(path string) error {
	s, err := Open(path)
	if err != nil {
		return err
	}
	fmt.Println("open")
	var next atomic.Int64
	entries, err := s.Journal(context.Background(), 0, 1)
	if err != nil {
		return err
	}
	if len(entries) > 0 { // continue after what earlier runs wrote
		list, err := s.List(context.Background(), "left", "", 0)
		for err == nil && len(list) > 0 {
			next.Add(int64(len(list)))
			list, err = s.List(context.Background(), "left", list[len(list)-1].Key, 0)
		}
		if err != nil {
			return err
		}
	}
	var wg sync.WaitGroup
	var out sync.Mutex
	failed := make(chan error, 4)
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				key := fmt.Sprintf("%09d", next.Add(1))
				if err := s.Put(context.Background(), rec("left", key, "l"+key), rec("right", key, "r"+key), rec("last", "key", key)); err != nil {
					failed <- err
					return
				}
				out.Lock()
				fmt.Println(key) // straight to the pipe: os.Stdout has no buffer
				out.Unlock()
			}
		}()
	}
	wg.Wait()
	return <-failed
}

func startChild(t *testing.T, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+path)
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	lines := bufio.NewScanner(pipe)
	if !lines.Scan() || lines.Text() != "open" {
		t.Fatalf("child did not open the store: %q", lines.Text())
	}
	return cmd, lines
}

// TestKillNine kills a writing process again and again. Whatever it had acknowledged must be there, no Put may be half
// there, and the journal must hold together.
func TestKillNine(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "assay.db")
	random := rand.New(rand.NewSource(1))
	acked := map[string]bool{}
	for round := range 6 {
		cmd, lines := startChild(t, path)
		time.AfterFunc(time.Duration(20+random.Intn(200))*time.Millisecond, func() { cmd.Process.Kill() })
		for lines.Scan() {
			acked[lines.Text()] = true
		}
		cmd.Wait()
		s, err := Open(path)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		for key := range acked {
			if body, ok, err := s.Find(ctx, "left", key); !ok || err != nil || string(body) != "l"+key {
				t.Fatalf("round %d: acknowledged %s is lost: %q, %v, %v", round, key, body, ok, err)
			}
		}
		whole := 0
		for after := ""; ; {
			left, err := s.List(ctx, "left", after, 0)
			if err != nil {
				t.Fatal(err)
			}
			right, err := s.List(ctx, "right", after, 0)
			if err != nil || len(left) != len(right) {
				t.Fatalf("round %d: half of a Put: %d and %d records, %v", round, len(left), len(right), err)
			}
			for i := range left {
				if left[i].Key != right[i].Key {
					t.Fatalf("round %d: half of a Put: %s, %s", round, left[i].Key, right[i].Key)
				}
			}
			if whole += len(left); len(left) == 0 {
				break
			}
			after = left[len(left)-1].Key
		}
		if whole < len(acked) {
			t.Fatalf("round %d: %d records for %d acknowledged", round, whole, len(acked))
		}
		verify(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(acked) < 20 {
		t.Fatalf("only %d Puts were acknowledged before the kills: this shows nothing", len(acked))
	}
	t.Logf("%d Puts acknowledged over 6 kills", len(acked))
}

func TestSecondProcessIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "assay.db")
	cmd, lines := startChild(t, path)
	if !lines.Scan() {
		t.Fatal("child wrote nothing")
	}
	if _, err := Open(path); !errors.Is(err, ErrInUse) {
		t.Fatalf("got %v, want ErrInUse", err)
	}
	if !lines.Scan() {
		t.Fatal("the refused Open disturbed the owner")
	}
	cmd.Process.Kill()
	for lines.Scan() {
	}
	cmd.Wait()
	s := openTest(t, path) // the lock died with its owner
	verify(t, s)
}

func TestSecondOpenInOneProcessIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "assay.db")
	s := openTest(t, path)
	for range 3 {
		if _, err := Open(path); !errors.Is(err, ErrInUse) {
			t.Fatalf("got %v, want ErrInUse", err)
		}
	}
	// The refusals must not have dropped the lock, which belongs to the whole process.
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+path)
	if out, err := cmd.CombinedOutput(); err == nil {
		t.Fatalf("another process opened the store: %s", out)
	}
	put(t, s, rec("k", "k", "v"))
}
