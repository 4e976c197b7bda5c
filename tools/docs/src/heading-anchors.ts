import GithubSlugger from "github-slugger";

const FENCE = /^ *(`{3,}|~{3,})[\s\S]*?^ *\1[ \t]*$/gm;

/** The anchors that GitHub gives to the headings of a Markdown file, and those that it has of its own. */
export function headingAnchors(text: string): Set<string> {
  const prose = text.replaceAll(FENCE, "");
  const slugger = new GithubSlugger();
  const headings = Array.from(prose.matchAll(/^#{1,6} +(.+?) *#*$/gm), ([, heading]) => slugger.slug(plain(heading!)));
  const own = Array.from(prose.matchAll(/<\w+ [^>]*\bid="([^"]+)"/g), ([, id]) => id!);
  return new Set([...headings, ...own]);
}

/** What a heading shows: the text of its links, no marks of code or emphasis. */
function plain(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[`*]/g, "")
    .replaceAll(/\\(.)/g, "$1");
}
