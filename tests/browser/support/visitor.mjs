// SPDX-License-Identifier: LGPL-3.0-or-later
// One person at the page: what they do, and what they see.

import { eventually } from './eventually.mjs';

// Losing the connection is what some tests are about; the browser says so by itself.
const EXPECTED = /WebSocket connection to|net::ERR_|Failed to load resource/;

export class Visitor {
  constructor(context, url) {
    this.context = context;
    this.url = url;
    this.complaints = [];
    this.outside = [];
    this.sockets = [];
    context.on('page', (page) => this.watch(page));
  }

  /** A new tab. */
  async open(hash = '') {
    this.page = await this.context.newPage();
    await this.page.goto(this.url + hash);
  }

  async closeTab() {
    await this.page.close();
  }

  async giveName(name) {
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByRole('button', { name: 'Enter', exact: true }).click();
  }

  async enter(name) {
    await this.giveName(name);
    await this.inside();
  }

  async inside() {
    await this.composer.waitFor();
    await eventually('the room to open', async () => (await this.log.getAttribute('aria-busy')) === 'false');
  }

  get composer() {
    return this.page.getByRole('textbox', { name: /^Message to/ });
  }

  get log() {
    return this.page.getByRole('log');
  }

  async say(text) {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** The texts of the room's messages in the order they stand there. */
  said() {
    return this.page.locator('.said-text').allInnerTexts();
  }

  /** Own messages that the server has not confirmed. */
  waiting() {
    return this.page.locator('.said-waiting').count();
  }

  async sees(text) {
    await this.log.getByText(text, { exact: true }).first().waitFor();
  }

  /** Names in it stand between marks that nobody sees. */
  async seesNotice(text) {
    await eventually(`the notice: ${text}`, async () => {
      const notices = await this.page.locator('.log-notice').allInnerTexts();
      return notices.some((notice) => notice.replace(/[\u2068\u2069]/g, '').includes(text));
    });
  }

  async seesExactly(texts) {
    await eventually(`exactly ${texts.length} messages`, async () => {
      const now = await this.said();
      if (now.join('\n') !== texts.join('\n')) throw new Error(`seen: ${JSON.stringify(now)}`);
      return (await this.waiting()) === 0;
    });
  }

  async goTo(room) {
    await this.page.evaluate((name) => { location.hash = name; }, room);
  }

  watch(page) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) {
        this.complaints.push(message.text());
      }
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(this.url)) this.outside.push(request.url());
    });
    page.on('websocket', (socket) => {
      this.sockets.push(socket);
      if (!socket.url().startsWith(this.url.replace('http', 'ws'))) this.outside.push(socket.url());
    });
  }
}
