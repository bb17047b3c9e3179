SELECT
  a.id, a.item, a.description, a.initial_bid, a.reserve, a."at", a.expires, a.seller, a.category, a.extra,
  b.auction, b.bidder, b.price, b."at" AS bid_at, b.extra AS bid_extra
FROM auction a JOIN bid b ON a.id = b.auction AND b."at" BETWEEN a."at" AND a.expires
QUALIFY row_number() OVER (PARTITION BY a.id ORDER BY b.price DESC, b."at", b.seq) = 1;
