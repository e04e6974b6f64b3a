package chain

import "syscall"

// diesWithParent has the kernel kill a child when the test binary dies, so that nothing is left behind.
func diesWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
