import type { AlertOp, CommitmentFields, Interaction } from './commitment.ts';

/**
 * What was understood of a statement, on one line, for somebody who holds it against the statement.
 *
 *   "> 5% for 2 min" in the column "Critical" of "Error rate" → "error_rate > 5 % for 2 min: critical"
 *
 * Empty where nothing more was understood than the words say.
 */
export function readingOf(fields: CommitmentFields): string {
  switch (fields.kind) {
    case 'check': {
      const expected = [
        fields.expect.status && `answers ${fields.expect.status}`,
        fields.maxLatencyMs && `within ${milliseconds(fields.maxLatencyMs)}`,
        fields.timeoutMs && `given up after ${milliseconds(fields.timeoutMs)}`,
      ];
      return said(fields.path ?? fields.url ?? fields.target, listed(expected));
    }
    case 'metric':
      return condition(fields.metric, fields);
    case 'alert': {
      const held = fields.windowS === null ? '' : ` for ${lasting(fields.windowS)}`;
      return said(condition(fields.metric, fields) + held, listed([fields.severity, ...fields.actions]));
    }
    case 'objective': {
      const over = fields.windowS === null ? '' : ` over ${lasting(fields.windowS)}`;
      return condition(fields.sli, fields) + over + (fields.environment ? ` in ${fields.environment}` : '');
    }
    case 'error-budget': {
      const { allowedS, allowedRatio, periodS } = fields;
      const allowed =
        allowedS !== null ? lasting(allowedS) : allowedRatio !== null ? `${round(allowedRatio * 100)} %` : '';
      return allowed && periodS !== null ? `${allowed} in ${lasting(periodS)}` : allowed;
    }
    case 'severity': {
      const { level, name, responseS, resolutionS } = fields;
      const times = [
        responseS !== null && (responseS === 0 ? 'answered at once' : `answered in ${lasting(responseS)}`),
        resolutionS !== null && `resolved in ${lasting(resolutionS)}`,
      ];
      const isTold = name !== null && name.toLowerCase() !== level.toLowerCase();
      return said(isTold ? `${level} ${name}` : level, listed(times));
    }
    case 'escalation': {
      const { from, to, afterS, severity } = fields;
      const after = afterS === null ? '' : afterS === 0 ? ' at once' : ` after ${lasting(afterS)}`;
      return `${from ? `${from} ` : ''}→ ${to}${after}${severity ? ` (${severity})` : ''}`;
    }
    case 'rotation': {
      const { handoff, cadence, coverage } = fields;
      const over = handoff && [handoff.weekday, handoff.time, handoff.tz].filter(Boolean).join(' ');
      return listed([cadence, over && `handed over ${over}`, coverage]);
    }
    case 'contact':
      return said(fields.role, [fields.channel, fields.address].filter(Boolean).join(' '));
    case 'runbook':
      return said(fields.title, listed([counted(fields.steps, 'step'), counted(fields.commands, 'command')]));
    case 'procedure':
      return said(
        fields.title,
        listed([fields.purpose, counted(fields.steps, 'step'), counted(fields.commands, 'command')]),
      );
    case 'command':
      return said(
        fields.language,
        listed([
          ...fields.programs,
          EFFECTS[fields.effect],
          ...new Set(fields.interactive.map(({ needs }) => NEEDS[needs])),
          fields.placeholders.length > 0 && `to be filled in: ${fields.placeholders.join(' ')}`,
        ]),
      );
    case 'checklist': {
      const ticked = fields.items.filter(({ done }) => done).length;
      return said(fields.title, listed([counted(fields.items, 'item'), ticked > 0 && `${ticked} ticked`]));
    }
    case 'task':
      return listed([fields.title, fields.cadence]);
    case 'backup': {
      const { target, schedule, tz, retentionS, storage, encryption, pointInTimeS } = fields;
      return said(
        target,
        listed([
          schedule && [schedule, tz].filter(Boolean).join(' '),
          retentionS !== null && `kept ${lasting(retentionS)}`,
          pointInTimeS !== null && `any point of ${lasting(pointInTimeS)}`,
          storage,
          encryption,
        ]),
      );
    }
    case 'recovery':
      return said(
        fields.scope,
        listed([
          fields.rtoS !== null && `back within ${lasting(fields.rtoS)}`,
          fields.rpoS !== null && `at most ${lasting(fields.rpoS)} lost`,
        ]),
      );
    case 'window': {
      const { recurrence, start, end, tz, noticeS } = fields;
      const hours = start && end ? [`${start}-${end}`, tz].filter(Boolean).join(' ') : null;
      return listed([recurrence, hours, noticeS !== null && `announced ${lasting(noticeS)} before`]);
    }
    case 'budget': {
      const { amount, currency, period, alertAtPercent } = fields;
      const sum = amount === null ? null : `${amount} ${currency ?? ''} ${period ?? ''}`.trim().replace(/\s+/g, ' ');
      return listed([sum, alertAtPercent !== null && `told at ${alertAtPercent} %`]);
    }
    case 'cost':
      return said(fields.service, fields.monthly ? `${fields.monthly.amount} ${fields.monthly.currency} a month` : '');
    case 'scaling': {
      const { metric, windowS, action, min, max } = fields;
      const when =
        metric === null ? null : condition(metric, fields) + (windowS === null ? '' : ` for ${lasting(windowS)}`);
      const bounds = [min !== null && `at least ${min}`, max !== null && `at most ${max}`];
      return said(when, listed([action, ...bounds]));
    }
    case 'growth':
      return said(fields.what, fields.percent === null ? '' : `${fields.percent} % ${fields.period ?? ''}`.trim());
    case 'rotation-policy':
      return said(fields.what, listed([fields.cadence, fields.automated === true && 'by itself']));
    case 'control':
      return fields.done === null ? '' : fields.done ? 'ticked' : 'open';
    case 'setting':
      return fields.value === null ? fields.name : `${fields.name} = ${fields.secret ? '(secret)' : fields.value}`;
    case 'link':
      return fields.url;
  }
}

const EFFECTS = { reads: 'reads', changes: 'changes', destroys: 'destroys', unknown: '' } as const;
const NEEDS: Readonly<Record<Interaction['needs'], string>> = {
  terminal: 'wants a terminal',
  answer: 'wants an answer',
  stop: 'runs until it is stopped',
};

interface Threshold {
  readonly op: AlertOp | null;
  readonly value: number | null;
  readonly unit: string | null;
}

function condition(metric: string, { op, value, unit }: Threshold): string {
  const bound = value === null ? '' : unit === 'ms' ? ` ${milliseconds(value)}` : ` ${value}${unit ? ` ${unit}` : ''}`;
  return `${metric.replace(/^x:/, '')}${op ? ` ${op}` : ''}${bound}`;
}

/** "payments: 3 steps", or what there is of it. */
const said = (what: string | null, about: string): string => [what, about].filter(Boolean).join(': ');

const listed = (parts: readonly (string | number | false | null | undefined)[]): string =>
  parts.filter(Boolean).join(', ');

const counted = (all: readonly unknown[], noun: string): string =>
  all.length === 0 ? '' : `${all.length} ${noun}${all.length === 1 ? '' : 's'}`;

const round = (value: number): number => Number(value.toPrecision(6));
const milliseconds = (ms: number): string => (ms >= 1000 ? lasting(ms / 1000) : `${ms} ms`);

const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
];

/** 5400 → "1.5 h", 31536 → "8.76 h": the largest unit that needs no more than two decimals. */
function lasting(seconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size && isShort(seconds / size)) ?? ['s', 1];
  return `${round(seconds / size)} ${unit}`;
}

const isShort = (amount: number): boolean => Math.abs(amount * 100 - Math.round(amount * 100)) < 1e-6;
