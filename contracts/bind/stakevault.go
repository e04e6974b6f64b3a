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

// StakeVaultMetaData contains all meta data concerning the StakeVault contract.
var StakeVaultMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"token_\",\"type\":\"address\",\"internalType\":\"contractIERC20\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"DISPUTE_WINDOW\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"MAX_RESERVATION\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"UNBONDING_DELAY\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"cancelUnstake\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"freeStake\",\"inputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"release\",\"inputs\":[{\"name\":\"channelId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"requestUnstake\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"reservation\",\"inputs\":[{\"name\":\"channelId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"until\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"reserve\",\"inputs\":[{\"name\":\"channelId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"until\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"stake\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"stakeOf\",\"inputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"total\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"reserved\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"unbonding\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"token\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIERC20\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"unbondsAt\",\"inputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"withdraw\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Released\",\"inputs\":[{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"channelId\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Reserved\",\"inputs\":[{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"channelId\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"},{\"name\":\"until\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Staked\",\"inputs\":[{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"},{\"name\":\"total\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"UnstakeCancelled\",\"inputs\":[{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"UnstakeRequested\",\"inputs\":[{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"unbonding\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"},{\"name\":\"unbondsAt\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Withdrawn\",\"inputs\":[{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"},{\"name\":\"total\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"FreeStakeTooSmall\",\"inputs\":[{\"name\":\"free\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"asked\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"type\":\"error\",\"name\":\"NoReservation\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NothingUnbonding\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ReentrancyGuardReentrantCall\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ReservationEndOutOfRange\",\"inputs\":[{\"name\":\"earliest\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"latest\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"ReservationEnded\",\"inputs\":[{\"name\":\"until\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"ReservationHolds\",\"inputs\":[{\"name\":\"until\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"ReservationLowered\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"until\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"StillUnbonding\",\"inputs\":[{\"name\":\"unbondsAt\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"WrongAmountReceived\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ZeroAmount\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ZeroToken\",\"inputs\":[]}]",
	ID:  "StakeVault",
	Bin: "0x60a060405234801561000f575f5ffd5b506040516111d93803806111d983398101604081905261002e91610066565b6001600160a01b0381166100555760405163ad1991f560e01b815260040160405180910390fd5b6001600160a01b0316608052610093565b5f60208284031215610076575f5ffd5b81516001600160a01b038116811461008c575f5ffd5b9392505050565b6080516111126100c75f395f81816102d6015281816105c901528181610b6801528181610be00152610c3901526111125ff3fe608060405234801561000f575f5ffd5b50600436106100e5575f3560e01c806388fe2be811610088578063f2f4790b11610063578063f2f4790b14610261578063f585dc571461029c578063fa6739c1146102a6578063fc0c546a146102d1575f5ffd5b806388fe2be8146102235780638ebb350114610236578063a1c490d614610256575f5ffd5b806342623360116100c357806342623360146101835780634ab17969146101f55780635c753a40146101fd578063866be1e114610210575f5ffd5b80631bbdcfd3146100e95780631bf514fc146100fe5780633ccfd60b1461017b575b5f5ffd5b6100fc6100f7366004610f8d565b610310565b005b61014f61010c366004610f8d565b5f9182526001602090815260408084206001600160a01b039390931684529190529020546001600160801b03811691600160801b9091046001600160401b031690565b604080516001600160801b0390931683526001600160401b039091166020830152015b60405180910390f35b6100fc610497565b6101cb610191366004610fb7565b6001600160a01b03165f90815260208190526040902080546001909101546001600160801b0380831693600160801b909304811692911690565b604080516001600160801b0394851681529284166020840152921691810191909152606001610172565b6100fc610605565b6100fc61020b366004610fed565b61069a565b6100fc61021e366004611035565b610961565b6100fc610231366004611035565b610aca565b61023e610d1d565b6040516001600160401b039091168152602001610172565b61023e6301e1338081565b61023e61026f366004610fb7565b6001600160a01b03165f90815260208190526040902060010154600160801b90046001600160401b031690565b61023e62093a8081565b6102b96102b4366004610fb7565b610d2e565b6040516001600160801b039091168152602001610172565b6102f87f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b039091168152602001610172565b5f8281526001602090815260408083206001600160a01b038516845282528083208151808301909252546001600160801b038116808352600160801b9091046001600160401b031692820192909252910361037e5760405163017820ff60e51b815260040160405180910390fd5b80602001516001600160401b03164210156103c257602081015160405163133d328360e01b81526001600160401b0390911660048201526024015b60405180910390fd5b5f8381526001602090815260408083206001600160a01b0386168452825280832080546001600160c01b0319169055835191839052909120805460109061041a908490600160801b90046001600160801b0316611062565b92506101000a8154816001600160801b0302191690836001600160801b0316021790555082826001600160a01b03167ff58dfc256affe845811f4fca03c6b4eaf2dad42db9f94fbecf5f584d82712c83835f015160405161048a91906001600160801b0391909116815260200190565b60405180910390a3505050565b61049f610d54565b335f908152602081905260408120600181015490916001600160801b03909116908190036104e05760405163098ae75d60e21b815260040160405180910390fd5b6001820154600160801b90046001600160401b031642101561052c57600182015460405163be8a527b60e01b8152600160801b9091046001600160401b031660048201526024016103b9565b6001820180546001600160c01b03191690558154819083905f9061055a9084906001600160801b0316611062565b82546101009290920a6001600160801b0381810219909316918316021790915583546040805185841681529190921660208201523392507f46a85bb068360778f28161eb8ac970939d29cc684f100323a8e5f120adc45ff1910160405180910390a26105f96001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016336001600160801b038416610d89565b5050610603610dc3565b565b335f908152602081905260408120600181015490916001600160801b03909116908190036106465760405163098ae75d60e21b815260040160405180910390fd5b6001820180546001600160c01b03191690556040516001600160801b038216815233907fcbb6c3e09e8f6e1911d5ec14534108c3107c00ecba117ebc32d735ddd6e67c299060200160405180910390a25050565b816001600160801b03165f036106c357604051631f2a200560e01b815260040160405180910390fd5b426001600160401b038082169083161115806106fd57506106e86301e1338082611081565b6001600160401b0316826001600160401b0316115b156107475761070d816001611081565b61071b6301e1338083611081565b604051635e9a192560e11b81526001600160401b039283166004820152911660248201526044016103b9565b5f848152600160209081526040808320338452909152902080546001600160801b03161580159061078c575080546001600160401b03808416600160801b9092041611155b156107be578054604051633ad5b94360e01b8152600160801b9091046001600160401b031660048201526024016103b9565b80546001600160801b0390811690851610806107ee575080546001600160401b03600160801b9091048116908416105b1561082f5780546040516335088d1960e01b81526001600160801b0382166004820152600160801b9091046001600160401b031660248201526044016103b9565b335f9081526020819052604081208254909190610855906001600160801b031687611062565b90505f61086183610ded565b9050806001600160801b0316826001600160801b031611156108a957604051637bdd58d360e01b81526001600160801b038083166004830152831660248201526044016103b9565b8254829084906010906108cd908490600160801b90046001600160801b03166110a0565b82546101009290920a6001600160801b0381810219909316918316021790915585549089166001600160c01b03199091168117600160801b6001600160401b038a169081029190911787556040805192835260208301919091528a925033917ffed5304adc1289ac0f4a67ee9b06cdb6e647e0707d1e788d88af8cc327486b66910160405180910390a35050505050505050565b806001600160801b03165f0361098a57604051631f2a200560e01b815260040160405180910390fd5b335f908152602081905260408120906109a282610ded565b9050806001600160801b0316836001600160801b031611156109ea57604051637bdd58d360e01b81526001600160801b038083166004830152841660248201526044016103b9565b6001820180548491905f90610a099084906001600160801b03166110a0565b92506101000a8154816001600160801b0302191690836001600160801b0316021790555062093a806002610a3d91906110bf565b610a479042611081565b6001830180546001600160401b03928316600160801b90810267ffffffffffffffff60801b198316811793849055604080516001600160801b03928316929094169190911783529204909216602083015233917f2a964bef5ec18df63f38b74f9185d05e0f3ff2c019c063c8e5247c8e10bffb0e910160405180910390a2505050565b610ad2610d54565b806001600160801b03165f03610afb57604051631f2a200560e01b815260040160405180910390fd5b335f908152602081905260408120805490918391839190610b269084906001600160801b03166110a0565b82546001600160801b039182166101009390930a9283029190920219909116179055506040516370a0823160e01b81523060048201525f906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016906370a0823190602401602060405180830381865afa158015610bad573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610bd191906110e8565b9050610c116001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001633306001600160801b038716610e20565b610c246001600160801b038416826110ff565b6040516370a0823160e01b81523060048201527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa158015610c86573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610caa91906110e8565b14610cc8576040516336bcce2560e11b815260040160405180910390fd5b8154604080516001600160801b038087168252909216602083015233917fd574252a9a3e0695389b03fe1db43ebed53f96351bae0b745347e70d2a90aedf910160405180910390a25050610d1a610dc3565b50565b610d2b62093a8060026110bf565b81565b6001600160a01b0381165f908152602081905260408120610d4e90610ded565b92915050565b610d5c610e5c565b61060360017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005b90610e9c565b610d968383836001610ea3565b610dbe57604051635274afe760e01b81526001600160a01b03841660048201526024016103b9565b505050565b6106035f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00610d83565b600181015481545f916001600160801b0390811691610e1691600160801b820481169116611062565b610d4e9190611062565b610e2e848484846001610f05565b610e5657604051635274afe760e01b81526001600160a01b03851660048201526024016103b9565b50505050565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c1561060357604051633ee5aeb560e01b815260040160405180910390fd5b80825d5050565b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f51148316610ef9578383151615610eed573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b6040516323b872dd60e01b5f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f51148316610f61578383151615610f55573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b80356001600160a01b0381168114610f88575f5ffd5b919050565b5f5f60408385031215610f9e575f5ffd5b82359150610fae60208401610f72565b90509250929050565b5f60208284031215610fc7575f5ffd5b610fd082610f72565b9392505050565b80356001600160801b0381168114610f88575f5ffd5b5f5f5f60608486031215610fff575f5ffd5b8335925061100f60208501610fd7565b915060408401356001600160401b038116811461102a575f5ffd5b809150509250925092565b5f60208284031215611045575f5ffd5b610fd082610fd7565b634e487b7160e01b5f52601160045260245ffd5b6001600160801b038281168282160390811115610d4e57610d4e61104e565b6001600160401b038181168382160190811115610d4e57610d4e61104e565b6001600160801b038181168382160190811115610d4e57610d4e61104e565b6001600160401b0381811683821602908116908181146110e1576110e161104e565b5092915050565b5f602082840312156110f8575f5ffd5b5051919050565b80820180821115610d4e57610d4e61104e56",
}

// StakeVault is an auto generated Go binding around an Ethereum contract.
type StakeVault struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *StakeVault) GetABI() abi.ABI {
	return c.abi
}

// NewStakeVault creates a new instance of StakeVault.
func NewStakeVault() *StakeVault {
	parsed, err := StakeVaultMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &StakeVault{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *StakeVault) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_) returns()
func (stakeVault *StakeVault) PackConstructor(token_ common.Address) []byte {
	enc, err := stakeVault.abi.Pack("", token_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackDISPUTEWINDOW is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf585dc57.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DISPUTE_WINDOW() view returns(uint64)
func (stakeVault *StakeVault) PackDISPUTEWINDOW() []byte {
	enc, err := stakeVault.abi.Pack("DISPUTE_WINDOW")
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
func (stakeVault *StakeVault) TryPackDISPUTEWINDOW() ([]byte, error) {
	return stakeVault.abi.Pack("DISPUTE_WINDOW")
}

// UnpackDISPUTEWINDOW is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf585dc57.
//
// Solidity: function DISPUTE_WINDOW() view returns(uint64)
func (stakeVault *StakeVault) UnpackDISPUTEWINDOW(data []byte) (uint64, error) {
	out, err := stakeVault.abi.Unpack("DISPUTE_WINDOW", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackMAXRESERVATION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa1c490d6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MAX_RESERVATION() view returns(uint64)
func (stakeVault *StakeVault) PackMAXRESERVATION() []byte {
	enc, err := stakeVault.abi.Pack("MAX_RESERVATION")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMAXRESERVATION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa1c490d6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MAX_RESERVATION() view returns(uint64)
func (stakeVault *StakeVault) TryPackMAXRESERVATION() ([]byte, error) {
	return stakeVault.abi.Pack("MAX_RESERVATION")
}

// UnpackMAXRESERVATION is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa1c490d6.
//
// Solidity: function MAX_RESERVATION() view returns(uint64)
func (stakeVault *StakeVault) UnpackMAXRESERVATION(data []byte) (uint64, error) {
	out, err := stakeVault.abi.Unpack("MAX_RESERVATION", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackUNBONDINGDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8ebb3501.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function UNBONDING_DELAY() view returns(uint64)
func (stakeVault *StakeVault) PackUNBONDINGDELAY() []byte {
	enc, err := stakeVault.abi.Pack("UNBONDING_DELAY")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUNBONDINGDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8ebb3501.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function UNBONDING_DELAY() view returns(uint64)
func (stakeVault *StakeVault) TryPackUNBONDINGDELAY() ([]byte, error) {
	return stakeVault.abi.Pack("UNBONDING_DELAY")
}

// UnpackUNBONDINGDELAY is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8ebb3501.
//
// Solidity: function UNBONDING_DELAY() view returns(uint64)
func (stakeVault *StakeVault) UnpackUNBONDINGDELAY(data []byte) (uint64, error) {
	out, err := stakeVault.abi.Unpack("UNBONDING_DELAY", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackCancelUnstake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4ab17969.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cancelUnstake() returns()
func (stakeVault *StakeVault) PackCancelUnstake() []byte {
	enc, err := stakeVault.abi.Pack("cancelUnstake")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCancelUnstake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4ab17969.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cancelUnstake() returns()
func (stakeVault *StakeVault) TryPackCancelUnstake() ([]byte, error) {
	return stakeVault.abi.Pack("cancelUnstake")
}

// PackFreeStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa6739c1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function freeStake(address provider) view returns(uint128)
func (stakeVault *StakeVault) PackFreeStake(provider common.Address) []byte {
	enc, err := stakeVault.abi.Pack("freeStake", provider)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFreeStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa6739c1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function freeStake(address provider) view returns(uint128)
func (stakeVault *StakeVault) TryPackFreeStake(provider common.Address) ([]byte, error) {
	return stakeVault.abi.Pack("freeStake", provider)
}

// UnpackFreeStake is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfa6739c1.
//
// Solidity: function freeStake(address provider) view returns(uint128)
func (stakeVault *StakeVault) UnpackFreeStake(data []byte) (*big.Int, error) {
	out, err := stakeVault.abi.Unpack("freeStake", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1bbdcfd3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function release(bytes32 channelId, address provider) returns()
func (stakeVault *StakeVault) PackRelease(channelId [32]byte, provider common.Address) []byte {
	enc, err := stakeVault.abi.Pack("release", channelId, provider)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1bbdcfd3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function release(bytes32 channelId, address provider) returns()
func (stakeVault *StakeVault) TryPackRelease(channelId [32]byte, provider common.Address) ([]byte, error) {
	return stakeVault.abi.Pack("release", channelId, provider)
}

// PackRequestUnstake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x866be1e1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function requestUnstake(uint128 amount) returns()
func (stakeVault *StakeVault) PackRequestUnstake(amount *big.Int) []byte {
	enc, err := stakeVault.abi.Pack("requestUnstake", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRequestUnstake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x866be1e1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function requestUnstake(uint128 amount) returns()
func (stakeVault *StakeVault) TryPackRequestUnstake(amount *big.Int) ([]byte, error) {
	return stakeVault.abi.Pack("requestUnstake", amount)
}

// PackReservation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1bf514fc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reservation(bytes32 channelId, address provider) view returns(uint128 amount, uint64 until)
func (stakeVault *StakeVault) PackReservation(channelId [32]byte, provider common.Address) []byte {
	enc, err := stakeVault.abi.Pack("reservation", channelId, provider)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReservation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1bf514fc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reservation(bytes32 channelId, address provider) view returns(uint128 amount, uint64 until)
func (stakeVault *StakeVault) TryPackReservation(channelId [32]byte, provider common.Address) ([]byte, error) {
	return stakeVault.abi.Pack("reservation", channelId, provider)
}

// ReservationOutput serves as a container for the return parameters of contract
// method Reservation.
type ReservationOutput struct {
	Amount *big.Int
	Until  uint64
}

// UnpackReservation is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1bf514fc.
//
// Solidity: function reservation(bytes32 channelId, address provider) view returns(uint128 amount, uint64 until)
func (stakeVault *StakeVault) UnpackReservation(data []byte) (ReservationOutput, error) {
	out, err := stakeVault.abi.Unpack("reservation", data)
	outstruct := new(ReservationOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Amount = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Until = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	return *outstruct, nil
}

// PackReserve is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c753a40.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reserve(bytes32 channelId, uint128 amount, uint64 until) returns()
func (stakeVault *StakeVault) PackReserve(channelId [32]byte, amount *big.Int, until uint64) []byte {
	enc, err := stakeVault.abi.Pack("reserve", channelId, amount, until)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReserve is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c753a40.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reserve(bytes32 channelId, uint128 amount, uint64 until) returns()
func (stakeVault *StakeVault) TryPackReserve(channelId [32]byte, amount *big.Int, until uint64) ([]byte, error) {
	return stakeVault.abi.Pack("reserve", channelId, amount, until)
}

// PackStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x88fe2be8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stake(uint128 amount) returns()
func (stakeVault *StakeVault) PackStake(amount *big.Int) []byte {
	enc, err := stakeVault.abi.Pack("stake", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x88fe2be8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stake(uint128 amount) returns()
func (stakeVault *StakeVault) TryPackStake(amount *big.Int) ([]byte, error) {
	return stakeVault.abi.Pack("stake", amount)
}

// PackStakeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42623360.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stakeOf(address provider) view returns(uint128 total, uint128 reserved, uint128 unbonding)
func (stakeVault *StakeVault) PackStakeOf(provider common.Address) []byte {
	enc, err := stakeVault.abi.Pack("stakeOf", provider)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStakeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42623360.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stakeOf(address provider) view returns(uint128 total, uint128 reserved, uint128 unbonding)
func (stakeVault *StakeVault) TryPackStakeOf(provider common.Address) ([]byte, error) {
	return stakeVault.abi.Pack("stakeOf", provider)
}

// StakeOfOutput serves as a container for the return parameters of contract
// method StakeOf.
type StakeOfOutput struct {
	Total     *big.Int
	Reserved  *big.Int
	Unbonding *big.Int
}

// UnpackStakeOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x42623360.
//
// Solidity: function stakeOf(address provider) view returns(uint128 total, uint128 reserved, uint128 unbonding)
func (stakeVault *StakeVault) UnpackStakeOf(data []byte) (StakeOfOutput, error) {
	out, err := stakeVault.abi.Unpack("stakeOf", data)
	outstruct := new(StakeOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Total = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Reserved = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.Unbonding = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function token() view returns(address)
func (stakeVault *StakeVault) PackToken() []byte {
	enc, err := stakeVault.abi.Pack("token")
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
func (stakeVault *StakeVault) TryPackToken() ([]byte, error) {
	return stakeVault.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (stakeVault *StakeVault) UnpackToken(data []byte) (common.Address, error) {
	out, err := stakeVault.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackUnbondsAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2f4790b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unbondsAt(address provider) view returns(uint64)
func (stakeVault *StakeVault) PackUnbondsAt(provider common.Address) []byte {
	enc, err := stakeVault.abi.Pack("unbondsAt", provider)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnbondsAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2f4790b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unbondsAt(address provider) view returns(uint64)
func (stakeVault *StakeVault) TryPackUnbondsAt(provider common.Address) ([]byte, error) {
	return stakeVault.abi.Pack("unbondsAt", provider)
}

// UnpackUnbondsAt is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf2f4790b.
//
// Solidity: function unbondsAt(address provider) view returns(uint64)
func (stakeVault *StakeVault) UnpackUnbondsAt(data []byte) (uint64, error) {
	out, err := stakeVault.abi.Unpack("unbondsAt", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3ccfd60b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw() returns()
func (stakeVault *StakeVault) PackWithdraw() []byte {
	enc, err := stakeVault.abi.Pack("withdraw")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3ccfd60b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw() returns()
func (stakeVault *StakeVault) TryPackWithdraw() ([]byte, error) {
	return stakeVault.abi.Pack("withdraw")
}

// StakeVaultReleased represents a Released event raised by the StakeVault contract.
type StakeVaultReleased struct {
	Provider  common.Address
	ChannelId [32]byte
	Amount    *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const StakeVaultReleasedEventName = "Released"

// ContractEventName returns the user-defined event name.
func (StakeVaultReleased) ContractEventName() string {
	return StakeVaultReleasedEventName
}

// UnpackReleasedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Released(address indexed provider, bytes32 indexed channelId, uint128 amount)
func (stakeVault *StakeVault) UnpackReleasedEvent(log *types.Log) (*StakeVaultReleased, error) {
	event := "Released"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeVaultReleased)
	if len(log.Data) > 0 {
		if err := stakeVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeVault.abi.Events[event].Inputs {
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

// StakeVaultReserved represents a Reserved event raised by the StakeVault contract.
type StakeVaultReserved struct {
	Provider  common.Address
	ChannelId [32]byte
	Amount    *big.Int
	Until     uint64
	Raw       *types.Log // Blockchain specific contextual infos
}

const StakeVaultReservedEventName = "Reserved"

// ContractEventName returns the user-defined event name.
func (StakeVaultReserved) ContractEventName() string {
	return StakeVaultReservedEventName
}

// UnpackReservedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Reserved(address indexed provider, bytes32 indexed channelId, uint128 amount, uint64 until)
func (stakeVault *StakeVault) UnpackReservedEvent(log *types.Log) (*StakeVaultReserved, error) {
	event := "Reserved"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeVaultReserved)
	if len(log.Data) > 0 {
		if err := stakeVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeVault.abi.Events[event].Inputs {
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

// StakeVaultStaked represents a Staked event raised by the StakeVault contract.
type StakeVaultStaked struct {
	Provider common.Address
	Amount   *big.Int
	Total    *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const StakeVaultStakedEventName = "Staked"

// ContractEventName returns the user-defined event name.
func (StakeVaultStaked) ContractEventName() string {
	return StakeVaultStakedEventName
}

// UnpackStakedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Staked(address indexed provider, uint128 amount, uint128 total)
func (stakeVault *StakeVault) UnpackStakedEvent(log *types.Log) (*StakeVaultStaked, error) {
	event := "Staked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeVaultStaked)
	if len(log.Data) > 0 {
		if err := stakeVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeVault.abi.Events[event].Inputs {
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

// StakeVaultUnstakeCancelled represents a UnstakeCancelled event raised by the StakeVault contract.
type StakeVaultUnstakeCancelled struct {
	Provider common.Address
	Amount   *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const StakeVaultUnstakeCancelledEventName = "UnstakeCancelled"

// ContractEventName returns the user-defined event name.
func (StakeVaultUnstakeCancelled) ContractEventName() string {
	return StakeVaultUnstakeCancelledEventName
}

// UnpackUnstakeCancelledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event UnstakeCancelled(address indexed provider, uint128 amount)
func (stakeVault *StakeVault) UnpackUnstakeCancelledEvent(log *types.Log) (*StakeVaultUnstakeCancelled, error) {
	event := "UnstakeCancelled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeVaultUnstakeCancelled)
	if len(log.Data) > 0 {
		if err := stakeVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeVault.abi.Events[event].Inputs {
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

// StakeVaultUnstakeRequested represents a UnstakeRequested event raised by the StakeVault contract.
type StakeVaultUnstakeRequested struct {
	Provider  common.Address
	Unbonding *big.Int
	UnbondsAt uint64
	Raw       *types.Log // Blockchain specific contextual infos
}

const StakeVaultUnstakeRequestedEventName = "UnstakeRequested"

// ContractEventName returns the user-defined event name.
func (StakeVaultUnstakeRequested) ContractEventName() string {
	return StakeVaultUnstakeRequestedEventName
}

// UnpackUnstakeRequestedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event UnstakeRequested(address indexed provider, uint128 unbonding, uint64 unbondsAt)
func (stakeVault *StakeVault) UnpackUnstakeRequestedEvent(log *types.Log) (*StakeVaultUnstakeRequested, error) {
	event := "UnstakeRequested"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeVaultUnstakeRequested)
	if len(log.Data) > 0 {
		if err := stakeVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeVault.abi.Events[event].Inputs {
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

// StakeVaultWithdrawn represents a Withdrawn event raised by the StakeVault contract.
type StakeVaultWithdrawn struct {
	Provider common.Address
	Amount   *big.Int
	Total    *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const StakeVaultWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (StakeVaultWithdrawn) ContractEventName() string {
	return StakeVaultWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed provider, uint128 amount, uint128 total)
func (stakeVault *StakeVault) UnpackWithdrawnEvent(log *types.Log) (*StakeVaultWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeVaultWithdrawn)
	if len(log.Data) > 0 {
		if err := stakeVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeVault.abi.Events[event].Inputs {
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
func (stakeVault *StakeVault) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["FreeStakeTooSmall"].ID.Bytes()[:4]) {
		return stakeVault.UnpackFreeStakeTooSmallError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["NoReservation"].ID.Bytes()[:4]) {
		return stakeVault.UnpackNoReservationError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["NothingUnbonding"].ID.Bytes()[:4]) {
		return stakeVault.UnpackNothingUnbondingError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return stakeVault.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["ReservationEndOutOfRange"].ID.Bytes()[:4]) {
		return stakeVault.UnpackReservationEndOutOfRangeError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["ReservationEnded"].ID.Bytes()[:4]) {
		return stakeVault.UnpackReservationEndedError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["ReservationHolds"].ID.Bytes()[:4]) {
		return stakeVault.UnpackReservationHoldsError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["ReservationLowered"].ID.Bytes()[:4]) {
		return stakeVault.UnpackReservationLoweredError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return stakeVault.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["StillUnbonding"].ID.Bytes()[:4]) {
		return stakeVault.UnpackStillUnbondingError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["WrongAmountReceived"].ID.Bytes()[:4]) {
		return stakeVault.UnpackWrongAmountReceivedError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["ZeroAmount"].ID.Bytes()[:4]) {
		return stakeVault.UnpackZeroAmountError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeVault.abi.Errors["ZeroToken"].ID.Bytes()[:4]) {
		return stakeVault.UnpackZeroTokenError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// StakeVaultFreeStakeTooSmall represents a FreeStakeTooSmall error raised by the StakeVault contract.
type StakeVaultFreeStakeTooSmall struct {
	Free  *big.Int
	Asked *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error FreeStakeTooSmall(uint128 free, uint128 asked)
func StakeVaultFreeStakeTooSmallErrorID() common.Hash {
	return common.HexToHash("0x7bdd58d3a07f3f059f4b8cc62e5531b85fa5e4c824c7ba48c555db9b8a2fc7e4")
}

// UnpackFreeStakeTooSmallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error FreeStakeTooSmall(uint128 free, uint128 asked)
func (stakeVault *StakeVault) UnpackFreeStakeTooSmallError(raw []byte) (*StakeVaultFreeStakeTooSmall, error) {
	out := new(StakeVaultFreeStakeTooSmall)
	if err := stakeVault.abi.UnpackIntoInterface(out, "FreeStakeTooSmall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultNoReservation represents a NoReservation error raised by the StakeVault contract.
type StakeVaultNoReservation struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoReservation()
func StakeVaultNoReservationErrorID() common.Hash {
	return common.HexToHash("0x2f041fe0df18ede940462dc9f05a8e17fe2ca892fc2c739f8f211946c4cb8ffc")
}

// UnpackNoReservationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoReservation()
func (stakeVault *StakeVault) UnpackNoReservationError(raw []byte) (*StakeVaultNoReservation, error) {
	out := new(StakeVaultNoReservation)
	if err := stakeVault.abi.UnpackIntoInterface(out, "NoReservation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultNothingUnbonding represents a NothingUnbonding error raised by the StakeVault contract.
type StakeVaultNothingUnbonding struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingUnbonding()
func StakeVaultNothingUnbondingErrorID() common.Hash {
	return common.HexToHash("0x262b9d748fda20db08b6aa78cd2783ad16f83036900561f929b0d4a942a89706")
}

// UnpackNothingUnbondingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingUnbonding()
func (stakeVault *StakeVault) UnpackNothingUnbondingError(raw []byte) (*StakeVaultNothingUnbonding, error) {
	out := new(StakeVaultNothingUnbonding)
	if err := stakeVault.abi.UnpackIntoInterface(out, "NothingUnbonding", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the StakeVault contract.
type StakeVaultReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func StakeVaultReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (stakeVault *StakeVault) UnpackReentrancyGuardReentrantCallError(raw []byte) (*StakeVaultReentrancyGuardReentrantCall, error) {
	out := new(StakeVaultReentrancyGuardReentrantCall)
	if err := stakeVault.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultReservationEndOutOfRange represents a ReservationEndOutOfRange error raised by the StakeVault contract.
type StakeVaultReservationEndOutOfRange struct {
	Earliest uint64
	Latest   uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReservationEndOutOfRange(uint64 earliest, uint64 latest)
func StakeVaultReservationEndOutOfRangeErrorID() common.Hash {
	return common.HexToHash("0xbd34324ae74c0c3ead6974ac81679b43452b169e7a744b6294dbbb4bfd0cd709")
}

// UnpackReservationEndOutOfRangeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReservationEndOutOfRange(uint64 earliest, uint64 latest)
func (stakeVault *StakeVault) UnpackReservationEndOutOfRangeError(raw []byte) (*StakeVaultReservationEndOutOfRange, error) {
	out := new(StakeVaultReservationEndOutOfRange)
	if err := stakeVault.abi.UnpackIntoInterface(out, "ReservationEndOutOfRange", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultReservationEnded represents a ReservationEnded error raised by the StakeVault contract.
type StakeVaultReservationEnded struct {
	Until uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReservationEnded(uint64 until)
func StakeVaultReservationEndedErrorID() common.Hash {
	return common.HexToHash("0x3ad5b94398e6071c711bbc9fe08af37434e6ae25fd26b98b7e438cb9ee2fca04")
}

// UnpackReservationEndedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReservationEnded(uint64 until)
func (stakeVault *StakeVault) UnpackReservationEndedError(raw []byte) (*StakeVaultReservationEnded, error) {
	out := new(StakeVaultReservationEnded)
	if err := stakeVault.abi.UnpackIntoInterface(out, "ReservationEnded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultReservationHolds represents a ReservationHolds error raised by the StakeVault contract.
type StakeVaultReservationHolds struct {
	Until uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReservationHolds(uint64 until)
func StakeVaultReservationHoldsErrorID() common.Hash {
	return common.HexToHash("0x133d3283f974a229b9c31dd7f14a868722aa512d35025fb1a065bb4ea8f279ea")
}

// UnpackReservationHoldsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReservationHolds(uint64 until)
func (stakeVault *StakeVault) UnpackReservationHoldsError(raw []byte) (*StakeVaultReservationHolds, error) {
	out := new(StakeVaultReservationHolds)
	if err := stakeVault.abi.UnpackIntoInterface(out, "ReservationHolds", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultReservationLowered represents a ReservationLowered error raised by the StakeVault contract.
type StakeVaultReservationLowered struct {
	Amount *big.Int
	Until  uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReservationLowered(uint128 amount, uint64 until)
func StakeVaultReservationLoweredErrorID() common.Hash {
	return common.HexToHash("0x35088d19985c8ca260ca75746c96564d3abaf3cbd1829177fa64d09a879efa22")
}

// UnpackReservationLoweredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReservationLowered(uint128 amount, uint64 until)
func (stakeVault *StakeVault) UnpackReservationLoweredError(raw []byte) (*StakeVaultReservationLowered, error) {
	out := new(StakeVaultReservationLowered)
	if err := stakeVault.abi.UnpackIntoInterface(out, "ReservationLowered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the StakeVault contract.
type StakeVaultSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func StakeVaultSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (stakeVault *StakeVault) UnpackSafeERC20FailedOperationError(raw []byte) (*StakeVaultSafeERC20FailedOperation, error) {
	out := new(StakeVaultSafeERC20FailedOperation)
	if err := stakeVault.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultStillUnbonding represents a StillUnbonding error raised by the StakeVault contract.
type StakeVaultStillUnbonding struct {
	UnbondsAt uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StillUnbonding(uint64 unbondsAt)
func StakeVaultStillUnbondingErrorID() common.Hash {
	return common.HexToHash("0xbe8a527b36e3a85424bdbcbe45bc0c9bc214cdd0608b4b49f3c6d9c19da3611c")
}

// UnpackStillUnbondingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StillUnbonding(uint64 unbondsAt)
func (stakeVault *StakeVault) UnpackStillUnbondingError(raw []byte) (*StakeVaultStillUnbonding, error) {
	out := new(StakeVaultStillUnbonding)
	if err := stakeVault.abi.UnpackIntoInterface(out, "StillUnbonding", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultWrongAmountReceived represents a WrongAmountReceived error raised by the StakeVault contract.
type StakeVaultWrongAmountReceived struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongAmountReceived()
func StakeVaultWrongAmountReceivedErrorID() common.Hash {
	return common.HexToHash("0x6d799c4a4dfb5f99c0a461b357c2673528c3d00d8db04d979d4be60ec9b7f414")
}

// UnpackWrongAmountReceivedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongAmountReceived()
func (stakeVault *StakeVault) UnpackWrongAmountReceivedError(raw []byte) (*StakeVaultWrongAmountReceived, error) {
	out := new(StakeVaultWrongAmountReceived)
	if err := stakeVault.abi.UnpackIntoInterface(out, "WrongAmountReceived", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultZeroAmount represents a ZeroAmount error raised by the StakeVault contract.
type StakeVaultZeroAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAmount()
func StakeVaultZeroAmountErrorID() common.Hash {
	return common.HexToHash("0x1f2a2005cb66a8e145327e8814e243a0996aec9bfe1e15a495778b1236dbd485")
}

// UnpackZeroAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAmount()
func (stakeVault *StakeVault) UnpackZeroAmountError(raw []byte) (*StakeVaultZeroAmount, error) {
	out := new(StakeVaultZeroAmount)
	if err := stakeVault.abi.UnpackIntoInterface(out, "ZeroAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeVaultZeroToken represents a ZeroToken error raised by the StakeVault contract.
type StakeVaultZeroToken struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroToken()
func StakeVaultZeroTokenErrorID() common.Hash {
	return common.HexToHash("0xad1991f5b668db6ba8bd803a982b422e706e04bb48af3e23f18a7ddfa8e56f4d")
}

// UnpackZeroTokenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroToken()
func (stakeVault *StakeVault) UnpackZeroTokenError(raw []byte) (*StakeVaultZeroToken, error) {
	out := new(StakeVaultZeroToken)
	if err := stakeVault.abi.UnpackIntoInterface(out, "ZeroToken", raw); err != nil {
		return nil, err
	}
	return out, nil
}
