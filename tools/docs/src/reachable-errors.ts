import { dirname, join } from "node:path";
import { Visitor, type Function as FunctionNode, type Node, type VariableDeclaration } from "oxc-parser";
import { packageEntries } from "./package-entries.ts";
import { exportedFrom, namesOf } from "./public-exports.ts";
import type { SourceFile } from "./source-file.ts";

/** What a piece of code throws by itself, and the names that it mentions. */
interface Mentions {
  readonly thrown: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/**
 * The classes of error that a piece of code can throw, itself or through functions of this repository that it mentions.
 * Methods are not followed: what an engine throws is the engine's to document. Nor are constants: the functions that a
 * layer's definition holds run when a model is made, and are documented there.
 *
 * @param node a declaration, or a method of one.
 */
export function reachableErrors(file: SourceFile, node: Node): Set<string> {
  const reached = new Set<string>();
  const seen = new Set<Node>();
  const pending: (readonly [SourceFile, Node])[] = [[file, node]];
  while (pending.length > 0) {
    const [within, part] = pending.pop()!;
    if (seen.has(part)) continue;
    seen.add(part);
    const { thrown, names } = mentionsOf(part);
    for (const name of thrown) reached.add(name);
    for (const name of names) {
      const found = functionNamed(within, name);
      if (found !== undefined) pending.push(found);
    }
  }
  return reached;
}

/** An error counts as thrown where it is made, for some functions make them for others. */
function mentionsOf(node: Node): Mentions {
  const thrown = new Set<string>();
  const names = new Set<string>();
  new Visitor({
    NewExpression({ callee }) {
      if (callee.type === "Identifier" && callee.name.endsWith("Error")) thrown.add(callee.name);
    },
    Identifier({ name }) {
      names.add(name);
    },
  }).visit({ type: "Program", body: [node] } as never);
  return { thrown, names };
}

/** The function that a name means at the top of a file, be it declared there or imported from this repository. */
function functionNamed(file: SourceFile, name: string): readonly [SourceFile, Node] | undefined {
  if (/^[A-Z][A-Z0-9_]+$/.test(name)) return undefined;
  for (const statement of file.program.body) {
    if (statement.type === "ImportDeclaration") {
      const specifier = statement.specifiers.find(({ local }) => local.name === name);
      if (specifier?.type !== "ImportSpecifier" || specifier.importKind === "type") continue;
      const path = pathOf(file, statement.source.value);
      if (path === undefined || statement.importKind === "type") return undefined;
      const imported = specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value;
      const found = exportedFrom(path, imported);
      return isCode(found.declaration) ? [found.file, found.declaration] : undefined;
    }
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration === null || !isCode(declaration)) continue;
    if (namesOf(declaration).includes(name)) return [file, declaration];
  }
  return undefined;
}

/** Where an import leads to, if it stays in this repository. */
function pathOf({ path }: SourceFile, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return join(dirname(path), specifier);
  return packageEntries().find((entry) => entry.specifier === specifier)?.path;
}

/** Classes are not followed: to mention one is not to call its methods. */
function isCode(node: { readonly type: string }): node is FunctionNode | VariableDeclaration {
  return node.type === "FunctionDeclaration" || node.type === "VariableDeclaration";
}
