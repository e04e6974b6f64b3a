package skill

import (
	"fmt"
	"strings"
)

// Text describes a skill in plain words, for a program that chooses among skills.
func (s Skill) Text() string {
	var b strings.Builder
	b.WriteString(s.Says)
	fmt.Fprintf(&b, " Answers: %s.", s.Returns)
	switch s.Effect {
	case Pays:
		b.WriteString(" It pays at once, for good, and only within the policy of the owner's wallet.")
	case Buys:
		b.WriteString(" It spends the owner's money within the gateway's limits.")
	case Home:
		b.WriteString(" It brings money back to the owner.")
	}
	return b.String()
}

// Usage is a skill's name with its arguments, those that may be left out in brackets.
func (s Skill) Usage() string {
	text := s.Name
	for _, a := range s.Args {
		if a.Required {
			text += " " + a.Name
		} else {
			text += " [" + a.Name + "]"
		}
	}
	return text
}

var effectWords = map[Effect]string{
	Reads: "changes nothing and pays nothing",
	Buys:  "spends the owner's money, within the gateway's limits and the wallet's policy",
	Home:  "brings money back to the owner",
	Pays:  "pays from the owner's wallet, at once and for good; refused without a policy, and the policy decides",
}

var typeWords = map[Type]string{
	Text: "text", Dollars: "dollars as a string such as \"12.50\"", Count: "whole number", Person: "name of a contact, or address", Seller: "agent number, name of a contact, or address, as a string",
	Receipt: "id or its beginning, or \"last\"", Channel: "id", Choice: "choice",
}

// Markdown is the SKILL.md of a skill: front matter and a page for an agent that has a shell.
func (s Skill) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nname: %s\ndescription: %s\nlicense: Apache-2.0\ncompatibility: needs the program assay and a running node (assay up)\n---\n\n", s.Name, yaml(s.Says))
	fmt.Fprintf(&b, "# %s\n\n%s\n\nThis skill %s.\n\n", s.Title, s.Says, effectWords[s.Effect])
	if len(s.Args) > 0 {
		b.WriteString("| argument | value | |\n|---|---|---|\n")
		for _, a := range s.Args {
			needed := ""
			if a.Required {
				needed = ", required"
			}
			value := typeWords[a.Type]
			if a.Type == Choice {
				value = "one of " + strings.Join(a.Choices, ", ")
			}
			fmt.Fprintf(&b, "| `%s` | %s%s | %s |\n", a.Name, value, needed, a.Says)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "Answers: %s.\n\n## How\n\nCall the MCP tool `%s` (server: `assay mcp`), or see `%s --help`.\n", s.Returns, s.Name, s.Command)
	if len(s.Examples) > 0 {
		b.WriteString("In plain language, with the owner's approval where something is paid:\n\n```sh\n")
		for _, e := range s.Examples {
			fmt.Fprintf(&b, "assay do --json %q\n", e)
		}
		b.WriteString("```\n\nThat prints a proposal with an id and does nothing that changes something; `--approve ID` with the same sentence does it. Show the proposal to the owner first.\n")
	}
	if len(s.Errors) > 0 {
		b.WriteString("\n## What may go wrong\n\n")
		for _, e := range s.Errors {
			fmt.Fprintf(&b, "* %s\n", e)
		}
	}
	if s.Effect == Pays || s.Effect == Buys {
		b.WriteString("\nA refusal by the policy is the owner's decision. Report it; do not split a payment or look for another way.\n")
	}
	return b.String()
}

// yaml quotes a scalar: double quotes take what JSON takes.
func yaml(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`
}
