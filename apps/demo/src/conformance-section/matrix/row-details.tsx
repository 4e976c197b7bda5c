import type { CellView, ReasonView, RowView } from "./matrix-view.ts";

const STATUS_WORDS: Readonly<Record<ReasonView["status"], string>> = {
  failed: "Failed",
  "known-failure": "Known failure",
  unsupported: "Unsupported",
};

/** What a cell has to say: how its cases ended, and why some did not pass. */
export function RowDetails({
  row,
  cell,
  label,
}: {
  readonly row: RowView;
  readonly cell: CellView;
  readonly label: string;
}) {
  return (
    <div class="conformance-why">
      <p>
        <strong>
          {row.id} on {label}.
        </strong>{" "}
        {cell.words}
      </p>
      {cell.reasons.map(({ status, reason }) => (
        <p key={`${status} ${reason}`}>
          <strong>{STATUS_WORDS[status]}:</strong> {reason}
        </p>
      ))}
      {cell.verdict === "not proved by the kit" && row.elsewhere !== null && <p>Proved by {row.elsewhere}.</p>}
    </div>
  );
}
