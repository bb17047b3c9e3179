"""Users' names and texts as C++ text: they enter C++ through `identifier` and `literal` only."""

from __future__ import annotations

import re

# Words that mean something else in generated code: C++'s own, macros of its headers, and the members of our structs.
RESERVED = frozenset([
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "char8_t", "char16_t", "char32_t", "class", "compl", "concept", "const", "consteval", "constexpr", "constinit",
    "const_cast", "continue", "co_await", "co_return", "co_yield", "decltype", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
    "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
    "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return", "short", "signed",
    "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local",
    "throw", "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void",
    "volatile", "wchar_t", "while", "xor", "xor_eq", "errno", "stdin", "stdout", "stderr", "NULL", "EOF", "NAN",
    "INFINITY", "assert", "major", "minor", "unix", "linux", "fields", "variants", "plain", "params", "sage", "std",
    "Params", "Input", "Output", "Value", "Args", "State", "main", "r", "f", "s", "a", "k",
])  # fmt: skip

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*")
_NUMBERED = re.compile(r"([A-Za-z0-9_]*)\$([0-9]+)")  # names that the compiler makes


def identifier(name: str) -> str:
    """A user's name as a C++ identifier; different names stay different. Only plain names end without an underscore."""
    if _PLAIN.fullmatch(name):
        return f"{name}_" if name in RESERVED else name
    if made := _NUMBERED.fullmatch(name):
        base = made.group(1)
        return f"{base if _PLAIN.fullmatch(base) else 'x'}_{made.group(2)}_"
    return f"u{name.encode().hex()}_"


def literal(text: str) -> str:
    """Text as a C++ string literal."""
    return '"' + "".join(escaped(b) for b in text.encode("utf-8", "surrogatepass")) + '"'


def escaped(byte: int) -> str:
    char = chr(byte)
    if char in '"\\?':
        return "\\" + char
    return char if 32 <= byte < 127 else f"\\{byte:03o}"
