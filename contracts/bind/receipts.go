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
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"referee_\",\"type\":\"address\",\"internalType\":\"contractReferee\"},{\"name\":\"settlement_\",\"type\":\"address\",\"internalType\":\"contractBatchSettlement\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"check\",\"inputs\":[{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"name\":\"claim\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"contradiction\",\"inputs\":[{\"name\":\"kind\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"ordered\",\"inputs\":[{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]},{\"name\":\"evidence\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"question\",\"inputs\":[{\"name\":\"statements\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"provider\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finished\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"fault\",\"type\":\"tuple\",\"internalType\":\"structFault\",\"components\":[{\"name\":\"subject\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"channel\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"amount\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"referee\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractReferee\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"settlement\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractBatchSettlement\"}],\"stateMutability\":\"view\"},{\"type\":\"error\",\"name\":\"BadProof\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoContradiction\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotJudgeable\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"OtherProvider\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"OtherRequest\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"OtherRequest\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"OtherThing\",\"inputs\":[]}]",
	ID:  "Receipts",
	Bin: "0x60c060405234801561000f575f5ffd5b5060405161245038038061245083398101604081905261002e9161005c565b6001600160a01b039182166080521660a052610094565b6001600160a01b0381168114610059575f5ffd5b50565b5f5f6040838503121561006d575f5ffd5b825161007881610045565b602084015190925061008981610045565b809150509250929050565b60805160a0516123656100eb5f395f818160ad01526101b501525f818160690152818161027c0152818161044b015281816104fa015281816108a60152818161099b01528181610e040152610f0d01526123655ff3fe608060405234801561000f575f5ffd5b5060043610610060575f3560e01c80633b1bebd11461006457806351160630146100a8578063c64b3bb5146100cf578063cb480f44146100f2578063d7d3010a14610115578063e36e122114610137575b5f5ffd5b61008b7f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b0390911681526020015b60405180910390f35b61008b7f000000000000000000000000000000000000000000000000000000000000000081565b6100e26100dd3660046114c7565b61014a565b60405161009f9493929190611533565b61010561010036600461158d565b61019b565b604051901515815260200161009f565b6101286101233660046114c7565b610307565b60405161009f939291906115e2565b61012861014536600461164c565b610343565b5f5f61015461145c565b60605f8080610165888a018a611a43565b9250925092505f610177848484610428565b929a509098509650905061018c84828561061c565b94505050505092959194509250565b5f80806101aa84860186611ad4565b9150915085602001357f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316635e5e0b87846040518263ffffffff1660e01b81526004016101ff9190611b9f565b602060405180830381865afa15801561021a573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061023e9190611c0b565b1461025c57604051637bdd16f160e01b815260040160405180910390fd5b60208201516040516307ddcf3160e51b81526001600160a01b03918216917f0000000000000000000000000000000000000000000000000000000000000000169063fbb9e620906102b4908a35908690600401611c22565b602060405180830381865afa1580156102cf573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906102f39190611c45565b6001600160a01b0316149695505050505050565b5f5f61031161145c565b5f808061032087890189611a43565b925092509250610331838383610428565b50919a90995090975095505050505050565b5f5f61034d61145c565b60ff861660031480610362575060ff86166004145b15610391576103868660ff16600981111561037f5761037f611c60565b86866107f7565b92509250925061041f565b60ff8616600114806103a6575060ff86166002145b156103ca576103868660ff1660098111156103c3576103c3611c60565b8686610947565b600560ff8716108015906103e25750600960ff871611155b15610406576103868660ff1660098111156103ff576103ff611c60565b8686610ba3565b60405163ae591c8760e01b815260040160405180910390fd5b93509350939050565b5f5f61043261145c565b604051632488e60160e21b81525f906001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001690639223980490610480908a90600401611d03565b602060405180830381865afa15801561049b573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906104bf9190611c0b565b865190915081146104e35760405163d792d3d560e01b815260040160405180910390fd5b604051630404375760e41b81526001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063fbb9e620908290634043757090610537908b90600401611dfd565b602060405180830381865afa158015610552573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906105769190611c0b565b876040518363ffffffff1660e01b8152600401610594929190611c22565b602060405180830381865afa1580156105af573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906105d39190611c45565b93506105e28660e00151610c86565b92506040518060600160405280828152602001886101800151815260200187606001516001600160801b0316815250915093509350935093565b606083610120015160ff166001141580610639575060e084015115155b80610648575061010084015115155b15610666576040516327ccd99b60e01b815260040160405180910390fd5b815183146106875760405163d792d3d560e01b815260040160405180910390fd5b608082810151604080516c61737361792e736565642e763160981b602080830191909152602d820193909352604d80820188905282518083039091018152606d8201835280519084012060c0890151895160608b01519589015160e080840151988d0151968b0151608d87019390935260ad86019790975260cd85015260ed840183905261010d8401969096526001600160e01b031993851b841661012d8401529490931b9091166101318201529091906101350160408051601f198184030181528282528351602085810151938601516060870151608088015160a089015160c08a01516001600160e01b031960e097881b8116968b019690965297861b851660248a015292851b8416602889015290841b8316602c880152831b9091166030860152811b60348501529190911b603883015290603c0160408051601f19818403018152908290526107dd9291602001611e99565b604051602081830303815290604052925050509392505050565b5f5f61080161145c565b5f808061081087890189611a43565b925092509250610821838383610428565b50919750955093505f60038a600981111561083e5761083e611c60565b14610884578360a0015163ffffffff16836040015163ffffffff16118061087f57508361016001516001600160801b031683606001516001600160801b0316115b61091a565b6101a08401516080840151604051635085dc0360e11b815260048101919091527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169063a10bb80690602401602060405180830381865afa1580156108f3573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906109179190611c0b565b14155b90508061093a5760405163ae591c8760e01b815260040160405180910390fd5b5050505093509350939050565b5f5f61095161145c565b5f80808080610962898b018b611ead565b94509450945094509450610977858585610428565b50604051630404375760e41b8152929a5090985096506001600160a01b03808a16917f00000000000000000000000000000000000000000000000000000000000000009091169063fbb9e6209082906340437570906109da908890600401611dfd565b602060405180830381865afa1580156109f5573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610a199190611c0b565b846040518363ffffffff1660e01b8152600401610a37929190611c22565b602060405180830381865afa158015610a52573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610a769190611c45565b6001600160a01b031614610a9d5760405163b56fe68960e01b815260040160405180910390fd5b5f60018c6009811115610ab257610ab2611c60565b14610ad5578251855114801590610ad0575082608001518560800151145b610aeb565b82518551148015610aeb5750610aeb8584610c99565b905080610b0b5760405163ae591c8760e01b815260040160405180910390fd5b876001600160401b0316610b228460e00151610c86565b6001600160401b03161115610b4157610b3e8360e00151610c86565b97505b60018c6009811115610b5557610b55611c60565b148015610b7b575086604001516001600160801b031683606001516001600160801b0316115b15610b945760608301516001600160801b031660408801525b50505050505093509350939050565b5f5f610bad61145c565b5f808080610bbd888a018a611f48565b9350935093509350610bd0848484610428565b50919850965094505f60078b6009811115610bed57610bed611c60565b03610c0457610bfd858584610d1d565b9050610c5a565b60088b6009811115610c1857610c18611c60565b03610c2857610bfd858584610de4565b60098b6009811115610c3c57610c3c611c60565b03610c4b57610bfd8483610f8a565b610c578b868685610fe1565b90505b80610c785760405163ae591c8760e01b815260040160405180910390fd5b505050505093509350939050565b5f610c936103e883611fe5565b92915050565b5f81602001518360200151141580610cc55750816040015163ffffffff16836040015163ffffffff1614155b80610cea575081606001516001600160801b031683606001516001600160801b031614155b80610cfd57508160800151836080015114155b80610d1657508160a0015160ff168360a0015160ff1614155b9392505050565b5f5f610d2b835f60566111db565b90505f610d3b8460566002611261565b8651909150610d5c6004600c845f878a610d576056600261201e565b6112a2565b14610d7a57604051637bdd16f160e01b815260040160405180910390fd5b60a085015160ff166002148015610da457508560a0015163ffffffff16856040015163ffffffff16105b8015610dda5750610db882602e6004611261565b856040015163ffffffff16876080015163ffffffff16610dd8919061201e565b105b9695505050505050565b5f5f82806020019051810190610dfa919061205d565b90508461014001517f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316636e4dd610836040518263ffffffff1660e01b8152600401610e4e9190612165565b602060405180830381865afa158015610e69573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610e8d9190611c0b565b14610eab57604051637bdd16f160e01b815260040160405180910390fd5b6060840151608086015160408087015160c085015160e0860151925163fa2d4ae560e01b815263ffffffff94851660048201529390911660248401526001600160801b0390811660448401529081166064830152909116906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169063fa2d4ae590608401602060405180830381865afa158015610f52573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610f7691906122b0565b6001600160801b0316141595945050505050565b5f81515f14610fac57604051637ca55c7760e01b815260040160405180910390fd5b604083015163ffffffff161580610d16575060a083015160ff16600114801590610d165750505060a0015160ff166002141590565b5f5f610ff08360206001611261565b90505f610ffe8260046122cb565b61100990602161201e565b90505f611018855f60206111db565b61102e8660216110298760046122cb565b6111db565b60405160200161103f9291906122e2565b6040516020818303038152906040528051906020012090508660200151811461107b57604051637bdd16f160e01b815260040160405180910390fd5b5f61108886846004611261565b90505f6110a18761109a86600461201e565b60046111db565b905087602001516110ca600260148b6040015163ffffffff1686868d8b6008610d57919061201e565b146110e857604051637bdd16f160e01b815260040160405180910390fd5b5f805b86811015611132576110ff835f6004611261565b6111208a61110e8460046122cb565b61111990602161201e565b6004611261565b0361112a57600191505b6001016110eb565b5060058b600981111561114757611147611c60565b036111795780801561116c5750604089015163ffffffff1661116a84600161201e565b105b96505050505050506111d3565b8015801561119a5750604089015163ffffffff1661119884600161201e565b145b80156111ad575060a089015160ff166001145b80156111bb575060e08a0151155b80156111ca57506101008a0151155b96505050505050505b949350505050565b82516060906111ea838561201e565b111561120957604051637ca55c7760e01b815260040160405180910390fd5b816001600160401b0381111561122157611221611683565b6040519080825280601f01601f19166020018201604052801561124b576020820181803683370190505b50905081836020860101602083015e9392505050565b82515f9061126f838561201e565b111561128e57604051637ca55c7760e01b815260040160405180910390fd5b509101602001516008909102610100031c90565b5f85851015806112b457506001871b86115b156112d257604051637ca55c7760e01b815260040160405180910390fd5b5f88856040516020016112e79392919061230b565b6040516020818303038152906040528051906020012090505f5f60018861130e919061233d565b90505b881561139957805f0361132f57611328838361141e565b925061137d565b5f61133c86866020611261565b905061134960208661201e565b945060018816156113635761135e818561141e565b61136d565b61136d848261141e565b600198891c989094509190911c90505b611387828361141e565b915061139289612350565b9850611311565b50835183146113bb57604051637ca55c7760e01b815260040160405180910390fd5b604051600160f91b602082015260f88a901b6001600160f81b03191660218201526001600160c01b031960c089901b166022820152602a8101839052604a0160405160208183030381529060405280519060200120915050979650505050505050565b604051600160f81b602082015260218101839052604181018290525f9060610160405160208183030381529060405280519060200120905092915050565b60405180606001604052805f81526020015f81526020015f6001600160801b031681525090565b5f5f83601f840112611493575f5ffd5b5081356001600160401b038111156114a9575f5ffd5b6020830191508360208285010111156114c0575f5ffd5b9250929050565b5f5f602083850312156114d8575f5ffd5b82356001600160401b038111156114ed575f5ffd5b6114f985828601611483565b90969095509350505050565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b6001600160a01b03851681526001600160401b0384166020820152611578604082018480518252602080820151908301526040908101516001600160801b0316910152565b60c060a08201525f610dda60c0830184611505565b5f5f5f83850360808112156115a0575f5ffd5b60608112156115ad575f5ffd5b5083925060608401356001600160401b038111156115c9575f5ffd5b6115d586828701611483565b9497909650939450505050565b6001600160a01b03841681526001600160401b038316602082015260a081016111d3604083018480518252602080820151908301526040908101516001600160801b0316910152565b60ff81168114611639575f5ffd5b50565b80356116478161162b565b919050565b5f5f5f6040848603121561165e575f5ffd5b83356116698161162b565b925060208401356001600160401b038111156115c9575f5ffd5b634e487b7160e01b5f52604160045260245ffd5b60405161010081016001600160401b03811182821017156116ba576116ba611683565b60405290565b60405161020081016001600160401b03811182821017156116ba576116ba611683565b60405160e081016001600160401b03811182821017156116ba576116ba611683565b6040516101c081016001600160401b03811182821017156116ba576116ba611683565b63ffffffff81168114611639575f5ffd5b803561164781611728565b8035600381900b8114611647575f5ffd5b5f6101008284031215611766575f5ffd5b61176e611697565b9050813561177b81611728565b815261178960208301611739565b602082015261179a60408301611739565b60408201526117ab60608301611739565b60608201526117bc60808301611739565b60808201526117cd60a08301611744565b60a08201526117de60c08301611744565b60c082015260e09182013591810191909152919050565b6001600160801b0381168114611639575f5ffd5b8035611647816117f5565b6001600160401b0381168114611639575f5ffd5b803561164781611814565b5f6102e08284031215611844575f5ffd5b61184c6116c0565b82358152602080840135908201526040808401359082015260608084013590820152905061187c60808301611739565b608082015261188d60a08301611739565b60a082015261189f8360c08401611755565b60c08201526101c082013560e08201526101e08201356101008201526118c8610200830161163c565b6101208201526102208201356101408201526118e76102408301611809565b6101608201526102608201356101808201526102808201356101a08201526102a08201356101c082015261191e6102c08301611828565b6101e082015292915050565b5f610100828403121561193b575f5ffd5b611943611697565b82358152602080840135908201529050604082013561196181611728565b604082015261197260608301611809565b60608201526080828101359082015261198d60a0830161163c565b60a082015261199e60c08301611828565b60c08201526119af60e08301611828565b60e082015292915050565b5f82601f8301126119c9575f5ffd5b81356001600160401b038111156119e2576119e2611683565b604051601f8201601f19908116603f011681016001600160401b0381118282101715611a1057611a10611683565b604052818152838201602001851015611a27575f5ffd5b816020850160208301375f918101602001919091529392505050565b5f5f5f6104008486031215611a56575f5ffd5b611a608585611833565b9250611a70856102e0860161192a565b91506103e08401356001600160401b03811115611a8b575f5ffd5b611a97868287016119ba565b9150509250925092565b6001600160a01b0381168114611639575f5ffd5b803561164781611aa1565b803564ffffffffff81168114611647575f5ffd5b5f5f828403610100811215611ae7575f5ffd5b60e0811215611af4575f5ffd5b50611afd6116e3565b8335611b0881611aa1565b81526020840135611b1881611aa1565b60208201526040840135611b2b81611aa1565b60408201526060840135611b3e81611aa1565b6060820152611b4f60808501611ab5565b6080820152611b6060a08501611ac0565b60a082015260c08481013590820152915060e08301356001600160401b03811115611b89575f5ffd5b611b95858286016119ba565b9150509250929050565b81516001600160a01b0390811682526020808401518216908301526040808401518216908301526060808401518216908301526080808401519091169082015260a08281015160e0830191611bfc9084018264ffffffffff169052565b5060c092830151919092015290565b5f60208284031215611c1b575f5ffd5b5051919050565b828152604060208201525f6111d36040830184611505565b805161164781611aa1565b5f60208284031215611c55575f5ffd5b8151610d1681611aa1565b634e487b7160e01b5f52602160045260245ffd5b63ffffffff815116825263ffffffff602082015116602083015263ffffffff60408201511660408301526060810151611cb5606084018263ffffffff169052565b506080810151611ccd608084018263ffffffff169052565b5060a0810151611ce260a084018260030b9052565b5060c0810151611cf760c084018260030b9052565b5060e090810151910152565b5f6102e082019050825182526020830151602083015260408301516040830152606083015160608301526080830151611d44608084018263ffffffff169052565b5060a0830151611d5c60a084018263ffffffff169052565b5060c0830151611d6f60c0840182611c74565b5060e08301516101c08301526101008301516101e083015261012083015160ff8116610200840152506101408301516102208301526101608301516001600160801b038116610240840152506101808301516102608301526101a08301516102808301526101c08301516102a08301526101e08301516001600160401b0381166102c08401525b5092915050565b5f61010082019050825182526020830151602083015263ffffffff60408401511660408301526001600160801b0360608401511660608301526080830151608083015260ff60a08401511660a083015260c0830151611e6760c08401826001600160401b03169052565b5060e0830151611df660e08401826001600160401b03169052565b5f81518060208401855e5f93019283525090919050565b5f6111d3611ea78386611e82565b84611e82565b5f5f5f5f5f6105208688031215611ec2575f5ffd5b611ecc8787611833565b9450611edc876102e0880161192a565b93506103e08601356001600160401b03811115611ef7575f5ffd5b611f03888289016119ba565b935050611f1487610400880161192a565b91506105008601356001600160401b03811115611f2f575f5ffd5b611f3b888289016119ba565b9150509295509295909350565b5f5f5f5f6104208587031215611f5c575f5ffd5b611f668686611833565b9350611f76866102e0870161192a565b92506103e08501356001600160401b03811115611f91575f5ffd5b611f9d878288016119ba565b9250506104008501356001600160401b03811115611fb9575f5ffd5b611fc5878288016119ba565b91505092959194509250565b634e487b7160e01b5f52601160045260245ffd5b5f6001600160401b0383168061200957634e487b7160e01b5f52601260045260245ffd5b806001600160401b0384160491505092915050565b80820180821115610c9357610c93611fd1565b80516116478161162b565b8051611647816117f5565b805161164781611728565b805161164781611814565b5f6101c082840312801561206f575f5ffd5b50612078611705565b61208183611c3a565b81526020838101519082015261209960408401611c3a565b6040820152606083810151908201526120b460808401612031565b60808201526120c560a08401611c3a565b60a08201526120d660c0840161203c565b60c08201526120e760e0840161203c565b60e08201526120f96101008401612047565b61010082015261210c6101208401612047565b61012082015261211f6101408401612047565b610140820152612132610160840161203c565b6101608201526121456101808401612052565b6101808201526121586101a08401612052565b6101a08201529392505050565b81516001600160a01b031681526101c0810160208301516020830152604083015161219b60408401826001600160a01b03169052565b506060830151606083015260808301516121ba608084018260ff169052565b5060a08301516121d560a08401826001600160a01b03169052565b5060c08301516121f060c08401826001600160801b03169052565b5060e083015161220b60e08401826001600160801b03169052565b5061010083015161222561010084018263ffffffff169052565b5061012083015161223f61012084018263ffffffff169052565b5061014083015161225961014084018263ffffffff169052565b506101608301516122766101608401826001600160801b03169052565b506101808301516122936101808401826001600160401b03169052565b506101a0830151611df66101a08401826001600160401b03169052565b5f602082840312156122c0575f5ffd5b8151610d16816117f5565b8082028115828204841417610c9357610c93611fd1565b7161737361792e746f6b656e697a65722e763360701b81525f6111d3611ea76012840186611e82565b6001600160f81b031960f885811b8216835284901b1660018201525f6123346002830184611e82565b95945050505050565b81810381811115610c9357610c93611fd1565b5f8161235e5761235e611fd1565b505f19019056",
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
// Solidity: constructor(address referee_, address settlement_) returns()
func (receipts *Receipts) PackConstructor(referee_ common.Address, settlement_ common.Address) []byte {
	enc, err := receipts.abi.Pack("", referee_, settlement_)
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

// PackOrdered is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcb480f44.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ordered((bytes32,bytes32,uint128) fault, bytes evidence) view returns(bool)
func (receipts *Receipts) PackOrdered(fault Fault, evidence []byte) []byte {
	enc, err := receipts.abi.Pack("ordered", fault, evidence)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrdered is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcb480f44.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ordered((bytes32,bytes32,uint128) fault, bytes evidence) view returns(bool)
func (receipts *Receipts) TryPackOrdered(fault Fault, evidence []byte) ([]byte, error) {
	return receipts.abi.Pack("ordered", fault, evidence)
}

// UnpackOrdered is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xcb480f44.
//
// Solidity: function ordered((bytes32,bytes32,uint128) fault, bytes evidence) view returns(bool)
func (receipts *Receipts) UnpackOrdered(data []byte) (bool, error) {
	out, err := receipts.abi.Unpack("ordered", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackReceiptsQuestion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd7d3010a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function question(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (receipts *Receipts) PackReceiptsQuestion(statements []byte) []byte {
	enc, err := receipts.abi.Pack("question", statements)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReceiptsQuestion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd7d3010a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function question(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (receipts *Receipts) TryPackReceiptsQuestion(statements []byte) ([]byte, error) {
	return receipts.abi.Pack("question", statements)
}

// ReceiptsQuestionOutput serves as a container for the return parameters of contract
// method ReceiptsQuestion.
type ReceiptsQuestionOutput struct {
	Provider common.Address
	Finished uint64
	Fault    Fault
}

// UnpackReceiptsQuestion is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd7d3010a.
//
// Solidity: function question(bytes statements) view returns(address provider, uint64 finished, (bytes32,bytes32,uint128) fault)
func (receipts *Receipts) UnpackReceiptsQuestion(data []byte) (ReceiptsQuestionOutput, error) {
	out, err := receipts.abi.Unpack("question", data)
	outstruct := new(ReceiptsQuestionOutput)
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

// PackSettlement is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51160630.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settlement() view returns(address)
func (receipts *Receipts) PackSettlement() []byte {
	enc, err := receipts.abi.Pack("settlement")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettlement is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51160630.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settlement() view returns(address)
func (receipts *Receipts) TryPackSettlement() ([]byte, error) {
	return receipts.abi.Pack("settlement")
}

// UnpackSettlement is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x51160630.
//
// Solidity: function settlement() view returns(address)
func (receipts *Receipts) UnpackSettlement(data []byte) (common.Address, error) {
	out, err := receipts.abi.Unpack("settlement", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (receipts *Receipts) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], receipts.abi.Errors["BadProof"].ID.Bytes()[:4]) {
		return receipts.UnpackBadProofError(raw[4:])
	}
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
	if bytes.Equal(raw[:4], receipts.abi.Errors["OtherThing"].ID.Bytes()[:4]) {
		return receipts.UnpackOtherThingError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// ReceiptsBadProof represents a BadProof error raised by the Receipts contract.
type ReceiptsBadProof struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadProof()
func ReceiptsBadProofErrorID() common.Hash {
	return common.HexToHash("0x7ca55c774976027f27f73629387ed99a2044a8721aec39c3c2717944b08c423a")
}

// UnpackBadProofError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadProof()
func (receipts *Receipts) UnpackBadProofError(raw []byte) (*ReceiptsBadProof, error) {
	out := new(ReceiptsBadProof)
	if err := receipts.abi.UnpackIntoInterface(out, "BadProof", raw); err != nil {
		return nil, err
	}
	return out, nil
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

// ReceiptsOtherThing represents a OtherThing error raised by the Receipts contract.
type ReceiptsOtherThing struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OtherThing()
func ReceiptsOtherThingErrorID() common.Hash {
	return common.HexToHash("0x7bdd16f14dad6d68bbe85d78857b6f5023653b0369c410bef46b768b415ef016")
}

// UnpackOtherThingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OtherThing()
func (receipts *Receipts) UnpackOtherThingError(raw []byte) (*ReceiptsOtherThing, error) {
	out := new(ReceiptsOtherThing)
	if err := receipts.abi.UnpackIntoInterface(out, "OtherThing", raw); err != nil {
		return nil, err
	}
	return out, nil
}
