"""A flow as a picture: a box for each stage, from the sources above to the sinks below, as SVG that stands alone.

    svg(pipeline.flow, pipeline.streams)
    svg(flow, streams, [stage.flow for stage in plan.stages])

Stages that share a place in the program, since one was written in terms of others, share a box. A box says what stands
in the program; the rows that come out of it appear under the pointer. Colours follow what the reader prefers. A picture
of a plan has a dashed line round what is fused, and shows the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from textwrap import wrap

from sage.base.frozen import dataclass
from sage.compiler.ir.flow import Flow, Op, Port, SinkOp, SourceOp

_WIDTH, _GAP, _DOWN = 260, 28, 30  # of a box; between two of a layer; between two layers
_LINE, _PAD = 16, 9
_MOST = 36  # characters on a line of a box
_MOST_LINES = 4

_STYLE = """
.sage-flow { --fill: #ffffff; --line: #8a93a3; --text: #1d2430; --soft: #667085; --source: #1f7a4d; --sink: #9a4b12;
  font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) {
  .sage-flow { --fill: #1b212c; --line: #6b7688; --text: #e6eaf2; --soft: #9aa5b8; --source: #58c492; --sink: #e39a5b; }
}
.sage-flow rect { fill: var(--fill); stroke: var(--line); }
.sage-flow .source rect { stroke: var(--source); }
.sage-flow .sink rect { stroke: var(--sink); }
.sage-flow text { fill: var(--text); }
.sage-flow .name { fill: var(--soft); font-style: italic; }
.sage-flow .row { fill: var(--soft); }
.sage-flow path { fill: none; stroke: var(--line); }
.sage-flow .fused { stroke-dasharray: 5 4; }
.sage-flow marker path { fill: var(--line); stroke: none; }
"""


@dataclass
class _Box:
    """What is drawn for some operators: the last of them gives the rows."""

    ops: list[Op]
    lines: list[str]
    name: str = ""
    row: str = ""  # the rows that come out, if they are shown
    inputs: tuple[int, ...] = ()
    layer: int = 0
    x: float = 0
    y: float = 0

    @property
    def height(self) -> int:
        return _LINE * (len(self.lines) + bool(self.row)) + 2 * _PAD

    @property
    def kind(self) -> str:
        first = self.ops[0]
        return "source" if isinstance(first, SourceOp) else "sink" if isinstance(first, SinkOp) else "stage"


def svg(flow: Flow, streams: Mapping[str, Op] | None = None, fused: Sequence[Flow] = ()) -> str:
    """The picture of a flow; `streams` are its named streams. With `fused`, the parts of it that are one loop each."""
    names = {op: name for name, op in (streams or {}).items()}
    drawn: list[str] = []
    width, height = 0.0, 0.0
    for part in fused or (flow,):
        boxes = _boxes(part, names)
        for box in boxes if fused else ():
            box.row = _short(_row(box))
        wide, high = _place(boxes, _layers(boxes))
        for box in boxes:
            box.x, box.y = box.x + width + (_PAD if fused else 0), box.y + (_PAD if fused else 0)
        if fused:
            wide, high = wide + 2 * _PAD, high + 2 * _PAD
            drawn.append(f'<path class="fused" d="M{width + 1:g} 1h{wide - 2:g}v{high - 2:g}h{2 - wide:g}z"/>')
        drawn += [*(_edge(boxes[i], box) for box in boxes for i in box.inputs), *map(_drawn, boxes)]
        width, height = width + wide + _GAP, max(height, high)
    width -= _GAP
    head = (
        f'<svg class="sage-flow" xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" aria-label="the stages of the flow">'
    )
    arrow = (
        '<defs><marker id="sage-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>'
    )
    return "\n".join([head, f"<style>{_STYLE}</style>", arrow, *drawn, "</svg>"]) + "\n"


# ---------------------------------------------------------------- what is drawn


def _boxes(flow: Flow, names: Mapping[Op, str]) -> list[_Box]:
    boxes: list[_Box] = []
    of: dict[Op, int] = {}
    for op in flow.ops:
        below = op.inputs
        if len(below) == 1 and (isinstance(op, Port) or _is_same(below[0], op, flow)):
            of[op] = of[below[0]]
            if not isinstance(op, Port):
                boxes[of[op]].ops.append(op)
        else:
            of[op] = len(boxes)
            boxes.append(_Box([op], _lines(op), inputs=tuple(dict.fromkeys(of[i] for i in below))))
        if op in names:
            box = boxes[of[op]]
            box.name = f"{box.name}, {names[op]}" if box.name else names[op]
    return boxes


def _is_same(below: Op, op: Op, flow: Flow) -> bool:
    """True if two operators were made of one stage of the program."""
    alone = len(flow.consumers[below]) == 1
    return alone and below.place is not None and op.place is not None and below.place.span == op.place.span


def _lines(op: Op) -> list[str]:
    """What stands in the program, on short lines; without a place, the word of the stage."""
    text = " ".join(op.place.span.text.split()) if op.place is not None else op.name
    lines = wrap(text, _MOST, break_on_hyphens=False)
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], "..."]


# ---------------------------------------------------------------- where it stands


def _layers(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Boxes by the length of the longest way to them; each layer in the order of what it reads."""
    layers: list[list[_Box]] = []
    for box in boxes:
        box.layer = max((boxes[i].layer + 1 for i in box.inputs), default=0)
        while len(layers) <= box.layer:
            layers.append([])
        layers[box.layer].append(box)
    return layers


def _place(boxes: Sequence[_Box], layers: Sequence[list[_Box]]) -> tuple[float, float]:
    """Gives every box its place; answers the size of the whole."""
    widest = max(map(len, layers), default=1)
    width = widest * _WIDTH + (widest - 1) * _GAP
    y = 1.0
    for layer in layers:
        wanted = {id(b): _middle(boxes, b, width) for b in layer}
        layer.sort(key=lambda b: wanted[id(b)])
        total = len(layer) * _WIDTH + (len(layer) - 1) * _GAP
        x = max(0.0, min(width - total, sum(wanted.values()) / len(layer) - total / 2))
        for box in layer:
            box.x, box.y = x, y
            x += _WIDTH + _GAP
        y += max(box.height for box in layer) + _DOWN
    for box in boxes:
        box.x += 1
    below = 18 if any(box.name for box in layers[-1]) else 0  # the name of a stream that nothing reads
    return width + 2, y - _DOWN + 1 + below


def _middle(boxes: Sequence[_Box], box: _Box, width: float) -> float:
    above = [boxes[i].x + _WIDTH / 2 for i in box.inputs]
    return sum(above) / len(above) if above else width / 2


def _edge(above: _Box, below: _Box) -> str:
    x1, y1 = above.x + _WIDTH / 2, above.y + above.height
    x2, y2 = below.x + _WIDTH / 2, below.y
    bend = (y2 - y1) / 2
    path = f"M{x1:g} {y1:g}C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2 - 1:g}"
    return f'<path d="{path}" marker-end="url(#sage-arrow)"/>'


def _row(box: _Box) -> str:
    schema = box.ops[-1].schema
    return str(schema.fields[0].type) if schema.plain else "{" + ", ".join(map(str, schema)) + "}"


def _short(text: str) -> str:
    return text if len(text) <= _MOST else text[: _MOST - 3] + "..."


def _drawn(box: _Box) -> str:
    text = [
        f'<text x="{box.x + _PAD:g}" y="{box.y + _PAD + _LINE * n + 12:g}">{escape(line)}</text>'
        for n, line in enumerate(box.lines)
    ]
    if box.row:
        bottom = box.y + box.height - _PAD - 4
        text.append(f'<text class="row" x="{box.x + _PAD:g}" y="{bottom:g}">{escape(box.row)}</text>')
    x, y = box.x + _WIDTH / 2 + 8, box.y + box.height + 14
    name = f'<text class="name" x="{x:g}" y="{y:g}">{escape(box.name)}</text>' if box.name else ""
    return (
        f'<g class="{box.kind}"><title>{escape(_row(box))}</title>'
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{_WIDTH}" height="{box.height}" rx="5"/>{"".join(text)}{name}</g>'
    )
