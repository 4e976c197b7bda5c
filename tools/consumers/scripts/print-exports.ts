import { argv, stdout } from "node:process";

// Prints what each entry of a package exports, or why it cannot be imported: node print-exports.js <entry>...
const exported: Record<string, readonly string[] | string> = {};
for (const entry of argv.slice(2)) {
  try {
    exported[entry] = Object.keys((await import(entry)) as object);
  } catch (error) {
    exported[entry] = String(error);
  }
}
stdout.write(JSON.stringify(exported));
