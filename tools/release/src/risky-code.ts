import { parseSync } from "oxc-parser";
import { specifiersIn } from "./imports-of.ts";
import type { PackedPackage } from "./packed-package.ts";

/** Code from texts, which a content security policy without `unsafe-eval` forbids. */
const CODE_FROM_TEXT = ["eval", "Function", "importScripts"];
/** What reaches other machines from a page or from Node without a module. */
const NETWORK = [
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "EventSource",
  "WebTransport",
  "RTCPeerConnection",
  "sendBeacon",
];
/** A way to a module of Node without an import. */
const WITHOUT_IMPORT = "getBuiltinModule";
const NAMES = new Set([...CODE_FROM_TEXT, ...NETWORK, WITHOUT_IMPORT]);
/** Modules of Node that reach other machines, make code from texts, or start a program that does. */
const MODULES = ["http", "http2", "https", "net", "tls", "dgram", "dns", "vm", "inspector", "child_process"].map(
  (name) => `node:${name}`,
);

const MAY_HAVE = new RegExp(`\\b(${[...NAMES, ...MODULES].join("|")})\\b`);

/**
 * Where the code of a package could make code from text, reach the network or start a program: `file: what`. Words in comments and texts
 * do not count, every other use of such a name does, whatever it means there.
 */
export function riskyCode({ files, read }: PackedPackage): readonly string[] {
  return files
    .filter((file) => file.startsWith("dist/") && file.endsWith(".js"))
    .flatMap((file) => {
      const code = read(file);
      if (!MAY_HAVE.test(code)) return [];
      const modules = specifiersIn(file, code).filter((name) => MODULES.includes(name));
      const found = [...modules, ...namesIn(parseSync(file, code).program)];
      return [...new Set(found)].map((name) => `${file}: ${name}`);
    });
}

/** The names of the list that code has as identifiers. */
function namesIn(node: unknown): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, name } = node as { readonly type?: unknown; readonly name?: unknown };
  if (type === "Identifier" && typeof name === "string") return NAMES.has(name) ? [name] : [];
  return Object.values(node).flatMap(namesIn);
}
