/** Abbreviations people write and the zone they mean; daylight time and standard time are one place. */
const ZONES: Readonly<Record<string, string>> = {
  UTC: 'UTC',
  GMT: 'UTC',
  Z: 'UTC',
  Zulu: 'UTC',
  EST: 'America/New_York',
  EDT: 'America/New_York',
  ET: 'America/New_York',
  Eastern: 'America/New_York',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  CT: 'America/Chicago',
  Central: 'America/Chicago',
  MST: 'America/Denver',
  MDT: 'America/Denver',
  MT: 'America/Denver',
  Mountain: 'America/Denver',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  PT: 'America/Los_Angeles',
  Pacific: 'America/Los_Angeles',
  CET: 'Europe/Paris',
  CEST: 'Europe/Paris',
  EET: 'Europe/Helsinki',
  EEST: 'Europe/Helsinki',
  WET: 'Europe/Lisbon',
  BST: 'Europe/London',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  KST: 'Asia/Seoul',
  SGT: 'Asia/Singapore',
  AEST: 'Australia/Sydney',
  AEDT: 'Australia/Sydney',
  NZST: 'Pacific/Auckland',
  NZDT: 'Pacific/Auckland',
  MSK: 'Europe/Moscow',
};
const CITIES: Readonly<Record<string, string>> = {
  london: 'Europe/London',
  berlin: 'Europe/Berlin',
  paris: 'Europe/Paris',
  zurich: 'Europe/Zurich',
  madrid: 'Europe/Madrid',
  amsterdam: 'Europe/Amsterdam',
  stockholm: 'Europe/Stockholm',
  tokyo: 'Asia/Tokyo',
  singapore: 'Asia/Singapore',
  sydney: 'Australia/Sydney',
  'new york': 'America/New_York',
  chicago: 'America/Chicago',
  'los angeles': 'America/Los_Angeles',
};
const NAMED =
  /\b((?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)\/[A-Za-z_]+(?:\/[A-Za-z_]+)?)\b/;
const ABBREVIATED = new RegExp(`(?:\\b|(?<=\\d))(${Object.keys(ZONES).join('|')})\\b`);

/** "9 AM EST" → "America/New_York"; "02:00Z" → "UTC"; "06:00 Europe/Berlin" → "Europe/Berlin"; "10am berlin time". */
export function zoneIn(text: string): string | null {
  const city =
    /\b(London|Berlin|Paris|Zurich|Madrid|Amsterdam|Stockholm|Tokyo|Singapore|Sydney|New York|Chicago|Los Angeles) time\b/i.exec(
      text,
    )?.[1];
  if (city) return CITIES[city.toLowerCase()] ?? null;
  return NAMED.exec(text)?.[1] ?? ZONES[ABBREVIATED.exec(text)?.[1] ?? ''] ?? null;
}
