// Package skill holds the one definition of each thing that a program may ask a node to do for its owner: its name, its
// arguments with their types, whether it moves money, what it answers. Every door serves these definitions: MCP tools,
// A2A skills, SKILL.md folders and the command line. It also reads what the built-in model proposes for a sentence, and
// decides whether the proposal says what the sentence says.
//
// It is pure: text and values in, a checked call or a refusal out. It must not know doors, nodes, keys or chains, nor how
// a skill is done.
package skill

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Type is what an argument holds. All values travel as JSON strings, but for counts, which are JSON numbers.
type Type string

// The types of arguments.
const (
	Text    Type = "text"    // free words, for whoever does the work; at most 4,000 bytes
	Dollars Type = "dollars" // a decimal such as "12.50", above zero, with at most six decimals
	Count   Type = "count"   // a whole number from 1 to a trillion
	Person  Type = "person"  // a name from the owner's contacts, or an address ("0x" and 40 hexadecimal digits)
	Seller  Type = "seller"  // the number of an agent, a name from the owner's contacts, or an address
	Receipt Type = "receipt" // the id of a receipt, the beginning of one (eight digits or more), or "last"
	Channel Type = "channel" // the id of a channel ("0x" and 64 hexadecimal digits)
	Choice  Type = "choice"  // one of Arg.Choices
)

// Arg is one argument of a skill.
type Arg struct {
	Name     string
	Type     Type
	Required bool
	Says     string   // one line, for whoever fills it in
	Choices  []string // of a Choice
}

// Effect says what doing a skill may change.
type Effect string

// The effects, in the order of their weight.
const (
	Reads Effect = "reads" // nothing is changed and nothing is paid
	Buys  Effect = "buys"  // the gateway spends, within its own limits and the wallet's policy
	Home  Effect = "home"  // money comes back to the owner
	Pays  Effect = "pays"  // money leaves the owner's wallet
)

// Skill is one definition.
type Skill struct {
	Name     string // a-z, 0-9 and -, at most 64
	Title    string // two or three words
	Says     string // what it does, in one or two sentences
	Args     []Arg  // in the order in which they are written
	Effect   Effect
	Returns  string   // what the answer holds
	Errors   []string // what may go wrong that the caller can mend
	Examples []string // sentences that the built-in model maps to it; none: it is not reached in plain language
	Words    []string // words by which such sentences name it, beside those of every sentence
	Must     []string // one of these words must be in the sentence; none: the others suffice
	Command  string   // the command of the program that does the same
}

// Arg returns the argument with a name.
func (s Skill) Arg(name string) (Arg, bool) {
	i := slices.IndexFunc(s.Args, func(a Arg) bool { return a.Name == name })
	if i < 0 {
		return Arg{}, false
	}
	return s.Args[i], true
}

// ByName returns the skill with a name.
func ByName(name string) (Skill, bool) {
	i := slices.IndexFunc(defined, func(s Skill) bool { return s.Name == name })
	if i < 0 {
		return Skill{}, false
	}
	return defined[i], true
}

// All lists the definitions.
func All() []Skill { return slices.Clone(defined) }

// Bounds of values.
const (
	MaxText  = 4000              // bytes
	MaxCount = 1_000_000_000_000 // of a Count
	decimals = 6                 // of a dollar amount
)

// schemaOf describes one argument as JSON Schema (draft 2020-12).
func schemaOf(a Arg) map[string]any {
	s := map[string]any{"type": "string", "description": a.Says}
	switch a.Type {
	case Text:
		s["minLength"], s["maxLength"] = 1, MaxText
	case Dollars:
		s["pattern"] = dollarsPattern
	case Count:
		s["type"], s["minimum"], s["maximum"] = "integer", 1, MaxCount
	case Person:
		s["pattern"] = "^(" + addressPattern + "|" + namePattern + ")$"
	case Seller:
		s["pattern"] = "^(" + addressPattern + "|" + namePattern + "|[0-9]{1,18})$"
	case Receipt:
		s["pattern"] = "^(last|(0x)?[0-9a-f]{8,64})$"
	case Channel:
		s["pattern"] = "^0x[0-9a-f]{64}$"
	case Choice:
		s["enum"] = a.Choices
	}
	return s
}

// Schema is the JSON Schema (draft 2020-12) of a skill's arguments: an object that takes nothing else.
func (s Skill) Schema() json.RawMessage {
	properties, required := map[string]any{}, []string{}
	for _, a := range s.Args {
		properties[a.Name] = schemaOf(a)
		if a.Required {
			required = append(required, a.Name)
		}
	}
	raw, err := json.Marshal(map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": properties, "required": required, "additionalProperties": false,
	})
	if err != nil {
		return json.RawMessage(`{"type":"object"}`) // strings and numbers always marshal
	}
	return raw
}

// AnswerSchema is the JSON Schema of every skill's answer: the sentence that explains what was done, and the result.
func AnswerSchema() json.RawMessage {
	return json.RawMessage(`{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["skill","says","result"],` +
		`"properties":{"skill":{"type":"string"},"says":{"type":"string","description":"what was done, in one sentence"},"result":{"type":"object"}}}`)
}

// Validate refuses a definition that the doors could not serve. Tests hold every definition against it.
func (s Skill) Validate() error {
	if !slugPattern.MatchString(s.Name) || len(s.Name) > 64 {
		return fmt.Errorf("skill %q: a name has a-z, 0-9 and -", s.Name)
	}
	if s.Title == "" || s.Says == "" || len(s.Says) > 1024 || s.Returns == "" || s.Command == "" {
		return fmt.Errorf("skill %s: title, what it does (at most 1,024 bytes), what it returns and its command must be said", s.Name)
	}
	if !slices.Contains([]Effect{Reads, Buys, Home, Pays}, s.Effect) {
		return fmt.Errorf("skill %s: there is no effect %q", s.Name, s.Effect)
	}
	for i, a := range s.Args {
		switch {
		case !slugPattern.MatchString(a.Name) || a.Name == "skill" || a.Says == "":
			return fmt.Errorf("skill %s: the argument %q wants a name and a line that explains it", s.Name, a.Name)
		case slices.ContainsFunc(s.Args[:i], func(b Arg) bool { return b.Name == a.Name }):
			return fmt.Errorf("skill %s: the argument %s is there twice", s.Name, a.Name)
		case (a.Type == Choice) != (len(a.Choices) > 0):
			return fmt.Errorf("skill %s: the argument %s has choices if and only if it is one", s.Name, a.Name)
		case !slices.Contains([]Type{Text, Dollars, Count, Person, Seller, Receipt, Channel, Choice}, a.Type):
			return fmt.Errorf("skill %s: the argument %s has no type %q", s.Name, a.Name, a.Type)
		}
	}
	return nil
}
