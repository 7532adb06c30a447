ALTER TABLE vehicles
  ADD COLUMN service_every_km integer NOT NULL DEFAULT 15000 CHECK (service_every_km > 0),
  ADD COLUMN service_every_days integer NOT NULL DEFAULT 365 CHECK (service_every_days > 0);

CREATE TABLE services (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  vehicle_id integer NOT NULL REFERENCES vehicles ON DELETE CASCADE,
  done_on date NOT NULL DEFAULT current_date,
  odometer_km integer NOT NULL CHECK (odometer_km >= 0),
  note text NOT NULL DEFAULT ''
);
CREATE INDEX services_by_vehicle ON services (vehicle_id, done_on DESC);

-- What is left until the next service, by distance and by date; a vehicle never serviced counts from its first day.
CREATE VIEW maintenance AS
SELECT v.id AS vehicle_id, v.plate, v.model, v.odometer_km, last.done_on AS serviced_on,
       coalesce(last.odometer_km, 0) + v.service_every_km - v.odometer_km AS km_left,
       coalesce(last.done_on, v.created_at::date) + v.service_every_days - current_date AS days_left
FROM vehicles v
LEFT JOIN LATERAL (
  SELECT done_on, odometer_km FROM services s WHERE s.vehicle_id = v.id ORDER BY done_on DESC, id DESC LIMIT 1
) last ON true;
