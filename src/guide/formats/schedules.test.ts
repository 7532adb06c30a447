import { describe, expect, it } from 'vitest';
import { scheduleOf } from './schedule-expression.ts';
import { readBlock } from './testing/read-block.ts';

const said = (language: string, lines: readonly string[]): unknown[] =>
  readBlock(language, lines).map((read) =>
    read.kind === 'task'
      ? [read.cadence, read.title]
      : read.kind === 'backup'
        ? [read.schedule, read.target]
        : read.kind,
  );

describe('a schedule as an expression', () => {
  it.each([
    ['rate(1 hour)', '0 * * * *'],
    ['rate(6 hours)', '0 */6 * * *'],
    ['rate(1 day)', 'daily'],
    ['rate(7 minutes)', null],
    ['cron(30 1 ? * 2-6 *)', '30 1 * * 1-5'],
    ['cron(0 8 1 * ? *)', '0 8 1 * *'],
    ['cron(0 8 1 * ? 2030)', null],
    ['cron(0 8 L * ? *)', null],
    ['0 0 2 * * *', '0 2 * * *'],
    ['*/5 * * * *', '*/5 * * * *'],
    ['every now and then', null],
  ])('%s', (text, cron) => expect(scheduleOf(text)).toBe(cron));
});

describe('a timer of systemd', () => {
  it.each([
    ['OnCalendar=*-*-* 03:30:00', '30 3 * * *'],
    ['OnCalendar=Mon..Fri 22:05', '5 22 * * 1-5'],
    ['OnCalendar=Sat,Sun 06:00 Europe/Oslo', '0 6 * * 6,0'],
    ['OnCalendar=*-*-01 04:00:00', '0 4 1 * *'],
    ['OnCalendar=*:0/15', '*/15 * * * *'],
    ['OnCalendar=weekly', 'weekly'],
    ['OnUnitActiveSec=6h', '0 */6 * * *'],
    ['OnUnitActiveSec=1d', 'daily'],
  ])('%s', (line, cadence) => {
    const lines = ['[Unit]', 'Description=Tidy up', '[Timer]', line, 'Persistent=true'];
    expect(said('ini', lines)).toEqual([[cadence, 'Tidy up']]);
  });

  it('that saves data is a backup; one that starts with the machine has no schedule', () => {
    const lines = ['[Unit]', 'Description=Database backup', '[Timer]', 'OnCalendar=02:00'];
    expect(readBlock('systemd', lines)).toMatchObject([{ kind: 'backup', schedule: '0 2 * * *', line: 7 }]);
    expect(said('ini', ['[Timer]', 'OnBootSec=15min', 'OnCalendar=whenever'])).toEqual([]);
  });
});

describe('a crontab', () => {
  it('of the system has a column for the user', () => {
    const lines = [
      'MAILTO=ops@example.com',
      '*/5 * * * * root /usr/lib/check.sh',
      '@daily postgres vacuumdb -a',
      '30 4 1 * * certbot renew',
    ];
    expect(said('crontab', lines)).toEqual([
      ['*/5 * * * *', '/usr/lib/check.sh'],
      ['@daily', 'vacuumdb -a'],
      ['30 4 1 * *', 'certbot renew'],
    ]);
  });
});

describe('a line that a command adds to a crontab', () => {
  it('is read as the line', () => {
    const lines = [
      '(crontab -l 2>/dev/null; echo "0 3 * * * /opt/backup.sh") | crontab -',
      'echo "*/10 * * * * root /usr/bin/check" > /etc/cron.d/check',
    ];
    expect(said('bash', lines)).toEqual([
      'command',
      ['0 3 * * *', '/opt/backup.sh'],
      ['*/10 * * * *', '/usr/bin/check'],
    ]);
  });
});

describe('a schedule in quotes', () => {
  it.each<[string, readonly string[], readonly unknown[]]>([
    ['json', ['{"crons": [{"path": "/api/tidy", "schedule": "0 5 * * *"}]}'], [['0 5 * * *', '/api/tidy']]],
    ['toml', ['# refresh the cache', 'crons = ["*/30 * * * *"]'], [['*/30 * * * *', 'refresh the cache']]],
    ['sql', ["SELECT cron.schedule('tidy', '30 3 * * 6', 'VACUUM');"], ['command', ['30 3 * * 6', 'tidy']]],
    [
      'java',
      ['@Scheduled(cron = "0 0 2 * * *")', 'public void nightlyExport() {'],
      ['command', ['0 2 * * *', 'nightlyExport']],
    ],
    [
      'javascript',
      ["cron.schedule('0 4 * * 1', () => dump(), { name: 'database backup' });"],
      ['command', ['0 4 * * 1', 'database backup']],
    ],
    ['python', ['print("1 2 3 4 5")'], ['command']],
  ])('in %s', (language, lines, read) => expect(said(language, lines)).toEqual(read));
});

describe('a task of Ansible', () => {
  it('that sets up a crontab is what it sets up', () => {
    const lines = [
      '- name: Save the database',
      '  ansible.builtin.cron: {minute: "0", hour: "2", job: pg_dump shop}',
      '- cron: {name: tidy, special_time: daily, job: /opt/tidy.sh}',
    ];
    expect(said('yaml', lines)).toEqual([
      ['0 2 * * *', 'Save the database'],
      ['@daily', 'tidy'],
    ]);
  });
});

describe('the schedules of a pipeline', () => {
  it.each([
    ['GitHub Actions', ['name: Scan', 'on:', '  schedule:', "    - cron: '30 3 * * 1'"], '30 3 * * 1', 'Scan'],
    ['Azure Pipelines', ['schedules:', '- cron: "0 3 * * 1"', '  displayName: Nightly'], '0 3 * * 1', 'Nightly'],
    [
      'CircleCI',
      ['workflows:', '  scan:', '    triggers:', '      - schedule: {cron: "0 1 * * *"}'],
      '0 1 * * *',
      'scan',
    ],
    ['Serverless', ['functions:', '  tidy:', '    events:', '      - schedule: rate(1 hour)'], '0 * * * *', 'tidy'],
    [
      'Serverless, at length',
      ['functions:', '  tidy:', '    events:', '      - schedule: {rate: ["cron(0 12 * * ? *)"]}'],
      '0 12 * * *',
      'tidy',
    ],
    ['Argo', ['kind: CronWorkflow', 'metadata: {name: tidy}', 'spec: {schedule: "0 4 * * *"}'], '0 4 * * *', 'tidy'],
  ])('of %s', (_, lines, cadence, title) => {
    expect(said('yaml', lines)).toEqual([[cadence, title]]);
  });
});
