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

// ValidationRegistryMetaData contains all meta data concerning the ValidationRegistry contract.
var ValidationRegistryMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"identityRegistry\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"getAgentValidations\",\"inputs\":[{\"name\":\"agentId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32[]\",\"internalType\":\"bytes32[]\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"getIdentityRegistry\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"getSummary\",\"inputs\":[{\"name\":\"agentId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"validatorAddresses\",\"type\":\"address[]\",\"internalType\":\"address[]\"},{\"name\":\"tag\",\"type\":\"string\",\"internalType\":\"string\"}],\"outputs\":[{\"name\":\"count\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"averageResponse\",\"type\":\"uint8\",\"internalType\":\"uint8\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"getValidationStatus\",\"inputs\":[{\"name\":\"requestHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"validatorAddress\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"agentId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"response\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"responseHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"tag\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"lastUpdate\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"getValidatorRequests\",\"inputs\":[{\"name\":\"validatorAddress\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32[]\",\"internalType\":\"bytes32[]\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"validationRequest\",\"inputs\":[{\"name\":\"validatorAddress\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"agentId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"requestURI\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"requestHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"validationResponse\",\"inputs\":[{\"name\":\"requestHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"response\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"responseURI\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"responseHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"tag\",\"type\":\"string\",\"internalType\":\"string\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"ValidationRequest\",\"inputs\":[{\"name\":\"validatorAddress\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"agentId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"requestURI\",\"type\":\"string\",\"indexed\":false,\"internalType\":\"string\"},{\"name\":\"requestHash\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ValidationResponse\",\"inputs\":[{\"name\":\"validatorAddress\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"agentId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"requestHash\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"response\",\"type\":\"uint8\",\"indexed\":false,\"internalType\":\"uint8\"},{\"name\":\"responseURI\",\"type\":\"string\",\"indexed\":false,\"internalType\":\"string\"},{\"name\":\"responseHash\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"tag\",\"type\":\"string\",\"indexed\":false,\"internalType\":\"string\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyRequested\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoSuchRequest\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotAuthorized\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"agentId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NotTheValidator\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ResponseOutOfRange\",\"inputs\":[{\"name\":\"response\",\"type\":\"uint8\",\"internalType\":\"uint8\"}]},{\"type\":\"error\",\"name\":\"ZeroAddress\",\"inputs\":[]}]",
	ID:  "ValidationRegistry",
	Bin: "0x60a0604052348015600e575f5ffd5b50604051610e9d380380610e9d833981016040819052602b916061565b6001600160a01b03811660515760405163d92e233d60e01b815260040160405180910390fd5b6001600160a01b0316608052608c565b5f602082840312156070575f5ffd5b81516001600160a01b03811681146085575f5ffd5b9392505050565b608051610df26100ab5f395f818161011f01526104f00152610df25ff3fe608060405234801561000f575f5ffd5b506004361061007a575f3560e01c80638d5d0c2d116100585780638d5d0c2d146100ec578063aaf400c4146100ff578063bc4d861b14610112578063ff2febfc14610149575f5ffd5b80631b7cabd61461007e5780633d659a96146100b75780634bf3158c146100cc575b5f5ffd5b61009161008c366004610868565b61016e565b604080516001600160401b03909316835260ff9091166020830152015b60405180910390f35b6100ca6100c5366004610910565b610299565b005b6100df6100da3660046109c2565b6103e7565b6040516100ae91906109db565b6100df6100fa366004610a1d565b610450565b6100ca61010d366004610a34565b6104ad565b6040516001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001681526020016100ae565b61015c610157366004610a1d565b610694565b6040516100ae96959493929190610a90565b5f858152600160205260408120819081805b8254811015610267575f5f5f85848154811061019e5761019e610af3565b905f5260205f20015481526020019081526020015f209050805f0160159054906101000a900460ff1615806101e6575080546101e4906001600160a01b03168b8b6107bc565b155b156101f1575061025f565b861580159061022f5750878760405161020b929190610b07565b6040518091039020816003016040516102249190610b4e565b604051809103902014155b1561023a575061025f565b805461025090600160a01b900460ff1684610bd3565b925061025b86610bec565b9550505b600101610180565b506001600160401b0384161561028d5761028a6001600160401b03851682610c16565b92505b50509550959350505050565b5f87815260208190526040902080546001600160a01b03166102ce57604051636211b9a960e11b815260040160405180910390fd5b80546001600160a01b031633146102f8576040516351a565f760e11b815260040160405180910390fd5b60648760ff161115610327576040516371d34f6b60e11b815260ff881660048201526024015b60405180910390fd5b8054600160a81b68ffffffffffffffffff60a81b19909116600160b01b426001600160401b03160260ff60a81b1916171760ff60a01b1916600160a01b60ff891602178155838383600284015f60038601610383848683610c95565b508491905055505050878160010154336001600160a01b03167fafddf629e874ccc3963b6a888c477bd464a6c8525024fc88759ea3b2326349ae8a8a8a8a8a8a6040516103d596959493929190610d76565b60405180910390a45050505050505050565b6001600160a01b0381165f9081526002602090815260409182902080548351818402810184019094528084526060939283018282801561044457602002820191905f5260205f20905b815481526020019060010190808311610430575b50505050509050919050565b5f8181526001602090815260409182902080548351818402810184019094528084526060939283018282801561044457602002820191905f5260205f20908154815260200190600101908083116104305750505050509050919050565b6001600160a01b0385166104d45760405163d92e233d60e01b815260040160405180910390fd5b604051636caf395f60e11b8152336004820152602481018590527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169063d95e72be90604401602060405180830381865afa15801561053d573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906105619190610db8565b6105875760405163030af4dd60e51b81523360048201526024810185905260440161031e565b5f81815260208190526040902080546001600160a01b0316156105bd57604051632981f6c160e11b815260040160405180910390fd5b805460018083018790557fffff0000000000000000ffff0000000000000000000000000000000000000000909116600160b01b426001600160401b0316026001600160a01b031916176001600160a01b03881690811783555f8781526020838152604080832080548087018255908452828420018790558383526002825280832080549586018155835291209092018490559051839187917f530436c3634a98e1e626b0898be2f1e9980cc1bd2a78c07a0aba52d0a48a5059906106849089908990610dd7565b60405180910390a4505050505050565b5f81815260208190526040812080548291829182916060918391906001600160a01b03166106d557604051636211b9a960e11b815260040160405180910390fd5b8054600182015460028301546003840180546001600160a01b03851694600160a01b810460ff16939291600160b01b9091046001600160401b031690829061071c90610b16565b80601f016020809104026020016040519081016040528092919081815260200182805461074890610b16565b80156107935780601f1061076a57610100808354040283529160200191610793565b820191905f5260205f20905b81548152906001019060200180831161077657829003601f168201915b50505050509150806001600160401b031690509650965096509650965096505091939550919395565b5f805b8281101561081857846001600160a01b03168484838181106107e3576107e3610af3565b90506020020160208101906107f891906109c2565b6001600160a01b03160361081057600191505061081d565b6001016107bf565b505080155b9392505050565b5f5f83601f840112610834575f5ffd5b5081356001600160401b0381111561084a575f5ffd5b602083019150836020828501011115610861575f5ffd5b9250929050565b5f5f5f5f5f6060868803121561087c575f5ffd5b8535945060208601356001600160401b03811115610898575f5ffd5b8601601f810188136108a8575f5ffd5b80356001600160401b038111156108bd575f5ffd5b8860208260051b84010111156108d1575f5ffd5b6020919091019450925060408601356001600160401b038111156108f3575f5ffd5b6108ff88828901610824565b969995985093965092949392505050565b5f5f5f5f5f5f5f60a0888a031215610926575f5ffd5b87359650602088013560ff8116811461093d575f5ffd5b955060408801356001600160401b03811115610957575f5ffd5b6109638a828b01610824565b9096509450506060880135925060808801356001600160401b03811115610988575f5ffd5b6109948a828b01610824565b989b979a50959850939692959293505050565b80356001600160a01b03811681146109bd575f5ffd5b919050565b5f602082840312156109d2575f5ffd5b61081d826109a7565b602080825282518282018190525f918401906040840190835b81811015610a125783518352602093840193909201916001016109f4565b509095945050505050565b5f60208284031215610a2d575f5ffd5b5035919050565b5f5f5f5f5f60808688031215610a48575f5ffd5b610a51866109a7565b94506020860135935060408601356001600160401b03811115610a72575f5ffd5b610a7e88828901610824565b96999598509660600135949350505050565b60018060a01b038716815285602082015260ff8516604082015283606082015260c060808201525f83518060c0840152806020860160e085015e5f60e0828501015260e0601f19601f8301168401019150508260a0830152979650505050505050565b634e487b7160e01b5f52603260045260245ffd5b818382375f9101908152919050565b600181811c90821680610b2a57607f821691505b602082108103610b4857634e487b7160e01b5f52602260045260245ffd5b50919050565b5f5f8354610b5b81610b16565b600182168015610b725760018114610b8757610bb4565b60ff1983168652811515820286019350610bb4565b865f5260205f205f5b83811015610bac57815488820152600190910190602001610b90565b505081860193505b509195945050505050565b634e487b7160e01b5f52601160045260245ffd5b80820180821115610be657610be6610bbf565b92915050565b5f6001600160401b0382166001600160401b038103610c0d57610c0d610bbf565b60010192915050565b5f82610c3057634e487b7160e01b5f52601260045260245ffd5b500490565b634e487b7160e01b5f52604160045260245ffd5b601f821115610c9057805f5260205f20601f840160051c81016020851015610c6e5750805b601f840160051c820191505b81811015610c8d575f8155600101610c7a565b50505b505050565b6001600160401b03831115610cac57610cac610c35565b610cc083610cba8354610b16565b83610c49565b5f601f841160018114610cf1575f8515610cda5750838201355b5f19600387901b1c1916600186901b178355610c8d565b5f83815260208120601f198716915b82811015610d205786850135825560209485019460019092019101610d00565b5086821015610d3c575f1960f88860031b161c19848701351681555b505060018560011b0183555050505050565b81835281816020850137505f828201602090810191909152601f909101601f19169091010190565b60ff87168152608060208201525f610d92608083018789610d4e565b8560408401528281036060840152610dab818587610d4e565b9998505050505050505050565b5f60208284031215610dc8575f5ffd5b8151801515811461081d575f5ffd5b602081525f610dea602083018486610d4e565b94935050505056",
}

// ValidationRegistry is an auto generated Go binding around an Ethereum contract.
type ValidationRegistry struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *ValidationRegistry) GetABI() abi.ABI {
	return c.abi
}

// NewValidationRegistry creates a new instance of ValidationRegistry.
func NewValidationRegistry() *ValidationRegistry {
	parsed, err := ValidationRegistryMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &ValidationRegistry{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *ValidationRegistry) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address identityRegistry) returns()
func (validationRegistry *ValidationRegistry) PackConstructor(identityRegistry common.Address) []byte {
	enc, err := validationRegistry.abi.Pack("", identityRegistry)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackGetAgentValidations is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8d5d0c2d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getAgentValidations(uint256 agentId) view returns(bytes32[])
func (validationRegistry *ValidationRegistry) PackGetAgentValidations(agentId *big.Int) []byte {
	enc, err := validationRegistry.abi.Pack("getAgentValidations", agentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetAgentValidations is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8d5d0c2d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getAgentValidations(uint256 agentId) view returns(bytes32[])
func (validationRegistry *ValidationRegistry) TryPackGetAgentValidations(agentId *big.Int) ([]byte, error) {
	return validationRegistry.abi.Pack("getAgentValidations", agentId)
}

// UnpackGetAgentValidations is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8d5d0c2d.
//
// Solidity: function getAgentValidations(uint256 agentId) view returns(bytes32[])
func (validationRegistry *ValidationRegistry) UnpackGetAgentValidations(data []byte) ([][32]byte, error) {
	out, err := validationRegistry.abi.Unpack("getAgentValidations", data)
	if err != nil {
		return *new([][32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([][32]byte)).(*[][32]byte)
	return out0, nil
}

// PackGetIdentityRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbc4d861b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getIdentityRegistry() view returns(address)
func (validationRegistry *ValidationRegistry) PackGetIdentityRegistry() []byte {
	enc, err := validationRegistry.abi.Pack("getIdentityRegistry")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetIdentityRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbc4d861b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getIdentityRegistry() view returns(address)
func (validationRegistry *ValidationRegistry) TryPackGetIdentityRegistry() ([]byte, error) {
	return validationRegistry.abi.Pack("getIdentityRegistry")
}

// UnpackGetIdentityRegistry is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbc4d861b.
//
// Solidity: function getIdentityRegistry() view returns(address)
func (validationRegistry *ValidationRegistry) UnpackGetIdentityRegistry(data []byte) (common.Address, error) {
	out, err := validationRegistry.abi.Unpack("getIdentityRegistry", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackValidationSummary is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1b7cabd6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getSummary(uint256 agentId, address[] validatorAddresses, string tag) view returns(uint64 count, uint8 averageResponse)
func (validationRegistry *ValidationRegistry) PackValidationSummary(agentId *big.Int, validatorAddresses []common.Address, tag string) []byte {
	enc, err := validationRegistry.abi.Pack("getSummary", agentId, validatorAddresses, tag)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackValidationSummary is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1b7cabd6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getSummary(uint256 agentId, address[] validatorAddresses, string tag) view returns(uint64 count, uint8 averageResponse)
func (validationRegistry *ValidationRegistry) TryPackValidationSummary(agentId *big.Int, validatorAddresses []common.Address, tag string) ([]byte, error) {
	return validationRegistry.abi.Pack("getSummary", agentId, validatorAddresses, tag)
}

// ValidationSummaryOutput serves as a container for the return parameters of contract
// method ValidationSummary.
type ValidationSummaryOutput struct {
	Count           uint64
	AverageResponse uint8
}

// UnpackValidationSummary is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1b7cabd6.
//
// Solidity: function getSummary(uint256 agentId, address[] validatorAddresses, string tag) view returns(uint64 count, uint8 averageResponse)
func (validationRegistry *ValidationRegistry) UnpackValidationSummary(data []byte) (ValidationSummaryOutput, error) {
	out, err := validationRegistry.abi.Unpack("getSummary", data)
	outstruct := new(ValidationSummaryOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Count = *abi.ConvertType(out[0], new(uint64)).(*uint64)
	outstruct.AverageResponse = *abi.ConvertType(out[1], new(uint8)).(*uint8)
	return *outstruct, nil
}

// PackGetValidationStatus is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xff2febfc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getValidationStatus(bytes32 requestHash) view returns(address validatorAddress, uint256 agentId, uint8 response, bytes32 responseHash, string tag, uint256 lastUpdate)
func (validationRegistry *ValidationRegistry) PackGetValidationStatus(requestHash [32]byte) []byte {
	enc, err := validationRegistry.abi.Pack("getValidationStatus", requestHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetValidationStatus is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xff2febfc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getValidationStatus(bytes32 requestHash) view returns(address validatorAddress, uint256 agentId, uint8 response, bytes32 responseHash, string tag, uint256 lastUpdate)
func (validationRegistry *ValidationRegistry) TryPackGetValidationStatus(requestHash [32]byte) ([]byte, error) {
	return validationRegistry.abi.Pack("getValidationStatus", requestHash)
}

// GetValidationStatusOutput serves as a container for the return parameters of contract
// method GetValidationStatus.
type GetValidationStatusOutput struct {
	ValidatorAddress common.Address
	AgentId          *big.Int
	Response         uint8
	ResponseHash     [32]byte
	Tag              string
	LastUpdate       *big.Int
}

// UnpackGetValidationStatus is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xff2febfc.
//
// Solidity: function getValidationStatus(bytes32 requestHash) view returns(address validatorAddress, uint256 agentId, uint8 response, bytes32 responseHash, string tag, uint256 lastUpdate)
func (validationRegistry *ValidationRegistry) UnpackGetValidationStatus(data []byte) (GetValidationStatusOutput, error) {
	out, err := validationRegistry.abi.Unpack("getValidationStatus", data)
	outstruct := new(GetValidationStatusOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.ValidatorAddress = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.AgentId = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.Response = *abi.ConvertType(out[2], new(uint8)).(*uint8)
	outstruct.ResponseHash = *abi.ConvertType(out[3], new([32]byte)).(*[32]byte)
	outstruct.Tag = *abi.ConvertType(out[4], new(string)).(*string)
	outstruct.LastUpdate = abi.ConvertType(out[5], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackGetValidatorRequests is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4bf3158c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getValidatorRequests(address validatorAddress) view returns(bytes32[])
func (validationRegistry *ValidationRegistry) PackGetValidatorRequests(validatorAddress common.Address) []byte {
	enc, err := validationRegistry.abi.Pack("getValidatorRequests", validatorAddress)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetValidatorRequests is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4bf3158c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getValidatorRequests(address validatorAddress) view returns(bytes32[])
func (validationRegistry *ValidationRegistry) TryPackGetValidatorRequests(validatorAddress common.Address) ([]byte, error) {
	return validationRegistry.abi.Pack("getValidatorRequests", validatorAddress)
}

// UnpackGetValidatorRequests is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4bf3158c.
//
// Solidity: function getValidatorRequests(address validatorAddress) view returns(bytes32[])
func (validationRegistry *ValidationRegistry) UnpackGetValidatorRequests(data []byte) ([][32]byte, error) {
	out, err := validationRegistry.abi.Unpack("getValidatorRequests", data)
	if err != nil {
		return *new([][32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([][32]byte)).(*[][32]byte)
	return out0, nil
}

// PackValidationRequest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaaf400c4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function validationRequest(address validatorAddress, uint256 agentId, string requestURI, bytes32 requestHash) returns()
func (validationRegistry *ValidationRegistry) PackValidationRequest(validatorAddress common.Address, agentId *big.Int, requestURI string, requestHash [32]byte) []byte {
	enc, err := validationRegistry.abi.Pack("validationRequest", validatorAddress, agentId, requestURI, requestHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackValidationRequest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaaf400c4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function validationRequest(address validatorAddress, uint256 agentId, string requestURI, bytes32 requestHash) returns()
func (validationRegistry *ValidationRegistry) TryPackValidationRequest(validatorAddress common.Address, agentId *big.Int, requestURI string, requestHash [32]byte) ([]byte, error) {
	return validationRegistry.abi.Pack("validationRequest", validatorAddress, agentId, requestURI, requestHash)
}

// PackValidationResponse is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3d659a96.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function validationResponse(bytes32 requestHash, uint8 response, string responseURI, bytes32 responseHash, string tag) returns()
func (validationRegistry *ValidationRegistry) PackValidationResponse(requestHash [32]byte, response uint8, responseURI string, responseHash [32]byte, tag string) []byte {
	enc, err := validationRegistry.abi.Pack("validationResponse", requestHash, response, responseURI, responseHash, tag)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackValidationResponse is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3d659a96.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function validationResponse(bytes32 requestHash, uint8 response, string responseURI, bytes32 responseHash, string tag) returns()
func (validationRegistry *ValidationRegistry) TryPackValidationResponse(requestHash [32]byte, response uint8, responseURI string, responseHash [32]byte, tag string) ([]byte, error) {
	return validationRegistry.abi.Pack("validationResponse", requestHash, response, responseURI, responseHash, tag)
}

// ValidationRegistryValidationRequest represents a ValidationRequest event raised by the ValidationRegistry contract.
type ValidationRegistryValidationRequest struct {
	ValidatorAddress common.Address
	AgentId          *big.Int
	RequestURI       string
	RequestHash      [32]byte
	Raw              *types.Log // Blockchain specific contextual infos
}

const ValidationRegistryValidationRequestEventName = "ValidationRequest"

// ContractEventName returns the user-defined event name.
func (ValidationRegistryValidationRequest) ContractEventName() string {
	return ValidationRegistryValidationRequestEventName
}

// UnpackValidationRequestEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ValidationRequest(address indexed validatorAddress, uint256 indexed agentId, string requestURI, bytes32 indexed requestHash)
func (validationRegistry *ValidationRegistry) UnpackValidationRequestEvent(log *types.Log) (*ValidationRegistryValidationRequest, error) {
	event := "ValidationRequest"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != validationRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ValidationRegistryValidationRequest)
	if len(log.Data) > 0 {
		if err := validationRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range validationRegistry.abi.Events[event].Inputs {
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

// ValidationRegistryValidationResponse represents a ValidationResponse event raised by the ValidationRegistry contract.
type ValidationRegistryValidationResponse struct {
	ValidatorAddress common.Address
	AgentId          *big.Int
	RequestHash      [32]byte
	Response         uint8
	ResponseURI      string
	ResponseHash     [32]byte
	Tag              string
	Raw              *types.Log // Blockchain specific contextual infos
}

const ValidationRegistryValidationResponseEventName = "ValidationResponse"

// ContractEventName returns the user-defined event name.
func (ValidationRegistryValidationResponse) ContractEventName() string {
	return ValidationRegistryValidationResponseEventName
}

// UnpackValidationResponseEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ValidationResponse(address indexed validatorAddress, uint256 indexed agentId, bytes32 indexed requestHash, uint8 response, string responseURI, bytes32 responseHash, string tag)
func (validationRegistry *ValidationRegistry) UnpackValidationResponseEvent(log *types.Log) (*ValidationRegistryValidationResponse, error) {
	event := "ValidationResponse"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != validationRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ValidationRegistryValidationResponse)
	if len(log.Data) > 0 {
		if err := validationRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range validationRegistry.abi.Events[event].Inputs {
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
func (validationRegistry *ValidationRegistry) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], validationRegistry.abi.Errors["AlreadyRequested"].ID.Bytes()[:4]) {
		return validationRegistry.UnpackAlreadyRequestedError(raw[4:])
	}
	if bytes.Equal(raw[:4], validationRegistry.abi.Errors["NoSuchRequest"].ID.Bytes()[:4]) {
		return validationRegistry.UnpackNoSuchRequestError(raw[4:])
	}
	if bytes.Equal(raw[:4], validationRegistry.abi.Errors["NotAuthorized"].ID.Bytes()[:4]) {
		return validationRegistry.UnpackNotAuthorizedError(raw[4:])
	}
	if bytes.Equal(raw[:4], validationRegistry.abi.Errors["NotTheValidator"].ID.Bytes()[:4]) {
		return validationRegistry.UnpackNotTheValidatorError(raw[4:])
	}
	if bytes.Equal(raw[:4], validationRegistry.abi.Errors["ResponseOutOfRange"].ID.Bytes()[:4]) {
		return validationRegistry.UnpackResponseOutOfRangeError(raw[4:])
	}
	if bytes.Equal(raw[:4], validationRegistry.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return validationRegistry.UnpackZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// ValidationRegistryAlreadyRequested represents a AlreadyRequested error raised by the ValidationRegistry contract.
type ValidationRegistryAlreadyRequested struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyRequested()
func ValidationRegistryAlreadyRequestedErrorID() common.Hash {
	return common.HexToHash("0x5303ed829ccc1e89f313fb3b4c5575e67646d4a3fff83679232c09a254472de0")
}

// UnpackAlreadyRequestedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyRequested()
func (validationRegistry *ValidationRegistry) UnpackAlreadyRequestedError(raw []byte) (*ValidationRegistryAlreadyRequested, error) {
	out := new(ValidationRegistryAlreadyRequested)
	if err := validationRegistry.abi.UnpackIntoInterface(out, "AlreadyRequested", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ValidationRegistryNoSuchRequest represents a NoSuchRequest error raised by the ValidationRegistry contract.
type ValidationRegistryNoSuchRequest struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoSuchRequest()
func ValidationRegistryNoSuchRequestErrorID() common.Hash {
	return common.HexToHash("0xc423735229285228d75ed15003cb7d0e3f1e9c98d70974335952a2803823c4e2")
}

// UnpackNoSuchRequestError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoSuchRequest()
func (validationRegistry *ValidationRegistry) UnpackNoSuchRequestError(raw []byte) (*ValidationRegistryNoSuchRequest, error) {
	out := new(ValidationRegistryNoSuchRequest)
	if err := validationRegistry.abi.UnpackIntoInterface(out, "NoSuchRequest", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ValidationRegistryNotAuthorized represents a NotAuthorized error raised by the ValidationRegistry contract.
type ValidationRegistryNotAuthorized struct {
	Caller  common.Address
	AgentId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotAuthorized(address caller, uint256 agentId)
func ValidationRegistryNotAuthorizedErrorID() common.Hash {
	return common.HexToHash("0x615e9ba05de1d7f17ec6b1fe74f7d88ba822ad521a0deb7e1b80b92937b0ed98")
}

// UnpackNotAuthorizedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotAuthorized(address caller, uint256 agentId)
func (validationRegistry *ValidationRegistry) UnpackNotAuthorizedError(raw []byte) (*ValidationRegistryNotAuthorized, error) {
	out := new(ValidationRegistryNotAuthorized)
	if err := validationRegistry.abi.UnpackIntoInterface(out, "NotAuthorized", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ValidationRegistryNotTheValidator represents a NotTheValidator error raised by the ValidationRegistry contract.
type ValidationRegistryNotTheValidator struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotTheValidator()
func ValidationRegistryNotTheValidatorErrorID() common.Hash {
	return common.HexToHash("0xa34acbee18f362715620571b8e48c68ed746eff393dd89daf2a2fcb428bf8b02")
}

// UnpackNotTheValidatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotTheValidator()
func (validationRegistry *ValidationRegistry) UnpackNotTheValidatorError(raw []byte) (*ValidationRegistryNotTheValidator, error) {
	out := new(ValidationRegistryNotTheValidator)
	if err := validationRegistry.abi.UnpackIntoInterface(out, "NotTheValidator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ValidationRegistryResponseOutOfRange represents a ResponseOutOfRange error raised by the ValidationRegistry contract.
type ValidationRegistryResponseOutOfRange struct {
	Response uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ResponseOutOfRange(uint8 response)
func ValidationRegistryResponseOutOfRangeErrorID() common.Hash {
	return common.HexToHash("0xe3a69ed6f6e9ce57470ab63d28129af0958c6787b322447693afeee5fe69361a")
}

// UnpackResponseOutOfRangeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ResponseOutOfRange(uint8 response)
func (validationRegistry *ValidationRegistry) UnpackResponseOutOfRangeError(raw []byte) (*ValidationRegistryResponseOutOfRange, error) {
	out := new(ValidationRegistryResponseOutOfRange)
	if err := validationRegistry.abi.UnpackIntoInterface(out, "ResponseOutOfRange", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ValidationRegistryZeroAddress represents a ZeroAddress error raised by the ValidationRegistry contract.
type ValidationRegistryZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func ValidationRegistryZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (validationRegistry *ValidationRegistry) UnpackZeroAddressError(raw []byte) (*ValidationRegistryZeroAddress, error) {
	out := new(ValidationRegistryZeroAddress)
	if err := validationRegistry.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}
