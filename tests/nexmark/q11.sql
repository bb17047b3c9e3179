-- A session begins with a bid that no other of its bidder precedes by less than ten seconds.
WITH starts AS (
  SELECT
    bidder,
    "at",
    coalesce("at" - lag("at") OVER (PARTITION BY bidder ORDER BY "at", seq) >= INTERVAL 10 SECOND, true) AS begins,
    seq
  FROM bid
),
sessions AS (
  SELECT bidder, "at", count_if(begins) OVER (PARTITION BY bidder ORDER BY "at", seq) AS session FROM starts
)
SELECT bidder, count(*) AS bids, min("at") AS window_start, max("at") + INTERVAL 10 SECOND AS window_end
FROM sessions
GROUP BY bidder, session;
