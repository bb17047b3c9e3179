#=== a module that is not there, and is reported once
import common.money (Currency, Rate)
#      ^^^^^^^^^^^^ E0207: there is no module `common.money`; not found
#   = note: looked for common/money.sage
#   = help: a module is a file beside this file, or in a folder given by `--path`
schema Order { id: u64, currency: Currency }
from jsonl("o.jsonl") as Order |> extend r = Rate(currency, 1.0) |> into stdout()

#=== everything of a module that is not there
import common.money
#      ^^^^^^^^^^^^ E0207: there is no module `common.money`; not found
#   = note: looked for common/money.sage
#   = help: a module is a file beside this file, or in a folder given by `--path`
schema Order { id: u64, currency: Currency }
from jsonl("o.jsonl") as Order |> extend r = euros(currency) |> into stdout()

#=== a module that is not there under a name
import nexmark as nx
#      ^^^^^^^ E0207: there is no module `nexmark`; not found
#   = note: looked for nexmark.sage
#   = help: a module is a file beside this file, or in a folder given by `--path`
from jsonl("b.jsonl") as nx.Bid |> filter nx.is_big(price) and price > nx.LIMIT |> into stdout()

#=== a file that is not there
import "money.txt"
#      ^^^^^^^^^^^ E0207: there is no file money.txt; not there
from values([{a: 1}]) |> extend b = euros(a) |> into stdout()
