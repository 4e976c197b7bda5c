import { argv, stdout } from "node:process";

// Prints what a function of a module returns, as JSON: node print.js <module> <function>.
const [module, name] = argv.slice(2);
const exported = (await import(`./${module}.js`)) as Readonly<Record<string, () => unknown>>;
stdout.write(JSON.stringify(await exported[name!]!()));
