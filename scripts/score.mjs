// Compiles the guides that have a fact list and prints how much of each was understood.
//
//   npm run build && npm run score [-- kilometers --misses --extras]
//
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
const flags = words.filter((word) => word.startsWith('--'));
const only = words.filter((word) => !word.startsWith('--'));
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
    console.log(`${name}\n${flags.length > 0 ? stdout : stdout.trimEnd().split('\n').at(-1)}${stderr}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
