-- 1. How often do patients not come, by specialty?
SELECT specialty, sum(visits) AS visits, sum(no_shows) AS no_shows FROM no_show_rates GROUP BY specialty;

-- 2. How far ahead are visits booked, and how many are moved or cancelled?
SELECT * FROM lead_times ORDER BY bookings DESC;

-- 3. How long does a refill take?
SELECT medicine, kind, requests, hours_to_approve, hours_to_deliver FROM refill_turnaround ORDER BY requests DESC LIMIT 10;

-- 4. For which medicines are the most days covered?
SELECT * FROM days_covered ORDER BY share_of_days_covered DESC LIMIT 10;

-- 5. Are messages answered within one business day?
SELECT * FROM message_response ORDER BY messages DESC;

-- 6. How long until a bill is paid?
SELECT * FROM days_in_receivables;

-- 7. Which lab results are most often out of range?
SELECT code, count(*) AS results, round(avg(flag <> 'normal'), 3) AS out_of_range
FROM results WHERE NOT retracted AND flag IS NOT NULL
GROUP BY code HAVING count(DISTINCT patient) >= 11 ORDER BY out_of_range DESC LIMIT 10;

-- 8. Who uses the portal?
SELECT * FROM portal_adoption ORDER BY patients DESC LIMIT 10;

-- 9. How do payments end, by method?
SELECT method, outcome, count(*) AS payments, sum(amount_cents) AS cents
FROM payments GROUP BY method, outcome HAVING count(DISTINCT patient) >= 11 ORDER BY payments DESC;

-- 10. What do people ask the bot, and how often does a person have to take over?
SELECT * FROM bot_containment ORDER BY conversations DESC LIMIT 10;
