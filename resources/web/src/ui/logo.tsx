// SPDX-License-Identifier: LGPL-3.0-or-later
// Lanroom's sign: a word balloon with an open door in it. The same drawing as the app's icon.

export function Logo({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true" focusable="false">
      <path class="logo-ground" d="M32 0c23 0 32 9 32 32s-9 32-32 32S0 55 0 32 9 0 32 0Z" />
      <path class="logo-balloon" d="M21 10h22a12 12 0 0 1 12 12v14.5a12 12 0 0 1-12 12H29.6l-9.8 7.9c-1.3 1-3.3.1-3.3-1.6v-7.4A12 12 0 0 1 9 36.5V22a12 12 0 0 1 12-12Z" />
      <path class="logo-light" d="M23 48.5v-20a9 9 0 0 1 18 0v20Z" />
      <path class="logo-ground" d="M41 48.5v-20a9 9 0 0 0-9-9l1.7 7v25.3Z" />
      <circle class="logo-balloon" cx="36.8" cy="38.3" r="1.5" />
    </svg>
  );
}
