import { readFileSync } from "node:fs";
import { join } from "node:path";
import { slug } from "github-slugger";
import type { DefaultTheme } from "vitepress";
import { readReferenceIndex, type IndexedEntry } from "../reference/reference-index.ts";
import { ROOT } from "./repository.ts";

const GUIDE: DefaultTheme.SidebarItem[] = [
  {
    text: "Guide",
    items: [
      { text: "Start in five minutes", link: "/guide/start" },
      { text: "TensorFlow.js", link: "/guide/tfjs" },
      { text: "The engine on TensorFlow.js", link: "/guide/tfjs-engine" },
      { text: "ONNX", link: "/guide/onnx" },
      { text: "From PyTorch", link: "/guide/pytorch" },
      { text: "From Keras", link: "/guide/keras" },
      { text: "Layers, losses and models", link: "/guide/layers" },
      { text: "The promise", link: "/guide/promise" },
      { text: "Your own engine", link: "/guide/own-engine" },
      { text: "Recipes", link: "/guide/recipes" },
      { text: "Troubleshooting", link: "/guide/troubleshooting" },
      { text: "Command line", link: "/guide/command-line" },
    ],
  },
  {
    text: "Packages",
    items: [
      { text: "@lockstep/core", link: "/packages/core" },
      { text: "@lockstep/tfjs", link: "/packages/tfjs" },
      { text: "Faults of tfjs", link: "/packages/tfjs/faults" },
      { text: "@lockstep/onnxruntime-web", link: "/packages/onnxruntime-web" },
      { text: "@lockstep/onnx", link: "/packages/onnx" },
      { text: "@lockstep/conformance", link: "/packages/conformance" },
      { text: "lockstep", link: "/packages/cli" },
    ],
  },
  {
    text: "Project",
    items: [
      { text: "What holds where", link: "/features" },
      { text: "Benchmarks", link: "/benchmarks" },
      { text: "Architecture", link: "/architecture" },
      { text: "Contributing", link: "/contributing" },
      { text: "Security", link: "/security" },
      { text: "Where vectors come from", link: "/tools/oracles" },
    ],
  },
];

/** What stands beside each page, by the beginning of its address. */
export function sidebar(): DefaultTheme.SidebarMulti {
  const packages = Map.groupBy(readReferenceIndex().entries, ({ packageName }) => packageName);
  const overview = [...packages.keys()].map((name) => ({ text: name, link: packageAddress(name) }));
  const ofReference: DefaultTheme.SidebarItem = {
    text: "Reference",
    link: "/api/",
    items: [...overview, { text: "Errors", link: "/api/errors" }],
  };
  return {
    "/": GUIDE,
    "/spec/": [{ text: "Specifications", link: "/spec/", items: specifications() }],
    "/api/": [ofReference],
    ...Object.fromEntries([...packages].flatMap(([name, entries]) => ofPackage(name, entries, ofReference))),
  };
}

/** The list that the README of the specifications has. */
function specifications(): DefaultTheme.SidebarItem[] {
  const text = readFileSync(join(ROOT, "packages/core/spec/README.md"), "utf8");
  return Array.from(text.matchAll(/^- \[([^\]]+)\]\((\S+)\.md\)/gm), ([, title, name]) => ({
    text: title!,
    link: `/spec/${name!}`,
  }));
}

/** For every room and every other entry of a package one that shows its pages, so that none is too long to look through. */
function ofPackage(
  packageName: string,
  entries: readonly IndexedEntry[],
  ofReference: DefaultTheme.SidebarItem,
): [string, DefaultTheme.SidebarItem[]][] {
  const index = packageAddress(packageName);
  const parts = entries.flatMap(({ specifier, rooms }) =>
    specifier === packageName
      ? rooms.map(({ name, title, pages }) => ({ title, pages, start: `${index}${name}/`, anchor: slug(title) }))
      : rooms.map(({ pages }) => ({
          title: specifier,
          pages,
          start: pages[0]!.address.replace(/[^/]+$/, ""),
          anchor: slug(specifier),
        })),
  );
  const item = ({ title, pages, anchor }: (typeof parts)[number], open: boolean): DefaultTheme.SidebarItem[] => {
    const items = pages.map((page) => ({ text: page.title, link: page.address }));
    if (title === "") return items;
    return [{ text: title, link: `${index}#${anchor}`, ...(open ? { items } : {}) }];
  };
  const shown = (start: string): DefaultTheme.SidebarItem[] => [
    { text: packageName, link: index, items: parts.flatMap((part) => item(part, part.start === start)) },
    ofReference,
  ];
  return [
    [index, shown(index)],
    ...parts.map(({ start }): [string, DefaultTheme.SidebarItem[]] => [start, shown(start)]),
  ];
}

function packageAddress(name: string): string {
  return `/api/${name.replace("@lockstep/", "")}/`;
}
