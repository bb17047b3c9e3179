"""The runtime folder: who is found, what is removed, who may look."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sage.runtime import discovery
from sage.runtime.discovery import Claim, Descriptor, DiscoveryError


def _descriptor(claim: Claim) -> Descriptor:
    return Descriptor(claim.service, claim.instance, (claim.endpoint,), version="1.0", methods=("process",))


def test_an_announced_instance_is_found_until_it_closes(runtime_folder: Path) -> None:
    with Claim("late") as claim:
        assert discovery.find("late") == []
        published = claim.announce(_descriptor(claim))
        assert discovery.find("late") == discovery.instances() == [published]
        assert discovery.is_alive(published)
        assert os.stat(runtime_folder / "late").st_mode & 0o777 == 0o700
    assert discovery.find("late") == []
    assert not discovery.is_alive(published)


def test_a_descriptor_is_written_as_documented() -> None:
    published = discovery.announce(Descriptor("late", "9f1c03a27be4", ("ipc:///x",), schema={"process": ("0", "1")}))
    written = json.loads((published.folder / "9f1c03a27be4.json").read_text())
    assert list(written) == [
        "service", "instance", "endpoints", "version", "labels", "weight", "pid", "start_ticks",
        "boot_id", "started", "generation", "methods", "schema", "groups", "public_key",
    ]  # fmt: skip
    published.close()


def test_a_descriptor_of_a_later_version_is_read(runtime_folder: Path) -> None:
    with Claim("late") as claim:
        data = _descriptor(claim).to_json() | {"colour": "red"}
        (runtime_folder / "late" / f"{claim.instance}.json").write_text(json.dumps(data))
        assert [d.version for d in discovery.find("late")] == ["1.0"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"service": "late", "instance": "x", "endpoints": []}', "\0\xff"]
)
def test_a_broken_descriptor_is_passed_over(runtime_folder: Path, text: str) -> None:
    with Claim("late") as claim:
        (runtime_folder / "late" / f"{claim.instance}.json").write_text(text)
        assert discovery.find("late") == []


def test_leftovers_of_the_dead_are_removed_and_others_left(runtime_folder: Path) -> None:
    with Claim("late") as claim:
        claim.announce(_descriptor(claim))
        folder = runtime_folder / "late"
        for name in ("dead.json", "dead.lock", "dead.sock", "orphan.json", "old.lock", "young.lock", "4711.log"):
            (folder / name).touch()
        os.utime(folder / "old.lock", (0, 0))
        assert len(discovery.find("late")) == 1
        left = {path.name for path in folder.iterdir()}
        assert left == {f"{claim.instance}.json", f"{claim.instance}.lock", "young.lock", "4711.log"}


def test_looking_does_not_disturb_others_who_look(runtime_folder: Path) -> None:
    (runtime_folder / "late").mkdir(mode=0o700)
    lock = runtime_folder / "late" / "x.lock"
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        assert not discovery._is_locked(str(lock))


def test_a_subprocess_does_not_inherit_the_lock() -> None:
    claim = Claim("late")
    published = claim.announce(_descriptor(claim))
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    claim.forget()
    deadline = time.monotonic() + 5
    while discovery.is_alive(published) and time.monotonic() < deadline:
        time.sleep(0.001)  # it may be between fork and exec
    assert not discovery.is_alive(published)
    child.communicate(b"\n")


def test_one_instance_holds_its_place_alone() -> None:
    with Claim("late", "one"), pytest.raises(DiscoveryError, match="runs already"):
        Claim("late", "one")


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../x", "a b", "x" * 65, "ü"])
def test_names_that_are_no_names(name: str) -> None:
    assert discovery.find(name) == []
    with pytest.raises(DiscoveryError, match="cannot name a service"):
        Claim(name)


def test_a_long_folder_has_its_sockets_aside(runtime_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGE_RUNTIME_DIR", str(runtime_folder / ("d" * 100)))
    monkeypatch.setenv("TMPDIR", str(runtime_folder))
    with Claim("late") as claim:
        path = Path(claim.endpoint.removeprefix("ipc://"))
        assert path == runtime_folder / f"sage-{os.geteuid()}" / f"{claim.instance}.sock"
        path.touch()
    assert not path.exists()


def test_where_the_folder_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAGE_RUNTIME_DIR")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1")
    assert discovery.runtime_folder() == Path("/run/user/1/sage")
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.delenv("TMPDIR", raising=False)
    assert discovery.runtime_folder() == Path(f"/tmp/sage-{os.geteuid()}")


def test_the_folder_is_closed_to_others(runtime_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime_folder.chmod(0o755)
    assert discovery.instances() == []
    assert runtime_folder.stat().st_mode & 0o777 == 0o700
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(DiscoveryError, match="belongs to another user"):
        discovery.instances()


def test_a_link_is_no_runtime_folder(runtime_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (runtime_folder / "link").symlink_to(runtime_folder)
    monkeypatch.setenv("SAGE_RUNTIME_DIR", str(runtime_folder / "link"))
    with pytest.raises(DiscoveryError, match="is not a folder"):
        discovery.find("late")
