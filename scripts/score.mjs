// Compiles the guides that have a fact list and prints how much of each was understood.
//
//   npm run build && npm run score [-- kilometers --misses --extras]
//   npm run score -- --keep        (writes the figures down as the new baseline)
//
// The figures are held against bench/score-baseline.json; the exit status is 1 where a guide got worse.
// The fact lists and the scorer stand beside the checkout (../shared); where they are missing there is nothing to do.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const guides = join(root, '..', 'shared', 'guides');
const scorer = join(root, '..', 'shared', 'score.mjs');
const compiler = process.env.RUNPROOF_COMPILER ?? join(root, 'dist', 'guide', 'compile.js');

if (!existsSync(scorer)) {
  console.log('There are no fact lists beside this checkout (../shared/score.mjs): nothing to score.');
  process.exit(0);
}
if (!existsSync(compiler)) {
  console.error(`The compiler is not built (${compiler} is missing): run "npm run build" first.`);
  process.exit(2);
}
const { compileGuide } = await import(pathToFileURL(compiler).href);
const words = process.argv.slice(2);
const keep = words.includes('--keep');
const flags = words.filter((word) => word.startsWith('--') && word !== '--keep');
const only = words.filter((word) => !word.startsWith('--'));
const baselineFile = join(root, 'bench', 'score-baseline.json');
const baseline = existsSync(baselineFile) ? JSON.parse(readFileSync(baselineFile, 'utf8')) : {};
const scored = {};
const folder = mkdtempSync(join(tmpdir(), 'runproof-score-'));
try {
  for (const file of readdirSync(guides).filter((name) => name.endsWith('.facts.json'))) {
    const name = file.replace('.facts.json', '');
    if (only.length > 0 && !only.includes(name)) continue;
    const text = readFileSync(join(guides, `${name}.md`), 'utf8');
    const output = join(folder, `${name}.json`);
    writeFileSync(output, JSON.stringify(compileGuide(text, `${name}.md`)));
    const { stdout, stderr } = spawnSync(process.execPath, [scorer, join(guides, file), output, ...flags], {
      encoding: 'utf8',
    });
    const [, found, exact, facts, extras] =
      /found ([\d.]+) %, exact ([\d.]+) % of (\d+) facts; (\d+) extras/.exec(stdout)?.map(Number) ?? [];
    scored[name] = { found, exact, facts, extras };
    if (flags.length > 0) console.log(`${name}\n${stdout}${stderr}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const worse = [];
console.log('guide                 facts   found   exact  extras');
for (const [name, { found, exact, facts, extras }] of Object.entries(scored)) {
  const before = baseline[name];
  const fell = before && (found < before.found || exact < before.exact || extras > before.extras);
  if (fell || found === undefined) worse.push(name);
  const figures = [
    String(facts).padStart(6),
    `${found} %`.padStart(8),
    `${exact} %`.padStart(8),
    String(extras).padStart(6),
  ];
  console.log(
    `${name.padEnd(20)} ${figures.join('')}${fell ? `   worse than ${before.found} %, ${before.exact} %, ${before.extras}` : ''}`,
  );
}
if (keep) writeFileSync(baselineFile, `${JSON.stringify({ ...baseline, ...scored }, null, 2)}\n`);
else if (worse.length > 0) {
  console.error(
    `Worse than the baseline (bench/score-baseline.json): ${worse.join(', ')}. See why: npm run score -- ${worse[0]} --misses --extras`,
  );
  process.exitCode = 1;
}
