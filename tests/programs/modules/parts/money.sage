## Money and what it is worth, for the programs beside this folder.
enum Currency { EUR, USD }

schema Rate {
  currency: Currency
  to_eur:   f64 = 1.0
}

type Cents = i64

const SMALL: f64 = _HUNDREDTH * 100.0
const _HUNDREDTH = 0.01

## An amount in euros.
fn euros(amount: f64, rate: Rate) -> f64 = amount * rate.to_eur

## Fails for what has no whole number of cents that fits.
fn cents(amount: f64) -> Cents = i64(round(amount / _HUNDREDTH))

test "cents are hundredths" {
  expect cents(1.25) == 125
  expect euros(2.0, Rate(currency: Currency.USD, to_eur: 0.5)) == SMALL
}
