#=== slashes
from values([{a: 1}])      // the rows
#                          ^^ E0006: a comment begins with `#`
#   + from values([{a: 1}])      # the rows
  |> filter a > 0          // keep the large ones
#                          ^^ E0006: a comment begins with `#`
#   +   |> filter a > 0          # keep the large ones
  // and now show them
# ^^ E0006: a comment begins with `#`
#   +   # and now show them
  |> into stdout()

#=== dashes of SQL
from values([{a: 1}])
  -- only the large ones
# ^^ E0006: a comment begins with `#`
#   +   # only the large ones
  |> filter a > 0 -- above zero
#                 ^^ E0006: a comment begins with `#`
#   +   |> filter a > 0 # above zero
  |> into stdout()

#=== a comment of C
 /* Keeps what is large. */
#^^ E0006: a comment begins with `#`
#   +  # Keeps what is large.
from values([{a: 1}])
  |> filter a > 0 /* all of them */ |> into stdout()
#                 ^^ E0006: a comment begins with `#`
#   = help: every line of it has its own `#`

#=== three slashes
 /// Keeps what is large.
#^^^ E0006: documentation begins with `##`
#   +  ## Keeps what is large.
fn large(x: i64) -> bool = x > 9
from values([{a: 1}]) |> filter large(a) |> into stdout()

#=== a text as documentation
"""Keeps what is large."""
#^^^^^^^^^^^^^^^^^^^^^^^^^ E0006: a text alone says nothing
#   = help: what a declaration is for stands before it, in lines that begin with `##`
from values([{a: 1}]) |> into stdout()

#=== division is no comment
from values([{a: 7}]) |> extend b = a // 2, c = a //2 |> into stdout()
