import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { slug } from "github-slugger";
import { ROOT } from "../pages/repository.ts";
import { pageAddress, sitePage } from "../pages/site-page.ts";
import type { MarkdownIt, MarkdownToken } from "./markdown-env.ts";

const CLAUSE = /\b([A-Z]{3}-\d+)\b/;

/** Makes the number of a clause, `DRP-8` in words, a link to it, wherever it stands but in headings, links and code. */
export function clauseLinks(md: MarkdownIt): void {
  const addresses = clauseAddresses();
  md.core.ruler.after("inline", "clause-links", ({ tokens, Token }) => {
    for (const [index, token] of tokens.entries()) {
      if (token.children === null || tokens[index - 1]?.type === "heading_open") continue;
      token.children = withLinks(token.children, addresses, Token);
    }
  });
}

function withLinks(
  children: readonly MarkdownToken[],
  addresses: ReadonlyMap<string, string>,
  Token: new (type: string, tag: string, nesting: -1 | 0 | 1) => MarkdownToken,
): MarkdownToken[] {
  let links = 0;
  const text = (content: string): MarkdownToken => Object.assign(new Token("text", "", 0), { content });
  return children.flatMap((token) => {
    links += token.type === "link_open" ? 1 : token.type === "link_close" ? -1 : 0;
    if (token.type !== "text" || links > 0) return [token];
    return token.content.split(CLAUSE).flatMap((piece) => {
      const address = addresses.get(piece);
      if (address === undefined) return piece === "" ? [] : [text(piece)];
      const open = new Token("link_open", "a", 1);
      open.attrs = [["href", address]];
      return [open, text(piece), new Token("link_close", "a", -1)];
    });
  });
}

/** Where each clause stands: its heading begins with its number. */
function clauseAddresses(): Map<string, string> {
  const files = globSync("packages/core/spec/*.md", { cwd: ROOT });
  return new Map(
    files.flatMap((file) =>
      Array.from(readFileSync(join(ROOT, file), "utf8").matchAll(/^## (([A-Z]{3}-\d+) .*)$/gm), ([, title, clause]) => [
        clause!,
        `${pageAddress(sitePage(file)!)}#${slug(title!.replaceAll("`", ""))}`,
      ]),
    ),
  );
}
