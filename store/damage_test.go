package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fill writes until the store refuses, and returns the refusal and how many Puts went through.
func fill(s *Store, body string) (int, error) {
	for i := 0; ; i++ {
		if err := s.Put(context.Background(), rec("k", fmt.Sprintf("%06d", i), body), rec("n", "n", fmt.Sprint(i+1))); err != nil {
			return i, err
		}
		if i > 1<<20 {
			return i, errors.New("it never fills up")
		}
	}
}

func checkFull(t *testing.T, s *Store, room func()) {
	t.Helper()
	ctx := context.Background()
	n, err := fill(s, strings.Repeat("x", 20000))
	if !errors.Is(err, ErrFull) || n == 0 {
		t.Fatalf("after %d Puts: %v", n, err)
	}
	if !strings.Contains(err.Error(), "free some space") {
		t.Errorf("the error does not say what to do: %v", err)
	}
	// The refused Put left nothing, the store still reads, and writes again once there is room.
	if body, ok, err := s.Find(ctx, "n", "n"); string(body) != fmt.Sprint(n) || !ok || err != nil {
		t.Fatalf("%d Puts were acknowledged, the store has %s (%v, %v)", n, body, ok, err)
	}
	if _, ok, err := s.Find(ctx, "k", fmt.Sprintf("%06d", n)); ok || err != nil {
		t.Fatal("half of the refused Put is there:", ok, err)
	}
	verify(t, s)
	room()
	put(t, s, rec("n", "n", "after"))
	verify(t, s)
}

func TestDiskFull(t *testing.T) {
	s := openTest(t, filepath.Join(t.TempDir(), "assay.db"))
	pages := func(n int) {
		if _, err := s.conn.ExecContext(context.Background(), fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
			t.Fatal(err)
		}
	}
	pages(100)
	checkFull(t, s, func() { pages(200) })
}

func TestPathIsADirectory(t *testing.T) {
	if s, err := Open(t.TempDir()); err == nil {
		s.Close()
		t.Fatal("opened a directory")
	}
}

func TestNotAStore(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "text.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("this is no database\n", 300)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrCorrupt) {
		t.Errorf("a text file: %v", err)
	}
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE bookmarks (url TEXT)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	before, _ := os.ReadFile(other)
	if _, err := Open(other); !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "another program") {
		t.Errorf("another program's database: %v", err)
	}
	if after, _ := os.ReadFile(other); string(before) != string(after) {
		t.Error("another program's database was changed")
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "assay.db")
	s := openTest(t, path)
	if _, err := s.conn.ExecContext(context.Background(), "PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(path); !errors.Is(err, ErrNewer) {
		t.Fatal(err)
	}
}

// TestDamagedPages overwrites pages in the middle: what they held must come back as an error, never as another value.
func TestDamagedPages(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "assay.db")
	s := openTest(t, path)
	for i := range 200 {
		put(t, s, rec("k", fmt.Sprintf("%03d", i), strings.Repeat(fmt.Sprint(i%10), 500)))
	}
	s.Close()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 2 * 4096; i < len(file); i++ {
		if i/4096%2 == 0 {
			file[i] = 0xa5
		}
	}
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(path); err != nil {
		if !errors.Is(err, ErrCorrupt) {
			t.Fatal(err)
		}
		return
	}
	defer s.Close()
	damaged := 0
	for i := range 200 {
		body, ok, err := s.Find(ctx, "k", fmt.Sprintf("%03d", i))
		switch {
		case errors.Is(err, ErrCorrupt):
			damaged++
		case err != nil:
			t.Fatal(err)
		case ok && string(body) != strings.Repeat(fmt.Sprint(i%10), 500):
			t.Fatalf("%03d came back as something else", i)
		}
	}
	err = s.VerifyJournal(ctx)
	if damaged == 0 && err == nil {
		t.Fatal("half of the file is overwritten, and nobody noticed")
	}
	if err != nil && !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrTampered) {
		t.Fatal(err)
	}
}

// TestTampering changes the tables behind the store's back, one attack at a time.
func TestTampering(t *testing.T) {
	for attack, statement := range map[string]string{
		"change a body":                          "UPDATE journal SET body = x'39' WHERE seq = 2",
		"change an old, superseded body":         "UPDATE journal SET body = x'39' WHERE seq = 1",
		"change a kind":                          "UPDATE journal SET kind = 'x' WHERE seq = 3",
		"change a key":                           "UPDATE journal SET key = 'x' WHERE seq = 3",
		"move a byte from key to body":           "UPDATE journal SET key = 'channe', body = CAST('lpaid 1' AS BLOB) WHERE seq = 1",
		"change a time":                          "UPDATE journal SET time = time + 1 WHERE seq = 3",
		"change a chain value":                   "UPDATE journal SET chain = zeroblob(32) WHERE seq = 3",
		"cut a chain value short":                "UPDATE journal SET chain = zeroblob(3) WHERE seq = 4",
		"remove an entry in the middle":          "DELETE FROM journal WHERE seq = 2",
		"remove the first entry":                 "DELETE FROM journal WHERE seq = 1",
		"remove the last entry":                  "DELETE FROM journal WHERE seq = 5",
		"remove the deletion at the end":         "DELETE FROM journal WHERE seq >= 4; DELETE FROM record WHERE key = 'other'",
		"insert an entry":                        "INSERT INTO journal SELECT 6, time, kind, key, body, chain FROM journal WHERE seq = 5",
		"swap two entries":                       "UPDATE journal SET seq = -1 WHERE seq = 2; UPDATE journal SET seq = 2 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = -1",
		"bring back an older value":              "UPDATE record SET seq = 1 WHERE key = 'channel'",
		"bring back a deleted value":             "INSERT INTO record VALUES ('k', 'gone', 3)",
		"make the deletion itself a value":       "INSERT INTO record VALUES ('k', 'gone', 4)",
		"invent a value":                         "INSERT INTO record VALUES ('k', 'new', 5)",
		"hide a value":                           "DELETE FROM record WHERE key = 'channel'",
		"give a value another name's entry":      "UPDATE record SET seq = 5 WHERE key = 'channel'",
		"point a value at an entry yet to come":  "UPDATE record SET seq = 77 WHERE key = 'channel'",
		"empty the journal, but keep the values": "DELETE FROM journal",
	} {
		t.Run(attack, func(t *testing.T) {
			ctx := context.Background()
			s := openTest(t, filepath.Join(t.TempDir(), "assay.db"))
			put(t, s, rec("k", "channel", "paid 1"))
			put(t, s, rec("k", "channel", "paid 2"))
			put(t, s, rec("k", "gone", "v"))
			put(t, s, rec("k", "gone", ""))
			put(t, s, rec("k", "other", "w"))
			verify(t, s)
			if _, err := s.conn.ExecContext(ctx, statement); err != nil {
				t.Fatal(err)
			}
			if err := s.VerifyJournal(ctx); !errors.Is(err, ErrTampered) {
				t.Fatalf("not noticed: %v", err)
			}
		})
	}
}
