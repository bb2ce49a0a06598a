// SPDX-License-Identifier: LGPL-3.0-or-later
// One message, with what became of it when it is my own.

import { memo } from 'preact/compat';
import { exactTime } from '../page/times';
import { words } from '../words';
import { focusRoom } from './focus-room';
import { AlertIcon, SentIcon, WaitingIcon } from './icons';
import type { Said } from './log-rows';
import { SaidText } from './said-text';
import { useClient } from './use-client';

interface Props {
  said: Said;
  mine: boolean;
}

// A log may hold a thousand; only those that changed are drawn again.
const same = (a: Props, b: Props): boolean =>
  a.said.key === b.said.key && a.said.body === b.said.body && a.said.unsent === b.said.unsent &&
  a.said.ts === b.said.ts && a.mine === b.mine;

export const Message = memo(({ said, mine }: Props) => {
  const failed = said.unsent?.failed;
  const waiting = said.unsent !== undefined && said.unsent.seq === undefined;
  const kind = failed ? ' said-failed' : waiting ? ' said-waiting' : '';
  return (
    <>
      <div class={`said${kind}`} data-said={said.key} title={exactTime(said.ts)}>
        <SaidText body={said.body} />
        {mine && !failed && (
          <span class="said-state" title={waiting ? words.log.waiting : words.log.sent}>
            {waiting ? <WaitingIcon /> : <SentIcon />}
            <span class="unseen">{waiting ? words.log.waiting : words.log.sent}</span>
          </span>
        )}
      </div>
      {failed && <Failed said={said} reason={words.log.failed[failed]} />}
    </>
  );
}, same);

function Failed({ said, reason }: { said: Said; reason: string }) {
  const client = useClient();
  const { unsent } = said;
  if (!unsent) return null;
  const edit = (): void => {
    client.outbox.drop(unsent.cmid);
    client.edits.announce(unsent.room, unsent.body);
  };
  // These buttons go when they are pressed.
  const retry = (): void => {
    client.retry(unsent.cmid);
    focusRoom();
  };
  const discard = (): void => {
    client.outbox.drop(unsent.cmid);
    focusRoom();
  };
  return (
    <div class="said-trouble">
      <span class="said-reason"><AlertIcon />{reason}</span>
      <button type="button" class="button button-small" onClick={retry}>{words.log.retry}</button>
      <button type="button" class="button button-small" onClick={edit}>{words.log.edit}</button>
      <button type="button" class="button button-small" onClick={discard}>{words.log.discard}</button>
    </div>
  );
}
