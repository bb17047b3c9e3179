"""One C++ program that evaluates every function at every type, and calls of it by binary records over a pipe.

A call is the u32 index of an instance and its arguments; an outcome is a byte 1 and the value, or a byte 0, the u16
code and the reason. Integers, times and floats are 8 bytes, text is its u32 length and bytes, a list its u32 length and
items, an optional a byte and the value; maps and json are the text of their JSON.
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sage.base import types as t
from sage.base.strict_json import read_json
from sage.base.types import List, Optional, Type
from sage.base.values import from_json, json_text
from sage.compiler.emit.names import literal
from tests.functions.instances import Failed, Instance

ROOT = Path(__file__).resolve().parents[2]

CMAKE = """cmake_minimum_required(VERSION 3.22)
project(functions CXX)
add_subdirectory({runtime} runtime)
add_executable(functions functions.cpp)
target_link_libraries(functions sage_re2 sage_crypto sage)
"""

HEAD = r"""#include <sage/base/json.hpp>
#include <sage/fn/list.hpp>
#include <sage/fn/math.hpp>
#include <sage/fn/number.hpp>
#include <sage/fn/text.hpp>
#include <sage/fn/time.hpp>

#include <cstdio>

using namespace sage;

std::string input, output;
const char* at;

template <class T>
T raw() {
  T value;
  std::memcpy(&value, at, sizeof value);
  at += sizeof value;
  return value;
}

template <class T>
T read(Frame& f) {
  if constexpr (std::is_same_v<T, std::string_view>) {
    auto size = raw<uint32_t>();
    at += size;
    return {at - size, size};
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return {read<std::string_view>(f)};
  } else if constexpr (is_optional<T>) {
    return raw<uint8_t>() ? T{read<typename T::value_type>(f)} : T{};
  } else if constexpr (is_list<T>) {
    using Item = std::remove_cvref_t<decltype(*T{}.items)>;
    auto count = raw<uint32_t>();
    Item* items = f.arena.array<Item>(count);
    for (uint32_t i = 0; i < count; ++i) items[i] = read<Item>(f);
    return {items, count};
  } else if constexpr (is_map<T> || is_json<T>) {
    static json::Tape tape;
    std::string reason;
    T value{};
    if (!json::parse(read<std::string_view>(f), tape, f.arena, reason) ||
        !json::Decoder(tape, f.arena).read(0, value))
      std::abort();
    return value;
  } else if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(raw<double>());
  } else if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(raw<int64_t>());
  } else {
    return {raw<int64_t>()};
  }
}

template <class T>
void put_raw(T value) {
  output.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
void put(const T& value) {
  if constexpr (std::is_same_v<T, std::string_view>) {
    put_raw(static_cast<uint32_t>(value.size()));
    output += value;
  } else if constexpr (std::is_same_v<T, Bytes>) {
    put(value.data);
  } else if constexpr (is_optional<T>) {
    put_raw(static_cast<uint8_t>(value.has_value()));
    if (value) put(*value);
  } else if constexpr (is_list<T>) {
    put_raw(static_cast<uint32_t>(value.size()));
    for (const auto& item : value) put(item);
  } else if constexpr (IsRecord<T>) {
    for_each_field(value, [](const auto&, const auto& member) { put(member); });
  } else if constexpr (is_map<T> || is_json<T>) {
    put(std::string_view(json::text_of(value)));
  } else if constexpr (std::is_floating_point_v<T>) {
    put_raw(static_cast<double>(value));
  } else if constexpr (std::is_integral_v<T>) {
    put_raw(static_cast<int64_t>(value));
  } else {
    put_raw(value.micros);
  }
}

template <class T>
void outcome(Frame& f, const std::type_identity_t<T>& value) {
  put_raw(static_cast<uint8_t>(!f.failed()));
  if (!f.failed()) return put(value);
  put_raw(static_cast<uint16_t>(f.failure().code));
  put(std::string_view(f.failure().reason));
}

"""

TAIL = r"""
int main() {
  char block[65536];
  for (size_t size; (size = std::fread(block, 1, sizeof block, stdin)) > 0;) input.append(block, size);
  at = input.data();
  Frame f;
  while (at != input.data() + input.size()) {
    f.clear();
    f.arena.reset();
    kCalls[raw<uint32_t>()](f);
  }
  std::fwrite(output.data(), 1, output.size(), stdout);
}
"""

SCALARS = {
    t.BOOL: "bool", t.F32: "float", t.F64: "double", t.STR: "std::string_view", t.BYTES: "Bytes",
    t.TIMESTAMP: "Timestamp", t.DURATION: "Duration", t.JSON: "Json",
    **{type: f"{'u' if type in t.UNSIGNED else ''}int{t.BITS[type]}_t" for type in t.INTEGERS},
}  # fmt: skip


def cpp_type(type: Type) -> str:
    match type:
        case List(item):
            return f"List<{cpp_type(item)}>"
        case Optional(item):
            return f"std::optional<{cpp_type(item)}>"
        case t.Map(key, item):
            return f"Map<{cpp_type(key)}, {cpp_type(item)}>"
        case t.Schema(fields=fields):
            return "Groups" + "".join(f"_{f.name}{isinstance(f.type, Optional):d}" for f in fields)
    return SCALARS[type]


def program(instances: Sequence[Instance]) -> str:
    """The text of the program; a function reads its arguments, evaluates and writes."""
    results = (part for i in instances for part in (i.result, *i.result.parts))
    structs = dict.fromkeys(_struct(part) for part in results if isinstance(part, t.Schema))
    lines = [*structs, "using Call = void (*)(Frame&);", "constexpr Call kCalls[] = {"]
    for instance in instances:
        reads = "".join(f"const auto a{i} = read<{cpp_type(p)}>(f); " for i, p in enumerate(instance.params))
        words = {"f": "f", "at": "At{f, 0}", "type": cpp_type(t.required(instance.result))}
        words["item"] = cpp_type(instance.result.parts[0]) if instance.result.parts else ""
        names = [f"a{i}" for i, _ in enumerate(instance.params)]
        given = instance.given(names, f"regex<{literal(instance.known)}>")
        words["zone"] = f"zone<{literal(instance.known)}>"
        words |= {str(i): name for i, name in enumerate(given)}
        expression = re.sub(r"\{(\w+)\}", lambda m, w=words: w[m[1]], instance.function.cpp)
        lines.append(f"    [](Frame& f) {{ {reads}outcome<{cpp_type(instance.result)}>(f, {expression}); }},")
    headers = sorted({i.function.header for i in instances if i.function.header})
    return "".join(f"#include <{header}>\n" for header in headers) + HEAD + "\n".join([*lines, "};", ""]) + TAIL


def _struct(schema: t.Schema) -> str:
    """A record of the groups of a pattern."""
    name = cpp_type(schema)
    members = " ".join(f"{cpp_type(f.type)} {f.name}{{}};" for f in schema)
    fields = ", ".join(f'sage::field("{f.name}", &{name}::{f.name})' for f in schema)
    return f"struct {name} {{ {members} static constexpr auto fields = sage::fields({fields}); }};"


def build(instances: Sequence[Instance], runtime: Path, name: str, *options: str) -> Path:
    """Build the program in build/NAME, which is kept."""
    tree = ROOT / "build" / name
    tree.mkdir(parents=True, exist_ok=True)
    _write(tree / "functions.cpp", program(instances))
    _write(tree / "CMakeLists.txt", CMAKE.format(runtime=runtime))
    tool = Path(sys.executable).with_name("cmake")
    cmake = str(tool) if tool.exists() else "cmake"
    _run(
        cmake, "-S", tree, "-B", tree, f"-DPython3_EXECUTABLE={sys.executable}", "-DCMAKE_BUILD_TYPE=Release", *options
    )
    _run(cmake, "--build", tree, "--target", "functions")
    return tree / "functions"


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _run(*command: object) -> None:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}\n{done.stdout[-6000:]}\n{done.stderr[-6000:]}")


def evaluate(executable: Path, calls: Sequence[tuple[int, Instance, tuple[Any, ...]]]) -> list[Any]:
    """The outcomes of calls of instances, each given with its index."""
    request = bytearray()
    for index, instance, args in calls:
        request += struct.pack("<I", index)
        for value, type in zip(args, instance.params, strict=True):
            request += encoded(value, type)
    done = subprocess.run([executable], input=bytes(request), capture_output=True, check=True)
    answer = _Reader(done.stdout)
    outcomes = [_outcome(answer, instance) for _, instance, _ in calls]
    assert answer.at == len(answer.data)
    return outcomes


def encoded(value: Any, type: Type) -> bytes:
    match type:
        case Optional(item):
            return b"\0" if value is None else b"\1" + encoded(value, item)
        case List(item):
            return struct.pack("<I", len(value)) + b"".join(encoded(v, item) for v in value)
        case t.Map() | t.JSON:
            return encoded(json_text(value, type), t.STR)
        case t.STR | t.BYTES:
            data = value.encode() if isinstance(value, str) else value
            return struct.pack("<I", len(data)) + data
        case t.F32 | t.F64:
            return struct.pack("<d", value)
    return struct.pack("<Q", value % 2**64)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def unpack(self, form: str) -> Any:
        size = struct.calcsize(form)
        self.at += size
        return struct.unpack(form, self.data[self.at - size : self.at])[0]

    def text(self) -> bytes:
        size = self.unpack("<I")
        self.at += size
        return self.data[self.at - size : self.at]

    def value(self, type: Type) -> Any:
        match type:
            case Optional(item):
                return self.value(item) if self.unpack("B") else None
            case List(item):
                return [self.value(item) for _ in range(self.unpack("<I"))]
            case t.Map() | t.JSON:
                return from_json(read_json(self.text().decode()), type)
            case t.Schema(fields=fields):
                return {f.name: self.value(f.type) for f in fields}
            case t.STR:
                return self.text().decode()
            case t.BYTES:
                return self.text()
            case t.BOOL:
                return bool(self.unpack("<q"))
            case t.F32 | t.F64:
                return self.unpack("<d")
            case t.U64:
                return self.unpack("<Q")
        return self.unpack("<q")


def _outcome(answer: _Reader, instance: Instance) -> Any:
    if answer.unpack("B"):
        return answer.value(instance.result)
    code = answer.unpack("<H")
    return Failed(f"R{code:04}", answer.text().decode())
