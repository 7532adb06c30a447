-- What an incident has shown already is looked up at each of its events.
create index evidence_of_incident on evidence (system_id, (detail ->> 'incidentId')) where detail ->> 'incidentId' is not null;
