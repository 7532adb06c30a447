// How fast a guide is compiled, beside parsers of Markdown that only parse.
//
//   npm run build && node bench/compile.mjs [--quick]
//
// Prints the median of warm runs, the exponent of time over size (1 is linear), the time after an edit of one section,
// and how soon `runproof compile` answers.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = process.env.RUNPROOF_COMPILER ?? join(root, 'dist', 'guide', 'compile.js');
if (!existsSync(compiler)) {
  console.error(`The compiler is not built (${compiler} is missing): run "npm run build" first.`);
  process.exit(2);
}
const { compileGuide } = await import(pathToFileURL(compiler).href);
const quick = process.argv.includes('--quick');

const sections = readFileSync(join(root, 'src/guide/fixtures/whole-handbook.md'), 'utf8')
  .split(/^(?=## )/m)
  .slice(1);
/** A guide of about that many characters: the sections of a handbook again and again, each with names of its own. */
function guideOf(characters) {
  let text = '# Bench: operations\n\n';
  for (let n = 0; text.length < characters; n += 1)
    text += `${sections[n % sections.length]
      .replace(/^## (.*)$/m, `## ${n} $1`)
      .replaceAll('`', `\``)
      .trimEnd()}\n\n`;
  return text.slice(0, characters);
}

function median(run, times) {
  const taken = [];
  for (let n = 0; n < times; n += 1) {
    const started = performance.now();
    run();
    taken.push(performance.now() - started);
  }
  return taken.sort((a, b) => a - b)[times >> 1];
}

const remark = unified().use(remarkParse).use(remarkGfm);
const peers = {
  'compile (all of it)': (text) => compileGuide(text, 'bench.md'),
  'mdast-util-from-markdown, GFM (parses only)': (text) =>
    fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }),
  'mdast-util-from-markdown (parses only)': (text) => fromMarkdown(text),
  'remark-parse with remark-gfm (parses only)': (text) => remark.parse(text),
};

const small = guideOf(17 * 1024);
for (const run of Object.values(peers)) median(() => run(small), 15);
const times = Object.entries(peers).map(([name, run]) => [name, median(() => run(small), 41)]);
const [, own] = times[0];
console.log('A guide of 17 KB, warm, median of 41:');
for (const [name, taken] of times)
  console.log(`  ${name.padEnd(46)} ${taken.toFixed(1).padStart(7)} ms   ${(taken / own).toFixed(2)} ×`);

console.log('\nBy size:');
const sizes = quick ? [64, 256, 1024] : [64, 256, 1024, 4096, 10_240];
const measured = sizes.map((kilobytes) => {
  const text = guideOf(kilobytes * 1024);
  const taken = median(() => compileGuide(text, 'bench.md'), kilobytes > 1000 ? 1 : 5);
  console.log(
    `  ${String(kilobytes).padStart(6)} KiB ${taken.toFixed(0).padStart(8)} ms   ${((kilobytes / taken) * 1000).toFixed(0)} KiB/s`,
  );
  return [Math.log(kilobytes), Math.log(taken)];
});
console.log(`  exponent ${slope(measured).toFixed(2)} (time ~ size^exponent)`);

const { newMemory } = await import(pathToFileURL(join(compiler, '..', 'memory.js')).href).catch(() => ({}));
if (newMemory) {
  const text = guideOf(256 * 1024);
  const memory = newMemory();
  compileGuide(text, 'bench.md', memory);
  const places = [...text.matchAll(/^## .*$/gm)].map((found) => found.index + found[0].length);
  let edit = 0;
  const edited = median(() => {
    edit += 1;
    const at = places[(edit * 7) % places.length];
    compileGuide(`${text.slice(0, at)} edited ${edit}${text.slice(at)}`, 'bench.md', memory);
  }, 15);
  const whole = median(() => compileGuide(text, 'bench.md'), 5);
  console.log(
    `\nAfter an edit of one section of 256 KiB: ${edited.toFixed(0)} ms; from scratch ${whole.toFixed(0)} ms`,
  );
}

const main = join(root, 'dist', 'main.js');
if (existsSync(main)) {
  const guide = join(root, 'src/guide/fixtures/whole-handbook.md');
  const answered = median(() => spawnSync(process.execPath, [main, 'compile', guide, '--json']), 7);
  console.log(`runproof compile answers after ${answered.toFixed(0)} ms (a process of its own, median of 7)`);
}

function slope(points) {
  const mean = (n) => points.reduce((sum, point) => sum + point[n], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  return (
    points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) /
    points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
  );
}
