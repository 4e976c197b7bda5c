import { changedCode } from "./changed-code.ts";

/** A block of TypeScript in a Markdown file. */
export interface Snippet {
  readonly file: string;
  /** Of the block's first line of code. */
  readonly line: number;
  readonly code: string;
  /** Why it is not run, if a comment before it says so. */
  readonly fragment?: string;
  /** The page's setup, which this block goes on from. */
  readonly setup?: Pick<Snippet, "line" | "code">;
}

const FENCE = /^( *)```(\S*)[^\n]*\n([\s\S]*?)^\1```[ \t]*$/gm;
const MARK = /<!-- snippet: (?:(setup)|fragment, ([^>]+?)) -->\s*$/;
const CHANGE = /<!-- snippet: changes the block before -->\s*$/;

/**
 * The blocks of TypeScript in a Markdown file. One that cannot stand alone is marked on the line before it:
 * `<!-- snippet: fragment, the reason -->`. On a page with a block marked `<!-- snippet: setup -->` all blocks after it go on
 * from it. A `diff` that is marked by `<!-- snippet: changes the block before -->` is a block, too: the one before it, changed.
 *
 * @throws {Error} for a block in another dialect, which nothing would check, and for a mark without a block.
 */
export function markdownSnippets(file: string, text: string): Snippet[] {
  const snippets: Snippet[] = [];
  let marks = 0;
  let setup: Snippet["setup"];
  for (const match of text.matchAll(FENCE)) {
    const [, indent = "", language, body = ""] = match;
    const line = text.slice(0, match.index).split("\n").length + 1;
    if (/^(js|javascript|typescript|mjs|mts|jsx|tsx)$/.test(language!))
      throw new Error(`${file}:${line}: write it as ts`);
    const before = snippets.at(-1);
    if (language === "diff" && before !== undefined && CHANGE.test(text.slice(0, match.index))) {
      marks += 1;
      snippets.push({ file, line, code: changedCode(before.code, body) });
      continue;
    }
    if (language !== "ts") continue;
    const mark = MARK.exec(text.slice(0, match.index));
    if (mark !== null) marks += 1;
    const code = body.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    const fragment = mark?.[2];
    snippets.push({ file, line, code, ...(fragment === undefined ? {} : { fragment }), ...(setup && { setup }) });
    if (mark?.[1] !== undefined) setup = { line, code };
  }
  const written = text.match(/^ *<!-- snippet:/gm)?.length ?? 0;
  if (written !== marks)
    throw new Error(`${file}: ${written - marks} of its snippet marks stand before no block to run`);
  return snippets;
}
