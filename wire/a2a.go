package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"sync"

	"github.com/a2aproject/a2a-go/v2/a2a"
	"github.com/a2aproject/a2a-go/v2/a2asrv"
	"github.com/a2aproject/a2a-go/v2/a2asrv/limiter"
	"github.com/a2aproject/a2a-go/v2/a2asrv/taskstore"

	"github.com/assay-network/assay/job"
)

// Where the gateway's listener has the A2A door and its card.
const (
	A2APath       = "/a2a"
	AgentCardPath = "/.well-known/agent-card.json"
)

// Listener may be implemented by Skills that understand plain language too.
type Listener interface {
	// Understand turns a sentence into a call, or refuses.
	Understand(ctx context.Context, sentence string) (name string, args json.RawMessage, err error)
}

// A2A is the door that serves skills by the A2A protocol 1.0: an agent card, and tasks by JSON-RPC.
type A2A struct {
	Card, Tasks http.Handler
}

// NewA2A returns the handlers to be mounted at AgentCardPath and A2APath. A message holds either one data part,
// {"skill":NAME,"arguments":{...}}, which is done as a task, or one text part, a sentence: what only looks is done, of
// anything else the task answers with the call that it understood and waits for that call as a data part. Tasks are kept in
// memory, the newest thousand or so; they end with the process. The card is for anybody on this machine, the rest as at
// NewMCP.
func NewA2A(s Skills, o SkillOptions) (*A2A, error) {
	o = o.withDefaults()
	raw, err := json.Marshal(agentCard(s, o))
	if err != nil {
		return nil, fmt.Errorf("write the agent card: %w", err)
	}
	handler := a2asrv.NewHandler(&skillAgent{skillCaller{s, newSlots(o.AtOnce), o}, kinds(s)},
		a2asrv.WithTaskStore(newTaskShelf()), a2asrv.WithConcurrencyConfig(limiter.ConcurrencyConfig{MaxExecutions: o.AtOnce}), a2asrv.WithLogger(slog.New(slog.DiscardHandler)))
	rpc := a2asrv.NewJSONRPCHandler(handler)
	d, near := newDoor(o.Log, 0, refusePeer), newLocal(o.Hosts, nil)
	card := d.outermost(d.method(http.MethodGet, func(w http.ResponseWriter, r *http.Request) {
		if f := near.check(r); f != nil {
			d.refuse(w, http.StatusForbidden, f)
			return
		}
		writeRaw(w, http.StatusOK, raw)
	}))
	return &A2A{Card: card, Tasks: ownersOnly(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxToolCall)
		rpc.ServeHTTP(w, r)
	}), o)}, nil
}

func kinds(s Skills) map[string]Tool {
	out := map[string]Tool{}
	for _, t := range s.Tools() {
		out[t.Name] = t
	}
	return out
}

func agentCard(s Skills, o SkillOptions) *a2a.AgentCard {
	card := &a2a.AgentCard{
		Name: "Assay node", Version: o.Version,
		Description:         "Acts for the owner of an Assay node: finds sellers of AI work, buys checked answers, checks receipts, pays within the owner's policy.",
		SupportedInterfaces: []*a2a.AgentInterface{a2a.NewAgentInterface(o.Base+A2APath, a2a.TransportProtocolJSONRPC)},
		Capabilities:        a2a.AgentCapabilities{Streaming: true},
		DefaultInputModes:   []string{"application/json", "text/plain"}, DefaultOutputModes: []string{"application/json", "text/plain"},
		SecuritySchemes: a2a.NamedSecuritySchemes{"token": a2a.HTTPAuthSecurityScheme{
			Scheme: "Bearer", Description: "the token in the file control.token of the node's data directory",
		}},
		SecurityRequirements: a2a.SecurityRequirementsOptions{{"token": {}}},
	}
	for _, t := range s.Tools() {
		tags := []string{"assay"}
		if t.ReadOnly {
			tags = append(tags, "read-only")
		}
		if t.Pays {
			tags = append(tags, "pays")
		}
		card.Skills = append(card.Skills, a2a.AgentSkill{ID: t.Name, Name: t.Title, Description: t.Says, Tags: tags, Examples: t.Examples})
	}
	return card
}

// skillAgent runs calls of skills as tasks.
type skillAgent struct {
	skillCaller
	tools map[string]Tool
}

// order is what a message asks for.
type order struct {
	Skill     string          `json:"skill"`
	Arguments json.RawMessage `json:"arguments"`
}

// Execute implements a2asrv.AgentExecutor.
func (g *skillAgent) Execute(ctx context.Context, x *a2asrv.ExecutorContext) iter.Seq2[a2a.Event, error] {
	return func(yield func(a2a.Event, error) bool) {
		if x.StoredTask == nil && !yield(a2a.NewSubmittedTask(x, x.Message), nil) {
			return
		}
		say := func(state a2a.TaskState, parts ...*a2a.Part) bool {
			var m *a2a.Message
			if len(parts) > 0 {
				m = a2a.NewMessageForTask(a2a.MessageRoleAgent, x, parts...)
			}
			return yield(a2a.NewStatusUpdateEvent(x, state, m), nil)
		}
		what, understood, err := g.read(ctx, x.Message)
		if err != nil {
			say(a2a.TaskStateRejected, a2a.NewTextPart(faultText(err)))
			return
		}
		if understood && !g.tools[what.Skill].ReadOnly { // a model's proposal: the caller has to say it himself
			var args any
			if err := json.Unmarshal(what.Arguments, &args); err != nil {
				say(a2a.TaskStateFailed, a2a.NewTextPart("the proposal cannot be written"))
				return
			}
			say(a2a.TaskStateInputRequired, a2a.NewTextPart("I understood this call. Send it as a data part of this task, and it is done."),
				a2a.NewDataPart(map[string]any{"skill": what.Skill, "arguments": args}))
			return
		}
		if !say(a2a.TaskStateWorking) {
			return
		}
		answer, err := g.call(ctx, what.Skill, what.Arguments)
		if err != nil {
			state := a2a.TaskStateFailed
			if f, ok := errors.AsType[*job.Fault](err); ok && f.Kind == job.FaultInvalid {
				state = a2a.TaskStateRejected
			}
			say(state, a2a.NewTextPart(faultText(err)))
			return
		}
		var data map[string]any
		if err := json.Unmarshal(answer, &data); err != nil {
			say(a2a.TaskStateFailed, a2a.NewTextPart("the answer cannot be written"))
			return
		}
		if !yield(a2a.NewArtifactEvent(x, a2a.NewDataPart(withoutNulls(data))), nil) {
			return
		}
		say(a2a.TaskStateCompleted)
	}
}

// Cancel implements a2asrv.AgentExecutor. What was begun is finished: money may be on its way.
func (g *skillAgent) Cancel(_ context.Context, x *a2asrv.ExecutorContext) iter.Seq2[a2a.Event, error] {
	return func(yield func(a2a.Event, error) bool) {
		if x.StoredTask != nil && x.StoredTask.Status.State == a2a.TaskStateInputRequired {
			yield(a2a.NewStatusUpdateEvent(x, a2a.TaskStateCanceled, nil), nil)
			return
		}
		yield(nil, a2a.ErrTaskNotCancelable)
	}
}

// read finds out what a message asks for. understood: a model read it out of a sentence.
func (g *skillAgent) read(ctx context.Context, m *a2a.Message) (o order, understood bool, err error) {
	const want = `want one part: data {"skill":NAME,"arguments":{…}}, or a sentence`
	if m == nil || len(m.Parts) != 1 {
		return o, false, job.Faultf(job.FaultInvalid, "invalid_message", want)
	}
	part := m.Parts[0]
	if text := part.Text(); text != "" {
		l, ok := g.skills.(Listener)
		if !ok {
			return o, false, job.Faultf(job.FaultInvalid, "invalid_message", "this agent takes data parts only: "+want)
		}
		if !g.slots.take() {
			return o, false, job.Faultf(job.FaultBusy, "busy", "too many calls are being served: try again in a moment")
		}
		defer g.slots.give()
		o.Skill, o.Arguments, err = l.Understand(ctx, text)
		return o, true, err
	}
	raw, err := json.Marshal(part.Data())
	if err != nil || part.Data() == nil {
		return o, false, job.Faultf(job.FaultInvalid, "invalid_message", want)
	}
	if err := json.Unmarshal(raw, &o); err != nil || o.Skill == "" {
		return o, false, job.Faultf(job.FaultInvalid, "invalid_message", want)
	}
	return o, false, nil
}

// withoutNulls drops members that are null: the library's task store cannot keep them.
func withoutNulls(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v { // order-free: each member by itself
			if x == nil {
				delete(v, k)
				continue
			}
			v[k] = withoutNulls(x)
		}
	case []any:
		for i, x := range v {
			if x == nil {
				v[i] = ""
				continue
			}
			v[i] = withoutNulls(x)
		}
	}
	return v
}

// shelved is how many tasks one generation of a shelf holds.
const shelved = 500

// taskShelf keeps the newest tasks: two generations of the library's store, of which the older is dropped when the newer is
// full.
type taskShelf struct {
	mu       sync.Mutex
	new, old *taskstore.InMemory
	count    int
}

func newTaskShelf() *taskShelf {
	return &taskShelf{new: emptyTasks(), old: emptyTasks()}
}

// emptyTasks is a store whose tasks are all the owner's: nobody else gets past the door.
func emptyTasks() *taskstore.InMemory {
	return taskstore.NewInMemory(&taskstore.InMemoryStoreConfig{Authenticator: func(context.Context) (string, error) { return "owner", nil }})
}

func (s *taskShelf) generations() (newer, older *taskstore.InMemory) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.new, s.old
}

// Create implements taskstore.Store.
func (s *taskShelf) Create(ctx context.Context, t *a2a.Task) (taskstore.TaskVersion, error) {
	s.mu.Lock()
	if s.count++; s.count > shelved {
		s.old, s.new, s.count = s.new, emptyTasks(), 1
	}
	to := s.new
	s.mu.Unlock()
	return to.Create(ctx, t)
}

// Update implements taskstore.Store.
func (s *taskShelf) Update(ctx context.Context, u *taskstore.UpdateRequest) (taskstore.TaskVersion, error) {
	newer, older := s.generations()
	v, err := newer.Update(ctx, u)
	if errors.Is(err, a2a.ErrTaskNotFound) {
		return older.Update(ctx, u)
	}
	return v, err
}

// Get implements taskstore.Store.
func (s *taskShelf) Get(ctx context.Context, id a2a.TaskID) (*taskstore.StoredTask, error) {
	newer, older := s.generations()
	t, err := newer.Get(ctx, id)
	if errors.Is(err, a2a.ErrTaskNotFound) {
		return older.Get(ctx, id)
	}
	return t, err
}

// List implements taskstore.Store: the newest generation.
func (s *taskShelf) List(ctx context.Context, r *a2a.ListTasksRequest) (*a2a.ListTasksResponse, error) {
	newer, _ := s.generations()
	return newer.List(ctx, r)
}
