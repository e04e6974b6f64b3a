// Package attacks plays attacks on a dispute, and on the answers that disputes are about, on a fresh chain, and tells what happens move by move. Its
// tests and `assay dispute simulate` run the same code: an attack that does not end as it should is an error of both. It also plays the disputes
// that `assay dispute bench` measures.
//
// Every attack has a chain of its own (go-ethereum's, in memory, with blocks and reorganisations), the contracts of the project, a small model with
// random weights, and a cast: alice buys, bob is honest, mallory is not, carol minds other people's clocks. Every move is made in the contract and in package
// dispute at once, and held against all rules. At the end the honest must be whole: what they paid, their gas and their computing.
//
// It must not know how a node keeps its books, nor what is printed. Nothing that serves anybody uses it.
package attacks
