## Answers each request with itself: what a call costs when nothing is computed.

schema Message { text: str }

pipeline echo {
  from request as Message
    |> select text
    |> into response
}
