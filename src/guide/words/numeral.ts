const SMALL = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const VALUES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(SMALL.map((word, n) => [word, n])),
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  'a hundred': 100,
};
const WORDS = new RegExp(
  `\\b(?:${Object.keys(VALUES)
    .sort((a, b) => b.length - a.length)
    .join('|')})\\b(?!-)`,
  'gi',
);

const TENS_AND_ONES =
  /\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(one|two|three|four|five|six|seven|eight|nine)\b/gi;

/**
 * Numbers written as words become digits, so that the other recognisers see digits only.
 *
 *   "for five minutes" → "for 5 minutes";  "half an hour" → "30 minutes";  "more than a minute" → "more than 1 minute"
 */
export function withDigits(text: string): string {
  return text
    .replace(/\bhalf a year\b/gi, '6 months')
    .replace(/\bhalf a day\b/gi, '12 hours')
    .replace(/\bhalf an hour\b/gi, '30 minutes')
    .replace(/\b(?:a )?quarter of an hour\b/gi, '15 minutes')
    .replace(
      /((?:^|\b(?:for|than|within|after|over|in|least|most|under|of|about|every))\s*)an? (?=(?:full )?(?:second|minute|hour|day|week|month|year|quarter)\b)/gi,
      (_, before: string) => `${before}1 `,
    )
    .replace(TENS_AND_ONES, (_, tens: string, ones: string) =>
      String(VALUES[tens.toLowerCase()]! + VALUES[ones.toLowerCase()]!),
    )
    .replace(WORDS, (word) => String(VALUES[word.toLowerCase()]));
}
