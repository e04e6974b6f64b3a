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

// AlphabetRecital is an auto generated low-level Go binding around an user-defined struct.
type AlphabetRecital struct {
	Provider common.Address
	Finished uint64
	Leaves   uint64
	Letters  uint64
	First    int64
	Last     int64
	Subject  [32]byte
	Amount   *big.Int
}

// AlphabetMetaData contains all meta data concerning the Alphabet contract.
var AlphabetMetaData = bind.MetaData{
	ABI: "[{\"type\":\"function\",\"name\":\"EQUIVOCATION\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint8\",\"internalType\":\"uint8\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"check\",\"inputs\":[{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"contradiction\",\"inputs\":[{\"name\":\"kind\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"digest\",\"inputs\":[{\"name\":\"recital\",\"type\":\"tuple\",\"internalType\":\"structAlphabet.Recital\",\"components\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"leaves\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"letters\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"first\",\"type\":\"int64\",\"internalType\":\"int64\"},{\"name\":\"last\",\"type\":\"int64\",\"internalType\":\"int64\"},{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"elements\",\"inputs\":[{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"leaf\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"many\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"width\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"judge\",\"inputs\":[{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"root\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"leaf\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"element\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"data\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"sums\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"evidence\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"judgePart\",\"inputs\":[{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"root\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"leaf\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"element\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"part\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"sum\",\"type\":\"int64\",\"internalType\":\"int64\"},{\"name\":\"evidence\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"leaves\",\"inputs\":[{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"n\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"parts\",\"inputs\":[{\"name\":\"\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"leaf\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"element\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"pure\"},{\"type\":\"error\",\"name\":\"BadEvidence\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"BadRecital\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoContradiction\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoSuchElement\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotSigned\",\"inputs\":[]}]",
	ID:  "Alphabet",
	Bin: "0x6080604052348015600e575f5ffd5b506115508061001c5f395ff3fe608060405234801561000f575f5ffd5b5060043610610090575f3560e01c8063c64b3bb511610063578063c64b3bb514610122578063d38171ed14610145578063e36e122114610158578063ed9940891461017a578063f878dd18146101a2575f5ffd5b806380d0e24514610094578063844c6fe7146100b3578063876c2fe9146100d65780638d2a60b1146100f7575b5f5ffd5b61009c600181565b60405160ff90911681526020015b60405180910390f35b6100c66100c1366004610cb7565b6101b5565b60405190151581526020016100aa565b6100e96100e4366004610e5e565b61022a565b6040519081526020016100aa565b61010a610105366004610e79565b61025d565b6040516001600160401b0390911681526020016100aa565b610135610130366004610e79565b610273565b6040516100aa9493929190610eb7565b6100e9610153366004610f37565b6103a9565b61016b610166366004610f8e565b6103db565b6040516100aa93929190610fe3565b61018d61018836600461102c565b610533565b604080519283526020830191909152016100aa565b6100c66101b036600461107b565b6105c8565b5f6006861415806101cd57506001600160401b038716155b806101d9575060048510155b156101f757604051637d7cde1f60e01b815260040160405180910390fd5b8460010161021261020c8c8c8c8c89896106c8565b88610826565b0260070b8460070b1490509998505050505050505050565b5f4630836040516020016102409392919061116a565b604051602081830303815290604052805190602001209050919050565b5f610268838361086c565b509195945050505050565b604080516060810182525f80825260208201819052918101829052819060605f806102a0878901896112d9565b915091506102ae828261088c565b60608201516001600160401b031615806102e1575081606001516001600160401b031682604001516001600160401b0316105b156102ff57604051636f6dad2360e01b815260040160405180910390fd5b60405180606001604052808360c0015181526020015f5f1b81526020018360e001516001600160801b031681525093508160400151826060015183608001518460a0015160405160200161038094939291906001600160401b039485168152929093166020830152600790810b60408301529190910b606082015260800190565b6040516020818303038152906040529250815f0151826020015195509550505092959194509250565b5f6006821480156103c257506001600160401b03831615155b6103cd5760016103d0565b60045b90505b949350505050565b604080516060810182525f8082526020820181905291810182905281905f808080610408888a018a611326565b9350935093509350600160ff168a60ff161415806104355750815184516001600160a01b03908116911614155b8061044857508160c001518460c0015114155b8061046257506104578261022a565b6104608561022a565b145b156104805760405163ae591c8760e01b815260040160405180910390fd5b61048a848461088c565b610494828261088c565b81602001516001600160401b031684602001516001600160401b0316116104bf5781602001516104c5565b83602001515b955060405180606001604052808560c0015181526020015f5f1b81526020018360e001516001600160801b03168660e001516001600160801b03161161050f578360e00151610515565b8560e001515b6001600160801b031690529351965092935050505093509350939050565b5f5f5f610540868661086c565b5050915050806001600160401b0316846001600160401b0316101580610579575061056c6005856113af565b6001600160401b03166004145b1561058a575f5f92509250506105c0565b610593816108f7565b6001600160401b0316846001600160401b0316146105b25760076105b5565b60085b60ff16925060089150505b935093915050565b5f5f6105d58d8d8c610533565b50905080891015806105f157506105ed6008826113fc565b8714155b1561060f57604051637d7cde1f60e01b815260040160405180910390fd5b61061b8d8d8c8c6103a9565b6001146106335761062e600460086113fc565b610635565b5f5b851461065457604051637d7cde1f60e01b815260040160405180910390fd5b8815801561066a57506001600160401b038a1615155b156106875761067f8d8d8d8d8c8c8a8a610940565b9150506106b9565b82156106a657604051632bd528e560e11b815260040160405180910390fd5b6106b58d8d8b8b8b8b8b610986565b9150505b9b9a5050505050505050505050565b365f5f6106d5898961086c565b50505090505f600860076106e991906113fc565b90505f6106f583610a62565b90506107028160c06113fc565b61070c9083611413565b861461072b57604051632bd528e560e11b815260040160405180910390fd5b610737825f888a611426565b945094505f6107468686610a97565b90505f6107528a6108f7565b6001600160401b031690505f5b838110156107b057365f8b8b6107768560c06113fc565b610780908a611413565b61078b928290611426565b90925090508161079c868683610ad5565b9550505060069290921c915060010161075f565b506040805161020760f01b60208083019190915260c088901b6001600160c01b0319166022830152602a80830186905283518084039091018152604a90920190925280519101208b1461081657604051632bd528e560e11b815260040160405180910390fd5b5050505050965096945050505050565b5f83836108348460086113fc565b906108408560086113fc565b61084b906008611413565b9261085893929190611426565b6108619161144d565b60c01c949350505050565b5f80808061087c85870187611485565b9299919850965090945092505050565b5f5f6108a061089a8561022a565b84610b36565b5090925090505f8160038111156108b9576108b96114d6565b1415806108d3575083516001600160a01b03838116911614155b156108f1576040516314e52a5b60e31b815260040160405180910390fd5b50505050565b5f60056109056001846114ea565b61090f91906113af565b6001600160401b031660041461092f5761092a6001836114ea565b61093a565b61093a6002836114ea565b92915050565b5f365f6109518b8b8b8b89896106c8565b909250905061096282826005610826565b60010160070b61097388885f610826565b60070b149b9a5050505050505050505050565b5f5f5f6109938a8a61086c565b9350935050505f6109a588888b610826565b9050885f036109c1578260070b8160070b149350505050610a57565b600789036109f8576109d588886005610826565b60070b8160070b1480156109ee57508160070b8160070b145b9350505050610a57565b6006891015610a2457610a0f888860018c03610826565b60010160070b8160070b149350505050610a57565b5f805b60088704811015610a4957610a3d888883610826565b90910190600101610a27565b50600791820b910b14925050505b979650505050505050565b5f80610a7860016001600160401b038516611509565b90505b610a848261151c565b915060061c5f819003610a7b5750919050565b5f8115610acc578282604051602001610ab1929190611534565b60405160208183030381529060405280519060200120610ace565b5f5b9392505050565b5f604051600181536001810160218201869350845b60c08601811015610b2b57600187168015610b0c576020828537858352610b15565b85845260208284375b506041842060019790971c969450602001610aea565b505050509392505050565b5f5f5f8351604103610b6d576020840151604085015160608601515f1a610b5f88828585610b7f565b955095509550505050610b78565b505081515f91506002905b9250925092565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841115610bb857505f91506003905082610c3d565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015610c09573d5f5f3e3d5ffd5b5050604051601f1901519150506001600160a01b038116610c3457505f925060019150829050610c3d565b92505f91508190505b9450945094915050565b5f5f83601f840112610c57575f5ffd5b5081356001600160401b03811115610c6d575f5ffd5b602083019150836020828501011115610c84575f5ffd5b9250929050565b80356001600160401b0381168114610ca1575f5ffd5b919050565b8035600781900b8114610ca1575f5ffd5b5f5f5f5f5f5f5f5f5f60e08a8c031215610ccf575f5ffd5b89356001600160401b03811115610ce4575f5ffd5b610cf08c828d01610c47565b909a5098505060208a01359650610d0960408b01610c8b565b955060608a0135945060808a01359350610d2560a08b01610ca6565b925060c08a01356001600160401b03811115610d3f575f5ffd5b610d4b8c828d01610c47565b915080935050809150509295985092959850929598565b634e487b7160e01b5f52604160045260245ffd5b60405161010081016001600160401b0381118282101715610d9957610d99610d62565b60405290565b80356001600160801b0381168114610ca1575f5ffd5b5f6101008284031215610dc6575f5ffd5b610dce610d76565b905081356001600160a01b0381168114610de6575f5ffd5b8152610df460208301610c8b565b6020820152610e0560408301610c8b565b6040820152610e1660608301610c8b565b6060820152610e2760808301610ca6565b6080820152610e3860a08301610ca6565b60a082015260c08281013590820152610e5360e08301610d9f565b60e082015292915050565b5f6101008284031215610e6f575f5ffd5b610ace8383610db5565b5f5f60208385031215610e8a575f5ffd5b82356001600160401b03811115610e9f575f5ffd5b610eab85828601610c47565b90969095509350505050565b6001600160a01b03851681526001600160401b0384166020820152610efc604082018480518252602080820151908301526040908101516001600160801b0316910152565b60c060a08201525f82518060c0840152806020850160e085015e5f60e0828501015260e0601f19601f83011684010191505095945050505050565b5f5f5f5f60608587031215610f4a575f5ffd5b84356001600160401b03811115610f5f575f5ffd5b610f6b87828801610c47565b9095509350610f7e905060208601610c8b565b9396929550929360400135925050565b5f5f5f60408486031215610fa0575f5ffd5b833560ff81168114610fb0575f5ffd5b925060208401356001600160401b03811115610fca575f5ffd5b610fd686828701610c47565b9497909650939450505050565b6001600160a01b03841681526001600160401b038316602082015260a081016103d3604083018480518252602080820151908301526040908101516001600160801b0316910152565b5f5f5f6040848603121561103e575f5ffd5b83356001600160401b03811115611053575f5ffd5b61105f86828701610c47565b9094509250611072905060208501610c8b565b90509250925092565b5f5f5f5f5f5f5f5f5f5f5f60e08c8e031215611095575f5ffd5b8b356001600160401b038111156110aa575f5ffd5b6110b68e828f01610c47565b909c509a505060208c013598506110cf60408d01610c8b565b975060608c0135965060808c01356001600160401b038111156110f0575f5ffd5b6110fc8e828f01610c47565b90975095505060a08c01356001600160401b0381111561111a575f5ffd5b6111268e828f01610c47565b90955093505060c08c01356001600160401b03811115611144575f5ffd5b6111508e828f01610c47565b915080935050809150509295989b509295989b9093969950565b610160815260116101608201527061737361792e616c7068616265742e763160781b6101808201525f6101a08201905084602083015260018060a01b038416604083015260018060a01b0383511660608301526001600160401b0360208401511660808301526001600160401b0360408401511660a083015260608301516111fd60c08401826001600160401b03169052565b50608083015161121260e084018260070b9052565b5060a083015161122861010084018260070b9052565b5060c083015161012083015260e0909201516001600160801b03166101409091015292915050565b5f82601f83011261125f575f5ffd5b81356001600160401b0381111561127857611278610d62565b604051601f8201601f19908116603f011681016001600160401b03811182821017156112a6576112a6610d62565b6040528181528382016020018510156112bd575f5ffd5b816020850160208301375f918101602001919091529392505050565b5f5f61012083850312156112eb575f5ffd5b6112f58484610db5565b91506101008301356001600160401b03811115611310575f5ffd5b61131c85828601611250565b9150509250929050565b5f5f5f5f610240858703121561133a575f5ffd5b6113448686610db5565b93506101008501356001600160401b0381111561135f575f5ffd5b61136b87828801611250565b93505061137c866101208701610db5565b91506102208501356001600160401b03811115611397575f5ffd5b6113a387828801611250565b91505092959194509250565b5f6001600160401b038316806113d357634e487b7160e01b5f52601260045260245ffd5b806001600160401b0384160691505092915050565b634e487b7160e01b5f52601160045260245ffd5b808202811582820484141761093a5761093a6113e8565b8082018082111561093a5761093a6113e8565b5f5f85851115611434575f5ffd5b83861115611440575f5ffd5b5050820193919092039150565b80356001600160c01b0319811690600884101561147e576001600160c01b0319600885900360031b81901b82161691505b5092915050565b5f5f5f5f60808587031215611498575f5ffd5b6114a185610c8b565b93506114af60208601610c8b565b92506114bd60408601610ca6565b91506114cb60608601610ca6565b905092959194509250565b634e487b7160e01b5f52602160045260245ffd5b6001600160401b03828116828216039081111561093a5761093a6113e8565b8181038181111561093a5761093a6113e8565b5f6001820161152d5761152d6113e8565b5060010190565b600760f01b8152818360028301375f910160020190815291905056",
}

// Alphabet is an auto generated Go binding around an Ethereum contract.
type Alphabet struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Alphabet) GetABI() abi.ABI {
	return c.abi
}

// NewAlphabet creates a new instance of Alphabet.
func NewAlphabet() *Alphabet {
	parsed, err := AlphabetMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Alphabet{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Alphabet) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackEQUIVOCATION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x80d0e245.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function EQUIVOCATION() view returns(uint8)
func (alphabet *Alphabet) PackEQUIVOCATION() []byte {
	enc, err := alphabet.abi.Pack("EQUIVOCATION")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEQUIVOCATION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x80d0e245.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function EQUIVOCATION() view returns(uint8)
func (alphabet *Alphabet) TryPackEQUIVOCATION() ([]byte, error) {
	return alphabet.abi.Pack("EQUIVOCATION")
}

// UnpackEQUIVOCATION is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x80d0e245.
//
// Solidity: function EQUIVOCATION() view returns(uint8)
func (alphabet *Alphabet) UnpackEQUIVOCATION(data []byte) (uint8, error) {
	out, err := alphabet.abi.Unpack("EQUIVOCATION", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackAlphabetCheck is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc64b3bb5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function check(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault, bytes claim)
func (alphabet *Alphabet) PackAlphabetCheck(statements []byte) []byte {
	enc, err := alphabet.abi.Pack("check", statements)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAlphabetCheck is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc64b3bb5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function check(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault, bytes claim)
func (alphabet *Alphabet) TryPackAlphabetCheck(statements []byte) ([]byte, error) {
	return alphabet.abi.Pack("check", statements)
}

// AlphabetCheckOutput serves as a container for the return parameters of contract
// method AlphabetCheck.
type AlphabetCheckOutput struct {
	Provider common.Address
	Finished uint64
	Fault    Fault
	Claim    []byte
}

// UnpackAlphabetCheck is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc64b3bb5.
//
// Solidity: function check(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault, bytes claim)
func (alphabet *Alphabet) UnpackAlphabetCheck(data []byte) (AlphabetCheckOutput, error) {
	out, err := alphabet.abi.Unpack("check", data)
	outstruct := new(AlphabetCheckOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Provider = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.Finished = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	outstruct.Fault = *abi.ConvertType(out[2], new(Fault)).(*Fault)
	outstruct.Claim = *abi.ConvertType(out[3], new([]byte)).(*[]byte)
	return *outstruct, nil
}

// PackAlphabetContradiction is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe36e1221.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function contradiction(uint8 kind, bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (alphabet *Alphabet) PackAlphabetContradiction(kind uint8, statements []byte) []byte {
	enc, err := alphabet.abi.Pack("contradiction", kind, statements)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAlphabetContradiction is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe36e1221.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function contradiction(uint8 kind, bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (alphabet *Alphabet) TryPackAlphabetContradiction(kind uint8, statements []byte) ([]byte, error) {
	return alphabet.abi.Pack("contradiction", kind, statements)
}

// AlphabetContradictionOutput serves as a container for the return parameters of contract
// method AlphabetContradiction.
type AlphabetContradictionOutput struct {
	Provider common.Address
	Finished uint64
	Fault    Fault
}

// UnpackAlphabetContradiction is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe36e1221.
//
// Solidity: function contradiction(uint8 kind, bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (alphabet *Alphabet) UnpackAlphabetContradiction(data []byte) (AlphabetContradictionOutput, error) {
	out, err := alphabet.abi.Unpack("contradiction", data)
	outstruct := new(AlphabetContradictionOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Provider = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.Finished = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	outstruct.Fault = *abi.ConvertType(out[2], new(Fault)).(*Fault)
	return *outstruct, nil
}

// PackDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x876c2fe9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function digest((address,uint64,uint64,uint64,int64,int64,bytes32,uint128) recital) view returns(bytes32)
func (alphabet *Alphabet) PackDigest(recital AlphabetRecital) []byte {
	enc, err := alphabet.abi.Pack("digest", recital)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x876c2fe9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function digest((address,uint64,uint64,uint64,int64,int64,bytes32,uint128) recital) view returns(bytes32)
func (alphabet *Alphabet) TryPackDigest(recital AlphabetRecital) ([]byte, error) {
	return alphabet.abi.Pack("digest", recital)
}

// UnpackDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x876c2fe9.
//
// Solidity: function digest((address,uint64,uint64,uint64,int64,int64,bytes32,uint128) recital) view returns(bytes32)
func (alphabet *Alphabet) UnpackDigest(data []byte) ([32]byte, error) {
	out, err := alphabet.abi.Unpack("digest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackAlphabetElements is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xed994089.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function elements(bytes claim, uint64 leaf) pure returns(uint256 many, uint256 width)
func (alphabet *Alphabet) PackAlphabetElements(claim []byte, leaf uint64) []byte {
	enc, err := alphabet.abi.Pack("elements", claim, leaf)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAlphabetElements is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xed994089.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function elements(bytes claim, uint64 leaf) pure returns(uint256 many, uint256 width)
func (alphabet *Alphabet) TryPackAlphabetElements(claim []byte, leaf uint64) ([]byte, error) {
	return alphabet.abi.Pack("elements", claim, leaf)
}

// AlphabetElementsOutput serves as a container for the return parameters of contract
// method AlphabetElements.
type AlphabetElementsOutput struct {
	Many  *big.Int
	Width *big.Int
}

// UnpackAlphabetElements is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xed994089.
//
// Solidity: function elements(bytes claim, uint64 leaf) pure returns(uint256 many, uint256 width)
func (alphabet *Alphabet) UnpackAlphabetElements(data []byte) (AlphabetElementsOutput, error) {
	out, err := alphabet.abi.Unpack("elements", data)
	outstruct := new(AlphabetElementsOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Many = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Width = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackJudge is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf878dd18.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function judge(bytes claim, bytes32 root, uint64 leaf, uint256 element, bytes data, bytes sums, bytes evidence) pure returns(bool)
func (alphabet *Alphabet) PackJudge(claim []byte, root [32]byte, leaf uint64, element *big.Int, data []byte, sums []byte, evidence []byte) []byte {
	enc, err := alphabet.abi.Pack("judge", claim, root, leaf, element, data, sums, evidence)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackJudge is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf878dd18.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function judge(bytes claim, bytes32 root, uint64 leaf, uint256 element, bytes data, bytes sums, bytes evidence) pure returns(bool)
func (alphabet *Alphabet) TryPackJudge(claim []byte, root [32]byte, leaf uint64, element *big.Int, data []byte, sums []byte, evidence []byte) ([]byte, error) {
	return alphabet.abi.Pack("judge", claim, root, leaf, element, data, sums, evidence)
}

// UnpackJudge is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf878dd18.
//
// Solidity: function judge(bytes claim, bytes32 root, uint64 leaf, uint256 element, bytes data, bytes sums, bytes evidence) pure returns(bool)
func (alphabet *Alphabet) UnpackJudge(data []byte) (bool, error) {
	out, err := alphabet.abi.Unpack("judge", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackJudgePart is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x844c6fe7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function judgePart(bytes claim, bytes32 root, uint64 leaf, uint256 element, uint256 part, int64 sum, bytes evidence) pure returns(bool)
func (alphabet *Alphabet) PackJudgePart(claim []byte, root [32]byte, leaf uint64, element *big.Int, part *big.Int, sum int64, evidence []byte) []byte {
	enc, err := alphabet.abi.Pack("judgePart", claim, root, leaf, element, part, sum, evidence)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackJudgePart is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x844c6fe7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function judgePart(bytes claim, bytes32 root, uint64 leaf, uint256 element, uint256 part, int64 sum, bytes evidence) pure returns(bool)
func (alphabet *Alphabet) TryPackJudgePart(claim []byte, root [32]byte, leaf uint64, element *big.Int, part *big.Int, sum int64, evidence []byte) ([]byte, error) {
	return alphabet.abi.Pack("judgePart", claim, root, leaf, element, part, sum, evidence)
}

// UnpackJudgePart is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x844c6fe7.
//
// Solidity: function judgePart(bytes claim, bytes32 root, uint64 leaf, uint256 element, uint256 part, int64 sum, bytes evidence) pure returns(bool)
func (alphabet *Alphabet) UnpackJudgePart(data []byte) (bool, error) {
	out, err := alphabet.abi.Unpack("judgePart", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackLeaves is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8d2a60b1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function leaves(bytes claim) pure returns(uint64 n)
func (alphabet *Alphabet) PackLeaves(claim []byte) []byte {
	enc, err := alphabet.abi.Pack("leaves", claim)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLeaves is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8d2a60b1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function leaves(bytes claim) pure returns(uint64 n)
func (alphabet *Alphabet) TryPackLeaves(claim []byte) ([]byte, error) {
	return alphabet.abi.Pack("leaves", claim)
}

// UnpackLeaves is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8d2a60b1.
//
// Solidity: function leaves(bytes claim) pure returns(uint64 n)
func (alphabet *Alphabet) UnpackLeaves(data []byte) (uint64, error) {
	out, err := alphabet.abi.Unpack("leaves", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackParts is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd38171ed.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function parts(bytes , uint64 leaf, uint256 element) pure returns(uint256)
func (alphabet *Alphabet) PackParts(arg0 []byte, leaf uint64, element *big.Int) []byte {
	enc, err := alphabet.abi.Pack("parts", arg0, leaf, element)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackParts is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd38171ed.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function parts(bytes , uint64 leaf, uint256 element) pure returns(uint256)
func (alphabet *Alphabet) TryPackParts(arg0 []byte, leaf uint64, element *big.Int) ([]byte, error) {
	return alphabet.abi.Pack("parts", arg0, leaf, element)
}

// UnpackParts is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd38171ed.
//
// Solidity: function parts(bytes , uint64 leaf, uint256 element) pure returns(uint256)
func (alphabet *Alphabet) UnpackParts(data []byte) (*big.Int, error) {
	out, err := alphabet.abi.Unpack("parts", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (alphabet *Alphabet) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], alphabet.abi.Errors["BadEvidence"].ID.Bytes()[:4]) {
		return alphabet.UnpackBadEvidenceError(raw[4:])
	}
	if bytes.Equal(raw[:4], alphabet.abi.Errors["BadRecital"].ID.Bytes()[:4]) {
		return alphabet.UnpackBadRecitalError(raw[4:])
	}
	if bytes.Equal(raw[:4], alphabet.abi.Errors["NoContradiction"].ID.Bytes()[:4]) {
		return alphabet.UnpackNoContradictionError(raw[4:])
	}
	if bytes.Equal(raw[:4], alphabet.abi.Errors["NoSuchElement"].ID.Bytes()[:4]) {
		return alphabet.UnpackNoSuchElementError(raw[4:])
	}
	if bytes.Equal(raw[:4], alphabet.abi.Errors["NotSigned"].ID.Bytes()[:4]) {
		return alphabet.UnpackNotSignedError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// AlphabetBadEvidence represents a BadEvidence error raised by the Alphabet contract.
type AlphabetBadEvidence struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadEvidence()
func AlphabetBadEvidenceErrorID() common.Hash {
	return common.HexToHash("0x57aa51cae9e2b30bfbe89d256846dd5dd5f968ae048d9214ca29b4359f48e900")
}

// UnpackBadEvidenceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadEvidence()
func (alphabet *Alphabet) UnpackBadEvidenceError(raw []byte) (*AlphabetBadEvidence, error) {
	out := new(AlphabetBadEvidence)
	if err := alphabet.abi.UnpackIntoInterface(out, "BadEvidence", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// AlphabetBadRecital represents a BadRecital error raised by the Alphabet contract.
type AlphabetBadRecital struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadRecital()
func AlphabetBadRecitalErrorID() common.Hash {
	return common.HexToHash("0x6f6dad23147b667d5181cc6aeca1ca17cdccf256d06416ef2c2aa90b03da26a2")
}

// UnpackBadRecitalError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadRecital()
func (alphabet *Alphabet) UnpackBadRecitalError(raw []byte) (*AlphabetBadRecital, error) {
	out := new(AlphabetBadRecital)
	if err := alphabet.abi.UnpackIntoInterface(out, "BadRecital", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// AlphabetNoContradiction represents a NoContradiction error raised by the Alphabet contract.
type AlphabetNoContradiction struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoContradiction()
func AlphabetNoContradictionErrorID() common.Hash {
	return common.HexToHash("0xae591c876f8da112edc0ed34afcf8285e8be3315a26401e59cb9f362c2a5d05c")
}

// UnpackNoContradictionError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoContradiction()
func (alphabet *Alphabet) UnpackNoContradictionError(raw []byte) (*AlphabetNoContradiction, error) {
	out := new(AlphabetNoContradiction)
	if err := alphabet.abi.UnpackIntoInterface(out, "NoContradiction", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// AlphabetNoSuchElement represents a NoSuchElement error raised by the Alphabet contract.
type AlphabetNoSuchElement struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoSuchElement()
func AlphabetNoSuchElementErrorID() common.Hash {
	return common.HexToHash("0x7d7cde1f7802836bd7a84ae3a0807a59d7a40cf74c15428caf2904cc203e0fb9")
}

// UnpackNoSuchElementError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoSuchElement()
func (alphabet *Alphabet) UnpackNoSuchElementError(raw []byte) (*AlphabetNoSuchElement, error) {
	out := new(AlphabetNoSuchElement)
	if err := alphabet.abi.UnpackIntoInterface(out, "NoSuchElement", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// AlphabetNotSigned represents a NotSigned error raised by the Alphabet contract.
type AlphabetNotSigned struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotSigned()
func AlphabetNotSignedErrorID() common.Hash {
	return common.HexToHash("0xa72952d821028cdc37916a73166e46498679609f521552ce330560db8d256db9")
}

// UnpackNotSignedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotSigned()
func (alphabet *Alphabet) UnpackNotSignedError(raw []byte) (*AlphabetNotSigned, error) {
	out := new(AlphabetNotSigned)
	if err := alphabet.abi.UnpackIntoInterface(out, "NotSigned", raw); err != nil {
		return nil, err
	}
	return out, nil
}
