/** A numbered clause of a specification and what its last line says to prove it. */
export interface Clause {
  /** As in `DRP-3`. */
  readonly id: string;
  readonly prefix: string;
  readonly number: number;
  /** Groups of vectors: file and beginning of the ids, as in `dropout-masks/dropout.mask`. */
  readonly vectors: readonly string[];
  /** Paths of test files. */
  readonly laws: readonly string[];
}

/** A specification as far as it could be read, and what is wrong with its form. */
export interface ParsedSpec {
  readonly clauses: readonly Clause[];
  readonly faults: readonly string[];
}

const HEADING = /^([A-Z]{3})-([1-9]\d*) \S/;
const PROVED_BY = "Proved by:";

/**
 * Reads the clauses of a specification in Markdown: `# Title`, then for each clause a heading `## DRP-1 Its title` and
 * text that ends in a paragraph `Proved by: vectors ..., ...; laws ..., ....`
 *
 * @param file how faults call it.
 */
export function parseSpec(file: string, text: string): ParsedSpec {
  const [head, ...sections] = withoutCode(text).split(/^## /m);
  const faults: string[] = [];
  if (!/^# \S/.test(head!)) faults.push(`${file}: must begin with "# " and its title`);
  if (sections.length === 0) faults.push(`${file}: has no clause`);
  const clauses: Clause[] = [];
  for (const section of sections) {
    const heading = section.split("\n", 1)[0]!;
    const [, prefix, number] = HEADING.exec(heading) ?? [];
    if (prefix === undefined) {
      faults.push(`${file}: heading "${heading}" must be a clause's, as in "DRP-1 The rate"`);
      continue;
    }
    const id = `${prefix}-${number}`;
    const proof = parseProof(`${file}: ${id}`, section);
    faults.push(...proof.faults);
    clauses.push({ id, prefix, number: Number(number), ...proof });
  }
  return { clauses, faults };
}

/** What a clause names as its proof. */
function parseProof(subject: string, section: string): { vectors: string[]; laws: string[]; faults: string[] } {
  const paragraphs = section.trim().split(/\n{2,}|\n(?=Proved by:)/);
  const last = paragraphs.at(-1)!;
  const proofs = paragraphs.filter((paragraph) => paragraph.startsWith(PROVED_BY)).length;
  if (proofs !== 1 || !last.startsWith(PROVED_BY)) {
    return { vectors: [], laws: [], faults: [`${subject}: must end in one paragraph "${PROVED_BY} ..."`] };
  }
  const found = { vectors: [] as string[], laws: [] as string[], faults: [] as string[] };
  const sentence = last.slice(PROVED_BY.length).replaceAll(/\s+/g, " ").trim();
  for (const part of sentence.replace(/\.$/, "").split("; ")) {
    // The names are all that may follow the word, so that no proof hides in prose that nothing checks.
    const [, kind, list] = /^(vectors|laws) ((?:`[^`]+`(?:, |$))+)$/.exec(part) ?? [];
    if (kind === "vectors" || kind === "laws")
      found[kind].push(...Array.from(list!.matchAll(/`([^`]+)`/g), (m) => m[1]!));
    else found.faults.push(`${subject}: "${part}" must be "vectors \`file/prefix\`, ..." or "laws \`path\`, ..."`);
  }
  return found;
}

/** Fenced code may hold lines that look like headings. */
function withoutCode(text: string): string {
  return text.replaceAll(/^ *(```+)[\s\S]*?^ *\1 *$/gm, "");
}
