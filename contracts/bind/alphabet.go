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
	ABI: "[{\"type\":\"function\",\"name\":\"EQUIVOCATION\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint8\",\"internalType\":\"uint8\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"check\",\"inputs\":[{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"contradiction\",\"inputs\":[{\"name\":\"kind\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"digest\",\"inputs\":[{\"name\":\"recital\",\"type\":\"tuple\",\"internalType\":\"structAlphabet.Recital\",\"components\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"leaves\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"letters\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"first\",\"type\":\"int64\",\"internalType\":\"int64\"},{\"name\":\"last\",\"type\":\"int64\",\"internalType\":\"int64\"},{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"elements\",\"inputs\":[{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"leaf\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"many\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"width\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"judge\",\"inputs\":[{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"root\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"leaf\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"element\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"data\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"sums\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"evidence\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"judgePart\",\"inputs\":[{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"root\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"leaf\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"element\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"part\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"sum\",\"type\":\"int64\",\"internalType\":\"int64\"},{\"name\":\"evidence\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"leaves\",\"inputs\":[{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"n\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"ordered\",\"inputs\":[{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"name\":\"evidence\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"parts\",\"inputs\":[{\"name\":\"\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"leaf\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"element\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"question\",\"inputs\":[{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"stateMutability\":\"view\"},{\"type\":\"error\",\"name\":\"BadEvidence\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"BadRecital\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoContradiction\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoSuchElement\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotSigned\",\"inputs\":[]}]",
	ID:  "Alphabet",
	Bin: "0x6080604052348015600e575f5ffd5b5061167b8061001c5f395ff3fe608060405234801561000f575f5ffd5b50600436106100a6575f3560e01c8063cb480f441161006e578063cb480f441461015b578063d38171ed1461016e578063d7d3010a14610181578063e36e1221146101a3578063ed994089146101b6578063f878dd18146101de575f5ffd5b806380d0e245146100aa578063844c6fe7146100c9578063876c2fe9146100ec5780638d2a60b11461010d578063c64b3bb514610138575b5f5ffd5b6100b2600181565b60405160ff90911681526020015b60405180910390f35b6100dc6100d7366004610d97565b6101f1565b60405190151581526020016100c0565b6100ff6100fa366004610f3e565b610266565b6040519081526020016100c0565b61012061011b366004610f59565b610299565b6040516001600160401b0390911681526020016100c0565b61014b610146366004610f59565b6102af565b6040516100c09493929190610f97565b6100dc610169366004611017565b6103e5565b6100ff61017c36600461106c565b61040c565b61019461018f366004610f59565b61043e565b6040516100c0939291906110c3565b6101946101b136600461110c565b6104be565b6101c96101c4366004611148565b610616565b604080519283526020830191909152016100c0565b6100dc6101ec366004611197565b6106ab565b5f60068614158061020957506001600160401b038716155b80610215575060048510155b1561023357604051637d7cde1f60e01b815260040160405180910390fd5b8460010161024e6102488c8c8c8c89896107ab565b88610909565b0260070b8460070b1490509998505050505050505050565b5f46308360405160200161027c93929190611286565b604051602081830303815290604052805190602001209050919050565b5f6102a4838361094f565b509195945050505050565b604080516060810182525f80825260208201819052918101829052819060605f806102dc878901896113f5565b915091506102ea828261096f565b60608201516001600160401b0316158061031d575081606001516001600160401b031682604001516001600160401b0316105b1561033b57604051636f6dad2360e01b815260040160405180910390fd5b60405180606001604052808360c0015181526020015f5f1b81526020018360e001516001600160801b031681525093508160400151826060015183608001518460a001516040516020016103bc94939291906001600160401b039485168152929093166020830152600790810b60408301529190910b606082015260800190565b6040516020818303038152906040529250815f0151826020015195509550505092959194509250565b5f835f013583836040516103fa929190611442565b60405180910390201490509392505050565b5f60068214801561042557506001600160401b03831615155b610430576001610433565b60045b90505b949350505050565b604080516060810182525f8082526020820181905291810182905281905f80610469868801886113f5565b91509150610477828261096f565b815f0151826020015160405180606001604052808560c0015181526020015f5f1b81526020018560e001516001600160801b031681525094509450945050505b9250925092565b604080516060810182525f8082526020820181905291810182905281905f8080806104eb888a018a611451565b9350935093509350600160ff168a60ff161415806105185750815184516001600160a01b03908116911614155b8061052b57508160c001518460c0015114155b80610545575061053a82610266565b61054385610266565b145b156105635760405163ae591c8760e01b815260040160405180910390fd5b61056d848461096f565b610577828261096f565b81602001516001600160401b031684602001516001600160401b0316116105a25781602001516105a8565b83602001515b955060405180606001604052808560c0015181526020015f5f1b81526020018360e001516001600160801b03168660e001516001600160801b0316116105f2578360e001516105f8565b8560e001515b6001600160801b031690529351965092935050505093509350939050565b5f5f5f610623868661094f565b5050915050806001600160401b0316846001600160401b031610158061065c575061064f6005856114da565b6001600160401b03166004145b1561066d575f5f92509250506106a3565b610676816109da565b6001600160401b0316846001600160401b031614610695576007610698565b60085b60ff16925060089150505b935093915050565b5f5f6106b88d8d8c610616565b50905080891015806106d457506106d0600882611527565b8714155b156106f257604051637d7cde1f60e01b815260040160405180910390fd5b6106fe8d8d8c8c61040c565b6001146107165761071160046008611527565b610718565b5f5b851461073757604051637d7cde1f60e01b815260040160405180910390fd5b8815801561074d57506001600160401b038a1615155b1561076a576107628d8d8d8d8c8c8a8a610a23565b91505061079c565b821561078957604051632bd528e560e11b815260040160405180910390fd5b6107988d8d8b8b8b8b8b610a69565b9150505b9b9a5050505050505050505050565b365f5f6107b8898961094f565b50505090505f600860076107cc9190611527565b90505f6107d883610b45565b90506107e58160c0611527565b6107ef908361153e565b861461080e57604051632bd528e560e11b815260040160405180910390fd5b61081a825f888a611551565b945094505f6108298686610b7a565b90505f6108358a6109da565b6001600160401b031690505f5b8381101561089357365f8b8b6108598560c0611527565b610863908a61153e565b61086e928290611551565b90925090508161087f868683610bb8565b9550505060069290921c9150600101610842565b506040805161020760f01b60208083019190915260c088901b6001600160c01b0319166022830152602a80830186905283518084039091018152604a90920190925280519101208b146108f957604051632bd528e560e11b815260040160405180910390fd5b5050505050965096945050505050565b5f8383610917846008611527565b90610923856008611527565b61092e90600861153e565b9261093b93929190611551565b61094491611578565b60c01c949350505050565b5f80808061095f858701876115b0565b9299919850965090945092505050565b5f5f61098361097d85610266565b84610c19565b5090925090505f81600381111561099c5761099c611601565b1415806109b6575083516001600160a01b03838116911614155b156109d4576040516314e52a5b60e31b815260040160405180910390fd5b50505050565b5f60056109e8600184611615565b6109f291906114da565b6001600160401b0316600414610a1257610a0d600183611615565b610a1d565b610a1d600283611615565b92915050565b5f365f610a348b8b8b8b89896107ab565b9092509050610a4582826005610909565b60010160070b610a5688885f610909565b60070b149b9a5050505050505050505050565b5f5f5f610a768a8a61094f565b9350935050505f610a8888888b610909565b9050885f03610aa4578260070b8160070b149350505050610b3a565b60078903610adb57610ab888886005610909565b60070b8160070b148015610ad157508160070b8160070b145b9350505050610b3a565b6006891015610b0757610af2888860018c03610909565b60010160070b8160070b149350505050610b3a565b5f805b60088704811015610b2c57610b20888883610909565b90910190600101610b0a565b50600791820b910b14925050505b979650505050505050565b5f80610b5b60016001600160401b038516611634565b90505b610b6782611647565b915060061c5f819003610b5e5750919050565b5f8115610baf578282604051602001610b9492919061165f565b60405160208183030381529060405280519060200120610bb1565b5f5b9392505050565b5f604051600181536001810160218201869350845b60c08601811015610c0e57600187168015610bef576020828537858352610bf8565b85845260208284375b506041842060019790971c969450602001610bcd565b505050509392505050565b5f5f5f8351604103610c50576020840151604085015160608601515f1a610c4288828585610c5f565b9550955095505050506104b7565b505081515f91506002906104b7565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841115610c9857505f91506003905082610d1d565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015610ce9573d5f5f3e3d5ffd5b5050604051601f1901519150506001600160a01b038116610d1457505f925060019150829050610d1d565b92505f91508190505b9450945094915050565b5f5f83601f840112610d37575f5ffd5b5081356001600160401b03811115610d4d575f5ffd5b602083019150836020828501011115610d64575f5ffd5b9250929050565b80356001600160401b0381168114610d81575f5ffd5b919050565b8035600781900b8114610d81575f5ffd5b5f5f5f5f5f5f5f5f5f60e08a8c031215610daf575f5ffd5b89356001600160401b03811115610dc4575f5ffd5b610dd08c828d01610d27565b909a5098505060208a01359650610de960408b01610d6b565b955060608a0135945060808a01359350610e0560a08b01610d86565b925060c08a01356001600160401b03811115610e1f575f5ffd5b610e2b8c828d01610d27565b915080935050809150509295985092959850929598565b634e487b7160e01b5f52604160045260245ffd5b60405161010081016001600160401b0381118282101715610e7957610e79610e42565b60405290565b80356001600160801b0381168114610d81575f5ffd5b5f6101008284031215610ea6575f5ffd5b610eae610e56565b905081356001600160a01b0381168114610ec6575f5ffd5b8152610ed460208301610d6b565b6020820152610ee560408301610d6b565b6040820152610ef660608301610d6b565b6060820152610f0760808301610d86565b6080820152610f1860a08301610d86565b60a082015260c08281013590820152610f3360e08301610e7f565b60e082015292915050565b5f6101008284031215610f4f575f5ffd5b610bb18383610e95565b5f5f60208385031215610f6a575f5ffd5b82356001600160401b03811115610f7f575f5ffd5b610f8b85828601610d27565b90969095509350505050565b6001600160a01b03851681526001600160401b0384166020820152610fdc604082018480518252602080820151908301526040908101516001600160801b0316910152565b60c060a08201525f82518060c0840152806020850160e085015e5f60e0828501015260e0601f19601f83011684010191505095945050505050565b5f5f5f838503608081121561102a575f5ffd5b6060811215611037575f5ffd5b5083925060608401356001600160401b03811115611053575f5ffd5b61105f86828701610d27565b9497909650939450505050565b5f5f5f5f6060858703121561107f575f5ffd5b84356001600160401b03811115611094575f5ffd5b6110a087828801610d27565b90955093506110b3905060208601610d6b565b9396929550929360400135925050565b6001600160a01b03841681526001600160401b038316602082015260a08101610436604083018480518252602080820151908301526040908101516001600160801b0316910152565b5f5f5f6040848603121561111e575f5ffd5b833560ff8116811461112e575f5ffd5b925060208401356001600160401b03811115611053575f5ffd5b5f5f5f6040848603121561115a575f5ffd5b83356001600160401b0381111561116f575f5ffd5b61117b86828701610d27565b909450925061118e905060208501610d6b565b90509250925092565b5f5f5f5f5f5f5f5f5f5f5f60e08c8e0312156111b1575f5ffd5b8b356001600160401b038111156111c6575f5ffd5b6111d28e828f01610d27565b909c509a505060208c013598506111eb60408d01610d6b565b975060608c0135965060808c01356001600160401b0381111561120c575f5ffd5b6112188e828f01610d27565b90975095505060a08c01356001600160401b03811115611236575f5ffd5b6112428e828f01610d27565b90955093505060c08c01356001600160401b03811115611260575f5ffd5b61126c8e828f01610d27565b915080935050809150509295989b509295989b9093969950565b610160815260116101608201527061737361792e616c7068616265742e763160781b6101808201525f6101a08201905084602083015260018060a01b038416604083015260018060a01b0383511660608301526001600160401b0360208401511660808301526001600160401b0360408401511660a0830152606083015161131960c08401826001600160401b03169052565b50608083015161132e60e084018260070b9052565b5060a083015161134461010084018260070b9052565b5060c083015161012083015260e0909201516001600160801b03166101409091015292915050565b5f82601f83011261137b575f5ffd5b81356001600160401b0381111561139457611394610e42565b604051601f8201601f19908116603f011681016001600160401b03811182821017156113c2576113c2610e42565b6040528181528382016020018510156113d9575f5ffd5b816020850160208301375f918101602001919091529392505050565b5f5f6101208385031215611407575f5ffd5b6114118484610e95565b91506101008301356001600160401b0381111561142c575f5ffd5b6114388582860161136c565b9150509250929050565b818382375f9101908152919050565b5f5f5f5f6102408587031215611465575f5ffd5b61146f8686610e95565b93506101008501356001600160401b0381111561148a575f5ffd5b6114968782880161136c565b9350506114a7866101208701610e95565b91506102208501356001600160401b038111156114c2575f5ffd5b6114ce8782880161136c565b91505092959194509250565b5f6001600160401b038316806114fe57634e487b7160e01b5f52601260045260245ffd5b806001600160401b0384160691505092915050565b634e487b7160e01b5f52601160045260245ffd5b8082028115828204841417610a1d57610a1d611513565b80820180821115610a1d57610a1d611513565b5f5f8585111561155f575f5ffd5b8386111561156b575f5ffd5b5050820193919092039150565b80356001600160c01b031981169060088410156115a9576001600160c01b0319600885900360031b81901b82161691505b5092915050565b5f5f5f5f608085870312156115c3575f5ffd5b6115cc85610d6b565b93506115da60208601610d6b565b92506115e860408601610d86565b91506115f660608601610d86565b905092959194509250565b634e487b7160e01b5f52602160045260245ffd5b6001600160401b038281168282160390811115610a1d57610a1d611513565b81810381811115610a1d57610a1d611513565b5f6001820161165857611658611513565b5060010190565b600760f01b8152818360028301375f910160020190815291905056",
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

// PackOrdered is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcb480f44.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ordered((bytes32,bytes32,uint128) fault, bytes evidence) pure returns(bool)
func (alphabet *Alphabet) PackOrdered(fault Fault, evidence []byte) []byte {
	enc, err := alphabet.abi.Pack("ordered", fault, evidence)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrdered is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcb480f44.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ordered((bytes32,bytes32,uint128) fault, bytes evidence) pure returns(bool)
func (alphabet *Alphabet) TryPackOrdered(fault Fault, evidence []byte) ([]byte, error) {
	return alphabet.abi.Pack("ordered", fault, evidence)
}

// UnpackOrdered is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xcb480f44.
//
// Solidity: function ordered((bytes32,bytes32,uint128) fault, bytes evidence) pure returns(bool)
func (alphabet *Alphabet) UnpackOrdered(data []byte) (bool, error) {
	out, err := alphabet.abi.Unpack("ordered", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
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

// PackAlphabetQuestion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd7d3010a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function question(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (alphabet *Alphabet) PackAlphabetQuestion(statements []byte) []byte {
	enc, err := alphabet.abi.Pack("question", statements)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAlphabetQuestion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd7d3010a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function question(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (alphabet *Alphabet) TryPackAlphabetQuestion(statements []byte) ([]byte, error) {
	return alphabet.abi.Pack("question", statements)
}

// AlphabetQuestionOutput serves as a container for the return parameters of contract
// method AlphabetQuestion.
type AlphabetQuestionOutput struct {
	Provider common.Address
	Finished uint64
	Fault    Fault
}

// UnpackAlphabetQuestion is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd7d3010a.
//
// Solidity: function question(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (alphabet *Alphabet) UnpackAlphabetQuestion(data []byte) (AlphabetQuestionOutput, error) {
	out, err := alphabet.abi.Unpack("question", data)
	outstruct := new(AlphabetQuestionOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Provider = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.Finished = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	outstruct.Fault = *abi.ConvertType(out[2], new(Fault)).(*Fault)
	return *outstruct, nil
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
