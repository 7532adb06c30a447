CREATE TABLE vehicles (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plate text NOT NULL UNIQUE,
  model text NOT NULL,
  odometer_km integer NOT NULL DEFAULT 0 CHECK (odometer_km >= 0),
  created_at timestamptz NOT NULL DEFAULT now()
);
