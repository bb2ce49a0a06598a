// SPDX-License-Identifier: LGPL-3.0-or-later
// One look at a page: a picture of it, and nothing on it that keeps anybody out.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { picture } from './browser.mjs';

/** Nothing moves for who asks for that, not for a moment: a picture may be taken at any time. */
async function standsStill(page, name) {
  const moving = await page.evaluate(() => document.getAnimations().length);
  assert.equal(moving, 0, `${name} moves`);
}

// The rules of axe that look at colours.
export const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong by all its rules, or by those named. Straight in the page: it has no frames, for
 * which axe's own driver takes long ways.
 */
async function wrongs(page, rules) {
  if (!(await page.evaluate('Boolean(window.axe)'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate((runOnly) => (
    window.axe.run({ resultTypes: ['violations'], ...(runOnly && { runOnly }) })), rules);
  return violations;
}

/** A picture called name, and an assertion that axe finds nothing, nor anything wider than the screen. */
export async function face({ page }, name, rules) {
  await standsStill(page, name);
  await picture(page, name);
  const violations = await wrongs(page, rules);
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`);
  assert.deepEqual(found, [], name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is too wide`);
}

/** The same face light and dark: pictures NAME-light and NAME-dark. All but its colours is looked at once. */
export async function faces(visitor, name) {
  await visitor.page.emulateMedia({ colorScheme: 'light' });
  await face(visitor, `${name}-light`);
  await visitor.page.emulateMedia({ colorScheme: 'dark' });
  await face(visitor, `${name}-dark`, COLOURS);
}
