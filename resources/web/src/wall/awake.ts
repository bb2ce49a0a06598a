// SPDX-License-Identifier: LGPL-3.0-or-later
// A projector must not go dark in the middle of a talk. Browsers let only secure pages ask for that
// (https, or localhost): elsewhere nothing happens, and the computer's own settings decide.

interface WakeLock {
  request(type: 'screen'): Promise<unknown>;
}

export function keepAwake(): void {
  const { wakeLock } = navigator as { wakeLock?: WakeLock };
  if (!wakeLock) return;
  const ask = (): void => {
    // Refused while the battery is low: then the screen's owner knows better.
    if (document.visibilityState === 'visible') wakeLock.request('screen').catch(() => undefined);
  };
  // The browser takes it back whenever the page is hidden.
  document.addEventListener('visibilitychange', ask);
  ask();
}
