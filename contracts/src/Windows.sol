// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

// Periods that several contracts must agree on. They are constants of the code: nobody signs them, nobody can move them.

/// @dev Seconds after a receipt's `finished` within which it may be disputed.
uint64 constant DISPUTE_WINDOW = 7 days;

/// @dev Seconds from asking for stake back to getting it. Twice the dispute window: whoever asks on the day of his last receipt is still
/// bound for a whole window after the last moment at which that receipt can be challenged.
uint64 constant UNBONDING_DELAY = 2 * DISPUTE_WINDOW;
