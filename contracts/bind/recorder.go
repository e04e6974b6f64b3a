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
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"jobs_\",\"type\":\"address\",\"internalType\":\"contractJobs\"},{\"name\":\"identity_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"reputation_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"validation_\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"evaluator\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIVerdicts\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"identity\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIIdentity\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"jobs\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractJobs\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"reputation\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIReputation\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"requestHashOf\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"scoreOf\",\"inputs\":[{\"name\":\"agentId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structRecorder.Score\",\"components\":[{\"name\":\"count\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"weight\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"weighted\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"validation\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIValidation\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"write\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"written\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"event\",\"name\":\"Recorded\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"agentId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"client\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"provider\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"paid\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"weight\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"percent\",\"type\":\"uint8\",\"indexed\":false,\"internalType\":\"uint8\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"NothingToWrite\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"OtherAgent\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"StringsInsufficientHexLength\",\"inputs\":[{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}]",
	ID:  "Recorder",
	Bin: "0x610120604052348015610010575f5ffd5b5060405161148938038061148983398101604081905261002f9161006c565b3360a0526001600160a01b03938416608052831661010052821660e0521660c0526100c8565b6001600160a01b0381168114610069575f5ffd5b50565b5f5f5f5f6080858703121561007f575f5ffd5b845161008a81610055565b602086015190945061009b81610055565b60408601519093506100ac81610055565b60608601519092506100bd81610055565b939692955090935050565b60805160a05160c05160e0516101005161133f61014a5f395f81816102070152610a7501525f818161022e0152610a0201525f8181609901528181610490015261053501525f81816101e0015261028901525f81816101b9015281816103a3015281816105fa01528181610887015281816108e50152610939015261133f5ff3fe608060405234801561000f575f5ffd5b5060043610610090575f3560e01c80637c8fce23116100635780637c8fce23146101b45780639cb93dd1146101db578063ae4b37e414610202578063c52164c614610229578063f6fc7bfd14610250575f5ffd5b80632c159a1a146100945780632f048afa146100d85780636b1f7058146100ed578063752821e91461010e575b5f5ffd5b6100bb7f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b0390911681526020015b60405180910390f35b6100eb6100e6366004610e01565b610282565b005b6101006100fb366004610e01565b610877565b6040519081526020016100cf565b61018061011c366004610e01565b60408051606080820183525f80835260208084018290529284018190529384526001808352938390208351918201845280546001600160401b03811683526801000000000000000090046001600160801b0316928201929092529201549082015290565b6040805182516001600160401b031681526020808401516001600160801b03169082015291810151908201526060016100cf565b6100bb7f000000000000000000000000000000000000000000000000000000000000000081565b6100bb7f000000000000000000000000000000000000000000000000000000000000000081565b6100bb7f000000000000000000000000000000000000000000000000000000000000000081565b6100bb7f000000000000000000000000000000000000000000000000000000000000000081565b61027261025e366004610e01565b5f6020819052908152604090205460ff1681565b60405190151581526020016100cf565b5f5f5f5f5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663bcaa6cf7876040518263ffffffff1660e01b81526004016102d591815260200190565b60a060405180830381865afa1580156102f0573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906103149190610e3d565b94509450945094509450821580610329575084155b8061034157505f8681526020819052604090205460ff165b1561035f5760405163165fe79760e21b815260040160405180910390fd5b5f868152602081905260409020805460ff1916600117905561038085610eab565b60405163bbd89b9b60e01b8152600481018890529095505f906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063bbd89b9b906024015f60405180830381865afa1580156103e7573d5f5f3e3d5ffd5b505050506040513d5f823e601f3d908101601f1916820160405261040e9190810190610fd6565b9050600381602001516005811115610428576104286110e2565b1415801561044c5750600481602001516005811115610449576104496110e2565b14155b1561046a5760405163165fe79760e21b815260040160405180910390fd5b60608101516040516233950960e01b8152600481018890526001600160a01b03918216917f000000000000000000000000000000000000000000000000000000000000000016906233950990602401602060405180830381865afa1580156104d4573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906104f891906110f6565b6001600160a01b0316141580156105a257506060810151604051636caf395f60e11b81526001600160a01b039182166004820152602481018890527f00000000000000000000000000000000000000000000000000000000000000009091169063d95e72be90604401602060405180830381865afa15801561057c573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906105a09190611116565b155b156105c05760405163cfebd0fd60e01b815260040160405180910390fd5b5f61ffff8416156105f0578361ffff168361ffff1660646105e1919061112f565b6105eb9190611146565b6105f2565b5f5b90505f6127107f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663bf333f2c6040518163ffffffff1660e01b8152600401602060405180830381865afa158015610654573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906106789190611165565b61ffff168460c0015161068b919061112f565b6106959190611146565b5f8981526001602052604081208054929350918291906106bd906001600160401b031661117e565b91906101000a8154816001600160401b0302191690836001600160401b0316021790555081815f0160088282829054906101000a90046001600160801b031661070691906111a8565b92506101000a8154816001600160801b0302191690836001600160801b031602179055508260ff1682610739919061112f565b816001015f82825461074b91906111c7565b9091555050835160608086015160e0870151604080516001600160a01b0393841681526001600160801b039092166020830152810186905260ff871692810192909252909116908a908c907f9bfe99f293122f5bb338b1158c542a40dcdc308c0980b66ba4916b36dedf60b79060800160405180910390a461086b8a858b8661ffff8b16156107fd576040518060400160405280600b81526020016a737563636573735261746560a81b815250610820565b6040518060400160405280600981526020016819195b1a5d995c995960ba1b8152505b8d61084857604051806040016040528060058152602001641c185b995b60da1b8152506108d6565b60405180604001604052806005815260200164195e1858dd60da1b8152506108d6565b50505050505050505050565b60408051466020808301919091527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031682840152606080830194909452825180830390940184526080909101909152815191012090565b5f6108e046610b02565b6109097f0000000000000000000000000000000000000000000000000000000000000000610b91565b61091289610b02565b604051602001610924939291906111f1565b60405160208183030381529060405290505f467f000000000000000000000000000000000000000000000000000000000000000089895f01518a606001518b60c001518c60e001518d61010001516040516020016109d39897969594939291909788526001600160a01b039687166020890152604088019590955292851660608701529316608085015260a08401929092526001600160801b0391821660c08401521660e08201526101000190565b60408051601f19818403018152908290528051602090910120631e01b53f60e11b825291506001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001690633c036a7e90610a4690899060ff8a16905f908a908a908a908a9060040161126e565b5f604051808303815f87803b158015610a5d575f5ffd5b505af1158015610a6f573d5f5f3e3d5ffd5b505050507f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316633d659a96610aab8a610877565b878585886040518663ffffffff1660e01b8152600401610acf9594939291906112e6565b5f604051808303815f87803b158015610ae6575f5ffd5b505af1925050508015610af7575060015b505050505050505050565b60605f610b0e83610bad565b60010190505f816001600160401b03811115610b2c57610b2c610ec0565b6040519080825280601f01601f191660200182016040528015610b56576020820181803683370190505b5090508181016020015b5f19016f181899199a1a9b1b9c1cb0b131b232b360811b600a86061a8153600a8504945084610b6057509392505050565b6060610ba76001600160a01b0383166014610c84565b92915050565b5f8072184f03e93ff9f4daa797ed6e38ed64bf6a1f0160401b8310610beb5772184f03e93ff9f4daa797ed6e38ed64bf6a1f0160401b830492506040015b6d04ee2d6d415b85acef81000000008310610c17576d04ee2d6d415b85acef8100000000830492506020015b662386f26fc100008310610c3557662386f26fc10000830492506010015b6305f5e1008310610c4d576305f5e100830492506008015b6127108310610c6157612710830492506004015b60648310610c73576064830492506002015b600a8310610ba75760010192915050565b6060825f610c9384600261112f565b610c9e9060026111c7565b6001600160401b03811115610cb557610cb5610ec0565b6040519080825280601f01601f191660200182016040528015610cdf576020820181803683370190505b509050600360fc1b815f81518110610cf957610cf961132b565b60200101906001600160f81b03191690815f1a905350600f60fb1b81600181518110610d2757610d2761132b565b60200101906001600160f81b03191690815f1a9053505f610d4985600261112f565b610d549060016111c7565b90505b6001811115610dcb576f181899199a1a9b1b9c1cb0b131b232b360811b83600f1660108110610d8857610d8861132b565b1a60f81b828281518110610d9e57610d9e61132b565b60200101906001600160f81b03191690815f1a90535060049290921c91610dc481610eab565b9050610d57565b508115610df95760405163e22e27eb60e01b8152600481018690526024810185905260440160405180910390fd5b949350505050565b5f60208284031215610e11575f5ffd5b5035919050565b80518015158114610e27575f5ffd5b919050565b805161ffff81168114610e27575f5ffd5b5f5f5f5f5f60a08688031215610e51575f5ffd5b85519450610e6160208701610e18565b9350610e6f60408701610e18565b9250610e7d60608701610e2c565b9150610e8b60808701610e2c565b90509295509295909350565b634e487b7160e01b5f52601160045260245ffd5b5f81610eb957610eb9610e97565b505f190190565b634e487b7160e01b5f52604160045260245ffd5b60405161016081016001600160401b0381118282101715610ef757610ef7610ec0565b60405290565b80516001600160a01b0381168114610e27575f5ffd5b805160068110610e27575f5ffd5b80516001600160401b0381168114610e27575f5ffd5b80516001600160801b0381168114610e27575f5ffd5b5f82601f830112610f5c575f5ffd5b81516001600160401b03811115610f7557610f75610ec0565b604051601f8201601f19908116603f011681016001600160401b0381118282101715610fa357610fa3610ec0565b604052818152838201602001851015610fba575f5ffd5b8160208501602083015e5f918101602001919091529392505050565b5f60208284031215610fe6575f5ffd5b81516001600160401b03811115610ffb575f5ffd5b8201610160818503121561100d575f5ffd5b611015610ed4565b61101e82610efd565b815261102c60208301610f13565b602082015261103d60408301610f21565b604082015261104e60608301610efd565b606082015261105f60808301610efd565b608082015261107060a08301610efd565b60a082015260c0828101519082015261108b60e08301610f37565b60e082015261109d6101008301610f37565b61010082015261012082810151908201526101408201516001600160401b038111156110c7575f5ffd5b6110d386828501610f4d565b61014083015250949350505050565b634e487b7160e01b5f52602160045260245ffd5b5f60208284031215611106575f5ffd5b61110f82610efd565b9392505050565b5f60208284031215611126575f5ffd5b61110f82610e18565b8082028115828204841417610ba757610ba7610e97565b5f8261116057634e487b7160e01b5f52601260045260245ffd5b500490565b5f60208284031215611175575f5ffd5b61110f82610e2c565b5f6001600160401b0382166001600160401b03810361119f5761119f610e97565b60010192915050565b6001600160801b038181168382160190811115610ba757610ba7610e97565b80820180821115610ba757610ba7610e97565b5f81518060208401855e5f93019283525090919050565b6632b4b8189a9a9d60c91b81525f61120c60078301866111da565b601d60f91b815261122060018201866111da565b9050602f60f81b815261123660018201856111da565b9695505050505050565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b87815286600f0b602082015260ff8616604082015261010060608201525f61129a610100830187611240565b82810360808401526112ac8187611240565b90508281038060a08501525f82526020810160c0850152506112d16020820186611240565b9150508260e083015298975050505050505050565b85815260ff8516602082015260a060408201525f61130760a0830186611240565b846060840152828103608084015261131f8185611240565b98975050505050505050565b634e487b7160e01b5f52603260045260245ffd",
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
// the contract method with ID 0x6b1f7058.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function requestHashOf(uint256 jobId) view returns(bytes32)
func (recorder *Recorder) PackRequestHashOf(jobId *big.Int) []byte {
	enc, err := recorder.abi.Pack("requestHashOf", jobId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRequestHashOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6b1f7058.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function requestHashOf(uint256 jobId) view returns(bytes32)
func (recorder *Recorder) TryPackRequestHashOf(jobId *big.Int) ([]byte, error) {
	return recorder.abi.Pack("requestHashOf", jobId)
}

// UnpackRequestHashOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6b1f7058.
//
// Solidity: function requestHashOf(uint256 jobId) view returns(bytes32)
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
	if bytes.Equal(raw[:4], recorder.abi.Errors["NothingToWrite"].ID.Bytes()[:4]) {
		return recorder.UnpackNothingToWriteError(raw[4:])
	}
	if bytes.Equal(raw[:4], recorder.abi.Errors["OtherAgent"].ID.Bytes()[:4]) {
		return recorder.UnpackOtherAgentError(raw[4:])
	}
	if bytes.Equal(raw[:4], recorder.abi.Errors["StringsInsufficientHexLength"].ID.Bytes()[:4]) {
		return recorder.UnpackStringsInsufficientHexLengthError(raw[4:])
	}
	return nil, errors.New("Unknown error")
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

// RecorderOtherAgent represents a OtherAgent error raised by the Recorder contract.
type RecorderOtherAgent struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OtherAgent()
func RecorderOtherAgentErrorID() common.Hash {
	return common.HexToHash("0xcfebd0fdf3c560a9d273fd219eb28ba521fb469915eb94e37306b8c093055a5c")
}

// UnpackOtherAgentError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OtherAgent()
func (recorder *Recorder) UnpackOtherAgentError(raw []byte) (*RecorderOtherAgent, error) {
	out := new(RecorderOtherAgent)
	if err := recorder.abi.UnpackIntoInterface(out, "OtherAgent", raw); err != nil {
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
