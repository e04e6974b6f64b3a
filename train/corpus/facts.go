package corpus

import "strings"

// fact is one thing to know about the network: what people call it, other questions that it answers, and the answer.
type fact struct {
	terms     []string // "a receipt": asked as what is ..., explain ...
	questions []string // patterns
	answer    string
}

var facts = []fact{
	{[]string{"a receipt", "the receipt"}, []string{"what do i get after a job", "what [is|are] [a receipt|receipts] [for|good for]"}, "A receipt is the seller's signed statement of what was asked, what was answered and what it cost. Anyone can check it again."},
	{[]string{"a channel", "a payment channel"}, []string{"how do channels work", "why do i need a channel"}, "A channel holds your money on the chain while you pay a seller with signed vouchers. What you did not spend comes back."},
	{[]string{"a voucher"}, []string{"how are payments streamed", "what do i sign when i pay"}, "A voucher is a signed promise of the total paid so far in a channel. Only the newest one counts."},
	{[]string{"a provider", "a seller"}, []string{"who does the work", "who answers my questions"}, "A provider sells work from its own machines. It puts up a stake that it loses if it cheats."},
	{[]string{"a buyer"}, []string{"who pays"}, "A buyer pays for work through a gateway and checks what comes back."},
	{[]string{"the gateway", "a gateway"}, []string{"what runs on my machine"}, "The gateway runs on your machine, picks sellers, pays them and checks every answer. Programs talk to it as to any chat service."},
	{[]string{"a stake", "stake", "staking"}, []string{"why do [sellers|providers] stake", "what do sellers risk"}, "A stake is money that a provider locks up. It is lost in part when a cheat is proven."},
	{[]string{"slashing"}, []string{"what happens to [cheats|cheaters]", "what happens when a seller cheats", "how are cheats punished"}, "A proven cheat loses part of its stake. Buyers get back what they paid and at least half is burnt."},
	{[]string{"a dispute", "a challenge"}, []string{"how [do|does] [disputes|a dispute] work", "who decides a dispute"}, "A dispute narrows a wrong answer down to one small step. A contract computes that step and decides."},
	{[]string{"the referee"}, []string{"who is the judge", "who judges"}, "The referee is a contract that computes one cell of a disputed job. No committee has a say."},
	{[]string{"a cell"}, []string{"what does the contract compute"}, "A cell is one element of the computation, small enough for the chain to compute."},
	{[]string{"a quote", "a firm quote"}, []string{"are prices fixed", "can a seller change the price"}, "A quote is a signed price that the seller must keep until it expires."},
	{[]string{"a chunk"}, []string{"how much can i lose", "what do i risk as a buyer", "how are answers delivered"}, "A chunk is a piece of the answer that the seller signs. You are never more than one chunk ahead."},
	{[]string{"the exact lane"}, []string{"which lane is the safest", "how can an answer be exact"}, "In the exact lane the answer is computed with whole numbers only, so every machine gets the same tokens."},
	{[]string{"the statistical lane"}, []string{"can i use any server", "what if the seller uses another engine"}, "In the statistical lane any server may answer. Checkers score whether the tokens are plausible for the model."},
	{[]string{"the attested lane"}, []string{"what about secure hardware"}, "In the attested lane a sealed part of the machine vouches for the work."},
	{[]string{"a lane", "the lanes"}, []string{"how many lanes are there", "which lanes are there"}, "There are three lanes: exact, statistical and attested. A lane says how sure you can be of the answer."},
	{[]string{"a token", "tokens"}, []string{"what is text made of", "what do i pay for"}, "A token is a small piece of text. Work is counted and paid in tokens."},
	{[]string{"a prompt"}, []string{"what do i send to a model"}, "A prompt is the text that you send to a model."},
	{[]string{"a model"}, []string{"what answers me"}, "A model is a file of numbers that turns a prompt into an answer. Its root tells exactly which one it is."},
	{[]string{"the model root", "a model root"}, []string{"how do i know which model answered", "how do i know it is the right model"}, "The model root is a hash over all numbers of a model. Another model has another root."},
	{[]string{"a hash"}, nil, "A hash is a short fingerprint of data. Change one byte and the hash changes."},
	{[]string{"a seed", "the seed"}, []string{"who picks the seed", "where does chance come from"}, "The seed decides the random choices of an answer. Neither side can pick it alone."},
	{[]string{"a nonce", "the nonce"}, []string{"why is there a nonce"}, "A nonce is a secret number that the seller fixes before it sees the request. It goes into the seed."},
	{[]string{"a commitment", "a nonce commitment"}, nil, "A commitment is a hash that fixes a value before it is shown. It may be used only once."},
	{[]string{"a request", "a signed request"}, []string{"why are requests signed"}, "A request is your signed order: the model, the prompt, the limits and the price. Nobody can change it later."},
	{[]string{"the registry", "the registries"}, []string{"how are sellers found", "where are sellers listed", "how do i find sellers"}, "The registry is a contract where sellers list themselves. Gateways read it to find them."},
	{[]string{"reputation", "a reputation"}, []string{"how do i know whom to trust", "how are sellers ranked"}, "Reputation is the record of a seller's paid work. Only buyers who paid can add to it."},
	{[]string{"feedback"}, []string{"who can leave feedback", "how do i rate a seller"}, "Feedback is a mark that a buyer leaves once a channel. It needs proof of payment."},
	{[]string{"a wallet", "the wallet"}, []string{"where is my money", "where are my keys"}, "A wallet keeps your keys and pays within the limits that you set."},
	{[]string{"a key", "a private key"}, []string{"what do i sign with"}, "A key signs in your name. Keep it secret."},
	{[]string{"a session key"}, []string{"can a key do less"}, "A session key may only sign for one channel, so that your main key can stay away."},
	{[]string{"a spending limit", "a policy"}, []string{"how do i stop overspending", "how can i limit an agent"}, "A policy caps what an agent may spend in a period and whom it may pay."},
	{[]string{"an agent"}, []string{"can programs buy", "can machines pay"}, "An agent is a program with a wallet that buys and sells work on its own."},
	{[]string{"a skill"}, []string{"what [can you do|are you able to do]", "how can you help[| me]"}, "A skill is something that an agent can do, such as pay, open a channel or find a seller."},
	{[]string{"the chain", "a blockchain"}, []string{"which chain is used", "where is everything settled"}, "The chain is a public record of payments and contracts. Assay settles on Ethereum."},
	{[]string{"gas"}, []string{"why do transactions cost", "why does a transaction cost money"}, "Gas is the fee for computing on the chain."},
	{[]string{"a contract", "a smart contract"}, []string{"can a contract be changed"}, "A contract is a program on the chain that nobody can change or stop."},
	{[]string{"a stablecoin"}, []string{"which money is used", "what are prices in"}, "A stablecoin is a coin that keeps the value of a dollar. Prices are set in it."},
	{[]string{"the network token"}, []string{"what is the token good for"}, "The network token is for stake and votes only. Prices are in a stablecoin."},
	{[]string{"the arena", "an arena"}, []string{"how are models compared", "how do miners earn"}, "An arena is a contest of models. Its scores can be computed again by anyone."},
	{[]string{"governance"}, []string{"who decides", "who governs the network", "who is in charge"}, "Two chambers must agree on a change: one of capital and one of proven work."},
	{[]string{"a proposal"}, []string{"how do i change [the rules|something]"}, "A proposal is a change that both chambers vote on. It takes effect after a delay."},
	{[]string{"a timelock"}, []string{"how long until a change takes effect"}, "A timelock delays a change, so that those who disagree can leave first."},
	{[]string{"a jury"}, []string{"who judges pictures", "who judges quality"}, "A jury is drawn by lot to judge what no program can."},
	{[]string{"an escrow"}, []string{"how are big jobs paid"}, "An escrow holds the money for a bigger job until the result is accepted or judged."},
	{[]string{"the vault", "the stake vault"}, []string{"where is the stake kept"}, "The vault is the contract that holds the stakes of providers."},
	{[]string{"a reservation", "reserved stake"}, nil, "A reservation sets part of a stake aside for one channel, so that the same stake is not promised twice."},
	{[]string{"a watchtower"}, []string{"what if i go offline", "who watches while i sleep"}, "A watchtower watches the chain for you and acts when somebody cheats."},
	{[]string{"a trace"}, []string{"is every step stored"}, "A trace is the list of all steps of a computation. It is made only when there is a dispute."},
	{[]string{"a claim"}, []string{"what is everything built on"}, "A claim says that a program with this input gave this output. Anyone may check or challenge it."},
	{[]string{"a canary"}, nil, "A canary is a planted fault that shows whether checkers are awake."},
	{[]string{"an audit"}, []string{"how are sellers checked"}, "An audit is a random check that looks like any other request."},
	{[]string{"a bond"}, []string{"what does a false challenge cost"}, "A bond is what a challenger puts up. It pays the defender when the challenge is false."},
	{[]string{"verification", "checking"}, []string{"how is an answer checked", "how are answers checked", "how do i check an answer"}, "Your gateway computes the answer again in one pass and compares the tokens."},
	{[]string{"replay", "a replay"}, []string{"can a receipt be used twice"}, "A replay shows an old receipt again. It fails because each request has its own number."},
	{[]string{"assay"}, []string{"what is this[| network]", "what is this for", "what does assay do", "tell me about this network"}, "Assay is an open market for AI work. Every result can be checked and every payment settles on Ethereum."},
	{nil, []string{"who are you", "what are you", "are you [a robot|a human|a person|an ai]", "what is your name"}, "I am the small model that comes with Assay. I turn requests into calls and answer questions about the network."},
	{nil, []string{"[hello|hi|hey|good morning|good evening|hi there|hello there]"}, "Hello. Ask me to pay someone, to open a channel or to find a seller."},
	{nil, []string{"[thanks|thank you|thanks a lot|many thanks|thank you very much]"}, "You are welcome."},
	{nil, []string{"[bye|goodbye|see you|good night]"}, "Goodbye."},
	{nil, []string{"help", "help me", "what can i [say|ask|do][| here]", "how does this work"}, "Say for example: pay bob 5 dollars, or ask: what is a receipt?"},
	{nil, []string{"is it safe", "can i be cheated", "can i trust [the answers|this]"}, "Every answer is checked before you pay for the next piece, so you can lose at most one chunk."},
	{nil, []string{"how do i [become|get to be] a [seller|provider]", "how can i sell", "how do i earn money"}, "Create a key, put up a stake, publish your prices and start the provider role."},
	{nil, []string{"how do i buy", "how do i start", "how do i begin"}, "Create a wallet, put some money in it and send a request to your gateway."},
}

var factForms = []string{
	"what is $term", "what is $term", "what's $term", "explain $term", "define $term", "tell me about $term", "[can|could|would] you explain $term", "what does $term mean",
	"what do you mean by $term", "please explain $term", "i do not know what $term is", "describe $term", "what is meant by $term", "tell me what $term is", "do you know what $term is", "$term",
	"[i want to|i'd like to|let me|i need to] [understand|know about|learn about] $term", "[teach me|i have a question|inform me|talk to me|say something] about $term", "[explain|describe] $term to me", "what exactly is $term", "how does $term work",
	"give me a definition of $term", "[why do i need|what do i need|what use is|what good is] $term[| for]", "what is $term [for|good for|used for]", "how would you [explain|describe|define] $term", "[what about|how about|and] $term", "[i don't understand|i do not get|i never heard of] $term",
	"what [kind of thing|sort of thing] is $term", "what are $plural", "what are $plural [for|good for]", "[explain|define|describe] $plural", "how do $plural work", "tell me about $plural", "why [are there|do we have|do i need] $plural", "what do $plural do", "what does $term do",
	"in one sentence, what is $term", "[is there|there is] $term, what is it", "meaning of $term", "the meaning of $term", "help me understand $term", "so what exactly is $term", "give me a short explanation of $term",
}

// plural turns "a receipt" into "receipts"; what has no plural stays as it is.
func plural(term string) string {
	bare := strings.TrimPrefix(strings.TrimPrefix(term, "a "), "an ")
	switch {
	case bare == term:
		return term
	case strings.HasSuffix(bare, "y") && !strings.HasSuffix(bare, "ay") && !strings.HasSuffix(bare, "ey"):
		return strings.TrimSuffix(bare, "y") + "ies"
	}
	return bare + "s"
}

func bareTerm(term string) string {
	return strings.TrimPrefix(strings.TrimPrefix(term, "a "), "the ")
}
