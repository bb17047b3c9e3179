-- A bid is in the five windows that end within ten seconds after it.
WITH counts AS (
  SELECT
    time_bucket(INTERVAL 2 SECOND, "at") + k * INTERVAL 2 SECOND AS window_end,
    auction,
    count(*) AS bids
  FROM bid, range(1, 6) AS windows(k)
  GROUP BY window_end, auction
)
SELECT window_end, auction, bids FROM counts
QUALIFY rank() OVER (PARTITION BY window_end ORDER BY bids DESC) = 1;
