import { readFileSync } from "node:fs";
import { join } from "node:path";
import { slug } from "github-slugger";
import { defineConfig } from "vitepress";
import { clauseLinks } from "../src/markdown/clause-links.ts";
import { indentedCode } from "../src/markdown/indented-code.ts";
import { nameLinks } from "../src/markdown/name-links.ts";
import { repositoryLinks } from "../src/markdown/repository-links.ts";
import { buildWarnings } from "../src/pages/build-warnings.ts";
import { REPOSITORY_ADDRESS, ROOT } from "../src/pages/repository.ts";
import { resolveFromHere } from "../src/pages/resolve-from-here.ts";
import { searchText } from "../src/pages/search-text.ts";
import { sidebar } from "../src/pages/sidebar.ts";
import { sitePage } from "../src/pages/site-page.ts";
import { readReferenceIndex } from "../src/reference/reference-index.ts";

const { version } = JSON.parse(readFileSync(join(ROOT, "packages/core/package.json"), "utf8")) as { version: string };
const warnings = buildWarnings();

export default defineConfig({
  title: "Lockstep",
  description: "Dropout, early stopping and mini-batch SGD that behave identically on every JavaScript backend",
  lang: "en",
  // One Markdown file is a page here and is read on GitHub: pages come from all over the repository.
  srcDir: "..",
  srcExclude: [
    "**/CHANGELOG.md",
    "apps/**",
    "packages/conformance/template/**",
    "packages/onnx/proto/**",
    "tarballs/**",
    "**/test/**",
  ],
  rewrites: (file) => sitePage(file) ?? file,
  cleanUrls: true,

  metaChunk: true,
  head: [["link", { rel: "icon", type: "image/svg+xml", href: "/favicon.svg" }]],
  markdown: {
    // Both have enough contrast.
    theme: { light: "github-light-high-contrast", dark: "github-dark-default" },
    // The anchors that GitHub gives.
    anchor: { slugify: (text) => slug(text) },
    // A slow machine gives the same pages: colouring would stop after half a second.
    shikiSetup(highlighter) {
      const { codeToHtml } = highlighter;
      highlighter.codeToHtml = (code, options) => codeToHtml(code, { ...options, tokenizeTimeLimit: 0 });
    },
    config(md) {
      repositoryLinks(md);
      nameLinks(readReferenceIndex())(md);
      clauseLinks(md);
      indentedCode(md);
    },
  },
  themeConfig: {
    logo: "/favicon.svg",
    nav: [
      { text: "Guide", link: "/guide/start", activeMatch: "^/guide/" },
      { text: "Reference", link: "/api/", activeMatch: "^/api/" },
      { text: "Specifications", link: "/spec/", activeMatch: "^/spec/" },
      { text: "Features", link: "/features" },
      { text: "Benchmarks", link: "/benchmarks" },
      {
        text: version,
        items: [
          { text: "Architecture", link: "/architecture" },
          { text: "Contributing", link: "/contributing" },
          { text: "Security", link: "/security" },
        ],
      },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    notFound: {
      title: "There is no such page",
      quote: "It may have moved: the search finds names, clauses and guides.",
      linkText: "To the start",
    },
    externalLinkIcon: true,
    search: { provider: "local", options: { _render: searchText } },
    ...(REPOSITORY_ADDRESS === undefined
      ? {}
      : {
          socialLinks: [{ icon: "github", link: REPOSITORY_ADDRESS }],
          editLink: { pattern: `${REPOSITORY_ADDRESS}/edit/main/:path`, text: "Change this page" },
        }),
  },
  vite: {
    customLogger: warnings.logger,
    publicDir: join(ROOT, "docs/public"),
    plugins: [resolveFromHere()],
    // The search's index is one chunk, loaded when somebody searches.
    build: { target: "es2022", chunkSizeWarningLimit: 3000 },
  },
  transformPageData({ filePath }) {
    // Its title is the site's.
    if (filePath === "README.md") return { titleTemplate: false };
    // Tables of many columns.
    return /FEATURES|benchmarks/.test(filePath) ? { frontmatter: { aside: false } } : {};
  },
  buildEnd() {
    if (warnings.all.length > 0) throw new Error(`The build has ${warnings.all.length} warning(s).`);
  },
});
