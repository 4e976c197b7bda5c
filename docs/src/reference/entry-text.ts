import type { PackageEntry } from "lockstep-docs/package-entries";
import type { Comment, DeclarationReflection } from "typedoc";
import type { IndexedName } from "./reference-index.ts";
import type { Room } from "./reference-rooms.ts";

/** What the page of a package says about one of its entries. */
export interface EntryPages {
  readonly entry: PackageEntry;
  readonly rooms: readonly Room[];
  /** Names that it exports and that another entry exports too, where their pages are. */
  readonly elsewhere: readonly IndexedName[];
}

/** Markdown that lists what an entry exports, by room, with the first sentence of each docstring. */
export function entryText(
  { entry, rooms, elsewhere }: EntryPages,
  addresses: ReadonlyMap<DeclarationReflection, string>,
): string {
  const isMain = entry.specifier === entry.packageName;
  const parts = isMain ? [] : [`## ${entry.specifier}`];
  if (rooms.length === 0) parts.push(`Imported for what it does: \`import "${entry.specifier}"\`.`);
  for (const { title, pages } of rooms) {
    if (title !== "" && rooms.length > 1) parts.push(`${isMain ? "##" : "###"} ${title}`);
    const children = pages.flatMap(({ module }) => module.children ?? []);
    parts.push(`| Name | |\n| :-- | :-- |\n${children.map((child) => row(child, addresses.get(child)!)).join("\n")}`);
  }
  if (elsewhere.length > 0) {
    const links = elsewhere.map(({ name, address }) => `[\`${name}\`](${address})`);
    parts.push(`Also there: ${links.join(", ")}.`);
  }
  return parts.join("\n\n");
}

function row(child: DeclarationReflection, address: string): string {
  const comment = child.comment ?? child.signatures?.find((signature) => signature.hasComment())?.comment;
  const call = child.signatures === undefined ? "" : "()";
  return `| [\`${child.name}${call}\`](${address}) | ${comment === undefined ? "" : firstSentence(comment)} |`;
}

function firstSentence({ summary }: Comment): string {
  const text = summary
    .map((part) => (part.kind === "inline-tag" ? `\`${part.text.trim()}\`` : part.text))
    .join("")
    .replaceAll(/\s+/g, " ");
  const [sentence = text] = /^.*?[.:](?= |$)/.exec(text) ?? [];
  return sentence.replace(/:$/, ".").replaceAll("|", "\\|");
}
