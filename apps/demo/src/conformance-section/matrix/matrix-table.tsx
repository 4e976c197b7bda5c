import { useState } from "preact/hooks";
import type { MatrixView } from "./matrix-view.ts";
import { SectionRows } from "./section-rows.tsx";
import type { OpenCell, TableFrame } from "./table-frame.ts";
import { useGrowingCount } from "./use-growing-count.ts";

/** Clauses by backends, in a box that scrolls by itself. */
export function MatrixTable({
  view,
  labels,
  unfolded,
}: {
  readonly view: MatrixView;
  readonly labels: readonly string[];
  /** Whether all clauses are shown, not those alone whose specification was opened. */
  readonly unfolded: boolean;
}) {
  const [open, setOpen] = useState<OpenCell | null>(null);
  const [files, setFiles] = useState<ReadonlySet<string>>(new Set());
  const signs = Object.fromEntries(view.legend.map(({ verdict, sign }) => [verdict, sign])) as TableFrame["signs"];
  const shown = useGrowingCount(view.sections.length);
  const toggle = (file: string): void => {
    const next = new Set(files);
    if (!next.delete(file)) next.add(file);
    setFiles(next);
  };
  return (
    <div class="conformance-box" role="region" aria-label="What holds, by clause and backend" tabIndex={0}>
      <table class="conformance-matrix" style={{ "--columns": view.columns.length }}>
        <thead>
          <tr>
            <th scope="col">Clause</th>
            {view.columns.map(({ subject }, column) => (
              <th scope="col" key={subject} data-backend={subject}>
                <span class="swatch" aria-hidden="true" /> {labels[column]}
              </th>
            ))}
          </tr>
        </thead>
        {view.sections.slice(0, shown).map((section) => (
          <SectionRows
            key={section.file}
            section={section}
            frame={{ labels, signs }}
            foldable={!unfolded}
            unfolded={unfolded || files.has(section.file)}
            onToggle={() => toggle(section.file)}
            open={open}
            onOpen={setOpen}
          />
        ))}
      </table>
    </div>
  );
}
