SELECT auction, bidder, price, "at", extra, strftime("at", '%Y-%m-%d') AS dt, strftime("at", '%H:%M') AS hm FROM bid;
