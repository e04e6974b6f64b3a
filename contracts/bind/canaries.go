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
	Found   *big.Int
	State   uint8
	Prize   *big.Int
	Tag     [32]byte
}

// CanariesMetaData contains all meta data concerning the Canaries contract.
var CanariesMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"token_\",\"type\":\"address\",\"internalType\":\"contractIERC20\"},{\"name\":\"game_\",\"type\":\"address\",\"internalType\":\"contractDispute\"},{\"name\":\"referee_\",\"type\":\"address\",\"internalType\":\"contractReferee\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"BURN\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"BURNT\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"GRACE\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"HOLD\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"LAPSE\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"OPENING\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"canaryOf\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structCanaries.Canary\",\"components\":[{\"name\":\"sponsor\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"planted\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"found\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"state\",\"type\":\"uint8\",\"internalType\":\"enumCanaries.State\"},{\"name\":\"prize\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"tag\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"claim\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finder\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"signature\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"claimDigest\",\"inputs\":[{\"name\":\"finder\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"collect\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"consentOf\",\"inputs\":[{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"credit\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"excuse\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"claimed\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"name\":\"request\",\"type\":\"tuple\",\"internalType\":\"structStatements.Request\",\"components\":[{\"name\":\"model\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"tokenizer\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"template\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"prompt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"promptTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"maxTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sampling\",\"type\":\"tuple\",\"internalType\":\"structStatements.Sampling\",\"components\":[{\"name\":\"temperature\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topK\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"minP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"repeat\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"frequency\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"presence\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"bias\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"stop\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"schema\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"lane\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"quote\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"priceLimit\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"commitment\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"buyerNonce\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"time\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"game\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractDispute\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"lapse\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"least\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"plant\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"tag\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"veil\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"prize\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"reclaim\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"request\",\"type\":\"tuple\",\"internalType\":\"structStatements.Request\",\"components\":[{\"name\":\"model\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"tokenizer\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"template\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"prompt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"promptTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"maxTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sampling\",\"type\":\"tuple\",\"internalType\":\"structStatements.Sampling\",\"components\":[{\"name\":\"temperature\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topK\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"minP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"repeat\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"frequency\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"presence\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"bias\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"stop\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"schema\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"lane\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"quote\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"priceLimit\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"commitment\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"buyerNonce\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"time\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"referee\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractReferee\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"token\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIERC20\"}],\"stateMutability\":\"view\"},{\"type\":\"event\",\"name\":\"Collected\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Excused\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"id\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"subject\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"paid\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Found\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"finder\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"subject\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"paid\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Lapsed\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"sponsor\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"prize\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Planted\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"sponsor\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"prize\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"},{\"name\":\"tag\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"veil\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Reclaimed\",\"inputs\":[{\"name\":\"lock\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"sponsor\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"subject\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"prize\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureLength\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureS\",\"inputs\":[{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"LockTaken\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotThisCanary\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NothingToCollect\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"PlantedTooLate\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"PrizeTooSmall\",\"inputs\":[{\"name\":\"least\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"TooEarly\",\"inputs\":[{\"name\":\"until\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"WrongAmountReceived\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"WrongKey\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"WrongState\",\"inputs\":[{\"name\":\"state\",\"type\":\"uint8\",\"internalType\":\"enumCanaries.State\"}]},{\"type\":\"error\",\"name\":\"ZeroAddress\",\"inputs\":[]}]",
	ID:  "Canaries",
	Bin: "0x60e060405234801561000f575f5ffd5b506040516120ea3803806120ea83398101604081905261002e916100af565b6001600160a01b038316158061004b57506001600160a01b038216155b8061005d57506001600160a01b038116155b1561007b5760405163d92e233d60e01b815260040160405180910390fd5b6001600160a01b0390811660c05290811660a052166080526100f9565b6001600160a01b03811681146100ac575f5ffd5b50565b5f5f5f606084860312156100c1575f5ffd5b83516100cc81610098565b60208501519093506100dd81610098565b60408501519092506100ee81610098565b809150509250925092565b60805160a05160c051611f886101625f395f81816101ca0152610ff901525f81816102530152818161031d015281816105c7015281816106d601526107f701525f81816102e50152818161045101528181611224015281816112a401526112fd0152611f885ff3fe608060405234801561000f575f5ffd5b5060043610610127575f3560e01c806391993695116100a9578063ddce5c131161006e578063ddce5c13146102a5578063ee25fd87146102ad578063f982a505146102c0578063fc0c546a146102e0578063fe941f2d14610307575f5ffd5b80639199369514610232578063c0a2526c14610245578063c3fe3e281461024e578063d0886f9714610275578063d5d44d801461027d575f5ffd5b80633289675f116100ef5780633289675f146101b25780633b1bebd1146101c557806351c276c4146102045780635f8e2a051461020c5780635fa8fac01461021f575f5ffd5b8063043458ec1461012b57806306ec16f8146101505780630c6267ef14610165578063137d29d914610188578063183b2c1b14610191575b5f5ffd5b61013361031a565b6040516001600160801b0390911681526020015b60405180910390f35b61016361015e36600461173c565b6103a0565b005b61016f6276a70081565b60405167ffffffffffffffff9091168152602001610147565b61016f610e1081565b6101a461019f36600461173c565b610485565b604051908152602001610147565b6101636101c036600461176e565b6104ef565b6101ec7f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b039091168152602001610147565b610133600481565b61016361021a3660046117fa565b610942565b61016361022d366004611841565b610b60565b61016361024036600461173c565b610c6f565b6101ec61dead81565b6101ec7f000000000000000000000000000000000000000000000000000000000000000081565b61016f610d6e565b61013361028b36600461173c565b60016020525f90815260409020546001600160801b031681565b610133600a81565b6101a46102bb366004611880565b610d81565b6102d36102ce36600461173c565b610dca565b60405161014791906118cb565b6101ec7f000000000000000000000000000000000000000000000000000000000000000081565b610163610315366004611936565b610ea5565b5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663776d62f66040518163ffffffff1660e01b8152600401602060405180830381865afa158015610377573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061039b91906119db565b905090565b6001600160a01b0381165f908152600160205260408120546001600160801b0316908190036103e257604051637b2c2fef60e01b815260040160405180910390fd5b6001600160a01b0382165f8181526001602090815260409182902080546001600160801b031916905590516001600160801b03841681527f37f50d8d1c7db2a183c9db68f672f2fb275b7dbb204980758cbe5034f71aa1cd910160405180910390a26104816001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016836001600160801b038416610fa6565b5050565b604080517f0954879f2245e1d7a4ba313f49dfd0575501c8c6cc8e30dfb4a0b9aa9d90de83602082015246918101919091523060608201526001600160a01b03821660808201525f9060a0015b604051602081830303815290604052805190602001209050919050565b6001600160a01b0386165f90815260208190526040902060018154600160f01b900460ff16600481111561052557610525611897565b14158015610550575060028154600160f01b900460ff16600481111561054d5761054d611897565b14155b1561058457805460405163e37d4aeb60e01b815261057b91600160f01b900460ff16906004016119f6565b60405180910390fd5b8335610591828585610fe0565b146105af5760405163ada7b26f60e01b815260040160405180910390fd5b60405163b1eb0fb760e01b8152600481018790525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169063b1eb0fb79060240161020060405180830381865afa158015610615573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906106399190611bd4565b60a001516101000151825490915064ffffffffff600160a01b90910481169082161161067857604051633bfa283160e11b815260040160405180910390fd5b5f60028354600160f01b900460ff16600481111561069857610698611897565b1480156106d1575082546106bd90610e1090600160c81b900464ffffffffff16611c7a565b67ffffffffffffffff168264ffffffffff16115b90505f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663059e54048a8a8a866040518563ffffffff1660e01b81526004016107269493929190611c9a565b6020604051808303815f875af1158015610742573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906107669190611ce8565b90505f60018554600160f01b900460ff16600481111561078857610788611897565b036107ee5761079785836110e5565b6040516001600160801b03821681529091508835906001600160a01b0380851691908e16907fde215d48fd0b544682fdb57b41948f9c7a2379e92b6d62ed369e29af953fa4929060200160405180910390a46108e1565b826108e15760047f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663776d62f66040518163ffffffff1660e01b8152600401602060405180830381865afa158015610851573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061087591906119db565b61087f9190611d03565b6001600160a01b0383165f908152600160205260408120805492935083929091906108b49084906001600160801b0316611d3c565b92506101000a8154816001600160801b0302191690836001600160801b031602179055506108e18161120d565b604080516001600160a01b0384811682526001600160801b03841660208301528a35928d92918f16917f06479d03476f8bdd425d6d29cf1cff3a943e7c689c2398098b7b1298c6c821e4910160405180910390a45050505050505050505050565b6001600160a01b038416158061098a57505f6001600160a01b0385165f90815260208190526040902054600160f01b900460ff16600481111561098757610987611897565b14155b156109a857604051633f9424b960e01b815260040160405180910390fd5b5f6109b161031a565b9050806001600160801b0316826001600160801b031610156109f15760405163794eb86360e11b81526001600160801b038216600482015260240161057b565b6040805160c08101825233815264ffffffffff42811660208084019182525f8486018181526001606087019081526001600160801b038a16608088015260a087018c90526001600160a01b038d81168452938390529690912085518154945192518616600160c81b0264ffffffffff60c81b1993909616600160a01b026001600160c81b03199095169316929092179290921791821683178155935192939291839160ff60f01b1990911665ffffffffffff60c81b1990911617600160f01b836004811115610ac257610ac2611897565b021790555060808201516001820180546001600160801b0319166001600160801b0390921691909117905560a090910151600290910155610b028261120d565b604080516001600160801b03841681526020810186905290810184905233906001600160a01b038716907fc63030ca6df67045d2b1e1bbdb13f3571d25d2b553479e9b5b5a054307ba60cc9060600160405180910390a35050505050565b5f610b6a8461138c565b9050610b9e610b7f62093a8062015180611c7a565b8254610b999190600160a01b900464ffffffffff16611c7a565b6113f2565b5f610baa828585610fe0565b8254600360f01b60ff60f01b1982161784556001808501546001600160a01b039092165f9081526020919091526040812080549394506001600160801b03928316939092610bfa91859116611d3c565b82546101009290920a6001600160801b0381810219909316918316021790915583546001850154604051921682528392506001600160a01b0390811691908816907f74c51360b18b0a3880e09adb6fe07031ea9229c5a134c724e21ec792315ab6339060200160405180910390a45050505050565b5f610c798261138c565b8054909150610c9e90610b99906276a70090600160a01b900464ffffffffff16611c7a565b805460ff60f01b1916600160f21b17815560018082015461dead5f9081526020929092527fb34209a263f6c38fe55f099e9e70f9d67e93982480ff3234a5e0108028ad164d80546001600160801b03928316939192610cff91859116611d3c565b82546101009290920a6001600160801b0381810219909316918316021790915582546001840154604051921682526001600160a01b0390811692508416907f90fea2199b674ff169ae6695f840df03cedec795bf7fba5fc98e3283253019969060200160405180910390a35050565b610d7e62093a8062015180611c7a565b81565b604080517f938de140a32cd4798d4dd1c0cefe6b961fca76009d7f3499f1d5c9066e79a94d60208201524691810191909152306060820152608081018290525f9060a0016104d2565b6040805160c0810182525f80825260208201819052918101829052606081018290526080810182905260a08101919091526001600160a01b038083165f9081526020818152604091829020825160c0810184528154948516815264ffffffffff600160a01b8604811693820193909352600160c81b85049092169282019290925291606083019060ff600160f01b909104166004811115610e6d57610e6d611897565b6004811115610e7e57610e7e611897565b815260018201546001600160801b0316602082015260029091015460409091015292915050565b5f610eaf8761138c565b9050866001600160a01b0316610ece610ec788610485565b858561142c565b6001600160a01b031614610ef557604051630863c2c960e31b815260040160405180910390fd5b600281015460408051602081018890529081018690526060016040516020818303038152906040528051906020012014610f425760405163ada7b26f60e01b815260040160405180910390fd5b84866001600160a01b0316886001600160a01b03167fde215d48fd0b544682fdb57b41948f9c7a2379e92b6d62ed369e29af953fa492610f82858b6110e5565b6040516001600160801b03909116815260200160405180910390a450505050505050565b610fb38383836001611456565b610fdb57604051635274afe760e01b81526001600160a01b038416600482015260240161057b565b505050565b604051632488e60160e21b81525f906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063922398049061102e908690600401611e41565b602060405180830381865afa158015611049573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061106d9190611f3f565b905083600201548183604051602001611090929190918252602082015260400190565b604051602081830303815290604052805190602001201415806110c057506110b782610d81565b836102a0013514155b156110de5760405163ada7b26f60e01b815260040160405180910390fd5b9392505050565b8154600160f11b65ffffffffffff60c81b1990911660ff60f01b19600160c81b4264ffffffffff1602161717825560018201545f90819061113190600a906001600160801b0316611d03565b600185015490915061114d9082906001600160801b0316611f56565b6001600160a01b0384165f908152600160205260408120805492945084929091906111829084906001600160801b0316611d3c565b82546101009290920a6001600160801b0381810219909316918316021790915561dead5f90815260016020527fb34209a263f6c38fe55f099e9e70f9d67e93982480ff3234a5e0108028ad164d805485945090926111e291859116611d3c565b92506101000a8154816001600160801b0302191690836001600160801b031602179055505092915050565b6040516370a0823160e01b81523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa158015611271573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906112959190611f3f565b90506112d56001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001633306001600160801b0386166114b8565b6112e86001600160801b03831682611f75565b6040516370a0823160e01b81523060048201527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa15801561134a573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061136e9190611f3f565b14610481576040516336bcce2560e11b815260040160405180910390fd5b6001600160a01b0381165f90815260208190526040902060018154600160f01b900460ff1660048111156113c2576113c2611897565b146113ed57805460405163e37d4aeb60e01b815261057b91600160f01b900460ff16906004016119f6565b919050565b8067ffffffffffffffff164210156114295760405163d606d83f60e01b815267ffffffffffffffff8216600482015260240161057b565b50565b5f5f5f5f61143b8787876114f4565b92509250925061144b828261153b565b509095945050505050565b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f511483166114ac5783831516156114a0573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b6114c68484848460016115f3565b6114ee57604051635274afe760e01b81526001600160a01b038516600482015260240161057b565b50505050565b5f80806041849003611528578435602086013560408701355f1a61151a89828585611660565b955095509550505050611532565b505f915060029050825b93509350939050565b5f82600381111561154e5761154e611897565b03611557575050565b600182600381111561156b5761156b611897565b036115895760405163f645eedf60e01b815260040160405180910390fd5b600282600381111561159d5761159d611897565b036115be5760405163fce698f760e01b81526004810182905260240161057b565b60038260038111156115d2576115d2611897565b03610481576040516335e2f38360e21b81526004810182905260240161057b565b6040516323b872dd60e01b5f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f5114831661164f578383151615611643573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084111561169957505f9150600390508261171e565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa1580156116ea573d5f5f3e3d5ffd5b5050604051601f1901519150506001600160a01b03811661171557505f92506001915082905061171e565b92505f91508190505b9450945094915050565b6001600160a01b0381168114611429575f5ffd5b5f6020828403121561174c575f5ffd5b81356110de81611728565b5f6102e08284031215611768575f5ffd5b50919050565b5f5f5f5f5f5f8688036103c0811215611785575f5ffd5b873561179081611728565b965060208801359550604088013594506060605f19820112156117b1575f5ffd5b506060870192506117c58860c08901611757565b959894975092959194936103a090920135925050565b6001600160801b0381168114611429575f5ffd5b80356113ed816117db565b5f5f5f5f6080858703121561180d575f5ffd5b843561181881611728565b935060208501359250604085013591506060850135611836816117db565b939692955090935050565b5f5f5f6103208486031215611854575f5ffd5b833561185f81611728565b925061186e8560208601611757565b92959294505050610300919091013590565b5f60208284031215611890575f5ffd5b5035919050565b634e487b7160e01b5f52602160045260245ffd5b600581106118c757634e487b7160e01b5f52602160045260245ffd5b9052565b5f60c08201905060018060a01b03835116825264ffffffffff602084015116602083015264ffffffffff6040840151166040830152606083015161191260608401826118ab565b506001600160801b03608084015116608083015260a083015160a083015292915050565b5f5f5f5f5f5f60a0878903121561194b575f5ffd5b863561195681611728565b9550602087013561196681611728565b94506040870135935060608701359250608087013567ffffffffffffffff81111561198f575f5ffd5b8701601f8101891361199f575f5ffd5b803567ffffffffffffffff8111156119b5575f5ffd5b8960208284010111156119c6575f5ffd5b60208201935080925050509295509295509295565b5f602082840312156119eb575f5ffd5b81516110de816117db565b60208101611a0482846118ab565b92915050565b604051610120810167ffffffffffffffff81118282101715611a3a57634e487b7160e01b5f52604160045260245ffd5b60405290565b604051610100810167ffffffffffffffff81118282101715611a3a57634e487b7160e01b5f52604160045260245ffd5b80516113ed81611728565b80516bffffffffffffffffffffffff811681146113ed575f5ffd5b67ffffffffffffffff81168114611429575f5ffd5b80516113ed81611a96565b8051600a81106113ed575f5ffd5b60ff81168114611429575f5ffd5b80516113ed81611ac4565b805161ffff811681146113ed575f5ffd5b63ffffffff81168114611429575f5ffd5b80516113ed81611aee565b805164ffffffffff811681146113ed575f5ffd5b5f6101208284031215611b2f575f5ffd5b611b37611a0a565b9050611b4282611ab6565b8152611b5060208301611ad2565b6020820152611b6160408301611ad2565b6040820152611b7260608301611aab565b6060820152611b8360808301611add565b6080820152611b9460a08301611add565b60a0820152611ba560c08301611aff565b60c0820152611bb660e08301611aff565b60e0820152611bc86101008301611b0a565b61010082015292915050565b5f610200828403128015611be6575f5ffd5b50611bef611a40565b611bf883611a70565b8152611c0660208401611a7b565b6020820152611c1760408401611a70565b6040820152611c2860608401611aab565b606082015260808381015190820152611c448460a08501611b1e565b60a08201526101c083015160c08201526101e09092015160e083015250919050565b634e487b7160e01b5f52601160045260245ffd5b67ffffffffffffffff8181168382160190811115611a0457611a04611c66565b8481526020808201859052833560408084019190915290840135606083015260c0820190840135611cca816117db565b6001600160801b0316608083015291151560a0909101529392505050565b5f60208284031215611cf8575f5ffd5b81516110de81611728565b5f6001600160801b03831680611d2757634e487b7160e01b5f52601260045260245ffd5b806001600160801b0384160491505092915050565b6001600160801b038181168382160190811115611a0457611a04611c66565b80356113ed81611aee565b8035600381900b81146113ed575f5ffd5b8035611d8281611aee565b63ffffffff1682526020810135611d9881611aee565b63ffffffff166020830152611daf60408201611d5b565b63ffffffff166040830152611dc660608201611d5b565b63ffffffff166060830152611ddd60808201611d5b565b63ffffffff166080830152611df460a08201611d66565b611e0360a084018260030b9052565b50611e1060c08201611d66565b611e1f60c084018260030b9052565b5060e090810135910152565b80356113ed81611ac4565b80356113ed81611a96565b813581526020808301359082015260408083013590820152606080830135908201526102e08101611e7460808401611d5b565b63ffffffff166080830152611e8b60a08401611d5b565b63ffffffff1660a0830152611ea660c0808401908501611d77565b6101c083810135908301526101e08084013590830152611ec96102008401611e2b565b60ff166102008301526102208381013590830152611eea61024084016117ef565b6001600160801b0316610240830152610260838101359083015261028080840135908301526102a08084013590830152611f276102c08401611e36565b67ffffffffffffffff81166102c08401525092915050565b5f60208284031215611f4f575f5ffd5b5051919050565b6001600160801b038281168282160390811115611a0457611a04611c66565b80820180821115611a0457611a04611c6656",
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
// Solidity: function canaryOf(address lock) view returns((address,uint40,uint40,uint8,uint128,bytes32))
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
// Solidity: function canaryOf(address lock) view returns((address,uint40,uint40,uint8,uint128,bytes32))
func (canaries *Canaries) TryPackCanaryOf(lock common.Address) ([]byte, error) {
	return canaries.abi.Pack("canaryOf", lock)
}

// UnpackCanaryOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf982a505.
//
// Solidity: function canaryOf(address lock) view returns((address,uint40,uint40,uint8,uint128,bytes32))
func (canaries *Canaries) UnpackCanaryOf(data []byte) (CanariesCanary, error) {
	out, err := canaries.abi.Unpack("canaryOf", data)
	if err != nil {
		return *new(CanariesCanary), err
	}
	out0 := *abi.ConvertType(out[0], new(CanariesCanary)).(*CanariesCanary)
	return out0, nil
}

// PackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe941f2d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claim(address lock, address finder, bytes32 subject, bytes32 salt, bytes signature) returns()
func (canaries *Canaries) PackClaim(lock common.Address, finder common.Address, subject [32]byte, salt [32]byte, signature []byte) []byte {
	enc, err := canaries.abi.Pack("claim", lock, finder, subject, salt, signature)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe941f2d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claim(address lock, address finder, bytes32 subject, bytes32 salt, bytes signature) returns()
func (canaries *Canaries) TryPackClaim(lock common.Address, finder common.Address, subject [32]byte, salt [32]byte, signature []byte) ([]byte, error) {
	return canaries.abi.Pack("claim", lock, finder, subject, salt, signature)
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
