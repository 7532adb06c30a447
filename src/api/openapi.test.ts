import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openApiDocument } from './openapi.ts';

const FILE = new URL('../../docs/openapi.json', import.meta.url);

test('docs/openapi.json says what the server answers (UPDATE=1 writes it anew)', async () => {
  const document = `${JSON.stringify(await openApiDocument('0.1.0'), null, 2)}\n`;
  if (process.env.UPDATE === '1') writeFileSync(FILE, document);
  expect(readFileSync(FILE, 'utf8')).toBe(document);
});
