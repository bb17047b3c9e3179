"""What belongs together on one line, or else is broken at places that are its own.

A bracket, the arguments of a stage, the stages of a flow, the body of a function, a chain of `and` or of `else`: each
is a group. It is broken where the text has a line break at one of its places, or where it does not fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sage.compiler.syntax import tree
from sage.compiler.syntax.printer.pieces import Piece
from sage.compiler.syntax.printer.roles import CLOSERS, Roles, nodes

WIDTH = 100
_ALIGNED = ("extend", "aggregate")
_LONG = (tree.IfStatement, tree.For, tree.Handler)


@dataclass
class Group:
    """Pieces that stand on one line, or are broken.

    Attributes:
        kind: program, attributes, bracket, flow, args, body, logic or else.
        start: the first piece; every place comes after it.
        end: the last piece.
        places: the pieces before which it is broken.
        fills: where it is broken, several parts may share a line.
        forced: broken in any case.
        hugs: left on one line, as its only part ends with a bracket, which is broken instead.
        is_whole: broken if anything inside is.
        pads: blanks that are put before pieces to align them, once it is broken.
        clauses: the places of clauses among those of a stage.
        base: the indentation that it stands in, once it is laid out.
        inner: the indentation of its latest line, to which what goes on on another line adds.
    """

    kind: str
    start: int
    end: int
    places: list[int]
    fills: bool = False
    forced: bool = False
    hugs: bool = False
    is_whole: bool = False
    pads: dict[int, int] = field(default_factory=dict)
    clauses: set[int] = field(default_factory=set)
    is_broken: bool = False
    base: int = 0
    inner: int = 0


@dataclass
class Groups:
    """All groups of a program.

    Attributes:
        starting: the groups that start at a piece, the largest first.
        owner: the group that a place belongs to.
        soft: places that belong to no group, where a line break of the text stays.
        brackets: the groups of brackets, by the bracket that opens them.
        apart: places that a blank line comes before.
    """

    pieces: list[Piece]
    starting: dict[int, list[Group]] = field(default_factory=dict)
    owner: dict[int, Group] = field(default_factory=dict)
    soft: set[int] = field(default_factory=set)
    brackets: dict[int, Group] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)

    def add(self, group: Group, forced: bool | None = None) -> Group:
        """Take a group up. It is broken if the text breaks it, unless told."""
        if forced is None:
            forced = group.forced or any(self.is_broken_before(place) for place in group.places)
        group.forced = forced
        siblings = self.starting.setdefault(group.start, [])
        siblings.append(group)
        siblings.sort(key=lambda g: -g.end)
        for place in group.places:
            self.owner.setdefault(place, group)
        if group.kind == "bracket":
            self.brackets[group.start] = group
        return group

    def keep_break(self, place: int) -> None:
        """Let a line break before or behind an operator stay, before it."""
        if self.is_broken_before(place) or (place + 1 < len(self.pieces) and self.is_broken_before(place + 1)):
            self.soft.add(place)

    def is_broken_before(self, number: int) -> bool:
        """The text has a line break or a comment here."""
        return self.pieces[number].on_new_line or self.has_comment_before(number)

    def has_comment_before(self, number: int) -> bool:
        return bool(self.pieces[number].comments) or self.pieces[number - 1].trailing is not None


def group(program: tree.Program, roles: Roles) -> Groups:
    """Find the groups."""
    groups = Groups(roles.pieces)
    if program.items:
        places = [roles.at(item.span.start) for item in program.items][1:]
        groups.add(Group("program", 0, len(roles.pieces), [*places, len(roles.pieces) - 1], forced=True))
        _part_flows(program.items, groups, roles)
    for node in nodes(program):
        _of_node(node, groups, roles)
    for opener, closer in sorted(roles.match.items()):
        if opener + 1 < closer and opener not in groups.brackets:
            groups.add(_bracket(opener, closer, roles))
    return groups


def _bracket(opener: int, closer: int, roles: Roles) -> Group:
    commas = [comma for comma in roles.commas(opener) if comma + 1 < closer]
    last = closer - 2 if roles.pieces[closer - 1].only else closer - 1
    return Group(
        "bracket",
        opener,
        closer,
        [opener + 1, *(comma + 1 for comma in commas), closer],
        fills=roles.braces.get(roles.pieces[opener].start) not in ("enum", "match"),
        hugs=not commas and roles.pieces[last].text in CLOSERS,
    )


def _of_node(node: tree.Node, groups: Groups, roles: Roles) -> None:
    match node:
        case tree.PipelineDecl() | tree.TestDecl():
            _attributes(node, groups, roles)
            _statements(node.items, roles.before(node.span.end), True, groups, roles)
            _part_flows(node.items, groups, roles)
        case tree.Block():
            is_long = len(node.statements) > 1 or any(isinstance(s, _LONG) for s in node.statements)
            _statements(node.statements, roles.before(node.span.end), is_long, groups, roles)
        case tree.SchemaDecl():
            _fields(node.fields, roles.before(node.span.end), groups, roles)
        case tree.ServiceDecl():
            _fields(node.signatures, roles.before(node.span.end), groups, roles)
        case tree.Flow() if node.stages:
            _flow(node, groups, roles)
        case tree.Stage() if len(node.args) > 1:
            _args(node, groups, roles)
        case tree.FnDecl() | tree.Method():
            _attributes(node, groups, roles)
            if not isinstance(node.body, tree.Block):
                _body(node, groups, roles)
        case tree.Binary(op="and" | "or"):
            _logic(node, groups, roles)
        case tree.If():
            _else(node, groups, roles)
        case tree.Binary():
            groups.keep_break(roles.at(node.op_span.start))
        case tree.FieldGet():
            groups.keep_break(roles.at(node.name_span.start) - 1)
        case tree.ExternDecl():
            place = roles.at(node.name_span.start) - 1
            groups.add(Group("body", roles.at(node.span.start), roles.before(node.span.end), [place]))


def _statements(items: Sequence[tree.Node], closer: int, is_long: bool, groups: Groups, roles: Roles) -> None:
    opener = roles.match[closer]
    if items:
        places = [*(roles.at(item.span.start) for item in items), closer]
        groups.add(Group("bracket", opener, closer, places, forced=is_long, is_whole=True))


def _attributes(node: tree.Node, groups: Groups, roles: Roles) -> None:
    """Attributes before a declaration may have their own line."""
    start = roles.at(node.span.start)
    if isinstance(node, tree.FnDecl | tree.PipelineDecl) and node.attributes:
        place = roles.at(node.name_span.start) - 1
        groups.add(Group("attributes", start, place, [place]))


def _part_flows(items: Sequence[tree.Node], groups: Groups, roles: Roles) -> None:
    """Put a blank line between flows if one of them takes several lines."""
    lengths = [_stages(item, roles) for item in items]
    for item, before, length in zip(items[1:], lengths, lengths[1:], strict=False):
        if min(before, length) >= 0 and max(before, length) > 1:
            groups.apart.add(roles.at(item.span.start))


def _stages(item: tree.Node, roles: Roles) -> int:
    """How many stages a flow has, one that is too long for a line having several; -1 for what is no flow."""
    is_flow = isinstance(item, tree.Flow | tree.FlowLet)
    if is_flow and roles.width(roles.at(item.span.start), roles.before(item.span.end)) > WIDTH - 2:
        return 2
    match item:
        case tree.Flow():
            return len(item.stages)
        case tree.FlowLet():
            return len(item.flow.stages)
    return -1


def _fields(fields: Sequence[tree.SchemaField | tree.Signature], closer: int, groups: Groups, roles: Roles) -> None:
    opener = roles.match[closer]
    if not fields:
        return
    starts = [roles.at(f.span.start) for f in fields]
    made = groups.add(Group("bracket", opener, closer, [*starts, closer], is_whole=True))
    names = {start: roles.pieces[start].width for start in starts if roles.pieces[start + 1].text == ":"}
    made.pads = {start + 2: max(names.values()) - width for start, width in names.items()}
    ends: dict[int, int] = {}  # where attributes start, and how much stands before them
    for f in fields:
        if isinstance(f, tree.SchemaField) and f.attributes:
            first = roles.at(f.attributes[0].span.start)
            ends[first] = roles.width(roles.at(f.span.start) + 2, first - 1)
    made.pads |= {first: max(ends.values()) - width for first, width in ends.items()}


def _flow(node: tree.Flow, groups: Groups, roles: Roles) -> None:
    places = [roles.at(stage.name_span.start) - 1 for stage in node.stages]
    is_broken = len(places) > 1 or any(groups.has_comment_before(place) for place in places)
    start, end = roles.at(node.span.start), roles.before(node.span.end)
    groups.add(Group("flow", start, end, places, is_whole=True), forced=is_broken)


def _args(node: tree.Stage, groups: Groups, roles: Roles) -> None:
    places = [roles.at(arg.span.start) for arg in node.args]
    columns = [roles.at(arg.span.start) for arg in node.args if arg.kind == "column"]
    made = Group("args", roles.at(node.name_span.start), roles.before(node.span.end), places)
    made.fills, made.is_whole = not columns, bool(columns)
    if node.name in _ALIGNED:
        widest = max((roles.pieces[start].width for start in columns), default=0)
        made.pads = {start + 1: widest - roles.pieces[start].width for start in columns}
    groups.add(made)
    made.clauses = {roles.at(clause.span.start) for clause in node.clauses if clause.word != "else"}
    for place in made.clauses:
        groups.owner.setdefault(place, made)
    made.places += made.clauses


def _body(node: tree.FnDecl | tree.Method, groups: Groups, roles: Roles) -> None:
    first = roles.at(node.body.span.start)
    while roles.pieces[first - 1].text != "=":
        first -= 1
    forced = isinstance(node.body, tree.If) and any(map(groups.is_broken_before, _else_places(node.body, roles)))
    groups.add(Group("body", first - 1, roles.before(node.span.end), [first], forced=forced))


def _logic(node: tree.Binary, groups: Groups, roles: Roles) -> None:
    places: list[int] = []
    at: tree.Expr = node
    while isinstance(at, tree.Binary) and at.op == node.op and at.span.start == node.span.start:
        places.insert(0, roles.at(at.op_span.start))
        at = at.left
    if places[-1] not in groups.owner:  # else it is a part of a chain that was seen
        forced = any(groups.is_broken_before(place + 1) for place in places)
        start, end = roles.at(node.span.start), roles.before(node.span.end)
        groups.add(Group("logic", start, end, places, forced=forced))


def _else(node: tree.If, groups: Groups, roles: Roles) -> None:
    places = _else_places(node, roles)
    if places[0] not in groups.owner:
        groups.add(Group("else", roles.at(node.span.start), roles.before(node.span.end), places))


def _else_places(node: tree.If, roles: Roles) -> list[int]:
    places = []
    at: tree.Expr = node
    while isinstance(at, tree.If):
        place = roles.at(at.no.span.start) - 1
        is_plain = roles.pieces[place].text == "else"
        while roles.pieces[place].text != "else":
            place -= 1
        places.append(place)
        if not is_plain:
            break
        at = at.no
    return places
