SELECT
  auction,
  bidder,
  (0.908 * price)::DECIMAL(23, 3)::DOUBLE AS price,
  CASE
    WHEN hour("at") BETWEEN 8 AND 18 THEN 'dayTime'
    WHEN hour("at") <= 6 OR hour("at") >= 20 THEN 'nightTime'
    ELSE 'otherTime'
  END AS time_type,
  "at",
  extra,
  len(extra) - len(replace(extra, 'c', '')) AS c_counts
FROM bid
WHERE 0.908 * price > 1000000 AND 0.908 * price < 50000000;
