import type { Rule } from '../rule.ts';

const F = '```';

/** Forms that only secrets have, and values given to names that only secrets have. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/, 'a private key'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{22,}/, 'a GitHub token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/https:\/\/hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{16,}/, 'a Slack webhook'],
  [/\bsk-(?:ant-|proj-|live-)?[A-Za-z0-9_-]{24,}\b|\bsk_live_[A-Za-z0-9]{16,}/, 'an API key'],
  [/\bAIza[0-9A-Za-z_-]{35}\b/, 'a Google API key'],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/, 'a JSON Web Token'],
  [
    /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|https?):\/\/[^\s:@/]*:([^\s@/]+)@/,
    'a password in an address',
  ],
  [/\b(?:mysql\w*|mariadb)\b[^|;]*?\s-p([^\s-]\S*)/, 'a password on a command line'],
  [
    /\b(?:[A-Z0-9_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|PWD))\s*[=:]\s*["']?([^\s"'`|,;)]{6,})/,
    'a secret’s value',
  ],
  [/\b(?:password|passwd|passphrase)\s*[:=]\s*["'`]?([^\s"'`|,;)]{6,})/i, 'a password'],
];
/** Stand-ins, references and words about secrets. */
const NONE =
  /^[$<{[(%*.]|[*x•…]{3,}|^(?:your|my|change|replace|example|dummy|fake|test|placeholder|redacted|secret|password|passwd|pass|token|hidden|required|optional|none|null|true|false|stored|rotat\w*|managed|encrypted|generated|see|from|in|via|the|https?:|vault|key|env|aws|azure|gcp|user|root|admin|file|process|os|config)\b|\b(?:get|fetch|read)_?secret|^[a-z]+(?:\.[a-z]\w*)+(?:\(|$)|\$\(|\$\{|@Microsoft\.KeyVault/i;

export const secretInClear: Rule = {
  id: 'secret-in-clear',
  severity: 'error',
  finds: 'A password, key or token written into the guide.',
  why: 'A guide is read by many, copied and kept for ever in version control. What stands in it is no secret any more: it has to be replaced, not only taken out.',
  failing: [
    {
      guide: `## Restore\n\n${F}bash\npsql postgres://shop:Hunter-2-blue@db.example.com/shop -c 'select 1'\n${F}\n`,
      words: 'postgres://shop:',
    },
    { guide: '## Settings\n\n- `SMTP_PASSWORD=tr0ub4dor-and-3`\n', words: 'SMTP_PASSWORD=' },
  ],
  passing: [
    { guide: '## Settings\n\n```bash\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n```\n' },
    {
      guide: `## Restore\n\n${F}bash\npsql "postgres://shop:$DB_PASSWORD@db.example.com/shop" -c 'select 1'\nexport API_KEY=\${API_KEY}\nmysql -u shop -p\n${F}\n`,
    },
    {
      guide:
        '## Settings\n\n- Password: rotated monthly\n- `JWT_SECRET=<from the vault>`\n- SMTP_PASSWORD: your-password\n',
    },
  ],
  *find(guide) {
    for (const [n, text] of guide.lines.entries()) {
      for (const [words, what] of SECRETS) {
        const found = words.exec(text);
        if (!found || (found[1] !== undefined && isNone(found[1], what))) continue;
        // Shortened, or the example of a vendor's own manual.
        if (
          /EXAMPLE/.test(found[0]) ||
          /^(?:\\n|[\s"'`-])*(?:\.\.\.|…|<|\$|your|xxx)/i.test(text.slice(found.index + found[0].length))
        )
          continue;
        const shown =
          found[1] === undefined
            ? found[0].slice(0, 12)
            : found[0].slice(0, found[0].indexOf(found[1], found[0].length - found[1].length - 1));
        yield {
          place: guide.place({ line: n + 1 }, shown || found[0]),
          message: `This is ${what}, in clear.`,
          understood: `After “${shown.trim()}” stand ${(found[1] ?? found[0]).length} characters that look like ${what}; they are not repeated here.`,
          wayOut: 'Replace the secret where it is used, keep the new one in a secret store, and name it here as $NAME.',
        };
        break;
      }
    }
  },
};

/** A word of the language is no password; a password has a digit or a sign in it. */
function isNone(value: string, what: string): boolean {
  return NONE.test(value) || (/value|^a password$/.test(what) && !(/\d/.test(value) && /[a-z]/i.test(value)));
}
