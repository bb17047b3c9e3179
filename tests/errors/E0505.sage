#=== on what?
schema Order { id: u64, user: str }
schema User { id: u64, name: str }
let users = from csv("u.csv") as User
from csv("o.csv") as Order |> join users as u |> into stdout()
#                             ^^^^ E0505: `join` needs to know which rows meet; on what?
#   = help: for example `orders |> join users as u on user_id == u.id |> select id, u.name`

#=== nothing is equal
schema Order { id: u64, user: str, amount: f64 }
schema User { id: u64, name: str, limit: f64 }
let users = from csv("u.csv") as User
from csv("o.csv") as Order |> join users as u on amount > u.limit |> into stdout()
#                                                ^^^^^^^^^^^^^^^^ E0505: `join` needs a value of each side that must be equal; no `left == right`
#   = help: for example `on id == u.id`
from csv("o.csv") as Order |> semi_join users as u on id == 3 and u.name == "x" |> into stdout()
#                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ E0505: `semi_join` needs a value of each side that must be equal; no `left == right`
#   = help: for example `on id == u.id`
from csv("o.csv") as Order |> left_join users as u on user == u.name or id == u.id |> into stdout()
#                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0505: `left_join` needs a value of each side that must be equal; no `left == right`
#   = help: for example `on id == u.id`

#=== a column alone
schema Order { id: u64, user: str }
schema User { id: u64, name: str }
let users = from csv("u.csv") as User
from csv("o.csv") as Order |> join users as u on id |> into stdout()
#                                                ^^ E0505: `on` says what is equal; equal to what?
#   = help: `on id == u.id`
#   ~ from csv("o.csv") as Order |> join users as u on id == u.id |> into stdout()
from csv("o.csv") as Order |> join users as u on user |> into stdout()
#                                                ^^^^ E0505: `on` says what is equal; equal to what?
#   = help: for example `on user == u...`

#=== part of the key of a table
schema Price { item: str, size: str, price: f64 }
let prices = from csv("p.csv") as Price |> table by item, size
#                                          ------------------- E0505: the table
#                                          ------------------- E0505: the table
let lines  = from csv("l.csv") as {item: str, price: f64}
from lines |> lookup prices as p on item == p.item |> into stdout()
#                                   ^^^^^^^^^^^^^^ E0505: `prices` is looked up by `size`, and nothing is equal to that; no equality with the key
#   = help: for example `on ... == p.size`
from lines |> lookup prices as p on price == p.price |> into stdout()
#                                   ^^^^^^^^^^^^^^^^ E0505: `prices` is looked up by `item`, and nothing is equal to that; no equality with the key
#   = help: for example `on ... == p.item`
