import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { startRun } from '../../api/deeds.ts';
import type { IncidentDetail, RunbookOffer } from '../../api/wire.ts';
import { DeedButton } from '../../frame/deed.tsx';
import { commandWords } from '../../state/command-words.ts';
import { RunView } from '../runs/run-view.tsx';

/** The guide's own runbook for this symptom: its words, and its commands with Run. What a command says streams below it. */
export function Runbook({ runbook, incident }: { runbook: RunbookOffer; incident: IncidentDetail }) {
  return (
    <section className="runbook" aria-label={`Runbook: ${runbook.title}`}>
      <h3>{runbook.title}</h3>
      {runbook.symptoms.length === 0 ? null : <p className="soft">Symptoms: {runbook.symptoms.join('; ')}</p>}
      {runbook.commands.map((command) => (
        <Fragment key={command.id}>
          <Words words={command.before} />
          <Command command={command} incident={incident} />
        </Fragment>
      ))}
      <Words words={runbook.after} />
    </section>
  );
}

/** The guide's own words; a label that stands alone heads what follows it. */
function Words({ words }: { words: readonly string[] }) {
  return words.map((each, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the guide's words keep their order, and two may say the same.
    <p key={`${index} ${each}`} className={/^\p{L}[\p{L} ]{0,24}:$/u.test(each) ? 'words label' : 'words'}>
      {each}
    </p>
  ));
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
          <Link to="/systems/$systemId" params={{ systemId: incident.systemId }} hash={`L${command.line}`}>
            line {command.line}
          </Link>{' '}
          · {commandWords(command)}
        </span>
        {command.runnable ? (
          <DeedButton
            className="button small"
            disabled={busy}
            describedBy={`what-${command.id}`}
            deed={() => startRun(incident.systemId, command.id, incident.id)}
          >
            {latest === undefined ? 'Run' : 'Run again'}
          </DeedButton>
        ) : null}
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
