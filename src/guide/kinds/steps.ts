import type { Part } from '../document/part.ts';
import { walk } from '../document/part.ts';
import { languageOf } from '../words/language.ts';
import { isOrderedStep } from '../words/order.ts';
import { isRunnable } from './command.ts';

/** What a block says it does: its comments, without shebangs, numbering and commands that were commented out. */
function remarksOf(fence: Part): string[] {
  const remarks: string[] = [];
  for (const line of fence.text.split('\n')) {
    const remark = /^\s*(?:#(?!!)|--|\/\/)\s*(.+?)\s*$/.exec(line)?.[1];
    if (remark && /^[\p{Lu}\d(]/u.test(remark)) remarks.push(remark.replace(/^\d+[.)]\s*/, ''));
  }
  return remarks;
}

export const runs = (part: Part): boolean => part.form === 'fence' && isRunnable(languageOf(part.language, part.text));

/**
 * "**1. Queue stuck**", "**Issue: queue stuck**" with a block each: bold titles beside each other under one heading name
 * several of a kind, not the steps of one.
 */
export function isOneByTitle(part: Part): boolean {
  if (part.form !== 'lead-in' || part.parent?.form !== 'heading') return false;
  const beside = part.parent.children.filter(({ form }) => form === 'lead-in');
  return (
    beside.length > 1 &&
    beside.every(
      ({ text, title, ordinal, children }) =>
        (ordinal !== null || /^(?:issue|problem|symptom|fault)\s*:\s/i.test(text)) &&
        children.some(runs) &&
        children.every(({ form }) => form === 'fence') &&
        !isOrderedStep(title),
    )
  );
}

/** Runnable blocks anywhere under a part. */
export const fencesIn = (part: Part): Part[] => [...walk(part)].filter(runs);

/**
 * The steps a part describes, in order: its items, its numbered sub-headings, the remarks of its blocks. A step with
 * steps of its own gives "Step: its step" for each.
 */
export function stepsIn(part: Part): string[] {
  return part.children.flatMap((child) => {
    if (child.form === 'fence') return runs(child) ? remarksOf(child) : [];
    if (child.form === 'line' || child.form === 'row') return [];
    if (child.form === 'lead-in' && child.label !== null && !child.children.length) return [];
    const own = stepsIn(child);
    if (child.form === 'lead-in') return own;
    const title = child.form === 'item' && own.length === 0 ? child.text : child.title;
    return own.length > 0 ? own.map((step) => `${child.title}: ${step}`) : [title];
  });
}
