import type { CommitmentFields } from '../plan/commitment.ts';
import type { Draft } from './draft.ts';
import { CLASS_IN_WORDS } from './words/severity-name.ts';

/** "SEV1", "Sev 1" and "SEV-1" of one guide as its first severity writes them, so that an alert finds its class. */
export function inOneSpelling(drafts: readonly Draft[]): readonly Draft[] {
  const style = drafts
    .flatMap(({ fields }) => (fields.kind === 'severity' ? [CLASS_IN_WORDS.exec(fields.level)?.[1]] : []))
    .find((prefix) => prefix !== undefined);
  if (style === undefined) return drafts;
  const spelled = (level: string): string => level.replace(CLASS_IN_WORDS, `${style}$2`);
  return drafts.map((each) => ({ ...each, fields: withLevel(each.fields, spelled) }));
}

function withLevel(fields: CommitmentFields, spelled: (level: string) => string): CommitmentFields {
  if (fields.kind === 'severity') return { ...fields, level: spelled(fields.level) };
  if (fields.kind === 'alert' || fields.kind === 'escalation')
    return fields.severity === null ? fields : { ...fields, severity: spelled(fields.severity) };
  return fields;
}
