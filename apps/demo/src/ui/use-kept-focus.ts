import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Keeps the keyboard's place when the control that has the focus goes, as a button does that has done its work: the box
 * around it takes the focus.
 *
 * @returns the box, which needs `tabIndex={-1}`
 */
export function useKeptFocus<Box extends HTMLElement>(): RefObject<Box | null> {
  const box = useRef<Box>(null);
  // Asked while rendering, before the control goes.
  const inside = box.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    if (inside && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  });
  return box;
}
