/** How `runproof lint` prints; apart from the formats themselves, so that `--help` loads none of them. */
export const FINDING_FORMATS = ['pretty', 'json', 'sarif', 'github'] as const;
export type FindingFormat = (typeof FINDING_FORMATS)[number];
