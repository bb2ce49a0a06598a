// SPDX-License-Identifier: LGPL-3.0-or-later
// The sheet everybody on a channel draws on. Lines are SVG: sharp on every screen, and in the page's
// own colours, light and dark.

import { useMemo, useRef, useState } from 'preact/hooks';
import { SHEET, tooLong, type Drawn, type Stroke } from './stroke';
import { words } from './words';

interface Props {
  strokes: readonly Drawn[];
  disabled: boolean;
  onDraw: (stroke: Stroke | 'clear') => void;
}

export function Sketch({ strokes, disabled, onDraw }: Props) {
  const [colour, setColour] = useState(0);
  const [drawing, setDrawing] = useState<Stroke>();
  const sheet = useRef<SVGSVGElement>(null);

  // A sheet holds thousands, and each move of a pen draws this component again.
  const finished = useMemo(
    () => <g>{strokes.map(({ key, stroke }) => <Line key={key} stroke={stroke} />)}</g>,
    [strokes],
  );

  const at = ({ clientX, clientY }: PointerEvent): number[] => {
    const box = sheet.current?.getBoundingClientRect();
    if (!box) return [];
    const scale = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * SHEET);
    return [scale((clientX - box.left) / box.width), scale((clientY - box.top) / box.height)];
  };
  const draw = (event: PointerEvent): void => {
    if (!drawing) return;
    const next = { ...drawing, points: [...drawing.points, ...at(event)] };
    if (!tooLong(next)) {
      setDrawing(next);
      return;
    }
    onDraw(drawing);
    setDrawing({ colour, points: at(event) });
  };
  const lift = (): void => {
    if (drawing) onDraw(drawing);
    setDrawing(undefined);
  };

  return (
    <div class="sketch">
      <svg
        ref={sheet}
        class="sketch-sheet"
        viewBox={`0 0 ${SHEET} ${SHEET}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.relay.sketch}
        onPointerDown={(event) => {
          if (disabled) return;
          sheet.current?.setPointerCapture(event.pointerId);
          setDrawing({ colour, points: at(event) });
        }}
        onPointerMove={draw}
        onPointerUp={lift}
        onPointerCancel={lift}
      >
        {finished}
        {drawing && <Line stroke={drawing} />}
      </svg>
      <div class="sketch-tools">
        {words.relay.colours.map((name, i) => (
          <button
            key={name}
            type="button"
            class={`sketch-colour pen-${i}`}
            aria-label={words.relay.colour(name)}
            aria-pressed={i === colour}
            onClick={() => setColour(i)}
          />
        ))}
        <button type="button" class="button button-quiet sketch-clear" disabled={disabled} onClick={() => onDraw('clear')}>
          {words.relay.clear}
        </button>
      </div>
    </div>
  );
}

function Line({ stroke }: { stroke: Stroke }) {
  return useMemo(() => {
    const { colour, points } = stroke;
    // A point alone is a line to itself: round ends make it a dot.
    const all = points.length === 2 ? [...points, ...points] : points;
    return <polyline class={`pen pen-${colour % words.relay.colours.length}`} points={all.join(' ')} />;
  }, [stroke]);
}
