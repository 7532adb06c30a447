import { recently } from './recently.ts';

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
  /\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](one|two|three|four|five|six|seven|eight|nine)\b/gi;

const NINES: Readonly<Record<string, string>> = {
  two: '99%',
  'two and a half': '99.5%',
  three: '99.9%',
  'three and a half': '99.95%',
  four: '99.99%',
  five: '99.999%',
};
const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  million: 1e6,
  mio: 1e6,
  billion: 1e9,
  bn: 1e9,
};
/** What a multiple is of: "twice the weekly average", "half of normal". */
const BASELINE =
  '(?=(?:of )?(?:the|its|their|our|a|an|what is)?\\s*(?:[\\w-]+ ){0,3}(?:average|mean|median|usual|normal|baseline|typical|same|previous|last|expected)\\b)';
const TWICE = new RegExp(`\\b(?:twice|double|2 times|two times)\\s+${BASELINE}`, 'gi');
const THRICE = new RegExp(`\\b(?:thrice|triple|three times)\\s+${BASELINE}`, 'gi');
const HALF = new RegExp(`\\bhalf\\s+${BASELINE}`, 'gi');
const TIMES = new RegExp(`\\b(\\d+(?:\\.\\d+)?)\\s*(?:times|×)\\s+${BASELINE}`, 'gi');

/** "three nines" → "99.9%"; "CHF 10'000" → "CHF 10000"; "150 000 tokens" → "150000 tokens"; "1.2 billion" → "1200000000". */
function scaled(text: string): string {
  return text
    .replace(
      /\b(two and a half|three and a half|two|three|four|five) nines\b/gi,
      (whole, count: string) => NINES[count.toLowerCase()] ?? whole,
    )
    .replace(/(?<![\d.:])\d{1,3}(?:'\d{3})+(?!\d)/g, (number) => number.replaceAll("'", ''))
    .replace(/(?<![\d.:,])\d{1,3}(?: \d{3})+(?![\d:%])/g, (number) => number.replaceAll(' ', ''))
    .replace(/\b(\d+(?:\.\d+)?)(?:(k)| ?(thousand|million|mio|billion|bn))\b(?!\/)/gi, (_, number, k, word) =>
      String(Math.round(Number(number) * SCALES[String(k ?? word).toLowerCase()]!)),
    );
}

/** "< 200 ms for 95% of requests" is a percentile. */
const OF_ALL =
  /(?<=[<≤]=? ?\d+(?:\.\d+)? ?(?:ms|s|secs?|seconds?|mins?|minutes?)) (?:for|in|of|on) (50|90|95|99)(?:\.0)? ?(?:%|percent) of (?:all |the )?(?:\w+ )?(?:requests|calls|responses|cases|queries|operations|transactions|users|reads|writes|pages)\b/gi;

/** "9 out of 10 pages" → "90% of pages"; "99 of 100 requests" → "99% of requests". */
function shared(text: string): string {
  return text
    .replace(OF_ALL, ' p$1')
    .replace(
      /\b(\d{1,4}) (?:out )?of (?:every )?(10|100|1000)\b(?! ?(?:%|checks|probes|polls))/gi,
      (whole, part, of) =>
        Number(part) <= Number(of) ? `${Number(((Number(part) / Number(of)) * 100).toFixed(3))}% of` : whole,
    );
}

/**
 * Numbers written as words become digits, so that the other recognisers see digits only.
 *
 *   "for five minutes" → "for 5 minutes";  "half an hour" → "30 minutes";  "more than a minute" → "more than 1 minute"
 */
export const withDigits = recently((text: string): string => (MAY_COUNT.test(text) ? rewritten(text) : text));

/** Without any of these a text says no number. */
const MAY_COUNT = new RegExp(
  `\\d|\\b(?:${SMALL.join('|')}|fifteen|\\w+ty|hundred|half|twice|double|thrice|triple|quarter|second|minute|hour|day|week|month|year)\\b`,
  'i',
);

function rewritten(text: string): string {
  const words = scaled(text)
    .replace(TWICE, '2x ')
    .replace(THRICE, '3x ')
    .replace(HALF, '0.5x ')
    .replace(TIMES, '$1x ')
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
    .replace(WORDS, (word) => String(VALUES[word.toLowerCase()]))
    .replace(/\b(\d+) \(\1\)/g, '$1');
  return shared(words);
}
