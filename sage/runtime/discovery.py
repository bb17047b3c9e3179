"""Finds services on this machine: descriptors and their locks in the runtime folder (docs/wire.md, section 2).

There is no registry. An instance writes `<service>/<instance>.json` and holds `<instance>.lock` by `flock` while it
lives; the kernel gives the lock back at any death, so whoever can take it knows that the instance is gone.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import stat
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from sage.base.errors import SageError
from sage.base.frozen import dataclass, field, fields, replace

MAX_IPC_PATH: Final = 107  # bytes of a Unix socket's path, without the final zero
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")


class DiscoveryError(SageError):
    """The runtime folder cannot be used."""

    exit_code = 77


@dataclass(frozen=True)
class Descriptor:
    """What an instance says about itself; pydantic is not used here, for it would double the start of every caller."""

    service: str
    instance: str
    endpoints: tuple[str, ...] = ()
    version: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    weight: int = 1
    pid: int = 0
    start_ticks: int = 0
    boot_id: str = ""
    started: str = ""
    generation: int = 1
    methods: tuple[str, ...] = ()
    schema: dict[str, tuple[str, str]] = field(default_factory=dict)
    groups: tuple[int, int] = (0, 127)
    public_key: str | None = None
    lock: str = field(default="", compare=False)  # where its lock lies; not written

    @property
    def endpoint(self) -> str:
        """Where to connect: by ipc if it offers that, else its first address."""
        return next((e for e in self.endpoints if e.startswith("ipc:")), self.endpoints[0])

    def to_json(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "lock"}

    @classmethod
    def from_json(cls, data: Any, lock: str = "") -> Descriptor:
        """A descriptor from its JSON object; fields of later versions are ignored. ValueError if it is none."""
        if not isinstance(data, dict):
            raise ValueError("a descriptor is an object")
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data and f.name != "lock"}
        for name in ("endpoints", "methods", "groups"):
            if name in known:
                known[name] = tuple(known[name])
        try:
            descriptor = cls(**known, lock=lock)
        except TypeError as error:
            raise ValueError(f"a descriptor needs service and instance: {error}") from error
        if not descriptor.endpoints or not all(isinstance(e, str) for e in descriptor.endpoints):
            raise ValueError("a descriptor needs endpoints")
        return descriptor


def runtime_folder() -> Path:
    """The folder in which services announce themselves; it need not exist yet."""
    if chosen := os.environ.get("SAGE_RUNTIME_DIR"):
        return Path(chosen)
    if session := os.environ.get("XDG_RUNTIME_DIR"):
        return Path(session, "sage")
    return _temporary_folder()


def find(service: str) -> list[Descriptor]:
    """The live instances of a service; what is left of dead ones is removed."""
    if not _NAME.fullmatch(service):
        return []
    root = runtime_folder()
    _check_folder(root)
    return list(_live(root / service))


def instances() -> list[Descriptor]:
    """The live instances of all services, by name, the oldest first."""
    root = runtime_folder()
    _check_folder(root)
    names = sorted(entry.name for entry in _scan(root) if _NAME.fullmatch(entry.name) and entry.is_dir())
    return [d for name in names for d in sorted(_live(root / name), key=lambda d: d.started)]


def is_alive(descriptor: Descriptor) -> bool:
    """True while the instance's lock cannot be taken."""
    return _is_locked(descriptor.lock)


def service_folder(service: str) -> Path:
    """The folder of a service's instances and logs, made if it is not there."""
    if not _NAME.fullmatch(service):
        raise DiscoveryError(f"`{service}` cannot name a service: letters, digits, `_`, `-` and `.` can, up to 64")
    return _make_folder(_make_folder(runtime_folder()) / service)


def announce(descriptor: Descriptor) -> Claim:
    """Take the lock of a new instance and publish its descriptor; the sockets it names must be bound."""
    claim = Claim(descriptor.service, descriptor.instance)
    claim.announce(descriptor)
    return claim


class Claim:
    """The place of an instance in the runtime folder, held by its lock until `close`.

    Between taking it and `announce` the sockets are bound, so that whoever finds the descriptor can connect.
    """

    def __init__(self, service: str, instance: str | None = None) -> None:
        self.folder = service_folder(service)
        self.service = service
        self.instance = instance or os.urandom(6).hex()
        self._lock = _take_lock(self.folder, self.instance)
        _claims.add(self)

    @property
    def endpoint(self) -> str:
        """Where the instance is to listen."""
        beside, aside = _sockets(self._path("lock"))
        if len(os.fsencode(beside)) <= MAX_IPC_PATH:
            return f"ipc://{beside}"
        return f"ipc://{_make_folder(aside.parent) / aside.name}"

    def announce(self, descriptor: Descriptor) -> Descriptor:
        """Publish the descriptor; gives it back with the lock in place."""
        aside = self._path("json.new")
        aside.write_text(json.dumps(descriptor.to_json()))
        aside.rename(self._path("json"))
        return replace(descriptor, lock=str(self._path("lock")))

    def withdraw(self) -> None:
        """Be found no more, while still alive."""
        self._path("json").unlink(missing_ok=True)

    def close(self) -> None:
        """Withdraw: socket, descriptor and lock go, in this order."""
        if self._lock >= 0:
            _remove(self._path("lock"))
            self.forget()

    def forget(self) -> None:
        """Close the lock's descriptor only, as a forked child must, for it would keep a dead service alive."""
        lock, self._lock = self._lock, -1
        if lock >= 0:
            os.close(lock)

    def _path(self, suffix: str) -> Path:
        return self.folder / f"{self.instance}.{suffix}"

    def __enter__(self) -> Claim:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()


_claims: weakref.WeakSet[Claim] = weakref.WeakSet()


def _forget_claims() -> None:
    for claim in list(_claims):
        claim.forget()


os.register_at_fork(after_in_child=_forget_claims)


def start_ticks(pid: int) -> int:
    """When a process started, in clock ticks since boot, which with the pid names it for good; 0 if there is none."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(text.rpartition(")")[2].split()[19])


def boot_id() -> str:
    """Which start of the machine this is."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def _live(folder: Path) -> Iterator[Descriptor]:
    for entry in _scan(folder):
        stem, _, suffix = entry.name.rpartition(".")
        lock = f"{folder}/{stem}.lock"
        if suffix == "json":
            if not _is_locked(lock):
                _reap(Path(lock))
                continue
            with contextlib.suppress(OSError, ValueError):  # removed meanwhile, or of another making
                yield Descriptor.from_json(json.loads(Path(entry.path).read_bytes()), lock)
        elif suffix == "lock" and _is_left_over(entry):
            _reap(Path(lock))


def _is_left_over(lock: os.DirEntry[str]) -> bool:
    """True for the lock of one that died before it was ready. Young ones are not even tried, lest we hold it up."""
    try:
        return time.time() - lock.stat().st_mtime > 10 and not Path(lock.path).with_suffix(".json").exists()
    except OSError:
        return False


def _is_locked(lock: str) -> bool:
    try:
        fd = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        # Shared, so that two who look at once do not take each other for the owner.
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(fd)
    return False


def _reap(lock: Path) -> None:
    """Remove what a dead instance left behind."""
    try:
        fd = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        lock.with_suffix(".json").unlink(missing_ok=True)
        return
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _names(lock, fd):
            _remove(lock)
    except OSError:
        return  # somebody else is at it
    finally:
        os.close(fd)


def _remove(lock: Path) -> None:
    for path in (*_sockets(lock), lock.with_suffix(".json.new"), lock.with_suffix(".json"), lock):
        path.unlink(missing_ok=True)


def _sockets(lock: Path) -> tuple[Path, Path]:
    """Where an instance's socket is: beside its lock, or aside if that path would be too long."""
    return lock.with_suffix(".sock"), _temporary_folder() / f"{lock.stem}.sock"


def _take_lock(folder: Path, instance: str) -> int:
    path = folder / f"{instance}.lock"
    for _ in range(100):
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            continue  # somebody looks whether we live
        if _names(path, fd):
            return fd
        os.close(fd)  # reaped between opening and locking
    raise DiscoveryError(f"{path} is locked: instance {instance} of `{folder.name}` runs already")


def _names(path: Path, fd: int) -> bool:
    """True if the path still leads to the open file."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(fd))
    except FileNotFoundError:
        return False


def _temporary_folder() -> Path:
    """A folder whose path leaves room for a socket's name."""
    temporary = os.environ.get("TMPDIR", "")
    return Path(temporary if 0 < len(os.fsencode(temporary)) <= 60 else "/tmp", f"sage-{os.geteuid()}")


def _make_folder(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DiscoveryError(f"cannot make the runtime folder {folder}: {error.strerror}") from error
    _check_folder(folder)
    return folder


def _check_folder(folder: Path) -> None:
    """Keep others out: sockets in a folder that they may write to could be anybody's."""
    try:
        state = folder.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(state.st_mode):
        raise DiscoveryError(f"the runtime folder {folder} is not a folder")
    if state.st_uid != os.geteuid():
        raise DiscoveryError(f"the runtime folder {folder} belongs to another user; SAGE_RUNTIME_DIR names another one")
    if state.st_mode & 0o077:
        folder.chmod(0o700)


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
