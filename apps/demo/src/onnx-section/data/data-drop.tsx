import { useId } from "preact/hooks";
import { useDropTarget } from "../../ui/use-drop-target.ts";
import { droppedData, type DroppedData, type DroppedFile } from "../run/dropped-data.ts";
import { droppedEntries } from "./dropped-entries.ts";

/** A place for a table or a folder: dropped, or chosen by one of two buttons. */
export function DataDrop({ onData }: { readonly onData: (data: DroppedData) => void }) {
  const [tableId, folderId] = [useId(), useId()];
  const take = (files: readonly DroppedFile[]): void => {
    if (files.length > 0) onData(droppedData(files));
  };
  const target = useDropTarget((transfer) => void droppedEntries(transfer).then(take));
  return (
    <div {...target}>
      <label for={tableId}>Drop a CSV file: a line of column names, then a line for each row</label>
      <input
        id={tableId}
        type="file"
        accept=".csv,text/csv"
        onChange={(event) => takeInput(event.currentTarget, take)}
      />
      <label for={folderId}>Or a folder of images with a subfolder for each class</label>
      <input
        id={folderId}
        type="file"
        multiple
        {...{ webkitdirectory: true }}
        onChange={(event) => takeInput(event.currentTarget, take)}
      />
    </div>
  );
}

function takeInput(input: HTMLInputElement, take: (files: readonly DroppedFile[]) => void): void {
  const files = [...(input.files ?? [])];
  take(files.map((item) => ({ path: item.webkitRelativePath || item.name, item })));
  // The same files may be chosen again after they were changed.
  input.value = "";
}
