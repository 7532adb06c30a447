import type { Edit, Finding, Place } from '../guide/lint/finding.ts';
import { RULES } from '../guide/lint/rules.ts';
import type { LintedFile } from './format-findings.ts';

/**
 * SARIF 2.1.0 (OASIS), as code scanning services take it. Rules stand in the tool, findings point at them; a fix is
 * offered with what it replaces.
 */
export function formatFindingsAsSarif(files: readonly LintedFile[], version: string): string {
  const found = new Set(files.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const rules = RULES.filter(({ id }) => found.has(id));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'runproof',
            semanticVersion: version,
            rules: rules.map(({ id, finds, why, severity }) => ({
              id,
              shortDescription: { text: finds },
              fullDescription: { text: why },
              help: { text: why },
              defaultConfiguration: { level: severity },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(({ path, findings }) =>
          findings.map((finding) =>
            resultOf(
              finding,
              path,
              rules.findIndex(({ id }) => id === finding.rule),
            ),
          ),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: Finding, path: string, ruleIndex: number): object {
  const { rule, severity, message, understood, wayOut, fix } = finding;
  const artifactLocation = { uri: uriOf(path) };
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text: `${message} ${understood} ${wayOut}` },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(finding) } }],
    ...(fix === null
      ? {}
      : {
          fixes: [
            {
              description: { text: wayOut },
              artifactChanges: [{ artifactLocation, replacements: fix.map(replacementOf) }],
            },
          ],
        }),
  };
}

const regionOf = ({ line, column, endLine, endColumn }: Place): object => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

const replacementOf = (edit: Edit): object => ({
  deletedRegion: regionOf(edit),
  insertedContent: { text: edit.replacement },
});

/** A relative reference for a relative path, `file:` for an absolute one. */
function uriOf(path: string): string {
  const encoded = path.replaceAll('\\', '/').replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
