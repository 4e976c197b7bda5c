import { slug } from "github-slugger";
import { defineConfig } from "vitepress";
import { repositoryLinks } from "../src/markdown/repository-links.ts";
import { resolveFromHere } from "../src/pages/resolve-from-here.ts";
import { sitePage } from "../src/pages/site-page.ts";

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
    // The anchors that GitHub gives.
    anchor: { slugify: (text) => slug(text) },
    config: repositoryLinks,
  },
  themeConfig: { search: { provider: "local" } },
  vite: {
    publicDir: new URL("../public", import.meta.url).pathname,
    plugins: [resolveFromHere()],
    build: { target: "es2022" },
  },
});
