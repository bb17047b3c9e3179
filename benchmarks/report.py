"""The report of the benchmarks: tables in Markdown, and bars as SVG that stands alone."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path


@dataclass(frozen=True)
class Bars:
    """A plot: for each group a bar for each of the names that it has."""

    title: str
    groups: Mapping[str, Mapping[str, float]]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(sections: Sequence[str]) -> str:
    """The whole report, with the machine that it is of."""
    compiler = subprocess.run(["g++", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    head = f"""# Benchmarks

Written by `make bench` on {processor()}, {compiler}, Python {platform.python_version()}. What is measured, and how, is
told in [docs/benchmarks.md](../docs/benchmarks.md). Pairs are interleaved in one run; figures are medians, a ratio is
the median of the pairs' ratios."""
    return "\n\n".join([head, *sections]) + "\n"


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return f"{len(models)} cores of {models[0]}" if models else platform.machine()


_BAR, _GAP, _GROUP = 14, 4, 18  # high; between bars; between groups
_LEFT, _WIDTH, _TOP = 44, 560, 58
_COLOURS = ("#2f7d5b", "#4a6fa5", "#8a6fb0", "#c9832b", "#b8504f")

_STYLE = """
text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: #1d2430; }
.title { font-size: 15px; font-weight: 600; } .soft { fill: #667085; }
rect.page { fill: #ffffff; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6eaf2; } .soft { fill: #9aa5b8; } rect.page { fill: #161b24; }
}
"""


def svg(plots: Sequence[Bars]) -> str:
    """The plots, one below the other, in million rows a second."""
    names = list(dict.fromkeys(name for plot in plots for bars in plot.groups.values() for name in bars))
    colours = dict(zip(names, _COLOURS, strict=False))
    drawn: list[str] = []
    y = 0.0
    for plot in plots:
        y = _plot(plot, colours, y, drawn)
    width = _LEFT + _WIDTH + 60
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y:g}" viewBox="0 0 {width} {y:g}">'
        f'<style>{_STYLE}</style><rect class="page" width="{width}" height="{y:g}"/>{"".join(drawn)}</svg>\n'
    )


def _plot(plot: Bars, colours: Mapping[str, str], y: float, drawn: list[str]) -> float:
    """Draws a plot below `y`, and gives where it ends."""
    drawn.append(f'<text class="title" x="12" y="{y + 24:g}">{escape(plot.title)}</text>')
    x = 12.0
    for name in dict.fromkeys(name for bars in plot.groups.values() for name in bars):
        drawn.append(f'<rect x="{x:g}" y="{y + 36:g}" width="10" height="10" fill="{colours[name]}"/>')
        drawn.append(f'<text class="soft" x="{x + 14:g}" y="{y + 45:g}">{escape(name)}</text>')
        x += 30 + 7 * len(name)
    drawn.append(f'<text class="soft" x="{x:g}" y="{y + 45:g}">million bids a second</text>')
    most = max(rate for bars in plot.groups.values() for rate in bars.values())
    y += _TOP
    for group, bars in plot.groups.items():
        drawn.append(f'<text x="12" y="{y + _BAR - 3:g}">{escape(group)}</text>')
        for name, rate in bars.items():
            wide = max(rate / most * _WIDTH, 1)
            drawn.append(f'<rect x="{_LEFT}" y="{y:g}" width="{wide:.1f}" height="{_BAR}" fill="{colours[name]}"/>')
            drawn.append(f'<text class="soft" x="{_LEFT + wide + 6:.1f}" y="{y + _BAR - 3:g}">{rate:.1f}</text>')
            y += _BAR + _GAP
        y += _GROUP - _GAP
    return y + 6
