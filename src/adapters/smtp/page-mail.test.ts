import { describe, expect, it } from 'vitest';
import { type PageFacts, pageMail } from './page-mail.ts';

const facts: PageFacts = {
  system: 'Kilometers.ai',
  environment: 'production',
  timeZone: 'Europe/Berlin',
  incident: { number: '12', title: 'API is slow', severity: 'P1' },
  since: Date.parse('2026-03-01T02:10:00Z'),
  now: Date.parse('2026-03-01T02:14:30Z'),
  measurements: [{ what: 'p95 latency', measured: '812 ms', threshold: 'at most 500 ms' }],
  acknowledgeUrl: 'https://ops.example.com/acknowledge/abc?x=1&y=2',
  incidentUrl: 'https://ops.example.com/incidents/12',
  escalation: { at: Date.parse('2026-03-01T02:29:30Z'), to: 'Engineering Lead' },
};

/** What a reader of the HTML part reads. */
function readable(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>/g, '')
    .replace(/<[^>]+>/g, '\n')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

describe('the page mail', () => {
  it('says what is wrong, since when, and what to press', () => {
    const mail = pageMail(facts);
    expect(mail.subject).toBe('[P1] Kilometers.ai production: API is slow');
    expect(mail.text).toBe(`P1: API is slow
Kilometers.ai, production

Acknowledge:
https://ops.example.com/acknowledge/abc?x=1&y=2

p95 latency: 812 ms (guide: at most 500 ms)
Since: 03:10 on Sun 1 Mar (Europe/Berlin), 4 min ago
Incident: 12

If nobody acknowledges by 03:29 on Sun 1 Mar (Europe/Berlin), Engineering Lead is paged.

Incident page:
https://ops.example.com/incidents/12
`);
  });

  it('says the same in both parts', () => {
    const { text, html } = pageMail(facts);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]?.replaceAll('&amp;', '&'));
    expect(links).toEqual([facts.acknowledgeUrl, facts.incidentUrl]);
    const words = (part: string) => part.split(/[\s:]+/).filter((word) => word !== '' && !word.startsWith('//'));
    const withoutLinks = text.replaceAll(facts.acknowledgeUrl, '').replaceAll(facts.incidentUrl, '');
    expect(words(readable(html))).toEqual(words(withoutLinks));
  });

  it('has one button, loads nothing, and allows dark colours', () => {
    const { html } = pageMail(facts);
    expect(html.match(/class="button"/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|<script|<link|@import|url\(/);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
  });

  it('lets nothing of a title become markup or a header', () => {
    const title = 'down\r\nBcc: x@example.com <script>alert("1")</script>';
    const { subject, html } = pageMail({ ...facts, incident: { ...facts.incident, title } });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)');
  });

  it('says so when nobody is left to page', () => {
    expect(pageMail({ ...facts, escalation: null }).text).toContain('Nobody else is paged after you.');
  });
});
