package skill

// currencies are the codes under which the model names the network's money.
var currencies = []string{"USD"}

var (
	amountOf = func(says string) Arg { return Arg{Name: "amount", Type: Dollars, Required: true, Says: says} }
	currency = Arg{Name: "currency", Type: Choice, Says: "the network's money is a dollar coin; nothing else is sent", Choices: currencies}
	moneyBad = []string{"policy_refused: the wallet's policy does not allow it", "approval_needed: a person has to approve it first (assay wallet pending)", "the wallet holds less than that"}
)

// defined is every skill that works. What the network cannot do yet is not in it.
var defined = []Skill{
	{
		Name: "find-seller", Title: "Find sellers", Effect: Reads, Command: "assay provider list",
		Says:     "Lists the sellers of AI work that are in the registry now, with signed prices, stake and record, best price first. Sellers that were caught are left out.",
		Returns:  "sellers: agent number, endpoint, models with prices in dollars per million tokens, free stake, answers served and failed",
		Args:     []Arg{{Name: "work", Type: Text, Says: "name of a model, or \"inference\"; other kinds of work are not sold by listing"}, {Name: "amount", Type: Dollars, Says: "highest price in dollars for a million output tokens"}, currency},
		Errors:   []string{"no gateway answers: start one with assay up"},
		Examples: []string{"find a seller for inference", "who sells inference under 5 dollars"},
		Words:    words("find look search show list who what which sells sell seller sellers provider providers offers offer does do work works under below less than at most max maximum up cheaper someone somebody anyone anybody"),
	},
	{
		Name: "price", Title: "What tokens cost", Effect: Reads, Command: "assay provider list",
		Says:     "Says what a number of output tokens costs now at the best seller, or at a certain one, from signed quotes.",
		Returns:  "the cost in dollars, the seller and its price for a million tokens",
		Args:     []Arg{{Name: "tokens", Type: Count, Required: true, Says: "how many output tokens"}, {Name: "seller", Type: Seller, Says: "a certain seller (default: the cheapest)"}},
		Errors:   []string{"nobody sells now", "the seller is not in the registry"},
		Examples: []string{"what does a thousand tokens cost"},
		Words:    words("what does do cost costs price prices how much many tokens token is are charge charges"),
	},
	{
		Name: "ask", Title: "Buy a checked answer", Effect: Buys, Command: "assay ask",
		Says:    "Asks a seller through the gateway, pays chunk by chunk and checks every chunk before the next payment. The answer comes with a receipt that anybody can recompute.",
		Returns: "text, finish reason, tokens, cost, and the id of the receipt",
		Args: []Arg{
			{Name: "prompt", Type: Text, Required: true, Says: "what to ask the model"},
			{Name: "model", Type: Text, Says: "name of the model (default: the built-in one)"},
			{Name: "seller", Type: Seller, Says: "insist on this seller"},
			{Name: "max_tokens", Type: Count, Says: "longest answer"},
		},
		Errors: []string{"no seller fits the gateway's price limits", "daily_limit: the gateway has spent what its owner allows for a day", "policy_refused: the wallet's policy does not allow a channel"},
	},
	{
		Name: "verify-receipt", Title: "Check a receipt", Effect: Reads, Command: "assay verify",
		Says:     "Checks a receipt of this node: every signature and hash, the price, and every token by recomputing the answer.",
		Returns:  "ok, what was checked, and when it is wrong, how, and whether the provider's own signature proves it",
		Args:     []Arg{{Name: "receipt", Type: Receipt, Required: true, Says: "id of the receipt, its beginning, or \"last\""}},
		Errors:   []string{"there is no such receipt", "the model of the answer is not on this machine"},
		Examples: []string{"check my last receipt", "verify receipt 0x12ab34cd"},
		Words:    words("check verify validate recompute look receipt receipts last latest newest recent most whether is are right valid good genuine correct number no got just i"),
	},
	{
		Name: "pay", Title: "Pay somebody", Effect: Pays, Command: "assay do",
		Says:     "Sends dollars from the owner's wallet to a contact or an address, at once and for good. It is simulated first, and the wallet's policy decides.",
		Returns:  "the transaction, the block and the gas",
		Args:     []Arg{{Name: "to", Type: Person, Required: true, Says: "name from the owner's contacts, or an address"}, amountOf("dollars to send"), currency},
		Errors:   append([]string{"the name is not in the contacts (assay contact add)"}, moneyBad...),
		Examples: []string{"pay bob 5 dollars", "send alice 2.50 dollars"},
		Words:    words("pay send give transfer wire tip remit hand forward payment transaction transfer make do"),
	},
	{
		Name: "close-channel", Title: "Close a channel", Effect: Home, Command: "assay channel close",
		Says:     "Closes the payment channel with a seller: the seller is paid what it earned, the rest comes back to the wallet.",
		Returns:  "the channel and its state",
		Args:     []Arg{{Name: "seller", Type: Seller, Required: true, Says: "the seller with whom the channel is"}},
		Errors:   []string{"there is no open channel with this seller", "several channels are open with it: close them by their ids (assay channel list)"},
		Examples: []string{"close the channel with bob"},
		Words:    words("close end shut finish terminate settle channel channels payment"),
	},
	{
		Name: "balance", Title: "Look at balances", Effect: Reads, Command: "assay wallet balance",
		Says:     "Shows dollars and ether of the node's accounts, or of a contact or an address.",
		Returns:  "accounts: name, address, dollars, ether",
		Args:     []Arg{{Name: "of", Type: Person, Says: "whose (default: the node's own accounts)"}},
		Errors:   []string{"the name is not in the contacts (assay contact add)"},
		Examples: []string{"how much money do i have"},
		Words:    words("how much many what is are do i have balance balances money funds left my wallet account show check"),
	},
	{
		Name: "history", Title: "Look at purchases", Effect: Reads, Command: "assay receipts",
		Says:     "Lists what the gateway bought, newest first, with what it cost in all.",
		Returns:  "receipts with id, time, seller, tokens, cost and how they were checked; their number and their cost in all",
		Args:     []Arg{{Name: "days", Type: Count, Says: "of how many days (default: all that the node lists, at most 1,000)"}},
		Errors:   []string{"no gateway answers: start one with assay up"},
		Examples: []string{"what did i buy in the last 7 days"},
		Words:    words("what did i buy bought spend spent show list history purchases receipts last past days day week weeks month months"),
	},
	{
		Name: "stake", Title: "Put up stake", Effect: Pays, Command: "assay do",
		Says:     "Puts dollars of the provider's wallet into the stake vault, from where they come back only after a delay, and where they can be taken for a proven wrong answer.",
		Returns:  "the transactions and the provider's stake after them",
		Args:     []Arg{amountOf("dollars to put up"), currency},
		Errors:   moneyBad,
		Examples: []string{"stake 50 dollars"},
		Words:    words("stake bond deposit put lock add place up as in into the vault"),
	},
	{
		Name: "unstake", Title: "Ask for stake back", Effect: Home, Command: "assay do",
		Says:     "Asks the stake vault for dollars back. They can be withdrawn once the vault's delay is over.",
		Returns:  "the transaction and the provider's stake after it",
		Args:     []Arg{amountOf("dollars to ask back"), currency},
		Errors:   []string{"less than that is free"},
		Examples: []string{"unstake 20 dollars"},
		Must:     words("unstake withdraw back out release"),
		Words:    words("unstake withdraw take get release pull remove my stake out back from vault"),
	},
}
