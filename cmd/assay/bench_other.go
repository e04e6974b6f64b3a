//go:build !unix

package main

import (
	"errors"
	"time"
)

var errUsage = errors.New("this system does not say what a process uses")

func peakMemory() (int64, error) { return 0, errUsage }

func cpuTime() (time.Duration, error) { return 0, errUsage }

func processTime(int) (time.Duration, error) { return 0, errUsage }
