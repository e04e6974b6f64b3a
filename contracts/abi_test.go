package contracts_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"

	generated "github.com/assay-network/assay/contracts/bind"
)

// The interfaces that other people's clients were built for, in canonical types. A tuple is written out, an indexed
// event argument ends in "*", and a function says what it returns and whether it only reads.
var foreign = map[string]struct {
	metadata *bind.MetaData
	source   string
	lines    string
}{
	"BatchSettlement": {&generated.BatchSettlementMetaData, "x402 batch-settlement", `
deposit((address,address,address,address,address,uint40,bytes32),uint128,address,bytes)
claim((((address,address,address,address,address,uint40,bytes32),uint128),bytes,uint128)[])
claimWithSignature((((address,address,address,address,address,uint40,bytes32),uint128),bytes,uint128)[],bytes)
settle(address,address)
initiateWithdraw((address,address,address,address,address,uint40,bytes32),uint128)
finalizeWithdraw((address,address,address,address,address,uint40,bytes32))
refund((address,address,address,address,address,uint40,bytes32),uint128)
refundWithSignature((address,address,address,address,address,uint40,bytes32),uint128,uint256,bytes)
multicall(bytes[]) (bytes[])
getChannelId((address,address,address,address,address,uint40,bytes32)) view (bytes32)
getVoucherDigest(bytes32,uint128) view (bytes32)
getRefundDigest(bytes32,uint256,uint128) view (bytes32)
getClaimBatchDigest((((address,address,address,address,address,uint40,bytes32),uint128),bytes,uint128)[]) view (bytes32)
channels(bytes32) view (uint128,uint128)
pendingWithdrawals(bytes32) view (uint128,uint40)
receivers(address,address) view (uint128,uint128)
refundNonce(bytes32) view (uint256)
CHANNEL_CONFIG_TYPEHASH() view (bytes32)
VOUCHER_TYPEHASH() view (bytes32)
REFUND_TYPEHASH() view (bytes32)
CLAIM_ENTRY_TYPEHASH() view (bytes32)
CLAIM_BATCH_TYPEHASH() view (bytes32)
MIN_WITHDRAW_DELAY() view (uint40)
MAX_WITHDRAW_DELAY() view (uint40)
eip712Domain() view (bytes1,string,string,uint256,address,bytes32,uint256[])
event ChannelCreated(bytes32*,(address,address,address,address,address,uint40,bytes32))
event ChannelClosed(bytes32*,(address,address,address,address,address,uint40,bytes32))
event Deposited(bytes32*,address*,uint128,uint128)
event Claimed(bytes32*,address*,uint128,uint128)
event Settled(address*,address*,address*,uint128)
event Refunded(bytes32*,address*,uint128)
event WithdrawInitiated(bytes32*,uint128,uint40)
event WithdrawFinalized(bytes32*,address*,uint128)
error InvalidChannel()
error ZeroDeposit()
error DepositOverflow()
error InvalidSignature()
error NotReceiverAuthorizer()
error NotAuthorizedToClaim()
error NotAuthorizedToRefund()
error ClaimExceedsCeiling()
error ClaimExceedsBalance()
error WithdrawalAlreadyPending()
error WithdrawalNotPending()
error NotAuthorizedToFinalizeWithdraw()
error WithdrawDelayNotElapsed()
error NothingToWithdraw()
error WithdrawAmountExceedsAvailable()
error WithdrawDelayOutOfRange()
error EmptyBatch()
error DepositCollectionFailed()
error InvalidCollector()
error InvalidRefundNonce()
error ZeroRefund()`},
	"ERC3009Collector": {&generated.ERC3009CollectorMetaData, "x402 batch-settlement", `
collect(address,address,uint256,bytes32,bytes)
x402BatchSettlement() view (address)
error OnlyX402BatchSettlement()
error InvalidX402BatchSettlementAddress()`},
	"TestUSD": {&generated.TestUSDMetaData, "EIP-20, EIP-2612, EIP-3009 and x402's asset", `
name() view (string)
symbol() view (string)
version() view (string)
decimals() view (uint8)
totalSupply() view (uint256)
balanceOf(address) view (uint256)
allowance(address,address) view (uint256)
transfer(address,uint256) (bool)
transferFrom(address,address,uint256) (bool)
approve(address,uint256) (bool)
permit(address,address,uint256,uint256,uint8,bytes32,bytes32)
nonces(address) view (uint256)
DOMAIN_SEPARATOR() view (bytes32)
authorizationState(address,bytes32) view (bool)
transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)
transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)
receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)
receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)
cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)
cancelAuthorization(address,bytes32,bytes)
mint(address,uint256)
event Transfer(address*,address*,uint256)
event Approval(address*,address*,uint256)
event AuthorizationUsed(address*,bytes32*)
event AuthorizationCanceled(address*,bytes32*)`},
	"IdentityRegistry": {&generated.IdentityRegistryMetaData, "ERC-8004 and ERC-721", `
register() (uint256)
register(string) (uint256)
register(string,(string,bytes)[]) (uint256)
setAgentURI(uint256,string)
getMetadata(uint256,string) view (bytes)
setMetadata(uint256,string,bytes)
setAgentWallet(uint256,address,uint256,bytes)
getAgentWallet(uint256) view (address)
unsetAgentWallet(uint256)
isAuthorizedOrOwner(address,uint256) view (bool)
getVersion() view (string)
tokenURI(uint256) view (string)
ownerOf(uint256) view (address)
balanceOf(address) view (uint256)
getApproved(uint256) view (address)
isApprovedForAll(address,address) view (bool)
approve(address,uint256)
setApprovalForAll(address,bool)
transferFrom(address,address,uint256)
safeTransferFrom(address,address,uint256)
safeTransferFrom(address,address,uint256,bytes)
supportsInterface(bytes4) view (bool)
name() view (string)
symbol() view (string)
event Transfer(address*,address*,uint256*)
event Registered(uint256*,string,address*)
event MetadataSet(uint256*,string*,string,bytes)
event URIUpdated(uint256*,string,address*)`},
	"ReputationRegistry": {&generated.ReputationRegistryMetaData, "ERC-8004", `
getIdentityRegistry() view (address)
giveFeedback(uint256,int128,uint8,string,string,string,string,bytes32)
revokeFeedback(uint256,uint64)
appendResponse(uint256,address,uint64,string,bytes32)
getSummary(uint256,address[],string,string) view (uint64,int128,uint8)
readFeedback(uint256,address,uint64) view (int128,uint8,string,string,bool)
readAllFeedback(uint256,address[],string,string,bool) view (address[],uint64[],int128[],uint8[],string[],string[],bool[])
getResponseCount(uint256,address,uint64,address[]) view (uint64)
getClients(uint256) view (address[])
getLastIndex(uint256,address) view (uint64)
getVersion() view (string)
event NewFeedback(uint256*,address*,uint64,int128,uint8,string*,string,string,string,string,bytes32)
event FeedbackRevoked(uint256*,address*,uint64*)
event ResponseAppended(uint256*,address*,uint64,address*,string,bytes32)`},
	"ValidationRegistry": {&generated.ValidationRegistryMetaData, "ERC-8004", `
getIdentityRegistry() view (address)
validationRequest(address,uint256,string,bytes32)
validationResponse(bytes32,uint8,string,bytes32,string)
getValidationStatus(bytes32) view (address,uint256,uint8,bytes32,string,uint256)
getSummary(uint256,address[],string) view (uint64,uint8)
getAgentValidations(uint256) view (bytes32[])
getValidatorRequests(address) view (bytes32[])
event ValidationRequest(address*,uint256*,string,bytes32*)
event ValidationResponse(address*,uint256*,bytes32*,uint8,string,bytes32,string)`},
	"Jobs": {&generated.JobsMetaData, "ERC-8183", `
createJob(address,address,uint256,string,address) (uint256)
setProvider(uint256,address,bytes)
setBudget(uint256,uint256,bytes)
fund(uint256,uint256,bytes)
submit(uint256,bytes32,bytes)
complete(uint256,bytes32,bytes)
reject(uint256,bytes32,bytes)
claimRefund(uint256)
event JobCreated(uint256*,address*,address*,address,uint256)
event ProviderSet(uint256*,address*)
event BudgetSet(uint256*,uint256)
event JobFunded(uint256*,address*,uint256)
event JobSubmitted(uint256*,address*,bytes32)
event JobCompleted(uint256*,address*,bytes32)
event JobRejected(uint256*,address*,bytes32)
event JobExpired(uint256*)
event PaymentReleased(uint256*,address*,uint256)
event Refunded(uint256*,address*,uint256)`},
	"Evaluator": {&generated.EvaluatorMetaData, "ERC-8183, hooks", `
beforeAction(uint256,bytes4,bytes)
afterAction(uint256,bytes4,bytes)`},
}

// canonical writes arguments in canonical form.
func canonical(arguments abi.Arguments) string {
	names := make([]string, len(arguments))
	for i, argument := range arguments {
		names[i] = argument.Type.String()
		if argument.Indexed {
			names[i] += "*"
		}
	}
	return "(" + strings.Join(names, ",") + ")"
}

// lines writes an ABI in the form of the table above.
func lines(contract *abi.ABI) []string {
	var out []string
	for _, method := range contract.Methods {
		line := method.RawName + canonical(method.Inputs)
		if method.IsConstant() {
			line += " view"
		}
		if len(method.Outputs) > 0 {
			line += " " + canonical(method.Outputs)
		}
		out = append(out, line)
	}
	for _, event := range contract.Events {
		out = append(out, "event "+event.RawName+canonical(event.Inputs))
	}
	for _, failure := range contract.Errors {
		out = append(out, "error "+failure.Name+canonical(failure.Inputs))
	}
	return out
}

// TestInterfacesThatOthersExpect finds every function, event and error of the published interfaces in our contracts.
func TestInterfacesThatOthersExpect(t *testing.T) {
	for name, want := range foreign {
		contract, err := want.metadata.ParseABI()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		have := lines(contract)
		for line := range strings.Lines(strings.TrimSpace(want.lines)) {
			if line = strings.TrimSuffix(line, "\n"); !slices.Contains(have, line) {
				t.Errorf("%s lacks %q of %s", name, line, want.source)
			}
		}
	}
}

// TestNobodyHasAKey looks for the functions by which an owner could change the rules or stop somebody's money. The vault's
// slash is not one of them: only the game that it was made for can call it.
func TestNobodyHasAKey(t *testing.T) {
	all := []*bind.MetaData{
		&generated.BatchSettlementMetaData, &generated.ERC3009CollectorMetaData, &generated.IdentityRegistryMetaData,
		&generated.RefereeMetaData, &generated.ReputationRegistryMetaData, &generated.StakeVaultMetaData, &generated.TestUSDMetaData,
		&generated.JobsMetaData, &generated.EvaluatorMetaData, &generated.PanelMetaData, &generated.RecorderMetaData, &generated.ValidationRegistryMetaData,
	}
	for _, metadata := range all {
		contract, err := metadata.ParseABI()
		if err != nil {
			t.Fatal(err)
		}
		for _, method := range contract.Methods {
			for _, word := range []string{"owner", "transferOwnership", "grantRole", "upgradeTo", "upgradeToAndCall", "initialize", "pause", "unpause", "setJudge"} {
				if method.RawName == word {
					t.Errorf("%s has %s", metadata.ID, method.Sig)
				}
			}
		}
		if contract.HasFallback() || contract.HasReceive() {
			t.Errorf("%s takes calls or ether that it has no name for", metadata.ID)
		}
	}
}
