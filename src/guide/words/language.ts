const NAMES: Readonly<Record<string, string>> = {
  azurecli: 'bash',
  'azurecli-interactive': 'bash',
  sh: 'bash',
  shell: 'bash',
  zsh: 'bash',
  console: 'bash',
  'shell-session': 'bash',
  terminal: 'bash',
  kusto: 'kql',
  kql: 'kql',
  ts: 'typescript',
  tsx: 'typescript',
  js: 'javascript',
  py: 'python',
  python3: 'python',
  yml: 'yaml',
  postgresql: 'sql',
  postgres: 'sql',
  psql: 'sql',
  mysql: 'sql',
  pgsql: 'sql',
  tsql: 'sql',
  prometheus: 'promql',
  pwsh: 'powershell',
  ps1: 'powershell',
  golang: 'go',
};

/** How an unlabelled block gives itself away, strongest sign first. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^#!.*\b(?:ba|z|k|da)?sh\b/, 'bash'],
  [/^#!.*\bpython/, 'python'],
  [/^\s*[{[]\s*(?:"|\{|\}|\](?=\s*$))/, 'json'],
  [
    /^\s*(?:--[^\n]*\n\s*)*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|EXPLAIN|VACUUM|ANALYZE|SHOW|WITH|GRANT|KILL|OPTIMIZE)\b[\s\S]*(?:;|\bFROM\b)/,
    'sql',
  ],
  [/^\s*(?:\/\/[^\n]*\n\s*)*[A-Za-z]\w*\s*\n\s*\|\s*(?:where|summarize|extend|project|take|order|join)\b/, 'kql'],
  [
    /^\s*(?:sum|rate|avg|max|min|histogram_quantile|increase|absent|count)\s*(?:by\s*\([^)]*\)\s*)?\([\s\S]*[[{]/,
    'promql',
  ],
  [/^\s*(?:import\s+\w|from\s+\w+\s+import\b|def\s+\w+\()/m, 'python'],
  [
    /^\s*(?:\$\s+)?(?:sudo\s+)?(?:kubectl|docker|curl|wget|az|aws|gcloud|helm|terraform|ssh|scp|rsync|systemctl|journalctl|psql|mysql|mysqldump|pg_dump|pg_restore|redis-cli|mongo(?:sh|dump|restore)?|npm|npx|yarn|pnpm|node|python3?|pip|git|make|cd|cp|mv|rm|ls|cat|grep|tail|echo|export|flyctl|heroku|ansible(?:-playbook)?|k6|openssl|certbot|trivy|dotnet|java|\.{1,2}\/)/m,
    'bash',
  ],
  [/^[A-Z][A-Z0-9_]*=\S*/m, 'bash'],
];

/** The language of a block by its label ("kusto" → "kql"), or by what it holds where the label is missing. */
export function languageOf(label: string | null, source: string): string | null {
  const word = label?.replace(/^\{?\.?/, '').match(/^[\w+-]+/)?.[0];
  if (word && word !== 'text' && word !== 'txt' && word !== 'plain' && word !== 'plaintext') return NAMES[word] ?? word;
  return SIGNS.find(([sign]) => sign.test(source))?.[1] ?? null;
}
