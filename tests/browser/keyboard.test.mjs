// SPDX-License-Identifier: LGPL-3.0-or-later
// The whole way by keyboard alone.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Browser, MOVING, PHONE } from './support/browser.mjs';
import { eventually } from './support/eventually.mjs';
import { face } from './support/face.mjs';
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
  const { page } = await browser.visitor(server);
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

// Nothing has the focus after the dialog and the drawer but what they leave behind.
for (const [where, look, role] of [
  ['a narrow window', { viewport: { width: 600, height: 800 } }, 'textbox'],
  ['a phone', PHONE, 'log'],
]) {
  test(`in ${where} the focus goes to the room one has made, or chosen`, async () => {
    const { page } = await browser.visitor(server, look);
    const hasFocus = (name) => eventually(`the ${role} of ${name} to have the focus`, () => page
      .getByRole(role, { name: new RegExp(`${name}$`) }).evaluate((element) => element === document.activeElement));
    await page.keyboard.type('Kim');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Show rooms/ }).click();
    await page.getByRole('button', { name: 'New room' }).click();
    await page.keyboard.type('Small room');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Small room' }).waitFor();
    await hasFocus('Small room');
    await page.getByRole('button', { name: /^Show rooms/ }).click();
    await page.getByRole('link', { name: /^Lobby/ }).click();
    await hasFocus('Lobby');
    await page.evaluate(() => { location.hash = 'not-yet'; });
    await page.getByRole('button', { name: 'Create it' }).click();
    await page.getByRole('button', { name: 'Create room' }).click();
    await hasFocus('not-yet');
  });
}

for (const [where, look, shows, closes, beside] of [
  ['the rooms on a phone', { ...PHONE, ...MOVING }, /^Show rooms/, 'Close rooms', 340],
  ['the people in a window', { viewport: { width: 900, height: 700 }, ...MOVING }, /^Show who is here/, 'Close people', 200],
  ['the people without motion', { viewport: { width: 900, height: 700 } }, /^Show who is here/, 'Close people', 200],
]) {
  test(`a drawer takes the focus and gives it back: ${where}`, async () => {
    const visitor = await browser.visitor(server, look);
    const { page } = visitor;
    await visitor.enter('Kim');
    const opener = page.getByRole('button', { name: shows });
    const hasFocus = (what, locator) => eventually(`${what} to have the focus`, () => (
      locator.evaluate((element) => element === document.activeElement)));
    const tapBeside = () => page.locator('.backdrop').click({ position: { x: beside, y: 300 } });
    for (const close of [() => page.keyboard.press('Escape'), tapBeside]) {
      await opener.click();
      await hasFocus('the drawer', page.getByRole('button', { name: closes }));
      await close();
      await hasFocus('what opened it', opener);
    }
  });
}

test('asked for another name, one may stay who one is', async () => {
  const visitor = await browser.visitor(server);
  const { page } = visitor;
  await visitor.enter('Kim');
  const asked = page.getByRole('heading', { name: 'Change your name' });
  await page.getByRole('button', { name: 'Change name' }).click();
  await asked.waitFor();
  await face(visitor, 'door-change-wide-light');
  await page.keyboard.press('Escape');
  await visitor.inside();
  await page.getByRole('button', { name: 'Change name' }).click();
  await page.getByRole('button', { name: 'Stay Kim' }).click();
  await visitor.inside();
  assert.equal(visitor.sockets.length, 1, 'the connection was given up');

  await (await browser.visitor(server)).enter('Lea');
  await page.getByRole('button', { name: 'Change name' }).click();
  await page.keyboard.type('Lea');
  await page.keyboard.press('Enter');
  await page.getByText(/^“Lea” is already taken/).waitFor();
  await page.keyboard.press('Escape');
  await visitor.inside();
  await page.locator('.me-name', { hasText: /^Kim$/ }).waitFor();
  await page.getByRole('button', { name: 'Change name' }).click();
  await page.keyboard.type('Mo');
  await page.keyboard.press('Enter');
  await visitor.inside();
  await page.locator('.me-name', { hasText: /^Mo$/ }).waitFor();
});
