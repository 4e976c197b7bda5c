import { parseSpec, type Clause } from "./parse-spec.ts";

/** What a vector file says about itself: its header's clauses, and the ids of its cases. */
export interface VectorIndex {
  readonly clauses: Readonly<Record<string, string>>;
  readonly ids: readonly string[];
}

/** Everything that the specifications have to agree with. */
export interface SpecRepository {
  /** Text of the specifications by file name. */
  readonly specs: Readonly<Record<string, string>>;
  /** Vector files by their name without `.json`. */
  readonly vectors: Readonly<Record<string, VectorIndex>>;
  /** Whether a file exists, by its path from the repository's root. */
  readonly exists: (path: string) => boolean;
}

/** Tests, and the suites that become tests on every engine. */
const LAW_PATH = /\.test\.ts$|^packages\/conformance\/src\/suites\/[a-z0-9-]+\.ts$/;

/** Every disagreement between the specifications, the vectors and the tests that clauses name, a sentence each. */
export function checkSpec({ specs, vectors, exists }: SpecRepository): string[] {
  const faults: string[] = [];
  const clauses: Clause[] = [];
  const fileOf = new Map<string, string>();
  for (const [file, text] of Object.entries(specs)) {
    const parsed = parseSpec(file, text);
    faults.push(...parsed.faults, ...numberingFaults(file, parsed.clauses));
    clauses.push(...parsed.clauses);
    const prefix = parsed.clauses[0]?.prefix;
    if (prefix === undefined) continue;
    const other = fileOf.get(prefix);
    if (other !== undefined) faults.push(`${file}: prefix ${prefix} is that of ${other}`);
    fileOf.set(prefix, file);
  }
  for (const clause of clauses) faults.push(...proofFaults(clause, vectors, exists));
  for (const [file, { clauses: header, ids }] of Object.entries(vectors)) {
    const expected = clausesOf(file, clauses);
    for (const group of groupsOf(ids)) {
      const named = Object.keys(expected).some((prefix) => isWithin(group, prefix));
      if (!named) faults.push(`${file}.json: no clause names the cases ${group}`);
    }
    if (JSON.stringify(header) !== JSON.stringify(expected)) {
      faults.push(
        `${file}.json: its header names ${JSON.stringify(header)}, the clauses ${JSON.stringify(expected)}: ` +
          "run python tools/oracles/clauses.py",
      );
    }
  }
  return faults;
}

/** Ids such as `DRP-12` in a text that are no clause, although a specification has their prefix. */
export function unknownClauses(text: string, specs: Readonly<Record<string, string>>): string[] {
  const known = Object.entries(specs).flatMap(([file, spec]) => parseSpec(file, spec).clauses);
  const ids = new Set(known.map(({ id }) => id));
  const prefixes = new Set(known.map(({ prefix }) => prefix));
  const mentioned = Array.from(text.matchAll(/\b([A-Z]{3})-\d+\b/g));
  return mentioned.filter(([id, prefix]) => prefixes.has(prefix!) && !ids.has(id)).map(([id]) => id);
}

/** One prefix a file, numbers 1, 2, 3, ... */
function numberingFaults(file: string, clauses: readonly Clause[]): string[] {
  const prefix = clauses[0]?.prefix;
  return clauses.flatMap(({ id }, index) =>
    id === `${prefix}-${index + 1}` ? [] : [`${file}: ${id} stands where ${prefix}-${index + 1} must`],
  );
}

function proofFaults(clause: Clause, vectors: SpecRepository["vectors"], exists: SpecRepository["exists"]): string[] {
  const faults: string[] = [];
  for (const name of clause.vectors) {
    const [file, prefix, ...rest] = name.split("/");
    if (prefix === undefined || rest.length > 0) faults.push(`${clause.id}: \`${name}\` must be \`file/prefix\``);
    else if (!vectors[file!]?.ids.some((id) => isWithin(id, prefix))) faults.push(`${clause.id}: no case of ${name}`);
  }
  for (const path of clause.laws) {
    if (!LAW_PATH.test(path)) faults.push(`${clause.id}: ${path} is neither a test nor a suite`);
    else if (!exists(path)) faults.push(`${clause.id}: ${path} does not exist`);
  }
  return faults;
}

/** What a file's header must say: by prefix, in the order of their names, the clauses that name it. */
function clausesOf(file: string, clauses: readonly Clause[]): Record<string, string> {
  const named: Record<string, string[]> = {};
  for (const { id, vectors } of clauses) {
    for (const name of vectors) {
      if (name.startsWith(`${file}/`)) (named[name.slice(file.length + 1)] ??= []).push(id);
    }
  }
  return Object.fromEntries(
    Object.keys(named)
      .sort()
      .map((prefix) => [prefix, named[prefix]!.join(" ")]),
  );
}

/** The ids without their numbers. */
function groupsOf(ids: readonly string[]): Set<string> {
  return new Set(ids.map((id) => id.slice(0, id.lastIndexOf("."))));
}

function isWithin(id: string, prefix: string): boolean {
  return id === prefix || id.startsWith(`${prefix}.`);
}
