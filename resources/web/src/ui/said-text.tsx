// SPDX-License-Identifier: LGPL-3.0-or-later
// What a message says, with its addresses as links; folded, when it is long, until somebody wants it all.

import { memo } from 'preact/compat';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { words } from '../words';
import { foldAt } from './folding';
import { pieces } from './links';
import { FOLDED } from './use-log-scroll';

export const SaidText = memo(({ body }: { body: string }) => {
  const fold = foldAt(body);
  return fold === undefined
    ? <p class="said-text" dir="auto"><Linked text={body} /></p>
    : <Folded start={body.slice(0, fold)} rest={body.slice(fold)} />;
});

function Folded({ start, rest }: { start: string; rest: string }) {
  const [all, setAll] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const topBefore = useRef<number>();
  const top = (): number => button.current?.getBoundingClientRect().top ?? 0;

  useLayoutEffect(() => {
    const log = button.current?.closest('.log');
    if (!log || topBefore.current === undefined) return;
    // Unfolded, what one was reading goes on where it stood; folded, the button stays under the finger.
    if (!all) log.scrollTop += top() - topBefore.current;
    log.dispatchEvent(new Event(FOLDED));
  }, [all]);
  const toggle = (): void => {
    topBefore.current = top();
    setAll(!all);
  };
  return (
    <>
      <p class={all ? 'said-text' : 'said-text said-folded'} dir="auto">
        <Linked text={start} />
        <span class="said-rest" hidden={!all}><Linked text={rest} /></span>
      </p>
      <button ref={button} type="button" class="said-more" aria-expanded={all} onClick={toggle}>
        {all ? words.log.showLess : words.log.showAll}
      </button>
    </>
  );
}

const Linked = ({ text }: { text: string }) => (
  <>
    {pieces(text).map(({ text: piece, href }) =>
      href === undefined
        ? piece
        : <a href={href} target="_blank" rel="noopener noreferrer nofollow">{piece}</a>)}
  </>
);
