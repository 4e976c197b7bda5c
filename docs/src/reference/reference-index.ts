import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REFERENCE_FOLDER } from "./reference-folder.ts";

/** A public name and where the reference tells of it. */
export interface IndexedName {
  readonly name: string;
  readonly kind: "function" | "class" | "constant" | "type";
  /** As in `@lockstep/core/engine`. */
  readonly specifier: string;
  /** On the site, with an anchor. */
  readonly address: string;
}

/** A group of links in the sidebar. */
interface IndexedRoom {
  /** As in the addresses of its pages; empty for pages in none. */
  readonly name: string;
  readonly title: string;
  readonly pages: readonly { readonly title: string; readonly address: string }[];
}

/** What an entry has, for the sidebar. */
export interface IndexedEntry {
  readonly specifier: string;
  readonly packageName: string;
  readonly rooms: readonly IndexedRoom[];
}

/** What the site knows of the generated reference. */
export interface ReferenceIndex {
  readonly names: readonly IndexedName[];
  /** Names of options and fields, which a public name may have too. */
  readonly optionNames: readonly string[];
  /** Where each code of an error is told of. */
  readonly errorCodes: Readonly<Record<string, string>>;
  readonly entries: readonly IndexedEntry[];
}

/** The file that keeps it. */
export const INDEX_FILE: string = join(REFERENCE_FOLDER, "index.json");

/** Reads it; nothing is in it as long as the reference has not been generated. */
export function readReferenceIndex(): ReferenceIndex {
  if (!existsSync(INDEX_FILE)) return { names: [], optionNames: [], errorCodes: {}, entries: [] };
  return JSON.parse(readFileSync(INDEX_FILE, "utf8")) as ReferenceIndex;
}
