/** Programs and services that watch systems, keep their logs and wake people. */
const TOOL =
  /\b(?:prometheus|grafana|loki|tempo|mimir|thanos|elk|efk|elastic\w*|kibana|logstash|fluent(?:d|[ -]?bit)|jaeger|zipkin|open ?telemetry|otel|datadog|new ?relic|sentry|splunk|graylog|papertrail|logtail|better ?stack|loggly|sumo ?logic|dynatrace|app ?dynamics|honeycomb|lightstep|cloud ?watch|x-ray|azure monitor|app(?:lication)? insights|log analytics|stackdriver|cloud (?:logging|monitoring|trace)|pager ?duty|ops ?genie|victor ?ops|uptime ?(?:robot|kuma)|pingdom|status ?cake|healthchecks\.io|nagios|zabbix|netdata|icinga|alert ?manager|rollbar|bugsnag|pino|winston|vector|influx\w*|telegraf|victoria ?metrics)\b/i;

/** Whether a text names a tool of observability: "Traces: Tempo", "Loki, kept 30 days". */
export const namesTool = (text: string): boolean => TOOL.test(text);
