"""Backslashes in texts and bytes, and the indent of long texts."""

from __future__ import annotations

import re
from collections.abc import Callable

from sage.base.diagnostics import Diagnostic, Edit, Fix
from sage.base.source import Span

Say = Callable[[Diagnostic], None]

_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", '"': '"', "'": "'", "0": "\0"}
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([\s\S]))")
_OTHER_CODE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
_CONTROL = {"a": "7", "b": "8", "f": "c", "v": "b", "e": "1b"}


def unescape(raw: str, span: Span, say: Say, quote_at: int | None = None) -> str:
    """What a text means. `span` is where `raw` stands. The first escape that is none is told; if the quote that opens
    the text is at `quote_at`, raw text is offered as the way out."""
    if "\\" not in raw:
        return raw
    bad: list[re.Match[str]] = []
    good = 0

    def meaning(found: re.Match[str]) -> str:
        nonlocal good
        code, byte, other = found.groups()
        if code and (value := int(code, 16)) < 0x110000 and not 0xD800 <= value < 0xE000:
            good += 1
            return chr(value)
        if other in _SIMPLE:
            good += 1
            return _SIMPLE[other]
        bad.append(found)
        return chr(int(byte, 16)) if byte else found.group()

    value = _ESCAPE.sub(meaning, raw)
    if bad:
        may_be_raw = quote_at is not None and not good and not any(_OTHER_CODE.match(raw, b.start()) for b in bad)
        say(_unknown(raw, span, bad[0], quote_at if may_be_raw else None))
    return value


def _unknown(raw: str, span: Span, found: re.Match[str], quote_at: int | None) -> Diagnostic:
    start = span.start + found.start()
    place = Span(span.source, start, start + 2)
    code = "E0005"
    if found.group(1):
        place = Span(span.source, start, start + len(found.group()))
        return Diagnostic(code, f"`{found.group()}` is no character", place, "the last one is `\\u{10FFFF}`")
    if other := _OTHER_CODE.match(raw, found.start()):
        digits = next(filter(None, other.groups())).lstrip("0") or "0"
        place = Span(span.source, start, start + len(other.group()))
        write = f"\\u{{{digits.upper()}}}"
        message = f"`{other.group()}` is written `{write}` here"
        return Diagnostic(code, message, place, fix=Fix((Edit(place, write),), "safe"))
    letter = raw[found.start() + 1]
    label = "unknown escape"
    message = f"`\\{letter}` is not an escape" if letter.isprintable() else "this is not an escape"
    if letter == "u":
        return Diagnostic(code, message, place, label, help="a character by its number is `\\u{1F600}`")
    if letter in _CONTROL:
        label += f"; the control character is `\\u{{{_CONTROL[letter]}}}`"
    if letter in "{}":
        fix = Fix((Edit(place, letter * 2),), "safe")
        return Diagnostic(code, message, place, label, help="a brace in an f-string is doubled", fix=fix)
    if quote_at is not None:
        fix = Fix((Edit(Span(span.source, quote_at, quote_at), "r"),), "safe")
        return Diagnostic(code, message, place, label, help="double the backslash, or write raw text", fix=fix)
    double = Fix((Edit(Span(span.source, start, start + 1), "\\\\"),), "safe")
    return Diagnostic(code, message, place, label, help="double the backslash", fix=double)


def to_bytes(raw: str, span: Span, say: Say) -> bytes:
    """What stands between the quotes of `b"..."`: ASCII, and `\\xFF` for any byte."""
    value = bytearray()
    position = 0
    while position < len(raw):
        place = Span(span.source, span.start + position, span.start + position + 1)
        found = _ESCAPE.match(raw, position)
        if not found:
            if raw[position] > "\x7f":
                write = "".join(f"\\x{byte:02x}" for byte in raw[position].encode("utf-8", "replace"))
                fix = Fix((Edit(place, write),), "safe")
                say(Diagnostic("E0005", f"`{raw[position]}` is more than one byte", place, "bytes are ASCII", fix=fix))
            value += raw[position].encode("utf-8", "replace")
            position += 1
            continue
        if found.group(2):
            value.append(int(found.group(2), 16))
        elif found.group(3) in _SIMPLE:
            value += _SIMPLE[found.group(3)].encode()
        else:
            place = Span(span.source, place.start, place.start + 2)
            edit = Edit(Span(span.source, place.start, place.start + 1), "\\\\")
            message = f"`{raw[position : position + 2]}` is not an escape"
            help = "a byte is `\\xFF`; a backslash is doubled"
            say(Diagnostic("E0005", message, place, "unknown escape", help=help, fix=Fix((edit,), "safe")))
            value += found.group().encode("utf-8", "replace")
        position = found.end()
    return bytes(value)


def dedented(raw: str) -> str:
    """A long text without the indent that its lines share, and without a line break right after the opening quotes.
    The line of the closing quotes counts, if nothing else is on it."""
    lines = raw.replace("\r\n", "\n").split("\n")
    if len(lines) == 1:
        return raw
    rest = lines if lines[0].strip() else lines[1:]
    counted = [line for line in rest[1 if rest is lines else 0 : -1] if line.strip()] + rest[-1:]
    indent = min(len(line) - len(line.lstrip()) for line in counted)
    return "\n".join(line if rest is lines and number == 0 else line[indent:] for number, line in enumerate(rest))
