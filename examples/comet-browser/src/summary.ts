export interface Visit {
  readonly url: string;
  readonly title: string;
  readonly seconds: number;
}

export interface Summary {
  readonly pages: number;
  readonly seconds: number;
  /** The sites that took the most time, longest first. */
  readonly sites: readonly { readonly host: string; readonly pages: number; readonly seconds: number }[];
  /** The words most frequent in the titles. */
  readonly topics: readonly string[];
}

const MOST_SITES = 5;
const MOST_TOPICS = 5;
const SHORTEST_TOPIC = 4;

/** What a browse session was about, from the pages it visited alone. */
export function summarise(visits: readonly Visit[]): Summary {
  const sites = new Map<string, { host: string; pages: number; seconds: number }>();
  const topics = new Map<string, number>();
  for (const { url, title, seconds } of visits) {
    const { host } = new URL(url);
    const site = sites.get(host) ?? { host, pages: 0, seconds: 0 };
    sites.set(host, { host, pages: site.pages + 1, seconds: site.seconds + seconds });
    for (const word of title.toLowerCase().match(/\p{L}+/gu) ?? [])
      if (word.length >= SHORTEST_TOPIC) topics.set(word, (topics.get(word) ?? 0) + 1);
  }
  return {
    pages: visits.length,
    seconds: visits.reduce((sum, { seconds }) => sum + seconds, 0),
    sites: [...sites.values()].sort((a, b) => b.seconds - a.seconds).slice(0, MOST_SITES),
    topics: [...topics]
      .sort(([a, many], [b, few]) => few - many || a.localeCompare(b))
      .slice(0, MOST_TOPICS)
      .map(([word]) => word),
  };
}
