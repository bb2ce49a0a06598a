// SPDX-License-Identifier: LGPL-3.0-or-later
// The whole way by keyboard alone.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Browser } from './support/browser.mjs';
import { Server } from './support/server.mjs';

let server;
let browser;

before(async () => {
  browser = await Browser.launch();
});
after(() => browser?.close());
beforeEach(async () => {
  server = await Server.start();
});
afterEach(async () => {
  try {
    await browser.leave();
  } finally {
    await server.stop();
  }
});

test('the whole way by keyboard alone', async () => {
  const { page } = await browser.visitor(server, { reducedMotion: 'reduce' });
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const isAt = (role, name) =>
    page.getByRole(role, { name }).evaluate((element) => element === document.activeElement);
  /** Tabs until the wanted thing has the focus. */
  const reach = async (role, name) => {
    for (let step = 0; step < 40; step += 1) {
      if (await isAt(role, name)) return;
      await press('Tab');
    }
    assert.fail(`no way to ${role} ${name}`);
  };

  await page.keyboard.type('Kim');
  await press('Enter');
  await page.getByRole('textbox', { name: /^Message to/ }).waitFor();
  await page.keyboard.type('Hands off the mouse');
  await press('Enter');
  await page.getByRole('log').getByText('Hands off the mouse').waitFor();

  await reach('button', 'New room');
  await press('Enter');
  await page.keyboard.type('Keys only');
  await press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.ok(await isAt('button', 'New room'), 'the focus did not come back');
  await press('Enter');
  await page.keyboard.type('Keys only');
  for (let step = 0; step < 12; step += 1) {
    await press('Tab');
    const kept = await page.evaluate(() => document.activeElement === document.body
      || document.activeElement.closest('dialog') !== null);
    assert.ok(kept, 'the focus left the dialog');
  }
  await reach('button', 'Create room');
  await press('Enter');
  await page.getByRole('heading', { name: 'Keys only' }).waitFor();
  await reach('link', /^Lobby/);
  await press('Enter');
  await page.getByRole('heading', { name: 'Lobby', exact: true }).waitFor();
  await reach('link', /^Keys only/);
  await press('Enter');
  await page.getByRole('heading', { name: 'Keys only' }).waitFor();
  await reach('button', 'Leave this room');
  await press('Enter');
  await page.getByRole('heading', { name: 'Lobby', exact: true }).waitFor();
});
