/** Programs that run what stands behind their own words: its words, empty where they read it, null where they run none. */
export const RUNS_ANOTHER: ReadonlyMap<string, (rest: readonly string[]) => readonly string[] | null> = new Map(
  Object.entries({
    kubectl: (rest) => afterDashes(rest, 'exec'),
    oc: (rest) => afterDashes(rest, 'exec'),
    docker: (rest) =>
      rest[0] === 'exec'
        ? afterFlags(rest.slice(1), /^-(?:[uew]|-user|-env|-workdir)$/, 1)
        : rest[0] === 'compose' && rest.includes('exec')
          ? afterFlags(rest.slice(rest.indexOf('exec') + 1), /^-(?:[uew]|-user|-env|-workdir|-index)$/, 1)
          : null,
    podman: (rest) => (rest[0] === 'exec' ? afterFlags(rest.slice(1), /^-[uew]$/, 1) : null),
    'docker-compose': (rest) =>
      rest.includes('exec') ? afterFlags(rest.slice(rest.indexOf('exec') + 1), /^-[uew]$/, 1) : null,
    ssh: (rest) => afterFlags(rest, /^-[ipolFJLRDbceEmQSwW]$/, 1),
    xargs: (rest) => afterFlags(rest, /^-[InPLsd]$/, 0),
    timeout: (rest) => afterFlags(rest, /^-[ks]$/, 1),
    watch: (rest) => afterFlags(rest, /^-n$/, 0),
    flock: (rest) => afterFlags(rest, /^-[wE]$/, 1),
    su: (rest) => {
      const at = rest.findIndex((word) => word === '-c' || word === '--command');
      return at === -1 ? null : rest.slice(at + 1, at + 2);
    },
    runuser: (rest) => (rest.includes('--') ? rest.slice(rest.indexOf('--') + 1) : null),
  }),
);

function afterDashes(rest: readonly string[], verb: string): readonly string[] | null {
  const at = rest.indexOf('--');
  if (!rest.includes(verb)) return null;
  if (at !== -1) return rest.slice(at + 1);
  // The old way, without dashes: kubectl exec pod env
  return afterFlags(rest.slice(rest.indexOf(verb) + 1), /^-(?:[nc]|-namespace|-container)$/, 1);
}

/** Without flags, the values of those that have one, and as many words as say where. */
function afterFlags(rest: readonly string[], valued: RegExp, places: number): readonly string[] {
  let at = 0;
  for (let left = places; at < rest.length; at += 1) {
    if (rest[at]!.startsWith('-')) at += valued.test(rest[at]!) ? 1 : 0;
    else if (left > 0) left -= 1;
    else break;
  }
  return rest.slice(at);
}
