package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
	"github.com/gofrs/flock"
	"github.com/spf13/cobra"
)

func (a *app) payCommand() *cobra.Command {
	var l loader
	var method, data, kind, max string
	c := &cobra.Command{
		Use:   "pay URL",
		Short: "Fetch something that costs money: any x402 resource",
		Long: `Fetches a URL. If the server answers 402 Payment Required (x402 version 2, scheme exact), pays what it asks from the payer's key, once, and
prints what comes. What is asked must be in the chain's stablecoin, and not above --max; the wallet's policy is asked too, if there is one.

The payment is on disk before it is sent. If the connection breaks, the same command sends the same payment again, which can be used once.`,
		Example: `  assay pay https://api.example.com/weather
  assay pay http://127.0.0.1:4021/pay/v1/chat/completions --max 0.01 \
    --body '{"model":"assay-small","messages":[{"role":"user","content":"pay bob 5 dollars"}],"max_tokens":40}'`,
		Args: exactly(1, "one URL"),
		RunE: l.client(func(ctx context.Context, cfg config, args []string) error {
			r := wire.Resource{Method: strings.ToUpper(method), URL: args[0], ContentType: kind, Body: []byte(data)}
			if path, ok := strings.CutPrefix(data, "@"); ok {
				raw, err := os.ReadFile(path)
				if err != nil {
					return fmt.Errorf("--body: %w", err)
				}
				r.Body = raw
			}
			if r.Method == "" {
				r.Method = http.MethodGet
				if len(r.Body) > 0 {
					r.Method = http.MethodPost
				}
			}
			most, err := dollars("--max", max)
			if err != nil {
				return &usageError{err}
			}
			if !l.given["log"] {
				cfg.Log = "warn" // what is fetched is what is wanted
			}
			return a.pay(ctx, cfg, r, most)
		}),
	}
	l.bind(c.Flags(), "data", "log", "policy", "chain-")
	c.Flags().StringVarP(&method, "request", "X", "", "HTTP method (default: GET, or POST with --body)")
	c.Flags().StringVarP(&data, "body", "d", "", "body to send; @FILE reads it from a file")
	c.Flags().StringVar(&kind, "content-type", "application/json", "type of the body")
	c.Flags().StringVar(&max, "max", "0.10", "most dollars to pay")
	return c
}

func (a *app) pay(ctx context.Context, cfg config, r wire.Resource, most job.Amount) (err error) {
	log, err := newLogger(a.err, cfg.Log)
	if err != nil {
		return err
	}
	m := &machine{cfg: cfg, log: log, rpc: cfg.rpcURL()}
	defer func() { err = errors.Join(err, m.close()) }()
	if m.keys, err = openKeys(cfg.Data); err != nil {
		return err
	}
	if err := m.openGuard(ctx); err != nil {
		return err
	}
	c, key, err := m.account(ctx, payerKey)
	if err != nil {
		return err
	}
	token, err := c.TokenDomain(ctx)
	if err != nil {
		return err
	}
	shopper := wire.NewShopper(job.Cashier{ChainID: c.ChainID(), Contracts: c.Contracts(), Token: token}, wire.ShopperOptions{AllowPrivate: cfg.private()})
	errands := &node.Errands{
		ChainID: c.ChainID(), Token: token, Key: key, Wallet: m.wallet, Chain: c, Book: payFolder(filepath.Join(cfg.Data, "payments")), Max: most, Now: time.Now, Random: rand.Reader,
	}
	name := job.Keccak([]byte(r.Method+" "+r.URL+"\n"+r.ContentType+"\n"), r.Body).String()[2:]
	got, err := shopper.Fetch(ctx, r, "")
	if err != nil {
		return err
	}
	if got.Status == http.StatusPaymentRequired {
		if got.Wants == nil {
			return fmt.Errorf("%s wants to be paid, and we cannot: %s", r.URL, got.Unpayable)
		}
		payment, again, err := errands.Pay(ctx, name, got.Wants.Bill, got.Wants.Timeout)
		if err != nil {
			return err
		}
		if again {
			fmt.Fprintln(a.err, "sending the payment again that was signed for this before")
		}
		header, err := got.Wants.Header(payment)
		if err != nil {
			return err
		}
		if got, err = shopper.Fetch(ctx, r, header); err != nil {
			return fmt.Errorf("%w\nthe payment is kept: the same command sends it again, and it can be used once", err)
		}
		if got.Status == http.StatusPaymentRequired {
			return fmt.Errorf("%s refuses the payment: %s", r.URL, got.Refused)
		}
		if got.Status/100 != 2 { // whoever took the payment may use it yet
			return fmt.Errorf("%s answers the payment with status %d; the same command sends the same payment again: %s", r.URL, got.Status, excerpt(got.Body))
		}
		if got.Paid != nil {
			fmt.Fprintf(a.err, "sent %s units; the server says transaction %s\n", payment.Value, got.Paid.Transaction)
		}
		if err := errands.Came(ctx, name); err != nil {
			return err
		}
	}
	return a.showGot(r, got)
}

// excerpt is the beginning of what a stranger sent, without what a terminal would obey.
func excerpt(body []byte) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, string(body[:min(len(body), 300)])))
}

func (a *app) showGot(r wire.Resource, got wire.Got) error {
	if a.asJSON {
		if err := a.printJSON(map[string]any{
			"ok": got.Status < 400, "url": r.URL, "status": got.Status, "contentType": got.ContentType, "body": string(got.Body), "payment": got.Paid,
			"receipt": got.Receipt, "recourse": got.Recourse,
		}); err != nil {
			return err
		}
	} else {
		a.printf("%s", got.Body)
		if n := len(got.Body); n > 0 && got.Body[n-1] != '\n' {
			a.printf("\n")
		}
	}
	if got.Status >= 400 {
		return errNo
	}
	return nil
}

// payFolder keeps payments under way, a file each. It implements node.ErrandBook.
type payFolder string

func (f payFolder) at(key string) string { return filepath.Join(string(f), key+".json") }

// Lock implements node.ErrandBook.
func (f payFolder) Lock(ctx context.Context) (func(), error) {
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return nil, err
	}
	l := flock.New(filepath.Join(string(f), ".lock"), flock.SetPermissions(0o600))
	if _, err := l.TryLockContext(ctx, 50*time.Millisecond); err != nil {
		return nil, err
	}
	return func() { _ = l.Unlock() }, nil
}

// Kept implements node.ErrandBook.
func (f payFolder) Kept(key string) ([]byte, bool, error) {
	raw, err := os.ReadFile(f.at(key))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	return raw, err == nil, err
}

// Keep implements node.ErrandBook.
func (f payFolder) Keep(key string, body []byte) error {
	if len(body) == 0 {
		if err := os.Remove(f.at(key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(string(f), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(body)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), f.at(key)); err != nil {
		return err
	}
	dir, err := os.Open(string(f)) // the name is on disk when its folder is
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}
