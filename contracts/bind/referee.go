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

// StatementsChunk is an auto generated low-level Go binding around an user-defined struct.
type StatementsChunk struct {
	Request [32]byte
	Output  [32]byte
	Count   uint32
	Amount  *big.Int
}

// StatementsNonceBatch is an auto generated low-level Go binding around an user-defined struct.
type StatementsNonceBatch struct {
	Channel [32]byte
	First   uint32
	Root    [32]byte
}

// StatementsQuote is an auto generated low-level Go binding around an user-defined struct.
type StatementsQuote struct {
	Provider    common.Address
	Agent       *big.Int
	Buyer       common.Address
	Model       [32]byte
	Lane        uint8
	Token       common.Address
	InputPrice  *big.Int
	OutputPrice *big.Int
	ChunkTokens uint32
	MaxPrompt   uint32
	MaxTokens   uint32
	Reserve     *big.Int
	Issued      uint64
	Expires     uint64
}

// StatementsReceipt is an auto generated low-level Go binding around an user-defined struct.
type StatementsReceipt struct {
	Request  [32]byte
	Output   [32]byte
	Count    uint32
	Amount   *big.Int
	Nonce    [32]byte
	Finish   uint8
	Started  uint64
	Finished uint64
}

// StatementsRequest is an auto generated low-level Go binding around an user-defined struct.
type StatementsRequest struct {
	Model        [32]byte
	Tokenizer    [32]byte
	Template     [32]byte
	Prompt       [32]byte
	PromptTokens uint32
	MaxTokens    uint32
	Sampling     StatementsSampling
	Stop         [32]byte
	Schema       [32]byte
	Lane         uint8
	Quote        [32]byte
	PriceLimit   *big.Int
	Channel      [32]byte
	Commitment   [32]byte
	BuyerNonce   [32]byte
	Time         uint64
}

// StatementsSampling is an auto generated low-level Go binding around an user-defined struct.
type StatementsSampling struct {
	Temperature uint32
	TopK        uint32
	TopP        uint32
	MinP        uint32
	Repeat      uint32
	Frequency   int32
	Presence    int32
	Bias        [32]byte
}

// RefereeMetaData contains all meta data concerning the Referee contract.
var RefereeMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"DISPUTE_WINDOW\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"amountOf\",\"inputs\":[{\"name\":\"promptTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"count\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"inputPrice\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"outputPrice\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"chunkDigest\",\"inputs\":[{\"name\":\"chunk\",\"type\":\"tuple\",\"internalType\":\"structStatements.Chunk\",\"components\":[{\"name\":\"request\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"output\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"count\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"commitmentOf\",\"inputs\":[{\"name\":\"nonce\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"domainSeparator\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"eip712Domain\",\"inputs\":[],\"outputs\":[{\"name\":\"fields\",\"type\":\"bytes1\",\"internalType\":\"bytes1\"},{\"name\":\"name\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"version\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"chainId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"verifyingContract\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"extensions\",\"type\":\"uint256[]\",\"internalType\":\"uint256[]\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"nonceBatchDigest\",\"inputs\":[{\"name\":\"batch\",\"type\":\"tuple\",\"internalType\":\"structStatements.NonceBatch\",\"components\":[{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"first\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"root\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"quoteDigest\",\"inputs\":[{\"name\":\"quote\",\"type\":\"tuple\",\"internalType\":\"structStatements.Quote\",\"components\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"agent\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"buyer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"model\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"lane\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"inputPrice\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"outputPrice\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"chunkTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"maxPrompt\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"maxTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"reserve\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"issued\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"expires\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"receiptDigest\",\"inputs\":[{\"name\":\"receipt\",\"type\":\"tuple\",\"internalType\":\"structStatements.Receipt\",\"components\":[{\"name\":\"request\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"output\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"count\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"nonce\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"finish\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"started\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"requestDigest\",\"inputs\":[{\"name\":\"request\",\"type\":\"tuple\",\"internalType\":\"structStatements.Request\",\"components\":[{\"name\":\"model\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"tokenizer\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"template\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"prompt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"promptTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"maxTokens\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sampling\",\"type\":\"tuple\",\"internalType\":\"structStatements.Sampling\",\"components\":[{\"name\":\"temperature\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topK\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"topP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"minP\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"repeat\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"frequency\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"presence\",\"type\":\"int32\",\"internalType\":\"int32\"},{\"name\":\"bias\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"stop\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"schema\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"lane\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"quote\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"priceLimit\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"commitment\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"buyerNonce\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"time\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"seedOf\",\"inputs\":[{\"name\":\"nonce\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"requestId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"semantics\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"signerOf\",\"inputs\":[{\"name\":\"digest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"signature\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"pure\"},{\"type\":\"event\",\"name\":\"EIP712DomainChanged\",\"inputs\":[],\"anonymous\":false},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureLength\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureS\",\"inputs\":[{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"InvalidShortString\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"SafeCastOverflowedUintDowncast\",\"inputs\":[{\"name\":\"bits\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"StringTooLong\",\"inputs\":[{\"name\":\"str\",\"type\":\"string\",\"internalType\":\"string\"}]}]",
	ID:  "Referee",
	Bin: "0x610160604052348015610010575f5ffd5b5060405180604001604052806005815260200164417373617960d81b815250604051806040016040528060018152602001603160f81b815250610058826100ff60201b60201c565b61012052610065816100ff565b61014052815160208084019190912060e052815190820120610100524660a0526100f160e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c0526101a0565b5f5f829050601f81511115610132578260405163305a27a960e01b81526004016101299190610145565b60405180910390fd5b805161013d8261017a565b179392505050565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b8051602080830151919081101561019a575f198160200360031b1b821691505b50919050565b60805160a05160c05160e0516101005161012051610140516115576101f15f395f61054501525f61051a01525f61081201525f6107ea01525f61074501525f61076f01525f61079901526115575ff3fe608060405234801561000f575f5ffd5b50600436106100cb575f3560e01c80639223980411610088578063f585dc5711610063578063f585dc57146101ed578063f698da251461020f578063fa2d4ae514610217578063fbb9e62014610242575f5ffd5b806392239804146101b4578063a10bb806146101c7578063d86eec40146101da575f5ffd5b806340437570146100cf5780635f0b6a92146100f55780636a8336f9146101085780636e4dd6101461012e578063722cc9301461014157806384b0196e14610199575b5f5ffd5b6100e26100dd366004610b2b565b61026d565b6040519081526020015b60405180910390f35b6100e2610103366004610b45565b610293565b7f1100f48f15a4c3d825fd4e665439b5bc44f041a780502500a3efaa08131e788c6100e2565b6100e261013c366004610b56565b6102ae565b6100e261014f366004610b68565b6040516c61737361792e736565642e763160981b6020820152602d8101839052604d81018290525f90606d0160405160208183030381529060405280519060200120905092915050565b6101a16102c9565b6040516100ec9796959493929190610bb6565b6100e26101c2366004610c4c565b61030b565b6100e26101d5366004610c5e565b610326565b6100e26101e8366004610c75565b61036a565b6101f762093a8081565b6040516001600160401b0390911681526020016100ec565b6100e2610385565b61022a610225366004610cb4565b610393565b6040516001600160801b0390911681526020016100ec565b610255610250366004610d05565b610400565b6040516001600160a01b0390911681526020016100ec565b5f61028d61028861028336859003850185610e33565b610414565b610448565b92915050565b5f61028d6102886102a936859003850185610ec2565b610474565b5f61028d6102886102c436859003850185610f53565b6104df565b5f6060805f5f5f60606102da610513565b6102e261053e565b604080515f80825260208201909252600f60f81b9b939a50919850469750309650945092509050565b5f61028d6102886103213685900385018561110a565b610569565b6040516d61737361792e6e6f6e63652e763160901b6020820152602e81018290525f90604e015b604051602081830303815290604052805190602001209050919050565b5f61028d61028861038036859003850185611202565b6106e4565b5f61038e610739565b905090565b5f806103ae6001600160801b03841663ffffffff8716611281565b6103c76001600160801b03861663ffffffff8916611281565b6103d19190611298565b90506103f6620f42406103e783620f423f611298565b6103f191906112ab565b610862565b9695505050505050565b5f61040c84848461089e565b949350505050565b5f7feb47a9d4dcaa94d2eba7f96d95c664555de93bf0008ffc4227c880bfbeef94178260405160200161034d9291906112ca565b5f61028d610454610739565b8360405161190160f01b8152600281019290925260228201526042902090565b604080517ffa4696a2e989d07f5199a6234da8309d80ed10ada03bd57420b8aa7bcaa155e86020808301919091528351828401528301516060808301919091529183015163ffffffff166080820152908201516001600160801b031660a08201525f9060c00161034d565b5f7ff12c9c033fadd0870429ce87bfc8c586802954db770713c832f68606e725b6d28260405160200161034d929190611359565b606061038e7f00000000000000000000000000000000000000000000000000000000000000006108c8565b606061038e7f00000000000000000000000000000000000000000000000000000000000000006108c8565b5f5f7f133a6b200333e092b1e878071b37d40756693147e2c189206d4a2e0cb8257970835f015184602001518560400151866060015187608001518860a001516105b68a60c00151610905565b6040805160208101999099528801969096526060870194909452608086019290925260a085015263ffffffff90811660c08501521660e08301526101008201526101200160408051601f198184030181529082905260e08501516101008601516101208701516101408801516101608901516101808a01516101a08b01516101c08c01516101e08d0151989a505f996106a19990602001988952602089019790975260ff95909516604088015260608701939093526001600160801b0391909116608086015260a085015260c084015260e08301526001600160401b03166101008201526101200190565b604051602081830303815290604052905081816040516020016106c5929190611491565b6040516020818303038152906040528051906020012092505050919050565b604080517ffcd21fd213107e7d39f915b6c75cf211935a0b480549cf7f11f9dadc5a4073ba60208083019190915283518284015283015163ffffffff1660608201529082015160808201525f9060a00161034d565b5f306001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001614801561079157507f000000000000000000000000000000000000000000000000000000000000000046145b156107bb57507f000000000000000000000000000000000000000000000000000000000000000090565b61038e604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b5f6001600160801b0382111561089a576040516306dfcc6560e41b815260806004820152602481018390526044015b60405180910390fd5b5090565b5f5f5f5f6108ad878787610939565b9250925092506108bd8282610980565b509095945050505050565b60605f6108d483610a3c565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b5f7f01d60db34a4be0905a7723e39a52e07f99c09a893db01260b2609b6239159bac8260405160200161034d9291906114a5565b5f8080604184900361096d578435602086013560408701355f1a61095f89828585610a63565b955095509550505050610977565b505f915060029050825b93509350939050565b5f82600381111561099357610993611543565b0361099c575050565b60018260038111156109b0576109b0611543565b036109ce5760405163f645eedf60e01b815260040160405180910390fd5b60028260038111156109e2576109e2611543565b03610a035760405163fce698f760e01b815260048101829052602401610891565b6003826003811115610a1757610a17611543565b03610a38576040516335e2f38360e21b815260048101829052602401610891565b5050565b5f60ff8216601f81111561028d57604051632cd44ac360e21b815260040160405180910390fd5b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841115610a9c57505f91506003905082610b21565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015610aed573d5f5f3e3d5ffd5b5050604051601f1901519150506001600160a01b038116610b1857505f925060019150829050610b21565b92505f91508190505b9450945094915050565b5f610100828403128015610b3d575f5ffd5b509092915050565b5f6080828403128015610b3d575f5ffd5b5f6101c0828403128015610b3d575f5ffd5b5f5f60408385031215610b79575f5ffd5b50508035926020909101359150565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b60ff60f81b8816815260e060208201525f610bd460e0830189610b88565b8281036040840152610be68189610b88565b606084018890526001600160a01b038716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b81811015610c3b578351835260209384019390920191600101610c1d565b50909b9a5050505050505050505050565b5f6102e0828403128015610b3d575f5ffd5b5f60208284031215610c6e575f5ffd5b5035919050565b5f6060828403128015610b3d575f5ffd5b803563ffffffff81168114610c99575f5ffd5b919050565b80356001600160801b0381168114610c99575f5ffd5b5f5f5f5f60808587031215610cc7575f5ffd5b610cd085610c86565b9350610cde60208601610c86565b9250610cec60408601610c9e565b9150610cfa60608601610c9e565b905092959194509250565b5f5f5f60408486031215610d17575f5ffd5b8335925060208401356001600160401b03811115610d33575f5ffd5b8401601f81018613610d43575f5ffd5b80356001600160401b03811115610d58575f5ffd5b866020828401011115610d69575f5ffd5b939660209190910195509293505050565b60405161010081016001600160401b0381118282101715610da957634e487b7160e01b5f52604160045260245ffd5b60405290565b6040516101c081016001600160401b0381118282101715610da957634e487b7160e01b5f52604160045260245ffd5b60405161020081016001600160401b0381118282101715610da957634e487b7160e01b5f52604160045260245ffd5b803560ff81168114610c99575f5ffd5b80356001600160401b0381168114610c99575f5ffd5b5f610100828403128015610e45575f5ffd5b50610e4e610d7a565b8235815260208084013590820152610e6860408401610c86565b6040820152610e7960608401610c9e565b606082015260808381013590820152610e9460a08401610e0d565b60a0820152610ea560c08401610e1d565b60c0820152610eb660e08401610e1d565b60e08201529392505050565b5f6080828403128015610ed3575f5ffd5b50604051608081016001600160401b0381118282101715610f0257634e487b7160e01b5f52604160045260245ffd5b60409081528335825260208085013590830152610f20908401610c86565b6040820152610f3160608401610c9e565b60608201529392505050565b80356001600160a01b0381168114610c99575f5ffd5b5f6101c0828403128015610f65575f5ffd5b50610f6e610daf565b610f7783610f3d565b815260208381013590820152610f8f60408401610f3d565b604082015260608381013590820152610faa60808401610e0d565b6080820152610fbb60a08401610f3d565b60a0820152610fcc60c08401610c9e565b60c0820152610fdd60e08401610c9e565b60e0820152610fef6101008401610c86565b6101008201526110026101208401610c86565b6101208201526110156101408401610c86565b6101408201526110286101608401610c9e565b61016082015261103b6101808401610e1d565b61018082015261104e6101a08401610e1d565b6101a08201529392505050565b8035600381900b8114610c99575f5ffd5b5f610100828403121561107d575f5ffd5b611085610d7a565b905061109082610c86565b815261109e60208301610c86565b60208201526110af60408301610c86565b60408201526110c060608301610c86565b60608201526110d160808301610c86565b60808201526110e260a0830161105b565b60a08201526110f360c0830161105b565b60c082015260e09182013591810191909152919050565b5f6102e082840312801561111c575f5ffd5b50611125610dde565b8235815260208084013590820152604080840135908201526060808401359082015261115360808401610c86565b608082015261116460a08401610c86565b60a08201526111768460c0850161106c565b60c08201526101c083013560e08201526101e083013561010082015261119f6102008401610e0d565b6101208201526102208301356101408201526111be6102408401610c9e565b6101608201526102608301356101808201526102808301356101a08201526102a08301356101c08201526111f56102c08401610e1d565b6101e08201529392505050565b5f6060828403128015611213575f5ffd5b50604051606081016001600160401b038111828210171561124257634e487b7160e01b5f52604160045260245ffd5b6040528235815261125560208401610c86565b60208201526040928301359281019290925250919050565b634e487b7160e01b5f52601160045260245ffd5b808202811582820484141761028d5761028d61126d565b8082018082111561028d5761028d61126d565b5f826112c557634e487b7160e01b5f52601260045260245ffd5b500490565b5f61012082019050838252825160208301526020830151604083015263ffffffff60408401511660608301526001600160801b036060840151166080830152608083015160a083015260ff60a08401511660c083015260c083015161133a60e08401826001600160401b03169052565b5060e08301516001600160401b0381166101008401525b509392505050565b82815281516001600160a01b031660208201526101e0810160208301516040830152604083015161139560608401826001600160a01b03169052565b506060830151608083015260808301516113b460a084018260ff169052565b5060a08301516001600160a01b03811660c08401525060c08301516001600160801b03811660e08401525060e08301516001600160801b0381166101008401525061010083015163ffffffff81166101208401525061012083015163ffffffff81166101408401525061014083015163ffffffff8116610160840152506101608301516001600160801b038116610180840152506101808301516001600160401b0381166101a0840152506101a08301516001600160401b0381166101c0840152611351565b5f81518060208401855e5f93019283525090919050565b5f61040c61149f838661147a565b8461147a565b5f6101208201905083825263ffffffff835116602083015263ffffffff602084015116604083015263ffffffff604084015116606083015260608301516114f4608084018263ffffffff169052565b50608083015163ffffffff811660a08401525060a083015161151b60c084018260030b9052565b5060c083015161153060e084018260030b9052565b5060e08301516101008301529392505050565b634e487b7160e01b5f52602160045260245ffd",
}

// Referee is an auto generated Go binding around an Ethereum contract.
type Referee struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Referee) GetABI() abi.ABI {
	return c.abi
}

// NewReferee creates a new instance of Referee.
func NewReferee() *Referee {
	parsed, err := RefereeMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Referee{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Referee) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackDISPUTEWINDOW is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf585dc57.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DISPUTE_WINDOW() view returns(uint64)
func (referee *Referee) PackDISPUTEWINDOW() []byte {
	enc, err := referee.abi.Pack("DISPUTE_WINDOW")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDISPUTEWINDOW is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf585dc57.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DISPUTE_WINDOW() view returns(uint64)
func (referee *Referee) TryPackDISPUTEWINDOW() ([]byte, error) {
	return referee.abi.Pack("DISPUTE_WINDOW")
}

// UnpackDISPUTEWINDOW is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf585dc57.
//
// Solidity: function DISPUTE_WINDOW() view returns(uint64)
func (referee *Referee) UnpackDISPUTEWINDOW(data []byte) (uint64, error) {
	out, err := referee.abi.Unpack("DISPUTE_WINDOW", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackAmountOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa2d4ae5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function amountOf(uint32 promptTokens, uint32 count, uint128 inputPrice, uint128 outputPrice) pure returns(uint128)
func (referee *Referee) PackAmountOf(promptTokens uint32, count uint32, inputPrice *big.Int, outputPrice *big.Int) []byte {
	enc, err := referee.abi.Pack("amountOf", promptTokens, count, inputPrice, outputPrice)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAmountOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa2d4ae5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function amountOf(uint32 promptTokens, uint32 count, uint128 inputPrice, uint128 outputPrice) pure returns(uint128)
func (referee *Referee) TryPackAmountOf(promptTokens uint32, count uint32, inputPrice *big.Int, outputPrice *big.Int) ([]byte, error) {
	return referee.abi.Pack("amountOf", promptTokens, count, inputPrice, outputPrice)
}

// UnpackAmountOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfa2d4ae5.
//
// Solidity: function amountOf(uint32 promptTokens, uint32 count, uint128 inputPrice, uint128 outputPrice) pure returns(uint128)
func (referee *Referee) UnpackAmountOf(data []byte) (*big.Int, error) {
	out, err := referee.abi.Unpack("amountOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackChunkDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5f0b6a92.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function chunkDigest((bytes32,bytes32,uint32,uint128) chunk) view returns(bytes32)
func (referee *Referee) PackChunkDigest(chunk StatementsChunk) []byte {
	enc, err := referee.abi.Pack("chunkDigest", chunk)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChunkDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5f0b6a92.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function chunkDigest((bytes32,bytes32,uint32,uint128) chunk) view returns(bytes32)
func (referee *Referee) TryPackChunkDigest(chunk StatementsChunk) ([]byte, error) {
	return referee.abi.Pack("chunkDigest", chunk)
}

// UnpackChunkDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5f0b6a92.
//
// Solidity: function chunkDigest((bytes32,bytes32,uint32,uint128) chunk) view returns(bytes32)
func (referee *Referee) UnpackChunkDigest(data []byte) ([32]byte, error) {
	out, err := referee.abi.Unpack("chunkDigest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackCommitmentOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa10bb806.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function commitmentOf(bytes32 nonce) pure returns(bytes32)
func (referee *Referee) PackCommitmentOf(nonce [32]byte) []byte {
	enc, err := referee.abi.Pack("commitmentOf", nonce)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCommitmentOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa10bb806.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function commitmentOf(bytes32 nonce) pure returns(bytes32)
func (referee *Referee) TryPackCommitmentOf(nonce [32]byte) ([]byte, error) {
	return referee.abi.Pack("commitmentOf", nonce)
}

// UnpackCommitmentOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa10bb806.
//
// Solidity: function commitmentOf(bytes32 nonce) pure returns(bytes32)
func (referee *Referee) UnpackCommitmentOf(data []byte) ([32]byte, error) {
	out, err := referee.abi.Unpack("commitmentOf", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackDomainSeparator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf698da25.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (referee *Referee) PackDomainSeparator() []byte {
	enc, err := referee.abi.Pack("domainSeparator")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDomainSeparator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf698da25.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (referee *Referee) TryPackDomainSeparator() ([]byte, error) {
	return referee.abi.Pack("domainSeparator")
}

// UnpackDomainSeparator is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf698da25.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (referee *Referee) UnpackDomainSeparator(data []byte) ([32]byte, error) {
	out, err := referee.abi.Unpack("domainSeparator", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackRefereeDomain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (referee *Referee) PackRefereeDomain() []byte {
	enc, err := referee.abi.Pack("eip712Domain")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRefereeDomain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (referee *Referee) TryPackRefereeDomain() ([]byte, error) {
	return referee.abi.Pack("eip712Domain")
}

// RefereeDomainOutput serves as a container for the return parameters of contract
// method RefereeDomain.
type RefereeDomainOutput struct {
	Fields            [1]byte
	Name              string
	Version           string
	ChainId           *big.Int
	VerifyingContract common.Address
	Salt              [32]byte
	Extensions        []*big.Int
}

// UnpackRefereeDomain is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x84b0196e.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (referee *Referee) UnpackRefereeDomain(data []byte) (RefereeDomainOutput, error) {
	out, err := referee.abi.Unpack("eip712Domain", data)
	outstruct := new(RefereeDomainOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Fields = *abi.ConvertType(out[0], new([1]byte)).(*[1]byte)
	outstruct.Name = *abi.ConvertType(out[1], new(string)).(*string)
	outstruct.Version = *abi.ConvertType(out[2], new(string)).(*string)
	outstruct.ChainId = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	outstruct.VerifyingContract = *abi.ConvertType(out[4], new(common.Address)).(*common.Address)
	outstruct.Salt = *abi.ConvertType(out[5], new([32]byte)).(*[32]byte)
	outstruct.Extensions = *abi.ConvertType(out[6], new([]*big.Int)).(*[]*big.Int)
	return *outstruct, nil
}

// PackNonceBatchDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd86eec40.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nonceBatchDigest((bytes32,uint32,bytes32) batch) view returns(bytes32)
func (referee *Referee) PackNonceBatchDigest(batch StatementsNonceBatch) []byte {
	enc, err := referee.abi.Pack("nonceBatchDigest", batch)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNonceBatchDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd86eec40.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nonceBatchDigest((bytes32,uint32,bytes32) batch) view returns(bytes32)
func (referee *Referee) TryPackNonceBatchDigest(batch StatementsNonceBatch) ([]byte, error) {
	return referee.abi.Pack("nonceBatchDigest", batch)
}

// UnpackNonceBatchDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd86eec40.
//
// Solidity: function nonceBatchDigest((bytes32,uint32,bytes32) batch) view returns(bytes32)
func (referee *Referee) UnpackNonceBatchDigest(data []byte) ([32]byte, error) {
	out, err := referee.abi.Unpack("nonceBatchDigest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackQuoteDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e4dd610.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function quoteDigest((address,uint256,address,bytes32,uint8,address,uint128,uint128,uint32,uint32,uint32,uint128,uint64,uint64) quote) view returns(bytes32)
func (referee *Referee) PackQuoteDigest(quote StatementsQuote) []byte {
	enc, err := referee.abi.Pack("quoteDigest", quote)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackQuoteDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e4dd610.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function quoteDigest((address,uint256,address,bytes32,uint8,address,uint128,uint128,uint32,uint32,uint32,uint128,uint64,uint64) quote) view returns(bytes32)
func (referee *Referee) TryPackQuoteDigest(quote StatementsQuote) ([]byte, error) {
	return referee.abi.Pack("quoteDigest", quote)
}

// UnpackQuoteDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6e4dd610.
//
// Solidity: function quoteDigest((address,uint256,address,bytes32,uint8,address,uint128,uint128,uint32,uint32,uint32,uint128,uint64,uint64) quote) view returns(bytes32)
func (referee *Referee) UnpackQuoteDigest(data []byte) ([32]byte, error) {
	out, err := referee.abi.Unpack("quoteDigest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackReceiptDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40437570.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function receiptDigest((bytes32,bytes32,uint32,uint128,bytes32,uint8,uint64,uint64) receipt) view returns(bytes32)
func (referee *Referee) PackReceiptDigest(receipt StatementsReceipt) []byte {
	enc, err := referee.abi.Pack("receiptDigest", receipt)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReceiptDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40437570.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function receiptDigest((bytes32,bytes32,uint32,uint128,bytes32,uint8,uint64,uint64) receipt) view returns(bytes32)
func (referee *Referee) TryPackReceiptDigest(receipt StatementsReceipt) ([]byte, error) {
	return referee.abi.Pack("receiptDigest", receipt)
}

// UnpackReceiptDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x40437570.
//
// Solidity: function receiptDigest((bytes32,bytes32,uint32,uint128,bytes32,uint8,uint64,uint64) receipt) view returns(bytes32)
func (referee *Referee) UnpackReceiptDigest(data []byte) ([32]byte, error) {
	out, err := referee.abi.Unpack("receiptDigest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackRequestDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x92239804.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function requestDigest((bytes32,bytes32,bytes32,bytes32,uint32,uint32,(uint32,uint32,uint32,uint32,uint32,int32,int32,bytes32),bytes32,bytes32,uint8,bytes32,uint128,bytes32,bytes32,bytes32,uint64) request) view returns(bytes32)
func (referee *Referee) PackRequestDigest(request StatementsRequest) []byte {
	enc, err := referee.abi.Pack("requestDigest", request)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRequestDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x92239804.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function requestDigest((bytes32,bytes32,bytes32,bytes32,uint32,uint32,(uint32,uint32,uint32,uint32,uint32,int32,int32,bytes32),bytes32,bytes32,uint8,bytes32,uint128,bytes32,bytes32,bytes32,uint64) request) view returns(bytes32)
func (referee *Referee) TryPackRequestDigest(request StatementsRequest) ([]byte, error) {
	return referee.abi.Pack("requestDigest", request)
}

// UnpackRequestDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x92239804.
//
// Solidity: function requestDigest((bytes32,bytes32,bytes32,bytes32,uint32,uint32,(uint32,uint32,uint32,uint32,uint32,int32,int32,bytes32),bytes32,bytes32,uint8,bytes32,uint128,bytes32,bytes32,bytes32,uint64) request) view returns(bytes32)
func (referee *Referee) UnpackRequestDigest(data []byte) ([32]byte, error) {
	out, err := referee.abi.Unpack("requestDigest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackSeedOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x722cc930.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function seedOf(bytes32 nonce, bytes32 requestId) pure returns(bytes32)
func (referee *Referee) PackSeedOf(nonce [32]byte, requestId [32]byte) []byte {
	enc, err := referee.abi.Pack("seedOf", nonce, requestId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSeedOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x722cc930.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function seedOf(bytes32 nonce, bytes32 requestId) pure returns(bytes32)
func (referee *Referee) TryPackSeedOf(nonce [32]byte, requestId [32]byte) ([]byte, error) {
	return referee.abi.Pack("seedOf", nonce, requestId)
}

// UnpackSeedOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x722cc930.
//
// Solidity: function seedOf(bytes32 nonce, bytes32 requestId) pure returns(bytes32)
func (referee *Referee) UnpackSeedOf(data []byte) ([32]byte, error) {
	out, err := referee.abi.Unpack("seedOf", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackSemantics is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6a8336f9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function semantics() pure returns(bytes32)
func (referee *Referee) PackSemantics() []byte {
	enc, err := referee.abi.Pack("semantics")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSemantics is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6a8336f9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function semantics() pure returns(bytes32)
func (referee *Referee) TryPackSemantics() ([]byte, error) {
	return referee.abi.Pack("semantics")
}

// UnpackSemantics is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6a8336f9.
//
// Solidity: function semantics() pure returns(bytes32)
func (referee *Referee) UnpackSemantics(data []byte) ([32]byte, error) {
	out, err := referee.abi.Unpack("semantics", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackSignerOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfbb9e620.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function signerOf(bytes32 digest, bytes signature) pure returns(address)
func (referee *Referee) PackSignerOf(digest [32]byte, signature []byte) []byte {
	enc, err := referee.abi.Pack("signerOf", digest, signature)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSignerOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfbb9e620.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function signerOf(bytes32 digest, bytes signature) pure returns(address)
func (referee *Referee) TryPackSignerOf(digest [32]byte, signature []byte) ([]byte, error) {
	return referee.abi.Pack("signerOf", digest, signature)
}

// UnpackSignerOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfbb9e620.
//
// Solidity: function signerOf(bytes32 digest, bytes signature) pure returns(address)
func (referee *Referee) UnpackSignerOf(data []byte) (common.Address, error) {
	out, err := referee.abi.Unpack("signerOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// RefereeEIP712DomainChanged represents a EIP712DomainChanged event raised by the Referee contract.
type RefereeEIP712DomainChanged struct {
	Raw *types.Log // Blockchain specific contextual infos
}

const RefereeEIP712DomainChangedEventName = "EIP712DomainChanged"

// ContractEventName returns the user-defined event name.
func (RefereeEIP712DomainChanged) ContractEventName() string {
	return RefereeEIP712DomainChangedEventName
}

// UnpackEIP712DomainChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EIP712DomainChanged()
func (referee *Referee) UnpackEIP712DomainChangedEvent(log *types.Log) (*RefereeEIP712DomainChanged, error) {
	event := "EIP712DomainChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != referee.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RefereeEIP712DomainChanged)
	if len(log.Data) > 0 {
		if err := referee.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range referee.abi.Events[event].Inputs {
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
func (referee *Referee) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], referee.abi.Errors["ECDSAInvalidSignature"].ID.Bytes()[:4]) {
		return referee.UnpackECDSAInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], referee.abi.Errors["ECDSAInvalidSignatureLength"].ID.Bytes()[:4]) {
		return referee.UnpackECDSAInvalidSignatureLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], referee.abi.Errors["ECDSAInvalidSignatureS"].ID.Bytes()[:4]) {
		return referee.UnpackECDSAInvalidSignatureSError(raw[4:])
	}
	if bytes.Equal(raw[:4], referee.abi.Errors["InvalidShortString"].ID.Bytes()[:4]) {
		return referee.UnpackInvalidShortStringError(raw[4:])
	}
	if bytes.Equal(raw[:4], referee.abi.Errors["SafeCastOverflowedUintDowncast"].ID.Bytes()[:4]) {
		return referee.UnpackSafeCastOverflowedUintDowncastError(raw[4:])
	}
	if bytes.Equal(raw[:4], referee.abi.Errors["StringTooLong"].ID.Bytes()[:4]) {
		return referee.UnpackStringTooLongError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// RefereeECDSAInvalidSignature represents a ECDSAInvalidSignature error raised by the Referee contract.
type RefereeECDSAInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignature()
func RefereeECDSAInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0xf645eedf0193584640b6b90cb9477e4c95b98636c148a891d4c0a146dc46e75a")
}

// UnpackECDSAInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignature()
func (referee *Referee) UnpackECDSAInvalidSignatureError(raw []byte) (*RefereeECDSAInvalidSignature, error) {
	out := new(RefereeECDSAInvalidSignature)
	if err := referee.abi.UnpackIntoInterface(out, "ECDSAInvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RefereeECDSAInvalidSignatureLength represents a ECDSAInvalidSignatureLength error raised by the Referee contract.
type RefereeECDSAInvalidSignatureLength struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func RefereeECDSAInvalidSignatureLengthErrorID() common.Hash {
	return common.HexToHash("0xfce698f7e8e5342cd615f641317bc45fe7e1e4a8b0a14dd1383ff8dc9c41917f")
}

// UnpackECDSAInvalidSignatureLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func (referee *Referee) UnpackECDSAInvalidSignatureLengthError(raw []byte) (*RefereeECDSAInvalidSignatureLength, error) {
	out := new(RefereeECDSAInvalidSignatureLength)
	if err := referee.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RefereeECDSAInvalidSignatureS represents a ECDSAInvalidSignatureS error raised by the Referee contract.
type RefereeECDSAInvalidSignatureS struct {
	S [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func RefereeECDSAInvalidSignatureSErrorID() common.Hash {
	return common.HexToHash("0xd78bce0cccb935155ed6428d1c13e50b7f3550fd2b66b9fe266006fea4a5e1eb")
}

// UnpackECDSAInvalidSignatureSError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func (referee *Referee) UnpackECDSAInvalidSignatureSError(raw []byte) (*RefereeECDSAInvalidSignatureS, error) {
	out := new(RefereeECDSAInvalidSignatureS)
	if err := referee.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureS", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RefereeInvalidShortString represents a InvalidShortString error raised by the Referee contract.
type RefereeInvalidShortString struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidShortString()
func RefereeInvalidShortStringErrorID() common.Hash {
	return common.HexToHash("0xb3512b0c6163e5f0bafab72bb631b9d58cd7a731b082f910338aa21c83d5c274")
}

// UnpackInvalidShortStringError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidShortString()
func (referee *Referee) UnpackInvalidShortStringError(raw []byte) (*RefereeInvalidShortString, error) {
	out := new(RefereeInvalidShortString)
	if err := referee.abi.UnpackIntoInterface(out, "InvalidShortString", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RefereeSafeCastOverflowedUintDowncast represents a SafeCastOverflowedUintDowncast error raised by the Referee contract.
type RefereeSafeCastOverflowedUintDowncast struct {
	Bits  uint8
	Value *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)
func RefereeSafeCastOverflowedUintDowncastErrorID() common.Hash {
	return common.HexToHash("0x6dfcc6503a32754ce7a89698e18201fc5294fd4aad43edefee786f88423b1a12")
}

// UnpackSafeCastOverflowedUintDowncastError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)
func (referee *Referee) UnpackSafeCastOverflowedUintDowncastError(raw []byte) (*RefereeSafeCastOverflowedUintDowncast, error) {
	out := new(RefereeSafeCastOverflowedUintDowncast)
	if err := referee.abi.UnpackIntoInterface(out, "SafeCastOverflowedUintDowncast", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RefereeStringTooLong represents a StringTooLong error raised by the Referee contract.
type RefereeStringTooLong struct {
	Str string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringTooLong(string str)
func RefereeStringTooLongErrorID() common.Hash {
	return common.HexToHash("0x305a27a93f8e33b7392df0a0f91d6fc63847395853c45991eec52dbf24d72381")
}

// UnpackStringTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringTooLong(string str)
func (referee *Referee) UnpackStringTooLongError(raw []byte) (*RefereeStringTooLong, error) {
	out := new(RefereeStringTooLong)
	if err := referee.abi.UnpackIntoInterface(out, "StringTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}
