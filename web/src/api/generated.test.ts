import { readFile } from 'node:fs/promises';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { expect, it } from 'vitest';

it('has a client that was generated from the OpenAPI document as it is; else run `npm run generate -w web`', async () => {
  const document = new URL('../../../docs/openapi.json', import.meta.url);
  const kept = await readFile(new URL('../api.gen.ts', import.meta.url), 'utf8');
  const fresh = COMMENT_HEADER + astToString(await openapiTS(document));
  expect(kept).toBe(fresh);
});
