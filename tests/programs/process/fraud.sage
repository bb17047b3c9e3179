enum Verdict { fine, unusual, stolen }
schema Card { number: str, limit: f64 }
schema Payment { card: str, amount: f64, country: str, at: timestamp @event_time(delay: 10s) }
schema Alert { card: str, verdict: Verdict, why: str, at: timestamp }

fn usual(amounts: list<f64>) -> f64 {
  if amounts.len() < 3 { return 1000.0 }
  return (amounts.mean() ?? 0.0) * 5.0
}

## Three rules: a large amount after small ones, two countries within an hour, and many payments in a minute.
pipeline fraud {
  param many: i64 = 3
  let payments = from jsonl("payments.jsonl") as Payment

  let alerts = from payments
    |> key_by card
    |> process {
         state amounts: list<f64>
         state where: {country: str, at: timestamp}? = null
         state lately: i64 = 0
         state verdict: Verdict = "fine"
         on item e {
           lately += 1
           timer(e.at + 1m)
           let before = where
           if e.amount > usual(amounts) {
             verdict = "unusual"
             emit Alert(
               card: card, verdict: verdict, why: f"{e.amount:.2f} is more than usual", at: e.at,
             )
           }
           if before is not null and before.country != e.country and e.at - before.at < 1h {
             verdict = if verdict == Verdict.fine then Verdict.unusual else Verdict.stolen
             emit Alert(
               card: card, verdict: verdict, why: f"{before.country}, then {e.country}", at: e.at,
             )
           }
           if lately > many {
             log(f"{card}: {lately} payments in a minute", level: "debug")
             emit {card: card, n: lately} to bursts
           }
           where = {country: e.country, at: e.at}
           amounts.append(e.amount)
           if amounts.len() > 10 { amounts = amounts.slice(-10) }
         }
         on timer t { lately -= 1 }
         on end {
           if verdict != Verdict.fine {
             emit {
               card: card, verdict: verdict, why: f"{amounts.len()} payments", at: ts"2000-01-01",
             }
           }
         }
       }

  from alerts
    |> key_by card
    |> running n = count()
    |> into jsonl("alerts.jsonl")

  from bursts |> into jsonl("bursts.jsonl")
}

test "cards that were stolen" for fraud {
  given payments = [
    {card: "A", amount: 10.0, country: "DE", at: ts"10:00"},
    {card: "A", amount: 20.0, country: "DE", at: ts"10:30"},
    {card: "A", amount: 15.0, country: "DE", at: ts"11:00"},
    {card: "B", amount: 15.0, country: "DE", at: ts"11:10"},
    {card: "A", amount: 500.0, country: "FR", at: ts"11:20"},
    {card: "B", amount: 16.0, country: "FR", at: ts"12:10"},
  ]
  expect alerts == [
    {card: "A", verdict: "unusual", why: "500.00 is more than usual", at: ts"11:20"},
    {card: "A", verdict: "stolen", why: "DE, then FR", at: ts"11:20"},
    {card: "A", verdict: "stolen", why: "4 payments", at: ts"2000-01-01"},
  ]
  expect sink("alerts.jsonl").map(a => a.n) == [1, 2, 3]
  expect bursts == []
}

test "many payments in a minute" for fraud {
  given payments = [
    {card: "A", amount: 1.0, country: "DE", at: ts"10:00:00"},
    {card: "A", amount: 1.0, country: "DE", at: ts"10:00:10"},
    {card: "A", amount: 1.0, country: "DE", at: ts"10:00:20"},
    {card: "A", amount: 1.0, country: "DE", at: ts"10:00:50"},
    {card: "A", amount: 1.0, country: "DE", at: ts"10:00:51"},
    {card: "A", amount: 1.0, country: "DE", at: ts"10:01:55"},
    {card: "A", amount: 1.0, country: "DE", at: ts"10:02:30"},
  ]
  expect bursts == [{card: "A", n: 4}, {card: "A", n: 5}]
  expect alerts == []
}
