"""The events of the Nexmark benchmark, each made from the seed and its number alone; the twin of io/nexmark_events.hpp.

docs/nexmark.md describes the distributions. Random words come from splitmix64: lane L of event n is the n-th number of
the generator that starts where the L-th number of the generator started at `seed` says. A column draws from a lane, or
a part of one, that no other column of its event uses, so that any columns can be made without the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

_MASK = 2**64 - 1
_GOLDEN = 0x9E3779B97F4A7C15

BASE_TIME = 1_436_918_400_000_000  # 2015-07-15T00:00:00Z in microseconds
CYCLE = 50  # of so many events the first is a person, the next three are auctions, the others bids
AUCTIONS = 3
_FIRST_ID = 1000  # of people and of auctions
_FIRST_CATEGORY, _CATEGORIES = 10, 5
_LEAD = 10  # ids that do not exist yet may be referred to so far ahead
_HOT = 100  # of so many people or auctions one is hot
_IN_FLIGHT = 100  # auctions that bids go to
_ACTIVE = 1000  # people who bid and sell
_AHEAD = _IN_FLIGHT * CYCLE // AUCTIONS  # events until as many auctions as are in flight have come

FIRST_NAMES = ("Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter")
LAST_NAMES = ("Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris")
CITIES = (
    "Phoenix", "Los Angeles", "San Francisco", "Boise", "Portland", "Bend", "Redmond", "Seattle", "Kent", "Cheyenne",
)  # fmt: skip
STATES = ("AZ", "CA", "ID", "OR", "WA", "WY")
HOT_CHANNELS = ("Google", "Facebook", "Baidu", "Apple")
CHANNELS = 10_000

_UNITS = (10**2, 10**3, 10**4, 10**5, 10**6, 10**7)  # the decades of prices
_STEPS = 64  # of a decade; between them prices are spread evenly
_GROWTH = tuple(int((Decimal(10) ** (Decimal(i) / _STEPS) * 2**32).to_integral_value()) for i in range(_STEPS + 1))

_LETTERS = bytes(ord("a") + (b * 26 >> 8) for b in range(256))
_WORDS = bytes(0 if b < 20 else ord("a") + (b - 20) * 26 // 236 for b in range(256))  # 0 stands for a blank

# Lanes. What draws the numbers of people, of auctions and of bids may use the same ones.
_REFERENCES, _PRICE, _EXTRA, _TEXT, _MORE, _LENGTH, _CARD = range(7)
_URLS = 16  # lanes of channels instead of events


def mix(z: int) -> int:
    """The output function of splitmix64."""
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & _MASK
    return z ^ z >> 31


class NexmarkEvents:
    """Makes the columns of an event from its number, 0 and up. `interval` is the event time between two events in
    microseconds."""

    def __init__(self, seed: int, interval: int) -> None:
        self.seed, self.interval = seed & _MASK, interval
        self._keys = [mix((self.seed + (lane + 1) * _GOLDEN) & _MASK) for lane in range(_URLS + 4)]

    def row(self, n: int, variant: str, columns: Sequence[str]) -> dict[str, Any]:
        """Some columns of an event, of which the variant is known."""
        made = COLUMNS[variant]
        return {name: made[name](self, n) for name in columns}

    # ------------------------------------------------------------ random numbers and text

    def word(self, n: int, lane: int) -> int:
        """64 random bits."""
        return mix((self._keys[lane] + n * _GOLDEN) & _MASK)

    def low(self, n: int, lane: int) -> int:
        return self.word(n, lane) & 0xFFFFFFFF

    def high(self, n: int, lane: int) -> int:
        return self.word(n, lane) >> 32

    def text(self, n: int, lane: int, most: int, blank: str = " ") -> str:
        """Letters and blanks, from three characters to one less than `most`; blanks at the ends are cut off."""
        word = self.word(n, lane)
        length = 3 + ((word >> 32) * (most - 3) >> 32)
        return _characters(word, length, _WORDS).replace("\0", blank).strip(" ")

    def extra(self, n: int, used: int, mean: int) -> str:
        """Letters that make the size of an event `mean` bytes on average, a fifth of them up or down."""
        word = self.word(n, _EXTRA)
        room = mean - used
        spread = (2 * room + 5) // 10
        return _characters(word, room - spread + ((word >> 32) * 2 * spread >> 32), _LETTERS)

    # ------------------------------------------------------------ what columns have in common

    def time(self, n: int) -> int:
        """The event time in microseconds, in whole milliseconds."""
        return BASE_TIME + n * self.interval // 1000 * 1000

    @staticmethod
    def auction_id(n: int) -> int:
        """Of the auction that event n is, or of the last one before a bid."""
        return _FIRST_ID + n // CYCLE * AUCTIONS + min(n % CYCLE, AUCTIONS) - 1

    @staticmethod
    def _someone(cycle: int, bits: int, shift: int) -> int:
        """One of the people who are active, or of those who come next."""
        active = min(cycle + 1, _ACTIVE)
        return _FIRST_ID + cycle + 1 - active + (bits * (active + _LEAD) >> shift)

    # ------------------------------------------------------------ people

    def _name(self, n: int) -> str:
        word = self.word(n, _REFERENCES)
        return f"{_one_of(FIRST_NAMES, word)} {_one_of(LAST_NAMES, word >> 16)}"

    def _city(self, n: int) -> str:
        return _one_of(CITIES, self.word(n, _REFERENCES) >> 32)

    def _state(self, n: int) -> str:
        return _one_of(STATES, self.word(n, _REFERENCES) >> 48)

    def _email(self, n: int) -> str:
        return f"{self.text(n, _TEXT, 7)}@{self.text(n, _MORE, 5)}.com"

    def _credit_card(self, n: int) -> str:
        word = self.word(n, _CARD)
        return " ".join(f"{(word >> shift & 0xFFFF) * 10_000 >> 16:04}" for shift in (0, 16, 32, 48))

    # ------------------------------------------------------------ auctions

    def _seller(self, n: int) -> int:
        cycle, bits = n // CYCLE, self.low(n, _REFERENCES)
        if bits >> 30:
            return _FIRST_ID + cycle // _HOT * _HOT
        return self._someone(cycle, bits, 30)

    def _category(self, n: int) -> int:
        return _FIRST_CATEGORY + (self.high(n, _REFERENCES) * _CATEGORIES >> 32)

    def _initial_bid(self, n: int) -> int:
        return price(self.low(n, _PRICE))

    def _reserve(self, n: int) -> int:
        return price(self.low(n, _PRICE)) + price(self.high(n, _PRICE))

    def _expires(self, n: int) -> int:
        span = (self.time(n + _AHEAD) - self.time(n)) // 1000 * 2
        return self.time(n) + 1000 + (self.word(n, _LENGTH) * max(span, 1) >> 64) * 1000

    # ------------------------------------------------------------ bids

    def _auction(self, n: int) -> int:
        last, bits = n // CYCLE * AUCTIONS + AUCTIONS - 1, self.low(n, _REFERENCES)
        if bits >> 31:
            return _FIRST_ID + last // _HOT * _HOT
        first = max(last - _IN_FLIGHT, 0)
        return _FIRST_ID + first + (bits * (last - first + 1 + _LEAD) >> 31)

    def _bidder(self, n: int) -> int:
        cycle, bits = n // CYCLE, self.high(n, _REFERENCES)
        if bits >> 30:
            return _FIRST_ID + cycle // _HOT * _HOT + 1
        return self._someone(cycle, bits, 30)

    def channel_of(self, n: int) -> int:
        """The number of a bid's channel: below CHANNELS, or behind them that of a hot one."""
        bits = self.high(n, _PRICE)
        if bits >> 31:
            return CHANNELS + ((bits & 0x7FFFFFFF) * len(HOT_CHANNELS) >> 31)
        return bits * CHANNELS >> 31

    def _channel(self, n: int) -> str:
        channel = self.channel_of(n)
        return f"channel-{channel}" if channel < CHANNELS else HOT_CHANNELS[channel - CHANNELS]

    def _url(self, n: int) -> str:
        channel = self.channel_of(n)
        folders = "/".join(self.text(channel, _URLS + i, 5, "_") for i in range(3))
        url = f"https://www.nexmark.com/{folders}/item.htm?query=1"
        if channel < CHANNELS and self.low(channel, _URLS + 3) * 10 >> 32:
            url += f"&channel_id={_mirrored(channel)}"
        return url


def price(bits: int) -> int:
    """A price for 32 random bits; its logarithm is spread evenly over the decades."""
    place = bits * len(_UNITS) * _STEPS
    decade, step = divmod(place >> 32, _STEPS)
    growth = _GROWTH[step] + ((_GROWTH[step + 1] - _GROWTH[step]) * (place & 0xFFFFFFFF) >> 32)
    return (growth * _UNITS[decade] + 2**31) >> 32


def _characters(word: int, length: int, table: bytes) -> str:
    words = ((mix((word + i * _GOLDEN) & _MASK)).to_bytes(8, "little") for i in range(1, (length + 7) // 8 + 1))
    return b"".join(words)[:length].translate(table).decode()


def _one_of(texts: tuple[str, ...], bits: int) -> str:
    return texts[(bits & 0xFFFF) * len(texts) >> 16]


def _mirrored(channel: int) -> int:
    """The absolute value of a 32-bit number with the bits in reverse order."""
    mirrored = int(f"{channel:032b}"[::-1], 2)
    return min(mirrored, 2**32 - mirrored)


_Column = Callable[[NexmarkEvents, int], Any]

# The columns of each variant, and how they are made.
COLUMNS: dict[str, dict[str, _Column]] = {
    "person": {
        "id": lambda _, n: _FIRST_ID + n // CYCLE,
        "name": NexmarkEvents._name,
        "email": NexmarkEvents._email,
        "credit_card": NexmarkEvents._credit_card,
        "city": NexmarkEvents._city,
        "state": NexmarkEvents._state,
        "at": NexmarkEvents.time,
        "extra": lambda self, n: self.extra(n, 61, 200),
    },
    "auction": {
        "id": lambda self, n: self.auction_id(n),
        "item": lambda self, n: self.text(n, _TEXT, 20),
        "description": lambda self, n: self.text(n, _MORE, 100),
        "initial_bid": NexmarkEvents._initial_bid,
        "reserve": NexmarkEvents._reserve,
        "expires": NexmarkEvents._expires,
        "seller": NexmarkEvents._seller,
        "category": NexmarkEvents._category,
        "at": NexmarkEvents.time,
        "extra": lambda self, n: self.extra(n, 110, 500),
    },
    "bid": {
        "auction": NexmarkEvents._auction,
        "bidder": NexmarkEvents._bidder,
        "price": lambda self, n: price(self.low(n, _PRICE)),
        "channel": NexmarkEvents._channel,
        "url": NexmarkEvents._url,
        "at": NexmarkEvents.time,
        "extra": lambda self, n: self.extra(n, 32, 100),
    },
}


def variant_of(n: int) -> str:
    """What event n is."""
    place = n % CYCLE
    return "person" if place == 0 else "auction" if place <= AUCTIONS else "bid"
