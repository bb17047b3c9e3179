"""Calls the service of delay_lookup.sage by its name: once, then many times at once."""

from sage import call_service, call_service_async

DELAYS = (0, 10, 20, 40, 80)


def main() -> None:
    question = {"carrier": "HA", "dep_delay": 20, "distance": 4983}
    print("HA, 20 minutes late:", call_service("delay_lookup", question, timeout=5.0))

    replies = [call_service_async("delay_lookup", carrier="UA", dep_delay=delay) for delay in DELAYS]
    for delay, reply in zip(DELAYS, replies, strict=True):
        answer = reply.result()
        print(f"UA leaves {delay:>2} minutes late, arrives {answer['arr_delay']:>5} late: {answer['verdict']}")


if __name__ == "__main__":
    main()
