import { DeclarationReflection, ReflectionKind, type Comment } from "typedoc";
import ts from "typescript";
import { errorMessages, type ErrorMessage } from "./error-messages.ts";
import { GENERATED } from "./page-text.ts";
import type { SourcePage, SourcePages } from "./source-pages.ts";

/** The errors that people can catch, with their codes. */
const BASE = "LockstepError";

/**
 * The page of all errors: their codes and classes, who throws them by their docstrings, and what the messages of the
 * sources tell to do.
 */
export function errorsText({ pages }: SourcePages, addresses: ReadonlyMap<DeclarationReflection, string>): string {
  const page = pageOfErrors(pages);
  const codes = codesOf(page.source);
  const classes = page.module.children!.filter(({ kind, name }) => kind === ReflectionKind.Class && name !== BASE);
  const throwers = throwersOf(pages.flatMap(({ module }) => module.children ?? []));
  const messages = errorMessages();
  const rows = classes.map((declared) => {
    const link = `[\`${declared.name}\`](#${declared.name.toLowerCase()})`;
    return `| ${codesInWords(codes, declared)} | ${link} | ${words(declared)} |`;
  });
  const sections = classes.map((declared) =>
    [
      `## ${declared.name}`,
      `${words(declared)} Code: ${codesInWords(codes, declared)}. [In the reference](${addresses.get(declared)}).`,
      thrownBy(throwers.get(declared.name) ?? [], addresses),
      ...tables(messages.filter(({ errorClass }) => errorClass === declared.name)),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
  return `${INTRODUCTION}\n\n| code | class | what it means |\n| :-- | :-- | :-- |\n${rows.join("\n")}\n\n${sections.join("\n\n")}\n`;
}

const INTRODUCTION = `${GENERATED}

# Errors

Every error that Lockstep throws for a reason of its own is a \`LockstepError\` with a \`code\`, which never changes its
meaning. Its message is made of what was checked (\`subject\`), the rule that was broken, what came instead (\`received\`)
and, where there is something to do, the \`remedy\`: search this page for the words of a message. \`…\` stands for what
only the error itself knows.`;

/** Where the page tells of each code. */
export function codeAddresses({ pages }: SourcePages): Record<string, string> {
  const codes = codesOf(pageOfErrors(pages).source);
  return Object.fromEntries(
    [...codes].flatMap(([name, ofClass]) => ofClass.map((code) => [code, `/api/errors#${name.toLowerCase()}`])),
  );
}

function pageOfErrors(pages: readonly SourcePage[]): SourcePage {
  return pages.find(({ module }) => module.children?.some(({ name }) => name === BASE))!;
}

/** The codes that the constructor of each class gives. */
function codesOf(source: string): Map<string, string[]> {
  const file = ts.createSourceFile(source, ts.sys.readFile(source)!, ts.ScriptTarget.Latest, true);
  return new Map(
    file.statements.filter(ts.isClassDeclaration).map(({ name, members }) => {
      const maker = members.find(ts.isConstructorDeclaration)!;
      const literals: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isStringLiteral(node) && /^[A-Z_]+$/.test(node.text)) literals.push(node.text);
        ts.forEachChild(node, visit);
      };
      visit(maker);
      return [name!.text, [...new Set(literals)]];
    }),
  );
}

function codesInWords(codes: ReadonlyMap<string, readonly string[]>, { name }: DeclarationReflection): string {
  return codes
    .get(name)!
    .map((code) => `\`${code}\``)
    .join(" or ");
}

/** Whose docstring says that it throws what. */
function throwersOf(names: readonly DeclarationReflection[]): Map<string, DeclarationReflection[]> {
  const throwers = new Map<string, DeclarationReflection[]>();
  for (const name of names) {
    const thrown = new Set(commentsOf(name).flatMap(thrownIn));
    for (const error of thrown) throwers.set(error, [...(throwers.get(error) ?? []), name]);
  }
  return throwers;
}

/** Those of a name, of its signatures and of its methods. */
function commentsOf(name: DeclarationReflection): Comment[] {
  const parts = [name, ...(name.signatures ?? []), ...(name.children ?? []).flatMap((child) => child.signatures ?? [])];
  return parts.flatMap(({ comment }) => comment ?? []);
}

function thrownIn(comment: Comment): string[] {
  return comment
    .getTags("@throws")
    .flatMap(({ content }) => content)
    .flatMap((part) => (part.kind === "inline-tag" && part.target instanceof DeclarationReflection ? [part.text] : []));
}

function thrownBy(
  names: readonly DeclarationReflection[],
  addresses: ReadonlyMap<DeclarationReflection, string>,
): string {
  if (names.length === 0) return "";
  const links = names.map((name) => `[\`${name.name}\`](${addresses.get(name)})`).join(", ");
  return `<details>\n<summary>Thrown by ${names.length === 1 ? "one" : names.length} of the public names</summary>\n\n${links}\n\n</details>`;
}

function tables(messages: readonly ErrorMessage[]): string[] {
  return [...Map.groupBy(messages, ({ folder }) => folder)].flatMap(([folder, ofPackage]) => {
    const rows = ofPackage.map(({ rule, remedy }) => `| ${cell(rule)} | ${cell(remedy)} |`);
    const name = folder === "cli" ? "lockstep" : `@lockstep/${folder}`;
    return [`**In ${name}** {.part}`, `| … it says | what to do |\n| :-- | :-- |\n${rows.join("\n")}`];
  });
}

function words({ comment }: DeclarationReflection): string {
  return (comment?.summary ?? [])
    .map(({ text }) => text)
    .join("")
    .replaceAll(/\s+/g, " ");
}

/** Text as it is: nothing in it is Markdown or HTML. */
function cell(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>{}|#]/g, (sign) => `&#${sign.codePointAt(0)};`).replaceAll(/\s+/g, " ");
}
