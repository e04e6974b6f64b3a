// Package soak compares the engine with itself: the same requests over every set of instructions, number of threads and
// size of batch, alone and together, must give the same tokens. `make soak` compares a million of them, `make test` ten
// thousand.
//
// It holds tests only, and must not know how the engine reaches its results.
package soak
