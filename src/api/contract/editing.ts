import { z } from 'zod';
import { bindingProblem, diagnostic } from './system.ts';

/** Characters of a guide that can be edited over HTTP. */
const LONGEST_GUIDE = 2_097_152;

export const guideSource = z.object({
  /** File name of the guide. */
  guide: z.string(),
  /** As it stands on disk, with `\n` at the line ends. */
  markdown: z.string(),
  /** Names this text: to be sent back as `baseHash`. */
  hash: z.string(),
  /** False where the file cannot be written; `readOnlyReason` is the sentence to show. */
  writable: z.boolean(),
  readOnlyReason: z.string().nullable(),
});

const statedSide = z.object({
  id: z.string(),
  line: z.number(),
  text: z.string(),
  /** `live`, `needs-input` or `stated`, as it stands in that plan. */
  standing: z.enum(['live', 'needs-input', 'stated']),
});

/** One commitment that an edit adds, changes or removes. */
export const commitmentChange = z.object({
  change: z.enum(['added', 'changed', 'removed']),
  kind: z.string(),
  /** In the new guide; of a removed one, in the present guide. */
  line: z.number(),
  text: z.string(),
  /** null for an added one. */
  before: statedSide.nullable(),
  /** null for a removed one. */
  after: statedSide.nullable(),
  /** Of a changed one: the compiled fields that differ, ready to read; null where there was or is none. */
  fields: z.array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});

/** Something else that runs differently: a check, a rule's source, who is paged. */
export const partChange = z.object({
  change: z.enum(['added', 'changed', 'removed']),
  /** `check`, `alert rule`, `objective`, `people`, `notify`, `command`, … */
  part: z.string(),
  name: z.string(),
  fields: z.array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});

/** A fault of the guide as a document. Lines and columns count from 1; the end column is the one after the last. */
export const lintFinding = z.object({
  rule: z.string(),
  line: z.number(),
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
  severity: z.enum(['warning', 'error']),
  message: z.string(),
  /** How to mend it. */
  wayOut: z.string(),
});

/** What a text of the guide would mean, without applying it. */
export const guidePreview = z.object({
  diagnostics: z.array(diagnostic),
  findings: z.array(lintFinding),
  /** In the order of their lines. */
  commitments: z.array(commitmentChange),
  parts: z.array(partChange),
  /** Commitments that stay as they are. */
  unchanged: z.number(),
});

export const guideEdit = z.object({
  markdown: z.string().max(LONGEST_GUIDE),
  /** `hash` of the text that was edited: another one on disk answers 409 `changed-meanwhile`. */
  baseHash: z.string().max(100),
});

export const guideDraft = z.object({ markdown: z.string().max(LONGEST_GUIDE) });

/** Keys from the top of `runproof.yaml`; a number is a place in a list, `-` the end of one (as in a JSON Pointer). */
export const bindingPath = z
  .array(z.union([z.string().min(1).max(2_000), z.int().min(0).max(1_000)]))
  .min(1)
  .max(6);

export const bindingEdit = z.object({
  path: bindingPath,
  /** null takes the entry out. The whole file is validated before it is written. */
  value: z.union([
    z.string().max(4_000),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(z.string().max(2_000)).max(100),
    z.record(z.string().max(200), z.unknown()),
  ]),
});

/** The file is written. `problems` is empty when the system is operated by it now, else says why it is not. */
export const editApplied = z.object({
  /** Of the guide's text on disk. */
  hash: z.string(),
  problems: z.array(bindingProblem),
  commitments: z.array(commitmentChange),
  parts: z.array(partChange),
});

/** Their names in the OpenAPI document. */
z.globalRegistry.add(guideSource, { id: 'GuideSource' });
z.globalRegistry.add(commitmentChange, { id: 'CommitmentChange' });
z.globalRegistry.add(partChange, { id: 'PartChange' });
z.globalRegistry.add(lintFinding, { id: 'LintFinding' });
z.globalRegistry.add(guidePreview, { id: 'GuidePreview' });
z.globalRegistry.add(editApplied, { id: 'EditApplied' });

export type GuideSource = z.infer<typeof guideSource>;
export type CommitmentChange = z.infer<typeof commitmentChange>;
export type PartChange = z.infer<typeof partChange>;
export type LintFinding = z.infer<typeof lintFinding>;
export type GuidePreview = z.infer<typeof guidePreview>;
export type BindingEdit = z.infer<typeof bindingEdit>;
export type EditApplied = z.infer<typeof editApplied>;
