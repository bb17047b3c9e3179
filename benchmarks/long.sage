## A day of a market, as a program of the length of a real one: it is here to be checked, which has to be soon.

schema Product {
  id:     u64
  name:   str
  group:  str = "other"
  price:  f64
  stock:  i32 = 0
  tags:   list<str> = []
  extra:  json? = null
  limits: map<str, i64> = {}
}

schema Customer {
  id:      u64
  email:   str @secret
  country: str = "FR"
  since:   timestamp
  vip:     bool = false
}

schema Line { product: u64, quantity: i32, price: f64 }

enum Channel { web, shop, phone }
enum Payment { card({digits: str, fee: f64}), transfer(str), cash, voucher(f64) }

schema Order {
  id:       u64
  customer: u64
  channel:  Channel = "web"
  payment:  Payment = Payment.cash
  lines:    list<Line>
  note:     str?
  country:  str = "FR"
  at:       timestamp
}

schema Visit {
  line: str
  at:   timestamp = ts"2026-01-01"
}

schema Question { customer: u64, total: f64, country: str = "FR" }
schema Answer { allowed: bool, reason: str, tax: f64 }

type Money = {amount: f64, currency: str}

const TAX: map<str, f64> = {FR: 0.2, DE: 0.19, ES: 0.21, IT: 0.22}
const LARGE = 1_000.0
const HOUR = 1h
const PATH = re"(?P<verb>GET|POST) (?P<path>/[a-z/]*)( (?P<status>\d{3}))?"

## The tax of a country; that of the house where it is not known.
fn tax_of(country: str) -> f64 = TAX.get(country) ?? 0.2

fn with_tax(amount: f64, country: str) -> f64 = round(amount * (1.0 + tax_of(country)), 2)

fn line_total(line: Line) -> f64 = f64(line.quantity) * line.price

fn total(lines: list<Line>) -> f64 {
  let sum = 0.0
  for line in lines {
    if line.quantity <= 0 { return 0.0 }
    sum += line_total(line)
  }
  return sum
}

fn cheapest(lines: list<Line>) -> f64? {
  let best: f64? = null
  for line in lines {
    if best is null { best = line.price } else if line.price < best { best = line.price }
  }
  return best
}

fn size_of(amount: f64) -> str {
  if amount < 10.0 { return "small" } else if amount < LARGE { return "medium" }
  return "large"
}

fn fee(payment: Payment) -> f64 = match payment {
  card(c) if c.fee > 5.0 => 5.0,
  card(c) => c.fee,
  voucher(worth) => worth * 0.01,
  transfer(_) | cash => 0.0,
}

fn label(channel: Channel) -> str = match channel {
  web => "on the web",
  shop => "in the shop",
  phone => "by phone",
}

fn part_of_day(at: timestamp) -> str {
  let hour = at.hour()
  if hour < 6 { return "night" }
  if hour < 12 { return "morning" }
  if hour < 18 { return "afternoon" }
  return "evening"
}

fn initials(name: str) -> str = name.split(" ").map(word => word.slice(0, 1).upper()).join("")

fn bounded(x: f64, low: f64, high: f64) -> f64 =
  if x < low then low else if x > high then high else x

## What was sold, by customer and by country, and who bought much.
pipeline sales {
  set on_error = "dead_letter"
  set version = "1.4.0"

  ## The least amount of an order that counts.
  param floor: f64 = 5.0
  param countries: str = "FR,DE,ES,IT"
  param most: i64 = 100

  let orders = from jsonl("orders.jsonl") as Order

  let valued = from orders
    |> filter lines.len() > 0 or note is not null
    |> extend
         amount = total(lines),
         pieces = lines.map(l => i64(l.quantity)).sum(),
         least  = cheapest(lines) ?? 0.0,
         fees   = fee(payment),
         where  = label(channel),
         day    = at.format("%Y-%m-%d"),
         part   = part_of_day(at)
    |> filter amount >= floor and country in countries.split(",")
    |> extend gross = with_tax(amount, country), size = size_of(amount)

  let large = from valued
    |> filter size == "large" or pieces > most
    |> select id, customer, amount, gross, where, note = note ?? "-"

  from large |> into csv("large.csv")

  from valued
    |> key_by country
    |> aggregate
         orders    = count(),
         customers = count_distinct(customer),
         amount    = sum(amount),
         mean      = mean(gross),
         most      = max(amount),
         first     = first(at),
         notes     = count(note)
    |> extend share = amount / f64(orders)
    |> sort by amount desc
    |> into csv("countries.csv", delimiter: ";")

  from valued
    |> aggregate n = count(), amount = sum(gross) by customer, channel
    |> filter n > 1
    |> top 10 by amount desc
    |> into jsonl("customers.jsonl")

  from valued
    |> explode lines
    |> aggregate
         pieces = sum(lines.quantity),
         value  = sum(line_total(lines))
       by product = lines.product
    |> top 20 by value desc
    |> into csv("products.csv")

  from valued
    |> running n = count(), so_far = sum(amount) by customer
    |> filter n % 10 == 0
    |> select customer, n, so_far = round(so_far, 2)
    |> into jsonl("every_tenth.jsonl")

  from valued |> split by_web = channel == "web", late = part in ["evening", "night"] else rest

  from by_web
    |> dedup by customer
    |> select customer, at
    |> into csv("web.csv")

  from late
    |> union rest
    |> aggregate n = count() by part
    |> into stdout()

  from errors
    |> select stage, code, reason
    |> into jsonl("wrong.jsonl")
}

## What was looked at: lines of a web server.
pipeline visits {
  set on_error = "skip"
  param limit: i64 = 1_000

  let visits = from jsonl("visits.jsonl") as Visit

  let requests = from visits
    |> flatmap line.capture(PATH) else unread
    |> extend status = status?.parse_int() ?? 200, parts = path.split("/").filter(p => p != "")
    |> filter status < 500

  from requests
    |> aggregate n = count(), wrong = count_if(status >= 400) by page = parts.get(0) ?? "home"
    |> extend rate = f64(wrong) / f64(n)
    |> top 10 by n desc
    |> into stdout()

  from requests
    |> filter verb == "POST"
    |> limit 100
    |> into jsonl("posts.jsonl")

  from unread
    |> sample 0.1
    |> log "not read"
    |> into null
}

## What there is to sell.
pipeline stock {
  let products = from csv("products_in.csv") as {
    id: u64, name: str, group: str, price: f64, stock: i32,
  }

  let more = from jsonl("more_products.jsonl") as Product

  let details = from more
    |> extend
         color  = extra?.get("color")?.as_str() ?? "none",
         weight = extra?.get("size.weight")?.as_f64() ?? 0.0,
         least  = limits.get("least") ?? 0,
         short  = initials(name),
         tagged = tags.any(t => t.starts_with("new")),
         kinds  = tags.map(t => t.lower()).distinct().sort()
    |> drop extra, limits

  let offered = from details |> select id, name, group, price, stock

  from products
    |> union offered
    |> filter stock < 5
    |> extend wanted = bounded(100.0 - f64(stock), 0.0, 50.0)
    |> sort by group, wanted desc
    |> into csv("to_order.csv")

  from details
    |> filter tagged and weight > 0.5
    |> rename shade = color
    |> into jsonl("new.jsonl")
}

## May somebody buy?
pipeline allowance {
  set service.timeout = 2s
  param most: f64 = 5_000.0

  from request as Question
    |> extend tax = total * tax_of(country)
    |> extend allowed = total + tax <= most
    |> select
         allowed,
         reason = if allowed then "fine" else f"{total:.2f} with tax is more than {most:.0f}",
         tax = round(tax, 2)
    |> into response as Answer
}

test "small orders do not count" for sales {
  given orders = [
    {id: 1, customer: 7, lines: [{product: 1, quantity: 1, price: 2.0}], note: "x", at: ts"10:00"},
    {id: 2, customer: 7, lines: [{product: 1, quantity: 3, price: 4.0}], note: null, at: ts"11:00"},
  ]
  expect valued.map(v => v.id) == [2]
  expect valued.map(v => v.size) == ["medium"]
}

test "large orders are kept with their tax" for sales {
  given orders = [
    {
      id: 3, customer: 8, country: "DE", channel: "shop",
      payment: Payment.card({digits: "42", fee: 9.0}),
      lines: [{product: 1, quantity: 100, price: 20.0}], note: null, at: ts"2026-01-01T19:00:00Z",
    },
  ]
  expect large == [{
    id: 3, customer: 8, amount: 2000.0, gross: 2380.0, where: "in the shop", note: "-",
  }]
  expect valued.map(v => v.fees) == [5.0]
  expect sink("web.csv") == []
}

test "lines of another form are left out" for visits {
  given visits = [{line: "GET /shop/a 404"}, {line: "nonsense"}, {line: "POST /pay"}]
  expect requests.map(r => r.status) == [404, 200]
  expect unread.len() == 1
}

test "the limit counts the tax" for allowance {
  expect call(customer: 1, total: 100.0).allowed
  expect call(customer: 1, total: 4999.0) == {
    allowed: false, reason: "4999.00 with tax is more than 5000", tax: 999.8,
  }
}

test "what is nearly sold out is ordered" for stock {
  given products = [{id: 1, name: "nut", group: "iron", price: 0.5, stock: 3}]
  given more = [
    {id: 2, name: "blue bolt", group: "iron", price: 0.7, stock: 0, tags: ["New 2026", "Blue"]},
    {id: 3, name: "lamp", price: 9.0, stock: 90},
  ]
  expect sink("to_order.csv").map(p => p.id) == [1, 2]
  expect details.map(d => d.short) == ["BB", "L"]
  expect details.map(d => d.kinds) == [["blue", "new 2026"], []]
}

test "functions" {
  expect initials("anna maria lopez") == "AML"
  expect part_of_day(ts"13:00") == "afternoon"
  expect bounded(7.0, 0.0, 5.0) == 5.0
  expect cheapest([]) is null
  expect fee(Payment.voucher(50.0)) == 0.5
}
