// What a fresh checkout needs before anything of it can run: packages, Debian's servers, a build. Plain JavaScript, since
// nothing is installed yet when it runs. Each step is skipped when what it would do is done.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = [
  'src',
  'embedded',
  'kit',
  'examples',
  'web',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
];
const NOT_SOURCES = new Set(['node_modules', 'dist', '.runproof']);

/** One clear sentence and exit status 2. */
export function refuse(sentence) {
  console.error(`runproof: ${sentence}`);
  process.exit(2);
}

/** Runs the steps one after the other, says which and how long each took. */
export async function setUp(steps) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    refuse(`Node ${process.versions.node} is too old; install Node 20.19 or newer.`);
  const due = steps.filter((step) => step.isDue());
  for (const [index, step] of due.entries()) {
    const began = performance.now();
    process.stdout.write(`[${index + 1}/${due.length}] ${step.title} …\n`);
    await step.run();
    process.stdout.write(`      done in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  }
}

const installStamp = join(root, 'node_modules', '.runproof-install');
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

export const installPackages = {
  title: 'Installing packages (about 1 GB on disk)',
  isDue: () => !existsSync(installStamp) || readFileSync(installStamp, 'utf8') !== lockHash(),
  async run() {
    // Not `npm ci`: it refuses a lock file whose optional packages for other platforms a registry does not have.
    await command('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
    writeFileSync(installStamp, lockHash());
  },
};

const buildStamp = join(root, 'dist', '.built');

export const build = {
  title: 'Building',
  isDue: () => !existsSync(buildStamp) || readFileSync(buildStamp, 'utf8') !== newestSource(),
  async run() {
    const stamp = newestSource();
    await command('npm', ['run', '--silent', 'build']);
    mkdirSync(dirname(buildStamp), { recursive: true });
    writeFileSync(buildStamp, stamp);
  },
};

/** Debian packages by the program that each brings. As root on Debian they are installed, else `whenMissing` hears of them. */
export function debianPackages(packageOf, whenMissing) {
  const missing = () => Object.keys(packageOf).filter((program) => !onPath(program));
  return {
    title: 'Installing Debian packages',
    isDue: () => missing().length > 0,
    async run() {
      const packages = [...new Set(missing().map((program) => packageOf[program]))];
      if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return whenMissing(packages);
      // RUNLEVEL=1 keeps Debian from starting a service of its own: the examples bring theirs.
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
      try {
        await command('apt-get', ['update', '-qq'], env);
        await command('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], env);
      } catch (error) {
        whenMissing(packages, error);
      }
    },
  };
}

/** Identifies the newest state of the sources by path, size and time of change. */
function newestSource() {
  const hash = createHash('sha256');
  const walk = (path) => {
    const stat = statSync(path);
    if (!stat.isDirectory()) return hash.update(`${path}:${stat.size}:${stat.mtimeMs}\n`);
    for (const name of readdirSync(path).sort()) if (!NOT_SOURCES.has(name)) walk(join(path, name));
  };
  for (const source of SOURCES) walk(join(root, source));
  return hash.digest('hex');
}

function onPath(program) {
  const folders = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`.split(':');
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)));
}

/** Runs a program in the checkout; its output is shown only when it fails. */
function command(program, argv, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve();
      reject(new Error(`${program} ${argv.join(' ')} ended with ${code}:\n${output}`));
    });
  });
}

/** Hands the terminal to `argv` until it ends, passing signals on; the exit status is its own. */
export function handOver(argv, env = process.env) {
  const child = spawn(process.execPath, argv, { cwd: root, env, stdio: 'inherit' });
  // The terminal sends Ctrl-C to both; only a signal to this process alone has to be passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  child.once('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 128 + 1));
}
