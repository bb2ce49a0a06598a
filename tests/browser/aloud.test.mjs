// SPDX-License-Identifier: LGPL-3.0-or-later
// What those meet who hear the page instead of seeing it: the focus stays somewhere, and what is read out
// is what is new.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Browser, PHONE } from './support/browser.mjs';
import { chatter, talker } from './support/crowd.mjs';
import { eventually } from './support/eventually.mjs';
import { face } from './support/face.mjs';
import { Server } from './support/server.mjs';

let server;
let browser;

before(async () => {
  server = await Server.start();
  browser = await Browser.launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
afterEach(() => browser.leave());

const hasFocus = (locator) => locator.evaluate((element) => element === document.activeElement);

/** Notes of each message that comes into the log whether it would have been read out. */
const listen = ({ page }) => page.addInitScript(() => {
  window.heard = [];
  new MutationObserver((changes) => {
    const log = document.querySelector('.log');
    for (const { addedNodes } of log ? changes : []) {
      for (const node of addedNodes) {
        const said = node.nodeType === 1 ? [node, ...node.querySelectorAll('[data-said]')] : [];
        for (const each of said.filter((one) => one.matches('[data-said]'))) {
          window.heard.push([each.innerText.trim(), log.getAttribute('aria-busy') === 'false']);
        }
      }
    }
  }).observe(document, { childList: true, subtree: true });
});
const heard = ({ page }) => page.evaluate(() => window.heard.filter(([, aloud]) => aloud).map(([text]) => text));

test('what was said before is not read out, and the way to it keeps the focus', async () => {
  const kim = await browser.visitor(server);
  await kim.enter('Kim');
  await chatter(kim.page, 'Ole', 'lobby', 130);
  await kim.sees('line 130');
  await listen(kim);
  await kim.page.reload();
  await kim.inside();
  await kim.sees('line 130');
  assert.deepEqual(await heard(kim), []);

  const earlier = kim.page.getByRole('button', { name: /earlier messages/ });
  await earlier.evaluate((button) => button.focus({ preventScroll: true }));
  const first = kim.page.locator('[data-said]').first();
  let before = await first.innerText();
  const group = await kim.page.locator('.group').first().elementHandle();
  await kim.page.keyboard.press('Enter');
  await eventually('older messages', async () => (await first.innerText()) !== before);
  assert.ok(await hasFocus(earlier), 'the focus is lost');
  assert.ok(await group.evaluate((element) => element.isConnected), 'the group was drawn anew');
  before = await first.innerText();
  await kim.page.keyboard.press('Enter');
  await eventually('the first message', async () => (await first.innerText()) === 'line 1');
  assert.ok(await hasFocus(kim.log), 'the focus went with the button');
  assert.deepEqual(await heard(kim), []);
  await eventually('the log to be settled', async () => (await kim.log.getAttribute('aria-busy')) === 'false');
  await talker(kim.page, 'Pia', 'lobby', 'something new');
  await kim.sees('something new');
  assert.deepEqual(await heard(kim), ['something new']);
});

test('who was removed hears so, finds the way back, and sees it in the tab', async () => {
  const lou = await browser.visitor(server);
  await lou.enter('Lou');
  await server.kick('Lou');
  const back = lou.page.getByRole('button', { name: 'Come back' });
  await back.waitFor();
  await eventually('the way back to have the focus', () => hasFocus(back));
  assert.match(await lou.page.title(), /^You were removed · /);
  await lou.page.keyboard.press('Enter');
  await lou.inside();
  await eventually('the room in the title', async () => (await lou.page.title()).startsWith('Lobby · '));
});

test('a message of a thousand lines is folded, and the log stays where it is', async () => {
  const ole = await browser.visitor(server, PHONE);
  await ole.enter('Ole B');
  await talker(ole.page, 'Pest', 'lobby', `first${'\n'.repeat(1_000)}last`, 'after it');
  await ole.sees('after it');
  const message = ole.page.locator('.said', { hasText: 'first' });
  assert.ok((await message.boundingBox()).height < 500);
  assert.ok(!(await message.innerText()).includes('last'));
  await face(ole, 'folded-phone-light');

  const more = message.getByRole('button', { name: 'Show all' });
  const less = message.getByRole('button', { name: 'Show less' });
  const top = async () => (await message.boundingBox()).y;
  const before = await top();
  await more.evaluate((button) => button.focus({ preventScroll: true }));
  await ole.page.keyboard.press('Enter');
  await less.waitFor();
  assert.equal(await less.getAttribute('aria-expanded'), 'true');
  assert.ok((await message.innerText()).includes('last'));
  await talker(ole.page, 'Quinn', 'lobby', 'and more is said');
  await ole.page.getByRole('button', { name: '1 new message' }).waitFor();
  assert.equal(await top(), before, 'the log has jumped');

  await less.scrollIntoViewIfNeeded();
  const at = (await less.boundingBox()).y;
  await less.click();
  await more.waitFor();
  assert.ok(Math.abs((await more.boundingBox()).y - at) < 60, 'what was pressed went away');
  assert.ok(await hasFocus(more));
});

test('how much may still be written is said in a place that is always there', async () => {
  const mo = await browser.visitor(server, PHONE);
  await mo.enter('Mo');
  const status = await mo.page.locator('.composer [role="status"]').elementHandle();
  assert.equal(await status.innerText(), '');
  await mo.composer.fill('a'.repeat(3_990));
  assert.equal(await status.innerText(), '50 characters left');
  await mo.composer.fill('a'.repeat(4_001));
  assert.equal(await status.innerText(), '1 character too many');
  await face(mo, 'composer-over-phone-light');
});
