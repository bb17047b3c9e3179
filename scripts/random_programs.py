#!/usr/bin/env python
"""Random programs, run in every way: the reference, the reference after the passes, natively, natively without passes.

    scripts/random_programs.py --count 200 --seed 1            # the programs 0 to 199 of seed 1
    scripts/random_programs.py --count 10000 --from 3000       # goes on where it was ended: 3000 to 9999
    scripts/random_programs.py --timed --count 200             # programs of another kind: with event time
    scripts/random_programs.py --one 4711 --seed 1             # one program, shrunk if the ways disagree

What disagrees is written to build/random-programs/found/: the program, the files that it reads, and what differed.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.random.agree import Disagreement, disagreements  # noqa: E402
from tests.random.programs import program_of  # noqa: E402
from tests.random.shrink import shrunk  # noqa: E402
from tests.random.timed import timed_program_of  # noqa: E402

FOLDER = ROOT / "build" / "random-programs"


def main() -> int:
    """The count of programs that the ways do not agree on, at most 100."""
    args = _arguments()
    if args.one is not None:
        return _one(args)
    started, wrong, done = time.monotonic(), set[int](), 0
    for start in range(args.start, args.count, args.chunk):
        numbers = range(start, min(start + args.chunk, args.count))
        programs = [args.kind(args.seed, number) for number in numbers]
        for found in disagreements(programs, args.folder, native=not args.reference, batch=args.batch, jobs=args.jobs):
            wrong.add(found.program.number)
            _report(found, args)
        done += len(programs)
        rate = done / (time.monotonic() - started) * 60
        print(f"seed {args.seed}: {numbers.stop} of {args.count}, {len(wrong)} wrong, {rate:.0f} a minute",
              file=sys.stderr, flush=True)  # fmt: skip
    print(f"{done} programs of seed {args.seed} from {args.start}: {len(wrong)} disagreements {sorted(wrong)[:50]}")
    return min(len(wrong), 100)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200, help="how many programs; the numbers below this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="start", type=int, default=0, metavar="K", help="the first program's number")
    parser.add_argument("--jobs", type=int, default=None, help="C++ compilers at once")
    parser.add_argument("--chunk", type=int, default=80, help="programs between two lines of progress")
    parser.add_argument("--batch", type=int, default=20, help="programs in one executable")
    parser.add_argument("--reference", action="store_true", help="no C++: only what the passes do, by the reference")
    parser.add_argument("--one", type=int, metavar="K", help="one program; it is shrunk if the ways disagree")
    parser.add_argument(
        "--timed",
        dest="kind",
        action="store_const",
        const=timed_program_of,
        default=program_of,
        help="programs over rows with event time: windows, joins, keyed code",
    )
    parser.add_argument("--folder", type=Path, default=FOLDER)
    return parser.parse_args()


def _one(args: argparse.Namespace) -> int:
    program = args.kind(args.seed, args.one)
    print(program.text)
    found = list(disagreements([program], args.folder, native=not args.reference))
    for disagreement in found:
        print(f"{disagreement.way}: {disagreement.what}\n")
    if found:
        small = shrunk(program, found[0].way, args.folder, native=not args.reference)
        _report(small, args)
        print(f"shrunk to:\n\n{small.program.text}\n{small.way}: {small.what}")
    return len(found)


def _report(found: Disagreement, args: argparse.Namespace) -> None:
    """Keeps a disagreement, and says how to repeat it."""
    program = found.program
    timed = " --timed" if args.kind is timed_program_of else ""
    home = args.folder / "found" / f"{'timed_' if timed else ''}{program.seed}_{program.number}"
    home.mkdir(parents=True, exist_ok=True)
    (home / "random.sage").write_text(program.text, encoding="utf-8")
    for name, content in program.files.items():
        (home / name).write_bytes(content.encode())
    again = f"scripts/random_programs.py{timed} --seed {program.seed} --one {program.number}"
    (home / "what.txt").write_text(f"{found.way}: {found.what}\n\n{again}\n", encoding="utf-8")
    print(f"program {program.number}, {found.way}: {_first_lines(found)}\n  {home}/random.sage\n  {again}", flush=True)


def _first_lines(found: Disagreement) -> str:
    return "\n".join(line[:300] for line in found.what.strip().split("\n")[-4:])


if __name__ == "__main__":
    sys.exit(main())
