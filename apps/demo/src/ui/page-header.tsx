import { SECTIONS } from "../sections/sections.ts";
import { sectionAddress, sectionLink } from "./section-address.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

/** The page's name, what it is about, and the way to its sections. */
export function PageHeader() {
  return (
    <header class="shell-head">
      <div class="shell-width">
        <div class="shell-title">
          <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="8" fill="var(--accent)" />
            <g fill="none" stroke="var(--accent-ink)" stroke-linecap="round">
              <path d="M6 7c4 12 9 15 20 15.5" stroke-width="3" />
              <path d="M6 7c4 12 9 15 20 15.5" stroke-width="1.2" stroke="var(--accent)" stroke-dasharray="3 3" />
            </g>
          </svg>
          <h1>Lockstep</h1>
          <ThemeSwitch />
          <p>
            Dropout, early stopping and mini-batch SGD that behave identically on TensorFlow.js, ONNX Runtime Web and
            plain TypeScript.
          </p>
        </div>
        <nav class="shell-nav" aria-label="Sections">
          <ul>
            {SECTIONS.map(({ id, label }) => (
              <li key={id}>
                <a href={sectionLink(id)} aria-current={sectionAddress.value.id === id ? "page" : undefined}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}
