const harmless = ['http:', 'https:', 'mailto:', 'tel:', 'sms:', 'irc:', 'ircs:', 'xmpp:'];

/** An address of a guide as it may stand in a page: relative, or of a scheme that runs nothing here. Empty otherwise. */
export function safeAddress(address: string): string {
  // Browsers pass over blanks and controls before and inside a scheme.
  const bare = address.replace(/[\p{Cc}\s]/gu, '');
  const scheme = /^([^/?#:]*:)/.exec(bare)?.[1];
  return scheme === undefined || harmless.includes(scheme.toLowerCase()) ? address : '';
}
