// SPDX-License-Identifier: LGPL-3.0-or-later
import { describe, expect, it, vi } from 'vitest';
import { MOST_TITLE, nameTrouble, pointCount, roomNameFrom, shortened } from '../src/core/names';
import { pageLanguage } from '../src/page/times';
import { colourOf, initialsOf, MOST_KNOWN, shapeOf } from '../src/ui/colour';
import { foldAt } from '../src/ui/folding';
import { pieces } from '../src/ui/links';
import { outside } from '../src/ui/outside';
import { words } from '../src/words';

describe('roomNameFrom', () => {
  it.each([
    ['Tea corner', 'tea-corner'],
    ['  Tea & cake! ', 'tea-cake'],
    ['STRASSE Straße', 'strasse-strasse'],
    ['ｆｕｌｌ　ｗｉｄｔｈ', 'full-width'],
    ['v1.2_beta', 'v1.2_beta'],
    ['Кафе №5', 'кафе-no5'],
    ['日本語の部屋', '日本語の部屋'],
    ['!?', ''],
    ['🎲', ''],
    ['.', ''],
    ['..', ''],
    ['_', ''],
    ['-._', ''],
    ['.1', '.1'],
  ])('makes of %j the address %j', (title, name) => {
    expect(roomNameFrom(title)).toBe(name);
  });

  it('stays within 64 code points', () => {
    expect([...roomNameFrom('𝕏𐐀'.repeat(60))].length).toBe(64);
  });
});

describe('a name that the server refused', () => {
  it.each([
    ['Ada', ''], ['x'.repeat(32), ''], ['𝕏'.repeat(32), ''], ['x'.repeat(33), 'long'], ['ﬄ'.repeat(11), 'long'],
    [` ${'x'.repeat(32)} `, ''], ['A\u200bda', 'unseen'], ['A\u202eda', 'unseen'], ['A\u0007', 'unseen'],
    ['\u3164', 'unseen'], ['❤\ufe0f', 'unseen'], ['\u0301a', ''],
  ])('%j has the trouble %j', (name, trouble) => expect(nameTrouble(name)).toBe(trouble));
});

describe('names in a sentence', () => {
  it('keep their places, from whichever side they are written', () => {
    expect(words.log.joined(['דנה', 'علي', 'Ada'])).toBe('\u2068דנה\u2069, \u2068علي\u2069 and \u2068Ada\u2069 joined');
    expect(words.log.left(['Ada'])).toBe('\u2068Ada\u2069 left');
    expect(words.log.left(['a', 'b', 'c', 'd', 'e'])).toBe('\u2068a\u2069, \u2068b\u2069, \u2068c\u2069 and 2 others left');
  });
});

describe('a suggested title', () => {
  it('is one that a room can have', () => {
    expect(pointCount(shortened('𝕏'.repeat(90), MOST_TITLE))).toBe(80);
    expect(shortened('tea', MOST_TITLE)).toBe('tea');
  });
});

describe('pointCount', () => {
  it('counts code points, not UTF-16 units', () => {
    expect(pointCount('a😀é')).toBe(3);
    expect(pointCount('')).toBe(0);
  });
});

describe('links', () => {
  const hrefs = (text: string) => pieces(text).filter((p) => p.href).map((p) => p.text);

  it('finds addresses and leaves the sentence its marks', () => {
    expect(hrefs('See http://a.example/x, https://b.example?q=1. (http://c.example/(d))')).toEqual([
      'http://a.example/x', 'https://b.example?q=1', 'http://c.example/(d)',
    ]);
  });

  it.each([
    ['見て https://example.com/a。', ['https://example.com/a']],
    ['（https://example.com/a）', ['https://example.com/a']],
    ['请看https://example.com，谢谢', ['https://example.com']],
    ['「https://a.example/」と https://b.example/x…　https://c.example/日本', [
      'https://a.example/', 'https://b.example/x', 'https://c.example/日本',
    ]],
  ])('ends them in %j where the sentence goes on without a blank', (text, found) => {
    expect(hrefs(text)).toEqual(found);
    expect(pieces(text).map((p) => p.text).join('')).toBe(text);
  });

  it('keeps every character of the text', () => {
    const text = 'a http://x.example/<b> "https://y.example" ...http://192.168.1.2:8080/#tea!';
    expect(pieces(text).map((p) => p.text).join('')).toBe(text);
  });

  // Counted anew at each bracket, one such message took a third of a second whenever it was drawn.
  it.each([
    ['http://a' + ')'.repeat(40_000), 'http://a'],
    ['http://a/' + '('.repeat(20_000) + ')'.repeat(20_000), 'http://a/' + '('.repeat(20_000) + ')'.repeat(20_000)],
    ['http://a/((([' + ')]}.'.repeat(10_000), 'http://a/((([)]}.)]}.)'],
    ['http://a/' + '.)'.repeat(20_000) + 'x', 'http://a/' + '.)'.repeat(20_000) + 'x'],
    ['http://'.repeat(6_000), 'http://'.repeat(6_000)],
    ['http://a/' + '。'.repeat(40_000), 'http://a/'],
    ['http://。'.repeat(6_000) + 'http://a', 'http://a'],
  ])('takes any number of brackets and marks', (text, href) => expect(hrefs(text)).toEqual([href]));

  it.each(['javascript:alert(1)', 'ftp://x.example', 'http://', 'https://?', 'xhttp://no.example'])(
    'links nothing in %j',
    (text) => expect(hrefs(text)).toEqual([]),
  );
});

describe('a long message', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, at) => `${at}`).join('\n');

  it('is folded after some lines', () => {
    expect(foldAt(lines(25))).toBeUndefined();
    expect(lines(26).slice(0, foldAt(lines(26)))).toBe(lines(15));
    expect(foldAt('\n'.repeat(3_000))).toBe(14);
    expect(foldAt('')).toBeUndefined();
    expect(foldAt('one two three '.repeat(285))).toBeUndefined();
  });
});

describe('days', () => {
  it.each([['en-US', 'en-US'], ['en', 'en'], ['de-DE', 'en-GB'], ['fr', 'en-GB'], ['enm', 'en-GB']])(
    'are written for a reader of %s in %s',
    (reader, language) => expect(pageLanguage(reader)).toBe(language),
  );
});

describe('avatars', () => {
  it('have a stable colour of the palette', () => {
    expect(colourOf('u_ada')).toBe(colourOf('u_ada'));
    expect(new Set(Array.from({ length: 200 }, (_, i) => colourOf(`service ${i}`))).size).toBe(12);
  });

  it('tell a whole class apart that comes in together, neighbours by their colour', () => {
    const look = (i: number) => `${colourOf(`u_${i}`)} ${shapeOf(`u_${i}`)}`;
    for (const from of [1, 17, 40_000]) {
      expect(new Set(Array.from({ length: 36 }, (_, i) => look(from + i))).size).toBe(36);
    }
    expect(new Set(Array.from({ length: 12 }, (_, i) => colourOf(`u_${7 + i}`))).size).toBe(12);
  });

  it.each([
    ['Ada Lovelace', 'AL'], ['grace', 'Gr'], ['Jean-Luc Marie Picard', 'JP'], ['X', 'X'], ['(Ann)', 'An'],
    ['2b', '2b'], ['李 雷', '李雷'], ['さくら', 'さ'], ['😀 x', '😀'], ['😀 🐻', '😀'], ['🦊🐻', '🦊'], ['🇩🇪🇫🇷', '🇩🇪'],
    ['Ann 😀', 'An'], ['A😀', 'A'], ['', '?'], ['...', '?'],
  ])(
    'show for %j the letters %j',
    (name, letters) => expect(initialsOf(name)).toBe(letters),
  );

  it('take a name apart once, and do not know all there ever were', () => {
    const { Segmenter } = Intl as unknown as { Segmenter: { prototype: { segment: () => unknown } } };
    const segment = vi.spyOn(Segmenter.prototype, 'segment');
    const apart = (name: string): number => {
      segment.mockClear();
      initialsOf(name);
      return segment.mock.calls.length;
    };
    expect(apart('Once Only')).toBeGreaterThan(0);
    expect(apart('Once Only')).toBe(0);
    for (let i = 0; i < MOST_KNOWN; i += 1) initialsOf(`Guest ${i}`);
    expect(apart('Once Only')).toBeGreaterThan(0);
    segment.mockRestore();
  });
});

describe('a press on a dialog', () => {
  const box = { left: 100, right: 500, top: 50, bottom: 300 } as DOMRect;

  it.each([
    [495, 100, false], // its scrollbar
    [100, 50, false],
    [501, 100, true],
    [99, 100, true],
    [200, 301, true],
    [200, 10, true],
  ])('at %i, %i lies outside of it: %s', (clientX, clientY, beside) => {
    expect(outside(box, { clientX, clientY })).toBe(beside);
  });
});
