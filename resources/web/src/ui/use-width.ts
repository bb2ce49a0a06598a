// SPDX-License-Identifier: LGPL-3.0-or-later
// How much stands side by side: all three, rooms and the room, or the room alone. The same
// widths as in the style sheets.

import { useEffect, useState } from 'preact/hooks';

export type Width = 'narrow' | 'medium' | 'wide';

const wide = matchMedia('(min-width: 1120px)');
const medium = matchMedia('(min-width: 760px)');
const current = (): Width => (wide.matches ? 'wide' : medium.matches ? 'medium' : 'narrow');

export function useWidth(): Width {
  const [width, setWidth] = useState(current);
  useEffect(() => {
    const update = (): void => setWidth(current());
    for (const query of [wide, medium]) query.addEventListener('change', update);
    return () => {
      for (const query of [wide, medium]) query.removeEventListener('change', update);
    };
  }, []);
  return width;
}
