// SPDX-License-Identifier: LGPL-3.0-or-later
// What a person typed arrives once and in order, whatever dies meanwhile.

import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, after, test } from 'node:test';
import { Browser, PHONE } from './support/browser.mjs';
import { eventually } from './support/eventually.mjs';
import { face } from './support/face.mjs';
import { Server } from './support/server.mjs';

let server;
let browser;
let ada;
let ben;

before(async () => {
  browser = await Browser.launch();
});
after(() => browser?.close());
beforeEach(async () => {
  server = await Server.start();
  ada = await browser.visitor(server);
  await ada.enter('Ada');
  ben = await browser.visitor(server, PHONE);
  await ben.enter('Ben');
});
afterEach(async () => {
  try {
    await browser.leave();
  } finally {
    await server.stop();
  }
});

const bothSee = (texts) => Promise.all([ada.seesExactly(texts), ben.seesExactly(texts)]);

test('three typed offline outlive a reload, a closed tab and a killed worker', async () => {
  assert.equal(await ada.page.evaluate(() => isSecureContext), false);
  await ada.say('before');
  await bothSee(['before']);

  await ada.context.setOffline(true);
  await ada.page.getByText('Reconnecting').waitFor();
  for (const text of ['one', 'two', 'three']) await ada.say(text);
  assert.equal(await ada.waiting(), 3);
  // Back in the network, but the chat stands still: the page loads, nothing is answered.
  await server.signalChat('SIGSTOP');
  await ada.context.setOffline(false);
  await ada.page.reload();
  await ada.composer.waitFor();
  assert.deepEqual((await ada.said()).slice(-3), ['one', 'two', 'three']);
  await ada.closeTab();
  await ada.open();
  await ada.composer.waitFor();
  assert.deepEqual((await ada.said()).slice(-3), ['one', 'two', 'three']);
  await server.killChat();

  await bothSee(['before', 'one', 'two', 'three']);
  await ada.page.reload();
  await ada.seesExactly(['before', 'one', 'two', 'three']);
});

test('the chat worker dies in the middle of a talk, and no socket closes', async () => {
  const typed = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const killed = server.killChat();
    for (const [who, name] of [[ada, 'Ada'], [ben, 'Ben']]) {
      typed.push(`${name} ${turn}`);
      await who.say(`${name} ${turn}`);
    }
    await killed;
  }
  await eventually('all of it, once', async () => {
    const seen = await ada.said();
    return seen.length === typed.length && (await ada.waiting()) === 0;
  });
  const seen = await ada.said();
  assert.deepEqual([...seen].sort(), [...typed].sort());
  for (const name of ['Ada', 'Ben']) {
    const own = (texts) => texts.filter((text) => text.startsWith(name));
    assert.deepEqual(own(seen), own(typed));
  }
  await ben.seesExactly(seen);
  for (const { sockets } of [ada, ben]) {
    assert.deepEqual(sockets.map((socket) => socket.isClosed()), [false]);
  }
});

test('where the browser keeps nothing, it is said that the page has to stay, and asked before it goes', async () => {
  const asksBeforeGoing = () => ada.page.evaluate(() => {
    const going = document.createEvent('BeforeUnloadEvent');
    going.initEvent('beforeunload', false, true);
    dispatchEvent(going);
    return [going.defaultPrevented, going.returnValue !== ''];
  });
  await ada.page.evaluate(() => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await ada.context.setOffline(true);
  await ada.page.getByText('Your messages are kept.').last().waitFor();
  assert.deepEqual(await asksBeforeGoing(), [false, false]);
  await ada.say('in this page only');
  await ada.page.getByText('Keep this page open').last().waitFor();
  assert.equal(await ada.page.getByText('Your messages are kept.').count(), 0);
  assert.deepEqual(await asksBeforeGoing(), [true, true]);
  await face(ada, 'unkept-wide-light');
  await ada.context.setOffline(false);
  await bothSee(['in this page only']);
  assert.deepEqual(await asksBeforeGoing(), [false, false]);
});

test('one reloads while the worker is being replaced', async () => {
  await ada.say('before');
  await bothSee(['before']);
  const killed = server.killChat();
  await ada.say('meanwhile');
  await ben.page.reload();
  await killed;
  await bothSee(['before', 'meanwhile']);
  await ben.say('after');
  await bothSee(['before', 'meanwhile', 'after']);
});

test('every gateway dies, and both come back by themselves', async () => {
  await ada.say('before');
  await bothSee(['before']);
  const killed = server.killGateways();
  await ada.say('meanwhile');
  await killed;
  await ben.say('after');
  await eventually('three messages', async () => (await ada.said()).length === 3);
  const seen = await ada.said();
  assert.equal(seen[0], 'before');
  assert.deepEqual([...seen].sort(), ['after', 'before', 'meanwhile']);
  await bothSee(seen);
});

test('the server is killed and started again', async () => {
  await ada.say('before');
  await bothSee(['before']);
  await server.end('SIGKILL');
  await ada.page.getByText('Reconnecting').waitFor();
  await ada.say('typed to nobody');
  await server.again();
  await bothSee(['before', 'typed to nobody']);
  await ben.say('welcome back');
  await bothSee(['before', 'typed to nobody', 'welcome back']);
});

test('the server is stopped, says so, and is started again', async () => {
  const spoken = ada.page.locator('.room-foot [role="status"]').first();
  assert.equal(await spoken.innerText(), '');
  await server.end('SIGTERM');
  for (const { page } of [ada, ben]) await page.locator('.connection strong', { hasText: 'This place was closed.' }).waitFor();
  await ada.page.emulateMedia({ colorScheme: 'dark' });
  await face(ada, 'closed-wide-dark');
  await face(ben, 'closed-phone-light');
  await ada.page.getByRole('button', { name: 'Try now' }).click();
  await ada.page.locator('.connection strong', { hasText: 'This place was closed.' }).waitFor();
  await ada.page.getByRole('button', { name: 'Try now' }).waitFor();
  await ada.page.locator('.connection strong', { hasText: 'This place was closed.' }).waitFor();
  await ada.say('typed meanwhile');
  await server.again();
  // At once: it stands there for some seconds only, and Ben may take longer to come back.
  await eventually('it to be said', async () => (await spoken.innerText()) === 'Connected again.');
  await bothSee(['typed meanwhile']);
});

test('what somebody sent before changing their name is not sent again as somebody else', async () => {
  await ada.say('before');
  await bothSee(['before']);
  await server.signalChat('SIGSTOP');
  await ben.say('sent as Ben');
  await ben.context.setOffline(true);
  await ben.page.getByText('Reconnecting').waitFor();
  await server.signalChat('SIGCONT');
  await ada.seesExactly(['before', 'sent as Ben']);
  await ben.page.getByRole('button', { name: /^Show rooms/ }).click();
  await ben.page.getByRole('button', { name: 'Change name' }).click();
  await ben.page.getByLabel('Your name').fill('Mo');
  await ben.page.keyboard.press('Enter');
  await ben.context.setOffline(false);
  await ben.inside();
  await ben.say('sent as Mo');
  await bothSee(['before', 'sent as Ben', 'sent as Mo']);

  // Nor what may have been lost: that is asked about.
  await ben.page.evaluate(() => localStorage.setItem(`lanroom.unsent.${'ab'.repeat(16)}`,
    JSON.stringify({ room: 'lobby', body: 'from another life', ts: Date.now(), from: 'u_0' })));
  await ben.page.emulateMedia({ colorScheme: 'dark' });
  await ben.page.reload();
  await ben.page.getByText('Sent under your former name').waitFor();
  await face(ben, 'renamed-phone-dark');
  await ben.page.getByRole('button', { name: 'Try again' }).click();
  await bothSee(['before', 'sent as Ben', 'sent as Mo', 'from another life']);
});

test('two tabs of one browser are one person and send each message once', async () => {
  const first = ada.page;
  await ada.open();
  await ada.inside();
  await ada.say('from the second');
  await ben.seesExactly(['from the second']);
  await ada.context.setOffline(true);
  await ada.page.getByText('Reconnecting').waitFor();
  await ada.say('two');
  ada.page = first;
  await ada.say('three');
  await ada.context.setOffline(false);
  await ben.sees('two');
  await ben.sees('three');
  await eventually('both tabs to agree', async () => {
    const texts = await Promise.all(ada.context.pages().map((page) => page.locator('.said-text').allInnerTexts()));
    const seen = (await ben.said()).join();
    return texts.length === 2 && texts.every((each) => each.join() === seen) && (await ben.said()).length === 3;
  });
});
