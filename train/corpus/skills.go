package corpus

import "slices"

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
	events []string // the request as a noun
}

// taught is the training grammar's requests. Payments come first: they are asked for most.
var taught = []lesson{
	{Skill{"pay", []string{"to", "amount", "currency", "on"}}, payFrames, slices.Concat(payMore, payBasic, payWider), slices.Concat(payLists, payWiderLists), payEvents},
	{Skill{"price", []string{"tokens", "seller"}}, priceFrames, slices.Concat(priceMore, priceBasic, priceWider), slices.Concat(priceLists, otherLists["price"]), priceEvents},
	{Skill{"open-channel", []string{"seller", "amount", "currency", "days", "until"}}, openFrames, slices.Concat(openMore, openBasic, openWider), slices.Concat(openLists, otherLists["open-channel"]), openEvents},
	{Skill{"close-channel", []string{"seller"}}, closeFrames, slices.Concat(closeMore, closeBasic, closeWider), slices.Concat(closeLists, otherLists["close-channel"]), closeEvents},
	{Skill{"find-seller", []string{"work", "amount", "currency"}}, findFrames, slices.Concat(findMore, findBasic, findWider), slices.Concat(findLists, otherLists["find-seller"]), findEvents},
	{Skill{"verify-receipt", []string{"receipt"}}, verifyFrames, slices.Concat(verifyMore, verifyBasic, verifyWider), slices.Concat(verifyLists, otherLists["verify-receipt"]), verifyEvents},
	{Skill{"dispute", []string{"receipt"}}, disputeFrames, slices.Concat(disputeMore, disputeBasic, disputeWider), slices.Concat(disputeLists, otherLists["dispute"]), disputeEvents},
	{Skill{"stake", []string{"amount", "currency"}}, stakeFrames, slices.Concat(stakeMore, stakeBasic, stakeWider), stakeLists, stakeEvents},
	{Skill{"unstake", []string{"amount", "currency"}}, unstakeFrames, slices.Concat(unstakeMore, unstakeBasic, unstakeWider), unstakeLists, unstakeEvents},
	{Skill{"vote", []string{"proposal", "choice"}}, voteFrames, slices.Concat(voteMore, voteBasic, voteWider), slices.Concat(voteLists, otherLists["vote"]), voteEvents},
	{Skill{"balance", []string{"of"}}, balanceFrames, slices.Concat(balanceMore, balanceBasic, balanceWider), slices.Concat(balanceLists, otherLists["balance"]), balanceEvents},
	{Skill{"history", []string{"days", "since"}}, historyFrames, slices.Concat(historyMore, historyBasic, historyWider), historyLists, historyEvents},
	{Skill{"limit", []string{"amount", "currency", "per"}}, limitFrames, slices.Concat(limitMore, limitBasic, limitWider), limitLists, limitEvents},
	{Skill{"swap", []string{"amount", "from", "to"}}, swapFrames, slices.Concat(swapMore, swapBasic, swapWider), swapLists, swapEvents},
	{Skill{"rate", []string{"seller", "score"}}, rateFrames, slices.Concat(rateMore, rateBasic, rateWider), slices.Concat(rateLists, otherLists["rate"]), rateEvents},
	{Skill{"quote", []string{"seller"}}, quoteFrames, slices.Concat(quoteMore, quoteBasic, quoteWider), slices.Concat(quoteLists, otherLists["quote"]), quoteEvents},
}
