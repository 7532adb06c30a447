import type { Part } from '../document/part.ts';
import type { Draft } from '../draft.ts';
import { BACKS_UP, scheduledDraft } from './crontab.ts';
import { scheduleOf } from './schedule-expression.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

/** The schedules of pipelines and functions: GitHub Actions, Azure Pipelines, CircleCI, the Serverless Framework; in UTC. */
export function readWorkflow(fence: Part): Draft[] {
  if (!/^\s*(?:- )?["']?(?:cron|schedule|ansible\.builtin\.cron)["']?\s*:/m.test(fence.text)) return [];
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
    ...root.all().flatMap((task) => ansibleCron(fence, task)),
    ...root
      .members('functions')
      .flatMap(([name, handler]) => handler.maps('events').flatMap((event) => functionEvent(fence, name, event))),
  ]);
}

function asked(fence: Part, title: string, entry: YamlMap): Draft[] {
  const cron = entry.text('cron');
  return cron ? [scheduled(fence, title, cron, entry)] : [];
}

/** `- name: Save it` / `cron: {minute: "0", hour: "2", job: /opt/save.sh}` of an Ansible playbook. */
function ansibleCron(fence: Part, task: YamlMap): Draft[] {
  return [...task.maps('cron'), ...task.maps('ansible.builtin.cron')].flatMap((entry) => {
    const job = entry.text('job');
    if (!job) return [];
    const fields = ['minute', 'hour', 'day', 'month', 'weekday'].map((name) => entry.text(name) ?? '*');
    const special = entry.text('special_time');
    const cron = special ? `@${special}` : fields.join(' ');
    const title = entry.text('name') ?? task.text('name') ?? job;
    const isBackup = BACKS_UP.test(title) || BACKS_UP.test(job);
    const { line, endLine } = task;
    return [
      scheduledDraft(
        fence,
        { cron, title, isBackup, retention: null, tz: null },
        { line, endLine, text: `${title}: ${cron}` },
      ),
    ];
  });
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
