import { addressIn, channelIn } from '../../words/channel.ts';
import type { Rule } from '../rule.ts';

export const escalationToNobody: Rule = {
  id: 'escalation-to-nobody',
  severity: 'error',
  finds: 'A level of the escalation that nobody can reach: no address, number or channel.',
  why: 'Escalation happens when the first person does not answer. If the guide then names only a title, the incident waits until somebody finds out who that is.',
  failing: [
    {
      guide:
        '## Contacts\n\n| Role | Name | Email | Phone | Escalation level |\n|---|---|---|---|---|\n| On-call engineer | Rotating | ops@example.com | - | L1 |\n| Platform owner | Leadership | - | - | L2 |\n',
      words: 'Platform owner',
    },
    {
      guide: '## On-call\n\n- **Primary**: engineering team via PagerDuty\n- **Escalation**: Engineering manager\n',
      words: 'Engineering manager',
    },
  ],
  passing: [
    {
      guide:
        '## On-call\n\n- **Primary**: engineering team via PagerDuty\n- **Escalation**: Engineering manager (manager@example.com)\n',
    },
    { guide: '## On-call\n\n- **Primary**: Platform team\n\n## Channels\n\n- Platform team: platform@example.com\n' },
  ],
  *find(guide) {
    const contacts = guide.all('contact');
    // "Platform Team" is also reached where another line gives it an address, or is named like its mailbox.
    const reachable = new Set(
      contacts.filter(({ address, channel }) => address ?? channel).map(({ role }) => plain(role)),
    );
    const mailboxes =
      guide.lines
        .join('\n')
        .match(/(?<![\w.+-])[\w.+-]{1,64}(?=@)/g)
        ?.map(plain) ?? [];
    const seen = new Set<string>();
    for (const contact of contacts) {
      const { role, level, address, channel, line, endLine } = contact;
      if (level === null || level === 'owner' || address !== null || channel !== null) continue;
      const written = guide.lines.slice(line - 1, endLine).join(' ');
      if (addressIn(written) || channelIn(written) || /\bsee\b|https?:|\b\d{3}[\d\s()-]{4,}\b/i.test(written)) continue;
      const name = plain(role);
      if (reachable.has(name) || mailboxes.includes(name) || seen.has(name)) continue;
      seen.add(name);
      yield {
        place: guide.place(contact, role),
        message: `“${role}” stands in the escalation (${level}), and nothing says how to reach them.`,
        understood: `No address, number or channel in “${contact.text}”, nor in another line about them.`,
        wayOut: 'Add a mail address, a telephone number or the channel that pages them.',
      };
    }
  },
};

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
