import { useState } from 'react';
import { acknowledge, resolve } from '../../api/deeds.ts';
import type { IncidentDetail } from '../../api/wire.ts';
import { DeedButton } from '../../frame/deed.tsx';

/** The one thing to do next: acknowledge what is open, resolve what has recovered, nothing once it is done. */
export function NextDeed({ incident }: { incident: IncidentDetail }) {
  const [note, setNote] = useState('');
  if (incident.state === 'resolved') return null;
  const { yes, reason } = incident.resolvable;
  return (
    <section className="next-deed" aria-label="Next">
      {incident.state === 'open' ? (
        <DeedButton className="button urgent" deed={() => acknowledge(incident.id)}>
          Acknowledge
        </DeedButton>
      ) : null}
      {incident.state === 'open' && !yes ? null : (
        <>
          {yes ? (
            <label className="resolve-note">
              <span className="unseen">What it was (optional)</span>
              <input
                type="text"
                placeholder="What it was (optional)"
                value={note}
                maxLength={2_000}
                onChange={(event) => setNote(event.target.value)}
              />
            </label>
          ) : null}
          <DeedButton
            className={`button ${yes && incident.state !== 'open' ? 'primary' : ''}`}
            disabled={!yes}
            describedBy="resolve-reason"
            deed={() => resolve(incident.id, note.trim())}
          >
            Resolve
          </DeedButton>
        </>
      )}
      {yes || incident.state === 'open' ? null : (
        <span id="resolve-reason" className="soft">
          {reason ?? 'It cannot be resolved yet.'}
        </span>
      )}
    </section>
  );
}
