"""Shingles (Broder 1997): three consecutive words, hashed to 32 bits. All other hashes are built on these.

A word's hash takes its UTF-8 bytes sixteen at a time, in two halves that do not wait for each other. Two different
words of up to eight bytes never have one hash (no word holds a NUL, so padding needs no length). A shingle's hash is a
weighted sum of the hashes of its words, mixed once. A text of one or two words is one shingle; a text without words has
none.

This module computes with plain integers, to be read and checked; `folding.kernels.hashes` computes the same in compiled
code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHINGLE_WORDS: Final = 3
# Odd 64-bit constants with an even mix of bits; any such would do, but they are part of the scheme.
WORD_SEED: Final = 0x9E3779B97F4A7C15
LANE_FACTOR: Final = 0xD6E8FEB86659FD93
PLACE_FACTORS: Final = (0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3)
MIX_FACTOR: Final = 0xFF51AFD7ED558CCD
_BITS_64: Final = (1 << 64) - 1


def hash_word(word: bytes) -> int:
    """Return the 64-bit hash of one normalised word in UTF-8."""
    value = WORD_SEED
    for start in range(0, len(word), 16):
        low = int.from_bytes(word[start : start + 8], "little")
        high = int.from_bytes(word[start + 8 : start + 16], "little")
        value = ((value ^ low) * LANE_FACTOR + high * PLACE_FACTORS[0]) & _BITS_64
        value ^= value >> 32
    return value


def hash_shingle(shingle: bytes) -> int:
    """Return the 32-bit hash of a shingle, its words joined by single spaces: datasketch's `hashfunc`."""
    return _mix(map(hash_word, shingle.split(b" "))) >> 32


def shingles(words: Sequence[str]) -> list[bytes]:
    """Return the shingles of the words in order, with repeats, each as its words joined by spaces in UTF-8."""
    if not words:
        return []
    last = max(len(words) - SHINGLE_WORDS + 1, 1)
    return [" ".join(words[start : start + SHINGLE_WORDS]).encode() for start in range(last)]


def hash_sequence(shingles: Iterable[bytes]) -> int:
    """Return a 64-bit hash of all shingles in their order: equal for texts that say the same in the same words."""
    total = 0
    for place, shingle in enumerate(shingles):
        total += _mix(map(hash_word, shingle.split(b" "))) * (2 * place + 1)
    return total & _BITS_64


def _mix(word_hashes: Iterable[int]) -> int:
    total = 0
    for factor, word_hash in zip(PLACE_FACTORS, word_hashes, strict=False):
        total += factor * word_hash
    total &= _BITS_64
    total ^= total >> 32
    return (total * MIX_FACTOR) & _BITS_64
