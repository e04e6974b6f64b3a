package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/store"
)

// readOnly connects to the chain that a configuration means, without a key.
func readOnly(ctx context.Context, cfg config) (*chain.Client, error) {
	return chain.Dial(ctx, cfg.rpcURL(), nil, chain.Options{Timeout: 5 * time.Second})
}

// fetchReceipt gets a bundle from a gateway.
func fetchReceipt(ctx context.Context, base, id, apiKey string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/v1/receipts/"+id, nil)
	if err != nil {
		return nil, err
	}
	if apiKey != "" {
		req.Header.Set("Authorization", "Bearer "+apiKey)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, fmt.Errorf("no gateway answers at %s (start one with `assay up`): %w", base, err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 16<<20))
	if err != nil {
		return nil, fmt.Errorf("read receipt: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the gateway has no receipt %s: `assay receipts` lists those it has", id)
	}
	return raw, nil
}

// finding is one thing that the doctor looked at.
type finding struct {
	What string `json:"what"`
	OK   bool   `json:"ok"`
	Says string `json:"says"`
	Mend string `json:"mend,omitempty"`
}

func (a *app) doctorCommand() *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Say what is wrong with a set-up, and how to mend it",
		Long: `Looks at configuration, doors, data directory, journal, keys, models, chain, contracts, stake, purses, gateway and channels, and
says for each what it found and what to do. Exit code 0 means that all is well.`,
		Args: exactly(0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := l.load()
			if err != nil {
				return a.diagnose([]finding{{"configuration", false, err.Error(), "correct the file, variable or flag that it names"}})
			}
			open := []finding{checked("doors", "gateway "+cfg.Gateway.Listen+", provider "+cfg.Provider.Listen, cfg.servable(),
				"correct the setting that it names"),
				checked("private", "providers at private addresses: "+cfg.Chain.Private, cfg.riskyPrivate(), "set chain.private to auto or no")}
			cfg.adopt(l.given)
			return a.diagnose(append(open, examine(c.Context(), cfg)...))
		},
	}
	l.bind(c.Flags(), "")
	return c
}

// checked makes a finding of what a check returned.
func checked(what, says string, err error, mend string) finding {
	if err != nil {
		return finding{what, false, err.Error(), mend}
	}
	return finding{what, true, says, ""}
}

func (a *app) diagnose(list []finding) error {
	var sick error
	for _, f := range list {
		if !f.OK {
			sick = errNo
		}
	}
	if a.asJSON {
		if err := a.printJSON(map[string]any{"ok": sick == nil, "findings": list}); err != nil {
			return err
		}
		return sick
	}
	for _, f := range list {
		mark := "ok  "
		if !f.OK {
			mark = "BAD "
		}
		a.printf("%s %-14s %s\n", mark, f.What, f.Says)
		if f.Mend != "" {
			a.printf("     %-14s -> %s\n", "", f.Mend)
		}
	}
	return sick
}

func examine(ctx context.Context, cfg config) []finding {
	var out []finding
	add := func(what, says, mend string, err error) bool {
		out = append(out, checked(what, says, err, mend))
		return err == nil
	}
	add("configuration", "roles "+strings.Join(cfg.Roles, ", "), "", nil)
	st, err := os.Stat(cfg.Data)
	if errors.Is(err, fs.ErrNotExist) {
		add("data", "", "run `assay up` once: it makes what it needs", fmt.Errorf("%s does not exist yet", cfg.Data))
		return out
	}
	if err == nil && st.Mode().Perm()&0o077 != 0 {
		err = fmt.Errorf("%s can be read by others", cfg.Data)
	}
	add("data", cfg.Data, "chmod 700 "+cfg.Data, err)
	out = append(out, examineJournal(ctx, cfg))
	if cfg.has("gateway") {
		out = append(out, examineWallet(ctx, cfg))
	}
	keys, err := listKeys(cfg)
	add("keys", fmt.Sprintf("%d keys", len(keys)), "is ASSAY_PASSWORD the one that the keys were made with?", err)
	lib, err := loadLibrary(cfg.Data, engine.Options{})
	if add("models", "", "delete or import again the file that it names", err) {
		out[len(out)-1].Says = fmt.Sprintf("%d on offer, the built-in one among them", len(lib.Models()))
	}
	out = append(out, examineChain(ctx, cfg, keys)...)
	if cfg.has("gateway") {
		_, err := question{base: cfg.gatewayURL()}.health(ctx)
		if add("gateway", "answers at "+cfg.gatewayURL()+"/v1", "start it: `assay up`", err) {
			out = append(out, examineChannels(ctx, cfg)...)
		}
	}
	return out
}

// examineJournal opens the journal and checks its chain of hashes. A running node holds it, which is well.
func examineJournal(ctx context.Context, cfg config) finding {
	path := filepath.Join(cfg.Data, "assay.db")
	f := finding{What: "journal", OK: true, Says: path}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		f.Says = "none yet"
		return f
	}
	s, err := store.Open(path)
	if errors.Is(err, store.ErrInUse) {
		f.Says = "in use by a running node"
		return f
	}
	if err == nil {
		err = errors.Join(s.VerifyJournal(ctx), s.Close())
	}
	if err != nil {
		f.OK, f.Says, f.Mend = false, err.Error(), "restore the data directory from a backup, and settle open channels first if you can"
	}
	return f
}

func examineChain(ctx context.Context, cfg config, keys []keyLine) []finding {
	c, err := readOnly(ctx, cfg)
	if err != nil {
		return []finding{{"chain", false, err.Error(), "start it (`assay up` or `assay chain`), or correct --rpc"}}
	}
	defer c.Close()
	head, err := c.Head(ctx)
	if err != nil {
		return []finding{{"chain", false, err.Error(), "start it (`assay up` or `assay chain`), or correct --rpc"}}
	}
	out := []finding{{"chain", true, fmt.Sprintf("id %d, block %d", c.ChainID(), head.Number), ""}}
	missing, err := c.Missing(ctx)
	switch {
	case err != nil:
		out = append(out, finding{"contracts", false, err.Error(), "try again"})
	case len(missing) > 0:
		out = append(out, finding{"contracts", false, "missing: " + strings.Join(missing, ", "), "`assay chain deploy --rpc URL` puts them there"})
		return out
	default:
		out = append(out, finding{"contracts", true, "all there", ""})
	}
	for _, k := range keys {
		if k.Name == providerKey && cfg.has("provider") {
			out = append(out, examineStake(ctx, c, cfg, k.Address))
		}
		if k.Name != payerKey && k.Name != providerKey {
			continue
		}
		f := finding{What: "purse " + k.Name, OK: true}
		dollars, err := c.Balance(ctx, k.Address)
		wei, err2 := c.Ether(ctx, k.Address)
		f.Says = fmt.Sprintf("$%s, %s ether", dollars.Decimal(tokenDecimals), wei.Decimal(18))
		switch err := errors.Join(err, err2); {
		case err != nil:
			f.OK, f.Says, f.Mend = false, err.Error(), "try again"
		case wei.IsZero():
			f.OK, f.Mend = false, fmt.Sprintf("send ether for gas to %s", k.Address)
		case dollars.IsZero() && k.Name == payerKey:
			f.OK, f.Mend = false, fmt.Sprintf("send dollars (%s) to %s", c.Contracts().Token, k.Address)
		}
		out = append(out, f)
	}
	return out
}

// examineStake sees whether the provider could set aside stake for one more channel.
func examineStake(ctx context.Context, c *chain.Client, cfg config, provider job.Address) finding {
	reserve, err := dollars("provider.reserve", cfg.Provider.Reserve)
	if err != nil {
		return checked("stake", "", err, "correct the setting")
	}
	stake, err := c.StakeOf(ctx, provider)
	if err != nil {
		return checked("stake", "", err, "try again")
	}
	says := fmt.Sprintf("$%s free of $%s; a channel takes $%s", stake.Free.Decimal(tokenDecimals), stake.Total.Decimal(tokenDecimals), reserve.Decimal(tokenDecimals))
	if stake.Free.Less(reserve) {
		err = errors.New(says)
	}
	return checked("stake", says, err, "no new channel can be served: raise provider.stake, or wait until reservations end")
}

// examineChannels asks the running gateway for channels that do not go on by themselves.
func examineChannels(ctx context.Context, cfg config) []finding {
	const what = "channels"
	client, err := control(cfg)
	if err != nil {
		return []finding{checked(what, "", err, "")}
	}
	defer client.Hangup()
	raw, err := client.Channels(ctx)
	if err != nil {
		return []finding{checked(what, "", err, "is --data the directory of the node that answers there?")}
	}
	var list []node.ChannelReport
	if err := json.Unmarshal(raw, &list); err != nil {
		return []finding{checked(what, "", fmt.Errorf("the node answered something else than expected: %w", err), "is it another version?")}
	}
	c, err := readOnly(ctx, cfg)
	if err != nil {
		return []finding{checked(what, "", err, "")}
	}
	defer c.Close()
	head, err := c.Head(ctx)
	if err != nil {
		return []finding{checked(what, "", err, "try again")}
	}
	var out []finding
	for _, r := range list {
		var state job.ChannelState
		if r.State == "withdrawing" {
			if state, err = c.Channel(ctx, r.Channel); err != nil {
				return append(out, checked(what, "", err, "try again"))
			}
		}
		if f := examineChannel(r, state, head.Time); f != nil {
			out = append(out, *f)
		}
	}
	if len(out) == 0 {
		out = append(out, finding{what, true, fmt.Sprintf("%d, none in trouble", len(list)), ""})
	}
	return out
}

// examineChannel says what is wrong with one channel, or nothing. state is its state on chain when a withdrawal runs,
// now the chain's time in unix seconds.
func examineChannel(r node.ChannelReport, state job.ChannelState, now uint64) *finding {
	f := finding{What: "channel " + r.Channel.Short()}
	ripe := state.WithdrawAt + job.MinWithdrawDelay // the delay of every channel that our gateway opens
	switch {
	case r.State == "opening":
		f.Says = fmt.Sprintf("agent %d: still opening, the deposit is not seen on chain", r.Agent)
		f.Mend = "if it is the same in two minutes, `assay channel close " + r.Channel.String() + "` gives it up"
	case r.State == "withdrawing" && state.WithdrawAt > 0 && now > ripe+120:
		f.Says = fmt.Sprintf("agent %d: the withdrawal delay ended at %s and the money is not taken", r.Agent, time.Unix(int64(ripe), 0).UTC().Format(time.DateTime))
		f.Mend = "keep `assay up` running, and see that the payer has ether for gas"
	case r.State == "withdrawing" && state.WithdrawAt > 0:
		f.OK, f.Says = true, fmt.Sprintf("agent %d: a withdrawal is under way, the money can be taken from %s", r.Agent, time.Unix(int64(ripe), 0).UTC().Format(time.DateTime))
	case r.Caught != "" && r.State != "closed":
		f.Says = fmt.Sprintf("agent %d was caught (%s), and $%s are still in the channel", r.Agent, r.Caught, r.Deposit.Decimal(tokenDecimals))
		f.Mend = "a running node closes it after some minutes; `assay channel close " + r.Channel.String() + "` does it now"
	default:
		return nil
	}
	return &f
}

// health asks a gateway whether it is there.
func (q question) health(ctx context.Context) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, q.base+"/healthz", nil)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, fmt.Errorf("no gateway answers at %s", q.base)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return resp.StatusCode, fmt.Errorf("what answers at %s is no gateway (status %d)", q.base, resp.StatusCode)
	}
	return resp.StatusCode, nil
}
