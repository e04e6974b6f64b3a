// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package bind

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Reference imports to suppress errors if they are not otherwise used.
var (
	_ = bytes.Equal
	_ = errors.New
	_ = big.NewInt
	_ = common.Big1
	_ = types.BloomLookup
	_ = abi.ConvertType
)

// CanariesCanary is an auto generated low-level Go binding around an user-defined struct.
type CanariesCanary struct {
	Sponsor common.Address
	Planted *big.Int
	State   uint8
	Prize   *big.Int
	Tag     [32]byte
}

// CanariesMetaData contains all meta data concerning the Canaries contract.
var CanariesMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"token_\",\"type\":\"address\",\"internalType\":\"contractIERC20\"},{\"name\":\"game_\",\"type\":\"address\",\"internalType\":\"contractDispute\"},{\"name\":\"referee_\",\"type\":\"address\",\"internalType\":\"contractReferee\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"BURN\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"BURNT\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"GRACE\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"HOLD\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"LAPSE\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"OPENING\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"canaryOf\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structCanaries.Canary\",\"components\":[{\"name\":\"sponsor\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"planted\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"state\",\"type\":\"uint8\",\"internalType\":\"enumCanaries.State\"},{\"name\":\"prize\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"tag\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"claim\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finder\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"request\",\"type\":\"tuple\",\"internalType\":\"structStatements.Request\",\"components\":[{\"name\":\"model\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"tokenizer\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"template\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"prompt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"promptTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"maxTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sampling\",\"type\":\"tuple\",\"internalType\":\"structStatements.Sampling\",\"components\":[{\"name\":\"temperature\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topK\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"minP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"repeat\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"frequency\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"presence\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"bias\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"stop\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"schema\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"lane\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"quote\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"priceLimit\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"commitment\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"buyerNonce\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"time\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"signature\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"claimDigest\",\"inputs\":[{\"name\":\"finder\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"collect\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"consentOf\",\"inputs\":[{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"credit\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"excuse\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"claimed\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"name\":\"request\",\"type\":\"tuple\",\"internalType\":\"structStatements.Request\",\"components\":[{\"name\":\"model\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"tokenizer\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"template\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"prompt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"promptTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"maxTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sampling\",\"type\":\"tuple\",\"internalType\":\"structStatements.Sampling\",\"components\":[{\"name\":\"temperature\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topK\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"minP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"repeat\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"frequency\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"presence\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"bias\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"stop\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"schema\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"lane\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"quote\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"priceLimit\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"commitment\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"buyerNonce\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"time\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"game\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractDispute\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"lapse\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"least\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"plant\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"tag\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"veil\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"prize\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"reclaim\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"request\",\"type\":\"tuple\",\"internalType\":\"structStatements.Request\",\"components\":[{\"name\":\"model\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"tokenizer\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"template\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"prompt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"promptTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"maxTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sampling\",\"type\":\"tuple\",\"internalType\":\"structStatements.Sampling\",\"components\":[{\"name\":\"temperature\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topK\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"minP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"repeat\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"frequency\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"presence\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"bias\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"stop\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"schema\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"lane\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"quote\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"priceLimit\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"commitment\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"buyerNonce\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"time\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"referee\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractReferee\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"shownAt\",\"inputs\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"token\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIERC20\"}],\"stateMutability\":\"view\"},{\"type\":\"event\",\"name\":\"Collected\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Excused\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"id\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"subject\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"paid\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Found\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"finder\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"subject\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"paid\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Lapsed\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"sponsor\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"prize\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Planted\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"sponsor\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"prize\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"},{\"name\":\"tag\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"veil\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Reclaimed\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"sponsor\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"subject\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"prize\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureLength\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureS\",\"inputs\":[{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"LockTaken\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotThisCanary\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NothingToCollect\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"PlantedTooLate\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"PrizeTooSmall\",\"inputs\":[{\"name\":\"least\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"TooEarly\",\"inputs\":[{\"name\":\"until\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"WrongAmountReceived\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"WrongKey\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"WrongState\",\"inputs\":[{\"name\":\"state\",\"type\":\"uint8\",\"internalType\":\"enumCanaries.State\"}]},{\"type\":\"error\",\"name\":\"ZeroAddress\",\"inputs\":[]}]",
	ID:  "Canaries",
	Bin: "0x60e060405234801561000f575f5ffd5b506040516120d53803806120d583398101604081905261002e916100af565b6001600160a01b038316158061004b57506001600160a01b038216155b8061005d57506001600160a01b038116155b1561007b5760405163d92e233d60e01b815260040160405180910390fd5b6001600160a01b0390811660c05290811660a052166080526100f9565b6001600160a01b03811681146100ac575f5ffd5b50565b5f5f5f606084860312156100c1575f5ffd5b83516100cc81610098565b60208501519093506100dd81610098565b60408501519092506100ee81610098565b809150509250925092565b60805160a05160c051611f736101625f395f81816101d501526112cc01525f81816102ad015281816103640152818161060e015281816106d8015261081801525f818161033f01528181610498015281816110d00152818161115001526111a90152611f735ff3fe608060405234801561000f575f5ffd5b5060043610610132575f3560e01c80635fa8fac0116100b4578063d0886f9711610079578063d0886f97146102cf578063d5d44d80146102d7578063ddce5c13146102ff578063ee25fd8714610307578063f982a5051461031a578063fc0c546a1461033a575f5ffd5b80635fa8fac01461023d578063683b031814610250578063919936951461028c578063c0a2526c1461029f578063c3fe3e28146102a8575f5ffd5b80633289675f116100fa5780633289675f146101bd5780633b1bebd1146101d057806351c276c41461020f578063562b8393146102175780635f8e2a051461022a575f5ffd5b8063043458ec1461013657806306ec16f81461015b5780630c6267ef14610170578063137d29d914610193578063183b2c1b1461019c575b5f5ffd5b61013e610361565b6040516001600160801b0390911681526020015b60405180910390f35b61016e61016936600461172d565b6103e7565b005b61017a6276a70081565b60405167ffffffffffffffff9091168152602001610152565b61017a610e1081565b6101af6101aa36600461172d565b6104cc565b604051908152602001610152565b61016e6101cb366004611766565b610536565b6101f77f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b039091168152602001610152565b61013e600481565b61016e6102253660046117d3565b610962565b61016e6102383660046118a2565b610a26565b61016e61024b3660046118e9565b610c18565b61027661025e366004611928565b60016020525f908152604090205464ffffffffff1681565b60405164ffffffffff9091168152602001610152565b61016e61029a36600461172d565b610d25565b6101f761dead81565b6101f77f000000000000000000000000000000000000000000000000000000000000000081565b61017a610e23565b61013e6102e536600461172d565b60026020525f90815260409020546001600160801b031681565b61013e600a81565b6101af610315366004611928565b610e36565b61032d61032836600461172d565b610e7f565b6040516101529190611973565b6101f77f000000000000000000000000000000000000000000000000000000000000000081565b5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663776d62f66040518163ffffffff1660e01b8152600401602060405180830381865afa1580156103be573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906103e291906119cc565b905090565b6001600160a01b0381165f908152600260205260408120546001600160801b03169081900361042957604051637b2c2fef60e01b815260040160405180910390fd5b6001600160a01b0382165f8181526002602090815260409182902080546001600160801b031916905590516001600160801b03841681527f37f50d8d1c7db2a183c9db68f672f2fb275b7dbb204980758cbe5034f71aa1cd910160405180910390a26104c86001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016836001600160801b038416610f3c565b5050565b604080517f0954879f2245e1d7a4ba313f49dfd0575501c8c6cc8e30dfb4a0b9aa9d90de83602082015246918101919091523060608201526001600160a01b03821660808201525f9060a0015b604051602081830303815290604052805190602001209050919050565b6001600160a01b0386165f90815260208190526040902060018154600160c81b900460ff16600481111561056c5761056c61193f565b14158015610597575060028154600160c81b900460ff1660048111156105945761059461193f565b14155b156105cb57805460405163e37d4aeb60e01b81526105c291600160c81b900460ff16906004016119e7565b60405180910390fd5b83356105d8828585610f76565b146105f65760405163ada7b26f60e01b815260040160405180910390fd5b60405163b1eb0fb760e01b8152600481018790525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169063b1eb0fb79060240161020060405180830381865afa15801561065c573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906106809190611bc5565b60a001516101000151825490915064ffffffffff600160a01b9091048116908216116106bf57604051633bfa283160e11b815260040160405180910390fd5b60405163394610d960e01b81525f906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063394610d990610711908b908b908b90600401611c57565b6020604051808303815f875af115801561072d573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906107519190611c9f565b90505f60018454600160c81b900460ff1660048111156107735761077361193f565b036107d9576107828483610fae565b6040516001600160801b03821681529091508735906001600160a01b0380851691908d16907fde215d48fd0b544682fdb57b41948f9c7a2379e92b6d62ed369e29af953fa4929060200160405180910390a4610902565b86355f908152600160205260409020546107fd90610e109064ffffffffff16611cce565b67ffffffffffffffff168364ffffffffff16116109025760047f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663776d62f66040518163ffffffff1660e01b8152600401602060405180830381865afa158015610872573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061089691906119cc565b6108a09190611cee565b6001600160a01b0383165f908152600260205260408120805492935083929091906108d59084906001600160801b0316611d27565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550610902816110b9565b604080516001600160a01b0384811682526001600160801b03841660208301528935928c92918e16917f06479d03476f8bdd425d6d29cf1cff3a943e7c689c2398098b7b1298c6c821e4910160405180910390a450505050505050505050565b5f61096c87611238565b9050866001600160a01b031661098b610984886104cc565b858561129e565b6001600160a01b0316146109b257604051630863c2c960e31b815260040160405180910390fd5b5f6109be8287876112c8565b50905080876001600160a01b0316896001600160a01b03167fde215d48fd0b544682fdb57b41948f9c7a2379e92b6d62ed369e29af953fa492610a01868c610fae565b6040516001600160801b03909116815260200160405180910390a45050505050505050565b6001600160a01b0384161580610a6e57505f6001600160a01b0385165f90815260208190526040902054600160c81b900460ff166004811115610a6b57610a6b61193f565b14155b15610a8c57604051633f9424b960e01b815260040160405180910390fd5b5f610a95610361565b9050806001600160801b0316826001600160801b03161015610ad55760405163794eb86360e11b81526001600160801b03821660048201526024016105c2565b6040805160a08101825233815264ffffffffff42166020820152908101600181526001600160801b03841660208083019190915260409182018790526001600160a01b038089165f908152808352839020845181549386015164ffffffffff16600160a01b026001600160c81b031990941692169190911791909117808255918301519091829060ff60c81b1916600160c81b836004811115610b7a57610b7a61193f565b021790555060608201516001820180546001600160801b0319166001600160801b03909216919091179055608090910151600290910155610bba826110b9565b604080516001600160801b03841681526020810186905290810184905233906001600160a01b038716907fc63030ca6df67045d2b1e1bbdb13f3571d25d2b553479e9b5b5a054307ba60cc9060600160405180910390a35050505050565b5f610c2284611238565b9050610c56610c3762093a8062015180611cce565b8254610c519190600160a01b900464ffffffffff16611cce565b61140d565b5f610c62828585610f76565b8254600360c81b60ff60c81b19821617845560018401546001600160a01b039091165f90815260026020526040812080549394506001600160801b03928316939092610cb091859116611d27565b82546101009290920a6001600160801b0381810219909316918316021790915583546001850154604051921682528392506001600160a01b0390811691908816907f74c51360b18b0a3880e09adb6fe07031ea9229c5a134c724e21ec792315ab6339060200160405180910390a45050505050565b5f610d2f82611238565b8054909150610d5490610c51906276a70090600160a01b900464ffffffffff16611cce565b805460ff60c81b1916600160ca1b178155600181015461dead5f90815260026020527f6a9609baa168169acaea398c4407efea4be641bb08e21e88806d9836fd9333cc80546001600160801b0393841693919291610db491859116611d27565b82546101009290920a6001600160801b0381810219909316918316021790915582546001840154604051921682526001600160a01b0390811692508416907f90fea2199b674ff169ae6695f840df03cedec795bf7fba5fc98e3283253019969060200160405180910390a35050565b610e3362093a8062015180611cce565b81565b604080517f938de140a32cd4798d4dd1c0cefe6b961fca76009d7f3499f1d5c9066e79a94d60208201524691810191909152306060820152608081018290525f9060a001610519565b6040805160a080820183525f808352602080840182905283850182905260608401829052608084018290526001600160a01b038681168352828252918590208551938401865280549283168452600160a01b830464ffffffffff16918401919091529293919291830190600160c81b900460ff166004811115610f0457610f0461193f565b6004811115610f1557610f1561193f565b815260018201546001600160801b0316602082015260029091015460409091015292915050565b610f498383836001611447565b610f7157604051635274afe760e01b81526001600160a01b03841660048201526024016105c2565b505050565b5f5f610f838585856112c8565b909250905080610fa65760405163ada7b26f60e01b815260040160405180910390fd5b509392505050565b815460ff60c81b1916600160c91b17825560018201545f908190610fdd90600a906001600160801b0316611cee565b6001850154909150610ff99082906001600160801b0316611d46565b6001600160a01b0384165f9081526002602052604081208054929450849290919061102e9084906001600160801b0316611d27565b82546101009290920a6001600160801b0381810219909316918316021790915561dead5f90815260026020527f6a9609baa168169acaea398c4407efea4be641bb08e21e88806d9836fd9333cc8054859450909261108e91859116611d27565b92506101000a8154816001600160801b0302191690836001600160801b031602179055505092915050565b6040516370a0823160e01b81523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa15801561111d573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906111419190611d65565b90506111816001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001633306001600160801b0386166114a9565b6111946001600160801b03831682611d7c565b6040516370a0823160e01b81523060048201527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa1580156111f6573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061121a9190611d65565b146104c8576040516336bcce2560e11b815260040160405180910390fd5b6001600160a01b0381165f90815260208190526040902060018154600160c81b900460ff16600481111561126e5761126e61193f565b1461129957805460405163e37d4aeb60e01b81526105c291600160c81b900460ff16906004016119e7565b919050565b5f5f5f5f6112ad8787876114e5565b9250925092506112bd828261152c565b509095945050505050565b5f5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03166392239804856040518263ffffffff1660e01b81526004016113169190611e75565b602060405180830381865afa158015611331573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906113559190611d65565b915084600201548284604051602001611378929190918252602082015260400190565b60405160208183030381529060405280519060200120146113ac5760405163ada7b26f60e01b815260040160405180910390fd5b6113b583610e36565b846102a001351490508080156113dd57505f8281526001602052604090205464ffffffffff16155b15611405575f828152600160205260409020805464ffffffffff19164264ffffffffff161790555b935093915050565b8067ffffffffffffffff164210156114445760405163d606d83f60e01b815267ffffffffffffffff821660048201526024016105c2565b50565b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f5114831661149d578383151615611491573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b6114b78484848460016115e4565b6114df57604051635274afe760e01b81526001600160a01b03851660048201526024016105c2565b50505050565b5f80806041849003611519578435602086013560408701355f1a61150b89828585611651565b955095509550505050611523565b505f915060029050825b93509350939050565b5f82600381111561153f5761153f61193f565b03611548575050565b600182600381111561155c5761155c61193f565b0361157a5760405163f645eedf60e01b815260040160405180910390fd5b600282600381111561158e5761158e61193f565b036115af5760405163fce698f760e01b8152600481018290526024016105c2565b60038260038111156115c3576115c361193f565b036104c8576040516335e2f38360e21b8152600481018290526024016105c2565b6040516323b872dd60e01b5f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f51148316611640578383151615611634573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084111561168a57505f9150600390508261170f565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa1580156116db573d5f5f3e3d5ffd5b5050604051601f1901519150506001600160a01b03811661170657505f92506001915082905061170f565b92505f91508190505b9450945094915050565b6001600160a01b0381168114611444575f5ffd5b5f6020828403121561173d575f5ffd5b813561174881611719565b9392505050565b5f6102e08284031215611760575f5ffd5b50919050565b5f5f5f5f5f5f8688036103c081121561177d575f5ffd5b873561178881611719565b965060208801359550604088013594506060605f19820112156117a9575f5ffd5b506060870192506117bd8860c0890161174f565b959894975092959194936103a090920135925050565b5f5f5f5f5f5f61036087890312156117e9575f5ffd5b86356117f481611719565b9550602087013561180481611719565b9450611813886040890161174f565b9350610320870135925061034087013567ffffffffffffffff811115611837575f5ffd5b8701601f81018913611847575f5ffd5b803567ffffffffffffffff81111561185d575f5ffd5b89602082840101111561186e575f5ffd5b60208201935080925050509295509295509295565b6001600160801b0381168114611444575f5ffd5b803561129981611883565b5f5f5f5f608085870312156118b5575f5ffd5b84356118c081611719565b9350602085013592506040850135915060608501356118de81611883565b939692955090935050565b5f5f5f61032084860312156118fc575f5ffd5b833561190781611719565b9250611916856020860161174f565b92959294505050610300919091013590565b5f60208284031215611938575f5ffd5b5035919050565b634e487b7160e01b5f52602160045260245ffd5b6005811061196f57634e487b7160e01b5f52602160045260245ffd5b9052565b81516001600160a01b0316815260208083015164ffffffffff169082015260408083015160a08301916119a890840182611953565b506001600160801b0360608401511660608301526080830151608083015292915050565b5f602082840312156119dc575f5ffd5b815161174881611883565b602081016119f58284611953565b92915050565b604051610120810167ffffffffffffffff81118282101715611a2b57634e487b7160e01b5f52604160045260245ffd5b60405290565b604051610100810167ffffffffffffffff81118282101715611a2b57634e487b7160e01b5f52604160045260245ffd5b805161129981611719565b80516bffffffffffffffffffffffff81168114611299575f5ffd5b67ffffffffffffffff81168114611444575f5ffd5b805161129981611a87565b8051600a8110611299575f5ffd5b60ff81168114611444575f5ffd5b805161129981611ab5565b805161ffff81168114611299575f5ffd5b63ffffffff81168114611444575f5ffd5b805161129981611adf565b805164ffffffffff81168114611299575f5ffd5b5f6101208284031215611b20575f5ffd5b611b286119fb565b9050611b3382611aa7565b8152611b4160208301611ac3565b6020820152611b5260408301611ac3565b6040820152611b6360608301611a9c565b6060820152611b7460808301611ace565b6080820152611b8560a08301611ace565b60a0820152611b9660c08301611af0565b60c0820152611ba760e08301611af0565b60e0820152611bb96101008301611afb565b61010082015292915050565b5f610200828403128015611bd7575f5ffd5b50611be0611a31565b611be983611a61565b8152611bf760208401611a6c565b6020820152611c0860408401611a61565b6040820152611c1960608401611a9c565b606082015260808381015190820152611c358460a08501611b0f565b60a08201526101c083015160c08201526101e09092015160e083015250919050565b8381526020808201849052823560408084019190915290830135606083015260a0820190830135611c8781611883565b6001600160801b038116608084015250949350505050565b5f60208284031215611caf575f5ffd5b815161174881611719565b634e487b7160e01b5f52601160045260245ffd5b67ffffffffffffffff81811683821601908111156119f5576119f5611cba565b5f6001600160801b03831680611d1257634e487b7160e01b5f52601260045260245ffd5b806001600160801b0384160491505092915050565b6001600160801b0381811683821601908111156119f5576119f5611cba565b6001600160801b0382811682821603908111156119f5576119f5611cba565b5f60208284031215611d75575f5ffd5b5051919050565b808201808211156119f5576119f5611cba565b803561129981611adf565b8035600381900b8114611299575f5ffd5b8035611db681611adf565b63ffffffff1682526020810135611dcc81611adf565b63ffffffff166020830152611de360408201611d8f565b63ffffffff166040830152611dfa60608201611d8f565b63ffffffff166060830152611e1160808201611d8f565b63ffffffff166080830152611e2860a08201611d9a565b611e3760a084018260030b9052565b50611e4460c08201611d9a565b611e5360c084018260030b9052565b5060e090810135910152565b803561129981611ab5565b803561129981611a87565b813581526020808301359082015260408083013590820152606080830135908201526102e08101611ea860808401611d8f565b63ffffffff166080830152611ebf60a08401611d8f565b63ffffffff1660a0830152611eda60c0808401908501611dab565b6101c083810135908301526101e08084013590830152611efd6102008401611e5f565b60ff166102008301526102208381013590830152611f1e6102408401611897565b6001600160801b0316610240830152610260838101359083015261028080840135908301526102a08084013590830152611f5b6102c08401611e6a565b67ffffffffffffffff81166102c0840152509291505056",
}

// Canaries is an auto generated Go binding around an Ethereum contract.
type Canaries struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Canaries) GetABI() abi.ABI {
	return c.abi
}

// NewCanaries creates a new instance of Canaries.
func NewCanaries() *Canaries {
	parsed, err := CanariesMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Canaries{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Canaries) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_, address game_, address referee_) returns()
func (canaries *Canaries) PackConstructor(token_ common.Address, game_ common.Address, referee_ common.Address) []byte {
	enc, err := canaries.abi.Pack("", token_, game_, referee_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackBURN is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc0a2526c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function BURN() view returns(address)
func (canaries *Canaries) PackBURN() []byte {
	enc, err := canaries.abi.Pack("BURN")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBURN is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc0a2526c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function BURN() view returns(address)
func (canaries *Canaries) TryPackBURN() ([]byte, error) {
	return canaries.abi.Pack("BURN")
}

// UnpackBURN is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc0a2526c.
//
// Solidity: function BURN() view returns(address)
func (canaries *Canaries) UnpackBURN(data []byte) (common.Address, error) {
	out, err := canaries.abi.Unpack("BURN", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackBURNT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xddce5c13.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function BURNT() view returns(uint128)
func (canaries *Canaries) PackBURNT() []byte {
	enc, err := canaries.abi.Pack("BURNT")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBURNT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xddce5c13.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function BURNT() view returns(uint128)
func (canaries *Canaries) TryPackBURNT() ([]byte, error) {
	return canaries.abi.Pack("BURNT")
}

// UnpackBURNT is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xddce5c13.
//
// Solidity: function BURNT() view returns(uint128)
func (canaries *Canaries) UnpackBURNT(data []byte) (*big.Int, error) {
	out, err := canaries.abi.Unpack("BURNT", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGRACE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x137d29d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function GRACE() view returns(uint64)
func (canaries *Canaries) PackGRACE() []byte {
	enc, err := canaries.abi.Pack("GRACE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGRACE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x137d29d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function GRACE() view returns(uint64)
func (canaries *Canaries) TryPackGRACE() ([]byte, error) {
	return canaries.abi.Pack("GRACE")
}

// UnpackGRACE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x137d29d9.
//
// Solidity: function GRACE() view returns(uint64)
func (canaries *Canaries) UnpackGRACE(data []byte) (uint64, error) {
	out, err := canaries.abi.Unpack("GRACE", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackHOLD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd0886f97.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function HOLD() view returns(uint64)
func (canaries *Canaries) PackHOLD() []byte {
	enc, err := canaries.abi.Pack("HOLD")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHOLD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd0886f97.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function HOLD() view returns(uint64)
func (canaries *Canaries) TryPackHOLD() ([]byte, error) {
	return canaries.abi.Pack("HOLD")
}

// UnpackHOLD is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd0886f97.
//
// Solidity: function HOLD() view returns(uint64)
func (canaries *Canaries) UnpackHOLD(data []byte) (uint64, error) {
	out, err := canaries.abi.Unpack("HOLD", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackLAPSE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0c6267ef.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function LAPSE() view returns(uint64)
func (canaries *Canaries) PackLAPSE() []byte {
	enc, err := canaries.abi.Pack("LAPSE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLAPSE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0c6267ef.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function LAPSE() view returns(uint64)
func (canaries *Canaries) TryPackLAPSE() ([]byte, error) {
	return canaries.abi.Pack("LAPSE")
}

// UnpackLAPSE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0c6267ef.
//
// Solidity: function LAPSE() view returns(uint64)
func (canaries *Canaries) UnpackLAPSE(data []byte) (uint64, error) {
	out, err := canaries.abi.Unpack("LAPSE", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackOPENING is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51c276c4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function OPENING() view returns(uint128)
func (canaries *Canaries) PackOPENING() []byte {
	enc, err := canaries.abi.Pack("OPENING")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOPENING is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51c276c4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function OPENING() view returns(uint128)
func (canaries *Canaries) TryPackOPENING() ([]byte, error) {
	return canaries.abi.Pack("OPENING")
}

// UnpackOPENING is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x51c276c4.
//
// Solidity: function OPENING() view returns(uint128)
func (canaries *Canaries) UnpackOPENING(data []byte) (*big.Int, error) {
	out, err := canaries.abi.Unpack("OPENING", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCanaryOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf982a505.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function canaryOf(address lock) view returns((address,uint40,uint8,uint128,bytes32))
func (canaries *Canaries) PackCanaryOf(lock common.Address) []byte {
	enc, err := canaries.abi.Pack("canaryOf", lock)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCanaryOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf982a505.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function canaryOf(address lock) view returns((address,uint40,uint8,uint128,bytes32))
func (canaries *Canaries) TryPackCanaryOf(lock common.Address) ([]byte, error) {
	return canaries.abi.Pack("canaryOf", lock)
}

// UnpackCanaryOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf982a505.
//
// Solidity: function canaryOf(address lock) view returns((address,uint40,uint8,uint128,bytes32))
func (canaries *Canaries) UnpackCanaryOf(data []byte) (CanariesCanary, error) {
	out, err := canaries.abi.Unpack("canaryOf", data)
	if err != nil {
		return *new(CanariesCanary), err
	}
	out0 := *abi.ConvertType(out[0], new(CanariesCanary)).(*CanariesCanary)
	return out0, nil
}

// PackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x562b8393.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claim(address lock, address finder, (bytes32,bytes32,bytes32,bytes32,uint32,uint32,(uint32,uint32,uint32,uint32,uint32,int32,int32,bytes32),bytes32,bytes32,uint8,bytes32,uint128,bytes32,bytes32,bytes32,uint64) request, bytes32 salt, bytes signature) returns()
func (canaries *Canaries) PackClaim(lock common.Address, finder common.Address, request StatementsRequest, salt [32]byte, signature []byte) []byte {
	enc, err := canaries.abi.Pack("claim", lock, finder, request, salt, signature)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x562b8393.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claim(address lock, address finder, (bytes32,bytes32,bytes32,bytes32,uint32,uint32,(uint32,uint32,uint32,uint32,uint32,int32,int32,bytes32),bytes32,bytes32,uint8,bytes32,uint128,bytes32,bytes32,bytes32,uint64) request, bytes32 salt, bytes signature) returns()
func (canaries *Canaries) TryPackClaim(lock common.Address, finder common.Address, request StatementsRequest, salt [32]byte, signature []byte) ([]byte, error) {
	return canaries.abi.Pack("claim", lock, finder, request, salt, signature)
}

// PackClaimDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x183b2c1b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claimDigest(address finder) view returns(bytes32)
func (canaries *Canaries) PackClaimDigest(finder common.Address) []byte {
	enc, err := canaries.abi.Pack("claimDigest", finder)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaimDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x183b2c1b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claimDigest(address finder) view returns(bytes32)
func (canaries *Canaries) TryPackClaimDigest(finder common.Address) ([]byte, error) {
	return canaries.abi.Pack("claimDigest", finder)
}

// UnpackClaimDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x183b2c1b.
//
// Solidity: function claimDigest(address finder) view returns(bytes32)
func (canaries *Canaries) UnpackClaimDigest(data []byte) ([32]byte, error) {
	out, err := canaries.abi.Unpack("claimDigest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackCollect is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06ec16f8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function collect(address account) returns()
func (canaries *Canaries) PackCollect(account common.Address) []byte {
	enc, err := canaries.abi.Pack("collect", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCollect is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06ec16f8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function collect(address account) returns()
func (canaries *Canaries) TryPackCollect(account common.Address) ([]byte, error) {
	return canaries.abi.Pack("collect", account)
}

// PackConsentOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xee25fd87.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function consentOf(bytes32 salt) view returns(bytes32)
func (canaries *Canaries) PackConsentOf(salt [32]byte) []byte {
	enc, err := canaries.abi.Pack("consentOf", salt)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackConsentOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xee25fd87.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function consentOf(bytes32 salt) view returns(bytes32)
func (canaries *Canaries) TryPackConsentOf(salt [32]byte) ([]byte, error) {
	return canaries.abi.Pack("consentOf", salt)
}

// UnpackConsentOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xee25fd87.
//
// Solidity: function consentOf(bytes32 salt) view returns(bytes32)
func (canaries *Canaries) UnpackConsentOf(data []byte) ([32]byte, error) {
	out, err := canaries.abi.Unpack("consentOf", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackCredit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5d44d80.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function credit(address account) view returns(uint128)
func (canaries *Canaries) PackCredit(account common.Address) []byte {
	enc, err := canaries.abi.Pack("credit", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCredit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5d44d80.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function credit(address account) view returns(uint128)
func (canaries *Canaries) TryPackCredit(account common.Address) ([]byte, error) {
	return canaries.abi.Pack("credit", account)
}

// UnpackCredit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd5d44d80.
//
// Solidity: function credit(address account) view returns(uint128)
func (canaries *Canaries) UnpackCredit(data []byte) (*big.Int, error) {
	out, err := canaries.abi.Unpack("credit", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackExcuse is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3289675f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function excuse(address lock, uint256 id, bytes32 claimed, (bytes32,bytes32,uint128) fault, (bytes32,bytes32,bytes32,bytes32,uint32,uint32,(uint32,uint32,uint32,uint32,uint32,int32,int32,bytes32),bytes32,bytes32,uint8,bytes32,uint128,bytes32,bytes32,bytes32,uint64) request, bytes32 salt) returns()
func (canaries *Canaries) PackExcuse(lock common.Address, id *big.Int, claimed [32]byte, fault Fault, request StatementsRequest, salt [32]byte) []byte {
	enc, err := canaries.abi.Pack("excuse", lock, id, claimed, fault, request, salt)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExcuse is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3289675f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function excuse(address lock, uint256 id, bytes32 claimed, (bytes32,bytes32,uint128) fault, (bytes32,bytes32,bytes32,bytes32,uint32,uint32,(uint32,uint32,uint32,uint32,uint32,int32,int32,bytes32),bytes32,bytes32,uint8,bytes32,uint128,bytes32,bytes32,bytes32,uint64) request, bytes32 salt) returns()
func (canaries *Canaries) TryPackExcuse(lock common.Address, id *big.Int, claimed [32]byte, fault Fault, request StatementsRequest, salt [32]byte) ([]byte, error) {
	return canaries.abi.Pack("excuse", lock, id, claimed, fault, request, salt)
}

// PackGame is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc3fe3e28.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function game() view returns(address)
func (canaries *Canaries) PackGame() []byte {
	enc, err := canaries.abi.Pack("game")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGame is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc3fe3e28.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function game() view returns(address)
func (canaries *Canaries) TryPackGame() ([]byte, error) {
	return canaries.abi.Pack("game")
}

// UnpackGame is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc3fe3e28.
//
// Solidity: function game() view returns(address)
func (canaries *Canaries) UnpackGame(data []byte) (common.Address, error) {
	out, err := canaries.abi.Unpack("game", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackLapse is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x91993695.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lapse(address lock) returns()
func (canaries *Canaries) PackLapse(lock common.Address) []byte {
	enc, err := canaries.abi.Pack("lapse", lock)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLapse is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x91993695.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lapse(address lock) returns()
func (canaries *Canaries) TryPackLapse(lock common.Address) ([]byte, error) {
	return canaries.abi.Pack("lapse", lock)
}

// PackLeast is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x043458ec.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function least() view returns(uint128)
func (canaries *Canaries) PackLeast() []byte {
	enc, err := canaries.abi.Pack("least")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLeast is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x043458ec.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function least() view returns(uint128)
func (canaries *Canaries) TryPackLeast() ([]byte, error) {
	return canaries.abi.Pack("least")
}

// UnpackLeast is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x043458ec.
//
// Solidity: function least() view returns(uint128)
func (canaries *Canaries) UnpackLeast(data []byte) (*big.Int, error) {
	out, err := canaries.abi.Unpack("least", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPlant is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5f8e2a05.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function plant(address lock, bytes32 tag, bytes32 veil, uint128 prize) returns()
func (canaries *Canaries) PackPlant(lock common.Address, tag [32]byte, veil [32]byte, prize *big.Int) []byte {
	enc, err := canaries.abi.Pack("plant", lock, tag, veil, prize)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPlant is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5f8e2a05.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function plant(address lock, bytes32 tag, bytes32 veil, uint128 prize) returns()
func (canaries *Canaries) TryPackPlant(lock common.Address, tag [32]byte, veil [32]byte, prize *big.Int) ([]byte, error) {
	return canaries.abi.Pack("plant", lock, tag, veil, prize)
}

// PackReclaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5fa8fac0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reclaim(address lock, (bytes32,bytes32,bytes32,bytes32,uint32,uint32,(uint32,uint32,uint32,uint32,uint32,int32,int32,bytes32),bytes32,bytes32,uint8,bytes32,uint128,bytes32,bytes32,bytes32,uint64) request, bytes32 salt) returns()
func (canaries *Canaries) PackReclaim(lock common.Address, request StatementsRequest, salt [32]byte) []byte {
	enc, err := canaries.abi.Pack("reclaim", lock, request, salt)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReclaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5fa8fac0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reclaim(address lock, (bytes32,bytes32,bytes32,bytes32,uint32,uint32,(uint32,uint32,uint32,uint32,uint32,int32,int32,bytes32),bytes32,bytes32,uint8,bytes32,uint128,bytes32,bytes32,bytes32,uint64) request, bytes32 salt) returns()
func (canaries *Canaries) TryPackReclaim(lock common.Address, request StatementsRequest, salt [32]byte) ([]byte, error) {
	return canaries.abi.Pack("reclaim", lock, request, salt)
}

// PackReferee is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3b1bebd1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function referee() view returns(address)
func (canaries *Canaries) PackReferee() []byte {
	enc, err := canaries.abi.Pack("referee")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReferee is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3b1bebd1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function referee() view returns(address)
func (canaries *Canaries) TryPackReferee() ([]byte, error) {
	return canaries.abi.Pack("referee")
}

// UnpackReferee is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3b1bebd1.
//
// Solidity: function referee() view returns(address)
func (canaries *Canaries) UnpackReferee(data []byte) (common.Address, error) {
	out, err := canaries.abi.Unpack("referee", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackShownAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x683b0318.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function shownAt(bytes32 subject) view returns(uint40)
func (canaries *Canaries) PackShownAt(subject [32]byte) []byte {
	enc, err := canaries.abi.Pack("shownAt", subject)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackShownAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x683b0318.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function shownAt(bytes32 subject) view returns(uint40)
func (canaries *Canaries) TryPackShownAt(subject [32]byte) ([]byte, error) {
	return canaries.abi.Pack("shownAt", subject)
}

// UnpackShownAt is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x683b0318.
//
// Solidity: function shownAt(bytes32 subject) view returns(uint40)
func (canaries *Canaries) UnpackShownAt(data []byte) (*big.Int, error) {
	out, err := canaries.abi.Unpack("shownAt", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function token() view returns(address)
func (canaries *Canaries) PackToken() []byte {
	enc, err := canaries.abi.Pack("token")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function token() view returns(address)
func (canaries *Canaries) TryPackToken() ([]byte, error) {
	return canaries.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (canaries *Canaries) UnpackToken(data []byte) (common.Address, error) {
	out, err := canaries.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// CanariesCollected represents a Collected event raised by the Canaries contract.
type CanariesCollected struct {
	Account common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const CanariesCollectedEventName = "Collected"

// ContractEventName returns the user-defined event name.
func (CanariesCollected) ContractEventName() string {
	return CanariesCollectedEventName
}

// UnpackCollectedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Collected(address indexed account, uint128 amount)
func (canaries *Canaries) UnpackCollectedEvent(log *types.Log) (*CanariesCollected, error) {
	event := "Collected"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != canaries.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CanariesCollected)
	if len(log.Data) > 0 {
		if err := canaries.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range canaries.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CanariesExcused represents a Excused event raised by the Canaries contract.
type CanariesExcused struct {
	Lock       common.Address
	Id         *big.Int
	Subject    [32]byte
	Challenger common.Address
	Paid       *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const CanariesExcusedEventName = "Excused"

// ContractEventName returns the user-defined event name.
func (CanariesExcused) ContractEventName() string {
	return CanariesExcusedEventName
}

// UnpackExcusedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Excused(address indexed lock, uint256 indexed id, bytes32 indexed subject, address challenger, uint128 paid)
func (canaries *Canaries) UnpackExcusedEvent(log *types.Log) (*CanariesExcused, error) {
	event := "Excused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != canaries.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CanariesExcused)
	if len(log.Data) > 0 {
		if err := canaries.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range canaries.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CanariesFound represents a Found event raised by the Canaries contract.
type CanariesFound struct {
	Lock    common.Address
	Finder  common.Address
	Subject [32]byte
	Paid    *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const CanariesFoundEventName = "Found"

// ContractEventName returns the user-defined event name.
func (CanariesFound) ContractEventName() string {
	return CanariesFoundEventName
}

// UnpackFoundEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Found(address indexed lock, address indexed finder, bytes32 indexed subject, uint128 paid)
func (canaries *Canaries) UnpackFoundEvent(log *types.Log) (*CanariesFound, error) {
	event := "Found"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != canaries.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CanariesFound)
	if len(log.Data) > 0 {
		if err := canaries.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range canaries.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CanariesLapsed represents a Lapsed event raised by the Canaries contract.
type CanariesLapsed struct {
	Lock    common.Address
	Sponsor common.Address
	Prize   *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const CanariesLapsedEventName = "Lapsed"

// ContractEventName returns the user-defined event name.
func (CanariesLapsed) ContractEventName() string {
	return CanariesLapsedEventName
}

// UnpackLapsedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Lapsed(address indexed lock, address indexed sponsor, uint128 prize)
func (canaries *Canaries) UnpackLapsedEvent(log *types.Log) (*CanariesLapsed, error) {
	event := "Lapsed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != canaries.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CanariesLapsed)
	if len(log.Data) > 0 {
		if err := canaries.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range canaries.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CanariesPlanted represents a Planted event raised by the Canaries contract.
type CanariesPlanted struct {
	Lock    common.Address
	Sponsor common.Address
	Prize   *big.Int
	Tag     [32]byte
	Veil    [32]byte
	Raw     *types.Log // Blockchain specific contextual infos
}

const CanariesPlantedEventName = "Planted"

// ContractEventName returns the user-defined event name.
func (CanariesPlanted) ContractEventName() string {
	return CanariesPlantedEventName
}

// UnpackPlantedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Planted(address indexed lock, address indexed sponsor, uint128 prize, bytes32 tag, bytes32 veil)
func (canaries *Canaries) UnpackPlantedEvent(log *types.Log) (*CanariesPlanted, error) {
	event := "Planted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != canaries.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CanariesPlanted)
	if len(log.Data) > 0 {
		if err := canaries.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range canaries.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CanariesReclaimed represents a Reclaimed event raised by the Canaries contract.
type CanariesReclaimed struct {
	Lock    common.Address
	Sponsor common.Address
	Subject [32]byte
	Prize   *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const CanariesReclaimedEventName = "Reclaimed"

// ContractEventName returns the user-defined event name.
func (CanariesReclaimed) ContractEventName() string {
	return CanariesReclaimedEventName
}

// UnpackReclaimedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Reclaimed(address indexed lock, address indexed sponsor, bytes32 indexed subject, uint128 prize)
func (canaries *Canaries) UnpackReclaimedEvent(log *types.Log) (*CanariesReclaimed, error) {
	event := "Reclaimed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != canaries.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CanariesReclaimed)
	if len(log.Data) > 0 {
		if err := canaries.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range canaries.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (canaries *Canaries) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], canaries.abi.Errors["ECDSAInvalidSignature"].ID.Bytes()[:4]) {
		return canaries.UnpackECDSAInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["ECDSAInvalidSignatureLength"].ID.Bytes()[:4]) {
		return canaries.UnpackECDSAInvalidSignatureLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["ECDSAInvalidSignatureS"].ID.Bytes()[:4]) {
		return canaries.UnpackECDSAInvalidSignatureSError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["LockTaken"].ID.Bytes()[:4]) {
		return canaries.UnpackLockTakenError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["NotThisCanary"].ID.Bytes()[:4]) {
		return canaries.UnpackNotThisCanaryError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["NothingToCollect"].ID.Bytes()[:4]) {
		return canaries.UnpackNothingToCollectError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["PlantedTooLate"].ID.Bytes()[:4]) {
		return canaries.UnpackPlantedTooLateError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["PrizeTooSmall"].ID.Bytes()[:4]) {
		return canaries.UnpackPrizeTooSmallError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return canaries.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["TooEarly"].ID.Bytes()[:4]) {
		return canaries.UnpackTooEarlyError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["WrongAmountReceived"].ID.Bytes()[:4]) {
		return canaries.UnpackWrongAmountReceivedError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["WrongKey"].ID.Bytes()[:4]) {
		return canaries.UnpackWrongKeyError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["WrongState"].ID.Bytes()[:4]) {
		return canaries.UnpackWrongStateError(raw[4:])
	}
	if bytes.Equal(raw[:4], canaries.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return canaries.UnpackZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// CanariesECDSAInvalidSignature represents a ECDSAInvalidSignature error raised by the Canaries contract.
type CanariesECDSAInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignature()
func CanariesECDSAInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0xf645eedf0193584640b6b90cb9477e4c95b98636c148a891d4c0a146dc46e75a")
}

// UnpackECDSAInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignature()
func (canaries *Canaries) UnpackECDSAInvalidSignatureError(raw []byte) (*CanariesECDSAInvalidSignature, error) {
	out := new(CanariesECDSAInvalidSignature)
	if err := canaries.abi.UnpackIntoInterface(out, "ECDSAInvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesECDSAInvalidSignatureLength represents a ECDSAInvalidSignatureLength error raised by the Canaries contract.
type CanariesECDSAInvalidSignatureLength struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func CanariesECDSAInvalidSignatureLengthErrorID() common.Hash {
	return common.HexToHash("0xfce698f7e8e5342cd615f641317bc45fe7e1e4a8b0a14dd1383ff8dc9c41917f")
}

// UnpackECDSAInvalidSignatureLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func (canaries *Canaries) UnpackECDSAInvalidSignatureLengthError(raw []byte) (*CanariesECDSAInvalidSignatureLength, error) {
	out := new(CanariesECDSAInvalidSignatureLength)
	if err := canaries.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesECDSAInvalidSignatureS represents a ECDSAInvalidSignatureS error raised by the Canaries contract.
type CanariesECDSAInvalidSignatureS struct {
	S [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func CanariesECDSAInvalidSignatureSErrorID() common.Hash {
	return common.HexToHash("0xd78bce0cccb935155ed6428d1c13e50b7f3550fd2b66b9fe266006fea4a5e1eb")
}

// UnpackECDSAInvalidSignatureSError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func (canaries *Canaries) UnpackECDSAInvalidSignatureSError(raw []byte) (*CanariesECDSAInvalidSignatureS, error) {
	out := new(CanariesECDSAInvalidSignatureS)
	if err := canaries.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureS", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesLockTaken represents a LockTaken error raised by the Canaries contract.
type CanariesLockTaken struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error LockTaken()
func CanariesLockTakenErrorID() common.Hash {
	return common.HexToHash("0x3f9424b9817159d3f05f6c73a18fc72e82d01609f51840a311973df2333c73b0")
}

// UnpackLockTakenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error LockTaken()
func (canaries *Canaries) UnpackLockTakenError(raw []byte) (*CanariesLockTaken, error) {
	out := new(CanariesLockTaken)
	if err := canaries.abi.UnpackIntoInterface(out, "LockTaken", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesNotThisCanary represents a NotThisCanary error raised by the Canaries contract.
type CanariesNotThisCanary struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotThisCanary()
func CanariesNotThisCanaryErrorID() common.Hash {
	return common.HexToHash("0xada7b26f5bfde1bbeb000ded3dc30ef6220d9ad6a9cdbe7188d551daadc6b79e")
}

// UnpackNotThisCanaryError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotThisCanary()
func (canaries *Canaries) UnpackNotThisCanaryError(raw []byte) (*CanariesNotThisCanary, error) {
	out := new(CanariesNotThisCanary)
	if err := canaries.abi.UnpackIntoInterface(out, "NotThisCanary", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesNothingToCollect represents a NothingToCollect error raised by the Canaries contract.
type CanariesNothingToCollect struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingToCollect()
func CanariesNothingToCollectErrorID() common.Hash {
	return common.HexToHash("0x7b2c2feff2da1aeb7690a0c70beceb7ffc6cce3734d3f5b1f282b23bd12dd5f3")
}

// UnpackNothingToCollectError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingToCollect()
func (canaries *Canaries) UnpackNothingToCollectError(raw []byte) (*CanariesNothingToCollect, error) {
	out := new(CanariesNothingToCollect)
	if err := canaries.abi.UnpackIntoInterface(out, "NothingToCollect", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesPlantedTooLate represents a PlantedTooLate error raised by the Canaries contract.
type CanariesPlantedTooLate struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error PlantedTooLate()
func CanariesPlantedTooLateErrorID() common.Hash {
	return common.HexToHash("0x77f45062dadee5a804ded3888ab3116c09d2b03acf49ce2684d96327f68e9975")
}

// UnpackPlantedTooLateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error PlantedTooLate()
func (canaries *Canaries) UnpackPlantedTooLateError(raw []byte) (*CanariesPlantedTooLate, error) {
	out := new(CanariesPlantedTooLate)
	if err := canaries.abi.UnpackIntoInterface(out, "PlantedTooLate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesPrizeTooSmall represents a PrizeTooSmall error raised by the Canaries contract.
type CanariesPrizeTooSmall struct {
	Least *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error PrizeTooSmall(uint128 least)
func CanariesPrizeTooSmallErrorID() common.Hash {
	return common.HexToHash("0xf29d70c66c9ab1321b583d2e03df0d6f9eaa64a8bee830876ad42d15fdcc65d9")
}

// UnpackPrizeTooSmallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error PrizeTooSmall(uint128 least)
func (canaries *Canaries) UnpackPrizeTooSmallError(raw []byte) (*CanariesPrizeTooSmall, error) {
	out := new(CanariesPrizeTooSmall)
	if err := canaries.abi.UnpackIntoInterface(out, "PrizeTooSmall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the Canaries contract.
type CanariesSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func CanariesSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (canaries *Canaries) UnpackSafeERC20FailedOperationError(raw []byte) (*CanariesSafeERC20FailedOperation, error) {
	out := new(CanariesSafeERC20FailedOperation)
	if err := canaries.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesTooEarly represents a TooEarly error raised by the Canaries contract.
type CanariesTooEarly struct {
	Until uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooEarly(uint64 until)
func CanariesTooEarlyErrorID() common.Hash {
	return common.HexToHash("0xd606d83fc5c7e56637c0959f5077c3a15f782b710d7eab50461ed55fd6deb6ae")
}

// UnpackTooEarlyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooEarly(uint64 until)
func (canaries *Canaries) UnpackTooEarlyError(raw []byte) (*CanariesTooEarly, error) {
	out := new(CanariesTooEarly)
	if err := canaries.abi.UnpackIntoInterface(out, "TooEarly", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesWrongAmountReceived represents a WrongAmountReceived error raised by the Canaries contract.
type CanariesWrongAmountReceived struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongAmountReceived()
func CanariesWrongAmountReceivedErrorID() common.Hash {
	return common.HexToHash("0x6d799c4a4dfb5f99c0a461b357c2673528c3d00d8db04d979d4be60ec9b7f414")
}

// UnpackWrongAmountReceivedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongAmountReceived()
func (canaries *Canaries) UnpackWrongAmountReceivedError(raw []byte) (*CanariesWrongAmountReceived, error) {
	out := new(CanariesWrongAmountReceived)
	if err := canaries.abi.UnpackIntoInterface(out, "WrongAmountReceived", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesWrongKey represents a WrongKey error raised by the Canaries contract.
type CanariesWrongKey struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongKey()
func CanariesWrongKeyErrorID() common.Hash {
	return common.HexToHash("0x431e1648a34967438c59d270c2fe60b42c1cb992d5b89e77502b83e8baa63405")
}

// UnpackWrongKeyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongKey()
func (canaries *Canaries) UnpackWrongKeyError(raw []byte) (*CanariesWrongKey, error) {
	out := new(CanariesWrongKey)
	if err := canaries.abi.UnpackIntoInterface(out, "WrongKey", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesWrongState represents a WrongState error raised by the Canaries contract.
type CanariesWrongState struct {
	State uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongState(uint8 state)
func CanariesWrongStateErrorID() common.Hash {
	return common.HexToHash("0xe37d4aeb0440dc85ee81f4b1b3014533d1ede6c623c75f93c2e2bcec2293c7de")
}

// UnpackWrongStateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongState(uint8 state)
func (canaries *Canaries) UnpackWrongStateError(raw []byte) (*CanariesWrongState, error) {
	out := new(CanariesWrongState)
	if err := canaries.abi.UnpackIntoInterface(out, "WrongState", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CanariesZeroAddress represents a ZeroAddress error raised by the Canaries contract.
type CanariesZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func CanariesZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (canaries *Canaries) UnpackZeroAddressError(raw []byte) (*CanariesZeroAddress, error) {
	out := new(CanariesZeroAddress)
	if err := canaries.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}
