/** `Alerting › Alert rules · `, without the guide's own title above them; empty at its top. */
export function placeInGuide(section: readonly string[]): string {
  const below = section.length > 1 ? section.slice(1) : section;
  return below.length === 0 ? '' : `${below.join(' › ')} · `;
}
