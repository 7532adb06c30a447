import type { Rule } from '../rule.ts';

export const unknownAlertName: Rule = {
  id: 'unknown-alert-name',
  severity: 'warning',
  finds: 'A runbook that names an alert which the guide does not have.',
  why: 'Who is paged searches the guide for the name on the page. Renamed on one side only, the runbook is not found.',
  failing: [
    {
      guide:
        '## Alerts\n\n| Alert | Threshold | Window | Severity | Action |\n|---|---|---|---|---|\n| High Error Rate | >5% errors | 5 min | Critical | Page |\n\n## Runbooks\n\n### Queue stuck\n\n**Symptoms:**\n- Alert: "mail-queue-stuck"\n\n**Resolution:**\n1. Restart the worker\n',
      words: 'mail-queue-stuck',
    },
  ],
  passing: [
    {
      guide:
        '## Alerts\n\n| Alert | Threshold | Window | Severity | Action |\n|---|---|---|---|---|\n| High Error Rate | >5% errors | 5 min | Critical | Page |\n\n## Runbooks\n\n### Errors\n\n**Symptoms:**\n- Alert: "shop-high-error-rate"\n\n**Resolution:**\n1. Restart the worker\n',
    },
  ],
  *find(guide) {
    const names = guide.all('alert').flatMap(({ name }) => (name === null ? [] : [name]));
    if (names.length === 0) return;
    for (const part of guide.parts) {
      if (
        part.form === 'heading' ||
        part.form === 'guide' ||
        part.form === 'fence' ||
        guide.stepsAround(part.line)?.kind !== 'runbook'
      )
        continue;
      const named = /\balerts?\b\s*:?\s*["“`']([\w .-]{3,60})["”`']|["“`']([\w.-]{3,60})["”`']\s+alert\b/i.exec(
        part.text,
      );
      const name = named?.[1] ?? named?.[2] ?? null;
      if (name === null || names.some((known) => isOne(known, name))) continue;
      yield {
        place: guide.place(part, name),
        message: `No alert of this guide is called “${name}”.`,
        understood: `The alerts are ${names
          .slice(0, 6)
          .map((known) => `“${known}”`)
          .join(', ')}${names.length > 6 ? ', …' : ''}.`,
        wayOut: 'Write the name as it stands among the alerts, or add the alert.',
      };
    }
  },
};

/** "shop-high-error-rate" is "High Error Rate": every word of the one is in the other, in whatever spelling. */
function isOne(known: string, name: string): boolean {
  const words = (text: string): string[] =>
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const [a, b] = [words(known), words(name)];
  const within = (few: readonly string[], many: readonly string[]): boolean =>
    few.every((word) => many.some((other) => other.startsWith(word) || word.startsWith(other)));
  return within(a, b) || within(b, a);
}
