/** Ways to reach people and things that react, as guides name them. */
const CHANNELS: readonly (readonly [RegExp, string])[] = [
  [/\bpager ?duty\b/i, 'pagerduty'],
  [/\bops ?genie\b/i, 'opsgenie'],
  [/\bslack\b/i, 'slack'],
  [/\b(?:ms |microsoft )?teams (?:channel|chat|message)\b|\bms teams\b|\bmicrosoft teams\b/i, 'teams'],
  [/\be-?mails?\b/i, 'email'],
  [/\b(?:sms|text message)\b/i, 'sms'],
  [/\b(?:phone|telephone|tel)\b/i, 'phone'],
  [/\bdiscord\b/i, 'discord'],
  [/\btelegram\b/i, 'telegram'],
  [/\bmatrix\b/i, 'matrix'],
  [/\bwebhook\b/i, 'webhook'],
  [/\bportal\b/i, 'portal'],
  [/\bstatus ?page\b/i, 'status page'],
];
const REACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bpage[sd]?\b(?! load)/i, 'page'],
  [/\b(?:auto-?)?scal(?:e|ing)\b|\bautoscal/i, 'autoscale'],
  [/\brestart/i, 'restart'],
  [/\broll ?back\b/i, 'rollback'],
  [/\btickets?\b/i, 'ticket'],
  [/(?<!on[\s-])\b(?:call|phone)s?\b(?= (?:the|whoever|out|[LS]\d))/i, 'phone'],
];
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const PHONE = /(?<![\w.-])(?:\+\d[\d ().-]{6,}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|1-8\d{2}-[A-Z0-9-]{4,})(?![\w-])/;
const HASH_CHANNEL = /(?<![\w/#&])#[a-z][\w-]+/i;

export interface Address {
  readonly channel: string;
  readonly address: string;
}

/** An address that can be used as it stands: "ops@example.com", "+49 30 1234567", "#incidents". */
export function addressIn(text: string): Address | null {
  const email = EMAIL.exec(text)?.[0];
  if (email) return { channel: 'email', address: email };
  const phone = PHONE.exec(text)?.[0];
  if (phone) return { channel: 'phone', address: phone };
  const hash = HASH_CHANNEL.exec(text)?.[0].replace(/^.*(?:YYYY|MM-DD|<|\{).*$/, '');
  return hash ? { channel: /\bdiscord\b/i.test(text) ? 'discord' : 'slack', address: hash } : null;
}

/** Every address of a text, in its order: "#ops, #incidents, ops@example.com". */
export function addressesIn(text: string): Address[] {
  const found: Address[] = [];
  let rest = text;
  for (let next = addressIn(rest); next; next = addressIn(rest)) {
    found.push(next);
    rest = rest.replace(next.address, ' ');
  }
  return found.sort((a, b) => text.indexOf(a.address) - text.indexOf(b.address));
}

/** The channel a text names, without an address: "via PagerDuty" → "pagerduty". */
export function channelIn(text: string): string | null {
  return CHANNELS.find(([word]) => word.test(text))?.[1] ?? null;
}

/** Everything that is to happen: "text message, Slack, then restart it" → ["sms", "slack", "restart"]. */
export function actionsIn(text: string): string[] {
  const found = [...CHANNELS, ...REACTIONS].flatMap(([word, name]) => {
    const at = word.exec(text)?.index;
    return at === undefined ? [] : [{ name, at }];
  });
  return found.sort((a, b) => a.at - b.at).map(({ name }) => name);
}
