import { upward } from '../../document/part.ts';
import type { Rule } from '../rule.ts';

export const vagueThreshold: Rule = {
  id: 'vague-threshold',
  severity: 'warning',
  finds: 'An alert or a trigger that says “high” or “slow” and no number.',
  why: 'A machine cannot watch it, and two people draw the line in two places.',
  failing: [{ guide: '## Alert thresholds\n\n- High CPU usage\n- Error rate > 5% for 5 minutes\n', words: 'High' }],
  passing: [
    { guide: '## Alert thresholds\n\n- High CPU usage (> 80% for 10 minutes)\n- Database connection failures\n' },
    { guide: '## Runbooks\n\n### Slow pages\n\n**Symptoms:**\n\n- High CPU alerts, slow responses\n' },
  ],
  *find(guide) {
    for (const part of guide.parts) {
      if ((part.form !== 'item' && part.form !== 'row') || part.children.length > 0 || part.checked !== null) continue;
      const headings = [...upward(part)].filter(
        (above) => above !== part && (above.form === 'heading' || above.form === 'lead-in'),
      );
      const nearest = headings[0]?.text ?? '';
      if (!ALERTS.test(nearest) || NOT_ALERTS.test(nearest) || part.text.length > 90) continue;
      // A number anywhere, even in words, is a threshold.
      if (/\d|\b(?:any|no|zero|one|two|three|all|every|twice|double)\b/i.test(part.text)) continue;
      const vague = VAGUE.exec(part.text);
      if (!vague) continue;
      yield {
        place: guide.place(part, vague[0]),
        message: `“${part.text}” has no number: nobody can tell when it begins.`,
        understood: `Under “${nearest}”, so it is to call somebody; “${vague[0]}” was the only measure.`,
        wayOut: 'Write the number and for how long, for example “CPU > 80% for 10 minutes”.',
      };
    }
  },
};

const ALERTS =
  /\balert(?:s|ing)? (?:thresholds?|rules?|conditions?|criteria)|\balerts?\b\s*(?:\(|:|$)|\b(?:scal(?:e|ing)|rollback) (?:triggers?|when|conditions?)|\bwhen to (?:roll ?back|scale)/i;
const NOT_ALERTS =
  /\b(?:response|procedure|handling|channels?|routing|symptoms?|fatigue|tools?|contacts?|checklist|metrics|after|received|how to|managing|silenc\w*|review)\b/i;
const VAGUE =
  /\b(?:high|slow|low|elevated|excessive|too (?:many|much|high|long|slow)|degraded|increased?|abnormal|unusual|significant|many|frequent)\b/i;
