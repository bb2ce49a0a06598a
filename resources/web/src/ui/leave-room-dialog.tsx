// SPDX-License-Identifier: LGPL-3.0-or-later
import { words } from '../words';
import { Dialog } from './dialog';
import { useClient } from './use-client';

interface Props {
  name: string;
  onStay: () => void;
  onLeave: () => void;
}

/** Asked only when leaving would lose something typed. */
export function LeaveRoomDialog({ name, onStay, onLeave }: Props) {
  const client = useClient();
  const title = client.rooms.titleOf(name);
  return (
    <Dialog title={words.room.leaveTitle(title)} onClose={onStay}>
      <p>{words.room.leaveUnsent(client.outbox.of(name).length)}</p>
      <div class="dialog-actions">
        <button type="button" class="button button-quiet" onClick={onStay}>{words.room.stay}</button>
        <button type="button" class="button button-danger" onClick={onLeave}>{words.room.leaveAnyway}</button>
      </div>
    </Dialog>
  );
}
