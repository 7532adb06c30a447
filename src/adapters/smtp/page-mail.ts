/** What a page says. Times are milliseconds since the epoch and are shown in `timeZone`. */
export interface PageFacts {
  readonly system: string;
  readonly environment: string;
  /** IANA zone. */
  readonly timeZone: string;
  readonly incident: { readonly number: string; readonly title: string; readonly severity: string };
  /** Since when it is wrong. */
  readonly since: number;
  readonly now: number;
  /** What was measured against what the guide says, worst first: "p95 latency", "812 ms", "at most 500 ms". */
  readonly measurements: readonly { readonly what: string; readonly measured: string; readonly threshold: string }[];
  readonly acknowledgeUrl: string;
  readonly incidentUrl: string;
  /** Who is paged when, unless somebody acknowledges; null where there is nobody left to page. */
  readonly escalation: { readonly at: number; readonly to: string } | null;
}

export interface PageMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * The mail that wakes somebody: what is wrong, since when, and one thing to press. Text and HTML say the same, in the
 * same order. It loads nothing and keeps to the reader's own colours, so that it is readable in the dark.
 */
export function pageMail(facts: PageFacts): PageMail {
  const { system, environment, incident, escalation } = facts;
  const heading = `${incident.severity}: ${incident.title}`;
  const place = `${system}, ${environment}`;
  const rows = [
    ...facts.measurements.map(({ what, measured, threshold }) => [what, `${measured} (guide: ${threshold})`] as const),
    ['Since', `${instant(facts.since, facts.timeZone)}, ${ago(facts.now - facts.since)}`] as const,
    ['Incident', incident.number] as const,
  ];
  const next =
    escalation === null
      ? 'Nobody else is paged after you.'
      : `If nobody acknowledges by ${instant(escalation.at, facts.timeZone)}, ${escalation.to} is paged.`;
  return {
    subject: oneLine(`[${incident.severity}] ${system} ${environment}: ${incident.title}`),
    text: textPart({ heading, place, rows, next }, facts),
    html: htmlPart({ heading, place, rows, next }, facts),
  };
}

interface Content {
  readonly heading: string;
  readonly place: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
  readonly next: string;
}

function textPart({ heading, place, rows, next }: Content, { acknowledgeUrl, incidentUrl }: PageFacts): string {
  const lines = rows.map(([label, value]) => `${oneLine(label)}: ${oneLine(value)}`);
  return `${oneLine(heading)}
${oneLine(place)}

Acknowledge:
${acknowledgeUrl}

${lines.join('\n')}

${oneLine(next)}

Incident page:
${incidentUrl}
`;
}

/** Colours are the accent's and the mail program's own; a mail program that inverts finds nothing to spoil. */
const STYLE = `:root{color-scheme:light dark}
body{margin:0;padding:20px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif;max-width:36em}
h1{font-size:22px;line-height:1.25;margin:0 0 4px}
p{margin:0 0 20px}
a.button{display:block;padding:18px;border-radius:10px;background:#1f5fbf;color:#ffffff;font-size:20px;font-weight:700;text-align:center;text-decoration:none}
dl{margin:0 0 20px}dt{font-weight:700}dd{margin:0 0 8px}
@media (prefers-color-scheme:dark){a{color:#8ab4f8}a.button{background:#1f5fbf;color:#ffffff}}`;

function htmlPart({ heading, place, rows, next }: Content, { acknowledgeUrl, incidentUrl }: PageFacts): string {
  const list = rows.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`).join('\n');
  // Styles of the button stand on it as well: some programs drop the style element.
  const button =
    'display:block;padding:18px;border-radius:10px;background:#1f5fbf;color:#ffffff;font-size:20px;font-weight:700;text-align:center;text-decoration:none';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(heading)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(heading)}</h1>
<p>${escaped(place)}</p>
<p><a class="button" style="${button}" href="${escaped(acknowledgeUrl)}">Acknowledge</a></p>
<dl>
${list}
</dl>
<p>${escaped(next)}</p>
<p><a href="${escaped(incidentUrl)}">Incident page</a></p>
</body>
</html>
`;
}

/** 03:12 on Sat 21 Nov (Europe/Berlin) */
function instant(at: number, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'short' });
  return `${time} on ${day.format(at).replace(',', '')} (${timeZone})`;
}

function ago(milliseconds: number): string {
  const minutes = Math.floor(Math.max(0, milliseconds) / 60_000);
  if (minutes < 1) return 'less than a minute ago';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min ago` : `${Math.floor(hours / 24)} days ago`;
}

/** A line break in a subject would begin another header, in the text another statement. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return oneLine(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
