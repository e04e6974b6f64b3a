// Package builtin holds the small model that comes with the program: assay-small, which turns plain requests into
// structured calls and answers small questions about the network (docs/model.md). It was trained by package train from
// text of our own; `make model` makes it again.
//
// It must not know how the model was made or what runs it: it only carries the bytes.
package builtin

import (
	_ "embed"
	"slices"
)

// Name is what the model is called in requests.
const Name = "assay-small"

// SHA256 is the hash of the file, in hexadecimal.
const SHA256 = "a65c8fbbcf77c1488026ec39a9f0f0fe9a957278f6e8e349a7bc510e0011d909"

//go:embed assay-small.gguf
var file []byte

// GGUF returns the model file. The slice is the caller's own.
func GGUF() []byte { return slices.Clone(file) }
