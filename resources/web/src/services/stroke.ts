// SPDX-License-Identifier: LGPL-3.0-or-later
// A line drawn on the relay's sheet, as it travels: positions from 0 to 1000 in both directions.

export const SHEET = 1000;
export const MOST_STROKES = 2000;
const MOST_POINTS = 400;

export interface Stroke {
  colour: number;
  points: number[]; // x, y, x, y, ...
}

/** One on the sheet, with a number of its own for as long as it is there. */
export interface Drawn {
  key: number;
  stroke: Stroke;
}

/** The oldest goes where there are too many; the others stay the same objects, so they are not drawn again. */
export function withStroke(before: readonly Drawn[], stroke: Stroke): readonly Drawn[] {
  const key = (before[before.length - 1]?.key ?? 0) + 1;
  return [...before, { key, stroke }].slice(-MOST_STROKES);
}

/** What a message from the relay draws; undefined: it draws nothing, so it is a text. */
export function strokeFrom(message: string): Stroke | 'clear' | undefined {
  if (!message.startsWith('{')) return undefined;
  try {
    const { stroke, clear } = JSON.parse(message) as { stroke?: Partial<Stroke>; clear?: unknown };
    if (clear === true) return 'clear';
    const points = stroke?.points;
    if (!Array.isArray(points) || points.length > MOST_POINTS || !points.every(Number.isFinite)) return undefined;
    return { colour: Number(stroke?.colour) || 0, points };
  } catch {
    return undefined;
  }
}

export const tooLong = (stroke: Stroke): boolean => stroke.points.length >= MOST_POINTS;
