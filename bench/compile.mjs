// How fast a guide is compiled, beside parsers of Markdown that only parse.
//
//   npm run build && node bench/compile.mjs [--quick]
//
// Prints the median of warm runs, the exponent of time over size (1 is linear), the time after an edit of one section,
// and how soon `runproof compile` answers. Everything that is compared takes turns, so that a busy machine is busy for all.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import MarkdownIt from 'markdown-it';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = (path) => {
  const file = join(root, 'dist', path);
  if (existsSync(file)) return pathToFileURL(file).href;
  console.error(`The compiler is not built (${file} is missing): run "npm run build" first.`);
  process.exit(2);
};
const { compileGuide } = await import(built('guide/compile.js'));
const { newMemory } = await import(built('guide/memory.js'));
const quick = process.argv.includes('--quick');

const handbook = join(root, 'src/guide/fixtures/whole-handbook.md');
const sections = readFileSync(handbook, 'utf8')
  .split(/^(?=## )/m)
  .slice(1);
/** A guide of that many characters: the sections of a handbook again and again, each with a name of its own. */
function guideOf(characters) {
  let text = '# Bench: operations\n\n';
  for (let n = 0; text.length < characters; n += 1)
    text += `${sections[n % sections.length].replace(/^## (.*)$/m, `## ${n} $1`).trimEnd()}\n\n`;
  return text.slice(0, characters);
}

/** Milliseconds, the median of each; they take turns. */
function medians(runs, times) {
  const taken = runs.map(() => []);
  for (let n = 0; n < times; n += 1)
    for (const [which, run] of runs.entries()) {
      const started = performance.now();
      run();
      taken[which].push(performance.now() - started);
    }
  return taken.map((each) => each.sort((a, b) => a - b)[times >> 1]);
}

const remark = unified().use(remarkParse).use(remarkGfm);
const markdownIt = new MarkdownIt({ html: true });
const peers = {
  'compile (all of it)': (text) => compileGuide(text, 'bench.md'),
  'markdown-it (parses only)': (text) => markdownIt.parse(text, {}),
  'mdast-util-from-markdown, GFM (parses only)': (text) =>
    fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }),
  'remark-parse with remark-gfm (parses only)': (text) => remark.parse(text),
};

const small = guideOf(17 * 1024);
const onSmall = Object.values(peers).map((run) => () => run(small));
medians(onSmall, 20);
const [own, ...others] = medians(onSmall, 61);
console.log('A guide of 17 KB, warm, median of 61:');
for (const [n, taken] of [own, ...others].entries())
  console.log(
    `  ${Object.keys(peers)[n].padEnd(46)} ${taken.toFixed(1).padStart(7)} ms   ${(taken / own).toFixed(2)} ×`,
  );

console.log('\nBy size:');
const measured = (quick ? [64, 256, 1024] : [64, 256, 1024, 4096, 10_240]).map((kilobytes) => {
  const text = guideOf(kilobytes * 1024);
  const [taken] = medians([() => compileGuide(text, 'bench.md')], kilobytes > 1000 ? 1 : 5);
  const speed = ((kilobytes / taken) * 1000).toFixed(0);
  console.log(`  ${String(kilobytes).padStart(6)} KiB ${taken.toFixed(0).padStart(8)} ms   ${speed} KiB/s`);
  return [Math.log(kilobytes), Math.log(taken)];
});
console.log(`  exponent ${slope(measured).toFixed(2)} (time ~ size^exponent)`);

const long = guideOf(256 * 1024);
const memory = newMemory();
compileGuide(long, 'bench.md', memory);
const titles = [...long.matchAll(/^## .*$/gm)].map((found) => found.index + found[0].length);
let edit = 0;
const [edited, whole] = medians(
  [
    () => {
      edit += 1;
      const at = titles[(edit * 7) % titles.length];
      compileGuide(`${long.slice(0, at)} edited ${edit}${long.slice(at)}`, 'bench.md', memory);
    },
    () => compileGuide(long, 'bench.md'),
  ],
  9,
);
console.log(`\nAfter an edit of one section of 256 KiB: ${edited.toFixed(0)} ms; from scratch ${whole.toFixed(0)} ms`);

const main = fileURLToPath(built('main.js'));
const [answered] = medians([() => spawnSync(process.execPath, [main, 'compile', handbook, '--json'])], 7);
console.log(`runproof compile answers after ${answered.toFixed(0)} ms (a process of its own, median of 7)`);

function slope(points) {
  const mean = (n) => points.reduce((sum, point) => sum + point[n], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  return (
    points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) /
    points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
  );
}
