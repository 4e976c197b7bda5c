import type { DroppedFile } from "../run/dropped-data.ts";

/** Files of a drop, with those in dropped folders. Call it within the event: the browser forgets the items after it. */
export function droppedEntries(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return filesOf(entries, "");
}

async function filesOf(entries: readonly FileSystemEntry[], folder: string): Promise<readonly DroppedFile[]> {
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = folder + entry.name;
      if (entry.isFile) return [{ path, item: await fileOf(entry as FileSystemFileEntry) }];
      return await filesOf(await childrenOf(entry as FileSystemDirectoryEntry), `${path}/`);
    }),
  );
  return found.flat();
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader gives a hundred or so at a time, and none at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
