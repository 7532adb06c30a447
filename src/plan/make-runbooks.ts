import type { Commitment, CommitmentOf } from './commitment.ts';
import type { Runbook } from './plan.ts';

export function planRunbooks(commitments: readonly Commitment[]): Runbook[] {
  const runbooks: Runbook[] = [];
  for (const commitment of commitments) {
    if (commitment.kind === 'runbook')
      runbooks.push({
        id: commitment.id,
        kind: 'runbook',
        title: commitment.title,
        symptoms: commitment.symptoms,
        steps: commitment.steps,
        commandIds: commitment.commands,
      });
    else if (commitment.kind === 'procedure' && commitment.commands.length > 0)
      runbooks.push({
        id: commitment.id,
        kind: 'procedure',
        title: commitment.title,
        symptoms: [],
        steps: commitment.steps,
        commandIds: commitment.commands,
      });
  }
  return runbooks;
}

/**
 * Words by which people tell of a metric going wrong. They join an alert to the runbook that treats its symptom: "P95
 * above 1 s" says "high response times".
 */
const SYMPTOM_WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /^(health|availability|request_rate)$/,
    'down outage unavailable unreachable responding respond api service application app complete start restart',
  ],
  [/^latency/, 'latency slow slowness response responses time times timeout performance'],
  [/^(error_rate|failed_requests)/, 'error errors failing failure failures 5xx exceptions'],
  [/^memory$/, 'memory leak leaks oom heap restart'],
  [/^cpu$/, 'cpu load throttling'],
  [
    /^(db_|slow_queries|replication)/,
    'database db connection connections pool postgres mysql mongodb query queries sql',
  ],
  [/^cache/, 'cache redis'],
  [/^disk/, 'disk storage space'],
  [/^certificate/, 'certificate tls ssl expiry'],
];

const STOP = new Set(
  'the a an of and or to in on for with is are be it high low issue issues check alert alerts rate usage more than over minutes minute'.split(
    ' ',
  ),
);
const MOST_OFFERED = 3;

/** Ids of the runbooks that treat an alert's symptom, best first; procedures only where they share a word of its name. */
export function runbooksFor(alert: CommitmentOf<'alert'>, runbooks: readonly Runbook[]): string[] {
  const own = words(`${alert.name ?? ''} ${alert.text}`);
  const symptom = words(
    SYMPTOM_WORDS.find(([pattern]) => pattern.test(alert.metric))?.[1] ?? alert.metric.replace(/^x:/, ''),
  );
  const either = new Set([...own, ...symptom]);
  return runbooks
    .map((runbook) => {
      const { title, symptoms } = wordsOf(runbook);
      // One word in common says little, and says it once: every runbook's symptoms speak of errors.
      const score = 3 * shared(own, title) + 2 * shared(symptom, title) + shared(either, symptoms);
      return { id: runbook.id, score: runbook.kind === 'procedure' ? score / 2 : score };
    })
    .filter(({ score }) => score >= 2)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_OFFERED)
    .map(({ id }) => id);
}

const known = new WeakMap<Runbook, { title: ReadonlySet<string>; symptoms: ReadonlySet<string> }>();

/** Every alert is held against every runbook: a runbook's words are read once. */
function wordsOf(runbook: Runbook): { title: ReadonlySet<string>; symptoms: ReadonlySet<string> } {
  const found = known.get(runbook) ?? { title: words(runbook.title), symptoms: words(runbook.symptoms.join(' ')) };
  known.set(runbook, found);
  return found;
}

function words(text: string): Set<string> {
  const found = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return new Set(
    found.filter((word) => word.length > 1 && !STOP.has(word)).map((word) => word.replace(/(?<=..)s$/, '')),
  );
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const word of a) if (b.has(word)) count += 1;
  return count;
}
