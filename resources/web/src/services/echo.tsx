// SPDX-License-Identifier: LGPL-3.0-or-later
// The echo's page: say something, and see how long it was on its way there and back.

import { useRef, useState } from 'preact/hooks';
import type { Service } from './catalogue';
import { LineNote, Lines, Say } from './parts';
import { useLine } from './use-line';
import { words } from './words';

const KEPT = 50;
const RACE = 100;

interface Answer {
  key: number;
  text: string;
  ms: number;
}

export function Echo({ service }: { service: Service }) {
  const [text, setText] = useState('');
  const [answers, setAnswers] = useState<Answer[]>([]);
  const [median, setMedian] = useState<number>();
  /** When what is under way was sent, in order: the echo keeps it. */
  const sent = useRef<number[]>([]);
  /** The times of a race that is on. */
  const race = useRef<number[]>();
  const [racing, setRacing] = useState(false);

  const send = (message: string): boolean => {
    sent.current.push(performance.now());
    return line.send(message);
  };
  const stop = (): void => {
    race.current = undefined;
    setRacing(false);
  };
  const line = useLine(service.path, {
    opened: () => {
      sent.current = [];
    },
    closed: stop,
    text: (message) => {
      const ms = performance.now() - (sent.current.shift() ?? performance.now());
      const times = race.current;
      if (!times) {
        setAnswers((before) => [{ key: performance.now(), text: message, ms }, ...before].slice(0, KEPT));
        return;
      }
      times.push(ms);
      if (times.length < RACE) {
        send(String(times.length));
        return;
      }
      setMedian(times.sort((a, b) => a - b)[RACE / 2]);
      stop();
    },
  });
  const start = (): void => {
    race.current = [];
    setMedian(undefined);
    setRacing(send('0'));
  };

  return (
    <section class="demo">
      <LineNote state={line.state} onRetry={line.retry} />
      <Say
        id="echo-text"
        label={words.echo.label}
        placeholder={words.echo.placeholder}
        button={words.echo.send}
        value={text}
        disabled={line.state !== 'open' || racing}
        onInput={setText}
        onSay={() => {
          if (send(text)) setText('');
        }}
      />
      <h2>{words.echo.heading}</h2>
      {answers.length === 0 && <p class="demo-empty">{words.echo.empty}</p>}
      <Lines label={words.echo.heading}>
        {answers.map(({ key, text: said, ms }) => (
          <li key={key} class="lines-line">
            <span class="lines-text" dir="auto">{said}</span>
            <span class="lines-time">{words.echo.took(ms)}</span>
          </li>
        ))}
      </Lines>
      <p class="demo-row">
        <button type="button" class="button button-quiet" disabled={line.state !== 'open' || racing} onClick={start}>
          {racing ? words.echo.racing : words.echo.race}
        </button>
        <span role="status">{median === undefined ? '' : words.echo.raced(median)}</span>
      </p>
    </section>
  );
}
