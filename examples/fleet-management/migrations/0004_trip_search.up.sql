-- Only speed: the service works without them, so this migration may be taken back at any time.
CREATE INDEX trips_by_start ON trips (started_at DESC, id DESC);
CREATE INDEX trips_by_vehicle ON trips (vehicle_id, started_at DESC);
