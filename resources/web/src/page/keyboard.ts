// SPDX-License-Identifier: LGPL-3.0-or-later
// Keeps the whole page above an on-screen keyboard also where the browser lays the keyboard over
// the page instead of making the page smaller.

export function watchKeyboard(): void {
  const seen = window.visualViewport;
  if (!seen) return;
  const fit = (): void => {
    // A pinch zooms into the page; that must not squeeze it.
    if (Math.abs(seen.scale - 1) > 0.01) return;
    document.documentElement.style.setProperty('--seen-height', `${seen.height}px`);
    scrollTo(0, 0);
  };
  seen.addEventListener('resize', fit);
}
