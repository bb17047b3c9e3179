"""Random programs over random rows: the reference, the executable and the executable without passes must agree.

Many flows are one program, and few programs one build, so that a flow costs a fraction of a second to compile. The seed
is printed when something fails; `SAGE_SEED=123 pytest -m slow tests/random` runs others, and without it the slow test
takes a new one each time.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from random import Random

import pytest

from sage.base.errors import SageError
from sage.base.source import Source
from sage.compiler import driver
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.project import BuildFailure, build_many
from tests.programs.files import Done, folder_of, run_native, run_reference
from tests.random.flows import HEAD, FlowMaker, rows

FOLDER = Path(__file__).parents[2] / "build" / "test-random"
MODES = {"optimised": None, "plain": ()}
FLOWS = 15  # in one program
COUNTS = (0, 1, 30, 30, 30, 1500)  # of rows; the last are several batches of a source


def program_of(seed: int) -> tuple[str, dict[str, str]]:
    """A program of many flows, and the files that they read."""
    random = Random(seed)
    flows = [FlowMaker(random, number).flow(random.randint(1, 6)) for number in range(FLOWS)]
    files = {f"in_{number}.jsonl": rows(random, random.choice(COUNTS)) for number in range(FLOWS)}
    errors = '  from errors |> select stage, code, reason, span |> into jsonl("errors.jsonl")'
    body = "\n\n".join(f"  {flow}" for flow in flows)
    name = f"random_{seed}"
    return f'{HEAD}\npipeline {name} {{\n  set on_error = "dead_letter"\n\n{body}\n\n{errors}\n}}\n', files


def compare(seeds: range) -> None:
    """Runs the programs of these seeds in all ways."""
    programs = {seed: program_of(seed) for seed in seeds}
    emitted: dict[str, dict[str, str]] = {}
    for seed, (text, _) in programs.items():
        pipeline = driver.check(Source(f"random_{seed}.sage", text)).require().pipeline()
        for mode, passes in MODES.items():
            emitted[f"random_{seed}_{mode}"] = driver.emit(driver.lower(pipeline, passes))
    built = build_many(emitted, BuildOptions(), FOLDER)
    problems = []
    for seed, (text, files) in programs.items():
        home = FOLDER / f"seed_{seed}"
        reference = run_reference(f"random_{seed}", text, folder_of(home / "reference", files))
        assert reference.code == 0, reference.stderr
        for mode in MODES:
            executable = built[f"random_{seed}_{mode}"]
            if isinstance(executable, SageError):
                log = executable.log[:3000] if isinstance(executable, BuildFailure) else ""
                problems.append(f"seed {seed}, {mode}: {executable}\n{log}")
                continue
            native = run_native(executable, folder_of(home / mode, files))
            problems += [f"seed {seed}, {mode}: {p}" for p in _differences(native, reference, text)]
    assert not problems, "\n\n".join(problems)


def _differences(native: Done, reference: Done, text: str) -> list[str]:
    if native.code != 0:
        return [f"it ended with {native.code}: {native.stderr[:2000]}"]
    found = []
    for name, expected in reference.files.items():
        ours, theirs = native.files.get(name, b"").decode().split("\n"), expected.decode().split("\n")
        if name == "errors.jsonl":  # which fail, and why, is promised, and not in which order
            ours, theirs = sorted(ours), sorted(theirs)
        if ours != theirs:
            at = next(
                (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs))
            )
            flow = text.split(f'"in_{name.split("_")[1]}.jsonl"')[-1].split('"in_')[0] if "_" in name else ""
            one, other = ("".join(side[at : at + 1]) or "nothing" for side in (ours, theirs))
            found.append(f"{name}, row {at}:\n  native:    {one}\n  reference: {other}\n{flow}")
    return found


def test_random_programs_mean_the_same_everywhere() -> None:
    compare(range(2))


@pytest.mark.slow
def test_more_random_programs_mean_the_same_everywhere() -> None:
    seed = int(os.environ.get("SAGE_SEED") or secrets.randbelow(10**9))
    print(f"SAGE_SEED={seed}")
    compare(range(seed, seed + 6))
