package token

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"time"

	"github.com/nikolalohinski/gonja/v2/builtins"
	controlStructures "github.com/nikolalohinski/gonja/v2/builtins/control_structures"
	"github.com/nikolalohinski/gonja/v2/config"
	"github.com/nikolalohinski/gonja/v2/exec"
	"github.com/nikolalohinski/gonja/v2/loaders"
	"github.com/nikolalohinski/gonja/v2/nodes"
	"github.com/nikolalohinski/gonja/v2/parser"
	"github.com/nikolalohinski/gonja/v2/tokens"
)

// A chat template comes from a stranger, and the Jinja engine was made for
// templates of one's own. So it gets an environment without anything that
// reads files, recurses, multiplies text or looks at a clock, and a budget.
const (
	maxTemplateTokens = 1 << 14
	maxNesting        = 64      // of brackets
	maxConcats        = 256     // operators + and ~
	maxRange          = 4096    // elements of range()
	maxPasses         = 1 << 17 // passes through loops
	workBudget        = 1 << 38 // passes × tokens of the template × bytes of the conversation
)

// ErrTemplate is wrapped by errors about a chat template.
var ErrTemplate = errors.New("the chat template cannot be used")

// allowedTags are the control structures that a template may use. Missing
// on purpose: include, import, extends (files); macro, call, block (recursion).
var allowedTags = []string{"if", "set", "raw", "break", "continue"}

var allowedFilters = []string{
	"abs", "attr", "capitalize", "default", "d", "e", "escape", "first", "int", "last", "length", "count", "list",
	"lower", "map", "max", "min", "reject", "rejectattr", "reverse", "safe", "select", "selectattr", "string", "title",
	"trim", "unique", "upper",
}

var allowedStringMethods = []string{
	"capitalize", "count", "endswith", "find", "isalnum", "isalpha", "isdigit", "islower", "isspace", "isupper", "lower",
	"lstrip", "rfind", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "title", "upper",
}

// render runs the chat template on a conversation of size bytes.
func (t *Tokenizer) render(c *chat, size int, text func(string) string) (prompt string, err error) {
	// The engine panics on some malformed templates.
	defer func() {
		if r := recover(); r != nil {
			prompt, err = "", fmt.Errorf("%w: %v", ErrTemplate, r)
		}
	}()
	cfg := config.New()
	cfg.TrimBlocks, cfg.LeftStripBlocks = true, true
	n, err := inspect(t.template, cfg)
	if err != nil {
		return "", err
	}
	messages, tools, err := c.values(t.template, text)
	if err != nil {
		return "", err
	}
	work := int64(n) * int64(len(t.template)+size)
	b := &budget{left: max(MaxMessages, min(maxPasses, workBudget/work)), now: c.now}
	loader, err := loaders.NewMemoryLoader(map[string]string{"/chat": t.template})
	if err != nil {
		return "", fmt.Errorf("%w: %v", ErrTemplate, err)
	}
	tpl, err := exec.NewTemplate("/chat", cfg, loader, b.environment())
	if err != nil {
		return "", fmt.Errorf("%w: %v", ErrTemplate, err)
	}
	context := map[string]any{
		"messages": messages, "add_generation_prompt": true,
		"bos_token": t.Piece(t.special.bos), "eos_token": t.Piece(t.special.eos),
	}
	if len(tools) > 0 {
		context["tools"] = tools
	}
	if c.thinking != nil {
		context["enable_thinking"] = *c.thinking
	}
	out := &limited{}
	err = tpl.Execute(out, exec.NewContext(context))
	switch {
	case b.refused != "":
		return "", fmt.Errorf("%w: %s", ErrConversation, b.refused)
	case err != nil:
		return "", fmt.Errorf("%w: %v", ErrTemplate, err)
	}
	return out.String(), nil
}

// inspect refuses templates whose cost could not be bounded, by their tokens
// alone, and returns how many there are.
func inspect(source string, cfg *config.Config) (int, error) {
	stream := tokens.LexAll(source, cfg)
	n, depth, concats := 0, 0, 0
	for ; !stream.End(); stream.Next() {
		n++
		switch tok := stream.Current(); tok.Type {
		case tokens.LeftParenthesis, tokens.LeftBracket, tokens.LeftBrace, tokens.BlockBegin:
			depth++
		case tokens.RightParenthesis, tokens.RightBracket, tokens.RightBrace, tokens.BlockEnd:
			depth--
		case tokens.Addition, tokens.Tilde:
			concats++
		case tokens.Multiply, tokens.Power:
			return 0, fmt.Errorf("%w: line %d multiplies", ErrTemplate, tok.Line)
		case tokens.Name:
			if tok.Val == "recursive" {
				return 0, fmt.Errorf("%w: line %d has a recursive loop", ErrTemplate, tok.Line)
			}
			if tok.Val == "endset" { // it would collect text without limit
				return 0, fmt.Errorf("%w: line %d ends a block assignment", ErrTemplate, tok.Line)
			}
		}
		if n > maxTemplateTokens || depth > maxNesting || concats > maxConcats {
			return 0, fmt.Errorf("%w: it is too long or too deeply nested", ErrTemplate)
		}
	}
	if stream.IsError() {
		return 0, fmt.Errorf("%w: %s", ErrTemplate, stream.Current().Val)
	}
	return max(n, 1), nil
}

// limited collects the prompt up to MaxContentBytes.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > MaxContentBytes {
		return 0, fmt.Errorf("the rendered prompt is longer than %d bytes", MaxContentBytes)
	}
	return l.Buffer.Write(p)
}

// WriteString keeps io.WriteString from passing by the limit.
func (l *limited) WriteString(s string) (int, error) { return l.Write([]byte(s)) }

// budget counts what one rendering does.
type budget struct {
	left    int64     // loop passes
	refused string    // what raise_exception said
	now     time.Time // for strftime_now, when given
}

var errBudget = errors.New("it loops too much")

// environment is what the template sees.
func (b *budget) environment() *exec.Environment {
	tags := map[string]parser.ControlStructureParser{"for": b.parseFor, "set": b.parseSet}
	for _, name := range allowedTags {
		if p, ok := builtins.ControlStructures.Get(name); ok && tags[name] == nil {
			tags[name] = p
		}
	}
	filters := map[string]exec.FilterFunction{}
	for _, name := range allowedFilters {
		if f, ok := builtins.Filters.Get(name); ok {
			filters[name] = sequences(f)
		}
	}
	maps.Copy(filters, ownFilters)
	globals := map[string]any{"range": boundedRange, "raise_exception": b.raise}
	if !b.now.IsZero() {
		globals["strftime_now"] = b.strftime
	}
	for _, name := range []string{"namespace", "dict"} {
		if f, ok := builtins.GlobalFunctions.Get(name); ok {
			globals[name] = f
		}
	}
	all := builtins.Methods
	return &exec.Environment{
		Context:           exec.NewContext(globals).Update(builtins.GlobalVariables),
		ControlStructures: exec.NewControlStructureSet(tags),
		Filters:           exec.NewFilterSet(filters),
		Tests:             builtins.Tests,
		Methods: exec.Methods{
			Bool: exec.NewMethodSet(map[string]exec.Method[bool]{}), Int: exec.NewMethodSet(map[string]exec.Method[int]{}),
			Float: exec.NewMethodSet(map[string]exec.Method[float64]{}), List: exec.NewMethodSet(map[string]exec.Method[[]any]{}),
			Str: ownStringMethods(pick(all.Str, allowedStringMethods)), Dict: exec.NewMethodSet(ownDictMethods),
		},
	}
}

func pick[T any](from *exec.MethodSet[T], names []string) *exec.MethodSet[T] {
	to := map[string]exec.Method[T]{}
	for _, name := range names {
		if m, ok := from.Get(name); ok {
			to[name] = m
		}
	}
	return exec.NewMethodSet(to)
}

func (b *budget) raise(message string) (string, error) {
	b.refused = message
	return "", errors.New(message)
}

// boundedRange is Python's range as a short list.
func boundedRange(_ *exec.Evaluator, params *exec.VarArgs) ([]int, error) {
	var n []int
	for _, a := range params.Args {
		if !a.IsInteger() {
			return nil, errors.New("range takes integers")
		}
		n = append(n, a.Integer())
	}
	start, stop, step := 0, 0, 1
	switch len(n) {
	case 1:
		stop = n[0]
	case 2:
		start, stop = n[0], n[1]
	case 3:
		start, stop, step = n[0], n[1], n[2]
	}
	if len(n) < 1 || len(n) > 3 || step == 0 || max(start, stop, step) > math.MaxInt32 || min(start, stop, step) < math.MinInt32 {
		return nil, errors.New("range takes a start, a stop and a step that is not 0")
	}
	var out []int
	for i := start; step > 0 && i < stop || step < 0 && i > stop; i += step {
		if len(out) == maxRange {
			return nil, fmt.Errorf("range is longer than %d", maxRange)
		}
		out = append(out, i)
	}
	return out, nil
}

// countedFor is a for loop that pays for its passes before it runs.
type countedFor struct {
	*controlStructures.ForControlStructure
	budget *budget
}

func (b *budget) parseFor(p, args *parser.Parser) (nodes.ControlStructure, error) {
	parse, _ := builtins.ControlStructures.Get("for")
	cs, err := parse(p, args)
	if err != nil {
		return nil, err
	}
	loop, ok := cs.(*controlStructures.ForControlStructure)
	if !ok {
		return nil, errors.New("unexpected form of a for loop")
	}
	return &countedFor{loop, b}, nil
}

// Execute runs the loop if the budget allows.
func (f *countedFor) Execute(r *exec.Renderer, tag *nodes.ControlStructureBlock) error {
	over := r.Eval(f.ObjectEvaluator)
	if over.IsError() {
		return over
	}
	if f.budget.left -= 1 + int64(over.Len()); f.budget.left < 0 {
		return errBudget
	}
	return f.ForControlStructure.Execute(r, tag)
}

// boundedSet is an assignment that may not make a value larger than the limit.
type boundedSet struct {
	exec.ControlStructure
	name string // the variable, or the one whose attribute is set
}

func (b *budget) parseSet(p, args *parser.Parser) (nodes.ControlStructure, error) {
	name := args.Current(tokens.Name)
	if name == nil {
		return nil, errors.New("set needs the name of a variable")
	}
	parse, _ := builtins.ControlStructures.Get("set")
	cs, err := parse(p, args)
	if err != nil {
		return nil, err
	}
	set, ok := cs.(exec.ControlStructure)
	if !ok {
		return nil, errors.New("unexpected form of an assignment")
	}
	return &boundedSet{set, name.Val}, nil
}

// Execute assigns and then measures what the variable holds.
func (s *boundedSet) Execute(r *exec.Renderer, tag *nodes.ControlStructureBlock) error {
	if err := s.ControlStructure.Execute(r, tag); err != nil {
		return err
	}
	v, _ := r.Environment.Context.Get(s.name)
	if left := measure(reflect.ValueOf(v), MaxContentBytes, 0); left < 0 {
		return fmt.Errorf("the variable %s grows larger than %d bytes", s.name, MaxContentBytes)
	}
	return nil
}

// maxMeasureDepth is how deep a value may nest, counted as measure counts: JSON
// takes three steps a level.
const maxMeasureDepth = 4*maxValueDepth + 16

// measure subtracts the size of a value from left and gives up below zero, or
// when the value is nested too deeply, which one that contains itself is.
func measure(v reflect.Value, left, depth int) int {
	if depth > maxMeasureDepth {
		return -1
	}
	left -= 8
	switch v.Kind() {
	case reflect.String:
		return left - v.Len()
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return left
		}
		if x, ok := v.Interface().(*exec.Value); ok {
			return measure(reflect.ValueOf(x.Interface()), left, depth+1)
		}
		if v.Kind() == reflect.Interface {
			return measure(v.Elem(), left, depth+1)
		}
		if d, ok := v.Interface().(*exec.Dict); ok {
			for _, p := range d.Pairs {
				left = measure(reflect.ValueOf(p.Key), left, depth+1)
				if left = measure(reflect.ValueOf(p.Value), left, depth+1); left < 0 {
					return left
				}
			}
		}
		return left
	case reflect.Slice, reflect.Array:
		for i := 0; i < v.Len() && left >= 0; i++ {
			left = measure(v.Index(i), left, depth+1)
		}
	case reflect.Map:
		for it := v.MapRange(); left >= 0 && it.Next(); {
			left = measure(it.Value(), measure(it.Key(), left, depth+1), depth+1)
		}
	}
	return left
}
