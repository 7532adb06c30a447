/**
 * How long a followed log is followed. In a terminal a day, which Ctrl-C ends; elsewhere nobody is there to end it, so five
 * seconds, or `RUNPROOF_FOLLOW_SECONDS`.
 */
export function followMs(): number {
  const given = Number(process.env.RUNPROOF_FOLLOW_SECONDS);
  if (given > 0) return given * 1_000;
  return process.stdout.isTTY ? 86_400_000 : 5_000;
}
