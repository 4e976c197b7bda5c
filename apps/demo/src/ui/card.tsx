import type { ComponentChildren } from "preact";

/** A part of a section under its own heading. */
export function Card({
  title,
  aside,
  children,
}: {
  readonly title: string;
  /** At the right of the heading: buttons, a number. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="card" aria-label={title}>
      <header class="card-head">
        <h3>{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  );
}
