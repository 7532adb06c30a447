/** Words that many measurements share and that tell none apart. */
const GENERAL =
  /^(?:p?\d+\w*|the|an?|of|for|and|or|in|to|per|our|all|is|at|service|api|response|responses|time|times|rate|rates|ratio|latency|latencies|duration|percentile|average|avg|mean|high|higher|very|low|slow|slo|sla|target|targets|objective|alert|error|errors|failed|failure|failures|request|requests|usage|percent|percentage|availability|uptime|overall|production|prod|http|xx|monthly|max|min|maximum|minimum|elevated|increased)$/;

/**
 * Tells whether two statements speak of the same thing, as far as their names say: "Latency (p95)" and "High response
 * time" do, "Search latency" and "Login latency" do not. For the pairs of one guide: each statement is read once.
 */
export function subjectComparer(): (a: string, b: string) => boolean {
  const known = new Map<string, ReadonlySet<string>>();
  const read = (text: string): ReadonlySet<string> => {
    const subject = known.get(text) ?? subjectOf(text);
    known.set(text, subject);
    return subject;
  };
  return (a, b) => {
    const [of, other] = [read(a), read(b)];
    if (of.size === 0 || other.size === 0) return of.size === other.size;
    for (const word of of) if (other.has(word)) return true;
    return false;
  };
}

/** The words before the number that tell this measurement from others of its kind. */
function subjectOf(text: string): ReadonlySet<string> {
  const name = text.split(/\||:|[<>≤≥=]|\d+(?:\.\d+)?\s?(?:%|ms\b|s\b)/)[0] ?? '';
  return new Set((name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !GENERAL.test(word)));
}
