import type { Commitment } from '../../../plan/commitment.ts';
import type { CompiledGuide } from '../../../plan/diagnostic.ts';
import { compileGuide } from '../../compile.ts';

/** A guide that holds one block and says nothing else. */
export const compileBlock = (language: string, lines: readonly string[]): CompiledGuide =>
  compileGuide(['## Notes', '', `\`\`\`${language}`, ...lines, '```', ''].join('\n'), 'g.md');

/** What is read of a block whose first line is line 4. */
export const readBlock = (language: string, lines: readonly string[]): readonly Commitment[] =>
  compileBlock(language, lines).commitments;
