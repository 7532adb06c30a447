import { sql } from 'kysely';
import type { Database } from './store.ts';

/**
 * The schema as text, from PostgreSQL's own catalogue: the embedded engine brings no `pg_dump`. A test compares it with
 * `schema.sql`, so that a migration shows in review what it makes of the whole.
 */
export async function dumpSchema(database: Database): Promise<string> {
  const { rows } = await sql<{ line: string }>`
    with tables as (
      select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'schema_version'
    ), lines as (
      select t.relname, 1 as part, a.attnum as place, format('table %s.%s %s%s%s', t.relname, a.attname,
        format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
        case when a.attidentity <> '' then ' identity' else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end) as line
      from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
      union all
      select t.relname, 2, 0, format('constraint %s on %s: %s', k.conname, t.relname, pg_get_constraintdef(k.oid))
      from tables t join pg_constraint k on k.conrelid = t.oid
      union all
      select t.relname, 3, 0, pg_get_indexdef(i.indexrelid) from tables t join pg_index i on i.indrelid = t.oid
      union all
      select t.relname, 4, 0, pg_get_triggerdef(g.oid) from tables t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
      union all
      select '~', 5, 0, pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'
    )
    select line from lines order by relname collate "C", part, place, line collate "C"`.execute(database);
  return `${rows.map((row) => row.line.trimEnd()).join('\n')}\n`;
}
