import { type Part, walk } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove, topicOf } from '../topic.ts';
import { isOrder } from '../words/order.ts';
import { listed } from './labels.ts';
import { fencesIn, isOneByTitle, stepsIn } from './steps.ts';

const SYMPTOMS =
  /^(?:symptoms?|signs?|what you(?:'ll)? see|how it shows|you notice|meaning|impact|what happens)\b|^(?:issue|problem|error)s?$/i;
const RESPONDING =
  /\b(?:respon\w+|playbook|process|procedures?|plan|workflow|lifecycle|phases?|steps|management|handling)\b/i;
const CAUSES = /^(?:(?:common|likely|possible|probable|root|usual)\s+)*(?:causes?|reasons?)\b/i;
const DIAGNOSIS =
  /^(?:(?:quick )?(?:diagnos\w+|checks?)|investigat\w+|how to (?:check|confirm|diagnose|investigate)|look at|confirm|triage|verify)\b/i;
const RESOLUTION =
  /^(?:resolutions?|resolve|solutions?|fix(?:es)?|mitigat\w+|remed\w+|work-?arounds?|(?:(?:immediate|first|initial|response|recommended|corrective|recovery|remediation)\s+)?(?:actions?|measures)|(?:immediate|initial|first)\s+response|(?:immediate|response|recommended|corrective|remediation|recovery|resolution)\s+(?:steps|procedures?)|what to do|steps|recovery|how to fix|or\b)/i;

/**
 * A symptom with its diagnosis and resolution: a heading (or item) with parts named so, or any entry with steps under
 * a heading like "Troubleshooting".
 *
 *   ### Memory Leaks
 *   **Symptoms:** …  **Diagnosis:** …  **Resolution:** …
 */
export function readRunbook(part: Part): Draft[] {
  if (!(part.form === 'heading' || part.form === 'lead-in') || part.depth === 1) return [];
  if (part.children.some(isOneByTitle)) return [];
  const sections = part.children.filter((child) => child.form !== 'fence' && child.form !== 'row');
  const named = (words: RegExp): Part[] =>
    sections.filter((child) => words.test(child.title) && (child.form !== 'item' || isName(child.title)));
  // A heading "Errors" among others is a subject of its own.
  const isSubject = ({ form, title }: Part): boolean => form === 'heading' && /^(?:issue|problem|error)s$/i.test(title);
  // "Detection", "Triage", "Remediation" of one fault; those of any incident are a procedure.
  const detected = RESPONDING.test(part.title) || part.form === 'lead-in' ? [] : named(/^detection$/i);
  const symptoms = [...named(SYMPTOMS).filter((child) => !isSubject(child)), ...detected];
  const [causes, resolutions] = [named(CAUSES), named(RESOLUTION)];
  const diagnoses = named(DIAGNOSIS).filter((child) => child.children.length > 0);
  const ofAnAlert = topicAbove(part) === 'alerts' && resolutions.length + diagnoses.length > 0;
  // "Impact: none" belongs to a deployment as well as to a fault.
  const shown = symptoms.some(({ title }) => !/^(?:impact|meaning)/i.test(title));
  // How it is looked at, and what solves it.
  const solved =
    diagnoses.length > 0 && resolutions.some(({ title }) => /^(?:solutions?|fix(?:es)?|how to fix)\b/i.test(title));
  const structured =
    (shown ||
      causes.length > 0 ||
      ofAnAlert ||
      solved ||
      (symptoms.length > 0 && resolutions.length + diagnoses.length > 0)) &&
    (resolutions.length > 0 || diagnoses.length > 0 || hasSteps(part));
  const listedHere = topicAbove(part) === 'runbooks' && topicOf(part) !== 'procedures' && hasSteps(part);
  if (
    !structured &&
    !(listedHere && (part.form === 'heading' || isOneByTitle(part)) && !part.children.some(holdsARunbook))
  )
    return [];
  if (structured ? false : part.children.some((child) => child.form === 'heading')) return [];
  const steps =
    resolutions.length > 0
      ? resolutions.flatMap(resolutionSteps)
      : part.children.filter((child) => child.form === 'item').map((child) => child.title);
  return [
    draft(
      part,
      {
        kind: 'runbook',
        title: part.title,
        symptoms: symptoms.flatMap(entries),
        causes: causes.flatMap(entries),
        steps: steps.length > 0 || structured ? steps : stepsIn(part),
        commands: [],
      },
      { text: part.title },
    ),
  ];
}

/** A symptom and what to do about it on one line: "Import stuck: look at the locks -> end the oldest session". */
export function readRunbookLine(part: Part): Draft[] {
  if (part.form !== 'item' || !part.label || part.label.length > 60 || part.children.length > 0) return [];
  if ([SYMPTOMS, CAUSES, DIAGNOSIS, RESOLUTION].some((words) => words.test(part.label!))) return [];
  const arrows = part.value.split(/\s*(?:→|⇒|->|=>)\s*/).filter(Boolean);
  if (arrows.length < 2 && !isOrder(part.value)) return [];
  const steps = arrows.length > 1 ? arrows : part.value.split(/[;.]\s+|,\s+(?:then\s+)?(?=\p{L})/u);
  return [
    draft(part, {
      kind: 'runbook',
      title: part.label,
      symptoms: [],
      causes: [],
      steps: steps.map((step) => step.replace(/[.;]$/, '').trim()).filter(Boolean),
      commands: [],
    }),
  ];
}

/** | Symptom | Likely cause | Resolution |; | Issue | Mitigation |: a runbook a row. */
export function readRunbookRow(row: Part): Draft[] {
  const column = (words: RegExp): string =>
    row.cells[row.columns.findIndex((header, n) => n > 0 && words.test(header))] ?? '';
  const resolution = column(REMEDY);
  const grades = row.columns.some((header) => /\b(?:thresholds?|severity|condition|trigger|window)\b/i.test(header));
  if (!FAULT.test(row.columns[0] ?? '') || grades || !resolution || !row.title) return [];
  return [
    draft(row, {
      kind: 'runbook',
      title: row.title,
      symptoms: [row.title],
      causes: listed(column(/\bcauses?\b|\breason\b/i)),
      steps: listed(resolution),
      commands: [],
    }),
  ];
}

const FAULT =
  /^(?:issues?|symptoms?|problems?|errors?(?: message)?|failures?(?: mode)?|faults?|situation|signals?|if you see|what you see)$/i;
const REMEDY =
  /^(?:(?:immediate |quick |suggested |recommended )?(?:resolutions?|solutions?|fix(?:es)?|mitigations?|remed(?:y|ies)|actions?|work-?arounds?|what to do|response|recovery))$/i;

/** "**Queue stuck**" with its causes and its fix below it. */
const holdsARunbook = (part: Part): boolean =>
  part.form === 'lead-in' && part.children.some(({ title }) => CAUSES.test(title) || SYMPTOMS.test(title));

function entries(section: Part): string[] {
  const below = section.children
    .filter((child) => child.form === 'item' || child.form === 'line')
    .map((child) => child.text);
  return below.length > 0 ? below : section.label !== null && section.value ? listed(section.value) : [];
}

function resolutionSteps(section: Part): string[] {
  const below = stepsIn(section);
  const first = /^or\b/i.test(section.title) ? [section.title] : [];
  if (below.length > 0 || first.length > 0) return [...first, ...below];
  return section.label !== null && section.value ? [section.value] : [];
}

/** "Diagnosis" names a part of the runbook; "Check the consumer group" is a step of it. */
const isName = (title: string): boolean => /^\w+$/.test(title);

/** Adds to the symptoms of each runbook the names of alerts that its text mentions, so that an alert finds its runbook. */
export function withAlertNames(drafts: readonly Draft[]): Draft[] {
  const named = new Map<string, Set<string>>();
  for (const { fields } of drafts) {
    if (fields.kind !== 'alert' || (fields.name?.length ?? 0) <= 4) continue;
    const [word] = wordsOf(fields.name!);
    if (word) named.set(word, (named.get(word) ?? new Set()).add(fields.name!));
  }
  return drafts.map((each) => {
    if (each.fields.kind !== 'runbook') return each;
    const { symptoms } = each.fields;
    const told = [...walk(each.part)]
      .map(({ text }) => text)
      .join('\n')
      .toLowerCase();
    // Only names whose first word stands in the text are looked for: a long guide has many of both.
    const mentioned = [...new Set(wordsOf(told))]
      .flatMap((word) => [...(named.get(word) ?? [])])
      .filter(
        (name) =>
          told.includes(name.toLowerCase()) &&
          !symptoms.some((symptom) => symptom.toLowerCase().includes(name.toLowerCase())),
      );
    return mentioned.length > 0 ? { ...each, fields: { ...each.fields, symptoms: [...symptoms, ...mentioned] } } : each;
  });
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const hasSteps = (part: Part): boolean =>
  fencesIn(part).length > 0 ||
  [...walk(part)].some((below) => below.form === 'item' && (below.ordinal !== null || below.checked !== null));
