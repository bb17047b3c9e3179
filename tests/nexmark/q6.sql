WITH won AS (
  SELECT a.id AS auction, a.seller, b.price, b."at" AS sold
  FROM auction a JOIN bid b ON a.id = b.auction AND b."at" BETWEEN a."at" AND a.expires
  QUALIFY row_number() OVER (PARTITION BY a.id ORDER BY b.price DESC, b."at", b.seq) = 1
)
SELECT
  seller,
  auction,
  avg(price) OVER (
    PARTITION BY seller ORDER BY sold, auction ROWS BETWEEN 9 PRECEDING AND CURRENT ROW
  ) AS mean
FROM won;
