// SPDX-License-Identifier: LGPL-3.0-or-later
// One row of a log, whichever kind it is.

import { OPERATOR } from '../core/protocol';
import { clockTime, dayName, exactTime } from '../page/times';
import { words } from '../words';
import { Avatar } from './avatar';
import { summary, type Row } from './log-rows';
import { Message } from './message';

export function LogRow({ row }: { row: Row }) {
  switch (row.is) {
    case 'day':
      return <h2 class="log-day"><span>{dayName(row.ts, Date.now())}</span></h2>;
    case 'new':
      return <div class="log-new" data-new><span>{words.log.newLine}</span></div>;
    case 'notices':
      return <p class="log-notice">{noticeText(row)}</p>;
    case 'group':
      return <Group row={row} />;
  }
}

function Group({ row: { from, mine, ts, said } }: { row: Extract<Row, { is: 'group' }> }) {
  return (
    <section class={mine ? 'group group-mine' : 'group'}>
      {!mine && <Avatar person={from} />}
      <div class="group-said">
        <header class="group-head">
          <span class={mine ? 'unseen' : 'group-name'}>{mine ? words.rooms.you : from.name}</span>
          {from.id === OPERATOR && <span class="group-tag">{words.room.roles.operator}</span>}
          <time dateTime={new Date(ts).toISOString()} title={exactTime(ts)}>{clockTime(ts)}</time>
        </header>
        {said.map((each) => <Message key={each.key} said={each} mine={mine} />)}
      </div>
    </section>
  );
}

function noticeText({ notices }: Extract<Row, { is: 'notices' }>): string {
  const { joined, left, cameBack, stoppedBy } = summary(notices);
  const parts = [
    joined.length > 0 ? words.log.joined(joined) : '',
    cameBack.length > 0 ? words.log.cameBack(cameBack) : '',
    stoppedBy.length > 0 ? words.log.stoppedBy(stoppedBy) : '',
    left.length > 0 ? words.log.left(left) : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
