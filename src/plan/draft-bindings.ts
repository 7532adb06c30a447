import { placeholderName } from './bind-command.ts';
import type { Commitment } from './commitment.ts';
import type { CompiledGuide } from './diagnostic.ts';
import { slug } from './make-plan.ts';

/** A name that the guide leaves open, and where. */
interface Open {
  readonly name: string;
  readonly lines: readonly number[];
}

/**
 * A first `runproof.yaml` for a guide: everything that the guide leaves open stands in it, commented out with the lines
 * that want it, so that the file loads as it is and a person only fills in.
 */
export function draftBindings(guide: CompiledGuide): string {
  const { commitments } = guide;
  const placeholders = openPlaceholders(commitments);
  const variables = placeholders
    .filter(({ name }) => name.startsWith('$'))
    .map((open) => ({ ...open, name: placeholderName(open.name) }));
  const values = placeholders
    .filter(({ name }) => !name.startsWith('$'))
    .map((open) => ({ ...open, name: placeholderName(open.name) }));
  const paths = commitments.filter((commitment) => commitment.kind === 'check' && commitment.path !== null);
  return [
    '# What the guide cannot say: addresses, credentials, the value of {placeholders}.',
    '# ${NAME} and ${NAME:-default} are read from the environment. Remove the # of what you fill in.',
    'version: 1',
    `guide: ${JSON.stringify(guide.guide)}`,
    `id: ${slug(guide.system)}`,
    `system: ${JSON.stringify(guide.system)}`,
    'environment: production',
    'timeZone: UTC',
    '',
    '# What paths in the guide are relative to.',
    `# baseUrl: http://127.0.0.1:8080${paths.length === 0 ? '' : `   # ${linesOf(paths.map(({ line }) => line))}`}`,
    ...section('values', '# The guide’s placeholders.', values, '…'),
    ...section(
      'addresses',
      '# Addresses as the guide writes them, and where they are.',
      openAddresses(commitments),
      'http://127.0.0.1:8080',
    ),
    ...targets(commitments),
    '',
    '# OpenTelemetry service names that send their traces and metrics here.',
    '# services: [my-service]',
    ...people(commitments),
    '',
    '# Without smtp, mails go to the local inbox.',
    '# notify:',
    '#   smtp: smtp://user:${SMTP_PASSWORD}@mail.example.com:587',
    '#   from: runproof@example.com',
    '#   webhook: { url: https://hooks.example.com/runproof, secret: "${WEBHOOK_SECRET}" }',
    '',
    '# commands:',
    '#   path: [bin]',
    ...(variables.length === 0
      ? []
      : ['#   environment:', ...variables.map(({ name, lines }) => `#     ${name}: …   # ${linesOf(lines)}`)]),
    '',
  ].join('\n');
}

function section(key: string, comment: string, open: readonly Open[], example: string): string[] {
  if (open.length === 0) return [];
  return [
    '',
    comment,
    `# ${key}:`,
    ...open.map(({ name, lines }) => `#   ${yamlKey(name)}: ${example}   # ${linesOf(lines)}`),
  ];
}

function openPlaceholders(commitments: readonly Commitment[]): Open[] {
  const found = new Map<string, number[]>();
  const add = (name: string, line: number) => found.set(name, [...(found.get(name) ?? []), line]);
  for (const commitment of commitments) {
    if (commitment.kind === 'command')
      for (const placeholder of commitment.placeholders) add(placeholder, commitment.line);
    else for (const [placeholder] of commitment.text.matchAll(/\{[A-Za-z][\w-]*\}/g)) add(placeholder, commitment.line);
  }
  // `{name}`, `<name>` and plain `name` are one binding.
  const byName = new Map<string, Open>();
  for (const [placeholder, lines] of found) {
    const key = placeholder.startsWith('$') ? placeholder : placeholderName(placeholder);
    byName.set(key, { name: key, lines: [...(byName.get(key)?.lines ?? []), ...lines] });
  }
  return [...byName.values()];
}

/** Origins of the addresses that checks and commands use. */
function openAddresses(commitments: readonly Commitment[]): Open[] {
  const found = new Map<string, number[]>();
  for (const commitment of commitments) {
    if (commitment.kind !== 'check' && commitment.kind !== 'command' && commitment.kind !== 'setting') continue;
    const text = commitment.kind === 'command' ? commitment.source : commitment.text;
    for (const [origin] of text.matchAll(
      /\b(?:https?|postgres(?:ql)?|mysql|mongodb|redis):\/\/[A-Za-z0-9.{}<>_-]+(?::\d+)?/g,
    ))
      found.set(origin, [...(found.get(origin) ?? []), commitment.line]);
  }
  return [...found].map(([name, lines]) => ({ name, lines }));
}

const ENGINES: readonly (readonly [RegExp, string, string])[] = [
  [/postgres/i, 'database', 'postgres://user:${DATABASE_PASSWORD}@127.0.0.1:5432/name'],
  [/mysql|mariadb/i, 'database', 'mysql://user:${DATABASE_PASSWORD}@127.0.0.1:3306/name'],
  [/mongo/i, 'database', 'mongodb://127.0.0.1:27017/name'],
  [/redis/i, 'redis', 'redis://127.0.0.1:6379'],
];

function targets(commitments: readonly Commitment[]): string[] {
  const text = commitments.map((commitment) => commitment.text).join('\n');
  const named = ENGINES.filter(([words]) => words.test(text));
  if (named.length === 0) return [];
  return ['', '# Dependencies to probe.', '# targets:', ...named.map(([, name, url]) => `#   ${name}: ${url}`)];
}

/** The guide's contacts, else the rungs of its escalation. */
function people(commitments: readonly Commitment[]): string[] {
  const contacts = commitments.flatMap((contact) => {
    if (contact.kind !== 'contact') return [];
    const email = contact.channel === 'email' && contact.address !== null ? contact.address : '…@example.com';
    return [{ role: contact.role, email, line: contact.line }];
  });
  const rungs = commitments.flatMap((escalation) => {
    if (escalation.kind !== 'escalation') return [];
    const { from, to, line } = escalation;
    return [from, to].flatMap((role) => (role === null ? [] : [{ role, email: '…@example.com', line }]));
  });
  const named = new Map((contacts.length > 0 ? contacts : rungs).map((person) => [person.role.toLowerCase(), person]));
  const lines = [...named.values()]
    .slice(0, 12)
    .map(({ role, email, line }) => `#   - { role: ${JSON.stringify(role)}, email: ${email} }   # line ${line}`);
  const example = '#   - { role: On call, level: 1, email: on-call@example.com }';
  return ['', '# Who is paged, first to last.', '# people:', ...(lines.length > 0 ? lines : [example])];
}

function linesOf(lines: readonly number[]): string {
  const distinct = [...new Set(lines)].slice(0, 8);
  return `line${distinct.length === 1 ? '' : 's'} ${distinct.join(', ')}`;
}

function yamlKey(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : JSON.stringify(name);
}
