"""A service in a process of its own: `python peer.py NAME`."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sage


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@dataclass
class Order:
    id: int
    amount: float
    note: str | None = None


class Peer:
    """Answers what tests want to know."""

    def __init__(self) -> None:
        self.calls = 0

    def process(self, value: Any) -> Any:
        """The value itself."""
        self.calls += 1
        return value

    def pid(self) -> int:
        return os.getpid()

    def count(self) -> int:
        return self.calls

    def sleep(self, seconds: float) -> str:
        time.sleep(seconds)
        return "rested"

    def fail(self, text: str) -> None:
        raise ValueError(text)

    def total(self, orders: list[Order]) -> float:
        """The amount of all orders."""
        return sum(order.amount for order in orders)

    def add(self, a: int, b: int = 1) -> int:
        return a + b

    def mixed(self, colour: Colour, other: Colour | None = None) -> Colour:
        return other or colour

    def through(self, service: str, method: str, value: Any, timeout: float) -> Any:
        """What another service answers."""
        return sage.call_service(service, value, method=method, timeout=timeout)

    def die(self) -> None:
        os._exit(9)


if __name__ == "__main__":
    sage.ServiceHost(Peer, name=sys.argv[1], version="1.2.3").serve()
