package main

import "syscall"

// childAttr puts a participant into a process group of its own, and lets the kernel end it with the demonstration.
func childAttr() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
