import type { Class, FunctionBody, TSInterfaceDeclaration } from "oxc-parser";
import { hasTag, type DocTag, type Docstring } from "./docstring.ts";
import { docstringBefore, type PublicExport } from "./public-exports.ts";
import { reachableErrors } from "./reachable-errors.ts";

/** Something that the documentation of a public name lacks. */
export interface DocumentationFault {
  /** The name, with a dot before the name of a method or an option. */
  readonly name: string;
  readonly lacks: "a sentence" | "@example" | "@throws" | "@default" | "its parameter";
  /** What exactly, where that is not plain. */
  readonly detail?: string;
}

/** What `@throws` may name to mean every error of Lockstep. */
const ANY_ERROR = "LockstepError";

/**
 * What the documentation of a public name lacks:
 *
 * - a sentence, for the name, every public method of a class and every option of an interface called `...Options`;
 * - an `@example`, for functions and classes (a class that extends another may leave it to that one);
 * - a `@throws` that names each class of error that the code can reach, or `LockstepError` for all (a class may say for its
 *   methods what they throw);
 * - a `@default` for every option that may be left out;
 * - a parameter by the name that a `@param` tells.
 */
export function documentationFaults(exported: PublicExport): DocumentationFault[] {
  const { name, declaration, docstring } = exported;
  const faults: DocumentationFault[] = sentenceFaults(name, docstring);
  if (declaration.type === "FunctionDeclaration" || declaration.type === "TSDeclareFunction") {
    faults.push(...exampleFaults(name, docstring), ...throwsFaults(name, exported, declaration, docstring));
    faults.push(...parameterFaults(name, declaration.params.map(parameterName), docstring));
  }
  if (declaration.type === "ClassDeclaration") {
    if (declaration.superClass === null) faults.push(...exampleFaults(name, docstring));
    faults.push(...methodFaults(exported, declaration));
  }
  if (declaration.type === "TSInterfaceDeclaration" && name.endsWith("Options")) {
    faults.push(...optionFaults(exported, declaration));
  }
  return faults;
}

function sentenceFaults(name: string, docstring: Docstring | undefined): DocumentationFault[] {
  const isSentence = docstring !== undefined && /^\S.*[.:)]/.test(docstring.description);
  return isSentence ? [] : [{ name, lacks: "a sentence" }];
}

function exampleFaults(name: string, docstring: Docstring | undefined): DocumentationFault[] {
  return docstring !== undefined && hasTag(docstring, "example") ? [] : [{ name, lacks: "@example" }];
}

function throwsFaults(
  name: string,
  { file }: PublicExport,
  node: Parameters<typeof reachableErrors>[1],
  docstring: Docstring | undefined,
  classDocstring?: Docstring,
): DocumentationFault[] {
  const tags = [...(docstring?.tags ?? []), ...(classDocstring?.tags ?? [])].filter((tag) => tag.name === "throws");
  // "@throws as {@link other}" takes over what the other says.
  if (tags.some(({ text }) => /^as \{@link \w+\}/.test(text))) return [];
  const named = new Set(tags.flatMap(errorsIn));
  if (named.has(ANY_ERROR)) return [];
  const unnamed = [...reachableErrors(file, node)].filter((error) => !named.has(error));
  return unnamed.length === 0 ? [] : [{ name, lacks: "@throws", detail: unnamed.sort().join(", ") }];
}

/** Several may share a tag: `{ShapeMismatchError} or {InvalidOptionError} otherwise`. */
function errorsIn({ text }: DocTag): string[] {
  return Array.from(text.matchAll(/\{(\w+)\}/g), ([, error]) => error!);
}

function parameterFaults(
  name: string,
  parameters: readonly (string | undefined)[],
  docstring: Docstring | undefined,
): DocumentationFault[] {
  const told = (docstring?.tags ?? []).filter((tag) => tag.name === "param");
  return told
    .map(({ text }) => /^\w+/.exec(text)?.[0] ?? "")
    .filter((parameter) => !parameters.includes(parameter))
    .map((parameter) => ({ name, lacks: "its parameter", detail: parameter }));
}

/** A parameter's name; one that is taken apart on the spot is called `options`, as in the rest of the code. */
function parameterName(parameter: { readonly type: string }): string | undefined {
  const { type, left, name } = parameter as { type: string; left?: { type: string }; name?: string };
  if (type === "AssignmentPattern") return parameterName(left!);
  return type === "ObjectPattern" ? "options" : name;
}

function methodFaults(exported: PublicExport, { body }: Class): DocumentationFault[] {
  const docstrings = new Map<string, Docstring | undefined>();
  return body.body.flatMap((member) => {
    if (member.type !== "MethodDefinition" || member.key.type !== "Identifier") return [];
    const method = `${exported.name}.${member.key.name}`;
    if (member.kind === "constructor") return throwsFaults(exported.name, exported, bodyOf(member), exported.docstring);
    // Signatures of one method share the words before the first.
    if (!docstrings.has(method)) docstrings.set(method, docstringBefore(exported.file, member.start).docstring);
    const docstring = docstrings.get(method);
    const throwing = throwsFaults(method, exported, bodyOf(member), docstring, exported.docstring);
    return [...sentenceFaults(method, docstring), ...throwing];
  });
}

function bodyOf({ value }: { readonly value: { readonly body: FunctionBody | null } }): FunctionBody {
  return value.body!;
}

function optionFaults(exported: PublicExport, { body }: TSInterfaceDeclaration): DocumentationFault[] {
  return body.body.flatMap((member) => {
    if (member.type !== "TSPropertySignature" || member.key.type !== "Identifier") return [];
    const option = `${exported.name}.${member.key.name}`;
    const { docstring } = docstringBefore(exported.file, member.start);
    const onlyDefault = docstring !== undefined && docstring.description === "" && hasTag(docstring, "default");
    const faults = onlyDefault ? [] : sentenceFaults(option, docstring);
    const needsDefault = member.optional && (docstring === undefined || !hasTag(docstring, "default"));
    return needsDefault ? [...faults, { name: option, lacks: "@default" as const }] : faults;
  });
}
