import { CommentTag, type Comment, type CommentDisplayPart, type Reflection } from "typedoc";
import ts from "typescript";

/** What a `@param options.stride` says, with its `@default`. */
export interface OptionDocstring {
  /** The parameter. */
  readonly parameter: string;
  readonly option: string;
  readonly content: CommentDisplayPart[];
}

/** How the name of an error becomes a link. */
export type ErrorNamed = (name: string) => Reflection | undefined;

/**
 * Takes the tags of a function's docstring apart as this repository writes them: `@param options.stride ... @default 1` is
 * about an option, and `@throws {DataError} if ...` names its class, which typedoc would leave out.
 *
 * @param declaration where the docstring stands.
 * @returns what is said about options; the comment is left without it, and with one list of what is thrown.
 */
export function takeTagsApart(
  comment: Comment,
  declaration: ts.Node | undefined,
  errorNamed: ErrorNamed,
): OptionDocstring[] {
  const options: OptionDocstring[] = [];
  const kept: CommentTag[] = [];
  const thrown: CommentDisplayPart[][] = [];
  const classes = declaration === undefined ? [] : thrownClasses(declaration);
  let described: CommentDisplayPart[] | undefined;
  for (const tag of comment.blockTags) {
    const [parameter, option] = tag.tag === "@param" ? (tag.name ?? "").split(".") : [];
    if (tag.tag === "@throws") {
      thrown.push(withErrorLinks(classes[thrown.length], tag.content, errorNamed));
    } else if (tag.tag === "@default" && described !== undefined) {
      described.push(...defaultInWords(tag.content));
    } else if (option !== undefined) {
      described = tag.content;
      options.push({ parameter: parameter!, option, content: described });
    } else {
      described = tag.tag === "@param" ? tag.content : undefined;
      kept.push(tag);
    }
  }
  if (thrown.length > 0) kept.push(new CommentTag("@throws", listOf(thrown)));
  comment.blockTags = kept.toSorted((one, other) => placeOf(one) - placeOf(other));
  return options;
}

/** What a reader needs first: what may go wrong before how it looks. */
function placeOf({ tag }: CommentTag): number {
  return ["@example", "@see"].indexOf(tag);
}

/** Words that end a description: what holds where nothing is given. */
export function defaultInWords(content: readonly CommentDisplayPart[]): CommentDisplayPart[] {
  return [{ kind: "text", text: " Default: " }, ...codeOf(content), { kind: "text", text: "." }];
}

/** Code, if what a `@default` says looks like it. */
function codeOf(content: readonly CommentDisplayPart[]): readonly CommentDisplayPart[] {
  const [first, ...others] = content;
  if (first?.kind !== "text" || others.length > 0) return content;
  const text = first.text.trim();
  const looksLikeCode = /^(-?[\d._]+(e-?\d+)?|true|false|"[^"]*"|\[.*\]|\{.*\}|\w*[a-z][A-Z]\w*|\w+\([^)]*\))$/.test(
    text,
  );
  return [looksLikeCode ? { kind: "code", text: `\`${text}\`` } : { kind: "text", text }];
}

/** The first class that each `@throws` names. */
function thrownClasses(declaration: ts.Node): (string | undefined)[] {
  return ts
    .getJSDocTags(declaration)
    .filter(ts.isJSDocThrowsTag)
    .map((tag) => tag.typeExpression?.type.getText());
}

function withErrorLinks(
  name: string | undefined,
  content: readonly CommentDisplayPart[],
  errorNamed: ErrorNamed,
): CommentDisplayPart[] {
  const words = content.flatMap((part) => (part.kind === "text" ? linkNames(part.text, errorNamed) : [part]));
  if (name === undefined) return words;
  const space = /^[,;.]/.test(words[0]?.text ?? "") ? "" : " ";
  return [linkTo(name, errorNamed), { kind: "text", text: space }, ...words];
}

/** Names in braces, as in `or {DataError} otherwise`. */
function linkNames(text: string, errorNamed: ErrorNamed): CommentDisplayPart[] {
  return text
    .split(/\{(\w+)\}/)
    .map((piece, index) => (index % 2 === 1 ? linkTo(piece, errorNamed) : { kind: "text" as const, text: piece }));
}

function linkTo(name: string, errorNamed: ErrorNamed): CommentDisplayPart {
  const target = errorNamed(name);
  if (target === undefined) return { kind: "code", text: `\`${name}\`` };
  return { kind: "inline-tag", tag: "@link", text: name, target };
}

function listOf(items: readonly CommentDisplayPart[][]): CommentDisplayPart[] {
  return items.flatMap((parts) => [
    { kind: "text" as const, text: "- " },
    ...parts.map((part) => (part.kind === "text" ? { ...part, text: part.text.replaceAll("\n", "\n  ") } : part)),
    { kind: "text" as const, text: "\n" },
  ]);
}
