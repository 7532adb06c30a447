/**
 * Something that a person can fill in: where its value goes in `runproof.yaml`, and how to ask for it. The way out of a
 * need, for a form.
 */
export interface OpenBinding {
  /** Keys from the top; a number is a place in a list, `-` the end of one (as in a JSON Pointer). */
  readonly path: readonly (string | number)[];
  readonly label: string;
  /** `connection` is a URL that may hold a password; `metric` and `person` are entries of several fields. */
  readonly kind: 'text' | 'url' | 'connection' | 'metric' | 'person';
  /** Not to be shown while it is typed. */
  readonly secret: boolean;
  /** Fields of the entry that are known already; null where the value is one text. */
  readonly prefill: Readonly<Record<string, string | number>> | null;
}

const SECRET_WORDS = /password|passwd|secret|token|api_?key|credential/i;

/** A placeholder's value by its bare name: `suffix`. */
export function valueBinding(name: string): OpenBinding {
  return { path: ['values', name], label: name, kind: 'text', secret: SECRET_WORDS.test(name), prefill: null };
}

/** A variable that the guide's commands are given. */
export function variableBinding(name: string): OpenBinding {
  return { ...valueBinding(name), path: ['commands', 'environment', name], label: `$${name}` };
}

export const BASE_URL_BINDING: OpenBinding = {
  path: ['baseUrl'],
  label: 'Address that paths such as /health are relative to',
  kind: 'url',
  secret: false,
  prefill: null,
};

export const SERVICE_BINDING: OpenBinding = {
  path: ['services', '-'],
  label: 'OpenTelemetry service name',
  kind: 'text',
  secret: false,
  prefill: null,
};

export function targetBinding(name: string): OpenBinding {
  const label = `Connection URL of ${name}`;
  return { path: ['targets', name], label, kind: 'connection', secret: true, prefill: null };
}

/** Which Prometheus or OpenTelemetry metric `key` is. */
export function metricBinding(key: string): OpenBinding {
  return { path: ['metrics', key], label: `Metric that is “${key}”`, kind: 'metric', secret: false, prefill: {} };
}

/** Somebody to page: the mail address of a person who is named already, else a new person. */
export function personBinding(
  role: string,
  level: number | null,
  people: readonly { readonly role: string }[],
): OpenBinding {
  const index = people.findIndex((person) => person.role === role);
  if (index !== -1)
    return { path: ['people', index, 'email'], label: `Mail of ${role}`, kind: 'text', secret: false, prefill: null };
  const prefill = level === null ? { role } : { role, level };
  return { path: ['people', '-'], label: role, kind: 'person', secret: false, prefill };
}
