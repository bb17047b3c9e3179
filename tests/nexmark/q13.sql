SELECT b.auction, b.bidder, b.price, b."at", k.value
FROM bid b JOIN (SELECT range AS key, range::VARCHAR AS value FROM range(10000)) k ON b.auction % 10000 = k.key;
