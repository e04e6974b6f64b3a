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

// ReceiptsMetaData contains all meta data concerning the Receipts contract.
var ReceiptsMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"referee_\",\"type\":\"address\",\"internalType\":\"contractReferee\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"check\",\"inputs\":[{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"contradiction\",\"inputs\":[{\"name\":\"kind\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"referee\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractReferee\"}],\"stateMutability\":\"view\"},{\"type\":\"error\",\"name\":\"NoContradiction\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotJudgeable\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"OtherProvider\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"OtherRequest\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"OtherRequest\",\"inputs\":[]}]",
	ID:  "Receipts",
	Bin: "0x60a060405234801561000f575f5ffd5b5060405161139638038061139683398101604081905261002e9161003f565b6001600160a01b031660805261006c565b5f6020828403121561004f575f5ffd5b81516001600160a01b0381168114610065575f5ffd5b9392505050565b6080516112f761009f5f395f81816048015281816101e90152818161029801528181610644015261073901526112f75ff3fe608060405234801561000f575f5ffd5b506004361061003f575f3560e01c80633b1bebd114610043578063c64b3bb514610087578063e36e1221146100aa575b5f5ffd5b61006a7f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b0390911681526020015b60405180910390f35b61009a610095366004610a43565b6100cc565b60405161007e9493929190610aaf565b6100bd6100b8366004610b28565b61011d565b60405161007e93929190610b76565b5f5f6100d66109d8565b60605f80806100e7888a018a610f23565b9250925092505f6100f98484846101c6565b929a509098509650905061010e8482856103ba565b94505050505092959194509250565b5f5f6101276109d8565b60ff86166003148061013c575060ff86166004145b1561016b576101608660ff16600481111561015957610159610f81565b8686610595565b9250925092506101bd565b60ff861660011480610180575060ff86166002145b156101a4576101608660ff16600481111561019d5761019d610f81565b86866106e5565b60405163ae591c8760e01b815260040160405180910390fd5b93509350939050565b5f5f6101d06109d8565b604051632488e60160e21b81525f906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063922398049061021e908a90600401611024565b602060405180830381865afa158015610239573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061025d919061111e565b865190915081146102815760405163d792d3d560e01b815260040160405180910390fd5b604051630404375760e41b81526001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063fbb9e6209082906340437570906102d5908b90600401611135565b602060405180830381865afa1580156102f0573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610314919061111e565b876040518363ffffffff1660e01b81526004016103329291906111ba565b602060405180830381865afa15801561034d573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061037191906111d2565b93506103808660e00151610941565b92506040518060600160405280828152602001886101800151815260200187606001516001600160801b0316815250915093509350935093565b606083610120015160ff1660011415806103d7575060e084015115155b806103e6575061010084015115155b15610404576040516327ccd99b60e01b815260040160405180910390fd5b815183146104255760405163d792d3d560e01b815260040160405180910390fd5b608082810151604080516c61737361792e736565642e763160981b602080830191909152602d820193909352604d80820188905282518083039091018152606d8201835280519084012060c0890151895160608b01519589015160e080840151988d0151968b0151608d87019390935260ad86019790975260cd85015260ed840183905261010d8401969096526001600160e01b031993851b841661012d8401529490931b9091166101318201529091906101350160408051601f198184030181528282528351602085810151938601516060870151608088015160a089015160c08a01516001600160e01b031960e097881b8116968b019690965297861b851660248a015292851b8416602889015290841b8316602c880152831b9091166030860152811b60348501529190911b603883015290603c0160408051601f198184030181529082905261057b929160200161120f565b604051602081830303815290604052925050509392505050565b5f5f61059f6109d8565b5f80806105ae87890189610f23565b9250925092506105bf8383836101c6565b50919750955093505f60038a60048111156105dc576105dc610f81565b14610622578360a0015163ffffffff16836040015163ffffffff16118061061d57508361016001516001600160801b031683606001516001600160801b0316115b6106b8565b6101a08401516080840151604051635085dc0360e11b815260048101919091527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169063a10bb80690602401602060405180830381865afa158015610691573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906106b5919061111e565b14155b9050806106d85760405163ae591c8760e01b815260040160405180910390fd5b5050505093509350939050565b5f5f6106ef6109d8565b5f80808080610700898b018b611223565b945094509450945094506107158585856101c6565b50604051630404375760e41b8152929a5090985096506001600160a01b03808a16917f00000000000000000000000000000000000000000000000000000000000000009091169063fbb9e620908290634043757090610778908890600401611135565b602060405180830381865afa158015610793573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906107b7919061111e565b846040518363ffffffff1660e01b81526004016107d59291906111ba565b602060405180830381865afa1580156107f0573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061081491906111d2565b6001600160a01b03161461083b5760405163b56fe68960e01b815260040160405180910390fd5b5f60018c600481111561085057610850610f81565b1461087357825185511480159061086e575082608001518560800151145b610889565b8251855114801561088957506108898584610954565b9050806108a95760405163ae591c8760e01b815260040160405180910390fd5b876001600160401b03166108c08460e00151610941565b6001600160401b031611156108df576108dc8360e00151610941565b97505b60018c60048111156108f3576108f3610f81565b148015610919575086604001516001600160801b031683606001516001600160801b0316115b156109325760608301516001600160801b031660408801525b50505050505093509350939050565b5f61094e6103e8836112be565b92915050565b5f816020015183602001511415806109805750816040015163ffffffff16836040015163ffffffff1614155b806109a5575081606001516001600160801b031683606001516001600160801b031614155b806109b857508160800151836080015114155b806109d157508160a0015160ff168360a0015160ff1614155b9392505050565b60405180606001604052805f81526020015f81526020015f6001600160801b031681525090565b5f5f83601f840112610a0f575f5ffd5b5081356001600160401b03811115610a25575f5ffd5b602083019150836020828501011115610a3c575f5ffd5b9250929050565b5f5f60208385031215610a54575f5ffd5b82356001600160401b03811115610a69575f5ffd5b610a75858286016109ff565b90969095509350505050565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b6001600160a01b03851681526001600160401b0384166020820152610af4604082018480518252602080820151908301526040908101516001600160801b0316910152565b60c060a08201525f610b0960c0830184610a81565b9695505050505050565b803560ff81168114610b23575f5ffd5b919050565b5f5f5f60408486031215610b3a575f5ffd5b610b4384610b13565b925060208401356001600160401b03811115610b5d575f5ffd5b610b69868287016109ff565b9497909650939450505050565b6001600160a01b03841681526001600160401b038316602082015260a08101610bbf604083018480518252602080820151908301526040908101516001600160801b0316910152565b949350505050565b634e487b7160e01b5f52604160045260245ffd5b60405161010081016001600160401b0381118282101715610bfe57610bfe610bc7565b60405290565b60405161020081016001600160401b0381118282101715610bfe57610bfe610bc7565b803563ffffffff81168114610b23575f5ffd5b8035600381900b8114610b23575f5ffd5b5f6101008284031215610c5c575f5ffd5b610c64610bdb565b9050610c6f82610c27565b8152610c7d60208301610c27565b6020820152610c8e60408301610c27565b6040820152610c9f60608301610c27565b6060820152610cb060808301610c27565b6080820152610cc160a08301610c3a565b60a0820152610cd260c08301610c3a565b60c082015260e09182013591810191909152919050565b80356001600160801b0381168114610b23575f5ffd5b80356001600160401b0381168114610b23575f5ffd5b5f6102e08284031215610d26575f5ffd5b610d2e610c04565b823581526020808401359082015260408084013590820152606080840135908201529050610d5e60808301610c27565b6080820152610d6f60a08301610c27565b60a0820152610d818360c08401610c4b565b60c08201526101c082013560e08201526101e0820135610100820152610daa6102008301610b13565b610120820152610220820135610140820152610dc96102408301610ce9565b6101608201526102608201356101808201526102808201356101a08201526102a08201356101c0820152610e006102c08301610cff565b6101e082015292915050565b5f6101008284031215610e1d575f5ffd5b610e25610bdb565b82358152602080840135908201529050610e4160408301610c27565b6040820152610e5260608301610ce9565b606082015260808281013590820152610e6d60a08301610b13565b60a0820152610e7e60c08301610cff565b60c0820152610e8f60e08301610cff565b60e082015292915050565b5f82601f830112610ea9575f5ffd5b81356001600160401b03811115610ec257610ec2610bc7565b604051601f8201601f19908116603f011681016001600160401b0381118282101715610ef057610ef0610bc7565b604052818152838201602001851015610f07575f5ffd5b816020850160208301375f918101602001919091529392505050565b5f5f5f6104008486031215610f36575f5ffd5b610f408585610d15565b9250610f50856102e08601610e0c565b91506103e08401356001600160401b03811115610f6b575f5ffd5b610f7786828701610e9a565b9150509250925092565b634e487b7160e01b5f52602160045260245ffd5b63ffffffff815116825263ffffffff602082015116602083015263ffffffff60408201511660408301526060810151610fd6606084018263ffffffff169052565b506080810151610fee608084018263ffffffff169052565b5060a081015161100360a084018260030b9052565b5060c081015161101860c084018260030b9052565b5060e090810151910152565b5f6102e082019050825182526020830151602083015260408301516040830152606083015160608301526080830151611065608084018263ffffffff169052565b5060a083015161107d60a084018263ffffffff169052565b5060c083015161109060c0840182610f95565b5060e08301516101c08301526101008301516101e083015261012083015160ff8116610200840152506101408301516102208301526101608301516001600160801b038116610240840152506101808301516102608301526101a08301516102808301526101c08301516102a08301526101e08301516001600160401b0381166102c08401525b5092915050565b5f6020828403121561112e575f5ffd5b5051919050565b5f61010082019050825182526020830151602083015263ffffffff60408401511660408301526001600160801b0360608401511660608301526080830151608083015260ff60a08401511660a083015260c083015161119f60c08401826001600160401b03169052565b5060e083015161111760e08401826001600160401b03169052565b828152604060208201525f610bbf6040830184610a81565b5f602082840312156111e2575f5ffd5b81516001600160a01b03811681146109d1575f5ffd5b5f81518060208401855e5f93019283525090919050565b5f610bbf61121d83866111f8565b846111f8565b5f5f5f5f5f6105208688031215611238575f5ffd5b6112428787610d15565b9450611252876102e08801610e0c565b93506103e08601356001600160401b0381111561126d575f5ffd5b61127988828901610e9a565b93505061128a876104008801610e0c565b91506105008601356001600160401b038111156112a5575f5ffd5b6112b188828901610e9a565b9150509295509295909350565b5f6001600160401b038316806112e257634e487b7160e01b5f52601260045260245ffd5b806001600160401b038416049150509291505056",
}

// Receipts is an auto generated Go binding around an Ethereum contract.
type Receipts struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Receipts) GetABI() abi.ABI {
	return c.abi
}

// NewReceipts creates a new instance of Receipts.
func NewReceipts() *Receipts {
	parsed, err := ReceiptsMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Receipts{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Receipts) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address referee_) returns()
func (receipts *Receipts) PackConstructor(referee_ common.Address) []byte {
	enc, err := receipts.abi.Pack("", referee_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackReceiptsCheck is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc64b3bb5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function check(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault, bytes claim)
func (receipts *Receipts) PackReceiptsCheck(statements []byte) []byte {
	enc, err := receipts.abi.Pack("check", statements)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReceiptsCheck is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc64b3bb5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function check(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault, bytes claim)
func (receipts *Receipts) TryPackReceiptsCheck(statements []byte) ([]byte, error) {
	return receipts.abi.Pack("check", statements)
}

// ReceiptsCheckOutput serves as a container for the return parameters of contract
// method ReceiptsCheck.
type ReceiptsCheckOutput struct {
	Provider common.Address
	Finished uint64
	Fault    Fault
	Claim    []byte
}

// UnpackReceiptsCheck is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc64b3bb5.
//
// Solidity: function check(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault, bytes claim)
func (receipts *Receipts) UnpackReceiptsCheck(data []byte) (ReceiptsCheckOutput, error) {
	out, err := receipts.abi.Unpack("check", data)
	outstruct := new(ReceiptsCheckOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Provider = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.Finished = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	outstruct.Fault = *abi.ConvertType(out[2], new(Fault)).(*Fault)
	outstruct.Claim = *abi.ConvertType(out[3], new([]byte)).(*[]byte)
	return *outstruct, nil
}

// PackReceiptsContradiction is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe36e1221.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function contradiction(uint8 kind, bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (receipts *Receipts) PackReceiptsContradiction(kind uint8, statements []byte) []byte {
	enc, err := receipts.abi.Pack("contradiction", kind, statements)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReceiptsContradiction is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe36e1221.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function contradiction(uint8 kind, bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (receipts *Receipts) TryPackReceiptsContradiction(kind uint8, statements []byte) ([]byte, error) {
	return receipts.abi.Pack("contradiction", kind, statements)
}

// ReceiptsContradictionOutput serves as a container for the return parameters of contract
// method ReceiptsContradiction.
type ReceiptsContradictionOutput struct {
	Provider common.Address
	Finished uint64
	Fault    Fault
}

// UnpackReceiptsContradiction is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe36e1221.
//
// Solidity: function contradiction(uint8 kind, bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (receipts *Receipts) UnpackReceiptsContradiction(data []byte) (ReceiptsContradictionOutput, error) {
	out, err := receipts.abi.Unpack("contradiction", data)
	outstruct := new(ReceiptsContradictionOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Provider = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.Finished = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	outstruct.Fault = *abi.ConvertType(out[2], new(Fault)).(*Fault)
	return *outstruct, nil
}

// PackReferee is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3b1bebd1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function referee() view returns(address)
func (receipts *Receipts) PackReferee() []byte {
	enc, err := receipts.abi.Pack("referee")
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
func (receipts *Receipts) TryPackReferee() ([]byte, error) {
	return receipts.abi.Pack("referee")
}

// UnpackReferee is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3b1bebd1.
//
// Solidity: function referee() view returns(address)
func (receipts *Receipts) UnpackReferee(data []byte) (common.Address, error) {
	out, err := receipts.abi.Unpack("referee", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (receipts *Receipts) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], receipts.abi.Errors["NoContradiction"].ID.Bytes()[:4]) {
		return receipts.UnpackNoContradictionError(raw[4:])
	}
	if bytes.Equal(raw[:4], receipts.abi.Errors["NotJudgeable"].ID.Bytes()[:4]) {
		return receipts.UnpackNotJudgeableError(raw[4:])
	}
	if bytes.Equal(raw[:4], receipts.abi.Errors["OtherProvider"].ID.Bytes()[:4]) {
		return receipts.UnpackOtherProviderError(raw[4:])
	}
	if bytes.Equal(raw[:4], receipts.abi.Errors["OtherRequest"].ID.Bytes()[:4]) {
		return receipts.UnpackOtherRequestError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// ReceiptsNoContradiction represents a NoContradiction error raised by the Receipts contract.
type ReceiptsNoContradiction struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoContradiction()
func ReceiptsNoContradictionErrorID() common.Hash {
	return common.HexToHash("0xae591c876f8da112edc0ed34afcf8285e8be3315a26401e59cb9f362c2a5d05c")
}

// UnpackNoContradictionError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoContradiction()
func (receipts *Receipts) UnpackNoContradictionError(raw []byte) (*ReceiptsNoContradiction, error) {
	out := new(ReceiptsNoContradiction)
	if err := receipts.abi.UnpackIntoInterface(out, "NoContradiction", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ReceiptsNotJudgeable represents a NotJudgeable error raised by the Receipts contract.
type ReceiptsNotJudgeable struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotJudgeable()
func ReceiptsNotJudgeableErrorID() common.Hash {
	return common.HexToHash("0x27ccd99bdd64f2627d23b413e0858b03547a3fd39c2ff52ed37a03b9fe573d91")
}

// UnpackNotJudgeableError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotJudgeable()
func (receipts *Receipts) UnpackNotJudgeableError(raw []byte) (*ReceiptsNotJudgeable, error) {
	out := new(ReceiptsNotJudgeable)
	if err := receipts.abi.UnpackIntoInterface(out, "NotJudgeable", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ReceiptsOtherProvider represents a OtherProvider error raised by the Receipts contract.
type ReceiptsOtherProvider struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OtherProvider()
func ReceiptsOtherProviderErrorID() common.Hash {
	return common.HexToHash("0xb56fe689260d0db02733f7f06dbd33ab44e1b446b159c8d109da9bd5e995f142")
}

// UnpackOtherProviderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OtherProvider()
func (receipts *Receipts) UnpackOtherProviderError(raw []byte) (*ReceiptsOtherProvider, error) {
	out := new(ReceiptsOtherProvider)
	if err := receipts.abi.UnpackIntoInterface(out, "OtherProvider", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ReceiptsOtherRequest represents a OtherRequest error raised by the Receipts contract.
type ReceiptsOtherRequest struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OtherRequest()
func ReceiptsOtherRequestErrorID() common.Hash {
	return common.HexToHash("0xd792d3d5d9cb9f7d80261e85bb966607c09e776a7099e2c0a6b2fc8bf97a97f1")
}

// UnpackOtherRequestError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OtherRequest()
func (receipts *Receipts) UnpackOtherRequestError(raw []byte) (*ReceiptsOtherRequest, error) {
	out := new(ReceiptsOtherRequest)
	if err := receipts.abi.UnpackIntoInterface(out, "OtherRequest", raw); err != nil {
		return nil, err
	}
	return out, nil
}
