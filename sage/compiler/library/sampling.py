"""Which rows `sample` passes; the twin of ops/sample.hpp.

Row i passes if the i-th number of the generator splitmix64, started at `seed`, is below `rate`: its upper 53 bits as a
fraction of 2^53.
"""

from __future__ import annotations

_MASK = 2**64 - 1


class Sampler:
    """Draws for one row after the other."""

    def __init__(self, rate: float, seed: int) -> None:
        self._rate = rate
        self._state = seed & _MASK

    def take(self) -> bool:
        """True if the next row passes."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        z = self._state
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & _MASK
        z ^= z >> 31
        return (z >> 11) * 2.0**-53 < self._rate
