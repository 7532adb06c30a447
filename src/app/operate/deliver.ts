import { DeliveryError } from '../../adapters/delivery-error.ts';
import { pageMail } from '../../adapters/smtp/page-mail.ts';
import { type Mail, sendMail } from '../../adapters/smtp/smtp-sender.ts';
import { sendWebhook } from '../../adapters/webhook/webhook-sender.ts';
import type { EscalateEffect, NotifyEffect, PageEffect, WebhookEffect } from '../../respond/event.ts';
import type { IncidentState, PageChannel } from '../../respond/incident.ts';
import type { ClaimedEffect } from '../../store/postgres/effects.ts';
import { findIncident, type StoredIncident } from '../../store/postgres/incidents.ts';
import { beginPage, finishPage, listPages } from '../../store/postgres/pages.ts';
import { measuredInWords, nextPage } from '../incident-words.ts';
import { iso } from '../instant.ts';
import { hashOfSecret, newSecret } from '../secret-text.ts';
import type { EffectHandler, EffectOutcome } from './effect-worker.ts';
import type { Operation } from './operation.ts';
import { respond } from './respond.ts';
import type { Surroundings } from './surroundings.ts';

/** A link in a mail works for this long. */
const LINK_MS = 7 * 86_400_000;

/** The effects that `respond` decides on. `inboxUrl` is where mails go whose bindings name no server. */
export function deliveryHandlers(
  surroundings: Surroundings,
  inboxUrl: string | null,
): Readonly<Record<string, EffectHandler>> {
  const delivery = new Delivery(surroundings, inboxUrl);
  const nothing = async () => {};
  return {
    page: {
      carryOut: (effect) => delivery.page(effect),
      gaveUp: (effect, error) => delivery.pageGivenUp(effect, error),
    },
    escalate: { carryOut: (effect) => delivery.escalate(effect), gaveUp: nothing },
    notify: { carryOut: (effect) => delivery.notify(effect), gaveUp: nothing },
    webhook: { carryOut: (effect) => delivery.webhook(effect), gaveUp: nothing },
  };
}

interface Subject {
  readonly stored: StoredIncident<IncidentState>;
  readonly operation: Operation;
}

class Delivery {
  readonly #surroundings: Surroundings;
  readonly #inboxUrl: string | null;

  constructor(surroundings: Surroundings, inboxUrl: string | null) {
    this.#surroundings = surroundings;
    this.#inboxUrl = inboxUrl;
  }

  /**
   * Delivers a page on each of its channels that has not delivered it yet. A process that dies between sending and
   * noting it sends again: a page comes at least once.
   */
  async page(effect: ClaimedEffect): Promise<EffectOutcome> {
    const { payload } = effect as ClaimedEffect<PageEffect['payload']>;
    const subject = await this.#subject(payload.incidentId);
    if (subject === null) return GONE;
    const failures: DeliveryError[] = [];
    for (const channel of payload.channels) {
      try {
        await this.#pageOn(channel, effect.idempotencyKey, payload, subject);
      } catch (error) {
        failures.push(deliveryError(error));
      }
    }
    const again = failures.find(({ permanent }) => !permanent);
    if (again !== undefined) return { retry: again.message };
    for (const channel of payload.channels)
      await this.#noteFailure(channel, effect.idempotencyKey, payload, failures[0]?.message ?? '');
    return { done: true };
  }

  async pageGivenUp(effect: ClaimedEffect, error: string): Promise<void> {
    const { payload } = effect as ClaimedEffect<PageEffect['payload']>;
    for (const channel of payload.channels) await this.#noteFailure(channel, effect.idempotencyKey, payload, error);
  }

  async escalate(effect: ClaimedEffect): Promise<EffectOutcome> {
    const { payload } = effect as ClaimedEffect<EscalateEffect['payload']>;
    const subject = await this.#subject(payload.incidentId);
    if (subject === null) return GONE;
    const { store, clock } = this.#surroundings;
    await store.transaction((database) =>
      respond(database, subject.operation, payload.incidentId, payload.event, clock.now()),
    );
    return { done: true };
  }

  async notify(effect: ClaimedEffect): Promise<EffectOutcome> {
    const { payload } = effect as ClaimedEffect<NotifyEffect['payload']>;
    const subject = await this.#subject(payload.incidentId);
    if (subject === null) return GONE;
    const { number, state } = subject.stored;
    for (const { email } of payload.recipients) {
      if (email === null) continue;
      const url = `${this.#surroundings.publicUrl}/incidents/${encodeURIComponent(state.id)}`;
      const text = `${subject.operation.plan.systemName}: ${state.title}\n\n${payload.text}\n\n${url}\n`;
      const html = `<p><strong>${escapeHtml(subject.operation.plan.systemName)}: ${escapeHtml(state.title)}</strong></p><p>${escapeHtml(payload.text)}</p><p><a href="${escapeHtml(url)}">Incident #${number}</a></p>`;
      const mail = {
        to: email,
        subject: `#${number} ${payload.news.replace('-', ' ')}: ${state.title}`,
        text,
        html,
        headers: threadHeaders(state),
      };
      try {
        await this.#mail(subject.operation, mail);
      } catch (error) {
        const { permanent, message } = deliveryError(error);
        // News may come twice, a page may not be missed: the whole effect is tried again.
        return permanent ? { hopeless: message } : { retry: message };
      }
    }
    return { done: true };
  }

  async webhook(effect: ClaimedEffect): Promise<EffectOutcome> {
    const { payload } = effect as ClaimedEffect<WebhookEffect['payload']>;
    const subject = await this.#subject(payload.incidentId);
    const webhook = subject?.operation.plan.notify.webhook ?? null;
    if (subject === null || webhook === null) return GONE;
    try {
      await this.#post(subject, webhook.url, effect.idempotencyKey, payload.type, payload.text);
      return { done: true };
    } catch (error) {
      const { permanent, message } = deliveryError(error);
      return permanent ? { hopeless: message } : { retry: message };
    }
  }

  async #pageOn(
    channel: PageChannel,
    pageKey: string,
    payload: PageEffect['payload'],
    subject: Subject,
  ): Promise<void> {
    const { store, clock } = this.#surroundings;
    const address = channel === 'email' ? payload.recipient.email : payload.recipient.webhook;
    if (address === null) return;
    const token = newSecret();
    const { incidentId, level, recipient } = payload;
    const before = await beginPage(
      store.database,
      { pageKey, channel, incidentId, level, recipient: recipient.role, address },
      { tokenHash: hashOfSecret(token), expiresAt: clock.now() + LINK_MS },
      clock.now(),
    );
    if (before === 'sent') return;
    if (channel === 'email') await this.#mail(subject.operation, this.#pageMail(address, token, subject));
    else await this.#post(subject, address, pageKey, 'incident.paged', `${recipient.role} is paged.`);
    await store.transaction(async (database) => {
      const now = clock.now();
      await finishPage(database, { pageKey, channel }, { state: 'sent', error: null, now });
      await respond(database, subject.operation, incidentId, { type: 'page-delivered', pageKey, level, channel }, now);
    });
  }

  /** Where the channel has not delivered, it has failed for good. */
  async #noteFailure(
    channel: PageChannel,
    pageKey: string,
    { incidentId, level }: PageEffect['payload'],
    error: string,
  ): Promise<void> {
    const { store, clock } = this.#surroundings;
    const delivered = (await listPages(store.database, incidentId)).some(
      (page) => page.pageKey === pageKey && page.channel === channel && page.state === 'sent',
    );
    const subject = delivered ? null : await this.#subject(incidentId);
    if (subject === null) return;
    await store.transaction(async (database) => {
      const now = clock.now();
      await finishPage(database, { pageKey, channel }, { state: 'failed', error, now });
      await respond(
        database,
        subject.operation,
        incidentId,
        { type: 'page-failed', pageKey, level, channel, error },
        now,
      );
    });
  }

  #pageMail(to: string, token: string, { stored, operation }: Subject): Mail {
    const { number, state } = stored;
    const { publicUrl, clock } = this.#surroundings;
    const { plan } = operation;
    const next = nextPage(plan, state);
    const mail = pageMail({
      system: plan.systemName,
      environment: plan.environment,
      timeZone: plan.timeZone,
      incident: { number: `#${number}`, title: state.title, severity: state.severity },
      since: state.openedAt,
      now: clock.now(),
      measurements: state.alerts
        .filter(({ resolvedAt }) => resolvedAt === null)
        .map((alert) => {
          const { value, condition } = measuredInWords(plan, alert);
          return { what: alert.name, measured: value, threshold: condition };
        }),
      acknowledgeUrl: `${publicUrl}/acknowledge/${token}`,
      incidentUrl: `${publicUrl}/incidents/${encodeURIComponent(state.id)}`,
      escalation: next === null ? null : { at: next.at, to: next.role },
    });
    return { to, ...mail, headers: threadHeaders(state) };
  }

  async #mail(operation: Operation, mail: Mail): Promise<void> {
    const { smtpUrl, from } = operation.plan.notify;
    const url = smtpUrl === null ? this.#inboxUrl : operation.resolveSecret(smtpUrl);
    if (url === null) throw new DeliveryError('There is no mail server: give notify.smtp in runproof.yaml.', true);
    await sendMail({ url, from }, mail);
  }

  async #post(subject: Subject, url: string, id: string, type: string, text: string): Promise<void> {
    const { clock, publicUrl } = this.#surroundings;
    const { operation, stored } = subject;
    const { number, state } = stored;
    const webhook = operation.plan.notify.webhook;
    if (webhook === null)
      throw new DeliveryError('Webhooks are signed: give notify.webhook with a secret in runproof.yaml.', true);
    const data = {
      incident: {
        id: state.id,
        number,
        title: state.title,
        severity: state.severity,
        phase: state.phase,
        openedAt: iso(state.openedAt),
        url: `${publicUrl}/incidents/${encodeURIComponent(state.id)}`,
      },
      system: { id: operation.id, name: operation.plan.systemName, environment: operation.plan.environment },
      text,
    };
    await sendWebhook(
      { url, secret: operation.resolveSecret(webhook.secret) },
      { id, type, at: clock.now(), data },
      clock.now(),
    );
  }

  async #subject(incidentId: string): Promise<Subject | null> {
    const stored = await findIncident<IncidentState>(this.#surroundings.store.database, incidentId);
    const operation = this.#surroundings.operations.get(stored?.state.systemId ?? '');
    return stored === null || operation === undefined ? null : { stored, operation };
  }
}

const GONE: EffectOutcome = { hopeless: 'its incident, or the system it is of, is not operated here any more' };

function deliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  return new DeliveryError(error instanceof Error ? error.message : String(error), false, error);
}

/** All mails of an incident are one conversation (RFC 5322, 3.6.4), and no autoresponder answers them (RFC 3834). */
function threadHeaders({ id }: IncidentState): Record<string, string> {
  return { References: `<${id}@incidents.runproof>`, 'Auto-Submitted': 'auto-generated' };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
