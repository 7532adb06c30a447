/** How something is lost that nothing else of the guide brings back. */
interface Loss {
  readonly words: RegExp;
  readonly does: string;
  /**
   * named: one thing that the command itself names; it is lost, but nobody looks first.
   * unseen: nothing is lost for certain, but nothing shows what will be.
   */
  readonly how?: 'named' | 'unseen';
}

/** What a command does stands among its first words. */
const MOST_CHARACTERS = 1500;
const LOSSES: readonly Loss[] = [
  {
    words: /\brm\s+(?:-\w*[rR]\w*|--recursive)\b(?![^;&|]*(?:\/tmp\/|node_modules|\bdist\b|\bbuild\b|cache))/,
    does: 'deletes files',
  },
  {
    words: /\bkubectl\b[^|;]*?\sdelete\s+(?!pods?\b|po\b|job|-f\b)\S+/,
    does: 'deletes an object of the cluster',
  },
  {
    words:
      /\b(?:az|aws|gcloud|doctl|flyctl|heroku)\s[^|;]*?(?:\s|-)(?<!transaction )(?:delete|destroy|terminate\S*|purge|remove)\b/,
    does: 'deletes a resource',
  },
  { words: /\bterraform\s+destroy\b/, does: 'takes the infrastructure down' },
  {
    words: /\bterraform\s+apply\b[^|;]*-auto-approve/,
    does: 'changes the infrastructure without showing it first',
    how: 'unseen',
  },
  {
    words:
      /\b(?:dropdb|dropuser)\b|\bdrop\s+(?:database|table|schema|index|collection)\b|\btruncate\s+(?:table\s+)?\w/i,
    does: 'drops data',
  },
  {
    words: /\bmongorestore\b[^|;]*--drop\b|\bpg_restore\b[^|;]*(?:--clean|-c)\b/,
    does: 'drops what is there before it restores',
  },
  {
    words: /(?<![\w<./-])(?:mysql|mariadb|psql|sqlite3)(?![\w-])[^|;]*<\s*\S+\.(?:sql|dump)\b/,
    does: 'writes over the data that is there',
  },
  { words: /\bredis-cli\b[^|;]*\bflush(?:all|db)\b/i, does: 'empties the cache or the store' },
  {
    words:
      /\b(?:migrate|migration|db)[:\s](?:down|reset|rollback|drop|undo\S*)\b|\bmigrate\b[^|;]*\s(?:down|reset|zero)\b/,
    does: 'takes migrations back, and their columns with them',
  },
  {
    words: /\bgit\s+push\b[^|;]*(?:--force\b|\s-f\b)(?!-with-lease)|\bgit\s+(?:reset\s+--hard|clean\s+-\w*f)/,
    does: 'throws work away',
  },
  { words: /\bdd\s[^|;]*\bof=\/dev\/|\bmkfs\b/, does: 'writes over a disk' },
  {
    words:
      /\bdocker\s+(?:system|volume|image)\s+prune\b|\bdocker\s+volume\s+rm\b|\bdocker[\s-]compose\b[^|;]*\sdown\b[^|;]*\s(?:-v|--volumes)\b/,
    does: 'deletes volumes or images',
    how: 'named',
  },
  { words: /\bhelm\b[^|;]*?\s(?:uninstall|delete)\b/, does: 'takes a release away', how: 'named' },
  { words: /\baws\s+s3\s+(?:rm|rb)\b|\bgsutil\b[^|;]*?\s(?:rm|rb)\b/, does: 'deletes what is stored', how: 'named' },
  { words: /\bredis-cli\b[^|;]*?\s(?:del|unlink|getdel|xtrim|ltrim)\b/i, does: 'deletes keys', how: 'named' },
  { words: /\bfind\b[^|;]*\s(?:-delete\b|-exec\s+rm\b)/, does: 'deletes files', how: 'named' },
  { words: /\bjournalctl\b[^|;]*--vacuum|\btruncate\s+-s/, does: 'deletes logs', how: 'named' },
  {
    words: /\bcurl\b[^|;]*(?:-X\s*|--request[\s=])["']?DELETE\b/,
    does: 'deletes what the address names',
    how: 'named',
  },
  {
    words: /\b(?:restic|borg|velero)\b[^|;]*\s(?:forget|prune|delete)\b/,
    does: 'deletes copies',
    how: 'named',
  },
  // Of temporary files nothing is missed.
  { words: /\b(?:rm|shred|unlink)\s+(?:-\w+\s+)*(?![^;&|]*\/tmp\/)[^-\s;&|]/, does: 'deletes files', how: 'named' },
];

/** What is lost by a command, and the words that say so. */
export interface Destruction extends Omit<Loss, 'words'> {
  readonly words: string;
}

/** null where nothing is lost that a command could tell. */
export function destructionIn(text: string): Destruction | null {
  for (const { words, ...loss } of LOSSES) {
    const found = words.exec(text.slice(0, MOST_CHARACTERS));
    if (found) return { words: found[0].trim(), ...loss };
  }
  return null;
}
