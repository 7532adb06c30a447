import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const source = dirname(fileURLToPath(import.meta.url));
const root = dirname(source);

/** Who may import whom. A folder may always import itself; packages are not restricted here. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  plan: [],
  guide: ['plan'],
  observe: ['plan'],
  judge: ['plan'],
  respond: ['plan'],
  act: ['plan'],
  calendar: ['plan'],
  prove: ['plan'],
  store: ['plan', 'observe', 'judge', 'respond', 'act', 'calendar', 'prove'],
  adapters: ['plan', 'observe', 'respond', 'act'],
  api: ['plan', 'guide', 'observe', 'judge', 'respond', 'act', 'calendar', 'prove'],
  cli: ['plan', 'guide', 'judge', 'respond', 'act', 'calendar', 'prove'],
  lsp: ['plan', 'guide'],
  app: [
    ...['plan', 'guide', 'observe', 'judge', 'respond', 'act', 'calendar', 'prove'],
    ...['store', 'adapters', 'api', 'cli', 'lsp'],
  ],
  'main.ts': ['app'],
};

/** Folder names that say nothing of what is inside. */
const EMPTY_WORDS = /(^|\/)(utils?|helpers?|common|lib|types|managers?|misc|shared)(\/|\.|$)/;

/** Files past 300 lines, each with its reason. */
const LONG_FILES: Readonly<Record<string, string>> = {
  'src/plan/commitment.ts': 'one interface a kind: the contract of the compiler is read as a whole',
};
const MOST_LINES = 300;

const files = sourceFiles(source);
const imports = files.flatMap((file) => importsOf(file).map((target) => ({ from: file, to: target })));

describe('the architecture', () => {
  test('every folder of src stands in the table', () => {
    const folders = new Set(files.map(topOf).filter((top) => top !== 'architecture.test.ts'));
    expect([...folders].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
  });

  test('no folder imports what the table does not allow', () => {
    const between = imports.filter(
      ({ from, to }) => topOf(from) !== topOf(to) && topOf(from) !== 'architecture.test.ts',
    );
    expect(between.length).toBeGreaterThan(20);
    const forbidden = between.filter(
      ({ from, to }) => !isTest(from) && MAY_IMPORT[topOf(from)]?.includes(topOf(to)) !== true,
    );
    expect(forbidden.map(({ from, to }) => `${relative(root, from)} imports ${relative(root, to)}`)).toEqual([]);
  });

  test('the time is asked for in one file', () => {
    const asking = files.filter(
      (file) => !isTest(file) && /\bDate\.now\(|new Date\(\)|Temporal\.Now\b/.test(code(file)),
    );
    expect(asking.map((file) => relative(root, file))).toEqual(['src/app/clock.ts']);
  });

  test('no file or folder has a name that says nothing', () => {
    const all = ['src', 'embedded/src', 'kit/src', 'web/src', 'examples/host/src'].flatMap((folder) =>
      sourceFiles(join(root, folder)),
    );
    expect(all.map((file) => relative(root, file)).filter((file) => EMPTY_WORDS.test(file))).toEqual([]);
  });

  test('a file is short, or says here why it is not', () => {
    const all = ['src', 'embedded/src', 'kit/src', 'web/src', 'examples/host/src'].flatMap((folder) =>
      sourceFiles(join(root, folder)),
    );
    const long = all.filter(
      (file) => !file.includes('.gen.') && readFileSync(file, 'utf8').split('\n').length > MOST_LINES + 1,
    );
    expect(long.map((file) => relative(root, file)).filter((file) => !(file in LONG_FILES))).toEqual([]);
  });

  test('no file only passes on what others export', () => {
    const barrels = files.filter((file) => {
      const statements = code(file)
        .split(/;\s*\n/)
        .map((statement) => statement.trim())
        .filter((statement) => statement !== '');
      return (
        statements.length > 0 &&
        statements.every((statement) => /^export\s+(type\s+)?(\*|\{[^}]*\})\s+from\b/.test(statement))
      );
    });
    expect(barrels.map((file) => relative(root, file))).toEqual([]);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** The files of src that a file imports, dynamically or only for types as well. */
function importsOf(file: string): string[] {
  const specifiers = [...code(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(
    ([, specifier]) => specifier ?? '',
  );
  return specifiers
    .map((specifier) => resolve(dirname(file), specifier))
    .filter((target) => target.startsWith(source + sep));
}

function code(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}

function topOf(file: string): string {
  return relative(source, file).split(sep)[0] ?? '';
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.includes(`${sep}testing${sep}`);
}
