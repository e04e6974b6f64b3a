package chain

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/accounts/abi"
	abibind "github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/rpc"
)

// Revert is a contract's refusal, decoded.
type Revert struct {
	Name string   // of the custom error, "Error" for a text, "Panic" for a failed check of the compiler, "" if unknown
	Args []string // rendered arguments, in order
	Hint string   // what to do next, "" when the name says it all
}

// Error renders the refusal as "Name(args): hint".
func (r *Revert) Error() string {
	s := r.Name
	if s == "" {
		s = "reverted without a known reason"
	}
	if len(r.Args) > 0 {
		s += "(" + strings.Join(r.Args, ", ") + ")"
	}
	if r.Hint != "" {
		s += ": " + r.Hint
	}
	return s
}

// hints says, for the refusals a user can do something about, what that is.
var hints = map[string]string{
	"ERC20InsufficientBalance":        "the account has too few tokens; get more (on a development chain: dev_fund) or use a smaller amount",
	"ERC20InsufficientAllowance":      "the token contract was not told to let this contract take the amount; approve it first",
	"ERC3009InvalidSignature":         "the deposit was not signed by the payer's own key",
	"ERC3009InvalidAuthorizationTime": "the signed authorization is too early or too late by the chain's clock; sign a new one",
	"ERC3009UsedAuthorization":        "this authorization was used already; sign a new one",
	"ERC721NonexistentToken":          "no agent has this id; look at `assay provider list`",
	"NotAuthorized":                   "only the agent's owner, or whom it approved, may do this",
	"ReservedMetadataKey":             "agentWallet is set with its own call; choose another key",
	"SelfFeedback":                    "an agent's owner cannot rate the agent",
	"TooManyDecimals":                 "a rating has at most 18 decimals",
	"ValueOutOfRange":                 "the rating is out of range",
	"FreeStakeTooSmall":               "stake more, or reserve less",
	"ReservationLowered":              "a running reservation can only be raised and extended",
	"ReservationEndOutOfRange":        "let it end later than now and within a year, by the chain's clock",
	"ReservationEnded":                "release it, then reserve again",
	"ReservationHolds":                "wait until it ends",
	"NoReservation":                   "there is nothing to release",
	"NothingUnbonding":                "ask for stake back first",
	"StillUnbonding":                  "wait until the unbonding delay is over",
	"StakeBelowMinimum":               "stake more: what stays must be at least the vault's minimum while anything is reserved",
	"StakeFrozen":                     "a dispute runs; try again when it has ended",
	"CaseOpen":                        "claims against the lost stake are still being collected; wait until then",
	"NoCaseOpen":                      "no claims are being collected against this provider",
	"NothingToCollect":                "there is nothing to pay out",
	"InvalidChannel":                  "the channel names no payer, receiver or token, or this account is not its payer",
	"WithdrawDelayOutOfRange":         "the withdraw delay must lie between 15 minutes and 30 days",
	"ZeroDeposit":                     "deposit more than nothing",
	"DepositCollectionFailed":         "the token moved another amount than asked; tokens with a fee cannot be used",
	"InvalidSignature":                "the voucher or authorization is not signed by the channel's key",
	"NotAuthorizedToClaim":            "only the channel's receiver may claim without a signed batch",
	"NotAuthorizedToRefund":           "only the channel's receiver may refund at once; the payer withdraws instead",
	"ClaimExceedsCeiling":             "the voucher allows less than that; claim at most its amount",
	"ClaimExceedsBalance":             "the channel holds less than that; claim at most its balance",
	"WithdrawalAlreadyPending":        "finalize the pending withdrawal first",
	"WithdrawalNotPending":            "initiate a withdrawal first",
	"NotAuthorizedToFinalizeWithdraw": "only the channel's payer may withdraw",
	"WithdrawDelayNotElapsed":         "wait until the channel's delay is over, by the chain's clock",
	"NothingToWithdraw":               "withdraw more than nothing",
	"WithdrawAmountExceedsAvailable":  "the channel has less than that unclaimed",
	"ZeroRefund":                      "refund more than nothing",
	"EmptyBatch":                      "claim at least one channel",
	"WindowClosed":                    "the work is too old to be disputed",
	"BondTooSmall":                    "bond at least that much",
	"CoverTooSmall":                   "the vault would set aside less of the costs: wait until other disputes have ended, or ask for less",
	"AlreadyConvicted":                "that answer was proven wrong already",
	"AnotherPosition":                 "the dispute has moved on, or the chain was reorganised: look at it again",
	"WrongPhase":                      "something else is awaited: look again how it stands",
	"NotYourMove":                     "the other side is to move",
	"TooLate":                         "the time for this has run out",
	"StillTime":                       "the side to move has time until then",
	"UnknownModel":                    "nobody has registered the model: register its header first",
	"NotJudgeable":                    "stop strings, a schema or another lane: no contract can recompute such an answer",
	"NotAnnounced":                    "announce the proof a block earlier",
	"NothingOwed":                     "nothing is owed here, or no lost dispute is about this channel",
	"NotOrdered":                      "the evidence does not show that the work was ordered",
	"OtherThing":                      "what is shown is not what the request commits to",
	"PrizeTooSmall":                   "a prize is at least what a dispute costs",
	"LockTaken":                       "there is a canary under this lock already: make another answer",
	"WrongKey":                        "the key is another canary's: recompute the answer",
	"NotThisCanary":                   "the canary is another answer, or the request does not ask for a wrong one",
	"PlantedTooLate":                  "the dispute was opened before the canary was planted",
	"TooEarly":                        "others still have time; wait until then",
	"WrongState":                      "there is no such canary, or its prize is gone",
	"BadTerms":                        "correct the terms and propose them again",
	"OtherTerms":                      "the terms have changed, or were not accepted: look at the job, then name the terms that you agree to",
	"BudgetMismatch":                  "the budget has changed: look at the job again",
	"NotMine":                         "the job names another evaluator or another hook",
	"NotConvicted":                    "the dispute game has not convicted the provider over this request, or it is not this part of the job",
	"NotDecided":                      "the panel has not decided yet",
	"NoSuchJob":                       "there is no job with this number; look at `assay job list`",
	"WrongStatus":                     "the job is in another state: look at it again",
	"Unauthorized":                    "this is for another party of the job",
	"NotExpired":                      "wait until then; before that the evaluator ends the job",
	"BadCount":                        "the number of parts must be one that was ordered, and below what was delivered when contesting",
	"StakeTooSmall":                   "the provider stakes more first: in the exact lane it must have something to lose",
	"NotThisReceipt":                  "show the receipt of the part that was demanded, made for this job in its time, over a request without a channel",
	"OtherBlock":                      "the draw needs the header of that block; if it is too old, ask for another with redraw",
	"NoContradiction":                 "the statements do not contradict each other in that way",
}

// errorsBySelector holds the custom errors of all contracts under the first four bytes of their encoding.
var errorsBySelector = sync.OnceValue(func() map[[4]byte]abi.Error {
	known := map[[4]byte]abi.Error{}
	for _, m := range []*abibind.MetaData{
		&bind.IdentityRegistryMetaData, &bind.ReputationRegistryMetaData, &bind.TestUSDMetaData,
		&bind.BatchSettlementMetaData, &bind.ERC3009CollectorMetaData, &bind.StakeVaultMetaData, &bind.RefereeMetaData,
		&bind.ReceiptsMetaData, &bind.ExactProgramMetaData, &bind.StakedGameMetaData, &bind.DisputeMetaData, &bind.CanariesMetaData,
		&bind.JobsMetaData, &bind.EvaluatorMetaData, &bind.PanelMetaData, &bind.RecorderMetaData, &bind.ValidationRegistryMetaData,
	} {
		parsed, err := m.ParseABI()
		if err != nil {
			continue // generated and compiled against in tests
		}
		for _, e := range parsed.Errors {
			known[[4]byte(e.ID[:4])] = e
		}
	}
	return known
})

// decodeRevert reads the data of a failed call.
func decodeRevert(data []byte) *Revert {
	if len(data) < 4 {
		return &Revert{}
	}
	if reason, err := abi.UnpackRevert(data); err == nil {
		return &Revert{Name: "Error", Args: []string{reason}}
	}
	e, ok := errorsBySelector()[[4]byte(data[:4])]
	if !ok {
		return &Revert{Args: []string{fmt.Sprintf("0x%x", data[:min(len(data), 68)])}}
	}
	r := &Revert{Name: e.Name, Hint: hints[e.Name]}
	if args, err := e.Inputs.Unpack(data[4:]); err == nil {
		if inner, ok := only[[]byte](args); ok && e.Name == "HookRefused" && len(inner) >= 4 {
			return decodeRevert(inner) // what the hook said is what the user wants to know
		}
		for _, a := range args {
			switch a := a.(type) {
			case common.Address:
				r.Args = append(r.Args, job.Address(a).String())
			default:
				text := fmt.Sprint(a) // a precision would pad big integers with zeros
				r.Args = append(r.Args, text[:min(len(text), 100)])
			}
		}
	}
	return r
}

// only returns the one argument, if it is of this type.
func only[T any](args []any) (T, bool) {
	var none T
	if len(args) != 1 {
		return none, false
	}
	v, ok := args[0].(T)
	return v, ok
}

// refusal turns what a node answered into an error with a kind. Anything that is not a known refusal is wrapped as it
// is.
func refusal(what string, err error) error {
	var withData rpc.DataError
	if errors.As(err, &withData) {
		if text, ok := withData.ErrorData().(string); ok && strings.HasPrefix(text, "0x") {
			r := decodeRevert(common.FromHex(text))
			kind, code := job.FaultConflict, "reverted"
			if r.Name == "ERC20InsufficientBalance" {
				kind, code = job.FaultPayment, "insufficient_tokens"
			}
			if r.Name == "ERC721NonexistentToken" {
				kind, code = job.FaultNotFound, "no_agent"
			}
			return job.Faultf(kind, code, "%s: the contract refuses: %w", what, r)
		}
	}
	text := err.Error()
	switch {
	case strings.Contains(text, "insufficient funds") || strings.Contains(text, "Insufficient funds") || strings.Contains(text, "gas required exceeds allowance (0)"):
		return job.Faultf(job.FaultPayment, "insufficient_ether", "%s: the account has too little ether for gas; send it some (on a development chain: dev_fund): %w", what, err)
	case strings.Contains(text, "execution reverted"):
		return job.Faultf(job.FaultConflict, "reverted", "%s: the contract refuses: %w", what, &Revert{})
	}
	return fmt.Errorf("%s: %w", what, err)
}
