// SPDX-License-Identifier: LGPL-3.0-or-later
// A field as high as its text, up to the limit that composer.css sets: when the text changes, and when the
// width does.

import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';

export function useFittingHeight(field: RefObject<HTMLTextAreaElement>, text: string): void {
  useLayoutEffect(() => fit(field.current), [text]);
  useEffect(() => {
    const { current } = field;
    if (!current) return undefined;
    let width = current.offsetWidth;
    let frame = 0;
    const sized = new ResizeObserver(() => {
      // The height is what comes of it, and must not ask for itself again.
      if (current.offsetWidth === width) return;
      width = current.offsetWidth;
      // Not in here: what observers resize themselves is an error to the browser.
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => fit(current));
    });
    sized.observe(current);
    return () => {
      sized.disconnect();
      cancelAnimationFrame(frame);
    };
  }, []);
}

function fit(field: HTMLTextAreaElement | null): void {
  const form = field?.form;
  if (!form) return;
  // Lower for a moment, it would give the log room that takes it off its end.
  form.style.height = `${form.offsetHeight}px`;
  field.style.height = 'auto';
  // Without a text it has its one line; the words that stand there meanwhile may be longer.
  if (field.value !== '') field.style.height = `${field.scrollHeight}px`;
  form.style.height = '';
}
