import type { MarkdownEnv } from "../markdown/markdown-env.ts";

/** Pages that a search would only find tables of. */
const UNSEARCHED = /\/FEATURES\.md$/;

interface Renderer {
  readonly options: { highlight?: unknown };
  render(source: string, env: MarkdownEnv): string;
}

/** What the search reads of a page: of a name its words too, so that "stopping" finds `earlyStopping`. */
export function searchText(source: string, env: MarkdownEnv, md: Renderer): string {
  if (UNSEARCHED.test(env.path)) return "";
  const html = withoutCode(md, source, env);
  if (!env.path.includes("/docs/api/")) return html;
  const specifier = /^import .* from "(.*)";$/m.exec(source)?.[1];
  return html.replaceAll(/<h([1-3])[^>]*>([\w, ()]+?) ?<a [^>]*>.*?<\/a><\/h\1>/g, (heading, _level, names: string) => {
    const named = specifier === undefined ? heading : heading.replace(`>${names}`, `>${names} (${specifier})`);
    return `${named}<p>${names.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")}</p>`;
  });
}

/** Colouring code would take most of the time, and nobody searches for it: the names in it have pages of their own. */
function withoutCode(md: Renderer, source: string, env: MarkdownEnv): string {
  const { highlight } = md.options;
  md.options.highlight = null;
  const html = md.render(source, env);
  md.options.highlight = highlight;
  return html.replaceAll(/<pre[\s>][\s\S]*?<\/pre>/g, "");
}
