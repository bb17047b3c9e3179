"""The Nexmark queries in DuckDB and Polars, for those who run them as a program of their own:

    peers.py duckdb q5 2 bids.csv out.csv

runs a query with so many threads and prints, as JSON, the seconds it took by the clock and of the processor, without
those of starting Python, and the most memory it had in MB. Queries are written as a user would who wants them fast:
sliding windows by way of slices, and only the columns that are needed.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

COLUMNS = ("auction", "bidder", "price", "channel", "url", "at", "extra")
NUMBERS = ("auction", "bidder", "price")

_BUCKET = 'time_bucket(INTERVAL 10 seconds, "at")'  # `at` is a word of SQL

SQL = {
    "q0": "SELECT * FROM bids",
    "q1": 'SELECT auction, bidder, price * 908 / 1000.0 AS price, "at", extra FROM bids',
    "q2": "SELECT auction, price FROM bids WHERE auction % 123 = 0",
    "q5": """
        WITH slices AS (
          SELECT auction, time_bucket(INTERVAL 2 seconds, "at") AS slice, count(*) AS n FROM bids GROUP BY ALL
        ), windows AS (
          SELECT auction, slice - i * INTERVAL 2 seconds AS window_start, sum(n) AS num
          FROM slices, range(5) AS of_slice(i) GROUP BY ALL
        )
        SELECT auction, num, window_start, window_start + INTERVAL 10 seconds AS window_end FROM windows
        QUALIFY num = max(num) OVER (PARTITION BY window_start)""",
    "q7": f"""
        SELECT auction, price, bidder, "at", extra FROM bids
        QUALIFY price = max(price) OVER (PARTITION BY {_BUCKET})""",
    "q11": """
        WITH starts AS (
          SELECT bidder, "at", coalesce("at" - lag("at") OVER mine >= INTERVAL 10 seconds, true)::INT AS is_start
          FROM bids WINDOW mine AS (PARTITION BY bidder ORDER BY "at")
        ), sessions AS (
          SELECT bidder, "at",
            sum(is_start) OVER (PARTITION BY bidder ORDER BY "at" ROWS UNBOUNDED PRECEDING) AS session
          FROM starts
        )
        SELECT bidder, count(*) AS bid_count, min("at") AS window_start, max("at") + INTERVAL 10 seconds AS window_end
        FROM sessions GROUP BY bidder, session""",
    "q12": f"""
        SELECT bidder, count(*) AS bid_count, {_BUCKET} AS window_start, {_BUCKET} + INTERVAL 10 seconds AS window_end
        FROM bids GROUP BY bidder, {_BUCKET}""",
    "q17": """
        SELECT auction, date_trunc('day', "at") AS day, count(*) AS total_bids,
          count(*) FILTER (price < 10_000) AS rank1_bids,
          count(*) FILTER (price >= 10_000 AND price < 1_000_000) AS rank2_bids,
          count(*) FILTER (price >= 1_000_000) AS rank3_bids,
          min(price) AS min_price, max(price) AS max_price, avg(price) AS avg_price, sum(price) AS sum_price
        FROM bids GROUP BY ALL""",
}


def main() -> None:
    engine, query, threads, source, target = sys.argv[1:]
    os.environ["POLARS_MAX_THREADS"] = threads
    run = {"duckdb": in_duckdb, "polars": in_polars}[engine](query, int(threads), source, target)
    begin, used = time.perf_counter(), time.process_time()
    run()
    taken = {"wall_s": time.perf_counter() - begin, "cpu_s": time.process_time() - used}
    print(json.dumps(taken | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def in_duckdb(query: str, threads: int, source: str, target: str) -> Callable[[], object]:
    import duckdb

    types = {name: "BIGINT" if name in NUMBERS else "TIMESTAMP" if name == "at" else "VARCHAR" for name in COLUMNS}
    columns = ", ".join(f"'{name}': '{type}'" for name, type in types.items())
    if source.endswith(".csv"):
        rows, form = f"read_csv('{source}', header = true, columns = {{{columns}}}, auto_detect = false)", "CSV, HEADER"
    else:
        rows, form = f"read_json('{source}', format = 'newline_delimited', columns = {{{columns}}})", "JSON"
    database = duckdb.connect()
    database.execute(f"SET threads = {threads}")
    database.execute("SET preserve_insertion_order = false")
    database.execute(f"CREATE VIEW bids AS SELECT * FROM {rows}")
    return lambda: database.execute(f"COPY ({SQL[query]}) TO '{target}' (FORMAT {form})")


def in_polars(query: str, threads: int, source: str, target: str) -> Callable[[], object]:
    import polars as pl

    assert pl.thread_pool_size() == threads
    types = {name: pl.Int64 if name in NUMBERS else pl.String for name in COLUMNS}
    scan = pl.scan_csv if source.endswith(".csv") else pl.scan_ndjson
    bids = scan(source, schema=types).with_columns(
        pl.col("at").str.to_datetime("%Y-%m-%dT%H:%M:%S%.fZ", time_unit="us")
    )
    result = _polars_queries(pl)[query](bids)
    return lambda: (result.sink_csv if target.endswith(".csv") else result.sink_ndjson)(target)


def _polars_queries(pl: Any) -> dict[str, Callable[[Any], Any]]:
    at, price = pl.col("at"), pl.col("price")
    window = {"window_start": at.dt.truncate("10s")}
    until = pl.col("window_start").dt.offset_by("10s").alias("window_end")

    def hot(bids: Any) -> Any:
        slices = bids.group_by("auction", slice=at.dt.truncate("2s")).agg(n=pl.len())
        starts = [pl.col("slice").dt.offset_by(f"-{2 * i}s") for i in range(5)]
        windows = slices.with_columns(window_start=pl.concat_list(starts)).explode("window_start")
        sums = windows.group_by("auction", "window_start").agg(num=pl.col("n").sum())
        best = sums.filter(pl.col("num") == pl.col("num").max().over("window_start"))
        return best.select("auction", "num", "window_start", until)

    def highest(bids: Any) -> Any:
        best = bids.filter(price == price.max().over(at.dt.truncate("10s")))
        return best.select("auction", "price", "bidder", "at", "extra")

    def sessions(bids: Any) -> Any:
        ordered = bids.select("bidder", "at").sort("bidder", "at")
        starts = (at.diff() >= pl.duration(seconds=10)) | (pl.col("bidder") != pl.col("bidder").shift())
        numbered = ordered.with_columns(session=starts.fill_null(True).cum_sum())
        counts = numbered.group_by("bidder", "session").agg(bid_count=pl.len(), window_start=at.min(), last=at.max())
        return counts.select(
            "bidder", "bid_count", "window_start", pl.col("last").dt.offset_by("10s").alias("window_end")
        )

    def per_day(bids: Any) -> Any:
        return bids.group_by("auction", day=at.dt.truncate("1d")).agg(
            total_bids=pl.len(),
            rank1_bids=(price < 10_000).sum(),
            rank2_bids=((price >= 10_000) & (price < 1_000_000)).sum(),
            rank3_bids=(price >= 1_000_000).sum(),
            min_price=price.min(),
            max_price=price.max(),
            avg_price=price.mean(),
            sum_price=price.sum(),
        )

    return {
        "q0": lambda bids: bids,
        "q1": lambda bids: bids.select("auction", "bidder", (price * 908 / 1000).alias("price"), "at", "extra"),
        "q2": lambda bids: bids.filter(pl.col("auction") % 123 == 0).select("auction", "price"),
        "q5": hot,
        "q7": highest,
        "q11": sessions,
        "q12": lambda bids: (
            bids.group_by("bidder", **window)
            .agg(bid_count=pl.len())
            .select("bidder", "bid_count", "window_start", until)
        ),
        "q17": per_day,
    }


if __name__ == "__main__":
    main()
