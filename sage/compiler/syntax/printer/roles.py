"""What the tree says of the tokens: which braces hold what, which signs are operators, where blanks stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sage.base.frozen import fields as fields_of
from sage.compiler.syntax import tree
from sage.compiler.syntax.printer.pieces import Piece
from sage.compiler.syntax.tables import tables

OPENERS = {"(": ")", "[": "]", "{": "}"}
CLOSERS = frozenset(OPENERS.values())


@dataclass
class Roles:
    """By offsets in the text, but for `match`, which is by number of the piece.

    Attributes:
        match: the bracket that closes, or opens, what this one opens, or closes.
        braces: what a `{` opens: code, body, schema, service, enum, match; other braces are records.
        operators: binary operators.
        names: a `(` or `[` behind one of them calls it or looks into it.
        stage_names: names of stages.
        apart: a `(` that is no call though it stands behind a name.
        lists: a `[` that opens a list.
        fields: fields of schemas and signatures of services, which commas may part.
        sized: types with sizes in parentheses, where no comma may end the list.
    """

    pieces: list[Piece]
    match: dict[int, int] = field(init=False)
    braces: dict[int, str] = field(default_factory=dict)
    operators: set[int] = field(default_factory=set)
    names: set[int] = field(default_factory=set)
    stage_names: set[int] = field(default_factory=set)
    apart: set[int] = field(default_factory=set)
    lists: set[int] = field(default_factory=set)
    sized: set[int] = field(default_factory=set)
    fields: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._starts = [piece.start for piece in self.pieces]
        self._match()

    def at(self, offset: int) -> int:
        """The number of the piece that starts at an offset."""
        return bisect_left(self._starts, offset)

    def before(self, offset: int) -> int:
        """The number of the last piece that starts before an offset."""
        return bisect_left(self._starts, offset) - 1

    def _match(self) -> None:
        self.match = {}
        awaited: list[int] = []
        for number, piece in enumerate(self.pieces):
            if piece.text in OPENERS:
                awaited.append(number)
            elif piece.text in CLOSERS:
                opener = awaited.pop()
                self.match[opener], self.match[number] = number, opener

    def is_tight(self, opener: int) -> bool:
        """No blanks stand between this bracket and what it holds."""
        return self.pieces[opener].text != "{" or self.pieces[opener].start not in self.braces

    def commas(self, opener: int) -> Iterator[int]:
        """The commas between the parts of what a bracket opens."""
        number, closer = opener + 1, self.match[opener]
        while number < closer:
            if self.pieces[number].text == ",":
                yield number
            number = self.match[number] + 1 if self.pieces[number].text in OPENERS else number + 1

    def space(self, before: int, after: int) -> bool:
        """True if a blank stands between two pieces that follow each other on a line."""
        left, right = self.pieces[before], self.pieces[after]
        if left.text in OPENERS or right.text in CLOSERS:
            opener = before if left.text in OPENERS else self.match[after]
            is_empty = left.text in OPENERS and right.text in CLOSERS
            return not is_empty and not self.is_tight(opener)
        if right.text in (",", ":", "?", ".", "?.", "") or left.text in (".", "?.", "...", "@"):
            return False
        if right.text in ("(", "["):
            return not self._is_behind_value(before, after)
        if left.text in ("<", ">") and left.start not in self.operators:
            return left.text == ">" and right.text not in ("<", ">")
        if right.text in ("<", ">") and right.start not in self.operators:
            return False
        if left.text == "-" and left.start not in self.operators:
            return right.text == "-"
        return True

    def width(self, first: int, last: int) -> int:
        """What pieces need on one line."""
        return sum(self.pieces[n].width + (n > first and self.space(n - 1, n)) for n in range(first, last + 1))

    def _is_behind_value(self, before: int, after: int) -> bool:
        left, right = self.pieces[before], self.pieces[after]
        if right.start in self.apart:
            return False
        if left.start in self.stage_names:
            return self.pieces[after + 1].text == ")"
        if left.text in (")", "]", "}") or left.start in self.names:
            return True
        if left.text in ("-", "<", ">") and left.start not in self.operators:
            return True
        return left.text[:1].isdigit() or left.text[-1:] in "\"'"


def nodes(value: Any) -> Iterator[tree.Node]:
    """All nodes, parents first; not those inside texts, which stay as they are."""
    if isinstance(value, tuple):
        for item in value:
            yield from nodes(item)
    elif isinstance(value, tree.Node):
        yield value
        if not isinstance(value, tree.FString):
            for part in fields_of(value):
                yield from nodes(getattr(value, part.name))


def roles_of(program: tree.Program, pieces: list[Piece]) -> Roles:
    """Find the roles of a program's tokens; the lists among them get the commas that they may end with."""
    roles = Roles(pieces)
    for node in nodes(program):
        _note(node, roles)
    for number, piece in enumerate(pieces):
        # Names that have no node of their own: of attributes, fields, mocks and foreign languages.
        if number and pieces[number - 1].text in ("@", ".", "?.", "mock", "extern"):
            roles.names.add(piece.start)
    return replace(roles, pieces=with_commas(roles))


def with_commas(roles: Roles) -> list[Piece]:
    """The pieces, with a comma that is printed if need be wherever one may stand."""
    pieces: list[Piece] = []
    for number, piece in enumerate(roles.pieces):
        if number in roles.match and roles.match[number] < number:
            _end_list(roles, roles.match[number], number, pieces)
        elif piece.start in roles.fields and pieces[-1].text != "{":
            _part_fields(piece, pieces)
        pieces.append(piece)
    return pieces


def _part_fields(following: Piece, pieces: list[Piece]) -> None:
    """Make the comma between two fields one that is printed when they share a line."""
    if pieces[-1].text != ",":
        pieces.append(Piece(",", pieces[-1].start, pieces[-1].end))
    comma, before = pieces[-1], pieces[-2]
    # Before a field called like a statement, `state` say, the comma is what tells that no statement begins.
    comma.only = "" if following.text in tables().fixed else "flat"
    _give_comments(comma, following)
    if comma.only:
        before.trailing, comma.trailing = before.trailing or comma.trailing, None
    else:
        before.trailing, comma.trailing = None, before.trailing or comma.trailing


def _end_list(roles: Roles, opener: int, closer: int, pieces: list[Piece]) -> None:
    """Make the last comma of a list one that is printed when each part has its line."""
    last = pieces[-1]
    if roles.braces.get(roles.pieces[opener].start) in ("schema", "service") and last.text == ",":
        pieces.pop()
        pieces[-1].trailing = pieces[-1].trailing or last.trailing
        _give_comments(last, roles.pieces[closer])
        return
    if last is roles.pieces[opener] or not _may_end_with_comma(roles, opener, closer):
        return
    if last.text != ",":
        last, before = Piece(",", last.start, last.end), last
        before.trailing, last.trailing = None, before.trailing
        pieces.append(last)
    last.only = "broken"
    _give_comments(last, roles.pieces[closer])


def _give_comments(comma: Piece, following: Piece) -> None:
    following.comments[:0] = comma.comments
    comma.comments.clear()


def _may_end_with_comma(roles: Roles, opener: int, closer: int) -> bool:
    piece = roles.pieces[opener]
    if piece.text == "{":
        return roles.braces.get(piece.start, "enum") in ("enum", "match")
    if piece.text == "[":
        return piece.start in roles.lists
    before = roles.pieces[opener - 1]
    is_list = before.start in roles.names or piece.start in roles.apart
    has_parts = any(True for _ in roles.commas(opener))
    return is_list and has_parts and before.text != "fn" and before.start not in roles.sized


def _note(node: tree.Node, roles: Roles) -> None:
    match node:
        case tree.Block():
            roles.braces[node.span.start] = "code"
        case tree.PipelineDecl() | tree.TestDecl():
            _brace(node, "body", roles)
        case tree.SchemaDecl():
            _brace(node, "schema", roles)
            roles.fields |= {f.span.start for f in node.fields}
        case tree.ServiceDecl():
            _brace(node, "service", roles)
            roles.fields |= {s.span.start for s in node.signatures}
        case tree.EnumDecl():
            _brace(node, "enum", roles)
        case tree.Match():
            _brace(node, "match", roles)
        case tree.Binary():
            roles.operators.add(node.op_span.start)
        case tree.Stage():
            roles.stage_names.add(node.name_span.start)
        case tree.FieldGet():
            roles.names.add(node.name_span.start)
        case tree.Lambda():
            roles.names.add(node.span.start)  # `fn(a, b)`
        case tree.FnDecl() | tree.Method() | tree.Signature() | tree.ExternDecl():
            roles.names.add(node.name_span.start)
        case tree.ListLiteral():
            roles.lists.add(node.span.start)
        case tree.SizedType():
            roles.names.add(node.span.start)
            roles.sized.add(node.span.start)
        case tree.Name() | tree.Variant() | tree.Pattern():
            roles.names.add(node.span.start)
        case tree.Import() if node.names:
            close = roles.before(node.span.end)
            roles.apart.add(roles.pieces[roles.match[close]].start)


def _brace(node: tree.Node, kind: str, roles: Roles) -> None:
    close = roles.before(node.span.end)
    roles.braces[roles.pieces[roles.match[close]].start] = kind
