"""What a request flow may hold, and what its caller gets back."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base.diagnostics import Label
from sage.base.source import Span
from sage.base.types import Schema
from sage.compiler.check.recovery import Mistake, Nowhere
from sage.compiler.check.scope import Messages
from sage.compiler.ir.flow import Cardinality, Flow, Op
from sage.compiler.library.connectors.service import Request, Response

Answer = tuple[Schema | None, Schema | None, Cardinality]


def check_requests(messages: Messages, sinks: Sequence[Op], streams: Sequence[Op], span: Span) -> Answer:
    """The types of request and response and how many rows answer one request; reports what does not fit. `streams` are
    those with a name, which may be read by no sink."""
    responses = [s for s in sinks if isinstance(s, Response)]
    reachable = Flow((*sinks, *streams)).ops
    requests = [op for op in reachable if isinstance(op, Request)]
    nothing: Answer = (None, None, Cardinality.ONE)
    if not responses and not requests:
        return nothing
    kind = requests if len(requests) > 1 else responses
    for extra in kind[1:]:
        labels = (Label(_span(kind[0], span), "the first"),)
        text, help = "a pipeline has one request flow", "a second one is a pipeline of its own"
        messages.error("E0603", _span(extra, span), text, "another", labels=labels, help=help)
    if not responses:
        if not _is_unclear(reachable):
            messages.error("E0601", _span(requests[0], span), "nobody answers these requests", "they come in here",
                           help="end the flow with `|> into response`")  # fmt: skip
        return nothing
    below = Flow((responses[0],)).ops
    answered = [op for op in below if isinstance(op, Request)]
    if not answered:
        if not _is_unclear(below):
            messages.error("E0601", _span(responses[0], span), "there is no request to answer", "an answer to whom?",
                           help="start the flow with `from request as T`")  # fmt: skip
        return nothing
    return answered[0].schema, responses[0].input.schema, _cardinality(messages, responses[0], answered[0], span)


def _is_unclear(ops: Sequence[Op]) -> bool:
    return any(isinstance(op, Mistake | Nowhere) for op in ops)


def _cardinality(messages: Messages, response: Op, request: Op, span: Span) -> Cardinality:
    result = Cardinality.ONE
    for op in Flow((response,)).ops:
        if op in (response, request) or isinstance(op, Mistake | Nowhere):
            continue
        if op.groups is not None or len(op.inputs) > 1:
            text = f"`{op.place.stage if op.place else op.name}` needs more than one request"
            labels = (Label(_span(request, span), "requests come one at a time"),)
            help = "answer from the request alone: `filter`, `select`, `extend`, `map`, `flatmap`"
            messages.error("E0602", _span(op, span), text, "not one at a time", labels=labels, help=help)
        elif op.cardinality is Cardinality.MANY:
            result = Cardinality.MANY
        elif op.cardinality is Cardinality.AT_MOST_ONE and result is Cardinality.ONE:
            result = Cardinality.AT_MOST_ONE
    return result


def _span(op: Op, default: Span) -> Span:
    """The word of a stage, or the source as written."""
    if op.place is None:
        return default
    span = op.place.span
    length = len(op.place.stage) if op.inputs else span.end - span.start
    return Span(span.source, span.start, span.start + length)
