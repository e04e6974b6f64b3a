package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/wire"
	"github.com/spf13/cobra"
)

func (a *app) askCommand() *cobra.Command {
	var l loader
	var o runOptions
	var provider int64
	var apiKey, lane string
	c := &cobra.Command{
		Use:   "ask [PROMPT...]",
		Short: "Ask the running gateway, pay, and get a checked answer",
		Long: `Sends a prompt to the gateway of a running node ("assay up"), which picks a provider, pays it chunk by chunk and checks
every chunk before the next payment. The answer appears as it is checked; its receipt is kept by the node.`,
		Example: `  assay ask "pay bob 5 dollars"
  assay ask -t 0.8 -n 64 "what is a receipt?"
  assay ask --json-object --frequency-penalty 0.5 "who is bob"
  assay ask --provider 2 --json "what does a thousand tokens cost"
  assay ask --lane statistical -m llama-70b "write a haiku"`,
		RunE: l.client(func(ctx context.Context, cfg config, args []string) error {
			prompt, err := a.promptOf(args)
			if err != nil {
				return err
			}
			q := question{base: cfg.gatewayURL(), apiKey: cmp.Or(apiKey, cfg.firstKey()), prompt: prompt, lane: lane, o: o}
			if provider >= 0 {
				q.provider = strconv.FormatInt(provider, 10)
			}
			return a.ask(ctx, q)
		}),
	}
	l.bind(c.Flags(), "data", "gateway-listen")
	o.bind(c)
	c.Flags().Int64Var(&provider, "provider", -1, "insist on the provider with this agent id")
	c.Flags().StringVar(&lane, "lane", "", "exact or statistical (default: the gateway's)")
	c.Flags().StringVar(&apiKey, "api-key", "", "API key, when the gateway asks for one")
	return c
}

func (a *app) ask(ctx context.Context, q question) error {
	reply, err := q.send(ctx, func(s string) {
		if !a.asJSON {
			a.printf("%s", s)
		}
	})
	if err != nil {
		return err
	}
	if a.asJSON {
		return a.printJSON(reply)
	}
	r := reply.Assay
	a.printf("\n\n")
	for _, f := range r.Failed {
		what := "failed first: " + f.Reason
		if f.Class != "" {
			what = fmt.Sprintf("was wrong first: %s (%s)", f.Reason, shown(f.Proven))
		}
		a.printf("  (agent %d %s)\n", f.Agent, what)
	}
	a.printf("  agent %d, %s lane, %s, %s, %d + %d %ss, $%s\n  receipt %s\n", r.Agent, r.Lane, r.Checked, r.Assured, reply.Usage.PromptTokens, reply.Usage.CompletionTokens,
		cmp.Or(r.Unit, "token"), r.Cost.Decimal(tokenDecimals), r.Receipt)
	return nil
}

// question is one request to a gateway, as any OpenAI client would send it.
type question struct {
	base     string // http://host:port
	apiKey   string
	prompt   string
	provider string // agent id to insist on, "" for none
	lane     string // "" for the gateway's
	o        runOptions
}

// reply is what came of it.
type reply struct {
	ID     string       `json:"id"`
	Text   string       `json:"text"`
	Finish string       `json:"finish"`
	Usage  job.Usage    `json:"usage"`
	Assay  receiptLabel `json:"assay"`
}

// receiptLabel is the field that the gateway adds to OpenAI's answer.
type receiptLabel struct {
	Receipt  job.Hash    `json:"receipt"`
	Lane     string      `json:"lane"`
	Unit     string      `json:"unit"`
	Agent    uint64      `json:"agent"`
	Provider job.Address `json:"provider"`
	Cost     job.Amount  `json:"cost"`
	Checked  string      `json:"checked"`
	Assured  string      `json:"assured"`
	Failed   []job.Catch `json:"failed"`
}

// streamPiece is one server-sent event of OpenAI's stream, chat or not.
type streamPiece struct {
	ID      string `json:"id"`
	Choices []struct {
		Delta struct {
			Content string `json:"content"`
		} `json:"delta"`
		Text   string  `json:"text"`
		Finish *string `json:"finish_reason"`
	} `json:"choices"`
	Usage *job.Usage    `json:"usage"`
	Assay *receiptLabel `json:"assay"`
	Error *struct {
		Message string `json:"message"`
		Code    string `json:"code"`
	} `json:"error"`
}

// send streams the answer; text reaches say as it comes.
func (q question) send(ctx context.Context, say func(string)) (reply, error) {
	var r reply
	if _, err := q.o.sampling(); err != nil {
		return r, err
	}
	shape, err := q.o.constraints()
	if err != nil {
		return r, err
	}
	model := q.o.model
	if model == "" {
		model = builtinName
	}
	body := map[string]any{
		"model": model, "stream": true, "stream_options": map[string]any{"include_usage": true},
		"temperature": q.o.temperature, "top_p": q.o.topP, "min_p": q.o.minP, "top_k": q.o.topK,
		"frequency_penalty": q.o.frequency, "presence_penalty": q.o.presence,
	}
	if q.o.repetition != 0 {
		body["repetition_penalty"] = q.o.repetition
	}
	if len(shape.Bias) > 0 {
		bias := map[string]json.Number{}
		for _, b := range shape.Bias {
			bias[strconv.FormatUint(uint64(b.Token), 10)] = json.Number(strconv.FormatInt(int64(b.Bias), 10) + "e-3")
		}
		body["logit_bias"] = bias
	}
	if shape.Schema != "" {
		body["response_format"] = map[string]any{"type": "json_schema", "json_schema": map[string]any{"name": "answer", "schema": json.RawMessage(shape.Schema)}}
	}
	path := "/v1/chat/completions"
	if q.o.raw {
		path, body["prompt"] = "/v1/completions", q.prompt
	} else {
		body["messages"] = []job.Message{{Role: "user", Content: q.prompt}}
	}
	if q.o.maxTokens > 0 {
		body["max_tokens"] = q.o.maxTokens
	}
	if len(q.o.stop) > 0 {
		body["stop"] = q.o.stop
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return r, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, q.base+path, bytes.NewReader(raw))
	if err != nil {
		return r, err
	}
	req.Header.Set("Content-Type", "application/json")
	if q.apiKey != "" {
		req.Header.Set("Authorization", "Bearer "+q.apiKey)
	}
	if q.lane != "" {
		req.Header.Set(wire.LaneHeader, q.lane)
	}
	if q.provider != "" {
		req.Header.Set(wire.ProviderHeader, q.provider)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return r, fmt.Errorf("no gateway answers at %s (start one with `assay up`): %w", q.base, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		var p streamPiece
		raw, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<16)) // a cut error body is still worth showing
		if json.Unmarshal(raw, &p) == nil && p.Error != nil {
			return r, fmt.Errorf("the gateway refused (%d, %s): %s", resp.StatusCode, p.Error.Code, p.Error.Message)
		}
		return r, fmt.Errorf("the gateway refused with status %d", resp.StatusCode)
	}
	return r, r.read(resp.Body, say)
}

// read takes the events of a stream until [DONE].
func (r *reply) read(body io.Reader, say func(string)) error {
	lines := bufio.NewScanner(body)
	lines.Buffer(nil, 1<<20)
	var text strings.Builder
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		if data == "[DONE]" {
			r.Text = text.String()
			return nil
		}
		var p streamPiece
		if err := json.Unmarshal([]byte(data), &p); err != nil {
			return fmt.Errorf("the gateway sent an event that is not JSON: %w", err)
		}
		if p.Error != nil {
			return fmt.Errorf("the answer broke off (%s): %s", p.Error.Code, p.Error.Message)
		}
		r.ID = p.ID
		for _, c := range p.Choices {
			piece := c.Delta.Content + c.Text
			text.WriteString(piece)
			say(piece)
			if c.Finish != nil {
				r.Finish = *c.Finish
			}
		}
		if p.Usage != nil {
			r.Usage = *p.Usage
		}
		if p.Assay != nil {
			r.Assay = *p.Assay
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("the answer broke off: %w", err)
	}
	return fmt.Errorf("the answer broke off before its end")
}

// control connects to the owner's door of the node that runs on a data directory.
func control(cfg config) (*wire.ControlClient, error) {
	token, err := wire.ReadToken(filepath.Join(cfg.Data, "control.token"))
	if err != nil {
		return nil, err
	}
	return wire.DialControl(cfg.gatewayURL(), token)
}

// asking makes a command that asks the running node something and shows the answer.
func asking[T any](a *app, use, short, long string, args cobra.PositionalArgs, call func(context.Context, *wire.ControlClient, []string) (json.RawMessage, error), show func(T) error) *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: use, Short: short, Long: long, Args: args,
		RunE: l.client(func(ctx context.Context, cfg config, args []string) error {
			client, err := control(cfg)
			if err != nil {
				return err
			}
			defer client.Hangup()
			raw, err := call(ctx, client, args)
			if err != nil {
				return err
			}
			var v T
			if err := json.Unmarshal(raw, &v); err != nil {
				return fmt.Errorf("the node answered something else than expected (is it another version?): %w", err)
			}
			if a.asJSON {
				return a.printJSON(v)
			}
			return show(v)
		}),
	}
	l.bind(c.Flags(), "data", "gateway-listen")
	return c
}
