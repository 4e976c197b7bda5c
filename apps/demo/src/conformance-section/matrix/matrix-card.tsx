import { useState } from "preact/hooks";
import { BACKENDS, BACKEND_NAMES } from "../../backends/backend-name.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { download } from "../../ui/download.ts";
import { Notice } from "../../ui/notice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import type { BrowserIdentity } from "../browser/browser-identity.ts";
import type { ConformanceRun } from "../run/conformance-run.ts";
import { filterRows, ROW_FILTERS, type RowFilter } from "./filter-rows.ts";
import { MatrixLegend } from "./matrix-legend.tsx";
import { MatrixTable } from "./matrix-table.tsx";
import type { ColumnView, MatrixView } from "./matrix-view.ts";

/** What holds on this machine: who ran it, the matrix, the downloads. */
export function MatrixCard({ run, browser }: { readonly run: ConformanceRun; readonly browser: BrowserIdentity }) {
  const view = run.view.value;
  if (view === null) return null;
  return (
    <Card title="What holds here" aside={<Downloads run={run} />}>
      <MachineFacts view={view} browser={browser} />
      <Extent view={view} />
      <FilteredMatrix view={view} />
    </Card>
  );
}

function Downloads({ run }: { readonly run: ConformanceRun }) {
  const [failure, setFailure] = useState<string | null>(null);
  const save = (name: string, type: string, content: Promise<string>): void => {
    content.then(
      (text) => download(name, text, type),
      (error: unknown) => setFailure(String(error)),
    );
  };
  return (
    <div class="row">
      <Button onClick={() => save("lockstep-conformance.json", "application/json", run.json())}>Report (JSON)</Button>
      <Button onClick={() => save("lockstep-conformance.html", "text/html", run.page())}>Page (HTML)</Button>
      {failure !== null && <span role="alert">{failure}</span>}
    </div>
  );
}

function MachineFacts({ view, browser }: { readonly view: MatrixView; readonly browser: BrowserIdentity }) {
  return (
    <dl class="pairs">
      <dt>Browser</dt>
      <dd>
        {[browser.name, browser.version].filter(Boolean).join(" ")}
        {browser.platform === null ? "" : `, ${browser.platform}`}
      </dd>
      {view.columns.map((column) => (
        <ColumnFacts key={column.subject} {...column} />
      ))}
    </dl>
  );
}

/** What the browser's own line does not say. */
const TOLD_ABOVE: readonly string[] = ["runtime", "platform", "user agent"];

function ColumnFacts({ subject, environment, asRecorded }: ColumnView) {
  const facts = Object.entries(environment)
    .filter(([what]) => !TOLD_ABOVE.includes(what))
    .map(([what, value]) => `${what} ${value}`);
  return (
    <>
      <dt>{labelOf(subject)}</dt>
      <dd>
        {facts.join(" · ")}
        {asRecorded === true && (
          <span class="good conformance-recorded">✓ every outcome is the one on record for Chromium</span>
        )}
        {asRecorded === false && (
          <span class="warn conformance-recorded">! some outcomes differ from those on record for Chromium</span>
        )}
      </dd>
    </>
  );
}

function Extent({ view }: { readonly view: MatrixView }) {
  const parts = [...new Set(view.columns.map(({ part }) => part).filter((part) => part !== ""))];
  if (parts.length === 0) return null;
  return (
    <Notice>
      Not every case ran: {parts.join(" or ")}. A clause none of whose cases ran is “not run”, and a number like “2 of
      24” says how many of its cases did.
    </Notice>
  );
}

function FilteredMatrix({ view }: { readonly view: MatrixView }) {
  const [filter, setFilter] = useState<RowFilter>("overview");
  const sections = filterRows(view.sections, filter);
  const clauses = sections.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <>
      <div class="conformance-tools">
        <SelectField
          label="Show"
          value={filter}
          options={ROW_FILTERS}
          onChange={setFilter}
          help={
            filter === "overview"
              ? "Open a specification to see its clauses, and press a cell to see why."
              : `${clauses} ${clauses === 1 ? "clause" : "clauses"}. Press a cell to see why.`
          }
        />
        <MatrixLegend legend={view.legend} />
      </div>
      {clauses === 0 ? (
        <p class="good">✓ There is none.</p>
      ) : (
        <MatrixTable
          key={filter}
          view={{ ...view, sections }}
          labels={view.columns.map(({ subject }) => labelOf(subject))}
          unfolded={filter !== "overview"}
        />
      )}
    </>
  );
}

function labelOf(subject: string): string {
  const name = BACKEND_NAMES.find((known) => known === subject);
  return name === undefined ? subject : BACKENDS[name].label;
}
