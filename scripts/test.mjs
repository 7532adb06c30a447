// `npm test`: installs what the tests need, then style, types, dead code and every test. Ends on `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, debianPackages, installPackages, refuse, root, setUp } from './set-up.mjs';

const PROGRAMS = {
  'redis-server': 'redis-server',
  mariadbd: 'mariadb-server-core',
  my_print_defaults: 'mariadb-client-core',
  bwrap: 'bubblewrap',
  chromium: 'chromium',
};

function refuseWithout(packages, error) {
  refuse(
    `the tests run on real servers and a real browser; install them first: sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}${error === undefined ? '' : `\n${error.message}`}`,
  );
}

try {
  await setUp([installPackages, debianPackages(PROGRAMS, refuseWithout), build]);
} catch (error) {
  refuse(error.message);
}

const bin = (name) => join(root, 'node_modules', '.bin', name);
const report = join(tmpdir(), `runproof-tests-${process.pid}.json`);
const gates = [
  ['types', bin('tsc'), ['-b']],
  ['types of the page', bin('tsc'), ['-p', 'web']],
  ['style and lint', bin('biome'), ['check', '.']],
  ['promises', bin('oxlint'), ['--type-aware', '--quiet']],
  ['dead code', bin('knip'), []],
  // Has nothing to do where the fact lists are not beside the checkout.
  ['understanding of the known guides', process.execPath, [join(root, 'scripts', 'score.mjs')]],
];
let failedGates = 0;
for (const [title, program, argv] of gates) {
  const { status } = spawnSync(program, argv, { cwd: root, stdio: 'inherit' });
  if (status === 0) continue;
  failedGates += 1;
  console.error(`FAILED: ${title}`);
}
spawnSync(
  bin('vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
const { passed, failed } = count(report);
console.log(`${passed + gates.length - failedGates} passed, ${failed + failedGates} failed`);
process.exit(failed + failedGates === 0 && passed > 0 ? 0 : 1);

/** A file that could not even be loaded has no failed test in the report, but counts as one. */
function count(file) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const unloadable = testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
    );
    return { passed: numPassedTests, failed: numFailedTests + unloadable.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
