// SPDX-License-Identifier: LGPL-3.0-or-later
// Whether a log may be read out: not before what was loading has stood there for a frame. Rows that come
// in the moment a log stops being busy would be read out one and all.

import { useEffect, useState } from 'preact/hooks';

export function useSettled(loading: boolean): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (loading) {
      setSettled(false);
      return undefined;
    }
    // The first frame is the one that draws them.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setSettled(true));
    });
    return () => cancelAnimationFrame(frame);
  }, [loading]);
  return settled && !loading;
}
