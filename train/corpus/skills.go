package corpus

// Skill is one structured call: its name and its arguments in the order in which they are written.
type Skill struct {
	Name string
	Args []string
}

// Skills lists every call that the model can answer with. What cannot be mapped is answered with {"skill":"none"}.
func Skills() []Skill {
	var out []Skill
	for _, t := range taught {
		out = append(out, t.Skill)
	}
	return out
}

var noSkill = Skill{Name: "none"}

// lesson is what the training grammar knows about a skill.
type lesson struct {
	Skill
	frames []frame
	plain  []string // whole sentences, without operators
	lists  []string // several calls of this skill in one sentence; ~ begins the next call
}

// taught is the training grammar's requests. Payments come first: they are asked for most.
var taught = []lesson{
	{Skill{"pay", []string{"to", "amount", "currency", "on"}}, payFrames, append(payMore, payBasic...), payLists},
	{Skill{"price", []string{"tokens", "seller"}}, priceFrames, append(priceMore, priceBasic...), priceLists},
	{Skill{"open-channel", []string{"seller", "amount", "currency", "days", "until"}}, openFrames, append(openMore, openBasic...), openLists},
	{Skill{"close-channel", []string{"seller"}}, closeFrames, append(closeMore, closeBasic...), closeLists},
	{Skill{"find-seller", []string{"work", "amount", "currency"}}, findFrames, append(findMore, findBasic...), findLists},
	{Skill{"verify-receipt", []string{"receipt"}}, verifyFrames, append(verifyMore, verifyBasic...), verifyLists},
	{Skill{"dispute", []string{"receipt"}}, disputeFrames, append(disputeMore, disputeBasic...), disputeLists},
	{Skill{"stake", []string{"amount", "currency"}}, stakeFrames, append(stakeMore, stakeBasic...), nil},
	{Skill{"unstake", []string{"amount", "currency"}}, unstakeFrames, append(unstakeMore, unstakeBasic...), nil},
	{Skill{"vote", []string{"proposal", "choice"}}, voteFrames, append(voteMore, voteBasic...), voteLists},
	{Skill{"balance", []string{"of"}}, balanceFrames, append(balanceMore, balanceBasic...), balanceLists},
	{Skill{"history", []string{"days", "since"}}, historyFrames, append(historyMore, historyBasic...), nil},
	{Skill{"limit", []string{"amount", "currency", "per"}}, limitFrames, append(limitMore, limitBasic...), nil},
	{Skill{"swap", []string{"amount", "from", "to"}}, swapFrames, append(swapMore, swapBasic...), nil},
	{Skill{"rate", []string{"seller", "score"}}, rateFrames, append(rateMore, rateBasic...), rateLists},
	{Skill{"quote", []string{"seller"}}, quoteFrames, append(quoteMore, quoteBasic...), quoteLists},
}
