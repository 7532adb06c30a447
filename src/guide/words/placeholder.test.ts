import { expect, it } from 'vitest';
import { placeholdersIn } from './placeholder.ts';

it.each([
  ['systemctl status {unit} --host {group}-{env}', ['{unit}', '{group}', '{env}']],
  ['ssh <web-host> uptime', ['<web-host>']],
  ['pg_dump $DATABASE_URL > b_$(date +%F).sql', ['$DATABASE_URL']],
  ['N=3; echo $N $1 $? $HOME', []],
  ['for f in *.sql; do psql -f $f; done', []],
  ['KEY=${KEY}\nURL=http://x', ['$KEY']],
  ["awk '{print $NF}' < in > out", []],
  ["jq '.[] | {name: .name}'", []],
  ["docker inspect --format '{{.State}}' api", []],
  ['mysql < dump.sql', []],
  [`python -c "print(f'{name}: {count:.1f}')" {lane}`, ['{lane}']],
  ['echo ${COUNT:-3} ${NAME}', ['$NAME']],
])('%s needs %j', (source, expected) => expect(placeholdersIn(source, true)).toEqual(expected));

it('a dollar sign outside a shell is none', () => expect(placeholdersIn('SELECT $1, $name', false)).toEqual([]));
