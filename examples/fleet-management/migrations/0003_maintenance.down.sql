DROP VIEW maintenance;
DROP TABLE services;
ALTER TABLE vehicles DROP COLUMN service_every_km, DROP COLUMN service_every_days;
