import { basename, dirname, extname } from "node:path";

/**
 * Which page of the site a Markdown file of the repository becomes: `packages/core/spec/sgd.md` is `spec/sgd.md`.
 *
 * @param file from the root of the repository.
 * @returns the page's path, or `undefined` for a file that is no page.
 */
export function sitePage(file: string): string | undefined {
  if (extname(file) !== ".md" || basename(file) === "CHANGELOG.md") return undefined;
  const name = basename(file) === "README.md" ? "index.md" : basename(file).toLowerCase();
  const [top, second, ...rest] = file.split("/");
  if (second === undefined) return name;
  switch (top) {
    case "docs":
      return file.slice("docs/".length);
    case "benchmarks":
      return "benchmarks.md";
    case "packages":
      if (rest.length === 1) return name === "index.md" ? `packages/${second}.md` : `packages/${second}/${name}`;
      return dirname(file) === "packages/core/spec" ? `spec/${name}` : undefined;
    case "tools":
      return rest.length === 1 && name === "index.md" ? `tools/${second}.md` : undefined;
    default:
      return undefined;
  }
}

/** The address of a page in the site, without the `.md` and without `index`: `spec/index.md` is at `/spec/`. */
export function pageAddress(page: string): string {
  return `/${page.replace(/\.md$/, "").replace(/(^|\/)index$/, "$1")}`;
}
