#=== a path of Windows
from text("C:\data.txt") |> into stdout()
#            ^^ E0005: `\d` is not an escape; unknown escape
#   = help: double the backslash, or write raw text
#   + from text(r"C:\data.txt") |> into stdout()

#=== a pattern in a text that has an escape, too
from values([{a: "x"}]) |> extend b = "a\tb\d" |> into stdout()
#                                          ^^ E0005: `\d` is not an escape; unknown escape
#   = help: double the backslash
#   + from values([{a: "x"}]) |> extend b = "a\tb\\d" |> into stdout()

#=== characters by their number
from values([{a: "x"}]) |> extend b = "\x41\u0042", c = "\u{110000}" |> into stdout()
#                                      ^^^^ E0005: `\x41` is written `\u{41}` here
#   + from values([{a: "x"}]) |> extend b = "\u{41}\u0042", c = "\u{110000}" |> into stdout()
#                                                        ^^^^^^^^^^ E0005: `\u{110000}` is no character; the last one is `\u{10FFFF}`

#=== a hole that is empty, not closed, or closes nothing
from values([{a: "x"}]) |> extend b = f"{}", c = f"{a", d = f"a}" |> into stdout()
#                                       ^^ E0005: this hole is empty; a value is missing
#   = help: name a value, or double the braces
#   ~ from values([{a: "x"}]) |> extend b = f"{{}}", c = f"{a", d = f"a}" |> into stdout()
#                                                  ^ E0005: this hole is not closed; opened here
#   = help: close it with `}`, or double it for a brace
#                                                              ^ E0005: this `}` closes nothing
#   = help: a brace itself is doubled
#   + from values([{a: "x"}]) |> extend b = f"{}", c = f"{a", d = f"a}}" |> into stdout()

#=== conversions of Python
from values([{a: "x"}]) |> extend b = f"{a!r} {a=}" |> into stdout()
#                                         ^^ E0005: `!r` has no meaning in an f-string
#   = help: a hole holds a value, and after a `:` its format
#   + from values([{a: "x"}]) |> extend b = f"{a} {a=}" |> into stdout()
#                                               ^ E0005: `=` has no meaning in an f-string
#   = help: a hole holds a value, and after a `:` its format
#   + from values([{a: "x"}]) |> extend b = f"{a!r} {a}" |> into stdout()

#=== a format that is none
from values([{a: 1.5}]) |> extend b = f"{a:two digits}" |> into stdout()
#                                          ^^^^^^^^^^ E0005: `two digits` is no format; not known
#   = help: formats are those of Python: `.2f`, `>10`, `04d`, `,`, `x`

#=== letters before a text
from values([{a: "x"}]) |> extend b = u"x", c = F"{a}" |> into stdout()
#                                     ^^^^ E0005: `u` before a text has no meaning
#   = help: `f` makes an f-string, `r` raw text, `re` a pattern, `ts` a point in time, `b` bytes
#                                               ^^^^^^ E0005: the letters before a text are small
#   + from values([{a: "x"}]) |> extend b = u"x", c = f"{a}" |> into stdout()

#=== bytes that are none
const MARK = b"é\q"
#              ^ E0005: `é` is more than one byte; bytes are ASCII
#   + const MARK = b"\xc3\xa9\q"
#               ^^ E0005: `\q` is not an escape; unknown escape
#   = help: a byte is `\xFF`; a backslash is doubled
#   + const MARK = b"é\\q"
from values([{a: "x"}]) |> into stdout()

#=== an f-string over several lines
from values([{a: "x"}]) |> extend b = f"""{a}
#                                     ^^^^ E0005: `f` does not go with a long text
#   = help: write it on one line, with `\n`, or join texts by `+`
more""" |> into stdout()

#=== a mistake inside of a hole
from values([{a: true}]) |> extend b = f"{not}, {a && a}" |> into stdout()
#                                         ^^^ E0101: a value is missing after `not`; needs one
#                                                  ^^ E0105: `&&` is written `and` here
#   + from values([{a: true}]) |> extend b = f"{not}, {a and a}" |> into stdout()
