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

// IJobsJob is an auto generated low-level Go binding around an user-defined struct.
type IJobsJob struct {
	Client      common.Address
	Status      uint8
	ExpiredAt   uint64
	Provider    common.Address
	Evaluator   common.Address
	Hook        common.Address
	Budget      *big.Int
	Paid        *big.Int
	Burnt       *big.Int
	Deliverable [32]byte
	Description string
}

// JobsMetaData contains all meta data concerning the Jobs contract.
var JobsMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"token_\",\"type\":\"address\",\"internalType\":\"contractIERC20\"},{\"name\":\"feeBps\",\"type\":\"uint16\",\"internalType\":\"uint16\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"BURN\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"FEE_BPS\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint16\",\"internalType\":\"uint16\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"HOOK_GAS\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"MAX_DESCRIPTION\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"claimRefund\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"collect\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"complete\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"reason\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"optParams\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"completePart\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"reason\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"optParams\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"createJob\",\"inputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"evaluator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"expiredAt\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"description\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"hook\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"credit\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"fund\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"expectedBudget\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"optParams\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"jobCount\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"jobOf\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIJobs.Job\",\"components\":[{\"name\":\"client\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"status\",\"type\":\"uint8\",\"internalType\":\"enumIJobs.Status\"},{\"name\":\"expiredAt\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"evaluator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"hook\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"budget\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"paid\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"burnt\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"deliverable\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"description\",\"type\":\"string\",\"internalType\":\"string\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"reject\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"reason\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"optParams\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"setBudget\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"optParams\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"setProvider\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"optParams\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"submit\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"deliverable\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"optParams\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"token\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIERC20\"}],\"stateMutability\":\"view\"},{\"type\":\"event\",\"name\":\"BudgetSet\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Collected\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Credited\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"JobCompleted\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"evaluator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"reason\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"JobCreated\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"client\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"evaluator\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"expiredAt\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"JobExpired\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"JobFunded\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"client\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"JobRejected\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"rejector\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"reason\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"JobSubmitted\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"deliverable\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"PaymentReleased\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ProviderSet\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Refunded\",\"inputs\":[{\"name\":\"jobId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"client\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"BudgetMismatch\",\"inputs\":[{\"name\":\"budget\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"expected\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"BudgetOutOfRange\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"DescriptionTooLong\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ExpiryNotInFuture\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"HookRefused\",\"inputs\":[{\"name\":\"reason\",\"type\":\"bytes\",\"internalType\":\"bytes\"}]},{\"type\":\"error\",\"name\":\"HookWithoutCode\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoSuchJob\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotExpired\",\"inputs\":[{\"name\":\"expiredAt\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"NothingToCollect\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"PartTooLarge\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ProviderAlreadySet\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ProviderNotSet\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ReentrancyGuardReentrantCall\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"Unauthorized\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"WrongAmountReceived\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"WrongStatus\",\"inputs\":[{\"name\":\"status\",\"type\":\"uint8\",\"internalType\":\"enumIJobs.Status\"}]},{\"type\":\"error\",\"name\":\"ZeroAddress\",\"inputs\":[]}]",
	ID:  "Jobs",
	Bin: "0x60c060405234801561000f575f5ffd5b50604051611ea6380380611ea683398101604081905261002e91610096565b816001600160a01b0381166100565760405163d92e233d60e01b815260040160405180910390fd5b6001600160a01b03166080526103e861ffff821611156100895760405163fbc8e2fb60e01b815260040160405180910390fd5b61ffff1660a052506100df565b5f5f604083850312156100a7575f5ffd5b82516001600160a01b03811681146100bd575f5ffd5b602084015190925061ffff811681146100d4575f5ffd5b809150509250929050565b60805160a051611d7c61012a5f395f81816101ca01526113b001525f81816102a30152818161035f015281816111c7015281816112470152818161128e01526116460152611d7c5ff3fe608060405234801561000f575f5ffd5b5060043610610111575f3560e01c8063bf333f2c1161009e578063d5d44d801161006e578063d5d44d8014610246578063d75bbdf314610265578063dd4ae9d414610278578063ebab5d8d1461028b578063fc0c546a1461029e575f5ffd5b8063bf333f2c146101c5578063c0a2526c146101ff578063c9a84bb914610220578063d2e13f5014610233575f5ffd5b806341dd26f5116100e457806341dd26f5146101635780634c5d8a0f146101765780635b7baf641461017f5780639e63798d14610192578063bbd89b9b146101a5575f5ffd5b806306ec16f8146101155780634006522b1461012a57806340c4bfa2146101475780634152881214610150575b5f5ffd5b6101286101233660046117b7565b6102c5565b005b610134621e848081565b6040519081526020015b60405180910390f35b61013461040081565b61013461015e36600461181c565b610392565b610128610171366004611895565b610553565b61013460015481565b61012861018d3660046118e4565b61071d565b6101286101a0366004611895565b610870565b6101b86101b33660046118e4565b61095a565b60405161013e919061195d565b6101ec7f000000000000000000000000000000000000000000000000000000000000000081565b60405161ffff909116815260200161013e565b61020861dead81565b6040516001600160a01b03909116815260200161013e565b61012861022e366004611a44565b610b58565b610128610241366004611895565b610c82565b6101346102543660046117b7565b5f6020819052908152604090205481565b610128610273366004611895565b610df0565b610128610286366004611895565b610e1b565b610128610299366004611a82565b610f27565b6102087f000000000000000000000000000000000000000000000000000000000000000081565b6102cd610f7a565b6001600160a01b0381165f908152602081905260408120549081900361030657604051637b2c2fef60e01b815260040160405180910390fd5b6001600160a01b0382165f818152602081815260408083209290925590518381527f8c22f554c81b54107cd95e734e4ef45767214974a540f34ea4a4f8c3fc7b13c3910160405180910390a26103866001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168383610fb1565b5061038f610feb565b50565b5f6001600160a01b0386166103ba5760405163d92e233d60e01b815260040160405180910390fd5b42851115806103d0575067ffffffffffffffff85115b156103ee5760405163ed8adeb160e01b815260040160405180910390fd5b61040083111561041157604051630d7cfc5960e41b815260040160405180910390fd5b6001600160a01b0382161580159061043157506001600160a01b0382163b155b1561044f57604051631c97a22160e01b815260040160405180910390fd5b60015f815461045d90611af2565b91829055505f8181526002602081905260409091206003810180546001600160a01b03199081166001600160a01b0388811691909117909255928201805484168b8316179055600182018054909316908b16179091558054600168ffffffffffffffff0160a01b0319163367ffffffffffffffff60a81b191617600160a81b67ffffffffffffffff891602178155909150600781016104fd858783611b9a565b50604080516001600160a01b038981168252602082018990528a1691339185917fef137df1d007645178f3f70e5c306d8d0b84bb5c70cabda9bb0f8f3c71932a0f910160405180910390a4509695505050505050565b61055b610f7a565b5f848152600260205260409020805460ff600160a01b820416906001600160a01b031661059b5760405163716e47eb60e11b815260040160405180910390fd5b60028160058111156105af576105af6118fb565b11156105d95780604051630d64047360e21b81526004016105d09190611c54565b60405180910390fd5b5f8160058111156105ec576105ec6118fb565b146106045760028201546001600160a01b0316610610565b81546001600160a01b03165b6001600160a01b0316336001600160a01b031614610640576040516282b42960e81b815260040160405180910390fd5b5f85858560405160200161065693929190611c8a565b60408051601f19818403018152919052905061067b83886341dd26f560e01b84611015565b825460ff60a01b1916600160a21b178355604080518781529051339189917fae7362b1af91f4492868987b9c73990d780060811551b58728fbe96fd1bab2759181900360200190a35f8260058111156106d6576106d66118fb565b146106f957825460048401546106f99189916001600160a01b0390911690611071565b61070c83886341dd26f560e01b846110bf565b505050610717610feb565b50505050565b610725610f7a565b5f81815260026020526040902060018154600160a01b900460ff166005811115610751576107516118fb565b1415801561077c575060028154600160a01b900460ff166005811115610779576107796118fb565b14155b156107cf5780546001600160a01b03166107a95760405163716e47eb60e11b815260040160405180910390fd5b8054604051630d64047360e21b81526105d091600160a01b900460ff1690600401611c54565b8054600160a81b900467ffffffffffffffff1642101561081757805460405163b8b9256760e01b8152600160a81b90910467ffffffffffffffff1660048201526024016105d0565b805460ff60a01b1916600560a01b17815560405182907f97237956f8810192811e2c3f273fd02c5d6295206fdd9c62e6fe2bfc19ba9232905f90a2805460048201546103869184916001600160a01b0390911690611071565b610878610f7a565b5f61088485600161111b565b60018101549091506001600160a01b031633146108b3576040516282b42960e81b815260040160405180910390fd5b5f8484846040516020016108c993929190611c8a565b60408051601f1981840301815291905290506108ee8287639e63798d60e01b84611015565b815460ff60a01b1916600160a11b17825560068201859055604080518681529051339188917f80c17db79857f338a6a6df68a6883ecc0ce78e2202fe61ed979733573f40538e9181900360200190a36109508287639e63798d60e01b846110bf565b5050610717610feb565b60408051610160810182525f808252602080830182905282840182905260608084018390526080840183905260a0840183905260c0840183905260e08401839052610100840183905261012084018390526101408401528482526002905291909120546001600160a01b03166109e35760405163716e47eb60e11b815260040160405180910390fd5b5f828152600260209081526040918290208251610160810190935280546001600160a01b03811684529091830190600160a01b900460ff166005811115610a2c57610a2c6118fb565b6005811115610a3d57610a3d6118fb565b81528154600160a81b900467ffffffffffffffff16602082015260018201546001600160a01b0390811660408301526002830154811660608301526003830154166080820152600482015460a082015260058201546001600160801b0380821660c0840152600160801b9091041660e0820152600682015461010082015260078201805461012090920191610ad190611b1e565b80601f0160208091040260200160405190810160405280929190818152602001828054610afd90611b1e565b8015610b485780601f10610b1f57610100808354040283529160200191610b48565b820191905f5260205f20905b815481529060010190602001808311610b2b57829003601f168201915b5050505050815250509050919050565b610b60610f7a565b5f610b6b855f61111b565b80549091506001600160a01b03163314610b97576040516282b42960e81b815260040160405180910390fd5b6001600160a01b038416610bbe5760405163d92e233d60e01b815260040160405180910390fd5b60018101546001600160a01b031615610bea5760405163d07727c560e01b815260040160405180910390fd5b5f848484604051602001610c0093929190611cac565b60408051601f198184030181529190529050610c25828763c9a84bb960e01b84611015565b6001820180546001600160a01b0319166001600160a01b03871690811790915560405187907f9a87df076ea1725aba8ba29d32517ce37c9597d88cbf16ec6707892cc330ab69905f90a3610950828763c9a84bb960e01b846110bf565b610c8a610f7a565b5f610c95855f61111b565b80549091506001600160a01b03163314610cc1576040516282b42960e81b815260040160405180910390fd5b60018101546001600160a01b0316610cec5760405163a9456d4360e01b815260040160405180910390fd5b60048101545f819003610d1257604051630c5646f960e21b815260040160405180910390fd5b848114610d3c5760405163733580bd60e01b815260048101829052602481018690526044016105d0565b5f84848080601f0160208091040260200160405190810160405280939291908181526020018383808284375f92019190915250929350610d8b9250859150899050630d2e13f560e41b84611015565b825460ff60a01b1916600160a01b178355610da633836111b0565b604051828152339088907fe3fbcc1ea1bdc559ec7f0347efde7655e58b5f45a30b0e4470a583c3ef5496b39060200160405180910390a361070c8388630d2e13f560e41b846110bf565b610df8610f7a565b610e1384610e0786600261111b565b6004015485858561131d565b610717610feb565b610e23610f7a565b5f610e2e855f61111b565b80549091506001600160a01b03163314801590610e58575060018101546001600160a01b03163314155b15610e75576040516282b42960e81b815260040160405180910390fd5b6001600160801b03841115610e9d57604051630c5646f960e21b815260040160405180910390fd5b5f848484604051602001610eb393929190611c8a565b60408051601f198184030181529190529050610ed88287633752ba7560e21b84611015565b6004820185905560405185815286907f869e2577b006bf47ee981cf6fec2e25583548081c14b98deab587f77b50680389060200160405180910390a26109508287633752ba7560e21b846110bf565b610f2f610f7a565b610f3a85600261111b565b60040154841115610f5e5760405163fbc8e2fb60e01b815260040160405180910390fd5b610f6b858585858561131d565b610f73610feb565b5050505050565b610f82611520565b610faf60017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005b90611560565b565b610fbe8383836001611567565b610fe657604051635274afe760e01b81526001600160a01b03841660048201526024016105d0565b505050565b610faf5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00610fa9565b60038401546001600160a01b03168015610f7357610f738185858560405160240161104293929190611cd0565b60408051601f198184030181529190526020810180516001600160e01b031663dc08fb1d60e01b1790526115c9565b816001600160a01b0316837f7ca5472b7ea78c2c0141c5a12ee6d170cf4ce8ed06be3d22c8252ddfc7a6a2c4836040516110ad91815260200190565b60405180910390a3610fe68282611631565b60038401546001600160a01b03168015610f7357610f73818585856040516024016110ec93929190611cd0565b60408051601f198184030181529190526020810180516001600160e01b031663a3fe478360e01b1790526115c9565b5f82815260026020526040902080546001600160a01b03166111505760405163716e47eb60e11b815260040160405180910390fd5b816005811115611162576111626118fb565b8154600160a01b900460ff16600581111561117f5761117f6118fb565b146111aa578054604051630d64047360e21b81526105d091600160a01b900460ff1690600401611c54565b92915050565b6040516370a0823160e01b81523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa158015611214573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906112389190611cf7565b905061126f6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168430856116e4565b6112798282611d0e565b6040516370a0823160e01b81523060048201527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa1580156112db573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906112ff9190611cf7565b14610fe6576040516336bcce2560e11b815260040160405180910390fd5b5f858152600260208190526040909120908101546001600160a01b03163314611358576040516282b42960e81b815260040160405180910390fd5b5f84848460405160200161136e93929190611c8a565b60408051601f198184030181529190529050611393828863d75bbdf360e01b84611015565b815460ff60a01b1916600360a01b1782555f6127106113d661ffff7f00000000000000000000000000000000000000000000000000000000000000001689611d21565b6113e09190611d38565b90506113ec8188611d57565b6001600160801b03908116908216600160801b026fffffffffffffffffffffffffffffffff1916176005840155604051339089907f0fd54bd364fa9e67f17b091aefe930932c09fe7651cf5ad02c71a418f33414449061144f908a815260200190565b60405180910390a360018301546001600160a01b0316887f21d71db5be59bb9fa133895586b7404307dd33fb93b16db09dc6f1d9d7d231b0611491848b611d57565b60405190815260200160405180910390a360018301546114c3906001600160a01b03166114be838a611d57565b611631565b6114cf61dead82611631565b826004015487146115035782546004840154611503918a916001600160a01b03909116906114fe908b90611d57565b611071565b611516838963d75bbdf360e01b856110bf565b5050505050505050565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c15610faf57604051633ee5aeb560e01b815260040160405180910390fd5b80825d5050565b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f511483166115bd5783831516156115b1573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b6040805161010080825261012082019092525f916020820181803683370190505090505f610100602083018451602086015f88621e8480f190506101003d1015611611573d82525b80610717578160405163733882a360e01b81526004016105d09190611d6a565b80158061166d575061166d6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016838361171a565b15611676575050565b6001600160a01b0382165f908152602081905260408120805483929061169d908490611d0e565b90915550506040518181526001600160a01b038316907f9c9e0cdb1670e88302408e5b941dc636f63a3293204694bb68910fcf3d9305f39060200160405180910390a25050565b6116f284848484600161172f565b61071757604051635274afe760e01b81526001600160a01b03851660048201526024016105d0565b5f6117278484845f611567565b949350505050565b6040516323b872dd60e01b5f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f5114831661178b57838315161561177f573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b80356001600160a01b03811681146117b2575f5ffd5b919050565b5f602082840312156117c7575f5ffd5b6117d08261179c565b9392505050565b5f5f83601f8401126117e7575f5ffd5b50813567ffffffffffffffff8111156117fe575f5ffd5b602083019150836020828501011115611815575f5ffd5b9250929050565b5f5f5f5f5f5f60a08789031215611831575f5ffd5b61183a8761179c565b95506118486020880161179c565b945060408701359350606087013567ffffffffffffffff81111561186a575f5ffd5b61187689828a016117d7565b909450925061188990506080880161179c565b90509295509295509295565b5f5f5f5f606085870312156118a8575f5ffd5b8435935060208501359250604085013567ffffffffffffffff8111156118cc575f5ffd5b6118d8878288016117d7565b95989497509550505050565b5f602082840312156118f4575f5ffd5b5035919050565b634e487b7160e01b5f52602160045260245ffd5b6006811061192b57634e487b7160e01b5f52602160045260245ffd5b9052565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b602081526119776020820183516001600160a01b03169052565b5f602083015161198a604084018261190f565b50604083015167ffffffffffffffff811660608401525060608301516001600160a01b03811660808401525060808301516001600160a01b03811660a08401525060a08301516001600160a01b03811660c08401525060c083015160e083015260e0830151611a056101008401826001600160801b03169052565b506101008301516001600160801b038116610120840152506101208301516101408301526101408301516101608084015261172761018084018261192f565b5f5f5f5f60608587031215611a57575f5ffd5b84359350611a676020860161179c565b9250604085013567ffffffffffffffff8111156118cc575f5ffd5b5f5f5f5f5f60808688031215611a96575f5ffd5b853594506020860135935060408601359250606086013567ffffffffffffffff811115611ac1575f5ffd5b611acd888289016117d7565b969995985093965092949392505050565b634e487b7160e01b5f52601160045260245ffd5b5f60018201611b0357611b03611ade565b5060010190565b634e487b7160e01b5f52604160045260245ffd5b600181811c90821680611b3257607f821691505b602082108103611b5057634e487b7160e01b5f52602260045260245ffd5b50919050565b601f821115610fe657805f5260205f20601f840160051c81016020851015611b7b5750805b601f840160051c820191505b81811015610f73575f8155600101611b87565b67ffffffffffffffff831115611bb257611bb2611b0a565b611bc683611bc08354611b1e565b83611b56565b5f601f841160018114611bf7575f8515611be05750838201355b5f19600387901b1c1916600186901b178355610f73565b5f83815260208120601f198716915b82811015611c265786850135825560209485019460019092019101611c06565b5086821015611c42575f1960f88860031b161c19848701351681555b505060018560011b0183555050505050565b602081016111aa828461190f565b81835281816020850137505f828201602090810191909152601f909101601f19169091010190565b838152604060208201525f611ca3604083018486611c62565b95945050505050565b6001600160a01b03841681526040602082018190525f90611ca39083018486611c62565b83815263ffffffff60e01b83166020820152606060408201525f611ca3606083018461192f565b5f60208284031215611d07575f5ffd5b5051919050565b808201808211156111aa576111aa611ade565b80820281158282048414176111aa576111aa611ade565b5f82611d5257634e487b7160e01b5f52601260045260245ffd5b500490565b818103818111156111aa576111aa611ade565b602081525f6117d0602083018461192f56",
}

// Jobs is an auto generated Go binding around an Ethereum contract.
type Jobs struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Jobs) GetABI() abi.ABI {
	return c.abi
}

// NewJobs creates a new instance of Jobs.
func NewJobs() *Jobs {
	parsed, err := JobsMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Jobs{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Jobs) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_, uint16 feeBps) returns()
func (jobs *Jobs) PackConstructor(token_ common.Address, feeBps uint16) []byte {
	enc, err := jobs.abi.Pack("", token_, feeBps)
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
func (jobs *Jobs) PackBURN() []byte {
	enc, err := jobs.abi.Pack("BURN")
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
func (jobs *Jobs) TryPackBURN() ([]byte, error) {
	return jobs.abi.Pack("BURN")
}

// UnpackBURN is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc0a2526c.
//
// Solidity: function BURN() view returns(address)
func (jobs *Jobs) UnpackBURN(data []byte) (common.Address, error) {
	out, err := jobs.abi.Unpack("BURN", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackFEEBPS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbf333f2c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function FEE_BPS() view returns(uint16)
func (jobs *Jobs) PackFEEBPS() []byte {
	enc, err := jobs.abi.Pack("FEE_BPS")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFEEBPS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbf333f2c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function FEE_BPS() view returns(uint16)
func (jobs *Jobs) TryPackFEEBPS() ([]byte, error) {
	return jobs.abi.Pack("FEE_BPS")
}

// UnpackFEEBPS is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbf333f2c.
//
// Solidity: function FEE_BPS() view returns(uint16)
func (jobs *Jobs) UnpackFEEBPS(data []byte) (uint16, error) {
	out, err := jobs.abi.Unpack("FEE_BPS", data)
	if err != nil {
		return *new(uint16), err
	}
	out0 := *abi.ConvertType(out[0], new(uint16)).(*uint16)
	return out0, nil
}

// PackHOOKGAS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4006522b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function HOOK_GAS() view returns(uint256)
func (jobs *Jobs) PackHOOKGAS() []byte {
	enc, err := jobs.abi.Pack("HOOK_GAS")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHOOKGAS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4006522b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function HOOK_GAS() view returns(uint256)
func (jobs *Jobs) TryPackHOOKGAS() ([]byte, error) {
	return jobs.abi.Pack("HOOK_GAS")
}

// UnpackHOOKGAS is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4006522b.
//
// Solidity: function HOOK_GAS() view returns(uint256)
func (jobs *Jobs) UnpackHOOKGAS(data []byte) (*big.Int, error) {
	out, err := jobs.abi.Unpack("HOOK_GAS", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMAXDESCRIPTION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c4bfa2.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MAX_DESCRIPTION() view returns(uint256)
func (jobs *Jobs) PackMAXDESCRIPTION() []byte {
	enc, err := jobs.abi.Pack("MAX_DESCRIPTION")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMAXDESCRIPTION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c4bfa2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MAX_DESCRIPTION() view returns(uint256)
func (jobs *Jobs) TryPackMAXDESCRIPTION() ([]byte, error) {
	return jobs.abi.Pack("MAX_DESCRIPTION")
}

// UnpackMAXDESCRIPTION is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x40c4bfa2.
//
// Solidity: function MAX_DESCRIPTION() view returns(uint256)
func (jobs *Jobs) UnpackMAXDESCRIPTION(data []byte) (*big.Int, error) {
	out, err := jobs.abi.Unpack("MAX_DESCRIPTION", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackClaimRefund is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5b7baf64.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claimRefund(uint256 jobId) returns()
func (jobs *Jobs) PackClaimRefund(jobId *big.Int) []byte {
	enc, err := jobs.abi.Pack("claimRefund", jobId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaimRefund is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5b7baf64.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claimRefund(uint256 jobId) returns()
func (jobs *Jobs) TryPackClaimRefund(jobId *big.Int) ([]byte, error) {
	return jobs.abi.Pack("claimRefund", jobId)
}

// PackCollect is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06ec16f8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function collect(address account) returns()
func (jobs *Jobs) PackCollect(account common.Address) []byte {
	enc, err := jobs.abi.Pack("collect", account)
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
func (jobs *Jobs) TryPackCollect(account common.Address) ([]byte, error) {
	return jobs.abi.Pack("collect", account)
}

// PackComplete is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd75bbdf3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function complete(uint256 jobId, bytes32 reason, bytes optParams) returns()
func (jobs *Jobs) PackComplete(jobId *big.Int, reason [32]byte, optParams []byte) []byte {
	enc, err := jobs.abi.Pack("complete", jobId, reason, optParams)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackComplete is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd75bbdf3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function complete(uint256 jobId, bytes32 reason, bytes optParams) returns()
func (jobs *Jobs) TryPackComplete(jobId *big.Int, reason [32]byte, optParams []byte) ([]byte, error) {
	return jobs.abi.Pack("complete", jobId, reason, optParams)
}

// PackCompletePart is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xebab5d8d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function completePart(uint256 jobId, uint256 amount, bytes32 reason, bytes optParams) returns()
func (jobs *Jobs) PackCompletePart(jobId *big.Int, amount *big.Int, reason [32]byte, optParams []byte) []byte {
	enc, err := jobs.abi.Pack("completePart", jobId, amount, reason, optParams)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCompletePart is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xebab5d8d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function completePart(uint256 jobId, uint256 amount, bytes32 reason, bytes optParams) returns()
func (jobs *Jobs) TryPackCompletePart(jobId *big.Int, amount *big.Int, reason [32]byte, optParams []byte) ([]byte, error) {
	return jobs.abi.Pack("completePart", jobId, amount, reason, optParams)
}

// PackCreateJob is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x41528812.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function createJob(address provider, address evaluator, uint256 expiredAt, string description, address hook) returns(uint256 jobId)
func (jobs *Jobs) PackCreateJob(provider common.Address, evaluator common.Address, expiredAt *big.Int, description string, hook common.Address) []byte {
	enc, err := jobs.abi.Pack("createJob", provider, evaluator, expiredAt, description, hook)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCreateJob is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x41528812.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function createJob(address provider, address evaluator, uint256 expiredAt, string description, address hook) returns(uint256 jobId)
func (jobs *Jobs) TryPackCreateJob(provider common.Address, evaluator common.Address, expiredAt *big.Int, description string, hook common.Address) ([]byte, error) {
	return jobs.abi.Pack("createJob", provider, evaluator, expiredAt, description, hook)
}

// UnpackCreateJob is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x41528812.
//
// Solidity: function createJob(address provider, address evaluator, uint256 expiredAt, string description, address hook) returns(uint256 jobId)
func (jobs *Jobs) UnpackCreateJob(data []byte) (*big.Int, error) {
	out, err := jobs.abi.Unpack("createJob", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCredit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5d44d80.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function credit(address account) view returns(uint256)
func (jobs *Jobs) PackCredit(account common.Address) []byte {
	enc, err := jobs.abi.Pack("credit", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCredit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5d44d80.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function credit(address account) view returns(uint256)
func (jobs *Jobs) TryPackCredit(account common.Address) ([]byte, error) {
	return jobs.abi.Pack("credit", account)
}

// UnpackCredit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd5d44d80.
//
// Solidity: function credit(address account) view returns(uint256)
func (jobs *Jobs) UnpackCredit(data []byte) (*big.Int, error) {
	out, err := jobs.abi.Unpack("credit", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackFund is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd2e13f50.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function fund(uint256 jobId, uint256 expectedBudget, bytes optParams) returns()
func (jobs *Jobs) PackFund(jobId *big.Int, expectedBudget *big.Int, optParams []byte) []byte {
	enc, err := jobs.abi.Pack("fund", jobId, expectedBudget, optParams)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFund is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd2e13f50.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function fund(uint256 jobId, uint256 expectedBudget, bytes optParams) returns()
func (jobs *Jobs) TryPackFund(jobId *big.Int, expectedBudget *big.Int, optParams []byte) ([]byte, error) {
	return jobs.abi.Pack("fund", jobId, expectedBudget, optParams)
}

// PackJobCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4c5d8a0f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function jobCount() view returns(uint256)
func (jobs *Jobs) PackJobCount() []byte {
	enc, err := jobs.abi.Pack("jobCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackJobCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4c5d8a0f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function jobCount() view returns(uint256)
func (jobs *Jobs) TryPackJobCount() ([]byte, error) {
	return jobs.abi.Pack("jobCount")
}

// UnpackJobCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4c5d8a0f.
//
// Solidity: function jobCount() view returns(uint256)
func (jobs *Jobs) UnpackJobCount(data []byte) (*big.Int, error) {
	out, err := jobs.abi.Unpack("jobCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackJobOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbbd89b9b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function jobOf(uint256 jobId) view returns((address,uint8,uint64,address,address,address,uint256,uint128,uint128,bytes32,string))
func (jobs *Jobs) PackJobOf(jobId *big.Int) []byte {
	enc, err := jobs.abi.Pack("jobOf", jobId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackJobOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbbd89b9b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function jobOf(uint256 jobId) view returns((address,uint8,uint64,address,address,address,uint256,uint128,uint128,bytes32,string))
func (jobs *Jobs) TryPackJobOf(jobId *big.Int) ([]byte, error) {
	return jobs.abi.Pack("jobOf", jobId)
}

// UnpackJobOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbbd89b9b.
//
// Solidity: function jobOf(uint256 jobId) view returns((address,uint8,uint64,address,address,address,uint256,uint128,uint128,bytes32,string))
func (jobs *Jobs) UnpackJobOf(data []byte) (IJobsJob, error) {
	out, err := jobs.abi.Unpack("jobOf", data)
	if err != nil {
		return *new(IJobsJob), err
	}
	out0 := *abi.ConvertType(out[0], new(IJobsJob)).(*IJobsJob)
	return out0, nil
}

// PackReject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x41dd26f5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reject(uint256 jobId, bytes32 reason, bytes optParams) returns()
func (jobs *Jobs) PackReject(jobId *big.Int, reason [32]byte, optParams []byte) []byte {
	enc, err := jobs.abi.Pack("reject", jobId, reason, optParams)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x41dd26f5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reject(uint256 jobId, bytes32 reason, bytes optParams) returns()
func (jobs *Jobs) TryPackReject(jobId *big.Int, reason [32]byte, optParams []byte) ([]byte, error) {
	return jobs.abi.Pack("reject", jobId, reason, optParams)
}

// PackSetBudget is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd4ae9d4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setBudget(uint256 jobId, uint256 amount, bytes optParams) returns()
func (jobs *Jobs) PackSetBudget(jobId *big.Int, amount *big.Int, optParams []byte) []byte {
	enc, err := jobs.abi.Pack("setBudget", jobId, amount, optParams)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetBudget is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd4ae9d4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setBudget(uint256 jobId, uint256 amount, bytes optParams) returns()
func (jobs *Jobs) TryPackSetBudget(jobId *big.Int, amount *big.Int, optParams []byte) ([]byte, error) {
	return jobs.abi.Pack("setBudget", jobId, amount, optParams)
}

// PackSetProvider is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc9a84bb9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setProvider(uint256 jobId, address provider, bytes optParams) returns()
func (jobs *Jobs) PackSetProvider(jobId *big.Int, provider common.Address, optParams []byte) []byte {
	enc, err := jobs.abi.Pack("setProvider", jobId, provider, optParams)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetProvider is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc9a84bb9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setProvider(uint256 jobId, address provider, bytes optParams) returns()
func (jobs *Jobs) TryPackSetProvider(jobId *big.Int, provider common.Address, optParams []byte) ([]byte, error) {
	return jobs.abi.Pack("setProvider", jobId, provider, optParams)
}

// PackSubmit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9e63798d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function submit(uint256 jobId, bytes32 deliverable, bytes optParams) returns()
func (jobs *Jobs) PackSubmit(jobId *big.Int, deliverable [32]byte, optParams []byte) []byte {
	enc, err := jobs.abi.Pack("submit", jobId, deliverable, optParams)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSubmit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9e63798d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function submit(uint256 jobId, bytes32 deliverable, bytes optParams) returns()
func (jobs *Jobs) TryPackSubmit(jobId *big.Int, deliverable [32]byte, optParams []byte) ([]byte, error) {
	return jobs.abi.Pack("submit", jobId, deliverable, optParams)
}

// PackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function token() view returns(address)
func (jobs *Jobs) PackToken() []byte {
	enc, err := jobs.abi.Pack("token")
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
func (jobs *Jobs) TryPackToken() ([]byte, error) {
	return jobs.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (jobs *Jobs) UnpackToken(data []byte) (common.Address, error) {
	out, err := jobs.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// JobsBudgetSet represents a BudgetSet event raised by the Jobs contract.
type JobsBudgetSet struct {
	JobId  *big.Int
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const JobsBudgetSetEventName = "BudgetSet"

// ContractEventName returns the user-defined event name.
func (JobsBudgetSet) ContractEventName() string {
	return JobsBudgetSetEventName
}

// UnpackBudgetSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event BudgetSet(uint256 indexed jobId, uint256 amount)
func (jobs *Jobs) UnpackBudgetSetEvent(log *types.Log) (*JobsBudgetSet, error) {
	event := "BudgetSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsBudgetSet)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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

// JobsCollected represents a Collected event raised by the Jobs contract.
type JobsCollected struct {
	Account common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const JobsCollectedEventName = "Collected"

// ContractEventName returns the user-defined event name.
func (JobsCollected) ContractEventName() string {
	return JobsCollectedEventName
}

// UnpackCollectedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Collected(address indexed account, uint256 amount)
func (jobs *Jobs) UnpackCollectedEvent(log *types.Log) (*JobsCollected, error) {
	event := "Collected"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsCollected)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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

// JobsCredited represents a Credited event raised by the Jobs contract.
type JobsCredited struct {
	Account common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const JobsCreditedEventName = "Credited"

// ContractEventName returns the user-defined event name.
func (JobsCredited) ContractEventName() string {
	return JobsCreditedEventName
}

// UnpackCreditedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Credited(address indexed account, uint256 amount)
func (jobs *Jobs) UnpackCreditedEvent(log *types.Log) (*JobsCredited, error) {
	event := "Credited"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsCredited)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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

// JobsJobCompleted represents a JobCompleted event raised by the Jobs contract.
type JobsJobCompleted struct {
	JobId     *big.Int
	Evaluator common.Address
	Reason    [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const JobsJobCompletedEventName = "JobCompleted"

// ContractEventName returns the user-defined event name.
func (JobsJobCompleted) ContractEventName() string {
	return JobsJobCompletedEventName
}

// UnpackJobCompletedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event JobCompleted(uint256 indexed jobId, address indexed evaluator, bytes32 reason)
func (jobs *Jobs) UnpackJobCompletedEvent(log *types.Log) (*JobsJobCompleted, error) {
	event := "JobCompleted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsJobCompleted)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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

// JobsJobCreated represents a JobCreated event raised by the Jobs contract.
type JobsJobCreated struct {
	JobId     *big.Int
	Client    common.Address
	Provider  common.Address
	Evaluator common.Address
	ExpiredAt *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const JobsJobCreatedEventName = "JobCreated"

// ContractEventName returns the user-defined event name.
func (JobsJobCreated) ContractEventName() string {
	return JobsJobCreatedEventName
}

// UnpackJobCreatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event JobCreated(uint256 indexed jobId, address indexed client, address indexed provider, address evaluator, uint256 expiredAt)
func (jobs *Jobs) UnpackJobCreatedEvent(log *types.Log) (*JobsJobCreated, error) {
	event := "JobCreated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsJobCreated)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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

// JobsJobExpired represents a JobExpired event raised by the Jobs contract.
type JobsJobExpired struct {
	JobId *big.Int
	Raw   *types.Log // Blockchain specific contextual infos
}

const JobsJobExpiredEventName = "JobExpired"

// ContractEventName returns the user-defined event name.
func (JobsJobExpired) ContractEventName() string {
	return JobsJobExpiredEventName
}

// UnpackJobExpiredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event JobExpired(uint256 indexed jobId)
func (jobs *Jobs) UnpackJobExpiredEvent(log *types.Log) (*JobsJobExpired, error) {
	event := "JobExpired"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsJobExpired)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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

// JobsJobFunded represents a JobFunded event raised by the Jobs contract.
type JobsJobFunded struct {
	JobId  *big.Int
	Client common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const JobsJobFundedEventName = "JobFunded"

// ContractEventName returns the user-defined event name.
func (JobsJobFunded) ContractEventName() string {
	return JobsJobFundedEventName
}

// UnpackJobFundedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event JobFunded(uint256 indexed jobId, address indexed client, uint256 amount)
func (jobs *Jobs) UnpackJobFundedEvent(log *types.Log) (*JobsJobFunded, error) {
	event := "JobFunded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsJobFunded)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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

// JobsJobRejected represents a JobRejected event raised by the Jobs contract.
type JobsJobRejected struct {
	JobId    *big.Int
	Rejector common.Address
	Reason   [32]byte
	Raw      *types.Log // Blockchain specific contextual infos
}

const JobsJobRejectedEventName = "JobRejected"

// ContractEventName returns the user-defined event name.
func (JobsJobRejected) ContractEventName() string {
	return JobsJobRejectedEventName
}

// UnpackJobRejectedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event JobRejected(uint256 indexed jobId, address indexed rejector, bytes32 reason)
func (jobs *Jobs) UnpackJobRejectedEvent(log *types.Log) (*JobsJobRejected, error) {
	event := "JobRejected"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsJobRejected)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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

// JobsJobSubmitted represents a JobSubmitted event raised by the Jobs contract.
type JobsJobSubmitted struct {
	JobId       *big.Int
	Provider    common.Address
	Deliverable [32]byte
	Raw         *types.Log // Blockchain specific contextual infos
}

const JobsJobSubmittedEventName = "JobSubmitted"

// ContractEventName returns the user-defined event name.
func (JobsJobSubmitted) ContractEventName() string {
	return JobsJobSubmittedEventName
}

// UnpackJobSubmittedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event JobSubmitted(uint256 indexed jobId, address indexed provider, bytes32 deliverable)
func (jobs *Jobs) UnpackJobSubmittedEvent(log *types.Log) (*JobsJobSubmitted, error) {
	event := "JobSubmitted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsJobSubmitted)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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

// JobsPaymentReleased represents a PaymentReleased event raised by the Jobs contract.
type JobsPaymentReleased struct {
	JobId    *big.Int
	Provider common.Address
	Amount   *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const JobsPaymentReleasedEventName = "PaymentReleased"

// ContractEventName returns the user-defined event name.
func (JobsPaymentReleased) ContractEventName() string {
	return JobsPaymentReleasedEventName
}

// UnpackPaymentReleasedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event PaymentReleased(uint256 indexed jobId, address indexed provider, uint256 amount)
func (jobs *Jobs) UnpackPaymentReleasedEvent(log *types.Log) (*JobsPaymentReleased, error) {
	event := "PaymentReleased"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsPaymentReleased)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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

// JobsProviderSet represents a ProviderSet event raised by the Jobs contract.
type JobsProviderSet struct {
	JobId    *big.Int
	Provider common.Address
	Raw      *types.Log // Blockchain specific contextual infos
}

const JobsProviderSetEventName = "ProviderSet"

// ContractEventName returns the user-defined event name.
func (JobsProviderSet) ContractEventName() string {
	return JobsProviderSetEventName
}

// UnpackProviderSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProviderSet(uint256 indexed jobId, address indexed provider)
func (jobs *Jobs) UnpackProviderSetEvent(log *types.Log) (*JobsProviderSet, error) {
	event := "ProviderSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsProviderSet)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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

// JobsRefunded represents a Refunded event raised by the Jobs contract.
type JobsRefunded struct {
	JobId  *big.Int
	Client common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const JobsRefundedEventName = "Refunded"

// ContractEventName returns the user-defined event name.
func (JobsRefunded) ContractEventName() string {
	return JobsRefundedEventName
}

// UnpackRefundedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Refunded(uint256 indexed jobId, address indexed client, uint256 amount)
func (jobs *Jobs) UnpackRefundedEvent(log *types.Log) (*JobsRefunded, error) {
	event := "Refunded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != jobs.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(JobsRefunded)
	if len(log.Data) > 0 {
		if err := jobs.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range jobs.abi.Events[event].Inputs {
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
func (jobs *Jobs) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], jobs.abi.Errors["BudgetMismatch"].ID.Bytes()[:4]) {
		return jobs.UnpackBudgetMismatchError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["BudgetOutOfRange"].ID.Bytes()[:4]) {
		return jobs.UnpackBudgetOutOfRangeError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["DescriptionTooLong"].ID.Bytes()[:4]) {
		return jobs.UnpackDescriptionTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["ExpiryNotInFuture"].ID.Bytes()[:4]) {
		return jobs.UnpackExpiryNotInFutureError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["HookRefused"].ID.Bytes()[:4]) {
		return jobs.UnpackHookRefusedError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["HookWithoutCode"].ID.Bytes()[:4]) {
		return jobs.UnpackHookWithoutCodeError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["NoSuchJob"].ID.Bytes()[:4]) {
		return jobs.UnpackNoSuchJobError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["NotExpired"].ID.Bytes()[:4]) {
		return jobs.UnpackNotExpiredError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["NothingToCollect"].ID.Bytes()[:4]) {
		return jobs.UnpackNothingToCollectError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["PartTooLarge"].ID.Bytes()[:4]) {
		return jobs.UnpackPartTooLargeError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["ProviderAlreadySet"].ID.Bytes()[:4]) {
		return jobs.UnpackProviderAlreadySetError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["ProviderNotSet"].ID.Bytes()[:4]) {
		return jobs.UnpackProviderNotSetError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return jobs.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return jobs.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["Unauthorized"].ID.Bytes()[:4]) {
		return jobs.UnpackUnauthorizedError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["WrongAmountReceived"].ID.Bytes()[:4]) {
		return jobs.UnpackWrongAmountReceivedError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["WrongStatus"].ID.Bytes()[:4]) {
		return jobs.UnpackWrongStatusError(raw[4:])
	}
	if bytes.Equal(raw[:4], jobs.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return jobs.UnpackZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// JobsBudgetMismatch represents a BudgetMismatch error raised by the Jobs contract.
type JobsBudgetMismatch struct {
	Budget   *big.Int
	Expected *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BudgetMismatch(uint256 budget, uint256 expected)
func JobsBudgetMismatchErrorID() common.Hash {
	return common.HexToHash("0x733580bdd9673e94c0e0116aedc5402eab407ab12d9fc5ea918f64e45a9f4921")
}

// UnpackBudgetMismatchError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BudgetMismatch(uint256 budget, uint256 expected)
func (jobs *Jobs) UnpackBudgetMismatchError(raw []byte) (*JobsBudgetMismatch, error) {
	out := new(JobsBudgetMismatch)
	if err := jobs.abi.UnpackIntoInterface(out, "BudgetMismatch", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsBudgetOutOfRange represents a BudgetOutOfRange error raised by the Jobs contract.
type JobsBudgetOutOfRange struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BudgetOutOfRange()
func JobsBudgetOutOfRangeErrorID() common.Hash {
	return common.HexToHash("0x31591be4160055122768a820c25f88ba9c7c15bef612dcbb62976b664f067dc0")
}

// UnpackBudgetOutOfRangeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BudgetOutOfRange()
func (jobs *Jobs) UnpackBudgetOutOfRangeError(raw []byte) (*JobsBudgetOutOfRange, error) {
	out := new(JobsBudgetOutOfRange)
	if err := jobs.abi.UnpackIntoInterface(out, "BudgetOutOfRange", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsDescriptionTooLong represents a DescriptionTooLong error raised by the Jobs contract.
type JobsDescriptionTooLong struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error DescriptionTooLong()
func JobsDescriptionTooLongErrorID() common.Hash {
	return common.HexToHash("0xd7cfc59037b04cffab8d8c92f530aff7911c7feaf3c31b3853955b2cfdcf5214")
}

// UnpackDescriptionTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error DescriptionTooLong()
func (jobs *Jobs) UnpackDescriptionTooLongError(raw []byte) (*JobsDescriptionTooLong, error) {
	out := new(JobsDescriptionTooLong)
	if err := jobs.abi.UnpackIntoInterface(out, "DescriptionTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsExpiryNotInFuture represents a ExpiryNotInFuture error raised by the Jobs contract.
type JobsExpiryNotInFuture struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ExpiryNotInFuture()
func JobsExpiryNotInFutureErrorID() common.Hash {
	return common.HexToHash("0xed8adeb1102e172219c7fb552b722b6b7eb8daa2a248f2ed055b37d4bed268d6")
}

// UnpackExpiryNotInFutureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ExpiryNotInFuture()
func (jobs *Jobs) UnpackExpiryNotInFutureError(raw []byte) (*JobsExpiryNotInFuture, error) {
	out := new(JobsExpiryNotInFuture)
	if err := jobs.abi.UnpackIntoInterface(out, "ExpiryNotInFuture", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsHookRefused represents a HookRefused error raised by the Jobs contract.
type JobsHookRefused struct {
	Reason []byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error HookRefused(bytes reason)
func JobsHookRefusedErrorID() common.Hash {
	return common.HexToHash("0x733882a32bd95a2d85aedb46a0cc76e5ce891028eba1151b1bff2492a5abd7cf")
}

// UnpackHookRefusedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error HookRefused(bytes reason)
func (jobs *Jobs) UnpackHookRefusedError(raw []byte) (*JobsHookRefused, error) {
	out := new(JobsHookRefused)
	if err := jobs.abi.UnpackIntoInterface(out, "HookRefused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsHookWithoutCode represents a HookWithoutCode error raised by the Jobs contract.
type JobsHookWithoutCode struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error HookWithoutCode()
func JobsHookWithoutCodeErrorID() common.Hash {
	return common.HexToHash("0x1c97a2218f941ec1096f99d5cccf45538515a07ad3a045e449e68cbfd0009f29")
}

// UnpackHookWithoutCodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error HookWithoutCode()
func (jobs *Jobs) UnpackHookWithoutCodeError(raw []byte) (*JobsHookWithoutCode, error) {
	out := new(JobsHookWithoutCode)
	if err := jobs.abi.UnpackIntoInterface(out, "HookWithoutCode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsNoSuchJob represents a NoSuchJob error raised by the Jobs contract.
type JobsNoSuchJob struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoSuchJob()
func JobsNoSuchJobErrorID() common.Hash {
	return common.HexToHash("0xe2dc8fd6d40ec148401ac439a1af0cb77353b2b9e91430a5d6e2d23d50d0197f")
}

// UnpackNoSuchJobError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoSuchJob()
func (jobs *Jobs) UnpackNoSuchJobError(raw []byte) (*JobsNoSuchJob, error) {
	out := new(JobsNoSuchJob)
	if err := jobs.abi.UnpackIntoInterface(out, "NoSuchJob", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsNotExpired represents a NotExpired error raised by the Jobs contract.
type JobsNotExpired struct {
	ExpiredAt uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotExpired(uint64 expiredAt)
func JobsNotExpiredErrorID() common.Hash {
	return common.HexToHash("0xb8b92567eb98488800f7f3985a5fee16deae712b7a29e45711e092e4cce00d16")
}

// UnpackNotExpiredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotExpired(uint64 expiredAt)
func (jobs *Jobs) UnpackNotExpiredError(raw []byte) (*JobsNotExpired, error) {
	out := new(JobsNotExpired)
	if err := jobs.abi.UnpackIntoInterface(out, "NotExpired", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsNothingToCollect represents a NothingToCollect error raised by the Jobs contract.
type JobsNothingToCollect struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingToCollect()
func JobsNothingToCollectErrorID() common.Hash {
	return common.HexToHash("0x7b2c2feff2da1aeb7690a0c70beceb7ffc6cce3734d3f5b1f282b23bd12dd5f3")
}

// UnpackNothingToCollectError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingToCollect()
func (jobs *Jobs) UnpackNothingToCollectError(raw []byte) (*JobsNothingToCollect, error) {
	out := new(JobsNothingToCollect)
	if err := jobs.abi.UnpackIntoInterface(out, "NothingToCollect", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsPartTooLarge represents a PartTooLarge error raised by the Jobs contract.
type JobsPartTooLarge struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error PartTooLarge()
func JobsPartTooLargeErrorID() common.Hash {
	return common.HexToHash("0xfbc8e2fbb023dae7cf131efad47f68497827d98096b262acca929c043400958d")
}

// UnpackPartTooLargeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error PartTooLarge()
func (jobs *Jobs) UnpackPartTooLargeError(raw []byte) (*JobsPartTooLarge, error) {
	out := new(JobsPartTooLarge)
	if err := jobs.abi.UnpackIntoInterface(out, "PartTooLarge", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsProviderAlreadySet represents a ProviderAlreadySet error raised by the Jobs contract.
type JobsProviderAlreadySet struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ProviderAlreadySet()
func JobsProviderAlreadySetErrorID() common.Hash {
	return common.HexToHash("0xd07727c5baaf782fe6255bcdfea95a33f6586330767da2472dd0a656113fddae")
}

// UnpackProviderAlreadySetError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ProviderAlreadySet()
func (jobs *Jobs) UnpackProviderAlreadySetError(raw []byte) (*JobsProviderAlreadySet, error) {
	out := new(JobsProviderAlreadySet)
	if err := jobs.abi.UnpackIntoInterface(out, "ProviderAlreadySet", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsProviderNotSet represents a ProviderNotSet error raised by the Jobs contract.
type JobsProviderNotSet struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ProviderNotSet()
func JobsProviderNotSetErrorID() common.Hash {
	return common.HexToHash("0xa9456d434f12c18432f5641fcc0292868ba2bc32c6d6df4e186fd6fa23b36819")
}

// UnpackProviderNotSetError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ProviderNotSet()
func (jobs *Jobs) UnpackProviderNotSetError(raw []byte) (*JobsProviderNotSet, error) {
	out := new(JobsProviderNotSet)
	if err := jobs.abi.UnpackIntoInterface(out, "ProviderNotSet", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the Jobs contract.
type JobsReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func JobsReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (jobs *Jobs) UnpackReentrancyGuardReentrantCallError(raw []byte) (*JobsReentrancyGuardReentrantCall, error) {
	out := new(JobsReentrancyGuardReentrantCall)
	if err := jobs.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the Jobs contract.
type JobsSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func JobsSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (jobs *Jobs) UnpackSafeERC20FailedOperationError(raw []byte) (*JobsSafeERC20FailedOperation, error) {
	out := new(JobsSafeERC20FailedOperation)
	if err := jobs.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsUnauthorized represents a Unauthorized error raised by the Jobs contract.
type JobsUnauthorized struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Unauthorized()
func JobsUnauthorizedErrorID() common.Hash {
	return common.HexToHash("0x82b4290015f7ec7256ca2a6247d3c2a89c4865c0e791456df195f40ad0a81367")
}

// UnpackUnauthorizedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Unauthorized()
func (jobs *Jobs) UnpackUnauthorizedError(raw []byte) (*JobsUnauthorized, error) {
	out := new(JobsUnauthorized)
	if err := jobs.abi.UnpackIntoInterface(out, "Unauthorized", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsWrongAmountReceived represents a WrongAmountReceived error raised by the Jobs contract.
type JobsWrongAmountReceived struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongAmountReceived()
func JobsWrongAmountReceivedErrorID() common.Hash {
	return common.HexToHash("0x6d799c4a4dfb5f99c0a461b357c2673528c3d00d8db04d979d4be60ec9b7f414")
}

// UnpackWrongAmountReceivedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongAmountReceived()
func (jobs *Jobs) UnpackWrongAmountReceivedError(raw []byte) (*JobsWrongAmountReceived, error) {
	out := new(JobsWrongAmountReceived)
	if err := jobs.abi.UnpackIntoInterface(out, "WrongAmountReceived", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsWrongStatus represents a WrongStatus error raised by the Jobs contract.
type JobsWrongStatus struct {
	Status uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongStatus(uint8 status)
func JobsWrongStatusErrorID() common.Hash {
	return common.HexToHash("0x359011ccd738a108d04e7a1ab24582560fddd574ce22131d066f1d19eed7398c")
}

// UnpackWrongStatusError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongStatus(uint8 status)
func (jobs *Jobs) UnpackWrongStatusError(raw []byte) (*JobsWrongStatus, error) {
	out := new(JobsWrongStatus)
	if err := jobs.abi.UnpackIntoInterface(out, "WrongStatus", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// JobsZeroAddress represents a ZeroAddress error raised by the Jobs contract.
type JobsZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func JobsZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (jobs *Jobs) UnpackZeroAddressError(raw []byte) (*JobsZeroAddress, error) {
	out := new(JobsZeroAddress)
	if err := jobs.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}
