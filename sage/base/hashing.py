"""The hash behind method numbers and key groups: MurmurHash3, 32 bits, and the group of a key."""

from __future__ import annotations

GROUPS = 128  # key groups; fixed, and Flink's maxParallelism

_MASK = 0xFFFFFFFF


def hash32(data: bytes, seed: int = 0) -> int:
    """MurmurHash3_x86_32 of some bytes."""
    h = seed
    whole = len(data) & ~3
    for at in range(0, whole, 4):
        h = _mix(h, int.from_bytes(data[at : at + 4], "little"))
        h = (_rotate(h, 13) * 5 + 0xE6546B64) & _MASK
    h = _mix(h, int.from_bytes(data[whole:], "little"))
    h ^= len(data)
    h = ((h ^ h >> 16) * 0x85EBCA6B) & _MASK
    h = ((h ^ h >> 13) * 0xC2B2AE35) & _MASK
    return h ^ h >> 16


def group(key: bytes) -> int:
    """The key group, 0 to 127, of a key's bytes: Flink's `murmurHash(hash32(key)) % 128`."""
    mixed = hash32(hash32(key).to_bytes(4, "little"))
    signed = mixed - 2**32 if mixed >= 2**31 else mixed
    return 0 if signed == -(2**31) else abs(signed) % GROUPS


def _rotate(value: int, by: int) -> int:
    return (value << by | value >> 32 - by) & _MASK


def _mix(h: int, block: int) -> int:
    """Stir in up to four bytes; a block of zero changes nothing."""
    return h ^ (_rotate(block * 0xCC9E2D51 & _MASK, 15) * 0x1B873593 & _MASK)
