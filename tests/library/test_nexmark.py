"""Events of the Nexmark benchmark: those of the vectors, which C++ is held to as well, and how they are spread."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from sage.base.text_forms import format_value
from sage.compiler.library.connectors.nexmark import OFFERED
from sage.compiler.library.nexmark_events import COLUMNS, NexmarkEvents, price, variant_of

VECTORS = Path(__file__).parents[1] / "vectors" / "nexmark" / "events.jsonl"


def test_events_are_those_of_the_vectors() -> None:
    for line in VECTORS.read_text(encoding="utf-8").splitlines():
        wanted = json.loads(line)
        events, n = NexmarkEvents(wanted["seed"], wanted["interval"]), wanted["number"]
        variant = variant_of(n)
        made = events.row(n, variant, list(COLUMNS[variant]))
        shown = {k: format_value(v, OFFERED[variant][k]) if k in ("at", "expires") else v for k, v in made.items()}
        assert shown == wanted[variant]


def test_of_fifty_events_one_is_a_person_three_are_auctions_and_the_others_bids() -> None:
    assert Counter(map(variant_of, range(5_000))) == {"person": 100, "auction": 300, "bid": 4_600}


def test_prices_are_spread_over_six_decades() -> None:
    assert [price(bits) for bits in (0, 2**31, 2**32 - 1)] == [100, 100_000, 100_000_000]
    events = NexmarkEvents(42, 100)
    digits = Counter(len(str(events.row(n, "bid", ["price"])["price"])) for n in range(30_000))
    assert all(4_700 < digits[d] < 5_300 for d in range(3, 9))


def test_half_of_the_bids_are_for_the_hot_auction_and_three_quarters_by_the_hot_bidder() -> None:
    events = NexmarkEvents(1, 100)
    bids = [(n, events.row(n, "bid", ["auction", "bidder"])) for n in range(600_004, 640_000) if variant_of(n) == "bid"]
    hot = [(n, 1000 + (n // 50 * 3 + 2) // 100 * 100, 1001 + n // 50 // 100 * 100) for n, _ in bids]
    share = sum(row["auction"] == auction for (_, row), (_, auction, _) in zip(bids, hot, strict=True)) / len(bids)
    assert 0.49 < share < 0.52
    share = sum(row["bidder"] == bidder for (_, row), (_, _, bidder) in zip(bids, hot, strict=True)) / len(bids)
    assert 0.74 < share < 0.76
    assert all(
        n // 50 * 3 + 2 - 100 <= row["auction"] - 1000 <= n // 50 * 3 + 12 for n, row in bids if row["auction"] % 100
    )


def test_an_event_is_as_long_as_the_benchmark_says() -> None:
    events = NexmarkEvents(42, 100)
    for variant, first, mean in (("person", 0, 200), ("auction", 1, 500)):
        sizes = [
            sum(
                len(v) if isinstance(v, str) else 8
                for k, v in events.row(n, variant, list(COLUMNS[variant])).items()
                if k != "at"
            )
            for n in range(first, 50_000, 50)
        ]
        assert abs(sum(sizes) / len(sizes) - mean) < mean * 0.02
