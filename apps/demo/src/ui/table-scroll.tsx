import type { ComponentChildren } from "preact";

/** Lets a wide table scroll by itself; the keyboard reaches it. */
export function TableScroll({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div class="table-scroll" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
