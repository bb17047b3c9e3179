#=== a group that is not closed
const VERB = re"^(GET|POST"
#                ^ E0008: this regular expression has an unclosed group; opened here, never closed
#   = help: close it, or write `\(` for a parenthesis
from values([{a: "x"}]) |> into stdout()

#=== nothing to repeat
const VERB = re"*x"
#               ^ E0008: this regular expression repeats nothing; nothing stands before it
#   = help: a `\` first makes it a character
from values([{a: "x"}]) |> into stdout()

#=== looking ahead
const VERB = re"a(?=b)"
#                ^^^ E0008: this regular expression looks ahead; patterns run in linear time, which this cannot
from values([{a: "x"}]) |> into stdout()

#=== referring back
const TWICE = re"(\w)\1"
#                    ^^ E0008: this regular expression refers back to a group; patterns run in linear time, which this cannot
from values([{a: "x"}]) |> into stdout()

#=== a set that is not closed, and a range that runs backwards
const ONE = re"[a-z"
#              ^ E0008: this regular expression has an unclosed `[`; opened here, never closed
#   = help: close it, or write `\[` for a bracket
const TWO = re"[z-a]"
#               ^^^ E0008: this regular expression has a range that runs backwards; the smaller end stands first
from values([{a: "x"}]) |> into stdout()
