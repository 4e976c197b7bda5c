import { readFileSync } from "node:fs";
import { join } from "node:path";
import { documentFiles } from "lockstep-docs/document-files";
import { packageEntries } from "lockstep-docs/package-entries";
import { publicExports } from "lockstep-docs/public-exports";
import type { DefaultTheme } from "vitepress";
import { beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../src/pages/repository.ts";
import { pageAddress, sitePage } from "../src/pages/site-page.ts";
import { sidebar } from "../src/pages/sidebar.ts";
import { readReferenceIndex } from "../src/reference/reference-index.ts";
import { buildAndReadSite, type BuiltPage } from "./built-site.ts";
import { lookAtSite } from "./look-at-site.ts";

/** Documents that are read in the repository alone. */
const NOT_PAGES = ["packages/onnx/proto/README.md"];

function linksOf(items: readonly DefaultTheme.SidebarItem[]): string[] {
  return items.flatMap(({ link, items: within = [] }) => [...(link === undefined ? [] : [link]), ...linksOf(within)]);
}

describe("the built site", () => {
  let pages: ReadonlyMap<string, BuiltPage>;

  beforeAll(async () => {
    pages = await buildAndReadSite();
  }, 300_000);

  it("has a page of every document", () => {
    const missing = documentFiles().filter((file) => {
      const page = sitePage(file);
      return page === undefined || !pages.has(pageAddress(page));
    });
    expect(missing).toEqual(NOT_PAGES);
  });

  it.each(packageEntries())("has an entry for every name of $specifier", ({ path, packageName }) => {
    const { names } = readReferenceIndex();
    const withoutEntry = publicExports(path).filter(({ name }) => {
      const places = names.filter((known) => known.name === name && known.specifier.startsWith(packageName));
      return !places.some(({ address }) => {
        const [page = "", anchor = ""] = address.split("#");
        return pages.get(page)?.ids.has(anchor);
      });
    });
    expect(withoutEntry.map(({ name }) => name)).toEqual([]);
  });

  it.each(packageEntries())(
    "tells of the options and errors that docstrings of $specifier name",
    ({ path, packageName }) => {
      const { names } = readReferenceIndex();
      const untold = publicExports(path).flatMap(({ name, docstring }) => {
        const place = names.find((known) => known.name === name && known.specifier.startsWith(packageName))!;
        const { html } = pages.get(place.address.split("#")[0]!)!;
        const tags = docstring?.tags ?? [];
        const options = tags.flatMap((tag) => (tag.name === "param" ? (/^\w+\.\w+/.exec(tag.text) ?? []) : []));
        const errors = tags.flatMap((tag) => (tag.name === "throws" ? (/(?<=^\{)\w+(?=\})/.exec(tag.text) ?? []) : []));
        return [
          ...options.filter((option) => !new RegExp(`<code>${option}\\??</code>`).test(html)),
          ...errors.filter((error) => !new RegExp(`(<a href="[^"]+"[^>]*>(<code>)?|<li><code>)${error}<`).test(html)),
        ].map((missing) => `${name}: ${missing}`);
      });
      expect(untold).toEqual([]);
    },
  );

  it("has the guide in its sidebar, and nothing in a sidebar that is not there", () => {
    const links = Object.values(sidebar()).flatMap((items) => linksOf(items as DefaultTheme.SidebarItem[]));
    const pageLinks = new Set(links.map((link) => link.split("#")[0]!));
    expect([...pageLinks].filter((link) => !pages.has(link))).toEqual([]);
    const guide = [...pages.keys()].filter((address) => address.startsWith("/guide/"));
    expect(guide.filter((address) => !pageLinks.has(address))).toEqual([]);
  });

  it("has no dead link, nor one to an anchor that is not there", () => {
    const dead = [...pages.values()].flatMap(({ address, links }) =>
      links
        .filter((link) => !/^(https?|mailto):/.test(link))
        .filter((link) => {
          const { pathname, hash } = new URL(link, `http://site${address}`);
          const page = pages.get(decodeURIComponent(pathname));
          return page === undefined || (hash !== "" && !page.ids.has(decodeURIComponent(hash.slice(1))));
        })
        .map((link) => `${address}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  it("tells of every code that an error can have", () => {
    const source = readFileSync(join(ROOT, "packages/core/src/errors/lockstep-error.ts"), "utf8");
    const [, union = ""] = /type LockstepErrorCode =([^;]+);/.exec(source) ?? [];
    const codes = Array.from(union.matchAll(/"(\w+)"/g), ([, code]) => code!);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !pages.get("/api/errors")!.html.includes(`<code>${code}</code>`))).toEqual([]);
  });

  lookAtSite();
});
