import type { Probe } from '../plan/plan.ts';

/** The probes whose address is a secret. */
export type DatabaseProbe = Extract<Probe, { type: 'postgres' | 'mysql' | 'redis' | 'mongodb' }>;
