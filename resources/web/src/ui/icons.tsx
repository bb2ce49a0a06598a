// SPDX-License-Identifier: LGPL-3.0-or-later
// Line icons on a 20 by 20 grid. All are decoration: the words stand in the button's label.

import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const MenuIcon = () => <Icon><path d="M3.5 6.5h13M3.5 13.5h8.5" /></Icon>;
export const PlusIcon = () => <Icon><path d="M10 4v12M4 10h12" /></Icon>;
export const CloseIcon = () => <Icon><path d="m5 5 10 10M15 5 5 15" /></Icon>;
export const SendIcon = () => <Icon><path d="M10 16V4.5M5 9.2l5-5 5 5" /></Icon>;
export const DownIcon = () => <Icon><path d="M10 4v11.5M5 10.8l5 5 5-5" /></Icon>;
export const LeaveIcon = () => (
  <Icon><path d="M8 3.5H5.5a1.5 1.5 0 0 0-1.5 1.5v10a1.5 1.5 0 0 0 1.5 1.5H8M13 6.5l3.5 3.5-3.5 3.5M16 10H8" /></Icon>
);
export const PeopleIcon = () => (
  <Icon>
    <circle cx="7.7" cy="6.8" r="2.8" />
    <path d="M2.5 16c.3-2.9 2.4-4.6 5.2-4.6s4.9 1.7 5.2 4.6M13 4.2a2.8 2.8 0 0 1 0 5.2M15 11.9c1.5.7 2.4 2.1 2.5 4.1" />
  </Icon>
);
export const PersonIcon = () => (
  <Icon><circle cx="10" cy="7" r="3" /><path d="M4.5 16.5c.4-3 2.6-4.7 5.5-4.7s5.1 1.7 5.5 4.7" /></Icon>
);
export const LockIcon = () => (
  <Icon><rect x="4.5" y="9" width="11" height="7.5" rx="2" /><path d="M7 9V6.5a3 3 0 0 1 6 0V9" /></Icon>
);
export const SentIcon = () => <Icon><path d="m5 10.5 3.3 3.3L15 7" /></Icon>;
export const WaitingIcon = () => (
  <Icon><circle cx="10" cy="10" r="6" /><path d="M10 6.8V10l2.2 1.6" /></Icon>
);
export const AlertIcon = () => (
  <Icon><circle cx="10" cy="10" r="6.5" /><path d="M10 6.5v4.2M10 13.3v.1" /></Icon>
);
export const ScreenIcon = () => (
  <Icon><rect x="3" y="4" width="14" height="9.5" rx="2" /><path d="M10 13.5v3M6.8 16.5h6.4" /></Icon>
);
export const CopyIcon = () => (
  <Icon><rect x="7" y="7" width="9.5" height="9.5" rx="2" /><path d="M4.5 13A1.5 1.5 0 0 1 3.5 11.5v-6a2 2 0 0 1 2-2h6A1.5 1.5 0 0 1 13 4.5" /></Icon>
);
export const PenIcon = () => <Icon><path d="m12.5 4.5 3 3L7.5 15.5l-3.8.8.8-3.8ZM10.8 6.2l3 3" /></Icon>;
export const BalloonIcon = () => (
  <Icon><path d="M6.5 3.5h7a3 3 0 0 1 3 3V11a3 3 0 0 1-3 3H9.6l-3.3 2.6V14a3 3 0 0 1-2.8-3V6.5a3 3 0 0 1 3-3ZM7.2 7.5h5.6M7.2 10.3h3.4" /></Icon>
);
