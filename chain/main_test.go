package chain

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
)

// shared is one embedded chain with all contracts for the tests that do not stop it.
var shared struct {
	dev       *Dev
	contracts job.Contracts
}

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	if dir := os.Getenv(childDir); dir != "" {
		return runChild(dir)
	}
	dir, err := os.MkdirTemp("", "assay-chain-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	shared.dev, err = StartDev(ctx, DevConfig{Dir: dir, Listen: "127.0.0.1:0", Log: testLog()})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer shared.dev.Close()
	key, err := GenerateKey()
	if err == nil {
		err = fundAt(ctx, shared.dev.URL(), key.Address())
	}
	if err == nil {
		shared.contracts, err = Deploy(ctx, shared.dev.URL(), key, nil)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

func testLog() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

func fundAt(ctx context.Context, url string, to job.Address) error {
	c, err := Dial(ctx, url, nil, Options{})
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Fund(ctx, to)
}

// person is a funded account with a client on the shared chain.
func person(t testing.TB) *Client { return personAt(t, shared.dev.URL(), Options{}) }

func personAt(t testing.TB, url string, o Options) *Client {
	t.Helper()
	key, err := GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	if err := fundAt(t.Context(), url, key.Address()); err != nil {
		t.Fatal(err)
	}
	c, err := Dial(t.Context(), url, key, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// must returns v, or fails the test.
func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
