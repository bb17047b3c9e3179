"""Named situations: what somebody probably meant where the parser could not go on.

A situation is a function from the place to a message and a way to read on, or None if it is another one.
"""

from __future__ import annotations

from collections.abc import Callable

from sage.compiler.syntax.mistakes import conditionals, flows, operators, punctuation, words
from sage.compiler.syntax.mistakes.place import Mistake, Place, quoted

__all__ = ["Mistake", "Place", "diagnose"]

# The special before the general: the first that fits is told.
SITUATIONS = (
    operators.comment,
    operators.foreign,
    punctuation.type_form,
    flows.bar,
    conditionals.question_mark,
    conditionals.trailing_if,
    conditionals.case_when,
    conditionals.if_function,
    conditionals.braces,
    punctuation.prefix,
    words.twice,
    words.reserved,
    flows.doubled,
    flows.without_source,
    punctuation.colon_for_equal,
    operators.equal_sign,
    operators.chained,
    punctuation.null_test,
    punctuation.between,
    flows.python_import,
    flows.trailing_comma,
    flows.bare_stage,
    words.misplaced,
    words.let_of_a_value,
    words.misspelt,
    flows.missing,
    words.of_other_languages,
    punctuation.doubled_comma,
    punctuation.arrow_missing,
    punctuation.missing_sign,
    conditionals.without_else,
    punctuation.missing_comma,
    punctuation.lone_value,
    punctuation.unfinished_place,
    punctuation.missing_thing,
    punctuation.end_of_file,
)


def diagnose(place: Place, mends: Callable[[Place, Mistake], bool]) -> Mistake:
    """What is wrong at a place: the first situation that fits and whose way on leads further."""
    for situation in SITUATIONS:
        mistake = situation(place)
        if mistake and mends(place, mistake):
            return mistake
    after = f"after {quoted(place.before)}" if place.index else ""
    return Mistake(place.say("E0101", f"{quoted(place.here)} is not expected here", after))
