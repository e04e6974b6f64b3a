//go:build !linux

package chain

import "syscall"

// diesWithParent does nothing here: only a test binary that is itself killed leaves a child behind.
func diesWithParent() *syscall.SysProcAttr { return nil }
