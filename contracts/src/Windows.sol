// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

// Periods that several contracts must agree on. They are constants of the code: nobody signs them, nobody can move them.

/// @dev Seconds after a receipt's `finished` within which it may be disputed.
uint64 constant DISPUTE_WINDOW = 7 days;

/// @dev Seconds from asking for stake back to getting it. Twice the dispute window: whoever asks on the day of his last receipt is still
/// bound for a whole window after the last moment at which that receipt can be challenged.
uint64 constant UNBONDING_DELAY = 2 * DISPUTE_WINDOW;

/// @dev The longest that a dispute may take from opening to end, in seconds, all clocks and extensions in. After it a freeze of stake lapses by
/// itself, so that no game can hold stake for ever.
uint64 constant MAX_DISPUTE = 14 days;

/// @dev Seconds after a provider's first lost dispute in which more losses and payments can be proven; all of them share one stake. Whatever
/// could be disputed at the first moment can be disputed, and played to its end, within it.
uint64 constant CLAIM_WINDOW = DISPUTE_WINDOW + MAX_DISPUTE;
