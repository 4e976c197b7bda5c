import { relative } from "node:path";
import { ReflectionKind, type DeclarationReflection } from "typedoc";
import { ROOT } from "../pages/repository.ts";
import type { SourcePage } from "./source-pages.ts";

const TYPES = [ReflectionKind.Interface, ReflectionKind.TypeAlias];
const HEADING = /^(#{2,6}) (.+?)(?: \{#([\w-]+)\})?$/;
/** Parts that every name has are words, not headings: the outline of a page is of names. */
const PARTS =
  /^(Parameters|Returns|Throws|Examples?|See|Type Parameters|Properties|Type Declaration|Extends|Extended by|Implements|Implemented by|Methods|Constructors|Accessors|Overrides|Inherited from|Union Members|Call Signature|Type Literal|Function|Indexable|Deprecated|Remarks)$/;

/** What a page is called: by what can be called or made, else by its types, and by its file where there are many. */
export function pageTitle({ module, path }: SourcePage): string {
  const names = titleNames(module);
  const file = path.split("/").at(-1)!.replaceAll("-", " ");
  return names.length <= 4 ? names.join(", ") : file[0]!.toUpperCase() + file.slice(1);
}

/** Whether there is nothing on a page but types. */
export function isOfTypes({ module }: SourcePage): boolean {
  return module.children?.every((child) => child.kindOf(TYPES)) ?? false;
}

function titleNames({ children = [] }: DeclarationReflection): string[] {
  const values = children.filter((child) => !child.kindOf(TYPES));
  return (values.length > 0 ? values : children).map(({ name }) => name);
}

/** A page of Markdown, from what typedoc wrote about the names on it. */
export function pageText(page: SourcePage, body: string): string {
  const title = pageTitle(page);
  const lines: string[] = [];
  let inCode = false;
  let anchor = "";
  let onTitle = true;
  for (const line of withoutNoise(body).split("\n")) {
    if (/^ *```/.test(line)) inCode = !inCode;
    const [, level = "", text = "", id] = inCode ? [] : (HEADING.exec(line) ?? []);
    if (level === "") {
      if (inCode || line !== "***") lines.push(line);
    } else if (PARTS.test(text)) {
      lines.push(`**${text}** {.part}`);
    } else if (text.replaceAll("\\", "").replace(/\(\)$/, "") === title && anchor === "" && id !== undefined) {
      anchor = ` {#${id}}`;
    } else {
      // Methods stand one level below their name, which may be the page's title.
      const depth = level.length === 2 ? 2 : onTitle ? 2 : 3;
      onTitle &&= level.length > 2;
      lines.push(`${"#".repeat(depth)} ${text}${id === undefined ? "" : ` {#${id}}`}`);
    }
  }
  const source = relative(ROOT, page.source);
  const up = "../".repeat(page.path.split("/").length + 1);
  return [
    `# ${title}${anchor}`,
    importOf(page),
    lines.join("\n").trim(),
    `<small>Declared in [\`${source}\`](${up}${source}).</small>`,
    "",
  ].join("\n\n");
}

function importOf({ module, entry }: SourcePage): string {
  const { children = [] } = module;
  const values = children.filter((child) => !child.kindOf(TYPES)).map(({ name }) => name);
  const keyword = values.length > 0 ? "import" : "import type";
  const names = values.length > 0 ? values : children.map(({ name }) => name);
  const one = `${keyword} { ${names.join(", ")} } from "${entry.specifier}";`;
  const code =
    one.length <= 100
      ? one
      : `${keyword} {\n${names.map((name) => `  ${name},\n`).join("")}} from "${entry.specifier}";`;
  return `\`\`\`ts\n${code}\n\`\`\``;
}

/** What says nothing: the default argument of a typed array, that nothing is returned, where something comes from. */
function withoutNoise(body: string): string {
  return body
    .replaceAll("\\<`ArrayBufferLike`\\>", "")
    .replaceAll("<ArrayBufferLike>", "")
    .replaceAll(/^#+ Returns\n\n`void`$/gm, "")
    .replaceAll(/^#+ (Inherited from|Overrides|Implementation of)\n\n.*$/gm, "")
    .replaceAll(/^#+ (Methods|Constructors|Accessors)$/gm, "");
}
