"""Random files of JSON lines, read by the scanner and by the parser: more than cpp_runtime/tests makes by itself."""

from __future__ import annotations

import os
import random
import subprocess

import pytest

from tests.cpp.test_units import build


@pytest.mark.slow
def test_the_scanner_reads_what_the_parser_reads() -> None:
    seed = random.randrange(2**32)
    program = build("cpp-tests") / "test_io_json_scan"
    environment = os.environ | {"SAGE_FUZZ_ROUNDS": "5000", "SAGE_FUZZ_SEED": str(seed)}
    done = subprocess.run([program], env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"seed {seed}\n{done.stderr}"
