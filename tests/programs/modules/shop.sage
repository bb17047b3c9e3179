## Uses what another file declares: types, functions, constants and enums, by their own names and through one.
import parts.money (Rate, cents)
import "parts/money.sage" as money

schema Payment {
  id:       u64
  amount:   f64
  currency: money.Currency
  rate:     Rate
}

schema Booked {
  id:    u64
  euros: f64
  cents: money.Cents
}

const _HUNDREDTH = "of this file"

pipeline shop {
  set on_error = "skip"
  let payments = from jsonl("payments.jsonl") as Payment

  from payments
    |> filter currency != money.Currency.USD or amount > money.SMALL
    |> select id, euros = money.euros(amount, rate), cents = cents(amount), mark = _HUNDREDTH
    |> select id, euros, cents
    |> into jsonl("booked.jsonl") as Booked
}

test "small dollars are left out, and what has no cents fails alone" for shop {
  given payments = [
    {id: 1, amount: 2.5, currency: "EUR", rate: {currency: "EUR"}},
    {id: 2, amount: 0.5, currency: money.Currency.USD, rate: Rate(currency: "USD", to_eur: 0.5)},
    {id: 3, amount: 1e300, currency: "EUR", rate: {currency: "EUR"}},
    {id: 4, amount: 3.0, currency: "USD", rate: money.Rate(currency: "USD", to_eur: 0.5)},
  ]
  expect sink("booked.jsonl") == [{id: 1, euros: 2.5, cents: 250}, {id: 4, euros: 1.5, cents: 300}]
}
