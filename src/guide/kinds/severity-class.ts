import type { SeverityFields } from '../../plan/commitment.ts';
import { severityClassIn, severityTitleIn } from '../words/severity-name.ts';

export const RESPONSE = /\b(?:respon|react|acknowledg|answer|first reply|ack\b)/i;
export const RESOLUTION = /\b(?:resol|restor|fix(?:ed)?\b|repair|recover|work-?around)/i;

export function base(level: string, named: string): SeverityFields {
  const title = severityClassIn(named) ? severityTitleIn(named) : named.replace(/\s*\(.*/, '');
  return { kind: 'severity', level, name: title, definition: null, responseS: null, resolutionS: null, examples: [] };
}
