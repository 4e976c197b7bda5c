import { relative } from "node:path";
import type { IndexedName, ReferenceIndex } from "../reference/reference-index.ts";
import { ROOT } from "../pages/repository.ts";
import { pageAddress, sitePage } from "../pages/site-page.ts";
import type { MarkdownEnv, MarkdownIt, MarkdownToken } from "./markdown-env.ts";

/** Whose names the pages of the guide mean first, where two packages have one. */
const GUIDES: Readonly<Record<string, string>> = {
  "docs/guide/tfjs.md": "@lockstep/tfjs",
  "docs/guide/keras.md": "@lockstep/core",
  "docs/guide/onnx.md": "@lockstep/onnxruntime-web",
};

/** Names of Keras, Lightning, Ignite and Hugging Face, of a schedule's own method, and of laws of initial weights. */
const FOREIGN: ReadonlySet<string> = new Set(["EarlyStopping", "EarlyStoppingCallback", "rateAt", "normal", "uniform"]);

/**
 * Makes inline code that is exactly one public name, or the code of an error, a link to the name's entry: the one of the page's own package, or the
 * only one that there is. Left alone are words that options have for names too, since `patience` means the option, plain
 * words of another package, a name that the package has twice (`tanh` is a layer and a function), what frameworks have too,
 * code in headings and links, and a name on its own page.
 */
export function nameLinks({ names, optionNames, errorCodes }: ReferenceIndex): (md: MarkdownIt) => void {
  const ambiguous = new Set(optionNames);
  const byName = Map.groupBy(
    names.filter((known) => !ambiguous.has(known.name) && !isForeign(known)),
    ({ name }) => name,
  );
  return (md) => {
    md.core.ruler.after("inline", "name-links", ({ tokens, env, Token }) => {
      const { path, realPath = path } = env as MarkdownEnv;
      const file = relative(ROOT, realPath);
      for (const [index, { type, children }] of tokens.entries()) {
        if (type !== "inline" || children === null || tokens[index - 1]?.type === "heading_open") continue;
        tokens[index]!.children = withLinks(
          children,
          (name) => errorCodes[name] ?? entryOf(byName.get(name) ?? [], file),
          Token,
        );
      }
    });
  };
}

function withLinks(
  children: readonly MarkdownToken[],
  addressOf: (name: string) => string | undefined,
  Token: new (type: string, tag: string, nesting: -1 | 0 | 1) => MarkdownToken,
): MarkdownToken[] {
  let links = 0;
  return children.flatMap((token) => {
    links += token.type === "link_open" ? 1 : token.type === "link_close" ? -1 : 0;
    const address = token.type === "code_inline" && links === 0 ? addressOf(token.content) : undefined;
    if (address === undefined) return [token];
    const open = new Token("link_open", "a", 1);
    open.attrs = [["href", address]];
    return [open, token, new Token("link_close", "a", -1)];
  });
}

/** Which of the entries of one name a file means. */
function entryOf(candidates: readonly IndexedName[], file: string): string | undefined {
  const home = homeOf(file);
  const own = candidates.filter(({ specifier }) => specifier === home || specifier.startsWith(`${home}/`));
  const meant = own.length > 0 ? own : candidates;
  const [found] = meant;
  if (found === undefined || meant.length > 1 || (own.length === 0 && isWord(found.name))) return undefined;
  const page = sitePage(file);
  return page !== undefined && found.address.startsWith(`${pageAddress(page)}#`) ? undefined : found.address;
}

/** Anything may be called so. */
function isWord(name: string): boolean {
  return /^[a-z]+$/.test(name);
}

/** A type that some framework has one of by the same name, such as `Linear`, and what is known to be others'. */
function isForeign({ name, kind }: IndexedName): boolean {
  return FOREIGN.has(name) || (kind === "type" && /^[A-Z][a-z]+$/.test(name));
}

/** The package that a file belongs to; what belongs to none speaks of core. */
function homeOf(file: string): string {
  const [, name] = /^(?:packages|docs\/api)\/(cli|conformance|core|onnxruntime-web|onnx|tfjs)\b/.exec(file) ?? [];
  if (name === undefined) return GUIDES[file] ?? "@lockstep/core";
  return name === "cli" ? "@lockstep/core" : `@lockstep/${name}`;
}
