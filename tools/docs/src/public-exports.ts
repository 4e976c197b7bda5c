import { dirname, join, resolve } from "node:path";
import type {
  Class,
  Function as FunctionNode,
  TSInterfaceDeclaration,
  TSTypeAliasDeclaration,
  VariableDeclaration,
} from "oxc-parser";
import { parseDocstring, type Docstring } from "./docstring.ts";
import { sourceFile, type SourceFile } from "./source-file.ts";

/** Something that a package exports, at the place where it is declared. */
export interface PublicExport {
  readonly name: string;
  readonly file: SourceFile;
  readonly declaration: Declaration;
  readonly docstring: Docstring | undefined;
  /** Where the docstring's comment begins. */
  readonly docstringStart: number;
}

/** A declaration at the top of a file: a function, class, variable, interface or type. */
export type Declaration = FunctionNode | Class | VariableDeclaration | TSInterfaceDeclaration | TSTypeAliasDeclaration;

/**
 * Everything that an entry exports, followed through its named re-exports to the declarations.
 *
 * @throws {Error} if an export is of a form that is not followed (`export *`, default), or leads nowhere.
 */
export function publicExports(entry: string): PublicExport[] {
  const { module } = sourceFile(entry);
  return module.staticExports.flatMap(({ entries }) =>
    entries.map(({ exportName, importName, moduleRequest }) => {
      if (exportName.name === null) throw new Error(`${entry}: exports must be named`);
      if (moduleRequest === null) return exportedFrom(entry, exportName.name);
      if (importName.name === null) throw new Error(`${entry}: ${exportName.name} must be exported by name`);
      return exportedFrom(resolve(dirname(entry), moduleRequest.value), importName.name);
    }),
  );
}

/**
 * The declaration of an export of a file that may itself re-export it.
 *
 * @throws {Error} if there is none.
 */
export function exportedFrom(path: string, name: string): PublicExport {
  const file = sourceFile(path);
  for (const statement of file.program.body) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    const { declaration, source } = statement;
    if (declaration !== null && namesOf(declaration as Declaration).includes(name)) {
      return { name, file, declaration: declaration as Declaration, ...docstringBefore(file, statement.start) };
    }
    const specifier = statement.specifiers.find(({ exported }) => "name" in exported && exported.name === name);
    if (specifier !== undefined && source !== null) {
      return exportedFrom(join(dirname(path), source.value), nameOf(specifier.local));
    }
  }
  throw new Error(`${path}: nothing there declares ${name}`);
}

/** The names that a file exports. */
export function exportedNames(path: string): string[] {
  const { module } = sourceFile(path);
  return module.staticExports.flatMap(({ entries }) => entries.flatMap(({ exportName }) => exportName.name ?? []));
}

/** The names that a declaration at the top of a file gives. */
export function namesOf(declaration: Declaration): string[] {
  if (declaration.type === "VariableDeclaration") {
    return declaration.declarations.map(({ id }) => (id.type === "Identifier" ? id.name : ""));
  }
  return declaration.id === null ? [] : [declaration.id.name];
}

/** Whether it exists in types only. */
export function isType({ type }: Declaration): boolean {
  return type === "TSInterfaceDeclaration" || type === "TSTypeAliasDeclaration";
}

/** The JSDoc comment that ends right before a position. */
export function docstringBefore(
  { text, comments }: SourceFile,
  position: number,
): { readonly docstring: Docstring | undefined; readonly docstringStart: number } {
  const comment = comments.findLast(({ end }) => end <= position);
  const adjacent = comment?.type === "Block" && text.slice(comment.end, position).trim() === "";
  return {
    docstring: adjacent ? parseDocstring(comment.value) : undefined,
    docstringStart: comment?.start ?? position,
  };
}

function nameOf(node: { readonly type: string }): string {
  return (node as unknown as { name: string }).name;
}
