// SPDX-License-Identifier: LGPL-3.0-or-later

interface Point {
  clientX: number;
  clientY: number;
}

/** Whether it lies beside the box: an element's scrollbar is the element, and lies in it. */
export const outside = (box: DOMRect, { clientX, clientY }: Point): boolean =>
  clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
