import { relative, sep } from "node:path";
import { join } from "node:path";
import { packageFolder } from "./package-folder.ts";
import type { SourcePage } from "./source-pages.ts";

/** Pages about one subject: those whose sources lie in one folder. */
export interface Room {
  /** In words: `Early stopping`. Empty for what lies in no folder. */
  readonly title: string;
  readonly pages: readonly SourcePage[];
}

/** Names that are not words. */
const ABBREVIATIONS: Readonly<Record<string, string>> = { sgd: "SGD", onnx: "ONNX" };

/** Groups the pages of an entry, in the order in which the entry exports them. */
export function roomsOf(pages: readonly SourcePage[]): Room[] {
  const rooms = new Map<string, SourcePage[]>();
  for (const page of pages) {
    const path = relative(join(packageFolder(page.entry), "src"), page.source).split(sep);
    const room = path.length === 1 ? "" : path[0]!;
    rooms.set(room, [...(rooms.get(room) ?? []), page]);
  }
  return [...rooms].map(([room, inRoom]) => ({ title: inWords(room), pages: inRoom }));
}

function inWords(folder: string): string {
  const words = ABBREVIATIONS[folder] ?? folder.replaceAll("-", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
