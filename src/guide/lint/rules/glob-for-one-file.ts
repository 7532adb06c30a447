import type { Rule } from '../rule.ts';

const F = '```';
/** Commands that take one file, with the place of it. */
const TAKES_ONE = [
  /\baws\s+s3\s+(?:cp|mv)\s+(\S*\*\S*)\s/,
  /\baz\s+storage\s+blob\s+upload\b[^|;]*?(?:--file|-f)[\s=]+(\S*\*\S*)/,
  /\bpg_restore\b[^|;]*\s(\S*\*\S*\.(?:dump|tar|backup))/,
];

export const globForOneFile: Rule = {
  id: 'glob-for-one-file',
  severity: 'error',
  finds: 'A pattern with `*` given to a command that takes one file.',
  why: 'It works on the first day. From the second backup on it matches two files and fails, and the backup is not uploaded.',
  failing: [
    {
      guide: `## Backup procedure\n\n${F}bash\npg_dump shop > backup-$(date +%F).sql\naws s3 cp backup-*.sql s3://shop-backups/\n${F}\n`,
      words: 'backup-*.sql',
    },
  ],
  passing: [
    {
      guide: `## Backup procedure\n\n${F}bash\nFILE=backup-$(date +%F).sql\npg_dump shop > "$FILE"\naws s3 cp "$FILE" s3://shop-backups/\naws s3 cp . s3://shop-backups/ --recursive --exclude '*' --include 'backup-*.sql'\n${F}\n`,
    },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      for (const command of block.commands) {
        if (/--recursive|upload-batch/.test(command.text)) continue;
        const glob = TAKES_ONE.map((pattern) => pattern.exec(command.text)?.[1]).find(Boolean);
        if (!glob) continue;
        yield {
          place: guide.place(command, glob),
          message: `“${glob}” matches every earlier file too, and this command takes one.`,
          understood: `“${command.text.slice(0, 70)}”; the shell puts all matching names in place of the pattern.`,
          wayOut: 'Put the name into a variable where the file is made (FILE=…) and use "$FILE" here.',
        };
      }
    }
  },
};
