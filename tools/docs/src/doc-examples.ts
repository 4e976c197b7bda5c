import { relative } from "node:path";
import { Visitor } from "oxc-parser";
import { packageEntries, ROOT, type PackageEntry } from "./package-entries.ts";
import { docstringBefore, isType, publicExports, type PublicExport } from "./public-exports.ts";
import { lineAt, parseSource } from "./source-file.ts";

/** An `@example` of a docstring. */
export interface DocExample {
  /** The name that it documents. */
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Of the first line of code. */
  readonly line: number;
  readonly code: string;
}

/** The examples of a public name, and those of its methods. */
export function docExamples({
  name,
  file: source,
  declaration,
  docstring,
  docstringStart,
}: PublicExport): DocExample[] {
  const file = relative(ROOT, source.path);
  const commented = [{ name, docstring, docstringStart }];
  if (declaration.type === "ClassDeclaration") {
    for (const member of declaration.body.body) {
      const method = "key" in member && member.key.type === "Identifier" ? `${name}.${member.key.name}` : name;
      commented.push({ name: method, ...docstringBefore(source, member.start) });
    }
  }
  return commented.flatMap(({ name: documented, docstring: doc, docstringStart: start }) =>
    (doc?.tags ?? [])
      .filter((tag) => tag.name === "example")
      .map(({ text, line: offset }) => {
        const [caption, ...lines] = text.split("\n");
        const line = lineAt(source.text, start) + offset + 1;
        if (caption !== "") throw new Error(`${file}:${line}: the code of an @example begins on the line below`);
        return { name: documented, file, line, code: lines.join("\n") };
      }),
  );
}

/**
 * The imports that an example goes without: of each name that it uses and does not declare, from the entry that it
 * documents, else from the other entries of its package, of core, and from the scope.
 *
 * @param scope a module and the names in it, for what no package exports: an engine, some data.
 */
export function missingImports(
  code: string,
  entry: PackageEntry,
  scope: { readonly specifier: string; readonly names: readonly string[] },
): string {
  const { used, declared } = identifiersOf(code);
  const specifiers = new Map<string, { readonly from: string; readonly type: boolean }>();
  for (const source of entriesFor(entry)) {
    for (const { name, declaration } of publicExports(source.path)) {
      if (!specifiers.has(name)) specifiers.set(name, { from: source.specifier, type: isType(declaration) });
    }
  }
  for (const name of scope.names)
    if (!specifiers.has(name)) specifiers.set(name, { from: scope.specifier, type: false });
  return [...used]
    .filter((name) => !declared.has(name) && specifiers.has(name))
    .map((name) => [name, specifiers.get(name)!] as const)
    .map(([name, { from, type }]) => `import { ${type ? "type " : ""}${name} } from "${from}"; `)
    .join("");
}

function entriesFor(entry: PackageEntry): PackageEntry[] {
  const own = packageEntries().filter(({ packageName }) => packageName === entry.packageName);
  const core = packageEntries().filter(({ packageName }) => packageName === "@lockstep/core");
  return [entry, ...own, ...core];
}

/** The names that code refers to, and those that it declares. */
function identifiersOf(code: string): { used: Set<string>; declared: Set<string> } {
  const used = new Set<string>();
  const declared = new Set<string>();
  const notReferences = new Set<unknown>();
  const declare = (node: { readonly type: string } | null): void => {
    if (node?.type === "Identifier") declared.add((node as unknown as { name: string }).name);
    if (node?.type === "ObjectPattern") {
      const { properties } = node as unknown as { properties: { value: { type: string } }[] };
      for (const { value } of properties) declare(value);
    }
    if (node?.type === "ArrayPattern") {
      for (const element of (node as unknown as { elements: { type: string }[] }).elements) declare(element);
    }
  };
  new Visitor({
    ImportSpecifier: ({ local }) => declare(local),
    ImportNamespaceSpecifier: ({ local }) => declare(local),
    ImportDefaultSpecifier: ({ local }) => declare(local),
    VariableDeclarator: ({ id }) => declare(id),
    FunctionDeclaration: ({ id, params }) => [id, ...params].forEach((node) => declare(node)),
    ArrowFunctionExpression: ({ params }) => params.forEach((node) => declare(node)),
    MemberExpression({ property, computed }) {
      if (!computed) notReferences.add(property);
    },
    Property({ key, computed, shorthand }) {
      if (!computed && !shorthand) notReferences.add(key);
    },
    Identifier(node) {
      if (!notReferences.has(node)) used.add(node.name);
    },
  }).visit(parseSource("example", code).program);
  return { used, declared };
}
