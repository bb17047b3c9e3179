#=== a join that keeps all rows of streams that never end
schema Auction { id: i64, seller: i64, at: timestamp @event_time }
schema Person { id: i64, name: str, at: timestamp @event_time }
let auctions = from nexmark() as Auction
let people   = from nexmark() as Person
from auctions |> join people as p on seller == p.id |> select id, p.name |> into stdout()
#                ^^^^ E0504: `join` would keep all rows, and neither side ends; without a bound
#                     ------ E0504: never ends
#   = help: bound it: `within 1h`, `over tumbling(1h)`, or `within forever` to keep all rows

#=== one side ends, and the other does not
schema Auction { id: i64, seller: i64, at: timestamp @event_time }
let auctions = from nexmark() as Auction
let blocked  = from csv("blocked.csv") as {seller: i64, since: timestamp}
from auctions |> anti_join blocked as b on seller == b.seller |> into stdout()
#                ^^^^^^^^^ E0504: `anti_join` would keep all rows, and one side never ends; without a bound
#   = help: bound it: `within 1h`, `over tumbling(1h)`, or `within forever` to keep all rows
from blocked |> semi_join auctions as a on seller == a.seller |> into stdout()
#               ^^^^^^^^^ E0504: `semi_join` would keep all rows, and one side never ends; without a bound
#                         -------- E0504: never ends
#   = help: bound it: `within 1h`, `over tumbling(1h)`, or `within forever` to keep all rows

#=== what comes out at the end of what never ends
schema Auction { id: i64, seller: i64, at: timestamp @event_time }
schema Person { id: i64, name: str, at: timestamp @event_time }
let auctions = from nexmark() as Auction
let people   = from nexmark() as Person
from auctions |> left_join people as p on seller == p.id within forever |> into stdout()
#                                                               ^^^^^^^ E0504: `left_join` waits until no partner can come, and neither side ends; without a bound
#                          ------ E0504: never ends
#   = help: bound it: `within 1h`, or `over tumbling(1h)`
from auctions |> anti_join people as p on seller == p.id within forever |> into stdout()
#                                                               ^^^^^^^ E0504: `anti_join` waits until no partner can come, and neither side ends; without a bound
#                          ------ E0504: never ends
#   = help: bound it: `within 1h`, or `over tumbling(1h)`
from auctions |> semi_join people as p on seller == p.id within forever |> into stdout()
