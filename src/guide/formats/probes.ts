import type { CheckFields } from '../../plan/commitment.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { NO_CHECK } from '../kinds/check.ts';
import { durationsIn } from '../words/duration.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

const CHECKS =
  /(?:liveness|readiness|startup)Probe|health_?check|blackbox|metrics_path["']?:\s*["']?\/probe|\[STATUS\]|^\s*-?\s*["']?url["']?\s*:|"(?:url|monitors)"\s*:/im;

/**
 * What blocks of configuration ask of a system, again and again: the probes of Kubernetes, the health checks of Compose,
 * the targets of a blackbox exporter, and the monitors of Gatus, Uptime Kuma and their like.
 */
export function readProbes(fence: Part): Draft[] {
  if (!CHECKS.test(fence.text)) return [];
  return yamlIn(fence).flatMap((root) => [
    ...probesWithin(fence, root),
    ...root
      .members('services')
      .flatMap(([name, service]) => service.maps('healthcheck').flatMap((check) => composeCheck(fence, name, check))),
    ...root.maps('scrape_configs').flatMap((job) => blackboxTargets(fence, job)),
    ...['endpoints', 'monitors', 'monitorList', 'checks']
      .flatMap((list) => root.maps(list))
      .flatMap((entry) => monitor(fence, entry)),
  ]);
}

/** Wherever in a workload, or in the values of a chart, a container is described; also a probe that is shown alone. */
function probesWithin(fence: Part, root: YamlMap): Draft[] {
  return root
    .all()
    .flatMap((container) => [
      ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((name) =>
        container.maps(name).flatMap((probe) => kubernetesProbe(fence, name, probe)),
      ),
      ...platformCheck(fence, container),
    ]);
}

/** The path by which a platform asks an instance: `healthCheckPath: /health`. */
function platformCheck(fence: Part, service: YamlMap): Draft[] {
  const path = service.text('healthCheckPath') ?? service.text('health_check_path') ?? service.text('healthcheckPath');
  return path?.startsWith('/') ? [check(fence, service, { path, purpose: service.text('name') })] : [];
}

function kubernetesProbe(fence: Part, name: string, probe: YamlMap): Draft[] {
  const path = probe.text('httpGet', 'path');
  if (!path?.startsWith('/')) return [];
  const timeout = probe.number('timeoutSeconds');
  const purpose = name.replace('Probe', '');
  return [check(fence, probe, { path, purpose, timeoutMs: timeout === null ? null : timeout * 1000 })];
}

/** `test: ["CMD", "curl", "-f", "http://localhost:8080/health"]` */
function composeCheck(fence: Part, name: string, at: YamlMap): Draft[] {
  const test = at.texts('test').join(' ');
  const url = /https?:\/\/[^\s"'|)]+/.exec(test)?.[0];
  const timeoutMs = millisecondsIn(at.text('timeout'));
  if (!url)
    return test ? [check(fence, at, { target: name, purpose: test.replace(/^CMD(?:-SHELL)? /, ''), timeoutMs })] : [];
  const path = url.replace(/^https?:\/\/[^/]+/, '') || '/';
  // Within the container the service asks itself: only the path is said.
  const where = /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])/.test(url) ? { path } : { url };
  const status = /\s(?:-\w*f\w*|--fail)\b/.test(test) ? 200 : null;
  return [
    check(fence, at, {
      ...where,
      purpose: name,
      expect: { status, json: null },
      timeoutMs,
    }),
  ];
}

function blackboxTargets(fence: Part, job: YamlMap): Draft[] {
  const isProbe = job.text('metrics_path') === '/probe' || job.texts('params', 'module').length > 0;
  if (!isProbe) return [];
  const module = job.texts('params', 'module')[0] ?? '';
  const status = /2xx/.test(module) ? 200 : null;
  return job.maps('static_configs').flatMap((group) =>
    group.texts('targets').map((target) =>
      check(fence, group, {
        ...(/^https?:/.test(target) ? { url: target } : { target }),
        purpose: job.text('job_name'),
        expect: { status, json: null },
      }),
    ),
  );
}

/** An entry of a list of monitors: its address, what is expected of it, how long it may take. */
function monitor(fence: Part, entry: YamlMap): Draft[] {
  const url = entry.text('url');
  if (!url || !/^(?:https?|tcp|icmp|dns):\/\//.test(url)) return [];
  const conditions = entry.texts('conditions');
  const status = Number(
    conditions.map((said) => /\[STATUS\]\s*==\s*(\d{3})/.exec(said)?.[1]).find(Boolean) ??
      entry.number('expectedStatus') ??
      Number.NaN,
  );
  const latency = Number(
    conditions.map((said) => /\[RESPONSE_TIME\]\s*<=?\s*(\d+)/.exec(said)?.[1]).find(Boolean) ?? Number.NaN,
  );
  const timeout = entry.number('timeout');
  return [
    check(fence, entry, {
      ...(url.startsWith('http') ? { url } : { target: url }),
      purpose: entry.text('name'),
      expect: { status: Number.isFinite(status) ? status : null, json: null },
      maxLatencyMs: Number.isFinite(latency) ? latency : null,
      timeoutMs: timeout === null ? millisecondsIn(entry.text('timeout')) : timeout * 1000,
    }),
  ];
}

function check(fence: Part, { line, endLine }: YamlMap, said: Partial<CheckFields>): Draft {
  const fields: CheckFields = { ...NO_CHECK, ...said };
  const where = fields.path ?? fields.url ?? fields.target;
  return draft(fence, fields, { line, endLine, text: [fields.purpose, where].filter(Boolean).join(': ') });
}

function millisecondsIn(text: string | null): number | null {
  const [first] = durationsIn(text ?? '');
  return first ? Math.round(first.seconds * 1000) : null;
}
