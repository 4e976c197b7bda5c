import { useEffect, useRef } from "preact/hooks";
import { SECTIONS } from "../sections/sections.ts";
import { PageFooter } from "./page-footer.tsx";
import { PageHeader } from "./page-header.tsx";
import { sectionAddress } from "./section-address.ts";
import { SectionView } from "./section-view.tsx";

/** The page: header with navigation, the section that the address names, footer. */
export function App() {
  const { id } = sectionAddress.value;
  const main = useRef<HTMLElement>(null);
  // At first the focus stays where the browser has it, at the top of the page; after a navigation it follows.
  const firstId = useRef<string | null>(id);
  if (id !== firstId.current) firstId.current = null;

  const label = SECTIONS.find((section) => section.id === id)?.label ?? "";
  useEffect(() => {
    document.title = `${label} · Lockstep`;
  }, [label]);

  return (
    <div class="shell">
      <a
        class="skip-link"
        href="#content"
        onClick={(event) => {
          // The part of the address after # names a section.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <PageHeader />
      <main id="content" class="shell-main shell-width" tabIndex={-1} ref={main}>
        {SECTIONS.map((section) => (
          <SectionView
            key={section.id}
            section={section}
            current={section.id === id}
            takesFocus={firstId.current === null}
          />
        ))}
      </main>
      <PageFooter />
    </div>
  );
}
