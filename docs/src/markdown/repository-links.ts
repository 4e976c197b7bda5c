import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { MarkdownEnv, MarkdownIt, MarkdownToken } from "./markdown-env.ts";
import { repositoryAddress, ROOT } from "../pages/repository.ts";
import { pageAddress, sitePage } from "../pages/site-page.ts";

/**
 * Makes links between the repository's files work on the site: one to a Markdown file leads to its page, one to a folder
 * to the page of its README, and one to anything else to the repository, or is plain text as long as that has no address.
 */
export function repositoryLinks(md: MarkdownIt): void {
  md.core.ruler.after("inline", "repository-links", ({ tokens, env }) => {
    const { path, realPath = path } = env as MarkdownEnv;
    for (const { children } of tokens) if (children !== null) resolveLinks(children, relative(ROOT, realPath));
  });
}

function resolveLinks(tokens: MarkdownToken[], file: string): void {
  let plain = false;
  for (const token of tokens) {
    if (token.type === "link_open") {
      const href = token.attrGet("href")!;
      if (!isRelative(href)) continue;
      const address = addressOf(href, file);
      plain = address === undefined;
      if (address !== undefined) token.attrSet("href", address);
    }
    if (plain && (token.type === "link_open" || token.type === "link_close")) {
      if (token.type === "link_close") plain = false;
      Object.assign(token, { type: "text", tag: "", nesting: 0, content: "" });
    }
  }
}

function isRelative(href: string): boolean {
  return !/^([a-z]+:|\/|#)/.test(href);
}

/**
 * Where a link of a file leads to on the site.
 *
 * @throws {Error} if there is no such file in the repository, and it is not one that VitePress would miss.
 */
function addressOf(href: string, file: string): string | undefined {
  const [path = "", anchor] = href.split("#");
  const target = join(dirname(file), decodeURIComponent(path)).replace(/\/$/, "");
  const page = [target, `${target}/README.md`].map(sitePage).find((candidate, index) => {
    return candidate !== undefined && existsSync(join(ROOT, index === 0 ? target : `${target}/README.md`));
  });
  if (page !== undefined) return pageAddress(page) + (anchor === undefined ? "" : `#${anchor}`);
  if (existsSync(join(ROOT, target))) return repositoryAddress(target);
  // VitePress collects dead links, but takes other files for its own assets.
  if (target.endsWith(".md")) return `/${target}`;
  throw new Error(`${file}: the link to ${href} leads nowhere`);
}
