"""What a request flow may hold, and what its caller gets back."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base.diagnostics import Label
from sage.base.source import Span
from sage.base.types import Schema
from sage.compiler.check.scope import Messages
from sage.compiler.ir.flow import Cardinality, Flow, Op
from sage.compiler.library.connectors.service import Request, Response

Answer = tuple[Schema | None, Schema | None, Cardinality]


def check_requests(messages: Messages, sinks: Sequence[Op], span: Span) -> Answer:
    """The types of request and response and how many rows answer one request; reports what does not fit."""
    responses = [s for s in sinks if isinstance(s, Response)]
    requests = [op for op in Flow(tuple(sinks)).ops if isinstance(op, Request)]
    nothing: Answer = (None, None, Cardinality.ONE)
    if not responses and not requests:
        return nothing
    for extra in responses[1:] + requests[1:]:
        messages.error("E0603", _span(extra, span), "a pipeline has one request flow", "another")
    if not responses:
        messages.error("E0601", _span(requests[0], span), "nobody answers these requests", "they come in here",
                       help="end the flow with `|> into response`")  # fmt: skip
        return nothing
    answered = [op for op in Flow((responses[0],)).ops if isinstance(op, Request)]
    if not answered:
        messages.error("E0601", _span(responses[0], span), "there is no request to answer", "answers here",
                       help="start the flow with `from request as T`")  # fmt: skip
        return nothing
    return answered[0].schema, responses[0].input.schema, _cardinality(messages, responses[0], answered[0], span)


def _cardinality(messages: Messages, response: Op, request: Op, span: Span) -> Cardinality:
    result = Cardinality.ONE
    for op in Flow((response,)).ops:
        if op in (response, request):
            continue
        if op.groups is not None or not op.is_request or len(op.inputs) > 1:
            messages.error("E0602", _span(op, span), f"`{op.place.stage if op.place else op.name}` needs more than one request",
                           "one request at a time here", labels=(Label(_span(request, span), "requests"),))  # fmt: skip
        elif op.cardinality is Cardinality.MANY:
            result = Cardinality.MANY
        elif op.cardinality is Cardinality.AT_MOST_ONE and result is Cardinality.ONE:
            result = Cardinality.AT_MOST_ONE
    return result


def _span(op: Op, default: Span) -> Span:
    return op.place.span if op.place else default
