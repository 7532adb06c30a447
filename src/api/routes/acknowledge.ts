import formbody from '@fastify/formbody';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiServices, PageLink } from '../services.ts';

const params = z.object({ token: z.string().max(200) });
const LIMIT = { max: 30, timeWindow: 60_000 };

/**
 * Where a page's link leads: one button, no sign-in, no script, for a phone at three in the morning. The link itself
 * changes nothing, since mail scanners follow links; the button does.
 */
export const acknowledgeRoutes: FastifyPluginAsyncZod<{ services: ApiServices }> = async (
  server,
  { services: { incidents } },
) => {
  await server.register(formbody);
  const options = { schema: { params, hide: true }, config: { scope: 'none' as const, rateLimit: LIMIT } };
  server.get('/acknowledge/:token', options, async (request, reply) => {
    const link = await incidents.byPageToken(request.params.token);
    return reply
      .status(link === null ? 404 : 200)
      .type('text/html; charset=utf-8')
      .send(link === null ? unknownPage() : linkPage(link));
  });
  server.post('/acknowledge/:token', options, async (request, reply) => {
    const link = await incidents.byPageToken(request.params.token);
    if (link !== null && link.state === 'open') await incidents.acknowledge(link.incidentId, link.recipient, 'link');
    return reply.redirect(`/acknowledge/${encodeURIComponent(request.params.token)}`, 303);
  });
};

function linkPage(link: PageLink): string {
  const incident = `/incidents/${encodeURIComponent(link.incidentId)}`;
  const body =
    link.state === 'open'
      ? `<form method="post"><button>Acknowledge</button></form><p class="soft">You say that you have taken it. The next level is not paged then.</p>`
      : `<p class="done">${link.state === 'resolved' ? 'Resolved.' : `Acknowledged${link.acknowledgedBy === null ? '' : ` by ${escapeHtml(link.acknowledgedBy)}`}.`}</p>`;
  return page(
    `#${link.number} ${link.title}`,
    `<p class="soft">${escapeHtml(link.systemName)} · ${escapeHtml(link.severity)} · since <time datetime="${link.openedAt}">${link.openedAt.slice(0, 16).replace('T', ' ')} UTC</time></p>
<h1>${escapeHtml(link.title)}</h1>${body}<p><a href="${incident}">Open incident #${link.number}</a></p>`,
  );
}

function unknownPage(): string {
  return page(
    'Unknown link',
    '<h1>This link is not known</h1><p>It may have been cut in two by the mail program. <a href="/incidents">Open the incidents</a> instead.</p>',
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${escapeHtml(title)} · Runproof</title><link rel="stylesheet" href="/acknowledge.css"></head><body><main>${body}</main></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
