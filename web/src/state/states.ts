/** Every state the pages show, with the shape, the colour and the words it wears. */
import type { CommitmentState, IncidentSummary, RunState, SystemSummary } from '../api/wire.ts';

export type ShapeName = 'holds' | 'fails' | 'warns' | 'stale' | 'none' | 'input' | 'unread';
export interface Appearance {
  readonly shape: ShapeName;
  readonly word: string;
}

export const commitmentAppearance: Readonly<Record<CommitmentState, Appearance>> = {
  holds: { shape: 'holds', word: 'holds' },
  failing: { shape: 'fails', word: 'failing' },
  stale: { shape: 'stale', word: 'stale' },
  unproven: { shape: 'none', word: 'not proven yet' },
  'needs-input': { shape: 'input', word: 'needs input' },
  stated: { shape: 'none', word: 'stated' },
};

/** The states that wear a note, worst first. What is only stated wears nothing. */
export const shownStates = [
  'failing',
  'stale',
  'needs-input',
  'unproven',
  'holds',
] as const satisfies CommitmentState[];

export const systemAppearance: Readonly<Record<SystemSummary['state'], Appearance>> = {
  healthy: { shape: 'holds', word: 'Healthy' },
  degraded: { shape: 'warns', word: 'Degraded' },
  down: { shape: 'fails', word: 'Down' },
  unknown: { shape: 'none', word: 'Unknown' },
};

export const incidentAppearance: Readonly<Record<IncidentSummary['state'], Appearance>> = {
  open: { shape: 'fails', word: 'Open' },
  acknowledged: { shape: 'warns', word: 'Acknowledged' },
  recovered: { shape: 'holds', word: 'Recovered' },
  resolved: { shape: 'holds', word: 'Resolved' },
};

export const runAppearance: Readonly<Record<RunState, Appearance>> = {
  queued: { shape: 'none', word: 'Queued' },
  running: { shape: 'input', word: 'Running' },
  succeeded: { shape: 'holds', word: 'Succeeded' },
  failed: { shape: 'fails', word: 'Failed' },
  'timed-out': { shape: 'warns', word: 'Timed out' },
  cancelled: { shape: 'none', word: 'Cancelled' },
  interrupted: { shape: 'warns', word: 'Interrupted' },
  refused: { shape: 'none', word: 'Refused' },
};
