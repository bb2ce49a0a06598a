// SPDX-License-Identifier: LGPL-3.0-or-later
// A side panel as a drawer: takes the focus when it opens, gives it back when it closes. When another
// room came in front meanwhile, what had the focus is gone, and the room gets it.

import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import { focusRoom } from './focus-room';

export function useDrawer(open: boolean): RefObject<HTMLElement> {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const before = document.activeElement;
    panel.current?.querySelector<HTMLElement>('button, a')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
      else focusRoom();
    };
  }, [open]);
  return panel;
}
