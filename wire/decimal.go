package wire

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// maxThousandths bounds what thousandths accepts; every parameter's own bound is far below.
const maxThousandths = 1_000_000_000

// thousandths reads a JSON number as thousandths, rounded half up at the third decimal: 0.7 is 700, 1e-1 is 100,
// 0.0005 is 1. It works on the digits as they were sent, since a detour through a float could sign another number than
// the client wrote (0.0015 would lose its last half).
func thousandths(n json.Number) (uint32, error) {
	s := string(n)
	if len(s) > 64 {
		return 0, fmt.Errorf("a number of %d characters: at most 64 are read", len(s))
	}
	mantissa, exponent := s, 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa = s[:i]
		e, err := strconv.Atoi(strings.TrimPrefix(s[i+1:], "+"))
		if err != nil || e < -1000 || e > 1000 {
			return 0, fmt.Errorf("%q has an exponent out of range", s)
		}
		exponent = e
	}
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	whole, frac, _ := strings.Cut(mantissa, ".")
	digits := whole + frac
	if whole == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, fmt.Errorf("%q is not a number", s)
	}
	if strings.Trim(digits, "0") == "" {
		return 0, nil
	}
	if negative {
		return 0, fmt.Errorf("%s is negative", s)
	}
	point := len(whole) + exponent + 3 // digits before the point once the value is multiplied by 1000
	var n1000 uint64
	for i := range point {
		d := uint64(0)
		if i < len(digits) {
			d = uint64(digits[i] - '0')
		}
		if n1000 = 10*n1000 + d; n1000 > maxThousandths {
			return 0, fmt.Errorf("%s is too large", s)
		}
	}
	if point >= 0 && point < len(digits) && digits[point] >= '5' {
		n1000++
	}
	return uint32(n1000), nil
}
