import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { SITE_FOLDER } from "../src/command/build-site.ts";
import { ROOT } from "../src/pages/repository.ts";

/** A page of the built site. */
export interface BuiltPage {
  /** `/spec/dropout`. */
  readonly address: string;
  readonly html: string;
  readonly ids: ReadonlySet<string>;
  /** Where its links lead to, as written. */
  readonly links: readonly string[];
}

/** Builds the site by the command that readers are told, and reads what came of it. */
export async function buildAndReadSite(): Promise<ReadonlyMap<string, BuiltPage>> {
  await promisify(execFile)(process.execPath, ["src/command/main.ts", "--build-only"], { cwd: join(ROOT, "docs") });
  const pages = globSync("**/*.html", { cwd: SITE_FOLDER }).map(readPage);
  return new Map(pages.map((page) => [page.address, page]));
}

function readPage(file: string): BuiltPage {
  const html = readFileSync(join(SITE_FOLDER, file), "utf8");
  return {
    address: `/${file.replace(/\.html$/, "").replace(/(^|\/)index$/, "$1")}`,
    html,
    ids: new Set(attributes(html, "id")),
    links: attributes(html, "href").filter((link) => !/\.(css|svg|js)$/.test(link)),
  };
}

function attributes(html: string, name: string): string[] {
  return Array.from(html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g")), ([, value]) =>
    decodeURIComponent(value!.replaceAll("&amp;", "&")),
  );
}
