"""Bytes as text, text as bytes, and their digests. Reading gives null for what is not written so."""

from __future__ import annotations

import re
from typing import Any

from sage.base import types as t
from sage.base.text_forms import format_value, parse_value
from sage.compiler.library.registry import function

_STAYS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")


def _data(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def _utf8_decode(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _hex_decode(text: str) -> bytes | None:
    return bytes.fromhex(text) if re.fullmatch("([0-9A-Fa-f]{2})*", text) else None


def _url_encode(text: str) -> str:
    return "".join(chr(byte) if byte in _STAYS else f"%{byte:02X}" for byte in text.encode())


def _url_decode(text: str) -> str | None:
    if re.search("%(?![0-9A-Fa-f]{2})", text):
        return None
    escapes = rb"%([0-9A-Fa-f]{2})"
    return _utf8_decode(re.sub(escapes, lambda found: bytes([int(found[1], 16)]), text.encode()))


def _declare(signature: str, cpp: str, py: Any, doc: str) -> None:
    function(signature, cpp=f"sage::fn::{cpp}", py=py, doc=doc, header="sage/fn/encoding.hpp")


_declare("bytes(str) -> bytes", "bytes({0})", str.encode, "The text in UTF-8.")
_declare("utf8_decode(bytes) -> str?", "utf8_decode({0})", _utf8_decode, "The text, or null if it is not UTF-8.")
for _type in ("str", "bytes"):
    _doc = "Its bytes as base64, of a text those of its UTF-8."
    _base64 = lambda value: format_value(_data(value), t.BYTES)  # noqa: E731
    _declare(f"base64({_type}) -> str", "base64({f}, {0})", _base64, _doc)
    _doc = "Its bytes in hexadecimal digits, of a text those of its UTF-8."
    _declare(f"hex({_type}) -> str", "hex({f}, {0})", lambda value: _data(value).hex(), _doc)
_declare(
    "base64_decode(str) -> bytes?", "base64_decode({f}, {0})", lambda s: parse_value(s, t.BYTES), "The bytes, or null."
)
_declare("hex_decode(str) -> bytes?", "hex_decode({f}, {0})", _hex_decode, "The bytes, or null.")
_declare("url_encode(str) -> str", "url_encode({f}, {0})", _url_encode, "`%XX` for all but letters, digits and `-._~`.")
_declare(
    "url_decode(str) -> str?", "url_decode({f}, {0})", _url_decode, "The text, or null; a `+` is a plus.",
)  # fmt: skip


def _declare_digest(name: str, title: str) -> None:
    def digest(value: str | bytes) -> str:
        import hashlib  # loads OpenSSL

        return hashlib.new(name, _data(value), usedforsecurity=False).hexdigest()

    for type in ("str", "bytes"):
        function(
            f"{name}({type}) -> str",
            cpp=f"sage::fn::{name}({{f}}, {{0}})",
            py=digest,
            doc=f"The {title} digest in hexadecimal digits, of a text that of its UTF-8.",
            header="sage/fn/digest.hpp",
            libraries=("crypto",),
        )


_declare_digest("md5", "MD5")
_declare_digest("sha256", "SHA-256")
