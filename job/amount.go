package job

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/holiman/uint256"
)

// Amount is a count of a token's smallest unit, never negative. What crosses the wire or the chain fits 128 bits
// (see Fits); sums of any realistic number of such amounts stay far below the 256 bits held here, so Add cannot wrap.
// The JSON form is a decimal string.
type Amount struct{ v uint256.Int }

// Units returns n smallest units.
func Units(n uint64) Amount { return Amount{*uint256.NewInt(n)} }

// AmountFromBig converts a chain value. It refuses negative values and those above 128 bits.
func AmountFromBig(b *big.Int) (Amount, error) {
	if b == nil || b.Sign() < 0 || b.BitLen() > 128 {
		return Amount{}, fmt.Errorf("amount %v is outside 0 .. 2^128-1", b)
	}
	var a Amount
	a.v.SetFromBig(b)
	return a, nil
}

// ParseAmount parses a canonical decimal string (no sign, no leading zeros) of at most 128 bits.
func ParseAmount(s string) (Amount, error) {
	var a Amount
	return a, a.UnmarshalText([]byte(s))
}

// Add returns a + b.
func (a Amount) Add(b Amount) Amount {
	var r Amount
	r.v.Add(&a.v, &b.v)
	return r
}

// Sub returns a - b, or false when b is larger.
func (a Amount) Sub(b Amount) (Amount, bool) {
	if a.Less(b) {
		return Amount{}, false
	}
	var r Amount
	r.v.Sub(&a.v, &b.v)
	return r, true
}

// Less reports a < b.
func (a Amount) Less(b Amount) bool { return a.v.Lt(&b.v) }

// IsZero reports a == 0.
func (a Amount) IsZero() bool { return a.v.IsZero() }

// Fits reports whether a fits the 128 bits of the contracts.
func (a Amount) Fits() bool { return a.v.BitLen() <= 128 }

// Big returns a as a new big integer.
func (a Amount) Big() *big.Int { return a.v.ToBig() }

// Uint64 returns a when it fits 64 bits, else the largest uint64.
func (a Amount) Uint64() uint64 {
	if !a.v.IsUint64() {
		return ^uint64(0)
	}
	return a.v.Uint64()
}

// String returns the decimal count of smallest units.
func (a Amount) String() string { return a.v.Dec() }

// Decimal renders a in whole tokens with the given number of decimals (at most 36), e.g. "0.000480" for 480 of a
// six-decimal token.
func (a Amount) Decimal(decimals int) string {
	s := a.String()
	if decimals <= 0 {
		return s
	}
	if len(s) <= decimals {
		s = strings.Repeat("0", decimals-len(s)+1) + s
	}
	return s[:len(s)-decimals] + "." + s[len(s)-decimals:]
}

// ParseDecimal parses what a person types, such as "20" or "0.5", as whole tokens with the given number of decimals.
// It refuses signs, exponents and more decimals than the token has.
func ParseDecimal(s string, decimals int) (Amount, error) {
	whole, frac, _ := strings.Cut(s, ".")
	if whole == "" || len(frac) > decimals || strings.HasSuffix(s, ".") {
		return Amount{}, fmt.Errorf("amount %q: want a number with at most %d decimals, such as 0.5", s, decimals)
	}
	digits := strings.TrimLeft(whole+frac+strings.Repeat("0", decimals-len(frac)), "0")
	if digits == "" {
		digits = "0"
	}
	a, err := ParseAmount(digits)
	if err != nil {
		return Amount{}, fmt.Errorf("amount %q: want a number with at most %d decimals, such as 0.5", s, decimals)
	}
	return a, nil
}

// MarshalText implements encoding.TextMarshaler.
func (a Amount) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *Amount) UnmarshalText(b []byte) error {
	s := string(b)
	if len(s) == 0 || len(s) > 39 || (len(s) > 1 && s[0] == '0') || strings.Trim(s, "0123456789") != "" {
		return fmt.Errorf("amount %.60q: want a decimal integer of smallest units, below 2^128", s)
	}
	var v uint256.Int
	if err := v.SetFromDecimal(s); err != nil || v.BitLen() > 128 {
		return fmt.Errorf("amount %s is above 2^128-1", s)
	}
	a.v = v
	return nil
}

// MulDivUp returns ceil(a·n / d); d must not be zero (a zero d gives zero). a·n must stay below 2^256, which any
// 128-bit amount and any 64-bit n do.
func (a Amount) MulDivUp(n, d uint64) Amount {
	if d == 0 {
		return Amount{}
	}
	var r Amount
	den := uint256.NewInt(d)
	r.v.Mul(&a.v, uint256.NewInt(n))
	var rem uint256.Int
	r.v.DivMod(&r.v, den, &rem)
	if !rem.IsZero() {
		r.v.AddUint64(&r.v, 1)
	}
	return r
}

// Min returns the smaller of a and b.
func Min(a, b Amount) Amount {
	if b.Less(a) {
		return b
	}
	return a
}

// Max returns the larger of a and b.
func Max(a, b Amount) Amount {
	if a.Less(b) {
		return b
	}
	return a
}
