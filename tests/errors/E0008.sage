#=== a group that is not closed
const VERB = re"^(GET|POST"
#                ^ E0008: this regular expression has an unclosed group; opened here, never closed
#   = help: close it, or write `\(` for a parenthesis
from values([{a: "x"}]) |> into stdout()

#=== a parenthesis too many
const VERB = re"^GET|POST)"
#                        ^ E0008: this regular expression closes a group that is not open; closes nothing
#   = help: a parenthesis itself is `\)`
from values([{a: "x"}]) |> into stdout()

#=== nothing to repeat
const VERB = re"*x"
#               ^ E0008: this regular expression repeats nothing; nothing stands before it
#   = help: a `\` first makes it a character
from values([{a: "x"}]) |> into stdout()

#=== a repetition of a repetition, and too many
const ONE = re"a+*"
#                ^ E0008: this regular expression repeats a repetition; already repeated
#   = help: put the first in a group `(?:...)`; a `\` makes this a character
const TWO = re"a*+"
#               ^^ E0008: this regular expression has a repetition that gives nothing back; patterns run in linear time, which this cannot
#   = help: a plain repetition finds the same or more
const THREE = re"\d{2000}"
#                  ^^^^^^ E0008: this regular expression repeats too often; at most 1000 times
#   = help: `*` and `+` have no such limit
const FOUR = re"a{3,2}"
#                ^^^^^ E0008: this regular expression repeats at least more often than at most; the smaller number stands first
const FIVE = re"(a{100}){100}"
#                 ^^^^^ E0008: this regular expression repeats too often; more than 1000 times, all repetitions together
from values([{a: "x"}]) |> into stdout()

#=== looking around
const ONE = re"a(?=b)"
#               ^^^ E0008: this regular expression looks ahead; patterns run in linear time, which this cannot
#   = help: match what is around it too, and take the part that is meant with a group: `(?P<name>...)`
const TWO = re'(?<!\w)x'
#              ^^^^ E0008: this regular expression looks behind; patterns run in linear time, which this cannot
#   = help: match without it, and exclude with a second condition
from values([{a: "x"}]) |> into stdout()

#=== referring back
const TWICE = re"(\w)\1"
#                    ^^ E0008: this regular expression refers back to a group; patterns run in linear time, which this cannot
#   = help: capture both places as groups, and compare them: `m.a == m.b`
const NAMED = re"(?P<a>\w)(?P=a)"
#                         ^^^^ E0008: this regular expression refers back to a group; patterns run in linear time, which this cannot
#   = help: capture both places as groups, and compare them: `m.a == m.b`
from values([{a: "x"}]) |> into stdout()

#=== a set that is not closed, a range that runs backwards, and a class that is not known
const ONE = re"[a-z"
#              ^ E0008: this regular expression has an unclosed `[`; opened here, never closed
#   = help: close it, or write `\[` for a bracket
const TWO = re"[z-a]"
#               ^^^ E0008: this regular expression has a range that runs backwards; the smaller end stands first
const THREE = re"[[:letter:]]"
#                 ^^^^^^^^^^ E0008: this regular expression has a class that is not known; not known here
#   = help: there are `\d`, `\w`, `\s`, `[[:alpha:]]` and its like, and those of Unicode: `\p{L}`, `\p{Greek}`
const FOUR = re"\p{Klingon}"
#               ^^^^^^^^^^^ E0008: this regular expression has a class that is not known; not known here
#   = help: there are `\d`, `\w`, `\s`, `[[:alpha:]]` and its like, and those of Unicode: `\p{L}`, `\p{Greek}`
from values([{a: "x"}]) |> into stdout()

#=== escapes of other languages
const ONE = re"end\Z"
#                 ^^ E0008: this regular expression has an unknown escape; not known here
#   = help: the end of the text is `\z`
const TWO = re"\u00e9"
#              ^^ E0008: this regular expression has an unknown escape; not known here
#   = help: a character by its number is `\x{1F600}`
const THREE = re"\x4"
#                ^^ E0008: this regular expression has an unknown escape; not known here
#   = help: `\x41` or `\x{1F600}` is a character by its number, `\pL` or `\p{Greek}` a class of Unicode
const FOUR = re"é\😀"
#                ^^ E0008: this regular expression has an unknown escape; not known here
#   = help: the character itself stands without the `\`
from values([{a: "x"}]) |> into stdout()

#=== names of groups
const ONE = re"(?<year>\d+)"
#              ^^^ E0008: this regular expression names a group in another way; not known here
#   = help: write `(?P<name>...)`
const TWO = re"(?P<1st>\d+)"
#                  ^^^ E0008: this regular expression has a group name that is none
#   = help: a name is letters, digits and `_`, and does not begin with a digit: `(?P<name>...)`
const THREE = re"(?P<a>x)(?P<a>y)"
#                            ^ E0008: this regular expression names two groups alike; `a` again
const FOUR = re"(?x) a b"
#               ^^^ E0008: this regular expression has a group of an unknown kind; not known here
#   = help: groups are `(...)`, `(?:...)` and `(?P<name>...)`; flags are `(?i)`, `(?m)`, `(?s)` and `(?U)`
from values([{a: "x"}]) |> into stdout()

#=== inside a row, behind tabs and characters of several bytes
from values([{a: "é"}])
  |> filter a matches re"é😀([)" and a	matches	re'😀{'
#                           ^ E0008: this regular expression has an unclosed `[`; opened here, never closed
#   = help: close it, or write `\[` for a bracket
  |> filter a matches re"é😀[a"
#                          ^ E0008: this regular expression has an unclosed `[`; opened here, never closed
#   = help: close it, or write `\[` for a bracket
  |> into stdout()

#=== a pattern that is too large
const LETTERS = re"\pL{1000}"
#                  ^^^^^^^^^ E0008: this regular expression is too large; its automaton takes too much memory
#   = help: repeat less
from values([{a: "x"}]) |> into stdout()
