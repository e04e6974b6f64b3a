// Package arch holds the architecture: `go test ./internal/arch` fails when a package imports what it must not know,
// when a pure package touches the world, and when a comment, a link or a size limit is broken. Each rule says why it is
// there.
//
// It must not know what the packages do. It reads source text, and imports nothing of this project.
package arch
