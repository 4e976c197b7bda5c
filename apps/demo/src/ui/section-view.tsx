import { useEffect, useRef, useState } from "preact/hooks";
import type { Section } from "../sections/section.ts";
import { LazySection } from "./lazy-section.tsx";

/** A section under its heading. It is loaded when it is first current and stays mounted, so that its work goes on unseen. */
export function SectionView({
  section,
  current,
  takesFocus,
}: {
  readonly section: Section;
  readonly current: boolean;
  /** Whether the heading takes the focus when the section becomes current. */
  readonly takesFocus: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [visited, setVisited] = useState(current);
  if (current && !visited) setVisited(true);
  useEffect(() => {
    if (current && takesFocus) heading.current?.focus();
  }, [current]);

  const headingId = `heading-${section.id}`;
  return (
    <section class="shell-section" aria-labelledby={headingId} hidden={!current}>
      <header>
        <h2 id={headingId} tabIndex={-1} ref={heading}>
          {section.label}
        </h2>
        <p class="lead soft">{section.lead}</p>
      </header>
      {visited && <LazySection section={section} />}
    </section>
  );
}
