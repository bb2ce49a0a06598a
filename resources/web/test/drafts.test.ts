// SPDX-License-Identifier: LGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { Drafts } from '../src/core/drafts';
import { FakeClock, FakeWorld, SharedStorage } from './fake-world';

describe('Drafts', () => {
  it('outlive a reload and a closed tab', () => {
    const world = new FakeWorld();
    new Drafts(world).set('tea', 'half a');
    expect(new Drafts(world).get('tea')).toBe('half a');
    expect(new Drafts(new FakeWorld(new FakeClock(), world.storage)).get('tea')).toBe('half a');
  });

  it('are gone when sent', () => {
    const world = new FakeWorld();
    const drafts = new Drafts(world);
    drafts.set('tea', 'half a');
    drafts.set('tea', '');
    expect(drafts.get('tea')).toBe('');
    expect(new Drafts(new FakeWorld(new FakeClock(), world.storage)).get('tea')).toBe('');
  });

  it('of one tab are not wiped out by another', () => {
    const storage = new SharedStorage();
    const [one, two] = [0, 1].map(() => new Drafts(new FakeWorld(new FakeClock(), storage)));
    one?.set('tea', 'mine');
    two?.set('tea', 'yours');
    one?.set('tea', '');
    expect(two?.get('tea')).toBe('yours');
    expect(new Drafts(new FakeWorld(new FakeClock(), storage)).get('tea')).toBe('yours');
  });
});
