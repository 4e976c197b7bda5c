import { FileDrop } from "../../ui/file-drop.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { ChosenTable, TrainSession } from "../session/train-session.ts";
import { describeTable, warnOfTable } from "./describe-table.ts";

/** Where a user's own table goes in, and what was found in it. */
export function TableChoice({ session }: { readonly session: TrainSession }) {
  const table = session.table.value;
  return (
    <>
      <FileDrop
        label="Drop a CSV file, or choose one"
        accept=".csv,text/csv"
        onFiles={([file]) => file !== undefined && void session.chooseTable(file)}
      >
        <p class="small soft">
          The first line names the columns. The class is in the column called label, class, target or species, else in
          the last. The file stays on your machine.
        </p>
      </FileDrop>
      {table?.problem != null && <Notice kind="bad">{table.problem}</Notice>}
      {table !== null && table.problem === null && <Found table={table} />}
    </>
  );
}

/** What was found in the table. */
function Found({ table: { csv, facts } }: { readonly table: ChosenTable }) {
  if (facts === null) return <p role="status">{`Reading ${csv.name}…`}</p>;
  return (
    <>
      {warnOfTable(facts).map((sentence) => (
        <Notice key={sentence} kind="warn">
          {sentence}
        </Notice>
      ))}
      <div class="stack tight small" role="status">
        {describeTable(csv.name, facts).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </>
  );
}
