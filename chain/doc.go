// Package chain is the adapter to Ethereum: an embedded development chain on disk, key files, deployment of the
// contracts, and a client that turns facts on any EVM chain into the types of package job and intentions into mined
// transactions.
//
// It alone imports contracts/bind and go-ethereum's services. It must not know why anything is paid, staked, judged
// or registered: it decides nothing about money beyond refusing to send what a simulation says would fail.
//
// Chain time is the time stamp of blocks, in unix seconds, never the wall clock. Amounts of tokens are in the token's
// smallest unit, of ether in wei. Errors that a caller can act on are *job.Fault: FaultUnavailable when no node
// answers or a transaction is not mined in time, FaultPayment when ether or tokens are missing, FaultConflict when a
// contract refuses, FaultNotFound when there is no such thing on the chain.
package chain
