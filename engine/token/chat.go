package token

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Message is one turn of a conversation.
type Message struct {
	Role    string `json:"role"` // system, user, assistant or tool
	Content string `json:"content"`
}

// Limits of a conversation.
const (
	MaxMessages     = 1024
	MaxContentBytes = 1 << 20 // of all messages together, and of the rendered prompt
)

// ErrNoTemplate says that the model came without a chat template; its prompts are plain text.
var ErrNoTemplate = errors.New("the model has no chat template: ask for a completion instead of a chat")

// ErrConversation is wrapped by errors about the messages themselves.
var ErrConversation = errors.New("the conversation cannot be rendered")

var roles = []string{"system", "user", "assistant", "tool"}

func checkMessages(messages []Message) error {
	if len(messages) == 0 || len(messages) > MaxMessages {
		return fmt.Errorf("%w: %d messages, want 1 to %d", ErrConversation, len(messages), MaxMessages)
	}
	total := 0
	for i, m := range messages {
		if !slices.Contains(roles, m.Role) {
			return fmt.Errorf("%w: message %d has the role %q, want one of %s", ErrConversation, i, m.Role, strings.Join(roles, ", "))
		}
		if strings.Contains(m.Content, mark) {
			return fmt.Errorf("%w: message %d holds a NUL character", ErrConversation, i)
		}
		if total += len(m.Content); total > MaxContentBytes {
			return fmt.Errorf("%w: more than %d bytes of messages", ErrConversation, MaxContentBytes)
		}
	}
	return nil
}

// Chat renders a conversation with the model's chat template, ready for the
// assistant's answer. The result is for people: to get the prompt's tokens,
// use EncodeChat, which tells the template's control tokens from text in a
// message that only looks like them.
func (t *Tokenizer) Chat(messages []Message) (prompt string, err error) {
	if err := checkMessages(messages); err != nil {
		return "", err
	}
	return t.render(messages)
}

// mark is put inside whatever in a message looks like a control token, so
// that it is not read as one, and taken out again before the text is split
// into pieces. Messages may not hold it.
const mark = "\x00"

// EncodeChat renders a conversation and encodes it. Control tokens come from
// the template only: the same characters in a message are plain text.
func (t *Tokenizer) EncodeChat(messages []Message) ([]uint32, error) {
	if err := checkMessages(messages); err != nil {
		return nil, err
	}
	guarded := slices.Clone(messages)
	for i := range guarded {
		guarded[i].Content = t.guard(guarded[i].Content)
	}
	prompt, err := t.render(guarded)
	if err != nil {
		return nil, err
	}
	return t.Encode(prompt, WithBOS, WithSpecial, withoutMarks), nil
}

// withoutMarks removes marks from the text between control tokens.
const withoutMarks Option = 255

// guard puts a mark into everything in s that is the text of a control
// token, behind its first character.
func (t *Tokenizer) guard(s string) string {
	for _, id := range t.parsed {
		if t.types[id] == UserDefined {
			continue // plain text that happens to have a token of its own
		}
		p := t.pieces[id]
		_, n := utf8.DecodeRuneInString(p)
		broken := p[:n] + mark + p[n:]
		if n == len(p) {
			broken = mark // nothing to put the mark between
		}
		for strings.Contains(s, p) { // again, since occurrences may overlap
			s = strings.ReplaceAll(s, p, broken)
		}
	}
	return s
}
