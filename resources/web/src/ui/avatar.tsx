// SPDX-License-Identifier: LGPL-3.0-or-later
import type { Person } from '../core/protocol';
import { colourOf, initialsOf, shapeOf } from './colour';

/** Decoration beside a name, so hidden from screen readers. */
export function Avatar({ person, small = false }: { person: Person; small?: boolean }) {
  const size = small ? ' avatar-small' : '';
  return (
    <span class={`avatar avatar-${colourOf(person.id)} avatar-shape-${shapeOf(person.id)}${size}`} aria-hidden="true">
      {initialsOf(person.name)}
    </span>
  );
}
