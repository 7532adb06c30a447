import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { main } from '../main.ts';

let folder: string;
let printed: string;
let complained: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runproof-lint-'));
  printed = '';
  complained = '';
  const prints = (text: string | Uint8Array): boolean => {
    printed += String(text);
    return true;
  };
  const complains = (text: unknown): boolean => {
    complained += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(prints);
  vi.spyOn(process.stderr, 'write').mockImplementation(complains);
  vi.spyOn(console, 'error').mockImplementation(complains);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function guide(text: string, name = 'OPERATIONS.md'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const lint = (...words: string[]): Promise<number> => main(['node', 'runproof', 'lint', ...words]);
const CLEAN = '# Shop\n\n## Health checks\n\n- `/health`: the service answers\n';
const PLACEHOLDER = '# Shop\n\n```bash\nkubectl describe pod <pod-name>\n```\n';

it('nothing found is exit status 0', async () => {
  expect(await lint(guide(CLEAN))).toBe(0);
  expect(printed).toBe('1 guide: nothing found.\n');
});

it('a finding in any of several guides is exit status 1', async () => {
  expect(await lint(guide(CLEAN, 'a.md'), guide(PLACEHOLDER, 'b.md'))).toBe(1);
  expect(printed).toContain('b.md:4:22  warning');
  expect(printed).toContain('2 guides: 0 errors, 1 warning. One can be mended by --fix.');
});

it('a guide that is not there, an unknown rule, level or format is exit status 2, with the way out', async () => {
  expect(await lint(join(folder, 'none.md'))).toBe(2);
  expect(complained).toContain('There is no guide at');
  expect(await lint(guide(CLEAN), '--rule', 'dead-lnk=off')).toBe(2);
  expect(complained).toContain('did you mean dead-link?');
  expect(await lint(guide(CLEAN), '--rule', 'dead-link=loud')).toBe(2);
  expect(complained).toContain('RULE=off');
  expect(await lint(guide(CLEAN), '--format', 'xml')).toBe(2);
  expect(await lint()).toBe(2);
});

it('--rule switches rules off and raises them', async () => {
  const path = guide(PLACEHOLDER);
  expect(await lint(path, '--rule', 'unquoted-placeholder=off')).toBe(0);
  expect(await lint(path, '--format', 'json', '--rule', 'unquoted-placeholder=error')).toBe(1);
  expect(JSON.parse(printed.slice(printed.indexOf('{')))).toMatchObject({ errors: 1, warnings: 0 });
});

it('--fix mends the file, keeps who may read it, and answers for what is left', async () => {
  const path = guide(PLACEHOLDER);
  chmodSync(path, 0o640);
  expect(await lint(path, '--fix')).toBe(0);
  expect(readFileSync(path, 'utf8')).toBe(PLACEHOLDER.replace('<pod-name>', '"<pod-name>"'));
  expect(statSync(path).mode & 0o777).toBe(0o640);
});

it('files are looked for beside the guide, commands on the PATH only when asked', async () => {
  guide('# Other\n', 'other.md');
  const path = guide(
    '# Shop\n\nSee [this](other.md) and [that](gone.md).\n\n```bash\nnot-installed-anywhere --now\nls -l\n```\n',
  );
  expect(await lint(path, '--format', 'github')).toBe(1);
  expect(printed.match(/title=[\w-]+/g)).toEqual(['title=dead-link']);
  printed = '';
  expect(await lint(path, '--format', 'github', '--check-path')).toBe(1);
  expect(printed).toContain('There is no command “not-installed-anywhere” on the PATH.');
  expect(printed).not.toContain('“ls”');
});
