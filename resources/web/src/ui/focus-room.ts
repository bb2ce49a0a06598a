// SPDX-License-Identifier: LGPL-3.0-or-later
// The focus, where what had it is gone: it goes to the room in front.

import { useEffect, useRef } from 'preact/hooks';

/** Where one goes on in the room in front: where one writes, or answers why one isn't in. */
export function focusRoom(): void {
  // On a touch screen the keyboard would jump up unasked.
  const writes = matchMedia('(hover: hover)').matches ? ['.composer-field'] : [];
  for (const place of [...writes, '.log', '.empty input', '.empty .button-main', '.empty button']) {
    const found = document.querySelector<HTMLElement>(`.room ${place}`);
    if (found) {
      found.focus();
      return;
    }
  }
}

/** A button or link that leads into a room goes with what it stood on; the room takes the focus over. */
export function useFocusKept(room: string, refusal: string | undefined): void {
  const face = `${room} ${refusal ?? 'left'}`;
  const shown = useRef(face);
  useEffect(() => {
    if (shown.current !== face && document.activeElement === document.body) focusRoom();
    shown.current = face;
  }, [face]);
}
