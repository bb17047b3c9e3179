"""Named situations: what somebody probably meant where the parser could not go on.

A situation is a function from the place to a message and a way to read on, or None if it is another one.
"""

from __future__ import annotations

from collections.abc import Callable

from sage.compiler.syntax.mistakes import conditionals, flows, joins, operators, punctuation, sql, words
from sage.compiler.syntax.mistakes.place import Mistake, Place, quoted
from sage.compiler.syntax.statements import begins_value

__all__ = ["Mistake", "Place", "diagnose"]

# The special before the general: the first that fits is told.
SITUATIONS = (
    operators.comment,
    words.twice,
    operators.foreign,
    sql.count_star,
    sql.distinct,
    sql.cast,
    sql.ilike,
    sql.slice,
    joins.two_words,
    joins.without_as,
    joins.using,
    punctuation.type_form,
    flows.bar,
    conditionals.question_mark,
    conditionals.trailing_if,
    conditionals.case_when,
    conditionals.if_function,
    conditionals.braces,
    punctuation.prefix,
    words.reserved,
    flows.doubled,
    flows.without_source,
    punctuation.missing_type,
    punctuation.block_after_equal,
    punctuation.colon_for_equal,
    operators.equal_sign,
    operators.chained,
    punctuation.null_test,
    punctuation.between,
    flows.other_import,
    flows.trailing_comma,
    flows.bare_stage,
    words.misplaced,
    words.missing_let,
    words.let_of_a_value,
    words.other_let,
    words.misspelt,
    flows.missing,
    words.of_other_languages,
    punctuation.doubled_comma,
    punctuation.missing_arrow,
    punctuation.in_parentheses,
    punctuation.missing_sign,
    conditionals.without_else,
    punctuation.missing_comma,
    words.no_statement,
    punctuation.lone_value,
    punctuation.unfinished_place,
    punctuation.missing_thing,
    punctuation.end_of_file,
)


def diagnose(place: Place, mends: Callable[[Place, Mistake, int], bool]) -> Mistake:
    """What is wrong at a place: the first situation that fits and whose way on leads further.

    Args:
        mends: does the parser get on by so many tokens after the mistake, if it reads on as it says?
    """
    found = [mistake for situation in SITUATIONS if (mistake := situation(place))]
    for tokens in (3, 2, 1):  # far enough to be sure, or less, as the next mistake may be near
        for mistake in found:
            if mistake.is_certain or (mistake.tokens is not None and mends(place, mistake, tokens)):
                return mistake
    for mistake in found:
        if mistake.tokens is None:
            return mistake
    after = f"after {quoted(place.before)}" if place.index else ""
    side_by_side = place.after_value and begins_value(place.here)
    help = "between two values an operator is missing, or a comma" if side_by_side else None
    return Mistake(place.say("E0101", f"{quoted(place.here)} is not expected here", after, help=help))
