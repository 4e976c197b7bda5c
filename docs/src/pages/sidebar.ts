import { readFileSync } from "node:fs";
import { join } from "node:path";
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
  const { entries } = readReferenceIndex();
  const ofPackages = Map.groupBy(entries, ({ packageName }) => packageName);
  const packages = [...ofPackages].map(([packageName, ofPackage]) => [
    `/api/${packageName.replace("@lockstep/", "")}/`,
    [{ text: packageName, link: `/api/${packageName.replace("@lockstep/", "")}/`, items: ofPackage.flatMap(rooms) }],
  ]);
  return {
    "/": GUIDE,
    "/spec/": [{ text: "Specifications", link: "/spec/", items: specifications() }],
    "/api/": [
      {
        text: "Reference",
        link: "/api/",
        items: [
          ...[...ofPackages.keys()].map((name) => ({ text: name, link: `/api/${name.replace("@lockstep/", "")}/` })),
          { text: "Errors", link: "/api/errors" },
        ],
      },
    ],
    ...(Object.fromEntries(packages) as DefaultTheme.SidebarMulti),
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

/** The rooms of a package's main entry, and each other entry as one more. */
function rooms({ specifier, packageName, rooms: ofEntry }: IndexedEntry): DefaultTheme.SidebarItem[] {
  const inRooms = ofEntry.map(({ title, pages }) => ({
    text: title,
    collapsed: true,
    items: pages.map((page) => ({ text: page.title, link: page.address })),
  }));
  if (specifier === packageName)
    return inRooms.flatMap((room): DefaultTheme.SidebarItem[] => (room.text === "" ? room.items : [room]));
  return inRooms.length === 0
    ? []
    : [{ text: specifier, collapsed: true, items: inRooms.flatMap(({ items }) => items) }];
}
