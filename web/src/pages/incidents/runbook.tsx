import { Link } from '@tanstack/react-router';
import { startRun } from '../../api/deeds.ts';
import type { IncidentDetail, RunbookOffer } from '../../api/wire.ts';
import { DeedButton } from '../../frame/deed.tsx';
import { RunView } from '../runs/run-view.tsx';

/** The guide's own runbook for this symptom: its words, and its commands with Run. What a command says streams below it. */
export function Runbook({ runbook, incident }: { runbook: RunbookOffer; incident: IncidentDetail }) {
  return (
    <section className="runbook" aria-label={`Runbook: ${runbook.title}`}>
      <h3>{runbook.title}</h3>
      {runbook.symptoms.length === 0 ? null : <p className="soft">Symptoms: {runbook.symptoms.join('; ')}</p>}
      {runbook.steps.length === 0 ? null : (
        <ol className="steps">
          {runbook.steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the guide's steps keep their order, and two may say the same.
            <li key={`${index} ${step}`}>{step}</li>
          ))}
        </ol>
      )}
      {runbook.commands.map((command) => (
        <Command key={command.id} command={command} incident={incident} />
      ))}
    </section>
  );
}

function Command({ command, incident }: { command: RunbookOffer['commands'][number]; incident: IncidentDetail }) {
  const runs = incident.runs
    .filter((run) => run.commandId === command.id)
    .toSorted((a, b) => b.queuedAt.localeCompare(a.queuedAt));
  const [latest] = runs;
  const busy = latest?.state === 'queued' || latest?.state === 'running';
  return (
    <div className="block">
      <div className="block-bar">
        <span id={`what-${command.id}`}>
          {command.language ?? 'text'} ·{' '}
          <Link to="/systems/$systemId" params={{ systemId: incident.systemId }} hash={`L${command.line}`}>
            line {command.line}
          </Link>
          {command.runnable ? null : ` · ${command.refusal ?? 'does not run here'}`}
        </span>
        <DeedButton
          className="button small"
          disabled={!command.runnable || busy}
          describedBy={`what-${command.id}`}
          deed={() => startRun(incident.systemId, command.id, incident.id)}
        >
          {latest === undefined ? 'Run' : 'Run again'}
        </DeedButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard. */}
      <pre tabIndex={0}>
        <code>{command.source}</code>
      </pre>
      {latest === undefined ? null : <RunView key={latest.id} runId={latest.id} />}
      {runs.length < 2 ? null : (
        <p className="earlier">
          Earlier:{' '}
          {runs.slice(1).map((run, index) => (
            <span key={run.id}>
              {index === 0 ? '' : ', '}
              <Link to="/runs/$runId" params={{ runId: run.id }}>
                {run.state}
              </Link>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
