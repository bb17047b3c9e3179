"""Binds what is written in a stage or a connector to the slots of its operator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sage.base.diagnostics import Edit, Fix, Label
from sage.base.frozen import replace
from sage.base.source import Span
from sage.compiler.check import words
from sage.compiler.check.externs import check_place
from sage.compiler.check.slots import ABSENT, Filler, usage
from sage.compiler.ir.flow import Op, exprs_of
from sage.compiler.ir.slots import Slot, Window
from sage.compiler.syntax import tree


class Binder(Filler):
    """Fills the slots of one operator from one stage; gives None where a message was reported."""

    # ------------------------------------------------------------ from a stage

    def stage(self, cls: type[Op], stage: tree.Stage) -> dict[str, Any] | None:
        """The values of all slots but the input, from a stage's arguments and clauses."""
        slots = {n: s for n, s in cls.slots().items() if s.kind not in ("stream", "block")}
        clauses = {c.word: c for c in stage.clauses}
        written = [*stage.args, *(a for c in stage.clauses for a in c.args)]
        options = {a.name: a for a in written if a.kind == "option" and a.name}
        positional = [a for a in stage.args if a.kind != "option"]
        bound: dict[str, Any] = {}
        ok = self.known_words(slots, stage.clauses, [a for a in written if a.kind == "option"])
        ordered = sorted(slots.items(), key=lambda item: item[1].clause is None)  # clauses first: folds need the key
        for name, slot in ordered:
            if slot.clause is not None and not (slot.is_bare and positional and slot.clause not in clauses):
                args = [a for a in clauses[slot.clause].args if a.kind != "option"] if slot.clause in clauses else []
                if not args and slot.is_required and slot.kind == "key" and self.input and self.input.key:
                    bound[name] = self.own_key()
                    continue
            elif slot.public(name) in options and (slot.kind == "option" or slot.named):
                args = [replace(options[slot.public(name)], kind="value")]
            elif slot.named or (slot.kind == "key" and not slot.is_required):
                args = []
            elif slot.kind in ("predicate", "code", "items", "option", "window"):
                args = [positional.pop(0)] if positional else []
            else:
                args, positional = positional, []
            value = self.slot(name, slot, args, bound)
            ok = check_place(self.messages, self.word, exprs_of(value)) and ok and value is not None
            if value is not ABSENT:
                bound[name] = value
        if positional:
            if ok and not self.is_misread:  # else it may be what is missing elsewhere
                self._too_much(slots, positional)
            return None
        return bound if ok else None

    def _too_much(self, slots: dict[str, Slot], args: list[tree.Arg]) -> None:
        span, help, fix = args[0].span.to(args[-1].span), usage(self.word), None
        order = next((s.clause for s in slots.values() if s.kind in ("order", "key") and s.clause), None)
        if any(s.kind == "predicate" for s in slots.values()):
            help = "`and` joins two conditions"
            fix = _instead_of_comma(args[0].span, "and")
        elif order is not None:
            help, fix = f"`{order}` stands before it", _instead_of_comma(args[0].span, order)
        self.messages.error("E0401", span, f"`{self.word}` takes nothing more here", "too much", help=help, fix=fix)

    def known_words(self, slots: dict[str, Slot], clauses: Sequence[tree.Clause], options: Sequence[tree.Arg]) -> bool:
        """True if there are such clauses and options, each once; reports others."""
        known = {s.clause for s in slots.values()}
        names = [s.public(n) for n, s in slots.items() if s.kind == "option" or s.named]
        ok = True
        seen: dict[str, Span] = {}
        for clause in clauses:
            word = Span(clause.span.source, clause.span.start, clause.span.start + len(clause.word))
            if clause.word in seen:
                labels = (Label(seen[clause.word], "first here"),)
                self.messages.error("E0403", word, f"`{clause.word}` stands here twice", "again here", labels=labels)
                ok = False
            elif clause.word not in known:
                self._unknown_clause(clause.word, word, known)
                ok = False
            seen.setdefault(clause.word, word)
        given: dict[str, Span] = {}
        for arg in options:
            span = arg.name_span or self.word_span
            if arg.name in given:
                self._twice(str(arg.name), span, given[arg.name])
                ok = False
            elif arg.name not in names:
                self._unknown_option(str(arg.name), span, names)
                ok = False
            given.setdefault(str(arg.name), span)
        return ok

    def _unknown_clause(self, word: str, span: Span, known: set[str | None]) -> None:
        if word in words.LATER_CLAUSES:
            self.checker.not_yet(span, f"`{word}`")
        else:
            text = f"`{self.word}` has no `{word}`"
            self.messages.error("E0403", span, text, "not known here", help=_clauses(known) or usage(self.word))

    def _unknown_option(self, name: str, span: Span, names: Sequence[str]) -> None:
        if name in words.LATER_OPTIONS:
            self.checker.not_yet(span, f"the option `{name}`")
            return
        found = words.guess(name, span, names)
        help = found.help or usage(self.word)
        self.messages.error(
            "E0402", span, f"`{self.word}` has no option `{name}`", "not known", help=help, fix=found.fix
        )

    def _twice(self, name: str, span: Span, first: Span) -> None:
        labels = (Label(first, "first here"),)
        self.messages.error("E0402", span, f"`{name}` is given twice", "again here", labels=labels)

    # ------------------------------------------------------------ from a call

    def call(self, cls: type[Op] | type[Window], args: Sequence[tree.Expr | tree.NamedArg]) -> dict[str, Any] | None:
        """The values of all options from the arguments of a connector."""
        slots = {n: s for n, s in cls.slots().items() if s.kind in ("option", "per_index")}
        places = [n for n, s in slots.items() if not s.named]
        by_public = {s.public(n): n for n, s in slots.items()}
        given: dict[str, tree.Arg] = {}
        spans: dict[str, Span] = {}
        ok = True
        for position, a in enumerate(args):
            if isinstance(a, tree.NamedArg):
                name, span = by_public.get(a.name), a.name_span
                if name is None:
                    self._unknown_option(a.name, a.name_span, list(by_public))
                    ok = False
                    continue
            elif position < len(places):
                name, span = places[position], a.span
            else:
                count = f"{len(places)} value{'' if len(places) == 1 else 's'}" if places else "nothing"
                options = [s.public(n) for n, s in slots.items() if s.named]
                help = "its options have names: " + ", ".join(f"`{o}: ...`" for o in options[:4]) if options else None
                text = f"`{self.word}` takes {count} without a name"
                self.messages.error("E0401", a.span, text, "too much", help=help)
                ok = False
                continue
            if name in given:
                self._twice(_public(slots, name), span, spans[name])
                ok = False
            spans.setdefault(name, span)
            value = a.value if isinstance(a, tree.NamedArg) else a
            given.setdefault(name, tree.Arg(value.span, "value", value))
        bound: dict[str, Any] = {}
        for name, slot in slots.items():
            value = self.slot(name, slot, [given[name]] if name in given else [], bound)
            ok = check_place(self.messages, self.word, exprs_of(value)) and ok and value is not None
            if value is not ABSENT:
                bound[name] = value
        return bound if ok else None


def _instead_of_comma(span: Span, word: str) -> Fix:
    """Writes a word for the comma before an argument, and for the blanks around it."""
    before = span.source.text[: span.start]
    start = len(before.rstrip().removesuffix(",").rstrip())
    return Fix((Edit(Span(span.source, start, span.start), f" {word} "),))


def _public(slots: dict[str, Slot], name: str) -> str:
    """The name of an option for users."""
    return slots[name].public(name)


def _clauses(known: set[str | None]) -> str | None:
    words = sorted(w for w in known if w)
    return "it has " + ", ".join(f"`{w} ...`" for w in words) if words else None
