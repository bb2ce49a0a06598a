// SPDX-License-Identifier: LGPL-3.0-or-later
// A side panel as a drawer: takes the focus when it opens, gives it back to what opened it when it
// closes. When another room came in front meanwhile, that has gone, and the room gets it.

import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import { focusRoom } from './focus-room';

/** opener: not to be looked up here, where the room is inert by now and its button has lost the focus. */
export function useDrawer(open: boolean, opener: HTMLElement | undefined): RefObject<HTMLElement> {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    panel.current?.querySelector<HTMLElement>('button, a')?.focus();
    return () => {
      opener?.focus();
      // It may be gone, or hidden in a window that is wider now.
      if (document.activeElement !== opener) focusRoom();
    };
  }, [open]);
  return panel;
}
