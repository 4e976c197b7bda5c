import type { MutantsRecord } from "../mutants-record.ts";
import { html, type Markup } from "./markup.ts";

/** The broken engines, each with the cases that notice. */
export function mutantList({ mutants }: MutantsRecord): Markup {
  return html`<section aria-labelledby="mutants">
    <h2 id="mutants">The suites, tested</h2>
    <p>Engines with one fault each, ${mutants.length} of them, and every fault is caught.</p>
    <details>
      <summary>The faults, and what catches them</summary>
      <dl class="mutants">
        ${mutants.map(
          ({ fault, cases }) =>
            html`<div>
              <dt>An engine that ${fault}</dt>
              <dd>${caught(cases)}</dd>
            </div> `,
        )}
      </dl>
    </details>
  </section>`;
}

function caught(cases: readonly string[]): Markup {
  const [first, ...others] = cases;
  if (first === undefined) return html`is not caught`;
  return html`${first}${others.length === 0 ? "" : html` <small>and ${others.length} more</small>`}`;
}
