import type { Part } from '../document/part.ts';
import type { Draft } from '../draft.ts';
import { BACKS_UP, scheduledDraft } from './crontab.ts';
import { scheduleOf } from './schedule-expression.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

/** The schedules of pipelines and functions: GitHub Actions, Azure Pipelines, CircleCI, the Serverless Framework; in UTC. */
export function readWorkflow(fence: Part): Draft[] {
  if (!/^\s*(?:- )?["']?(?:cron|schedule)["']?\s*:/m.test(fence.text)) return [];
  return yamlIn(fence).flatMap((root) => [
    ...root.maps('on', 'schedule').flatMap((entry) => asked(fence, root.text('name') ?? 'scheduled workflow', entry)),
    ...root
      .maps('schedules')
      .flatMap((entry) => asked(fence, entry.text('displayName') ?? 'scheduled pipeline', entry)),
    ...root.members('workflows').flatMap(([name, workflow]) =>
      workflow
        .maps('triggers')
        .flatMap((trigger) => trigger.maps('schedule'))
        .flatMap((entry) => asked(fence, name, entry)),
    ),
    ...root
      .members('functions')
      .flatMap(([name, handler]) => handler.maps('events').flatMap((event) => functionEvent(fence, name, event))),
  ]);
}

function asked(fence: Part, title: string, entry: YamlMap): Draft[] {
  const cron = entry.text('cron');
  return cron ? [scheduled(fence, title, cron, entry)] : [];
}

function functionEvent(fence: Part, title: string, event: YamlMap): Draft[] {
  const said = event.text('schedule') ?? event.texts('schedule', 'rate')[0];
  const cron = scheduleOf(said ?? '');
  return cron ? [scheduled(fence, title, cron, event)] : [];
}

function scheduled(fence: Part, title: string, cron: string, { line, endLine }: YamlMap): Draft {
  const fields = { cron, title, isBackup: BACKS_UP.test(title), retention: null, tz: 'UTC' };
  return scheduledDraft(fence, fields, { line, endLine, text: `${title}: ${cron}` });
}
