"""Programs over real files, from the command line to the bytes they leave; the executables and the reference alike."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.programs.files import LIMIT_S, PROGRAMS, Done, build_programs, environment_of, run_both, run_native

HEADER = "Id,name,unit price,at,ok,text\n"


@pytest.fixture(scope="session")
def executables() -> dict[str, Path]:
    return build_programs()


@pytest.fixture
def both(executables: dict[str, Path], tmp_path: Path):
    """Runs a program both ways: its name, the files that are there, and its flags."""

    def run(name: str, files: dict[str, str | bytes], *args: str, stdin: bytes = b"") -> Done:
        return run_both(executables, name, tmp_path, files, *args, stdin=stdin)

    return run


# ---------------------------------------------------------------- CSV


def test_columns_are_found_by_the_header_and_written_by_their_names_outside(both):
    done = both("cells", {"in.csv": "extra,unit price,Id,name\n1,0.5,7,Ada\n,1e3,8,\n"}, "--input", "in.csv")
    assert done.code == 0
    assert done.text("out.csv") == HEADER + "7,Ada,0.5,,true,none\n8,,1000.0,,true,none\n"
    assert done.text("ids.jsonl") == '{"n":1,"Id":7}\n{"n":2,"Id":8}\n'


def test_quotes_hold_delimiters_quotes_and_line_ends(both):
    rows = '1,"a,b",1,,true,"say ""hi"""\r\n2,"line\none",2,,false,"x\r\ny"\n3,in"side,3,,true,\'q\'\n'
    done = both("cells", {"in.csv": HEADER + rows}, "--input", "in.csv", "--output=o.csv")
    assert done.text("o.csv").split("\n", 1)[1] == (
        '1,"a,b",1.0,,true,"say ""hi"""\n2,"line\none",2.0,,false,"x\r\ny"\n3,"in""side",3.0,,true,\'q\'\n'
    )


def test_a_byte_order_mark_crlf_and_a_last_line_without_an_end(both):
    text = "\ufeffId,unit price,name\r\n1,2,é\r\n\r\n2,3,\U0001f600"
    done = both("cells", {"in.csv": text}, "--input", "in.csv")
    assert done.text("out.csv").split("\n")[1:] == ["1,é,2.0,,true,none", "2,\U0001f600,3.0,,true,none", ""]


def test_null_is_what_the_option_says_and_quoted_it_is_text(both):
    text = 'Id,name,unit price,at,text\n1,NA,1,NA,NA\n2,"NA",1,,\n3,"",1,2026-01-01,""\n4,null,1,2026-01-01 10:00,x\n'
    done = both("cells", {"in.csv": text}, "--input", "in.csv")
    assert done.text("out.csv").split("\n")[1:5] == [
        "1,,1.0,,true,NA",
        "2,NA,1.0,,true,",
        '3,"",1.0,2026-01-01T00:00:00Z,true,',
        "4,null,1.0,2026-01-01T10:00:00Z,true,x",
    ]


def test_columns_that_are_missing_take_defaults_and_those_at_the_end_of_a_row_too(both):
    done = both("cells", {"in.csv": "Id,unit price,name,ok\n1,2\n3,4,x\n5,6,y,false\n"}, "--input", "in.csv")
    assert done.text("out.csv").split("\n")[1:4] == ["1,,2.0,,true,none", "3,x,4.0,,true,none", "5,y,6.0,,false,none"]


def test_a_bad_value_in_a_column_that_is_not_used_is_not_seen(both):
    done = both("cells", {"in.csv": "Id,unit price,unused\n1,2,what\n"}, "--input", "in.csv")
    assert done.code == 0


def test_a_required_column_that_is_missing_ends_the_program_before_any_row(both):
    done = both("cells", {"in.csv": "id,unit price\n1,2\n"}, "--input", "in.csv")
    assert done.code == 78
    assert done.stderr == "error: in.csv has no column `Id`; did you mean `id`? Its columns are id, unit price\n"


def test_a_file_that_is_not_there_is_told_in_one_line(both):
    done = both("cells", {}, "--input", "nowhere.csv")
    assert done.code == 74
    assert done.stderr == "error: cannot read nowhere.csv: No such file or directory\n"
    done = both("cells", {}, "--input", "*.csv")
    assert done.code == 74


def test_an_empty_file_has_no_rows(both):
    done = both("cells", {"in.csv": ""}, "--input", "in.csv")
    assert done.code == 0
    assert done.text("out.csv") == HEADER


def test_many_files_are_one_input_in_the_order_of_their_names(both):
    files = {
        "data/b.csv": "Id,unit price\n2,2\n",
        "data/a.csv": "unit price,Id\n1,1\n",
        "data/c.csv.gz": gzip.compress(b"Id,unit price\n3,3\n"),
        "data/.hidden.csv": "nothing",
        "other/d.csv": "nothing",
    }
    done = both("cells", files, "--input", "data/*.csv*")
    assert done.text("ids.jsonl") == '{"n":1,"Id":1}\n{"n":2,"Id":2}\n{"n":3,"Id":3}\n'
    deep = {f"x/{name}": text for name, text in files.items() if name.startswith("data/b")}
    assert both("cells", deep, "--input", "**/*.csv").text("ids.jsonl") == '{"n":1,"Id":2}\n'


def test_parameters_are_flags_in_either_spelling(both):
    files = {"in.csv": "Id,unit price\n1,1\n2,2.5\n3,3\n"}
    done = both("cells", files, "--input", "in.csv", "--floor", "2.5", "--largest=1")
    assert (done.text("out.csv").count("\n"), done.text("ids.jsonl").count("\n")) == (2, 1)
    assert both("cells", files, "--input", "in.csv", "--floor=-1").text("out.csv").count("\n") == 4
    assert both("cells", files, "--floor", "1").code == 2
    assert both("cells", files, "--input", "in.csv", "--floor", "much").code == 2
    assert both("cells", files, "--input", "in.csv", "--flor", "1").code == 2


# ---------------------------------------------------------------- records that fail

BAD = "Id,unit price,name\n1,1,a\n2,cheap,b\n3,3,c,d\n99999999999,5,e\n4,4,f\n"


def test_a_bad_row_ends_the_program_with_its_file_and_line(both):
    done = both("cells", {"in.csv": BAD}, "--input", "in.csv")
    assert done.code == 5
    assert "in.csv, line 3" in done.stderr
    assert 'unit price: "cheap" is not an f64' in done.stderr
    assert "2,cheap,b" in done.stderr
    assert done.text("ids.jsonl") == '{"n":1,"Id":1}\n'


def test_a_record_that_fails_ends_the_program_with_its_place(both):
    done = both("cells", {"in.csv": "Id,unit price\n1,1\n99999999999,5\n"}, "--input", "in.csv")
    assert done.code == 5
    assert "99999999999 does not fit i32" in done.stderr
    assert "cells.sage:22:60" in done.stderr
    assert done.text("out.csv").count("\n") == 2


def test_bad_rows_are_skipped_if_the_setting_says_so(both):
    done = both("cells", {"in.csv": BAD}, "--input", "in.csv", "--set", "on_error=skip")
    assert done.code == 0
    assert done.text("ids.jsonl") == '{"n":1,"Id":1}\n{"n":2,"Id":99999999999}\n{"n":3,"Id":4}\n'
    assert done.text("out.csv").count("\n") == 3


def test_dead_letters_go_to_a_file_of_the_pipeline(both):
    done = both("cells", {"in.csv": BAD}, "--input", "in.csv", "--set=on_error=dead_letter")
    assert done.code == 0
    letters = [json.loads(line) for line in done.text("cells.errors.jsonl").splitlines()]
    assert [(row["stage"], row["code"], row["span"]) for row in letters] == [
        ("csv", "R0101", "in.csv, line 3"),
        ("csv", "R0101", "in.csv, line 4"),
        ("select", "R0102", letters[2]["span"]),
    ]
    assert [row["record"] for row in letters[:2]] == ["2,cheap,b", "3,3,c,d"]
    assert "cells.sage:22:60" in letters[2]["span"]
    assert json.loads(letters[2]["record"])["id"] == 99999999999


def test_dead_letters_are_a_stream(both):
    text = "id,n,text\n1,1,a\nx,1,b\n2,64,c\n0,1,d\n3,300,e\n4,,f\n"
    done = both("letters", {"in.csv": text}, "--input", "in.csv")
    assert done.text("out.csv") == "id;twice;share\n1;2;100\n4;0;25\n"
    letters = [json.loads(line) for line in done.text("errors.jsonl").splitlines()]
    assert [(row["stage"], row["code"], row["reason"]) for row in letters] == [
        ("csv", "R0101", 'id: "x" is not an i64'),
        ("select", "R0102", "64 * 2 does not fit i8"),
        ("select", "R0103", "division by zero"),
        ("csv", "R0101", 'n: "300" is not an i8'),
    ]
    assert letters[0]["record"] == "x,1,b"
    assert letters[1]["record"] == '{"id":2,"n":64}'
    assert "letters.errors.jsonl" not in done.files
    assert done.text("count.csv") == "rows\n6\n", "counting rows looks into no column"


# ---------------------------------------------------------------- enums


def test_variants_in_files_and_flags(both):
    rows = 'id,action,Before\n1,view,\n2,"add, to cart",buy\n3,buy,view\n4,sell,\n5,View,\n6,buy,\n7,,\n8,view,sold\n'
    events = [
        '{"bid":{"id":1,"the price":2}}', '"end"', '{ "tick" : null }', '{"act":"add, to cart"}', '{"bid":{"id":2}}',
        '{"tick":1,"tick":2}', '"bid"', '{"end":null}', '{"bid":{"id":"x"}}', '{"tick":1,"end":2}', "{}", '"start"',
        "7", "null", '{"act":"sell"}', '{"sell":1}', '["end"]',
    ]  # fmt: skip
    files = {"in.csv": rows, "in.jsonl": "\n".join(events) + "\n"}
    done = both(
        "variants", files, "--input", "in.csv", "--events", "in.jsonl", "--never", "buy", "--wanted=add, to cart"
    )
    assert done.code == 0
    assert done.text("out.csv") == "id,action,Before,after\n1,view,,buy\n3,buy,view,buy\n6,buy,,buy\n"
    assert done.text("out.txt") == "view\nadd, to cart\nbuy\nbuy\n"
    assert [line.rstrip() for line in done.stdout.splitlines()[2:4]] == [" 1  view", " 2  add, to cart  buy"]
    assert done.text("events_again.jsonl").splitlines() == [
        '{"bid":{"id":1,"the price":2.0}}', '"end"', '{"tick":null}', '{"act":"add, to cart"}',
        '{"bid":{"id":2,"the price":0.5}}', '{"tick":2}',
    ]  # fmt: skip
    assert done.stderr.splitlines()[2:5] == ['{"bid":{"id":1,"the price":2.0}}', '"end"', '{"tick":null}']
    assert done.text("bids.jsonl") == '{"id":1,"price":2.0}\n{"id":2,"price":0.5}\n'
    assert [json.loads(line)["reason"] for line in done.text("bad.jsonl").splitlines()] == [
        'action: "sell" is not a variant of Action',
        'action: "View" is not a variant of Action',
        'action: "" is not a variant of Action',
        'Before: "sold" is not a variant of Action',
        "bid: missing",
        "end: carries nothing",
        'bid.id: "x" is not an i64',
        "a record is not a variant of Event",
        "a record is not a variant of Event",
        '"start" is not a variant of Event',
        "7 is not a variant of Event",
        "null is not a variant of Event",
        'act: "sell" is not a variant of Action',
        '"sell" is not a variant of Event',
        "a list is not a variant of Event",
    ]


def test_a_flag_that_is_no_variant(both):
    done = both("variants", {}, "--input=a", "--events=b", "--wanted", "sell")
    assert done.code != 0
    assert 'wanted: "sell" is not a variant of Action' in done.stderr


# ---------------------------------------------------------------- JSON lines and text


def test_json_lines_nested_with_defaults_and_names_outside(both):
    rows = [
        '{"id":1,"In":{"x":1,"the tags":["a",""]},"at":1000,"more":[{"x":-0.0}],"unknown":[1,{}],"unused":"no i8"}',
        '  {"In":null,"id":18446744073709551615,"at":"2026-02-03T04:05:06.789Z"}  ',
        "",
        '{"id":2,"In":{"x":"NaN"},"more":[{"x":1e400,"the tags":[]},{"x":"-Infinity"}],"id":3}',
    ]
    done = both("records", {"in.jsonl": "\r\n".join(rows)}, "--input", "in.jsonl", "--set", "on_error=skip")
    assert done.text("out.jsonl").splitlines() == [
        '{"id":1,"In":{"x":1.0,"the tags":["a",""]},"at":"1970-01-01T00:00:01Z",'
        '"more":[{"x":-0.0,"the tags":["none"]}],"double":2}',
        '{"id":3,"In":{"x":"NaN","the tags":["none"]},"at":"2026-01-01T00:00:00Z",'
        '"more":[{"x":"Infinity","the tags":[]},{"x":"-Infinity","the tags":["none"]}],"double":6}',
    ]


def test_a_bad_line_of_json_names_the_path(both):
    for line, reason in [
        ('{"id":1,"more":[{"x":1},{"x":null}]}', "more[1].x: null is not an f64"),
        ('{"id":-1}', "id: -1 is not a u64"),
        ('{"id":1.0}', "id: 1.0 is not a u64"),
        ("{}", "id: missing"),
        ('{"id":1', "not valid JSON"),
    ]:
        done = both("records", {"in.jsonl": '{"id":5}\n' + line}, "--input", "in.jsonl")
        assert done.code == 5
        assert reason in done.stderr
        assert "in.jsonl, line 2" in done.stderr


def test_lines_of_packed_and_plain_files(both):
    files = {"a.txt": "one\n\nétwo\r\n", "b.txt.gz": gzip.compress(b"three\nfour")}
    done = both("lines", files, "--input", "*.txt*")
    assert gzip.decompress(done.files["out.txt.gz"]).decode() == "ONE\nÉTWO\nTHREE\nFOUR\n"
    assert done.text("count.csv") == "5,16\n"


# ---------------------------------------------------------------- the process's own streams


def test_lines_from_stdin_in_every_format(both):
    text = 'b\n\n"q",\u00e9\n'.encode()
    done = both("said", {}, stdin=text)
    assert done.stdout == 'b!\n!\n"q",é!\n'
    assert done.stderr == 'it\nb\n""\n"""q"",é"\n'
    assert both("said", {}, stdin=b"").stdout == ""


def test_json_lines_from_stdin_in_every_format(both):
    text = b'{"id":1,"name":"Ada","the x":2}\n{"id":-20,"name":null}\n'
    done = both("spoken", {}, stdin=text)
    assert done.stdout == '{"id":1,"name":"Ada","the x":2.0}\n{"id":-20,"name":null,"the x":0.5}\n'
    assert done.stderr == " id  name  the x\n---  ----  -----\n  1  Ada     2.0\n-20          0.5\n"


def test_csv_from_stdin_as_a_table(both):
    text = b'name,id\r\nAda,1\r\n"tab\there",22\r\n,3\r\n'
    done = both("given", {}, stdin=text)
    assert done.stdout == "id  name\n--  ---------\n22  tab\\there\n 3  \n 1  Ada\n"
    assert done.stderr == '{"id":22,"name":"tab\\there"}\n{"id":3,"name":null}\n{"id":1,"name":"Ada"}\n'


def test_the_interpreter_of_the_command_line(executables: dict[str, Path], tmp_path: Path):
    program = tmp_path / "given.sage"
    program.write_text(PROGRAMS["given"])
    command = [sys.executable, "-m", "sage.cli.sagec", "run", "--interpret", str(program)]
    done = subprocess.run(command, input=b"id,name\n1,a\n", capture_output=True, timeout=LIMIT_S)
    native = run_native(executables["given"], tmp_path, [], b"id,name\n1,a\n")
    assert (done.returncode, done.stdout.decode()) == (0, native.stdout)


# ---------------------------------------------------------------- the executable as a command


def test_help_is_one_screen(executables: dict[str, Path], tmp_path: Path):
    done = run_native(executables["cells"], tmp_path, ["--help"])
    assert done.code == 0
    assert len(done.stdout.splitlines()) <= 40
    for words in ("Copies rows of CSV.", "--input str", "required", "--floor f64", "The least price.", "1000000"):
        assert words in done.stdout


def test_describe_is_json(executables: dict[str, Path], tmp_path: Path):
    described = json.loads(run_native(executables["cells"], tmp_path, ["--describe"]).stdout)
    assert (described["name"], described["version"], described["doc"]) == ("cells", "1.2.0", "Copies rows of CSV.")
    assert [p["name"] for p in described["params"]] == ["input", "output", "floor", "largest"]
    assert [p["required"] for p in described["params"]] == [True, False, False, False]
    assert described["sources"] == ["csv"]
    assert sorted(described["sinks"]) == ["csv", "jsonl"]
    assert run_native(executables["cells"], tmp_path, ["--version"]).stdout == "cells 1.2.0\n"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_drains(executables: dict[str, Path], tmp_path: Path, number: signal.Signals, code: int):
    with (tmp_path / "out.txt").open("wb") as out:
        process = subprocess.Popen(
            [executables["endless"]], stdout=out, stderr=subprocess.PIPE, env=environment_of(tmp_path)
        )
        deadline = time.monotonic() + LIMIT_S
        while (tmp_path / "out.txt").stat().st_size == 0:
            assert time.monotonic() < deadline, "it writes nothing"
            time.sleep(0.005)
        process.send_signal(number)
        assert process.wait(LIMIT_S) == code
    lines = (tmp_path / "out.txt").read_bytes()
    assert lines.endswith(b"\n"), "the last row is whole"
    numbers = lines.split(b"\n")[:-1]
    assert int(numbers[-1]) == len(numbers) - 1


def test_a_reader_that_goes_away_ends_the_program_quietly(executables: dict[str, Path], tmp_path: Path):
    command = f"set -o pipefail; {executables['endless']} | head -n 3"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=LIMIT_S, env=environment_of(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"0\n1\n2\n", b"")
