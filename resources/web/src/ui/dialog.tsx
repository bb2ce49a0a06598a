// SPDX-License-Identifier: LGPL-3.0-or-later
// A question in front of everything else: the browser's own dialog, which keeps the focus inside
// and closes on Escape.

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { words } from '../words';
import { CloseIcon } from './icons';
import { outside } from './outside';

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);

  // Before anything else happens: whoever types at once types in here.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (typeof dialog?.showModal === 'function') dialog.showModal();
    else dialog?.setAttribute('open', ''); // before Safari 15.4: seen, if not in front
    // Closing, unlike mere removal, gives the focus back to where it was.
    return () => dialog?.close?.();
  }, []);

  const onPointerDown = (event: MouseEvent): void => {
    const box = element.current?.getBoundingClientRect();
    if (box && event.target === element.current && outside(box, event)) onClose();
  };
  const onCancel = (event: Event): void => {
    event.preventDefault();
    onClose();
  };

  return (
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby="dialog-title"
      onCancel={onCancel}
      onMouseDown={onPointerDown}
    >
      <div class="dialog-sheet">
        <header class="dialog-head">
          <h2 id="dialog-title">{title}</h2>
          <button type="button" class="icon-button" aria-label={words.close} onClick={onClose}>
            <CloseIcon />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
