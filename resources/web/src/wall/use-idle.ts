// SPDX-License-Identifier: LGPL-3.0-or-later
// Whether nobody has touched mouse or keys for a while: then pointer and buttons go out of the way.

import { useEffect, useState } from 'preact/hooks';

const IDLE_MS = 3_000;
const SIGNS = ['pointermove', 'pointerdown', 'keydown'] as const;

export function useIdle(): boolean {
  const [idle, setIdle] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moved = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), IDLE_MS);
      setIdle(false);
    };
    for (const sign of SIGNS) addEventListener(sign, moved);
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS) removeEventListener(sign, moved);
    };
  }, []);
  return idle;
}
