package agent

import (
	"fmt"
	"strings"

	"github.com/assay-network/assay/job"
)

// Sentence explains an action in one sentence, from its fields and the policy alone: names of tokens and methods are
// those that the owner wrote, so nobody who is paid can choose the words by which his payment is approved.
func (p *Policy) Sentence(a Action, dollar job.Address) string {
	sums := p.sums(a.Spend, dollar)
	var s string
	switch a.Kind {
	case OpenChannel:
		s = fmt.Sprintf("Put %s into a new channel that pays %s", sums, payee(a))
	case TopUp:
		s = fmt.Sprintf("Add %s to channel %s, which holds %s and pays %s", sums, a.Channel.Short(), dollars(a.Held), payee(a))
	case CloseChannel:
		s = fmt.Sprintf("Take money back out of channel %s", a.Channel.Short())
	case Pay:
		s = fmt.Sprintf("Pay %s to %s", sums, payee(a))
	case EscrowJob:
		s = fmt.Sprintf("Put %s into escrow for a job of %s", sums, payee(a))
		if len(a.Spend) == 0 {
			s = "Offer an escrowed job, or approve its work"
		}
	case CloseJob:
		s = "End an escrowed job, or take money back out of it"
	case Stake:
		s = fmt.Sprintf("Put %s into the stake vault", sums)
	case Unstake:
		s = "Take stake back out of the vault"
	case Swap:
		s = fmt.Sprintf("Swap %s through %s of contract %s", sums, p.methodName(a), a.Contract)
	case Vote:
		s = "Vote"
	case Feedback:
		s = "Write a mark into the reputation registry"
	default:
		s = fmt.Sprintf("Call %s of contract %s", p.methodName(a), a.Contract)
		if len(a.Spend) > 0 {
			s += ", which takes " + sums
		}
	}
	if a.Skill != "" {
		s += fmt.Sprintf(", for the skill %s", a.Skill)
	}
	return s + "."
}

// sums lists amounts in the names that the policy has for their assets.
func (p *Policy) sums(list []Sum, dollar job.Address) string {
	if len(list) == 0 {
		return "nothing"
	}
	var parts []string
	for _, s := range list {
		text := fmt.Sprintf("%s units of token %s", s.Amount, s.Token)
		switch {
		case s.Token == dollar && !dollar.IsZero():
			text = dollars(s.Amount)
		case s.Token.IsZero():
			text = s.Amount.Decimal(etherDecimals) + " ETH"
		default:
			for _, t := range p.Tokens {
				if t.Address == s.Token {
					text = s.Amount.Decimal(t.Decimals) + " " + t.Symbol
				}
			}
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " and ")
}

func (p *Policy) methodName(a Action) string {
	if m, ok := p.method(a); ok {
		return m
	}
	return "the unlisted method " + a.Method.String()
}

// payee names who is paid, by address and the numbers that the registry has for it.
func payee(a Action) string {
	s := a.To.String()
	for i, n := range a.Agents {
		if i == 3 {
			return s + " (and more)"
		}
		s += fmt.Sprintf(" (agent %d)", n)
	}
	return s
}
