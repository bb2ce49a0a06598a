// SPDX-License-Identifier: LGPL-3.0-or-later
// People talking: on wide screens and phones, in open, locked and hidden rooms.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Browser, MOVING, PHONE, WIDE, picture } from './support/browser.mjs';
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

test('two people talk, one of them on a phone', async () => {
  const ada = await browser.visitor(server);
  assert.equal(await ada.page.evaluate(() => isSecureContext), false);
  await ada.enter('Ada');
  const ben = await browser.visitor(server, { ...PHONE, ...MOVING });
  await ben.enter('Ben');
  await ada.seesNotice('Ben joined');

  await ada.say('Hello Ben');
  await ben.sees('Hello Ben');
  await ben.say('Hello Ada');
  await ada.sees('Hello Ada');
  assert.equal(await ada.page.locator('.said-state', { hasText: 'Sent' }).count(), 1);
  await ada.page.getByRole('complementary', { name: 'People' }).getByText('Ben').waitFor();
  await picture(ada.page, 'two-people-wide');
  await picture(ben.page, 'two-people-phone');

  await ben.page.reload();
  await ben.inside();
  await ben.seesExactly(['Hello Ben', 'Hello Ada']);
  await ben.say('Still me');
  await ada.sees('Still me');
  assert.equal(await ada.page.locator('.group-name', { hasText: 'Ben' }).count() > 0, true);
});

test('a name that is taken gets a free one offered', async () => {
  const other = await browser.visitor(server);
  await talker(other.page, 'Cleo', 'lobby');
  await other.page.getByLabel('Your name').fill('CLEO');
  await other.page.keyboard.press('Enter');
  await other.page.getByRole('alert').getByText('taken').waitFor();
  await other.page.getByRole('button', { name: /^Be “/ }).click();
  await other.inside();
});

test('a name that is too long, or has unseen characters, is told apart', async () => {
  const { page } = await browser.visitor(server);
  const name = page.getByLabel('Your name');
  for (const [given, problem] of [['x'.repeat(33), /too long/], ['A\u200bda', /unseen characters/], ['\u0301a', /can’t be used here/]]) {
    await name.fill(given);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText(problem).waitFor();
  }
});

test('a place with a password asks for it once', async () => {
  const guarded = await Server.start({ access: 'open sesame' });
  try {
    const lou = await browser.visitor(guarded);
    await lou.giveName('Lou');
    const password = lou.page.getByLabel('Password of this place');
    await password.fill('wrong');
    await lou.page.keyboard.press('Enter');
    await lou.page.getByText('That isn’t the password of this place').waitFor();
    await password.fill('open sesame');
    await lou.page.keyboard.press('Enter');
    await lou.inside();
    await lou.page.reload();
    await lou.inside();
    await browser.leave();
  } finally {
    await guarded.stop();
  }
});

test('text stays text, and addresses become links', async () => {
  const dora = await browser.visitor(server);
  await dora.enter('Dora');
  await dora.say('<b>bold</b> http://192.168.1.20/plan, see?');
  await dora.sees('<b>bold</b> http://192.168.1.20/plan, see?');
  const link = dora.page.getByRole('link', { name: 'http://192.168.1.20/plan' });
  assert.equal(await link.getAttribute('rel'), 'noopener noreferrer nofollow');
  assert.equal(await link.getAttribute('target'), '_blank');
  assert.equal(await dora.page.locator('.said-text b').count(), 0);
});

test('Shift+Enter breaks the line, and the draft waits in its room', async () => {
  const emil = await browser.visitor(server);
  await emil.enter('Emil');
  await emil.composer.fill('one');
  await emil.composer.press('Shift+Enter');
  await emil.composer.pressSequentially('two');
  await emil.composer.press('Enter');
  await emil.sees('one\ntwo');

  await emil.composer.fill('half a sent');
  await emil.page.reload();
  await emil.inside();
  assert.equal(await emil.composer.inputValue(), 'half a sent');
});

for (const [name, where, look] of [['Ulla', 'a wide screen', {}], ['Veit', 'a phone', PHONE]]) {
  test(`what one writes may grow and the newest stays in sight, on ${where}`, async () => {
    const one = await browser.visitor(server, look);
    await one.enter(name);
    await chatter(one.page, `${name}’s friend`, 'lobby', 30);
    await one.sees('line 30');
    const following = () => one.log.evaluate((log) => log.scrollTop > 0
      && log.scrollHeight - log.scrollTop - log.clientHeight < 2 && !document.querySelector('.log-newest'));
    await one.composer.click();
    for (const line of ['one', 'two', 'a sentence of so many words that it has to go on in the next lines', 'end']) {
      await one.page.keyboard.type(line, { delay: 10 });
      await eventually('the newest in sight', following);
      await one.page.keyboard.press('Shift+Enter');
    }
    await one.page.keyboard.press('Enter');
    await eventually('the newest in sight', following);
  });
}

test('a locked room asks for its password', async () => {
  const fay = await browser.visitor(server);
  await fay.enter('Fay');
  await fay.page.getByRole('button', { name: 'New room' }).click();
  await fay.page.getByLabel('Name', { exact: true }).fill('Secret plans');
  await fay.page.getByLabel('Password').fill('sesame');
  await fay.page.getByRole('button', { name: 'Create room' }).click();
  await fay.page.getByRole('heading', { name: 'Secret plans' }).waitFor();
  await fay.inside();
  await fay.say('In here');

  const gus = await browser.visitor(server, {}, '#secret-plans');
  await gus.giveName('Gus');
  await gus.page.getByRole('heading', { name: 'Secret plans is locked' }).waitFor();
  await gus.page.getByRole('heading', { name: 'Secret plans', exact: true }).waitFor();
  assert.equal(await gus.page.getByRole('button', { name: /^Show who is here/ }).count(), 0);
  await gus.page.getByLabel('Password of the room').fill('wrong');
  await gus.page.keyboard.press('Enter');
  await gus.page.getByText('That isn’t the password').waitFor();
  await gus.page.getByLabel('Password of the room').fill('sesame');
  await gus.page.keyboard.press('Enter');
  await gus.inside();
  await gus.sees('In here');
  await gus.page.reload();
  await gus.inside();
  await gus.sees('In here');
});

test('a name that a room has is refused beside it, with the way there', async () => {
  const one = await browser.visitor(server, { locale: 'de-DE' });
  await one.enter('Gil');
  await one.page.getByRole('button', { name: 'New room' }).click();
  const name = one.page.getByLabel('Name', { exact: true });
  for (const [title, problem] of [['..', 'Use at least one letter or digit.'], ['Lobby', 'There is a room with this name already.']]) {
    await name.fill(title);
    await one.page.getByRole('button', { name: 'Create room' }).click();
    await one.page.getByRole('alert').getByText(problem).waitFor();
    const described = (await name.getAttribute('aria-describedby')).split(' ');
    const texts = await Promise.all(described.map((id) => one.page.locator(`#${id}`).innerText()));
    assert.ok(texts.join().includes(problem), `${problem} is not said of the name`);
    assert.ok(await name.evaluate((field) => field === document.activeElement));
  }
  await face(one, 'create-taken-wide-light');
  await one.goTo('elsewhere');
  await one.page.getByRole('button', { name: 'Go to #lobby' }).click();
  await one.page.getByRole('heading', { name: 'Lobby', exact: true }).waitFor();
  assert.equal(await one.page.getByRole('dialog').count(), 0);
  await one.say('Was it in June?');
  const time = one.page.locator('.group-mine time').last();
  assert.match(await time.getAttribute('title'), /^\d+ [A-Z][a-z]+ \d{4}, \d{2}:\d{2}:\d{2}$/);
});

test('a hidden room is reached by its address only', async () => {
  const hana = await browser.visitor(server);
  await hana.enter('Hana');
  await hana.page.getByRole('button', { name: 'New room' }).click();
  await hana.page.getByLabel('Name', { exact: true }).fill('Attic');
  await hana.page.getByLabel('Hidden').check();
  await hana.page.getByRole('button', { name: 'Create room' }).click();
  await hana.page.getByRole('heading', { name: 'Attic' }).waitFor();
  await hana.inside();
  await hana.say('Up here');

  const ivo = await browser.visitor(server, PHONE, '#attic');
  await ivo.enter('Ivo');
  await ivo.sees('Up here');
  const jo = await browser.visitor(server);
  await jo.enter('Jo');
  await jo.page.getByRole('link', { name: /Lobby/ }).waitFor();
  assert.equal(await jo.page.getByRole('link', { name: /Attic/ }).count(), 0);
});

test('a room one leaves goes to the others, and what is unread is counted', async () => {
  const kai = await browser.visitor(server);
  await kai.enter('Kai');
  await kai.page.getByRole('button', { name: 'New room' }).click();
  await kai.page.getByLabel('Name', { exact: true }).fill('Kitchen');
  await kai.page.getByRole('button', { name: 'Create room' }).click();
  await kai.page.getByRole('heading', { name: 'Kitchen' }).waitFor();
  await kai.inside();

  await talker(kai.page, 'Lea', 'lobby', 'Anyone?');
  await kai.page.getByRole('link', { name: /Lobby.*1 new message/ }).waitFor();
  await eventually('the title to count', async () => (await kai.page.title()).startsWith('(1) Kitchen'));
  await kai.page.getByRole('button', { name: 'Leave this room' }).click();
  await kai.page.getByRole('heading', { name: 'Lobby' }).waitFor();
  await kai.sees('Anyone?');
  await eventually('the title to count no more', async () => (await kai.page.title()).startsWith('Lobby'));
  await kai.page.getByRole('button', { name: 'Leave this room' }).click();
  await kai.page.getByRole('heading', { name: 'You left Lobby', exact: true }).waitFor();
});

for (const [name, where, look] of [['Kim', 'a wide screen', WIDE], ['Lou B', 'a phone', PHONE]]) {
  test(`a look at another room loses no unread place, on ${where}`, async () => {
    const one = await browser.visitor(server, look);
    await one.enter(name);
    await one.say('Back in a minute');
    await one.sees('Back in a minute');
    await one.goTo('elsewhere');
    await one.page.getByRole('heading', { name: 'No room here' }).waitFor();
    await chatter(one.page, `${name}’s neighbour`, 'lobby', 60);
    const newInSight = () => one.log.evaluate((log) => {
      const line = log.querySelector('[data-new]').getBoundingClientRect();
      const seen = log.getBoundingClientRect();
      return line.top >= seen.top && line.bottom <= seen.bottom
        && log.scrollHeight - log.scrollTop - log.clientHeight > 100;
    });
    for (const time of ['first', 'second']) {
      await one.goTo('lobby');
      await one.sees('line 60');
      await eventually(`what is new in sight, the ${time} time`, newInSight);
      await one.goTo('elsewhere');
      await one.page.getByRole('heading', { name: 'No room here' }).waitFor();
    }
  });
}

test('what the operator says arrives, and whom they remove may come back', async () => {
  const ned = await browser.visitor(server);
  await ned.enter('Ned');
  await ned.say('Who cooks?');
  await server.ctl('say', 'lobby', 'Dinner is served');
  await ned.sees('Dinner is served');
  const heads = ned.page.locator('.group-head');
  assert.match(await heads.last().innerText(), /\bhost\b/);
  assert.doesNotMatch(await heads.nth(await heads.count() - 2).innerText(), /\bhost\b/);
  await face(ned, 'host-wide-light');
  await server.kick('Ned');
  await ned.page.getByRole('heading', { name: 'You were removed' }).waitFor();
  await ned.page.getByRole('button', { name: 'Come back' }).click();
  await ned.inside();
  await ned.sees('Dinner is served');
});

test('a confirmation leaves whoever reads older messages where they are', async () => {
  const nora = await browser.visitor(server);
  await nora.enter('Nora');
  await chatter(nora.page, 'Otto', 'lobby', 40);
  await nora.page.evaluate(() => localStorage.setItem(`lanroom.unsent.${'a'.repeat(32)}`, JSON.stringify({
    room: 'lobby', body: 'Too long long ago', ts: 1, failed: 'too_long',
  })));
  await nora.page.reload();
  await nora.inside();
  await nora.sees('Too long long ago');
  await nora.context.setOffline(true);
  await nora.page.getByText('Reconnecting').waitFor();
  await nora.say('On its way');
  await eventually('what was typed in sight', () => nora.log.evaluate((log) => (
    log.scrollHeight - log.scrollTop - log.clientHeight < 2)));
  await nora.log.evaluate((log) => { log.scrollTop -= 600; });
  await nora.page.locator('.log-newest').waitFor();
  await nora.context.setOffline(false);
  await eventually('the confirmation', async () => (await nora.waiting()) === 0);
  await talker(nora.page, 'Petra', 'lobby', 'Heard you');
  await nora.sees('Heard you');
  const below = await nora.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  assert.ok(below > 500, `only ${below} pixels are left below`);
});

test('who scrolls up in the moment a message is drawn stays there', async () => {
  const nell = await browser.visitor(server);
  await nell.page.addInitScript(() => {
    globalThis.WebSocket = class extends WebSocket {
      constructor(...all) {
        super(...all);
        globalThis.pagesOwn ??= this; // others talk from this page, too
        if (globalThis.pagesOwn === this) this.addEventListener('message', ({ data }) => {
          if (JSON.parse(data).type === 'message') globalThis.hearAnother = () => {
            const next = { ...JSON.parse(data), body: 'Drawn before the scroll event', cmid: 'c'.repeat(32) };
            next.seq += 1;
            this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(next) }));
          };
        });
      }
    };
  });
  await nell.page.reload();
  await nell.enter('Nell');
  await chatter(nell.page, 'Orla', 'lobby', 40);
  await talker(nell.page, 'Paul', 'lobby', 'The last one');
  await nell.sees('The last one');
  await nell.log.evaluate((log) => {
    log.scrollTop -= 600;
    globalThis.hearAnother(); // it is drawn at this task's end, and the scroll event comes with the next frame
  });
  await nell.sees('Drawn before the scroll event');
  const below = await nell.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  assert.ok(below > 500, `only ${below} pixels are left below`);
});

test('older messages come while scrolling up, and what one reads stays put', async () => {
  const mia = await browser.visitor(server, {}, '#history');
  await mia.giveName('Mia');
  await mia.page.getByRole('button', { name: 'Create it' }).click();
  await mia.page.getByRole('button', { name: 'Create room' }).click();
  await mia.inside();
  const lines = await chatter(mia.page, 'Ole', 'history', 130);
  await mia.seesExactly(lines);

  await mia.page.reload();
  await mia.inside();
  await mia.sees('line 130');
  // Scrolled and measured in one go, before anything older can arrive.
  const [key, top, count] = await mia.log.evaluate((log) => {
    log.scrollTop = 250;
    const row = [...log.querySelectorAll('[data-said]')].find((each) => each.getBoundingClientRect().top > 200);
    return [row.dataset.said, row.getBoundingClientRect().top, log.querySelectorAll('[data-said]').length];
  });
  await eventually('older messages', async () => (await mia.said()).length > count);
  const topNow = await mia.log.evaluate((log, said) => (
    log.querySelector(`[data-said="${said}"]`).getBoundingClientRect().top), key);
  assert.ok(Math.abs(topNow - top) < 3, `what was read has moved from ${top} to ${topNow}`);
  await eventually('all of them', async () => {
    await mia.log.evaluate((log) => { log.scrollTop = 0; });
    return (await mia.said()).length === 130;
  });
  assert.deepEqual(await mia.said(), lines);
});
