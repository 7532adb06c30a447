CREATE TABLE trips (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  vehicle_id integer NOT NULL REFERENCES vehicles ON DELETE CASCADE,
  driver text NOT NULL,
  purpose text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  start_km integer NOT NULL,
  ended_at timestamptz,
  end_km integer CHECK (end_km >= start_km)
);

-- A vehicle is on one trip at a time, whoever asks and however many instances answer.
CREATE UNIQUE INDEX trips_one_open_a_vehicle ON trips (vehicle_id) WHERE ended_at IS NULL;
