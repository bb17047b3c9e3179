#=== a file that imports itself
import wrong
#      ^^^^^ E0208: wrong.sage imports itself; what it declares is known in it
#   = help: leave this line out
from values([{a: 1}]) |> into stdout()
