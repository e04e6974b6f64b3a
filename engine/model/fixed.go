package model

import "math/big"

// fixed is arithmetic on fixed-point numbers with 192 fractional bits, held
// in big integers: slow, and the same on every machine. It makes the tables.
type fixed struct{ *big.Int }

const fixedBits = 192

func fromRat(r *big.Rat) fixed {
	n := new(big.Int).Lsh(r.Num(), fixedBits)
	return fixed{n.Quo(n, r.Denom())}
}

func fromInt(n int64) fixed { return fixed{new(big.Int).Lsh(big.NewInt(n), fixedBits)} }

func (a fixed) add(b fixed) fixed { return fixed{new(big.Int).Add(a.Int, b.Int)} }
func (a fixed) sub(b fixed) fixed { return fixed{new(big.Int).Sub(a.Int, b.Int)} }
func (a fixed) mul(b fixed) fixed {
	p := new(big.Int).Mul(a.Int, b.Int)
	return fixed{p.Rsh(p, fixedBits)}
}
func (a fixed) div(b fixed) fixed {
	p := new(big.Int).Lsh(a.Int, fixedBits)
	return fixed{p.Quo(p, b.Int)}
}
func (a fixed) times(n int64) fixed { return fixed{new(big.Int).Mul(a.Int, big.NewInt(n))} }
func (a fixed) over(n int64) fixed  { return fixed{new(big.Int).Quo(a.Int, big.NewInt(n))} }

// floor and ceil are the integers next below and above a.
func (a fixed) floor() int64 { return new(big.Int).Rsh(a.Int, fixedBits).Int64() }
func (a fixed) ceil() int64  { return -fixed{new(big.Int).Neg(a.Int)}.floor() }

// round is the nearest integer to a * 2^q.
func (a fixed) round(q uint) int64 {
	p := new(big.Int).Add(a.Int, new(big.Int).Lsh(big.NewInt(1), fixedBits-q-1))
	return p.Rsh(p, fixedBits-q).Int64()
}

// arctan of 1/n by its power series, for Machin's formula.
func arctanInverse(n int64) fixed {
	term := fromInt(1).over(n)
	sum := term
	for k := int64(3); term.Sign() != 0; k += 2 {
		term = term.over(n).over(n)
		part := term.over(k)
		if k%4 == 3 {
			sum = sum.sub(part)
		} else {
			sum = sum.add(part)
		}
	}
	return sum
}

// twoPi is 2π, by Machin: π/4 = 4 arctan(1/5) - arctan(1/239).
func twoPi() fixed { return arctanInverse(5).times(4).sub(arctanInverse(239)).times(8) }

// logarithm of a positive x: halve or double into [3/4, 3/2], then 2 artanh.
func (a fixed) log() fixed {
	k := int64(a.BitLen() - fixedBits - 1) // floor(log2 a)
	m := a
	if k >= 0 {
		m = fixed{new(big.Int).Rsh(a.Int, uint(k))}
	} else {
		m = fixed{new(big.Int).Lsh(a.Int, uint(-k))}
	}
	l := m.logNear()
	if k != 0 {
		l = l.add(fromInt(2).logNear().times(k))
	}
	return l
}

// logNear is the logarithm of x in [1, 2], as 2 artanh((x-1)/(x+1)).
func (a fixed) logNear() fixed {
	one := fromInt(1)
	z := a.sub(one).div(a.add(one))
	z2 := z.mul(z)
	sum, power := z, z
	for k := int64(3); power.Sign() != 0; k += 2 {
		power = power.mul(z2)
		sum = sum.add(power.over(k))
	}
	return sum.times(2)
}

// exp is e^a for a of magnitude up to about 100: a is divided by 2^8, the
// series summed, and the result squared eight times.
func (a fixed) exp() fixed {
	x := fixed{new(big.Int).Rsh(a.Int, 8)}
	sum, term := fromInt(1), fromInt(1)
	for k := int64(1); ; k++ {
		term = term.mul(x).over(k)
		if term.Sign() == 0 || term.Int.Cmp(big.NewInt(-1)) == 0 {
			break // the floor of a tiny negative term is -1
		}
		sum = sum.add(term)
	}
	for range 8 {
		sum = sum.mul(sum)
	}
	return sum
}

// sinCos is the sine and cosine of an angle in [0, 2π).
func (a fixed) sinCos() (sin, cos fixed) {
	x := fixed{new(big.Int).Rsh(a.Int, 3)} // below 0.79; doubled three times below
	x2 := x.mul(x)
	sin, cos = x, fromInt(1)
	st, ct := x, fromInt(1)
	for k := int64(1); ct.BitLen() > 1; k++ {
		ct = ct.mul(x2).over((2*k - 1) * (2 * k))
		st = st.mul(x2).over((2 * k) * (2*k + 1))
		if k%2 == 1 {
			cos, sin = cos.sub(ct), sin.sub(st)
		} else {
			cos, sin = cos.add(ct), sin.add(st)
		}
	}
	one := fromInt(1)
	for range 3 {
		sin, cos = sin.mul(cos).times(2), one.sub(sin.mul(sin).times(2))
	}
	return sin, cos
}

// scoreConstant is round(2^24 * log2(e) / sqrt(headDim)).
func scoreConstant(headDim uint32) uint32 {
	root := fixed{new(big.Int).Sqrt(new(big.Int).Lsh(big.NewInt(int64(headDim)), 2*fixedBits))}
	ln2 := fromInt(2).logNear()
	return uint32(fromInt(1).div(ln2.mul(root)).round(24))
}
