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

// DisputeGame is an auto generated low-level Go binding around an user-defined struct.
type DisputeGame struct {
	Challenger common.Address
	Bond       *big.Int
	Provider   common.Address
	Leaves     uint64
	Terms      [32]byte
	Place      DisputePlace
	Top        [32]byte
	Node       [32]byte
}

// DisputePlace is an auto generated low-level Go binding around an user-defined struct.
type DisputePlace struct {
	Phase           uint8
	Rounds          uint8
	Level           uint8
	Leaf            uint64
	Element         uint16
	Part            uint16
	ProviderClock   uint32
	ChallengerClock uint32
	MovedAt         *big.Int
}

// DisputeShowing is an auto generated low-level Go binding around an user-defined struct.
type DisputeShowing struct {
	Claim    []byte
	Fault    [32]byte
	Element  *big.Int
	Part     *big.Int
	Data     []byte
	Sums     []byte
	Evidence []byte
}

// DisputeMetaData contains all meta data concerning the Dispute contract.
var DisputeMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"stake_\",\"type\":\"address\",\"internalType\":\"contractIStake\"},{\"name\":\"claims_\",\"type\":\"address\",\"internalType\":\"contractIClaims\"},{\"name\":\"program_\",\"type\":\"address\",\"internalType\":\"contractIProgram\"},{\"name\":\"costs_\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"canaries_\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"ANNOUNCE_BLOCKS\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"ANSWER_GAS\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"CLOCK\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"DEFENCE_GAS\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"DISPUTE_WINDOW\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"EXTENSION\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"LEAF_COST\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"LEAVES_PER_SECOND\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"MAX_CLOCK\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"MAX_LEAVES\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"MIN_GAS_PRICE\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"QUESTION_SHARE\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"RHO\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"ROUND_GAS\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"announce\",\"inputs\":[{\"name\":\"secret\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"announced\",\"inputs\":[{\"name\":\"secret\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"answer\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"name\":\"evidence\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"ask\",\"inputs\":[{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"cover\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"outputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"payable\"},{\"type\":\"function\",\"name\":\"bondFor\",\"inputs\":[{\"name\":\"leaves\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"burn\",\"inputs\":[],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"canaries\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"claims\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIClaims\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"clockFor\",\"inputs\":[{\"name\":\"leaves\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"commit\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"children\",\"type\":\"bytes32[64]\",\"internalType\":\"bytes32[64]\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"convict\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"claim\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"costs\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"count\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"deadline\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"disputeOf\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"game\",\"type\":\"tuple\",\"internalType\":\"structDispute.Game\",\"components\":[{\"name\":\"challenger\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"bond\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"leaves\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"terms\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"place\",\"type\":\"tuple\",\"internalType\":\"structDispute.Place\",\"components\":[{\"name\":\"phase\",\"type\":\"uint8\",\"internalType\":\"enumDispute.Phase\"},{\"name\":\"rounds\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"level\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"leaf\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"element\",\"type\":\"uint16\",\"internalType\":\"uint16\"},{\"name\":\"part\",\"type\":\"uint16\",\"internalType\":\"uint16\"},{\"name\":\"providerClock\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"challengerClock\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"movedAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"name\":\"top\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"node\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"excuse\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"claim\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"outputs\":[{\"name\":\"challenger\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"forfeit\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"open\",\"inputs\":[{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"cover\",\"type\":\"uint128\",\"internalType\":\"uint128\"}],\"outputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"payable\"},{\"type\":\"function\",\"name\":\"owed\",\"inputs\":[{\"name\":\"who\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"pick\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"node\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"choice\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"post\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"children\",\"type\":\"bytes32[64]\",\"internalType\":\"bytes32[64]\"},{\"name\":\"siblings\",\"type\":\"bytes32[6]\",\"internalType\":\"bytes32[6]\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"program\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIProgram\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"prove\",\"inputs\":[{\"name\":\"kind\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"questionBond\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"reveal\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"data\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"siblings\",\"type\":\"bytes32[6]\",\"internalType\":\"bytes32[6]\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"show\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"showing\",\"type\":\"tuple\",\"internalType\":\"structDispute.Showing\",\"components\":[{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"fault\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"element\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"part\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"data\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"sums\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"evidence\",\"type\":\"bytes\",\"internalType\":\"bytes\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"showPart\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"showing\",\"type\":\"tuple\",\"internalType\":\"structDispute.Showing\",\"components\":[{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"fault\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"element\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"part\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"data\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"sums\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"evidence\",\"type\":\"bytes\",\"internalType\":\"bytes\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"split\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"showing\",\"type\":\"tuple\",\"internalType\":\"structDispute.Showing\",\"components\":[{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"fault\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"element\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"part\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"data\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"sums\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"evidence\",\"type\":\"bytes\",\"internalType\":\"bytes\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"stake\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractIStake\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"withdraw\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Acquitted\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"shown\",\"type\":\"bool\",\"indexed\":false,\"internalType\":\"bool\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Announced\",\"inputs\":[{\"name\":\"secret\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Asked\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"bond\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"covered\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"},{\"name\":\"fault\",\"type\":\"tuple\",\"indexed\":false,\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Convicted\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"subject\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Excused\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"subject\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Opened\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"provider\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"leaves\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"},{\"name\":\"bond\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"covered\",\"type\":\"uint128\",\"indexed\":false,\"internalType\":\"uint128\"},{\"name\":\"fault\",\"type\":\"tuple\",\"indexed\":false,\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"name\":\"claim\",\"type\":\"bytes\",\"indexed\":false,\"internalType\":\"bytes\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Picked\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"choice\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Posted\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"children\",\"type\":\"bytes32[64]\",\"indexed\":false,\"internalType\":\"bytes32[64]\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Revealed\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"data\",\"type\":\"bytes\",\"indexed\":false,\"internalType\":\"bytes\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Split\",\"inputs\":[{\"name\":\"id\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"sums\",\"type\":\"bytes\",\"indexed\":false,\"internalType\":\"bytes\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Withdrawn\",\"inputs\":[{\"name\":\"who\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyConvicted\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"AnotherPosition\",\"inputs\":[{\"name\":\"node\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"BondTooSmall\",\"inputs\":[{\"name\":\"least\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ChoiceOutOfRange\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"CoverTooSmall\",\"inputs\":[{\"name\":\"covered\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"type\":\"error\",\"name\":\"LeavesOutOfRange\",\"inputs\":[{\"name\":\"leaves\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"NotAnnounced\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotOrdered\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotTheSame\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotUnderNode\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotYourMove\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NothingOwed\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"PaymentRefused\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"StillTime\",\"inputs\":[{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"TooLate\",\"inputs\":[{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"WindowClosed\",\"inputs\":[{\"name\":\"at\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"WrongLength\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"WrongNumber\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"WrongParts\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"WrongPhase\",\"inputs\":[{\"name\":\"awaited\",\"type\":\"uint8\",\"internalType\":\"enumDispute.Phase\"}]}]",
	ID:  "Dispute",
	Bin: "0x610120604052348015610010575f5ffd5b50604051614b57380380614b5783398101604081905261002f91610076565b6001600160a01b0394851660805292841660a05290831660c0526001600160801b0316610100521660e0526100f2565b6001600160a01b0381168114610073575f5ffd5b50565b5f5f5f5f5f60a0868803121561008a575f5ffd5b85516100958161005f565b60208701519095506100a68161005f565b60408701519094506100b78161005f565b60608701519093506001600160801b03811681146100d3575f5ffd5b60808701519092506100e48161005f565b809150509295509295909350565b60805160a05160c05160e0516101005161498e6101c95f395f818161059201528181610fe70152818161167e01526125b901525f818161036901526118a701525f81816106ec01528181610eeb015281816120740152818161284e01528181612960015281816139170152613a2901525f818161073e0152818161089a01528181610e2f0152818161158e01526123f901525f8181610463015281816114c101528181611b25015281816124f0015281816125e3015281816126670152818161324d015281816133be01526136f8015261498e5ff3fe60806040526004361061025f575f3560e01c80636056969b1161013f578063c40dc8ec116100b3578063debbd6dc11610078578063debbd6dc14610760578063df18e04714610776578063e78a242c146107a1578063e97bcc30146107b7578063f585dc57146107cd578063f7d9e808146107e3575f5ffd5b8063c40dc8ec146106a7578063c46ebe7c146106c6578063c860ebc6146106db578063c914a2541461070e578063dcc59b6f1461072d575f5ffd5b806388ff11951161010457806388ff1195146105e05780638921c161146105ff5780638f5e550c1461061e578063a94364991461063d578063a9b765a51461065c578063b1eb0fb71461067b575f5ffd5b80636056969b146105375780636233b0ca146105565780636e25128e1461056a578063776d62f61461058157806388de275f146105cc575f5ffd5b80632d835fb8116101d65780633ed546ab1161019b5780633ed546ab1461049b57806343a0e1de146104ba57806344df8e70146104d057806346f13619146104e457806351cff8d9146104f95780635275fe1c14610518575f5ffd5b80632d835fb8146103f45780632fd0d57414610408578063394610d9146104335780633a4b66f1146104525780633d172e1814610485575f5ffd5b806310b744bd1161022757806310b744bd14610326578063205e492614610339578063222ef7381461035857806327682959146103a35780632905919b146103c257806329ebcb36146103d5575f5ffd5b806303245eda1461026357806306661abd1461028457806307f3ed9d146102ab578063082febf0146102ca5780630c0cca72146102fb575b5f5ffd5b34801561026e575f5ffd5b5061028261027d366004613cf1565b6107f7565b005b34801561028f575f5ffd5b506102985f5481565b6040519081526020015b60405180910390f35b3480156102b6575f5ffd5b506102826102c5366004613d47565b610941565b3480156102d5575f5ffd5b506102e36580000000000081565b6040516001600160401b0390911681526020016102a2565b348015610306575f5ffd5b506103116205460081565b60405163ffffffff90911681526020016102a2565b610298610334366004613d87565b610e28565b348015610344575f5ffd5b50610282610353366004613dfa565b61106f565b348015610363575f5ffd5b5061038b7f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b0390911681526020016102a2565b3480156103ae575f5ffd5b506102826103bd366004613e37565b611218565b6102986103d0366004613d87565b611588565b3480156103e0575f5ffd5b506102826103ef366004613e61565b611705565b3480156103ff575f5ffd5b50610298611874565b348015610413575f5ffd5b50610298610422366004613e8d565b60026020525f908152604090205481565b34801561043e575f5ffd5b5061038b61044d366004613e37565b61189b565b34801561045d575f5ffd5b5061038b7f000000000000000000000000000000000000000000000000000000000000000081565b348015610490575f5ffd5b506103116201518081565b3480156104a6575f5ffd5b506102826104b5366004613e8d565b611bc5565b3480156104c5575f5ffd5b50610298620249f081565b3480156104db575f5ffd5b50610298611d7d565b3480156104ef575f5ffd5b50610311612a3081565b348015610504575f5ffd5b50610298610513366004613eb8565b611e95565b348015610523575f5ffd5b50610311610532366004613ee7565b611f92565b348015610542575f5ffd5b50610282610551366004613e8d565b611fd4565b348015610561575f5ffd5b50610298600181565b348015610575575f5ffd5b506102986302faf08081565b34801561058c575f5ffd5b506105b47f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160801b0390911681526020016102a2565b3480156105d7575f5ffd5b506105b4600a81565b3480156105eb575f5ffd5b506102826105fa366004613f02565b612026565b34801561060a575f5ffd5b50610298610619366004613ee7565b6122f4565b348015610629575f5ffd5b50610298610638366004613f4b565b61235b565b348015610648575f5ffd5b50610282610657366004613f02565b61271d565b348015610667575f5ffd5b50610282610676366004613f02565b61292b565b348015610686575f5ffd5b5061069a610695366004613e8d565b612a5a565b6040516102a2919061408a565b3480156106b2575f5ffd5b506102986106c1366004613e8d565b612bdf565b3480156106d1575f5ffd5b506102e36101f481565b3480156106e6575f5ffd5b5061038b7f000000000000000000000000000000000000000000000000000000000000000081565b348015610719575f5ffd5b50610282610728366004614112565b612d60565b348015610738575f5ffd5b5061038b7f000000000000000000000000000000000000000000000000000000000000000081565b34801561076b575f5ffd5b506102986201d4c081565b348015610781575f5ffd5b50610298610790366004613eb8565b60016020525f908152604090205481565b3480156107ac575f5ffd5b506102986206ddd081565b3480156107c2575f5ffd5b5061029862030d4081565b3480156107d8575f5ffd5b506102e362093a8081565b3480156107ee575f5ffd5b50610298600a81565b5f84815260036020526040902061080f816009612f19565b5080600201546108657fc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a4708660405160200161084a919061419d565b604051602081830303815290604052805190602001206130f2565b14610883576040516338ab55eb60e01b815260040160405180910390fd5b6040516332d203d160e21b81526001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063cb480f44906108d3908790879087906004016141d3565b602060405180830381865afa1580156108ee573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061091291906141fc565b61092f576040516396e69e1360e01b815260040160405180910390fd5b61093a856001613127565b5050505050565b5f838152600360208190526040808320815161012081019092529182018054929392829060ff16600981111561097957610979613fa0565b600981111561098a5761098a613fa0565b8152905461010080820460ff9081166020850152620100008304166040840152630100000082046001600160401b03166060840152600160581b820461ffff9081166080850152600160681b83041660a0840152600160781b820463ffffffff90811660c0850152600160981b83041660e0840152600160b81b90910464ffffffffff169101529050600281516009811115610a2857610a28613fa0565b14158015610a495750600581516009811115610a4657610a46613fa0565b14155b8015610a685750600781516009811115610a6557610a65613fa0565b14155b15610a925780516040516396fe8cdd60e01b8152610a89919060040161421b565b60405180910390fd5b81546001600160a01b03163314610abc57604051637534b6bf60e11b815260040160405180910390fd5b5f81610100015164ffffffffff1642610ad5919061423d565b90508160e0015163ffffffff16811115610b27578160e0015163ffffffff1682610100015164ffffffffff16610b0b9190614250565b60405163348f2b4160e11b8152600401610a8991815260200190565b610b3183836132fc565b8514610b5d57610b4183836132fc565b604051630fb5602760e41b8152600401610a8991815260200190565b600282516009811115610b7257610b72613fa0565b14610b7f5761ffff610b82565b603f5b61ffff16841115610ba65760405163378dfb3960e01b815260040160405180910390fd5b808260e001818151610bb89190614263565b63ffffffff90811690915260c0840151612a30911610159050610bde57612a3060c08301525b64ffffffffff4216610100830152600282516009811115610c0157610c01613fa0565b03610c845760608201805160061b67ffffffffffffffc0166001600160401b038616179052602082015160408301805160ff90921691610c409061427f565b60ff169081905214610c53576003610c56565b60045b82906009811115610c6957610c69613fa0565b90816009811115610c7c57610c7c613fa0565b905250610cbf565b600582516009811115610c9957610c99613fa0565b03610cb05761ffff84166080830152816006610c69565b61ffff841660a0830152600882525b8151600384018054849290829060ff19166001836009811115610ce457610ce4613fa0565b021790555060208281015182546040808601516060870151608088015160a089015160c08a015160e08b01516101009b8c015162ffff001990981660ff998a16909c0262ff000019169b909b17620100009890951697909702939093176301000000600160681b03191663010000006001600160401b039093169290920261ffff60581b191691909117600160581b61ffff928316021765ffffffffffff60681b1916600160681b919092160263ffffffff60781b191617600160781b63ffffffff9485160217600160981b600160e01b031916600160981b939096169290920264ffffffffff60b81b191694909417600160b81b64ffffffffff9095169490940293909317909155905185815287917f594d9671c3e2399663e00e49d2a6e8f75defbd36539115f5df79cf9ce119034c91015b60405180910390a2505050505050565b5f5f5f5f5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663c64b3bb589896040518363ffffffff1660e01b8152600401610e7b92919061429d565b5f60405180830381865afa158015610e95573d5f5f3e3d5ffd5b505050506040513d5f823e601f3d908101601f19168201604052610ebc9190810190614357565b9350935093509350610ed28484845f015161336e565b604051638d2a60b160e01b81525f906001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001690638d2a60b190610f2090859060040161444e565b602060405180830381865afa158015610f3b573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610f5f9190614460565b90506001600160401b0381161580610f855750658000000000006001600160401b038216115b15610fae57604051632679041d60e21b81526001600160401b0382166004820152602401610a89565b610fdd8582610fcf85805190602001208760405160200161084a919061447b565b610fd8856122f4565b61344a565b95505f61100c87877f00000000000000000000000000000000000000000000000000000000000000008b6136c1565b9050336001600160a01b0316866001600160a01b0316887f921a4763d38453a6982b1ad586fb93ca03895dd49ac205e08868eebb970572778534868a8a60405161105a9594939291906144a5565b60405180910390a45050505050509392505050565b5f8381526003602081905260408220919061108b908390612f19565b90505f611097856137a4565b90506110a383836132fc565b6110bb8284606001516001600160401b0316876137fe565b146110d95760405163531bb31760e01b815260040160405180910390fd5b60058301819055600280835260038401805460208501516040808701516060880151608089015160a08a015160c08b015160e08c0151610100808e015162ffffff19909a1660ff998a1690910262ff0000191617620100009890961697909702949094179098176301000000600160681b03191663010000006001600160401b039093169290920261ffff60581b191691909117600160581b61ffff928316021765ffffffffffff60681b1916600160681b919097160263ffffffff60781b191695909517600160781b63ffffffff9687160217600160981b600160e01b031916600160981b959092169490940264ffffffffff60b81b191617600160b81b64ffffffffff909216919091021790555186907fd6e123e2fdaf1af0dd25c1d381b3009d5a874bd1f967a32ef7f6d669adbf0d3a90610e18908890614510565b5f838152600360208190526040808320815161012081019092529182018054929392829060ff16600981111561125057611250613fa0565b600981111561126157611261613fa0565b8152905461010080820460ff9081166020850152620100008304166040840152630100000082046001600160401b03166060840152600160581b820461ffff9081166080850152600160681b83041660a0840152600160781b820463ffffffff90811660c0850152600160981b83041660e0840152600160b81b90910464ffffffffff1691015290505f815160098111156112fe576112fe613fa0565b148061131c575060028151600981111561131a5761131a613fa0565b145b80611339575060058151600981111561133757611337613fa0565b145b80611356575060078151600981111561135457611354613fa0565b145b156113775780516040516396fe8cdd60e01b8152610a89919060040161421b565b6001820154825460c08301516101008401516001600160a01b0393841693909216915f916113b49163ffffffff9091169064ffffffffff16614250565b90508042111580156113cf5750336001600160a01b03841614155b156113f05760405163237e0d5960e21b815260048101829052602401610a89565b846002015461140a888860405160200161084a919061419d565b14611428576040516338ab55eb60e01b815260040160405180910390fd5b84546001600160a01b0383165f9081526001602052604081208054600160a01b9093046001600160601b031692909190611463908490614250565b90915550505f8881526003602081905260408083208381556001810180546001600160e01b031990811690915560028201859055928101805490931690925560048083018490556005909201929092559051636bcfd34760e01b81527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031691636bcfd34791611500918c9187918c9101614520565b5f604051808303815f87803b158015611517575f5ffd5b505af1158015611529573d5f5f3e3d5ffd5b50505050816001600160a01b0316836001600160a01b0316897f697f4d9e49a218d84b97c6f0d253193ef33887e84f7973f0a28a70b663741032895f013560405161157691815260200190565b60405180910390a45050505050505050565b5f5f5f5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031663d7d3010a88886040518363ffffffff1660e01b81526004016115da92919061429d565b60a060405180830381865afa1580156115f5573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906116199190614543565b92509250925061162d8383835f015161336e565b61166f835f6116677fc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a4708560405160200161084a919061447b565b610fd8611874565b93505f6116a885856116a2600a7f0000000000000000000000000000000000000000000000000000000000000000614594565b896136c1565b9050336001600160a01b0316846001600160a01b0316867f2300f066c69bc8290a42c210cf4e5908a45e40c8937551d082b7ff74d7553d103485876040516116f2939291906145c1565b60405180910390a4505050509392505050565b5f8281526003602052604081209061171e826001612f19565b9050611729836137a4565b6004830155600280825260038301805460208401516040808601516060870151608088015160a089015160c08a015160e08b0151610100808d015162ffffff19909a1660ff998a1690910262ff0000191617620100009890961697909702949094179098176301000000600160681b03191663010000006001600160401b039093169290920261ffff60581b191691909117600160581b61ffff928316021765ffffffffffff60681b1916600160681b919097160263ffffffff60781b191695909517600160781b63ffffffff9687160217600160981b600160e01b031916600160981b959092169490940264ffffffffff60b81b191617600160b81b64ffffffffff909216919091021790555184907fd6e123e2fdaf1af0dd25c1d381b3009d5a874bd1f967a32ef7f6d669adbf0d3a90611866908690614510565b60405180910390a250505050565b5f620249f061188161385f565b61188c90600a614601565b6118969190614601565b905090565b5f336001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016146118e557604051637534b6bf60e11b815260040160405180910390fd5b5f848152600360208190526040808320815161012081019092529182018054929392829060ff16600981111561191d5761191d613fa0565b600981111561192e5761192e613fa0565b8152905461010080820460ff9081166020850152620100008304166040840152630100000082046001600160401b03166060840152600160581b820461ffff9081166080850152600160681b83041660a0840152600160781b820463ffffffff90811660c0850152600160981b83041660e0840152600160b81b90910464ffffffffff1691015290506001815160098111156119cc576119cc613fa0565b146119ed5780516040516396fe8cdd60e01b8152610a89919060040161421b565b5f8160c0015163ffffffff1682610100015164ffffffffff16611a109190614250565b905080421115611a365760405163348f2b4160e11b815260048101829052602401610a89565b8260020154611a50878760405160200161084a919061419d565b14611a6e576040516338ab55eb60e01b815260040160405180910390fd5b60018381015484546001600160a01b038082165f8181526020959095526040852080549199509190931693600160a01b9092046001600160601b031692909190611ab9908490614250565b90915550505f8881526003602081905260408083208381556001810180546001600160e01b03199081169091556002820185905592810180549093169092556004808301849055600590920192909255905163612ceeff60e11b81529081018990526001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063c259ddfe906024015f604051808303815f87803b158015611b66575f5ffd5b505af1158015611b78573d5f5f3e3d5ffd5b50505050846001600160a01b0316816001600160a01b0316897f25735ec16588baa2d47eacfc20d6b61900c8423d3c36769adebacf8e8674753f895f01356040516116f291815260200190565b5f818152600360208190526040808320815161012081019092529182018054929392829060ff166009811115611bfd57611bfd613fa0565b6009811115611c0e57611c0e613fa0565b8152905461010080820460ff9081166020850152620100008304166040840152630100000082046001600160401b03166060840152600160581b820461ffff9081166080850152600160681b83041660a0840152600160781b820463ffffffff90811660c0850152600160981b83041660e0840152600160b81b90910464ffffffffff169101529050600281516009811115611cac57611cac613fa0565b14158015611ccd5750600581516009811115611cca57611cca613fa0565b14155b8015611cec5750600781516009811115611ce957611ce9613fa0565b14155b15611d0d5780516040516396fe8cdd60e01b8152610a89919060040161421b565b5f8160e0015163ffffffff1682610100015164ffffffffff16611d309190614250565b9050804211158015611d4c575082546001600160a01b03163314155b15611d6d5760405163237e0d5960e21b815260048101829052602401610a89565b611d77845f613127565b50505050565b5f80805260016020527fa6eef7e35abe7026729641147f7915573c7e97b47efa546f5f6e3230263bcb495490819003611dc957604051631e5f6e9560e21b815260040160405180910390fd5b5f808052600160209081527fa6eef7e35abe7026729641147f7915573c7e97b47efa546f5f6e3230263bcb4982905560405183815282917fd1c19fbcd4551a5edfb66d43d2e337c04837afda3482b42bdf569a8fccdae5fb910160405180910390a36040515f90819083908281818185825af1925050503d805f8114611e6a576040519150601f19603f3d011682016040523d82523d5f602084013e611e6f565b606091505b5050905080611e91576040516325a6e1bd60e21b815260040160405180910390fd5b5090565b335f9081526001602052604081205490819003611ec557604051631e5f6e9560e21b815260040160405180910390fd5b335f8181526001602052604080822091909155516001600160a01b03841691907fd1c19fbcd4551a5edfb66d43d2e337c04837afda3482b42bdf569a8fccdae5fb90611f149085815260200190565b60405180910390a35f826001600160a01b0316826040515f6040518083038185875af1925050503d805f8114611f65576040519150601f19603f3d011682016040523d82523d5f602084013e611f6a565b606091505b5050905080611f8c576040516325a6e1bd60e21b815260040160405180910390fd5b50919050565b5f80611fa06101f484614618565b611fad9062015180614645565b6001600160401b03169050620546008111611fc85780611fcd565b620546005b9392505050565b5f818152600260205260408120549003611ff9575f8181526002602052604090204390555b60405181907f5e2037f9cd6cbf5461110a687a833a98dc9afddbd44fb898c4bb42d9a789216c905f90a250565b5f8281526003602052604081209061203f826006612f19565b905061204c828285613883565b61206957604051636fc591bb60e11b815260040160405180910390fd5b5f6001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001663d38171ed6120a38680614664565b856060015186608001516040518563ffffffff1660e01b81526004016120cc94939291906146a6565b602060405180830381865afa1580156120e7573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061210b91906146dd565b905060028110806121345750612122816008614601565b61212f60a0860186614664565b905014155b1561215257604051636fc591bb60e11b815260040160405180910390fd5b61215d8383866139f7565b61216a60a0850185614664565b6040516121789291906146f4565b60405190819003902060058401556007808352600384018054849290829060ff191660018302179055506020820151815460408401516060850151608086015160a08088015160c089015160e08a01516101009a8b015162ffff001990981660ff998a16909b0262ff000019169a909a17620100009890961697909702949094176301000000600160681b03191663010000006001600160401b039094169390930261ffff60581b191692909217600160581b61ffff928316021765ffffffffffff60681b1916600160681b919093160263ffffffff60781b191691909117600160781b63ffffffff9485160217600160981b600160e01b031916600160981b939095169290920264ffffffffff60b81b191693909317600160b81b64ffffffffff9094169390930292909217905585907f91c2acc9a2f57c171fdf8bdbbdf6126dd9b22acfdf032fab9e05583e63209a2d906122d790870187614664565b6040516122e592919061429d565b60405180910390a25050505050565b5f61230b6001600160401b03831662030d40614601565b61231483613b0f565b612321906201d4c0614601565b61232e906206ddd0614250565b61233661385f565b6123409190614601565b61234a9190614250565b61235590600a614601565b92915050565b5f5f338585856040516020016123749493929190614703565b60408051601f1981840301815291815281516020928301205f81815260029093529120549091508015806123b157506123ae600182614250565b43105b156123cf5760405163dfb6909360e01b815260040160405180910390fd5b5f828152600260205260408082208290555163e36e122160e01b8152819081906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063e36e122190612432908c908c908c9060040161473a565b60a060405180830381865afa15801561244d573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906124719190614543565b9194509250905061248e62093a806001600160401b038416614250565b4211156124c7576124a262093a8083614645565b6040516305bd3a4960e51b81526001600160401b039091166004820152602401610a89565b805160405163a721012560e01b81526001600160a01b03858116600483015260248201929092527f00000000000000000000000000000000000000000000000000000000000000009091169063a721012590604401602060405180830381865afa158015612537573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061255b91906141fc565b15612579576040516363dac56f60e01b815260040160405180910390fd5b5f5f815461258690614756565b91829055506040516325bc9c5360e11b8152600481018290526001600160a01b0385811660248301526001600160801b037f00000000000000000000000000000000000000000000000000000000000000001660448301529197507f000000000000000000000000000000000000000000000000000000000000000090911690634b7938a6906064016020604051808303815f875af115801561262b573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061264f919061476e565b50604051636bcfd34760e01b81526001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001690636bcfd347906126a090899033908690600401614789565b5f604051808303815f87803b1580156126b7575f5ffd5b505af11580156126c9573d5f5f3e3d5ffd5b505082516040519081523392506001600160a01b038616915088907f697f4d9e49a218d84b97c6f0d253193ef33887e84f7973f0a28a70b6637410329060200160405180910390a450505050509392505050565b5f82815260036020526040812090612736826008612f19565b90506127428284613b44565b806080015161ffff16836040013514158061276957508060a0015161ffff16836060013514155b8061279a5750600582015461278160a0850185614664565b60405161278f9291906146f4565b604051809103902014155b156127b8576040516338ab55eb60e01b815260040160405180910390fd5b5f8160a0015161ffff1660086127ce9190614601565b90506127dd60a0850185614664565b905081101561092f575f6127f460a0860186614664565b8390612801826008614250565b9261280e939291906147c9565b612817916147f0565b60c01c90505f6128428560010160149054906101000a90046001600160401b03168660040154613b98565b90506001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001663844c6fe761287d8880614664565b84886060015189608001518a60a00151898e8060c0019061289e9190614664565b6040518a63ffffffff1660e01b81526004016128c299989796959493929190614828565b602060405180830381865afa1580156128dd573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061290191906141fc565b61291e57604051631aa3503f60e11b815260040160405180910390fd5b505061093a856001613127565b5f82815260036020526040812090612944826006612f19565b9050612951828285613883565b15612a4f576001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001663d38171ed61298f8580614664565b846060015185608001516040518563ffffffff1660e01b81526004016129b894939291906146a6565b602060405180830381865afa1580156129d3573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906129f791906146dd565b600114612a1757604051636fc591bb60e11b815260040160405180910390fd5b612a2460a0840184614664565b159050612a44576040516338ab55eb60e01b815260040160405180910390fd5b612a4f8282856139f7565b611d77846001613127565b612a62613c08565b5f8281526003602081815260409283902083516101008101855281546001600160a01b038082168352600160a01b918290046001600160601b0316948301949094526001830154938416828701529092046001600160401b0316606083015260028101546080830152835161012081019094529182018054919360a0850192909190829060ff166009811115612afa57612afa613fa0565b6009811115612b0b57612b0b613fa0565b8152905460ff61010080830482166020808601919091526201000084049092166040808601919091526001600160401b036301000000850416606086015261ffff600160581b850481166080870152600160681b85041660a08087019190915263ffffffff600160781b8604811660c0880152600160981b86041660e087015264ffffffffff600160b81b909504949094169190940152928452600485015484840152600590940154928101929092525f86815260039091522090820151919250612bd5916132fc565b60e0820152919050565b5f81815260036020819052604080832081516101208101909252909101805483929190829060ff166009811115612c1857612c18613fa0565b6009811115612c2957612c29613fa0565b8152905461010080820460ff9081166020850152620100008304166040840152630100000082046001600160401b03166060840152600160581b820461ffff9081166080850152600160681b83041660a0840152600160781b820463ffffffff90811660c0850152600160981b83041660e0840152600160b81b90910464ffffffffff1691015290505f81516009811115612cc657612cc6613fa0565b03612cd357505f92915050565b5f600282516009811115612ce957612ce9613fa0565b1480612d075750600582516009811115612d0557612d05613fa0565b145b80612d245750600782516009811115612d2257612d22613fa0565b145b905080612d35578160c00151612d3b565b8160e001515b63ffffffff1682610100015164ffffffffff16612d589190614250565b949350505050565b5f84815260036020526040812090612d79826004612f19565b90505f612d868686613bcb565b9050612d9283836132fc565b612daa8284606001516001600160401b0316876137fe565b14612dc85760405163531bb31760e01b815260040160405180910390fd5b600583810182905580835260038401805460208501516040808701516060880151608089015160a08a015160c08b015160e08c0151610100808e015162ffffff19909a1660ff998a1690910262ff0000191617620100009890961697909702949094179098176301000000600160681b03191663010000006001600160401b039093169290920261ffff60581b191691909117600160581b61ffff928316021765ffffffffffff60681b1916600160681b919097160263ffffffff60781b191695909517600160781b63ffffffff9687160217600160981b600160e01b031916600160981b959092169490940264ffffffffff60b81b191617600160b81b64ffffffffff909216919091021790555187907fb6413472edd1f6c52f8a8ae2a4d89fac3e526718b7f36962fd8ca815f3b8947890612f08908990899061429d565b60405180910390a250505050505050565b612f21613c51565b604080516101208101909152600384018054829060ff166009811115612f4957612f49613fa0565b6009811115612f5a57612f5a613fa0565b8152905461010080820460ff9081166020850152620100008304166040840152630100000082046001600160401b03166060840152600160581b820461ffff9081166080850152600160681b83041660a0840152600160781b820463ffffffff90811660c0850152600160981b83041660e0840152600160b81b90910464ffffffffff169101529050816009811115612ff557612ff5613fa0565b8151600981111561300857613008613fa0565b146130295780516040516396fe8cdd60e01b8152610a89919060040161421b565b60018301546001600160a01b0316331461305657604051637534b6bf60e11b815260040160405180910390fd5b5f81610100015164ffffffffff164261306f919061423d565b90508160c0015163ffffffff168111156130a5578160c0015163ffffffff1682610100015164ffffffffff16610b0b9190614250565b808260c0018181516130b79190614263565b63ffffffff90811690915260e0840151612a309116101590506130dd57612a3060e08301525b5064ffffffffff421661010082015292915050565b60408051602081018490529081018290525f906060015b60405160208183030381529060405280519060200120905092915050565b5f828152600360205260409020600181015481546001600160a01b0391821691811690600160a01b90046001600160601b0316613165600282614890565b6001600160a01b0384165f908152600160205260408120805490919061318c908490614250565b9091555061319d9050600282614890565b6131a7908261423d565b5f80805260016020527fa6eef7e35abe7026729641147f7915573c7e97b47efa546f5f6e3230263bcb4980549091906131e1908490614250565b90915550505f8681526003602081905260408083208381556001810180546001600160e01b03199081169091556002820185905592810180549093169092556004808301849055600590920192909255905163612ceeff60e11b81529081018790526001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063c259ddfe906024015f604051808303815f87803b15801561328e575f5ffd5b505af11580156132a0573d5f5f3e3d5ffd5b50505050816001600160a01b0316836001600160a01b0316877fb3b77b3111a0ef7263090029064e1b0c3a6a7a9fb7110277d13ab75683fa6989886040516132ec911515815260200190565b60405180910390a4505050505050565b5f5f826040015160ff165f14806133535750826040015160ff166001148015613353575060038351600981111561333557613335613fa0565b1480613353575060048351600981111561335157613351613fa0565b145b905080613364578360050154612d58565b5050506004015490565b61338462093a806001600160401b038416614250565b421115613398576124a262093a8083614645565b60405163a721012560e01b81526001600160a01b038481166004830152602482018390527f0000000000000000000000000000000000000000000000000000000000000000169063a721012590604401602060405180830381865afa158015613403573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061342791906141fc565b15613445576040516363dac56f60e01b815260040160405180910390fd5b505050565b5f8134108061345f57506001600160601b0334115b156134805760405163369c9f7360e11b815260048101839052602401610a89565b5f5f815461348d90614756565b91829055505f8181526003602052604081206001600160601b033416600160a01b908102331782556001820180546001600160401b038a169092026001600160e01b03199092166001600160a01b038b1617919091179055600281018690559192506134f886611f92565b90505f806001600160401b0388161561351b57600161351689613b0f565b61351f565b60095f5b9150915060405180610120016040528083600981111561354157613541613fa0565b815260ff831660208201525f60408201819052606082018190526080820181905260a082015263ffffffff851660c0820181905260e082015264ffffffffff4216610100909101528051600386018054909190829060ff191660018360098111156135ae576135ae613fa0565b02179055506020820151815460408401516060850151608086015160a087015160c088015160e0890151610100998a015162ffff001990971660ff988916909a0262ff0000191699909917620100009790951696909602939093176301000000600160681b03191663010000006001600160401b039093169290920261ffff60581b191691909117600160581b61ffff928316021765ffffffffffff60681b1916600160681b919092160263ffffffff60781b191617600160781b63ffffffff9384160217600160981b600160e01b031916600160981b929094169190910264ffffffffff60b81b191692909217600160b81b64ffffffffff909316929092029190911790555092979650505050505050565b6040516325bc9c5360e11b8152600481018590526001600160a01b0384811660248301526001600160801b03841660448301525f917f000000000000000000000000000000000000000000000000000000000000000090911690634b7938a6906064016020604051808303815f875af1158015613740573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190613764919061476e565b9050816001600160801b0316816001600160801b03161015612d585760405163caf300db60e01b81526001600160801b0382166004820152602401610a89565b5f6040516108008101610800848337600181536108005b60208111156137f5575f5b818110156137ec576040818501600185015e60418320600182901c8501526040016137c6565b5060011c6137bb565b50505192915050565b5f604051600181536001810160218201869350845b60c086018110156138545760018716801561383557602082853785835261383e565b85845260208284375b506041842060019790971c969450602001613813565b505050509392505050565b5f61386b486002614601565b90506302faf08081101561388057506302faf0805b90565b5f61388e8483613b44565b826080015161ffff1682604001351415806138c1575060058401546138be6138b96080850185614664565b613bcb565b14155b156138df576040516338ab55eb60e01b815260040160405180910390fd5b600184015460608401515f9182916001600160401b03600160a01b909204821691161061390d575f5f6139a7565b6001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001663ed9940896139468680614664565b88606001516040518463ffffffff1660e01b8152600401613969939291906148a3565b6040805180830381865afa158015613983573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906139a791906148cf565b90925090506139b68183614601565b6139c36080860186614664565b9050146139e3576040516349552d5960e11b815260040160405180910390fd5b50608084015161ffff161090509392505050565b5f613a1d8460010160149054906101000a90046001600160401b03168560040154613b98565b90506001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001663f878dd18613a588480614664565b8487606001518860800151888060800190613a739190614664565b613a8060a08c018c614664565b613a8d60c08e018e614664565b6040518c63ffffffff1660e01b8152600401613ab39b9a999897969594939291906148f1565b602060405180830381865afa158015613ace573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190613af291906141fc565b611d7757604051631aa3503f60e11b815260040160405180910390fd5b5f80613b2560016001600160401b03851661423d565b90505b613b3182614756565b915060061c5f819003613b285750919050565b6002820154613b76613b568380614664565b604051613b649291906146f4565b604051809103902083602001356130f2565b14613b94576040516338ab55eb60e01b815260040160405180910390fd5b5050565b60405161020760f01b60208201526001600160c01b031960c084901b166022820152602a81018290525f90604a01613109565b5f8115613c00578282604051602001613be5929190614972565b60405160208183030381529060405280519060200120611fcd565b5f9392505050565b60408051610100810182525f8082526020820181905291810182905260608101829052608081019190915260a08101613c3f613c51565b81526020015f81526020015f81525090565b604080516101208101909152805f81525f6020820181905260408201819052606082018190526080820181905260a0820181905260c0820181905260e082018190526101009091015290565b5f60608284031215611f8c575f5ffd5b5f5f83601f840112613cbd575f5ffd5b5081356001600160401b03811115613cd3575f5ffd5b602083019150836020828501011115613cea575f5ffd5b9250929050565b5f5f5f5f60a08587031215613d04575f5ffd5b84359350613d158660208701613c9d565b925060808501356001600160401b03811115613d2f575f5ffd5b613d3b87828801613cad565b95989497509550505050565b5f5f5f60608486031215613d59575f5ffd5b505081359360208301359350604090920135919050565b6001600160801b0381168114613d84575f5ffd5b50565b5f5f5f60408486031215613d99575f5ffd5b83356001600160401b03811115613dae575f5ffd5b613dba86828701613cad565b9094509250506020840135613dce81613d70565b809150509250925092565b806108008101831015612355575f5ffd5b8060c08101831015612355575f5ffd5b5f5f5f6108e08486031215613e0d575f5ffd5b83359250613e1e8560208601613dd9565b9150613e2e856108208601613dea565b90509250925092565b5f5f5f60a08486031215613e49575f5ffd5b8335925060208401359150613e2e8560408601613c9d565b5f5f6108208385031215613e73575f5ffd5b82359150613e848460208501613dd9565b90509250929050565b5f60208284031215613e9d575f5ffd5b5035919050565b6001600160a01b0381168114613d84575f5ffd5b5f60208284031215613ec8575f5ffd5b8135611fcd81613ea4565b6001600160401b0381168114613d84575f5ffd5b5f60208284031215613ef7575f5ffd5b8135611fcd81613ed3565b5f5f60408385031215613f13575f5ffd5b8235915060208301356001600160401b03811115613f2f575f5ffd5b830160e08186031215613f40575f5ffd5b809150509250929050565b5f5f5f60408486031215613f5d575f5ffd5b833560ff81168114613f6d575f5ffd5b925060208401356001600160401b03811115613f87575f5ffd5b613f9386828701613cad565b9497909650939450505050565b634e487b7160e01b5f52602160045260245ffd5b600a8110613fd057634e487b7160e01b5f52602160045260245ffd5b9052565b613fdf828251613fb4565b60ff602082015116602083015260ff6040820151166040830152606081015161401360608401826001600160401b03169052565b506080810151614029608084018261ffff169052565b5060a081015161403f60a084018261ffff169052565b5060c081015161405760c084018263ffffffff169052565b5060e081015161406f60e084018263ffffffff169052565b5061010081015161344561010084018264ffffffffff169052565b81516001600160a01b0390811682526020808401516001600160601b031690830152604080840151909116908201526060808301516102008301916140d9908401826001600160401b03169052565b506080830151608083015260a08301516140f660a0840182613fd4565b5060c08301516101c083015260e0909201516101e09091015290565b5f5f5f5f6101008587031215614126575f5ffd5b8435935060208501356001600160401b03811115614142575f5ffd5b61414e87828801613cad565b909450925061416290508660408701613dea565b905092959194509250565b8035825260208082013590830152604081013561418981613d70565b6001600160801b0381166040840152505050565b60608101612355828461416d565b81835281816020850137505f828201602090810191909152601f909101601f19169091010190565b6141dd818561416d565b608060608201525f6141f36080830184866141ab565b95945050505050565b5f6020828403121561420c575f5ffd5b81518015158114611fcd575f5ffd5b602081016123558284613fb4565b634e487b7160e01b5f52601160045260245ffd5b8181038181111561235557612355614229565b8082018082111561235557612355614229565b63ffffffff828116828216039081111561235557612355614229565b5f60ff821660ff810361429457614294614229565b60010192915050565b602081525f612d586020830184866141ab565b634e487b7160e01b5f52604160045260245ffd5b604051601f8201601f191681016001600160401b03811182821017156142ec576142ec6142b0565b604052919050565b5f60608284031215614304575f5ffd5b604051606081016001600160401b0381118282101715614326576143266142b0565b60409081528351825260208085015190830152830151909150819061434a81613d70565b6040919091015292915050565b5f5f5f5f60c0858703121561436a575f5ffd5b845161437581613ea4565b602086015190945061438681613ed3565b925061439586604087016142f4565b915060a08501516001600160401b038111156143af575f5ffd5b8501601f810187136143bf575f5ffd5b80516001600160401b038111156143d8576143d86142b0565b6143eb601f8201601f19166020016142c4565b8181528860208385010111156143ff575f5ffd5b8160208401602083015e5f6020838301015280935050505092959194509250565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b602081525f611fcd6020830184614420565b5f60208284031215614470575f5ffd5b8151611fcd81613ed3565b81518152602080830151908201526040808301516001600160801b03169082015260608101612355565b6001600160401b03861681528460208201526001600160801b03841660408201526144f0606082018480518252602080820151908301526040908101516001600160801b0316910152565b60e060c08201525f61450560e0830184614420565b979650505050505050565b6108008181019083833792915050565b8381526001600160a01b038316602082015260a08101612d58604083018461416d565b5f5f5f60a08486031215614555575f5ffd5b835161456081613ea4565b602085015190935061457181613ed3565b9150613e2e85604086016142f4565b634e487b7160e01b5f52601260045260245ffd5b5f6001600160801b038316806145ac576145ac614580565b806001600160801b0384160491505092915050565b8381526001600160801b038316602082015260a08101612d58604083018480518252602080820151908301526040908101516001600160801b0316910152565b808202811582820484141761235557612355614229565b5f6001600160401b0383168061463057614630614580565b806001600160401b0384160491505092915050565b6001600160401b03818116838216019081111561235557612355614229565b5f5f8335601e19843603018112614679575f5ffd5b8301803591506001600160401b03821115614692575f5ffd5b602001915036819003821315613cea575f5ffd5b606081525f6146b96060830186886141ab565b90506001600160401b038416602083015261ffff8316604083015295945050505050565b5f602082840312156146ed575f5ffd5b5051919050565b818382375f9101908152919050565b6001600160a01b038516815260ff841660208201526060604082018190525f9061473090830184866141ab565b9695505050505050565b60ff84168152604060208201525f6141f36040830184866141ab565b5f6001820161476757614767614229565b5060010190565b5f6020828403121561477e575f5ffd5b8151611fcd81613d70565b8381526001600160a01b038316602082015260a08101612d58604083018480518252602080820151908301526040908101516001600160801b0316910152565b5f5f858511156147d7575f5ffd5b838611156147e3575f5ffd5b5050820193919092039150565b80356001600160c01b03198116906008841015614821576001600160c01b0319600885900360031b81901b82161691505b5092915050565b60e081525f61483b60e083018b8d6141ab565b8960208401526001600160401b038916604084015261ffff8816606084015261ffff871660808401528560070b60a084015282810360c08401526148808185876141ab565b9c9b505050505050505050505050565b5f8261489e5761489e614580565b500490565b604081525f6148b66040830185876141ab565b90506001600160401b0383166020830152949350505050565b5f5f604083850312156148e0575f5ffd5b505080516020909101519092909150565b60e081525f61490460e083018d8f6141ab565b8b60208401526001600160401b038b16604084015261ffff8a166060840152828103608084015261493681898b6141ab565b905082810360a084015261494b8187896141ab565b905082810360c08401526149608185876141ab565b9e9d5050505050505050505050505050565b600760f01b8152818360028301375f910160020190815291905056",
}

// Dispute is an auto generated Go binding around an Ethereum contract.
type Dispute struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Dispute) GetABI() abi.ABI {
	return c.abi
}

// NewDispute creates a new instance of Dispute.
func NewDispute() *Dispute {
	parsed, err := DisputeMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Dispute{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Dispute) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address stake_, address claims_, address program_, uint128 costs_, address canaries_) returns()
func (dispute *Dispute) PackConstructor(stake_ common.Address, claims_ common.Address, program_ common.Address, costs_ *big.Int, canaries_ common.Address) []byte {
	enc, err := dispute.abi.Pack("", stake_, claims_, program_, costs_, canaries_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackANNOUNCEBLOCKS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6233b0ca.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ANNOUNCE_BLOCKS() view returns(uint256)
func (dispute *Dispute) PackANNOUNCEBLOCKS() []byte {
	enc, err := dispute.abi.Pack("ANNOUNCE_BLOCKS")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackANNOUNCEBLOCKS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6233b0ca.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ANNOUNCE_BLOCKS() view returns(uint256)
func (dispute *Dispute) TryPackANNOUNCEBLOCKS() ([]byte, error) {
	return dispute.abi.Pack("ANNOUNCE_BLOCKS")
}

// UnpackANNOUNCEBLOCKS is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6233b0ca.
//
// Solidity: function ANNOUNCE_BLOCKS() view returns(uint256)
func (dispute *Dispute) UnpackANNOUNCEBLOCKS(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("ANNOUNCE_BLOCKS", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackANSWERGAS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x43a0e1de.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ANSWER_GAS() view returns(uint256)
func (dispute *Dispute) PackANSWERGAS() []byte {
	enc, err := dispute.abi.Pack("ANSWER_GAS")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackANSWERGAS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x43a0e1de.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ANSWER_GAS() view returns(uint256)
func (dispute *Dispute) TryPackANSWERGAS() ([]byte, error) {
	return dispute.abi.Pack("ANSWER_GAS")
}

// UnpackANSWERGAS is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x43a0e1de.
//
// Solidity: function ANSWER_GAS() view returns(uint256)
func (dispute *Dispute) UnpackANSWERGAS(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("ANSWER_GAS", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCLOCK is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3d172e18.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function CLOCK() view returns(uint32)
func (dispute *Dispute) PackCLOCK() []byte {
	enc, err := dispute.abi.Pack("CLOCK")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCLOCK is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3d172e18.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function CLOCK() view returns(uint32)
func (dispute *Dispute) TryPackCLOCK() ([]byte, error) {
	return dispute.abi.Pack("CLOCK")
}

// UnpackCLOCK is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3d172e18.
//
// Solidity: function CLOCK() view returns(uint32)
func (dispute *Dispute) UnpackCLOCK(data []byte) (uint32, error) {
	out, err := dispute.abi.Unpack("CLOCK", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackDEFENCEGAS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe78a242c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DEFENCE_GAS() view returns(uint256)
func (dispute *Dispute) PackDEFENCEGAS() []byte {
	enc, err := dispute.abi.Pack("DEFENCE_GAS")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDEFENCEGAS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe78a242c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DEFENCE_GAS() view returns(uint256)
func (dispute *Dispute) TryPackDEFENCEGAS() ([]byte, error) {
	return dispute.abi.Pack("DEFENCE_GAS")
}

// UnpackDEFENCEGAS is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe78a242c.
//
// Solidity: function DEFENCE_GAS() view returns(uint256)
func (dispute *Dispute) UnpackDEFENCEGAS(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("DEFENCE_GAS", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDISPUTEWINDOW is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf585dc57.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DISPUTE_WINDOW() view returns(uint64)
func (dispute *Dispute) PackDISPUTEWINDOW() []byte {
	enc, err := dispute.abi.Pack("DISPUTE_WINDOW")
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
func (dispute *Dispute) TryPackDISPUTEWINDOW() ([]byte, error) {
	return dispute.abi.Pack("DISPUTE_WINDOW")
}

// UnpackDISPUTEWINDOW is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf585dc57.
//
// Solidity: function DISPUTE_WINDOW() view returns(uint64)
func (dispute *Dispute) UnpackDISPUTEWINDOW(data []byte) (uint64, error) {
	out, err := dispute.abi.Unpack("DISPUTE_WINDOW", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackEXTENSION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x46f13619.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function EXTENSION() view returns(uint32)
func (dispute *Dispute) PackEXTENSION() []byte {
	enc, err := dispute.abi.Pack("EXTENSION")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEXTENSION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x46f13619.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function EXTENSION() view returns(uint32)
func (dispute *Dispute) TryPackEXTENSION() ([]byte, error) {
	return dispute.abi.Pack("EXTENSION")
}

// UnpackEXTENSION is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x46f13619.
//
// Solidity: function EXTENSION() view returns(uint32)
func (dispute *Dispute) UnpackEXTENSION(data []byte) (uint32, error) {
	out, err := dispute.abi.Unpack("EXTENSION", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackLEAFCOST is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe97bcc30.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function LEAF_COST() view returns(uint256)
func (dispute *Dispute) PackLEAFCOST() []byte {
	enc, err := dispute.abi.Pack("LEAF_COST")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLEAFCOST is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe97bcc30.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function LEAF_COST() view returns(uint256)
func (dispute *Dispute) TryPackLEAFCOST() ([]byte, error) {
	return dispute.abi.Pack("LEAF_COST")
}

// UnpackLEAFCOST is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe97bcc30.
//
// Solidity: function LEAF_COST() view returns(uint256)
func (dispute *Dispute) UnpackLEAFCOST(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("LEAF_COST", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackLEAVESPERSECOND is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc46ebe7c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function LEAVES_PER_SECOND() view returns(uint64)
func (dispute *Dispute) PackLEAVESPERSECOND() []byte {
	enc, err := dispute.abi.Pack("LEAVES_PER_SECOND")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLEAVESPERSECOND is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc46ebe7c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function LEAVES_PER_SECOND() view returns(uint64)
func (dispute *Dispute) TryPackLEAVESPERSECOND() ([]byte, error) {
	return dispute.abi.Pack("LEAVES_PER_SECOND")
}

// UnpackLEAVESPERSECOND is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc46ebe7c.
//
// Solidity: function LEAVES_PER_SECOND() view returns(uint64)
func (dispute *Dispute) UnpackLEAVESPERSECOND(data []byte) (uint64, error) {
	out, err := dispute.abi.Unpack("LEAVES_PER_SECOND", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackMAXCLOCK is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0c0cca72.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MAX_CLOCK() view returns(uint32)
func (dispute *Dispute) PackMAXCLOCK() []byte {
	enc, err := dispute.abi.Pack("MAX_CLOCK")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMAXCLOCK is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0c0cca72.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MAX_CLOCK() view returns(uint32)
func (dispute *Dispute) TryPackMAXCLOCK() ([]byte, error) {
	return dispute.abi.Pack("MAX_CLOCK")
}

// UnpackMAXCLOCK is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0c0cca72.
//
// Solidity: function MAX_CLOCK() view returns(uint32)
func (dispute *Dispute) UnpackMAXCLOCK(data []byte) (uint32, error) {
	out, err := dispute.abi.Unpack("MAX_CLOCK", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackMAXLEAVES is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x082febf0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MAX_LEAVES() view returns(uint64)
func (dispute *Dispute) PackMAXLEAVES() []byte {
	enc, err := dispute.abi.Pack("MAX_LEAVES")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMAXLEAVES is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x082febf0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MAX_LEAVES() view returns(uint64)
func (dispute *Dispute) TryPackMAXLEAVES() ([]byte, error) {
	return dispute.abi.Pack("MAX_LEAVES")
}

// UnpackMAXLEAVES is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x082febf0.
//
// Solidity: function MAX_LEAVES() view returns(uint64)
func (dispute *Dispute) UnpackMAXLEAVES(data []byte) (uint64, error) {
	out, err := dispute.abi.Unpack("MAX_LEAVES", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackMINGASPRICE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e25128e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MIN_GAS_PRICE() view returns(uint256)
func (dispute *Dispute) PackMINGASPRICE() []byte {
	enc, err := dispute.abi.Pack("MIN_GAS_PRICE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMINGASPRICE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e25128e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MIN_GAS_PRICE() view returns(uint256)
func (dispute *Dispute) TryPackMINGASPRICE() ([]byte, error) {
	return dispute.abi.Pack("MIN_GAS_PRICE")
}

// UnpackMINGASPRICE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6e25128e.
//
// Solidity: function MIN_GAS_PRICE() view returns(uint256)
func (dispute *Dispute) UnpackMINGASPRICE(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("MIN_GAS_PRICE", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackQUESTIONSHARE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x88de275f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function QUESTION_SHARE() view returns(uint128)
func (dispute *Dispute) PackQUESTIONSHARE() []byte {
	enc, err := dispute.abi.Pack("QUESTION_SHARE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackQUESTIONSHARE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x88de275f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function QUESTION_SHARE() view returns(uint128)
func (dispute *Dispute) TryPackQUESTIONSHARE() ([]byte, error) {
	return dispute.abi.Pack("QUESTION_SHARE")
}

// UnpackQUESTIONSHARE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x88de275f.
//
// Solidity: function QUESTION_SHARE() view returns(uint128)
func (dispute *Dispute) UnpackQUESTIONSHARE(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("QUESTION_SHARE", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRHO is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf7d9e808.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function RHO() view returns(uint256)
func (dispute *Dispute) PackRHO() []byte {
	enc, err := dispute.abi.Pack("RHO")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRHO is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf7d9e808.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function RHO() view returns(uint256)
func (dispute *Dispute) TryPackRHO() ([]byte, error) {
	return dispute.abi.Pack("RHO")
}

// UnpackRHO is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf7d9e808.
//
// Solidity: function RHO() view returns(uint256)
func (dispute *Dispute) UnpackRHO(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("RHO", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackROUNDGAS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdebbd6dc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ROUND_GAS() view returns(uint256)
func (dispute *Dispute) PackROUNDGAS() []byte {
	enc, err := dispute.abi.Pack("ROUND_GAS")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackROUNDGAS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdebbd6dc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ROUND_GAS() view returns(uint256)
func (dispute *Dispute) TryPackROUNDGAS() ([]byte, error) {
	return dispute.abi.Pack("ROUND_GAS")
}

// UnpackROUNDGAS is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdebbd6dc.
//
// Solidity: function ROUND_GAS() view returns(uint256)
func (dispute *Dispute) UnpackROUNDGAS(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("ROUND_GAS", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAnnounce is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6056969b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function announce(bytes32 secret) returns()
func (dispute *Dispute) PackAnnounce(secret [32]byte) []byte {
	enc, err := dispute.abi.Pack("announce", secret)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnnounce is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6056969b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function announce(bytes32 secret) returns()
func (dispute *Dispute) TryPackAnnounce(secret [32]byte) ([]byte, error) {
	return dispute.abi.Pack("announce", secret)
}

// PackAnnounced is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2fd0d574.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function announced(bytes32 secret) view returns(uint256)
func (dispute *Dispute) PackAnnounced(secret [32]byte) []byte {
	enc, err := dispute.abi.Pack("announced", secret)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnnounced is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2fd0d574.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function announced(bytes32 secret) view returns(uint256)
func (dispute *Dispute) TryPackAnnounced(secret [32]byte) ([]byte, error) {
	return dispute.abi.Pack("announced", secret)
}

// UnpackAnnounced is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2fd0d574.
//
// Solidity: function announced(bytes32 secret) view returns(uint256)
func (dispute *Dispute) UnpackAnnounced(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("announced", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAnswer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x03245eda.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function answer(uint256 id, (bytes32,bytes32,uint128) fault, bytes evidence) returns()
func (dispute *Dispute) PackAnswer(id *big.Int, fault Fault, evidence []byte) []byte {
	enc, err := dispute.abi.Pack("answer", id, fault, evidence)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnswer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x03245eda.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function answer(uint256 id, (bytes32,bytes32,uint128) fault, bytes evidence) returns()
func (dispute *Dispute) TryPackAnswer(id *big.Int, fault Fault, evidence []byte) ([]byte, error) {
	return dispute.abi.Pack("answer", id, fault, evidence)
}

// PackAsk is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2905919b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ask(bytes statements, uint128 cover) payable returns(uint256 id)
func (dispute *Dispute) PackAsk(statements []byte, cover *big.Int) []byte {
	enc, err := dispute.abi.Pack("ask", statements, cover)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAsk is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2905919b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ask(bytes statements, uint128 cover) payable returns(uint256 id)
func (dispute *Dispute) TryPackAsk(statements []byte, cover *big.Int) ([]byte, error) {
	return dispute.abi.Pack("ask", statements, cover)
}

// UnpackAsk is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2905919b.
//
// Solidity: function ask(bytes statements, uint128 cover) payable returns(uint256 id)
func (dispute *Dispute) UnpackAsk(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("ask", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBondFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8921c161.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondFor(uint64 leaves) view returns(uint256)
func (dispute *Dispute) PackBondFor(leaves uint64) []byte {
	enc, err := dispute.abi.Pack("bondFor", leaves)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8921c161.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondFor(uint64 leaves) view returns(uint256)
func (dispute *Dispute) TryPackBondFor(leaves uint64) ([]byte, error) {
	return dispute.abi.Pack("bondFor", leaves)
}

// UnpackBondFor is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8921c161.
//
// Solidity: function bondFor(uint64 leaves) view returns(uint256)
func (dispute *Dispute) UnpackBondFor(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("bondFor", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBurn is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x44df8e70.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function burn() returns(uint256 amount)
func (dispute *Dispute) PackBurn() []byte {
	enc, err := dispute.abi.Pack("burn")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBurn is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x44df8e70.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function burn() returns(uint256 amount)
func (dispute *Dispute) TryPackBurn() ([]byte, error) {
	return dispute.abi.Pack("burn")
}

// UnpackBurn is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x44df8e70.
//
// Solidity: function burn() returns(uint256 amount)
func (dispute *Dispute) UnpackBurn(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("burn", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCanaries is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x222ef738.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function canaries() view returns(address)
func (dispute *Dispute) PackCanaries() []byte {
	enc, err := dispute.abi.Pack("canaries")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCanaries is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x222ef738.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function canaries() view returns(address)
func (dispute *Dispute) TryPackCanaries() ([]byte, error) {
	return dispute.abi.Pack("canaries")
}

// UnpackCanaries is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x222ef738.
//
// Solidity: function canaries() view returns(address)
func (dispute *Dispute) UnpackCanaries(data []byte) (common.Address, error) {
	out, err := dispute.abi.Unpack("canaries", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackClaims is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdcc59b6f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claims() view returns(address)
func (dispute *Dispute) PackClaims() []byte {
	enc, err := dispute.abi.Pack("claims")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaims is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdcc59b6f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claims() view returns(address)
func (dispute *Dispute) TryPackClaims() ([]byte, error) {
	return dispute.abi.Pack("claims")
}

// UnpackClaims is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdcc59b6f.
//
// Solidity: function claims() view returns(address)
func (dispute *Dispute) UnpackClaims(data []byte) (common.Address, error) {
	out, err := dispute.abi.Unpack("claims", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackClockFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5275fe1c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function clockFor(uint64 leaves) pure returns(uint32)
func (dispute *Dispute) PackClockFor(leaves uint64) []byte {
	enc, err := dispute.abi.Pack("clockFor", leaves)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClockFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5275fe1c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function clockFor(uint64 leaves) pure returns(uint32)
func (dispute *Dispute) TryPackClockFor(leaves uint64) ([]byte, error) {
	return dispute.abi.Pack("clockFor", leaves)
}

// UnpackClockFor is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5275fe1c.
//
// Solidity: function clockFor(uint64 leaves) pure returns(uint32)
func (dispute *Dispute) UnpackClockFor(data []byte) (uint32, error) {
	out, err := dispute.abi.Unpack("clockFor", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackCommit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x29ebcb36.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function commit(uint256 id, bytes32[64] children) returns()
func (dispute *Dispute) PackCommit(id *big.Int, children [64][32]byte) []byte {
	enc, err := dispute.abi.Pack("commit", id, children)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCommit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x29ebcb36.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function commit(uint256 id, bytes32[64] children) returns()
func (dispute *Dispute) TryPackCommit(id *big.Int, children [64][32]byte) ([]byte, error) {
	return dispute.abi.Pack("commit", id, children)
}

// PackConvict is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x27682959.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function convict(uint256 id, bytes32 claim, (bytes32,bytes32,uint128) fault) returns()
func (dispute *Dispute) PackConvict(id *big.Int, claim [32]byte, fault Fault) []byte {
	enc, err := dispute.abi.Pack("convict", id, claim, fault)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackConvict is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x27682959.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function convict(uint256 id, bytes32 claim, (bytes32,bytes32,uint128) fault) returns()
func (dispute *Dispute) TryPackConvict(id *big.Int, claim [32]byte, fault Fault) ([]byte, error) {
	return dispute.abi.Pack("convict", id, claim, fault)
}

// PackCosts is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x776d62f6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function costs() view returns(uint128)
func (dispute *Dispute) PackCosts() []byte {
	enc, err := dispute.abi.Pack("costs")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCosts is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x776d62f6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function costs() view returns(uint128)
func (dispute *Dispute) TryPackCosts() ([]byte, error) {
	return dispute.abi.Pack("costs")
}

// UnpackCosts is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x776d62f6.
//
// Solidity: function costs() view returns(uint128)
func (dispute *Dispute) UnpackCosts(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("costs", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06661abd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function count() view returns(uint256)
func (dispute *Dispute) PackCount() []byte {
	enc, err := dispute.abi.Pack("count")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06661abd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function count() view returns(uint256)
func (dispute *Dispute) TryPackCount() ([]byte, error) {
	return dispute.abi.Pack("count")
}

// UnpackCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x06661abd.
//
// Solidity: function count() view returns(uint256)
func (dispute *Dispute) UnpackCount(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("count", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDeadline is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc40dc8ec.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function deadline(uint256 id) view returns(uint256)
func (dispute *Dispute) PackDeadline(id *big.Int) []byte {
	enc, err := dispute.abi.Pack("deadline", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDeadline is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc40dc8ec.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function deadline(uint256 id) view returns(uint256)
func (dispute *Dispute) TryPackDeadline(id *big.Int) ([]byte, error) {
	return dispute.abi.Pack("deadline", id)
}

// UnpackDeadline is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc40dc8ec.
//
// Solidity: function deadline(uint256 id) view returns(uint256)
func (dispute *Dispute) UnpackDeadline(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("deadline", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDisputeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb1eb0fb7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function disputeOf(uint256 id) view returns((address,uint96,address,uint64,bytes32,(uint8,uint8,uint8,uint64,uint16,uint16,uint32,uint32,uint40),bytes32,bytes32) game)
func (dispute *Dispute) PackDisputeOf(id *big.Int) []byte {
	enc, err := dispute.abi.Pack("disputeOf", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDisputeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb1eb0fb7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function disputeOf(uint256 id) view returns((address,uint96,address,uint64,bytes32,(uint8,uint8,uint8,uint64,uint16,uint16,uint32,uint32,uint40),bytes32,bytes32) game)
func (dispute *Dispute) TryPackDisputeOf(id *big.Int) ([]byte, error) {
	return dispute.abi.Pack("disputeOf", id)
}

// UnpackDisputeOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb1eb0fb7.
//
// Solidity: function disputeOf(uint256 id) view returns((address,uint96,address,uint64,bytes32,(uint8,uint8,uint8,uint64,uint16,uint16,uint32,uint32,uint40),bytes32,bytes32) game)
func (dispute *Dispute) UnpackDisputeOf(data []byte) (DisputeGame, error) {
	out, err := dispute.abi.Unpack("disputeOf", data)
	if err != nil {
		return *new(DisputeGame), err
	}
	out0 := *abi.ConvertType(out[0], new(DisputeGame)).(*DisputeGame)
	return out0, nil
}

// PackExcuse is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x394610d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function excuse(uint256 id, bytes32 claim, (bytes32,bytes32,uint128) fault) returns(address challenger)
func (dispute *Dispute) PackExcuse(id *big.Int, claim [32]byte, fault Fault) []byte {
	enc, err := dispute.abi.Pack("excuse", id, claim, fault)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExcuse is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x394610d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function excuse(uint256 id, bytes32 claim, (bytes32,bytes32,uint128) fault) returns(address challenger)
func (dispute *Dispute) TryPackExcuse(id *big.Int, claim [32]byte, fault Fault) ([]byte, error) {
	return dispute.abi.Pack("excuse", id, claim, fault)
}

// UnpackExcuse is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x394610d9.
//
// Solidity: function excuse(uint256 id, bytes32 claim, (bytes32,bytes32,uint128) fault) returns(address challenger)
func (dispute *Dispute) UnpackExcuse(data []byte) (common.Address, error) {
	out, err := dispute.abi.Unpack("excuse", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackForfeit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3ed546ab.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function forfeit(uint256 id) returns()
func (dispute *Dispute) PackForfeit(id *big.Int) []byte {
	enc, err := dispute.abi.Pack("forfeit", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackForfeit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3ed546ab.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function forfeit(uint256 id) returns()
func (dispute *Dispute) TryPackForfeit(id *big.Int) ([]byte, error) {
	return dispute.abi.Pack("forfeit", id)
}

// PackOpen is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x10b744bd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function open(bytes statements, uint128 cover) payable returns(uint256 id)
func (dispute *Dispute) PackOpen(statements []byte, cover *big.Int) []byte {
	enc, err := dispute.abi.Pack("open", statements, cover)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOpen is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x10b744bd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function open(bytes statements, uint128 cover) payable returns(uint256 id)
func (dispute *Dispute) TryPackOpen(statements []byte, cover *big.Int) ([]byte, error) {
	return dispute.abi.Pack("open", statements, cover)
}

// UnpackOpen is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x10b744bd.
//
// Solidity: function open(bytes statements, uint128 cover) payable returns(uint256 id)
func (dispute *Dispute) UnpackOpen(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("open", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOwed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdf18e047.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owed(address who) view returns(uint256)
func (dispute *Dispute) PackOwed(who common.Address) []byte {
	enc, err := dispute.abi.Pack("owed", who)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdf18e047.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owed(address who) view returns(uint256)
func (dispute *Dispute) TryPackOwed(who common.Address) ([]byte, error) {
	return dispute.abi.Pack("owed", who)
}

// UnpackOwed is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdf18e047.
//
// Solidity: function owed(address who) view returns(uint256)
func (dispute *Dispute) UnpackOwed(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("owed", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPick is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07f3ed9d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pick(uint256 id, bytes32 node, uint256 choice) returns()
func (dispute *Dispute) PackPick(id *big.Int, node [32]byte, choice *big.Int) []byte {
	enc, err := dispute.abi.Pack("pick", id, node, choice)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPick is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07f3ed9d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pick(uint256 id, bytes32 node, uint256 choice) returns()
func (dispute *Dispute) TryPackPick(id *big.Int, node [32]byte, choice *big.Int) ([]byte, error) {
	return dispute.abi.Pack("pick", id, node, choice)
}

// PackPost is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x205e4926.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function post(uint256 id, bytes32[64] children, bytes32[6] siblings) returns()
func (dispute *Dispute) PackPost(id *big.Int, children [64][32]byte, siblings [6][32]byte) []byte {
	enc, err := dispute.abi.Pack("post", id, children, siblings)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPost is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x205e4926.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function post(uint256 id, bytes32[64] children, bytes32[6] siblings) returns()
func (dispute *Dispute) TryPackPost(id *big.Int, children [64][32]byte, siblings [6][32]byte) ([]byte, error) {
	return dispute.abi.Pack("post", id, children, siblings)
}

// PackProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc860ebc6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function program() view returns(address)
func (dispute *Dispute) PackProgram() []byte {
	enc, err := dispute.abi.Pack("program")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc860ebc6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function program() view returns(address)
func (dispute *Dispute) TryPackProgram() ([]byte, error) {
	return dispute.abi.Pack("program")
}

// UnpackProgram is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc860ebc6.
//
// Solidity: function program() view returns(address)
func (dispute *Dispute) UnpackProgram(data []byte) (common.Address, error) {
	out, err := dispute.abi.Unpack("program", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackProve is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8f5e550c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function prove(uint8 kind, bytes statements) returns(uint256 id)
func (dispute *Dispute) PackProve(kind uint8, statements []byte) []byte {
	enc, err := dispute.abi.Pack("prove", kind, statements)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProve is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8f5e550c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function prove(uint8 kind, bytes statements) returns(uint256 id)
func (dispute *Dispute) TryPackProve(kind uint8, statements []byte) ([]byte, error) {
	return dispute.abi.Pack("prove", kind, statements)
}

// UnpackProve is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8f5e550c.
//
// Solidity: function prove(uint8 kind, bytes statements) returns(uint256 id)
func (dispute *Dispute) UnpackProve(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("prove", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackQuestionBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2d835fb8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function questionBond() view returns(uint256)
func (dispute *Dispute) PackQuestionBond() []byte {
	enc, err := dispute.abi.Pack("questionBond")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackQuestionBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2d835fb8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function questionBond() view returns(uint256)
func (dispute *Dispute) TryPackQuestionBond() ([]byte, error) {
	return dispute.abi.Pack("questionBond")
}

// UnpackQuestionBond is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2d835fb8.
//
// Solidity: function questionBond() view returns(uint256)
func (dispute *Dispute) UnpackQuestionBond(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("questionBond", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackReveal is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc914a254.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reveal(uint256 id, bytes data, bytes32[6] siblings) returns()
func (dispute *Dispute) PackReveal(id *big.Int, data []byte, siblings [6][32]byte) []byte {
	enc, err := dispute.abi.Pack("reveal", id, data, siblings)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReveal is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc914a254.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reveal(uint256 id, bytes data, bytes32[6] siblings) returns()
func (dispute *Dispute) TryPackReveal(id *big.Int, data []byte, siblings [6][32]byte) ([]byte, error) {
	return dispute.abi.Pack("reveal", id, data, siblings)
}

// PackShow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9b765a5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function show(uint256 id, (bytes,bytes32,uint256,uint256,bytes,bytes,bytes) showing) returns()
func (dispute *Dispute) PackShow(id *big.Int, showing DisputeShowing) []byte {
	enc, err := dispute.abi.Pack("show", id, showing)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackShow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9b765a5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function show(uint256 id, (bytes,bytes32,uint256,uint256,bytes,bytes,bytes) showing) returns()
func (dispute *Dispute) TryPackShow(id *big.Int, showing DisputeShowing) ([]byte, error) {
	return dispute.abi.Pack("show", id, showing)
}

// PackShowPart is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9436499.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function showPart(uint256 id, (bytes,bytes32,uint256,uint256,bytes,bytes,bytes) showing) returns()
func (dispute *Dispute) PackShowPart(id *big.Int, showing DisputeShowing) []byte {
	enc, err := dispute.abi.Pack("showPart", id, showing)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackShowPart is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9436499.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function showPart(uint256 id, (bytes,bytes32,uint256,uint256,bytes,bytes,bytes) showing) returns()
func (dispute *Dispute) TryPackShowPart(id *big.Int, showing DisputeShowing) ([]byte, error) {
	return dispute.abi.Pack("showPart", id, showing)
}

// PackSplit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x88ff1195.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function split(uint256 id, (bytes,bytes32,uint256,uint256,bytes,bytes,bytes) showing) returns()
func (dispute *Dispute) PackSplit(id *big.Int, showing DisputeShowing) []byte {
	enc, err := dispute.abi.Pack("split", id, showing)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSplit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x88ff1195.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function split(uint256 id, (bytes,bytes32,uint256,uint256,bytes,bytes,bytes) showing) returns()
func (dispute *Dispute) TryPackSplit(id *big.Int, showing DisputeShowing) ([]byte, error) {
	return dispute.abi.Pack("split", id, showing)
}

// PackStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3a4b66f1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stake() view returns(address)
func (dispute *Dispute) PackStake() []byte {
	enc, err := dispute.abi.Pack("stake")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3a4b66f1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stake() view returns(address)
func (dispute *Dispute) TryPackStake() ([]byte, error) {
	return dispute.abi.Pack("stake")
}

// UnpackStake is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3a4b66f1.
//
// Solidity: function stake() view returns(address)
func (dispute *Dispute) UnpackStake(data []byte) (common.Address, error) {
	out, err := dispute.abi.Unpack("stake", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51cff8d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(address to) returns(uint256 amount)
func (dispute *Dispute) PackWithdraw(to common.Address) []byte {
	enc, err := dispute.abi.Pack("withdraw", to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51cff8d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(address to) returns(uint256 amount)
func (dispute *Dispute) TryPackWithdraw(to common.Address) ([]byte, error) {
	return dispute.abi.Pack("withdraw", to)
}

// UnpackWithdraw is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x51cff8d9.
//
// Solidity: function withdraw(address to) returns(uint256 amount)
func (dispute *Dispute) UnpackWithdraw(data []byte) (*big.Int, error) {
	out, err := dispute.abi.Unpack("withdraw", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// DisputeAcquitted represents a Acquitted event raised by the Dispute contract.
type DisputeAcquitted struct {
	Id         *big.Int
	Provider   common.Address
	Challenger common.Address
	Shown      bool
	Raw        *types.Log // Blockchain specific contextual infos
}

const DisputeAcquittedEventName = "Acquitted"

// ContractEventName returns the user-defined event name.
func (DisputeAcquitted) ContractEventName() string {
	return DisputeAcquittedEventName
}

// UnpackAcquittedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Acquitted(uint256 indexed id, address indexed provider, address indexed challenger, bool shown)
func (dispute *Dispute) UnpackAcquittedEvent(log *types.Log) (*DisputeAcquitted, error) {
	event := "Acquitted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != dispute.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DisputeAcquitted)
	if len(log.Data) > 0 {
		if err := dispute.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range dispute.abi.Events[event].Inputs {
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

// DisputeAnnounced represents a Announced event raised by the Dispute contract.
type DisputeAnnounced struct {
	Secret [32]byte
	Raw    *types.Log // Blockchain specific contextual infos
}

const DisputeAnnouncedEventName = "Announced"

// ContractEventName returns the user-defined event name.
func (DisputeAnnounced) ContractEventName() string {
	return DisputeAnnouncedEventName
}

// UnpackAnnouncedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Announced(bytes32 indexed secret)
func (dispute *Dispute) UnpackAnnouncedEvent(log *types.Log) (*DisputeAnnounced, error) {
	event := "Announced"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != dispute.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DisputeAnnounced)
	if len(log.Data) > 0 {
		if err := dispute.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range dispute.abi.Events[event].Inputs {
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

// DisputeAsked represents a Asked event raised by the Dispute contract.
type DisputeAsked struct {
	Id         *big.Int
	Provider   common.Address
	Challenger common.Address
	Bond       *big.Int
	Covered    *big.Int
	Fault      Fault
	Raw        *types.Log // Blockchain specific contextual infos
}

const DisputeAskedEventName = "Asked"

// ContractEventName returns the user-defined event name.
func (DisputeAsked) ContractEventName() string {
	return DisputeAskedEventName
}

// UnpackAskedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Asked(uint256 indexed id, address indexed provider, address indexed challenger, uint256 bond, uint128 covered, (bytes32,bytes32,uint128) fault)
func (dispute *Dispute) UnpackAskedEvent(log *types.Log) (*DisputeAsked, error) {
	event := "Asked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != dispute.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DisputeAsked)
	if len(log.Data) > 0 {
		if err := dispute.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range dispute.abi.Events[event].Inputs {
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

// DisputeConvicted represents a Convicted event raised by the Dispute contract.
type DisputeConvicted struct {
	Id         *big.Int
	Provider   common.Address
	Challenger common.Address
	Subject    [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const DisputeConvictedEventName = "Convicted"

// ContractEventName returns the user-defined event name.
func (DisputeConvicted) ContractEventName() string {
	return DisputeConvictedEventName
}

// UnpackConvictedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Convicted(uint256 indexed id, address indexed provider, address indexed challenger, bytes32 subject)
func (dispute *Dispute) UnpackConvictedEvent(log *types.Log) (*DisputeConvicted, error) {
	event := "Convicted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != dispute.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DisputeConvicted)
	if len(log.Data) > 0 {
		if err := dispute.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range dispute.abi.Events[event].Inputs {
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

// DisputeExcused represents a Excused event raised by the Dispute contract.
type DisputeExcused struct {
	Id         *big.Int
	Provider   common.Address
	Challenger common.Address
	Subject    [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const DisputeExcusedEventName = "Excused"

// ContractEventName returns the user-defined event name.
func (DisputeExcused) ContractEventName() string {
	return DisputeExcusedEventName
}

// UnpackExcusedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Excused(uint256 indexed id, address indexed provider, address indexed challenger, bytes32 subject)
func (dispute *Dispute) UnpackExcusedEvent(log *types.Log) (*DisputeExcused, error) {
	event := "Excused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != dispute.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DisputeExcused)
	if len(log.Data) > 0 {
		if err := dispute.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range dispute.abi.Events[event].Inputs {
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

// DisputeOpened represents a Opened event raised by the Dispute contract.
type DisputeOpened struct {
	Id         *big.Int
	Provider   common.Address
	Challenger common.Address
	Leaves     uint64
	Bond       *big.Int
	Covered    *big.Int
	Fault      Fault
	Claim      []byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const DisputeOpenedEventName = "Opened"

// ContractEventName returns the user-defined event name.
func (DisputeOpened) ContractEventName() string {
	return DisputeOpenedEventName
}

// UnpackOpenedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Opened(uint256 indexed id, address indexed provider, address indexed challenger, uint64 leaves, uint256 bond, uint128 covered, (bytes32,bytes32,uint128) fault, bytes claim)
func (dispute *Dispute) UnpackOpenedEvent(log *types.Log) (*DisputeOpened, error) {
	event := "Opened"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != dispute.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DisputeOpened)
	if len(log.Data) > 0 {
		if err := dispute.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range dispute.abi.Events[event].Inputs {
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

// DisputePicked represents a Picked event raised by the Dispute contract.
type DisputePicked struct {
	Id     *big.Int
	Choice *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const DisputePickedEventName = "Picked"

// ContractEventName returns the user-defined event name.
func (DisputePicked) ContractEventName() string {
	return DisputePickedEventName
}

// UnpackPickedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Picked(uint256 indexed id, uint256 choice)
func (dispute *Dispute) UnpackPickedEvent(log *types.Log) (*DisputePicked, error) {
	event := "Picked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != dispute.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DisputePicked)
	if len(log.Data) > 0 {
		if err := dispute.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range dispute.abi.Events[event].Inputs {
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

// DisputePosted represents a Posted event raised by the Dispute contract.
type DisputePosted struct {
	Id       *big.Int
	Children [64][32]byte
	Raw      *types.Log // Blockchain specific contextual infos
}

const DisputePostedEventName = "Posted"

// ContractEventName returns the user-defined event name.
func (DisputePosted) ContractEventName() string {
	return DisputePostedEventName
}

// UnpackPostedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Posted(uint256 indexed id, bytes32[64] children)
func (dispute *Dispute) UnpackPostedEvent(log *types.Log) (*DisputePosted, error) {
	event := "Posted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != dispute.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DisputePosted)
	if len(log.Data) > 0 {
		if err := dispute.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range dispute.abi.Events[event].Inputs {
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

// DisputeRevealed represents a Revealed event raised by the Dispute contract.
type DisputeRevealed struct {
	Id   *big.Int
	Data []byte
	Raw  *types.Log // Blockchain specific contextual infos
}

const DisputeRevealedEventName = "Revealed"

// ContractEventName returns the user-defined event name.
func (DisputeRevealed) ContractEventName() string {
	return DisputeRevealedEventName
}

// UnpackRevealedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Revealed(uint256 indexed id, bytes data)
func (dispute *Dispute) UnpackRevealedEvent(log *types.Log) (*DisputeRevealed, error) {
	event := "Revealed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != dispute.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DisputeRevealed)
	if len(log.Data) > 0 {
		if err := dispute.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range dispute.abi.Events[event].Inputs {
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

// DisputeSplit represents a Split event raised by the Dispute contract.
type DisputeSplit struct {
	Id   *big.Int
	Sums []byte
	Raw  *types.Log // Blockchain specific contextual infos
}

const DisputeSplitEventName = "Split"

// ContractEventName returns the user-defined event name.
func (DisputeSplit) ContractEventName() string {
	return DisputeSplitEventName
}

// UnpackSplitEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Split(uint256 indexed id, bytes sums)
func (dispute *Dispute) UnpackSplitEvent(log *types.Log) (*DisputeSplit, error) {
	event := "Split"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != dispute.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DisputeSplit)
	if len(log.Data) > 0 {
		if err := dispute.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range dispute.abi.Events[event].Inputs {
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

// DisputeWithdrawn represents a Withdrawn event raised by the Dispute contract.
type DisputeWithdrawn struct {
	Who    common.Address
	To     common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const DisputeWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (DisputeWithdrawn) ContractEventName() string {
	return DisputeWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed who, address indexed to, uint256 amount)
func (dispute *Dispute) UnpackWithdrawnEvent(log *types.Log) (*DisputeWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != dispute.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DisputeWithdrawn)
	if len(log.Data) > 0 {
		if err := dispute.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range dispute.abi.Events[event].Inputs {
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
func (dispute *Dispute) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], dispute.abi.Errors["AlreadyConvicted"].ID.Bytes()[:4]) {
		return dispute.UnpackAlreadyConvictedError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["AnotherPosition"].ID.Bytes()[:4]) {
		return dispute.UnpackAnotherPositionError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["BondTooSmall"].ID.Bytes()[:4]) {
		return dispute.UnpackBondTooSmallError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["ChoiceOutOfRange"].ID.Bytes()[:4]) {
		return dispute.UnpackChoiceOutOfRangeError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["CoverTooSmall"].ID.Bytes()[:4]) {
		return dispute.UnpackCoverTooSmallError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["LeavesOutOfRange"].ID.Bytes()[:4]) {
		return dispute.UnpackLeavesOutOfRangeError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["NotAnnounced"].ID.Bytes()[:4]) {
		return dispute.UnpackNotAnnouncedError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["NotOrdered"].ID.Bytes()[:4]) {
		return dispute.UnpackNotOrderedError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["NotTheSame"].ID.Bytes()[:4]) {
		return dispute.UnpackNotTheSameError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["NotUnderNode"].ID.Bytes()[:4]) {
		return dispute.UnpackNotUnderNodeError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["NotYourMove"].ID.Bytes()[:4]) {
		return dispute.UnpackNotYourMoveError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["NothingOwed"].ID.Bytes()[:4]) {
		return dispute.UnpackNothingOwedError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["PaymentRefused"].ID.Bytes()[:4]) {
		return dispute.UnpackPaymentRefusedError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["StillTime"].ID.Bytes()[:4]) {
		return dispute.UnpackStillTimeError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["TooLate"].ID.Bytes()[:4]) {
		return dispute.UnpackTooLateError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["WindowClosed"].ID.Bytes()[:4]) {
		return dispute.UnpackWindowClosedError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["WrongLength"].ID.Bytes()[:4]) {
		return dispute.UnpackWrongLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["WrongNumber"].ID.Bytes()[:4]) {
		return dispute.UnpackWrongNumberError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["WrongParts"].ID.Bytes()[:4]) {
		return dispute.UnpackWrongPartsError(raw[4:])
	}
	if bytes.Equal(raw[:4], dispute.abi.Errors["WrongPhase"].ID.Bytes()[:4]) {
		return dispute.UnpackWrongPhaseError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// DisputeAlreadyConvicted represents a AlreadyConvicted error raised by the Dispute contract.
type DisputeAlreadyConvicted struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyConvicted()
func DisputeAlreadyConvictedErrorID() common.Hash {
	return common.HexToHash("0x63dac56f07b9f2974559d49dfb139bfda59e4282d3c42805f4bd94a990be1d2b")
}

// UnpackAlreadyConvictedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyConvicted()
func (dispute *Dispute) UnpackAlreadyConvictedError(raw []byte) (*DisputeAlreadyConvicted, error) {
	out := new(DisputeAlreadyConvicted)
	if err := dispute.abi.UnpackIntoInterface(out, "AlreadyConvicted", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeAnotherPosition represents a AnotherPosition error raised by the Dispute contract.
type DisputeAnotherPosition struct {
	Node [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AnotherPosition(bytes32 node)
func DisputeAnotherPositionErrorID() common.Hash {
	return common.HexToHash("0xfb5602703f64e958e41a50d5b476955588fc90cbf474803f1ff68cd040a01c3d")
}

// UnpackAnotherPositionError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AnotherPosition(bytes32 node)
func (dispute *Dispute) UnpackAnotherPositionError(raw []byte) (*DisputeAnotherPosition, error) {
	out := new(DisputeAnotherPosition)
	if err := dispute.abi.UnpackIntoInterface(out, "AnotherPosition", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeBondTooSmall represents a BondTooSmall error raised by the Dispute contract.
type DisputeBondTooSmall struct {
	Least *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BondTooSmall(uint256 least)
func DisputeBondTooSmallErrorID() common.Hash {
	return common.HexToHash("0x6d393ee6699464762db3ce7164381ac3fbc90f3370293f21e8039d8cd13821ff")
}

// UnpackBondTooSmallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BondTooSmall(uint256 least)
func (dispute *Dispute) UnpackBondTooSmallError(raw []byte) (*DisputeBondTooSmall, error) {
	out := new(DisputeBondTooSmall)
	if err := dispute.abi.UnpackIntoInterface(out, "BondTooSmall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeChoiceOutOfRange represents a ChoiceOutOfRange error raised by the Dispute contract.
type DisputeChoiceOutOfRange struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ChoiceOutOfRange()
func DisputeChoiceOutOfRangeErrorID() common.Hash {
	return common.HexToHash("0x378dfb39ba92cc4aa1e2731c29c4d2bb422934a99e09cdf0416851ae61f4a599")
}

// UnpackChoiceOutOfRangeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ChoiceOutOfRange()
func (dispute *Dispute) UnpackChoiceOutOfRangeError(raw []byte) (*DisputeChoiceOutOfRange, error) {
	out := new(DisputeChoiceOutOfRange)
	if err := dispute.abi.UnpackIntoInterface(out, "ChoiceOutOfRange", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeCoverTooSmall represents a CoverTooSmall error raised by the Dispute contract.
type DisputeCoverTooSmall struct {
	Covered *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error CoverTooSmall(uint128 covered)
func DisputeCoverTooSmallErrorID() common.Hash {
	return common.HexToHash("0xcaf300db8627d99beb53e2b174e223fbd622d355ddae81d1e39235a9fd1b3e5f")
}

// UnpackCoverTooSmallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error CoverTooSmall(uint128 covered)
func (dispute *Dispute) UnpackCoverTooSmallError(raw []byte) (*DisputeCoverTooSmall, error) {
	out := new(DisputeCoverTooSmall)
	if err := dispute.abi.UnpackIntoInterface(out, "CoverTooSmall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeLeavesOutOfRange represents a LeavesOutOfRange error raised by the Dispute contract.
type DisputeLeavesOutOfRange struct {
	Leaves uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error LeavesOutOfRange(uint64 leaves)
func DisputeLeavesOutOfRangeErrorID() common.Hash {
	return common.HexToHash("0x99e41074e2964ee916d24c76931e0dd619c0a86123374f05ac48dc9d0a075c08")
}

// UnpackLeavesOutOfRangeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error LeavesOutOfRange(uint64 leaves)
func (dispute *Dispute) UnpackLeavesOutOfRangeError(raw []byte) (*DisputeLeavesOutOfRange, error) {
	out := new(DisputeLeavesOutOfRange)
	if err := dispute.abi.UnpackIntoInterface(out, "LeavesOutOfRange", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeNotAnnounced represents a NotAnnounced error raised by the Dispute contract.
type DisputeNotAnnounced struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotAnnounced()
func DisputeNotAnnouncedErrorID() common.Hash {
	return common.HexToHash("0xdfb690930f7fcb1608ba3a8607dedb689c2a27b51be9cc1f09fa2335e71822b4")
}

// UnpackNotAnnouncedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotAnnounced()
func (dispute *Dispute) UnpackNotAnnouncedError(raw []byte) (*DisputeNotAnnounced, error) {
	out := new(DisputeNotAnnounced)
	if err := dispute.abi.UnpackIntoInterface(out, "NotAnnounced", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeNotOrdered represents a NotOrdered error raised by the Dispute contract.
type DisputeNotOrdered struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOrdered()
func DisputeNotOrderedErrorID() common.Hash {
	return common.HexToHash("0x96e69e13571ef72d0fb368069eee1b7d8979931054982789738a403a142c775e")
}

// UnpackNotOrderedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOrdered()
func (dispute *Dispute) UnpackNotOrderedError(raw []byte) (*DisputeNotOrdered, error) {
	out := new(DisputeNotOrdered)
	if err := dispute.abi.UnpackIntoInterface(out, "NotOrdered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeNotTheSame represents a NotTheSame error raised by the Dispute contract.
type DisputeNotTheSame struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotTheSame()
func DisputeNotTheSameErrorID() common.Hash {
	return common.HexToHash("0x38ab55eb6479b5849bea97a731ad1f69d24ee75ec2cb112cf18ea3fc1f113635")
}

// UnpackNotTheSameError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotTheSame()
func (dispute *Dispute) UnpackNotTheSameError(raw []byte) (*DisputeNotTheSame, error) {
	out := new(DisputeNotTheSame)
	if err := dispute.abi.UnpackIntoInterface(out, "NotTheSame", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeNotUnderNode represents a NotUnderNode error raised by the Dispute contract.
type DisputeNotUnderNode struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotUnderNode()
func DisputeNotUnderNodeErrorID() common.Hash {
	return common.HexToHash("0x531bb317b705b268dafd117d834dc2175eb8f4263fe294d1038908e9f7801516")
}

// UnpackNotUnderNodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotUnderNode()
func (dispute *Dispute) UnpackNotUnderNodeError(raw []byte) (*DisputeNotUnderNode, error) {
	out := new(DisputeNotUnderNode)
	if err := dispute.abi.UnpackIntoInterface(out, "NotUnderNode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeNotYourMove represents a NotYourMove error raised by the Dispute contract.
type DisputeNotYourMove struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotYourMove()
func DisputeNotYourMoveErrorID() common.Hash {
	return common.HexToHash("0xea696d7ec0cfcb8b2b9a4b224f206b6a65198e51f6aabde7a848add30e854355")
}

// UnpackNotYourMoveError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotYourMove()
func (dispute *Dispute) UnpackNotYourMoveError(raw []byte) (*DisputeNotYourMove, error) {
	out := new(DisputeNotYourMove)
	if err := dispute.abi.UnpackIntoInterface(out, "NotYourMove", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeNothingOwed represents a NothingOwed error raised by the Dispute contract.
type DisputeNothingOwed struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingOwed()
func DisputeNothingOwedErrorID() common.Hash {
	return common.HexToHash("0x797dba544d72fb0dfb4c7610346de0274cf6d4e8b1d64dc398abc9027c89eff2")
}

// UnpackNothingOwedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingOwed()
func (dispute *Dispute) UnpackNothingOwedError(raw []byte) (*DisputeNothingOwed, error) {
	out := new(DisputeNothingOwed)
	if err := dispute.abi.UnpackIntoInterface(out, "NothingOwed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputePaymentRefused represents a PaymentRefused error raised by the Dispute contract.
type DisputePaymentRefused struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error PaymentRefused()
func DisputePaymentRefusedErrorID() common.Hash {
	return common.HexToHash("0x969b86f4c8c119cf4980873e0cfab67cdf7b7e4f00c85a2102a5fc90e80cc472")
}

// UnpackPaymentRefusedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error PaymentRefused()
func (dispute *Dispute) UnpackPaymentRefusedError(raw []byte) (*DisputePaymentRefused, error) {
	out := new(DisputePaymentRefused)
	if err := dispute.abi.UnpackIntoInterface(out, "PaymentRefused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeStillTime represents a StillTime error raised by the Dispute contract.
type DisputeStillTime struct {
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StillTime(uint256 deadline)
func DisputeStillTimeErrorID() common.Hash {
	return common.HexToHash("0x8df835641ce688f6bb1673f93d9b1b83bbdc547636a0631d23ed709caf9a2871")
}

// UnpackStillTimeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StillTime(uint256 deadline)
func (dispute *Dispute) UnpackStillTimeError(raw []byte) (*DisputeStillTime, error) {
	out := new(DisputeStillTime)
	if err := dispute.abi.UnpackIntoInterface(out, "StillTime", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeTooLate represents a TooLate error raised by the Dispute contract.
type DisputeTooLate struct {
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooLate(uint256 deadline)
func DisputeTooLateErrorID() common.Hash {
	return common.HexToHash("0x691e5682c05af91a82d806fceac093f8891d2c453dfc42c67196c1ccdb7b8be1")
}

// UnpackTooLateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooLate(uint256 deadline)
func (dispute *Dispute) UnpackTooLateError(raw []byte) (*DisputeTooLate, error) {
	out := new(DisputeTooLate)
	if err := dispute.abi.UnpackIntoInterface(out, "TooLate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeWindowClosed represents a WindowClosed error raised by the Dispute contract.
type DisputeWindowClosed struct {
	At uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WindowClosed(uint64 at)
func DisputeWindowClosedErrorID() common.Hash {
	return common.HexToHash("0xb7a749206d8179505f87eae415c0167441d2b07748a072df075f7d5d103538cc")
}

// UnpackWindowClosedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WindowClosed(uint64 at)
func (dispute *Dispute) UnpackWindowClosedError(raw []byte) (*DisputeWindowClosed, error) {
	out := new(DisputeWindowClosed)
	if err := dispute.abi.UnpackIntoInterface(out, "WindowClosed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeWrongLength represents a WrongLength error raised by the Dispute contract.
type DisputeWrongLength struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongLength()
func DisputeWrongLengthErrorID() common.Hash {
	return common.HexToHash("0x92aa5ab23bbae600ecca1dd12b2726e344da564f59c375694c99a5a37af1042a")
}

// UnpackWrongLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongLength()
func (dispute *Dispute) UnpackWrongLengthError(raw []byte) (*DisputeWrongLength, error) {
	out := new(DisputeWrongLength)
	if err := dispute.abi.UnpackIntoInterface(out, "WrongLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeWrongNumber represents a WrongNumber error raised by the Dispute contract.
type DisputeWrongNumber struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongNumber()
func DisputeWrongNumberErrorID() common.Hash {
	return common.HexToHash("0x3546a07ed23b5018aa3d00203faeca5e8f8745b176ade946788b0769f73e29f7")
}

// UnpackWrongNumberError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongNumber()
func (dispute *Dispute) UnpackWrongNumberError(raw []byte) (*DisputeWrongNumber, error) {
	out := new(DisputeWrongNumber)
	if err := dispute.abi.UnpackIntoInterface(out, "WrongNumber", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeWrongParts represents a WrongParts error raised by the Dispute contract.
type DisputeWrongParts struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongParts()
func DisputeWrongPartsErrorID() common.Hash {
	return common.HexToHash("0xdf8b23760e22a82e45ea20c4eeae6d1ceee5fa154235cce02e5736d346aee666")
}

// UnpackWrongPartsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongParts()
func (dispute *Dispute) UnpackWrongPartsError(raw []byte) (*DisputeWrongParts, error) {
	out := new(DisputeWrongParts)
	if err := dispute.abi.UnpackIntoInterface(out, "WrongParts", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DisputeWrongPhase represents a WrongPhase error raised by the Dispute contract.
type DisputeWrongPhase struct {
	Awaited uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongPhase(uint8 awaited)
func DisputeWrongPhaseErrorID() common.Hash {
	return common.HexToHash("0x96fe8cdd585d6e16539084786ef0330f221a01706accefe0bc861b9b7c7ccd00")
}

// UnpackWrongPhaseError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongPhase(uint8 awaited)
func (dispute *Dispute) UnpackWrongPhaseError(raw []byte) (*DisputeWrongPhase, error) {
	out := new(DisputeWrongPhase)
	if err := dispute.abi.UnpackIntoInterface(out, "WrongPhase", raw); err != nil {
		return nil, err
	}
	return out, nil
}
