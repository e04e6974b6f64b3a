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

// RecorderScore is an auto generated low-level Go binding around an user-defined struct.
type RecorderScore struct {
	Count    uint64
	Weight   *big.Int
	Weighted *big.Int
}

// RecorderMetaData contains all meta data concerning the Recorder contract.
var RecorderMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"jobs_\",\"type\":\"address\",\"internalType\":\"contractJobs\"},{\"name\":\"identity_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"reputation_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"validation_\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"evaluator\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIVerdicts\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"identity\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIIdentity\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"jobs\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractJobs\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"owns\",\"inputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"agentId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"reputation\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIReputation\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"requestHashOf\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"agentId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"scoreOf\",\"inputs\":[{\"name\":\"agentId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structRecorder.Score\",\"components\":[{\"name\":\"count\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"weight\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"weighted\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"validation\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIValidation\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"write\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"written\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"event\",\"name\":\"Recorded\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"agentId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"client\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"provider\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"paid\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"weight\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"percent\",\"type\":\"uint8\",\"indexed\":false,\"internalType\":\"uint8\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"NotEnoughGas\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NothingToWrite\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"StringsInsufficientHexLength\",\"inputs\":[{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}]",
	ID:  "Recorder",
	Bin: "0x610120604052348015610010575f5ffd5b506040516116ad3803806116ad83398101604081905261002f9161006c565b3360a0526001600160a01b03938416608052831661010052821660e0521660c0526100c8565b6001600160a01b0381168114610069575f5ffd5b50565b5f5f5f5f6080858703121561007f575f5ffd5b845161008a81610055565b602086015190945061009b81610055565b60408601519093506100ac81610055565b60608601519092506100bd81610055565b939692955090935050565b60805160a05160c05160e0516101005161155c6101515f395f818161023501528181610b0c0152610bac01525f818161025c0152610a7801525f818160a401528181610808015261088b01525f818161020e01526102a801525f81816101c4015281816103c4015281816104c50152818161078701528181610937015261098b015261155c5ff3fe608060405234801561000f575f5ffd5b506004361061009b575f3560e01c8063818d4b5d11610063578063818d4b5d146101e65780639cb93dd114610209578063ae4b37e414610230578063c52164c614610257578063f6fc7bfd1461027e575f5ffd5b80632c159a1a1461009f5780632f048afa146100e35780633061bd61146100f8578063752821e9146101195780637c8fce23146101bf575b5f5ffd5b6100c67f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b0390911681526020015b60405180910390f35b6100f66100f1366004610f33565b6102a0565b005b61010b610106366004610f4a565b610773565b6040519081526020016100da565b61018b610127366004610f33565b60408051606080820183525f80835260208084018290529284018190529384526001808352938390208351918201845280546001600160401b03811683526801000000000000000090046001600160801b0316928201929092529201549082015290565b6040805182516001600160401b031681526020808401516001600160801b03169082015291810151908201526060016100da565b6100c67f000000000000000000000000000000000000000000000000000000000000000081565b6101f96101f4366004610f81565b6107e0565b60405190151581526020016100da565b6100c67f000000000000000000000000000000000000000000000000000000000000000081565b6100c67f000000000000000000000000000000000000000000000000000000000000000081565b6100c67f000000000000000000000000000000000000000000000000000000000000000081565b6101f961028c366004610f33565b5f6020819052908152604090205460ff1681565b5f5f5f5f5f5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663bcaa6cf7886040518263ffffffff1660e01b81526004016102f491815260200190565b60c060405180830381865afa15801561030f573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906103339190610fd0565b95509550955095509550955083158061034a575085155b8061036257505f8781526020819052604090205460ff165b156103805760405163165fe79760e21b815260040160405180910390fd5b5f878152602081905260409020805460ff191660011790556103a18661104d565b60405163bbd89b9b60e01b8152600481018990529096505f906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063bbd89b9b906024015f60405180830381865afa158015610408573d5f5f3e3d5ffd5b505050506040513d5f823e601f3d908101601f1916820160405261042f919081019061116d565b905060038160200151600581111561044957610449611279565b1415801561046d575060048160200151600581111561046a5761046a611279565b14155b1561048b5760405163165fe79760e21b815260040160405180910390fd5b5f61ffff8416156104bb578361ffff168361ffff1660646104ac919061128d565b6104b691906112a4565b6104bd565b5f5b90505f6127107f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663bf333f2c6040518163ffffffff1660e01b8152600401602060405180830381865afa15801561051f573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061054391906112c3565b61ffff168761ffff168761ffff165f1461055d578761055f565b885b61ffff168660c00151610572919061128d565b61057c91906112a4565b610586919061128d565b61059091906112a4565b5f8a81526001602052604081208054929350918291906105b8906001600160401b03166112e3565b91906101000a8154816001600160401b0302191690836001600160401b0316021790555081815f0160088282829054906101000a90046001600160801b0316610601919061130d565b92506101000a8154816001600160801b0302191690836001600160801b031602179055508260ff1682610634919061128d565b816001015f828254610646919061132c565b9091555050835160608086015160e0870151604080516001600160a01b0393841681526001600160801b039092166020830152810186905260ff871692810192909252909116908b908d907f9bfe99f293122f5bb338b1158c542a40dcdc308c0980b66ba4916b36dedf60b79060800160405180910390a46107668b858c8661ffff8b16156106f8576040518060400160405280600b81526020016a737563636573735261746560a81b81525061071b565b6040518060400160405280600981526020016819195b1a5d995c995960ba1b8152505b8e61074357604051806040016040528060058152602001641c185b995b60da1b815250610928565b60405180604001604052806005815260200164195e1858dd60da1b815250610928565b5050505050505050505050565b604080514660208201526001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169181019190915260608101839052608081018290525f9060a0016040516020818303038152906040528051906020012090505b92915050565b604051636caf395f60e11b81526001600160a01b038381166004830152602482018390525f917f00000000000000000000000000000000000000000000000000000000000000009091169063d95e72be90604401602060405180830381865afa92505050801561086d575060408051601f3d908101601f1916820190925261086a9181019061133f565b60015b61087857505f6107da565b80806109205750836001600160a01b03167f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031662339509856040518263ffffffff1660e01b81526004016108d691815260200190565b602060405180830381865afa1580156108f1573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906109159190611358565b6001600160a01b0316145b9150506107da565b5f61093246610c3a565b61095b7f0000000000000000000000000000000000000000000000000000000000000000610cc9565b61096489610c3a565b6040516020016109769392919061138a565b60405160208183030381529060405290505f467f000000000000000000000000000000000000000000000000000000000000000089895f01518a606001518b60c001518c60e001518d6101000151604051602001610a259897969594939291909788526001600160a01b039687166020890152604088019590955292851660608701529316608085015260a08401929092526001600160801b0391821660c08401521660e08201526101000190565b604051602081830303815290604052805190602001209050620aae605a1015610a6157604051636eb14fc360e11b815260040160405180910390fd5b604051631e01b53f60e11b81526001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001690633c036a7e90610abc90899060ff8a16905f908a908a908a908a90600401611407565b5f604051808303815f87803b158015610ad3575f5ffd5b505af1925050508015610ae4575060015b505f610af08988610773565b60405160016234050160e21b03198152600481018290529091507f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169063ff2febfc906024015f60405180830381865afa925050508015610b7a57506040513d5f823e601f3d908101601f19168201604052610b77919081019061147f565b60015b15610c2e576001600160a01b03861630141580610b9757508c8514155b15610baa57505050505050505050610c32565b7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316633d659a96888e8c8c8f6040518663ffffffff1660e01b8152600401610bfe959493929190611503565b5f604051808303815f87803b158015610c15575f5ffd5b505af1925050508015610c26575060015b505050505050505b5050505b505050505050565b60605f610c4683610cdf565b60010190505f816001600160401b03811115610c6457610c64611062565b6040519080825280601f01601f191660200182016040528015610c8e576020820181803683370190505b5090508181016020015b5f19016f181899199a1a9b1b9c1cb0b131b232b360811b600a86061a8153600a8504945084610c9857509392505050565b60606107da6001600160a01b0383166014610db6565b5f8072184f03e93ff9f4daa797ed6e38ed64bf6a1f0160401b8310610d1d5772184f03e93ff9f4daa797ed6e38ed64bf6a1f0160401b830492506040015b6d04ee2d6d415b85acef81000000008310610d49576d04ee2d6d415b85acef8100000000830492506020015b662386f26fc100008310610d6757662386f26fc10000830492506010015b6305f5e1008310610d7f576305f5e100830492506008015b6127108310610d9357612710830492506004015b60648310610da5576064830492506002015b600a83106107da5760010192915050565b6060825f610dc584600261128d565b610dd090600261132c565b6001600160401b03811115610de757610de7611062565b6040519080825280601f01601f191660200182016040528015610e11576020820181803683370190505b509050600360fc1b815f81518110610e2b57610e2b611548565b60200101906001600160f81b03191690815f1a905350600f60fb1b81600181518110610e5957610e59611548565b60200101906001600160f81b03191690815f1a9053505f610e7b85600261128d565b610e8690600161132c565b90505b6001811115610efd576f181899199a1a9b1b9c1cb0b131b232b360811b83600f1660108110610eba57610eba611548565b1a60f81b828281518110610ed057610ed0611548565b60200101906001600160f81b03191690815f1a90535060049290921c91610ef68161104d565b9050610e89565b508115610f2b5760405163e22e27eb60e01b8152600481018690526024810185905260440160405180910390fd5b949350505050565b5f60208284031215610f43575f5ffd5b5035919050565b5f5f60408385031215610f5b575f5ffd5b50508035926020909101359150565b6001600160a01b0381168114610f7e575f5ffd5b50565b5f5f60408385031215610f92575f5ffd5b8235610f9d81610f6a565b946020939093013593505050565b80518015158114610fba575f5ffd5b919050565b805161ffff81168114610fba575f5ffd5b5f5f5f5f5f5f60c08789031215610fe5575f5ffd5b86519550610ff560208801610fab565b945061100360408801610fab565b935061101160608801610fbf565b925061101f60808801610fbf565b915061102d60a08801610fbf565b90509295509295509295565b634e487b7160e01b5f52601160045260245ffd5b5f8161105b5761105b611039565b505f190190565b634e487b7160e01b5f52604160045260245ffd5b60405161016081016001600160401b038111828210171561109957611099611062565b60405290565b8051610fba81610f6a565b805160068110610fba575f5ffd5b80516001600160401b0381168114610fba575f5ffd5b80516001600160801b0381168114610fba575f5ffd5b5f82601f8301126110f3575f5ffd5b81516001600160401b0381111561110c5761110c611062565b604051601f8201601f19908116603f011681016001600160401b038111828210171561113a5761113a611062565b604052818152838201602001851015611151575f5ffd5b8160208501602083015e5f918101602001919091529392505050565b5f6020828403121561117d575f5ffd5b81516001600160401b03811115611192575f5ffd5b820161016081850312156111a4575f5ffd5b6111ac611076565b6111b58261109f565b81526111c3602083016110aa565b60208201526111d4604083016110b8565b60408201526111e56060830161109f565b60608201526111f66080830161109f565b608082015261120760a0830161109f565b60a082015260c0828101519082015261122260e083016110ce565b60e082015261123461010083016110ce565b61010082015261012082810151908201526101408201516001600160401b0381111561125e575f5ffd5b61126a868285016110e4565b61014083015250949350505050565b634e487b7160e01b5f52602160045260245ffd5b80820281158282048414176107da576107da611039565b5f826112be57634e487b7160e01b5f52601260045260245ffd5b500490565b5f602082840312156112d3575f5ffd5b6112dc82610fbf565b9392505050565b5f6001600160401b0382166001600160401b03810361130457611304611039565b60010192915050565b6001600160801b0381811683821601908111156107da576107da611039565b808201808211156107da576107da611039565b5f6020828403121561134f575f5ffd5b6112dc82610fab565b5f60208284031215611368575f5ffd5b81516112dc81610f6a565b5f81518060208401855e5f93019283525090919050565b6632b4b8189a9a9d60c91b81525f6113a56007830186611373565b601d60f91b81526113b96001820186611373565b9050602f60f81b81526113cf6001820185611373565b9695505050505050565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b87815286600f0b602082015260ff8616604082015261010060608201525f6114336101008301876113d9565b828103608084015261144581876113d9565b90508281038060a08501525f82526020810160c08501525061146a60208201866113d9565b9150508260e083015298975050505050505050565b5f5f5f5f5f5f60c08789031215611494575f5ffd5b865161149f81610f6a565b60208801516040890151919750955060ff811681146114bc575f5ffd5b6060880151608089015191955093506001600160401b038111156114de575f5ffd5b6114ea89828a016110e4565b9250505f60a08801519050809150509295509295509295565b85815260ff8516602082015260a060408201525f61152460a08301866113d9565b846060840152828103608084015261153c81856113d9565b98975050505050505050565b634e487b7160e01b5f52603260045260245ffd",
}

// Recorder is an auto generated Go binding around an Ethereum contract.
type Recorder struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Recorder) GetABI() abi.ABI {
	return c.abi
}

// NewRecorder creates a new instance of Recorder.
func NewRecorder() *Recorder {
	parsed, err := RecorderMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Recorder{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Recorder) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address jobs_, address identity_, address reputation_, address validation_) returns()
func (recorder *Recorder) PackConstructor(jobs_ common.Address, identity_ common.Address, reputation_ common.Address, validation_ common.Address) []byte {
	enc, err := recorder.abi.Pack("", jobs_, identity_, reputation_, validation_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackEvaluator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9cb93dd1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function evaluator() view returns(address)
func (recorder *Recorder) PackEvaluator() []byte {
	enc, err := recorder.abi.Pack("evaluator")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEvaluator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9cb93dd1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function evaluator() view returns(address)
func (recorder *Recorder) TryPackEvaluator() ([]byte, error) {
	return recorder.abi.Pack("evaluator")
}

// UnpackEvaluator is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9cb93dd1.
//
// Solidity: function evaluator() view returns(address)
func (recorder *Recorder) UnpackEvaluator(data []byte) (common.Address, error) {
	out, err := recorder.abi.Unpack("evaluator", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackIdentity is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2c159a1a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function identity() view returns(address)
func (recorder *Recorder) PackIdentity() []byte {
	enc, err := recorder.abi.Pack("identity")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIdentity is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2c159a1a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function identity() view returns(address)
func (recorder *Recorder) TryPackIdentity() ([]byte, error) {
	return recorder.abi.Pack("identity")
}

// UnpackIdentity is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2c159a1a.
//
// Solidity: function identity() view returns(address)
func (recorder *Recorder) UnpackIdentity(data []byte) (common.Address, error) {
	out, err := recorder.abi.Unpack("identity", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackJobs is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7c8fce23.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function jobs() view returns(address)
func (recorder *Recorder) PackJobs() []byte {
	enc, err := recorder.abi.Pack("jobs")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackJobs is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7c8fce23.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function jobs() view returns(address)
func (recorder *Recorder) TryPackJobs() ([]byte, error) {
	return recorder.abi.Pack("jobs")
}

// UnpackJobs is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7c8fce23.
//
// Solidity: function jobs() view returns(address)
func (recorder *Recorder) UnpackJobs(data []byte) (common.Address, error) {
	out, err := recorder.abi.Unpack("jobs", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackOwns is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x818d4b5d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owns(address provider, uint256 agentId) view returns(bool)
func (recorder *Recorder) PackOwns(provider common.Address, agentId *big.Int) []byte {
	enc, err := recorder.abi.Pack("owns", provider, agentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwns is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x818d4b5d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owns(address provider, uint256 agentId) view returns(bool)
func (recorder *Recorder) TryPackOwns(provider common.Address, agentId *big.Int) ([]byte, error) {
	return recorder.abi.Pack("owns", provider, agentId)
}

// UnpackOwns is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x818d4b5d.
//
// Solidity: function owns(address provider, uint256 agentId) view returns(bool)
func (recorder *Recorder) UnpackOwns(data []byte) (bool, error) {
	out, err := recorder.abi.Unpack("owns", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackReputation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc52164c6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reputation() view returns(address)
func (recorder *Recorder) PackReputation() []byte {
	enc, err := recorder.abi.Pack("reputation")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReputation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc52164c6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reputation() view returns(address)
func (recorder *Recorder) TryPackReputation() ([]byte, error) {
	return recorder.abi.Pack("reputation")
}

// UnpackReputation is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc52164c6.
//
// Solidity: function reputation() view returns(address)
func (recorder *Recorder) UnpackReputation(data []byte) (common.Address, error) {
	out, err := recorder.abi.Unpack("reputation", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackRequestHashOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3061bd61.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function requestHashOf(uint256 jobId, uint256 agentId) view returns(bytes32)
func (recorder *Recorder) PackRequestHashOf(jobId *big.Int, agentId *big.Int) []byte {
	enc, err := recorder.abi.Pack("requestHashOf", jobId, agentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRequestHashOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3061bd61.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function requestHashOf(uint256 jobId, uint256 agentId) view returns(bytes32)
func (recorder *Recorder) TryPackRequestHashOf(jobId *big.Int, agentId *big.Int) ([]byte, error) {
	return recorder.abi.Pack("requestHashOf", jobId, agentId)
}

// UnpackRequestHashOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3061bd61.
//
// Solidity: function requestHashOf(uint256 jobId, uint256 agentId) view returns(bytes32)
func (recorder *Recorder) UnpackRequestHashOf(data []byte) ([32]byte, error) {
	out, err := recorder.abi.Unpack("requestHashOf", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackScoreOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x752821e9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function scoreOf(uint256 agentId) view returns((uint64,uint128,uint256))
func (recorder *Recorder) PackScoreOf(agentId *big.Int) []byte {
	enc, err := recorder.abi.Pack("scoreOf", agentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackScoreOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x752821e9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function scoreOf(uint256 agentId) view returns((uint64,uint128,uint256))
func (recorder *Recorder) TryPackScoreOf(agentId *big.Int) ([]byte, error) {
	return recorder.abi.Pack("scoreOf", agentId)
}

// UnpackScoreOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x752821e9.
//
// Solidity: function scoreOf(uint256 agentId) view returns((uint64,uint128,uint256))
func (recorder *Recorder) UnpackScoreOf(data []byte) (RecorderScore, error) {
	out, err := recorder.abi.Unpack("scoreOf", data)
	if err != nil {
		return *new(RecorderScore), err
	}
	out0 := *abi.ConvertType(out[0], new(RecorderScore)).(*RecorderScore)
	return out0, nil
}

// PackValidation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xae4b37e4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function validation() view returns(address)
func (recorder *Recorder) PackValidation() []byte {
	enc, err := recorder.abi.Pack("validation")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackValidation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xae4b37e4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function validation() view returns(address)
func (recorder *Recorder) TryPackValidation() ([]byte, error) {
	return recorder.abi.Pack("validation")
}

// UnpackValidation is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xae4b37e4.
//
// Solidity: function validation() view returns(address)
func (recorder *Recorder) UnpackValidation(data []byte) (common.Address, error) {
	out, err := recorder.abi.Unpack("validation", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackWrite is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2f048afa.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function write(uint256 jobId) returns()
func (recorder *Recorder) PackWrite(jobId *big.Int) []byte {
	enc, err := recorder.abi.Pack("write", jobId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWrite is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2f048afa.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function write(uint256 jobId) returns()
func (recorder *Recorder) TryPackWrite(jobId *big.Int) ([]byte, error) {
	return recorder.abi.Pack("write", jobId)
}

// PackWritten is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf6fc7bfd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function written(uint256 jobId) view returns(bool)
func (recorder *Recorder) PackWritten(jobId *big.Int) []byte {
	enc, err := recorder.abi.Pack("written", jobId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWritten is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf6fc7bfd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function written(uint256 jobId) view returns(bool)
func (recorder *Recorder) TryPackWritten(jobId *big.Int) ([]byte, error) {
	return recorder.abi.Pack("written", jobId)
}

// UnpackWritten is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf6fc7bfd.
//
// Solidity: function written(uint256 jobId) view returns(bool)
func (recorder *Recorder) UnpackWritten(data []byte) (bool, error) {
	out, err := recorder.abi.Unpack("written", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// RecorderRecorded represents a Recorded event raised by the Recorder contract.
type RecorderRecorded struct {
	JobId    *big.Int
	AgentId  *big.Int
	Client   common.Address
	Provider common.Address
	Paid     *big.Int
	Weight   *big.Int
	Percent  uint8
	Raw      *types.Log // Blockchain specific contextual infos
}

const RecorderRecordedEventName = "Recorded"

// ContractEventName returns the user-defined event name.
func (RecorderRecorded) ContractEventName() string {
	return RecorderRecordedEventName
}

// UnpackRecordedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Recorded(uint256 indexed jobId, uint256 indexed agentId, address indexed client, address provider, uint256 paid, uint256 weight, uint8 percent)
func (recorder *Recorder) UnpackRecordedEvent(log *types.Log) (*RecorderRecorded, error) {
	event := "Recorded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != recorder.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RecorderRecorded)
	if len(log.Data) > 0 {
		if err := recorder.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range recorder.abi.Events[event].Inputs {
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
func (recorder *Recorder) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], recorder.abi.Errors["NotEnoughGas"].ID.Bytes()[:4]) {
		return recorder.UnpackNotEnoughGasError(raw[4:])
	}
	if bytes.Equal(raw[:4], recorder.abi.Errors["NothingToWrite"].ID.Bytes()[:4]) {
		return recorder.UnpackNothingToWriteError(raw[4:])
	}
	if bytes.Equal(raw[:4], recorder.abi.Errors["StringsInsufficientHexLength"].ID.Bytes()[:4]) {
		return recorder.UnpackStringsInsufficientHexLengthError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// RecorderNotEnoughGas represents a NotEnoughGas error raised by the Recorder contract.
type RecorderNotEnoughGas struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotEnoughGas()
func RecorderNotEnoughGasErrorID() common.Hash {
	return common.HexToHash("0xdd629f8664827703a13438883cba7294fb2b2057f7fa393127a266a71f468b41")
}

// UnpackNotEnoughGasError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotEnoughGas()
func (recorder *Recorder) UnpackNotEnoughGasError(raw []byte) (*RecorderNotEnoughGas, error) {
	out := new(RecorderNotEnoughGas)
	if err := recorder.abi.UnpackIntoInterface(out, "NotEnoughGas", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecorderNothingToWrite represents a NothingToWrite error raised by the Recorder contract.
type RecorderNothingToWrite struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingToWrite()
func RecorderNothingToWriteErrorID() common.Hash {
	return common.HexToHash("0x597f9e5c15ade903ab8ff41592bbd3a85154b8665c5b4631a678cf4b4b7d80f8")
}

// UnpackNothingToWriteError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingToWrite()
func (recorder *Recorder) UnpackNothingToWriteError(raw []byte) (*RecorderNothingToWrite, error) {
	out := new(RecorderNothingToWrite)
	if err := recorder.abi.UnpackIntoInterface(out, "NothingToWrite", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecorderStringsInsufficientHexLength represents a StringsInsufficientHexLength error raised by the Recorder contract.
type RecorderStringsInsufficientHexLength struct {
	Value  *big.Int
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringsInsufficientHexLength(uint256 value, uint256 length)
func RecorderStringsInsufficientHexLengthErrorID() common.Hash {
	return common.HexToHash("0xe22e27eb9593f9947dc34771120a3349dd201c662753f0b60502fc1d8e422233")
}

// UnpackStringsInsufficientHexLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringsInsufficientHexLength(uint256 value, uint256 length)
func (recorder *Recorder) UnpackStringsInsufficientHexLengthError(raw []byte) (*RecorderStringsInsufficientHexLength, error) {
	out := new(RecorderStringsInsufficientHexLength)
	if err := recorder.abi.UnpackIntoInterface(out, "StringsInsufficientHexLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}
