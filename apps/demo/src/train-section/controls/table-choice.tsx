import { FileDrop } from "../../ui/file-drop.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { ChosenTable, TrainSession } from "../session/train-session.ts";

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
      {table !== null && table.problem === null && <p role="status">{describeTable(table)}</p>}
    </>
  );
}

function describeTable({ csv: { name }, facts }: ChosenTable): string {
  if (facts === null) return `Reading ${name}…`;
  const { rowCount, features, classNames } = facts;
  return `${name}: ${rowCount} rows, ${features} numbers each, ${classNames.length} classes.`;
}
