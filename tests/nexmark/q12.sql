SELECT
  bidder,
  count(*) AS bids,
  time_bucket(INTERVAL 10 SECOND, "at") AS window_start,
  time_bucket(INTERVAL 10 SECOND, "at") + INTERVAL 10 SECOND AS window_end
FROM bid
GROUP BY bidder, window_start, window_end;
