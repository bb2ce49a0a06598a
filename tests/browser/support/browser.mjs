// SPDX-License-Identifier: LGPL-3.0-or-later
// Chromium, and the people who use it.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { Visitor } from './visitor.mjs';

export const WIDE = { viewport: { width: 1280, height: 800 } };
export const PHONE = {
  viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true,
};
// Most visitors ask for little motion: each click waits for its button to stand still, and painting what
// moves takes a sixth of the processor's time. These see all of it.
export const MOVING = { reducedMotion: 'no-preference' };

// The shell is Chromium without its windows: the same engine for two thirds of the processor's time.
const CHROMIUMS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

const pictures = path.join(process.env.LANROOM_BUILD, 'pictures');

export class Browser {
  static async launch() {
    const browser = new Browser();
    browser.chromium = await chromium.launch({
      executablePath: process.env.LANROOM_CHROMIUM ?? CHROMIUMS.find(file => existsSync(file)),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--no-proxy-server'],
    });
    browser.visitors = [];
    return browser;
  }

  /** Somebody with a browser of their own, looking at the server's page. */
  async visitor(server, look = WIDE, hash = '') {
    const context = await this.chromium.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...look });
    context.setDefaultTimeout(30_000);
    const visitor = new Visitor(context, server.url);
    this.visitors.push(visitor);
    await visitor.open(hash);
    return visitor;
  }

  /** What every test wants to be true at its end. */
  async leave() {
    for (const visitor of this.visitors) {
      assert.deepEqual(visitor.complaints, [], 'the page complained');
      assert.deepEqual(visitor.outside, [], 'the page asked somebody else');
      await visitor.context.close();
    }
    this.visitors = [];
  }

  close() {
    return this.chromium.close();
  }
}

export async function picture(page, name) {
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}
