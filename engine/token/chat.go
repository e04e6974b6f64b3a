package token

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/nikolalohinski/gonja/v2/exec"
)

// Message is one turn of a conversation.
type Message struct {
	Role       string     `json:"role"` // system, user, assistant or tool
	Content    string     `json:"content"`
	ToolCalls  []ToolCall `json:"tool_calls,omitempty"`   // of an assistant
	ToolCallID string     `json:"tool_call_id,omitempty"` // of a tool: which call this answers
	Name       string     `json:"name,omitempty"`         // of a tool
}

// ToolCall is an assistant's wish to have a tool called.
type ToolCall struct {
	ID        string `json:"id,omitempty"`
	Name      string `json:"name"`
	Arguments string `json:"arguments"` // a JSON object
}

// Tool is one entry of a chat's list of tools, as OpenAI's API writes it:
// {"type":"function","function":{"name":..., "description":..., "parameters":{a JSON schema}}}.
type Tool = json.RawMessage

// Limits of a conversation.
const (
	MaxMessages     = 1024
	MaxTools        = 128
	MaxToolCalls    = 64      // of one message
	MaxContentBytes = 1 << 20 // of all messages and tools together, and of the rendered prompt
)

// ErrNoTemplate says that the model came without a chat template; its prompts are plain text.
var ErrNoTemplate = errors.New("the model has no chat template: ask for a completion instead of a chat")

// ErrConversation is wrapped by errors about the messages or tools themselves.
var ErrConversation = errors.New("the conversation cannot be rendered")

// ErrNoTools is wrapped by errors that say that the model's template has no
// place for tools. Such a model would never hear of them.
var ErrNoTools = errors.New("the model's chat template does not know tools: leave them out, or take a model that does")

var errNUL = errors.New("it holds a NUL character")

var roles = []string{"system", "user", "assistant", "tool"}

// chat is a conversation and what the template is told beside it.
type chat struct {
	messages []Message
	tools    []Tool
	thinking *bool
	now      time.Time
}

// ChatOption tells the template more than the messages.
type ChatOption func(*chat)

// WithTools offers tools to the model. None at all is no tools.
func WithTools(tools ...Tool) ChatOption { return func(c *chat) { c.tools = tools } }

// WithThinking tells templates that can leave it out (Qwen 3) whether the model
// is to think before it answers (enable_thinking).
func WithThinking(on bool) ChatOption { return func(c *chat) { c.thinking = &on } }

// WithDate tells templates that ask for it (strftime_now) what time it is.
// Without it they write the date that they carry themselves, or none.
func WithDate(now time.Time) ChatOption { return func(c *chat) { c.now = now } }

// check holds the conversation against the limits and returns its size in bytes.
func (c *chat) check() (size int, err error) {
	if len(c.messages) == 0 || len(c.messages) > MaxMessages {
		return 0, fmt.Errorf("%w: %d messages, want 1 to %d", ErrConversation, len(c.messages), MaxMessages)
	}
	if len(c.tools) > MaxTools {
		return 0, fmt.Errorf("%w: %d tools, at most %d are accepted", ErrConversation, len(c.tools), MaxTools)
	}
	for i, m := range c.messages {
		if !slices.Contains(roles, m.Role) {
			return 0, fmt.Errorf("%w: message %d has the role %q, want one of %s", ErrConversation, i, m.Role, strings.Join(roles, ", "))
		}
		if len(m.ToolCalls) > MaxToolCalls {
			return 0, fmt.Errorf("%w: message %d has %d tool calls, at most %d are accepted", ErrConversation, i, len(m.ToolCalls), MaxToolCalls)
		}
		if len(m.ToolCalls) > 0 && m.Role != "assistant" {
			return 0, fmt.Errorf("%w: message %d has tool calls and the role %q: only an assistant calls tools", ErrConversation, i, m.Role)
		}
		parts := []string{m.Role, m.Content, m.ToolCallID, m.Name}
		for _, call := range m.ToolCalls {
			parts = append(parts, call.ID, call.Name, call.Arguments)
		}
		for _, p := range parts {
			if strings.Contains(p, mark) {
				return 0, fmt.Errorf("%w: message %d: %w", ErrConversation, i, errNUL)
			}
			size += len(p)
		}
	}
	for _, t := range c.tools {
		size += len(t)
	}
	if size > MaxContentBytes {
		return 0, fmt.Errorf("%w: more than %d bytes of messages and tools", ErrConversation, MaxContentBytes)
	}
	return size, nil
}

// plainArguments finds templates that put a call's arguments between texts as
// they are, and so expect them as JSON text rather than as a mapping.
var plainArguments = regexp.MustCompile(`arguments['"]?\]?\s*\+`)

// noContent finds templates that know a turn of calls alone by its content,
// which is then none; others expect text.
var noContent = regexp.MustCompile(`content['"]?\]?\s+is\s+(not\s+)?none`)

// values are the messages and tools for a template, each text of theirs put through text.
func (c *chat) values(template string, text func(string) string) (messages, tools sequence, err error) {
	plain, none := plainArguments.MatchString(template), noContent.MatchString(template)
	for i, m := range c.messages {
		d := &exec.Dict{Pairs: []*exec.Pair{pair("role", m.Role), pair("content", text(m.Content))}}
		if none && len(m.ToolCalls) > 0 && m.Content == "" {
			d.Pairs[1] = pair("content", nil)
		}
		if len(m.ToolCalls) > 0 {
			calls := make(sequence, len(m.ToolCalls))
			for k, call := range m.ToolCalls {
				arguments, err := parseValue([]byte(call.Arguments), text)
				if err != nil {
					return nil, nil, fmt.Errorf("%w: message %d calls %q with arguments that are not JSON: %w", ErrConversation, i, call.Name, err)
				}
				if plain {
					arguments = text(call.Arguments)
				}
				function := &exec.Dict{Pairs: []*exec.Pair{pair("name", text(call.Name)), pair("arguments", arguments)}}
				entry := &exec.Dict{Pairs: []*exec.Pair{pair("type", "function"), pair("function", function)}}
				if call.ID != "" {
					entry.Pairs = append(entry.Pairs, pair("id", text(call.ID)))
				}
				calls[k] = entry
			}
			d.Pairs = append(d.Pairs, pair("tool_calls", calls))
		}
		if m.ToolCallID != "" {
			d.Pairs = append(d.Pairs, pair("tool_call_id", text(m.ToolCallID)))
		}
		if m.Name != "" {
			d.Pairs = append(d.Pairs, pair("name", text(m.Name)))
		}
		messages = append(messages, d)
	}
	for i, t := range c.tools {
		v, err := parseValue(t, text)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: tool %d: %w", ErrConversation, i, err)
		}
		if _, ok := v.(*exec.Dict); !ok {
			return nil, nil, fmt.Errorf("%w: tool %d is not a JSON object", ErrConversation, i)
		}
		tools = append(tools, v)
	}
	return messages, tools, nil
}

// Chat renders a conversation with the model's chat template, ready for the
// assistant's answer. The result is for people: to get the prompt's tokens,
// use EncodeChat, which tells the template's control tokens from text in a
// message that only looks like them.
func (t *Tokenizer) Chat(messages []Message, options ...ChatOption) (prompt string, err error) {
	return t.chat(messages, options, func(s string) string { return s })
}

// mark is put inside whatever in a message looks like a control token, so
// that it is not read as one, and taken out again before the text is split
// into pieces. Messages may not hold it.
const mark = "\x00"

// EncodeChat renders a conversation and encodes it. Control tokens come from
// the template only: the same characters in a message, in a tool's description
// or in the arguments of a call are plain text.
//
// Errors wrap ErrNoTemplate, ErrNoTools, ErrConversation (what the caller gave)
// or ErrTemplate (what the model file gave).
func (t *Tokenizer) EncodeChat(messages []Message, options ...ChatOption) ([]uint32, error) {
	prompt, err := t.chat(messages, options, t.guard)
	if err != nil {
		return nil, err
	}
	return t.Encode(prompt, WithBOS, WithSpecial, withoutMarks), nil
}

// withoutMarks removes marks from the text between control tokens.
const withoutMarks Option = 255

func (t *Tokenizer) chat(messages []Message, options []ChatOption, text func(string) string) (string, error) {
	c := &chat{messages: messages}
	for _, o := range options {
		o(c)
	}
	size, err := c.check()
	if err != nil {
		return "", err
	}
	if t.template == "" {
		return "", ErrNoTemplate
	}
	if len(c.tools) > 0 && !strings.Contains(t.template, "tools") {
		return "", ErrNoTools
	}
	return t.render(c, size, text)
}

// guard puts a mark into everything in s that is the text of a control token.
// User-defined tokens are plain text that happens to have a token of its own.
func (t *Tokenizer) guard(s string) string { return t.finders.control().guard(s) }
