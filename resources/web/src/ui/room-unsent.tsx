// SPDX-License-Identifier: LGPL-3.0-or-later
// What was typed for a room that doesn't let one in: its log isn't there to show it.

import { words } from '../words';
import { useClient } from './use-client';

interface Props {
  name: string;
  onLeave: () => void;
}

export function RoomUnsent({ name, onLeave }: Props) {
  const count = useClient().outbox.of(name).length;
  if (count === 0) return null;
  return (
    <div class="empty-unsent">
      <p>{words.room.unsentHere(count)}</p>
      <button type="button" class="button button-quiet button-small" onClick={onLeave}>{words.room.leave}</button>
    </div>
  );
}
