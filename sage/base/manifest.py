"""What an artifact says about itself: printed by `--describe`, kept beside the executable, part of `_describe`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from sage.base.errors import SageError


class ManifestError(SageError):
    """A text is no manifest."""

    exit_code = 78


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")  # later versions may say more


class Param(_Part):
    """A `param` of the pipeline: `--name value` on the command line."""

    name: str
    type: str
    default: str | None = None  # as text; null if it must be given
    required: bool = False
    doc: str = ""


class MethodParam(_Part):
    """A field that callers give."""

    name: str
    type: str
    required: bool = True


class Method(_Part):
    """What can be called; types are written as in the language."""

    name: str
    params: tuple[MethodParam, ...] = ()
    result: str = "null"
    doc: str = ""
    read: bool = False  # changes nothing


class SchemaField(_Part):
    """A field of a named schema."""

    name: str
    type: str
    default: Any = None


class Variant(_Part):
    """A variant of an enum, with the type of what it carries."""

    name: str
    payload: str | None = None


class Manifest(_Part):
    """A pipeline as it was compiled."""

    name: str
    version: str = "0.0.0"
    doc: str = ""
    language: str = ""
    params: tuple[Param, ...] = ()
    methods: tuple[Method, ...] = ()
    schemas: dict[str, tuple[SchemaField, ...]] = {}
    enums: dict[str, tuple[Variant, ...]] = {}
    sources: tuple[str, ...] = ()
    sinks: tuple[str, ...] = ()
    settings: dict[str, Any] = {}
    libraries: tuple[str, ...] = ()  # of others, that it links
    stages: tuple[tuple[str, ...], ...] = ()

    @property
    def is_service(self) -> bool:
        """True if it answers calls beside the built-in ones."""
        return bool(self.methods)


def read_manifest(text: str | bytes, origin: str | Path) -> Manifest:
    """The manifest in a JSON text; ManifestError names where it came from and what is wrong."""
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ManifestError(f"{origin} does not describe a pipeline: {place or 'it'}: {first['msg']}") from error
