import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { person, startChromium } from './chromium.ts';
import { Kilometers } from './kilometers.ts';
import { clearFolder, freePorts, temporaryFolder } from './place.ts';
import { FastClock, Product } from './product.ts';
import { words } from './seeing.ts';

/**
 * What a test file plays on: the built product in a folder of its own, the systems that it operates, and people at their
 * browsers. It is cleared when the file has ended.
 */
export class Stage {
  readonly folder: string;
  readonly data: string;
  readonly clock: FastClock;
  #kilometers: Kilometers | null = null;
  #product: Product | null = null;
  #browser: Browser | null = null;
  #page: Page | null = null;

  /** @param speed of the product's clock, and of the one that the pages go by */
  constructor(name: string, speed: number) {
    this.folder = temporaryFolder(name);
    this.data = join(this.folder, 'data');
    this.clock = new FastClock(speed);
    afterAll(() => this.#clear());
    this.#endWithTheFirstFailure();
  }

  /** A copy of the example system, to be changed before the curtain opens. */
  async prepareKilometers(): Promise<Kilometers> {
    const [service = 0, database = 0] = await freePorts(2);
    this.#kilometers = new Kilometers(this.folder, { service, database });
    return this.#kilometers;
  }

  /** Starts the product on Kilometers, if it was prepared, and on these further systems, and a browser. */
  async open(others: readonly string[] = []): Promise<void> {
    const kilometers = this.#kilometers;
    const [port = 0] = await freePorts(1);
    const { folder, data, clock } = this;
    const [system = '', ...rest] = [...(kilometers === null ? [] : [kilometers.folder]), ...others];
    const environment = kilometers?.environment ?? {};
    const [product, browser] = await Promise.all([
      Product.start({ folder, data, port, clock, system, others: rest, environment }),
      startChromium(),
      kilometers?.start(),
    ]);
    this.#product = product;
    this.#browser = browser;
  }

  get product(): Product {
    return this.#product ?? notOpen();
  }

  get kilometers(): Kilometers {
    return this.#kilometers ?? notOpen();
  }

  /** An empty page of a new person, at a desk or with a phone. The last one is what a failure shows. */
  async newPage(isPhone = false): Promise<Page> {
    const page = await (await person(this.#browser ?? notOpen(), this.clock, isPhone)).newPage();
    this.#page ??= page;
    return page;
  }

  /** Of somebody who has signed in. */
  async signedIn(isPhone = false): Promise<Page> {
    const page = await this.newPage(isPhone);
    await page.goto(this.product.url);
    await page.getByLabel('Name').fill('admin');
    await page.getByLabel('Password').fill(this.firstPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Systems' }).waitFor();
    return page;
  }

  get firstPassword(): string {
    return readFileSync(join(this.data, 'first-password'), 'utf8').trim();
  }

  /** Keeps a picture where `RUNPROOF_E2E_PICTURES` names a folder. */
  async picture(page: Page, name: string): Promise<void> {
    const pictures = process.env.RUNPROOF_E2E_PICTURES;
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  /** The chapters of a file build on one another: after one that failed the others would only wait in vain. */
  #endWithTheFirstFailure(): void {
    let broken = false;
    beforeEach(({ skip }) => {
      if (broken) skip('an earlier chapter failed');
    });
    afterEach(async ({ task }) => {
      if (task.result?.state !== 'fail' || broken) return;
      broken = true;
      console.error(this.#product?.lastWords, this.#kilometers?.lastWords);
      if (this.#page !== null)
        console.error(`--- page ${this.#page.url()}\n${await words(this.#page.locator('body'))}`);
    });
  }

  async #clear(): Promise<void> {
    await this.#browser?.close();
    await this.#product?.program.end('SIGINT');
    await this.#kilometers?.stop();
    await clearFolder(this.folder);
  }
}

function notOpen(): never {
  throw new Error('The stage is not open yet.');
}
