SELECT auction, bidder, (price * 0.908)::DECIMAL(23, 3)::DOUBLE AS price, "at", extra FROM bid;
