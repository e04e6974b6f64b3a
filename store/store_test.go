package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/assay-network/assay/job"
	"pgregory.net/rapid"
)

func openTest(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func rec(kind, key, body string) job.Record {
	return job.Record{Kind: kind, Key: key, Body: []byte(body)}
}

func put(t testing.TB, s *Store, recs ...job.Record) {
	t.Helper()
	if err := s.Put(context.Background(), recs...); err != nil {
		t.Fatal(err)
	}
}

func verify(t testing.TB, s *Store) {
	t.Helper()
	if err := s.VerifyJournal(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestPutFindListReopen(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a dir?with#odd%20characters", "assay.db")
	s := openTest(t, path)
	put(t, s, rec("channel", "b", "1"), rec("channel", "a", "2"), rec("receipt", "a", "3"))
	put(t, s, rec("channel", "b", "4"), rec("receipt", "a", ""), rec("receipt", "never", ""))
	put(t, s)
	for range 2 {
		if body, ok, err := s.Find(ctx, "channel", "b"); string(body) != "4" || !ok || err != nil {
			t.Fatal(body, ok, err)
		}
		if body, ok, err := s.Find(ctx, "receipt", "a"); body != nil || ok || err != nil {
			t.Fatal("a deleted value is found:", body, ok, err)
		}
		list, err := s.List(ctx, "channel", "", 10)
		if err != nil || len(list) != 2 || list[0].Key != "a" || list[1].Key != "b" || string(list[0].Body) != "2" {
			t.Fatal(list, err)
		}
		list, err = s.List(ctx, "channel", "a", 10)
		if err != nil || len(list) != 1 || list[0].Key != "b" {
			t.Fatal(list, err)
		}
		entries, err := s.Journal(ctx, 0, 0)
		if err != nil || len(entries) != 6 {
			t.Fatal(len(entries), err)
		}
		if e := entries[4]; e.Seq != 5 || e.Record.Key != "a" || len(e.Record.Body) != 0 || e.Time == 0 {
			t.Fatal(e)
		}
		if entries, err = s.Journal(ctx, 4, 1); err != nil || len(entries) != 1 || entries[0].Seq != 5 {
			t.Fatal(entries, err)
		}
		verify(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = openTest(t, path)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Fatal("others can read the store:", info.Mode(), err)
	}
}

// TestAgainstModel runs random Puts and reopenings beside a map.
func TestAgainstModel(t *testing.T) {
	dir := t.TempDir()
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		path := filepath.Join(dir, fmt.Sprintf("%d.db", runs))
		ctx := context.Background()
		s, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { s.Close() }()
		model, written := map[[2]string]string{}, 0
		kinds := rapid.SampledFrom([]string{"a", "b", "\u00e9"})
		keys := rapid.SampledFrom([]string{"k", "K", "k2", "\U0001F600", " ", "%", "k\u0301"})
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				var recs []job.Record
				for range rapid.IntRange(1, 4).Draw(t, "n") {
					r := job.Record{Kind: kinds.Draw(t, "kind"), Key: keys.Draw(t, "key"), Body: rapid.SliceOfN(rapid.Byte(), 0, 9).Draw(t, "body")}
					recs = append(recs, r)
					if model[[2]string{r.Kind, r.Key}] = string(r.Body); len(r.Body) == 0 {
						delete(model, [2]string{r.Kind, r.Key})
					}
				}
				written += len(recs)
				if err := s.Put(ctx, recs...); err != nil {
					t.Fatal(err)
				}
			},
			"reopen": func(t *rapid.T) {
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				if s, err = Open(path); err != nil {
					t.Fatal(err)
				}
			},
			"": func(t *rapid.T) {
				for _, kind := range []string{"a", "b", "\u00e9"} {
					var want []string
					for name := range model {
						if name[0] == kind {
							want = append(want, name[1])
						}
					}
					sort.Strings(want)
					got, err := s.List(ctx, kind, "", 0)
					if err != nil || len(got) != len(want) {
						t.Fatal(got, want, err)
					}
					for i, r := range got {
						body, ok, err := s.Find(ctx, kind, want[i])
						if r.Key != want[i] || string(r.Body) != model[[2]string{kind, r.Key}] || !ok || err != nil || !bytes.Equal(body, r.Body) {
							t.Fatal(r, want[i], body, ok, err)
						}
					}
				}
				if err := s.VerifyJournal(ctx); err != nil {
					t.Fatal(err)
				}
				entries, err := s.Journal(ctx, 0, 0)
				if err != nil || len(entries) != min(written, MaxLimit) {
					t.Fatal(len(entries), written, err)
				}
			},
		})
	})
}

func TestBounds(t *testing.T) {
	ctx := context.Background()
	s := openTest(t, filepath.Join(t.TempDir(), "assay.db"))
	big := strings.Repeat("x", MaxBody)
	for name, recs := range map[string][]job.Record{
		"no kind":            {rec("", "k", "v")},
		"no key":             {rec("k", "", "v")},
		"long kind":          {rec(strings.Repeat("k", MaxKind+1), "k", "v")},
		"long key":           {rec("k", strings.Repeat("k", MaxKey+1), "v")},
		"body too large":     {rec("k", "k", big+"x")},
		"zero byte in key":   {rec("k", "a\x00b", "v")},
		"key is not UTF-8":   {rec("k", "\xff", "v")},
		"good one, bad one":  {rec("k", "good", "v"), rec("k", "", "v")},
		"too many":           make([]job.Record, MaxBatch+1),
		"too large together": {rec("k", "1", big), rec("k", "2", big), rec("k", "3", big), rec("k", "4", big), rec("k", "5", "x")},
	} {
		if err := s.Put(ctx, recs...); !errors.Is(err, ErrBounds) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := s.Find(ctx, "k", "a\x00b"); !errors.Is(err, ErrBounds) {
		t.Error(err)
	}
	if _, err := s.List(ctx, "", "", 1); !errors.Is(err, ErrBounds) {
		t.Error(err)
	}
	if entries, err := s.Journal(ctx, 0, 0); len(entries) != 0 || err != nil {
		t.Fatal("a refused Put left something:", len(entries), err)
	}
	for _, limit := range []int{-1, MaxLimit + 1} {
		if _, err := s.List(ctx, "k", "", limit); !errors.Is(err, ErrBounds) {
			t.Error(err)
		}
		if _, err := s.Journal(ctx, 0, limit); !errors.Is(err, ErrBounds) {
			t.Error(err)
		}
	}
	// The largest Put goes through, and a page of such bodies is whole: a caller takes a short page for the last.
	put(t, s, rec("k", "1", big), rec("k", "2", big), rec("k", "3", big), rec("k", "4", big))
	put(t, s, rec("k", "5", big))
	if page, err := s.List(ctx, "k", "", 10); err != nil || len(page) != 5 {
		t.Fatal(len(page), err)
	}
	if entries, err := s.Journal(ctx, 0, 10); err != nil || len(entries) != 5 {
		t.Fatal(len(entries), err)
	}
	verify(t, s)
}

func TestManyGoroutines(t *testing.T) {
	ctx := context.Background()
	s := openTest(t, filepath.Join(t.TempDir(), "assay.db"))
	const workers, each = 8, 30
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range each {
				key := fmt.Sprintf("%d/%02d", w, i)
				if err := s.Put(ctx, rec("job", key, "v"), rec("total", fmt.Sprint(w), fmt.Sprint(i+1))); err != nil {
					t.Error(err)
				}
				if _, ok, err := s.Find(ctx, "job", key); !ok || err != nil {
					t.Error("own write is not there:", ok, err)
				}
			}
		}()
	}
	for range 5 {
		if err := s.VerifyJournal(ctx); err != nil { // beside the writers
			t.Error(err)
		}
	}
	wg.Wait()
	verify(t, s)
	if list, err := s.List(ctx, "job", "", 0); err != nil || len(list) != workers*each {
		t.Fatal(len(list), err)
	}
	for w := range workers {
		if body, _, _ := s.Find(ctx, "total", fmt.Sprint(w)); string(body) != fmt.Sprint(each) {
			t.Errorf("worker %d: total %s", w, body)
		}
	}
}

func TestContextAndClose(t *testing.T) {
	s := openTest(t, filepath.Join(t.TempDir(), "assay.db"))
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Put(ended, rec("k", "k", "v")); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	// A Put that waits for its turn is stopped by its context and writes nothing.
	s.turn <- struct{}{}
	waiting, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- s.Put(waiting, rec("k", "k", "v")) }()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	<-s.turn
	if _, ok, err := s.Find(context.Background(), "k", "k"); ok || err != nil {
		t.Fatal(ok, err)
	}
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(context.Background(), rec("k", "k", "v")); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
	if _, _, err := s.Find(context.Background(), "k", "k"); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
	if _, err := s.List(context.Background(), "k", "", 1); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
	if err := s.VerifyJournal(context.Background()); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
}

// TestDurabilityIsOn holds the two settings on which "on disk when Put returns" rests.
func TestDurabilityIsOn(t *testing.T) {
	s := openTest(t, filepath.Join(t.TempDir(), "assay.db"))
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "locking_mode": "exclusive"} {
		var got string
		if err := s.conn.QueryRowContext(context.Background(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s, want %s (%v)", pragma, got, want, err)
		}
	}
}

func BenchmarkPut(b *testing.B) {
	for _, size := range []int{300, 4096} {
		b.Run(fmt.Sprintf("%dB", size), func(b *testing.B) {
			s := openTest(b, filepath.Join(b.TempDir(), "assay.db"))
			body := strings.Repeat("x", size)
			b.SetBytes(int64(size))
			i := 0
			for b.Loop() {
				put(b, s, rec("chunk", fmt.Sprint(i), body))
				i++
			}
		})
	}
}
