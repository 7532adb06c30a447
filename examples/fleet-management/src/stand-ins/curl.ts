import { ranRealProgram } from './real-program.ts';

const TIMEOUT_MS = 30_000;
/** curl's own exit statuses: wrong usage, could not connect, and an HTTP error under `-f`. */
const USAGE = 2;
const NO_CONNECTION = 7;
const HTTP_ERROR = 22;

/** The machine's curl; where it has none, `curl [-s] [-S] [-f] URL` as the guide uses it. */
export async function curl(standInFolder: string, words = process.argv.slice(2)): Promise<void> {
  if (ranRealProgram('curl', words, standInFolder)) return;
  const flags = words.filter((word) => word.startsWith('-'));
  const [url, ...others] = words.filter((word) => !word.startsWith('-'));
  if (url === undefined || others.length > 0 || flags.some((flag) => !/^-[sSf]+$/.test(flag))) {
    console.error('curl: this stand-in knows -s, -S, -f and one address; sudo apt-get install -y curl brings the rest');
    process.exitCode = USAGE;
    return;
  }
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    const mustSucceed = flags.some((flag) => flag.includes('f'));
    if (mustSucceed && response.status >= 400) {
      console.error(`curl: (${HTTP_ERROR}) The requested URL returned error: ${response.status}`);
      process.exitCode = HTTP_ERROR;
    } else process.stdout.write(text);
  } catch {
    console.error(`curl: (${NO_CONNECTION}) Could not connect to ${url}`);
    process.exitCode = NO_CONNECTION;
  }
}
