SELECT DISTINCT p.id, p.name, time_bucket(INTERVAL 10 SECOND, p."at") AS since
FROM person p JOIN auction a
ON p.id = a.seller AND time_bucket(INTERVAL 10 SECOND, p."at") = time_bucket(INTERVAL 10 SECOND, a."at");
