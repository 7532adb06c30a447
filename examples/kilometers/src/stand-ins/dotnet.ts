import { cpSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Stands in for the .NET tool: `dotnet publish PROJECT -c Release -o DIR` puts the compiled API into DIR. */
export function dotnet(): void {
  const words = process.argv.slice(2);
  const at = words.findIndex((word) => word === '-o' || word === '--output');
  const target = at === -1 ? undefined : words[at + 1];
  if (words[0] !== 'publish' || !target) {
    console.error('This stand-in knows one verb: dotnet publish PROJECT -c Release -o DIR');
    process.exitCode = 1;
    return;
  }
  const compiled = resolve(import.meta.dirname, '..');
  cpSync(compiled, target, { recursive: true, filter: (path) => !path.startsWith(import.meta.dirname) });
  const count = readdirSync(target, { recursive: true }).length;
  console.log(`Kilometers.Api -> ${join(resolve(target), '/')} (${count} files)`);
}
