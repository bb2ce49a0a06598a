// SPDX-License-Identifier: LGPL-3.0-or-later
// One look at a page: a picture of it, and nothing on it that keeps anybody out.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { picture } from './browser.mjs';

/** Every running animation that has an end has come to it. */
const settled = (page) => page.evaluate(() => Promise.all(document.getAnimations()
  .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
  .map((animation) => animation.finished.catch(() => undefined))));

/** What axe finds wrong. Straight in the page: it has no frames, for which axe's own driver takes long ways. */
async function wrongs(page) {
  if (!(await page.evaluate('Boolean(window.axe)'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
  return violations;
}

/** A picture called name, and an assertion that axe finds nothing, nor anything wider than the screen. */
export async function face({ page }, name) {
  await settled(page);
  await picture(page, name);
  const violations = await wrongs(page);
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`);
  assert.deepEqual(found, [], name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is too wide`);
}
