"""Columns of a file without a header keep their places, whichever of them a program reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from sage.base import types as t
from sage.base.types import Field, Optional, schema
from sage.compiler.ir.code import Const
from sage.compiler.ir.logic import FALSE, TRUE
from sage.compiler.library.connectors.csv import CsvSource

ROW = schema([Field("a", t.STR), Field("b", Optional(t.I64)), Field("c", t.F64)])


@pytest.mark.parametrize(("header", "text"), [(FALSE, "x,1,2.5\n"), (TRUE, "b,c,a\n1,2.5,x\n")])
def test_a_source_with_fewer_columns_reads_the_same_values(tmp_path: Path, header: Const, text: str) -> None:
    path = tmp_path / "f.csv"
    path.write_text(text)
    source = CsvSource(path=Const(t.STR, str(path)), header=header, row=ROW)
    narrow = source.narrowed(schema([ROW.by_name["c"], ROW.by_name["a"]]))
    assert list(source.rows()) == [{"a": "x", "b": 1, "c": 2.5}]
    assert list(narrow.rows()) == [{"c": 2.5, "a": "x"}]
    assert list(narrow.narrowed(schema([ROW.by_name["c"]])).rows()) == [{"c": 2.5}]
