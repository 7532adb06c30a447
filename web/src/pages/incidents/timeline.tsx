import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { addNote } from '../../api/deeds.ts';
import type { IncidentDetail } from '../../api/wire.ts';
import { formText } from '../../frame/form-text.ts';
import { Moment } from '../../time/time.tsx';

/** What has happened, from the first to the last, and a place to add to it. */
export function Timeline({ incident, systemZone }: { incident: IncidentDetail; systemZone: string | undefined }) {
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">What has happened</h2>
      <ol className="timeline">
        {incident.timeline.map(({ at, kind, text, by }) => (
          <li key={`${at} ${kind} ${text}`} className={`kind-${kind}`}>
            <Moment at={at} systemZone={systemZone} seconds />
            <span>
              {text}
              {by === null || text.includes(by) ? null : <small> {by}</small>}
            </span>
          </li>
        ))}
      </ol>
      <NoteForm incidentId={incident.id} />
    </section>
  );
}

function NoteForm({ incidentId }: { incidentId: string }) {
  const form = useRef<HTMLFormElement>(null);
  const mutation = useMutation({
    mutationFn: (text: string) => addNote(incidentId, text),
    onSuccess: () => form.current?.reset(),
  });
  return (
    <form
      ref={form}
      className="form note-form"
      onSubmit={(event) => {
        event.preventDefault();
        const text = formText(new FormData(event.currentTarget), 'text').trim();
        if (text !== '') mutation.mutate(text);
      }}
    >
      <label>
        Note
        <textarea name="text" rows={2} maxLength={5_000} required placeholder="What you saw, what you tried" />
      </label>
      {mutation.error === null ? null : (
        <p className="deed-error" role="alert">
          {mutation.error.message}
        </p>
      )}
      <button type="submit" className="button" disabled={mutation.isPending}>
        Add note
      </button>
    </form>
  );
}
