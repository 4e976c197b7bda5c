import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseSync } from "oxc-parser";

/** What a module leads to, whose files import each other by relative paths. */
export interface ReachedImports {
  /** Needed to load the module at all: names of packages with the file that first imports each. */
  readonly static: ReadonlyMap<string, string>;
  /** Imported when something is called. */
  readonly dynamic: ReadonlyMap<string, string>;
  /** Files of the package that do something when they are loaded, such as to call a function for nothing it returns. */
  readonly effects: ReadonlySet<string>;
}

/** Follows a built module, or the declarations of one, through all files of its package. */
export function reachedImports(entry: string): ReachedImports {
  const found = { static: new Map<string, string>(), dynamic: new Map<string, string>(), effects: new Set<string>() };
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    if (file.endsWith(".json")) return;
    const { imports, hasEffect } = readModule(file);
    if (hasEffect) found.effects.add(file);
    for (const { specifier, kind } of imports) {
      if (specifier.startsWith(".")) visit(resolve(dirname(file), specifier.replace(/\.js$/, extensionFor(file))));
      else if (!found[kind].has(packageOf(specifier))) found[kind].set(packageOf(specifier), file);
    }
  };
  visit(entry);
  return found;
}

function extensionFor(file: string): string {
  return file.endsWith(".d.ts") ? ".d.ts" : ".js";
}

function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

interface Import {
  readonly specifier: string;
  readonly kind: "static" | "dynamic";
}

interface ReadModule {
  readonly imports: readonly Import[];
  readonly hasEffect: boolean;
}

/** Most files are reached from several entries. */
const read = new Map<string, ReadModule>();

function readModule(file: string): ReadModule {
  const known = read.get(file) ?? parseModule(file);
  read.set(file, known);
  return known;
}

function parseModule(file: string): ReadModule {
  const source = readFileSync(file, "utf8");
  const { module, program } = parseSync(file, source);
  const fixed = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
  ];
  const called = module.dynamicImports.map(({ moduleRequest }) => source.slice(moduleRequest.start, moduleRequest.end));
  const imports = [
    ...fixed.map((specifier) => ({ specifier, kind: "static" }) as const),
    // A specifier that is computed is a user's own file.
    ...called
      .filter((code) => /^["']/.test(code))
      .map((code) => ({ specifier: code.slice(1, -1), kind: "dynamic" }) as const),
  ];
  return { imports, hasEffect: program.body.some(({ type }) => type === "ExpressionStatement") };
}
