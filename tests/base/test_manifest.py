"""What `--describe` prints is read, and what is no manifest is refused by name."""

from __future__ import annotations

import pytest

from sage.base.manifest import ManifestError, read_manifest

DESCRIBED = """{"name": "late", "version": "0.1.0", "doc": "", "language": "0.1", "later": 1,
 "params": [{"name": "floor", "type": "f64", "default": "100", "required": false, "doc": "least"}],
 "methods": [{"name": "process", "params": [{"name": "id", "type": "u64", "required": true}], "result": "Price?"}],
 "schemas": {"Price": [{"name": "id", "type": "u64", "default": 1}]}, "sources": ["csv"], "sinks": ["stdout"],
 "settings": {"on_error": "skip"}, "stages": [["csv_0", "filter_1"]]}"""


def test_a_manifest_is_read() -> None:
    manifest = read_manifest(DESCRIBED, "late")
    assert manifest.is_service
    assert manifest.methods[0].params[0].type == "u64"
    assert manifest.schemas["Price"][0].default == 1
    assert manifest.params[0].default == "100"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": 1}', '{"name": "x", "params": [{}]}'])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ManifestError, match="build/late does not describe a pipeline"):
        read_manifest(text, "build/late")
