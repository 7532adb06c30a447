DROP INDEX trips_by_vehicle;
DROP INDEX trips_by_start;
