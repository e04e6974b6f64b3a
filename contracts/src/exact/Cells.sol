// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The integer arithmetic of assay.exact.v2, cell by cell
/// @notice The twin of the Go package `exact`; docs/exact.md defines both. Numbers that are int64 there are int256 here with the same value:
/// whatever may leave the range goes through `wrap`, so that hostile inputs wrap as they do in Go. Nothing reverts on inputs of the stated types.
library Cells {
    int256 internal constant MAX32 = 2 ** 31 - 1;
    int256 private constant LN2 = 49946518145322874; // ln 2 in Q56

    /// @notice The int64 with the low 64 bits of `v`.
    function wrap(int256 v) internal pure returns (int256 r) {
        assembly ("memory-safe") {
            r := signextend(7, v)
        }
    }

    /// @notice |v| of an int64, also of the smallest.
    function magnitude(int256 v) internal pure returns (uint256) {
        unchecked {
            return uint256(v < 0 ? -v : v);
        }
    }

    /// @notice v / 2^s of an int64, rounded to nearest, ties up. A negative s leaves v as it is; s above 62 gives 0.
    function rsh(int256 v, int256 s) internal pure returns (int256) {
        unchecked {
            if (s <= 0) return v;
            if (s >= 63) return 0;
            return wrap(v + int256(1 << uint256(s - 1))) >> uint256(s);
        }
    }

    /// @notice v limited to -(2^31-1) to 2^31-1.
    function clamp32(int256 v) internal pure returns (int256) {
        return v > MAX32 ? MAX32 : v < -MAX32 ? -MAX32 : v;
    }

    /// @notice v * 2^-s of an int64, rounded and clamped; for a negative s the exact product, clamped.
    function fix32(int256 v, int256 s) internal pure returns (int256) {
        unchecked {
            if (s >= 0) return clamp32(rsh(v, s));
            return clamp32(v << (s < -31 ? 31 : uint256(-s)));
        }
    }

    /// @notice Number of bits of v, which is below 2^255.
    function bitlen(uint256 v) internal pure returns (uint256) {
        unchecked {
            return v == 0 ? 0 : Math.log2(v) + 1;
        }
    }

    /// @notice The shift that brings magnitudes up to `most` (below 2^64) into 15 bits, 0 to 49.
    function quantShift(uint256 most) internal pure returns (int256) {
        unchecked {
            uint256 bits = bitlen(most);
            return bits > 15 ? int256(bits - 15) : int256(0);
        }
    }

    /// @notice An int64 shifted by k and limited to ±32767.
    function quantElement(int256 v, int256 k) internal pure returns (int256) {
        v = rsh(v, k);
        return v > 32767 ? int256(32767) : v < -32767 ? int256(-32767) : v;
    }

    /// @notice J and s with 1/rms = J * 2^-s in Q22, of n numbers whose squares sum to `squares` (below 2^128). J is in 2^30 to 2^31, s in 9 to 40.
    function inverseRoot(uint256 squares, uint256 n, uint256 epsilon) internal pure returns (int256 j, int256 s) {
        unchecked {
            uint256 v = ((squares / n) & type(uint64).max) + epsilon;
            if (v > type(uint64).max) v = type(uint64).max;
            if (v == 0) v = 1;
            uint256 u = (64 - bitlen(v)) & ~uint256(1);
            return (int256((1 << 62) / Math.sqrt(v << u)), int256(40 - u / 2));
        }
    }

    /// @notice Element 2i (`second` false) or 2i+1 of a rotated pair; all four numbers int32, factors in Q30.
    function rotate(int256 x0, int256 x1, int256 cos, int256 sin, bool second) internal pure returns (int256) {
        unchecked {
            return fix32(wrap(second ? x0 * sin + x1 * cos : x0 * cos - x1 * sin), 30);
        }
    }

    /// @notice 2^-t in Qq, t in Q16 from 0 to 2^62, q from 0 to 30.
    function exp2neg(uint256 t, uint256 q) internal pure returns (uint256 v) {
        unchecked {
            uint256 n = (t + 65535) >> 16;
            uint256 f = (n << 16) - t;
            v = 2004816;
            v = 9681963 + ((v * f) >> 16);
            v = 59914700 + ((v * f) >> 16);
            v = 257874615 + ((v * f) >> 16);
            v = 744265554 + ((v * f) >> 16);
            v = 1073741824 + ((v * f) >> 16);
            uint256 s = 30 - q + n;
            if (s == 0) return v;
            if (s >= 63) return 0;
            return (v + (1 << (s - 1))) >> s;
        }
    }

    /// @notice The sum of exp2neg(max(0, most - x), 22) over `count` int32 x in calldata.
    /// @dev The same as calls of exp2neg, without what a call costs.
    function masses(uint256 at, uint256 count, int256 most) internal pure returns (uint256 sum) {
        assembly ("memory-safe") {
            for { let end := add(at, mul(4, count)) } lt(at, end) { at := add(at, 4) } {
                let t := sub(most, sar(224, calldataload(at)))
                t := mul(t, sgt(t, 0))
                let n := shr(16, add(t, 65535))
                t := sub(shl(16, n), t)
                let v := add(9681963, shr(16, mul(2004816, t)))
                v := add(59914700, shr(16, mul(v, t)))
                v := add(257874615, shr(16, mul(v, t)))
                v := add(744265554, shr(16, mul(v, t)))
                v := add(1073741824, shr(16, mul(v, t)))
                // The shift is n + 8, at least 8; from 32 on the result is 0, since v is below 2^31.
                sum := add(sum, shr(add(n, 8), add(v, shl(add(n, 7), 1))))
            }
        }
    }

    /// @notice g / (1 + e^-g) of an int32 in Q16.
    function silu(int256 g) internal pure returns (int256) {
        unchecked {
            uint256 t = (magnitude(g) * 1549082005 + (1 << 29)) >> 30; // times log2(e) in Q30
            uint256 s = exp2neg(t, 30);
            uint256 sigma = (g < 0 ? s << 30 : 1 << 60) / ((1 << 30) + s);
            return clamp32(rsh(g * int256(sigma), 30));
        }
    }

    /// @notice An attention score in Q16 from a dot product of at most 2^38, the score constant (uint32) and both exponents.
    function score(int256 dot, uint256 constant_, int256 eq, int256 ek) internal pure returns (int256) {
        unchecked {
            return fix32(wrap(dot * int256(constant_)), 8 + eq + ek);
        }
    }

    /// @notice The weighted sum a over the total weight z (int64 both) with 8 more bits, truncated towards zero; 0 if z is 0.
    function mean(int256 a, int256 z) internal pure returns (int256) {
        unchecked {
            return z == 0 ? int256(0) : wrap(wrap(a << 8) / z);
        }
    }

    /// @notice t thousandths in Q16, truncated towards zero; |t| below 2^46.
    function thousandths(int256 t) internal pure returns (int256) {
        unchecked {
            return (t * 65536) / 1000;
        }
    }

    /// @notice An int32 logit after the penalties; `repeat` 0 or 1000 is off, `count` (uint32) says how often the token is in the output.
    function penalise(int256 logit, uint256 repeat, int256 frequency, int256 presence, bool seen, uint256 count)
        internal
        pure
        returns (int256 l)
    {
        unchecked {
            l = logit;
            if (seen && repeat != 0 && repeat != 1000) {
                int256 r = int256(repeat);
                l = clamp32(l > 0 ? (l * 1000) / r : -((-l * r) / 1000));
            }
            int256 t = frequency * int256(count);
            if (count > 0) t += presence;
            l = clamp32(l - thousandths(t));
        }
    }

    /// @notice An int32 logit after a bias in thousandths (int32).
    function shift(int256 logit, int256 bias) internal pure returns (int256) {
        unchecked {
            return clamp32(logit + thousandths(bias));
        }
    }

    /// @notice How far a token whose logit lies `d` (uint32, Q16) below the largest is down at this temperature (1 to 100000), in Q32.
    function cool(uint256 d, uint256 temperature) internal pure returns (uint256) {
        unchecked {
            return (d * 65536000) / temperature;
        }
    }

    /// @notice e^-d of d in Q32, in Q30.
    function mass(uint256 d) internal pure returns (uint256) {
        unchecked {
            if (d > 1 << 37) d = 1 << 37;
            return exp2neg((d * 94548) >> 32, 30);
        }
    }

    /// @notice How many of `count` int32 at `at` in calldata lie at least `lower` and less than `upper` below `most`, modulo 2^32.
    function tally(uint256 at, uint256 count, int256 most, uint256 lower, uint256 upper) internal pure returns (uint256 sum) {
        assembly ("memory-safe") {
            for { let end := add(at, mul(4, count)) } lt(at, end) { at := add(at, 4) } {
                let d := and(sub(most, shr(224, calldataload(at))), 0xffffffff)
                sum := add(sum, and(iszero(lt(d, lower)), lt(d, upper)))
            }
        }
    }

    /// @notice The sum of mass(cool(d, temperature)) over those that `tally` counts.
    /// @dev The same as calls of mass and exp2neg, without what calls cost.
    function tallyMass(
        uint256 at,
        uint256 count,
        int256 most,
        uint256 lower,
        uint256 upper,
        uint256 temperature
    ) internal pure returns (uint256 sum) {
        assembly ("memory-safe") {
            for { let end := add(at, mul(4, count)) } lt(at, end) { at := add(at, 4) } {
                let d := and(sub(most, shr(224, calldataload(at))), 0xffffffff)
                if and(iszero(lt(d, lower)), lt(d, upper)) {
                    d := div(mul(d, 65536000), temperature)
                    if gt(d, 0x2000000000) { d := 0x2000000000 }
                    d := shr(32, mul(d, 94548))
                    let n := shr(16, add(d, 65535))
                    d := sub(shl(16, n), d)
                    let v := add(9681963, shr(16, mul(2004816, d)))
                    v := add(59914700, shr(16, mul(v, d)))
                    v := add(257874615, shr(16, mul(v, d)))
                    v := add(744265554, shr(16, mul(v, d)))
                    v := add(1073741824, shr(16, mul(v, d)))
                    sum := add(sum, shr(n, add(v, shr(1, shl(n, 1)))))
                }
            }
        }
    }

    /// @notice Gumbel noise in Q32 of 32 uniform bits.
    function gumbel(uint256 r) internal pure returns (int256) {
        unchecked {
            uint256 odd = 2 * r + 1;
            uint256 x;
            int256 q = 56;
            if (r < 1 << 31) {
                x = uint256(33 * LN2 - ln(odd));
            } else {
                uint256 w = (1 << 33) - odd;
                x = 2 * atanh((w << 62) / ((1 << 34) - w));
                q = 62;
            }
            return rsh(LN2 * q - ln(x), 24);
        }
    }

    /// @notice Natural logarithm of x in Q56, for x from 1 to 2^62 - 1.
    function ln(uint256 x) internal pure returns (int256) {
        unchecked {
            uint256 j = bitlen(x) - 1;
            uint256 y = x << (61 - j);
            if (y > 3260954456333195553) {
                return LN2 * int256(j + 1) - rsh(int256(2 * atanh((((1 << 62) - y) << 62) / (y + (1 << 62)))), 6);
            }
            return LN2 * int256(j) + rsh(int256(2 * atanh(((y - (1 << 61)) << 62) / (y + (1 << 61)))), 6);
        }
    }

    /// @dev Inverse hyperbolic tangent of z in Q62, for z up to a third, by its power series to the 25th power.
    function atanh(uint256 z) private pure returns (uint256 v) {
        unchecked {
            uint256 s = (z * z) >> 62;
            v = (1 << 62) / uint256(25);
            for (uint256 d = 23; d > 0; d -= 2) {
                v = (1 << 62) / d + ((v * s) >> 62);
                if (d == 1) break;
            }
            return (z * v) >> 62;
        }
    }

    /// @notice The uniform bits of a token at an output position: a block of SHA-256 serves eight neighbours.
    function uniform(bytes32 seed, uint256 position, uint256 token) internal pure returns (uint256) {
        unchecked {
            bytes32 block_ = sha256(abi.encodePacked("assay.gumbel.v1", seed, uint32(position), uint32(token >> 3)));
            return (uint256(block_) >> (224 - 32 * (token & 7))) & type(uint32).max;
        }
    }

    /// @notice The sum over up to 8 groups of multiplier times dot product of 32 int8 weights and int16 activations: 34 bytes of calldata a group at
    /// `weights` against `count` (1 to 256) activations at `inputs`. Below 2^46 in magnitude for any bytes.
    function dotWeights(uint256 weights, uint256 inputs, uint256 count) internal pure returns (int256 acc) {
        assembly ("memory-safe") {
            for { let left := count } gt(left, 0) {} {
                let w := calldataload(weights)
                let m := shr(240, calldataload(add(weights, 32)))
                // Past the last activation stands something else: its weights are taken as 0.
                if lt(left, 32) {
                    w := shl(sub(256, mul(left, 8)), shr(sub(256, mul(left, 8)), w))
                    left := 32
                }
                let dot := 0
                for { let half := 0 } lt(half, 64) { half := add(half, 32) } {
                    let a := calldataload(add(inputs, half))
                    for { let i := 0 } lt(i, 4) { i := add(i, 1) } {
                        dot := add(dot, mul(sar(248, w), sar(240, a)))
                        dot := add(dot, mul(sar(248, shl(8, w)), sar(240, shl(16, a))))
                        dot := add(dot, mul(sar(248, shl(16, w)), sar(240, shl(32, a))))
                        dot := add(dot, mul(sar(248, shl(24, w)), sar(240, shl(48, a))))
                        w := shl(32, w)
                        a := shl(64, a)
                    }
                }
                acc := add(acc, mul(m, dot))
                weights := add(weights, 34)
                inputs := add(inputs, 64)
                left := sub(left, 32)
            }
        }
    }

    /// @notice The dot product of `count` int16 at `a` and at `b`, both in calldata.
    function dot16(uint256 a, uint256 b, uint256 count) internal pure returns (int256 acc) {
        assembly ("memory-safe") {
            for { let i := 0 } lt(i, mul(2, count)) { i := add(i, 2) } {
                acc := add(acc, mul(sar(240, calldataload(add(a, i))), sar(240, calldataload(add(b, i)))))
            }
        }
    }

    /// @notice The dot product of `count` int32 at `w` and int16 at `v`, both in calldata.
    function dotMean(uint256 w, uint256 v, uint256 count) internal pure returns (int256 acc) {
        assembly ("memory-safe") {
            for { let i := 0 } lt(i, count) { i := add(i, 1) } {
                acc := add(acc, mul(sar(224, calldataload(add(w, mul(4, i)))), sar(240, calldataload(add(v, mul(2, i))))))
            }
        }
    }
}
