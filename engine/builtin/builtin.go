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
const SHA256 = "e3499bb5bb2027b1d843bb246a363beb56203ac60ec7906132fc73ffad643e8a"

//go:embed assay-small.gguf
var file []byte

// GGUF returns the model file. The slice is the caller's own.
func GGUF() []byte { return slices.Clone(file) }
