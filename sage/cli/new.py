"""`sagec new`: a project that runs, with a program, its data and its tests."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from sage.base.errors import SageError

HELLO = """## Greets everybody in a list.
from values(["Ada", "Grace", "Barbara"])
  |> map f"Hello, {it}!"
  |> into stdout(format: "text")
"""

ETL = """## What each customer spent, largest first.
schema Order {
  id:       u64
  customer: str
  amount:   f64
  note:     str?
}

pipeline NAME {
  param floor: f64 = 10.0        # ./NAME --floor 100

  let orders = from csv("orders.csv") as Order

  let spent = from orders
    |> filter amount >= floor
    |> aggregate orders = count(), total = sum(amount) by customer
    |> sort total desc

  from spent |> into stdout(format: "table")
}

test "small orders do not count" for NAME {
  given orders = [
    {id: 1, customer: "Ada", amount: 50.0},
    {id: 2, customer: "Ada", amount: 1.0},
  ]
  expect spent == [{customer: "Ada", orders: 1, total: 50.0}]
}
"""

ORDERS = """id,customer,amount,note
1,Ada,120.50,
2,Grace,80,first order
3,Ada,15.25,
4,Barbara,3.99,gift
5,Grace,42,
"""

SERVICE = """## Prices an order: the total, and the discount it has earned.
schema Basket { customer: str, items: i64, total: f64 }
schema Price { customer: str, discount: f64, total: f64 }

fn discount(items: i64) -> f64 = if items >= 10 then 0.1 else 0.0

pipeline NAME {
  set version = "0.1.0"

  from request as Basket
    |> extend discount = discount(items)
    |> select customer, discount, total = total * (1.0 - discount)
    |> into response as Price
}

test "ten items earn a discount" for NAME {
  expect call(customer: "Ada", items: 10, total: 100.0) == {
    customer: "Ada", discount: 0.1, total: 90.0,
  }
}
"""

FILES = {
    "hello": {"NAME.sage": HELLO},
    "etl": {"NAME.sage": ETL, "orders.csv": ORDERS},
    "service": {"NAME.sage": SERVICE},
}
NEXT = {
    "hello": ("sagec run NAME.sage",),
    "etl": ("sagec test", "sagec run NAME.sage -- --floor 50"),
    "service": (
        "sagec compile NAME.sage && sage run -d build/NAME",
        """sage call NAME '{"customer": "Ada", "items": 12, "total": 80}'""",
    ),
}


def make_project(name: str, template: str, *, git: bool) -> int:
    """Makes the folder and prints what it holds and what to do next."""
    folder = Path(name)
    word = re.sub(r"\W", "_", folder.name)
    if not re.fullmatch(r"[^\W\d]\w*", word):
        raise SageError(f"`{folder.name}` does not do as the name of a pipeline: begin with a letter")
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise SageError(f"{folder} is there already")
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in FILES[template].items():
        path = folder / file.replace("NAME", word)
        path.write_text(text.replace("NAME", word))
        print(f"  made {path}")
    (folder / ".gitignore").write_text("build/\n*.errors.jsonl\n")
    if git:
        _make_repository(folder)
    print(f"\nnext:\n  cd {folder}")
    for line in NEXT[template]:
        print("  " + line.replace("NAME", word))
    return 0


def _make_repository(folder: Path) -> None:
    """A git repository, unless the folder is in one or there is no git."""
    try:
        inside = subprocess.run(["git", "-C", folder, "rev-parse"], capture_output=True, check=False).returncode == 0
        if not inside:
            subprocess.run(["git", "-C", folder, "init", "-q"], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"no git repository: {error}", file=sys.stderr)
