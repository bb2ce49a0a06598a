// SPDX-License-Identifier: LGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { pointCount, roomNameFrom } from '../src/core/names';
import { colourOf, initialsOf } from '../src/ui/colour';
import { pieces } from '../src/ui/links';

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
  ])('makes of %j the address %j', (title, name) => {
    expect(roomNameFrom(title)).toBe(name);
  });

  it('stays within 64 code points', () => {
    expect([...roomNameFrom('𝕏𐐀'.repeat(60))].length).toBe(64);
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

  it('keeps every character of the text', () => {
    const text = 'a http://x.example/<b> "https://y.example" ...http://192.168.1.2:8080/#tea!';
    expect(pieces(text).map((p) => p.text).join('')).toBe(text);
  });

  it.each(['javascript:alert(1)', 'ftp://x.example', 'http://', 'https://?', 'xhttp://no.example'])(
    'links nothing in %j',
    (text) => expect(hrefs(text)).toEqual([]),
  );
});

describe('avatars', () => {
  it('have a stable colour of the palette', () => {
    expect(colourOf('u_ada')).toBe(colourOf('u_ada'));
    expect(new Set(Array.from({ length: 200 }, (_, i) => colourOf(`u_${i}`))).size).toBe(12);
  });

  it.each([['Ada Lovelace', 'AL'], ['grace', 'G'], ['Jean-Luc Marie Picard', 'JP'], ['😀 x', '😀X'], ['', '?']])(
    'show for %j the letters %j',
    (name, letters) => expect(initialsOf(name)).toBe(letters),
  );
});
