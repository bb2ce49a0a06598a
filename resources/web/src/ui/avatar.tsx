// SPDX-License-Identifier: LGPL-3.0-or-later
import { useMemo } from 'preact/hooks';
import type { Person } from '../core/protocol';
import { colourOf, initialsOf, shapeOf } from './colour';

/** Decoration beside a name, so hidden from screen readers. */
export function Avatar({ person: { id, name }, small = false }: { person: Person; small?: boolean }) {
  // Every change draws all rows, with people anew: by what they look like, nothing is done again.
  return useMemo(() => (
    <span class={`avatar avatar-${colourOf(id)} avatar-shape-${shapeOf(id)}${small ? ' avatar-small' : ''}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  ), [id, name, small]);
}
