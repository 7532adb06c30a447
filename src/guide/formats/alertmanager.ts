import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { readRoutes } from './alertmanager-routes.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

/** How a receiver reaches people, where its address stands. */
const WAYS: readonly (readonly [key: string, channel: string, address: readonly string[]])[] = [
  ['pagerduty_configs', 'pagerduty', ['service_key', 'routing_key', 'routing_key_file', 'service_key_file']],
  ['opsgenie_configs', 'opsgenie', []],
  ['slack_configs', 'slack', ['channel']],
  ['email_configs', 'email', ['to']],
  ['webhook_configs', 'webhook', ['url']],
  ['msteams_configs', 'teams', []],
  ['telegram_configs', 'telegram', ['chat_id']],
  ['discord_configs', 'discord', []],
  ['sns_configs', 'sns', ['topic_arn', 'phone_number']],
];
/** Addresses that are secrets themselves are not repeated. */
const SECRET = /key|token/;

/** An Alertmanager configuration: who is told by which channel, and who of them at which severity. */
export function readAlertmanager(fence: Part): Draft[] {
  if (!/\b(?:receivers|route)["']?\s*:/.test(fence.text)) return [];
  // The operator's AlertmanagerConfig has the same below `spec`, in camel case; the values of a chart below `config`.
  return yamlIn(fence)
    .flatMap((root) => root.all())
    .flatMap((config) => [
      ...config.maps('receivers').flatMap((receiver) => contacts(fence, receiver)),
      ...config.maps('route').flatMap((route) => readRoutes(fence, route)),
    ]);
}

function contacts(fence: Part, receiver: YamlMap): Draft[] {
  const role = receiver.text('name');
  if (!role) return [];
  return WAYS.flatMap(([key, channel, addresses]) =>
    [...receiver.maps(key), ...receiver.maps(camelCase(key))].map((way) => {
      const stated = addresses.filter((name) => !SECRET.test(name)).map((name) => way.text(name));
      const address = stated.find((each) => each !== null) ?? null;
      return draft(
        fence,
        { kind: 'contact', role, level: null, channel, address },
        {
          line: receiver.line,
          endLine: receiver.endLine,
          text: `${role}: ${[channel, address].filter(Boolean).join(' ')}`,
        },
      );
    }),
  );
}

const camelCase = (key: string): string => key.replace(/_(.)/g, (_, sign: string) => sign.toUpperCase());
