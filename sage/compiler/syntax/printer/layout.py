"""Groups to lines: decides which of them are broken, and indents."""

from __future__ import annotations

from itertools import pairwise

from sage.compiler.syntax.printer.comments import Line, aligned
from sage.compiler.syntax.printer.groups import WIDTH, Group, Groups
from sage.compiler.syntax.printer.roles import CLOSERS, OPENERS, Roles

_NO_BLANK_LINE = ("args", "attributes", "body", "logic", "else")


class Layout:
    """Walks over the pieces once. A group is decided on where it starts, so the outermost is broken first."""

    def __init__(self, roles: Roles, groups: Groups) -> None:
        self._roles, self._groups = roles, groups
        self._pieces = roles.pieces
        self._lines: list[Line] = []
        self._line = Line("")
        self._base = 0  # what the indentation of a bracket that opens on this line counts from
        self._frames: list[Group] = [Group("program", 0, len(self._pieces), [])]
        self._pads: dict[int, int] = {}
        self._indents: dict[int, int] = {}  # of the pieces that begin a line
        self._hard = self._hard_places()

    def text(self) -> str:
        """The whole program, laid out."""
        previous = -1
        for number, piece in enumerate(self._pieces):
            while self._frames[-1].end < number:
                self._frames.pop()
            if not self._is_shown(number):
                continue
            if previous < 0:
                self._write_comments(number, 0)
            elif self._breaks(number, previous):
                self._start_line(number, previous)
            elif self._roles.space(previous, number):
                self._line.code += " "
            self._line.code += " " * self._pads.get(number, 0)
            for group in self._starting(number):
                self._decide(group)
            self._write(piece.text)
            self._line.comment = piece.trailing
            previous = number
        self._end_line()
        return "\n".join(aligned(self._lines)).strip("\n") + "\n" if self._lines else ""

    # ------------------------------------------------------------ deciding

    def _hard_places(self) -> list[bool]:
        """Where a new line begins in any case."""
        groups, hard = self._groups, [False] * len(self._pieces)
        for number in range(1, len(self._pieces)):
            owner = groups.owner.get(number)
            is_forced = owner is not None and owner.forced
            if owner is not None and owner.fills and number not in (owner.places[0], owner.end):
                is_forced = is_forced and groups.is_broken_before(number)
            hard[number] = is_forced or number in groups.soft or groups.has_comment_before(number)
        return hard

    def _decide(self, group: Group) -> None:
        if group.forced or (group.is_whole and any(self._hard[group.start + 1 : group.end + 1])):
            group.is_broken = True
        else:
            group.is_broken = not group.hugs and not self._fits(group)
        group.base = self._base if group.kind in ("bracket", "args") else self._frames[-1].inner
        if group.is_broken and group.kind not in ("logic", "else"):
            group.inner = group.base
            self._frames.append(group)
            self._pads |= group.pads
            if group.fills:
                self._fill(group)

    def _fill(self, group: Group) -> None:
        """Keep the line breaks between parts, unless a line would be too long: then all lines are filled anew."""
        middle = [place for place in group.places[1:] if place != group.end and place not in group.clauses]
        starts = [group.places[0], *(place for place in middle if self._hard[place])]
        for first, following in pairwise([*starts, group.end + (group.kind == "args")]):
            has_parts = any(first < place < following for place in middle)
            is_flat = not any(self._hard[first + 1 : following])
            if has_parts and is_flat and group.base + 2 + self._roles.width(first, following - 1) > WIDTH:
                for place in middle:
                    self._hard[place] = self._groups.has_comment_before(place)
                return

    def _fits(self, group: Group) -> bool:
        """True if what stands between two line breaks ends before the last column."""
        column = len(self._line.code)
        for number in range(group.start, len(self._pieces)):
            if number > group.start and self._hard[number]:
                return column <= WIDTH
            if number > group.end and self._may_break(number):
                return column <= WIDTH
            if not self._is_shown(number):
                continue
            piece = self._pieces[number]
            column += piece.width + (number > group.start and self._roles.space(self._shown_before(number), number))
            if column > WIDTH or piece.has_lines:
                break
            if number > group.end and any(g.kind in ("bracket", "body") and not g.hugs for g in self._starting(number)):
                break  # what comes now can be broken itself
        return column <= WIDTH

    def _starting(self, number: int) -> list[Group]:
        return self._groups.starting.get(number, [])

    def _may_break(self, number: int) -> bool:
        owner = self._groups.owner.get(number)
        return owner is not None and owner.is_broken

    def _is_shown(self, number: int) -> bool:
        piece = self._pieces[number]
        if not piece.only:
            return True
        following = number + 1
        owner = self._groups.owner.get(following)
        is_broken = owner is not None and owner.is_broken
        return is_broken if piece.only == "broken" else not is_broken

    def _shown_before(self, number: int) -> int:
        number -= 1
        while not self._is_shown(number):
            number -= 1
        return number

    def _breaks(self, number: int, previous: int) -> bool:
        if self._hard[number] or self._pieces[previous].trailing is not None:
            return True
        owner = self._groups.owner.get(number)
        if owner is None or not owner.is_broken:
            return False
        if not owner.fills or number in (owner.places[0], owner.end):
            return True
        return not self._part_fits(owner, number)

    def _part_fits(self, owner: Group, number: int) -> bool:
        """True if the part that begins here still goes on the line."""
        following = [place for place in owner.places if place > number]
        part = Group("part", number, (min(following) if following else owner.end + 1) - 1, [])
        self._line.code += " "
        fits = self._fits(part)
        self._line.code = self._line.code[:-1]
        return fits

    # ------------------------------------------------------------ writing

    def _start_line(self, number: int, previous: int) -> None:
        owner = self._groups.owner.get(number)
        if owner is not None and not owner.is_broken:
            owner = None
        indent = self._indent(number, owner)
        is_close = self._pieces[number].text in CLOSERS and owner is not None and number == owner.end
        is_first = self._pieces[previous].text in OPENERS
        self._end_line()
        if number in self._groups.apart and self._lines[-1].code:
            self._lines.append(Line(""))
            is_first = True
        self._write_comments(number, indent + 2 * is_close, is_first)
        stays = owner is not None and owner.kind not in _NO_BLANK_LINE and not is_close
        if (
            self._lines[-1].code
            and self._pieces[number].is_apart
            and stays
            and (not is_first or self._pieces[number].comments)
        ):
            self._lines.append(Line(""))
        self._line = Line(" " * indent)
        self._indents[number] = indent

    def _write_comments(self, number: int, indent: int, is_first: bool = True) -> None:
        for comment in self._pieces[number].comments:
            if comment.is_apart and not is_first:
                self._lines.append(Line(""))
            self._lines.append(Line(" " * indent + comment.text))
            is_first = False
        if number == 0 and self._pieces[0].is_apart and self._lines:
            self._lines.append(Line(""))

    def _indent(self, number: int, owner: Group | None) -> int:
        """The indentation of a line that begins with a piece; what follows on it counts from there."""
        if owner is None or owner.kind == "logic":
            self._base = self._frames[-1].inner + 2
            return self._base
        if owner.kind == "else":
            self._base = self._indents.get(owner.start, self._frames[-1].inner + 2)
            return self._base
        if owner.kind == "flow":
            self._base = owner.inner = owner.base + 5  # behind the pipe
            return owner.base + 2
        is_outside = number in owner.clauses or (owner.kind == "bracket" and number == owner.end)
        step = 0 if is_outside or owner.kind in ("program", "attributes") else 2
        self._base = owner.inner = owner.base + step
        return self._base

    def _write(self, text: str) -> None:
        first, *more = text.split("\n")
        self._line.code += first
        for line in more:
            self._lines.append(self._line)
            self._line = Line(line)

    def _end_line(self) -> None:
        if self._line.code.strip() or self._line.comment:
            self._lines.append(self._line)
        self._line = Line("")
