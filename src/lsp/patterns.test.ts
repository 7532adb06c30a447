import { describe, expect, it } from 'vitest';
import { compileGuide } from '../guide/compile.ts';
import { PATTERNS } from './patterns.ts';

describe('what completion begins a statement with', () => {
  it.each(PATTERNS)('is understood as $kind under “$under”', ({ kind, under, snippet }) => {
    const statement = snippet.replace(/\$\{\d:([^}]*)\}/g, '$1');
    const { commitments } = compileGuide(`# Orders\n\n## ${under}\n\n${statement}\n`, 'OPERATIONS.md');
    expect(commitments.map((commitment) => commitment.kind)).toContain(kind);
  });
});
