"""Building against a library of two lines, in a cache of its own: what is tested here is how, not what."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sage.base import paths

STANDIN = Path(__file__).parent / "standin"


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that keeps the stand-in's runtime for the whole run."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def cache(shared_cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The stand-in as the library, and the run's cache as the user's; reports go to an empty folder."""
    monkeypatch.setattr(paths, "runtime_dir", lambda: STANDIN)
    monkeypatch.setenv("SAGE_CACHE_DIR", str(shared_cache))
    monkeypatch.chdir(tmp_path)
    return shared_cache


@pytest.fixture
def library(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the stand-in that a test may change."""
    copy = tmp_path / "library"
    shutil.copytree(STANDIN, copy)
    monkeypatch.setattr(paths, "runtime_dir", lambda: copy)
    return copy
