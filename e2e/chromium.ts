import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { chromiumPath } from './place.ts';
import type { FastClock } from './product.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args: FLAGS });
}

/** A browser of its own, whose clock shows what the product's does: the pages say how old things are. */
export async function person(browser: Browser, clock: FastClock, isPhone = false): Promise<BrowserContext> {
  const context = await browser.newContext(
    isPhone
      ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
      : { viewport: { width: 1440, height: 900 } },
  );
  context.setDefaultTimeout(15_000);
  await context.addInitScript(
    ({ speed, since }) => {
      const Machine = Date;
      const now = () => since + (Machine.now() - since) * speed;
      window.Date = new Proxy(Machine, {
        construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given) as object,
        get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
      });
    },
    { speed: clock.speed, since: clock.since },
  );
  return context;
}
