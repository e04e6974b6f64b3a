package skill

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/assay-network/assay/job"
)

// Call is a checked call: every value is of its argument's type, nothing is missing and nothing else is there.
type Call struct {
	Skill Skill
	Args  map[string]string // by name; a count in decimal digits
}

const (
	addressPattern = "0x[0-9a-fA-F]{40}"
	namePattern    = "[a-z][a-z0-9._-]{0,31}"
	dollarsPattern = `^(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$`
)

var (
	slugPattern    = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)
	nameRegexp     = regexp.MustCompile("^" + namePattern + "$")
	addressRegexp  = regexp.MustCompile("^" + addressPattern + "$")
	dollarsRegexp  = regexp.MustCompile(dollarsPattern)
	receiptRegexp  = regexp.MustCompile(`^(last|(0x)?[0-9a-f]{8,64})$`)
	channelRegexp  = regexp.MustCompile(`^0x[0-9a-f]{64}$`)
	agentRegexp    = regexp.MustCompile(`^(0|[1-9][0-9]{0,17})$`)
	countRegexp    = regexp.MustCompile(`^[1-9][0-9]{0,12}$`)
	errNotOneValue = errors.New("want one JSON object")
)

// ValidName reports whether a contact may have this name: a-z, 0-9, ".", "_" and "-", beginning with a letter, at most 32.
func ValidName(name string) bool { return nameRegexp.MatchString(name) && name != "last" }

// IsAddress reports whether a value is an address and not a name.
func IsAddress(value string) bool { return addressRegexp.MatchString(value) }

// IsAgent reports whether a value is the number of an agent.
func IsAgent(value string) bool { return agentRegexp.MatchString(value) }

// maxArguments bounds the JSON of a call, in bytes.
const maxArguments = 16 << 10

// Parse reads the arguments of a call from JSON. It is strict: one object, no key twice, nothing that the skill does not
// take, every value of its type. Empty input is an empty object.
func Parse(name string, raw []byte) (Call, error) {
	s, ok := ByName(name)
	if !ok {
		return Call{}, fmt.Errorf("there is no skill %.64q: `assay skills list` shows them", name)
	}
	values, err := object(raw)
	if err != nil {
		return Call{}, fmt.Errorf("%s: %w", s.Name, err)
	}
	return s.call(values)
}

// field is a member of a JSON object, as it was written.
type field struct {
	name  string
	value json.RawMessage
}

// object reads one JSON object and refuses keys that are there twice: readers differ on which one counts.
func object(raw []byte) ([]field, error) {
	if len(raw) > maxArguments {
		return nil, fmt.Errorf("the arguments have %d bytes, at most %d", len(raw), maxArguments)
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, nil
	}
	if !utf8.Valid(raw) {
		return nil, errors.New("the arguments are not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errNotOneValue
	}
	var out []field
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("the arguments are no JSON: %w", err)
		}
		key, _ := t.(string)
		if slices.ContainsFunc(out, func(f field) bool { return f.name == key }) {
			return nil, fmt.Errorf("the argument %.64q is there twice", key)
		}
		var v json.RawMessage
		if err := d.Decode(&v); err != nil {
			return nil, fmt.Errorf("the arguments are no JSON: %w", err)
		}
		out = append(out, field{key, v})
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("the arguments are no JSON: %w", err)
	}
	if d.More() {
		return nil, errNotOneValue
	}
	return out, nil
}

func (s Skill) call(values []field) (Call, error) {
	c := Call{s, map[string]string{}}
	for _, f := range values {
		a, ok := s.Arg(f.name)
		if !ok {
			return Call{}, fmt.Errorf("%s takes no argument %.64q; it takes %s", s.Name, f.name, s.argNames())
		}
		v, err := a.read(f.value)
		if err != nil {
			return Call{}, fmt.Errorf("%s: %s: %w", s.Name, a.Name, err)
		}
		c.Args[a.Name] = v
	}
	for _, a := range s.Args {
		if _, ok := c.Args[a.Name]; !ok && a.Required {
			return Call{}, fmt.Errorf("%s: the argument %s is missing: %s", s.Name, a.Name, a.Says)
		}
	}
	return c, nil
}

func (s Skill) argNames() string {
	var names []string
	for _, a := range s.Args {
		names = append(names, a.Name)
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, ", ")
}

// read checks one value.
func (a Arg) read(raw json.RawMessage) (string, error) {
	if a.Type == Count {
		text := string(bytes.TrimSpace(raw))
		if n, err := strconv.ParseUint(text, 10, 64); err != nil || !countRegexp.MatchString(text) || n > MaxCount {
			return "", fmt.Errorf("want a whole number from 1 to %d", int64(MaxCount))
		}
		return text, nil
	}
	var v string
	if err := json.Unmarshal(raw, &v); err != nil {
		return "", errors.New("want a JSON string")
	}
	ok, want := true, ""
	switch a.Type {
	case Text:
		ok, want = v != "" && len(v) <= MaxText && !strings.ContainsFunc(v, unprintable), fmt.Sprintf("1 to %d bytes of printable text", MaxText)
	case Dollars:
		amount, err := job.ParseDecimal(v, decimals)
		ok, want = err == nil && dollarsRegexp.MatchString(v) && !amount.IsZero(), `dollars above zero with at most six decimals, such as "12.50"`
	case Person:
		ok, want = IsAddress(v) || ValidName(v), "a name from the contacts, or an address"
	case Seller:
		ok, want = IsAddress(v) || ValidName(v) || IsAgent(v), "the number of an agent, a name from the contacts, or an address"
	case Receipt:
		ok, want = receiptRegexp.MatchString(v), `the id of a receipt, its first eight digits or more, or "last"`
	case Channel:
		ok, want = channelRegexp.MatchString(v), `the id of a channel, "0x" and 64 hexadecimal digits`
	case Choice:
		ok, want = slices.Contains(a.Choices, v), "one of "+strings.Join(a.Choices, ", ")
	}
	if !ok {
		return "", fmt.Errorf("%.80q: want %s", v, want)
	}
	return v, nil
}

func unprintable(r rune) bool {
	return r == utf8.RuneError || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r'
}

// Digest names a call: two calls share it only when skill and every argument are the same.
func (c Call) Digest() job.Hash {
	raw, err := json.Marshal(c.Args) // sorts the keys
	if err != nil {
		return job.Hash{} // strings always marshal
	}
	return job.Keccak([]byte("assay.skill.v1"), []byte(c.Skill.Name), []byte{0}, raw)
}

// MarshalJSON writes the call as the model writes it.
func (c Call) MarshalJSON() ([]byte, error) {
	args, err := c.Arguments()
	if err != nil {
		return nil, err
	}
	head := fmt.Sprintf(`{"skill":%q`, c.Skill.Name)
	if len(args) > 2 {
		head += ","
	}
	return append([]byte(head), args[1:]...), nil
}

// Arguments writes the arguments as Parse reads them.
func (c Call) Arguments() (json.RawMessage, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for _, a := range c.Skill.Args {
		v, ok := c.Args[a.Name]
		if !ok {
			continue
		}
		raw := []byte(v)
		if a.Type != Count {
			var err error
			if raw, err = json.Marshal(v); err != nil {
				return nil, err
			}
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `%q:%s`, a.Name, raw)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
