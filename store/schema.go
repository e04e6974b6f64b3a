package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"syscall"

	"modernc.org/sqlite" // registers the driver "sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// applicationID is "ASSY" in SQLite's header, which tells our files from other people's databases.
const applicationID = 0x41535359

// migrations[i] takes a store from version i to i+1 (PRAGMA user_version). Lines are only ever added.
//
// A body is stored once, in the journal; record says which entry is current.
var migrations = []string{
	`CREATE TABLE journal (
		seq   INTEGER PRIMARY KEY,  -- 1, 2, 3, without gaps
		time  INTEGER NOT NULL,     -- unix milliseconds, by this machine's clock
		kind  TEXT NOT NULL,
		key   TEXT NOT NULL,
		body  BLOB NOT NULL,        -- empty: deletes
		chain BLOB NOT NULL         -- see Entry.Chain
	) STRICT;
	CREATE TABLE record (
		kind TEXT NOT NULL,
		key  TEXT NOT NULL,
		seq  INTEGER NOT NULL,      -- the newest journal entry of this kind and key
		PRIMARY KEY (kind, key)
	) STRICT, WITHOUT ROWID;`,
}

func migrate(ctx context.Context, conn *sql.Conn) error {
	// The write lock comes first: it is what a second process runs into, and in exclusive mode it is never given up.
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := migrateLocked(ctx, conn)
	if err == nil {
		_, err = conn.ExecContext(ctx, "COMMIT")
	}
	if err != nil {
		conn.ExecContext(ctx, "ROLLBACK") // the connection is closed next, which would do the same
	}
	return err
}

// schemaVersion returns the schema of the file, 0 for a new one. It refuses what is not ours or newer than we know.
func schemaVersion(ctx context.Context, conn *sql.Conn) (int, error) {
	var version, id, tables int
	for _, q := range []struct {
		text string
		into *int
	}{
		{"PRAGMA user_version", &version}, {"PRAGMA application_id", &id}, {"SELECT count(*) FROM sqlite_schema", &tables},
	} {
		if err := conn.QueryRowContext(ctx, q.text).Scan(q.into); err != nil {
			return 0, err
		}
	}
	switch {
	case id != applicationID && (tables > 0 || version != 0 || id != 0):
		return 0, fmt.Errorf("%w: it is a database of another program: choose another path", ErrCorrupt)
	case version > len(migrations):
		return 0, fmt.Errorf("%w: it has schema %d, and this program knows up to %d: use the newer program", ErrNewer, version, len(migrations))
	case version < 0:
		return 0, fmt.Errorf("%w: schema version %d: restore a backup", ErrCorrupt, version)
	}
	return version, nil
}

func migrateLocked(ctx context.Context, conn *sql.Conn) error {
	version, err := schemaVersion(ctx, conn)
	if err != nil || version == len(migrations) {
		return err
	}
	for i := version; i < len(migrations); i++ {
		if _, err := conn.ExecContext(ctx, migrations[i]); err != nil {
			return fmt.Errorf("migrate to schema %d: %w", i+1, err)
		}
	}
	_, err = conn.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(migrations)))
	return err
}

// statements are prepared once: parsing SQL would cost more than running it.
type statements struct {
	begin, commit, rollback      *sql.Stmt
	head, append, point, remove  *sql.Stmt
	find, list, entries, current *sql.Stmt
	all                          []*sql.Stmt
}

func (s *statements) prepare(ctx context.Context, conn *sql.Conn) error {
	for _, q := range []struct {
		into **sql.Stmt
		text string
	}{
		{&s.begin, "BEGIN IMMEDIATE"},
		{&s.commit, "COMMIT"},
		{&s.rollback, "ROLLBACK"},
		{&s.head, "SELECT seq, chain FROM journal ORDER BY seq DESC LIMIT 1"},
		{&s.append, "INSERT INTO journal (seq, time, kind, key, body, chain) VALUES (?, ?, ?, ?, ?, ?)"},
		{&s.point, "INSERT INTO record (kind, key, seq) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET seq = excluded.seq"},
		{&s.remove, "DELETE FROM record WHERE kind = ? AND key = ?"},
		{&s.find, "SELECT j.body FROM record r JOIN journal j ON j.seq = r.seq WHERE r.kind = ? AND r.key = ?"},
		{&s.list, "SELECT r.key, j.body FROM record r JOIN journal j ON j.seq = r.seq WHERE r.kind = ? AND r.key > ? ORDER BY r.key LIMIT ?"},
		{&s.entries, "SELECT seq, time, kind, key, body, chain FROM journal WHERE seq > ? ORDER BY seq LIMIT ?"},
		{&s.current, "SELECT seq FROM record WHERE kind = ? AND key = ?"},
	} {
		stmt, err := conn.PrepareContext(ctx, q.text)
		if err != nil {
			return err
		}
		*q.into = stmt
		s.all = append(s.all, stmt)
	}
	return nil
}

func (s *statements) close() error {
	var err error
	for _, stmt := range s.all {
		err = errors.Join(err, stmt.Close())
	}
	return err
}

// classify wraps an error of SQLite or the system in one of ours, with what to do next.
func classify(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w: free some space and try again", ErrFull, err)
	}
	if errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("%w: %w: give this user the right to write there, or choose another directory", ErrReadOnly, err)
	}
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return err
	}
	switch se.Code() & 0xff { // the primary code; the rest says more
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w by another process: stop it, or give this one a data directory of its own (%w)", ErrInUse, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: free some space and try again (%w)", ErrFull, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return fmt.Errorf("%w: see who owns the file and its directory, and whether the disk is mounted read-only (%w)", ErrReadOnly, err)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: keep the file for examination and restore a backup (%w)", ErrCorrupt, err)
	}
	return err
}

// unsure reports whether a failed commit may still have reached the disk: after an I/O error nobody can tell which pages
// the system kept.
func unsure(err error) bool {
	var se *sqlite.Error
	return errors.As(err, &se) && se.Code()&0xff == sqlite3.SQLITE_IOERR
}
