import type { MarkdownOptions } from "vitepress";

/** VitePress's Markdown parser. */
export type MarkdownIt = Parameters<NonNullable<MarkdownOptions["config"]>>[0];

/** What the parser makes of a text. */
export type MarkdownToken = ReturnType<MarkdownIt["parse"]>[number];

/** What VitePress tells its Markdown rules about the page. */
export interface MarkdownEnv {
  /** The file, or where it would lie if it had the place of its page. */
  readonly path: string;
  /** The file itself, if `path` is not. */
  readonly realPath?: string;
}
