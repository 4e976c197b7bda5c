import { isOfTypes, pageTitle } from "./page-text.ts";
import type { SourcePage } from "./source-pages.ts";

/** Pages about one subject: those whose sources lie in one folder. */
export interface Room {
  /** As in the addresses of its pages. Empty for what lies in no folder. */
  readonly name: string;
  /** In words: `Early stopping`. */
  readonly title: string;
  readonly pages: readonly SourcePage[];
}

/** Names that are not words. */
const ABBREVIATIONS: Readonly<Record<string, string>> = { sgd: "SGD" };

/** Groups the pages of an entry: in the order in which it exports them, in a group those with something to call first, by title. */
export function roomsOf(pages: readonly SourcePage[]): Room[] {
  return [...Map.groupBy(pages, ({ room }) => room)].map(([name, inRoom]) => ({
    name,
    title: inWords(name),
    pages: inRoom.toSorted(
      (one, other) =>
        Number(isOfTypes(one)) - Number(isOfTypes(other)) || pageTitle(one).localeCompare(pageTitle(other), "en"),
    ),
  }));
}

function inWords(folder: string): string {
  const words = ABBREVIATIONS[folder] ?? folder.replaceAll("-", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
