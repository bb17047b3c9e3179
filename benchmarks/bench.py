"""Measures SAGE on this machine, each figure beside its peer in the same run, and writes benchmarks/report.md.

    bench.py                       everything
    bench.py nexmark               a part: nexmark, latency, state or tools
    bench.py nexmark csv q5 q12    some of it
    bench.py --cpu nexmark         by the time of the processor, on a machine that others use too

The report is only written when everything was measured.
"""

from __future__ import annotations

import sys

import latency
import queries
import report
import state
import tools
from measuring import HERE, build_folder

PARTS = ("nexmark", "latency", "state", "tools")


def main() -> None:
    words = [word for word in sys.argv[1:] if word != "--cpu"]
    by_clock = "--cpu" not in sys.argv
    parts, names = words[:1] or PARTS, words[1:]
    if parts[0] not in PARTS:
        raise SystemExit(f"there is no part `{parts[0]}`, but {', '.join(PARTS)}")
    build_folder()
    sections = []
    for part in parts:
        if part == "nexmark":
            text, plots = queries.section(names, by_clock)
            drawing = report.svg(plots)
        elif part == "latency":
            text = latency.section()
        elif part == "state":
            text = state.section(by_clock)
        else:
            text = tools.section(names)
        sections.append(text)
    if words:
        print("\n\n".join(sections))
        return
    sections[0] += "\n\n![Rates with one thread](report.svg)"
    (HERE / "report.svg").write_text(drawing)
    (HERE / "report.md").write_text(report.page(sections))
    print(report.page(sections))


if __name__ == "__main__":
    main()
