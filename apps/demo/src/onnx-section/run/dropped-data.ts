/** Rows to train on, as files. */
export type DroppedData =
  | { readonly kind: "table"; readonly file: File }
  | { readonly kind: "images"; readonly files: readonly DroppedFile[] };

/** A file with its path in the folder that was dropped. */
export interface DroppedFile {
  readonly path: string;
  readonly item: File;
}

/** What files are: one `.csv` file is a table, everything else is looked through for images. */
export function droppedData(files: readonly DroppedFile[]): DroppedData {
  const [first] = files;
  const table = files.length === 1 && first !== undefined && !first.item.type.startsWith("image/");
  return table ? { kind: "table", file: first.item } : { kind: "images", files };
}
