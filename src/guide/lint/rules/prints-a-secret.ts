import type { Rule } from '../rule.ts';

const F = '```';

const PRINTS: readonly RegExp[] = [
  /\baz\s+keyvault\s+secret\s+show\b/,
  /\baws\s+secretsmanager\s+get-secret-value\b|\baws\s+ssm\s+get-parameters?\b[^|;]*--with-decryption/,
  /\bgcloud\s+secrets\s+versions\s+access\b/,
  /\bvault\s+(?:kv\s+get|read)\b/,
  /\bkubectl\s+get\s+secrets?\s+\S+[^|;]*-o\s?(?:yaml|json)/,
  /\baz\s+[^|;]*\b(?:list-keys|keys\s+list|list-connection-strings|list-credentials)\b/,
  /\becho\s+"?\$\{?\w*(?:PASSWORD|SECRET|TOKEN|API_KEY)\w*\}?"?\s*$/i,
  /(?:^|[;&]\s*)(?:printenv|env)\s*$/,
];

export const printsASecret: Rule = {
  id: 'prints-a-secret',
  severity: 'warning',
  finds: 'A command that prints a secret to the screen.',
  why: 'What a command prints is kept: in the scroll-back, in a shared screen, in the record of the incident.',
  failing: [
    {
      guide: `## Runbooks\n\n### Database down\n\n${F}bash\naz keyvault secret show --vault-name kv-shop --name DbPassword --query value -o tsv\n${F}\n`,
      words: 'az keyvault secret show',
    },
  ],
  passing: [
    {
      guide: `## Runbooks\n\n### Database down\n\n${F}bash\nPGPASSWORD=$(az keyvault secret show --vault-name kv-shop --name DbPassword --query value -o tsv) psql -h db -c 'select 1'\naz keyvault secret show --vault-name kv-shop --name DbPassword --query attributes.expires\n${F}\n`,
    },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      for (const command of block.commands) {
        const { text } = command;
        const words = PRINTS.map((pattern) => pattern.exec(text)?.[0]).find(Boolean);
        if (
          !words ||
          /\$\([^)]*$/.test(text.slice(0, text.indexOf(words))) ||
          /`[^`]*$/.test(text.slice(0, text.indexOf(words)))
        )
          continue;
        // Written to a file, counted, compared, or only its attributes.
        if (
          /[^0-9]>\s?\S|\|\s*(?:wc|grep -c|sha\d*sum|psql|mysql|base64 -d >)|--query\s+["']?(?:attributes|id|name|contentType|\[\]\.(?:id|name))/.test(
            text,
          )
        )
          continue;
        yield {
          place: guide.place(command, words.trim()),
          message: `“${words.trim()}” prints the secret itself.`,
          understood: `Its output goes to the screen${guide.stepsAround(block.line) ? ' and to the record of the run' : ''}.`,
          wayOut:
            'Hand it straight to what needs it, as in NAME=$(…) command, or print only whether it is there and when it expires.',
        };
      }
    }
  },
};
