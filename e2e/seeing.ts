import type { Locator, Page } from 'playwright-core';

/** As they are read. */
export async function words(what: Locator): Promise<string> {
  return (await what.allInnerTexts()).join('\n');
}

export async function seen(what: Locator): Promise<void> {
  await what.waitFor({ state: 'visible' });
}

export async function isInView(what: Locator): Promise<boolean> {
  if ((await what.count()) === 0) return false;
  const box = await what.boundingBox();
  const { height = 0 } = what.page().viewportSize() ?? {};
  return box !== null && box.y >= 0 && box.y + Math.min(box.height, 100) <= height;
}

/** The note in the margin for a line of the guide. */
export function noteOf(page: Page, line: string): Locator {
  return page.getByRole('complementary', { name: 'Proof of each line' }).getByRole('button', { name: line });
}
